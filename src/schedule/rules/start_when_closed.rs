//! A course starts, or a session is moved by hand, when the clinic is closed.
//!
//! A session lies within the hours from its start to its longest end. Its day and time were asked for, so it is never put elsewhere.
//!
//! Hazards: none of the list.
//!
//! ```course,found
//! # today is 2026-11-22
//! start      2026-12-06 10:00
//! open       monday to friday 08:00 to 18:00
//! ```
//!
//! ```course,not-found
//! # today is 2026-11-22
//! start      2026-12-07 10:00
//! open       monday to friday 08:00 to 18:00
//! ```

use crate::schedule::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &[], level: Level::Never };

#[derive(Debug, Error, Diagnostic)]
#[error("session {session} is on {starts} and has ended by {ends}; {closed}")]
#[diagnostic(help("{WHERE_CLOSED}; a session lies within the hours from its start to its longest end"))]
pub(crate) struct Finding {
    pub(crate) session: u32,
    pub(crate) starts: LocalTime,
    pub(crate) ends: LocalTime,
    pub(crate) closed: String,
}
