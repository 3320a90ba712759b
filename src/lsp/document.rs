//! An open document: its text as the client last left it. Knows neither the language nor the wire.

use gen_lsp_types::{Position, TextDocumentContentChangeEvent, TextDocumentItem};

use crate::source::{self, Encoding, Lines, to_usize};

/// An open document.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) version: i32,
    pub(super) text: String,
    /// Whether the text has changed since its problems were published.
    pub(super) dirty: bool,
}

impl Document {
    /// A document as it was opened.
    pub(super) fn opened(item: TextDocumentItem) -> Self {
        Self { version: item.version, text: item.text, dirty: true }
    }

    /// Takes over one notification's changes; each counts from the text that the one before it left.
    pub(super) fn change(&mut self, version: i32, changes: Vec<TextDocumentContentChangeEvent>, encoding: Encoding) {
        for change in changes {
            match change {
                TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
                    let lines = Lines::of(&self.text);
                    let offset = |Position { line, character }| {
                        to_usize(lines.offset(&self.text, source::Position { line, column: character }, encoding))
                    };
                    let (start, end) = (offset(part.range.start), offset(part.range.end));
                    self.text.replace_range(start.min(end)..end.max(start), &part.text);
                }
                // Some clients send whole texts whatever was agreed.
                TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => self.text = whole.text,
            }
        }
        self.version = version;
        self.dirty = true;
    }
}
