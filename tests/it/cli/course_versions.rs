//! A course that goes on with another version of its protocol, or with another protocol: who decided, what stays, and what calendars are told.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use super::course::Clinic;
use crate::program::{out, said};
use crate::support::root;

#[test]
fn another_text_of_the_protocol_is_a_decision() {
    let clinic = Clinic::new("course-version");
    clinic.add("session 1 given 2026-12-01");
    clinic.rescheduled("2026-12-01");
    let old = fs::read_to_string(clinic.place.path("protocol.needle")).unwrap();
    let new = old.replace("version     1.0.0", "version     1.1.0").replace("at most    6 minutes", "at most    5 minutes");
    assert_ne!(old, new);
    // A changed file under the same name: nothing goes on in silence.
    fs::write(clinic.place.path("protocol.needle"), &new).unwrap();
    assert_eq!(clinic.found("2026-12-02"), ["4 never protocol-changed"]);
    let refused = clinic.run("2026-12-02", &["reschedule", "course.needle"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(out(&refused).contains("protocol.needle says: acne-scars-face 1.1.0, text "), "{}", out(&refused));
    // The former text under a name of its own, and the decision by name.
    fs::write(clinic.place.path("protocol.needle"), &old).unwrap();
    fs::write(clinic.place.path("new.needle"), &new).unwrap();
    let decide = |by: &str| clinic.run("2026-12-02", &["reschedule", "course.needle", "--to", "new.needle", "--by", by]);
    assert_eq!(decide("  ").status.code(), Some(2));
    let decided = decide("B. Approver, medical director");
    assert_eq!(decided.status.code(), Some(0), "{}{}", out(&decided), said(&decided));
    let decision = "from session 2 on: acne-scars-face 1.1.0 in place of acne-scars-face 1.0.0, decided on 2 December 2026 by B. Approver, medical director";
    assert_eq!(out(&decided).lines().next(), Some(decision));
    let changes: Vec<String> = out(&decided).lines().skip(1).map(|line| line.split(':').next().unwrap().to_owned()).collect();
    assert_eq!(changes, ["session 2", "session 3", "what holds all through, its last day", "the follow-up", "course.needle"]);
    let course = clinic.course();
    assert!(course.contains("in \"new.needle\" from session 2, decided 2026-12-02 by \"B. Approver, medical director\""), "{course}");
    assert!(
        course.contains("issued session 1 on 2026-12-01 10:00, change 0")
            && course.contains("issued session 2 on 2026-12-31 10:00, change 1")
    );
    // Session 1 stays as it was given: 20 minutes at the longest, one more than the others have now.
    let output = clinic.run("2026-12-02", &["schedule", "course.needle"]);
    let document: Value = serde_json::from_str(&out(&output)).unwrap();
    let ends: Vec<&str> = document["schedule"]["courses"][0]["sessions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|session| session["ends"]["local"].as_str().unwrap())
        .collect();
    assert_eq!(ends, ["2026-12-01T10:20:00", "2026-12-31T10:19:00", "2027-01-30T10:19:00"]);
    assert_eq!(clinic.rescheduled("2026-12-02"), [""; 0]);
    // What each session was made from stands at it, in the calendar and in the table.
    let calendar = out(&clinic.run("2026-12-02", &["schedule", "course.needle", "--format", "ics"])).replace("\r\n ", "");
    let of = |title: &str| {
        let event = calendar.split("BEGIN:VEVENT").find(|event| event.contains(&format!("SUMMARY:{title}\r\n"))).unwrap();
        ["1.0.0", "1.1.0"].map(|version| event.contains(&format!("Protocol: acne-scars-face {version}.")))
    };
    assert_eq!([of("Session 1 of 3"), of("Session 2 of 3"), of("Follow-up")], [[true, false], [false, true], [false, true]]);
    let table = out(&clinic.run("2026-12-02", &["schedule", "course.needle", "--format", "csv"]));
    let versions = |session: &str| {
        let rows = table.split_terminator("\r\n").filter(|row| row.starts_with(&format!("base,\"1 2 3\",{session},")));
        rows.map(|row| row.contains(",acne-scars-face,1.1.0,")).collect::<Vec<_>>()
    };
    assert!(versions("1").len() > 5 && versions("1").iter().all(|new| !new) && versions("2").iter().all(|new| *new), "{table}");
    let paper = out(&clinic.run("2026-12-02", &["schedule", "course.needle", "--format", "text"]));
    let words = |text: &str| text.lines().find_map(|line| line.strip_prefix("Check words: ")).unwrap().to_owned();
    let (first, rest) = paper.split_once("From session 2 on: ").unwrap();
    assert_eq!(first, format!("THE COURSE 7650-5E3F-R\nacne-scars-face version 1.0.0\nCheck words: {}\n", words(first)));
    assert_ne!(words(first), words(rest));
    let next = format!(
        "acne-scars-face version 1.1.0\nCheck words: {}\nFor phototypes 1 (I), 2 (II) and 3 (III): the course base\nNO CLINIC POLICY\nIts dates were last changed on 2 December 2026.\n",
        words(rest)
    );
    assert!(rest.starts_with(&next), "{rest}");
    let headings: Vec<&str> =
        rest.lines().zip(rest.lines().skip(1)).filter(|(_, under)| under.starts_with("---")).map(|(line, _)| line).collect();
    assert_eq!(headings, ["The course, as a calendar", "The course, as a timeline", "Around every session"]);
    assert!(rest.contains("\n  Session 1: given on Tuesday, 1 December 2026, 10:00.\n"), "{rest}");
    assert!(rest.lines().all(|line| line.chars().count() <= 96), "{rest}");
    // Nobody has approved the new text, which is said as long as it is so.
    assert_eq!(clinic.found("2026-12-02"), ["5 caution protocol-unapproved"]);
}

#[test]
fn a_wrong_choice_of_protocol_is_decided_again() {
    let clinic = Clinic::new("course-again");
    let old = fs::read_to_string(clinic.place.path("protocol.needle")).unwrap();
    let version = |version: &str| old.replace("version     1.0.0", &format!("version     {version}"));
    fs::write(clinic.place.path("one.needle"), version("1.1.0")).unwrap();
    fs::write(clinic.place.path("two.needle"), version("1.2.0")).unwrap();
    let decide = |to: &str| clinic.run("2026-11-30", &["reschedule", "course.needle", "--to", to, "--by", "B. Approver, medical director"]);
    // The text that it follows already is no decision.
    let same = decide("protocol.needle");
    assert_eq!(same.status.code(), Some(2));
    assert!(said(&same).contains("has the text that the course follows already"), "{}", said(&same));
    for to in ["one.needle", "two.needle", "protocol.needle"] {
        let decided = decide(to);
        assert_eq!(decided.status.code(), Some(0), "{to} {}{}", out(&decided), said(&decided));
    }
    assert_eq!(clinic.course().matches("from session 1, decided 2026-11-30").count(), 3);
    // One that is no version of the former is said, as long as it governs.
    let other = fs::read_to_string(root().join("protocols/neck-wrinkles.needle")).unwrap();
    fs::write(clinic.place.path("other.needle"), other).unwrap();
    assert_eq!(decide("other.needle").status.code(), Some(0));
    assert_eq!(clinic.found("2026-11-30").iter().filter(|found| found.ends_with("caution protocol-another")).count(), 1);
    assert_eq!(decide("protocol.needle").status.code(), Some(0));
    // While a clinician is to decide about the course, no other protocol is chosen for it.
    clinic.add("session 1 stopped-early 2026-12-01");
    clinic.rescheduled("2026-12-01");
    let held = clinic.run("2026-12-01", &["reschedule", "course.needle", "--to", "one.needle", "--by", "B. Approver, medical director"]);
    assert_eq!(held.status.code(), Some(1));
    assert!(said(&held).contains("the course waits for a clinician's review; session 2 and those after it"), "{}", said(&held));
}

/// Title, change and status of each entry of the course's calendar, by its name for ever.
fn entries(clinic: &Clinic, today: &str) -> BTreeMap<String, (String, u32, String)> {
    let calendar = out(&clinic.run(today, &["schedule", "course.needle", "--format", "ics"])).replace("\r\n ", "");
    let of = |event: &str, key: &str| event.lines().find_map(|line| line.strip_prefix(key)).unwrap().to_owned();
    let entry = |event: &str| (of(event, "UID:"), (of(event, "SUMMARY:"), of(event, "SEQUENCE:").parse().unwrap(), of(event, "STATUS:")));
    calendar.split("BEGIN:VEVENT").skip(1).map(entry).collect()
}

#[test]
fn what_a_later_version_has_no_more_is_called_off() {
    let clinic = Clinic::new("course-replaced");
    let old = fs::read_to_string(clinic.place.path("protocol.needle")).unwrap();
    // What is left off for 72 hours is one entry; a part of it for longer makes two others of it. What is left off for
    // 14 days is now left off all through.
    let new = old
        .replace("version     1.0.0", "version     1.1.0")
        .replace("makeup until 72 hours after", "makeup until 96 hours after")
        .replace("    do-not     peel until 14 days after\n", "")
        .replace("do-not     home-needling", "do-not     home-needling, peel");
    fs::write(clinic.place.path("new.needle"), &new).unwrap();
    fs::write(clinic.place.path("back.needle"), old.replace("version     1.0.0", "version     1.2.0")).unwrap();
    clinic.add("session 1 given 2026-12-01");
    clinic.rescheduled("2026-12-01");
    let decide = |to: &str| {
        let decided = clinic.run("2026-12-02", &["reschedule", "course.needle", "--to", to, "--by", "B. Approver, medical director"]);
        assert_eq!(decided.status.code(), Some(0), "{to} {}{}", out(&decided), said(&decided));
        entries(&clinic, "2026-12-02")
    };
    let off = |entries: &BTreeMap<String, (String, u32, String)>| {
        let mut off: Vec<String> = entries.values().filter(|entry| entry.2 == "CANCELLED").map(|entry| entry.0.clone()).collect();
        off.sort();
        off
    };
    let titled = |entries: &BTreeMap<String, (String, u32, String)>, title: &str| {
        let mut changes: Vec<u32> = entries.values().filter(|entry| entry.0 == title).map(|entry| entry.1).collect();
        changes.sort_unstable();
        changes
    };
    let first = entries(&clinic, "2026-12-01");
    assert_eq!(off(&first), [""; 0]);
    let rest = "exercise\\, sauna\\, swimming\\, waxing\\, and more in the details";
    let (all, rest) = (format!("Leave off: make-up\\, {rest}"), format!("Leave off: {rest}"));
    // Neither a peel nor home needling stands in a title.
    let (makeup, hidden) = ("Leave off: make-up".to_owned(), "Leave off: see the details".to_owned());
    let called_off = |title: &String| format!("Called off: {title}");
    assert_eq!(titled(&first, &all), [0, 0, 0]);
    let second = decide("new.needle");
    // Sessions 2 and 3 are to come; around session 1 all stays as it was.
    assert_eq!(off(&second), [&all, &all, &hidden, &hidden, &hidden].map(called_off));
    assert_eq!((titled(&second, &all), titled(&second, &called_off(&all))), (vec![0], vec![1, 1]));
    assert_eq!((titled(&second, &makeup), titled(&second, &rest)), (vec![1, 1], vec![1, 1]));
    assert!(first.keys().all(|uid| second.contains_key(uid)), "no entry is left behind in a calendar");
    // They stay called off, and move with their session.
    clinic.add("session 2 moved to 2027-01-04");
    clinic.rescheduled("2026-12-02");
    let moved = entries(&clinic, "2026-12-02");
    assert_eq!((off(&moved), titled(&moved, &called_off(&all))), (off(&second), vec![2, 2]));
    // A version that has them again brings back the same entries, and calls the others off.
    let third = decide("back.needle");
    assert_eq!(off(&third), [&rest, &rest, &makeup, &makeup, &hidden].map(called_off));
    assert_eq!(titled(&third, &all), [0, 3, 3]);
    assert!(second.keys().all(|uid| third.contains_key(uid)), "no entry is left behind in a calendar");
    // A table and a document hold only what holds.
    for format in ["csv", "json", "text"] {
        let all = out(&clinic.run("2026-12-02", &["schedule", "course.needle", "--format", format]));
        assert!(!all.contains("called-off") && !all.contains("home-needling and peel"), "{all}");
    }
}

#[test]
fn a_session_is_one_of_as_many_as_its_own_protocol_has() {
    let clinic = Clinic::new("course-of");
    let old = fs::read_to_string(clinic.place.path("protocol.needle")).unwrap();
    let (two, _) = old.split_once("  self-test").unwrap();
    let two = format!(
        "{}}}\n",
        two.replace("version     1.0.0", "version     1.1.0")
            .replace("sessions   3", "sessions   2")
            .replace("after session 3", "after session 2")
    );
    fs::write(clinic.place.path("two.needle"), two).unwrap();
    fs::write(clinic.place.path("three.needle"), old.replace("version     1.0.0", "version     1.2.0")).unwrap();
    let decide = |today: &str, to: &str| {
        let decided = clinic.run(today, &["reschedule", "course.needle", "--to", to, "--by", "B. Approver, medical director"]);
        assert_eq!(decided.status.code(), Some(0), "{to} {}{}", out(&decided), said(&decided));
    };
    let sessions = |today: &str| {
        let mut titles: Vec<(String, u32)> =
            entries(&clinic, today).into_values().filter(|entry| entry.0.contains("Session ")).map(|entry| (entry.0, entry.1)).collect();
        titles.sort();
        titles
    };
    let is = |titles: [(&str, u32); 3]| titles.map(|(title, change)| (title.to_owned(), change)).to_vec();
    decide("2026-11-30", "two.needle");
    // The third stays, and is one of none.
    let shorter = is([("No date: Session 3", 1), ("Session 1 of 2", 1), ("Session 2 of 2", 1)]);
    assert_eq!(sessions("2026-11-30"), shorter);
    clinic.add("session 1 given 2026-12-01");
    decide("2026-12-02", "three.needle");
    // Session 1 stays as it was told: nothing of it changes without being counted.
    assert_eq!(sessions("2026-12-02"), is([("Session 1 of 2", 1), ("Session 2 of 3", 2), ("Session 3 of 3", 2)]));
}

#[test]
fn a_version_that_was_never_sent_out_is_told_with_the_next() {
    let clinic = Clinic::new("course-chained");
    let old = fs::read_to_string(clinic.place.path("protocol.needle")).unwrap();
    for (file, version) in [("two.needle", "1.1.0"), ("three.needle", "1.2.0")] {
        fs::write(clinic.place.path(file), old.replace("version     1.0.0", &format!("version     {version}"))).unwrap();
    }
    clinic.add("session 1 given 2026-12-01");
    let before = clinic.course();
    let decide = |today: &str, to: &str| {
        let decided = clinic.run(today, &["reschedule", "course.needle", "--to", to, "--by", "B. Approver, medical director"]);
        assert_eq!(decided.status.code(), Some(0), "{to} {}{}", out(&decided), said(&decided));
        out(&decided)
    };
    decide("2026-12-02", "two.needle");
    // Nothing but the decision was kept: what it told calendars was lost, or never sent.
    let line = clinic.course().lines().find(|line| line.contains("from session 2, decided")).unwrap().to_owned();
    fs::write(clinic.place.path("course.needle"), before.replace("  phototype", &format!("{line}\n  phototype"))).unwrap();
    clinic.add("session 2 given 2026-12-31");
    let said = decide("2026-12-31", "three.needle");
    let told: Vec<&str> = said.lines().skip(1).map(|line| line.split(':').next().unwrap()).collect();
    assert_eq!(told[..2], ["session 2", "session 3"], "{said}");
    assert!(clinic.course().contains("issued session 2 on 2026-12-31 10:00, change 1"), "{}", clinic.course());
}

#[test]
fn no_text_is_chosen_for_what_was_given() {
    let clinic = Clinic::new("course-afterwards");
    let old = fs::read_to_string(clinic.place.path("protocol.needle")).unwrap();
    fs::write(clinic.place.path("new.needle"), old.replace("version     1.0.0", "version     1.1.0")).unwrap();
    clinic.add("session 1 given 2026-12-01\nsession 2 given 2026-12-31");
    let before = clinic.course();
    let by = ["--by", "B. Approver, medical director"];
    let decided = clinic.run("2027-01-02", &[&["reschedule", "course.needle", "--to", "new.needle"], &by[..]].concat());
    assert_eq!(decided.status.code(), Some(0), "{}{}", out(&decided), said(&decided));
    let of_third = clinic.course();
    let out_of_order = |from: u32, decided: &str| {
        let line = format!("from session {from}, decided {decided}");
        fs::write(clinic.place.path("course.needle"), of_third.replace("from session 3, decided 2027-01-02", &line)).unwrap();
        clinic.found("2027-01-02").iter().any(|found| found == "5 never protocol-out-of-order")
    };
    // Decided before a session, or on its day, it governs that one; afterwards only the next.
    assert!(!out_of_order(3, "2027-01-02") && !out_of_order(2, "2026-12-31") && !out_of_order(2, "2026-12-30"));
    assert!(out_of_order(2, "2027-01-01") && out_of_order(1, "2026-12-02"));
    let report = out(&clinic.run("2027-01-02", &["check", "course.needle"])).replace("\n  │ ", " ");
    assert!(report.contains("but session 1 was given on 1 December 2026, before that was decided on 2 December 2026"), "{report}");
    // The line that it was sent out under is gone.
    let line = of_third.lines().find(|line| line.contains("from session 3")).unwrap();
    fs::write(clinic.place.path("course.needle"), of_third.replace(&format!("{line}\n"), "")).unwrap();
    assert_eq!(clinic.found("2027-01-02"), ["4 never protocol-taken-out"]);
    // Another text in the place of the only line.
    let new = line.split(" from session 3").next().unwrap();
    let first = before.lines().nth(3).unwrap();
    fs::write(clinic.place.path("course.needle"), before.replace(first, new)).unwrap();
    assert_eq!(clinic.found("2027-01-02"), ["4 caution protocol-unapproved", "4 never protocol-taken-out"]);
    // As long as nothing was given, what is planned may be planned by another.
    fs::write(clinic.place.path("course.needle"), before.replace(first, new)).unwrap();
    clinic.swap("  session 1 given 2026-12-01\n  session 2 given 2026-12-31\n", "");
    assert!(!clinic.found("2026-11-30").iter().any(|found| found.contains("never")));
}

#[test]
fn paper_says_of_each_session_what_its_own_version_asks() {
    let clinic = Clinic::new("course-paper");
    let old = fs::read_to_string(clinic.place.path("protocol.needle")).unwrap();
    let version = |version: &str, days: &str| old.replace("version     1.0.0", version).replace("peel until 14 days after", days);
    for (file, number, days) in [("two.needle", "1.1.0", "21"), ("three.needle", "1.2.0", "28")] {
        let text = version(&format!("version     {number}"), &format!("peel until {days} days after"));
        assert_ne!(text.matches(&format!("peel until {days} days after")).count(), 0, "{old}");
        fs::write(clinic.place.path(file), text).unwrap();
    }
    clinic.add("session 1 given 2026-12-01 16:05");
    clinic.rescheduled("2026-12-01");
    for to in ["two.needle", "three.needle"] {
        let by = ["--by", "B. Approver, medical director"];
        let decided = clinic.run("2026-12-02", &[&["reschedule", "course.needle", "--to", to], &by[..]].concat());
        assert_eq!(decided.status.code(), Some(0), "{}{}", out(&decided), said(&decided));
    }
    let paper = out(&clinic.run("2026-12-02", &["schedule", "course.needle", "--format", "text"]));
    // The version that was chosen by mistake governs nothing.
    let versions: Vec<&str> = paper.lines().filter(|line| line.contains("acne-scars-face version")).collect();
    assert_eq!(versions, ["acne-scars-face version 1.0.0", "From session 2 on: acne-scars-face version 1.2.0"]);
    let (first, rest) =
        paper.split_once("\nAround session 1\n").unwrap().1.split_once("\nAround every session from session 2 on\n").unwrap();
    let peel = |text: &str| text.lines().find(|line| line.starts_with("  No peel until")).unwrap()[..30].trim_end().to_owned();
    assert_eq!([peel(first), peel(rest)], ["  No peel until 14 days after.", "  No peel until 28 days after."]);
    assert!(paper.contains("Session 1: given on Tuesday, 1 December 2026, 16:05."), "{paper}");
}
