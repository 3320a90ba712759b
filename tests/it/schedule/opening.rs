//! Sessions on days on which the clinic is open. Every expected date was worked out by hand from a calendar; the property holds the
//! choice against one that looks at every day and every second.

use needlepoint::quantity::{OpenHours, TimeOfDay, Weekday};
use needlepoint::schedule::Closed;

use super::*;

const WEEK: [&str; 1] = ["monday to friday 08:00 to 18:00"];

pub(super) fn opening(hours: &[&str], closed: &[(&str, Option<&str>)]) -> Opening {
    Opening {
        hours: hours.iter().map(|hours| OpenHours::read(hours).unwrap()).collect(),
        closed: closed.iter().map(|(on, why)| Closed { why: why.map(str::to_owned), ..Closed::on(day(on)) }).collect(),
    }
}

fn open_from(first: &str, zone: &str, hours: &[&str], closed: &[&str]) -> Start {
    let closed: Vec<_> = closed.iter().map(|day| (*day, None)).collect();
    Start { opening: opening(hours, &closed), ..from(first, zone) }
}

/// Sessions 28 to 42 days apart, at best 35.
fn wide(sessions: u32) -> Plan {
    plan_of(vec![course("base", &[1], sessions, [28, 42, 35])], Vec::new())
}

/// The day of the second session.
fn second(plan: &Plan, start: &Start) -> String {
    only(plan, start).sessions[1].on.day().iso()
}

fn moved(message: &str) -> Vec<(Level, &'static str, String)> {
    vec![(Level::Caution, "session-moved", message.to_owned())]
}

#[test]
fn a_session_is_on_its_aim_or_the_nearest_open_day_later_before_earlier() {
    // From 1 December 2026, a Tuesday: earliest 29 December, aim 5 January, latest 12 January.
    let on = |closed: &[&str]| second(&wide(2), &open_from("2026-12-01T10:00", BERLIN, &[], closed));
    assert_eq!(on(&[]), "2027-01-05");
    assert_eq!(on(&["2027-01-05"]), "2027-01-06");
    assert_eq!(on(&["2027-01-05", "2027-01-06"]), "2027-01-04");
    assert_eq!(on(&["2027-01-05", "2027-01-06", "2027-01-04"]), "2027-01-07");
    // The last open day of the window on either side; what lies outside is open and never taken.
    let all_but = |open: &str| {
        let january = (1..=12).map(|n| format!("2027-01-{n:02}"));
        let all: Vec<String> =
            january.chain(["2026-12-29", "2026-12-30", "2026-12-31"].map(str::to_owned)).filter(|day| day != open).collect();
        all
    };
    for open in ["2026-12-29", "2027-01-12"] {
        let closed = all_but(open);
        assert_eq!(on(&closed.iter().map(String::as_str).collect::<Vec<_>>()), open);
    }
    let closed = all_but("");
    let start = open_from("2026-12-01T10:00", BERLIN, &[], &closed.iter().map(String::as_str).collect::<Vec<_>>());
    let none = "session 2 can begin at 10:00 on no day from 29 December 2026 to 12 January 2027 (28 days to 42 days after 1 December 2026); \
                the clinic is closed on all of them: it is closed from 29 December 2026 to 12 January 2027";
    assert_eq!(problems(&wide(2), &start), never("window-closed", none));
}

#[test]
fn a_session_that_moves_says_so_and_the_next_counts_from_it() {
    // 31 December 2026 is a Thursday, and the earliest day is the aim.
    let start = open_from("2026-12-01T10:00", BERLIN, &WEEK, &["2026-12-31", "2027-01-01"]);
    let expected = [
        ["2026-12-01T10:00:00", "2026-12-01T09:00:00Z", "2026-12-01", "2026-12-01"],
        ["2027-01-04T10:00:00", "2027-01-04T09:00:00Z", "2026-12-31", "2027-01-12"],
        ["2027-02-03T10:00:00", "2027-02-03T09:00:00Z", "2027-02-03", "2027-02-15"],
    ];
    assert_eq!(sessions(&plan(3), &start), expected);
    let later = "session 2 is on Monday, 4 January 2027, 4 days after its aim of 31 December 2026: the clinic is closed that day";
    assert_eq!(problems(&plan(3), &start), moved(later));
    assert_eq!(
        only(&plan(3), &start).sessions.iter().map(|session| session.aim.iso()).collect::<Vec<_>>(),
        ["2026-12-01", "2026-12-31", "2027-02-03"]
    );
    // The aim of 3 December 2026, a Thursday, is 7 January: 12 minutes 30 seconds are over by 10:13, and nothing moves.
    let on_time = open_from("2026-12-03T10:00", BERLIN, &["thursday 10:00 to 10:13"], &[]);
    assert_eq!(problems(&wide(2), &on_time), []);
    let before = Start {
        opening: opening(&["tuesday to wednesday 08:00 to 18:00"], &[("2027-01-05", Some("Stocktaking"))]),
        ..from("2026-12-01T10:00", BERLIN)
    };
    let message =
        "session 2 is on Wednesday, 6 January 2027, 1 day after its aim of 5 January 2027: the clinic is closed that day (Stocktaking)";
    assert_eq!(problems(&wide(2), &before), moved(message));
    let before = open_from("2026-12-01T10:00", BERLIN, &["monday to tuesday 08:00 to 18:00"], &["2027-01-05"]);
    let message = "session 2 is on Monday, 4 January 2027, 1 day before its aim of 5 January 2027: the clinic is closed that day";
    assert_eq!(problems(&wide(2), &before), moved(message));
}

#[test]
fn what_was_given_was_given() {
    // 5 December 2026 is a Saturday, 4 January 2027 a Monday: a session on a closed day counts, and the next is on an open one.
    let start = Start { happened: given(&["2026-12-05"]), ..open_from("2026-12-01T10:00", BERLIN, &WEEK, &["2027-01-04"]) };
    assert_eq!(second(&plan(2), &start), "2027-01-05");
    let message = "session 2 is on Tuesday, 5 January 2027, 1 day after its aim of 4 January 2027: the clinic is closed that day";
    assert_eq!(problems(&plan(2), &start), moved(message));
}

#[test]
fn a_session_given_early_still_sets_the_clock() {
    // 22 December is 9 days too soon. The third counts from it: 20 January is 29 days on, 21 January is 30.
    let soon = |third| {
        let found = problems(&plan(3), &after_first_of_december(&["2026-12-01", "2026-12-22", third]));
        found.iter().filter(|(_, rule, _)| *rule == "session-too-soon").count()
    };
    assert_eq!((soon("2027-01-20"), soon("2027-01-21")), (2, 1));
}

#[test]
fn a_course_starts_while_the_clinic_is_open() {
    let hours =
        ["monday to friday 08:00 to 12:00", "monday to friday 12:00 to 18:00", "saturday 09:00 to 13:00", "saturday 14:00 to 16:00"];
    let found = |first: &str| {
        problems(&plan(1), &Start { opening: opening(&hours, &[("2026-12-25", Some("Christmas Day"))]), ..from(first, BERLIN) })
    };
    let closed = |message: &str| never("start-when-closed", message);
    let weekday = "session 1 is on 6 December 2026, 10:00 and has ended by 6 December 2026, 10:12:30; the clinic is not open on Sunday";
    assert_eq!(found("2026-12-06T10:00"), closed(weekday));
    let holiday = "session 1 is on 25 December 2026, 10:00 and has ended by 25 December 2026, 10:12:30; the clinic is closed that day (Christmas Day)";
    assert_eq!(found("2026-12-25T10:00"), closed(holiday));
    let saturday = "session 1 is on 5 December 2026, 12:50 and has ended by 5 December 2026, 13:02:30; \
                    the clinic is open on Saturday from 09:00 to 13:00 and from 14:00 to 16:00";
    assert_eq!(found("2026-12-05T12:50"), closed(saturday));
    // The edges: opening, the last minute that leaves 12 minutes 30 seconds, and hours that touch.
    let open = |first| found(first).is_empty();
    let days = ["2026-12-01T07:59", "2026-12-01T08:00", "2026-12-01T11:55", "2026-12-01T17:47", "2026-12-01T17:48", "2026-12-01T18:00"];
    assert_eq!(days.map(open), [false, true, true, true, false, false]);
    // A session may end with the hours, and not a minute later.
    let mut ten_minutes = plan(1);
    ten_minutes.courses[0].sessions[0].steps = vec![step(0, 600)];
    let ends = |first| problems(&ten_minutes, &open_from(first, BERLIN, &WEEK, &[])).len();
    assert_eq!(["2026-12-01T17:50", "2026-12-01T17:51"].map(ends), [0, 1]);
    // Past midnight is another day.
    let night = open_from("2026-12-01T23:50", BERLIN, &["monday to sunday 00:00 to 23:59"], &[]);
    let message = "session 1 is on 1 December 2026, 23:50 and has ended by 2 December 2026, 00:02:30; the clinic is open on Tuesday from 00:00 to 23:59";
    assert_eq!(problems(&plan(2), &night), closed(message));
}

#[test]
fn a_window_without_an_open_day_names_every_closure() {
    let hours = ["monday to thursday 08:00 to 18:00", "friday 08:00 to 10:00"];
    let stock = Some("Stocktaking");
    let closed = [
        ("2026-12-31", None),
        ("2027-01-04", stock),
        ("2027-01-05", stock),
        ("2027-01-06", stock),
        ("2027-01-07", stock),
        ("2027-01-11", None),
        ("2027-01-12", None),
        ("2027-01-13", None),
    ];
    let start = Start { opening: opening(&hours, &closed), ..from("2026-12-01T10:00", BERLIN) };
    let message = "session 2 can begin at 10:00 on no day from 31 December 2026 to 12 January 2027 (30 days to 42 days after 1 December 2026); \
                   the clinic is closed on all of them: it is not open on Saturday or Sunday; it is open on Friday from 08:00 to 10:00; \
                   it is closed on 31 December 2026, from 4 January 2027 to 7 January 2027 (Stocktaking) and from 11 January 2027 to 12 January 2027";
    assert_eq!(problems(&plan(3), &start), never("window-closed", message));
    // One closure less, and there is a day.
    let start = Start { opening: opening(&hours, &closed[..6]), ..start };
    assert_eq!(second(&plan(2), &start), "2027-01-12");
}

#[test]
fn month_ends_and_leap_days_are_days_like_others() {
    let on = |first, closed| second(&plan(2), &open_from(first, BERLIN, &[], &[closed]));
    assert_eq!(on("2028-01-30T10:00", "2028-02-29"), "2028-03-01");
    assert_eq!(on("2028-01-29T10:00", "2028-02-28"), "2028-02-29");
    assert_eq!(on("2027-01-29T10:00", "2027-02-28"), "2027-03-01");
    assert_eq!(on("2026-12-01T10:00", "2026-12-31"), "2027-01-01");
}

#[test]
fn hours_are_those_of_the_clock_on_the_wall() {
    // 28 March 2027 is a Sunday, and at 02:00 the clocks in Berlin go forward: 01:50 and 12 minutes 30 seconds is 03:02:30.
    let rules = |first: &str, zone, hours| {
        problems(&plan(1), &open_from(first, zone, &[hours], &[])).into_iter().map(|(.., said)| said).collect::<Vec<_>>()
    };
    let said =
        "session 1 is on 28 March 2027, 01:50 and has ended by 28 March 2027, 03:02:30; the clinic is open on Sunday from 01:00 to 03:00";
    assert_eq!(rules("2027-03-28T01:50", BERLIN, "sunday 01:00 to 03:00"), [said]);
    assert_eq!(rules("2027-03-28T01:50", BERLIN, "sunday 01:00 to 03:03"), Vec::<String>::new());
    assert_eq!(rules("2027-03-21T01:50", BERLIN, "sunday 01:00 to 03:00"), Vec::<String>::new());
    // 02:30 does not exist that day; while the clinic is closed that is what is said, and otherwise the clock's own fault.
    let named = |hours| problems(&plan(1), &open_from("2027-03-28T02:30", BERLIN, &[hours], &[]))[0].1;
    assert_eq!(
        ["sunday 08:00 to 18:00", "sunday 01:00 to 02:30", "sunday 01:00 to 02:31"].map(named),
        ["start-when-closed", "start-when-closed", "time-does-not-exist"]
    );
    // By half an hour, on 4 October 2026, a Sunday: 01:50 and 12 minutes 30 seconds is 02:32:30.
    assert_eq!(rules("2026-10-04T01:50", "Australia/Lord_Howe", "sunday 01:00 to 02:32").len(), 1);
    assert_eq!(rules("2026-10-04T01:50", "Australia/Lord_Howe", "sunday 01:00 to 02:33"), Vec::<String>::new());
    // Ten in the morning stays ten on the day a session moves to: 28 March 2027 is a Sunday, aimed at from 26 February.
    let moved = |first, zone, hours: &[&str]| sessions(&plan(2), &open_from(first, zone, hours, &[]))[1].clone();
    assert_eq!(moved("2027-02-26T10:00", BERLIN, &WEEK)[..2], ["2027-03-29T10:00:00", "2027-03-29T08:00:00Z"]);
    assert_eq!(moved("2027-02-26T10:00", "Asia/Kathmandu", &WEEK)[..2], ["2027-03-29T10:00:00", "2027-03-29T04:15:00Z"]);
}

#[test]
fn a_day_that_a_zone_left_out_is_not_taken() {
    // Samoa had no 30 December 2011, the aim of a course from 30 November. That is said; where the day is closed the next one is taken.
    let start = |closed: &[&str]| open_from("2011-11-30T10:00", "Pacific/Apia", &[], closed);
    let left_out = "session 2 cannot be on 30 December 2011, 10:00 in Pacific/Apia: that time does not exist; \
                    at 30 December 2011, 00:00 the clocks there go forward to 31 December 2011, 00:00";
    assert_eq!(problems(&plan(2), &start(&[])), never("time-does-not-exist", left_out));
    assert_eq!(sessions(&plan(2), &start(&["2011-12-30"]))[1][..2], ["2011-12-31T10:00:00", "2011-12-30T20:00:00Z"]);
}

#[test]
fn a_variant_has_its_own_window() {
    let courses = vec![course("base", &[1, 2, 3], 2, [30, 42, 30]), course("darker-skin", &[4, 5], 2, [42, 56, 42])];
    let start = open_from("2026-12-01T10:00", BERLIN, &WEEK, &["2026-12-31"]);
    let message = "session 2 is on Friday, 1 January 2027, 1 day after its aim of 31 December 2026: the clinic is closed that day (in the course base)";
    assert_eq!(problems(&plan_of(courses, Vec::new()), &start), moved(message));
}

#[test]
fn hours_are_read_exactly() {
    assert_eq!(OpenHours::read(" saturday  09:00 to 13:00 "), OpenHours::read("saturday 09:00 to 13:00"));
    assert!(OpenHours::read("saturday 09:00 to 13:00").is_some());
    let wrong = ["", "saturday", "saturday 9:00 to 13:00", "saturday 13:00 to 09:00", "saturday 09:00 to 09:00", "Saturday 09:00 to 13:00"];
    let shapes = [
        "sunday to monday 09:00 to 13:00",
        "saturday 09:00 to 24:00",
        "saturday 09:00-13:00",
        "samedi 09:00 to 13:00",
        "saturday 09:60 to 13:00",
    ];
    for text in wrong.into_iter().chain(shapes) {
        assert_eq!(OpenHours::read(text), None, "{text}");
    }
    // The atlas has the same seven words.
    let words =
        needlepoint::model::Library::builtin().words("weekday").iter().map(|word| Weekday::read(word.value.as_str())).collect::<Vec<_>>();
    assert_eq!(words, Weekday::ALL.map(Some));
}

/// Whether a clinic is open in each second of a weekday, counted from midnight.
fn open_all_through(hours: &[OpenHours], weekday: Weekday, mut seconds: std::ops::Range<u32>) -> bool {
    let second = |time: TimeOfDay| (u32::from(time.hour()) * 60 + u32::from(time.minute())) * 60;
    let open = |now: u32| hours.iter().any(|hours| hours.on(weekday) && second(hours.from()) <= now && now < second(hours.to()));
    seconds.all(open)
}

fn some_hours() -> impl Strategy<Value = OpenHours> {
    let time = || (0_u32..24, prop::sample::select(vec![0_u32, 15, 30]));
    ((0_usize..7, 0_usize..7), time(), time()).prop_filter_map("in order", |(days, from, to)| {
        let time = |(hour, minute): (u32, u32)| TimeOfDay::read(&format!("{hour:02}:{minute:02}")).unwrap();
        OpenHours::of(Weekday::ALL[days.0.min(days.1)], Weekday::ALL[days.0.max(days.1)], time(from), time(to))
    })
}

proptest! {
    /// The choice is the best of all days of the window, by looking at each of them. Clocks change at night, so at night the zone is one
    /// without changes; by day an hour of the wall's clock is an hour on every date.
    #[test]
    fn no_nearer_open_day_is_passed_over(
        days in 0_u32..20_000, hour in 0_u8..24, minute in 0_u8..60,
        hours in prop::collection::vec(some_hours(), 0..5), closed in prop::collection::btree_set(0_u32..160, 0..60),
        by_day in prop::sample::select(vec![BERLIN, "America/Vancouver", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca", "Pacific/Apia"]),
        lasts in prop::sample::select(vec![600_u32, 750, 900]),
        shortest in 1_u32..40, to_aim in 0_u32..12, to_longest in 0_u32..12,
    ) {
        let first = day("1990-01-01").after(Calendar::of_days(days)).unwrap();
        let closed: Vec<Day> = closed.iter().map(|days| first.after(Calendar::of_days(*days)).unwrap()).collect();
        let spacing = [shortest, shortest + to_aim + to_longest, shortest + to_aim];
        let mut plan = plan_of(vec![course("base", &[1], 4, spacing)], Vec::new());
        plan.courses[0].sessions.iter_mut().for_each(|session| session.steps = vec![step(0, lasts)]);
        let opening = Opening { hours: hours.clone(), closed: closed.iter().map(|day| Closed::on(*day)).collect() };
        let start = Start { first: LocalTime::of(first, hour, minute).unwrap(), opening, ..from("2026-12-01T10:00", if hour < 5 { "Etc/UTC" } else { by_day }) };

        let begins = (u32::from(hour) * 60 + u32::from(minute)) * 60;
        let week = Weekday::ALL.map(|weekday| hours.is_empty() || open_all_through(&hours, weekday, begins..begins + lasts));
        let open = |day: Day| !closed.contains(&day) && week[Weekday::ALL.iter().position(|weekday| *weekday == day.weekday()).unwrap()];
        let mut expected = vec![Some(first).filter(|first| open(*first))];
        while let (Some(Some(last)), true) = (expected.last().copied(), expected.len() < 4) {
            let window = (spacing[0]..=spacing[1]).filter(|days| open(last.after(Calendar::of_days(*days)).unwrap()));
            let best = window.min_by_key(|days| (days.abs_diff(spacing[2]), *days < spacing[2]));
            expected.push(best.map(|days| last.after(Calendar::of_days(days)).unwrap()));
        }
        let Dated { problems, schedule } = starting(&plan, &start);
        if problems.iter().any(|problem| problem.rule == "time-does-not-exist") {
            // The one day that Samoa left out, while nothing is closed then.
            let left_out = day("2011-12-30");
            prop_assert!(by_day == "Pacific/Apia" && expected.contains(&Some(left_out)));
            return Ok(());
        }
        let Some(all) = expected.iter().copied().collect::<Option<Vec<Day>>>() else {
            // Only a window without an open day has no date, and it is named with its session.
            let rule = if expected.len() == 1 { "start-when-closed" } else { "window-closed" };
            let last = problems.iter().find(|problem| problem.blocks()).unwrap();
            prop_assert_eq!(last.rule, rule);
            let session = format!("session {} ", expected.len());
            prop_assert!(last.message().starts_with(&session));
            prop_assert!(schedule.is_none());
            return Ok(());
        };
        let sessions = &schedule.unwrap().courses[0].sessions;
        prop_assert_eq!(sessions.iter().map(|session| session.on.day()).collect::<Vec<_>>(), all);
        let moved = sessions.iter().filter(|session| session.on.day() != session.aim).count();
        prop_assert_eq!(problems.iter().filter(|problem| problem.rule == "session-moved").count(), moved);
        prop_assert_eq!(problems.len(), moved);
    }
}
