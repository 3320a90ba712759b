//! The first session of a course was missed.
//!
//! Its day was asked for by somebody, so no other is found for it. The sessions after it count from it and wait as well.
//!
//! Hazards: none of the list.
//!
//! ```course,found
//! # today is 2026-12-02
//! session 1  missed 2026-12-01
//! ```
//!
//! ```course,not-found
//! # today is 2026-12-02
//! session 1  missed 2026-12-01
//! session 1  moved to 2026-12-08
//! ```

use crate::schedule::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &[], level: Level::Caution };

#[derive(Debug, Error, Diagnostic)]
#[error("session {session} was missed on {missed}; it and the sessions after it have no date until another is agreed")]
#[diagnostic(help("the day of the first session is asked for, never found: write the one that is agreed as moved"))]
pub(crate) struct Finding {
    pub(crate) session: u32,
    pub(crate) missed: Day,
}
