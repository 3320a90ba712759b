//! Photographs are not recorded.
//!
//! Without a photograph from before, nobody can judge what a course did.
//!
//! Hazards: I02.
//!
//! ```needle,not-accepted
//! screen before every session {
//!   ... without use, record
//!   do-not-treat   uncontrolled-diabetes, immunosuppression, poor-healing, scleroderma, collagen-vascular-disease
//!   postpone       alcohol-or-drugs until sober
//!   record         consent
//! }
//! ```
//!
//! ```needle,accepted
//! screen before every session {
//!   ... without record
//!   record         consent, photographs
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["I02"], version: 1, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("the screening does not record photographs")]
#[diagnostic(help("the line reads: record photographs; basis label: bellus-protocol (label)"))]
struct Finding {
    #[label(primary, "photographs are not recorded")]
    at: Span,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let screening = &subject.protocol.screening;
    let Some(place) = screening.place.known() else {
        return if screening.place.is_waiting() { Ran::Waiting } else { Ran::NotApplicable("no screening") };
    };
    if screening.records.iter().any(|record| record.value == "photographs") {
        return Ran::Checked;
    }
    if screening.records_waiting {
        return Ran::Waiting;
    }
    findings.add(Level::Note, place.span, Finding { at: place.span });
    Ran::Checked
}
