//! The calendar of a course: what is written, read back by our own eyes and by another program, and what the lint finds in what is wrong.

use std::collections::BTreeMap;
use std::sync::Mutex;

use needlepoint::course::Issue;
use needlepoint::diagnostic::Fault;
use needlepoint::plan::{self, Identity, Plan};
use needlepoint::record::{MadeFrom, SourceFacts, ics_lint, schedule_ics};
use needlepoint::rule::{Asked, Purpose};
use needlepoint::schedule::{Dated, LocalTime, Schedule, Start, starting};
use needlepoint::source::Source;
use needlepoint::{
    first_file,
    quantity::{Day, Phototype, Tag},
};

use crate::support::{builtin, files, read, today};

mod client;
mod issued;
mod mutants;
mod read_back;
mod written;
mod zones;

const TAG: &str = "7650-5E3F-R";
const BERLIN: &str = "Europe/Berlin";
const MELASMA: &str = "protocols/melasma-face.needle";
const SCARS: &str = "protocols/acne-scars-face.needle";

fn tag() -> Tag {
    Tag::read(TAG).unwrap()
}

/// The shipped protocols.
fn shipped() -> Vec<String> {
    let all = files("protocols", ".needle").into_iter();
    all.filter(|path| read(path).lines().any(|line| line.starts_with("protocol "))).collect()
}

/// What a protocol plans; each is checked once.
fn planned(path: &str) -> (Plan, Identity) {
    static PLANNED: Mutex<BTreeMap<String, (Plan, Identity)>> = Mutex::new(BTreeMap::new());
    PLANNED.lock().unwrap().entry(path.to_owned()).or_insert_with(|| plan_of(path)).clone()
}

fn plan_of(path: &str) -> (Plan, Identity) {
    let source = Source::new(first_file(), path, read(path));
    let answer = needlepoint::check(&source, builtin(), &Asked { purpose: Purpose::Bench, today: today() });
    let plan = plan::lower(&answer.accepted.unwrap());
    let identity = plan::identity(&plan);
    (plan, identity)
}

/// A start for the first phototype that a protocol treats.
fn start(plan: &Plan, first: &str, zone: &str) -> Start {
    let treated = Phototype::ALL.into_iter().zip(plan.phototypes).find_map(|(phototype, course)| course.map(|_| phototype));
    Start { phototype: treated, ..Start::at(LocalTime::read(first).unwrap(), zone) }
}

fn schedule(plan: &Plan, start: &Start) -> Schedule {
    let Dated { problems, schedule } = starting(plan, start);
    schedule.unwrap_or_else(|| panic!("{problems:#?}"))
}

fn facts() -> SourceFacts {
    SourceFacts { name: "Mueller, Anna.needle".to_owned(), sha256: "0f".repeat(32), clinic: None, declared: Vec::new() }
}

/// What calendars hold of a course that is sent out for the first time.
fn first(schedule: &Schedule, on: Day) -> Issue {
    Issue::first(&schedule.courses[0], on, &schedule.zone)
}

/// The calendar of a course that one text governs from the first session on.
fn ics(plan: &Plan, identity: &Identity, schedule: &Schedule, source: &SourceFacts, tag: &Tag, issue: &Issue) -> Result<String, Fault> {
    schedule_ics(&[MadeFrom { from: 1, plan, identity, source }], schedule, tag, issue)
}

/// A calendar sent for the first time.
fn calendar(plan: &Plan, identity: &Identity, schedule: &Schedule) -> String {
    ics(plan, identity, schedule, &facts(), &tag(), &first(schedule, today())).unwrap_or_else(|fault| panic!("{fault}"))
}

/// The calendar of a shipped protocol from 1 December 2026 in Berlin.
fn good(path: &str) -> String {
    let (plan, identity) = planned(path);
    let schedule = schedule(&plan, &start(&plan, "2026-12-01T10:00", BERLIN));
    calendar(&plan, &identity, &schedule)
}

/// The lines of a calendar, unfolded, with what is escaped as it was meant; read here for the tests, by hand.
fn lines(text: &str) -> Vec<(String, String)> {
    let unfolded = text.replace("\r\n ", "");
    let line = |line: &str| {
        let (name, value) = line.split_once(':').unwrap_or_else(|| panic!("{line}"));
        let mut meant = String::new();
        let mut characters = value.chars();
        while let Some(character) = characters.next() {
            match character {
                '\\' => meant.push(characters.next().map(|escaped| if escaped == 'n' { '\n' } else { escaped }).unwrap()),
                other => meant.push(other),
            }
        }
        (name.to_owned(), meant)
    };
    unfolded.split_terminator("\r\n").map(line).collect()
}

/// An event as its lines, without its alarm.
type Event = Vec<(String, String)>;

/// The events of a calendar.
fn events(text: &str) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    let (mut open, mut alarm) = (false, false);
    for (name, value) in lines(text) {
        match (name.as_str(), value.as_str()) {
            ("BEGIN", "VEVENT") => {
                open = true;
                events.push(Vec::new());
            }
            ("END", "VEVENT") => open = false,
            ("BEGIN" | "END", "VALARM") => {
                alarm = name == "BEGIN";
                events.last_mut().unwrap().push((name, value));
            }
            _ if open && !alarm => events.last_mut().unwrap().push((name, value)),
            _ => {}
        }
    }
    events
}

/// The value of a line of an event, whatever its parameters.
fn value<'e>(event: &'e Event, name: &str) -> &'e str {
    let line = event.iter().find(|(own, _)| own.split(';').next() == Some(name));
    &line.unwrap_or_else(|| panic!("no {name} in {event:?}")).1
}

/// The event with that title.
fn titled<'e>(events: &'e [Event], title: &str) -> &'e Event {
    events.iter().find(|event| value(event, "SUMMARY") == title).unwrap_or_else(|| panic!("no {title}"))
}

#[test]
fn every_shipped_protocol_has_a_calendar_that_is_sound() {
    let all = shipped();
    assert_eq!(all.len(), 8);
    for path in all {
        assert_eq!(ics_lint(good(&path).as_bytes()), Vec::<String>::new(), "{path}");
    }
}

#[test]
fn the_calendar_of_one_protocol_is_pinned() {
    // The version of the tool is its own affair.
    let text = good(MELASMA).replace(needlepoint::VERSION, "0.0.0").replace("\r\n", "\n");
    insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "../cases/snapshots", omit_expression => true }, {
        insta::assert_snapshot!("calendar-melasma-face", text);
    });
}

#[test]
fn the_page_about_calendars_shows_one_as_it_is() {
    let page = read("docs/calendar.md");
    let [(_, event)] =
        crate::support::blocks("docs/calendar.md").into_iter().filter(|(kind, _)| kind == "ics").collect::<Vec<_>>().try_into().unwrap();
    assert!(good(SCARS).replace("\r\n", "\n").contains(&event), "{event}");
    let named = "exercise, make-up, sauna, self-tanner, sun, sunscreen, swimming, tanning bed and waxing";
    assert!(page.contains(named), "the names that may stand in a title");
}
