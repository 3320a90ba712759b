//! A course dated under the protocols that have governed it, one after the other.

use crate::plan::{Course, Plan, Task};
use crate::quantity::Phototype;
use crate::schedule::{self, Dated, DatedCourse, DatedTask, Replaced, Schedule, Start};

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
        let (replaced, onward) = (replaced(governing, place, start.phototype), has(last.plan, start.phototype, until));
        let own = Start { settled: governs.from, onward, replaced, ..before(start, until) };
        let of = schedule::starting(&up_to(governs.plan, until), &own);
        awaited |= own.onward && of.problems.iter().any(|problem| problem.rule == "review-awaited");
        // When the clinic was closed is said once, of the whole course.
        problems.extend(of.problems.into_iter().filter(|problem| problem.rule != "recorded-when-closed"));
        settled.extend(of.schedule);
    }
    let replaced = replaced(governing, earlier.len(), start.phototype);
    let mut dated = schedule::starting(last.plan, &Start { settled: last.from, awaited, replaced, ..start.clone() });
    dated.problems.extend(problems);
    crate::diagnostic::in_order(&mut dated.problems);
    // Why one of them could not be dated is among the problems.
    drop(dated.schedule.take_if(|_| settled.len() < earlier.len()));
    if let Some(schedule) = &mut dated.schedule {
        let untils = governing.iter().skip(1).map(|next| next.from);
        for ((governs, own), until) in earlier.iter().zip(&settled).zip(untils) {
            keep(schedule, own, governs.from, until);
        }
        // The session after the last of an earlier protocol is one of a later.
        schedule.courses.iter_mut().for_each(DatedCourse::give_way);
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

/// What the protocols before one have done around sessions, and it has not. Tasks that are alike are told apart by their order.
fn replaced(governing: &[Governing<'_>], place: usize, phototype: Option<Phototype>) -> Vec<Replaced> {
    let Some((earlier, [own, ..])) = governing.split_at_checked(place) else { return Vec::new() };
    let mut all: Vec<(&Task, Option<u32>)> = own.plan.tasks.iter().map(|task| (task, None)).collect();
    for old in earlier.iter().rev() {
        let until = last(old.plan, phototype);
        for (at, task) in old.plan.tasks.iter().enumerate() {
            let before = old.plan.tasks.iter().take(at).filter(|other| other.is_called_as(task)).count();
            match all.iter_mut().filter(|(other, _)| other.is_called_as(task)).nth(before) {
                Some((_, None)) => {}
                Some((_, Some(known))) => *known = until.max(*known),
                None => all.push((task, Some(until))),
            }
        }
    }
    all.into_iter().filter_map(|(task, until)| Some(Replaced { task: task.clone(), until: until? })).collect()
}

/// Whether a plan has a session of that number for a phototype.
fn has(plan: &Plan, phototype: Option<Phototype>, number: u32) -> bool {
    number <= last(plan, phototype)
}

/// The number of the last session of a plan for a phototype.
fn last(plan: &Plan, phototype: Option<Phototype>) -> u32 {
    let whose = |course: &&Course| phototype.is_none_or(|phototype| course.phototypes.contains(&phototype));
    plan.courses.iter().filter(whose).flat_map(|course| &course.sessions).map(|session| session.number).max().unwrap_or(0)
}

/// A plan without its sessions from one on, and so without what follows the last of them.
fn up_to(plan: &Plan, until: u32) -> Plan {
    let mut plan = Plan { follow_up: None, ..plan.clone() };
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
    for (tasks, own) in [(&mut course.tasks, &own.tasks), (&mut course.replaced, &own.replaced)] {
        let ours = |task: &DatedTask| task.session.is_some_and(theirs);
        let mut all: Vec<DatedTask> = own.iter().filter(|task| ours(task)).cloned().collect();
        all.extend(tasks.drain(..).filter(|task| !ours(task)));
        all.sort_by_key(|task| task.session.unwrap_or(u32::MAX));
        *tasks = all;
    }
}
