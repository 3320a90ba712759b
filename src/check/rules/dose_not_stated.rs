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
#[diagnostic(help("the line reads: {shape}; no value is assumed where the author is silent; basis logic"))]
struct Finding {
    #[label(primary, "{what} is missing")]
    at: Span,
    place: String,
    what: &'static str,
    shape: &'static str,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let mut waiting = false;
    let protocol = subject.protocol;
    let mut need = |findings: &mut Findings, absent: bool, waits: bool, at: Span, place: &str, [what, shape]: [&'static str; 2]| {
        waiting |= waits;
        if absent {
            findings.add(Level::Never, at, Finding { at, place: place.to_owned(), what, shape });
        }
    };
    let at = protocol.name.span;
    let whole = "the protocol";
    need(
        findings,
        protocol.device.is_absent(),
        protocol.device.is_waiting(),
        at,
        whole,
        ["its device and cartridge", "device PEN with CARTRIDGE"],
    );
    need(findings, protocol.session.is_absent(), protocol.session.is_waiting(), at, whole, ["the steps of a session", "session {"]);
    need(findings, protocol.course.is_absent(), protocol.course.is_waiting(), at, whole, ["its course", "course {"]);
    let screening = &protocol.screening.place;
    need(findings, screening.is_absent(), screening.is_waiting(), at, whole, ["who is screened for what", "screen before every session {"]);
    need(findings, protocol.aftercare.is_absent(), protocol.aftercare.is_waiting(), at, whole, ["its aftercare", "aftercare {"]);
    let areas = subject.courses.iter().all(|course| course.areas.is_empty());
    need(findings, areas && !protocol.areas_waiting, areas && protocol.areas_waiting, at, whole, ["any area", "area NAME {"]);
    for course in subject.courses {
        // Without a course block, the missing course says it all.
        if !protocol.course.is_absent() {
            need(
                findings,
                course.sessions_stated.is_absent(),
                course.sessions_stated.is_waiting(),
                course.place,
                "the course",
                ["how many sessions", "sessions ?"],
            );
            need(
                findings,
                course.spacing.is_absent(),
                course.spacing.is_waiting(),
                course.place,
                "the course",
                ["the days between sessions", "next ? to ? days after the last session given, aim ? days"],
            );
        }
        for plan in &course.areas {
            let place = format!("the area `{}`", plan.area.value);
            let at = plan.place;
            need(
                findings,
                plan.depth.is_absent(),
                plan.depth.is_waiting(),
                at,
                &place,
                ["its depth", "depth start ? mm, raise by ? mm, never above ? mm"],
            );
            need(
                findings,
                plan.passes.is_absent(),
                plan.passes.is_waiting(),
                at,
                &place,
                ["its passes", "passes ? horizontal, ? vertical, ? diagonal"],
            );
            need(findings, plan.speed.is_absent(), plan.speed.is_waiting(), at, &place, ["its speed", "speed ? rpm"]);
            need(
                findings,
                plan.movement.is_absent(),
                plan.movement.is_waiting(),
                at,
                &place,
                ["how the pen moves", "move glide ? mm/s, or: move stamp, at most ? seconds in one spot"],
            );
            let stamp = plan.movement.known().filter(|movement| movement.value == Movement::Stamp(None));
            need(
                findings,
                stamp.is_some(),
                false,
                stamp.map_or(at, |stamp| stamp.span),
                &place,
                ["the longest time in one spot", "move stamp, at most ? seconds in one spot"],
            );
            need(findings, plan.at_most.is_absent(), plan.at_most.is_waiting(), at, &place, ["its longest time", "at most ? minutes"]);
            need(findings, plan.endpoint.is_absent(), plan.endpoint.is_waiting(), at, &place, ["its endpoint", "endpoint NAME"]);
        }
    }
    if waiting { Ran::Waiting } else { Ran::Checked }
}
