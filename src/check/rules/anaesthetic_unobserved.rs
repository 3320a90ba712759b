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

pub(super) const RULE: Rule = Rule { hazards: &["F17"], version: 2, when: When::Always, check, probes: no_probes };

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
    let steps = subject.steps();
    let watches = |step: &At<Step>| matches!(&step.value, Step::Observe(_, states, _) if states.iter().any(|state| state.value == "numb"));
    let watched = steps.iter().any(watches);
    // Once it is wiped off, it is too late to begin.
    let wipes = |step: &At<Step>| matches!(&step.value, Step::WipeOff(off) if off.iter().any(|off| off.value == numb.product.value));
    let begins = steps.iter().position(watches).and_then(|place| Some((place, steps.get(place)?.span)));
    let late = begins.filter(|(place, _)| steps.iter().take(*place).any(wipes));
    let planned = screening.records.iter().any(|record| record.value == "emergency-plan");
    let mut add = |at: Span, lacks: &'static str, how: &'static str| {
        findings.add(Level::Caution, at, Finding { at, product: numb.product.value.clone(), lacks, how });
    };
    if !watched && !subject.may_step("observe") {
        add(at, "nobody is said to watch the patient meanwhile", "the step reads: observe patient while numb by NAME");
    }
    if let Some((_, step)) = late {
        add(step, "the patient is watched only once it is off", "the step stands between the one that numbs and the one that wipes off");
    }
    // Without a screening, the missing screening says it all.
    if let Some(place) = screening.place.known().filter(|_| !planned && !screening.records_waiting) {
        add(place.span, "no emergency plan is on record", "the screening records: emergency-plan");
    }
    let waits = !watched && subject.may_step("observe") || !planned && screening.records_waiting;
    if waits { Ran::Waiting } else { Ran::Checked }
}
