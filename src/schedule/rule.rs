//! What a rule of dates is: what it guards against, how firmly it binds, and how what is found becomes a problem. Each rule has a file in
//! `rules/` that holds its sentence, its page and examples; whoever dates a course meets what it says and hands the finding in here.

use miette::Diagnostic;

use super::NO_TEXT;
use crate::diagnostic::{self, Level, Problem};

/// A rule of dates.
#[derive(Debug)]
pub struct Rule {
    /// The hazards it covers, by id; none where what it finds harms nobody by itself.
    pub hazards: &'static [&'static str],
    /// How firmly it binds. One of what cannot be undone may bind less.
    pub level: Level,
}

/// A rule of dates under its name.
pub type Registered = diagnostic::Registered<Rule>;

/// What a rule finds, under the name of its file; the registry says so of each.
pub(super) trait Named {
    /// Kebab-case; names the fault.
    const NAME: &'static str;
    /// How firmly it binds.
    const LEVEL: Level;
}

/// A problem of the dates. It hangs on no text until its place is known.
pub(super) fn problem<F: Named + Diagnostic + Send + Sync + 'static>(finding: F) -> Problem {
    Problem::new(F::LEVEL, F::NAME, NO_TEXT, finding)
}

/// The same where it binds less than the rule does: what was done cannot be undone, and a clinician has decided about it or is to decide.
pub(super) fn milder<F: Named + Diagnostic + Send + Sync + 'static>(level: Level, finding: F) -> Problem {
    Problem::new(level.min(F::LEVEL), F::NAME, NO_TEXT, finding)
}

/// What the files of the rules use.
pub(super) mod prelude {
    pub(crate) use super::Rule;
    pub(crate) use crate::diagnostic::{Level, Name};
    pub(crate) use crate::plan::{Exception, Session, Spacing};
    pub(crate) use crate::quantity::{Calendar, Day, Elapsed, Phototype, Weekday};
    pub(crate) use crate::schedule::sessions::{days, days_between};
    pub(crate) use crate::schedule::time::LocalTime;
    pub(crate) use miette::Diagnostic;
    pub(crate) use thiserror::Error;

    /// Where closures are said.
    pub(crate) const WHERE_CLOSED: &str =
        "hours and closed days are those of the clinic's file and of the course's, and of `--open`, `--closed` and `--holidays`";
}
