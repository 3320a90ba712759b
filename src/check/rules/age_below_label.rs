//! Younger patients are treated than the label speaks of.
//!
//! Hazards: D36. The age is read from the device's label in the atlas.
//!
//! ```needle,not-accepted
//! screen before every session {
//!   ...
//!   age            21 years or older
//! }
//! ```
//!
//! ```needle,accepted
//! screen before every session {
//!   ...
//!   age            23 years or older
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["D36"], version: 2, when: When::Always, check, probes };

#[derive(Debug, Error, Diagnostic)]
#[error("patients from {asked} of age are treated; the label `{label}` speaks of {limit} and older")]
#[diagnostic(help("treating younger patients is off label; basis label; {source_text}"))]
struct Finding {
    #[label(primary, "younger than the label speaks of")]
    at: Span,
    asked: Calendar,
    limit: Calendar,
    label: Name,
    source_text: String,
}

#[derive(Debug, Error, Diagnostic)]
#[error("the screening does not say from which age patients are treated")]
#[diagnostic(help("no age is assumed; basis logic"))]
struct Missing {
    #[label(primary, "the youngest age is missing")]
    at: Span,
}

/// The age from which licensed procedures are open to patients where the law sets one (Scotland, as reported).
const ADULT: Calendar = Calendar::of_months(18 * 12);

#[derive(Debug, Error, Diagnostic)]
#[error("patients from {asked} of age are treated; under {ADULT} it is not for a protocol alone to say")]
#[diagnostic(help("{asked} is less than {ADULT}; basis policy: labels start at 22 years, and one law that was read about starts at 18"))]
struct Minor {
    #[label(primary, "minors are treated")]
    at: Span,
    asked: Calendar,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let screening = &subject.protocol.screening;
    if screening.place.is_absent() {
        return Ran::NotApplicable("no screening");
    }
    let asked = match &screening.age {
        Stated::Known(age) => *age,
        Stated::Waiting => return Ran::Waiting,
        Stated::Absent => {
            let at = screening.place.known().map_or(subject.protocol.name.span, |place| place.span);
            findings.add(Level::Never, at, Missing { at });
            return Ran::Checked;
        }
    };
    if !Elapsed::Calendar(asked.value).reaches(Elapsed::Calendar(ADULT)) {
        findings.add(Level::SignOff, asked.span, Minor { at: asked.span, asked: asked.value });
        return Ran::Checked;
    }
    let Some((labels, _)) = subject.labels(None) else { return Ran::Waiting };
    let youngest = labels.into_iter().filter_map(|label| label.age.map(|age| (label, age))).max_by_key(|(_, age)| age.value);
    if let Some((label, limit)) = youngest.filter(|(_, limit)| !Elapsed::Calendar(asked.value).reaches(Elapsed::Calendar(limit.value))) {
        let source_text = label.cite.as_ref().map_or_else(String::new, |cite| subject.library.cited(cite));
        let finding = Finding { at: asked.span, asked: asked.value, limit: limit.value, label: label.name.value.clone(), source_text };
        findings.add(Level::Caution, asked.span, finding).also(limit.span, "the age stands here");
    }
    Ran::Checked
}

fn probes(library: &Library) -> Vec<Probe> {
    let label = library.device("skinpen-precision").and_then(|device| device.labels.iter().find(|label| label.name.value == "us-acne"));
    let probe = |age: At<Calendar>| Probe {
        what: "the age on the label us-acne".to_owned(),
        limit: age.value.months(),
        ceiling: false,
        step: 1,
        fragment: |months| format!("screen before every session {{\n  ...\n  age {months} months or older\n}}"),
    };
    label.and_then(|label| label.age).map(probe).into_iter().collect()
}
