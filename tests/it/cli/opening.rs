//! When a clinic is open: from its file, and from flags, in `schedule` and in `build`.

use crate::program::{FLAGSHIP, Place, out, run, said};

const CLINIC: &str = "needlepoint 1\nclinic here {\n  zone Europe/Berlin\n  open monday to friday 08:00 to 18:00, saturday 09:00 to 13:00\n  \
                      closed 2026-12-31, 2027-01-01\n}\n";

/// The local day and time of each session, how the run ended, and what was said.
fn dated(place: &Place, start: &str, more: &[&str]) -> (Option<i32>, Vec<String>, String) {
    let clinic = place.path("clinic.needle");
    std::fs::write(&clinic, CLINIC).unwrap();
    let arguments =
        ["schedule", FLAGSHIP, "--clinic", &clinic, "--today", "2026-11-22", "--phototype", "2", "--format", "csv", "--start", start];
    let output = run(&[&arguments[..], more].concat());
    let table = out(&output);
    let sessions =
        table.lines().skip(1).filter(|line| line.contains(",session,")).filter_map(|line| line.split(',').nth(9).map(str::to_owned));
    (output.status.code(), sessions.collect(), said(&output))
}

#[test]
fn the_clinics_file_says_when_it_is_open() {
    let place = Place::new("opening");
    // 31 December 2026 is a Thursday, and the earliest day; 2 January is a Saturday, open from nine. 1 February 2027 is a Monday.
    let (code, sessions, said) = dated(&place, "2026-12-01T10:00", &[]);
    assert_eq!(
        (code, sessions),
        (Some(0), ["2026-12-01T10:00:00", "2027-01-02T10:00:00", "2027-02-01T10:00:00"].map(str::to_owned).to_vec())
    );
    let moved = "caution: session-moved: session 2 is on Saturday, 2 January 2027, 2 days after its aim of 31 December 2026: the clinic is closed that day";
    assert_eq!(said.lines().filter(|line| line.starts_with("caution: session-moved")).collect::<Vec<_>>(), [moved]);
    // At half past two the Saturday is over.
    let (_, sessions, _) = dated(&place, "2026-12-01T14:30", &[]);
    assert_eq!(sessions[1], "2027-01-04T14:30:00");
    let (code, sessions, said) = dated(&place, "2026-12-06T10:00", &[]);
    assert_eq!((code, sessions.len()), (Some(1), 0));
    assert!(said.contains("never: start-when-closed: session 1 is on 6 December 2026, 10:00"), "{said}");
    assert!(said.contains("the clinic is not open on Sunday"), "{said}");
}

#[test]
fn flags_take_the_place_of_hours_and_add_closed_days() {
    let place = Place::new("opening-flags");
    let sunday = ["--open", "sunday 08:00 to 12:00"];
    let (code, sessions, said) = dated(&place, "2026-12-06T10:00", &sunday);
    // 5 January 2027 and what is nearest to it on a Sunday: 10 January lies 5 days after, and 3 January 2 days before its window.
    assert_eq!((code, &sessions[1]), (Some(0), &"2027-01-10T10:00:00".to_owned()), "{said}");
    let (code, sessions, said) = dated(&place, "2026-12-06T10:00", &[&sunday[..], &["--closed", "2027-01-10,2027-01-17"]].concat());
    assert_eq!((code, sessions.len()), (Some(1), 0));
    let closures = "the clinic is closed on all of them: it is not open on Monday, Tuesday, Wednesday, Thursday, Friday or Saturday; \
                    it is closed on 10 January 2027 and on 17 January 2027";
    assert!(said.contains("never: window-closed: session 2 can begin at 10:00 on no day from 5 January 2027 to 17 January 2027"), "{said}");
    assert!(said.contains(closures), "{said}");
    // The same days and those between them, which closes no more.
    let run_of = dated(&place, "2026-12-06T10:00", &[&sunday[..], &["--closed", "2027-01-10 to 2027-01-17"]].concat());
    assert_eq!((run_of.0, run_of.1.len()), (Some(1), 0));
    let course = place.path("course.needle");
    let made = run(&[
        "new",
        "course",
        FLAGSHIP,
        "--no-clinic",
        "--today",
        "2026-11-22",
        "--start",
        "2026-12-06T10:00",
        "--phototype",
        "2",
        "--zone",
        "Europe/Berlin",
        "--closed",
        "2026-12-24 to 2026-12-26, 2027-01-05",
        "--out",
        &course,
    ]);
    assert_eq!(made.status.code(), Some(0), "{}", crate::program::said(&made));
    // 6 December and 30 days are 5 January, which is closed; the 6th is open.
    let written = std::fs::read_to_string(&course).unwrap();
    assert!(
        written.contains("  closed     2026-12-24 to 2026-12-26, 2027-01-05\n") && written.contains("issued session 2 on 2027-01-06 10:00"),
        "{written}"
    );
    std::fs::remove_file(&course).unwrap();
    // An image is made with the same dates, and with none it is not made.
    let built = run(&[
        "build",
        FLAGSHIP,
        "--bench",
        "--clinic",
        &place.path("clinic.needle"),
        "--today",
        "2026-11-22",
        "--start",
        "2026-12-06T10:00",
        "--out",
        &place.path("built"),
    ]);
    assert_eq!(built.status.code(), Some(1));
    assert!(crate::program::said(&built).contains("start-when-closed"), "{}", crate::program::said(&built));
    assert_eq!(place.names(), ["clinic.needle"]);
}

#[test]
fn hours_and_days_that_cannot_be_read_are_said() {
    let place = Place::new("opening-wrong");
    let zone = ["--zone", "Europe/Berlin"];
    for (flags, sentence) in [
        (["--open", "monday to friday 18:00 to 08:00"], "the earlier day and time first"),
        (["--open", "weekdays 08:00 to 18:00"], "hours are written as in a clinic's file"),
        (["--open", ""], "hours are written as in a clinic's file"),
        (["--closed", "2027-02-29"], "a closed day is written as year, month and day"),
        (["--closed", "2027-02-05 to 2027-02-01"], "several as 2027-02-01 to 2027-02-05, the earlier one first"),
        (["--closed", "2026-12-25,"], "a closed day is written as year, month and day"),
    ] {
        let (code, sessions, said) = dated(&place, "2026-12-01T10:00", &[&flags[..], &zone].concat());
        assert_eq!((code, sessions.len()), (Some(2), 0), "{flags:?}");
        assert!(said.contains(sentence), "{flags:?}: {said}");
    }
    let output = run(&["build", FLAGSHIP, "--bench", "--today", "2026-11-22", "--closed", "2026-12-25", "--out", &place.path("built")]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("a course is dated from its first session; say when with --start"), "{}", said(&output));
}
