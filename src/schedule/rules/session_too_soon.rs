//! A session was given, or is to be, before the first day that the protocol's own spacing allows.
//!
//! Days are counted by the calendar, from the session really given before it. One that was given too soon resets the clock all the same: with a clinician's
//! review since then it is a caution, and the next session counts from it.
//!
//! Hazards: C01, C03.
//!
//! ```course,found
//! # today is 2026-12-22
//! session 1  given 2026-12-01
//! session 2  given 2026-12-22
//! ```
//!
//! ```course,not-found
//! # today is 2026-12-31
//! session 1  given 2026-12-01
//! session 2  given 2026-12-31
//! ```

use crate::schedule::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["C01", "C03"], level: Level::Never };

#[derive(Debug, Error, Diagnostic)]
#[error("session {session} is {last} + {waited} = {given}; the earliest is {earliest} ({shortest}); {missing} too soon")]
#[diagnostic(help(
    "days count from the session really given; the protocol's own spacing sets the limit; a session that was given all the same counts once a clinician has looked at it, which is written down as reviewed, with day and name"
))]
pub(crate) struct Finding {
    pub(crate) session: u32,
    pub(crate) last: Day,
    pub(crate) waited: Calendar,
    pub(crate) given: Day,
    pub(crate) earliest: Day,
    pub(crate) shortest: Calendar,
    pub(crate) missing: Calendar,
}

/// Holds a session on a day against the first day after the last one given.
pub(crate) fn found(session: u32, last: Day, given: Day, spacing: Spacing) -> Option<Finding> {
    let shortest = Calendar::of_days(spacing.shortest);
    let earliest = last.after(shortest)?;
    let missing = days(given, earliest)?;
    Some(Finding { session, last, waited: days_between(last, given), given, earliest, shortest, missing })
}
