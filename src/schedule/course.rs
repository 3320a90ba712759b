//! One course: its days become instants, and its tasks hang on them.

use super::happened::History;
use super::rule::problem;
use super::rules::{date_out_of_range, time_comes_twice, time_does_not_exist};
use super::sessions::{self, Hours, Placed, Walk, Window};
use super::time::LocalTime;
use super::zone::{Change, Instant, Reading, Zone};
use super::{DatedCourse, DatedSession, DatedTask, Issued, Replaced, Start, State, Undated, Why, rivals, tasks, told};
use crate::diagnostic::Problem;
use crate::plan::{Course, Plan, Session};
use crate::quantity::{Clock, Day};

/// A session's place in time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) number: u32,
    pub(super) day: Day,
    pub(super) start: Instant,
    pub(super) end: Instant,
}

/// Dates a course. Without a zone only the days are judged.
pub(super) fn date(
    plan: &Plan,
    course: &Course,
    history: &History,
    start: &Start,
    zone: Option<&Zone>,
    problems: &mut Vec<Problem>,
) -> Option<DatedCourse> {
    let Walk { mut placed, undated } = sessions::place(plan, course, history, &Hours { start, zone }, problems)?;
    let zone = zone?;
    let known = placed.len();
    let called_off = called_off(course, undated.as_ref(), &start.issued);
    placed.extend(called_off);
    // One that the protocol does not have any more lasted no longer than the last that it has, as far as is known.
    let of = |number: u32| course.sessions.iter().find(|session| session.number == number).or(course.sessions.last());
    let mut dated: Vec<(Place, DatedSession)> = Vec::new();
    for placed in &placed {
        match date_session(of(placed.number)?, placed, zone) {
            Ok(session) => dated.push(session),
            Err(problem) => problems.push(problem.at(start.place(placed.number))),
        }
    }
    if dated.len() < placed.len() {
        return None;
    }
    let (places, sessions): (Vec<Place>, Vec<DatedSession>) = dated.into_iter().unzip();
    let last = known.checked_sub(1).and_then(|last| places.get(last));
    // While a clinician decides, nobody knows which session is the last.
    let over = undated.as_ref().is_none_or(|undated| undated.why == Why::Cancelled);
    let follow_up = match (plan.follow_up, last.filter(|_| over)) {
        (Some(span), Some(last)) => {
            let day = last.day.deadline(span);
            if day.is_none() {
                problems.push(problem(date_out_of_range::Finding { what: "the follow-up".to_owned() }));
            }
            day
        }
        _ => None,
    };
    // What holds all through goes on at least as long as it was last said to, while the end is not known.
    let ends = follow_up.into_iter().chain(start.issued.throughout.filter(|_| !over || known == 0)).max();
    let tasks = tasks::date(&plan.tasks, &places, known, ends, zone, problems);
    // What held all through and does no more ends with what does now, or keeps the last day that calendars have of such things.
    let through = tasks.iter().filter(|task| task.session.is_none()).map(|task| task.until).max();
    let through = through.or(start.issued.throughout).or_else(|| tasks.iter().map(|task| task.until).chain(ends).max());
    let replaced = replaced(&start.replaced, &places, known, through, zone, problems);
    told::hold(&sessions, &tasks, follow_up, start, problems);
    rivals::hold(&plan.tasks, places.get(..known).unwrap_or_default(), zone, problems);
    let (name, phototypes) = (course.name.clone(), course.phototypes.clone());
    let mut course = DatedCourse { name, phototypes, sessions, tasks, replaced, follow_up, undated };
    course.give_way();
    Some(course)
}

/// What earlier versions had around the sessions, as far as calendars may hold it.
fn replaced(
    all: &[Replaced],
    places: &[Place],
    known: usize,
    through: Option<Day>,
    zone: &Zone,
    problems: &mut Vec<Problem>,
) -> Vec<DatedTask> {
    let mut dated = Vec::new();
    for Replaced { task, until } in all {
        let held = places.iter().filter(|place| place.number <= *until).count();
        match through.filter(|_| task.is_throughout()) {
            Some(through) => dated.extend(tasks::until(task, places, known, through, zone)),
            None => {
                let (places, one) = (places.get(..held).unwrap_or(places), std::slice::from_ref(task));
                dated.extend(tasks::date(one, places, known.min(held), None, zone, problems));
            }
        }
    }
    dated
}

/// The sessions that have no date any more, or that the protocol does not have, on the last day that they had.
fn called_off(course: &Course, undated: Option<&Undated>, issued: &Issued) -> Vec<Placed> {
    let last = course.sessions.last().map_or(0, |session| session.number);
    let off = |number: u32| number > last || undated.is_some_and(|undated| number >= undated.first);
    let mut placed: Vec<Placed> = issued
        .sessions
        .iter()
        .filter(|(number, _)| off(*number))
        .map(|(number, on)| Placed { number: *number, on: *on, window: Window::on(on.day()), state: State::CalledOff })
        .collect();
    placed.sort_by_key(|placed| placed.number);
    placed.dedup_by_key(|placed| placed.number);
    placed
}

fn date_session(session: &Session, placed: &Placed, zone: &Zone) -> Result<(Place, DatedSession), Box<Problem>> {
    let Placed { number, on, window: Window { earliest, latest, aim }, state } = *placed;
    let place = stand(session, number, on, state.is_given(), zone)?;
    let (Some(start), Some(ends)) = (zone.moment(place.start), zone.moment(place.end)) else { return Err(beyond(number)) };
    Ok((place, DatedSession { number, on, utc: start.utc, ends, earliest, latest, aim, state }))
}

/// The instants of a session under its number at a local time, or why it has none; `given` says whether it was given then.
pub(super) fn stand(session: &Session, number: u32, on: LocalTime, given: bool, zone: &Zone) -> Result<Place, Box<Problem>> {
    let name = || zone.name().to_owned();
    let start = match zone.read(on) {
        Reading::Once(start) => start,
        Reading::Missing(Change { from, to }) => {
            return Err(Box::new(problem(time_does_not_exist::Finding { session: number, given, at: on, zone: name(), from, to })));
        }
        Reading::Twice(Change { from, to }) => {
            return Err(Box::new(problem(time_comes_twice::Finding { session: number, given, at: on, zone: name(), from, to })));
        }
        Reading::Beyond => return Err(beyond(number)),
    };
    let end = start.plus(longest(session)).ok_or_else(|| beyond(number))?;
    Ok(Place { number, day: on.day(), start, end })
}

fn beyond(session: u32) -> Box<Problem> {
    Box::new(problem(date_out_of_range::Finding { what: format!("session {session}") }))
}

/// When a session has ended at the latest, by the clinic's clock. Where the clock does not say when it begins, which is a problem of its
/// own, that is the time it begins.
pub(super) fn ends(session: &Session, on: LocalTime, zone: Option<&Zone>) -> LocalTime {
    let end = |zone: &Zone| match zone.read(on) {
        Reading::Once(start) => Some(zone.moment(start.plus(longest(session))?)?.local),
        Reading::Missing(_) | Reading::Twice(_) | Reading::Beyond => None,
    };
    zone.and_then(end).unwrap_or(on)
}

/// The longest a session lasts: the longest times of its areas, one after the other.
fn longest(session: &Session) -> Clock {
    Clock::of(session.steps.iter().map(|step| step.at_most.seconds()).fold(0, u32::saturating_add))
}
