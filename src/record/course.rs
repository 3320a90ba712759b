//! The document of a patient's course, version 1: `docs/schemas/course.schema.json`. What its file says, what calendars hold, and the schedule.

use serde::Serialize;

use super::json::{Document as Schedule, document, text};
use super::{MadeFrom, NOTE, made_from};
use crate::course::{Issue, Record, Stands};
use crate::quantity::{Day, TimeOfDay};
use crate::schedule::{self, Event};

/// The version of the document's shape.
const SHAPE: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    course: u32,
    note: &'static str,
    tag: &'a str,
    phototype: u8,
    start: String,
    governed: Vec<Governed<'a>>,
    happened: Vec<Happened<'a>>,
    issued: Issued<'a>,
    schedule: Schedule<'a>,
}

/// A protocol that governs the course from a session on.
#[derive(Serialize)]
struct Governed<'a> {
    from_session: u32,
    protocol: &'a str,
    version: String,
    /// The first 16 figures of the digest of its text.
    text: &'a str,
    decided_on: Option<String>,
    decided_by: Option<&'a str>,
}

#[derive(Serialize)]
struct Happened<'a> {
    session: u32,
    what: &'static str,
    on: String,
    /// The time of day that is said: agreed for a session that was moved, or at which it was given.
    at: Option<String>,
    by: Option<&'a str>,
}

/// What calendars hold.
#[derive(Serialize)]
struct Issued<'a> {
    revised: String,
    change: u32,
    text: &'a str,
    with: &'a str,
    zone: &'a str,
    sessions: Vec<Session>,
    throughout: Option<Whole>,
    follow_up: Option<Whole>,
}

#[derive(Serialize)]
struct Session {
    number: u32,
    local: String,
    change: u32,
    called_off: bool,
    proposed: bool,
}

#[derive(Serialize)]
struct Whole {
    day: String,
    change: u32,
    called_off: bool,
}

/// A patient's course as a JSON document, indented, with a line feed at its end.
#[must_use]
pub fn course_json(made: &[MadeFrom<'_>], schedule: &schedule::Schedule, record: &Record, issue: &Issue) -> String {
    // A course is made from something: its file names a protocol.
    let Some(MadeFrom { plan, identity, source, .. }) = made_from(made, None) else { return String::new() };
    text(&Document {
        course: SHAPE,
        note: NOTE,
        tag: record.tag.as_str(),
        phototype: record.phototype.value.number(),
        start: record.first.value.iso(),
        governed: record.governed.iter().map(governed).collect(),
        happened: record.happened.iter().zip(&record.by).map(|(at, by)| happened(at.value, by.as_deref())).collect(),
        issued: issued(issue),
        schedule: document(plan, identity, schedule, source),
    })
}

fn governed(governed: &crate::course::Governed) -> Governed<'_> {
    let decided = governed.decided.as_ref();
    Governed {
        from_session: governed.from,
        protocol: &governed.name.value,
        version: governed.version.to_string(),
        text: &governed.digest.value,
        decided_on: decided.map(|(day, _)| day.iso()),
        decided_by: decided.map(|(_, by)| by.as_str()),
    }
}

fn happened(happened: schedule::Happened, by: Option<&str>) -> Happened<'_> {
    let (what, on, at): (_, Day, Option<TimeOfDay>) = match happened.what {
        Event::Given(on, at) => ("given", on, at),
        Event::StoppedEarly(on, at) => ("stopped-early", on, at),
        Event::Missed(on) => ("missed", on, None),
        Event::Moved(to, at) => ("moved", to, at),
        Event::Reviewed(on) => ("reviewed", on, None),
        Event::Cancelled(on) => ("cancelled", on, None),
    };
    Happened { session: happened.session, what, on: on.iso(), at: at.map(|at| at.to_string()), by }
}

fn issued(issue: &Issue) -> Issued<'_> {
    let whole = |held: &crate::course::Whole| Whole { day: held.day.iso(), change: held.change, called_off: held.called_off };
    let session = |held: &crate::course::Session| Session {
        number: held.number,
        local: held.at.iso(),
        change: held.change,
        called_off: held.stands == Stands::CalledOff,
        proposed: held.stands == Stands::Proposed,
    };
    Issued {
        revised: issue.revised.on.iso(),
        change: issue.revised.change,
        text: &issue.revised.digest,
        with: &issue.revised.with,
        zone: &issue.revised.zone,
        sessions: issue.sessions.iter().map(session).collect(),
        throughout: issue.throughout.as_ref().map(whole),
        follow_up: issue.follow_up.as_ref().map(whole),
    }
}
