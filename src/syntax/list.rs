//! A list that is built in at no cost, or read. Knows nothing of what it lists.

use std::borrow::Cow;
use std::ops::Deref;

use crate::diagnostic::Name;

/// A list that is either built in or read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List<T: Clone + 'static>(Cow<'static, [T]>);

impl<T: Clone> List<T> {
    /// A built-in list.
    #[must_use]
    pub const fn fixed(items: &'static [T]) -> Self {
        Self(Cow::Borrowed(items))
    }

    /// The items.
    #[must_use]
    pub fn as_slice(&self) -> &[T] {
        &self.0
    }

    /// Puts the items in order; items with equal keys keep theirs.
    pub fn sort_by_name(&mut self, of: impl Fn(&T) -> &Name) {
        if !self.0.is_sorted_by(|one, next| of(one) <= of(next)) {
            self.0.to_mut().sort_by(|one, next| of(one).cmp(of(next)));
        }
    }

    /// Adds an item.
    pub fn push(&mut self, item: T) {
        self.0.to_mut().push(item);
    }
}

impl<T: Clone> Deref for List<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T: Clone> Default for List<T> {
    fn default() -> Self {
        Self::fixed(&[])
    }
}

impl<T: Clone> From<Vec<T>> for List<T> {
    fn from(items: Vec<T>) -> Self {
        Self(Cow::Owned(items))
    }
}

impl<T: Clone> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self(items.into_iter().collect())
    }
}

impl<T: Clone> Extend<T> for List<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        self.0.to_mut().extend(items);
    }
}

impl<T: Clone> IntoIterator for List<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_owned().into_iter()
    }
}

impl<'l, T: Clone> IntoIterator for &'l List<T> {
    type Item = &'l T;
    type IntoIter = std::slice::Iter<'l, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

#[cfg(test)]
impl<T: Clone + databake::Bake> databake::Bake for List<T> {
    fn bake(&self, env: &databake::CrateEnv) -> databake::TokenStream {
        let items = self.iter().map(|item| item.bake(env));
        databake::quote! { crate::syntax::entries::List::fixed(const { &[#(#items),*] }) }
    }
}

#[cfg(test)]
impl<T: Clone + databake::Bake> databake::BakeSize for List<T> {
    fn borrows_size(&self) -> usize {
        0
    }
}
