//! The course of one patient as a calendar: a grid for each month in which something is, weeks from Monday to Sunday under their ISO numbers,
//! and below it every date with its weekday, its time of day and what it holds on.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::dated;
use super::paper::{heading, wrapped};
use crate::diagnostic::listed;
use crate::quantity::{Calendar, Day, Weekday};
use crate::schedule::{DatedCourse, DatedSession, Opening, Schedule};

/// One day of the course: the sign in its month's grid, and what is said below it.
struct Event {
    day: Day,
    sign: String,
    sentence: String,
}

/// Writes the calendar.
#[must_use]
pub fn calendar(schedule: &Schedule, course: &DatedCourse) -> String {
    let mut to = String::new();
    heading(&mut to, "The course, as a calendar");
    let events = events(schedule, course);
    let closed = if is_known(&schedule.opening) { " x is a day on which the clinic is closed." } else { "" };
    let intro = format!(
        "S2 is session 2, and so on; F is the follow-up.{closed} Times are when needling begins, by the clocks of {} (time-zone database {}). \
         Weeks have their ISO numbers. {}",
        schedule.zone,
        schedule.tzdb_version,
        hours(&schedule.opening)
    );
    wrapped(&mut to, "", &intro);
    let mut before: Option<Day> = None;
    for month in events.iter().map(|event| event.day.month()).collect::<BTreeSet<Day>>() {
        between(&mut to, before, month);
        grid(&mut to, month, &schedule.opening, &events);
        for event in events.iter().filter(|event| event.day.month() == month) {
            wrapped(&mut to, "  ", &event.sentence);
        }
        closures(&mut to, month, &schedule.opening);
        before = Some(month);
    }
    dated::without_date(&mut to, course);
    to
}

/// Every day of the course, in order.
fn events(schedule: &Schedule, course: &DatedCourse) -> Vec<Event> {
    let session = |session: &DatedSession| Event {
        day: session.on.day(),
        sign: format!("S{}", session.number),
        sentence: format!("{}{}.", dated::session(session), window(session)),
    };
    let mut events: Vec<Event> = dated::sessions(course).map(session).collect();
    if let (Some(sentence), Some(day)) = (dated::follow_up(course), course.follow_up) {
        let closed = if schedule.opening.is_closed_on(day) { "; the clinic is closed that day" } else { "" };
        events.push(Event { day, sign: "F".to_owned(), sentence: format!("{sentence}{closed}.") });
    }
    events.sort_by_key(|event| event.day);
    events
}

/// The days on which a session to come may be, and the one that was aimed at.
fn window(session: &DatedSession) -> String {
    let DatedSession { on, earliest, latest, aim, state, .. } = session;
    if !state.is_to_come() || earliest == latest {
        return String::new();
    }
    let aimed = if *aim == on.day() { String::new() } else { format!(", and aims at {}, {aim}", aim.weekday()) };
    format!("; the spacing allows {}{aimed}", earliest.to_words(*latest))
}

/// Whether anything is known of when the clinic is open.
fn is_known(opening: &Opening) -> bool {
    !opening.hours.is_empty() || !opening.closed.is_empty()
}

/// The hours that the dates were chosen by.
fn hours(opening: &Opening) -> String {
    match (opening.hours.is_empty(), opening.closed.is_empty()) {
        (true, true) => "When the clinic is closed is not known here, so no day was left out.".to_owned(),
        (true, false) => "The clinic's hours are not known here; every other day is taken as open.".to_owned(),
        (false, _) => format!("The clinic is open {}.", listed(&opening.hours, "and")),
    }
}

/// The months between two grids, in which nothing is.
fn between(to: &mut String, before: Option<Day>, month: Day) {
    let Some(first) = before.and_then(|before| before.after(Calendar::of_months(1))).filter(|first| *first < month) else { return };
    let Some(last) = month.days_before(1).map(Day::month) else { return };
    let (from, until) = (first.month_words(), last.month_words());
    let shared = format!(" {}", last.year());
    let months = if first == last { until } else { format!("{} to {until}", from.strip_suffix(&shared).unwrap_or(&from)) };
    let _ = writeln!(to, "\n  {months}: nothing of the course.");
}

/// A month: a row for each of its weeks.
fn grid(to: &mut String, month: Day, opening: &Opening, events: &[Event]) {
    let names: String = Weekday::ALL.iter().map(|day| cell(&day.to_string().chars().take(3).collect::<String>(), "")).collect();
    let _ = writeln!(to, "\n  {}\n  week{}", month.month_words(), names.trim_end());
    let days = std::iter::successors(Some(month), |day| day.after(Calendar::of_days(1)));
    let days: Vec<Day> = days.take_while(|day| day.month() == month).collect();
    for week in days.chunk_by(|_, next| next.weekday() != Weekday::Monday) {
        let on = |weekday: &Weekday| match week.iter().find(|day| day.weekday() == *weekday) {
            Some(day) => cell(&day.of_month().to_string(), sign(*day, opening, events)),
            None => cell("", ""),
        };
        let number = week.first().map_or(0, |day| day.iso_week());
        let _ = writeln!(to, "{}", format!("  {number:>4}{}", Weekday::ALL.iter().map(on).collect::<String>()).trim_end());
    }
    to.push('\n');
}

fn cell(text: &str, sign: &str) -> String {
    format!("{text:>5} {sign:<4}")
}

/// What stands beside a day: what is then, or that the clinic is closed.
fn sign<'e>(day: Day, opening: &Opening, events: &'e [Event]) -> &'e str {
    let closed = if opening.is_closed_on(day) { "x" } else { "" };
    events.iter().find(|event| event.day == day).map_or(closed, |event| &event.sign)
}

/// The closed days that are known by name and lie in a month.
fn closures(to: &mut String, month: Day, opening: &Opening) {
    let mut closed: Vec<_> = opening.closed.iter().filter(|closed| (closed.first.month()..=closed.last.month()).contains(&month)).collect();
    closed.sort_by_key(|closed| (closed.first, closed.last));
    if !closed.is_empty() {
        wrapped(to, "  ", &format!("The clinic is closed {}.", listed(&closed, "and")));
    }
}
