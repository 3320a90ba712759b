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

/// Where the lines of one text start, and how many characters lie before every so many bytes of it.
#[derive(Debug, Clone)]
pub struct Lines {
    starts: Vec<u32>,
    marks: Vec<Mark>,
}

/// What lies before a byte of the text.
#[derive(Debug, Clone, Copy)]
struct Mark {
    byte: usize,
    utf16: usize,
    characters: usize,
}

/// Bytes between two marks: a column on the longest line is counted from the nearest one.
const STRIDE: usize = 1024;

impl Lines {
    /// Reads the line starts of a text. Lines end with LF, CR LF, or a CR alone, as the grammar and editors read them.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut starts = vec![0];
        let mut marks = Vec::new();
        let mut here = Mark { byte: 0, utf16: 0, characters: 0 };
        let mut characters = text.chars().peekable();
        while let Some(character) = characters.next() {
            if here.byte >= marks.len() * STRIDE {
                marks.push(here);
            }
            here.byte += character.len_utf8();
            here.utf16 += character.len_utf16();
            here.characters += 1;
            if character == '\n' || (character == '\r' && characters.peek() != Some(&'\n')) {
                starts.push(to_u32(here.byte));
            }
        }
        marks.push(here);
        Self { starts, marks }
    }

    /// How many units of an encoding lie before a byte of the text.
    fn before(&self, text: &str, offset: usize, encoding: Encoding) -> usize {
        let nearest = self.marks.partition_point(|mark| mark.byte <= offset).saturating_sub(1);
        let mark = self.marks.get(nearest).copied().unwrap_or(Mark { byte: 0, utf16: 0, characters: 0 });
        let rest = text.get(mark.byte..offset).unwrap_or_default();
        match encoding {
            Encoding::Utf8 => offset,
            Encoding::Utf16 => mark.utf16 + rest.encode_utf16().count(),
            Encoding::Characters => mark.characters + rest.chars().count(),
        }
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
        let column = self.before(text, to_usize(offset), encoding).saturating_sub(self.before(text, to_usize(start), encoding));
        Position { line, column: to_u32(column) }
    }

    /// The byte offset of a line and column. A column past the line's end is its end, a line past the text's end is the text's end,
    /// and a column inside a character is the character's start: what editors send is never trusted.
    #[must_use]
    pub fn offset(&self, text: &str, position: Position, encoding: Encoding) -> u32 {
        let Some(start) = self.starts.get(to_usize(position.line)).copied() else {
            return to_u32(text.len());
        };
        let end = self.starts.get(to_usize(position.line) + 1).copied().map_or(text.len(), to_usize);
        let line = text.get(to_usize(start)..end).unwrap_or_default().trim_end_matches(['\r', '\n']);
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
