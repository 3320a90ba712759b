//! Patients are treated who are younger than the dose of their anaesthetic is for.
//!
//! A label gives children grams, skin and time of their own, by age, and some labels speak of adults only. The youngest patient that the
//! screening lets in is held against the age of the label edition that is used; a label without an age, and a mixture without a label,
//! count as an adult's dose.
//!
//! Hazards: F15.

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["F15"], version: 2, when: When::Always, check, probes };

/// The age from which an adult's dose holds where a label says none.
const ADULT_DOSE: Calendar = Calendar::of_months(12 * 12);

#[derive(Debug, Error, Diagnostic)]
#[error("patients from {asked} of age are treated, and the dose of `{product}` {whose}; it holds from {limit}")]
#[diagnostic(help("{asked} is less than {limit}; whoever is younger has a dose of its own by age, or none; {grounds}"))]
struct Finding {
    #[label(primary, "younger than the dose is for")]
    at: Span,
    asked: Calendar,
    product: ProductId,
    whose: String,
    limit: Calendar,
    grounds: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    if subject.may_step("numb") {
        return Ran::Waiting;
    }
    if subject.numbing().next().is_none() {
        return Ran::NotApplicable(subject.nothing_topical());
    }
    let asked = match &subject.protocol.screening.age {
        Stated::Known(age) => *age,
        Stated::Waiting => return Ran::Waiting,
        // Without an age, the rule on the youngest age says so.
        Stated::Absent => return Ran::Checked,
    };
    for numb in subject.numbing() {
        let entry = subject.library.product(numb.product.value.as_str());
        let named = numb.label.as_ref().map(|named| named.value.name());
        let label = entry.and_then(|entry| entry.labels.iter().find(|label| Some(&label.name.value) == named));
        // A label that is not known is said so by its name.
        if named.is_some() && label.is_none() {
            return Ran::Waiting;
        }
        let stated = label.and_then(|label| Some((label, label.age?)));
        let limit = stated.map_or(ADULT_DOSE, |(_, age)| age.value);
        if Elapsed::Calendar(asked.value).reaches(Elapsed::Calendar(limit)) {
            continue;
        }
        let whose = stated.map_or_else(|| "is an adult's".to_owned(), |(label, _)| format!("is that of the label `{}`", label.name.value));
        let grounds = match stated.and_then(|(label, _)| label.cite.as_ref()) {
            Some(cite) => format!("basis label; {}", subject.library.cited(cite)),
            None => "basis policy: the age at which another label's adult dose starts: emla-uk (label)".to_owned(),
        };
        let product = numb.product.value.clone();
        let found = findings.add(Level::Never, asked.span, Finding { at: asked.span, asked: asked.value, product, whose, limit, grounds });
        found.also(numb.product.span, "the anaesthetic is put on here");
        if let Some((_, age)) = stated {
            found.also(age.span, "the label's age stands here");
        }
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
