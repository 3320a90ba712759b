//! The clinic's time zone is not in the IANA database.
//!
//! Ten o'clock is another moment in every zone, and waits in hours run on moments. So without its zone no session has a time, and a name that is
//! misspelt is not guessed.
//!
//! Hazards: C11.
//!
//! ```course,found
//! # today is 2026-11-22
//! zone       Europe/Munich
//! ```
//!
//! ```course,not-found
//! # today is 2026-11-22
//! zone       Europe/Berlin
//! ```

use crate::schedule::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["C11"], level: Level::Never };

#[derive(Debug, Error, Diagnostic)]
#[error("`{zone}` is not a zone of the IANA time-zone database (release {tzdb})")]
#[diagnostic(help("a zone is named by region and city, such as Europe/Berlin"))]
pub(crate) struct Finding {
    pub(crate) zone: String,
    pub(crate) tzdb: &'static str,
}
