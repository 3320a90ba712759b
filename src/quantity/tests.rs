//! Quantities at their edges: exactness, rolling toward caution, and the shortest months.

use super::*;

fn decimal(text: &str) -> Decimal {
    Decimal::read(text).expect("a number")
}

#[test]
fn literals_are_exact_or_refused() {
    assert_eq!(Depth::read(decimal("0.25"), "mm"), Ok(Depth::of(250)));
    assert_eq!(Depth::read(decimal("1.50"), "mm"), Ok(Depth::of(1500)));
    assert_eq!(Depth::read(decimal("0.0005"), "mm"), Err(LiteralFault::Fine));
    assert_eq!(Depth::read(decimal("1"), "cm"), Err(LiteralFault::Unit));
    assert_eq!(Depth::read(decimal("4294967.295"), "mm"), Ok(Depth::of(u32::MAX)));
    assert_eq!(Depth::read(decimal("4294967.296"), "mm"), Err(LiteralFault::Range));
    assert_eq!(Speed::read(decimal("116.7"), "Hz"), Ok(Speed::of(7002)));
    assert_eq!(Strength::read(decimal("0.005"), "%"), Err(LiteralFault::Fine));
    for shape in ["", ".5", "1.", "1.2.3", "01", "1e3", "-1", "½", "1,5"] {
        assert!(Decimal::read(shape).is_err(), "{shape}");
    }
    assert_eq!(Decimal::read("1234567890123456789"), Err(LiteralFault::Range));
}

#[test]
fn quantities_print_without_trailing_zeros() {
    assert_eq!(Depth::of(1500).to_string(), "1.5 mm");
    assert_eq!(Depth::of(1000).to_string(), "1 mm");
    assert_eq!(Depth::of(5).to_string(), "0.005 mm");
    assert_eq!(Clock::of(7200).to_string(), "2 hours");
    assert_eq!(Clock::of(60).to_string(), "1 minute");
    assert_eq!(Calendar::of_months(24).to_string(), "2 years");
    assert_eq!(Phototype::of(4).map(|p| p.to_string()).as_deref(), Some("4 (IV)"));
}

#[test]
fn a_wait_rolls_forward_and_a_deadline_back() {
    let day = |text: &str| Day::read(text).expect("a day");
    // CALCDT table: 31 March 2000 and 31 August 2010, six months on.
    assert_eq!(day("2000-03-31").after(Calendar::of_months(6)), Some(day("2000-10-01")));
    assert_eq!(day("2010-08-31").after(Calendar::of_months(6)), Some(day("2011-03-01")));
    assert_eq!(day("2010-08-31").deadline(Calendar::of_months(6)), Some(day("2011-02-28")));
    assert_eq!(day("2024-02-29").after(Calendar::of_months(12)), Some(day("2025-03-01")));
    assert_eq!(day("2024-02-29").deadline(Calendar::of_months(12)), Some(day("2025-02-28")));
    assert_eq!(day("2026-12-01").after(Calendar::of_days(30)), Some(day("2026-12-31")));
    assert_eq!(day("9999-12-31").after(Calendar::of_days(1)), None);
    assert_eq!(Day::read("2027-02-29"), None);
    assert_eq!(Day::read("2027-2-03"), None);
    assert_eq!(day("2026-12-29").to_string(), "29 December 2026");
}

#[test]
fn the_fewest_days_are_the_shortest_run_of_months() {
    // Written out from a calendar: the shortest runs of 1 to 13 months.
    let shortest = [28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334, 365, 393];
    for (months, days) in (1..).zip(shortest) {
        assert_eq!(Calendar::of_months(months).fewest_days(), days, "{months} months");
    }
    assert_eq!(Calendar::of_days(14).fewest_days(), 14);
}

#[test]
fn calendar_and_clock_units_do_not_mix() {
    assert_eq!(Calendar::read(decimal("2"), "hours"), Err(LiteralFault::Unit));
    assert_eq!(Clock::read(decimal("2"), "days"), Err(LiteralFault::Unit));
    assert_eq!(Clock::read(decimal("1.5"), "minutes"), Ok(Clock::of(90)));
    assert_eq!(Calendar::read(decimal("1.5"), "days"), Err(LiteralFault::Fine));
}

#[test]
fn a_dial_has_only_its_own_settings() {
    let (from, step) = (Depth::of(0), Depth::of(250));
    assert!(Depth::of(1250).on_dial(from, step));
    assert!(!Depth::of(1249).on_dial(from, step));
    assert!(!Depth::of(1251).on_dial(from, step));
    assert!(!Depth::of(250).on_dial(Depth::of(500), step));
    assert!(!Depth::of(250).on_dial(from, Depth::of(0)));
}

#[test]
fn a_wait_in_days_reaches_one_in_months_only_when_no_calendar_makes_it_short() {
    let days = |days| Elapsed::Calendar(Calendar::of_days(days));
    let months = |months| Elapsed::Calendar(Calendar::of_months(months));
    let hours = |hours: u32| Elapsed::Clock(Clock::of(hours * 3600));
    // Six months last 181 to 184 days.
    assert!(months(6).reaches(months(6)));
    assert!(!months(5).reaches(months(6)));
    assert!(!days(183).reaches(months(6)));
    assert!(days(184).reaches(months(6)));
    assert!(months(6).reaches(days(181)));
    assert!(!months(6).reaches(days(182)));
    assert!(days(3).reaches(hours(72)));
    assert!(!days(2).reaches(hours(72)));
    assert!(hours(72).reaches(days(3)));
    assert!(!hours(71).reaches(days(3)));
    assert!(!days(365).reaches(months(12)));
    assert!(days(366).reaches(months(12)));
}
