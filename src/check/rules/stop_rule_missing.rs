//! An area has no rule to stop.
//!
//! Every area says what stops it or the session: bleeding that lasts, pain, faintness. Without one the operator goes on until the time
//! is up.
//!
//! Hazards: B14. The pattern is the label study's (start low, stop at the endpoint); no source sets the number, so the numbers are the
//! author's.
//!
//! ```needle,not-accepted
//! area forehead {
//!   ... without stop
//! }
//! ```
//!
//! ```needle,accepted
//! area forehead {
//!   ... without stop
//!   stop area  if bleeding lasts over 2 minutes under pressure
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["B14"], version: 1, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("`{area}` has no rule to stop")]
#[diagnostic(help(
    "say what stops the area or the session: bleeding, pain or another sign; basis label: the maker's study starts low and stops at the endpoint"
))]
struct Finding {
    #[label(primary, "nothing stops this area")]
    at: Span,
    area: AreaId,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let mut ran = Ran::Checked;
    let Some(course) = subject.courses.first() else { return Ran::Waiting };
    for plan in &course.areas {
        if plan.stops.is_empty() && plan.stops_waiting {
            ran = Ran::Waiting;
        } else if plan.stops.is_empty() {
            // The image has nothing to show the operator without one, so no value could lift it.
            findings.add(Level::SignOff, plan.place, Finding { at: plan.place, area: plan.area.value.clone() });
        }
    }
    ran
}
