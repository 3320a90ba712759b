//! What has happened to the sessions of a course, in the order in which it did, and what stands when all of it has.

use super::Start;
use super::opening::of_the_day;
use super::rule::problem;
use super::rules::{
    given_before_start, given_out_of_order, missed_another_day, recorded_ahead, recorded_when_closed, recorded_without_time,
};
use super::time::LocalTime;
use crate::diagnostic::Problem;
use crate::quantity::{Day, TimeOfDay};

/// One thing that has happened to a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Happened {
    /// The session's number, from 1.
    pub session: u32,
    /// What.
    pub what: Event,
}

/// What can happen to a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// It was given, at this time of day where it is said.
    Given(Day, Option<TimeOfDay>),
    /// It was given, at this time of day where it is said, and stopped before its end.
    StoppedEarly(Day, Option<TimeOfDay>),
    /// The patient was expected, and it was not given.
    Missed(Day),
    /// Clinic and patient agreed on another day, and perhaps another time.
    Moved(Day, Option<TimeOfDay>),
    /// A named clinician has decided how the course goes on.
    Reviewed(Day),
    /// It is not given, nor is any after it.
    Cancelled(Day),
}

impl Event {
    /// The day on which it happened; none for what was agreed for a day to come.
    fn day(self) -> Option<Day> {
        match self {
            Self::Given(day, _) | Self::StoppedEarly(day, _) | Self::Missed(day) | Self::Reviewed(day) | Self::Cancelled(day) => Some(day),
            Self::Moved(..) => None,
        }
    }

    /// The day on which the session was given, to its end or not; none when it was not.
    #[must_use]
    pub fn given_on(self) -> Option<Day> {
        if let Self::Given(day, _) | Self::StoppedEarly(day, _) = self { Some(day) } else { None }
    }

    /// As it stands in a sentence behind "session 2 is said to be".
    pub(super) fn said(self) -> String {
        match self {
            Self::Given(day, _) => format!("given on {day}"),
            Self::StoppedEarly(day, _) => format!("given on {day} and stopped early"),
            Self::Missed(day) => format!("missed on {day}"),
            Self::Moved(to, _) => format!("moved to {to}"),
            Self::Reviewed(day) => format!("reviewed on {day}"),
            Self::Cancelled(day) => format!("cancelled on {day}"),
        }
    }
}

/// A session that was given.
#[derive(Debug, Clone, Copy)]
pub(super) struct Given {
    pub(super) on: Day,
    /// The time of day, where it is known.
    pub(super) at: Option<TimeOfDay>,
    pub(super) stopped_early: bool,
    /// When a clinician had decided about it before it was given.
    pub(super) reviewed_before: Option<Day>,
    /// Whether that was about the day agreed for it.
    pub(super) about_agreed: bool,
    /// The day on which it was missed last.
    pub(super) missed: Option<Day>,
    /// The day that had been agreed for it since.
    pub(super) agreed: Option<Day>,
    /// Whether a clinician has decided about it since.
    pub(super) reviewed_since: bool,
}

/// What is known of the session to come.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Coming {
    /// The day on which it was missed last.
    pub(super) missed: Option<Day>,
    /// The day and time agreed for it since.
    pub(super) moved: Option<(Day, Option<TimeOfDay>)>,
    /// The day on which a clinician has decided about it since it was missed.
    pub(super) reviewed: Option<Day>,
    /// Whether that was about the day agreed for it.
    pub(super) about_agreed: bool,
    /// Whether one has decided about it since it was missed.
    pub(super) answered: bool,
}

/// What stands when all of it has happened.
#[derive(Debug, Clone, Default)]
pub(super) struct History {
    /// The sessions given, from session 1 on.
    pub(super) given: Vec<Given>,
    pub(super) coming: Coming,
    /// The session before which the course was ended.
    pub(super) ended: Option<u32>,
}

/// Says that the clinic was closed when something happened; none where it was open, as far as is known.
fn when_closed(start: &Start, session: u32, what: Event) -> Option<recorded_when_closed::Finding> {
    let (said, closed) = match what {
        Event::Given(day, Some(time)) | Event::StoppedEarly(day, Some(time)) => {
            let at = start.first.on(day).at(time);
            (format!("given on {day} at {time}"), of_the_day(&start.opening.closure(at, at)?))
        }
        Event::Given(day, None) | Event::StoppedEarly(day, None) | Event::Missed(day) => (what.said(), start.opening.closed_on(day)?),
        Event::Moved(..) | Event::Reviewed(_) | Event::Cancelled(_) => return None,
    };
    Some(recorded_when_closed::Finding { session, said, closed })
}

/// Whether it is to be said of a line that the clinic was closed then: of the last one, and of a session given that calendars do not have at
/// its time yet. A course that is only planned has no such line.
fn is_new(start: &Start, line: usize, session: u32, what: Event) -> bool {
    let told = |on: Day, at: Option<TimeOfDay>| Some(start.first.on(on)).zip(at).map(|(on, at)| on.at(at)) == start.issued.time_of(session);
    let is_last = line.saturating_add(1) == start.happened.len();
    let given = matches!(what, Event::Given(on, at) | Event::StoppedEarly(on, at) if !told(on, at));
    start.today.is_some() && (is_last || given)
}

impl History {
    /// The number of the session to come.
    pub(super) fn next(&self) -> u32 {
        u32::try_from(self.given.len()).unwrap_or(u32::MAX).saturating_add(1)
    }

    /// What came of everything that has happened; none when it cannot have happened in that order, which is a problem.
    pub(super) fn of(start: &Start, problems: &mut Vec<Problem>) -> Option<Self> {
        let mut history = Self::default();
        let mut last: Option<(Happened, Day)> = None;
        for (line, happened) in start.happened.iter().enumerate() {
            let Happened { session, what } = *happened;
            let place = start.places.happened.get(line).copied().unwrap_or(super::NO_TEXT);
            let on = what.day();
            if let Some((today, day)) = start.today.and_then(|today| Some((today, on.filter(|day| *day > today)?))) {
                let ahead = super::sessions::days_between(today, day);
                problems.push(problem(recorded_ahead::Finding { session, said: what.said(), today, ahead }).at(place));
                return None;
            }
            if let Some((earlier, _)) = last.filter(|(_, before)| on.is_some_and(|day| day < *before)) {
                let (said, before) = (what.said(), earlier.what.said());
                let what = format!("session {session} is said to be {said}, before session {} was {before}", earlier.session);
                problems.push(problem(given_out_of_order::Finding { what }).at(place));
                return None;
            }
            // Where another day was agreed for session 1, that one counts, and where that was missed any day behind it.
            if let Some(given) = what.given_on()
                && (session, history.next()) == (1, 1)
                && given < start.first.day()
                && history.coming.moved.is_none()
                && history.coming.missed.is_none()
            {
                problems.push(problem(given_before_start::Finding { given, start: start.first.day() }).at(place));
                return None;
            }
            let agreed = history.coming.moved.map(|(agreed, _)| agreed);
            if line.saturating_add(1) == start.happened.len()
                && let (Event::Missed(missed), Some(agreed)) = (what, agreed.filter(|agreed| Some(*agreed) != on))
            {
                problems.push(problem(missed_another_day::Finding { session, missed, agreed }).at(place));
            }
            let timed = match what {
                Event::Given(on, at) => Event::Given(on, history.time_of(start, session, on, at)),
                Event::StoppedEarly(on, at) => Event::StoppedEarly(on, history.time_of(start, session, on, at)),
                other => other,
            };
            if let Err(what) = history.add(session, timed) {
                problems.push(problem(given_out_of_order::Finding { what }).at(place));
                return None;
            }
            if let Event::Given(_, None) | Event::StoppedEarly(_, None) = timed {
                let written = match what {
                    _ if place == super::NO_TEXT => format!("--given {session}=DAYTHH:MM"),
                    Event::StoppedEarly(..) => format!("session {session} stopped-early DAY HH:MM"),
                    _ => format!("session {session} given DAY HH:MM"),
                };
                problems.push(problem(recorded_without_time::Finding { session, said: what.said(), written }).at(place));
            }
            let closed = if is_new(start, line, session, timed) { when_closed(start, session, timed) } else { None };
            problems.extend(closed.map(|closed| problem(closed).at(place)));
            last = on.map(|day| (*happened, day)).or(last);
        }
        Some(history)
    }

    /// The time of day at which a session was given: the one that is said, or that was agreed for that day, or that calendars have on it; else
    /// that of the start, on a day that was agreed without a time and on the course's first. Of any other day none is known.
    fn time_of(&self, start: &Start, session: u32, on: Day, said: Option<TimeOfDay>) -> Option<TimeOfDay> {
        let Coming { moved, missed, .. } = self.coming;
        let agreed = moved.filter(|(agreed, _)| *agreed == on);
        // What calendars hold goes before the start: that may be another since, and what has happened stays. Who missed it at that time was
        // there at another.
        let issued = start.issued.time_of(session).filter(|at| at.day() == on && missed != Some(on));
        let as_asked = agreed.is_some() || (session, moved, missed, on) == (1, None, None, start.first.day());
        said.or(agreed.and_then(|(_, at)| at))
            .or(issued.and_then(LocalTime::time_of_day))
            .or(start.first.time_of_day().filter(|_| as_asked))
    }

    /// Adds what happened next.
    fn add(&mut self, session: u32, what: Event) -> Result<(), String> {
        let next = self.next();
        let said = || format!("session {session} is said to be {}", what.said());
        if session == 0 {
            return Err(format!("{}, but sessions count from 1", said()));
        }
        if let Some(ended) = self.ended.filter(|ended| session >= *ended && !matches!(what, Event::Reviewed(_))) {
            return Err(format!("{}, but the course was ended before session {ended}", said()));
        }
        let decided = matches!(what, Event::Reviewed(_)) && session < next || matches!(what, Event::Cancelled(_)) && session >= next;
        if session < next && !decided {
            return Err(format!("{}, and it was given already", said()));
        }
        if session != next && !decided {
            return Err(format!("{} where session {next} is expected", said()));
        }
        match what {
            Event::Given(on, at) | Event::StoppedEarly(on, at) => {
                let before = self.given.last().filter(|last| last.on == on).and_then(|last| last.at);
                if let Some((before, at)) = before.zip(at).filter(|(before, at)| at < before) {
                    let earlier = session.saturating_sub(1);
                    return Err(format!(
                        "session {session} is said to be given on {on} at {at}, and session {earlier} that day at {before}"
                    ));
                }
                let Coming { missed, moved, reviewed, about_agreed, .. } = std::mem::take(&mut self.coming);
                let agreed = moved.map(|(day, _)| day);
                let stopped_early = matches!(what, Event::StoppedEarly(..));
                let reviewed_before = reviewed;
                self.given.push(Given { on, at, stopped_early, reviewed_before, about_agreed, missed, agreed, reviewed_since: false });
            }
            Event::Missed(on) => self.coming = Coming { missed: Some(on), ..Coming::default() },
            // What was decided about one day is not decided about another; what was decided about none is.
            Event::Moved(day, time) => {
                let same = self.coming.moved.is_some_and(|(before, _)| before == day);
                let reviewed = self.coming.reviewed.filter(|_| same || !self.coming.about_agreed);
                let about_agreed = self.coming.about_agreed && same;
                self.coming = Coming { moved: Some((day, time)), reviewed, about_agreed, ..self.coming };
            }
            Event::Reviewed(on) if session == next => {
                // Of a day that has passed nothing is left to decide.
                let about_agreed = self.coming.moved.is_some_and(|(agreed, _)| agreed >= on);
                self.coming = Coming { reviewed: Some(on), about_agreed, answered: true, ..self.coming };
            }
            Event::Reviewed(_) => {
                let place = usize::try_from(session).ok().and_then(|number| number.checked_sub(1));
                if let Some(given) = place.and_then(|place| self.given.get_mut(place)) {
                    given.reviewed_since = true;
                }
            }
            Event::Cancelled(_) => self.ended = Some(session),
        }
        Ok(())
    }
}
