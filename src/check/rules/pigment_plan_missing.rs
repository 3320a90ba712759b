//! A course for phototypes 4 to 6 has no plan against dark patches.
//!
//! Darker skin answers injury with dark patches: between 0 and 17 of 100 in the studies. No study sets a depth or an interval by phototype,
//! so the plan is the author's, and only its absence is found.
//!
//! Hazards: D35.
//!
//! ```needle,not-accepted
//! variant darker-skin for phototype 4 to 6 {
//!   ... without plan
//! }
//! ```
//!
//! ```needle,accepted
//! variant darker-skin for phototype 4 to 6 {
//!   ...
//!   plan       pigment: sun-protection, stop-if-darker
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["D35"], version: 2, when: When::Always, check, probes: no_probes };

/// The lightest of the phototypes that dark patches were a concern of.
const DARKER: u8 = 4;

#[derive(Debug, Error, Diagnostic)]
#[error("the course for {phototypes} has no plan against dark patches")]
#[diagnostic(help(
    "the line reads: plan pigment: NAME, NAME; basis evidence: dark patches in 17 of 100 in one study and none in another: dogra-2014 (paper), chu-2021 (paper)"
))]
struct Finding {
    #[label(primary, "no plan against dark patches")]
    at: Span,
    phototypes: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    if subject.protocol.course.is_absent() {
        return Ran::NotApplicable("no course");
    }
    let mut any = false;
    for course in subject.courses {
        let dark: Vec<_> = course.phototypes.iter().filter(|phototype| phototype.number() >= DARKER).collect();
        if dark.is_empty() {
            continue;
        }
        any = true;
        if subject.protocol.plans.iter().any(|(name, harm, _)| *name == course.name && harm.value == "pigment") {
            continue;
        }
        if subject.protocol.plans_waiting || subject.protocol.course.is_waiting() {
            return Ran::Waiting;
        }
        let noun = if dark.len() == 1 { "phototype" } else { "phototypes" };
        let finding = Finding { at: course.place, phototypes: format!("{noun} {}", listed(&dark, "and")) };
        findings.add(Level::Caution, course.place, finding).in_course(&course.name);
    }
    if any { Ran::Checked } else { Ran::NotApplicable("no phototype 4 to 6") }
}
