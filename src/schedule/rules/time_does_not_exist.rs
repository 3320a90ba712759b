//! A session falls on a time of day that the clinic's clock skips on that date.
//!
//! Where clocks go forward an hour is left out, and now and then a whole day. Calendars disagree on what such a time means, so it is never written.
//!
//! Hazards: C11.
//!
//! ```course,found
//! # today is 2026-11-22
//! phototype  5
//! start      2027-02-14 02:30
//! ```
//!
//! ```course,not-found
//! # today is 2026-11-22
//! phototype  5
//! start      2027-02-14 03:30
//! ```

use crate::schedule::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["C11"], level: Level::Never };

#[derive(Debug, Error, Diagnostic)]
#[error("session {session} {} on {at} in {zone}: that time does not exist; at {from} the clocks there go forward to {to}", if *given { "cannot have been" } else { "cannot be" })]
#[diagnostic(help("{}", if *given { "the time in its line is put right" } else { "another time of day, or another day where a whole one is left out, avoids the change" }))]
pub(crate) struct Finding {
    pub(crate) session: u32,
    /// Whether it is said to have been given then.
    pub(crate) given: bool,
    pub(crate) at: LocalTime,
    pub(crate) zone: String,
    pub(crate) from: LocalTime,
    pub(crate) to: LocalTime,
}
