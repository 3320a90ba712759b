//! The first session is said to have been given before the day the course starts.
//!
//! One of the two days is wrong, and every later session counts from one of them. Where another day was agreed for the first session, that one counts, and where that one was missed any day after it.
//!
//! Hazards: none of the list.
//!
//! ```course,found
//! # today is 2026-12-01
//! session 1  given 2026-11-30
//! ```
//!
//! ```course,not-found
//! # today is 2026-12-01
//! session 1  moved to 2026-11-30
//! session 1  given 2026-11-30
//! ```

use crate::schedule::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &[], level: Level::Never };

#[derive(Debug, Error, Diagnostic)]
#[error("session 1 is said to be given on {given}, before the course starts on {start}")]
#[diagnostic(help("one of the two days is wrong; a course starts on the day its first session is given"))]
pub(crate) struct Finding {
    pub(crate) given: Day,
    pub(crate) start: Day,
}
