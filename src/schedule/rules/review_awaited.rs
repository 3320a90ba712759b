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
#[error("{what}; {answer}; {}", effect.said())]
#[diagnostic(help(
    "what the clinician decides is written down with its day: {}; never more depth or passes to catch up", effect.written(*session)
))]
pub(crate) struct Finding {
    pub(crate) session: u32,
    pub(crate) what: String,
    pub(crate) answer: String,
    pub(crate) effect: Effect,
}

/// What waits for the review.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Effect {
    FromItOn,
    AfterIt,
    /// The session was the last.
    NothingMore,
}

impl Effect {
    fn said(self) -> &'static str {
        match self {
            Self::FromItOn => "it and the sessions after it have no date until then",
            Self::AfterIt => "the sessions after it have no date until then",
            Self::NothingMore => "no session comes after it",
        }
    }

    fn written(self, session: u32) -> String {
        match self {
            Self::FromItOn => format!("to go on, session {session} as reviewed, with the name; to end the course, as cancelled"),
            Self::AfterIt => {
                let next = session.saturating_add(1);
                format!("to go on, session {session} as reviewed, with the name; to end the course, session {next} as cancelled")
            }
            Self::NothingMore => format!("session {session} as reviewed, with the name; the course is over with it"),
        }
    }
}
