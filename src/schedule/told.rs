//! What is said of a session when it gets a date, and not again while it keeps it: a pause that should have begun, a deadline on a closed day.

use super::rule::problem;
use super::rules::{deadline_when_closed, pause_begun};
use super::{DatedSession, DatedTask, Opening, Start, State};
use crate::diagnostic::{Problem, listed};
use crate::plan::TaskKind;
use crate::quantity::Day;

/// Holds what hangs on sessions against today and against the days on which the clinic is closed, where calendars do not have them on their days yet.
pub(super) fn hold(sessions: &[DatedSession], tasks: &[DatedTask], follow_up: Option<Day>, start: &Start, problems: &mut Vec<Problem>) {
    let new = |session: &&DatedSession| session.state != State::CalledOff && start.issued.day_of(session.number) != Some(session.on.day());
    for session in sessions.iter().filter(new) {
        let to_come = start.today.filter(|_| session.state.is_to_come());
        let begun = to_come.and_then(|today| pause_begun::found(session, tasks, today)).map(problem);
        let calls = tasks.iter().filter(|task| task.session == Some(session.number) && task.kind == TaskKind::Contact);
        let calls = calls.filter(|task| start.today.is_none_or(|today| task.until >= today));
        let by = |task: &DatedTask| format!("for session {}, the clinic speaks to the {} by", session.number, listed(&task.what, "and"));
        let closed = calls.filter_map(|task| when_closed(by(task), task.until, session.on.day(), &start.opening));
        problems.extend(begun.into_iter().chain(closed).map(|problem| problem.at(start.place(session.number))));
    }
    let last = sessions.iter().rfind(|session| session.state != State::CalledOff).filter(new);
    if let (Some(day), Some(last)) = (follow_up, last) {
        problems.extend(when_closed("the follow-up is on".to_owned(), day, last.on.day(), &start.opening));
    }
}

/// Says of a deadline after a session that the clinic is closed on its day.
fn when_closed(what: String, on: Day, session: Day, opening: &Opening) -> Option<Problem> {
    let closed = opening.closed_on(on)?;
    let mut before = std::iter::successors(on.days_before(1), |day| day.days_before(1)).take_while(|day| *day >= session);
    let before = match before.find(|day| !opening.is_closed_on(*day)) {
        Some(day) if day == session => "no day between it and the session is open".to_owned(),
        Some(day) => format!("the last day before it on which the clinic is open is {}, {day}", day.weekday()),
        None => "no day from the session to it is open".to_owned(),
    };
    Some(problem(deadline_when_closed::Finding { what, on, weekday: on.weekday(), closed, before }))
}
