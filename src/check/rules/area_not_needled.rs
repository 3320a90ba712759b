//! The areas planned and the areas needled are not the same.
//!
//! Every area with a block is needled once in a session, and every area that is needled has a block. Otherwise an area is missed,
//! treated twice, or treated without anybody having said how.
//!
//! Hazards: A17, A19, J11.
//!
//! ```needle,not-accepted
//! session {
//!   ...
//!   needle     forehead
//! }
//! ```
//!
//! ```needle,accepted
//! session {
//!   ...
//!   needle     cheeks, then forehead
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["A17", "A19", "J11"], version: 1, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("`{area}` {what}")]
#[diagnostic(help("every area planned is needled once in a session, and every area needled is planned; basis logic"))]
struct Finding {
    #[label(primary, "{label}")]
    at: Span,
    area: AreaId,
    what: &'static str,
    label: &'static str,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let Some(course) = subject.courses.first() else { return Ran::Waiting };
    if subject.may_step("needle") {
        return Ran::Waiting;
    }
    if subject.protocol.session.is_absent() {
        return Ran::NotApplicable("no session");
    }
    let needled: Vec<&At<AreaId>> = subject
        .steps()
        .iter()
        .flat_map(|step| match &step.value {
            Step::Needle(areas, _) => areas.iter().collect::<Vec<_>>(),
            _ => Vec::new(),
        })
        .collect();
    // A name that is not known may be any area that is planned, and a block that could not be read may plan any: what they leave open
    // waits for them.
    let unknown = |area: &AreaId| subject.library.area(area.as_str()).is_none();
    let open = subject.protocol.areas_waiting
        || needled.iter().any(|area| unknown(&area.value))
        || course.areas.iter().any(|plan| unknown(&plan.area.value));
    let planned = |area: &AreaId| course.areas.iter().any(|plan| plan.area.value == *area);
    // A smaller area that is needled instead of the planned one it lies in is said there, at the area needled.
    let instead = |plan: &AreaPlan| {
        let within = |area: &&&At<AreaId>| subject.library.within(area.value.as_str(), plan.area.value.as_str());
        needled.iter().filter(within).any(|area| !planned(&area.value))
    };
    for plan in course.areas.iter().filter(|_| !open) {
        if !needled.iter().any(|area| area.value == plan.area.value) && !instead(plan) {
            let finding = Finding {
                at: plan.place,
                area: plan.area.value.clone(),
                what: "is planned, but no step needles it",
                label: "never needled in a session",
            };
            findings.add(Level::Never, plan.place, finding);
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    for area in &needled {
        if !open && !planned(&area.value) {
            let whole = course.areas.iter().find(|plan| subject.library.within(area.value.as_str(), plan.area.value.as_str()));
            let what = match whole {
                Some(_) => "is needled, but only a larger area that it lies in is planned",
                None => "is needled, but nothing says how",
            };
            let finding = Finding { at: area.span, area: area.value.clone(), what, label: "no block plans this area" };
            let found = findings.add(Level::Never, area.span, finding);
            if let Some(whole) = whole {
                found.also(whole.area.span, "the larger area is planned here");
            }
        }
        if !seen.insert(area.value.as_str()) {
            let finding =
                Finding { at: area.span, area: area.value.clone(), what: "is needled twice in one session", label: "needled again here" };
            findings.add(Level::Never, area.span, finding);
        }
    }
    if open { Ran::Waiting } else { Ran::Checked }
}
