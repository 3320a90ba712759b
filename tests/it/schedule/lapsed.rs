//! Sessions past the last day of an exception that they need, or of the protocol itself.

use super::*;
use needlepoint::schedule::{Undated, Why};

/// The cheeks above the label's 1.5 mm, up to 2 mm.
pub(super) fn exception(until: &str) -> Exception {
    Exception {
        rule: Name::fixed("depth-beyond-label"),
        version: 1,
        area: 1,
        above: Depth::of(1500),
        up_to: Depth::of(2000),
        reason: Name::fixed("published-evidence"),
        by: "B. Approver".to_owned(),
        until: day(until),
    }
}

#[test]
fn an_exception_holds_on_the_day_of_each_session_that_uses_it() {
    // The deeper course needles the cheeks to 2 mm from session 2 on, the other one to 1 mm all through.
    let mut deep = course("base", &[1, 2, 3], 3, [30, 42, 30]);
    deep.sessions[1..].iter_mut().for_each(|session| session.steps[1].ceiling = Depth::of(2000));
    let shallow = course("darker-skin", &[4, 5], 3, [42, 56, 42]);
    let mut plan = plan_of(vec![deep, shallow], Vec::new());
    plan.exceptions = vec![exception("2027-04-01")];
    let sentence = |session: u32, on: &str, missing: &str| {
        let holds = "the exception from `depth-beyond-label` on `cheeks` holds until 1 April 2027";
        format!("session {session} is on {on}; {holds}, {missing} less (in the course base)")
    };
    let found = |first: &str| problems(&plan, &from(first, BERLIN));
    // Session 3 is 60 days after session 1: the day before the last, the last, the day after it.
    assert_eq!(found("2027-01-30T10:00"), []);
    assert_eq!(found("2027-01-31T10:00"), []);
    assert_eq!(found("2027-02-01T10:00"), never("session-after-exception", &sentence(3, "2 April 2027", "1 day")));
    assert_eq!(found("2027-03-04T10:00")[1], never("session-after-exception", &sentence(3, "3 May 2027", "32 days"))[0]);
    // A session that stays shallow needs no exception; every one that does not is named.
    let after = [sentence(2, "2 May 2027", "31 days"), sentence(3, "1 June 2027", "61 days")];
    let named: Vec<String> = found("2027-04-02T10:00").into_iter().map(|(_, _, message)| message).collect();
    assert_eq!(named, after);
    let start = Start { phototype: Phototype::of(4), ..from("2027-04-02T10:00", BERLIN) };
    assert_eq!(problems(&plan, &start), []);
    // The day it was really given counts.
    let late = Start {
        phototype: Phototype::of(1),
        ..Start { happened: given(&["2027-01-31", "2027-03-03"]), ..from("2027-01-31T10:00", BERLIN) }
    };
    let message = sentence(3, "2 April 2027", "1 day").replace(" (in the course base)", "");
    assert_eq!(problems(&plan, &late), never("session-after-exception", &message));
}

#[test]
fn a_course_under_way_is_dated_as_far_as_its_exceptions_go() {
    let mut deep = course("base", &[1, 2, 3], 3, [30, 42, 30]);
    deep.sessions[1..].iter_mut().for_each(|session| session.steps[1].ceiling = Depth::of(2000));
    let plan = Plan { exceptions: vec![exception("2027-04-01")], ..plan_of(vec![deep], Vec::new()) };
    let real = |today: &str, days: &[&str]| Start { happened: given(days), today: Some(day(today)), ..from("2027-01-31T10:00", BERLIN) };
    let third = "session 3 is on 2 April 2027; the exception from `depth-beyond-label` on `cheeks` holds until 1 April 2027, 1 day less";
    // Session 2 came a day after its aim, and session 3 would be a day too late: what was given stays.
    let start = real("2027-03-03", &["2027-01-31", "2027-03-03"]);
    assert_eq!(problems(&plan, &start), [(Level::Caution, "session-after-exception", third.to_owned())]);
    let course = only(&plan, &start);
    assert_eq!(course.undated, Some(Undated { first: 3, why: Why::Lapsed }));
    assert_eq!(course.sessions.iter().map(|session| session.on.iso()).collect::<Vec<_>>(), ["2027-01-31T10:00:00", "2027-03-03T10:00:00"]);
    // A day that was agreed before the exception's end is dated.
    assert_eq!(only(&plan, &real("2027-03-02", &["2027-01-31", "2027-03-02"])).sessions[2].on.iso(), "2027-04-01T10:00:00");
    // As long as nothing was given nothing begins.
    let start = Start { first: LocalTime::read("2027-02-01T10:00").unwrap(), ..real("2027-01-15", &[]) };
    assert_eq!(problems(&plan, &start), never("session-after-exception", third));
    // One that was given after its end was given; a clinician looks at it.
    let mut start = real("2027-04-05", &["2027-01-31", "2027-03-03", "2027-04-05"]);
    let late = third.replace("2 April 2027;", "5 April 2027;").replace("1 day less", "4 days less");
    let waits = "session 3 was given past the end of an exception on 5 April 2027; the protocol does not say what follows, so a clinician does; no session comes after it";
    let lapsed = (Level::Caution, "session-after-exception", late);
    assert_eq!(problems(&plan, &start), [(Level::Caution, "review-awaited", waits.to_owned()), lapsed.clone()]);
    assert_eq!(only(&plan, &start).sessions.len(), 3);
    // What is only imagined, for a proof or an example, is not accepted.
    assert_eq!(
        problems(&plan, &Start { today: None, ..start.clone() }),
        [(Level::Never, lapsed.1, lapsed.2.clone()), (Level::Caution, "review-awaited", waits.to_owned())]
    );
    start.happened.push(Happened { session: 3, what: Event::Reviewed(day("2027-04-05")) });
    assert_eq!(problems(&plan, &start), [lapsed]);
}

#[test]
fn an_exception_is_needed_above_the_limit_it_lifts_and_not_at_it() {
    let mut rising = course("base", &[1], 3, [30, 42, 30]);
    for (session, ceiling) in rising.sessions.iter_mut().zip([1500, 1501, 2000]) {
        session.steps[1].ceiling = Depth::of(ceiling);
    }
    let mut plan = plan_of(vec![rising], Vec::new());
    plan.exceptions = vec![exception("2026-12-01")];
    let found = problems(&plan, &from("2026-12-02T10:00", BERLIN));
    let sessions: Vec<&str> = found.iter().filter_map(|(_, _, message)| message.get(..9)).collect();
    assert_eq!(sessions, ["session 2", "session 3"]);
}

#[test]
fn a_session_after_the_protocols_last_day_is_said_and_dated() {
    let mut plan = plan(2);
    plan.renew_by = Some(day("2026-12-31"));
    // Session 2 is 30 days after session 1.
    assert_eq!(problems(&plan, &from("2026-12-01T10:00", BERLIN)), []);
    let message = "session 2 is on 1 January 2027; the protocol holds until 31 December 2026, 1 day less";
    let found = problems(&plan, &from("2026-12-02T10:00", BERLIN));
    assert_eq!(found, [(Level::Caution, "session-after-renewal", message.to_owned())]);
    assert!(starting(&plan, &from("2026-12-02T10:00", BERLIN)).schedule.is_some());
}
