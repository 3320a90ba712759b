//! Calendars that are sent again: what moved counts its changes, and what has no date any more is called off and kept.

use needlepoint::course::{Issue, Revised, Session, Stands, Whole};
use needlepoint::quantity::{Day, TimeOfDay};
use needlepoint::schedule::{self, Event as What, Happened, LocalTime, Start};

use super::{BERLIN, Event, SCARS, events, facts, ics, planned, schedule, start, tag, titled, value};

fn day(text: &str) -> Day {
    Day::read(text).unwrap()
}

/// The events of the course from 1 December 2026, with what happened and what was sent before.
fn sent(happened: Vec<Happened>, before: schedule::Issued, issue: &Issue) -> Vec<Event> {
    let (plan, identity) = planned(SCARS);
    let start = Start { happened, issued: before, ..start(&plan, "2026-12-01T10:00", BERLIN) };
    let text = ics(&plan, &identity, &schedule(&plan, &start), &facts(), &tag(), issue).unwrap_or_else(|fault| panic!("{fault}"));
    events(&text)
}

/// What calendars hold: how often sessions 1 to 3, what holds all through and the follow-up have changed.
fn held(revised: &str, sessions: [u32; 3], throughout: u32, follow_up: u32) -> Issue {
    let before = before();
    let last = |change| Some(Whole { day: day("2027-04-24"), change, called_off: false });
    let each = before.sessions.iter().zip(sessions).map(|((number, at), change)| Session {
        number: *number,
        at: *at,
        change,
        stands: Stands::Dated,
    });
    let revised = Revised {
        on: day(revised),
        change: 0,
        phototype: None,
        digest: "0123456789abcdef".to_owned(),
        with: String::new(),
        zone: BERLIN.to_owned(),
    };
    Issue { revised, sessions: each.collect(), throughout: last(throughout), follow_up: last(follow_up) }
}

fn first_time() -> Issue {
    held("2026-11-22", [0, 0, 0], 0, 0)
}

/// What calendars held after the first time: sessions on 1 December, 31 December and 30 January.
fn before() -> schedule::Issued {
    let at = |on: &str| LocalTime::read(&format!("{on}T10:00")).unwrap();
    let sessions = vec![(1, at("2026-12-01")), (2, at("2026-12-31")), (3, at("2027-01-30"))];
    schedule::Issued { sessions, throughout: Some(day("2027-04-24")), ..schedule::Issued::default() }
}

#[test]
fn a_change_is_counted_at_its_session_and_what_hangs_on_it() {
    let issued = held("2027-01-02", [0, 1, 1], 1, 2);
    let events = sent(vec![Happened { session: 1, what: What::Given(day("2026-12-03"), TimeOfDay::of(10, 0)) }], before(), &issued);
    for event in &events {
        let description = value(event, "DESCRIPTION");
        let changes = match description.split([':', '.']).next().unwrap() {
            "Session 1" | "Session 1 of 3" => "0",
            "Whole course" | "Session 2" | "Session 2 of 3" | "Session 3" | "Session 3 of 3" => "1",
            "The result is judged on this day, counted from the last session" => "2",
            other => panic!("{other}"),
        };
        assert_eq!(value(event, "SEQUENCE"), changes, "{description}");
        assert_eq!(value(event, "DTSTAMP"), "20270102T000000Z");
        assert_eq!(value(event, "STATUS"), "CONFIRMED");
    }
    // 3 December and 30 days are 2 January.
    assert_eq!(value(titled(&events, "Session 2 of 3"), "DTSTART"), "20270102T100000");
}

#[test]
fn that_a_session_was_given_changes_no_event() {
    let planned = sent(Vec::new(), schedule::Issued::default(), &first_time());
    let given = sent(vec![Happened { session: 1, what: What::Given(day("2026-12-01"), None) }], before(), &first_time());
    assert_eq!(planned, given);
}

/// What stands before the description of whatever has no date any more.
const NO_DATE: &str = "No date: this was the last one, and it holds no more. ";

#[test]
fn what_has_no_date_any_more_is_called_off_and_kept() {
    let happened = vec![
        Happened { session: 1, what: What::Given(day("2026-12-01"), None) },
        Happened { session: 2, what: What::Cancelled(day("2026-12-20")) },
    ];
    let issued = held("2026-12-20", [0, 1, 1], 1, 1);
    let all = sent(Vec::new(), schedule::Issued::default(), &first_time());
    let events = sent(happened, before(), &issued);
    let uids = |events: &[Event]| events.iter().map(|event| value(event, "UID").to_owned()).collect::<Vec<_>>();
    assert_eq!(uids(&events), uids(&all), "none is lost");
    for event in &events {
        let description = value(event, "DESCRIPTION");
        let what = description.strip_prefix(NO_DATE).unwrap_or(description);
        let off = what.starts_with("Session 2") || what.starts_with("Session 3");
        assert_eq!(description.starts_with(NO_DATE), off, "{description}");
        assert_eq!(value(event, "STATUS"), if off { "CANCELLED" } else { "CONFIRMED" }, "{description}");
        assert_eq!(value(event, "SUMMARY").starts_with("No date: "), off, "{description}");
        let rings = event.iter().any(|(name, value)| (name.as_str(), value.as_str()) == ("BEGIN", "VALARM"));
        assert!(!(off && rings), "what has no date does not ring: {description}");
    }
    let second = titled(&events, "No date: Session 2 of 3");
    assert_eq!((value(second, "DTSTART"), value(second, "SEQUENCE")), ("20261231T100000", "1"));
    assert!(value(second, "DESCRIPTION").starts_with(&format!("{NO_DATE}Session 2 of 3. Before it: numbing of ")));
    // The course is over: its follow-up is counted from the session that was given, 1 December 2026 and 12 weeks.
    assert_eq!(value(titled(&events, "Follow-up"), "DTSTART"), "20270223");
}

#[test]
fn while_a_clinician_decides_the_follow_up_is_called_off_too() {
    let happened = vec![Happened { session: 1, what: What::StoppedEarly(day("2026-12-01"), None) }];
    let issued = held("2026-12-01", [0, 1, 1], 0, 1);
    let events = sent(happened.clone(), before(), &issued);
    let follow_up = titled(&events, "No date: Follow-up");
    assert_eq!((value(follow_up, "STATUS"), value(follow_up, "DTSTART")), ("CANCELLED", "20270424"));
    assert!(value(follow_up, "DESCRIPTION").starts_with(&format!("{NO_DATE}The result is judged")));
    assert_eq!(value(titled(&events, "Session 1 of 3"), "STATUS"), "CONFIRMED", "a course is as long as before");
    // What was never sent is not called off.
    let events = sent(happened, schedule::Issued::default(), &Issue { follow_up: None, ..issued });
    assert!(events.iter().all(|event| value(event, "STATUS") == "CONFIRMED"));
    assert_eq!(value(titled(&events, "Session 1 of 3"), "DTSTART"), "20261201T100000");
}
