//! Texts and places in them: files by number, byte spans, and the one conversion to lines and columns.
//! Knows nothing of the language, of paths on a disk, or of any editor protocol.

mod lines;

use std::fmt;

pub use lines::{Encoding, Lines, Position};

/// The number of a text in one run. The built-in atlas texts come first, then what the caller adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::source))]
pub struct FileId(pub u16);

/// A half-open range of bytes in one text. Never optional: every node came from text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::source))]
pub struct Span {
    /// Which text.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl fmt::Debug for Span {
    /// Nothing under `{:+?}`: what was written is then compared without where it stood.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.sign_plus() { Ok(()) } else { write!(f, "{}:{}..{}", self.file.0, self.start, self.end) }
    }
}

impl Span {
    /// The smallest span that covers both; both must lie in one text.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether the span covers no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
}

/// A value together with the place it was written at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::source))]
pub struct At<T> {
    /// What was written.
    pub value: T,
    /// Where.
    pub span: Span,
}

impl<T> At<T> {
    /// Joins a value and its place.
    pub const fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// The same place with another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> At<U> {
        At { value: f(self.value), span: self.span }
    }

    /// The same place with the value lent.
    pub const fn as_ref(&self) -> At<&T> {
        At { value: &self.value, span: self.span }
    }
}

/// One text with the name it is shown under.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its number in this run.
    pub id: FileId,
    /// The name to print: a path as the user gave it, or `<stdin>`.
    pub name: String,
    /// The text itself, UTF-8.
    pub text: String,
}

impl Source {
    /// A text under its number and name. Texts of 4 GiB and more do not fit a [`Span`]; the faces refuse them first.
    pub fn new(id: FileId, name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { id, name: name.into(), text: text.into() }
    }

    /// The text under a span of this source; empty if the span is not from here.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        let (start, end) = (to_usize(span.start), to_usize(span.end));
        self.text.get(start..end).unwrap_or_default()
    }

    /// The whole text as a span.
    #[must_use]
    pub fn whole(&self) -> Span {
        Span { file: self.id, start: 0, end: to_u32(self.text.len()) }
    }

    /// The text with some of its places written anew; the places are in order and do not overlap. Every other byte stays.
    #[must_use]
    pub fn with(&self, edits: &[(Span, String)]) -> String {
        let mut text = String::with_capacity(self.text.len() + 128);
        let mut at = 0;
        for (span, new) in edits {
            text.push_str(self.text.get(at..to_usize(span.start)).unwrap_or_default());
            text.push_str(new);
            at = to_usize(span.end);
        }
        text.push_str(self.text.get(at..).unwrap_or_default());
        text
    }
}

/// Widens an offset; `u32` always fits the machines this runs on.
#[must_use]
pub fn to_usize(offset: u32) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}

/// Narrows an offset; the faces refuse texts past `u32::MAX` bytes, so nothing saturates in practice.
#[must_use]
pub fn to_u32(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
