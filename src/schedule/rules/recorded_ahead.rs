//! Something is said to have happened on a day that is still to come.
//!
//! Only what has happened is a fact, and the next session counts from it. A day that is agreed for later is written as `moved`, and
//! `cancelled` has the day of the decision.
//!
//! Hazards: none of the list.
//!
//! ```course,found
//! # today is 2026-11-30
//! session 1  given 2026-12-01
//! ```
//!
//! ```course,not-found
//! # today is 2026-12-01
//! session 1  given 2026-12-01
//! ```

use crate::schedule::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &[], level: Level::Never };

#[derive(Debug, Error, Diagnostic)]
#[error("session {session} is said to be {said}, but today is {today}, {ahead} before that")]
#[diagnostic(help(
    "only what has happened is written down as a fact; a day that is agreed for later is written as moved, and a session is cancelled on the day on which that is decided"
))]
pub(crate) struct Finding {
    pub(crate) session: u32,
    pub(crate) said: String,
    pub(crate) today: Day,
    pub(crate) ahead: Calendar,
}
