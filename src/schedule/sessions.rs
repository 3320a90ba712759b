//! The days of a course's sessions, counted from the sessions really given, on days on which the clinic is open.

use super::opening::{self, Closure};
use super::problem::{
    DateOutOfRange, GivenBeforeStart, GivenOutOfOrder, SessionAfterException, SessionAfterRenewal, SessionLate, SessionMoved,
    SessionTooSoon, StartWhenClosed, WindowClosed, problem,
};
use super::time::LocalTime;
use super::zone::Zone;
use super::{Given, Start, course};
use crate::diagnostic::Problem;
use crate::plan::{Course, Plan, Session};
use crate::quantity::{Calendar, Day};

/// The day of one session and the days it may be on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window {
    pub(super) day: Day,
    pub(super) earliest: Day,
    pub(super) latest: Day,
    pub(super) aim: Day,
    pub(super) given: bool,
}

/// The hours of a course's sessions: its time of day, when the clinic is open, and the zone of its clocks.
struct Hours<'a> {
    start: &'a Start,
    zone: Option<&'a Zone>,
}

impl Hours<'_> {
    /// When a session on a day begins, and when it has ended at the latest.
    fn of(&self, session: &Session, day: Day) -> (LocalTime, LocalTime) {
        let on = self.start.first.on(day);
        (on, course::ends(session, on, self.zone))
    }

    /// What keeps a session from a day.
    fn closure(&self, session: &Session, day: Day) -> Option<Closure> {
        let (start, end) = self.of(session, day);
        self.start.opening.closure(start, end)
    }
}

/// Whether the given sessions are 1, 2, 3 ... on days that go forward from the start; the first that is not is a problem.
pub(super) fn in_order(start: &Start, problems: &mut Vec<Problem>) -> bool {
    let mut last: Option<Given> = None;
    for given in &start.given {
        let expected = last.map_or(1, |last| last.session.saturating_add(1));
        if given.session != expected {
            let what = format!("session {} is said to be given where session {expected} is expected", given.session);
            problems.push(problem(GivenOutOfOrder { what }));
            return false;
        }
        match last {
            Some(last) if given.on < last.on => {
                let what = format!(
                    "session {} is said to be given on {}, before session {} on {}",
                    given.session, given.on, last.session, last.on
                );
                problems.push(problem(GivenOutOfOrder { what }));
                return false;
            }
            None if given.on < start.first.day() => {
                problems.push(problem(GivenBeforeStart { given: given.on, start: start.first.day() }));
                return false;
            }
            _ => {}
        }
        last = Some(*given);
    }
    true
}

/// The windows of a course's sessions; `None` when a day cannot be dated, the clinic is closed whenever a session could be, or more
/// sessions were given than the course has.
pub(super) fn windows(
    plan: &Plan,
    course: &Course,
    start: &Start,
    zone: Option<&Zone>,
    problems: &mut Vec<Problem>,
) -> Option<Vec<Window>> {
    if let Some(extra) = start.given.get(course.sessions.len()) {
        let what = format!("session {} is said to be given, but the course has {} in all", extra.session, course.sessions.len());
        problems.push(problem(GivenOutOfOrder { what }));
        return None;
    }
    let mut windows: Vec<Window> = Vec::new();
    let given = start.given.iter().map(Some).chain(std::iter::repeat(None));
    for (session, given) in course.sessions.iter().zip(given) {
        let window = match windows.last() {
            None => {
                let day = given.map_or(start.first.day(), |given| given.on);
                Some(Window { day, earliest: day, latest: day, aim: day, given: given.is_some() })
            }
            Some(last) => next(course, last.day, given),
        };
        let Some(mut window) = window else {
            problems.push(problem(DateOutOfRange { what: format!("session {}", session.number) }));
            return None;
        };
        if given.is_none() {
            let last = windows.last().map(|window| window.day);
            match open_day(course, session, last, window, &Hours { start, zone }, problems) {
                Some(day) => window.day = day,
                // The sessions after it would count from a day on which it cannot be.
                None => return None,
            }
        }
        if let Some(last) = windows.last() {
            judge(plan, course, session.number, last.day, window, problems);
        }
        lapsed(plan, session, window.day, problems);
        windows.push(window);
    }
    Some(windows)
}

/// The window after a session; `None` past the calendar's end.
fn next(course: &Course, last: Day, given: Option<&Given>) -> Option<Window> {
    let after = |days| last.after(Calendar::of_days(days));
    let aim = after(course.spacing.aim)?;
    let day = given.map_or(aim, |given| given.on);
    Some(Window { day, earliest: after(course.spacing.shortest)?, latest: after(course.spacing.longest)?, aim, given: given.is_some() })
}

/// The day of a planned session: the start of the course when the clinic is open then, and the open day of a window nearest to its aim.
fn open_day(
    course: &Course,
    session: &Session,
    last: Option<Day>,
    window: Window,
    hours: &Hours<'_>,
    problems: &mut Vec<Problem>,
) -> Option<Day> {
    let number = session.number;
    let closure = |day: Day| hours.closure(session, day);
    let Window { earliest, latest, aim, .. } = window;
    let Some(closed) = closure(aim) else { return Some(aim) };
    let closed = opening::of_the_day(&closed);
    let Some(last) = last else {
        let (starts, ends) = hours.of(session, aim);
        problems.push(problem(StartWhenClosed { session: number, starts, ends, closed }));
        return None;
    };
    let found = opening::nearest(aim, earliest, latest, |day| closure(day).is_some());
    problems.push(match found {
        Some(on) => {
            let (apart, side) = match days(aim, on) {
                Some(later) => (later, "after"),
                None => (days(on, aim).unwrap_or(Calendar::of_days(0)), "before"),
            };
            problem(SessionMoved { session: number, on, weekday: on.weekday(), apart, side, aim, closed })
        }
        None => {
            let closures = opening::in_words(opening::days(earliest, latest).filter_map(closure).collect());
            let [shortest, longest] = [course.spacing.shortest, course.spacing.longest].map(Calendar::of_days);
            let time = hours.start.first.time();
            problem(WindowClosed { session: number, time, earliest, latest, shortest, longest, last, closures })
        }
    });
    found
}

/// Compares a session with its window; one that is only planned lies in it, because `check` holds the aim to it.
fn judge(plan: &Plan, course: &Course, session: u32, last: Day, window: Window, problems: &mut Vec<Problem>) {
    let Window { day: given, earliest, latest, .. } = window;
    let waited = days(last, given).unwrap_or(Calendar::of_days(0));
    if let Some(missing) = days(given, earliest) {
        let shortest = Calendar::of_days(course.spacing.shortest);
        problems.push(problem(SessionTooSoon { session, last, waited, given, earliest, shortest, missing }));
    }
    if let Some(over) = days(latest, given) {
        let longest = Calendar::of_days(course.spacing.longest);
        let answer = match &plan.answers.late {
            Some(answer) => format!("the protocol answers a late session with: {answer}"),
            None => "the protocol does not say what follows a late session".to_owned(),
        };
        problems.push(problem(SessionLate { session, last, waited, given, latest, longest, over, answer }));
    }
}

/// The days between two days; `None` when there are none.
fn days(from: Day, to: Day) -> Option<Calendar> {
    u32::try_from(to.days_since(from)).ok().filter(|days| *days > 0).map(Calendar::of_days)
}

/// Holds a session against the last days of exceptions, where it goes deeper than the limit that an exception lifts, and of the
/// protocol itself.
fn lapsed(plan: &Plan, session: &Session, on: Day, problems: &mut Vec<Problem>) {
    let number = session.number;
    for exception in &plan.exceptions {
        let Some(missing) = days(exception.until, on) else { continue };
        let needs = session.steps.iter().any(|step| step.area == exception.area && step.ceiling > exception.above);
        if let Some(area) = plan.areas.get(exception.area).filter(|_| needs) {
            let (rule, until) = (exception.rule.clone(), exception.until);
            problems.push(problem(SessionAfterException { session: number, on, rule, area: area.clone(), until, missing }));
        }
    }
    if let Some((until, missing)) = plan.renew_by.and_then(|until| Some((until, days(until, on)?))) {
        problems.push(problem(SessionAfterRenewal { session: number, on, until, missing }));
    }
}
