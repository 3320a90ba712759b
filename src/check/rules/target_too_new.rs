//! A scar or stretch mark is needled before it is old enough.
//!
//! New tissue is still forming. The atlas says, for what is treated, which condition makes it too new and how long is waited: 6 months for
//! a scar, 12 for stretch marks. Either the screening asks for that condition, or every area names its target with an age.
//!
//! Hazards: D24.
//!
//! ```needle,not-accepted
//! screen before every session {
//!   ... without wait
//!   wait           oral-isotretinoin 6 months after last dose
//!   wait           chemotherapy, radiotherapy, high-dose-corticosteroid 4 weeks after and 4 weeks before
//!   wait           in area  surgery 12 months after
//!   wait           in area  filler 6 months after
//! }
//! ```
//!
//! ```needle,accepted
//! screen before every session {
//!   ...
//!   wait           in area  surgery 12 months after
//!   wait           in area  new-scar 6 months after
//! }
//! ```

use crate::rule::prelude::*;
use crate::syntax::entries::ShortestWait;

pub(super) const RULE: Rule = Rule { hazards: &["D24"], version: 1, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("`{area}` is needled for `{what}` from {asked} of age; the least is {limit}")]
#[diagnostic(help("{asked} is less than {limit}; {grounds}"))]
struct TooNew {
    #[label(primary, "too new")]
    at: Span,
    area: AreaId,
    what: Name,
    asked: Calendar,
    limit: Elapsed,
    grounds: String,
}

#[derive(Debug, Error, Diagnostic)]
#[error("nothing says how old the `{what}` must be; the least is {limit}")]
#[diagnostic(help(
    "the screening asks: wait in area {condition} ? months after; or each area says: only {what}, ? months or older; {grounds}"
))]
struct NotSaid {
    #[label(primary, "its age is not said")]
    at: Span,
    what: Name,
    condition: Name,
    limit: Elapsed,
    grounds: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let Some(course) = subject.courses.first() else { return Ran::Waiting };
    for plan in &course.areas {
        let Some(only) = plan.only.known().map(|only| &only.value) else { continue };
        let (Some(age), Some(limit)) = (only.age, least(subject, &only.what.value)) else { continue };
        if !Elapsed::Calendar(age.value).reaches(limit.wait.span.value) {
            let finding = TooNew {
                at: age.span,
                area: plan.area.value.clone(),
                what: only.what.value.clone(),
                asked: age.value,
                limit: limit.wait.span.value,
                grounds: subject.library.grounds(&limit.binding),
            };
            findings.add(limit.binding.level.unwrap_or(Level::Never), age.span, finding).also(limit.span, "the limit is set here");
        }
    }
    if subject.protocol.screening.place.is_absent() {
        return Ran::NotApplicable("no screening");
    }
    let indications = match &subject.protocol.header.indications {
        Stated::Known(indications) => &indications.value,
        Stated::Waiting => return Ran::Waiting,
        Stated::Absent => return Ran::NotApplicable("no indication"),
    };
    let mut any = false;
    for what in indications {
        let Some(limit) = least(subject, &what.value) else { continue };
        any = true;
        let condition = subject.library.indication(what.value.as_str()).and_then(|entry| entry.too_new.clone());
        let Some(condition) = condition else { continue };
        let asked = subject.protocol.screening.conditions.iter().any(|said| *said.id.value.name() == condition.value);
        let aged = |plan: &AreaPlan| plan.only.known().is_some_and(|only| only.value.age.is_some() && only.value.what.value == what.value);
        if asked || (!course.areas.is_empty() && course.areas.iter().all(aged)) {
            continue;
        }
        if subject.protocol.screening.waiting || course.areas.iter().any(|plan| plan.only.is_waiting()) {
            return Ran::Waiting;
        }
        let finding = NotSaid {
            at: what.span,
            what: what.value.clone(),
            condition: condition.value.clone(),
            limit: limit.wait.span.value,
            grounds: subject.library.grounds(&limit.binding),
        };
        findings.add(limit.binding.level.unwrap_or(Level::Never), what.span, finding).also(limit.span, "the limit is set here");
    }
    if any { Ran::Checked } else { Ran::NotApplicable("nothing treated that must first be of some age") }
}

/// The least age of what is treated, as the atlas has it.
fn least<'l>(subject: &Subject<'l>, what: &Name) -> Option<&'l ShortestWait> {
    let condition = subject.library.indication(what.as_str())?.too_new.as_ref()?;
    subject.library.condition(condition.value.as_str())?.waits.first()
}
