//! A depth is set between two settings of the dial.
//!
//! The dial moves in steps. A depth between two of them is rounded by hand, one way or the other, without anybody writing down which.
//!
//! Hazards: A02. The step is read from the atlas entry of the device, with its source.
//!
//! ```needle,not-accepted
//! area cheeks {
//!   ...
//!   depth      start 0.5 mm, raise by 0.2 mm, never above 1.5 mm
//! }
//! ```
//!
//! ```needle,accepted
//! area cheeks {
//!   ...
//!   depth      start 0.5 mm, raise by 0.25 mm, never above 1.25 mm
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["A02"], version: 1, when: When::Always, check, probes };

#[derive(Debug, Error, Diagnostic)]
#[error("{asked} on `{area}` cannot be set: the dial of {device} moves in steps of {step} from {from}")]
#[diagnostic(help("{asked} is not {from} plus a whole number of steps of {step}; basis logic: a fact of the pen; {source_text}"))]
struct Finding {
    #[label(primary, "between two settings")]
    at: Span,
    area: AreaId,
    asked: Depth,
    step: Depth,
    from: Depth,
    device: Name,
    source_text: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let Some(device) = subject.device() else { return Ran::Waiting };
    let Some(dial) = &device.dial else { return Ran::NotApplicable("the device has no dial of its own") };
    let (Some(lowest), Some(step)) = (dial.from, dial.step) else { return Ran::NotApplicable("no published steps of the dial") };
    let mut ran = Ran::Checked;
    for course in subject.courses {
        for (_, plan, depth) in course.doses() {
            let Some(depth) = depth.known() else {
                ran = if depth.is_waiting() { Ran::Waiting } else { ran };
                continue;
            };
            let settings = [(depth.value.start, lowest), (depth.value.ceiling, lowest), (depth.value.raise, Depth::of(0))];
            for (asked, from) in settings {
                if !asked.value.on_dial(from, step) {
                    let finding = Finding {
                        at: asked.span,
                        area: plan.area.value.clone(),
                        asked: asked.value,
                        step,
                        from,
                        device: device.name.value.clone(),
                        source_text: subject.library.cited(&dial.cite),
                    };
                    findings.add(Level::Never, asked.span, finding).also(dial.span, "the dial is described here").in_course(&course.name);
                }
            }
        }
    }
    ran
}

fn probes(library: &Library) -> Vec<Probe> {
    // A step is met exactly or not at all, so its probe is a ceiling at one of its settings: one unit more is off the dial.
    let dial = library.device("skinpen-precision").and_then(|device| device.dial.as_ref());
    let probe = |step: Depth| Probe {
        what: "the step of the dial of skinpen-precision".to_owned(),
        limit: step.smallest().saturating_mul(4),
        ceiling: true,
        step: 1,
        // One unit below a setting is off the dial as well; the inside probe is one whole step below.
        fragment: |depth| {
            let depth = if depth == 999 { 750 } else { depth };
            format!("area cheeks {{\n  ...\n  depth start 0.5 mm, raise by 0.25 mm, never above {}\n}}", Depth::of(depth))
        },
    };
    dial.and_then(|dial| dial.step).map(probe).into_iter().collect()
}
