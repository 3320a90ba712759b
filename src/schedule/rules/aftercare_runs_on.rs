//! What is put on after one session is still put on when the next one has just been given.
//!
//! The aftercare of the later session says to wait. A patient who followed both might put it on channels that are still open: the wait comes first, and what is made of the course ends the earlier one on the day before the later session.
//!
//! Hazards: H13.
//!
//! ```needle,protocol
//! aftercare {
//!   ...
//!   apply      sunscreen spf 50 from 24 hours until 42 days after
//! }
//! ```
//!
//! ```course,found
//! # today is 2026-11-22
//! start      2026-12-01 10:00
//! ```
//!
//! ```needle,protocol
//! aftercare {
//!   ...
//!   apply      sunscreen spf 50 from 24 hours until 14 days after
//! }
//! ```
//!
//! ```course,not-found
//! # today is 2026-11-22
//! start      2026-12-01 10:00
//! ```

use crate::schedule::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["H13"], level: Level::Caution };

#[derive(Debug, Error, Diagnostic)]
#[error("`{what}` is put on until {until} for session {last}; session {next} is on {on}, and after it `{what}` waits {wait}{more}")]
#[diagnostic(help(
    "the wait after the later session comes first: calendars and sheets end what is put on before it on the day before that session; basis logic"
))]
pub(crate) struct Finding {
    pub(crate) what: Name,
    pub(crate) last: u32,
    pub(crate) until: Day,
    pub(crate) next: u32,
    pub(crate) on: Day,
    pub(crate) wait: Elapsed,
    pub(crate) more: String,
}
