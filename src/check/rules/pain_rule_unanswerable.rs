//! Pain stops the session, and the patient cannot say how much it hurts.
//!
//! Under general anaesthesia or sedation nobody answers on a scale, so a rule that waits for the answer never stops anything. What can be
//! seen stops the session instead: bleeding, breathing, colour.
//!
//! Hazards: K05.
//!
//! ```needle,not-accepted
//! session {
//!   ... without numb, wipe-off, observe
//!   wash       face with non-soap-cleanser
//!   anaesthesia general by anaesthetist
//! }
//! area forehead {
//!   ... without stop
//!   stop area  if bleeding lasts over 2 minutes under pressure
//! }
//! ```
//!
//! ```needle,accepted
//! session {
//!   ... without numb, wipe-off, observe
//!   wash       face with non-soap-cleanser
//!   anaesthesia general by anaesthetist
//! }
//! area forehead {
//!   ... without stop
//!   stop area  if bleeding lasts over 2 minutes under pressure
//! }
//! area cheeks {
//!   ... without stop
//!   stop area  if bleeding lasts over 2 minutes under pressure
//! }
//! ```

use crate::rule::prelude::*;
use crate::syntax::tree::StopSign;

pub(super) const RULE: Rule = Rule { hazards: &["K05"], version: 1, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("`{area}` is stopped by pain above {points} of {scale}, and under `{kind}` nobody can answer")]
#[diagnostic(help("stop for what can be seen; basis logic"))]
struct Finding {
    #[label(primary, "can never stop anything")]
    at: Span,
    area: AreaId,
    points: u32,
    scale: u32,
    kind: Name,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let Some(kind) = subject.anaesthesia() else {
        let waits = subject.may_step("anaesthesia");
        return if waits { Ran::Waiting } else { Ran::NotApplicable("no general anaesthesia or sedation") };
    };
    let mut ran = Ran::Checked;
    for plan in subject.courses.iter().flat_map(|course| &course.areas) {
        if plan.stops_waiting {
            ran = Ran::Waiting;
        }
        for stop in &plan.stops {
            if let StopSign::Pain { points, scale } = stop.value.sign {
                let finding = Finding { at: stop.span, area: plan.area.value.clone(), points, scale, kind: kind.value.clone() };
                findings.add(Level::Never, stop.span, finding).also(kind.span, "the anaesthesia is stated here");
            }
        }
    }
    ran
}
