//! Gloves may hold latex, and nobody asks the patient about latex.
//!
//! Gloves that are not said to be free of latex count as holding it.
//!
//! Hazards: K07.
//!
//! ```needle,not-accepted
//! screen before every session {
//!   ... without decide
//!   decide     nickel-allergy by clinician before numbing
//!   decide     antiarrhythmic-drug, liver-disease by prescriber before numbing
//! }
//! ```
//!
//! ```needle,accepted
//! screen before every session {
//!   ... without decide
//!   decide     nickel-allergy by clinician before numbing
//!   decide     antiarrhythmic-drug, liver-disease by prescriber before numbing
//! }
//! session {
//!   ...
//!   wear       gloves new non-latex
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["K07"], version: 1, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("`{what}` are not said to be free of latex, and the screening does not ask for `latex-allergy`")]
#[diagnostic(help(
    "ask for it, or wear gloves that are non-latex; basis policy: clinical judgement; one maker asks for non-latex: bellus-protocol (label)"
))]
struct Finding {
    #[label(primary, "may hold latex")]
    at: Span,
    what: Name,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let screening = &subject.protocol.screening;
    let asked = screening.conditions.iter().any(|condition| condition.id.value.as_str() == "latex-allergy");
    let mut ran = if subject.may_step("wear") { Ran::Waiting } else { Ran::NotApplicable("no gloves") };
    for step in subject.steps() {
        let Step::Wear(worn) = &step.value else { continue };
        if ran != Ran::Waiting {
            ran = Ran::Checked;
        }
        // Without a screening, the missing screening says it all.
        if asked || worn.non_latex || screening.place.is_absent() {
            continue;
        }
        if screening.waiting {
            ran = Ran::Waiting;
            continue;
        }
        findings.add(Level::Caution, step.span, Finding { at: step.span, what: worn.what.value.clone() });
    }
    ran
}
