//! A course has not gone as planned, and a clinician's review comes first.
//!
//! The protocol answers what is late, missed or stopped early with a review, or with nothing; one given too soon is always looked at. Until the review is
//! written down the later sessions have no date. Reviewed means that the course goes on; one that is not to go on is cancelled. The answer is never more depth
//! and never more passes.
//!
//! Hazards: C05.
//!
//! ```course,found
//! # today is 2026-12-02
//! session 1  stopped-early 2026-12-01
//! ```
//!
//! ```course,not-found
//! # today is 2026-12-02
//! session 1  stopped-early 2026-12-01
//! session 1  reviewed 2026-12-02 by "B. Approver, medical director"
//! ```

use crate::schedule::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["C05"], level: Level::Caution };

#[derive(Debug, Error, Diagnostic)]
#[error("{what}; {answer}; {effect}")]
#[diagnostic(help(
    "what the clinician decides is written down with its day: to go on, session {session} as reviewed, with the name; to end the course, the next session as cancelled; never more depth or passes to catch up"
))]
pub(crate) struct Finding {
    pub(crate) session: u32,
    pub(crate) what: String,
    pub(crate) answer: String,
    pub(crate) effect: &'static str,
}
