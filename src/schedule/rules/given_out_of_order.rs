//! What is said to have happened cannot have happened in that order.
//!
//! Sessions are given as 1, 2, 3 and so on, on days that go forward; only the one to come is missed or moved, and nothing follows the end of a course.
//! The next session counts from the last one really given, so which day belongs to which session is not guessed.
//!
//! Hazards: C07.
//!
//! ```course,found
//! # today is 2027-01-02
//! session 2  given 2026-12-31
//! ```
//!
//! ```course,not-found
//! # today is 2027-01-02
//! session 1  given 2026-12-01
//! session 2  given 2026-12-31 10:00
//! ```

use crate::schedule::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["C07"], level: Level::Never };

#[derive(Debug, Error, Diagnostic)]
#[error("{what}")]
#[diagnostic(help(
    "what happened is listed in the order in which it did: sessions from 1 on, each given once, without gaps, on days that go forward; who comes back after a course was ended begins a new one"
))]
pub(crate) struct Finding {
    pub(crate) what: String,
}
