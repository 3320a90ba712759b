//! What holds for every course, over plans, starts, hours, closed days and zones that nobody chose. Each property is held to days that were
//! counted (`oracle`). `PROPTEST_CASES=10000 cargo test --release --test it -- schedule::` is the long form; `tests/long` runs it.

use std::fmt::Write;

use needlepoint::quantity::OpenHours;
use needlepoint::schedule::Closed;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::oracle::{Case, Hours, Session as Counted, iso, number, utc, weekday};
use super::*;

/// Clocks that change by an hour, by half an hour, by two, at midnight, forward in winter, with religious months, by a whole day left out,
/// and never.
const ZONES: [&str; 19] = [
    BERLIN,
    "Europe/Dublin",
    "America/Vancouver",
    "America/New_York",
    "America/St_Johns",
    "America/Sao_Paulo",
    "America/Phoenix",
    "America/Nuuk",
    "Africa/Casablanca",
    "Africa/Cairo",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Asia/Beirut",
    "Australia/Lord_Howe",
    "Antarctica/Troll",
    "Pacific/Chatham",
    "Pacific/Apia",
    "Pacific/Kwajalein",
    "Etc/UTC",
];

/// Days at which a calendar or a clock is out of step: the last of a leap February, year ends, changes of the clocks, days left out.
const EDGES: [&str; 13] = [
    "1993-08-21",
    "2011-12-30",
    "2018-11-04",
    "2026-10-25",
    "2026-11-01",
    "2026-12-31",
    "2027-03-28",
    "2027-10-03",
    "2028-02-29",
    "2028-10-01",
    "2030-12-31",
    "2096-02-29",
    "2100-02-28",
];

fn some_day() -> impl Strategy<Value = i64> {
    let edges = EDGES.map(number).to_vec();
    prop_oneof![
        number("1985-01-01")..number("2100-01-01"),
        (prop::sample::select(edges), 0_i64..130).prop_map(|(edge, before)| edge - before)
    ]
}

fn some_minute() -> impl Strategy<Value = i64> {
    prop_oneof![3 => Just(600), 2 => 0_i64..240, 2 => 0_i64..1440]
}

fn some_hours() -> impl Strategy<Value = Vec<Hours>> {
    let hours = (0_i64..7, 0_i64..7, 0_i64..95, 0_i64..95).prop_filter_map("time passes", |(one, other, from, to)| {
        (from < to).then(|| Hours { days: (one.min(other), one.max(other)), from: from * 15, to: to * 15 })
    });
    let week = |days, from: i64, to: i64| Hours { days, from: from * 60, to: to * 60 };
    prop_oneof![
        3 => Just(Vec::new()),
        3 => Just(vec![week((0, 4), 8, 18)]),
        2 => Just(vec![week((0, 2), 0, 23), week((4, 4), 0, 12), week((4, 4), 12, 23)]),
        3 => prop::collection::vec(hours, 1..5),
    ]
}

/// Runs of closed days, from 20 days before the first session on.
fn some_closed() -> impl Strategy<Value = Vec<(i64, i64)>> {
    let run = |longest| (-20_i64..400, 0_i64..longest).prop_map(|(first, more)| (first, first + more));
    prop_oneof![2 => Just(Vec::new()), 3 => prop::collection::vec(run(3), 0..40), 3 => prop::collection::vec(run(25), 2..20)]
}

fn some_spacing() -> impl Strategy<Value = [u32; 3]> {
    let weekly = prop::sample::select(vec![[7, 10, 7], [28, 42, 28], [28, 42, 35], [30, 42, 30], [14, 21, 21]]);
    let any = |wide| (1_u32..60, 0..wide, 0..wide).prop_map(|(shortest, aim, more)| [shortest, shortest + aim + more, shortest + aim]);
    prop_oneof![2 => weekly, 1 => any(14_u32), 1 => any(4)]
}

/// Changes of the clocks: the day, and minutes that it skips or shows twice, with those about them.
const CHANGES: [(&str, &str, std::ops::Range<i64>); 12] = [
    (BERLIN, "2027-03-28", 110..190),
    (BERLIN, "2026-10-25", 110..190),
    ("Europe/Dublin", "2027-03-28", 50..130),
    ("America/New_York", "2026-11-01", 50..130),
    ("America/Sao_Paulo", "2018-11-04", 0..70),
    ("Africa/Cairo", "2027-04-30", 0..70),
    ("Australia/Lord_Howe", "2026-10-04", 110..160),
    ("Australia/Lord_Howe", "2027-04-04", 80..130),
    ("Antarctica/Troll", "2027-03-28", 50..190),
    ("Pacific/Chatham", "2026-09-27", 155..235),
    ("Pacific/Apia", "2011-12-30", 0..1440),
    ("Pacific/Kwajalein", "1993-08-21", 0..1440),
];

/// Of four courses three start while the clinic is open; the others mostly end there.
fn anywhere() -> impl Strategy<Value = Case> {
    let lasts = prop::sample::select(vec![60_i64, 600, 750, 2700, 5400]);
    let place = (prop::sample::select(ZONES.to_vec()), some_day(), some_minute());
    (some_spacing(), 1_u32..13, lasts, place, some_hours(), some_closed(), 0_u8..4).prop_map(
        |(spacing, sessions, lasts, (zone, first, minute), hours, closed, open)| {
            let closed = closed.into_iter().filter(|(from, to)| open == 0 || !(*from..=*to).contains(&0));
            let (first, minute) = match hours.last().filter(|_| open != 0) {
                Some(open) => ((first..).find(|day| weekday(*day) == open.days.0).unwrap(), open.from + minute % (open.to - open.from)),
                None => (first, minute),
            };
            let closed = closed.map(|(from, to)| (first + from, first + to)).collect();
            Case { spacing, sessions, lasts, zone, first, minute, hours, closed }
        },
    )
}

/// A session, where none before it moves, is on the day of a change of the clocks.
fn at_a_change() -> impl Strategy<Value = Case> {
    let change = prop::sample::select(CHANGES.to_vec());
    (anywhere(), change, 0_i64..1440, 0_u32..4, any::<bool>()).prop_map(|(case, (zone, day, minutes), minute, before, always_open)| {
        let first = number(day) - i64::from(before * case.spacing[2]);
        let minute = minutes.start + minute % (minutes.end - minutes.start);
        let by = first - case.first;
        let closed = case.closed.iter().filter(|_| !always_open).map(|(from, to)| (from + by, to + by)).collect();
        let hours = case.hours.into_iter().filter(|_| !always_open).collect();
        Case { zone, first, minute, hours, closed, ..case }
    })
}

pub(super) fn some_case() -> impl Strategy<Value = Case> {
    prop_oneof![5 => anywhere(), 1 => at_a_change()]
}

/// Cases of which each session is on a day that the zone's clocks are not changed near: by day, and no day is left out.
fn by_day() -> impl Strategy<Value = Case> {
    let zone = prop::sample::select(vec![BERLIN, "America/Vancouver", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca"]);
    (some_case(), zone, 360_i64..1200).prop_map(|(case, zone, minute)| Case { zone, minute, ..case })
}

/// A day as the planner knows it.
pub(super) fn known(day: i64) -> Day {
    super::day(&iso(day))
}

pub(super) fn counted(day: Day) -> i64 {
    number(&day.iso())
}

/// The plan and the start of a case.
pub(super) fn asked(case: &Case) -> (Plan, Start) {
    let mut plan = plan_of(vec![course("base", &[1, 2, 3], case.sessions, case.spacing)], Vec::new());
    let lasts = case.lasts.try_into().unwrap();
    plan.courses[0].sessions.iter_mut().for_each(|session| session.steps = vec![step(0, lasts)]);
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let time = |minute: i64| format!("{:02}:{:02}", minute / 60, minute % 60);
    let day = |day: i64| days[usize::try_from(day).unwrap()];
    let hours = |hours: &Hours| {
        let text = format!("{} to {} {} to {}", day(hours.days.0), day(hours.days.1), time(hours.from), time(hours.to));
        OpenHours::read(&text).unwrap()
    };
    let closed = |(first, last): &(i64, i64)| Closed { last: known(*last), why: None, ..Closed::on(known(*first)) };
    let opening = Opening { hours: case.hours.iter().map(hours).collect(), closed: case.closed.iter().map(closed).collect() };
    (plan, Start { opening, ..from(&format!("{}T{}", iso(case.first), time(case.minute)), case.zone) })
}

/// What the planner says: its sessions, and the session and rule of every problem that keeps a course from having dates.
struct Said {
    sessions: Option<Vec<needlepoint::schedule::DatedSession>>,
    blocking: Vec<(usize, &'static str)>,
}

fn said(case: &Case) -> Said {
    let (plan, start) = asked(case);
    let Dated { problems, schedule } = starting(&plan, &start);
    let session = |message: String| message.split(' ').nth(1).unwrap().parse().unwrap();
    let blocking = problems.iter().filter(|problem| problem.blocks());
    let mut blocking: Vec<_> = blocking.map(|problem| (session(problem.message()), problem.rule)).collect();
    blocking.sort_unstable();
    Said { sessions: schedule.map(|schedule| schedule.courses[0].sessions.clone()), blocking }
}

/// What the planner must say of a course that has no dates: the one session for which there is no day, or every session at a time that the
/// clock does not show once.
fn blocking(case: &Case, counted: &[Counted]) -> Vec<(usize, &'static str)> {
    let next = counted.len() + 1;
    match counted.len() {
        0 => return vec![(next, "start-when-closed")],
        dated if dated < case.sessions as usize => return vec![(next, "window-closed")],
        _ => {}
    }
    let clock = |session: &Counted| match session.begins.len() {
        0 => Some("time-does-not-exist"),
        1 => None,
        _ => Some("time-comes-twice"),
    };
    counted.iter().zip(1..).filter_map(|(session, number)| Some((number, clock(session)?))).collect()
}

proptest! {
    #[test]
    fn two_sessions_are_never_nearer_than_the_shortest_nor_further_than_the_longest(case in some_case()) {
        for pair in said(&case).sessions.unwrap_or_default().windows(2) {
            let [last, next] = [&pair[0], &pair[1]].map(|session| counted(session.on.day()));
            prop_assert!(case.window(last).contains(&next), "{} to {}", iso(last), iso(next));
            prop_assert_eq!([counted(pair[1].earliest), counted(pair[1].latest)], [*case.window(last).start(), *case.window(last).end()]);
            prop_assert_eq!(counted(pair[1].aim), last + i64::from(case.spacing[2]));
        }
    }

    #[test]
    fn every_session_is_while_the_clinic_is_open(case in some_case()) {
        let clocks = case.clocks();
        for session in said(&case).sessions.unwrap_or_default() {
            prop_assert!(case.open(&clocks, counted(session.on.day())), "{}", session.on);
        }
    }

    #[test]
    fn no_open_day_nearer_to_the_aim_is_passed_over(case in some_case()) {
        let clocks = case.clocks();
        for session in said(&case).sessions.unwrap_or_default() {
            let [day, earliest, latest, aim] = [session.on.day(), session.earliest, session.latest, session.aim].map(counted);
            let better = |other: &i64| other.abs_diff(aim) < day.abs_diff(aim) || (other.abs_diff(aim) == day.abs_diff(aim) && *other > day);
            let passed_over = (earliest..=latest).filter(better).find(|other| case.open(&clocks, *other));
            prop_assert_eq!(passed_over.map(iso), None, "in place of {}, aim {}", iso(day), iso(aim));
        }
    }

    #[test]
    fn a_course_has_no_dates_only_where_counting_finds_none(case in some_case()) {
        let (said, counted) = (said(&case), case.dated());
        let blocking = blocking(&case, &counted);
        prop_assert_eq!(said.sessions.is_some(), blocking.is_empty());
        prop_assert_eq!(said.blocking, blocking);
        let days = |sessions: Vec<needlepoint::schedule::DatedSession>| sessions.iter().map(|session| session.on.day().iso()).collect::<Vec<_>>();
        if let Some(sessions) = said.sessions {
            prop_assert_eq!(days(sessions), counted.iter().map(|session| iso(session.day)).collect::<Vec<_>>());
        }
    }

    /// Every local time is the one asked for, is shown once by the clock, and is the same instant to two readers of the zone's rules.
    #[test]
    fn the_clock_on_the_wall_shows_the_time_asked_for(case in some_case()) {
        let clocks = case.clocks();
        let (hour, minute) = (case.minute / 60, case.minute % 60);
        for session in said(&case).sessions.unwrap_or_default() {
            prop_assert_eq!(session.on.time(), format!("{hour:02}:{minute:02}"));
            let instants = clocks.instants(counted(session.on.day()) * 86_400 + case.minute * 60);
            let [begins] = instants.as_slice() else { panic!("{} comes {} times", session.on, instants.len()) };
            prop_assert_eq!(&session.utc, &utc(*begins));
            prop_assert_eq!(&session.ends.utc, &utc(begins + case.lasts));
            let shown = utc(clocks.shown(begins + case.lasts));
            prop_assert_eq!(session.ends.local.iso(), shown.trim_end_matches('Z'));
        }
    }

    /// Same input, same bytes; in which order closed days and hours are said decides no date.
    #[test]
    fn the_same_course_has_the_same_dates(case in some_case(), turn in 0_usize..40) {
        let dated = |case: &Case| {
            let (plan, start) = asked(case);
            let schedule = starting(&plan, &start).schedule?;
            let written = [schedule_json(&plan, &identity(), &schedule, &facts()), schedule_csv(&plan, &identity(), &schedule, &facts())];
            Some((schedule.courses, written))
        };
        let mut turned = case.clone();
        turned.closed.rotate_left(turn % case.closed.len().max(1));
        turned.hours.reverse();
        let once = dated(&case);
        if let Some((_, [json, csv])) = &once {
            prop_assert!(json.contains("\"tzdb\": \"2026f\"") && csv.lines().skip(1).all(|row| row.contains(",2026f,")));
        }
        prop_assert_eq!(&once, &dated(&case));
        prop_assert_eq!(once.map(|(courses, _)| courses), dated(&turned).map(|(courses, _)| courses));
    }

    /// From a session on a fixed day: a closed day more never brings the next one nearer to its aim, and never gives it a day where it had none.
    /// Of a whole course that does not hold: see `edges`.
    #[test]
    fn a_closed_day_more_never_brings_a_session_nearer_to_its_aim(case in some_case(), more in some_closed()) {
        let next = |case: &Case| {
            let (plan, start) = asked(&Case { sessions: 2, ..case.clone() });
            let start = Start { happened: given(&[&iso(case.first)]), ..start };
            starting(&plan, &start).schedule.map(|schedule| schedule.courses[0].sessions[1].clone())
        };
        prop_assume!(case.clocks().instants(case.first * 86_400 + case.minute * 60).len() == 1);
        let mut closed = case.closed.clone();
        closed.extend(more.iter().map(|(from, to)| (case.first + from, case.first + to)));
        let (before, after) = (next(&case), next(&Case { closed, ..case.clone() }));
        if let (Some(before), Some(after)) = (&before, &after) {
            prop_assert!(after.on.day() >= after.earliest);
            let away = |session: &needlepoint::schedule::DatedSession| counted(session.on.day()).abs_diff(counted(session.aim));
            prop_assert!(away(after) >= away(before));
        }
        // A time that no clock shows is not sought elsewhere; where that day is closed, another is.
        let aim = case.first + i64::from(case.spacing[2]);
        let days = case.window(case.first).chain([aim]);
        let shown = |day: i64| case.clocks().instants(day * 86_400 + case.minute * 60).len() == 1;
        if days.clone().all(shown) {
            prop_assert!(before.is_some() || after.is_none());
        }
    }

    /// Whole weeks later everything is whole weeks later.
    #[test]
    fn weeks_later_every_session_is_weeks_later(case in by_day(), weeks in 1_i64..300) {
        let by = weeks * 7;
        let closed = case.closed.iter().map(|(first, last)| (first + by, last + by)).collect();
        let later = Case { first: case.first + by, closed, ..case.clone() };
        let days = |case: &Case| said(case).sessions.map(|sessions| sessions.iter().map(|session| counted(session.on.day())).collect::<Vec<_>>());
        prop_assert_eq!(days(&case).map(|days| days.iter().map(|day| day + by).collect()), days(&later));
    }

    /// The days on either side of both ends of a window.
    #[test]
    fn a_session_given_is_held_to_its_window(case in some_case(), off in 0_i64..30) {
        prop_assume!(case.clocks().instants(case.first * 86_400 + case.minute * 60).len() == 1);
        let found = |days: i64| {
            let (plan, start) = asked(&Case { sessions: 2, ..case.clone() });
            let Dated { problems, schedule } = starting(&plan, &Start { happened: given(&[&iso(case.first), &iso(case.first + days)]), ..start });
            let rules = problems.iter().filter(|problem| !problem.rule.starts_with("time-")).map(|problem| problem.rule).collect::<Vec<_>>();
            (rules, schedule.is_some(), problems.iter().any(|problem| problem.rule.starts_with("time-")))
        };
        let [shortest, longest] = [case.spacing[0], case.spacing[1]].map(i64::from);
        for days in [shortest, longest, (shortest + off).min(longest)] {
            let (rules, dated, clock) = found(days);
            prop_assert_eq!((rules, dated), (vec![], !clock));
        }
        for days in [longest + 1, longest + 1 + off] {
            let (rules, dated, clock) = found(days);
            prop_assert_eq!((rules, dated), (vec!["session-late"], !clock));
        }
        for days in [shortest - 1, (shortest - 1 - off).max(0)] {
            let (rules, dated, clock) = found(days);
            prop_assert_eq!((rules, dated), (vec!["review-awaited", "session-too-soon"], !clock));
        }
    }
}

fn some_elapsed() -> impl Strategy<Value = Elapsed> {
    prop_oneof![
        3 => (0_u32..90).prop_map(|days| Elapsed::Calendar(Calendar::of_days(days))),
        1 => (1_u32..14).prop_map(|months| Elapsed::Calendar(Calendar::of_months(months))),
        3 => (0_u32..200).prop_map(hours),
    ]
}

fn some_task() -> impl Strategy<Value = Task> {
    let kind = prop::sample::select(vec![TaskKind::Pause, TaskKind::NothingElse, TaskKind::Apply, TaskKind::DoNot, TaskKind::Contact]);
    let before = some_elapsed().prop_map(Offset::Before);
    // From a beginning after the session until later: a wait, and the wait with hours or days more.
    let after = (some_elapsed(), 0_u32..40).prop_map(|(wait, more)| match wait {
        Elapsed::Calendar(span) if span.months() > 0 => (wait, Elapsed::Calendar(Calendar::of_months(span.months() + more))),
        Elapsed::Calendar(span) => (wait, Elapsed::Calendar(Calendar::of_days(span.days() + more))),
        Elapsed::Clock(span) => (wait, Elapsed::Clock(Clock::of(span.seconds() + more * 3600))),
    });
    (kind, before, after, any::<[bool; 2]>()).prop_map(|(kind, before, (wait, until), [early, late])| {
        let from = match (kind, early, late) {
            (TaskKind::Pause, ..) => before,
            (TaskKind::Apply | TaskKind::DoNot, _, true) => Offset::After(wait),
            _ => Offset::AtEnd,
        };
        let until = if kind == TaskKind::Pause && early { Offset::AtEnd } else { Offset::After(until) };
        Task { kind, what: vec![Name::fixed("x")], from, until, detail: None }
    })
}

/// The day a wait from a day is over, by looking for a day of that number in the month, and one day on where there is none.
fn waited(day: i64, span: Calendar, missing: impl Fn(i64) -> i64) -> i64 {
    let date = iso(day);
    let parts: Vec<i64> = date.split('-').map(|part| part.parse().unwrap()).collect();
    let month = parts[0] * 12 + parts[1] - 1 + i64::from(span.months());
    let first = |month: i64| number(&format!("{:04}-{:02}-01", month / 12, month % 12 + 1));
    let there = first(month) + parts[2] - 1;
    let there = if there < first(month + 1) { there } else { missing(first(month + 1)) };
    there + i64::from(span.days())
}

proptest! {
    /// Before is before and after is after; hours are hours to the second, days are whole days, and what is rounded is rounded toward caution.
    #[test]
    fn a_task_lies_on_the_right_side_of_its_session(case in some_case(), tasks in prop::collection::vec(some_task(), 1..5)) {
        let (plan, start) = asked(&Case { sessions: case.sessions.min(3), ..case.clone() });
        let Some(schedule) = starting(&Plan { tasks: tasks.clone(), ..plan }, &start).schedule else { return Ok(()) };
        let (course, clocks) = (&schedule.courses[0], case.clocks());
        prop_assert_eq!(course.tasks.len(), tasks.len() * course.sessions.len());
        for (dated, task) in course.tasks.iter().zip(tasks.iter().cycle()) {
            let session = course.sessions.iter().find(|session| Some(session.number) == dated.session).unwrap();
            let day = counted(session.on.day());
            let [begins] = clocks.instants(day * 86_400 + case.minute * 60)[..] else { panic!("{} is not once", session.on) };
            let ends = begins + case.lasts;
            // Each end by itself: the day of it, and the instant where it hangs on the clock.
            let edge = |offset: Offset| match offset {
                Offset::Before(Elapsed::Calendar(span)) => {
                    let latest = (0..).map(|before| day - before).find(|from| waited(*from, span, |next| next) <= day).unwrap();
                    (latest, None)
                }
                Offset::Before(Elapsed::Clock(span)) => (0, Some(begins - i64::from(span.seconds()))),
                Offset::AtEnd => (0, Some(ends)),
                Offset::After(Elapsed::Calendar(span)) if task.kind == TaskKind::Contact => (waited(day, span, |next| next - 1), None),
                Offset::After(Elapsed::Calendar(span)) => (waited(day, span, |next| next), None),
                Offset::After(Elapsed::Clock(span)) => (0, Some(ends + i64::from(span.seconds()))),
                Offset::WholeCourse => panic!("not asked for"),
            };
            let [from, until] = [edge(task.from), edge(task.until)];
            let exact = |moment: &Option<needlepoint::schedule::Moment>| moment.as_ref().map(|moment| moment.utc.clone());
            prop_assert_eq!(exact(&dated.from_exact), from.1.map(utc));
            let on = |edge: (i64, Option<i64>)| edge.1.map_or(edge.0, |instant| clocks.shown(instant).div_euclid(86_400));
            let midnight = |edge: (i64, Option<i64>)| edge.1.is_none_or(|instant| clocks.shown(instant) % 86_400 == 0);
            let waits = matches!(task.from, Offset::After(Elapsed::Clock(_)));
            let (mut first, mut last) = (on(from), on(until));
            match task.kind {
                // Not before the wait is over, unless no whole day would be left.
                TaskKind::Apply if waits && !midnight(from) => first = (first + 1).min(last),
                // By the day before the hour of the deadline, unless that is before the session.
                TaskKind::Contact if until.1.is_some() => last = (last - 1).max(first),
                _ => {}
            }
            prop_assert_eq!([&dated.from.iso(), &dated.alone.iso()], [&iso(first), &iso(last)]);
            // What is put on ends on the day before the next session.
            let next = course.sessions.iter().find(|next| next.number == session.number + 1 && task.kind == TaskKind::Apply);
            let end = next.map_or(last, |next| last.min(counted(next.on.day()) - 1));
            let left = first <= end;
            prop_assert_eq!((dated.gives_way, &dated.until.iso()), (!left, &iso(if left { end } else { last })));
            prop_assert_eq!(exact(&dated.until_exact), until.1.filter(|_| end == last).map(utc));
            prop_assert!(dated.from <= dated.until);
            match task.from {
                Offset::Before(_) => prop_assert!(first <= day && from.1.is_none_or(|exact| exact <= begins)),
                _ => prop_assert!(first >= day && from.1.is_none_or(|exact| exact >= ends)),
            }
            prop_assert!(last >= day && until.1.is_none_or(|exact| exact >= ends));
        }
    }
}

/// Cases that do not change from run to run.
fn fixed_cases(number: usize) -> Vec<Case> {
    let mut runner = TestRunner::deterministic();
    (0..number).map(|_| some_case().new_tree(&mut runner).unwrap().current()).collect()
}

#[test]
fn the_cases_are_of_every_kind() {
    let (mut dated, mut moved, mut long, mut found) = (0, 0, 0, std::collections::BTreeMap::<&str, usize>::new());
    for case in fixed_cases(2000) {
        let said = said(&case);
        said.blocking.iter().for_each(|(_, rule)| *found.entry(rule).or_default() += 1);
        let Some(sessions) = said.sessions else { continue };
        dated += 1;
        moved += usize::from(sessions.iter().any(|session| session.on.day() != session.aim));
        long += usize::from(sessions.len() >= 8 && sessions.iter().any(|session| session.on.day() < session.aim));
    }
    assert!(dated > 700 && moved > 300 && long > 50, "{dated} dated, {moved} of them moved, {long} long and moved to earlier days");
    for (rule, least) in [("start-when-closed", 200), ("window-closed", 100), ("time-does-not-exist", 20), ("time-comes-twice", 20)] {
        assert!(found[rule] >= least, "{rule}: {}", found[rule]);
    }
}

/// The bytes of many schedules, as one figure.
fn figure() -> String {
    use sha2::{Digest, Sha256};
    let mut all = Sha256::new();
    for case in fixed_cases(300) {
        let (plan, start) = asked(&case);
        let Dated { problems, schedule } = starting(&plan, &start);
        problems.iter().for_each(|problem| all.update(problem.message()));
        if let Some(schedule) = schedule {
            all.update(schedule_json(&plan, &identity(), &schedule, &facts()));
            all.update(schedule_csv(&plan, &identity(), &schedule, &facts()));
        }
    }
    all.finalize().iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[test]
fn every_machine_gives_the_same_bytes() {
    let here = figure();
    // Run again as on machines elsewhere, this test holds its figure to the one found here.
    if let Some(there) = std::env::var_os("FIGURE_FOUND_ELSEWHERE") {
        assert_eq!(there.to_str(), Some(here.as_str()));
        return;
    }
    for (zone, language) in [("Pacific/Kiritimati", "ar_EG.UTF-8"), ("Nowhere/AtAll", "tr_TR.UTF-8")] {
        let again = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["schedule::invariants::every_machine_gives_the_same_bytes", "--exact"])
            .envs([("TZ", zone), ("LC_ALL", language), ("TZDIR", "/nowhere"), ("FIGURE_FOUND_ELSEWHERE", &here)])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&again.stdout);
        assert!(again.status.success() && said.contains("1 passed"), "{zone}: {said}");
    }
}

#[test]
fn the_counting_counts_as_a_calendar_does() {
    // From printed calendars: the day, its weekday from Monday, and the day after.
    for (text, on, next) in [
        ("1970-01-01", 3, "1970-01-02"),
        ("2000-02-28", 0, "2000-02-29"),
        ("2000-02-29", 1, "2000-03-01"),
        ("2026-12-31", 3, "2027-01-01"),
        ("2027-02-28", 6, "2027-03-01"),
        ("2028-02-28", 0, "2028-02-29"),
        ("2100-02-28", 6, "2100-03-01"),
    ] {
        assert_eq!((weekday(number(text)), iso(number(text) + 1).as_str()), (on, next), "{text}");
        assert_eq!(iso(number(text)), text);
    }
    assert_eq!(number("2027-01-01"), 20_819);
    assert_eq!(utc(1_800_000_000), "2027-01-15T08:00:00Z");
}
