//! A session was given, or is to be, after the last day of the protocol's own spacing.
//!
//! It counts. What follows is said by the protocol, never by more depth or passes, and where that is a clinician's review the sessions after it have no date
//! before.
//!
//! Hazards: none of the list.
//!
//! ```course,found
//! # today is 2027-01-20
//! session 1  given 2026-12-01
//! session 2  given 2027-01-20 10:00
//! ```
//!
//! ```course,not-found
//! # today is 2027-01-12
//! session 1  given 2026-12-01
//! session 2  given 2027-01-12 10:00
//! ```

use crate::schedule::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &[], level: Level::Caution };

#[derive(Debug, Error, Diagnostic)]
#[error("session {session} is {last} + {waited} = {given}; the latest is {latest} ({longest}); {over} late")]
#[diagnostic(help("{answer}; never more depth or passes to catch up"))]
pub(crate) struct Finding {
    pub(crate) session: u32,
    pub(crate) last: Day,
    pub(crate) waited: Calendar,
    pub(crate) given: Day,
    pub(crate) latest: Day,
    pub(crate) longest: Calendar,
    pub(crate) over: Calendar,
    pub(crate) answer: String,
}

/// Holds a session on a day against the last day after the last one given; `answer` is what the protocol says of a late one.
pub(crate) fn found(session: u32, last: Day, given: Day, spacing: Spacing, answer: Option<&str>) -> Option<Finding> {
    let longest = Calendar::of_days(spacing.longest);
    let latest = last.after(longest)?;
    let over = days(latest, given)?;
    let answer = match answer {
        Some(answer) => format!("the protocol answers a late session with: {answer}"),
        None => "the protocol does not say what follows a late session".to_owned(),
    };
    Some(Finding { session, last, waited: days_between(last, given), given, latest, longest, over, answer })
}
