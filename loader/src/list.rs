//! A list of an image as a small cursor over the image's own bytes, and the name, the item most lists hold.
//! It must not know what a list is for, nor how many items a pen can take.

use core::{marker::PhantomData, ops::RangeInclusive};

use crate::decode::{Damaged, Reader};

/// What a list can hold.
pub(crate) trait Item<'i>: Sized {
    fn read(reader: &mut Reader<'i>) -> Result<Self, Damaged>;
}

/// The items of a list that are still to come.
// INVARIANT: `read` is the only maker and has read every item once, so reading one again cannot fail.
#[derive(Debug)]
pub(crate) struct List<'i, T> {
    items: Reader<'i>,
    left: u8,
    item: PhantomData<T>,
}

impl<'i, T: Item<'i>> List<'i, T> {
    /// Reads the whole list; the format says how many items it may have.
    pub(crate) fn read(reader: &mut Reader<'i>, allowed: RangeInclusive<u8>) -> Result<Self, Damaged> {
        let left = u8::try_from(reader.array()?).map_err(|_| Damaged)?;
        if !allowed.contains(&left) {
            return Err(Damaged);
        }
        let list = Self { items: reader.clone(), left, item: PhantomData };
        for _ in 0..left {
            T::read(reader)?;
        }
        Ok(list)
    }

    /// How many items are still to come.
    pub(crate) const fn left(&self) -> u8 {
        self.left
    }

    pub(crate) fn get(&self, index: u8) -> Option<T> {
        self.clone().nth(usize::from(index))
    }
}

impl<'i, T: Item<'i>> Iterator for List<'i, T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.left = self.left.checked_sub(1)?;
        T::read(&mut self.items).ok()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (usize::from(self.left), Some(usize::from(self.left)))
    }
}

impl<'i, T: Item<'i>> ExactSizeIterator for List<'i, T> {}

// Not derived: a derive would ask for `T: Clone`, and no `T` is kept.
impl<T> Clone for List<'_, T> {
    fn clone(&self) -> Self {
        Self { items: self.items.clone(), left: self.left, item: PhantomData }
    }
}

/// A name: 1 to 48 bytes of `a` to `z`, `0` to `9` and hyphen.
impl<'i> Item<'i> for &'i str {
    fn read(reader: &mut Reader<'i>) -> Result<Self, Damaged> {
        let name = reader.text()?;
        let short = (1..=48).contains(&name.len());
        let plain = |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
        if short && name.bytes().all(plain) { Ok(name) } else { Err(Damaged) }
    }
}

/// A text that people are shown: 1 to 96 bytes of UTF-8 without control characters.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Caption<'i>(pub(crate) &'i str);

impl<'i> Item<'i> for Caption<'i> {
    fn read(reader: &mut Reader<'i>) -> Result<Self, Damaged> {
        let text = reader.text()?;
        let short = (1..=96).contains(&text.len());
        // U+0080 to U+009F are the byte 0xC2 with a byte up to 0x9F behind it.
        let plain = |pair: &[u8]| !matches!(pair, [0..0x20 | 0x7f, ..] | [0xc2, 0x80..=0x9f]);
        let bytes = text.as_bytes();
        if short && bytes.windows(2).all(plain) && bytes.last().is_some_and(|last| plain(&[*last])) { Ok(Self(text)) } else { Err(Damaged) }
    }
}

/// A byte string that holds an item of its own, opened only when it is needed.
impl<'i> Item<'i> for &'i [u8] {
    fn read(reader: &mut Reader<'i>) -> Result<Self, Damaged> {
        reader.bytes()
    }
}
