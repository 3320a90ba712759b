//! The dates of a course: the only place where a plan meets a calendar, a time of day and a time zone.
//! Reads no clock: the first day, and what happened since, come in as values.

mod course;
mod gives_way;
mod happened;
mod opening;
mod prove;
mod rivals;
mod rule;
mod sessions;
mod tasks;
mod time;
mod told;
mod zone;

/// The rules of dates, one file each; the registry is made from the folder.
mod rules {
    include!(concat!(env!("OUT_DIR"), "/date_rules.rs"));
}

pub use happened::{Event, Happened};
pub use opening::{Closed, Opening};
pub use prove::{Found, Proof, ProvedCourse, Unproved, prove};
pub use rule::{Registered, Rule};
pub use rules::RULES;
pub use time::{LocalTime, Moment, Observance};

use crate::diagnostic::{self, Name, Problem};
use crate::plan::{Course, Plan, Task, TaskKind};
use crate::quantity::{Day, Phototype};
use crate::source::{FileId, Span};
use happened::History;
use rule::problem;
use rules::{phototype_not_treated, zone_unknown};
use zone::Zone;

/// The place of a problem of a schedule whose dates come from the command line or a clinic's system, not from the file of a course: there
/// is nothing to point at, and faces print it without a snippet.
pub const NO_TEXT: Span = Span { file: FileId(u16::MAX), start: 0, end: 0 };

/// What no date can promise, said with every one of them.
pub const ONLY_IF: &str = "if screened, ready and accepted that day by the clinician";

/// The same as a sentence, for all dates of a document.
pub const NOTE: &str = "every date holds only if the patient is screened, ready and accepted that day by the clinician";

/// What a course is dated from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    /// Day and time of day of the first session, in the clinic's zone. Every later session keeps the time of day.
    pub first: LocalTime,
    /// The clinic's zone, as the IANA database names it: `Europe/Berlin`.
    pub zone: String,
    /// When the clinic is open. A session that has been given was given, whatever this says.
    pub opening: Opening,
    /// The patient's phototype; without one every effective course is dated.
    pub phototype: Option<Phototype>,
    /// What has happened since, in the order in which it did. Later sessions are planned anew from the last one given.
    pub happened: Vec<Happened>,
    /// Today, when the course is a real one: no session is planned before it, and nothing has happened after it.
    pub today: Option<Day>,
    /// What calendars hold of the course already.
    pub issued: Issued,
    /// Sessions below this number were settled under another version of the protocol; its spacing judged them.
    pub settled: u32,
    /// Whether a clinician's review of one of them is awaited.
    pub awaited: bool,
    /// Whether sessions come after the last of the plan, under another version.
    pub onward: bool,
    /// What earlier versions have done around the sessions, and the plan has not.
    pub replaced: Vec<Replaced>,
    /// Where all of this is said, for problems to point at.
    pub places: Places,
}

/// What an earlier version of a protocol has done around sessions, and a later one has not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replaced {
    /// What was done.
    pub task: Task,
    /// The last session of which calendars may hold it.
    pub until: u32,
}

/// Where a start and what happened since are said. What is said in no text has no place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    /// When the first session is.
    pub start: Option<Span>,
    /// What happened, line by line.
    pub happened: Vec<Span>,
    /// What calendars hold of a session, by its number.
    pub issued: Vec<(u32, Span)>,
}

impl Start {
    /// Where the last that is known of a session is said: what happened, or when it is to be.
    fn place(&self, session: u32) -> Span {
        let Places { start, happened, issued } = &self.places;
        let last = self.happened.iter().rposition(|happened| happened.session == session);
        let issued = issued.iter().find(|(number, _)| *number == session && session > 1).map(|(_, span)| *span);
        last.and_then(|last| happened.get(last).copied()).or(issued).or(*start).unwrap_or(NO_TEXT)
    }

    /// A course that starts at a time of a zone, of which nothing else is known.
    #[must_use]
    pub fn at(first: LocalTime, zone: &str) -> Self {
        let (opening, issued) = (Opening::default(), Issued::default());
        Self {
            first,
            zone: zone.to_owned(),
            opening,
            phototype: None,
            happened: Vec::new(),
            today: None,
            issued,
            settled: 1,
            awaited: false,
            onward: false,
            replaced: Vec::new(),
            places: Places::default(),
        }
    }
}

/// What calendars hold of a course: when each session was last said to be, and the last days of what hangs on the whole course.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Issued {
    /// When a session was last said to be. One that has no date any more keeps this one, called off.
    pub sessions: Vec<(u32, LocalTime)>,
    /// Those of them that are called off already.
    pub called_off: Vec<u32>,
    /// Those of them that are on a day which nobody had agreed on.
    pub proposed: Vec<u32>,
    /// The last day of the tasks of the whole course.
    pub throughout: Option<Day>,
}

impl Issued {
    /// When calendars have a session; none where they have it at no time any more.
    fn time_of(&self, session: u32) -> Option<LocalTime> {
        let told = self.sessions.iter().find(|(number, _)| *number == session && !self.called_off.contains(number));
        told.map(|(_, at)| *at)
    }

    /// The day on which calendars have a session; none where they have it on none any more.
    fn day_of(&self, session: u32) -> Option<Day> {
        self.time_of(session).map(LocalTime::day)
    }
}

/// The answer to dating a course.
#[derive(Debug)]
pub struct Dated {
    /// What is wrong, in the one order every face shows; all of it at [`NO_TEXT`].
    pub problems: Vec<Problem>,
    /// The dates, when no problem blocks them.
    pub schedule: Option<Schedule>,
}

/// Dated courses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// The zone of all local times, in the spelling of the IANA database.
    pub zone: String,
    /// The release of the IANA database that the zone's rules were taken from: `2026f`.
    pub tzdb_version: &'static str,
    /// When the clinic is open, as far as it was known: what the dates were chosen by.
    pub opening: Opening,
    /// The courses, in the plan's order.
    pub courses: Vec<DatedCourse>,
}

/// One effective course with its dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedCourse {
    /// `base`, or the variant's name.
    pub name: Name,
    /// The phototypes it is for.
    pub phototypes: Vec<Phototype>,
    /// Its sessions, in order.
    pub sessions: Vec<DatedSession>,
    /// What is done, left off or put on around them: session by session in the plan's order, then what holds all through.
    pub tasks: Vec<DatedTask>,
    /// What earlier versions of the protocol had there and this one has not: it holds no more, and only calendars are told so.
    pub replaced: Vec<DatedTask>,
    /// The day of the follow-up, counted from the last session; a day that does not exist rolls back, as a review never comes late. None
    /// while it is not known which session is the last.
    pub follow_up: Option<Day>,
    /// From which session on there is no date, and why.
    pub undated: Option<Undated>,
}

/// One session with its date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedSession {
    /// Its number, from 1.
    pub number: u32,
    /// When it is, or was.
    pub on: LocalTime,
    /// The same instant in UTC (RFC 3339).
    pub utc: String,
    /// When it has ended at the latest: `on` and the longest times (`at most`) of all its areas, one after the other. What runs in
    /// hours runs from here.
    pub ends: Moment,
    /// The first day the spacing allows, counted from the session before; the session's own day for session 1.
    pub earliest: Day,
    /// The last day the spacing allows; the session's own day for session 1.
    pub latest: Day,
    /// The day the protocol aims at, counted from the session before; the session's own day for session 1.
    pub aim: Day,
    /// Whether it is to come, was given, or has no date any more.
    pub state: State,
}

/// How far a session has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is to come.
    Planned,
    /// It was missed and is to come, on a day that nobody has agreed on.
    Proposed,
    /// It was given.
    Given,
    /// It was given, and stopped before its end.
    StoppedEarly,
    /// It has no date any more; its day is the last one that it had.
    CalledOff,
}

impl State {
    /// The word for it, as records write it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Proposed => "proposed",
            Self::Given => "given",
            Self::StoppedEarly => "stopped-early",
            Self::CalledOff => "called-off",
        }
    }

    /// Whether it has a date to come.
    #[must_use]
    pub fn is_to_come(self) -> bool {
        matches!(self, Self::Planned | Self::Proposed)
    }

    /// Whether it was given, to its end or not.
    #[must_use]
    pub fn is_given(self) -> bool {
        matches!(self, Self::Given | Self::StoppedEarly)
    }
}

/// From which session on a course has no dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undated {
    /// The first session without a date.
    pub first: u32,
    /// What they wait for.
    pub why: Why,
}

/// Why sessions have no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// A clinician's review is to come first.
    Review,
    /// The first session was missed, and a new start is for the clinic to choose.
    NewStart,
    /// An exception that it needs has ended by then.
    Lapsed,
    /// The course was ended.
    Cancelled,
}

impl Why {
    /// The word for it, as records write it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Review => "review",
            Self::NewStart => "new-start",
            Self::Lapsed => "lapsed",
            Self::Cancelled => "cancelled",
        }
    }
}

/// One task with its dates.
///
/// The days are for all-day calendar entries and round toward caution. What is left off is left off for the whole of its first and
/// last day; what must wait for hours before it is put on waits for the next whole day; a deadline in hours is the last whole day
/// before it. The days of a task never end before they begin: where that would need less than a day, the exact times bind. What is put on ends
/// before the next session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedTask {
    /// The session it belongs to; none for a task of the whole course.
    pub session: Option<u32>,
    /// What kind of thing.
    pub kind: TaskKind,
    /// What it is about: products, activities, the patient.
    pub what: Vec<Name>,
    /// A word on how, as the sheet prints it: "SPF 50".
    pub detail: Option<String>,
    /// First day.
    pub from: Day,
    /// Last day, included.
    pub until: Day,
    /// The last day that it has by itself, whatever session comes next.
    pub alone: Day,
    /// Whether nothing of it is left, as the next session comes before it begins; its days are those that it has by itself.
    pub gives_way: bool,
    /// The exact beginning, when it hangs on the clock.
    pub from_exact: Option<Moment>,
    /// The exact end, when it hangs on the clock.
    pub until_exact: Option<Moment>,
    /// All of it in one sentence, without a full stop.
    pub sentence: String,
}

/// A rule of dates by name.
#[must_use]
pub fn rule(name: &str) -> Option<&'static Registered> {
    RULES.iter().find(|rule| rule.name == name)
}

/// Whether the zone database has a zone of this name.
#[must_use]
pub fn zone_is_known(name: &str) -> bool {
    zone::Zone::named(name).is_some()
}

/// Whether two names are of one zone, however they are spelt.
#[must_use]
pub fn is_one_zone(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(zone::Zone::named);
    one.zip(other).is_some_and(|(one, other)| one.name() == other.name())
}

/// What the clocks of a zone go by from `first` to `last`, in order: what holds before the first day, then every change. `None` for a zone
/// that the database does not have.
#[must_use]
pub fn observances(zone: &str, first: Day, last: Day) -> Option<Vec<Observance>> {
    zone::Zone::named(zone)?.observances(first, last)
}

/// Dates the courses of a plan. Days between sessions are calendar days, so the time of day stays the same when the clocks change;
/// a planned session is on its aim day, or where the clinic is closed then on the nearest day of its window on which it is open, the later
/// of two that are equally near. Hours run on the instants themselves.
///
/// Where the course has not gone as planned and the protocol leaves it to a clinician, the later sessions have no date until the review is
/// among what has happened.
///
/// There is no schedule when a problem blocks it: an unknown zone, a phototype that is not treated, sessions that cannot have happened in
/// that order, one whose day has passed without a word, a start while the clinic is closed, a window in which it is never open, a session after the last day of an exception it needs, a time of day that does not exist or comes twice, or a date outside the years 1970 to 9999.
#[must_use]
pub fn starting(plan: &Plan, start: &Start) -> Dated {
    let mut problems = Vec::new();
    let zone = Zone::named(&start.zone);
    if zone.is_none() {
        problems.push(problem(zone_unknown::Finding { zone: start.zone.clone(), tzdb: zone::TZDB }));
    }
    let courses = asked(plan, start.phototype, &mut problems);
    // Which session a date belongs to is not guessed, so dates wait for the order.
    let dated = match History::of(start, &mut problems) {
        Some(history) => date_all(plan, &courses, &history, start, zone.as_ref(), &mut problems),
        None => Vec::new(),
    };
    diagnostic::in_order(&mut problems);
    let schedule = zone.filter(|_| !problems.iter().any(Problem::blocks)).map(|zone| Schedule {
        zone: zone.name().to_owned(),
        tzdb_version: zone::TZDB,
        opening: start.opening.clone(),
        courses: dated,
    });
    Dated { problems, schedule }
}

/// The courses to date: all, or the one for a phototype.
fn asked<'plan>(plan: &'plan Plan, phototype: Option<Phototype>, problems: &mut Vec<Problem>) -> Vec<&'plan Course> {
    let Some(phototype) = phototype else {
        return plan.courses.iter().collect();
    };
    let place = Phototype::ALL.iter().zip(plan.phototypes).find(|(other, _)| **other == phototype).and_then(|(_, place)| place);
    let course = place.and_then(|place| plan.courses.get(place));
    if course.is_none() {
        problems.push(problem(phototype_not_treated::Finding { phototype, protocol: plan.name.clone() }));
    }
    course.into_iter().collect()
}

/// Dates each course; equal problems of several are one that lists them.
fn date_all(
    plan: &Plan,
    courses: &[&Course],
    history: &History,
    start: &Start,
    zone: Option<&Zone>,
    problems: &mut Vec<Problem>,
) -> Vec<DatedCourse> {
    let mut joined: Vec<Problem> = Vec::new();
    let mut dated = Vec::new();
    for course in courses {
        let mut found = Vec::new();
        dated.extend(course::date(plan, course, history, start, zone, &mut found));
        for mut problem in found {
            match joined.iter_mut().find(|other| other.rule == problem.rule && other.finding.to_string() == problem.finding.to_string()) {
                Some(other) => other.courses.push(course.name.clone()),
                None => {
                    problem.courses.push(course.name.clone());
                    joined.push(problem);
                }
            }
        }
    }
    for problem in joined.iter_mut().filter(|problem| problem.courses.len() == courses.len()) {
        problem.courses.clear();
    }
    problems.append(&mut joined);
    dated
}
