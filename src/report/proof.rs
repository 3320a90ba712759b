//! A proof in words: what was walked, what was found, and the smallest course that shows it.

use std::fmt::Write as _;

use crate::diagnostic::listed;
use crate::quantity::{Calendar, Day};
use crate::schedule::{Found, Proof, ProvedCourse};

/// Renders a proof of the courses of `protocol`, its name and version, with every session at one time of day; `clinic` says whose hours and
/// policies it rests on.
#[must_use]
pub fn proof(protocol: &str, at: &str, clinic: &str, proof: &Proof) -> String {
    let mut text = String::new();
    let Proof { from, until, zone, tzdb_version, courses } = proof;
    let _ = writeln!(text, "{protocol}: courses that start on any day from {from} to {until}, at {at} in {zone}.");
    for course in courses {
        let _ = writeln!(text);
        of_course(&mut text, course);
    }
    let _ = writeln!(text);
    let _ = writeln!(text, "A state is a session on a day: what may follow hangs on it, on the course, and on nothing before.");
    let _ = writeln!(text, "Time-zone data: release {tzdb_version}. {clinic}");
    text
}

fn of_course(text: &mut String, course: &ProvedCourse) {
    let phototypes: Vec<String> = course.phototypes.iter().map(|phototype| phototype.number().to_string()).collect();
    let (shortest, longest) = (course.spacing.shortest, Calendar::of_days(course.spacing.longest));
    let (sessions, s) = (course.sessions, if course.sessions == 1 { "" } else { "s" });
    let which = if phototypes.len() == 1 { "phototype" } else { "phototypes" };
    let _ = writeln!(
        text,
        "{}, {which} {}: {sessions} session{s}, {shortest} to {longest} from one to the next",
        course.name,
        listed(&phototypes, "and")
    );
    let closed = match course.closed {
        0 => String::new(),
        closed => format!("; on {} more the clinic is closed then", grouped(closed.into())),
    };
    let _ = writeln!(text, "  days to start on  {}{closed}", grouped(course.starts.into()));
    let _ = writeln!(text, "  states            {}", grouped(course.states.into()));
    let _ = writeln!(
        text,
        "  courses           {}",
        course.courses.map_or_else(|| "more than can be counted".to_owned(), in_figures_and_words)
    );
    for found in &course.found {
        of_found(text, found);
    }
    if course.holds() {
        let _ = writeln!(text, "  Every one of them can be dated to its end.");
    } else if course.starts == 0 {
        let _ = writeln!(text, "  No course can start at all, so nothing is shown.");
    }
}

fn of_found(text: &mut String, found: &Found) {
    let Found { problem, days, times } = found;
    let _ = writeln!(text, "  {}: {}: {}", problem.level, problem.rule, problem.message());
    let _ = writeln!(text, "    smallest course: {}", sessions(days));
    let _ = writeln!(text, "    found {}", if *times == 1 { "once".to_owned() } else { format!("{} times", grouped((*times).into())) });
    if let Some(help) = problem.help() {
        let _ = writeln!(text, "    {help}");
    }
}

/// The days of a course, each with its session.
fn sessions(days: &[Day]) -> String {
    let days: Vec<String> = (1_u32..).zip(days).map(|(number, day)| format!("session {number} on {day}")).collect();
    listed(&days, "and")
}

/// A number in groups of three figures.
fn grouped(number: u128) -> String {
    let figures = number.to_string();
    let mut text = String::new();
    for (place, figure) in figures.chars().enumerate() {
        if place > 0 && figures.len().saturating_sub(place).checked_rem(3) == Some(0) {
            text.push(' ');
        }
        text.push(figure);
    }
    text
}

/// A number in figures, and where those are too many to take in, in words.
fn in_figures_and_words(number: u128) -> String {
    const MILLION: u128 = 1_000_000;
    let mut words = Vec::new();
    let mut count = number;
    while count >= MILLION {
        count /= MILLION;
        words.push("million");
    }
    match words.len() {
        0 | 1 => grouped(number),
        _ => format!("{} (more than {} {})", grouped(number), grouped(count), words.join(" ")),
    }
}
