//! The day of a session has passed, and nothing is written of it.
//!
//! It may have been given, stopped early or missed. Later sessions count from the session really given, so none is planned until somebody writes down
//! what became of it.
//!
//! Hazards: C07.
//!
//! ```course,found
//! # today is 2026-12-02
//! start      2026-12-01 10:00
//! ```
//!
//! ```course,not-found
//! # today is 2026-12-02
//! start      2026-12-01 10:00
//! session 1  given 2026-12-01
//! ```

use crate::schedule::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["C07"], level: Level::Never };

#[derive(Debug, Error, Diagnostic)]
#[error("session {session} {was} {due}; today is {today}, and nothing is written of what came of that")]
#[diagnostic(help(
    "whether it was given, stopped early or missed is not guessed: write it down, and the sessions after it are planned from there; where it is to be on another day instead, agree on one and write it as moved"
))]
pub(crate) struct Finding {
    pub(crate) session: u32,
    pub(crate) was: &'static str,
    pub(crate) due: Day,
    pub(crate) today: Day,
}
