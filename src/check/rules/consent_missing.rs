//! Consent is not recorded.
//!
//! Nobody is treated without consent. The screening records it before every session.
//!
//! Hazards: I01.
//!
//! ```needle,not-accepted
//! screen before every session {
//!   ... without record, use
//!   record         photographs
//!   do-not-treat   uncontrolled-diabetes, immunosuppression, poor-healing, scleroderma, collagen-vascular-disease
//!   postpone       alcohol-or-drugs until sober
//! }
//! ```
//!
//! ```needle,accepted
//! screen before every session {
//!   ... without record
//!   record         consent
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["I01"], version: 2, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("the screening does not record consent")]
#[diagnostic(help("the line reads: record consent; basis label; bellus-protocol (label)"))]
struct Finding {
    #[label(primary, "consent is not recorded")]
    at: Span,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let screening = &subject.protocol.screening;
    if screening.place.is_absent() {
        return Ran::NotApplicable("no screening");
    }
    let asked = |wanted: &str| screening.records.iter().any(|record| record.value == wanted);
    if !asked("consent") && screening.records_waiting {
        return Ran::Waiting;
    }
    let at = screening.place.known().map_or(subject.protocol.name.span, |place| place.span);
    if !asked("consent") {
        findings.add(Level::Never, at, Finding { at });
    }
    Ran::Checked
}
