//! Byte offsets to lines and columns and back, in the units that terminals and editors count.
//! The only file that knows UTF-16.

use super::{to_u32, to_usize};

/// What a column counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes, as Vim and UTF-8 language clients count.
    Utf8,
    /// UTF-16 code units, as language clients count unless they agree otherwise.
    Utf16,
    /// Characters, as people count.
    Characters,
}

/// A place as line and column, both from zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 0.
    pub line: u32,
    /// Column, from 0, in the units of the [`Encoding`] asked for.
    pub column: u32,
}

/// Where the lines of one text start.
#[derive(Debug, Clone)]
pub struct Lines {
    starts: Vec<u32>,
}

impl Lines {
    /// Reads the line starts of a text. Lines end with LF (a CR before it belongs to the line).
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut starts = vec![0];
        starts.extend(text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| to_u32(at + 1)));
        Self { starts }
    }

    /// How many lines there are; an empty text has one.
    #[must_use]
    pub fn count(&self) -> u32 {
        to_u32(self.starts.len())
    }

    /// The line that a byte lies on, from 0.
    #[must_use]
    pub fn line(&self, offset: u32) -> u32 {
        to_u32(self.starts.partition_point(|start| *start <= offset).saturating_sub(1))
    }

    /// Line and column of a byte offset; an offset past the end is the end.
    #[must_use]
    pub fn position(&self, text: &str, offset: u32, encoding: Encoding) -> Position {
        let offset = offset.min(to_u32(text.len()));
        let line = self.line(offset);
        let start = self.starts.get(to_usize(line)).copied().unwrap_or(0);
        let before = text.get(to_usize(start)..to_usize(offset)).unwrap_or_default();
        let column = match encoding {
            Encoding::Utf8 => before.len(),
            Encoding::Utf16 => before.encode_utf16().count(),
            Encoding::Characters => before.chars().count(),
        };
        Position { line, column: to_u32(column) }
    }

    /// The byte offset of a line and column. A column past the line's end is its end, a line past the text's end is the text's end,
    /// and a column inside a character is the character's start: what editors send is never trusted.
    #[must_use]
    pub fn offset(&self, text: &str, position: Position, encoding: Encoding) -> u32 {
        let Some(start) = self.starts.get(to_usize(position.line)).copied() else {
            return to_u32(text.len());
        };
        let line = text.get(to_usize(start)..).unwrap_or_default();
        let line = line.split_inclusive('\n').next().unwrap_or_default();
        let line = line.strip_suffix('\n').unwrap_or(line);
        let line = line.strip_suffix('\r').unwrap_or(line);
        let mut left = position.column;
        let mut bytes = 0;
        for character in line.chars() {
            let width = to_u32(match encoding {
                Encoding::Utf8 => character.len_utf8(),
                Encoding::Utf16 => character.len_utf16(),
                Encoding::Characters => 1,
            });
            if left < width {
                break;
            }
            left -= width;
            bytes += to_u32(character.len_utf8());
        }
        start + bytes
    }
}
