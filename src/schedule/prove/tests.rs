//! The walk itself: a planner that breaks its promise is found out, and what stands in the way is found where a count by hand finds it.

use super::*;
use crate::plan::Version;
use crate::plan::{Answers, Limits, Offset, Passes, Step as Needled, Task, TaskKind};
use crate::quantity::{Clock, Depth, Elapsed, Glide, OpenHours, Speed};
use crate::schedule::{Closed, Opening};

fn day(text: &str) -> Day {
    Day::read(text).expect("a day")
}

/// A course of sessions of ten minutes, so many days apart.
fn plan(sessions: u32, [shortest, longest, aim]: [u32; 3]) -> Plan {
    let step = Needled {
        area: 0,
        start: Depth::of(250),
        raise: Depth::of(250),
        ceiling: Depth::of(500),
        passes: Passes { horizontal: 2, vertical: 1, diagonal: 1 },
        speed: Speed::of(7000),
        glide: Some(Glide::of(20)),
        at_most: Clock::of(600),
        endpoint: Name::fixed("even-erythema"),
        pressure: None,
        size: None,
        cartridge: 0,
        only: None,
        in_one_spot: None,
        none_published: false,
        skip: [].into(),
        stops: [].into(),
    };
    let course = Course {
        name: Name::fixed("base"),
        phototypes: Phototype::ALL.to_vec(),
        spacing: Spacing { shortest, longest, aim },
        sessions: (1..=sessions).map(|number| Session { number, steps: vec![step.clone()] }).collect(),
    };
    Plan {
        name: Name::fixed("scars"),
        version: Version { major: 1, minor: 0, patch: 0 },
        title: "Scars".to_owned(),
        device: Name::fixed("reference-pen"),
        cartridges: vec![Name::fixed("reference-cartridge")],
        limits: Limits { depth: Depth::of(500), speed: Speed::of(7000), passes: 4, session: Clock::of(600), interval_days: shortest },
        areas: vec![Name::fixed("cheeks")],
        courses: vec![course],
        phototypes: [Some(0); 6],
        renew_by: None,
        approved_on: None,
        prompts: Vec::new(),
        numbing: Vec::new(),
        exceptions: Vec::new(),
        tasks: Vec::new(),
        follow_up: None,
        answers: Answers::default(),
    }
}

fn start(first: &str, closed: &[(&str, &str)]) -> Start {
    let closed = closed.iter().map(|(first, last)| Closed { first: day(first), last: day(last), why: None }).collect();
    let first = LocalTime::of(day(first), 10, 0).expect("a time");
    Start { opening: Opening { hours: Vec::new(), closed }, ..Start::at(first, "Europe/Berlin") }
}

fn proved(plan: &Plan, start: &Start) -> ProvedCourse {
    prove(plan, start).expect("a proof").courses.remove(0)
}

#[test]
fn a_planner_that_breaks_its_promise_is_found_out() {
    let plan = plan(3, [28, 42, 35]);
    let start = start("2026-12-01", &[("2027-01-05", "2027-01-05"), ("2027-02-01", "2027-02-10")]);
    let broken = |planner: Step<'_>| match prove_with(&plan, &start, planner) {
        Err(Unproved::Fault(fault)) => fault.what,
        other => panic!("{other:?}"),
    };
    let after = |last: Day, days: u32| last.after(Calendar::of_days(days));
    // On the aim, whether the clinic is open then or not; 5 January is closed, and 1 December + 35 days.
    let blind = broken(&|walker, _, last, _| Some(walker.hours.begins(after(last, 35)?, None)));
    assert_eq!(blind, "after 1 December 2026 session 2 is planned on 5 January 2027, and should be on 6 January 2027");
    // The earlier of two days as near as each other.
    let early = broken(&|walker, session, last, problems| {
        let planned = walker.step(session, last, problems)?;
        let other = after(last, 70)?.days_before(u32::try_from(planned.day().days_since(last)).ok()?)?;
        Some(
            walker
                .hours
                .begins(if walker.hours.closure(session, other).is_none() { other.min(planned.day()) } else { planned.day() }, None),
        )
    });
    assert_eq!(early, "after 1 December 2026 session 2 is planned on 4 January 2027, and should be on 6 January 2027");
    // A day past the last.
    let late = broken(&|walker, _, last, _| Some(walker.hours.begins(after(last, 43)?, None)));
    assert_eq!(late, "after 1 December 2026 session 2 is planned on 13 January 2027, and should be on 6 January 2027");
    // A window given up although a day is open, and one given up without a word.
    let none = broken(&|_, _, _, _| None);
    assert_eq!(none, "after 1 December 2026 session 2 is planned on no day, and should be on 6 January 2027");
    // The planner itself is held to the same, and keeps it.
    assert!(prove(&plan, &start).is_ok());
}

#[test]
fn the_smallest_course_is_found() {
    // Sessions are 4 to 6 days apart. From 1 January 2027 they would be on 5, 6 and 7 January, and from the 2nd on 6, 7 and 8: all closed.
    let closed = [("2027-01-05", "2027-01-08")];
    let two = proved(&plan(2, [4, 6, 5]), &start("2026-12-20", &closed));
    let [found] = two.found.as_slice() else { panic!("{:?}", two.found) };
    let sentence = "session 2 can begin at 10:00 on no day from 5 January 2027 to 7 January 2027 (4 days to 6 days after 1 January 2027); \
                    the clinic is closed on all of them: it is closed from 5 January 2027 to 7 January 2027";
    assert_eq!((found.problem.rule, found.problem.message().as_str()), ("window-closed", sentence));
    assert_eq!((found.days.as_slice(), found.times, found.violates()), ([day("2027-01-01")].as_slice(), 2, true));
    assert_eq!((two.starts, two.closed), (727, 4));
    // Three days from each start, less the three ways to each of the four closed days; and the two courses that end at once.
    assert_eq!(two.courses, Some(727 * 3 - 4 * 3 + 2));
    // The same two days stop a course of three as soon as one of two.
    assert_eq!(proved(&plan(3, [4, 6, 5]), &start("2026-12-20", &closed)).found[0].days, [day("2027-01-01")]);
    // Those are a Friday and a Saturday. Where they are too short for a first session, which lasts an hour, the second stands there first:
    // of the days before 1 January Saturday is no start, and Sunday the 27th, five days before, is.
    let mut long = plan(3, [4, 6, 5]);
    long.courses[0].sessions[0].steps[0].at_most = Clock::of(3600);
    let hours = ["monday to thursday 10:00 to 12:00", "friday to saturday 10:00 to 10:30", "sunday 10:00 to 12:00"];
    let mut short = start("2026-12-20", &closed);
    short.opening.hours = hours.iter().map(|hours| OpenHours::read(hours).expect("hours")).collect();
    let found = &proved(&long, &short).found[0];
    assert_eq!((found.problem.rule, found.days.as_slice()), ("window-closed", [day("2026-12-27"), day("2027-01-01")].as_slice()));
    assert!(found.problem.message().starts_with("session 3 can begin at 10:00 on no day from 5 January 2027 to 7 January 2027"));
}

#[test]
fn courses_start_on_every_day_of_two_years() {
    // Two years from a leap day on, and from an ordinary one.
    let from = |first| {
        let proof = prove(&plan(1, [7, 7, 7]), &start(first, &[])).expect("a proof");
        (proof.until, proof.courses[0].starts, proof.courses[0].courses)
    };
    assert_eq!(from("2028-02-29"), (day("2030-02-28"), 731, Some(731)));
    assert_eq!(from("2026-12-01"), (day("2028-11-30"), 731, Some(731)));
    assert_eq!(from("2028-12-01"), (day("2030-11-30"), 730, Some(730)));
}

#[test]
fn what_two_sessions_tell_the_patient_is_held_against_each_other() {
    let days = |days| Elapsed::Calendar(Calendar::of_days(days));
    let task = |kind, from, until| Task { kind, what: vec![Name::fixed("sunscreen")], from, until, detail: None };
    let mut plan = plan(2, [28, 42, 28]);
    plan.tasks = vec![
        task(TaskKind::Apply, Offset::After(days(1)), Offset::After(days(26))),
        task(TaskKind::Pause, Offset::Before(days(3)), Offset::AtEnd),
    ];
    // Put on to the 27th of December, off from the 26th, where the second session is on the 29th; a wait of 30 days parts them.
    let found = proved(&plan, &start("2026-12-01", &[])).found;
    let sentence = "`sunscreen` is put on from 2 December 2026 to 27 December 2026 for session 1, \
                    and left off from 26 December 2026 to 29 December 2026 for session 2";
    assert_eq!(found.iter().map(|found| found.problem.message()).collect::<Vec<_>>(), [sentence]);
    assert_eq!((found[0].days.as_slice(), found[0].times), ([day("2026-12-01"), day("2026-12-29")].as_slice(), 731 * 2));
    plan.courses[0].spacing.shortest = 30;
    assert!(proved(&plan, &start("2026-12-01", &[])).found.is_empty());
    // Without the pause it may go on to the day before the next session, and no longer.
    plan.tasks.truncate(1);
    plan.tasks[0].until = Offset::After(days(29));
    assert!(proved(&plan, &start("2026-12-01", &[])).found.is_empty());
    plan.tasks[0].until = Offset::After(days(30));
    let found = proved(&plan, &start("2026-12-01", &[])).found;
    let sentence = "`sunscreen` is put on until 31 December 2026 for session 1; session 2 is on 31 December 2026, and after it `sunscreen` waits 1 day";
    assert_eq!(found.iter().map(|found| (found.violates(), found.problem.message())).collect::<Vec<_>>(), [(false, sentence.to_owned())]);
}

#[test]
fn the_ends_of_the_calendar_are_said() {
    let rules = |plan: &Plan, first: &str| {
        let found = proved(plan, &start(first, &[])).found;
        found.iter().map(|found| (found.problem.rule, found.problem.message(), found.days.clone())).collect::<Vec<_>>()
    };
    let beyond = |what: &str, days: &[&str]| {
        vec![("date-out-of-range", format!("{what} falls outside the years 1970 to 9999"), days.iter().map(|text| day(text)).collect())]
    };
    assert_eq!(rules(&plan(2, [28, 42, 28]), "9996-12-01"), vec![]);
    assert_eq!(rules(&plan(2, [28, 42, 28]), "9997-12-31"), beyond("session 2", &["9999-11-20"]));
    let mut paused = plan(1, [28, 42, 28]);
    let before = Offset::Before(Elapsed::Calendar(Calendar::of_days(3)));
    paused.tasks = vec![Task { kind: TaskKind::Pause, what: vec![Name::fixed("x")], from: before, until: Offset::AtEnd, detail: None }];
    assert_eq!(rules(&paused, "1970-01-04"), vec![]);
    assert_eq!(rules(&paused, "1970-01-03"), beyond("leave off x around session 1", &["1970-01-03"]));
    let mut reviewed = plan(1, [28, 42, 28]);
    reviewed.follow_up = Some(Calendar::of_days(84));
    assert_eq!(rules(&reviewed, "9997-11-01").len(), 1);
}

#[test]
fn what_is_too_much_to_walk_is_not_claimed() {
    let wide = plan(60, [1, 365, 30]);
    assert!(matches!(prove(&wide, &start("2026-12-01", &[])), Err(Unproved::TooMany { course }) if course == "base"));
    let nowhere = Start { zone: "Mars/Olympus".to_owned(), ..start("2026-12-01", &[]) };
    assert!(matches!(prove(&plan(1, [7, 7, 7]), &nowhere), Err(Unproved::Problem(problem)) if problem.rule == "zone-unknown"));
}
