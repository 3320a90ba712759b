//! A course dated under the protocols that have governed it, one after the other.

use crate::plan::{Course, Plan};
use crate::quantity::Phototype;
use crate::schedule::{self, Dated, Schedule, Start};

/// A protocol that governs a course from a session on.
#[derive(Debug, Clone, Copy)]
pub struct Governing<'p> {
    /// The first session that it governs.
    pub from: u32,
    /// What it was compiled to.
    pub plan: &'p Plan,
}

/// Dates a course. Sessions that were given under an earlier protocol stay as that one has them, with all that is done around them; the
/// last one governs whatever is still to come.
#[must_use]
pub fn dated(governing: &[Governing<'_>], start: &Start) -> Dated {
    let Some((last, earlier)) = governing.split_last() else { return Dated { problems: Vec::new(), schedule: None } };
    let (mut problems, mut settled, mut awaited) = (Vec::new(), Vec::new(), false);
    for (place, governs) in earlier.iter().enumerate() {
        let until = governing.get(place + 1).map_or(u32::MAX, |next| next.from);
        let own = Start { settled: governs.from, onward: has(last.plan, start.phototype, until), ..before(start, until) };
        let of = schedule::starting(&up_to(governs.plan, until), &own);
        awaited |= own.onward && of.problems.iter().any(|problem| problem.rule == "review-awaited");
        // What is said of the last line of all is said once, of the whole course.
        problems.extend(of.problems.into_iter().filter(|problem| problem.rule != "recorded-when-closed"));
        settled.extend(of.schedule);
    }
    let mut dated = schedule::starting(last.plan, &Start { settled: last.from, awaited, ..start.clone() });
    dated.problems.extend(problems);
    crate::diagnostic::in_order(&mut dated.problems);
    // Why one of them could not be dated is among the problems.
    drop(dated.schedule.take_if(|_| settled.len() < earlier.len()));
    if let Some(schedule) = &mut dated.schedule {
        let untils = governing.iter().skip(1).map(|next| next.from);
        for ((governs, own), until) in earlier.iter().zip(&settled).zip(untils) {
            keep(schedule, own, governs.from, until);
        }
    }
    dated
}

/// A start with what happened to the sessions below a number, each at its own place.
fn before(start: &Start, until: u32) -> Start {
    let mut own = start.clone();
    let kept: Vec<bool> = own.happened.iter().map(|happened| happened.session < until).collect();
    let is_kept = |line: usize| kept.get(line).copied().unwrap_or_default();
    let places = own.places.happened.iter().enumerate().filter(|(line, _)| is_kept(*line)).map(|(_, place)| *place).collect();
    own.places.happened = places;
    own.happened.retain(|happened| happened.session < until);
    own
}

/// Whether a plan has a session of that number for a phototype.
fn has(plan: &Plan, phototype: Option<Phototype>, number: u32) -> bool {
    let whose = |course: &&Course| phototype.is_none_or(|phototype| course.phototypes.contains(&phototype));
    plan.courses.iter().filter(whose).any(|course| course.sessions.iter().any(|session| session.number == number))
}

/// A plan without its sessions from one on.
fn up_to(plan: &Plan, until: u32) -> Plan {
    let mut plan = plan.clone();
    for course in &mut plan.courses {
        course.sessions.retain(|session| session.number < until);
    }
    plan
}

/// Puts the sessions of an earlier protocol, and what is done around them, in the place of those of the last.
fn keep(schedule: &mut Schedule, own: &Schedule, from: u32, until: u32) {
    let theirs = |number: u32| (from..until).contains(&number);
    let ([course], [own]) = (schedule.courses.as_mut_slice(), own.courses.as_slice()) else { return };
    for session in course.sessions.iter_mut().filter(|session| theirs(session.number)) {
        if let Some(kept) = own.sessions.iter().find(|kept| kept.number == session.number) {
            session.clone_from(kept);
        }
    }
    let ours = |task: &schedule::DatedTask| task.session.is_some_and(theirs);
    let mut tasks: Vec<_> = own.tasks.iter().filter(|task| ours(task)).cloned().collect();
    tasks.extend(course.tasks.drain(..).filter(|task| !ours(task)));
    tasks.sort_by_key(|task| task.session.unwrap_or(u32::MAX));
    course.tasks = tasks;
}
