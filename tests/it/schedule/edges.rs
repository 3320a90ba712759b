//! Where calendars and clocks are out of step, row by row. Every date was taken from a printed calendar, every change of a clock from the
//! release notes of the zone database, and every instant was worked out from the two.

use super::*;
use needlepoint::quantity::OpenHours;
use needlepoint::schedule::Closed;

/// Days and instants of a course with sessions so many days apart.
fn every(days: u32, sessions: u32, first: &str, zone: &str) -> Vec<[String; 2]> {
    let plan = plan_of(vec![course("base", &[1], sessions, [days, days, days])], Vec::new());
    super::sessions(&plan, &from(first, zone)).into_iter().map(|[local, utc, ..]| [local, utc]).collect()
}

#[test]
fn days_are_counted_over_every_kind_of_month_and_year() {
    for (days, first, expected) in [
        // Leap days: 2028 and 2000 have one, 2027 and 2100 have none.
        (28, "2028-02-01", ["2028-02-29", "2028-03-28"]),
        (28, "2027-02-01", ["2027-03-01", "2027-03-29"]),
        (28, "2000-02-01", ["2000-02-29", "2000-03-28"]),
        (28, "2100-02-01", ["2100-03-01", "2100-03-29"]),
        (365, "2027-03-01", ["2028-02-29", "2029-02-28"]),
        (366, "2028-02-29", ["2029-03-01", "2030-03-02"]),
        // Month ends.
        (30, "2027-01-31", ["2027-03-02", "2027-04-01"]),
        (31, "2027-07-31", ["2027-08-31", "2027-10-01"]),
        (28, "2027-01-31", ["2027-02-28", "2027-03-28"]),
        // Year ends, and week 53 of 2026 and 2032, which weeks of a year do not count.
        (1, "2026-12-30", ["2026-12-31", "2027-01-01"]),
        (7, "2026-12-21", ["2026-12-28", "2027-01-04"]),
        (7, "2026-12-27", ["2027-01-03", "2027-01-10"]),
        (7, "2032-12-20", ["2032-12-27", "2033-01-03"]),
        (42, "2026-11-19", ["2026-12-31", "2027-02-11"]),
    ] {
        let found = every(days, 3, &format!("{first}T10:00"), "Etc/UTC");
        let noon = |day: &str| [format!("{day}T10:00:00"), format!("{day}T10:00:00Z")];
        assert_eq!(found, [first, expected[0], expected[1]].map(noon), "every {days} days from {first}");
    }
}

#[test]
fn the_time_of_day_stays_in_every_kind_of_zone() {
    for (zone, days, sessions) in [
        // Never changes: UTC-7.
        ("America/Phoenix", 30, [("2026-10-20", "2026-10-20T17:00:00Z"), ("2026-11-19", "2026-11-19T17:00:00Z")]),
        // Never changes, and is 5 hours 45 minutes ahead.
        ("Asia/Kathmandu", 30, [("2027-03-01", "2027-03-01T04:15:00Z"), ("2027-03-31", "2027-03-31T04:15:00Z")]),
        // Its standard time is that of the summer: UTC in winter, UTC+1 from 28 March 2027.
        ("Europe/Dublin", 30, [("2027-03-01", "2027-03-01T10:00:00Z"), ("2027-03-31", "2027-03-31T09:00:00Z")]),
        // By half an hour: UTC+11 until 4 April 2027, then UTC+10:30.
        ("Australia/Lord_Howe", 7, [("2027-04-01", "2027-03-31T23:00:00Z"), ("2027-04-08", "2027-04-07T23:30:00Z")]),
        // By an hour from 12:45 to 13:45 ahead, on 27 September 2026.
        ("Pacific/Chatham", 28, [("2026-09-20", "2026-09-19T21:15:00Z"), ("2026-10-18", "2026-10-17T20:15:00Z")]),
        // By two hours, on 28 March 2027: UTC, then UTC+2.
        ("Antarctica/Troll", 7, [("2027-03-25", "2027-03-25T10:00:00Z"), ("2027-04-01", "2027-04-01T08:00:00Z")]),
        // Changed for the last time: UTC-7 since March 2026, and no change on 1 November.
        ("America/Vancouver", 30, [("2026-10-20", "2026-10-20T17:00:00Z"), ("2026-11-19", "2026-11-19T17:00:00Z")]),
        // Left out 30 December 2011: UTC-10 before it, UTC+14 after it. The day counts, as every day that a calendar prints.
        ("Pacific/Apia", 7, [("2011-12-29", "2011-12-29T20:00:00Z"), ("2012-01-05", "2012-01-04T20:00:00Z")]),
    ] {
        let expected = sessions.map(|(day, utc)| [format!("{day}T10:00:00"), utc.to_owned()]);
        assert_eq!(every(days, 2, &format!("{}T10:00", sessions[0].0), zone), expected, "{zone}");
    }
}

#[test]
fn the_last_and_first_minute_beside_every_kind_of_change() {
    let (missing, twice) = (Some("time-does-not-exist"), Some("time-comes-twice"));
    type Minutes<'a> = &'a [(&'a str, Option<&'a str>)];
    let rows: [(&str, &str, Minutes<'_>); 9] = [
        ("Europe/Dublin", "2027-03-28", &[("00:59", None), ("01:00", missing), ("01:59", missing), ("02:00", None)]),
        ("Europe/Dublin", "2026-10-25", &[("00:59", None), ("01:00", twice), ("01:59", twice), ("02:00", None)]),
        ("Australia/Lord_Howe", "2026-10-04", &[("01:59", None), ("02:00", missing), ("02:29", missing), ("02:30", None)]),
        ("Australia/Lord_Howe", "2027-04-04", &[("01:29", None), ("01:30", twice), ("01:59", twice), ("02:00", None)]),
        ("Antarctica/Troll", "2027-03-28", &[("00:59", None), ("01:00", missing), ("02:59", missing), ("03:00", None)]),
        ("Pacific/Chatham", "2026-09-27", &[("02:44", None), ("02:45", missing), ("03:44", missing), ("03:45", None)]),
        // A day that begins at 01:00.
        ("America/Sao_Paulo", "2018-11-04", &[("00:00", missing), ("00:59", missing), ("01:00", None)]),
        ("Pacific/Apia", "2011-12-30", &[("00:00", missing), ("12:00", missing), ("23:59", missing)]),
        ("America/Vancouver", "2026-11-01", &[("00:59", None), ("01:00", None), ("01:59", None), ("02:00", None)]),
    ];
    for (zone, on, times) in rows {
        for (time, rule) in times {
            let found = problems(&plan(1), &from(&format!("{on}T{time}"), zone));
            assert_eq!(found.first().map(|(_, rule, _)| *rule), *rule, "{zone}, {on} {time}");
        }
    }
}

/// The days of a course, or the rule that leaves it without.
fn days(spacing: [u32; 3], closed: &[&str]) -> Result<Vec<String>, &'static str> {
    let plan = plan_of(vec![course("base", &[1], 3, spacing)], Vec::new());
    let opening = Opening { hours: Vec::new(), closed: closed.iter().map(|on| Closed::on(day(on))).collect() };
    let start = Start { opening, ..from("2026-12-01T10:00", BERLIN) };
    let Dated { problems, schedule } = starting(&plan, &start);
    schedule
        .map(|schedule| schedule.courses[0].sessions.iter().map(|session| session.on.day().iso()).collect())
        .ok_or(problems.last().unwrap().rule)
}

/// Each session counts from the one before, so what a closed day does to one session it may undo at the next. Only the next session can be
/// promised never to be worse off (`invariants`); of whole courses this is what can happen.
#[test]
fn of_a_whole_course_a_closed_day_more_promises_nothing() {
    // 8 December is the aim, 9 December the day taken instead. Closed as well, it makes the course end two days earlier.
    let spacing = [6, 9, 7];
    assert_eq!(days(spacing, &["2026-12-08"]).unwrap(), ["2026-12-01", "2026-12-09", "2026-12-16"]);
    assert_eq!(days(spacing, &["2026-12-08", "2026-12-09"]).unwrap(), ["2026-12-01", "2026-12-07", "2026-12-14"]);
    // Moved a day on, session 2 leaves session 3 a day; on its aim it leaves none. An open day more takes the course its dates.
    let spacing = [7, 8, 7];
    assert_eq!(days(spacing, &["2026-12-08", "2026-12-15", "2026-12-16"]).unwrap(), ["2026-12-01", "2026-12-09", "2026-12-17"]);
    assert_eq!(days(spacing, &["2026-12-15", "2026-12-16"]), Err("window-closed"));
}

#[test]
fn a_week_of_hours_is_the_same_week_in_week_53() {
    // Monday 28 December 2026 begins week 53. The clinic is closed from Christmas to the end of the year and on weekends.
    let closed = Closed { first: day("2026-12-24"), last: day("2027-01-01"), why: None };
    let opening = Opening { hours: vec![OpenHours::read("monday to friday 08:00 to 18:00").unwrap()], closed: vec![closed] };
    let plan = plan_of(vec![course("base", &[1], 4, [7, 16, 7])], Vec::new());
    let on = |first: &str| {
        let start = Start { opening: opening.clone(), ..from(first, BERLIN) };
        only(&plan, &start).sessions.iter().map(|session| session.on.day().iso()).collect::<Vec<_>>()
    };
    // Aim Wednesday 23 December; then Wednesday 30 December is closed, and Monday 4 January is the next open day.
    assert_eq!(on("2026-12-16T10:00"), ["2026-12-16", "2026-12-23", "2027-01-04", "2027-01-11"]);
    // Aim Monday 28 December; every day from there to 1 January is closed, and Monday 4 January is a week on.
    assert_eq!(on("2026-12-21T10:00"), ["2026-12-21", "2027-01-04", "2027-01-11", "2027-01-18"]);
}
