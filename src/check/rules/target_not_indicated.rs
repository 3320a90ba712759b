//! An area is needled for something that the protocol does not treat.
//!
//! The label and the limits hang on the protocol's indication. What is named as the only target of an area is one of the indications.
//!
//! Hazards: A13, I05.

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["A13", "I05"], version: 1, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("`{area}` is needled for `{what}` only, and the protocol treats {treated}")]
#[diagnostic(help("labels hang on what the protocol treats; basis logic"))]
struct Finding {
    #[label(primary, "not an indication of this protocol")]
    at: Span,
    area: AreaId,
    what: Name,
    treated: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let Some(course) = subject.courses.first() else { return Ran::Waiting };
    if course.areas.iter().any(|plan| plan.only.is_waiting()) {
        return Ran::Waiting;
    }
    let targets: Vec<_> = course.areas.iter().filter_map(|plan| Some((plan, &plan.only.known()?.value))).collect();
    if targets.is_empty() {
        return Ran::NotApplicable("no target within an area");
    }
    let Some(indications) = subject.protocol.header.indications.known() else { return Ran::Waiting };
    for (plan, only) in targets {
        if !indications.value.iter().any(|indication| indication.value == only.what.value) {
            let names: Vec<String> = indications.value.iter().map(|indication| format!("`{}`", indication.value)).collect();
            let finding = Finding {
                at: only.what.span,
                area: plan.area.value.clone(),
                what: only.what.value.clone(),
                treated: listed(&names, "and"),
            };
            findings.add(Level::Never, only.what.span, finding).also(indications.span, "the indications are named here");
        }
    }
    Ran::Checked
}
