//! Statements that may stand once in a block: the one that holds, and a word on every other.

use super::names::Names;
use super::protocol::Stated;
use crate::source::At;
use crate::syntax::tree;

/// The one statement of its kind in a block; absent or waiting otherwise.
pub(super) fn stated<T, U>(written: &[At<T>], broken: &[tree::Broken], word: &str, value: impl Fn(&T) -> U) -> Stated<U> {
    match written.first() {
        Some(first) => Stated::Known(At::new(value(&first.value), first.span)),
        None if broken.iter().any(|broken| broken.keyword.as_ref().is_none_or(|name| *name == word)) => Stated::Waiting,
        None => Stated::Absent,
    }
}

/// Says so when a statement that may stand once stands again.
pub(super) fn once<T>(names: &mut Names<'_>, written: &[At<T>], what: &str) {
    if let [first, more @ ..] = written {
        more.iter().for_each(|again| names.twice(again.span, first.span, what));
    }
}
