//! An area does not start low, or its depth rises in large steps.
//!
//! The maker's study starts low and raises until the endpoint is seen. An area that starts at its deepest setting leaves nothing to raise,
//! and a raise of more than half a millimetre passes the endpoint unseen.
//!
//! Hazards: A15, A16. The pattern is the label study's; the half millimetre is policy.
//!
//! ```needle,not-accepted
//! area forehead {
//!   ...
//!   depth      start 0.5 mm, raise by 0.25 mm, never above 0.5 mm
//! }
//! ```
//!
//! ```needle,accepted
//! area forehead {
//!   ...
//!   depth      start 0.25 mm, raise by 0.25 mm, never above 0.5 mm
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["A15", "A16"], version: 1, when: When::Always, check, probes };

/// The largest raise that the hazard list lets pass.
const LARGEST: Depth = Depth::of(500);

#[derive(Debug, Error, Diagnostic)]
#[error("`{area}` starts at {start}, the deepest it is ever needled")]
#[diagnostic(help(
    "{ceiling} - {start} = 0 mm to raise by; basis label: the maker's study starts low and raises until redness: skinpen-clinical-summary (label)"
))]
struct NotLow {
    #[label(primary, "nothing is left to raise")]
    at: Span,
    area: AreaId,
    start: Depth,
    ceiling: Depth,
}

#[derive(Debug, Error, Diagnostic)]
#[error("`{area}` is raised by {raise} at once; the largest raise is {LARGEST}")]
#[diagnostic(help(
    "{raise} is more than {LARGEST}; basis policy: the label study raises until redness, skinpen-clinical-summary (label); nobody has published how much at once"
))]
struct TooFast {
    #[label(primary, "a large raise")]
    at: Span,
    area: AreaId,
    raise: Depth,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let mut ran = Ran::Checked;
    // The lowest setting of the dial is as low as a start can be.
    let dial = subject.device().and_then(|device| device.dial.as_ref());
    let lowest = dial.and_then(|dial| Some(dial.from?.max(dial.step?)));
    for course in subject.courses {
        for plan in &course.areas {
            let Some(depth) = plan.depth.known().map(|depth| depth.value) else {
                ran = if plan.depth.is_waiting() { Ran::Waiting } else { ran };
                continue;
            };
            let (start, raise, ceiling) = (depth.start, depth.raise, depth.ceiling);
            if start.value == ceiling.value && lowest.is_none_or(|lowest| start.value > lowest) {
                let finding = NotLow { at: start.span, area: plan.area.value.clone(), start: start.value, ceiling: ceiling.value };
                findings.add(Level::Caution, start.span, finding).in_course(&course.name);
            }
            // A raise of more than the whole depth contradicts itself, and is said as such.
            if raise.value > LARGEST && raise.value <= ceiling.value {
                let finding = TooFast { at: raise.span, area: plan.area.value.clone(), raise: raise.value };
                findings.add(Level::Caution, raise.span, finding).in_course(&course.name);
            }
        }
    }
    ran
}

fn probes(_: &Library) -> Vec<Probe> {
    vec![Probe {
        what: "the largest raise at once".to_owned(),
        limit: LARGEST.smallest(),
        ceiling: true,
        step: 250,
        fragment: |um| {
            format!("area cheeks {{\n  ...\n  depth start 0.5 mm, raise by {}.{:03} mm, never above 1.5 mm\n}}", um / 1000, um % 1000)
        },
    }]
}
