//! A set depth may pass the full thickness of the skin on an area.
//!
//! The thinnest credible skin of each area (epidermis and dermis) stands in the atlas, measured by ultrasound. A set length above it
//! may pass the dermis if the needle went in fully; what is reached is usually less. Sources differ almost twofold for some areas, so
//! the thinner figure is used, and this is a mark of caution, not proof of harm.
//!
//! Hazards: A04.
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

pub(super) const RULE: Rule = Rule { hazards: &["A04"], version: 1, when: When::Always, check, probes };

#[derive(Debug, Error, Diagnostic)]
#[error("`{area}` may be needled to {asked}; {whose} may be as thin as {skin}, {beyond} less")]
#[diagnostic(help(
    "{asked} - {skin} = {beyond}; basis evidence; {source_text}; the depth reached is usually less than the depth set{disagree}"
))]
struct Finding {
    #[label(primary, "may pass the full skin")]
    at: Span,
    area: AreaId,
    whose: String,
    asked: Depth,
    skin: Depth,
    beyond: Depth,
    source_text: String,
    disagree: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let mut ran = Ran::Checked;
    for course in subject.courses {
        for (_, plan, depth) in course.doses() {
            // The thinnest skin of every part of the area counts.
            let parts = subject.library.sharing_skin(plan.area.value.as_str());
            if parts.is_empty() {
                ran = Ran::Waiting;
                continue;
            }
            let thinnest = parts
                .iter()
                .filter_map(|entry| Some((entry.skin?, entry.skin_cite.as_ref()?, &entry.name.value, &entry.disagreements)))
                .min_by_key(|(skin, ..)| skin.value);
            let Some(depth) = depth.known() else {
                ran = if depth.is_waiting() { Ran::Waiting } else { ran };
                continue;
            };
            let asked = depth.value.ceiling;
            if let Some((skin, cite, part, differ)) = thinnest
                && asked.value > skin.value
            {
                // Of a group, and of a side, the part that binds is named.
                let own = plan.area.value.name() == part;
                let whose = if own { "its skin".to_owned() } else { format!("the skin of `{part}`") };
                let finding = Finding {
                    at: asked.span,
                    area: plan.area.value.clone(),
                    whose,
                    asked: asked.value,
                    skin: skin.value,
                    beyond: asked.value.apart(skin.value),
                    source_text: subject.library.cited(cite),
                    disagree: subject.library.disagreement(differ.iter().filter(|one| one.is_on(Topic::Skin))),
                };
                findings.add(Level::Caution, asked.span, finding).also(skin.span, "the thickness stands here").in_course(&course.name);
            }
        }
    }
    ran
}

fn probes(library: &Library) -> Vec<Probe> {
    let skin = library.area("forehead").and_then(|entry| entry.skin);
    let probe = |skin: At<Depth>| Probe {
        what: "the thinnest skin of the forehead".to_owned(),
        limit: skin.value.smallest(),
        ceiling: true,
        step: 1,
        fragment: |depth| format!("area forehead {{\n  ...\n  depth start 0.25 mm, raise by 0.25 mm, never above {}\n}}", Depth::of(depth)),
    };
    skin.map(probe).into_iter().collect()
}
