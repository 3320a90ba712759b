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
    let Some(first) = subject.numbing().next() else {
        return if subject.may_step("numb") { Ran::Waiting } else { Ran::NotApplicable(subject.nothing_topical()) };
    };
    let (steps, screening) = (subject.steps(), &subject.protocol.screening);
    let unread = subject.may_step("observe");
    let mut watched_all = true;
    for (place, step) in steps.iter().enumerate() {
        let Step::Numb(numb) = &step.value else { continue };
        let wipes = |step: &&At<Step>| matches!(&step.value, Step::WipeOff(off) if off.iter().any(|off| off.value == numb.product.value));
        let watches =
            |step: &At<Step>| matches!(&step.value, Step::Observe(_, states, _) if states.iter().any(|state| state.value == "numb"));
        // From when it is put on until it is wiped off.
        let watched = steps.iter().skip(place).take_while(|step| !wipes(step)).any(watches);
        watched_all = watched_all && watched;
        if !watched && !unread {
            let lacks = "nobody is said to watch the patient until it is off";
            let how = "the step reads: observe patient while numb by NAME; it stands between the one that numbs and the one that wipes off";
            let at = numb.product.span;
            findings.add(Level::Caution, at, Finding { at, product: numb.product.value.clone(), lacks, how });
        }
    }
    let planned = screening.records.iter().any(|record| record.value == "emergency-plan");
    // Without a screening, the missing screening says it all.
    if let Some(place) = screening.place.known().filter(|_| !planned && !screening.records_waiting) {
        let (at, product) = (place.span, first.product.value.clone());
        let (lacks, how) = ("no emergency plan is on record", "the screening records: emergency-plan");
        findings.add(Level::Caution, at, Finding { at, product, lacks, how });
    }
    let waits = !watched_all && unread || !planned && screening.records_waiting;
    if waits { Ran::Waiting } else { Ran::Checked }
}
