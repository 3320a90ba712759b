//! Text to tree. Reading never fails and takes time in proportion to the text: what cannot be read is a problem at its place, and
//! everything around it is read all the same. The grammar library stays in here.

mod blocks;
mod clinic;
mod course;
mod cursor;
mod digest;
pub mod entries;
mod grammar;
mod grounds;
mod honesty;
mod lines;
mod list;
mod literal;
mod missing;
mod problem;
mod read;
mod recover;
mod reference;
mod shape;
pub mod tree;

pub use blocks::{Block, keywords};
pub use digest::{TextDigest, digest};
pub use honesty::shown;
pub use lines::{Line, lines};
pub use problem::PAGES;
pub use read::MOST_LINES;
pub use reference::{Entry, reference};

use crate::diagnostic::{Name, Problem};
use crate::source::{FileId, Source, Span};

/// What reading a text gave: never nothing.
#[derive(Debug)]
pub struct Parsed {
    /// The text it was read from.
    pub file: FileId,
    /// What could be read.
    pub tree: tree::Tree,
    /// The remarks, in order.
    pub trivia: Vec<Span>,
    /// What the remarks say, with the `#` before it, in the same order.
    pub remarks: Vec<Name>,
    /// The digest of the text as it stands, when it states an approval and could be read whole.
    pub digest: Option<TextDigest>,
    /// What could not be read, and why.
    pub problems: Vec<Problem>,
}

impl Parsed {
    /// Whether every word of the text was understood; what must only be read with care is.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        !self.problems.iter().any(Problem::blocks)
    }
}

/// Reads a text of the language: a protocol, a clinic, a policy, a patient's course or entries of the atlas.
#[must_use]
pub fn parse(source: &Source) -> Parsed {
    read::file(source)
}

/// The grammar alone, for measuring what reading costs above it: how many nodes it makes.
#[must_use]
pub fn parse_grammar_only(text: &str) -> usize {
    grammar::whole(text).map_or(0, |pairs| pairs.size_hint().0)
}
