//! When a clinic is open, and the day nearest to an aim on which it is. Knows no time zone: times are those of the clinic's clock.

use std::fmt;

use super::time::LocalTime;
use crate::diagnostic::listed;
use crate::quantity::{Calendar, Day, OpenHours, TimeOfDay, Weekday};

/// When a clinic is open, as far as that is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Opening {
    /// The hours of the week. Without any it is open at every hour of every day that is not closed.
    pub hours: Vec<OpenHours>,
    /// When it is closed whatever the weekday. Where two say so of a day, the first gives the reason.
    pub closed: Vec<Closed>,
}

/// Days on which a clinic is closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    /// The first of them.
    pub first: Day,
    /// The last of them.
    pub last: Day,
    /// What for, where that is known: the name of a holiday.
    pub why: Option<String>,
}

impl Closed {
    /// A single day, for no reason that is known.
    #[must_use]
    pub fn on(day: Day) -> Self {
        Self { first: day, last: day, why: None }
    }
}

impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self { first, last, .. } if first == last => write!(f, "on {first}")?,
            Self { first, last, .. } => write!(f, "from {first} to {last}")?,
        }
        self.why.as_ref().map_or(Ok(()), |why| write!(f, " ({why})"))
    }
}

/// What keeps a session from a day.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Closure {
    /// The day itself, and what it is closed for.
    Day(Day, Option<String>),
    /// The whole weekday.
    Weekday(Weekday),
    /// The hours of that weekday.
    Hours(Weekday, Vec<(TimeOfDay, TimeOfDay)>),
}

impl Opening {
    /// Whether it is closed all through a day, as far as is known.
    #[must_use]
    pub fn is_closed_on(&self, day: Day) -> bool {
        self.all_day(day).is_some()
    }

    /// What closes it all through a day, in words: "the clinic is not open on Sunday".
    pub(super) fn closed_on(&self, day: Day) -> Option<String> {
        self.all_day(day).map(|closure| of_the_day(&closure))
    }

    fn all_day(&self, day: Day) -> Option<Closure> {
        if let Some(closed) = self.closed.iter().find(|closed| (closed.first..=closed.last).contains(&day)) {
            return Some(Closure::Day(day, closed.why.clone()));
        }
        let weekday = day.weekday();
        let open = self.hours.is_empty() || self.hours.iter().any(|hours| hours.on(weekday));
        (!open).then_some(Closure::Weekday(weekday))
    }

    /// What keeps a session from lying between two times; nothing when the clinic is open all through.
    pub(super) fn closure(&self, start: LocalTime, end: LocalTime) -> Option<Closure> {
        if let Some(closure) = self.all_day(start.day()) {
            return Some(closure);
        }
        if self.hours.is_empty() {
            return None;
        }
        let weekday = start.day().weekday();
        let mut hours: Vec<_> = self.hours.iter().filter(|hours| hours.on(weekday)).map(|hours| (hours.from(), hours.to())).collect();
        hours.sort_unstable();
        // Hours that touch are open without a break.
        let mut open_until = start;
        for (from, to) in &hours {
            if start.at(*from) <= open_until {
                open_until = open_until.max(start.at(*to));
            }
        }
        let open = start < open_until && end <= open_until;
        (!open).then_some(Closure::Hours(weekday, hours))
    }
}

/// The day nearest to an aim in a window that nothing closes; of two equally near ones the later.
pub(super) fn nearest(aim: Day, earliest: Day, latest: Day, closed: impl Fn(Day) -> bool) -> Option<Day> {
    let furthest = latest.days_since(aim).max(aim.days_since(earliest));
    (0..=u32::try_from(furthest).ok()?)
        .flat_map(|days| [aim.after(Calendar::of_days(days)), aim.days_before(days)])
        .flatten()
        .find(|day| (earliest..=latest).contains(day) && !closed(*day))
}

/// The days from one to another.
pub(super) fn days(from: Day, to: Day) -> impl Iterator<Item = Day> {
    std::iter::successors(Some(from), |day| day.after(Calendar::of_days(1))).take_while(move |day| *day <= to)
}

/// Closures in words, each once: what returns every week first, then each closed day.
pub(super) fn in_words(closures: Vec<Closure>) -> String {
    let (mut weekdays, mut said) = (Vec::new(), Vec::new());
    let mut closed: Vec<Closed> = Vec::new();
    for closure in closures {
        match closure {
            Closure::Weekday(day) if !weekdays.contains(&day) => weekdays.push(day),
            Closure::Weekday(_) => {}
            Closure::Hours(day, hours) => {
                let sentence = on_hours(day, &hours);
                if !said.contains(&sentence) {
                    said.push(sentence);
                }
            }
            Closure::Day(day, why) => match closed.last_mut() {
                Some(run) if run.why == why && day.days_since(run.last) == 1 => run.last = day,
                _ => closed.push(Closed { first: day, last: day, why }),
            },
        }
    }
    if !weekdays.is_empty() {
        weekdays.sort_unstable();
        said.insert(0, format!("it is not open on {}", listed(&weekdays, "or")));
    }
    if !closed.is_empty() {
        said.push(format!("it is closed {}", listed(&closed, "and")));
    }
    said.join("; ")
}

/// One closure in words, of a day that has been named.
pub(super) fn of_the_day(closure: &Closure) -> String {
    match closure {
        Closure::Day(_, Some(why)) => format!("the clinic is closed that day ({why})"),
        Closure::Day(_, None) => "the clinic is closed that day".to_owned(),
        Closure::Weekday(day) => format!("the clinic is not open on {day}"),
        Closure::Hours(day, hours) => on_hours(*day, hours).replacen("it", "the clinic", 1),
    }
}

fn on_hours(day: Weekday, hours: &[(TimeOfDay, TimeOfDay)]) -> String {
    let spans: Vec<String> = hours.iter().map(|(from, to)| format!("from {from} to {to}")).collect();
    format!("it is open on {day} {}", listed(&spans, "and"))
}
