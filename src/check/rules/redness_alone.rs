//! Redness alone ends an area on phototypes 4 to 6.
//!
//! Redness is hard to see on darker skin, so whoever waits for it needles on. Another sign, or the last pass, ends the area there; a variant
//! may say so for its phototypes.
//!
//! Hazards: K04.
//!
//! ```needle,not-accepted
//! screen before every session {
//!   ...
//!   phototype      1 to 5, recorded by clinician
//! }
//! variant darker-skin for phototype 4 to 5 {
//!   basis      policy
//!   plan       pigment: sun-protection
//! }
//! ```
//!
//! ```needle,accepted
//! variant darker-skin for phototype 4 to 6 {
//!   ...
//!   forehead   endpoint last-pass
//!   cheeks     endpoint last-pass
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["K04"], version: 2, when: When::Always, check, probes: no_probes };

/// The lightest of the phototypes on which redness is hard to see.
const DARKER: u8 = 4;

#[derive(Debug, Error, Diagnostic)]
#[error("on {phototypes}, redness alone ends an area")]
#[diagnostic(help(
    "it is hard to see there, so the skin is needled on; a variant may say: AREA endpoint NAME; basis policy: clinical judgement"
))]
struct Finding {
    #[label(primary, "redness is all that ends it")]
    at: Span,
    phototypes: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let mut ran = Ran::NotApplicable("no phototype 4 to 6");
    for course in subject.courses {
        let dark: Vec<_> = course.phototypes.iter().filter(|phototype| phototype.number() >= DARKER).collect();
        if dark.is_empty() {
            continue;
        }
        ran = if course.areas.iter().any(|plan| plan.endpoint.is_waiting()) { Ran::Waiting } else { Ran::Checked };
        let red =
            |plan: &AreaPlan| Some((plan.area.value.clone(), plan.endpoint.known().filter(|sign| sign.value == "even-erythema")?.span));
        let areas: Vec<(AreaId, Span)> = course.areas.iter().filter_map(red).collect();
        if areas.is_empty() {
            continue;
        }
        let noun = if dark.len() == 1 { "phototype" } else { "phototypes" };
        let finding = Finding { at: course.place, phototypes: format!("{noun} {}", listed(&dark, "and")) };
        let found = findings.add(Level::Caution, course.place, finding).in_course(&course.name);
        for (area, place) in areas {
            found.also(place, &format!("what ends `{area}`"));
        }
    }
    ran
}
