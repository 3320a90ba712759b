//! The last day for a call and the day of the follow-up, where the clinic is closed on it. Every day was counted by hand.

use super::*;
use needlepoint::schedule::{Closed, Issued};

/// A call by 72 hours after each session, and a follow-up 12 weeks after the last.
fn calling(sessions: u32) -> Plan {
    let hours = Offset::After(Elapsed::Clock(Clock::of(72 * 3600)));
    let call = Task { kind: TaskKind::Contact, what: vec![Name::fixed("patient")], from: Offset::AtEnd, until: hours, detail: None };
    Plan { follow_up: Some(Calendar::of_days(84)), ..plan_of(plan(sessions).courses, vec![call]) }
}

fn open(closed: &[&str]) -> Opening {
    let hours = vec![OpenHours::read("monday to friday 08:00 to 18:00").unwrap()];
    Opening { hours, closed: closed.iter().map(|on| Closed::on(day(on))).collect() }
}

/// What is said of deadlines, with its advice.
fn said(plan: &Plan, start: &Start) -> Vec<String> {
    let found = starting(plan, start).problems;
    let found = found.into_iter().filter(|problem| problem.rule == "deadline-when-closed");
    found.map(|problem| format!("{}; {}", problem.message(), problem.help().unwrap())).collect()
}

#[test]
fn a_deadline_on_a_closed_day_stays_and_is_said() {
    // Thursday, 3 December 2026, 10:00, for 12 minutes 30 seconds: the last whole day before 72 hours are over is Saturday, the 5th.
    let start = |closed: &[&str]| Start { opening: open(closed), ..from("2026-12-03T10:00", BERLIN) };
    let call = "for session 1, the clinic speaks to the patient by Saturday, 5 December 2026: the clinic is not open on Saturday; the day stays, as a deadline is never put off";
    // 84 days after it is Thursday, 25 February 2027.
    assert_eq!(
        said(&calling(1), &start(&[])),
        [format!("{call}; the last day before it on which the clinic is open is Friday, 4 December 2026")]
    );
    assert_eq!(said(&calling(1), &start(&["2026-12-04"])), [format!("{call}; no day between it and the session is open")]);
    let follow_up = "the follow-up is on Thursday, 25 February 2027: the clinic is closed that day; the day stays, as a deadline is never put off; \
                     the last day before it on which the clinic is open is Tuesday, 23 February 2027";
    let found = said(&calling(1), &start(&["2027-02-24", "2027-02-25"]));
    assert_eq!(found.last().unwrap(), follow_up);
    assert_eq!(found.len(), 2);
    // A clinic of which no hours are known is open.
    assert_eq!(said(&calling(1), &from("2026-12-03T10:00", BERLIN)), [""; 0]);
    // By Thursday for a session on Monday nothing is closed.
    assert_eq!(said(&calling(1), &Start { opening: open(&[]), ..from("2026-12-07T10:00", BERLIN) }), [""; 0]);
}

#[test]
fn it_is_said_once() {
    let start = Start { opening: open(&["2027-02-25"]), ..from("2026-12-03T10:00", BERLIN) };
    assert_eq!(said(&calling(1), &start).len(), 2);
    let at = LocalTime::read("2026-12-03T10:00").unwrap();
    let told = Start { issued: Issued { sessions: vec![(1, at)], ..Issued::default() }, ..start.clone() };
    assert_eq!(said(&calling(1), &told), [""; 0]);
    // A session given on its day keeps what is in the calendar already; one given on another day has another deadline, until that has passed.
    assert_eq!(said(&calling(1), &Start { happened: given(&["2026-12-03"]), ..told.clone() }), [""; 0]);
    let moved = |today: &str| Start { happened: given(&["2026-12-04"]), today: Some(day(today)), opening: open(&[]), ..told.clone() };
    let call = "for session 1, the clinic speaks to the patient by Sunday, 6 December 2026: the clinic is not open on Sunday; the day stays, as a deadline is never put off; no day between it and the session is open";
    assert_eq!(said(&calling(1), &moved("2026-12-04")), [call]);
    assert_eq!(said(&calling(1), &moved("2026-12-07")), [""; 0]);
    // What calendars have called off is told when it has a date again.
    let again = Start { issued: Issued { sessions: vec![(1, at)], called_off: vec![1], ..Issued::default() }, ..start };
    assert_eq!(said(&calling(1), &again).len(), 2);
}
