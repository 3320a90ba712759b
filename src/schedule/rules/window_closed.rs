//! The clinic is closed on every day on which the protocol's own spacing allows a session.
//!
//! A day on which it is not open from the session's start to its longest end is closed as well. A session is never moved out of its window: another start of
//! the course, another time of day or an open day is for the clinic to choose.
//!
//! Hazards: none of the list.
//!
//! ```course,found
//! # today is 2026-11-22
//! closed     2026-12-31 to 2027-01-12
//! ```
//!
//! ```course,not-found
//! # today is 2026-11-22
//! closed     2026-12-31 to 2027-01-11
//! ```

use crate::schedule::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &[], level: Level::Never };

#[derive(Debug, Error, Diagnostic)]
#[error(
    "session {session} can begin at {time} on no day from {earliest} to {latest} ({shortest} to {longest} after {last}); the clinic is closed on all of them: {closures}"
)]
#[diagnostic(help(
    "{WHERE_CLOSED}; a session lies within the hours from its start to its longest end, and never outside the protocol's own spacing; where it is the time of day that no longer fits, the time in `start` is changed, and what was given keeps its own; a day behind the window can be agreed in a course under way, and is late"
))]
pub(crate) struct Finding {
    pub(crate) session: u32,
    pub(crate) time: String,
    pub(crate) earliest: Day,
    pub(crate) latest: Day,
    pub(crate) shortest: Calendar,
    pub(crate) longest: Calendar,
    pub(crate) last: Day,
    pub(crate) closures: String,
}
