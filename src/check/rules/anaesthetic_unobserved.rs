//! Nobody watches the patient while the anaesthetic is on, or nothing says what to do when it goes wrong.
//!
//! Too much taken up shows as confusion and then a seizure, half an hour or more after the cream was put on. Somebody sees it, and an
//! emergency plan is on record.
//!
//! Hazards: F17.
//!
//! ```needle,not-accepted
//! session {
//!   ... without observe
//! }
//! ```
//!
//! ```needle,accepted
//! session {
//!   ...
//!   observe    patient while numb by physician
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["F17"], version: 1, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("`{product}` is on the skin, and {lacks}")]
#[diagnostic(help("{how}; basis policy: deaths are on record from strong creams: fda-lidocaine-2024 (regulator)"))]
struct Finding {
    #[label(primary, "{lacks}")]
    at: Span,
    product: ProductId,
    lacks: &'static str,
    how: &'static str,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let Some(numb) = subject.numbing().next() else {
        return if subject.may_step("numb") { Ran::Waiting } else { Ran::NotApplicable(subject.nothing_topical()) };
    };
    let (at, screening) = (numb.product.span, &subject.protocol.screening);
    let watched = subject.steps().iter().any(|step| match &step.value {
        Step::Observe(_, states, _) => states.iter().any(|state| state.value == "numb"),
        _ => false,
    });
    let planned = screening.records.iter().any(|record| record.value == "emergency-plan");
    let mut add = |at: Span, lacks: &'static str, how: &'static str| {
        findings.add(Level::Caution, at, Finding { at, product: numb.product.value.clone(), lacks, how });
    };
    if !watched && !subject.may_step("observe") {
        add(at, "nobody is said to watch the patient meanwhile", "the step reads: observe patient while numb by NAME");
    }
    // Without a screening, the missing screening says it all.
    if let Some(place) = screening.place.known().filter(|_| !planned && !screening.records_waiting) {
        add(place.span, "no emergency plan is on record", "the screening records: emergency-plan");
    }
    let waits = !watched && subject.may_step("observe") || !planned && screening.records_waiting;
    if waits { Ran::Waiting } else { Ran::Checked }
}
