//! Nothing says that areas are needled from clean skin to dirty.
//!
//! One cartridge goes over all of them, and carries with it what it met first.
//!
//! Hazards: G04.
//!
//! ```needle,not-accepted
//! area forehead {
//!   ...
//!   pressure   firm
//! }
//! session {
//!   ...
//!   needle     forehead, then cheeks
//! }
//! ```
//!
//! ```needle,accepted
//! session {
//!   ...
//!   needle     forehead, then cheeks from clean to dirty
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["G04"], version: 1, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("{count} areas are needled one after another, and nothing says that the one least likely to be infected comes first")]
#[diagnostic(help(
    "one cartridge carries germs from each area to the next; how the line says the order is shown by: needlepoint explain needle; basis policy: clinical judgement"
))]
struct Finding {
    #[label(primary, "in which order is not said")]
    at: Span,
    count: usize,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let ran = if subject.may_step("needle") { Ran::Waiting } else { Ran::NotApplicable("one area at a time") };
    let mut ordered = false;
    // A new cartridge carries nothing over, so the areas between two fittings are looked at together, in one step or in several.
    for with_one in subject.steps().split(|step| matches!(step.value, Step::Fit(..))) {
        let needled = with_one.iter().filter_map(|step| match &step.value {
            Step::Needle(areas, clean_first) => Some((step.span, areas, *clean_first)),
            _ => None,
        });
        // One that is needled again is no other.
        let mut areas: Vec<&str> = needled.clone().flat_map(|(_, areas, _)| areas).map(|area| area.value.as_str()).collect();
        areas.sort_unstable();
        areas.dedup();
        if let [] | [_] = areas.as_slice() {
            continue;
        }
        ordered = true;
        if let Some((at, ..)) = needled.clone().find(|(_, _, clean_first)| !clean_first) {
            findings.add(Level::Caution, at, Finding { at, count: areas.len() });
        }
    }
    if ordered && ran != Ran::Waiting { Ran::Checked } else { ran }
}
