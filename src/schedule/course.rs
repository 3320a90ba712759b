//! One course: its days become instants, and its tasks hang on them.

use super::problem::{DateOutOfRange, TimeMissing, TimeTwice, problem};
use super::sessions::{self, Window};
use super::time::LocalTime;
use super::zone::{Change, Instant, Reading, Zone};
use super::{DatedCourse, DatedSession, Start, tasks};
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
pub(super) fn date(plan: &Plan, course: &Course, start: &Start, zone: Option<&Zone>, problems: &mut Vec<Problem>) -> Option<DatedCourse> {
    let windows = sessions::windows(plan, course, start, zone, problems)?;
    let zone = zone?;
    let dated: Vec<(Place, DatedSession)> = course
        .sessions
        .iter()
        .zip(windows)
        .filter_map(|(session, window)| date_session(session, window, start.first.on(window.day), zone, problems))
        .collect();
    if dated.len() < course.sessions.len() {
        return None;
    }
    let (places, sessions): (Vec<Place>, Vec<DatedSession>) = dated.into_iter().unzip();
    let follow_up = match (plan.follow_up, places.last()) {
        (Some(span), Some(last)) => {
            let day = last.day.deadline(span);
            if day.is_none() {
                problems.push(problem(DateOutOfRange { what: "the follow-up".to_owned() }));
            }
            day
        }
        _ => None,
    };
    let tasks = tasks::date(&plan.tasks, &places, follow_up, zone, problems);
    Some(DatedCourse { name: course.name.clone(), phototypes: course.phototypes.clone(), sessions, tasks, follow_up })
}

fn date_session(
    session: &Session,
    window: Window,
    on: LocalTime,
    zone: &Zone,
    problems: &mut Vec<Problem>,
) -> Option<(Place, DatedSession)> {
    let number = session.number;
    let name = || zone.name().to_owned();
    let beyond = || problem(DateOutOfRange { what: format!("session {number}") });
    let found = match zone.read(on) {
        Reading::Once(start) => match place(session, window, on, start, zone) {
            Some(placed) => return Some(placed),
            None => beyond(),
        },
        Reading::Missing(Change { from, to }) => problem(TimeMissing { session: number, at: on, zone: name(), from, to }),
        Reading::Twice(Change { from, to }) => problem(TimeTwice { session: number, at: on, zone: name(), from, to }),
        Reading::Beyond => beyond(),
    };
    problems.push(found);
    None
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

/// A session at an instant; `None` when it would end after the calendar does.
fn place(session: &Session, window: Window, on: LocalTime, start: Instant, zone: &Zone) -> Option<(Place, DatedSession)> {
    let end = start.plus(longest(session))?;
    let Window { day, earliest, latest, aim, given } = window;
    let number = session.number;
    let dated = DatedSession { number, on, utc: zone.moment(start)?.utc, ends: zone.moment(end)?, earliest, latest, aim, given };
    Some((Place { number, day, start, end }, dated))
}
