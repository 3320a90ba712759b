//! `needlepoint prove`: what it says of the protocols that come with the tool, and to programs.

use needlepoint::first_file;
use needlepoint::plan::{Course, Plan};
use needlepoint::quantity::{Day, OpenHours};
use needlepoint::rule::{Asked, Purpose};
use needlepoint::schedule::{Closed, LocalTime, Opening, ProvedCourse, Start, prove};
use needlepoint::source::Source;
use serde_json::{Value, json};

use crate::support::{blocks, builtin, files, read, root, run, shows, today};

fn plan(path: &str) -> Plan {
    let source = Source::new(first_file(), path, read(path));
    let answer = needlepoint::check(&source, builtin(), &Asked { purpose: Purpose::Bench, today: today() });
    needlepoint::plan::lower(&answer.accepted.unwrap_or_else(|| panic!("{path}: {:?}", answer.problems)))
}

fn shipped() -> Vec<String> {
    files("protocols", "needle").into_iter().filter(|path| path.matches('/').count() == 1).collect()
}

fn from_december(zone: &str, opening: Opening) -> Start {
    Start { opening, ..Start::at(LocalTime::read("2026-12-01T10:00").unwrap(), zone) }
}

/// A number in groups of three figures.
fn grouped(number: u128) -> String {
    let figures: Vec<char> = number.to_string().chars().rev().collect();
    let groups: Vec<String> = figures.chunks(3).map(|group| group.iter().collect()).collect();
    groups.join(" ").chars().rev().collect()
}

#[test]
fn the_figures_of_the_page_are_those_of_a_run() {
    let page = read("docs/prove.md");
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| `")).collect();
    let hours = ["monday to friday 08:00 to 18:00", "saturday 09:00 to 13:00"].map(|hours| OpenHours::read(hours).unwrap());
    let closed = ["2026-12-25", "2027-01-01"].map(|day| Closed::on(Day::read(day).unwrap()));
    let example = Opening { hours: hours.to_vec(), closed: closed.to_vec() };
    let clinic = read("protocols/example-clinic/clinic.needle");
    assert!(clinic.contains("open       monday to friday 08:00 to 18:00, saturday 09:00 to 13:00\n  closed     2026-12-25, 2027-01-01\n"));
    let mut found = Vec::new();
    for path in shipped() {
        let plan = plan(&path);
        let proved = |start| prove(&plan, &start).unwrap().courses;
        let always = proved(from_december("Europe/Berlin", Opening::default()));
        let at_times = proved(from_december("America/Phoenix", example.clone()));
        for (course, (always, at_times)) in plan.courses.iter().zip(always.iter().zip(&at_times)) {
            open_every_day(course, always);
            assert_eq!(always.holds(), at_times.holds());
            let spacing = course.spacing;
            let figures = |proved: &ProvedCourse| format!("{} | {}", grouped(proved.states.into()), grouped(proved.courses.unwrap()));
            found.push(format!(
                "| `{}`, {} | {} | {} to {} | {} | {} | {} |",
                plan.name,
                course.name,
                course.sessions.len(),
                spacing.shortest,
                spacing.longest,
                figures(always),
                figures(at_times),
                if always.holds() { "yes" } else { "no" },
            ));
        }
    }
    assert_eq!(rows, found);
    assert_eq!(shipped().len(), 8);
}

/// Where every day is open the figures are arithmetic: each session may be on so many days more than the one before, and each wait is one of so
/// many.
fn open_every_day(course: &Course, proved: &ProvedCourse) {
    let wide = u64::from(course.spacing.longest - course.spacing.shortest);
    let sessions = course.sessions.len() as u64;
    assert_eq!(proved.starts, 731);
    assert_eq!(proved.states, sessions * 731 + wide * sessions * (sessions - 1) / 2);
    assert_eq!(proved.courses, Some(731 * u128::from(wide + 1).pow(u32::try_from(sessions - 1).unwrap())));
}

#[test]
fn every_command_of_the_page_is_true() {
    let mut commands = 0;
    for (kind, body) in blocks("docs/prove.md") {
        assert_eq!(kind, "console");
        let (command, shown) = body.split_once('\n').unwrap();
        let said = run(command.strip_prefix("$ ").expect("a command starts with $"), &root());
        assert!(shows(shown, &said), "$ {command}\n{said}");
        commands += 1;
    }
    assert_eq!(commands, 2);
}

fn ended(arguments: &[&str]) -> (Option<i32>, String, String) {
    let fixed = ["--no-clinic", "--today", "2026-11-22"];
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_needlepoint"))
        .arg("prove")
        .args(arguments)
        .args(fixed)
        .current_dir(root())
        .output()
        .unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn it_ends_with_what_it_found() {
    let (melasma, berlin) = ("protocols/melasma-face.needle", ["--zone", "Europe/Berlin"]);
    let (code, shown, said) = ended(&[&[melasma][..], &berlin].concat());
    assert_eq!((code, said.as_str()), (Some(0), ""));
    // Without a first day it is today.
    assert!(shown.starts_with(
        "melasma-face 1.0.0: courses that start on any day from 22 November 2026 to 21 November 2028, at 10:00 in Europe/Berlin.\n"
    ));
    let (code, shown, _) = ended(&[&[melasma][..], &berlin, &["--open", "monday 08:00 to 08:05"]].concat());
    assert_eq!(code, Some(1));
    let nothing = "days to start on  0; on 731 more the clinic is closed then\n  states            0\n  courses           0\n  No course can start at all, so nothing is shown.\n";
    assert!(shown.contains(nothing), "{shown}");
    let (code, _, said) = ended(&[melasma, "--zone", "Mars/Olympus"]);
    assert_eq!(code, Some(1));
    assert!(said.starts_with("never: zone-unknown: `Mars/Olympus` is not a zone"), "{said}");
    for (arguments, sentence) in [
        (&[melasma][..], "needlepoint: the time zone is not known; say it with --zone, such as Europe/Berlin\n"),
        (&["protocols/no-such.needle", "--zone", "Etc/UTC"], "needlepoint: "),
        (
            &[melasma, "--zone", "Etc/UTC", "--time", "25:00"],
            "error: invalid value '25:00' for '--time <TIME>': a time of day is written as 10:00",
        ),
        (
            &[melasma, "--zone", "Etc/UTC", "--from", "2026-02-30"],
            "error: invalid value '2026-02-30' for '--from <DAY>': a first day is written as",
        ),
        (&[melasma, "--zone", "Etc/UTC", "--holidays", "no-such.ics"], "needlepoint: "),
    ] {
        let (code, shown, said) = ended(arguments);
        assert_eq!((code, shown.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(said.starts_with(sentence), "{said}");
    }
}

#[test]
fn what_is_not_accepted_is_not_walked() {
    let place = tempfile::tempdir().unwrap();
    let text = read("protocols/melasma-face.needle").replace("sessions   2", "sessions   ?");
    let file = place.path().join("p.needle");
    std::fs::write(&file, text).unwrap();
    let (code, shown, said) = ended(&[file.to_str().unwrap(), "--zone", "Etc/UTC"]);
    assert_eq!(code, Some(1));
    assert!(!shown.contains("states") && said.contains("the protocol is not accepted, so nothing was made"), "{shown}{said}");
}

#[test]
fn the_document_fits_its_schema_and_nothing_else_does() {
    let schema: Value = serde_json::from_str(&read("docs/schemas/proof.schema.json")).unwrap();
    let validator = jsonschema::draft202012::options().should_validate_formats(true).build(&schema).unwrap();
    for path in shipped() {
        let (_, shown, said) = ended(&[&path, "--zone", "Europe/Berlin", "--from", "2026-12-01", "--format", "json"]);
        assert!(said.is_empty(), "{said}");
        assert!(validator.is_valid(&serde_json::from_str(&shown).unwrap()), "{shown}");
    }
    let acne = ["protocols/acne-scars-face.needle", "--zone", "Europe/Berlin", "--from", "2026-12-01", "--format", "json"];
    let (code, shown, _) = ended(&acne);
    assert_eq!(code, Some(1));
    let document: Value = serde_json::from_str(&shown).unwrap();
    assert_eq!([&document["time"], &document["first_start"], &document["last_start"]], ["10:00", "2026-12-01", "2028-11-30"]);
    assert_eq!(document["holds"], false);
    let course = &document["courses"][0];
    assert_eq!([&course["sessions"], &course["start_days"], &course["closed_days"], &course["states"]], [3, 731, 0, 2229]);
    assert_eq!(course["courses"], "123539");
    let message = "session 2 is on 2 April 2027; the exception from `depth-beyond-label` on `cheeks` holds until 1 April 2027, 1 day less";
    let found = json!({
        "level": "never", "rule": "session-after-exception", "message": message, "times": 1344,
        "smallest_course": ["2027-02-19", "2027-04-02"],
    });
    assert_eq!(course["found"][0], found);
    for (place, value) in [
        ("/proof", json!(2)),
        ("/note", json!("")),
        ("/time", json!("24:00")),
        ("/first_start", json!("2026-02-30")),
        ("/holds", json!("no")),
        ("/courses", json!([])),
        ("/courses/0/courses", json!(123_539)),
        ("/courses/0/states", json!(-1)),
        ("/courses/0/extra", json!(1)),
        ("/courses/0/phototypes", json!([7])),
        ("/courses/0/found/0/level", json!("error")),
        ("/courses/0/found/0/times", json!(0)),
        ("/courses/0/found/0/smallest_course", json!([])),
    ] {
        let mut changed = document.clone();
        let (parent, key) = place.rsplit_once('/').unwrap();
        changed.pointer_mut(parent).unwrap()[key] = value;
        assert!(!validator.is_valid(&changed), "{place}");
    }
}
