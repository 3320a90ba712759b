//! Something about a dose is not stated.
//!
//! Nothing is assumed. An area needs its depth, passes, speed, movement, longest time and endpoint, and the longest time in one spot where
//! the pen is set down rather than glides; a course needs its sessions and
//! spacing; a protocol needs its device, its session, its course, its screening and its aftercare. What is missing is not accepted, by name.
//!
//! Hazards: A17, B08, B11, B15, C07, J05.
//!
//! ```needle,not-accepted
//! area forehead {
//!   ... without speed
//! }
//! ```
//!
//! ```needle,accepted
//! area forehead {
//!   ...
//!   speed      7000 rpm
//! }
//! ```

use crate::rule::prelude::*;
use crate::syntax::tree::Movement;

pub(super) const RULE: Rule =
    Rule { hazards: &["A17", "B08", "B11", "B15", "C07", "J05"], version: 3, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("{place} does not state {what}")]
#[diagnostic(help("no value is assumed where the author is silent; basis logic"))]
struct Finding {
    #[label(primary, "{what} is missing")]
    at: Span,
    place: String,
    what: &'static str,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let mut waiting = false;
    let protocol = subject.protocol;
    let mut need = |findings: &mut Findings, absent: bool, waits: bool, at: Span, place: &str, what: &'static str| {
        waiting |= waits;
        if absent {
            findings.add(Level::Never, at, Finding { at, place: place.to_owned(), what });
        }
    };
    let at = protocol.name.span;
    let whole = "the protocol";
    need(findings, protocol.device.is_absent(), protocol.device.is_waiting(), at, whole, "its device and cartridge");
    need(findings, protocol.session.is_absent(), protocol.session.is_waiting(), at, whole, "the steps of a session");
    need(findings, protocol.course.is_absent(), protocol.course.is_waiting(), at, whole, "its course");
    let screening = &protocol.screening.place;
    need(findings, screening.is_absent(), screening.is_waiting(), at, whole, "who is screened for what");
    need(findings, protocol.aftercare.is_absent(), protocol.aftercare.is_waiting(), at, whole, "its aftercare");
    let areas = subject.courses.iter().all(|course| course.areas.is_empty());
    need(findings, areas && !protocol.areas_waiting, areas && protocol.areas_waiting, at, whole, "any area");
    for course in subject.courses {
        // Without a course block, the missing course says it all.
        if !protocol.course.is_absent() {
            need(
                findings,
                course.sessions_stated.is_absent(),
                course.sessions_stated.is_waiting(),
                course.place,
                "the course",
                "how many sessions",
            );
            need(
                findings,
                course.spacing.is_absent(),
                course.spacing.is_waiting(),
                course.place,
                "the course",
                "the days between sessions",
            );
        }
        for plan in &course.areas {
            let place = format!("the area `{}`", plan.area.value);
            let at = plan.place;
            need(findings, plan.depth.is_absent(), plan.depth.is_waiting(), at, &place, "its depth");
            need(findings, plan.passes.is_absent(), plan.passes.is_waiting(), at, &place, "its passes");
            need(findings, plan.speed.is_absent(), plan.speed.is_waiting(), at, &place, "its speed");
            need(findings, plan.movement.is_absent(), plan.movement.is_waiting(), at, &place, "how the pen moves");
            let stamp = plan.movement.known().filter(|movement| movement.value == Movement::Stamp(None));
            need(findings, stamp.is_some(), false, stamp.map_or(at, |stamp| stamp.span), &place, "the longest time in one spot");
            need(findings, plan.at_most.is_absent(), plan.at_most.is_waiting(), at, &place, "its longest time");
            need(findings, plan.endpoint.is_absent(), plan.endpoint.is_waiting(), at, &place, "its endpoint");
        }
    }
    if waiting { Ran::Waiting } else { Ran::Checked }
}
