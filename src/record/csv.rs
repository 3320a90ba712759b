//! The schedule as a table (RFC 4180): a header, then one row for each session, task and follow-up. A row stands alone: each one
//! repeats what the table was made from.

use super::json::called_off;
use super::{MadeFrom, NOTE, SourceFacts, made_from};
use crate::course::Issue;
use crate::plan::{Identity, Plan};
use crate::quantity::{Day, Tag};
use crate::schedule::{DatedCourse, DatedSession, DatedTask, Moment, Schedule, State};

/// The columns, in an order that never changes; new ones come last.
const COLUMNS: [&str; 36] = [
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
    "tag",
    "revised",
    "change",
];

/// The schedule as CSV: header row, CRLF after every row.
#[must_use]
pub fn schedule_csv(plan: &Plan, identity: &Identity, schedule: &Schedule, source: &SourceFacts) -> String {
    table(&[MadeFrom { from: 1, plan, identity, source }], schedule, None)
}

/// The schedule of a patient's course as CSV: the same, with its tag and how often each row has changed; a session's rows name what it was made
/// from.
#[must_use]
pub fn course_csv(made: &[MadeFrom<'_>], schedule: &Schedule, tag: &Tag, issue: &Issue) -> String {
    table(made, schedule, Some((tag, issue)))
}

/// The columns `protocol` to `declared_by_clinic`.
fn origin(made: &MadeFrom<'_>, schedule: &Schedule) -> [String; 12] {
    let MadeFrom { plan, identity, source, .. } = made;
    [
        plan.name.to_string(),
        plan.version.to_string(),
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
    ]
}

fn table(made: &[MadeFrom<'_>], schedule: &Schedule, course: Option<(&Tag, &Issue)>) -> String {
    let joined = |parts: Vec<String>| parts.join("; ");
    let hours = joined(schedule.opening.hours.iter().map(ToString::to_string).collect());
    let closed = joined(schedule.opening.closed.iter().map(ToString::to_string).collect());
    let mut text = COLUMNS.join(",");
    text.push_str("\r\n");
    let whose_course = course.map(|(tag, issue)| [tag.to_string(), issue.revised.on.iso()]).unwrap_or_default();
    for dated in &schedule.courses {
        let phototypes: Vec<String> = dated.phototypes.iter().map(|phototype| phototype.number().to_string()).collect();
        let whose = [dated.name.to_string(), phototypes.join(" ")];
        let undated = dated.undated.as_ref().map_or_else(String::new, |undated| format!("{} {}", undated.first, undated.why.word()));
        let when = [hours.clone(), closed.clone(), undated];
        for Row { session, cells, aim, state, change } in rows(dated, course.map(|(_, issue)| issue)) {
            let own = [aim, state];
            let origin = made_from(made, session).map(|made| origin(made, schedule)).unwrap_or_default();
            let fields = whose.iter().chain(&cells).chain(&origin).chain(&own).chain(&when).chain(&whose_course).chain([&change]);
            text.push_str(&fields.map(|text| field(text)).collect::<Vec<_>>().join(","));
            text.push_str("\r\n");
        }
    }
    text
}

/// One row: the columns `session` to `sentence`, and what only some rows have.
struct Row {
    session: Option<u32>,
    cells: [String; 14],
    aim: String,
    state: String,
    change: String,
}

/// The rows of a course.
fn rows(course: &DatedCourse, issue: Option<&Issue>) -> Vec<Row> {
    let said = |change: Option<u32>| change.map_or_else(String::new, |change| change.to_string());
    let of_session =
        |number: u32| said(issue.and_then(|issue| issue.sessions.iter().find(|held| held.number == number)).map(|held| held.change));
    let sessions = course.sessions.iter().map(|dated| Row {
        session: Some(dated.number),
        cells: session(dated),
        aim: dated.aim.iso(),
        state: dated.state.word().to_owned(),
        change: of_session(dated.number),
    });
    let tasks = course.tasks.iter().map(|dated| Row {
        session: dated.session,
        cells: task(dated),
        aim: String::new(),
        state: if called_off(dated, course) { State::CalledOff.word().to_owned() } else { String::new() },
        change: match dated.session {
            Some(number) => of_session(number),
            None => said(issue.and_then(|issue| issue.throughout).map(|held| held.change)),
        },
    });
    let held = issue.and_then(|issue| issue.follow_up);
    let off = held.filter(|held| held.called_off && course.follow_up.is_none());
    let follow_up = course.follow_up.or(off.map(|held| held.day)).map(|day| Row {
        session: None,
        cells: follow_up(day),
        aim: String::new(),
        state: if off.is_some() { State::CalledOff.word().to_owned() } else { String::new() },
        change: said(held.map(|held| held.change)),
    });
    sessions.chain(tasks).chain(follow_up).collect()
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
