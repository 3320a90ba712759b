//! What calendars are told of a course whose file was changed by hand, lost lines, or has no dates: nothing that they hold is passed over.

use std::fs;

use super::course::Clinic;
use crate::program::{out, said};

/// Status, change and start of the entry with this title.
fn entry(clinic: &Clinic, today: &str, title: &str) -> [String; 3] {
    let calendar = out(&clinic.run(today, &["schedule", "course.needle", "--format", "ics"])).replace("\r\n ", "");
    let event = calendar.split("BEGIN:VEVENT").find(|event| event.contains(&format!("SUMMARY:{title}\r\n")));
    let event = event.unwrap_or_else(|| panic!("{title}\n{calendar}"));
    let of = |key: &str| event.lines().find_map(|line| line.strip_prefix(key)).unwrap().to_owned();
    [of("STATUS:"), of("SEQUENCE:"), of("DTSTART;").split(':').nth(1).unwrap().to_owned()]
}

#[test]
fn a_lost_line_comes_back_above_all_that_was_ever_told() {
    let clinic = Clinic::new("course-lost");
    clinic.add("session 1 given 2026-12-01");
    for time in ["11:00", "12:00", "13:00"] {
        clinic.add(&format!("session 2 moved to 2026-12-31 {time}"));
        clinic.rescheduled("2026-12-02");
    }
    assert_eq!(entry(&clinic, "2026-12-02", "Session 2 of 3"), ["CONFIRMED", "3", "20261231T130000"]);
    // The others have changed less often than the line that is lost.
    clinic.swap("  issued session 2 on 2026-12-31 13:00, change 3\n", "");
    clinic.add("session 2 moved to 2026-12-31 15:00");
    clinic.rescheduled("2026-12-02");
    assert_eq!(entry(&clinic, "2026-12-02", "Session 2 of 3"), ["CONFIRMED", "4", "20261231T150000"]);
}

#[test]
fn what_is_called_off_stays_so_when_its_line_is_lost() {
    let clinic = Clinic::new("course-lost-off");
    clinic.add("session 1 missed 2026-12-01");
    clinic.rescheduled("2026-12-01");
    let line = clinic.course().lines().find(|line| line.contains("issued throughout")).unwrap().to_owned();
    assert!(line.ends_with(", change 1, called-off"), "{line}");
    let [status, change, _] = entry(&clinic, "2026-12-01", "No date: Leave off: see the details");
    assert_eq!([status.as_str(), change.as_str()], ["CANCELLED", "1"]);
    clinic.swap(&format!("{line}\n"), "");
    clinic.rescheduled("2026-12-02");
    let calendar = out(&clinic.run("2026-12-02", &["schedule", "course.needle", "--format", "ics"]));
    assert!(!calendar.contains("STATUS:CONFIRMED"), "{calendar}");
    assert!(clinic.course().lines().any(|line| line.contains("issued throughout") && line.ends_with(", change 2, called-off")));
}

#[test]
fn a_course_in_which_nothing_has_had_a_date_is_told_to_nobody() {
    let clinic = Clinic::new("course-nothing");
    let text = clinic.course();
    let by_hand: String =
        text.lines().filter(|line| !line.contains("revised") && !line.contains("issued")).map(|line| format!("{line}\n")).collect();
    fs::write(clinic.place.path("course.needle"), by_hand.replace("\n}", "  session 1 missed 2026-12-01\n}")).unwrap();
    let output = clinic.run("2026-12-02", &["reschedule", "course.needle"]);
    assert_eq!(out(&output), "course.needle: nothing has changed; it is as it was\n", "{}", said(&output));
    // It goes on like any other.
    fs::write(clinic.place.path("course.needle"), clinic.course().replace("\n}", "\n  session 1 moved to 2026-12-08\n}")).unwrap();
    assert_eq!(clinic.rescheduled("2026-12-02")[0], "session 1: Tuesday, 8 December 2026, 10:00");
    assert!(clinic.course().contains("revised    2026-12-02, change 0, phototype 2, "), "{}", clinic.course());
}

#[test]
fn no_course_is_planned_into_the_past() {
    let clinic = Clinic::new("course-past");
    clinic.swap("2026-12-01 10:00\n  zone", "2026-11-10 10:00\n  zone");
    let before = clinic.course();
    let output = clinic.run("2026-11-29", &["reschedule", "course.needle"]);
    assert_eq!(output.status.code(), Some(1), "{}", out(&output));
    assert!(out(&output).contains("session 1 was to be on 10 November 2026; today is 29 November 2026"), "{}", out(&output));
    assert!(out(&output).contains("The days of the course were held against its protocol."), "{}", out(&output));
    assert_eq!(clinic.course(), before);
}

#[test]
fn a_proposed_day_is_told_as_one_until_it_is_agreed() {
    let clinic = Clinic::new("course-proposed");
    clinic.add("session 1 given 2026-12-01\nsession 2 missed 2026-12-31");
    let proposed = "session 2: Friday, 1 January 2027, 10:00, proposed and agreed with nobody yet (was: Thursday, 31 December 2026, 10:00)";
    assert_eq!(clinic.rescheduled("2026-12-31")[0], proposed);
    assert!(clinic.course().contains("issued session 2 on 2027-01-01 10:00, change 1, proposed"), "{}", clinic.course());
    assert_eq!(entry(&clinic, "2026-12-31", "To be agreed: Session 2 of 3"), ["TENTATIVE", "1", "20270101T100000"]);
    assert_eq!(entry(&clinic, "2026-12-31", "Session 3 of 3")[0], "CONFIRMED");
    let paper = out(&clinic.run("2026-12-31", &["schedule", "course.needle", "--format", "text"])).replace("\n  ", " ");
    assert!(paper.contains("Session 2: Friday, 1 January 2027, 10:00, proposed and agreed with nobody yet; if screened"), "{paper}");
    // A day that nobody agreed on passes: still nobody knows what came of it.
    let passed = clinic.run("2027-01-02", &["reschedule", "course.needle"]);
    assert!(out(&passed).contains("session 2 was proposed for 1 January 2027; today is 2 January 2027"), "{}", out(&passed));
    // Agreed on that very day, it is a change as well.
    clinic.add("session 2 moved to 2027-01-01");
    let agreed = "session 2: Friday, 1 January 2027, 10:00 (was: Friday, 1 January 2027, 10:00, proposed and agreed with nobody yet)";
    assert_eq!(clinic.rescheduled("2026-12-31"), [agreed]);
    assert_eq!(entry(&clinic, "2026-12-31", "Session 2 of 3"), ["CONFIRMED", "2", "20270101T100000"]);
}

#[test]
fn check_says_what_calendars_do_not_know_yet() {
    let clinic = Clinic::new("course-behind");
    let behind = |today: &str| {
        let report = out(&clinic.run(today, &["check", "course.needle", "--format", "concise"]));
        report.lines().filter(|line| line.contains("note[calendars-behind]")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(behind("2026-11-29"), [""; 0]);
    clinic.add("session 1 given 2026-12-01");
    assert_eq!(behind("2026-12-01"), [""; 0], "it was given on its day");
    clinic.swap("  zone", "  closed 2026-12-31 to 2027-01-03, 2027-01-30 to 2027-02-04\n  zone");
    // 31 December and its next open day, 4 January; 30 days on is 3 February, which is closed, and the next open one the 5th.
    let told = "course.needle:11:3: note[calendars-behind]: note: calendars hold this course as it was: now session 2: Monday, 4 January 2027, 10:00 (was: Thursday, \
                31 December 2026, 10:00); session 3: Friday, 5 February 2027, 10:00 (was: Saturday, 30 January 2027, 10:00); what holds all through, its last day: \
                Friday, 30 April 2027 (was: Saturday, 24 April 2027); the follow-up: Friday, 30 April 2027 (was: Saturday, 24 April 2027); \
                needlepoint reschedule course.needle writes down what is new, and it can be sent out then";
    assert_eq!(behind("2026-12-01"), [told]);
    clinic.rescheduled("2026-12-01");
    assert_eq!(behind("2026-12-01"), [""; 0]);
}

#[test]
fn no_entry_puts_on_what_another_has_wait() {
    // Sunscreen for 42 days after each session, and from 24 hours after it: session 2 is on 31 December.
    let clinic = Clinic::new("course-sunny");
    let text = fs::read_to_string(clinic.place.path("protocol.needle")).unwrap();
    assert!(text.contains("until 14 days after"));
    fs::write(clinic.place.path("sunny.needle"), text.replace("until 14 days after", "until 42 days after")).unwrap();
    let start = ["--start", "2026-12-01T10:00", "--phototype", "2", "--zone", "Europe/Berlin"];
    let of = |format: &str| {
        let output = clinic.run(
            "2026-11-29",
            &[&["schedule", "sunny.needle", "--format", format, "--tag", "7650-5E3F-R"][..if format == "ics" { 6 } else { 4 }], &start]
                .concat(),
        );
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        out(&output).replace("\r\n ", "")
    };
    let calendar = of("ics");
    let ends: Vec<&str> = calendar
        .split("BEGIN:VEVENT")
        .filter(|event| event.contains("SUMMARY:Put on: sunscreen\r\n"))
        .map(|event| event.lines().find_map(|line| line.strip_prefix("DTEND;VALUE=DATE:")).unwrap())
        .collect();
    // The day after the last one: the days before sessions 2 and 3, and 42 days after 30 January.
    assert_eq!(ends, ["20261231", "20270130", "20270314"]);
    let rows = of("csv");
    assert!(rows.contains(",1,apply,sunscreen,\"SPF 50\",,2026-12-03,2026-12-30,"), "{rows}");
    let document = of("json");
    assert!(document.contains("\"until\": \"2026-12-30\""), "{document}");
    // The bars stand behind the words.
    let paper = of("text");
    for words in ["\n  Put on sunscreen (SPF 50): 3 to 30 December 2026, 2 ", "\n    to 29 January and 1 February to 13 March 2027."] {
        assert!(paper.contains(words), "{words}\n{paper}");
    }
}
