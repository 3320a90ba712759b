//! A session is said to have been missed on another day than the one that was agreed for it.
//!
//! As often a day is mistyped. What is missed has no day any more, so the agreed one would be lost without a word. It is said of the last that is written
//! down.
//!
//! Hazards: none of the list.
//!
//! ```course,found
//! # today is 2027-01-04
//! session 1  given 2026-12-01
//! session 2  moved to 2027-01-11
//! session 2  missed 2027-01-04
//! ```
//!
//! ```course,not-found
//! # today is 2027-01-11
//! session 1  given 2026-12-01
//! session 2  moved to 2027-01-11
//! session 2  missed 2027-01-11
//! ```

use crate::schedule::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &[], level: Level::Caution };

#[derive(Debug, Error, Diagnostic)]
#[error("session {session} is said to be missed on {missed}; it was agreed for {agreed}")]
#[diagnostic(help(
    "a session that is missed is planned again, and the agreed day holds no more; where the line is a mistake it is taken out, and where only the day is, it is put right"
))]
pub(crate) struct Finding {
    pub(crate) session: u32,
    pub(crate) missed: Day,
    pub(crate) agreed: Day,
}
