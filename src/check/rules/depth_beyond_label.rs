//! A depth goes further than the label of the device was studied to.
//!
//! A label speaks of one indication, on some areas, to one depth. Deeper has not been evaluated for this device: that may be right for
//! a patient group, but a named clinician must say so, in an exception with a reason, an approver and a last day.
//!
//! Hazards: A03, A13. The depth is read from the device's label in the atlas. Small trials went deeper than the label; the exception
//! names them.
//!
//! ```needle,not-accepted
//! area cheeks {
//!   ...
//!   depth      start 0.5 mm, raise by 0.25 mm, never above 2.25 mm
//! }
//! ```
//!
//! ```needle,accepted
//! area cheeks {
//!   ...
//!   depth      start 0.5 mm, raise by 0.25 mm, never above 1.5 mm
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["A03", "A13"], version: 1, when: When::Always, check, probes };

#[derive(Debug, Error, Diagnostic)]
#[error("`{area}` may be needled to {asked}; the label `{label}` of {device} was studied to {limit}, {beyond} less")]
#[diagnostic(help("{asked} - {limit} = {beyond}; {grounds}{off_label}; deeper has not been evaluated under this label{disagree}"))]
struct Finding {
    #[label(primary, "deeper than the label was studied to")]
    at: Span,
    area: AreaId,
    asked: Depth,
    limit: Depth,
    beyond: Depth,
    device: Name,
    label: Name,
    grounds: String,
    off_label: &'static str,
    disagree: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let Some(device) = subject.device() else { return Ran::Waiting };
    let mut ran = Ran::Checked;
    for course in subject.courses {
        for (_, plan, depth) in course.doses() {
            let Some(depth) = depth.known() else {
                ran = if depth.is_waiting() { Ran::Waiting } else { ran };
                continue;
            };
            let asked = depth.value.ceiling;
            // An area that is not known may be any.
            if subject.library.area(plan.area.value.as_str()).is_none() {
                ran = Ran::Waiting;
                continue;
            }
            let Some((labels, standing)) = subject.labels(Some(plan.area.value.as_str())) else { return Ran::Waiting };
            // Off label the strictest label of the pen binds.
            let limits = labels.into_iter().filter_map(|label| label.depth.as_ref().map(|limit| (label, limit)));
            if let Some((label, limit)) = limits.min_by_key(|(_, limit)| limit.above).filter(|(_, limit)| asked.value > limit.above) {
                let finding = Finding {
                    at: asked.span,
                    area: plan.area.value.clone(),
                    asked: asked.value,
                    limit: limit.above,
                    beyond: asked.value.apart(limit.above),
                    device: device.name.value.clone(),
                    label: label.name.value.clone(),
                    off_label: if standing == Standing::OffLabel { "; no label speaks of this use, so the strictest binds" } else { "" },
                    grounds: subject.label_grounds(label, &limit.binding),
                    disagree: subject.library.disagreement(device.disagreements.iter().filter(|one| one.is_on(Topic::Depth))),
                };
                findings
                    .add(limit.binding.level.unwrap_or(Level::Never), asked.span, finding)
                    .also(limit.span, "the limit is set here")
                    .liftable(&plan.area.value, asked.value, limit.above)
                    .in_course(&course.name);
            }
        }
    }
    ran
}

fn probes(library: &Library) -> Vec<Probe> {
    let label = library.device("skinpen-precision").and_then(|device| device.labels.iter().find(|label| label.name.value == "us-acne"));
    let probe = |limit: &crate::syntax::entries::LabelDepth| Probe {
        what: "the depth on the label us-acne".to_owned(),
        limit: limit.above.smallest(),
        ceiling: true,
        step: 1,
        // The forehead has no exception, so every finding shows.
        fragment: |depth| format!("area forehead {{\n  ...\n  depth start 0.25 mm, raise by 0.25 mm, never above {}\n}}", Depth::of(depth)),
    };
    label.and_then(|label| label.depth.as_ref()).map(probe).into_iter().collect()
}
