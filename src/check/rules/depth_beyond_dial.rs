//! A depth is set that the pen's dial does not reach.
//!
//! The dial is a fact of the hardware. A depth past its end cannot be set, so the operator would guess; past the pen's maximum the
//! needles are no longer under control.
//!
//! Hazards: A01, A07, A20. A pen whose dial ends at 1.5 mm goes no deeper beside the eyes either. The dial is read from the atlas entry of the device, with its source.
//!
//! ```needle,not-accepted
//! area forehead {
//!   ...
//!   depth      start 0.25 mm, raise by 0.25 mm, never above 2.75 mm
//! }
//! exception depth-beyond-label for forehead up to 2.75 mm {
//!   reason     published-evidence
//!   because    "Small trials went deeper on the face than the label does."
//!   sources    elfak-depth, iasj
//!   rule       depth-beyond-label version 1
//!   approved   2026-10-01 by "B. Approver, medical director"
//!   expires    2027-04-01
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

pub(super) const RULE: Rule = Rule { hazards: &["A01", "A07", "A20"], version: 1, when: When::Always, check, probes };

#[derive(Debug, Error, Diagnostic)]
#[error("`{area}` may be needled to {asked}; the dial of {device} ends at {limit}, {beyond} less")]
#[diagnostic(help("{asked} - {limit} = {beyond}; the dial of {device} goes {reach}; basis logic: a fact of the pen; {source_text}"))]
struct Finding {
    #[label(primary, "deeper than the dial shows")]
    at: Span,
    area: AreaId,
    asked: Depth,
    limit: Depth,
    beyond: Depth,
    reach: String,
    device: Name,
    source_text: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let Some(device) = subject.device() else { return Ran::Waiting };
    let Some(dial) = &device.dial else { return Ran::NotApplicable("the device has no dial of its own") };
    let mut ran = Ran::Checked;
    for course in subject.courses {
        for (_, plan, depth) in course.doses() {
            let Some(depth) = depth.known() else {
                ran = if depth.is_waiting() { Ran::Waiting } else { ran };
                continue;
            };
            for asked in [depth.value.start, depth.value.ceiling] {
                if asked.value > dial.to {
                    let finding = Finding {
                        at: asked.span,
                        area: plan.area.value.clone(),
                        asked: asked.value,
                        limit: dial.to,
                        beyond: asked.value.apart(dial.to),
                        reach: dial.reach(),
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
    let dial = library.device("skinpen-precision").and_then(|device| device.dial.as_ref());
    let probe = |dial: &crate::syntax::entries::Dial| Probe {
        what: "the dial of skinpen-precision".to_owned(),
        limit: dial.to.smallest(),
        ceiling: true,
        step: 1,
        fragment: |depth| format!("area cheeks {{\n  ...\n  depth start 0.5 mm, raise by 0.25 mm, never above {}\n}}", Depth::of(depth)),
    };
    dial.map(probe).into_iter().collect()
}
