//! An area without any published needling depth is planned as if it were known.
//!
//! The atlas says of some areas that no needling depth has been published for them. Whoever needles one says so in its block. Where a depth
//! has been published, the statement is wrong.
//!
//! Hazards: A18.
//!
//! ```needle,not-accepted
//! session {
//!   ...
//!   disinfect  temple, cheeks with povidone-iodine, let dry
//!   needle     temple, then cheeks from clean to dirty
//! }
//! ... without area forehead
//! area temple {
//!   depth      start 0.25 mm, raise by 0.25 mm, never above 0.5 mm
//!   passes     2 horizontal, 1 vertical, 1 diagonal
//!   speed      7000 rpm
//!   move       glide 20 mm/s
//!   pressure   light
//!   endpoint   even-erythema
//!   at most    2 minutes
//!   stop session if faintness
//! }
//! ```
//!
//! ```needle,accepted
//! session {
//!   ...
//!   disinfect  temple, cheeks with povidone-iodine, let dry
//!   needle     temple, then cheeks from clean to dirty
//! }
//! ... without area forehead
//! area temple {
//!   depth      start 0.25 mm, raise by 0.25 mm, never above 0.5 mm
//!   passes     2 horizontal, 1 vertical, 1 diagonal
//!   speed      7000 rpm
//!   move       glide 20 mm/s
//!   pressure   light
//!   evidence   none-published
//!   endpoint   even-erythema
//!   at most    2 minutes
//!   stop session if faintness
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["A18"], version: 1, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("no needling depth has been published for `{area}`, and its block does not say so")]
#[diagnostic(help("the line reads: evidence none-published; basis evidence: that none was found is stated, never passed over"))]
struct NotStated {
    #[label(primary, "`{area}` has no published depth")]
    at: Span,
    area: Name,
}

#[derive(Debug, Error, Diagnostic)]
#[error("`{area}` is said to have no published needling depth, and the atlas knows of one")]
#[diagnostic(help("take the line out, or name the sources that were read; basis evidence: needlepoint show {area}"))]
struct Wrong {
    #[label(primary, "not so")]
    at: Span,
    area: AreaId,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let mut ran = Ran::Checked;
    let Some(course) = subject.courses.first() else { return Ran::Waiting };
    for plan in &course.areas {
        let Some(entry) = subject.library.area(plan.area.value.as_str()) else {
            ran = Ran::Waiting;
            continue;
        };
        // A group of areas is needled in each of them.
        let inside = subject.library.sharing_skin(plan.area.value.as_str()).into_iter();
        let mut open = inside.filter(|area| subject.library.within(area.name.value.as_str(), plan.area.value.as_str()));
        match (open.find(|area| area.evidence.is_some()), &plan.evidence) {
            (Some(area), Stated::Absent) => {
                findings
                    .add(Level::Caution, plan.place, NotStated { at: plan.place, area: area.name.value.clone() })
                    .also(area.name.span, "the atlas says so here");
            }
            (None, Stated::Known(said)) if said.value == "none-published" => {
                findings
                    .add(Level::Caution, said.span, Wrong { at: said.span, area: plan.area.value.clone() })
                    .also(entry.name.span, "the area is described here");
            }
            (_, Stated::Waiting) => ran = Ran::Waiting,
            _ => {}
        }
    }
    ran
}
