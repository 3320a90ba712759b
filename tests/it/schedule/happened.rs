//! Courses that do not go as planned. Sessions are at least 30, at most 42 and best 30 days apart, and every date was counted by hand.

use super::*;
use needlepoint::course::Governing;
use needlepoint::schedule::{Issued, State, Undated, Why};

/// A line of what happened: `2 missed 2026-12-31`. What is given is given at ten, where its time is not what a test is about.
fn happened(lines: &[&str]) -> Vec<Happened> {
    let one = |line: &&str| {
        let words: Vec<&str> = line.split(' ').collect();
        let on = day(words[2]);
        let time = words.get(3).map(|time| TimeOfDay::read(time).unwrap());
        let what = match words[1] {
            "given" => Event::Given(on, time.or(TimeOfDay::of(10, 0))),
            "stopped-early" => Event::StoppedEarly(on, time.or(TimeOfDay::of(10, 0))),
            "missed" => Event::Missed(on),
            "moved" => Event::Moved(on, time),
            "reviewed" => Event::Reviewed(on),
            "cancelled" => Event::Cancelled(on),
            other => panic!("{other}"),
        };
        Happened { session: words[0].parse().unwrap(), what }
    };
    lines.iter().map(one).collect()
}

/// A course of three sessions from the first of December 2026, as it stands on a day.
fn real(today: &str, lines: &[&str]) -> Start {
    Start { happened: happened(lines), today: Some(day(today)), ..from("2026-12-01T10:00", BERLIN) }
}

fn answered() -> Plan {
    let answer = |text: &str| Some(text.to_owned());
    let answers = Answers {
        late: answer("clinician-review"),
        missed: answer("contact patient, not counted"),
        stopped_early: answer("clinician-review"),
        reassess: None,
    };
    Plan { answers, ..plan(3) }
}

/// Each session's number, local time and state, and from which session on there is no date.
fn course_of(plan: &Plan, start: &Start) -> (Vec<String>, Option<Undated>) {
    let course = only(plan, start);
    let line = |session: &needlepoint::schedule::DatedSession| format!("{} {} {}", session.number, session.on.iso(), session.state.word());
    (course.sessions.iter().map(line).collect(), course.undated)
}

/// Without its sessions' dates: what is said.
fn said(plan: &Plan, start: &Start) -> Vec<(&'static str, String)> {
    problems(plan, start).into_iter().map(|(_, rule, message)| (rule, message)).collect()
}

fn dated(lines: &[&str]) -> (Vec<String>, Option<Undated>) {
    (lines.iter().map(|line| (*line).to_owned()).collect(), None)
}

#[test]
fn a_missed_session_is_not_counted_and_is_planned_again() {
    // The window of session 2 is 31 December to 12 January; it was missed on its aim, so the day after it is the nearest.
    let start = real("2026-12-31", &["1 given 2026-12-01", "2 missed 2026-12-31"]);
    let expected = dated(&["1 2026-12-01T10:00:00 given", "2 2027-01-01T10:00:00 proposed", "3 2027-01-31T10:00:00 planned"]);
    assert_eq!(course_of(&answered(), &start), expected);
    // No day before today, and today itself may be over.
    let start = Start { today: Some(day("2027-01-04")), ..start };
    let expected = dated(&["1 2026-12-01T10:00:00 given", "2 2027-01-05T10:00:00 proposed", "3 2027-02-04T10:00:00 planned"]);
    assert_eq!(course_of(&answered(), &start), expected);
}

#[test]
fn a_session_is_planned_for_today_only_where_nothing_else_is_left() {
    let lines = ["1 given 2026-12-01", "2 missed 2026-12-31"];
    let issued = |on: &str| Issued { sessions: vec![(2, LocalTime::read(on).unwrap())], ..Issued::default() };
    let on = |start: &Start| course_of(&answered(), start).0[1].clone();
    // 10 January is a Sunday and in the window, which ends on Tuesday, 12 January.
    let today = real("2027-01-10", &lines);
    assert_eq!(on(&today), "2 2027-01-11T10:00:00 proposed");
    // Calendars have it today: it stays there. One that was called off is nowhere.
    let told = Start { issued: issued("2027-01-10T10:00"), ..today.clone() };
    assert_eq!(on(&told), "2 2027-01-10T10:00:00 proposed");
    let called_off = Start { issued: Issued { called_off: vec![2], ..issued("2027-01-10T10:00") }, ..today.clone() };
    assert_eq!(on(&called_off), "2 2027-01-11T10:00:00 proposed");
    // The days left are closed.
    let closed =
        |last: &str| Opening { closed: vec![Closed { first: day("2027-01-11"), last: day(last), why: None }], ..Opening::default() };
    let one_left = Start { opening: closed("2027-01-11"), ..today.clone() };
    assert_eq!(on(&one_left), "2 2027-01-12T10:00:00 proposed");
    let none_left = Start { opening: closed("2027-01-12"), ..today };
    assert_eq!(on(&none_left), "2 2027-01-10T10:00:00 proposed");
    // That it is today is said, with the reason, and is not said where calendars have it so.
    let today_is = |start: &Start| -> Vec<String> {
        said(&answered(), start)
            .into_iter()
            .filter(|(rule, _)| matches!(*rule, "session-today" | "session-moved"))
            .map(|(_, what)| what)
            .collect()
    };
    let why = "session 2 is on 10 January 2027, which is today: no later day up to 12 January 2027 is open";
    assert_eq!(today_is(&none_left), [why]);
    assert_eq!(
        today_is(&Start { today: Some(day("2027-01-12")), opening: Opening::default(), ..none_left }),
        ["session 2 is on 12 January 2027, which is today: the last day of its window"]
    );
    assert_eq!(today_is(&told), [""; 0]);
    let left = "session 2 is on Tuesday, 12 January 2027, 1 day after 11 January 2027, the first day left: the clinic is closed that day";
    assert_eq!(today_is(&one_left), [left]);
}

#[test]
fn a_protocol_that_asks_for_a_review_when_one_is_missed_waits_for_it() {
    let mut plan = answered();
    plan.answers.missed = Some("clinician-review".to_owned());
    let lines = ["1 given 2026-12-01", "2 missed 2026-12-31"];
    let (sessions, undated) = course_of(&plan, &real("2027-01-04", &lines));
    assert_eq!(sessions, ["1 2026-12-01T10:00:00 given"]);
    assert_eq!(undated, Some(Undated { first: 2, why: Why::Review }));
    let what = "session 2 was missed on 31 December 2026; the protocol answers with: clinician-review; it and the sessions after it have no date until then";
    assert_eq!(said(&plan, &real("2027-01-04", &lines)), [("review-awaited", what.to_owned())]);
    let reviewed = [lines[0], lines[1], "2 reviewed 2027-01-04"];
    let expected = dated(&["1 2026-12-01T10:00:00 given", "2 2027-01-05T10:00:00 proposed", "3 2027-02-04T10:00:00 planned"]);
    assert_eq!(course_of(&plan, &real("2027-01-04", &reviewed)), expected);
}

#[test]
fn past_the_last_day_of_a_window_a_review_comes_first() {
    let lines = ["1 given 2026-12-01", "2 missed 2026-12-31"];
    let today = "2027-01-13";
    let what = "the last day for session 2 was 12 January 2027 (42 days after 1 December 2026); the protocol answers with: clinician-review; it and the sessions after it have no date until then";
    assert_eq!(said(&answered(), &real(today, &lines)), [("review-awaited", what.to_owned())]);
    assert_eq!(course_of(&answered(), &real(today, &lines)).1, Some(Undated { first: 2, why: Why::Review }));
    // On the last day there is still one.
    assert_eq!(course_of(&answered(), &real("2027-01-12", &lines)).0[1], "2 2027-01-12T10:00:00 proposed");
    // After the review it is on the first open day to come, which is late, and said so.
    let reviewed = real("2027-01-15", &[lines[0], lines[1], "2 reviewed 2027-01-14"]);
    let expected = dated(&["1 2026-12-01T10:00:00 given", "2 2027-01-16T10:00:00 proposed", "3 2027-02-15T10:00:00 planned"]);
    assert_eq!(course_of(&answered(), &reviewed), expected);
    let late = "session 2 is 1 December 2026 + 46 days = 16 January 2027; the latest is 12 January 2027 (42 days); 4 days late";
    assert_eq!(said(&answered(), &reviewed), [("session-late", late.to_owned())]);
}

#[test]
fn an_early_session_counts_and_waits_for_its_review() {
    let lines = ["1 given 2026-12-01", "2 given 2026-12-22"];
    let soon = "session 2 is 1 December 2026 + 21 days = 22 December 2026; the earliest is 31 December 2026 (30 days); 9 days too soon";
    let caution = |rule, what: &str| (Level::Caution, rule, what.to_owned());
    let awaited = |effect| {
        format!("session 2 was given too soon on 22 December 2026; the protocol does not say what follows, so a clinician does; {effect}")
    };
    let waits = [caution("review-awaited", &awaited("the sessions after it have no date until then")), caution("session-too-soon", soon)];
    assert_eq!(problems(&answered(), &real("2026-12-23", &lines)), waits);
    // What was given was given, and what is done after it has its days.
    let given = ["1 2026-12-01T10:00:00 given".to_owned(), "2 2026-12-22T10:00:00 given".to_owned()];
    let undated = Some(Undated { first: 3, why: Why::Review });
    assert_eq!(course_of(&answered(), &real("2026-12-23", &lines)), (given.to_vec(), undated));
    let reviewed = real("2026-12-23", &[lines[0], lines[1], "2 reviewed 2026-12-23"]);
    assert_eq!(problems(&answered(), &reviewed), [caution("session-too-soon", soon)]);
    // 22 December + 30 days.
    let expected = dated(&["1 2026-12-01T10:00:00 given", "2 2026-12-22T10:00:00 given", "3 2027-01-21T10:00:00 planned"]);
    assert_eq!(course_of(&answered(), &reviewed), expected);
    // A review before it was given allows nothing.
    let before = real("2026-12-23", &[lines[0], "2 reviewed 2026-12-20", lines[1]]);
    assert_eq!(problems(&answered(), &before), waits);
    // The last session of a course is looked at as well.
    let last = Plan { answers: answered().answers, ..plan(2) };
    let expected = [caution("review-awaited", &awaited("no session comes after it")), caution("session-too-soon", soon)];
    assert_eq!(problems(&last, &real("2026-12-23", &lines)), expected);
    // A day agreed for a session to come is not accepted.
    let agreed = real("2026-12-10", &[lines[0], "2 moved 2026-12-30"]);
    let soon = "session 2 is 1 December 2026 + 29 days = 30 December 2026; the earliest is 31 December 2026 (30 days); 1 day too soon";
    assert_eq!(problems(&answered(), &agreed), never("session-too-soon", soon));
}

#[test]
fn a_session_stopped_early_waits_for_its_review_and_counts() {
    let lines = ["1 given 2026-12-01", "2 stopped-early 2026-12-31"];
    let start = Start { issued: issued(), ..real("2027-01-02", &lines) };
    let (sessions, undated) = course_of(&answered(), &start);
    // Session 3 was said to be on 30 January: it keeps that day, called off.
    let expected = ["1 2026-12-01T10:00:00 given", "2 2026-12-31T10:00:00 stopped-early", "3 2027-01-30T10:00:00 called-off"];
    assert_eq!((sessions, undated), (expected.map(str::to_owned).to_vec(), Some(Undated { first: 3, why: Why::Review })));
    let what = "session 2 was stopped early on 31 December 2026; the protocol answers with: clinician-review; the sessions after it have no date until then";
    assert_eq!(said(&answered(), &start), [("review-awaited", what.to_owned())]);
    let reviewed = Start { happened: happened(&[lines[0], lines[1], "2 reviewed 2027-01-02"]), ..start };
    let expected = dated(&["1 2026-12-01T10:00:00 given", "2 2026-12-31T10:00:00 stopped-early", "3 2027-01-30T10:00:00 planned"]);
    assert_eq!(course_of(&answered(), &reviewed), expected);
    assert_eq!(said(&answered(), &reviewed), []);
}

fn issued() -> Issued {
    let at = |text: &str| LocalTime::read(text).unwrap();
    let sessions = vec![(1, at("2026-12-01T10:00")), (2, at("2026-12-31T10:00")), (3, at("2027-01-30T10:00"))];
    Issued { sessions, ..Issued::default() }
}

#[test]
fn the_last_session_stopped_early_is_said_and_nothing_waits() {
    let start = real("2027-02-01", &["1 given 2026-12-01", "2 given 2026-12-31", "3 stopped-early 2027-01-30"]);
    assert_eq!(course_of(&answered(), &start).1, None);
    let what = "session 3 was stopped early on 30 January 2027; the protocol answers with: clinician-review; no session comes after it";
    assert_eq!(said(&answered(), &start), [("review-awaited", what.to_owned())]);
}

#[test]
fn a_moved_session_is_held_to_its_window_and_to_the_hours() {
    let moved = |to: &str| real("2026-12-20", &["1 given 2026-12-01", &format!("2 moved {to}")]);
    let expected = dated(&["1 2026-12-01T10:00:00 given", "2 2027-01-05T14:30:00 planned", "3 2027-02-04T10:00:00 planned"]);
    assert_eq!(course_of(&answered(), &moved("2027-01-05 14:30")), expected);
    // The first and the last day of the window, and the days beside it.
    assert_eq!(said(&answered(), &moved("2026-12-31")), []);
    assert_eq!(said(&answered(), &moved("2027-01-12")), []);
    let soon = "session 2 is 1 December 2026 + 29 days = 30 December 2026; the earliest is 31 December 2026 (30 days); 1 day too soon";
    assert_eq!(problems(&answered(), &moved("2026-12-30")), never("session-too-soon", soon));
    let [(first, _), (second, _)] = <[_; 2]>::try_from(said(&answered(), &moved("2027-01-13"))).unwrap();
    assert_eq!([first, second], ["review-awaited", "session-late"]);
    // Agreed or not, the clinic has to be open.
    let closed = Opening { closed: vec![Closed::on(day("2027-01-05"))], ..Opening::default() };
    let start = Start { opening: closed, ..moved("2027-01-05") };
    let ends = "session 2 is on 5 January 2027, 10:00 and has ended by 5 January 2027, 10:12:30; the clinic is closed that day";
    assert_eq!(problems(&answered(), &start), never("start-when-closed", ends));
}

#[test]
fn a_first_session_that_was_missed_waits_for_another_day() {
    let start = real("2026-12-01", &["1 missed 2026-12-01"]);
    assert_eq!(course_of(&answered(), &start), (Vec::new(), Some(Undated { first: 1, why: Why::NewStart })));
    let moved = real("2026-12-02", &["1 missed 2026-12-01", "1 moved 2026-12-08"]);
    let expected = dated(&["1 2026-12-08T10:00:00 planned", "2 2027-01-07T10:00:00 planned", "3 2027-02-06T10:00:00 planned"]);
    assert_eq!(course_of(&answered(), &moved), expected);
    // An earlier day may be agreed as well, and the session be given on it.
    let earlier = real("2026-11-28", &["1 moved 2026-11-28", "1 given 2026-11-28"]);
    assert_eq!(course_of(&answered(), &earlier).0[..2], ["1 2026-11-28T10:00:00 given", "2 2026-12-28T10:00:00 planned"]);
}

#[test]
fn a_cancelled_session_ends_the_course() {
    let start = Start { issued: issued(), ..real("2027-01-02", &["1 given 2026-12-01", "2 given 2026-12-31", "3 cancelled 2027-01-02"]) };
    let follow_up = Plan { follow_up: Some(Calendar::of_days(84)), ..answered() };
    let course = only(&follow_up, &start);
    assert_eq!(course.undated, Some(Undated { first: 3, why: Why::Cancelled }));
    assert_eq!(course.sessions.iter().map(|session| session.state).collect::<Vec<_>>(), [State::Given, State::Given, State::CalledOff]);
    // The follow-up counts from the last session given: 31 December + 84 days.
    assert_eq!(course.follow_up, Some(day("2027-03-25")));
    let more = real("2027-02-01", &["1 given 2026-12-01", "2 cancelled 2027-01-02", "2 given 2027-01-31"]);
    let order = "session 2 is said to be given on 31 January 2027, but the course was ended before session 2";
    assert_eq!(problems(&answered(), &more), never("given-out-of-order", order));
}

#[test]
fn what_became_of_a_day_that_has_passed_is_not_guessed() {
    let due = "session 1 was to be on 1 December 2026; today is 2 December 2026, and nothing is written of what came of that";
    assert_eq!(problems(&answered(), &real("2026-12-02", &[])), never("session-unrecorded", due));
    assert_eq!(said(&answered(), &real("2026-12-01", &[])), []);
    let start = Start { issued: issued(), ..real("2027-01-01", &["1 given 2026-12-01"]) };
    let due = "session 2 was to be on 31 December 2026; today is 1 January 2027, and nothing is written of what came of that";
    assert_eq!(problems(&answered(), &start), never("session-unrecorded", due));
    let ahead = "session 1 is said to be given on 1 December 2026, but today is 30 November 2026, 1 day before that";
    assert_eq!(problems(&answered(), &real("2026-11-30", &["1 given 2026-12-01"])), never("recorded-ahead", ahead));
}

#[test]
fn what_happened_goes_forward() {
    let order =
        |lines: &[&str], message: &str| assert_eq!(problems(&answered(), &real("2027-06-01", lines)), never("given-out-of-order", message));
    order(&["1 given 2026-12-01", "3 missed 2027-01-30"], "session 3 is said to be missed on 30 January 2027 where session 2 is expected");
    order(&["1 given 2026-12-01", "1 moved 2026-12-08"], "session 1 is said to be moved to 8 December 2026, and it was given already");
    order(
        &["1 given 2026-12-01", "3 reviewed 2026-12-08"],
        "session 3 is said to be reviewed on 8 December 2026 where session 2 is expected",
    );
    order(
        &["1 given 2026-12-01", "1 cancelled 2026-12-08"],
        "session 1 is said to be cancelled on 8 December 2026, and it was given already",
    );
    order(
        &["1 given 2026-12-10", "2 missed 2026-12-08"],
        "session 2 is said to be missed on 8 December 2026, before session 1 was given on 10 December 2026",
    );
}

#[test]
fn sessions_settled_under_another_version_are_not_judged_again() {
    let start = real("2026-12-23", &["1 given 2026-12-01", "2 given 2026-12-22"]);
    assert_eq!(said(&answered(), &Start { settled: 3, ..start.clone() }), []);
    let rules: Vec<&str> = said(&answered(), &Start { settled: 2, ..start }).into_iter().map(|(rule, _)| rule).collect();
    assert_eq!(rules, ["review-awaited", "session-too-soon"]);
}

#[test]
fn what_was_given_was_given_whoever_still_decides() {
    // Session 2 was given before anybody had decided about session 1, which was stopped early.
    let lines = ["1 stopped-early 2026-12-01", "2 given 2026-12-31"];
    let (sessions, undated) = course_of(&answered(), &Start { issued: issued(), ..real("2026-12-31", &lines) });
    let expected = ["1 2026-12-01T10:00:00 stopped-early", "2 2026-12-31T10:00:00 given", "3 2027-01-30T10:00:00 called-off"];
    assert_eq!((sessions, undated), (expected.map(str::to_owned).to_vec(), Some(Undated { first: 3, why: Why::Review })));
    // Another version of the protocol decides nothing either.
    assert_eq!(switched(&answered(), &answered(), &real("2026-12-31", &lines)).1, Some(Undated { first: 3, why: Why::Review }));
}

/// The course that follows one plan, and another from session 3 on.
fn switched(before: &Plan, now: &Plan, start: &Start) -> (Vec<String>, Option<Undated>) {
    let governing = [Governing { from: 1, plan: before }, Governing { from: 3, plan: now }];
    let dated = needlepoint::course::dated(&governing, start);
    let course = dated.schedule.expect("dates").courses.remove(0);
    let awaited: Vec<String> =
        dated.problems.iter().filter(|problem| problem.rule == "review-awaited").map(|problem| problem.message()).collect();
    (awaited, course.undated)
}

#[test]
fn a_longer_protocol_leaves_no_review_out() {
    // Session 2 was the last of the first protocol, and was given 16 days after its last day, 12 January.
    let two = Plan { answers: answered().answers, ..plan(2) };
    let lines = ["1 given 2026-12-01", "2 given 2027-01-28"];
    let waits = Some(Undated { first: 3, why: Why::Review });
    let late = "session 2 was given late on 28 January 2027; the protocol answers with: clinician-review; the sessions after it have no date until then";
    assert_eq!(switched(&two, &answered(), &real("2027-01-28", &lines)), (vec![late.to_owned()], waits));
    let reviewed = real("2027-01-29", &[lines[0], lines[1], "2 reviewed 2027-01-29"]);
    assert_eq!(switched(&two, &answered(), &reviewed), (Vec::new(), None));
    // As long as nothing comes after it, nothing waits.
    assert_eq!(switched(&two, &two, &real("2027-01-28", &lines)), (Vec::new(), None));
}

#[test]
fn a_review_of_something_else_lets_nothing_be_late() {
    let waits = |today: &str, lines: &[&str]| said(&answered(), &real(today, lines)).iter().any(|(rule, _)| *rule == "review-awaited");
    // Missed inside its window, which ends on 12 January, and reviewed then: that is no word on March.
    let missed = ["1 given 2026-12-01", "2 missed 2026-12-31", "2 reviewed 2027-01-02"];
    assert!(!waits("2027-01-12", &missed));
    assert!(waits("2027-01-13", &missed));
    assert!(waits("2027-03-20", &[missed[0], missed[1], missed[2], "2 given 2027-03-20"]));
    assert!(waits("2027-03-20", &[missed[0], "2 moved 2027-01-05", "2 reviewed 2026-12-20", "2 given 2027-03-20"]));
    // Nor is a word on 13 January one on March.
    assert!(waits("2027-03-20", &[missed[0], "2 moved 2027-01-13", "2 reviewed 2027-01-05", "2 given 2027-03-20"]));
    assert!(!waits("2027-01-13", &[missed[0], "2 moved 2027-01-13", "2 reviewed 2027-01-05", "2 given 2027-01-13"]));
    // Missed on the last day, it is late from then on.
    assert!(!waits("2027-01-12", &[missed[0], "2 missed 2027-01-12", "2 reviewed 2027-01-12"]));
    assert!(!waits("2027-01-14", &[missed[0], "2 missed 2027-01-12", "2 reviewed 2027-01-12", "2 given 2027-01-14"]));
    assert!(waits("2027-01-14", &[missed[0], "2 missed 2027-01-11", "2 reviewed 2027-01-11", "2 given 2027-01-14"]));
}

#[test]
fn a_review_of_a_missed_session_stands_when_another_day_is_agreed() {
    let plan = Plan { answers: Answers { missed: Some("clinician-review".to_owned()), ..answered().answers }, ..plan(3) };
    let lines = ["1 given 2026-12-01", "2 missed 2026-12-31", "2 reviewed 2027-01-02", "2 moved 2027-01-06"];
    assert_eq!(course_of(&plan, &real("2027-01-02", &lines)).0[1], "2 2027-01-06T10:00:00 planned");
    assert_eq!(course_of(&plan, &real("2027-01-02", &[lines[0], lines[1], lines[3]])).1, Some(Undated { first: 2, why: Why::Review }));
    // Missed again, it is looked at again.
    let again = real("2027-01-07", &[lines[0], lines[1], lines[2], lines[3], "2 missed 2027-01-06"]);
    assert_eq!(course_of(&plan, &again).1, Some(Undated { first: 2, why: Why::Review }));
}

#[test]
fn a_first_session_that_was_moved_and_missed_is_missed_on_its_day() {
    // The start is 1 December; another day before it was agreed, and missed.
    let lines = ["1 moved 2026-11-27", "1 missed 2026-11-27"];
    let what = "session 1 was missed on 27 November 2026; it and the sessions after it have no date until another is agreed";
    for today in ["2026-11-27", "2026-12-05"] {
        let start = real(today, &lines);
        assert_eq!(said(&answered(), &start), [("new-start-awaited", what.to_owned())], "{today}");
        assert_eq!(course_of(&answered(), &start).1, Some(Undated { first: 1, why: Why::NewStart }));
    }
    // Calendars have the old day still: it is no more.
    let told = Issued { sessions: vec![(1, LocalTime::read("2026-12-01T10:00").unwrap())], ..Issued::default() };
    assert_eq!(said(&answered(), &Start { issued: told, ..real("2026-12-05", &lines) }), [("new-start-awaited", what.to_owned())]);
    // What is given after that counts, though it lies before the start.
    let given = real("2026-11-30", &[lines[0], lines[1], "1 given 2026-11-30"]);
    assert_eq!(course_of(&answered(), &given).0[0], "1 2026-11-30T10:00:00 given");
}

#[test]
fn only_a_proposed_day_is_due_after_a_miss() {
    let lines = ["1 given 2026-12-01", "2 moved 2026-12-31", "2 missed 2026-12-31"];
    let on = |proposed: &[u32]| {
        let sessions = vec![(1, LocalTime::read("2026-12-01T10:00").unwrap()), (2, LocalTime::read("2027-01-04T10:00").unwrap())];
        let issued = Issued { sessions, proposed: proposed.to_vec(), ..Issued::default() };
        said(&answered(), &Start { issued, ..real("2027-01-05", &lines) })
    };
    let due = "session 2 was proposed for 4 January 2027; today is 5 January 2027, and nothing is written of what came of that";
    assert_eq!(on(&[2]), [("session-unrecorded", due.to_owned())]);
    // The patient was expected on the proposed day, and did not come: that is written down, and another one is proposed.
    let again = [lines[0], lines[1], lines[2], "2 missed 2027-01-04"];
    let sessions = vec![(2, LocalTime::read("2027-01-04T10:00").unwrap())];
    let start = Start { issued: Issued { sessions, proposed: vec![2], ..Issued::default() }, ..real("2027-01-05", &again) };
    assert_eq!(course_of(&answered(), &start).0[1], "2 2027-01-06T10:00:00 proposed");
    // Calendars were never told of the move and of the miss: their day was given up before it came.
    assert!(on(&[]).iter().all(|(rule, _)| *rule != "session-unrecorded"), "{:?}", on(&[]));
}

#[test]
fn a_review_of_what_is_late_holds_for_a_day_agreed_after_it() {
    let waits = |today: &str, lines: &[&str]| said(&answered(), &real(today, lines)).iter().any(|(rule, _)| *rule == "review-awaited");
    // The last day is 12 January; on the 14th a clinician decides that it may be late, and then a day is agreed.
    let lines = ["1 given 2026-12-01", "2 missed 2026-12-31", "2 reviewed 2027-01-14", "2 moved 2027-01-22", "2 given 2027-01-22"];
    assert!(!waits("2027-01-14", &lines[..4]));
    assert!(!waits("2027-01-22", &lines));
    // Another hour of the day that was decided about is the same day, and another day is not.
    let moved = ["1 given 2026-12-01", "2 moved 2027-01-20", "2 reviewed 2026-12-10", "2 moved 2027-01-20 11:30", "2 moved 2027-01-21"];
    assert!(!waits("2026-12-10", &moved[..3]) && !waits("2026-12-10", &moved[..4]));
    assert!(waits("2026-12-10", &moved));
    // Decided when it was late, and about one day: it holds for no other.
    let about = ["1 given 2026-12-01", "2 moved 2027-01-15", "2 reviewed 2027-01-14", "2 moved 2027-06-01", "2 given 2027-01-16"];
    assert!(!waits("2027-01-14", &about[..3]));
    assert!(waits("2027-01-14", &about[..4]));
    assert!(!waits("2027-01-15", &[about[0], about[1], about[2], "2 given 2027-01-15"]));
    assert!(waits("2027-01-16", &[about[0], about[1], about[2], about[4]]));
    // The agreed day had passed when it was decided: it is about no day.
    let passed = ["1 given 2026-12-01", "2 moved 2027-01-10", "2 reviewed 2027-01-14", "2 given 2027-01-15"];
    assert!(!waits("2027-01-15", &passed));
    assert!(!waits("2027-01-14", &[passed[0], passed[1], passed[2], "2 moved 2027-01-15"]));
    // Decided before it was late, and about no day: nothing.
    assert!(waits("2027-01-10", &["1 given 2026-12-01", "2 reviewed 2027-01-10", "2 moved 2027-01-14"]));
}

#[test]
fn what_is_to_be_written_of_a_decision_can_be_written() {
    let advice = |plan: &Plan, today: &str, lines: &[&str]| -> Vec<String> {
        let found = starting(plan, &real(today, lines)).problems;
        found
            .into_iter()
            .filter(|found| matches!(found.rule, "review-awaited" | "session-too-soon"))
            .map(|found| found.help().unwrap())
            .collect()
    };
    let head = "what the clinician decides is written down with its day";
    let tail = "never more depth or passes to catch up";
    let (one, two) = ("1 given 2026-12-01", "2 stopped-early 2026-12-31");
    let after = format!("{head}: to go on, session 2 as reviewed, with the name; to end the course, session 3 as cancelled; {tail}");
    assert_eq!(advice(&answered(), "2026-12-31", &[one, two]), [after]);
    // It is decided that the course ends with it, or goes on.
    assert_eq!(advice(&answered(), "2026-12-31", &[one, two, "3 cancelled 2026-12-31"]), [""; 0]);
    assert_eq!(advice(&answered(), "2026-12-31", &[one, two, "2 reviewed 2026-12-31"]), [""; 0]);
    // Nothing comes after the last.
    let last = format!("{head}: session 2 as reviewed, with the name; the course is over with it; {tail}");
    assert_eq!(advice(&Plan { answers: answered().answers, ..plan(2) }, "2026-12-31", &[one, two]), [last]);
    // The session to come waits itself.
    let coming = format!("{head}: to go on, session 2 as reviewed, with the name; to end the course, as cancelled; {tail}");
    assert_eq!(advice(&answered(), "2027-01-13", &[one, "2 missed 2026-12-31"]), [coming]);
    // One too soon that was looked at has nothing to wait for.
    let soon = "days count from the session really given; the protocol's own spacing sets the limit; the next session counts from this one, which a clinician has looked at";
    assert_eq!(advice(&answered(), "2026-12-23", &[one, "2 given 2026-12-22", "2 reviewed 2026-12-23"]), [soon]);
}

#[test]
fn a_miss_on_another_day_than_the_one_agreed_is_said() {
    let lines = ["1 given 2026-12-01", "2 moved 2027-01-11", "2 missed 2027-01-04"];
    let found = |today: &str, lines: &[&str]| -> Vec<String> {
        said(&answered(), &real(today, lines)).into_iter().filter(|(rule, _)| *rule == "missed-another-day").map(|(_, what)| what).collect()
    };
    let what = "session 2 is said to be missed on 4 January 2027; it was agreed for 11 January 2027";
    assert_eq!(found("2027-01-04", &lines), [what]);
    // Of the last line alone, and only where a day was agreed.
    assert_eq!(found("2027-01-04", &[lines[0], lines[1], lines[2], "2 moved 2027-01-12"]), [""; 0]);
    assert_eq!(found("2027-01-11", &[lines[0], lines[1], "2 missed 2027-01-11"]), [""; 0]);
    assert_eq!(found("2027-01-04", &[lines[0], lines[2]]), [""; 0]);
}

#[test]
fn a_session_that_was_called_off_is_not_due() {
    let called_off = Issued { called_off: vec![2, 3], ..issued() };
    let lines = ["1 stopped-early 2026-12-01", "1 reviewed 2027-01-07"];
    let start = Start { issued: called_off, ..real("2027-01-07", &lines) };
    // 31 December has passed without it, as it was to; the window of session 2 is open until 12 January.
    assert_eq!(course_of(&answered(), &start).0[1], "2 2027-01-08T10:00:00 planned");
    // Nor is one on a day before the last session given: session 3 was on 30 January, and session 2 came late.
    let lines = ["1 given 2026-12-01", "2 missed 2026-12-31", "2 given 2027-02-05", "2 reviewed 2027-02-05"];
    let start = Start { issued: issued(), ..real("2027-02-05", &lines) };
    assert_eq!(course_of(&answered(), &start).0[2], "3 2027-03-07T10:00:00 planned");
}

#[test]
fn before_the_end_of_a_course_its_sessions_go_on() {
    let lines = ["1 given 2026-12-01", "3 cancelled 2026-12-10", "2 given 2026-12-31"];
    let (sessions, undated) = course_of(&answered(), &real("2026-12-31", &lines));
    assert_eq!(sessions, ["1 2026-12-01T10:00:00 given", "2 2026-12-31T10:00:00 given"]);
    assert_eq!(undated, Some(Undated { first: 3, why: Why::Cancelled }));
}

#[test]
fn no_session_is_agreed_for_a_day_that_has_passed() {
    let due = |on: &str, today: &str| format!("session 2 was to be on {on}; today is {today}, and nothing is written of what came of that");
    let moved = |to: &str, today: &str| {
        problems(&answered(), &real(today, &["1 given 2026-12-01", "2 missed 2027-01-05", &format!("2 moved {to}")]))
    };
    assert_eq!(moved("2027-01-04", "2027-01-05"), never("session-unrecorded", &due("4 January 2027", "5 January 2027")));
    assert_eq!(moved("2027-01-05", "2027-01-08"), never("session-unrecorded", &due("5 January 2027", "8 January 2027")));
    assert_eq!(moved("2027-01-08", "2027-01-08"), []);
}

#[test]
fn a_review_is_of_what_has_happened() {
    // On 2 December nothing was late yet.
    let early = ["1 given 2026-12-01", "2 reviewed 2026-12-02"];
    let waits = |start: &Start| said(&answered(), start).iter().any(|(rule, _)| *rule == "review-awaited");
    assert!(waits(&real("2026-12-02", &[early[0], early[1], "2 moved 2027-01-29"])));
    assert!(waits(&real("2027-01-28", &[early[0], early[1], "2 given 2027-01-28"])));
    // Decided when it is to be late, or when it is.
    assert!(!waits(&real("2026-12-02", &[early[0], "2 moved 2027-01-29", "2 reviewed 2026-12-02"])));
    assert!(!waits(&real("2027-01-28", &[early[0], "2 reviewed 2027-01-13", "2 given 2027-01-28"])));
    assert!(waits(&real("2027-01-28", &[early[0], "2 reviewed 2027-01-12", "2 given 2027-01-28"])));
}

#[test]
fn only_the_first_session_may_lie_before_the_start() {
    let lines = ["1 moved 2026-11-28", "1 given 2026-11-28", "2 given 2026-12-28"];
    let start = Start { first: LocalTime::read("2027-02-01T10:00").unwrap(), ..real("2026-12-28", &lines) };
    assert_eq!(course_of(&answered(), &start).0[..2], ["1 2026-11-28T10:00:00 given", "2 2026-12-28T10:00:00 given"]);
}

#[test]
fn what_happened_under_an_earlier_protocol_is_said_once_and_at_its_own_line() {
    // The review of session 2 stands below a line of session 3, and session 2 was given too soon.
    let mut start = real("2027-01-25", &["1 given 2026-12-01", "2 given 2026-12-22", "3 given 2027-01-23", "2 reviewed 2027-01-24"]);
    start.opening = Opening { closed: vec![Closed::on(day("2026-12-22")), Closed::on(day("2027-01-23"))], ..Opening::default() };
    let place = |line: u32| needlepoint::source::Span { file: needlepoint::first_file(), start: line * 10, end: line * 10 + 9 };
    start.places = needlepoint::schedule::Places { happened: (0..4).map(place).collect(), ..Default::default() };
    let governing = [Governing { from: 1, plan: &answered() }, Governing { from: 3, plan: &answered() }];
    let found = |start: &Start| -> Vec<(u32, &'static str)> {
        needlepoint::course::dated(&governing, start).problems.iter().map(|problem| (problem.place.start, problem.rule)).collect()
    };
    // Each at the last line of its session; that the clinic was closed at the line that says so.
    assert_eq!(found(&start), [(10, "recorded-when-closed"), (20, "recorded-when-closed"), (30, "session-too-soon")]);
    // What calendars have on its day was said when they were told of it; the last line of all is said always.
    let at = |text| LocalTime::read(text).unwrap();
    start.issued.sessions = vec![(2, at("2026-12-22T10:00")), (3, at("2027-01-23T10:00"))];
    assert_eq!(found(&start), [(30, "session-too-soon")]);
    start.happened.truncate(3);
    start.places.happened.truncate(3);
    assert_eq!(found(&start), [(10, "review-awaited"), (10, "session-too-soon"), (20, "recorded-when-closed")]);
    start.happened.truncate(2);
    start.places.happened.truncate(2);
    assert_eq!(found(&start), [(10, "recorded-when-closed"), (10, "review-awaited"), (10, "session-too-soon")]);
}
