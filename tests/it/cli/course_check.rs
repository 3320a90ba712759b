//! The file of a patient's course at the faces: what `check` says of it in every format, with the clinic above it.

use std::fs;

use serde_json::Value;

use needlepoint::first_file;
use needlepoint::source::Source;

use crate::program::{FLAGSHIP, Place, fed, flagship, out, run, said};

const TODAY: [&str; 2] = ["--today", "2026-12-01"];

/// A course that follows the flagship, which lies in that file.
fn course(file: &str) -> String {
    let digest = needlepoint::syntax::digest(&Source::new(first_file(), FLAGSHIP, flagship())).unwrap();
    format!(
        "needlepoint 1

course 7650-5E3F-R {{
  protocol   acne-scars-face 1.0.0 text {digest} in \"{file}\"
  phototype  2
  start      2026-12-01 10:00
  zone       Europe/Berlin
  session 1  given 2026-12-01
}}
"
    )
}

/// The report on a course in one format, and how the run ended.
fn checked(format: &str, text: &str) -> (Option<i32>, String, String) {
    let named = ["check", "-", "--stdin-filename", "c.needle", "--no-clinic", "--format", format];
    let output = fed(&[&named[..], &TODAY[..]].concat(), text.as_bytes());
    (output.status.code(), out(&output), said(&output))
}

#[test]
fn a_file_that_is_named_after_a_patient_is_a_caution() {
    let found = |name: &str| {
        let output = fed(
            &["check", "-", "--stdin-filename", name, "--no-clinic", "--format", "concise", "--today", "2026-12-01"],
            course("p.needle").as_bytes(),
        );
        out(&output)
            .lines()
            .find(|line| line.contains("patient-data-in-file-name"))
            .map(|line| line.split(" has what looks like ").nth(1).unwrap().to_owned())
    };
    for (name, kind) in [
        ("Anna M\u{fc}ller 1990.needle", "the name of one patient"),
        ("M\u{fc}ller_Anna.needle", "the name of one patient"),
        ("courses/Smith-John.needle", "the name of one patient"),
        ("mrs Smith.needle", "the name of one patient"),
        ("0123456789.needle", "a telephone or record number of one patient"),
        ("mrn 123456.needle", "a record or insurance number of one patient"),
    ] {
        let said = found(name).unwrap_or_else(|| panic!("{name}"));
        assert!(said.starts_with(kind), "{name}: {said}");
    }
    for name in [
        "c.needle",
        "7650-5E3F-R.needle",
        "Anna Mueller/7650-5E3F-R.needle",
        "course-2026-12-01.needle",
        "Course.needle",
        "ACNE SCARS.needle",
    ] {
        assert_eq!(found(name), None, "{name}");
    }
}

#[test]
fn a_course_without_a_mistake_is_no_protocol_and_says_what_was_not_asked() {
    let closing = "c.needle: 0 not accepted, 0 need sign-off, 0 cautions to read. Checked against a limit: nothing. The days of the course \
                   were held against its protocol. Taken as said: 4 statements (protocol, phototype, start, session). \
                   NO CLINIC POLICY.\n";
    let (code, shown, heard) = checked("plain", &course(FLAGSHIP));
    assert_eq!((code, heard.as_str()), (Some(0), ""));
    assert!(shown.starts_with(closing), "{shown}");
    for format in ["concise", "github"] {
        assert_eq!(checked(format, &course(FLAGSHIP)), (Some(0), String::new(), format!("needlepoint: {closing}")));
    }
    let (code, shown, _) = checked("human", &course(FLAGSHIP));
    assert_eq!(code, Some(0));
    assert!(shown.contains("\n  Checked against a limit: nothing. The days of the course were held against its protocol."), "{shown}");
    let document: Value = serde_json::from_str(&checked("json", &course(FLAGSHIP)).1).unwrap();
    let file = &document["files"][0];
    assert_eq!((&file["accepted"], &file["rules"]), (&Value::from(false), &Value::Array(Vec::new())));
    assert_eq!((&document["problems"], &file["statements_taken_as_said"]), (&Value::Array(Vec::new()), &Value::from(4)));
    let line: Value = serde_json::from_str(&checked("json-lines", &course(FLAGSHIP)).1).unwrap();
    assert_eq!(line["taken_as_said"], Value::from(vec!["protocol", "phototype", "start", "session"]));
}

#[test]
fn a_mistake_in_a_course_is_said_in_every_format() {
    let wrong = course(FLAGSHIP)
        .replace("session 1  given 2026-12-01", "session 1  given 2026-11-30 # Mrs Smith")
        .replace("Europe/Berlin", "Berlin");
    for (format, words) in [
        ("human", ["never: day-before-start", "30 November 2026 lies before the first session", "the time zone `Berlin` is not known"]),
        (
            "plain",
            ["never: day-before-start: 30 November", "In c.needle, line 8, column 20.", "caution: patient-data-in-course: this remark"],
        ),
        (
            "concise",
            ["c.needle:8:20: error[day-before-start]: never: ", "c.needle:7:14: error[clinic-zone-unknown]", "c.needle:8:31: warning["],
        ),
        ("json", ["\"rule\": \"day-before-start\"", "\"byte_column\": 20", "\"rule\": \"patient-data-in-course\""]),
        ("json-lines", ["\"rule\":\"day-before-start\"", "\"byte_column\":20", "\"rule\":\"patient-data-in-course\""]),
        ("github", ["::error file=c.needle,line=8", "day-before-start", "::warning file=c.needle,line=8"]),
    ] {
        let (code, shown, _) = checked(format, &wrong);
        assert_eq!(code, Some(1), "{format}");
        for word in words {
            assert!(shown.contains(word), "{format} lacks {word}: {shown}");
        }
    }
}

#[test]
fn a_folder_of_courses_is_checked_under_its_clinic() {
    let place = Place::new("course-folder");
    let write = |name: &str, text: &str| fs::write(place.path(name), text).unwrap();
    let check = |names: &[&str]| {
        let paths: Vec<String> = names.iter().map(|name| place.path(name)).collect();
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        let output = run(&[&["check", "--format", "plain"][..], &TODAY[..], &paths[..]].concat());
        (output.status.code(), out(&output) + &said(&output))
    };
    write("p.needle", &flagship());
    write("one.needle", &course("p.needle"));
    write("two.needle", &course("p.needle").replace("  zone       Europe/Berlin\n", "").replace("7650-5E3F-R", "A8KX-1KB4-V"));
    let (code, shown) = check(&["."]);
    assert_eq!(code, Some(1), "{shown}");
    let lacks = "the course does not say which time zone its times are in, and no clinic above it does";
    assert_eq!(shown.matches(lacks).count(), 1, "{shown}");
    // The clinic's zone will do.
    write("clinic.needle", "needlepoint 1\nclinic here {\n  zone Europe/Berlin\n}\n");
    let (code, shown) = check(&["."]);
    assert_eq!(code, Some(0), "{shown}");
    assert_eq!(shown.matches("The days of the course were held against its protocol.").count(), 2, "{shown}");
    assert!(shown.contains("two.needle: 0 not accepted") && shown.contains("clinic policy: here"), "{shown}");
    // A file that was copied for the next patient has the tag of the last.
    write("three.needle", &course("p.needle").replace("2026-12-01", "2026-12-03"));
    let (code, shown) = check(&["."]);
    assert_eq!(code, Some(1), "{shown}");
    assert_eq!(shown.matches("never: tag-twice: `7650-5E3F-R` is the tag of ").count(), 1, "{shown}");
    fs::remove_file(place.path("three.needle")).unwrap();
    // What is wrong with the clinic is said with a course as well: it would be dated by its hours.
    write("clinic.needle", "needlepoint 1\nclinic here {\n  zone Europe/Berlin\n  open monday 18:00 to 08:00\n}\n");
    let (code, shown) = check(&["two.needle"]);
    assert_eq!(code, Some(1), "{shown}");
    assert!(shown.contains("hours-reversed"), "{shown}");
}

#[test]
fn nothing_is_made_of_a_course_where_a_protocol_is_meant() {
    let place = Place::new("course-no-protocol");
    fs::write(place.path("c.needle"), course(FLAGSHIP)).unwrap();
    let (file, to) = (place.path("c.needle"), place.path("made"));
    for (arguments, end) in [
        (&["build", &file, "--bench", "--out", &to][..], "nothing was made"),
        (&["prove", &file][..], "nothing was made"),
        (&["approve", &file, "--by", "B. Approver"][..], "it was not approved"),
    ] {
        let output = run(&[arguments, &["--no-clinic"][..], &TODAY[..]].concat());
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        assert!(
            said(&output).contains(&format!("needlepoint: the file is a patient's course, not its protocol, so {end}")),
            "{}",
            said(&output)
        );
    }
    assert_eq!(place.names(), ["c.needle"]);
    let output = run(&["inspect", &file]);
    assert!(said(&output).contains("a patient's course"), "{}", said(&output));
}

#[test]
fn a_course_is_laid_out_in_place() {
    let place = Place::new("course-fmt");
    fs::write(place.path("c.needle"), course(FLAGSHIP).replace("  ", " ")).unwrap();
    let output = run(&["fmt", &place.path("c.needle")]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(fs::read_to_string(place.path("c.needle")).unwrap(), course(FLAGSHIP));
    let output = run(&["fmt", "--check", &place.path("c.needle")]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
}
