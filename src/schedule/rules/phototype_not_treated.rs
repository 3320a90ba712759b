//! A course is asked for a phototype that the protocol does not treat.
//!
//! The screening says which phototypes are treated, and only those have a course. Depths and days of somebody else's course would be a guess.
//!
//! Hazards: none of the list.
//!
//! ```needle,protocol
//! ... without variant
//! screen before every session {
//!   ...
//!   phototype      1 to 3, recorded by clinician
//! }
//! ```
//!
//! ```course,found
//! # today is 2026-11-22
//! phototype  5
//! ```
//!
//! ```course,not-found
//! # today is 2026-11-22
//! phototype  3
//! ```

use crate::schedule::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &[], level: Level::Never };

#[derive(Debug, Error, Diagnostic)]
#[error("phototype {phototype} is not treated by `{protocol}`")]
#[diagnostic(help("the screening says who is treated; there is no course to date"))]
pub(crate) struct Finding {
    pub(crate) phototype: Phototype,
    pub(crate) protocol: Name,
}
