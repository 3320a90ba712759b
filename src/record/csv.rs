//! The schedule as a table (RFC 4180): a header, then one row for each session, task and follow-up. A row stands alone: each one
//! repeats what the table was made from.

use super::{NOTE, SourceFacts, version};
use crate::plan::{Identity, Plan};
use crate::quantity::Day;
use crate::schedule::{DatedCourse, DatedSession, DatedTask, Moment, Schedule};

/// The columns, in an order that never changes; new ones come last.
const COLUMNS: [&str; 33] = [
    "course",
    "phototypes",
    "session",
    "kind",
    "what",
    "detail",
    "given",
    "from",
    "until",
    "from_local",
    "from_utc",
    "until_local",
    "until_utc",
    "earliest",
    "latest",
    "sentence",
    "protocol",
    "version",
    "check_words",
    "source",
    "source_sha256",
    "clinic",
    "zone",
    "tzdb",
    "note",
    "clinic_file",
    "clinic_sha256",
    "declared_by_clinic",
    "aim",
    "state",
    "hours",
    "closed",
    "undated",
];

/// The schedule as CSV: header row, CRLF after every row.
#[must_use]
pub fn schedule_csv(plan: &Plan, identity: &Identity, schedule: &Schedule, source: &SourceFacts) -> String {
    let origin = [
        plan.name.to_string(),
        version(plan),
        identity.words.join(" "),
        source.name.clone(),
        source.sha256.clone(),
        source.clinic().to_owned(),
        schedule.zone.clone(),
        schedule.tzdb_version.to_owned(),
        NOTE.to_owned(),
        source.clinic.as_ref().map_or_else(String::new, |clinic| clinic.file.clone()),
        source.clinic.as_ref().map_or_else(String::new, |clinic| clinic.sha256.clone()),
        source.declared.join("; "),
    ];
    let joined = |parts: Vec<String>| parts.join("; ");
    let hours = joined(schedule.opening.hours.iter().map(ToString::to_string).collect());
    let closed = joined(schedule.opening.closed.iter().map(ToString::to_string).collect());
    let mut text = COLUMNS.join(",");
    text.push_str("\r\n");
    for course in &schedule.courses {
        let phototypes: Vec<String> = course.phototypes.iter().map(|phototype| phototype.number().to_string()).collect();
        let whose = [course.name.to_string(), phototypes.join(" ")];
        let undated = course.undated.as_ref().map_or_else(String::new, |undated| format!("{} {}", undated.first, undated.why.word()));
        let when = [hours.clone(), closed.clone(), undated];
        // Only sessions have an aim and a state, and their rows come first.
        let own = course.sessions.iter().map(|session| [session.aim.iso(), session.state.word().to_owned()]);
        for (row, own) in rows(course).zip(own.chain(std::iter::repeat_with(Default::default))) {
            let fields: Vec<String> = whose.iter().chain(&row).chain(&origin).chain(&own).chain(&when).map(|text| field(text)).collect();
            text.push_str(&fields.join(","));
            text.push_str("\r\n");
        }
    }
    text
}

/// The columns `session` to `sentence` of a course.
fn rows(course: &DatedCourse) -> impl Iterator<Item = [String; 14]> {
    let follow_up = course.follow_up.map(follow_up);
    course.sessions.iter().map(session).chain(course.tasks.iter().map(task)).chain(follow_up)
}

fn session(session: &DatedSession) -> [String; 14] {
    let given = if session.state.is_given() { "yes" } else { "no" };
    [
        session.number.to_string(),
        "session".to_owned(),
        String::new(),
        String::new(),
        given.to_owned(),
        session.on.day().iso(),
        session.ends.local.day().iso(),
        session.on.iso(),
        session.utc.clone(),
        session.ends.local.iso(),
        session.ends.utc.clone(),
        session.earliest.iso(),
        session.latest.iso(),
        String::new(),
    ]
}

fn task(task: &DatedTask) -> [String; 14] {
    let what: Vec<&str> = task.what.iter().map(|name| name.as_str()).collect();
    let local = |moment: &Option<Moment>| moment.as_ref().map_or_else(String::new, |moment| moment.local.iso());
    let utc = |moment: &Option<Moment>| moment.as_ref().map_or_else(String::new, |moment| moment.utc.clone());
    [
        task.session.map_or_else(String::new, |session| session.to_string()),
        task.kind.word().to_owned(),
        what.join(" "),
        task.detail.clone().unwrap_or_default(),
        String::new(),
        task.from.iso(),
        task.until.iso(),
        local(&task.from_exact),
        utc(&task.from_exact),
        local(&task.until_exact),
        utc(&task.until_exact),
        String::new(),
        String::new(),
        task.sentence.clone(),
    ]
}

fn follow_up(day: Day) -> [String; 14] {
    let mut row: [String; 14] = Default::default();
    let [_, kind, _, _, _, from, until, ..] = &mut row;
    (*kind, *from, *until) = ("follow-up".to_owned(), day.iso(), day.iso());
    row
}

/// A field: quoted unless it is plain, and never the start of a formula in a spreadsheet, which quotes alone do not prevent. Names
/// cannot start like a formula; the name of a file can.
fn field(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let plain = text.chars().all(|character| character.is_ascii_alphanumeric() || "-:./_".contains(character));
    match (formula, plain) {
        (true, _) => format!("\"'{}\"", text.replace('"', "\"\"")),
        (false, true) => text.to_owned(),
        (false, false) => format!("\"{}\"", text.replace('"', "\"\"")),
    }
}
