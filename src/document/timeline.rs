//! A course as a timeline: a sentence for each session and for what is left off or put on around them, and a bar beside it. Without dates it
//! counts days from the first session; with dates it is the course of one patient.

use super::chart::{self, ALLOWED, Axis, FOLLOW_UP, LASTS, Row, SESSION, Span};
use super::dated;
use super::paper::{heading, wrapped};
use crate::diagnostic::listed;
use crate::plan::{Course, Offset, Plan, Spacing, Task, TaskKind};
use crate::quantity::{Calendar, Day, Elapsed, Weekday};
use crate::schedule::{DatedCourse, DatedTask, ONLY_IF};

/// The timeline of a course that has no dates.
#[must_use]
pub fn timeline(plan: &Plan, course: &Course) -> String {
    let mut to = String::new();
    heading(&mut to, "The course, as a timeline");
    let rows = counted(plan, course);
    let axis = Axis::over(&rows);
    let intro = format!(
        "Day 0 is the day of session 1. A session counts from the one really given before it, so a later day is as said only if every session \
         before it is on the day aimed at. The bars draw what the words say, a sign for {}: S is a session, - days on which it may be as well, \
         = what goes on, F the follow-up. What is left off and put on around each of them is drawn under \"Around every session\".",
        axis.sign_is()
    );
    wrapped(&mut to, "", &intro);
    to.push('\n');
    let unit = if axis.days() == 1 { "day" } else { "week" };
    let every = if axis.days() == 1 { 7 } else { axis.days() * 4 };
    let labels = axis.starts().filter(|day| day % every == 0).map(|day| (day, (day / axis.days().min(7)).to_string()));
    chart::write(&mut to, axis, &[vec![(0, unit.to_owned())], labels.collect()], &rows);
    to
}

/// What happens from the first session on, in days from it.
fn counted(plan: &Plan, course: &Course) -> Vec<Row> {
    let Spacing { shortest, longest, aim } = course.spacing;
    let mut rows = Vec::new();
    let mut last = 0;
    for session in &course.sessions {
        let number = session.number;
        let row = match number.checked_sub(1).filter(|before| *before > 0) {
            None => Row { sentence: format!("Session {number}: day 0."), spans: vec![Span::on(0, SESSION)] },
            Some(before) => {
                let day = last + i64::from(aim);
                let allowed = Span { first: last + i64::from(shortest), last: last + i64::from(longest), sign: ALLOWED };
                last = day;
                let window = if shortest == longest { longest.to_string() } else { format!("{shortest} to {longest}") };
                let sentence = format!("Session {number}: day {day} ({window} days after session {before}).");
                Row { sentence, spans: vec![allowed, Span::on(day, SESSION)] }
            }
        };
        rows.push(row);
    }
    let number = course.sessions.last().map_or(1, |session| session.number);
    let follow_up = plan.follow_up.map(|span| (span, last + i64::from(span.fewest_days())));
    let around = plan.tasks.iter().filter(|task| !task.is_throughout()).map(|task| last + until(task.until));
    let end = around.chain(follow_up.map(|(_, day)| day)).fold(last, i64::max);
    for task in plan.tasks.iter().filter(|task| task.is_throughout()) {
        rows.push(Row { sentence: task_words(task), spans: vec![Span { first: from(task.from), last: end, sign: LASTS }] });
    }
    if let Some((span, day)) = follow_up {
        let on = if span.months() == 0 { format!("day {day}, ") } else { String::new() };
        rows.push(Row { sentence: format!("Follow-up: {on}{span} after session {number}."), spans: vec![Span::on(day, FOLLOW_UP)] });
    }
    rows
}

/// What is done, left off or put on around every session, in days from it.
pub(super) fn around(to: &mut String, plan: &Plan) {
    let mut rows: Vec<Row> = Vec::new();
    let spans = || plan.tasks.iter().filter(|task| !task.is_throughout()).map(|task| (from(task.from), until(task.until)));
    let end = spans().map(|(_, until)| until).fold(0, i64::max);
    for task in &plan.tasks {
        let last = if task.is_throughout() { end } else { until(task.until) };
        let lasts = Span { first: from(task.from), last, sign: LASTS };
        rows.push(Row { sentence: task_words(task), spans: vec![lasts, Span::on(0, SESSION)] });
    }
    if rows.is_empty() {
        return;
    }
    let axis = Axis::over(&rows);
    wrapped(to, "", &format!("The bars draw what the words say, a sign for {}: S is the session, = what goes on.", axis.sign_is()));
    to.push('\n');
    let every = if axis.days() == 1 { 7 } else { axis.days() * 4 };
    let label = |day: i64| if day == 0 { SESSION.to_string() } else { format!("{:+}", day / axis.days().min(7)) };
    let labels = axis.starts().filter(|day| day % every == 0).map(|day| (day, label(day)));
    chart::write(to, axis, &[labels.collect()], &rows);
}

/// The first day of a task, counted from its session; a day that is begun counts.
fn from(offset: Offset) -> i64 {
    match offset {
        Offset::Before(Elapsed::Calendar(span)) => -i64::from(span.most_days()),
        Offset::Before(Elapsed::Clock(span)) => -i64::from(span.seconds().div_ceil(DAY)),
        Offset::After(Elapsed::Calendar(span)) => i64::from(span.fewest_days()),
        Offset::After(Elapsed::Clock(span)) => i64::from(span.seconds() / DAY),
        Offset::AtEnd | Offset::WholeCourse => 0,
    }
}

/// The last day of a task, counted from its session; a day that is begun counts.
fn until(offset: Offset) -> i64 {
    match offset {
        Offset::After(Elapsed::Calendar(span)) => i64::from(span.most_days()),
        Offset::After(Elapsed::Clock(span)) => i64::from(span.seconds().div_ceil(DAY)),
        other => from(other),
    }
}

/// The seconds of a day.
const DAY: u32 = 24 * 60 * 60;

/// A task in one sentence.
fn task_words(task: &Task) -> String {
    let what = listed(&task.what, "and");
    let detail = task.detail.as_ref().map_or_else(String::new, |detail| format!(" ({detail})"));
    let span = match (task.from, task.until) {
        (Offset::Before(before), Offset::After(after)) => format!("from {before} before until {after} after"),
        (Offset::After(from), Offset::After(until)) => format!("from {from} until {until} after"),
        (_, Offset::After(until)) => format!("until {until} after"),
        _ => "for the whole course".to_owned(),
    };
    match task.kind {
        TaskKind::Contact => match task.until {
            Offset::After(by) => format!("The clinic speaks to the {what} by {by} after."),
            _ => format!("The clinic speaks to the {what} {span}."),
        },
        kind => format!("{}{detail} {span}.", done(kind, &what)),
    }
}

/// What a task asks for, without when.
fn done(kind: TaskKind, what: &str) -> String {
    match kind {
        TaskKind::Pause => format!("Leave off {what}"),
        TaskKind::NothingElse => "Nothing but what is named here goes on treated skin".to_owned(),
        TaskKind::Apply => format!("Put on {what}"),
        TaskKind::DoNot => format!("No {what}"),
        TaskKind::Contact => format!("The clinic speaks to the {what}"),
    }
}

/// The timeline of one patient's course.
#[must_use]
pub fn dated_timeline(course: &DatedCourse) -> String {
    let mut to = String::new();
    heading(&mut to, "The course, as a timeline");
    let around: Vec<Around<'_>> = around_dated(course);
    let begins =
        dated::sessions(course).map(|session| session.on.day()).chain(around.iter().flat_map(|one| one.runs.iter().map(|run| run.0)));
    if let Some(first) = begins.min() {
        // Weeks begin on Monday, and so does a sign that stands for one.
        let back = Weekday::ALL.iter().zip(0..).find(|(day, _)| **day == first.weekday()).map_or(0, |(_, back)| back);
        drawn(&mut to, course, &around, first.days_before(back).unwrap_or(first));
    }
    dated::without_date(&mut to, course);
    to
}

/// Sentences and bars of what has a date, in days from an origin.
fn drawn(to: &mut String, course: &DatedCourse, around: &[Around<'_>], origin: Day) {
    let span = |first: Day, last: Day, sign| Span { first: first.days_since(origin), last: last.days_since(origin), sign };
    let on = |sentence: String, day: Day, sign| Row { sentence: sentence + ".", spans: vec![span(day, day, sign)] };
    let mut rows: Vec<Row> = dated::sessions(course).map(|session| on(dated::session(session), session.on.day(), SESSION)).collect();
    rows.extend(around.iter().map(|one| {
        let lasts = one.runs.iter().map(|(first, last)| span(*first, *last, LASTS));
        Row { sentence: one.sentence(), spans: lasts.collect() }
    }));
    rows.extend(dated::follow_up(course).zip(course.follow_up).map(|(sentence, day)| on(sentence, day, FOLLOW_UP)));
    let axis = Axis::over(&rows);
    let intro = format!(
        "What is left off, put on or asked around a session hangs on it: its days hold only {ONLY_IF}. They are whole days, toward caution; the \
         hours stand below the timeline. The bars draw what the words say, a sign for {}: S is a session, = what goes on, F the follow-up.",
        axis.sign_is()
    );
    wrapped(to, "", &intro);
    to.push('\n');
    chart::write(to, axis, &months(axis, origin), &rows);
}

/// The years and months above the signs in which they begin, and where a sign is a day the Mondays.
fn months(axis: Axis, origin: Day) -> Vec<Vec<(i64, String)>> {
    let (mut years, mut months, mut mondays) = (Vec::new(), Vec::new(), Vec::new());
    let mut before: Option<Day> = None;
    for start in axis.starts() {
        let day = |offset: i64| origin.after(Calendar::of_days(u32::try_from(offset).ok()?));
        let Some(last) = day(start + axis.days() - 1) else { break };
        if before.is_none_or(|before| before.year() != last.year()) {
            years.push((start, last.year().to_string()));
        }
        if before.is_none_or(|before| before.month() != last.month()) {
            months.push((start, last.month_words().chars().take(3).collect()));
        }
        if axis.days() == 1 && last.weekday() == Weekday::Monday {
            mondays.push((start, last.of_month().to_string()));
        }
        before = Some(last);
    }
    for labels in [&mut years, &mut months] {
        // Of a year or month of which only the end is there, the next one may need the room.
        if let [(first, label), (second, _), ..] = labels.as_slice()
            && second - first <= axis.days() * i64::try_from(label.len()).unwrap_or(0)
        {
            labels.remove(0);
        }
    }
    [years, months, mondays].into_iter().filter(|labels| !labels.is_empty()).collect()
}

/// What is done, left off or put on around the sessions, with its days: runs that meet are one.
struct Around<'c> {
    task: &'c DatedTask,
    runs: Vec<(Day, Day)>,
}

impl Around<'_> {
    fn sentence(&self) -> String {
        let DatedTask { kind, what, detail, .. } = self.task;
        let detail = detail.as_ref().map_or_else(String::new, |detail| format!(" ({detail})"));
        let done = done(*kind, &listed(what, "and"));
        match kind {
            TaskKind::Contact => {
                let by: Vec<(Day, Day)> = self.runs.iter().map(|(_, last)| (*last, *last)).collect();
                format!("{done}{detail} by {}.", dated::runs(&by))
            }
            _ => format!("{done}{detail}: {}.", dated::runs(&self.runs)),
        }
    }
}

/// What is done around the sessions that have a date.
fn around_dated(course: &DatedCourse) -> Vec<Around<'_>> {
    let dated: Vec<u32> = dated::sessions(course).map(|session| session.number).collect();
    let mut all: Vec<Around<'_>> = Vec::new();
    for task in course.tasks.iter().filter(|task| !task.gives_way && task.session.is_none_or(|session| dated.contains(&session))) {
        let run = (task.from, task.until);
        let same =
            |other: &&mut Around<'_>| (other.task.kind, &other.task.what, &other.task.detail) == (task.kind, &task.what, &task.detail);
        match all.iter_mut().find(same) {
            Some(other) => other.runs.push(run),
            None => all.push(Around { task, runs: vec![run] }),
        }
    }
    for one in &mut all {
        one.runs.sort_unstable();
        // Each call is one of its own, however near the next.
        if one.task.kind != TaskKind::Contact {
            one.runs = joined(&one.runs);
        }
    }
    all
}

/// Runs of days in order, those that meet joined.
fn joined(runs: &[(Day, Day)]) -> Vec<(Day, Day)> {
    let mut all: Vec<(Day, Day)> = Vec::new();
    for (first, last) in runs {
        match all.last_mut() {
            Some((_, until)) if first.days_since(*until) <= 1 => *until = (*until).max(*last),
            _ => all.push((*first, *last)),
        }
    }
    all
}
