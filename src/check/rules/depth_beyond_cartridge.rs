//! An area is needled deeper than the needles of its cartridge are long.
//!
//! The depth is never reached, and the operator presses. The cartridge is the area's own, or the protocol's. Where nobody has published how
//! long its needles are, nothing can be compared, and the last line of a report says so.
//!
//! Hazards: A11. The length is read from the device's entry.
//!
//! ```needle,not-accepted
//! ... without exception, variant
//! device exceed-unlimited with exceed-unlimited-cartridge
//! session {
//!   ...
//!   fit        one sterile exceed-unlimited-cartridge per patient per session
//! }
//! area cheeks {
//!   ...
//!   depth      start 0.5 mm, raise by 0.25 mm, never above 1.75 mm
//! }
//! course {
//!   ... without session 1
//! }
//! ```
//!
//! ```needle,accepted
//! ... without exception, variant
//! device exceed-unlimited with exceed-unlimited-cartridge
//! session {
//!   ...
//!   fit        one sterile exceed-unlimited-cartridge per patient per session
//! }
//! area cheeks {
//!   ...
//!   depth      start 0.5 mm, raise by 0.25 mm, never above 1.5 mm
//! }
//! course {
//!   ... without session 1
//! }
//! ```

use crate::rule::prelude::*;
use crate::syntax::entries::Published;

pub(super) const RULE: Rule = Rule { hazards: &["A11"], version: 1, when: When::Always, check, probes };

#[derive(Debug, Error, Diagnostic)]
#[error("`{area}` may be needled to {asked}; the needles of `{cartridge}` are {length} long, {less} less")]
#[diagnostic(help("{asked} - {length} = {less}; basis logic: a fact of the cartridge; {source_text}"))]
struct TooDeep {
    #[label(primary, "deeper than the needles are long")]
    at: Span,
    area: AreaId,
    asked: Depth,
    cartridge: Name,
    length: Depth,
    less: Depth,
    source_text: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let Some(device) = subject.device() else { return Ran::Waiting };
    let mut ran = Ran::NotApplicable("no published needle length");
    for course in subject.courses {
        for (_, plan, depth) in course.doses() {
            let Some(named) = subject.cartridge(plan) else { return Ran::Waiting };
            let Some(entry) = device.cartridges.iter().find(|entry| entry.name.value == named.value) else { return Ran::Waiting };
            let Some(Published::Known(length, cite)) = &entry.length else { continue };
            let Some(ceiling) = depth.known().map(|depth| depth.value.ceiling) else {
                ran = if depth.is_waiting() { Ran::Waiting } else { ran };
                continue;
            };
            ran = if ran == Ran::Waiting { ran } else { Ran::Checked };
            if ceiling.value > length.value {
                let finding = TooDeep {
                    at: ceiling.span,
                    area: plan.area.value.clone(),
                    asked: ceiling.value,
                    cartridge: named.value.clone(),
                    length: length.value,
                    less: Depth::of(ceiling.value.smallest().saturating_sub(length.value.smallest())),
                    source_text: subject.library.cited(cite),
                };
                findings.add(Level::Never, ceiling.span, finding).also(length.span, "the length is set here").in_course(&course.name);
            }
        }
    }
    ran
}

fn probes(library: &Library) -> Vec<Probe> {
    let cartridges = library.device("exceed-unlimited").into_iter().flat_map(|device| &device.cartridges);
    let lengths = cartridges.filter_map(|cartridge| match &cartridge.length {
        Some(Published::Known(length, _)) => Some(length.value),
        _ => None,
    });
    let probe = |length: Depth| Probe {
        what: "the length of the needles of exceed-unlimited-cartridge".to_owned(),
        limit: length.smallest(),
        ceiling: true,
        step: 1,
        fragment: |depth| {
            format!(
                "... without exception, variant\ndevice exceed-unlimited with exceed-unlimited-cartridge\nsession {{\n  ...\n  fit one sterile \
                 exceed-unlimited-cartridge per patient per session\n}}\narea cheeks {{\n  ...\n  depth start 0.5 mm, raise by 0.25 mm, never above {}\n}}\ncourse {{\n  ... without session 1\n}}",
                Depth::of(depth)
            )
        },
    };
    lengths.map(probe).collect()
}
