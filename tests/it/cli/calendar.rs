//! `schedule --format ics`: what it needs besides what a schedule needs, and what it gives.

use crate::program::{FLAGSHIP, Place, out, run, said};

/// How a run for a calendar ended, and what it gave and said.
fn calendar(more: &[&str]) -> (Option<i32>, String, String) {
    dated(&[&["--format", "ics"], more].concat())
}

/// The same of a schedule in any form.
fn dated(more: &[&str]) -> (Option<i32>, String, String) {
    let start = ["--no-clinic", "--today", "2026-11-22", "--start", "2026-12-01T10:00", "--zone", "Europe/Berlin"];
    let output = run(&[&["schedule", FLAGSHIP], &start[..], more].concat());
    (output.status.code(), out(&output), said(&output))
}

#[test]
fn a_calendar_is_of_one_course_and_has_its_tag() {
    let (code, text, said) = calendar(&["--phototype", "2", "--tag", "7650-5e3f-r"]);
    assert_eq!((code, needlepoint::record::ics_lint(text.as_bytes())), (Some(0), Vec::new()), "{said}");
    assert!(text.contains("\r\nNAME:Course 7650-5E3F-R\r\n") && text.contains("\r\nDTSTAMP:20261122T000000Z\r\n"), "{text}");
    // The same again, byte by byte, and into a file.
    let place = Place::new("calendar");
    let file = place.path("course.ics");
    assert_eq!(calendar(&["--phototype", "2", "--tag", "7650-5E3F-R", "--out", &file]).0, Some(0));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
    let (code, _, said) = calendar(&["--phototype", "2", "--tag", "7650-5E3F-R", "--out", &file]);
    assert_eq!(code, Some(2));
    assert!(said.contains("exists already; nothing is overwritten"), "{said}");
}

#[test]
fn what_a_calendar_needs_is_said() {
    let rows: [(&[&str], &str); 4] = [
        (&["--phototype", "2"], "a calendar needs the tag of the patient's course, by which it is known when it is sent again"),
        (&["--tag", "7650-5E3F-R"], "a calendar is of one patient's course, and this protocol has 2; say whose with --phototype"),
        (&["--phototype", "2", "--tag", "Anna"], "a tag stands for a course and is nobody's name or record number"),
        (&["--phototype", "2", "--tag", "7650-5E3F-Q"], "`7650-5E3F-Q` is mistyped"),
    ];
    for (more, sentence) in rows {
        let (code, text, said) = calendar(more);
        assert_eq!((code, text.as_str()), (Some(2), ""), "{more:?}");
        assert!(said.contains(sentence), "{said}");
    }
    let (code, _, said) = dated(&["--tag", "7650-5E3F-R"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("a tag is for a calendar; say so with --format ics"), "{said}");
}

#[test]
fn a_course_on_paper_is_one_patients() {
    let (code, text, said) = dated(&["--format", "text"]);
    assert_eq!((code, text.as_str()), (Some(2), ""));
    assert!(said.contains("a sheet of dates is of one patient's course, and this protocol has 2; say whose with --phototype"), "{said}");
    let (code, text, _) = dated(&["--format", "text", "--phototype", "2"]);
    assert_eq!(code, Some(0));
    assert!(text.starts_with("THE DATES OF A COURSE\nacne-scars-face version 1.0.0\nCheck words: "), "{text}");
    // The protocol numbs for 30 to 60 minutes; no clinic's file stands above it.
    let numbed = "\nBefore the time of each session: numbing of cheeks and forehead takes 30 minutes to 1 hour; the\npatient comes that much earlier.\n";
    assert!(text.contains(numbed) && text.ends_with("\n  The clinic's emergency line: NOT KNOWN. No clinic's file names one.\n"), "{text}");
    assert!(
        text.contains("\n  Session 1: Tuesday, 1 December 2026, 10:00, if screened, ready and accepted that day by the\n  clinician.\n"),
        "{text}"
    );
}
