//! A date of the course falls outside the years 1970 to 9999.
//!
//! No other day can be dated, and a course whose end has no date has none at all.
//!
//! Hazards: C08.
//!
//! ```course,found
//! # today is 2026-11-22
//! phototype  5
//! start      9999-12-01 10:00
//! ```
//!
//! ```course,not-found
//! # today is 2026-11-22
//! phototype  5
//! start      9999-01-01 10:00
//! ```

use crate::schedule::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["C08"], level: Level::Never };

#[derive(Debug, Error, Diagnostic)]
#[error("{what} falls outside the years 1970 to 9999")]
#[diagnostic(help("no other day can be dated"))]
pub(crate) struct Finding {
    pub(crate) what: String,
}
