//! What is put on after one session, and waits after the next: it ends on the day before that one, wherever it is said. Days are counted by hand.

use super::*;
use needlepoint::course::{Governing, Issue, Revised, dated};

fn hours(count: u32) -> Offset {
    Offset::After(Elapsed::Clock(Clock::of(count * 3600)))
}

fn days(count: u32) -> Offset {
    Offset::After(Elapsed::Calendar(Calendar::of_days(count)))
}

fn put_on(what: &'static str, from: Offset, until: Offset) -> Task {
    Task { kind: TaskKind::Apply, what: vec![Name::fixed(what)], from, until, detail: Some("SPF 50".to_owned()) }
}

/// Sessions 30 to 42 days apart, with sunscreen from 24 hours after each until so many days after it.
fn sunny(sessions: u32, until: u32) -> Plan {
    Plan { tasks: vec![put_on("sunscreen", hours(24), days(until))], ..plan(sessions) }
}

/// First and last day of what is put on after each session, and whether anything of it is left.
fn runs(plan: &Plan, start: &Start) -> Vec<(String, String, bool)> {
    let task = |task: &DatedTask| (task.from.iso(), task.until.iso(), !task.gives_way);
    only(plan, start).tasks.iter().map(task).collect()
}

fn is(runs: &[(&str, &str, bool)]) -> Vec<(String, String, bool)> {
    runs.iter().map(|(from, until, left)| ((*from).to_owned(), (*until).to_owned(), *left)).collect()
}

#[test]
fn what_is_put_on_ends_before_the_next_session() {
    // Sessions on the first and the 31st of December; 24 hours after each end lie within the day after it.
    let start = from("2026-12-01T10:00", BERLIN);
    assert_eq!(runs(&sunny(2, 29), &start), is(&[("2026-12-03", "2026-12-30", true), ("2027-01-02", "2027-01-29", true)]));
    assert_eq!(runs(&sunny(2, 30), &start), is(&[("2026-12-03", "2026-12-30", true), ("2027-01-02", "2027-01-30", true)]));
    assert_eq!(runs(&sunny(2, 42), &start), is(&[("2026-12-03", "2026-12-30", true), ("2027-01-02", "2027-02-11", true)]));
    let sentence = |until| only(&sunny(2, until), &start).tasks[0].sentence.clone();
    let begins = "session 1: put on sunscreen (SPF 50) from 2 December 2026, 10:12:30 until the end of 30 December 2026";
    assert_eq!([sentence(29), sentence(42)], [begins.to_owned(), format!("{begins}, the day before session 2")]);
    // So does what does not wait: from then on the next aftercare counts, which has it too.
    let at_once = Plan { tasks: vec![put_on("balm", Offset::AtEnd, days(42))], ..plan(2) };
    assert_eq!(runs(&at_once, &start), is(&[("2026-12-01", "2026-12-30", true), ("2026-12-31", "2027-02-11", true)]));
    // Of what ends by the hour no hour is left.
    let by_the_hour = Plan { tasks: vec![put_on("sunscreen", hours(24), hours(24 * 40))], ..plan(2) };
    let tasks = only(&by_the_hour, &start).tasks;
    assert_eq!((tasks[0].until.iso().as_str(), &tasks[0].until_exact), ("2026-12-30", &None));
    assert!(tasks[1].until_exact.is_some());
}

#[test]
fn of_what_had_not_begun_nothing_is_left() {
    // Given on the third of December, far too soon: what was to begin on that day does not.
    let start = Start { happened: given(&["2026-12-01", "2026-12-03"]), ..from("2026-12-01T10:00", BERLIN) };
    assert_eq!(runs(&sunny(2, 14), &start), is(&[("2026-12-03", "2026-12-15", false), ("2026-12-05", "2026-12-17", true)]));
    let sentence = "session 1: put on sunscreen (SPF 50), of which nothing is left before session 2";
    assert_eq!(only(&sunny(2, 14), &start).tasks[0].sentence, sentence);
    let start = Start { happened: given(&["2026-12-01", "2026-12-04"]), ..start };
    assert_eq!(runs(&sunny(2, 14), &start)[0], is(&[("2026-12-03", "2026-12-03", true)])[0]);
}

#[test]
fn an_entry_that_ends_for_another_session_is_told_again() {
    let brought_up = |plan: &Plan, before: Option<&Issue>, happened: Vec<Happened>| {
        let issued = before.map(Issue::held).unwrap_or_default();
        let start = Start { happened, today: Some(day("2026-12-02")), issued, ..from("2026-12-01T10:00", BERLIN) };
        let course = dated(&[Governing { from: 1, plan }], &start).schedule.unwrap().courses.remove(0);
        let revised = Revised {
            on: day("2026-12-02"),
            change: 0,
            phototype: None,
            digest: "0123456789abcdef".to_owned(),
            with: String::new(),
            zone: BERLIN.to_owned(),
        };
        let (issue, changes) = Issue::of(before, &course, revised, 1);
        (issue, changes.iter().map(ToString::to_string).collect::<Vec<_>>())
    };
    let told = |until| {
        let plan = sunny(2, until);
        let first = vec![Happened { session: 1, what: Event::Given(day("2026-12-01"), None) }];
        let (issue, _) = brought_up(&plan, None, first.clone());
        let moved = |to| [&first[..], &[Happened { session: 2, what: Event::Moved(day(to), None) }]].concat();
        let (issue, changes) = brought_up(&plan, Some(&issue), moved("2027-01-05"));
        // Brought up to date again, nothing is told again.
        assert_eq!(brought_up(&plan, Some(&issue), moved("2027-01-05")), (issue.clone(), Vec::new()));
        changes
    };
    let second = "session 2: Tuesday, 5 January 2027, 10:00 (was: Thursday, 31 December 2026, 10:00)";
    let first = "session 1: Tuesday, 1 December 2026, 10:00, told again: the next session on another day, or on none";
    // Until the 30th it is put on by itself; one day longer, and session 2 ends it.
    assert_eq!(told(29), [second]);
    assert_eq!(told(30), [first, second]);
}

#[test]
fn a_version_without_it_puts_it_on_no_longer() {
    // The second version, which governs from session 2 on, has no sunscreen.
    let (sunny, bare) = (sunny(2, 42), plan(2));
    let start = Start { happened: given(&["2026-12-01"]), today: Some(day("2026-12-02")), ..from("2026-12-01T10:00", BERLIN) };
    let governing = [Governing { from: 1, plan: &sunny }, Governing { from: 2, plan: &bare }];
    let course = dated(&governing, &start).schedule.unwrap().courses.remove(0);
    let days: Vec<(Option<u32>, String)> = course.tasks.iter().map(|task| (task.session, task.until.iso())).collect();
    assert_eq!(days, [(Some(1), "2026-12-30".to_owned())]);
}

#[test]
fn what_has_nothing_left_is_called_off_everywhere() {
    let plan = sunny(2, 14);
    let start = Start { phototype: Phototype::of(2), happened: given(&["2026-12-01", "2026-12-03"]), ..from("2026-12-01T10:00", BERLIN) };
    let schedule = schedule(&plan, &start);
    let document: Value = serde_json::from_str(&schedule_json(&plan, &identity(), &schedule, &facts())).unwrap();
    let tasks = document["courses"][0]["tasks"].as_array().unwrap();
    assert_eq!(tasks.iter().map(|task| task["called_off"] == true).collect::<Vec<_>>(), [true, false]);
    let table = schedule_csv(&plan, &identity(), &schedule, &facts());
    let rows: Vec<bool> = table.lines().filter(|row| row.contains(",apply,")).map(|row| row.contains(",called-off,")).collect();
    assert_eq!(rows, [true, false], "{table}");
}
