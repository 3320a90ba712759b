//! The screening does not record the phototype.
//!
//! Darker skin is a named risk factor for lasting dark patches, labels differ by phototype, and the course a patient gets hangs on it.
//!
//! Hazards: D34.
//!
//! ```needle,not-accepted
//! screen before every session {
//!   ... without phototype
//! }
//! ```
//!
//! ```needle,accepted
//! screen before every session {
//!   ...
//!   phototype      1 to 6, recorded by clinician
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["D34"], version: 2, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("the screening does not record the phototype")]
#[diagnostic(help(
    "the course hangs on it; basis label; labels differ by phototype, and darker skin is a named risk factor for lasting effects: chu-2021 (paper)"
))]
struct Finding {
    #[label(primary, "the phototype is missing")]
    at: Span,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let screening = &subject.protocol.screening;
    if screening.place.is_absent() {
        return Ran::NotApplicable("no screening");
    }
    match &screening.phototypes {
        Stated::Known(_) => Ran::Checked,
        Stated::Waiting => Ran::Waiting,
        Stated::Absent => {
            let at = screening.place.known().map_or(subject.protocol.name.span, |place| place.span);
            findings.add(Level::Never, at, Finding { at });
            Ran::Checked
        }
    }
}
