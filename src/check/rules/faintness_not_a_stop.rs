//! An area goes on when the patient feels faint.
//!
//! Who faints under the needle falls or jerks. Faintness stops the session, not the area alone, or somebody watches the patient all the
//! while: `observe patient while needled by NAME`.
//!
//! Hazards: K03.
//!
//! ```needle,not-accepted
//! area forehead {
//!   ... without stop
//!   stop session if pain above 6 of 10
//! }
//! ```
//!
//! ```needle,accepted
//! area forehead {
//!   ... without stop
//!   stop session if pain above 6 of 10, faintness
//! }
//! ```

use crate::rule::prelude::*;
use crate::syntax::tree::StopSign;

pub(super) const RULE: Rule = Rule { hazards: &["K03"], version: 2, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("faintness does not stop the session while `{area}` is needled")]
#[diagnostic(help("the line reads: stop session if faintness; basis policy: clinical judgement"))]
struct Finding {
    #[label(primary, "faintness is no rule to stop here")]
    at: Span,
    area: AreaId,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    // Nobody faints under general anaesthesia; under sedation the session still stops for it.
    if subject.anaesthesia().is_some_and(|kind| kind.value == "general") {
        return Ran::NotApplicable("general anaesthesia");
    }
    // Who is watched while needled is seen to feel faint.
    let watched = subject.steps().iter().any(|step| match &step.value {
        Step::Observe(_, states, _) => states.iter().any(|state| state.value == "needled"),
        _ => false,
    });
    if watched {
        return Ran::Checked;
    }
    let mut ran = if subject.may_step("observe") { Ran::Waiting } else { Ran::Checked };
    let Some(course) = subject.courses.first() else { return Ran::Waiting };
    for plan in &course.areas {
        let named = |sign: &StopSign| matches!(sign, StopSign::Named(name) if *name == "faintness");
        let said = plan.stops.iter().any(|stop| stop.value.session && named(&stop.value.sign));
        // A sign that is not known may be this one, misspelt.
        let known = |sign: &StopSign| match sign {
            StopSign::Named(name) => subject.library.words("stop-sign").iter().any(|word| word.value == *name),
            _ => true,
        };
        let unknown = plan.stops.iter().any(|stop| !known(&stop.value.sign));
        if !said && (plan.stops_waiting || unknown) {
            ran = Ran::Waiting;
        } else if !said && !plan.stops.is_empty() && !subject.may_step("observe") {
            // An area without any rule to stop is said as such.
            findings.add(Level::Caution, plan.place, Finding { at: plan.place, area: plan.area.value.clone() });
        }
    }
    ran
}
