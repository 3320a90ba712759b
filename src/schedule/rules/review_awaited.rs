//! A course has not gone as planned, and a clinician's review comes first.
//!
//! The protocol answers what is late, missed or stopped early with a review, or with nothing. Until the review is written down the later sessions have no
//! date; those that had one are called off. The answer is never more depth and never more passes.
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
    "when the clinician has decided, write it down for session {session} as reviewed, with day and name; never more depth or passes to catch up"
))]
pub(crate) struct Finding {
    pub(crate) session: u32,
    pub(crate) what: String,
    pub(crate) answer: String,
    pub(crate) effect: &'static str,
}
