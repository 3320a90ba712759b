//! A session was given on another day than was planned or agreed for it, and at what time is not said.
//!
//! What waits by the hour after a session is counted from its end. On a day that was planned or agreed the time is known; on any other one it would be a
//! guess, and the wait too short by hours.
//!
//! Hazards: H01, H03.
//!
//! ```course,found
//! # today is 2026-12-05
//! session 1  given 2026-12-04
//! ```
//!
//! ```course,not-found
//! # today is 2026-12-05
//! session 1  given 2026-12-04 16:00
//! ```

use crate::schedule::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["H01", "H03"], level: Level::Never };

#[derive(Debug, Error, Diagnostic)]
#[error("session {session} is said to be {said}, and its time is not known: no time that still holds was agreed or planned for that day")]
#[diagnostic(help("what waits by the hour after it is counted from its end; the time stands behind the day: `{written}`"))]
pub(crate) struct Finding {
    pub(crate) session: u32,
    pub(crate) said: String,
    /// How it is written with its time.
    pub(crate) written: String,
}
