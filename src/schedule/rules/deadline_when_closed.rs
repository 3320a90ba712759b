//! The last day for a call to the patient, or the day of the follow-up, is one on which the clinic is closed.
//!
//! A deadline is never put off: the day stays where the protocol has it, and what is to be done by then is done before. Said when a session gets a date, and
//! not again while it keeps it.
//!
//! Hazards: none of the list.
//!
//! ```course,found
//! # today is 2026-11-22
//! closed     2026-12-03
//! ```
//!
//! ```course,not-found
//! # today is 2026-11-22
//! closed     2026-12-02
//! ```

use crate::schedule::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &[], level: Level::Note };

#[derive(Debug, Error, Diagnostic)]
#[error("{what} {weekday}, {on}: {closed}")]
#[diagnostic(help("the day stays, as a deadline is never put off; {before}"))]
pub(crate) struct Finding {
    pub(crate) what: String,
    pub(crate) on: Day,
    pub(crate) weekday: Weekday,
    pub(crate) closed: String,
    pub(crate) before: String,
}
