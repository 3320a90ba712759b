//! The clinic is closed on the day a session aims at.
//!
//! The session is planned on the nearest day of its window on which the clinic is open from the start of the session to its longest end, the later of two
//! that are equally near; never before or after the window.
//!
//! Hazards: none of the list.
//!
//! ```course,found
//! # today is 2026-11-22
//! closed     2026-12-31
//! ```
//!
//! ```course,not-found
//! # today is 2026-11-22
//! closed     2026-12-30
//! ```

use crate::schedule::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &[], level: Level::Caution };

#[derive(Debug, Error, Diagnostic)]
#[error("session {session} is on {weekday}, {on}, {apart} {side} {wanted}: {closed}")]
#[diagnostic(help(
    "of the open days between the earliest and the latest it is the nearest to the aim, the later one of two; the next session counts from the day really given"
))]
pub(crate) struct Finding {
    pub(crate) session: u32,
    pub(crate) on: Day,
    pub(crate) weekday: Weekday,
    pub(crate) apart: Calendar,
    pub(crate) side: &'static str,
    /// The day that was wanted: its aim, or the first day that is left.
    pub(crate) wanted: String,
    pub(crate) closed: String,
}
