//! What is to be left off before a session should have been left off already.
//!
//! A pause that begins before the day on which a session is dated was kept by nobody who was not told of it. The screening of that day asks for it; a patient who
//! is told only now may have to wait. Said when a session gets a date, and not again while it keeps it.
//!
//! Hazards: D31, D33.
//!
//! ```course,found
//! # today is 2026-11-29
//! start      2026-12-01 10:00
//! ```
//!
//! ```course,not-found
//! # today is 2026-11-17
//! start      2026-12-01 10:00
//! ```

use crate::diagnostic::listed;
use crate::plan::TaskKind;
use crate::schedule::rule::prelude::*;
use crate::schedule::{DatedSession, DatedTask};

pub(super) const RULE: Rule = Rule { hazards: &["D31", "D33"], level: Level::Caution };

#[derive(Debug, Error, Diagnostic)]
#[error("session {session} is on {on}; to be left off before it: {pauses}; today is {today}")]
#[diagnostic(help("the patient is asked whether it was left off in time; where it was not, another day is agreed"))]
pub(crate) struct Finding {
    pub(crate) session: u32,
    pub(crate) on: Day,
    pub(crate) pauses: String,
    pub(crate) today: Day,
}

/// What a planned session asks to be left off from days that have passed.
pub(crate) fn found(session: &DatedSession, tasks: &[DatedTask], today: Day) -> Option<Finding> {
    let begun = |task: &&DatedTask| task.session == Some(session.number) && task.kind == TaskKind::Pause && task.from < today;
    let said = |task: &DatedTask| format!("{} from {}", listed(&task.what, "and"), task.from);
    let pauses: Vec<String> = tasks.iter().filter(begun).map(said).collect();
    (!pauses.is_empty()).then(|| Finding { session: session.number, on: session.on.day(), pauses: pauses.join("; "), today })
}
