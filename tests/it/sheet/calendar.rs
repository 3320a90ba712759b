//! The calendar of a course, held to grids and sentences written by hand, and read back.

use needlepoint::document::calendar;
use needlepoint::plan::{Answers, Plan};
use needlepoint::quantity::{Calendar, Day, OpenHours, TimeOfDay, Weekday};
use needlepoint::schedule::{Closed, DatedCourse, Event, Happened, ONLY_IF, Opening, Schedule, Start, State};
use proptest::prelude::*;

use super::joined;
use crate::schedule::{BERLIN, course, day, from, plan, plan_of, schedule};
use crate::support::{files, read};

fn of(plan: &Plan, start: &Start) -> String {
    let schedule = schedule(plan, start);
    calendar(&schedule, &schedule.courses[0])
}

/// The grid of a month: from its name to the line before the blank one.
fn grid<'t>(text: &'t str, month: &str) -> &'t str {
    let start = text.find(&format!("\n  {month}\n")).unwrap_or_else(|| panic!("no {month}\n{text}")) + 1;
    text[start..].split_once("\n\n").map_or("", |(grid, _)| grid)
}

fn weekdays() -> Opening {
    Opening { hours: vec![OpenHours::read("monday to friday 08:00 to 18:00").unwrap()], closed: Vec::new() }
}

#[test]
fn a_course_over_the_end_of_a_year_with_53_weeks() {
    let mut opening = weekdays();
    opening.closed.push(Closed { first: day("2026-12-24"), last: day("2026-12-27"), why: Some("Christmas".to_owned()) });
    opening.closed.push(Closed::on(day("2026-12-31")));
    opening.closed.push(Closed::on(day("2027-01-01")));
    let start = Start { opening, ..from("2026-12-01T10:00", BERLIN) };
    assert_eq!(
        of(&Plan { follow_up: Some(Calendar::of_days(84)), ..plan(2) }, &start),
        "
The course, as a calendar
-------------------------
S2 is session 2, and so on; F is the follow-up. x is a day on which the clinic is closed. Times
are when needling begins, by the clocks of Europe/Berlin (time-zone database 2026f). Weeks have
their ISO numbers. The clinic is open monday to friday 08:00 to 18:00.

  December 2026
  week  Mon       Tue       Wed       Thu       Fri       Sat       Sun
    49              1 S1      2         3         4         5 x       6 x
    50    7         8         9        10        11        12 x      13 x
    51   14        15        16        17        18        19 x      20 x
    52   21        22        23        24 x      25 x      26 x      27 x
    53   28        29        30        31 x

  Session 1: Tuesday, 1 December 2026, 10:00, if screened, ready and accepted that day by the
  clinician.
  The clinic is closed from 24 December 2026 to 27 December 2026 (Christmas) and on 31 December
  2026.

  January 2027
  week  Mon       Tue       Wed       Thu       Fri       Sat       Sun
    53                                            1 x       2 x       3 x
     1    4 S2      5         6         7         8         9 x      10 x
     2   11        12        13        14        15        16 x      17 x
     3   18        19        20        21        22        23 x      24 x
     4   25        26        27        28        29        30 x      31 x

  Session 2: Monday, 4 January 2027, 10:00, if screened, ready and accepted that day by the
  clinician; the spacing allows 31 December 2026 to 12 January 2027, and aims at Thursday, 31
  December 2026.
  The clinic is closed on 1 January 2027.

  February 2027: nothing of the course.

  March 2027
  week  Mon       Tue       Wed       Thu       Fri       Sat       Sun
     9    1         2         3         4         5         6 x       7 x
    10    8         9        10        11        12        13 x      14 x
    11   15        16        17        18        19        20 x      21 x
    12   22        23        24        25        26        27 x      28 x
    13   29 F      30        31

  Follow-up: Monday, 29 March 2027, counted from session 2, which is given on its day if
  screened, ready and accepted that day by the clinician.
"
    );
}

#[test]
fn february_of_a_leap_year() {
    let text = of(&plan(1), &from("2028-02-29T09:30", BERLIN));
    assert_eq!(
        grid(&text, "February 2028"),
        "  February 2028
  week  Mon       Tue       Wed       Thu       Fri       Sat       Sun
     5              1         2         3         4         5         6
     6    7         8         9        10        11        12        13
     7   14        15        16        17        18        19        20
     8   21        22        23        24        25        26        27
     9   28        29 S1"
    );
    assert!(text.contains("\n  Session 1: Tuesday, 29 February 2028, 09:30, if screened, ready and accepted"), "{text}");
    assert!(joined(&text).contains("When the clinic is closed is not known here, so no day was left out."), "{text}");
}

#[test]
fn every_month_of_2027() {
    // Where each begins, how many days it has and the number of its first week, from a printed calendar.
    let months = [
        ("January", Weekday::Friday, 31, 53),
        ("February", Weekday::Monday, 28, 5),
        ("March", Weekday::Monday, 31, 9),
        ("April", Weekday::Thursday, 30, 13),
        ("May", Weekday::Saturday, 31, 17),
        ("June", Weekday::Tuesday, 30, 22),
        ("July", Weekday::Thursday, 31, 26),
        ("August", Weekday::Sunday, 31, 30),
        ("September", Weekday::Wednesday, 30, 35),
        ("October", Weekday::Friday, 31, 39),
        ("November", Weekday::Monday, 30, 44),
        ("December", Weekday::Wednesday, 31, 48),
    ];
    // A session every thirty days is in each of them.
    let text = of(&plan(13), &from("2027-01-04T10:00", BERLIN));
    for (name, begins, days, mut week) in months {
        let mut expected =
            vec![format!("  {name} 2027"), "  week  Mon       Tue       Wed       Thu       Fri       Sat       Sun".to_owned()];
        let mut column = Weekday::ALL.iter().position(|day| *day == begins).unwrap();
        let mut row = format!("  {week:>4}{}", " ".repeat(10 * column));
        for number in 1..=days {
            row += &format!("{number:>5}     ");
            column += 1;
            if column == 7 || number == days {
                expected.push(row.trim_end().to_owned());
                week = if week == 53 { 1 } else { week + 1 };
                (row, column) = (format!("  {week:>4}"), 0);
            }
        }
        // The marks stand in the five places behind each number.
        let unmarked: Vec<String> = grid(&text, &format!("{name} 2027"))
            .lines()
            .map(|line| match line.find(" S") {
                Some(_) if line.starts_with("    ") => {
                    let words: Vec<&str> = line.split_inclusive(' ').collect();
                    let blank = |word: &&str| if word.starts_with('S') { " ".repeat(word.len()) } else { (*word).to_owned() };
                    words.iter().map(blank).collect::<String>().trim_end().to_owned()
                }
                _ => line.to_owned(),
            })
            .collect();
        assert_eq!(unmarked, expected, "{text}");
    }
    assert_eq!(text.matches("\n  Session ").count(), 13);
}

#[test]
fn what_was_given_is_a_fact_and_what_has_no_date_is_said() {
    let happened = |session, what| Happened { session, what };
    let said = |events: Vec<Happened>| {
        let mut start = Start { happened: events, ..from("2026-12-01T10:00", BERLIN) };
        start.issued.sessions = vec![(3, needlepoint::schedule::LocalTime::read("2027-01-30T10:00").unwrap())];
        joined(&of(&Plan { follow_up: Some(Calendar::of_days(84)), ..plan(3) }, &start))
    };
    let [first, second] = [day("2026-12-01"), day("2027-01-05")];
    // Session 2 was stopped early, and a clinician decides before session 3.
    let stopped = said(vec![happened(1, Event::Given(first, None)), happened(2, Event::StoppedEarly(second, TimeOfDay::of(16, 0)))]);
    for sentence in [
        "Session 1: given on Tuesday, 1 December 2026, 10:00.",
        "Session 2: given on Tuesday, 5 January 2027, 16:00, and stopped before its end.",
        "From session 3 on no session has a date: a clinician's review comes first.",
        "Session 3: no date any more; it was to be on Saturday, 30 January 2027.",
    ] {
        assert!(stopped.contains(sentence), "{sentence}\n{stopped}");
    }
    // What was given was accepted; what is called off is on no grid, and while a clinician decides there is no follow-up.
    assert!(!stopped.contains(ONLY_IF) && !stopped.contains("Follow-up") && !stopped.contains("S3 "), "{stopped}");

    let ended = said(vec![happened(1, Event::Given(first, None)), happened(2, Event::Cancelled(second))]);
    assert!(ended.contains("The course was ended before session 2: neither it nor a later one is given."), "{ended}");
    assert!(ended.contains("Follow-up: Tuesday, 23 February 2027, counted from session 1."), "{ended}");

    // The protocol does not leave it to a clinician.
    let answers = Answers { missed: Some("contact patient, not counted".to_owned()), ..Answers::default() };
    let start = Start { happened: vec![happened(1, Event::Missed(first))], ..from("2026-12-01T10:00", BERLIN) };
    let missed = joined(&of(&Plan { answers, ..plan(3) }, &start));
    assert!(missed.contains("No session has a date: the first one was missed, and another day for it is to be agreed."), "{missed}");
    assert!(!missed.contains("week Mon"), "{missed}");
}

#[test]
fn a_follow_up_on_a_closed_day_is_said() {
    let plan = Plan { follow_up: Some(Calendar::of_days(82)), ..plan(2) };
    let text = joined(&of(&plan, &Start { opening: weekdays(), ..from("2026-12-01T10:00", BERLIN) }));
    assert!(text.contains("Follow-up: Tuesday, 23 March 2027, counted"), "{text}");
    assert!(!text.contains("the clinic is closed that day"), "{text}");
    let plan = Plan { follow_up: Some(Calendar::of_days(80)), ..plan };
    let text = joined(&of(&plan, &Start { opening: weekdays(), ..from("2026-12-01T10:00", BERLIN) }));
    assert!(
        text.contains("Follow-up: Sunday, 21 March 2027, counted") && text.contains("clinician; the clinic is closed that day."),
        "{text}"
    );
}

/// The days and signs of all grids, read back by column.
fn read_back(text: &str) -> Vec<(Day, String)> {
    let months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    let mut found = Vec::new();
    let mut month = None;
    for line in text.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        if let [name, year] = words[..]
            && let Some(number) = months.iter().position(|month| *month == name)
        {
            month = year.parse::<i32>().ok().map(|year| (year, u32::try_from(number + 1).unwrap()));
        } else if words.is_empty() {
            // A grid ends where its month's sentences begin.
            month = month.filter(|_| line.is_empty() && found.is_empty());
        } else if let Some((year, month)) = month.filter(|_| !line.starts_with("  week")) {
            for (column, weekday) in Weekday::ALL.into_iter().enumerate() {
                let cell = line.get(6 + 10 * column..).map(|rest| rest.get(..10).unwrap_or(rest)).unwrap_or_default();
                let Some((number, sign)) = cell.trim().split_once(' ').or(Some((cell.trim(), ""))).filter(|(number, _)| !number.is_empty())
                else {
                    continue;
                };
                let on = Day::of(year, month, number.parse().unwrap()).unwrap();
                assert_eq!(on.weekday(), weekday, "{line}");
                assert_eq!(words[0].parse(), Ok(on.iso_week()), "{line}");
                found.push((on, sign.trim().to_owned()));
            }
        }
    }
    found
}

/// What a calendar must show of a schedule.
fn holds(schedule: &Schedule, course: &DatedCourse) {
    let text = calendar(schedule, course);
    let cells: Vec<(Day, String)> = text.split("\n\n").flat_map(read_back).collect();
    let on = |day: Day| cells.iter().find(|(other, _)| *other == day).map(|(_, sign)| sign.as_str());
    let said = joined(&text);
    for session in &course.sessions {
        let day = session.on.day();
        let date = format!("{}, {day}", day.weekday());
        match session.state {
            State::CalledOff => {
                assert!(said.contains(&format!("Session {}: no date any more; it was to be on {date}", session.number)), "{text}")
            }
            State::Planned => {
                assert_eq!(on(day), Some(format!("S{}", session.number).as_str()), "{text}");
                assert!(said.contains(&format!("Session {}: {date}, {}, {ONLY_IF}", session.number, session.on.time())), "{text}");
            }
            State::Proposed => {
                let proposed =
                    format!("Session {}: {date}, {}, proposed and agreed with nobody yet; {ONLY_IF}", session.number, session.on.time());
                assert!(said.contains(&proposed), "{text}");
            }
            State::Given | State::StoppedEarly => assert_eq!(on(day), Some(format!("S{}", session.number).as_str()), "{text}"),
        }
    }
    // Every mark is of the schedule, and each month is whole.
    for (day, sign) in &cells {
        let session = course.sessions.iter().find(|session| session.on.day() == *day && session.state != State::CalledOff);
        let follow_up = course.follow_up == Some(*day);
        let expected = match session {
            Some(session) => format!("S{}", session.number),
            None if follow_up => "F".to_owned(),
            None if schedule.opening.is_closed_on(*day) => "x".to_owned(),
            None => String::new(),
        };
        assert_eq!(*sign, expected, "{day}\n{text}");
    }
    let mut days: Vec<Day> = cells.iter().map(|(day, _)| *day).collect();
    let count = days.len();
    days.sort_unstable();
    days.dedup();
    assert_eq!(days.len(), count, "a day stands twice\n{text}");
    for first in days.iter().filter(|day| day.of_month() == 1) {
        let next = first.after(Calendar::of_months(1)).unwrap();
        assert_eq!(i64::try_from(days.iter().filter(|day| day.month() == *first).count()), Ok(next.days_since(*first)), "{text}");
    }
    assert!(text.contains(&schedule.zone) && text.contains(schedule.tzdb_version), "{text}");
    assert!(text.is_ascii() && text.lines().all(|line| line.len() <= 96 && line.trim_end() == line), "{text}");
}

#[test]
fn the_dates_of_every_shipped_protocol_are_read_back_from_its_calendar() {
    let mut courses = 0;
    for path in files("protocols", ".needle").into_iter().filter(|path| path.matches('/').count() == 1) {
        let accepted = crate::support::answer(&read(&path)).accepted.unwrap();
        let start = Start { opening: weekdays(), ..from("2026-12-01T10:00", BERLIN) };
        let schedule = schedule(&needlepoint::plan::lower(&accepted), &start);
        for course in &schedule.courses {
            holds(&schedule, course);
            courses += 1;
        }
    }
    assert_eq!(courses, 14);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_course_is_read_back_from_its_calendar(
        offset in 0_u32..4000,
        count in 1_u32..24,
        shortest in 1_u32..90,
        wider in 0_u32..60,
        follow_up in proptest::option::of(1_u32..700),
        hours in any::<bool>(),
        closed in proptest::collection::vec((0_u32..400, 0_u32..3), 0..6),
    ) {
        let first = day("2024-01-01").after(Calendar::of_days(offset)).unwrap();
        let plan = plan_of(vec![course("base", &[1, 2, 3, 4, 5, 6], count, [shortest, shortest + wider, shortest])], Vec::new());
        let plan = Plan { follow_up: follow_up.map(Calendar::of_days), ..plan };
        let mut opening = if hours { weekdays() } else { Opening::default() };
        for (from, length) in closed {
            let from = first.after(Calendar::of_days(from)).unwrap();
            opening.closed.push(Closed { first: from, last: from.after(Calendar::of_days(length)).unwrap(), why: None });
        }
        let start = Start { opening, ..from(&format!("{}T10:00", first.iso()), "UTC") };
        if let Some(schedule) = needlepoint::schedule::starting(&plan, &start).schedule {
            holds(&schedule, &schedule.courses[0]);
        }
    }
}
