//! What the tests share: the protocol that examples are laid over, what is found in a text, and files that a test keeps fresh.
//!
//! A rule's page and most cases hold a fragment, not a whole file. It is laid over `protocols/acne-scars-face.needle` like this:
//! - a block whose first line inside is `...` keeps the rest of that block; without `...` it takes the block's place, or is added;
//! - in a kept block a line takes the place of the lines that start with the same word, so `depth`, `speed` or a step is changed where it stands;
//! - words that repeat (`wait`, `do-not`, `apply`, `stop`, `record` and the like) change only the line about the same first name, and are added otherwise;
//! - a line that the block has nothing like comes after the line before it in the fragment, or last in the block;
//! - `... without WORD, WORD` first takes out every line that starts with one of the words;
//! - a line outside any block changes or adds a line of the protocol itself, and `... without WORD` there takes lines or whole blocks out.
//!   A remark on that outer `...` line goes to the line that opens the protocol.
//! - the approval is renewed for the whole, unless the fragment states one itself;
//! - the base's self-tests are left out, unless the fragment has one itself.
//!
//! Today is 22 November 2026, and a bench image is asked for, so that the rules before an image run as well.

mod committed;
mod findings;
mod hostile;
mod pages;
mod splice;

pub(crate) use committed::{committed, files, read, root};
pub(crate) use findings::{Finding, answer, answer_for, beyond_base, builtin, but_for_base, findings, found_in, item, today};
pub(crate) use hostile::hostile;
pub(crate) use pages::{blocks, run, shows};
pub(crate) use splice::{BASE, approved, laid_over, splice};
