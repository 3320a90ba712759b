//! Two sessions that follow one another tell the patient to put something on and to leave it off on the same day.
//!
//! A patient who has both in the calendar follows the wrong one. What one session says by itself is held by the rules of the check.
//!
//! Hazards: H13.
//!
//! ```needle,protocol
//! aftercare {
//!   ...
//!   apply      hyaluronic-acid-serum from 8 days until 35 days after
//! }
//! pause hyaluronic-acid-serum from 3 days before until 7 days after
//! ```
//!
//! ```course,found
//! # today is 2026-11-22
//! session 1  moved to 2026-12-01
//! ```
//!
//! ```needle,protocol
//! aftercare {
//!   ...
//!   apply      hyaluronic-acid-serum from 8 days until 20 days after
//! }
//! pause hyaluronic-acid-serum from 3 days before until 7 days after
//! ```
//!
//! ```course,not-found
//! # today is 2026-11-22
//! session 1  moved to 2026-12-01
//! ```

use crate::schedule::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["H13"], level: Level::Never };

#[derive(Debug, Error, Diagnostic)]
#[error(
    "`{what}` is put on from {on_from} to {on_until} for session {on}, and left off from {off_from} to {off_until} for session {off}{more}"
)]
#[diagnostic(help("which of the two the patient follows is not guessed; basis logic"))]
pub(crate) struct Finding {
    pub(crate) what: Name,
    pub(crate) on: u32,
    pub(crate) on_from: Day,
    pub(crate) on_until: Day,
    pub(crate) off: u32,
    pub(crate) off_from: Day,
    pub(crate) off_until: Day,
    pub(crate) more: String,
}
