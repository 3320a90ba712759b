//! What earlier versions of a protocol had around the sessions of a course, and the one that governs has not.

use super::*;
use needlepoint::course::{Governing, dated};

/// One day before until one day after each session; with `all through` before its name, once for the course.
fn tasks(names: &[&'static str]) -> Vec<Task> {
    let day = Elapsed::Calendar(Calendar::of_days(1));
    let one = |name: &&'static str| match name.strip_prefix("all through ") {
        Some(name) => Task {
            kind: TaskKind::DoNot,
            what: vec![Name::fixed(name)],
            from: Offset::WholeCourse,
            until: Offset::WholeCourse,
            detail: None,
        },
        None => {
            let what = name.split('+').map(Name::fixed).collect();
            Task { kind: TaskKind::Pause, what, from: Offset::Before(day), until: Offset::After(day), detail: None }
        }
    };
    names.iter().map(one).collect()
}

/// Session, name and last day of what is replaced, where each version governs from a session on, has so many sessions and those tasks.
fn replaced(versions: &[(u32, u32, &[&'static str])], given: &[&str]) -> Vec<String> {
    let plans: Vec<(u32, Plan)> =
        versions.iter().map(|(from, sessions, names)| (*from, plan_of(plan(*sessions).courses, tasks(names)))).collect();
    let governing: Vec<Governing<'_>> = plans.iter().map(|(from, plan)| Governing { from: *from, plan }).collect();
    let mut start = from("2026-12-01T10:00", BERLIN);
    start.happened = super::given(given);
    let dated = dated(&governing, &start);
    let course = dated.schedule.unwrap_or_else(|| panic!("{:#?}", dated.problems)).courses.remove(0);
    let said = |task: &DatedTask| {
        let what: Vec<&str> = task.what.iter().map(Name::as_str).collect();
        let session = task.session.map_or("all through".to_owned(), |session| session.to_string());
        format!("{session} {} {}", what.join("+"), task.until.iso())
    };
    course.replaced.iter().map(said).collect()
}

#[test]
fn only_sessions_to_come_lose_what_a_later_version_has_no_more() {
    // Sessions on 1 and 31 December and on 30 January.
    let given = ["2026-12-01"];
    assert_eq!(replaced(&[(1, 3, &["a", "b"])], &given), [""; 0]);
    assert_eq!(replaced(&[(1, 3, &["a", "b"]), (2, 3, &["a", "b"])], &given), [""; 0]);
    assert_eq!(replaced(&[(1, 3, &["a", "b"]), (2, 3, &["b"])], &given), ["2 a 2027-01-01", "3 a 2027-01-31"]);
    // The order in which things are named makes no other task of one; what is once for the course is another than what is around sessions.
    assert_eq!(replaced(&[(1, 3, &["a+b"]), (2, 3, &["b+a"])], &given), [""; 0]);
    let through: &[&str] = &["all through a"];
    assert_eq!(replaced(&[(1, 3, &["a"]), (3, 3, through)], &["2026-12-01", "2026-12-31"]), ["3 a 2027-01-31"]);
    assert_eq!(replaced(&[(1, 3, through), (2, 3, &["a"])], &given), ["all through a 2027-01-31"]);
}

#[test]
fn calendars_hold_no_session_that_a_version_did_not_have() {
    // The first version has two sessions: a third was never sent out with what it had.
    assert_eq!(replaced(&[(1, 2, &["a"]), (2, 3, &[])], &["2026-12-01"]), ["2 a 2027-01-01"]);
    // Of several versions the one with the most counts.
    assert_eq!(replaced(&[(1, 3, &["a"]), (1, 2, &["a"]), (1, 3, &[])], &[]), ["1 a 2026-12-02", "2 a 2027-01-01", "3 a 2027-01-31"]);
}

#[test]
fn what_is_replaced_stays_replaced() {
    let given = ["2026-12-01", "2026-12-31"];
    // Session 2 was given under the second version, which had no `a` for it; the third has `a` again for session 3, and no `b`.
    let three: &[(u32, u32, &[&'static str])] = &[(1, 3, &["a"]), (2, 3, &["b"]), (3, 3, &["a"])];
    assert_eq!(replaced(three, &given), ["2 a 2027-01-01", "3 b 2027-01-31"]);
    // One that never came to govern a session was sent out all the same.
    assert_eq!(replaced(&[(1, 1, &["a"]), (1, 1, &["b"]), (1, 1, &["c"])], &[]), ["1 b 2026-12-02", "1 a 2026-12-02"]);
}

#[test]
fn tasks_that_are_alike_are_told_apart_by_their_order() {
    assert_eq!(replaced(&[(1, 1, &["a", "a"]), (1, 1, &["a"])], &[]), ["1 a 2026-12-02"]);
    assert_eq!(replaced(&[(1, 1, &["a", "a"]), (1, 1, &["a", "a", "a"])], &[]), [""; 0]);
    assert_eq!(replaced(&[(1, 1, &["a", "a"]), (1, 1, &["a"]), (1, 1, &[])], &[]), ["1 a 2026-12-02", "1 a 2026-12-02"]);
}
