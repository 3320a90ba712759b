//! A session is planned for the day on which that is worked out.
//!
//! Nobody knows here how much of that day is left, so it is done only where no other day of its window is: the others have passed, or the clinic is closed.
//!
//! Hazards: none of the list.
//!
//! ```course,found
//! # today is 2027-01-12
//! session 1  given 2026-12-01
//! session 2  missed 2026-12-31
//! ```
//!
//! ```course,not-found
//! # today is 2027-01-11
//! session 1  given 2026-12-01
//! session 2  missed 2026-12-31
//! ```

use crate::schedule::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &[], level: Level::Caution };

#[derive(Debug, Error, Diagnostic)]
#[error("session {session} is on {on}, which is today: {why}")]
#[diagnostic(help(
    "how much of today is left is not known here; a day behind the window can be agreed instead, and is late, which the protocol answers"
))]
pub(crate) struct Finding {
    pub(crate) session: u32,
    pub(crate) on: Day,
    pub(crate) why: String,
}
