//! A session lies after the day by which the protocol must be read again.
//!
//! It is dated all the same, because a renewal may keep the protocol as it is. Without one no session after that day is given.
//!
//! Hazards: I09.
//!
//! ```course,found
//! # today is 2026-11-22
//! phototype  5
//! start      2027-08-01 10:00
//! ```
//!
//! ```course,not-found
//! # today is 2026-11-22
//! phototype  5
//! start      2027-07-01 10:00
//! ```

use crate::schedule::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["I09"], level: Level::Caution };

#[derive(Debug, Error, Diagnostic)]
#[error("session {session} is on {on}; the protocol holds until {until}, {missing} less")]
#[diagnostic(help("the protocol is read again and renewed before that session; what is published may have changed"))]
pub(crate) struct Finding {
    pub(crate) session: u32,
    pub(crate) on: Day,
    pub(crate) until: Day,
    pub(crate) missing: Calendar,
}

/// Holds a session on a day against the last day of the protocol.
pub(crate) fn found(session: u32, on: Day, until: Day) -> Option<Finding> {
    Some(Finding { session, on, until, missing: days(until, on)? })
}
