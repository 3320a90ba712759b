//! An area with bone close under its skin is needled deep.
//!
//! Lines of scars, tram-tracks, are among the few lasting harms on record. Over bone the skin cannot give way, and a textbook asks for needles that fit
//! its thickness and for no more than light pressure there.
//!
//! Hazards: A08. Where bone lies close stands in the atlas. The line at one millimetre is policy: no source sets it.
//!
//! ```needle,not-accepted
//! area forehead {
//!   ...
//!   depth      start 0.25 mm, raise by 0.25 mm, never above 1.25 mm
//! }
//! ```
//!
//! ```needle,accepted
//! area forehead {
//!   ...
//!   depth      start 0.25 mm, raise by 0.25 mm, never above 1 mm
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["A08"], version: 1, when: When::Always, check, probes };

/// The depth from which the hazard list asks for care over bone.
const LINE: Depth = Depth::of(1000);

#[derive(Debug, Error, Diagnostic)]
#[error("`{area}` may be needled to {asked}, and bone lies close under {whose}; the line over bone is {LINE}, {beyond} less")]
#[diagnostic(help(
    "{asked} - {LINE} = {beyond}; basis policy: no source sets the line; a textbook asks for needles that fit the skin over bone and for light pressure: \
     pskey-skin-of-colour (textbook); tram-track scars came in two patients of one study, from what was not visible: dogra-2014 (paper)"
))]
struct Finding {
    #[label(primary, "deep over bone")]
    at: Span,
    area: AreaId,
    whose: String,
    asked: Depth,
    beyond: Depth,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let mut ran = Ran::Checked;
    for course in subject.courses {
        for (_, plan, depth) in course.doses() {
            let parts = subject.library.sharing_skin(plan.area.value.as_str());
            let Some(asked) = depth.known().filter(|_| !parts.is_empty()).map(|depth| depth.value.ceiling) else {
                ran = if depth.is_absent() && !parts.is_empty() { ran } else { Ran::Waiting };
                continue;
            };
            let bony = parts.iter().find_map(|part| Some((part, part.bony.filter(|bony| bony.value)?)));
            if let Some((part, bony)) = bony
                && asked.value > LINE
            {
                // Of a group, and of a side, the part over bone is named.
                let own = plan.area.value.name() == &part.name.value;
                let whose = if own { "it".to_owned() } else { format!("`{}`", part.name.value) };
                let beyond = asked.value.apart(LINE);
                let finding = Finding { at: asked.span, area: plan.area.value.clone(), whose, asked: asked.value, beyond };
                findings
                    .add(Level::Caution, asked.span, finding)
                    .also(bony.span, "that bone lies close stands here")
                    .in_course(&course.name);
            }
        }
    }
    ran
}

fn probes(_: &Library) -> Vec<Probe> {
    vec![Probe {
        what: "the line over bone".to_owned(),
        limit: LINE.smallest(),
        ceiling: true,
        step: 1,
        fragment: |depth| format!("area forehead {{\n  ...\n  depth start 0.25 mm, raise by 0.25 mm, never above {}\n}}", Depth::of(depth)),
    }]
}
