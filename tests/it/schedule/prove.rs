//! The proof held to counting: what the next session hangs on, and every course of small plans, one by one.

use std::collections::BTreeSet;

use needlepoint::schedule::{ProvedCourse, prove};

use super::invariants::{asked, known, some_case};
use super::oracle::{Case, iso};
use super::*;

/// Days that lead to a session on a day, each wait within the window.
fn history(last: i64, waits: &[u32], [shortest, longest, _]: [u32; 3]) -> Vec<i64> {
    let mut days = vec![last];
    for wait in waits {
        let wait = shortest + wait % (longest - shortest + 1);
        days.push(days[days.len() - 1] - i64::from(wait));
    }
    days.reverse();
    days
}

proptest! {
    /// Two courses of which the same session was given on the same day go on alike, whatever came before.
    #[test]
    fn what_comes_next_hangs_on_the_last_session_alone(
        case in some_case(), before in prop::collection::vec((0_u32..60, 0_u32..60), 1..5), more in 1_u32..4,
    ) {
        let waits: (Vec<u32>, Vec<u32>) = before.into_iter().unzip();
        let after = |waits: &[u32]| {
            let days = history(case.first, waits, case.spacing);
            let sessions = u32::try_from(days.len()).unwrap() + more;
            let (plan, start) = asked(&Case { sessions, first: days[0], ..case.clone() });
            let plan = Plan { tasks: acne_tasks(), follow_up: Some(Calendar::of_days(84)), ..plan };
            let days: Vec<String> = days.into_iter().map(iso).collect();
            let happened = given(&days.iter().map(String::as_str).collect::<Vec<_>>());
            let given = happened.len();
            let Dated { problems, schedule } = starting(&plan, &Start { happened, ..start });
            let later = |text: &str| (given + 1..).take(more as usize).any(|session| text.starts_with(&format!("session {session} ")));
            let said: Vec<String> = problems.iter().map(|problem| problem.message()).filter(|text| later(text)).collect();
            let course = schedule.map(|mut schedule| schedule.courses.remove(0));
            let sessions = course.as_ref().map(|course| course.sessions[given..].to_vec());
            let of_later = |task: &&DatedTask| task.session.is_some_and(|session| session as usize >= given);
            let tasks = course.as_ref().map(|course| course.tasks.iter().filter(of_later).cloned().collect::<Vec<_>>());
            (sessions, tasks, course.and_then(|course| course.follow_up), said)
        };
        let dated = |days: &[i64]| days.iter().all(|day| case.clocks().instants(day * 86_400 + case.minute * 60).len() == 1);
        // What was given at a time that the clock does not show once is another matter.
        prop_assume!(dated(&history(case.first, &waits.0, case.spacing)) && dated(&history(case.first, &waits.1, case.spacing)));
        prop_assert_eq!(after(&waits.0), after(&waits.1));
    }
}

/// What is counted of every course from every day of two years, each followed to its end.
#[derive(Debug, Default, PartialEq, Eq)]
struct Count {
    starts: u64,
    states: BTreeSet<(usize, i64)>,
    courses: u128,
    /// The states from which there is no open day; and the smallest course to one.
    stuck: BTreeSet<(usize, i64)>,
    smallest: Option<Vec<i64>>,
}

fn follow(case: &Case, open: &dyn Fn(i64) -> bool, course: &mut Vec<i64>, count: &mut Count) {
    let state = (course.len(), course[course.len() - 1]);
    count.states.insert(state);
    if course.len() == case.sessions as usize {
        count.courses += 1;
        return;
    }
    let next: Vec<i64> = case.window(state.1).filter(|day| open(*day)).collect();
    if next.is_empty() {
        count.courses += 1;
        count.stuck.insert(state);
        let smaller = |best: &Vec<i64>| (course.len(), &*course) < (best.len(), best);
        if count.smallest.as_ref().is_none_or(smaller) {
            count.smallest = Some(course.clone());
        }
    }
    for day in next {
        course.push(day);
        follow(case, open, course, count);
        course.pop();
    }
}

fn one_by_one(case: &Case) -> Count {
    let clocks = case.clocks();
    let days = case.first..case.first + 731 + i64::from(case.sessions * case.spacing[1]) + 1;
    let open: Vec<bool> = days.clone().map(|day| case.open(&clocks, day)).collect();
    let open = |day: i64| open[usize::try_from(day - case.first).unwrap()];
    let mut count = Count::default();
    for day in (case.first..super::invariants::counted(two_years_on(case.first))).filter(|day| open(*day)) {
        count.starts += 1;
        follow(case, &open, &mut vec![day], &mut count);
    }
    count
}

/// The day of the same name two years on; after a leap day, 1 March.
fn two_years_on(day: i64) -> Day {
    let name = iso(day);
    let (year, rest) = name.split_at(4);
    let year: i32 = year.parse().unwrap();
    Day::read(&format!("{}{rest}", year + 2)).unwrap_or_else(|| Day::of(year + 2, 3, 1).unwrap())
}

fn proved(case: &Case) -> ProvedCourse {
    let (plan, start) = asked(case);
    prove(&plan, &start).unwrap().courses.remove(0)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.div_ceil(16), ..ProptestConfig::default() })]

    #[test]
    fn every_course_is_counted_as_if_it_were_followed_alone(
        case in some_case(), shortest in 1_u32..30, wide in 0_u32..4, sessions in 1_u32..5, aim in 0_u32..4,
    ) {
        let case = Case { spacing: [shortest, shortest + wide, shortest + aim.min(wide)], sessions, minute: 600, zone: BERLIN, ..case };
        let (proved, count) = (proved(&case), one_by_one(&case));
        prop_assert_eq!((proved.starts, proved.states, proved.courses), (count.starts, count.states.len() as u64, Some(count.courses)));
        prop_assert_eq!(proved.closed + proved.starts, super::invariants::counted(two_years_on(case.first)).abs_diff(case.first));
        let found: Vec<_> = proved.found.iter().map(|found| (found.problem.rule, found.times, found.days.clone())).collect();
        let smallest = count.smallest.map(|days| days.into_iter().map(known).collect());
        let stuck = smallest.map(|days| ("window-closed", count.stuck.len() as u64, days));
        prop_assert_eq!(found, stuck.into_iter().collect::<Vec<_>>());
    }
}

#[test]
fn a_clock_that_does_not_show_the_time_stops_a_course() {
    // At 02:30 every night. The clocks in Berlin go forward on 28 March 2027 and 26 March 2028, and back on 31 October 2027 and 29 October 2028.
    let proof = prove(&plan(2), &from("2026-12-01T02:30", BERLIN)).unwrap();
    let found: Vec<_> = proof.courses[0].found.iter().map(|found| (found.problem.message(), found.times, found.days.clone())).collect();
    let missing = "session 1 cannot be on 28 March 2027, 02:30 in Europe/Berlin: that time does not exist; \
                   at 28 March 2027, 02:00 the clocks there go forward to 28 March 2027, 03:00";
    let twice = "session 1 cannot be on 31 October 2027, 02:30 in Europe/Berlin: that time comes twice; \
                 at 31 October 2027, 03:00 the clocks there go back to 31 October 2027, 02:00";
    // Each of the four nights is a start, and the day of a second session.
    let expected = [(twice.to_owned(), 4, vec![day("2027-10-31")]), (missing.to_owned(), 4, vec![day("2027-03-28")])];
    assert_eq!(found, expected);
    assert!(!proof.holds());
}

#[test]
fn an_exception_stops_a_course_and_a_renewal_does_not() {
    let mut course = course("base", &[1, 2, 3], 2, [30, 42, 30]);
    course.sessions[1].steps[1].ceiling = Depth::of(2000);
    let shallow = super::course("darker-skin", &[4, 5], 2, [30, 42, 30]);
    let mut plan = plan_of(vec![course, shallow], Vec::new());
    plan.exceptions = vec![lapsed::exception("2027-04-01")];
    plan.renew_by = Some(day("2028-11-29"));
    let proof = prove(&plan, &from("2026-12-01T10:00", BERLIN)).unwrap();
    let found = |course: usize| {
        let found = proof.courses[course].found.iter();
        found.map(|found| (found.problem.message(), found.times, found.days.clone(), found.violates())).collect::<Vec<_>>()
    };
    // Session 2 of the deeper course is from 2 April 2027 to 11 January 2029, 42 days after the last start, on 651 days.
    let lapsed = "session 2 is on 2 April 2027; the exception from `depth-beyond-label` on `cheeks` holds until 1 April 2027, 1 day less";
    // 30 November 2028 is the last start, and session 2 is on it and on the 42 days after it.
    let renewal = "session 1 is on 30 November 2028; the protocol holds until 29 November 2028, 1 day less";
    let renewal = (renewal.to_owned(), 1 + 43, vec![day("2028-11-30")], false);
    assert_eq!(found(0), [(lapsed.to_owned(), 651, vec![day("2027-02-19"), day("2027-04-02")], true), renewal.clone()]);
    assert_eq!(found(1), [renewal]);
    assert_eq!([proof.courses[0].holds(), proof.courses[1].holds(), proof.holds()], [false, true, false]);
}

#[test]
fn a_clinic_that_is_never_open_shows_nothing() {
    let hours = opening::opening(&["monday 08:00 to 08:10"], &[]);
    let proof = prove(&plan(2), &Start { opening: hours, ..from("2026-12-01T10:00", BERLIN) }).unwrap();
    assert_eq!((proof.courses[0].starts, proof.courses[0].closed, proof.courses[0].courses), (0, 731, Some(0)));
    assert!(!proof.holds());
}
