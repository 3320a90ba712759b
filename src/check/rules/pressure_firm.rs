//! The pen is pressed harder than lightly.
//!
//! A pen that is pressed needles deeper than its dial shows. Nobody has published how hard it may be pressed.
//!
//! Hazards: B16.
//!
//! ```needle,not-accepted
//! area forehead {
//!   ...
//!   pressure   firm
//! }
//! ```
//!
//! ```needle,accepted
//! area forehead {
//!   ...
//!   pressure   light
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["B16"], version: 1, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("the pen is held against `{area}` with pressure {asked}")]
#[diagnostic(help(
    "a pen that is pressed needles deeper than it is set; nobody has published how hard a pen may be pressed; basis policy"
))]
struct Finding {
    #[label(primary, "more than light contact")]
    at: Span,
    area: AreaId,
    asked: Name,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let mut ran = Ran::Checked;
    let Some(course) = subject.courses.first() else { return Ran::Waiting };
    for plan in &course.areas {
        match &plan.pressure {
            Stated::Known(pressure) if pressure.value == "firm" => {
                let finding = Finding { at: pressure.span, area: plan.area.value.clone(), asked: pressure.value.clone() };
                findings.add(Level::Caution, pressure.span, finding);
            }
            Stated::Waiting => ran = Ran::Waiting,
            _ => {}
        }
    }
    ran
}
