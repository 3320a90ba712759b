//! The course of one patient as a clinic lives with it: made, brought up to date after what happened, held to its protocol, and sent out.

use std::fs;
use std::process::Output;

use serde_json::Value;

use crate::program::{FLAGSHIP, Place, fed, needlepoint, out, said};
use crate::support::{blocks, read, root, shows};

/// A place with the flagship and a course of three sessions from 1 December 2026, made on 29 November.
pub(super) struct Clinic {
    pub(super) place: Place,
}

const START: [&str; 6] = ["--start", "2026-12-01T10:00", "--phototype", "2", "--zone", "Europe/Berlin"];

impl Clinic {
    pub(super) fn new(name: &str) -> Self {
        let clinic = Self { place: Place::new(name) };
        fs::copy(root().join(FLAGSHIP), clinic.place.path("protocol.needle")).unwrap();
        let made = clinic.run(
            "2026-11-29",
            &[&["new", "course", "protocol.needle", "--out", "course.needle", "--tag", "7650-5E3F-R"], &START[..]].concat(),
        );
        assert_eq!(made.status.code(), Some(0), "{}", said(&made));
        clinic
    }

    pub(super) fn run(&self, today: &str, arguments: &[&str]) -> Output {
        needlepoint(arguments).args(["--no-clinic", "--today", today]).current_dir(&self.place.0).output().unwrap()
    }

    pub(super) fn course(&self) -> String {
        fs::read_to_string(self.place.path("course.needle")).unwrap()
    }

    /// Writes lines above those that the tool writes.
    pub(super) fn add(&self, lines: &str) {
        add(&self.place.path("course.needle"), lines);
    }

    pub(super) fn swap(&self, from: &str, to: &str) {
        let text = self.course();
        assert!(text.contains(from), "{from}\n{text}");
        fs::write(self.place.path("course.needle"), text.replace(from, to)).unwrap();
    }

    /// What `reschedule` prints; nothing is said besides.
    pub(super) fn rescheduled(&self, today: &str) -> Vec<String> {
        let output = self.run(today, &["reschedule", "course.needle"]);
        assert_eq!(output.status.code(), Some(0), "{}{}", out(&output), said(&output));
        let mut lines: Vec<String> = out(&output).lines().map(str::to_owned).collect();
        let note = lines.pop().unwrap();
        assert!(note.starts_with("course.needle: "), "{note}");
        lines
    }

    /// Level and name of every problem, by `check`.
    pub(super) fn found(&self, today: &str) -> Vec<String> {
        let output = self.run(today, &["check", "course.needle", "--format", "json"]);
        let report: Value = serde_json::from_str(&out(&output)).unwrap();
        let problems = report["problems"].as_array().unwrap();
        let text = |problem: &Value, key: &str| problem[key].as_str().unwrap().to_owned();
        problems
            .iter()
            .map(|problem| format!("{} {} {}", problem["place"]["line"], text(problem, "level"), text(problem, "rule")))
            // That the file is not brought up to date yet goes without saying here, and is asked for by itself.
            .filter(|found| !found.ends_with("note calendars-behind"))
            .collect()
    }
}

fn add(path: &str, lines: &str) {
    let text = fs::read_to_string(path).unwrap();
    let place = text.find("\n  revised").unwrap() + 1;
    let lines: String = lines.lines().map(|line| format!("  {line}\n")).collect();
    fs::write(path, format!("{}{lines}{}", &text[..place], &text[place..])).unwrap();
}

#[test]
fn the_page_of_a_course_in_real_life_is_followed_to_its_end() {
    let place = tempfile::tempdir().unwrap();
    let at = |name: &str| place.path().join(name).to_str().unwrap().to_owned();
    fs::create_dir(at("protocols")).unwrap();
    fs::copy(root().join(FLAGSHIP), at(FLAGSHIP)).unwrap();
    let (mut consoles, mut files, mut tried) = (0, 0, None);
    for (kind, body) in blocks("docs/real-life.md") {
        match kind.split_once(' ') {
            Some(("write", file)) => fs::write(at(file), body + "\n").unwrap(),
            Some(("add", file)) => add(&at(file), &body),
            Some(("try", file)) => {
                tried = Some((at(file), fs::read_to_string(at(file)).unwrap()));
                add(&at(file), &body);
            }
            Some(("also", file)) => {
                let text = fs::read_to_string(at(file)).unwrap();
                fs::write(at(file), text.replacen("  holidays", &format!("  {body}\n  holidays"), 1)).unwrap();
            }
            Some(("file", file)) => {
                let text = fs::read_to_string(at(file)).unwrap();
                assert!(shows(&body, &text), "{file}\n{text}");
                files += 1;
            }
            _ => {
                assert_eq!(kind, "console");
                let (command, shown) = body.split_once('\n').unwrap_or((&body, ""));
                let said = crate::support::run(command.strip_prefix("$ ").expect("a command starts with $"), place.path());
                assert!(shows(shown, &said), "{command}\n{said}");
                consoles += 1;
                if let Some((file, text)) = tried.take() {
                    fs::write(file, text).unwrap();
                }
            }
        }
    }
    assert_eq!((consoles, files), (10, 2));
}

#[test]
fn without_a_change_no_byte_changes() {
    let clinic = Clinic::new("course-same");
    let before = clinic.course();
    for today in ["2026-11-29", "2026-11-30", "2026-12-01"] {
        assert_eq!(clinic.rescheduled(today), [""; 0]);
        assert_eq!(clinic.course(), before, "{today}");
    }
    // A fact that moves nothing stays a line of the clinic's, and calendars are told nothing.
    clinic.add("session 1 given 2026-12-01");
    let before = clinic.course();
    assert_eq!(clinic.rescheduled("2026-12-02"), [""; 0]);
    assert_eq!(clinic.course(), before);
}

#[test]
fn only_what_changed_is_told_again_and_remarks_stay() {
    let clinic = Clinic::new("course-changed");
    clinic.swap("change 0\n  issued session 2", "change 0 # sent by post\n  issued session 2");
    // Two days late, so everything after it is two days later.
    clinic.add("session 1 moved to 2026-12-03\nsession 1 given 2026-12-03");
    let changes = [
        "session 1: Thursday, 3 December 2026, 10:00 (was: Tuesday, 1 December 2026, 10:00)",
        "session 2: Saturday, 2 January 2027, 10:00 (was: Thursday, 31 December 2026, 10:00)",
        "session 3: Monday, 1 February 2027, 10:00 (was: Saturday, 30 January 2027, 10:00)",
        "what holds all through, its last day: Monday, 26 April 2027 (was: Saturday, 24 April 2027)",
        "the follow-up: Monday, 26 April 2027 (was: Saturday, 24 April 2027)",
    ];
    assert_eq!(clinic.rescheduled("2026-12-03"), changes);
    let issued: Vec<String> = clinic
        .course()
        .lines()
        .filter(|line| line.contains("issued") || line.contains("revised"))
        .map(|line| line.trim().to_owned())
        .collect();
    assert_eq!(issued[0].split(',').next(), Some("revised    2026-12-03"));
    assert_eq!(issued[1], "issued session 1 on 2026-12-03 10:00, change 1 # sent by post");
    assert_eq!(issued[2], "issued session 2 on 2027-01-02 10:00, change 1");
    // A closed day that concerns session 3 alone.
    clinic.swap("  zone", "  closed 2027-02-01\n  zone");
    let changes = clinic.rescheduled("2026-12-04");
    assert_eq!(changes[0], "session 3: Tuesday, 2 February 2027, 10:00 (was: Monday, 1 February 2027, 10:00)");
    assert!(clinic.course().contains("issued session 1 on 2026-12-03 10:00, change 1 # sent by post"));
    assert!(clinic.course().contains("issued session 3 on 2027-02-02 10:00, change 2"));
}

#[test]
fn what_is_not_written_down_is_not_sent_out() {
    let clinic = Clinic::new("course-stale");
    let sent = clinic.run("2026-11-30", &["schedule", "course.needle", "--format", "ics"]);
    assert!(sent.status.success() && out(&sent).starts_with("BEGIN:VCALENDAR\r\n"), "{}", said(&sent));
    clinic.add("session 1 moved to 2026-12-03");
    let held = clinic.run("2026-11-30", &["schedule", "course.needle", "--format", "ics"]);
    assert_eq!((held.status.code(), out(&held).as_str()), (Some(1), ""));
    assert!(said(&held).contains("needlepoint reschedule course.needle writes that down"), "{}", said(&held));
    clinic.rescheduled("2026-11-30");
    let sent = clinic.run("2026-11-30", &["schedule", "course.needle", "--format", "ics"]);
    assert!(out(&sent).contains("DTSTART;TZID=Europe/Berlin:20261203T100000\r\n") && out(&sent).contains("SEQUENCE:1\r\n"));
    for flags in
        [&["--given", "1=2026-12-01"][..], &["--tag", "7650-5E3F-R"], &["--start", "2026-12-01T10:00"], &["--zone", "Europe/Paris"]]
    {
        let output = clinic.run("2026-11-30", &[&["schedule", "course.needle"], flags].concat());
        assert_eq!(output.status.code(), Some(2));
        assert!(said(&output).contains("are said in it"), "{}", said(&output));
    }
}

#[test]
fn the_document_of_a_course_fits_its_schema_and_nothing_else_does() {
    let clinic = Clinic::new("course-json");
    clinic.add("session 1 given 2026-12-01\nsession 2 missed 2026-12-31\nsession 2 stopped-early 2027-01-02 16:00");
    clinic.rescheduled("2027-01-02");
    let output = clinic.run("2027-01-02", &["schedule", "course.needle"]);
    let document: Value = serde_json::from_str(&out(&output)).unwrap();
    let fits = |schema: &str, document: &Value| {
        let schema: Value = serde_json::from_str(&read(format!("docs/schemas/{schema}.schema.json"))).unwrap();
        jsonschema::draft202012::options().should_validate_formats(true).build(&schema).unwrap().is_valid(document)
    };
    assert!(fits("course", &document) && fits("schedule", &document["schedule"]), "{document}");
    assert_eq!((&document["tag"], &document["schedule"]["source"]["name"]), (&"7650-5E3F-R".into(), &"protocol.needle".into()));
    assert_eq!(document["happened"][1], serde_json::json!({ "session": 2, "what": "missed", "on": "2026-12-31", "at": null, "by": null }));
    let stopped = serde_json::json!({ "session": 2, "what": "stopped-early", "on": "2027-01-02", "at": "16:00", "by": null });
    assert_eq!(
        (&document["happened"][2], &document["schedule"]["courses"][0]["sessions"][1]["starts"]["local"]),
        (&stopped, &serde_json::json!("2027-01-02T16:00:00"))
    );
    let session = serde_json::json!({ "number": 3, "local": "2027-01-30T10:00:00", "change": 1, "called_off": true, "proposed": false });
    assert_eq!(document["issued"]["sessions"][2], session);
    assert_eq!(document["schedule"]["courses"][0]["undated"], serde_json::json!({ "first": 3, "why": "review" }));
    let tasks = document["schedule"]["courses"][0]["tasks"].as_array().unwrap();
    assert!(tasks.iter().all(|task| task["called_off"] == (task["session"] == 3)));
    for (place, value) in [
        ("/course", serde_json::json!(2)),
        ("/tag", serde_json::json!("Anna")),
        ("/phototype", serde_json::json!(7)),
        ("/name", serde_json::json!("Anna")),
        ("/governed/0/text", serde_json::json!("95b7")),
        ("/happened/0/what", serde_json::json!("done")),
        ("/happened/0/on", serde_json::json!("2026-02-30")),
        ("/issued/sessions/0/change", serde_json::json!(-1)),
        ("/issued/follow_up/called_off", Value::Null),
    ] {
        let mut changed = document.clone();
        let (parent, key) = place.rsplit_once('/').unwrap();
        changed.pointer_mut(parent).unwrap()[key] = value;
        assert!(!fits("course", &changed), "{place}");
    }
    // The table says of every row whose course it is, and how often it changed.
    let output = clinic.run("2027-01-02", &["schedule", "course.needle", "--format", "csv"]);
    let table = out(&output);
    let rows: Vec<&str> = table.split_terminator("\r\n").skip(1).collect();
    assert!(rows.iter().all(|row| row.contains(",7650-5E3F-R,2027-01-02,")), "{table}");
    assert!(rows.iter().filter(|row| row.starts_with("base,\"1 2 3\",3,")).all(|row| row.contains(",called-off,") && row.ends_with(",1")));
}

#[test]
fn each_problem_of_a_course_and_its_protocol_is_found_at_its_line() {
    let found = |name: &str, today: &str, change: &dyn Fn(&Clinic)| {
        let clinic = Clinic::new(name);
        change(&clinic);
        clinic.found(today)
    };
    let gone = found("course-gone", "2026-11-29", &|clinic| fs::remove_file(clinic.place.path("protocol.needle")).unwrap());
    assert_eq!(gone, ["4 never protocol-unread"]);
    let empty = found("course-empty", "2026-11-29", &|clinic| {
        fs::copy(clinic.place.path("course.needle"), clinic.place.path("protocol.needle")).map(drop).unwrap()
    });
    assert_eq!(empty, ["4 never protocol-unread"]);
    let broken = found("course-broken", "2026-11-29", &|clinic| {
        let text = fs::read_to_string(clinic.place.path("protocol.needle")).unwrap();
        fs::write(clinic.place.path("protocol.needle"), text.replace("7000 rpm", "9000 rpm")).unwrap();
    });
    assert_eq!(broken, ["4 never protocol-not-accepted"]);
    let twice = found("course-twice", "2026-11-29", &|clinic| {
        let line = clinic.course().lines().nth(3).unwrap().to_owned();
        clinic.swap(&line, &format!("{line}\n{line}"));
    });
    assert_eq!(twice, ["5 never protocol-undecided"]);
    let ahead = found("course-ahead", "2026-11-29", &|clinic| {
        let line = clinic.course().lines().nth(3).unwrap().to_owned();
        clinic.swap(&line, &format!("{line}\n{line} from session 2, decided 2026-11-29 by \"B. Approver\""));
    });
    assert_eq!(ahead, ["5 never protocol-out-of-order"]);
    // A decision lies between the session given before it and today.
    for (decided, line) in [("2026-12-03", "5"), ("2026-11-30", "5"), ("2026-12-01", "")] {
        let found = found(&format!("course-decided-{decided}"), "2026-12-02", &|clinic| {
            let line = clinic.course().lines().nth(3).unwrap().to_owned();
            clinic.swap(&line, &format!("{line}\n{line} from session 2, decided {decided} by \"B. Approver\""));
            clinic.add("session 1 given 2026-12-01");
        });
        let expected = if line.is_empty() { Vec::new() } else { vec![format!("{line} never protocol-out-of-order")] };
        assert_eq!(found, expected, "{decided}");
    }
    assert_eq!(
        found("course-zone", "2026-11-29", &|clinic| clinic.swap("  zone       Europe/Berlin\n", "")),
        ["3 never course-incomplete"]
    );
    let holidays = found("course-holidays", "2026-11-29", &|clinic| clinic.swap("  zone", "  holidays \"no.ics\"\n  zone"));
    assert_eq!(holidays, ["7 never holidays-unread"]);
    // What happened is pointed at on its own line.
    assert_eq!(found("course-due", "2026-12-02", &|_| ()), ["6 never session-unrecorded"]);
    let due = found("course-due-2", "2027-01-05", &|clinic| clinic.add("session 1 given 2026-12-01"));
    assert_eq!(due, ["12 never session-unrecorded"]);
    let soon = found("course-soon", "2026-12-20", &|clinic| clinic.add("session 1 given 2026-12-01\nsession 2 given 2026-12-20 10:00"));
    assert_eq!(soon, ["10 caution review-awaited", "10 caution session-too-soon"]);
    let order = found("course-order", "2026-12-20", &|clinic| clinic.add("session 2 given 2026-12-20"));
    assert_eq!(order, ["9 never given-out-of-order"]);
    let ahead = found("course-early", "2026-11-30", &|clinic| clinic.add("session 1 given 2026-12-01"));
    assert_eq!(ahead, ["9 never recorded-ahead"]);
}

#[test]
fn a_course_outlives_the_day_on_which_its_protocol_lapses() {
    let clinic = Clinic::new("course-lapsed");
    clinic.add("session 1 given 2026-12-01\nsession 2 given 2026-12-31\nsession 3 given 2027-01-30");
    clinic.rescheduled("2027-01-30");
    // The exception of the flagship holds until 1 April 2027, and the protocol until October.
    for today in ["2027-04-02", "2027-12-01"] {
        assert_eq!(clinic.found(today), [""; 0], "{today}");
        assert!(clinic.run(today, &["schedule", "course.needle", "--format", "ics"]).status.success(), "{today}");
    }
    let clinic = Clinic::new("course-lapsed-2");
    clinic.add("session 1 given 2026-12-01\nsession 2 missed 2026-12-31\nsession 2 cancelled 2027-04-02");
    assert_eq!(clinic.rescheduled("2027-04-02")[0], "session 2: no date any more (was: Thursday, 31 December 2026, 10:00)");
}

#[test]
fn what_stands_in_every_entry_is_told_again_when_it_changes() {
    let place = Place::new("course-clinic");
    fs::copy(root().join(FLAGSHIP), place.path("protocol.needle")).unwrap();
    let clinic = |name: &str, hours: &str| {
        let text = format!("needlepoint 1\n\nclinic {name} {{\n  zone       Europe/Berlin\n  open       {hours}\n}}\n");
        fs::write(place.path("clinic.needle"), text).unwrap();
    };
    let run = |arguments: &[&str]| {
        let output = needlepoint(arguments).args(["--today", "2026-11-29"]).current_dir(&place.0).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}{}", out(&output), said(&output));
        out(&output)
    };
    let calendar = || run(&["schedule", "course.needle", "--format", "ics"]);
    let reschedule = || run(&["reschedule", "course.needle"]);
    clinic("north-street", "monday to friday 08:00 to 18:00");
    let new = ["new", "course", "protocol.needle", "--start", "2026-12-01T10:00", "--phototype", "2", "--out", "course.needle"];
    run(&new);
    let sent = calendar();
    assert!(sent.contains("SEQUENCE:0\r\n") && sent.replace("\r\n ", "").contains("Clinic: north-street."));
    // Hours that move nothing are in no entry.
    clinic("north-street", "monday to friday 07:00 to 18:00");
    assert!(reschedule().ends_with("nothing has changed; it is as it was\n"));
    let entries = |calendar: &str| calendar[calendar.find("BEGIN:VEVENT").unwrap()..].to_owned();
    assert!(entries(&calendar()) == entries(&sent), "{}", calendar());
    // The clinic's name is in all of them.
    clinic("south-street", "monday to friday 07:00 to 18:00");
    assert_eq!(reschedule().matches("told again: another clinic, tool or release of the time zones").count(), 5);
    let again = calendar();
    assert_eq!(again.matches("\r\nSEQUENCE:1\r\n").count(), sent.matches("\r\nSEQUENCE:0\r\n").count());
    assert!(!again.contains("\r\nSEQUENCE:0\r\n"));
}

#[test]
fn nothing_of_a_course_goes_back() {
    let clinic = Clinic::new("course-back");
    clinic.add("session 1 moved to 2026-12-03\nsession 1 given 2026-12-03");
    clinic.rescheduled("2026-12-10");
    // A line that is taken out comes back with a change above all that were sent out.
    clinic.swap("  issued session 2 on 2027-01-02 10:00, change 1\n", "");
    clinic.rescheduled("2026-12-10");
    assert!(clinic.course().contains("issued session 2 on 2027-01-02 10:00, change 2"), "{}", clinic.course());
    for lost in ["  issued session 3 on 2027-02-01 10:00, change 1\n", "  issued follow-up on 2027-04-26, change 1\n"] {
        clinic.swap(lost, "");
    }
    clinic.rescheduled("2026-12-10");
    for back in ["issued session 3 on 2027-02-01 10:00, change 3", "issued follow-up on 2027-04-26, change 3"] {
        assert!(clinic.course().contains(back), "{}", clinic.course());
    }
    // An earlier today does not take the day of the last change back.
    clinic.swap("  zone", "  closed 2027-01-02\n  zone");
    clinic.rescheduled("2026-12-05");
    assert!(clinic.course().contains("revised    2026-12-10,"), "{}", clinic.course());
    // Nor does another phototype give it other limits. Before that it may be put right.
    clinic.swap("phototype  2", "phototype  5");
    assert_eq!(clinic.found("2026-12-10"), ["5 never course-phototype-changed"]);
    clinic.swap("phototype  5\n  start", "phototype  2\n  start");
    let early = Clinic::new("course-back-early");
    early.swap("phototype  2\n", "phototype  1\n");
    assert_eq!(early.rescheduled("2026-11-29")[0], "session 1: Tuesday, 1 December 2026, 10:00, told again: another phototype");
    assert!(early.course().contains("revised    2026-11-29, change 1, phototype 1, text "), "{}", early.course());
    // Nor does another zone move what has been given. The same one spelt otherwise is the same.
    clinic.swap("zone       Europe/Berlin", "zone       europe/berlin");
    assert!(clinic.found("2026-12-10").iter().all(|found| !found.contains("never")));
    clinic.swap("zone       europe/berlin", "zone       Europe/Berlin");
    clinic.swap("zone       Europe/Berlin", "zone       America/New_York");
    assert_eq!(clinic.found("2026-12-10"), ["8 never course-zone-changed"]);
}

#[test]
fn a_course_cancelled_before_it_began_leaves_nothing_in_a_calendar() {
    let clinic = Clinic::new("course-off");
    clinic.add("session 1 cancelled 2026-11-30");
    clinic.rescheduled("2026-11-30");
    let output = clinic.run("2026-11-30", &["schedule", "course.needle", "--format", "ics"]);
    assert!(!out(&output).contains("STATUS:CONFIRMED") && out(&output).contains("STATUS:CANCELLED"), "{}", out(&output));
    let table = out(&clinic.run("2026-11-30", &["schedule", "course.needle", "--format", "csv"]));
    assert!(table.split_terminator("\r\n").skip(1).all(|row| row.contains(",called-off,")), "{table}");
    assert!(table.contains(",follow-up,"), "{table}");
}

#[test]
fn every_byte_that_people_wrote_stays() {
    let clinic = Clinic::new("course-bytes");
    let odd = clinic.course().replace("  phototype  2\n", "  phototype  2      # aligned by hand\n\n\n").replace('\n', "\r\n");
    fs::write(
        clinic.place.path("course.needle"),
        format!("\u{feff}{odd}").replace("  revised", "  session 1   given 2026-12-03 10:00\r\n  revised"),
    )
    .unwrap();
    let before = clinic.course();
    clinic.rescheduled("2026-12-03");
    let after = clinic.course();
    let people = |text: &str| {
        text.split("\r\n").filter(|line| !line.contains("issued ") && !line.contains("revised ")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(people(&before), people(&after));
    assert_eq!(before.matches('\n').count(), after.matches("\r\n").count(), "the ends of lines stay as they are");
}

#[test]
fn an_editor_shows_what_check_says_of_the_dates() {
    let clinic = Clinic::new("course-editor");
    clinic.add("session 1 given 2026-12-01\nsession 2 given 2026-12-20");
    let uri = format!("file://{}", clinic.place.path("course.needle"));
    let opened = serde_json::json!({ "textDocument": { "uri": uri, "languageId": "needle", "version": 1, "text": clinic.course() } });
    let messages = [
        serde_json::json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": { "capabilities": {} } }),
        serde_json::json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} }),
        serde_json::json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": opened }),
        serde_json::json!({ "jsonrpc": "2.0", "id": 2, "method": "shutdown" }),
        serde_json::json!({ "jsonrpc": "2.0", "method": "exit" }),
    ];
    let wire: String = messages.iter().map(|message| format!("Content-Length: {}\r\n\r\n{message}", message.to_string().len())).collect();
    let output = fed(&["lsp", "--today", "2026-12-20"], wire.as_bytes());
    let shown = out(&output);
    assert!(shown.contains("session-too-soon") && shown.contains("session 2 is 1 December 2026 + 19 days"), "{shown}");
}

#[test]
fn nothing_is_made_of_what_cannot_be() {
    let clinic = Clinic::new("course-none");
    let before = clinic.course();
    let again = clinic.run("2026-11-29", &[&["new", "course", "protocol.needle", "--out", "course.needle"], &START[..]].concat());
    assert_eq!(again.status.code(), Some(2));
    assert!(said(&again).contains("course.needle exists already; nothing is overwritten"));
    assert_eq!(clinic.course(), before);
    for (arguments, sentence) in [
        (&["new", "course", "protocol.needle"][..], "say when with --start"),
        (&["new", "course", "protocol.needle", "--start", "2026-12-01T10:00"], "say which with --phototype"),
        (
            &["new", "course", "course.needle", "--start", "2026-12-01T10:00", "--phototype", "2"],
            "holds no protocol that can be read whole",
        ),
        (&["reschedule", "protocol.needle"], "holds no course of a patient"),
        (&["reschedule", "no.needle"], "there is no file no.needle"),
        (&["reschedule", "-"], "a course is brought up to date in its file"),
    ] {
        let output = clinic.run("2026-11-29", arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?} {}", out(&output));
        assert!(said(&output).contains(sentence), "{arguments:?} {}", said(&output));
    }
    // A course that is only planned does not begin yesterday.
    for (today, status) in [("2026-12-01", 0), ("2026-12-02", 2)] {
        let output = clinic.run(today, &[&["new", "course", "protocol.needle"], &START[..]].concat());
        assert_eq!(output.status.code(), Some(status), "{today} {}", said(&output));
        assert_eq!(
            said(&output).contains("1 December 2026 has passed, today is 2 December 2026; the file of a course that has begun"),
            status == 2
        );
    }
    // A course that cannot be dated leaves its file as it is.
    clinic.add("session 2 given 2026-12-20");
    let before = clinic.course();
    assert_eq!(clinic.run("2026-12-20", &["reschedule", "course.needle"]).status.code(), Some(1));
    assert_eq!(clinic.course(), before);
}
