//! The timeline of a course, held to lines written by hand.

use needlepoint::diagnostic::Name;
use needlepoint::document::{dated_timeline, timeline};
use needlepoint::plan::{Offset, Plan, Task, TaskKind};
use needlepoint::quantity::{Calendar, Clock, Elapsed};
use needlepoint::schedule::{Event, Happened, ONLY_IF, Start};
use proptest::prelude::*;

use super::joined;
use crate::schedule::{BERLIN, course, day, from, only, plan_of};

const fn days(days: u32) -> Elapsed {
    Elapsed::Calendar(Calendar::of_days(days))
}

const fn hours(hours: u32) -> Elapsed {
    Elapsed::Clock(Clock::of(hours * 3600))
}

fn task(kind: TaskKind, what: &[&'static str], from: Offset, until: Offset) -> Task {
    Task { kind, what: what.iter().map(|what| Name::fixed(what)).collect(), from, until, detail: None }
}

/// The sentences of a timeline without its bars, their broken lines joined.
fn sentences(text: &str) -> String {
    joined(&text.lines().map(|line| line.get(..56).unwrap_or(line).to_owned() + "\n").collect::<String>())
}

/// Sessions so many days apart, with a task of every kind.
fn plan(sessions: u32, spacing: [u32; 3]) -> Plan {
    let tasks = vec![
        task(TaskKind::Pause, &["retinoid"], Offset::Before(days(3)), Offset::After(days(7))),
        task(TaskKind::NothingElse, &[], Offset::AtEnd, Offset::After(hours(72))),
        task(TaskKind::Apply, &["sunscreen"], Offset::After(hours(24)), Offset::After(days(14))),
        task(TaskKind::DoNot, &["home-needling"], Offset::AtEnd, Offset::WholeCourse),
        task(TaskKind::Contact, &["patient"], Offset::AtEnd, Offset::After(hours(72))),
    ];
    Plan { follow_up: Some(Calendar::of_days(84)), ..plan_of(vec![course("base", &[1, 2, 3, 4, 5, 6], sessions, spacing)], tasks) }
}

#[test]
fn without_dates_days_are_counted_from_the_first_session() {
    let plan = plan(3, [30, 42, 35]);
    assert_eq!(
        timeline(&plan, &plan.courses[0]),
        "
The course, as a timeline
-------------------------
Day 0 is the day of session 1. A session counts from the one really given before it, so a later
day is as said only if every session before it is on the day aimed at. The bars draw what the
words say, a sign for a week: S is a session, - days on which it may be as well, = what goes on,
F the follow-up. What is left off and put on around each of them is drawn under \"Around every
session\".

                                                        week
                                                        0   4   8   12  16  20
  Session 1: day 0.                                     S
  Session 2: day 35 (30 to 42 days after session 1).        -S-
  Session 3: day 70 (30 to 42 days after session 2).             -S-
  No home-needling for the whole course.                =======================
  Follow-up: day 154, 84 days after session 3.                                F
"
    );
}

#[test]
fn a_short_course_is_drawn_day_by_day_and_a_long_one_in_steps_of_weeks() {
    let short = Plan { follow_up: Some(Calendar::of_days(10)), tasks: Vec::new(), ..plan(2, [7, 9, 8]) };
    let text = timeline(&short, &short.courses[0]);
    assert!(joined(&text).contains("a sign for a day: S is a session"), "{text}");
    assert!(
        text.contains(
            "
                                                        day
                                                        0      7      14
  Session 1: day 0.                                     S
  Session 2: day 8 (7 to 9 days after session 1).              -S-
  Follow-up: day 18, 10 days after session 2.                             F
"
        ),
        "{text}"
    );
    // 9 times 90 days and 84 more are 894 days: 128 weeks in 40 signs of 4 weeks.
    let long = plan(10, [90, 90, 90]);
    let text = timeline(&long, &long.courses[0]);
    assert!(joined(&text).contains("a sign for 4 weeks: S is a session"), "{text}");
    assert!(text.contains("0   16  32  48  64  80  96  112"), "{text}");
    // Day 810 is in the 29th of them.
    let bar = format!("  {:52}  {}S\n", "Session 10: day 810 (90 days after session 9).", " ".repeat(28));
    assert!(text.contains(&bar), "{text}");
}

#[test]
fn a_follow_up_in_months_has_no_number_of_days() {
    let plan = Plan { follow_up: Some(Calendar::of_months(3)), ..plan(2, [30, 42, 30]) };
    assert!(timeline(&plan, &plan.courses[0]).contains("\n  Follow-up: 3 months after session 2.  "));
}

#[test]
fn with_dates_every_session_and_every_run_of_days_is_said_and_drawn() {
    let dated = only(&plan(2, [30, 42, 30]), &from("2026-12-01T10:00", BERLIN));
    assert_eq!(
        dated_timeline(&dated),
        "
The course, as a timeline
-------------------------
What is left off, put on or asked around a session hangs on it: its days hold only if screened,
ready and accepted that day by the clinician. They are whole days, toward caution; the hours
stand below the timeline. The bars draw what the words say, a sign for a week: S is a session, =
what goes on, F the follow-up.

                                                        2026 2027
                                                         Dec Jan  Feb Mar
  Session 1: Tuesday, 1 December 2026, 10:00, if         S
    screened, ready and accepted that day by the
    clinician.
  Session 2: Thursday, 31 December 2026, 10:00, if           S
    screened, ready and accepted that day by the
    clinician.
  Leave off retinoid: 28 November to 8 December and 28  ===  ==
    December 2026 to 7 January 2027.
  Nothing but what is named here goes on treated skin:   =   =
    1 to 4 December and 31 December 2026 to 3 January
    2027.
  Put on sunscreen: 3 to 15 December 2026 and 2 to 14    === ===
    January 2027.
  The clinic speaks to the patient by 3 December 2026    =   =
    and 2 January 2027.
  No home-needling: 1 December 2026 to 25 March 2027.    =================
  Follow-up: Thursday, 25 March 2027, counted from                       F
    session 2, which is given on its day if screened,
    ready and accepted that day by the clinician.
"
    );
}

#[test]
fn what_is_put_on_waits_after_every_session_also_when_the_last_aftercare_still_runs() {
    // Weekly: sunscreen for fourteen days, but never on the day of a session nor on the day after it.
    let text = sentences(&dated_timeline(&only(&plan(3, [7, 14, 7]), &from("2026-12-01T10:00", BERLIN))));
    assert!(text.contains("Put on sunscreen: 3 to 7 December, 10 to 14 December and 17 to 29 December 2026."), "{text}");
    // What is left off is left off all the same: from the first pause to the last.
    assert!(text.contains("Leave off retinoid: 28 November to 22 December 2026."), "{text}");
}

#[test]
fn tasks_of_a_session_without_a_date_are_not_said() {
    let happened = vec![Happened { session: 1, what: Event::StoppedEarly(day("2026-12-01"), None) }];
    let mut start = Start { happened, ..from("2026-12-01T10:00", BERLIN) };
    start.issued.sessions = vec![(2, needlepoint::schedule::LocalTime::read("2026-12-31T10:00").unwrap())];
    let whole = dated_timeline(&only(&plan(2, [30, 42, 30]), &start));
    let text = sentences(&whole);
    assert!(text.contains("Session 1: given on Tuesday, 1 December 2026, 10:00, and stopped before its end."), "{text}");
    assert!(text.contains("Leave off retinoid: 28 November to 8 December 2026."), "{text}");
    let text = joined(&whole);
    assert!(text.contains("From session 2 on no session has a date: a clinician's review comes first."), "{text}");
    assert!(text.ends_with("Session 2: no date any more; it was to be on Thursday, 31 December 2026."), "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_line_fits_the_paper_and_every_date_says_what_it_holds_on(
        offset in 0_u32..4000,
        count in 1_u32..40,
        shortest in 1_u32..400,
        wider in 0_u32..100,
        before in 0_u32..400,
        after in 0_u32..400,
        follow_up in proptest::option::of(0_u32..1000),
    ) {
        let mut plan = plan(count, [shortest, shortest + wider, shortest + wider / 2]);
        plan.follow_up = follow_up.map(Calendar::of_days);
        plan.tasks.push(task(TaskKind::Pause, &["a-very-long-name-of-a-product-that-no-line-of-words-can-hold-whole"], Offset::Before(days(before)), Offset::After(days(after))));
        let counted = timeline(&plan, &plan.courses[0]);
        let first = day("2026-01-01").after(Calendar::of_days(offset)).unwrap();
        let start = from(&format!("{}T10:00", first.iso()), "UTC");
        let schedule = needlepoint::schedule::starting(&plan, &start).schedule;
        let dated = schedule.as_ref().map(|schedule| dated_timeline(&schedule.courses[0]));
        for text in [Some(&counted), dated.as_ref()].into_iter().flatten() {
            prop_assert!(text.is_ascii());
            for line in text.lines() {
                prop_assert!(line.len() <= 96 && line.trim_end() == line, "{}: {line}", line.len());
            }
            let bars = text.lines().filter(|line| line.len() > 56).filter_map(|line| line.get(56..)).flat_map(|bar| bar.chars());
            prop_assert!(bars.filter(|sign| *sign == 'S').count() >= 1);
        }
        // Days counted from the first session, by hand: each is an aim behind the one before it.
        for number in 1..=count {
            let expected = if number == 1 { "Session 1: day 0.".to_owned() } else { format!("Session {number}: day {} (", (number - 1) * (shortest + wider / 2)) };
            prop_assert!(counted.contains(&expected), "{expected}\n{counted}");
        }
        if let (Some(text), Some(schedule)) = (&dated, &schedule) {
            let words = sentences(text);
            for session in &schedule.courses[0].sessions {
                let on = session.on.day();
                let sentence = format!("Session {}: {}, {on}, 10:00, {ONLY_IF}.", session.number, on.weekday());
                prop_assert!(words.contains(&sentence), "{sentence}\n{words}");
            }
        }
    }
}
