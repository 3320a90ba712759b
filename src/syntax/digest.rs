//! The digest that an approval is bound to. Frozen with version 1 of the language: no release may take it otherwise, because every
//! approval ever given would be void. `docs/approval.md` says the same for readers.

use std::fmt;

use sha2::{Digest, Sha256};

use super::lines::Line;
use crate::source::Source;

/// SHA-256 over what a protocol's file says.
///
/// Taken over the statements, which are joined by a line feed; a statement is its words, which are joined by one space. A word is a
/// word of the language, a name, a number, a unit, a day, a text in its quotes as written, or one of the marks `,` `:` `{` `}`. The number
/// of a quantity is in normal form, without needless zeros behind its point. Left out are remarks, empty lines, and the `approved`
/// statement of the protocol itself; that of an exception stays in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextDigest([u8; 32]);

impl TextDigest {
    pub(super) fn of(lines: &[Line<'_>]) -> Self {
        let mut hash = Sha256::new();
        let mut first = true;
        let mut blocks: Vec<&str> = Vec::new();
        for line in lines {
            let Some((start, rest)) = line.words.split_first() else { continue };
            if line.closes() {
                blocks.pop();
            }
            if blocks == ["protocol"] && *start == "approved" {
                continue;
            }
            if line.opens() {
                blocks.push(start);
            }
            if !std::mem::take(&mut first) {
                hash.update("\n");
            }
            hash.update(start);
            for word in rest {
                hash.update(" ");
                hash.update(word);
            }
        }
        Self(hash.finalize().into())
    }
}

/// The digest of a text as it stands; `None` of a text that cannot be read whole.
#[must_use]
pub fn digest(source: &Source) -> Option<TextDigest> {
    super::parse(source).is_whole().then(|| TextDigest::of(&super::lines(source)))
}

impl fmt::Display for TextDigest {
    /// The first 16 figures, as an `approved` statement shows them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().take(8).try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
