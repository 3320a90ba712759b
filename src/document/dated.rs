//! What is said of a date wherever a document prints one: its weekday, its time of day, and what it holds on.

use super::paper::wrapped;
use crate::diagnostic::listed;
use crate::quantity::Day;
use crate::schedule::{DatedCourse, DatedSession, ONLY_IF, State, Undated, Why};

/// A session, and when it is or was.
pub(super) fn session(session: &DatedSession) -> String {
    let DatedSession { number, on, state, .. } = session;
    let day = format!("{}, {}", on.day().weekday(), on.day());
    match state {
        State::Planned => format!("Session {number}: {day}, {}, {ONLY_IF}", on.time()),
        State::Proposed => format!("Session {number}: {day}, {}, proposed and agreed with nobody yet; {ONLY_IF}", on.time()),
        State::Given => format!("Session {number}: given on {day}, {}", on.time()),
        State::StoppedEarly => format!("Session {number}: given on {day}, {}, and stopped before its end", on.time()),
        State::CalledOff => format!("Session {number}: no date any more; it was to be on {day}"),
    }
}

/// The sessions that have a date.
pub(super) fn sessions(course: &DatedCourse) -> impl DoubleEndedIterator<Item = &DatedSession> {
    course.sessions.iter().filter(|session| session.state != State::CalledOff)
}

/// Says what has no date, and why: where the course stands, and every session that had a date and has lost it.
pub(super) fn without_date(to: &mut String, course: &DatedCourse) {
    let standing = course.undated.as_ref().map(|Undated { first, why }| match why {
        Why::Review => format!("From session {first} on no session has a date: a clinician's review comes first"),
        Why::NewStart => "No session has a date: the first one was missed, and another day for it is to be agreed".to_owned(),
        Why::Lapsed => format!("From session {first} on no session has a date: an exception that it needs has ended by then"),
        Why::Cancelled => format!("The course was ended before session {first}: neither it nor a later one is given"),
    });
    let called_off = course.sessions.iter().filter(|session| session.state == State::CalledOff).map(session);
    for (place, sentence) in standing.into_iter().chain(called_off).enumerate() {
        to.push_str(if place == 0 { "\n" } else { "" });
        wrapped(to, "  ", &format!("{sentence}."));
    }
}

/// The follow-up, which hangs on the last session.
pub(super) fn follow_up(course: &DatedCourse) -> Option<String> {
    let day = course.follow_up?;
    let last = sessions(course).next_back()?;
    let number = last.number;
    let holds = if last.state.is_given() { String::new() } else { format!(", which is given on its day {ONLY_IF}") };
    Some(format!("Follow-up: {}, {day}, counted from session {number}{holds}", day.weekday()))
}

/// Runs of days in order, a year said once behind the last that ends in it: `1 to 4 December and 28 December 2026 to 3 January 2027`.
pub(super) fn runs(runs: &[(Day, Day)]) -> String {
    let following = runs.iter().skip(1).map(|(first, _)| Some(first.year())).chain([None]);
    let words = |((first, last), following): (&(Day, Day), Option<i32>)| {
        let words = first.to_words(*last);
        let year = format!(" {}", last.year());
        let said_later = first.year() == last.year() && following == Some(last.year());
        if said_later { words.strip_suffix(&year).unwrap_or(&words).to_owned() } else { words }
    };
    listed(&runs.iter().zip(following).map(words).collect::<Vec<_>>(), "and")
}
