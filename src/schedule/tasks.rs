//! What is done around the sessions, dated. Calendar spans count days, clock spans run on instants, and neither becomes the other;
//! the days of a task round toward caution.

use super::DatedTask;
use super::course::Place;
use super::rule::problem;
use super::rules::date_out_of_range;
use super::time::Moment;
use super::zone::{Instant, Zone};
use crate::diagnostic::{Name, Problem, listed};
use crate::plan::{Offset, Task, TaskKind};
use crate::quantity::{Calendar, Day, Elapsed};

/// One end of a task: its day, and the exact moment when it hangs on the clock.
struct Edge {
    day: Day,
    exact: Option<Moment>,
}

/// Dates the tasks around the sessions of one course, then those of the whole course. The first
/// `known` sessions have their dates; what is called off behind them does not make the course longer.
pub(super) fn date(
    tasks: &[Task],
    sessions: &[Place],
    known: usize,
    follow_up: Option<Day>,
    zone: &Zone,
    problems: &mut Vec<Problem>,
) -> Vec<DatedTask> {
    let (throughout, around): (Vec<&Task>, Vec<&Task>) = tasks.iter().partition(|task| task.is_throughout());
    let mut dated = Vec::new();
    for session in sessions {
        for task in &around {
            match around_session(task, session, zone) {
                Some(task) => dated.push(task),
                None => {
                    problems.push(problem(date_out_of_range::Finding { what: format!("{} around session {}", of(task), session.number) }))
                }
            }
        }
    }
    let counted = counted(sessions, known);
    let (Some(first), Some(last)) = (counted.first(), counted.last()) else {
        return dated;
    };
    let counts = |task: &&DatedTask| counted.iter().any(|session| task.session == Some(session.number));
    // The course is over when nothing of it is left to come: the latest of its days, toward caution.
    let end = dated.iter().filter(counts).map(|task| task.until).chain(follow_up).fold(last.day, Day::max);
    for task in throughout {
        match whole_course(task, first, end, zone) {
            Some(task) => dated.push(task),
            None => problems.push(problem(date_out_of_range::Finding { what: format!("{} before session {}", of(task), first.number) })),
        }
    }
    dated
}

/// The sessions that what holds all through hangs on: those that have a date. Where none of them has, it keeps the days that it had, called off
/// like them.
fn counted(sessions: &[Place], known: usize) -> &[Place] {
    sessions.get(..known).filter(|known| !known.is_empty()).unwrap_or(sessions)
}

/// A task of the whole course that ends on a day, whatever is left of the course; `None` without a session, and outside what can be dated.
pub(super) fn until(task: &Task, sessions: &[Place], known: usize, end: Day, zone: &Zone) -> Option<DatedTask> {
    whole_course(task, counted(sessions, known).first()?, end, zone)
}

/// When a task around a session is: its first and last day, and its two ends.
struct When {
    first: Day,
    last: Day,
    from: Edge,
    until: Edge,
}

/// When a task around a session is; `None` outside what can be dated.
fn when(task: &Task, session: &Place, zone: &Zone) -> Option<When> {
    let (from, until) = (edge(task.kind, task.from, session, zone)?, edge(task.kind, task.until, session, zone)?);
    // A day that waits for the next, or a deadline that falls back, keeps the task at least one day long; the exact times bind.
    let (first, last) = match task.kind {
        TaskKind::Apply => (first_whole_day(task.from, &from)?.min(until.day), until.day),
        TaskKind::Contact => (from.day, last_whole_day(&until)?.max(from.day)),
        TaskKind::Pause | TaskKind::NothingElse | TaskKind::DoNot => (from.day, until.day),
    };
    Some(When { first, last, from, until })
}

/// The first and last day of a task around a session; `None` of one that is once for the course, and outside what can be dated.
pub(super) fn days(task: &Task, session: &Place, zone: &Zone) -> Option<(Day, Day)> {
    if task.is_throughout() { None } else { when(task, session, zone).map(|when| (when.first, when.last)) }
}

fn around_session(task: &Task, session: &Place, zone: &Zone) -> Option<DatedTask> {
    let When { first, last, from, until } = when(task, session, zone)?;
    Some(dated(task, Some(session.number), Edge { day: first, ..from }, Edge { day: last, ..until }))
}

fn whole_course(task: &Task, first: &Place, end: Day, zone: &Zone) -> Option<DatedTask> {
    let from = edge(task.kind, task.from, first, zone)?;
    let until = Edge { day: end, exact: None };
    Some(dated(task, None, from, until))
}

fn dated(task: &Task, session: Option<u32>, from: Edge, until: Edge) -> DatedTask {
    let mut dated = DatedTask {
        session,
        kind: task.kind,
        what: task.what.clone(),
        detail: task.detail.clone(),
        from: from.day,
        until: until.day,
        alone: until.day,
        gives_way: false,
        from_exact: from.exact,
        until_exact: until.exact,
        sentence: String::new(),
    };
    dated.say(None);
    dated
}

/// Where an offset from a session lies; `None` outside what can be dated. Hours before a session run back from its start.
fn edge(kind: TaskKind, offset: Offset, session: &Place, zone: &Zone) -> Option<Edge> {
    let on = |day: Day| Edge { day, exact: None };
    let at = |instant: Instant| {
        let moment = zone.moment(instant)?;
        Some(Edge { day: moment.local.day(), exact: Some(moment) })
    };
    match offset {
        Offset::Before(Elapsed::Calendar(span)) => begins_before(session.day, span).map(on),
        Offset::Before(Elapsed::Clock(span)) => at(session.start.minus(span)?),
        Offset::AtEnd => at(session.end),
        // A call to the patient is a deadline; everything else is a wait.
        Offset::After(Elapsed::Calendar(span)) if kind == TaskKind::Contact => session.day.deadline(span).map(on),
        Offset::After(Elapsed::Calendar(span)) => session.day.after(span).map(on),
        Offset::After(Elapsed::Clock(span)) => at(session.end.plus(span)?),
        Offset::WholeCourse => at(session.start),
    }
}

/// The last day from which a wait of `span` is over by `day`: spans are added to the earlier event, never taken off the later one.
fn begins_before(day: Day, span: Calendar) -> Option<Day> {
    let mut begin = day.days_before(span.fewest_days())?;
    while begin.after(span)? > day {
        begin = begin.days_before(1)?;
    }
    Some(begin)
}

/// The first day that lies wholly after a wait in hours; the day itself otherwise.
fn first_whole_day(offset: Offset, edge: &Edge) -> Option<Day> {
    let waits = matches!(offset, Offset::After(Elapsed::Clock(_)));
    let whole = edge.exact.as_ref().is_none_or(|moment| moment.local.is_midnight());
    if waits && !whole { edge.day.after(Calendar::of_days(1)) } else { Some(edge.day) }
}

/// The last day that lies wholly before a deadline on the clock; the day itself when it is a whole day.
fn last_whole_day(edge: &Edge) -> Option<Day> {
    if edge.exact.is_some() { edge.day.days_before(1) } else { Some(edge.day) }
}

/// A task of a plan, without when.
fn of(task: &Task) -> String {
    name(task.kind, &task.what, task.detail.as_deref())
}

impl DatedTask {
    /// Says it in a sentence: exact where it hangs on the clock, whole days where it does not; and for which session it ends sooner.
    pub(super) fn say(&mut self, ends_for: Option<u32>) {
        let of = self.session.map_or_else(|| "whole course".to_owned(), |session| format!("session {session}"));
        let name = name(self.kind, &self.what, self.detail.as_deref());
        let begins = match &self.from_exact {
            Some(moment) => moment.local.to_string(),
            None => format!("the start of {}", self.from),
        };
        let ends = match &self.until_exact {
            Some(moment) => moment.local.to_string(),
            None => format!("the end of {}", self.until),
        };
        self.sentence = match ends_for {
            Some(next) if self.gives_way => format!("{of}: {name}, of which nothing is left before session {next}"),
            _ if self.kind == TaskKind::Contact => format!("{of}: {name} by {ends}"),
            Some(next) => format!("{of}: {name} from {begins} until {ends}, the day before session {next}"),
            None => format!("{of}: {name} from {begins} until {ends}"),
        };
    }
}

/// What is done, without when.
fn name(kind: TaskKind, what: &[Name], detail: Option<&str>) -> String {
    let what = listed(what, "and");
    let detail = detail.map_or_else(String::new, |detail| format!(" ({detail})"));
    match kind {
        TaskKind::Pause | TaskKind::DoNot => format!("leave off {what}{detail}"),
        TaskKind::NothingElse => "put nothing on treated skin but what the aftercare names".to_owned(),
        TaskKind::Apply => format!("put on {what}{detail}"),
        TaskKind::Contact => format!("speak to the {what}{detail}"),
    }
}
