//! A session was given, or is to be, before the first day that the protocol's own spacing allows.
//!
//! Days are counted by the calendar, from the session really given before it. No such day is accepted for a session to come. One that was given too soon was
//! given: it is a caution, the clock runs from it, what is done after it has its days, and nothing that is still to come has a date before a clinician's review.
//!
//! Hazards: C01, C03.
//!
//! ```course,found
//! # today is 2026-12-10
//! session 1  given 2026-12-01
//! session 2  moved to 2026-12-22
//! ```
//!
//! ```course,not-found
//! # today is 2026-12-10
//! session 1  given 2026-12-01
//! session 2  moved to 2026-12-31
//! ```

use crate::schedule::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["C01", "C03"], level: Level::Never };

#[derive(Debug, Error, Diagnostic)]
#[error("session {session} is {last} + {waited} = {given}; the earliest is {earliest} ({shortest}); {missing} too soon")]
#[diagnostic(help("days count from the session really given; the protocol's own spacing sets the limit; {then}"))]
pub(crate) struct Finding {
    pub(crate) session: u32,
    pub(crate) last: Day,
    pub(crate) waited: Calendar,
    pub(crate) given: Day,
    pub(crate) earliest: Day,
    pub(crate) shortest: Calendar,
    pub(crate) missing: Calendar,
    pub(crate) then: &'static str,
}

/// What follows from a session that was given.
pub(crate) const WAS_GIVEN: &str = "the next session counts from this one, and has no date before a clinician has looked at it";

/// What follows from one that a clinician has looked at.
pub(crate) const WAS_REVIEWED: &str = "the next session counts from this one, which a clinician has looked at";

/// What follows from one that is to be.
pub(crate) const IS_TO_BE: &str = "no day before that is agreed on";

/// Holds a session on a day against the first day after the last one given.
pub(crate) fn found(session: u32, last: Day, given: Day, spacing: Spacing, then: &'static str) -> Option<Finding> {
    let shortest = Calendar::of_days(spacing.shortest);
    let earliest = last.after(shortest)?;
    let missing = days(given, earliest)?;
    Some(Finding { session, last, waited: days_between(last, given), given, earliest, shortest, missing, then })
}
