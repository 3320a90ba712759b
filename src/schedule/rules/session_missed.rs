//! A session was missed, and is planned again.
//!
//! It is not counted, and nothing is caught up. Who speaks to the patient, and about what, is said by the protocol. The day on which it is planned again is the
//! nearest to its aim that the clinic is open on, from tomorrow on where it can; it is the patient's only when one has been agreed, which is written down as moved.
//!
//! Hazards: none of the list.
//!
//! ```course,found
//! # today is 2026-12-31
//! session 1  given 2026-12-01
//! session 2  missed 2026-12-31
//! ```
//!
//! ```course,not-found
//! # today is 2026-12-31
//! session 1  given 2026-12-01
//! session 2  missed 2026-12-31
//! session 2  moved to 2027-01-05
//! ```

use crate::schedule::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &[], level: Level::Note };

#[derive(Debug, Error, Diagnostic)]
#[error("session {session} was missed on {missed}, and is planned again; the protocol answers with: {answer}")]
#[diagnostic(help("the new day is agreed with nobody yet; one that is agreed is written down as moved"))]
pub(crate) struct Finding {
    pub(crate) session: u32,
    pub(crate) missed: Day,
    pub(crate) answer: String,
}
