//! The schedule document, version 1: `docs/schemas/schedule.schema.json`. Whole numbers, ISO dates and RFC 3339 instants.

use serde::Serialize;

use super::shape::Source;
use super::{NOTE, SourceFacts};
use crate::plan::{Identity, Plan};
use crate::quantity::{Day, OpenHours, Weekday};
use crate::schedule::{self, DatedCourse, DatedSession, DatedTask, Moment, Schedule, State};

/// The version of the document's shape.
const SHAPE: u32 = 1;

/// The schedule document; also part of a course's.
#[derive(Serialize)]
pub(super) struct Document<'a> {
    schedule: u32,
    note: &'static str,
    protocol: &'a str,
    version: String,
    title: &'a str,
    check_words: [&'static str; 4],
    source: Source<'a>,
    clinic: &'a str,
    clinic_file: Option<&'a str>,
    clinic_sha256: Option<&'a str>,
    declared_by_clinic: &'a [String],
    zone: &'a str,
    tzdb: &'static str,
    hours: Vec<Hours>,
    closed: Vec<Closed<'a>>,
    courses: Vec<Course<'a>>,
}

/// Opening hours of the week; without any every hour counts as open.
#[derive(Serialize)]
struct Hours {
    first: String,
    last: String,
    from: String,
    to: String,
}

#[derive(Serialize)]
struct Closed<'a> {
    first: String,
    last: String,
    why: Option<&'a str>,
}

#[derive(Serialize)]
struct Course<'a> {
    name: &'a str,
    phototypes: Vec<u8>,
    sessions: Vec<Session<'a>>,
    tasks: Vec<Task<'a>>,
    follow_up: Option<String>,
    undated: Option<Undated>,
}

/// From which session on there is no date, and what they wait for.
#[derive(Serialize)]
struct Undated {
    first: u32,
    why: &'static str,
}

#[derive(Serialize)]
struct Session<'a> {
    number: u32,
    state: &'static str,
    starts: At<'a>,
    ends: At<'a>,
    earliest: String,
    latest: String,
    aim: String,
}

#[derive(Serialize)]
struct Task<'a> {
    session: Option<u32>,
    called_off: bool,
    kind: &'static str,
    what: Vec<&'a str>,
    detail: Option<&'a str>,
    from: String,
    until: String,
    from_exact: Option<At<'a>>,
    until_exact: Option<At<'a>>,
    sentence: &'a str,
}

#[derive(Serialize)]
struct At<'a> {
    local: String,
    utc: &'a str,
}

/// The schedule as a JSON document, indented, with a line feed at its end.
#[must_use]
pub fn schedule_json(plan: &Plan, identity: &Identity, schedule: &Schedule, source: &SourceFacts) -> String {
    text(&document(plan, identity, schedule, source))
}

/// A document as text: indented, with a line feed at its end.
pub(super) fn text(document: &impl Serialize) -> String {
    // Writing fails only for maps whose keys are not texts, and a document has no map.
    let mut text = serde_json::to_string_pretty(document).unwrap_or_default();
    text.push('\n');
    text
}

pub(super) fn document<'a>(plan: &'a Plan, identity: &Identity, schedule: &'a Schedule, source: &'a SourceFacts) -> Document<'a> {
    Document {
        schedule: SHAPE,
        note: NOTE,
        protocol: plan.name.as_str(),
        version: plan.version.to_string(),
        title: &plan.title,
        check_words: identity.words,
        source: Source { name: &source.name, sha256: source.sha256.clone() },
        clinic: source.clinic(),
        clinic_file: source.clinic.as_ref().map(|clinic| clinic.file.as_str()),
        clinic_sha256: source.clinic.as_ref().map(|clinic| clinic.sha256.as_str()),
        declared_by_clinic: &source.declared,
        zone: &schedule.zone,
        tzdb: schedule.tzdb_version,
        hours: schedule.opening.hours.iter().map(hours).collect(),
        closed: schedule.opening.closed.iter().map(closed).collect(),
        courses: schedule.courses.iter().map(course).collect(),
    }
}

fn course(course: &DatedCourse) -> Course<'_> {
    Course {
        name: course.name.as_str(),
        phototypes: course.phototypes.iter().map(|phototype| phototype.number()).collect(),
        sessions: course.sessions.iter().map(session).collect(),
        tasks: course.tasks.iter().map(|dated| task(dated, course)).collect(),
        follow_up: course.follow_up.map(Day::iso),
        undated: course.undated.as_ref().map(|undated| Undated { first: undated.first, why: undated.why.word() }),
    }
}

fn hours(hours: &OpenHours) -> Hours {
    let word = |day: Weekday| day.to_string().to_ascii_lowercase();
    Hours { first: word(hours.first()), last: word(hours.last()), from: hours.from().to_string(), to: hours.to().to_string() }
}

fn closed(closed: &schedule::Closed) -> Closed<'_> {
    Closed { first: closed.first.iso(), last: closed.last.iso(), why: closed.why.as_deref() }
}

fn session(session: &DatedSession) -> Session<'_> {
    Session {
        number: session.number,
        state: session.state.word(),
        starts: At { local: session.on.iso(), utc: &session.utc },
        ends: at(&session.ends),
        earliest: session.earliest.iso(),
        latest: session.latest.iso(),
        aim: session.aim.iso(),
    }
}

/// Whether a task belongs to a session that has no date any more, or to a course of which none has, or the next session leaves nothing of it.
pub(super) fn called_off(task: &DatedTask, course: &DatedCourse) -> bool {
    let mut its = course.sessions.iter().filter(|session| task.session.is_none_or(|number| number == session.number));
    task.gives_way || its.all(|session| session.state == State::CalledOff)
}

fn task<'a>(task: &'a DatedTask, course: &DatedCourse) -> Task<'a> {
    Task {
        session: task.session,
        called_off: called_off(task, course),
        kind: task.kind.word(),
        what: task.what.iter().map(|name| name.as_str()).collect(),
        detail: task.detail.as_deref(),
        from: task.from.iso(),
        until: task.until.iso(),
        from_exact: task.from_exact.as_ref().map(at),
        until_exact: task.until_exact.as_ref().map(at),
        sentence: &task.sentence,
    }
}

fn at(moment: &Moment) -> At<'_> {
    At { local: moment.local.iso(), utc: &moment.utc }
}
