//! What is written down of sessions given: in which order, and at what time. Sessions are at least 30, at most 42 and best 30 days apart; the longest
//! time of each is counted by hand.

use needlepoint::diagnostic::Problem;
use needlepoint::quantity::Weekday;
use needlepoint::schedule::Issued;

use super::*;

#[test]
fn given_sessions_are_in_order() {
    let found = |given: &[(u32, &str)]| {
        let given =
            given.iter().map(|(session, on)| Happened { session: *session, what: Event::Given(day(on), TimeOfDay::of(10, 0)) }).collect();
        problems(&plan(2), &Start { happened: given, ..from("2026-12-01T10:00", BERLIN) })
    };
    let order = |message| never("given-out-of-order", message);
    assert_eq!(found(&[(2, "2026-12-31")]), order("session 2 is said to be given on 31 December 2026 where session 1 is expected"));
    assert_eq!(found(&[(0, "2026-12-31")]), order("session 0 is said to be given on 31 December 2026, but sessions count from 1"));
    let twice = "session 1 is said to be given on 31 December 2026, and it was given already";
    assert_eq!(found(&[(1, "2026-12-01"), (1, "2026-12-31")]), order(twice));
    let backwards = "session 2 is said to be given on 2 December 2026, before session 1 was given on 3 December 2026";
    assert_eq!(found(&[(1, "2026-12-03"), (2, "2026-12-02")]), order(backwards));
    let same_day = |second| {
        let at = |session, time: &str| Happened { session, what: Event::Given(day("2026-12-01"), TimeOfDay::read(time)) };
        problems(&plan(2), &Start { happened: vec![at(1, "16:00"), at(2, second)], ..from("2026-12-01T10:00", BERLIN) })
    };
    assert!(same_day("16:00").iter().all(|(_, rule, _)| *rule != "given-out-of-order"));
    assert_eq!(same_day("15:59"), order("session 2 is said to be given on 1 December 2026 at 15:59, and session 1 that day at 16:00"));
    assert!(same_day("16:01").iter().all(|(_, rule, _)| *rule != "given-out-of-order"));
    let extra = "session 3 is said to be given on 30 January 2027, but the course has 2 in all";
    assert_eq!(found(&[(1, "2026-12-01"), (2, "2026-12-31"), (3, "2027-01-30")]), order(extra));
    let early = "session 1 is said to be given on 30 November 2026, before the course starts on 1 December 2026";
    assert_eq!(found(&[(1, "2026-11-30")]), never("given-before-start", early));
}

fn time(text: &str) -> Option<TimeOfDay> {
    Some(TimeOfDay::read(text).unwrap())
}

/// Session 1 on the day it was planned for.
fn given_as_planned() -> Vec<Happened> {
    vec![Happened { session: 1, what: Event::Given(day("2026-12-01"), None) }]
}

/// A course of two sessions, the first of which was given as planned, with what is written down since.
fn second(happened: &[Event]) -> Start {
    let since = happened.iter().map(|what| Happened { session: 2, what: *what });
    let happened = given_as_planned().into_iter().chain(since).collect();
    Start { happened, ..from("2026-12-01T10:00", BERLIN) }
}

/// When session 2 was given, by what is written down and by what calendars hold of it.
fn given_at(happened: &[Event], issued: Option<&str>) -> String {
    let sessions = issued.map(|at| (2, LocalTime::read(at).unwrap())).into_iter().collect();
    let issued = Issued { sessions, ..Issued::default() };
    schedule(&plan(2), &Start { issued, ..second(happened) }).courses[0].sessions[1].on.iso()
}

#[test]
fn a_session_was_given_when_it_is_said_to_have_been_else_when_it_was_agreed_or_planned() {
    let on = |text| day(text);
    let given = |at| Event::Given(on("2027-01-05"), at);
    let moved = |at| Event::Moved(on("2027-01-05"), at);
    let told = Some("2027-01-05T14:00");
    for (happened, issued, at) in [
        // What is written with it comes first, then what was agreed for that day, then what calendars have on it.
        (vec![moved(time("15:00")), given(time("16:30"))], told, "2027-01-05T16:30:00"),
        (vec![moved(time("15:00")), given(None)], told, "2027-01-05T15:00:00"),
        (vec![given(None)], told, "2027-01-05T14:00:00"),
        (vec![moved(None), given(None)], told, "2027-01-05T14:00:00"),
        // A day that was agreed without a time is at the time of the start.
        (vec![moved(None), given(None)], None, "2027-01-05T10:00:00"),
        (vec![given(time("16:30"))], None, "2027-01-05T16:30:00"),
        (vec![Event::StoppedEarly(on("2027-01-05"), time("16:30"))], told, "2027-01-05T16:30:00"),
        // What was agreed for another day says nothing of this one.
        (vec![Event::Moved(on("2027-01-06"), time("15:00")), given(None)], told, "2027-01-05T14:00:00"),
        (
            vec![moved(time("15:00")), Event::Missed(on("2027-01-05")), Event::Given(on("2027-01-08"), time("09:15"))],
            told,
            "2027-01-08T09:15:00",
        ),
    ] {
        assert_eq!(given_at(&happened, issued), at, "{happened:?} {issued:?}");
    }
}

#[test]
fn another_time_of_the_start_changes_nothing_that_has_happened() {
    let issued = Issued { sessions: vec![(1, LocalTime::read("2026-12-01T10:00").unwrap())], ..Issued::default() };
    let start = Start { happened: given_as_planned(), issued, ..from("2026-12-01T08:00", BERLIN) };
    let times: Vec<String> = schedule(&plan(2), &start).courses[0].sessions.iter().map(|session| session.on.time()).collect();
    assert_eq!(times, ["10:00", "08:00"]);
}

#[test]
fn where_no_time_is_known_none_is_guessed() {
    let found = |happened: &[Event], issued: Option<&str>| {
        let sessions = issued.map(|at| (2, LocalTime::read(at).unwrap())).into_iter().collect();
        problems(&plan(2), &Start { issued: Issued { sessions, ..Issued::default() }, ..second(happened) })
    };
    let untimed = |how| {
        never(
            "recorded-without-time",
            &format!(
                "session 2 is said to be given on 5 January 2027{how}, and its time is not known: no time that still holds was agreed or planned for that day"
            ),
        )
    };
    let given = Event::Given(day("2027-01-05"), None);
    let other = Event::Moved(day("2027-01-06"), time("15:00"));
    for (happened, issued) in [
        (vec![given], None),
        (vec![given], Some("2027-01-06T14:00")),
        (vec![other, given], None),
        (vec![Event::Moved(day("2027-01-05"), time("15:00")), Event::Missed(day("2027-01-05")), given], None),
        // Who missed it at that time was not there at that time.
        (vec![Event::Missed(day("2027-01-05")), given], Some("2027-01-05T10:00")),
    ] {
        assert_eq!(found(&happened, issued), untimed(""), "{happened:?} {issued:?}");
    }
    let off = Issued { sessions: vec![(2, LocalTime::read("2027-01-05T10:00").unwrap())], called_off: vec![2], ..Issued::default() };
    assert_eq!(problems(&plan(2), &Start { issued: off, ..second(&[given]) }), untimed(""));
    assert_eq!(found(&[Event::StoppedEarly(day("2027-01-05"), None)], None)[0], untimed(" and stopped early")[0]);
    // Session 1 was asked for at ten on the first of December, and for no other day.
    let first = |happened: Vec<Event>| {
        let happened = happened.into_iter().map(|what| Happened { session: 1, what }).collect();
        problems(&plan(2), &Start { happened, ..from("2026-12-01T10:00", BERLIN) })
    };
    assert_eq!(first(vec![Event::Given(day("2026-12-01"), None)]), []);
    for happened in [
        vec![Event::Given(day("2026-12-02"), None)],
        vec![Event::Missed(day("2026-12-01")), Event::Given(day("2026-12-01"), None)],
        vec![Event::Moved(day("2026-12-03"), None), Event::Given(day("2026-12-01"), None)],
    ] {
        let rules: Vec<&str> = first(happened.clone()).into_iter().map(|(_, rule, _)| rule).collect();
        assert_eq!(rules, ["recorded-without-time"], "{happened:?}");
    }
}

#[test]
fn what_waits_by_the_hour_is_counted_from_the_time_it_was_given() {
    let hours = |hours: u32| Offset::After(Elapsed::Clock(Clock::of(hours * 3600)));
    let make_up = Task { kind: TaskKind::DoNot, what: vec![Name::fixed("make-up")], from: Offset::AtEnd, until: hours(24), detail: None };
    let plan = plan_of(vec![course("base", &[1, 2, 3, 4, 5, 6], 2, [30, 42, 30])], vec![make_up]);
    let until = |at| {
        let course = schedule(&plan, &second(&[Event::Given(day("2027-01-05"), time(at))])).courses.remove(0);
        let ends = course.sessions[1].ends.local.iso();
        let task = course.tasks.into_iter().find(|task| task.session == Some(2)).unwrap();
        (ends, task.until_exact.unwrap().local.iso(), task.until.iso())
    };
    let [morning, evening] = ["10:00", "16:00"].map(until);
    let is = |ends: &str, until: &str| (ends.to_owned(), until.to_owned(), "2027-01-06".to_owned());
    assert_eq!(morning, is("2027-01-05T10:12:30", "2027-01-06T10:12:30"));
    assert_eq!(evening, is("2027-01-05T16:12:30", "2027-01-06T16:12:30"));
}

#[test]
fn how_a_time_is_written_stands_where_it_is_missing() {
    let help = |event: Event, in_a_file: bool| {
        let mut start = Start { happened: vec![Happened { session: 1, what: event }], ..from("2026-12-01T10:00", BERLIN) };
        let place = needlepoint::source::Span { file: needlepoint::first_file(), start: 0, end: 9 };
        start.places.happened = if in_a_file { vec![place] } else { Vec::new() };
        let problems = starting(&plan(2), &start).problems;
        problems.iter().find(|problem| problem.rule == "recorded-without-time").and_then(Problem::help).unwrap()
    };
    let ends =
        |event, in_a_file, written: &str| assert!(help(event, in_a_file).ends_with(&format!("`{written}`")), "{}", help(event, in_a_file));
    let (given, stopped) = (Event::Given(day("2026-12-03"), None), Event::StoppedEarly(day("2026-12-03"), None));
    ends(given, true, "session 1 given DAY HH:MM");
    ends(stopped, true, "session 1 stopped-early DAY HH:MM");
    ends(given, false, "--given 1=DAYTHH:MM");
}

#[test]
fn a_session_given_while_the_clinic_is_closed_is_said_until_calendars_have_it() {
    // 1 December 2026 is a Tuesday, 3 December a Thursday.
    let hours = OpenHours::of(Weekday::Monday, Weekday::Friday, TimeOfDay::of(8, 0).unwrap(), TimeOfDay::of(18, 0).unwrap()).unwrap();
    let opening = Opening { hours: vec![hours], closed: vec![Closed::on(day("2026-12-03"))] };
    let found = |lines: &[Event], issued: Option<&str>| -> Vec<String> {
        let happened = lines.iter().map(|what| Happened { session: 1, what: *what }).collect();
        let issued = Issued { sessions: issued.map(|at| (1, LocalTime::read(at).unwrap())).into_iter().collect(), ..Issued::default() };
        let start =
            Start { opening: opening.clone(), happened, issued, today: Some(day("2026-12-05")), ..from("2026-12-01T10:00", BERLIN) };
        let of = problems(&plan(2), &start).into_iter().filter(|(_, rule, _)| *rule == "recorded-when-closed");
        of.map(|(_, _, message)| message).collect()
    };
    let given = |on: &str, at: &str| Event::Given(day(on), time(at));
    let hours =
        |at: &str| format!("session 1 is said to be given on 1 December 2026 at {at}; the clinic is open on Tuesday from 08:00 to 18:00");
    for (at, said) in [("07:59", true), ("08:00", false), ("17:59", false), ("18:00", true)] {
        assert_eq!(found(&[given("2026-12-01", at)], None), if said { vec![hours(at)] } else { Vec::new() }, "{at}");
    }
    let closed = "session 1 is said to be given on 3 December 2026 at 10:00; the clinic is closed that day";
    assert_eq!(found(&[given("2026-12-03", "10:00")], None), [closed]);
    // A line below it silences nothing, until calendars have it at that very time.
    let reviewed = Event::Reviewed(day("2026-12-04"));
    assert_eq!(found(&[given("2026-12-01", "18:00"), reviewed], None), [hours("18:00")]);
    assert_eq!(found(&[given("2026-12-01", "18:00"), reviewed], Some("2026-12-01T10:00")), [hours("18:00")]);
    assert_eq!(found(&[given("2026-12-01", "18:00"), reviewed], Some("2026-12-01T18:00")), [""; 0]);
    // The last line is said always, and a time that was agreed is one like any other.
    assert_eq!(found(&[given("2026-12-01", "18:00")], Some("2026-12-01T18:00")), [hours("18:00")]);
    let agreed = Event::Moved(day("2026-12-01"), time("20:00"));
    assert_eq!(found(&[agreed, Event::Given(day("2026-12-01"), None)], None), [hours("20:00")]);
}

#[test]
fn a_time_that_the_clock_did_not_show_is_put_right_in_its_line() {
    // On 28 March 2027 the clocks in Berlin go from two to three; on 31 October from three back to two.
    let found = |on: &str| {
        let happened = vec![Happened { session: 1, what: Event::Given(day(on), time("02:30")) }];
        let start = Start { happened, ..from(&format!("{on}T10:00"), BERLIN) };
        let problems = starting(&plan(1), &start).problems;
        problems.iter().map(|problem| (problem.message(), problem.help().unwrap())).collect::<Vec<_>>()
    };
    let said = |what: &str, help: &str| vec![(format!("session 1 cannot have been on {what}"), help.to_owned())];
    let gap = "28 March 2027, 02:30 in Europe/Berlin: that time does not exist; at 28 March 2027, 02:00 the clocks there go forward to 28 March 2027, 03:00";
    assert_eq!(found("2027-03-28"), said(gap, "the time in its line is put right"));
    let fold = "31 October 2027, 02:30 in Europe/Berlin: that time comes twice; at 31 October 2027, 03:00 the clocks there go back to 31 October 2027, 02:00";
    let end = "where it was within that hour, the end of it is written, so that nothing that waits by the hour ends too early";
    assert_eq!(found("2027-10-31"), said(fold, end));
}
