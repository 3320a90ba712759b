//! A session is said to have been given, or missed, when the clinic is closed.
//!
//! It may have been so; as often a day or a time is mistyped, and the next session counts from the day really given, what waits by the hour from its time. It is said of the last that is written
//! down, and of a session given until calendars have it at its time.
//!
//! Hazards: C01.
//!
//! ```course,found
//! # today is 2026-12-07
//! open       monday to friday 08:00 to 18:00
//! session 1  given 2026-12-05 10:00
//! ```
//!
//! ```course,not-found
//! # today is 2026-12-07
//! open       monday to friday 08:00 to 18:00
//! session 1  given 2026-12-04 16:00
//! ```

use crate::schedule::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["C01"], level: Level::Caution };

#[derive(Debug, Error, Diagnostic)]
#[error("session {session} is said to be {said}; {closed}")]
#[diagnostic(help(
    "the next session counts from the day really given; where the day or the time is mistyped, it is put right in its line"
))]
pub(crate) struct Finding {
    pub(crate) session: u32,
    pub(crate) said: String,
    pub(crate) closed: String,
}
