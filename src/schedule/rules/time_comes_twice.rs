//! A session falls on a time of day that the clinic's clock shows twice on that date.
//!
//! Where clocks go back an hour comes twice. Calendars disagree on which of the two is meant, so it is never written.
//!
//! Hazards: C11.
//!
//! ```course,found
//! # today is 2026-09-20
//! start      2026-09-25 02:30
//! ```
//!
//! ```course,not-found
//! # today is 2026-09-20
//! start      2026-09-25 03:30
//! ```

use crate::schedule::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["C11"], level: Level::Never };

#[derive(Debug, Error, Diagnostic)]
#[error("session {session} {} on {at} in {zone}: that time comes twice; at {from} the clocks there go back to {to}", if *given { "cannot have been" } else { "cannot be" })]
#[diagnostic(help("{}", if *given { "where it was within that hour, the end of it is written, so that nothing that waits by the hour ends too early" } else { "another time of day for the course avoids the change" }))]
pub(crate) struct Finding {
    pub(crate) session: u32,
    /// Whether it is said to have been given then.
    pub(crate) given: bool,
    pub(crate) at: LocalTime,
    pub(crate) zone: String,
    pub(crate) from: LocalTime,
    pub(crate) to: LocalTime,
}
