//! Intervals as immunisation forecasters count them, the best public rules there are for "so long after the last": the date rules and the
//! hepatitis A cases of the CDC's Clinical Decision Support for Immunization (CDSi, test cases of 2013). Typed by hand.
//!
//! A vaccine's interval may be four days short there. Nobody has published such a grace for needling, and this tool has none: the four days
//! stand only in these rows.

use super::*;

/// A span as a row writes it.
fn span(text: &str) -> Calendar {
    let (number, unit) = text.split_once(' ').unwrap();
    let number: u32 = number.parse().unwrap();
    match unit.trim_end_matches('s') {
        "day" => Calendar::of_days(number),
        "week" => Calendar::of_days(7 * number),
        "month" => Calendar::of_months(number),
        "year" => Calendar::of_months(12 * number),
        other => panic!("{other}"),
    }
}

#[test]
fn a_wait_is_counted_by_the_date_rules() {
    for (rule, from, wait, less, expected) in [
        ("CALCDT-1", "2000-01-01", "3 years", 0, "2003-01-01"),
        ("CALCDT-2", "2000-01-01", "6 months", 0, "2000-07-01"),
        ("CALCDT-2", "2000-11-01", "6 months", 0, "2001-05-01"),
        ("CALCDT-3", "2000-01-01", "3 days", 0, "2000-01-04"),
        ("CALCDT-3", "2000-01-01", "3 weeks", 0, "2000-01-22"),
        ("CALCDT-3", "2000-02-01", "5 weeks", 0, "2000-03-07"),
        ("CALCDT-3", "2001-02-01", "5 weeks", 0, "2001-03-08"),
        ("CALCDT-4", "2000-01-15", "0 days", 4, "2000-01-11"),
        ("CALCDT-5", "2000-03-31", "6 months", 0, "2000-10-01"),
        ("CALCDT-5", "2010-08-31", "6 months", 0, "2011-03-01"),
        ("CALCDT-6", "2000-01-31", "6 months", 4, "2000-07-27"),
    ] {
        let reached = day(from).after(span(wait)).and_then(|day| day.days_before(less));
        assert_eq!(reached, Some(day(expected)), "{rule}: {from} + {wait} - {less} days");
    }
}

#[test]
fn the_boundary_pairs_of_hepatitis_a_fall_as_published() {
    // Each case: the day counted from (birth or the dose before), the wait, the day of the dose, and whether it counts; four days may be missing.
    for (case, from, wait, given, counts) in [
        ("2013-0186", "2010-10-09", "6 months", "2011-04-09", true),
        ("2013-0189", "2005-12-01", "12 months", "2006-11-26", false),
        ("2013-0190", "2010-06-01", "12 months", "2011-05-28", true),
        ("2013-0191", "2010-04-07", "12 months", "2011-04-07", true),
        ("2013-0192", "2009-11-10", "6 months", "2010-05-05", false),
        ("2013-0193", "2009-04-04", "6 months", "2009-09-30", true),
        ("2013-0194", "2010-08-09", "6 months", "2011-02-09", true),
        ("2013-0196", "2010-10-09", "6 months", "2011-04-04", false),
        ("2013-0197", "2010-10-09", "6 months", "2011-04-05", true),
    ] {
        let first = day(from).after(span(wait)).unwrap().days_before(4).unwrap();
        assert_eq!(day(given) >= first, counts, "{case}: {given}, the first day is {first}");
    }
    // Each case: the day counted from and the day recommended next. After a dose that came too early the clock starts again at it.
    for (case, from, wait, next) in [
        ("2013-0185", "2010-07-10", "12 months", "2011-07-10"),
        ("2013-0188", "2012-02-02", "6 months", "2012-08-02"),
        ("2013-0189", "2005-12-01", "12 months", "2006-12-01"),
        ("2013-0190", "2010-06-01", "18 months", "2011-12-01"),
        ("2013-0191", "2011-04-07", "6 months", "2011-10-07"),
        ("2013-0192", "2010-05-05", "6 months", "2010-11-05"),
        ("2013-0196", "2011-04-04", "6 months", "2011-10-04"),
    ] {
        assert_eq!(day(from).after(span(wait)), Some(day(next)), "{case}");
    }
}

#[test]
fn a_session_that_came_too_early_starts_the_clock_again_as_a_dose_does() {
    // As in 2013-0192, in days: the second session is five days early. The third has its 177 days (6 months less 4 days, on that date) from it.
    let spaced = plan_of(vec![course("base", &[1], 3, [177, 210, 184])], Vec::new());
    let found = |third: &str| {
        let start = Start { happened: given(&["2009-11-10", "2010-05-05", third]), ..from("2009-11-10T10:00", BERLIN) };
        let all = problems(&spaced, &start).into_iter().map(|(_, rule, message)| (rule, message));
        all.filter(|(rule, _)| *rule != "review-awaited").collect::<Vec<_>>()
    };
    let second = "session 2 is 10 November 2009 + 176 days = 5 May 2010; the earliest is 6 May 2010 (177 days); 1 day too soon";
    let third = "session 3 is 5 May 2010 + 176 days = 28 October 2010; the earliest is 29 October 2010 (177 days); 1 day too soon";
    let both = [second, third].map(|message| ("session-too-soon", message.to_owned()));
    assert_eq!(found("2010-10-28"), both);
    assert_eq!(found("2010-10-29"), both[..1]);
}
