//! A session lies after the last day of an exception whose depth it uses.
//!
//! An exception holds on the day a session is given, not only on the day the course is dated; its last day is included. In a course of which a session was
//! given, what comes after that day has no date; one that was given after it is a caution once a clinician has reviewed it.
//!
//! Hazards: J13.
//!
//! ```course,found
//! # today is 2026-11-22
//! start      2027-02-01 10:00
//! ```
//!
//! ```course,not-found
//! # today is 2026-11-22
//! start      2027-01-31 10:00
//! ```

use crate::schedule::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["J13"], level: Level::Never };

#[derive(Debug, Error, Diagnostic)]
#[error("session {session} is on {on}; the exception from `{rule}` on `{area}` holds until {until}, {missing} less")]
#[diagnostic(help(
    "a course that needs an exception ends while it is in force: it starts earlier, or the exception is approved anew; in a course under way nothing has a date from there on, until an earlier day is agreed, a version of the protocol has the exception approved anew, or the course is ended"
))]
pub(crate) struct Finding {
    pub(crate) session: u32,
    pub(crate) on: Day,
    pub(crate) rule: Name,
    pub(crate) area: Name,
    pub(crate) until: Day,
    pub(crate) missing: Calendar,
}

/// Holds a session on a day against the last day of an exception on an area, where it goes deeper than the limit that is lifted.
pub(crate) fn found(session: &Session, on: Day, exception: &Exception, area: &Name) -> Option<Finding> {
    let missing = days(exception.until, on).filter(|_| session.needs(exception))?;
    let Exception { rule, until, .. } = exception;
    Some(Finding { session: session.number, on, rule: rule.clone(), area: area.clone(), until: *until, missing })
}
