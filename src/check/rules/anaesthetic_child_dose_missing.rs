//! Children are treated under an anaesthetic whose label holds an adult's dose.
//!
//! Under 12 years a label gives grams, skin and time of its own, by age. No entry of the atlas holds a child's dose, so none is compared.
//!
//! Hazards: F15.

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["F15"], version: 1, when: When::Always, check, probes };

/// The age from which a label's adult dose holds.
const ADULT_DOSE: Calendar = Calendar::of_months(12 * 12);

#[derive(Debug, Error, Diagnostic)]
#[error("patients from {asked} of age are treated, and the dose of `{product}` is an adult's; it holds from {limit}")]
#[diagnostic(help(
    "{asked} is less than {limit}; a child has a dose of its own by age, and it is not read from here; basis label: emla-uk (label)"
))]
struct Finding {
    #[label(primary, "younger than the dose is for")]
    at: Span,
    asked: Calendar,
    product: ProductId,
    limit: Calendar,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let Some(numb) = subject.numbing().next() else {
        return if subject.may_step("numb") { Ran::Waiting } else { Ran::NotApplicable(subject.nothing_topical()) };
    };
    let asked = match &subject.protocol.screening.age {
        Stated::Known(age) => *age,
        Stated::Waiting => return Ran::Waiting,
        // Without an age, the rule on the youngest age says so.
        Stated::Absent => return Ran::Checked,
    };
    if !Elapsed::Calendar(asked.value).reaches(Elapsed::Calendar(ADULT_DOSE)) {
        let finding = Finding { at: asked.span, asked: asked.value, product: numb.product.value.clone(), limit: ADULT_DOSE };
        findings.add(Level::Never, asked.span, finding).also(numb.product.span, "the anaesthetic is put on here");
    }
    Ran::Checked
}

fn probes(_: &Library) -> Vec<Probe> {
    vec![Probe {
        what: "the age from which an adult's dose of anaesthetic holds".to_owned(),
        limit: ADULT_DOSE.months(),
        ceiling: false,
        step: 1,
        fragment: |months| format!("screen before every session {{\n  ...\n  age {months} months or older\n}}"),
    }]
}
