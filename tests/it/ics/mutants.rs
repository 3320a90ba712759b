//! What the lint finds: every mutant of a good file that other programs were tried on, and more.

use needlepoint::record::ics_lint;
use proptest::prelude::*;

use super::{MELASMA, SCARS, good};

/// A good file, changed once: where `from` stands first, `to` stands.
fn changed(from: &str, to: &str) -> String {
    let text = good(MELASMA);
    let (before, after) = text.split_once(from).unwrap_or_else(|| panic!("no {from:?}"));
    format!("{before}{to}{after}")
}

/// The lint of the changed file has that in it.
fn finds(what: &str, text: &str, sentence: &str) {
    let found = ics_lint(text.as_bytes());
    assert!(found.iter().any(|finding| finding.contains(sentence)), "{what}: {found:#?}");
}

const START: &str = "DTSTART;TZID=Europe/Berlin:20261201T100000\r\n";
const END: &str = "DTEND;TZID=Europe/Berlin:20261201T101800\r\n";
/// The first whole-day event: a pause.
const FIRST_DAY: &str = "DTSTART;VALUE=DATE:20261128\r\n";
const LAST_DAY: &str = "DTEND;VALUE=DATE:20261209\r\n";

#[test]
fn the_whole_table_of_mutants_is_found() {
    let prodid = format!("PRODID:-//needlepoint//needlepoint {}//EN\r\n", needlepoint::VERSION);
    // (what was done, what stood there, what stands there instead, what is found). In the order of the table of what other programs accept.
    let rows = [
        ("no DTSTAMP", "DTSTAMP:20261122T000000Z\r\n", "", "the VEVENT has no DTSTAMP"),
        ("no UID", "UID:014720b4-939d-5bbe-8c5e-18851576ee56\r\n", "", "the VEVENT has no UID"),
        ("all-day end is its start", LAST_DAY, "DTEND;VALUE=DATE:20261128\r\n", "DTEND is not after DTSTART"),
        ("end before start", END, "DTEND;TZID=Europe/Berlin:20261201T095900\r\n", "DTEND is not after DTSTART"),
        ("unknown TZID", START, "DTSTART;TZID=Europe/Nowhere:20261201T100000\r\n", "the zone Europe/Nowhere has no VTIMEZONE"),
        ("no PRODID", &prodid, "", "the VCALENDAR has no PRODID"),
        ("no VERSION", "VERSION:2.0\r\n", "", "the VCALENDAR has no VERSION"),
        ("an alarm without TRIGGER", "TRIGGER:-P1D\r\n", "", "the VALARM has no TRIGGER"),
        ("a day that does not exist", FIRST_DAY, "DTSTART;VALUE=DATE:20270230\r\n", "20270230, which is no day and no time that exists"),
        (
            "a status of something else",
            "STATUS:CONFIRMED",
            "STATUS:NEEDS-ACTION",
            "is NEEDS-ACTION, and may be CONFIRMED or TENTATIVE or CANCELLED",
        ),
        ("DTEND and DURATION", END, &format!("{END}DURATION:PT18M\r\n"), "DURATION has no place in a VEVENT"),
        ("METHOD without ORGANIZER", "VERSION:2.0\r\n", "VERSION:2.0\r\nMETHOD:PUBLISH\r\n", "METHOD has no place in a VCALENDAR"),
        ("SEQUENCE is no number", "SEQUENCE:0", "SEQUENCE:abc", "SEQUENCE is abc, and must be a whole number"),
        ("missing END", "END:VEVENT\r\n", "", "ends a VCALENDAR that is not the last to begin"),
        ("missing last END", "END:VEVENT\r\nEND:VCALENDAR\r\n", "END:VEVENT\r\n", "VCALENDAR does not end"),
        ("a time with a day for its end", END, "DTEND;VALUE=DATE:20261202\r\n", "DTEND is a day where DTSTART is a time"),
        ("a day with a time for its end", LAST_DAY, END, "or a time where it is a day"),
        ("two DTSTART", START, &format!("{START}{START}"), "is a second DTSTART"),
        ("TRIGGER:-1D", "TRIGGER:-P1D", "TRIGGER:-1D", "TRIGGER is -1D, and must be a length of time"),
        ("a control character", "SUMMARY:Session", "SUMMARY:\u{7}Session", "has a control character"),
        ("a bare line feed", "VERSION:2.0\r\n", "VERSION:2.0\n", "line 3: does not end with CR LF"),
        ("a bare carriage return", "VERSION:2.0\r\n", "VERSION:2.0\rCALSCALE:GREGORIAN\r\n", "has a control character"),
        ("an unescaped semicolon", "SUMMARY:Session 1", "SUMMARY:Session; 1", "every backslash, semicolon and comma is escaped"),
        ("an unescaped comma", "SUMMARY:Session 1", "SUMMARY:Session, 1", "every backslash, semicolon and comma is escaped"),
        ("a backslash alone", "SUMMARY:Session 1", "SUMMARY:Session\\ 1", "every backslash, semicolon and comma is escaped"),
        ("an ORGANIZER that is no address", END, &format!("{END}ORGANIZER:the clinic\r\n"), "ORGANIZER has no place in a VEVENT"),
    ];
    for (what, from, to, sentence) in rows {
        finds(what, &changed(from, to), sentence);
    }
    // Those that take more than one change.
    let text = good(MELASMA);
    let zone = text.split_once("BEGIN:VTIMEZONE").unwrap().1.split_once("END:VTIMEZONE\r\n").unwrap().0;
    finds(
        "TZID without VTIMEZONE",
        &text.replace(&format!("BEGIN:VTIMEZONE{zone}END:VTIMEZONE\r\n"), ""),
        "Europe/Berlin has no VTIMEZONE",
    );
    let uids: Vec<&str> = text.lines().filter(|line| line.starts_with("UID:")).collect();
    finds("duplicate UID", &text.replace(uids[1], uids[0]), "has the UID of another event");
    let long = changed("SUMMARY:Session 1 of 2", &format!("SUMMARY:{}", "x".repeat(68)));
    finds("a line of 76 octets", &long, "has 76 octets, and 75 are allowed");
    let fits = changed("SUMMARY:Session 1 of 2", &format!("SUMMARY:{}", "x".repeat(67)));
    assert_eq!(ics_lint(fits.as_bytes()), Vec::<String>::new(), "75 octets are allowed");
}

#[test]
fn a_local_time_that_the_clocks_do_not_show_once_is_found() {
    let at = |start: &str, end: &str| {
        changed(START, &format!("DTSTART;TZID=Europe/Berlin:{start}\r\n")).replacen(END, &format!("DTEND;TZID=Europe/Berlin:{end}\r\n"), 1)
    };
    // The clocks go forward on 28 March 2027 at 02:00 and back on 31 October 2027 at 03:00.
    let rows = [
        ("20270328T015900", "20270328T030100", None),
        ("20270328T020000", "20270328T040000", Some("20270328T020000 does not exist in Europe/Berlin")),
        ("20270328T015900", "20270328T025959", Some("20270328T025959 does not exist in Europe/Berlin")),
        ("20271031T015959", "20271031T030000", None),
        ("20271031T020000", "20271031T040000", Some("20271031T020000 comes twice in Europe/Berlin")),
        ("20271031T015900", "20271031T025959", Some("20271031T025959 comes twice in Europe/Berlin")),
        // What held before 25 October 2026 does not stand in the file.
        ("20261025T015959", "20261025T030000", Some("20261025T015959 does not exist in Europe/Berlin, as far as its VTIMEZONE goes")),
    ];
    for (start, end, sentence) in rows {
        let found = ics_lint(at(start, end).as_bytes());
        match sentence {
            Some(sentence) => assert!(found.iter().any(|finding| finding.contains(sentence)), "{start} {found:?}"),
            None => assert_eq!(found, Vec::<String>::new(), "{start}"),
        }
    }
    // By the clock it ends after it begins, and by the sun before.
    let text = changed(START, "DTSTART;TZID=Europe/Berlin:20271031T033000\r\n").replacen(END, "DTEND:20271031T023000Z\r\n", 1);
    finds("an end in UTC", &text, "DTEND is not after DTSTART");
    assert_eq!(ics_lint(text.replace("T023000Z", "T023001Z").as_bytes()), Vec::<String>::new());
}

#[test]
fn what_lines_say_of_each_other_is_found() {
    let rows = [
        ("another event", "GAP=P7D:014720b4", "GAP=P7D:014720b5", "is related to an event that is not there"),
        (
            "a second zone",
            "BEGIN:VTIMEZONE",
            "BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\nEND:VTIMEZONE\r\nBEGIN:VTIMEZONE",
            "explains a zone a second time",
        ),
        ("offsets that do not meet", "TZOFFSETFROM:+0100", "TZOFFSETFROM:+0000", "does not go on from the offset before it"),
        ("a day that takes time", "TRANSP:TRANSPARENT", "TRANSP:OPAQUE", "whole days take no time"),
        ("a time that takes none", "TRANSP:OPAQUE", "TRANSP:TRANSPARENT", "a time of day does"),
        ("a gap that is none", "GAP=P7D", "GAP=7D", "RELATED-TO has no place for GAP=7D"),
        ("a parameter twice", "VALUE=DATE:", "VALUE=DATE;VALUE=DATE:", "DTSTART has no place for VALUE=DATE"),
        ("a parameter of another line", "SUMMARY:", "SUMMARY;LANGUAGE=en:", "SUMMARY has no place for LANGUAGE=en"),
        ("something behind the end", "END:VCALENDAR\r\n", "END:VCALENDAR\r\nBEGIN:VCALENDAR\r\n", "stands behind the end"),
        (
            "something before the beginning",
            "BEGIN:VCALENDAR\r\n",
            "VERSION:2.0\r\nBEGIN:VCALENDAR\r\n",
            "stands before the calendar begins",
        ),
        ("a fold before the beginning", "BEGIN:VCALENDAR\r\n", " \r\nBEGIN:VCALENDAR\r\n", "is no line of a calendar"),
        ("an empty line", "VERSION:2.0\r\n", "VERSION:2.0\r\n\r\n", "is no line of a calendar"),
        ("a part of another kind", "BEGIN:VTIMEZONE", "BEGIN:VTODO\r\nEND:VTODO\r\nBEGIN:VTIMEZONE", "a VTODO has no place in a VCALENDAR"),
        ("a name in small letters", "VERSION:2.0", "version:2.0", "is no line of a calendar"),
        ("no value", "VERSION:2.0", "VERSION", "is no line of a calendar"),
    ];
    for (what, from, to, sentence) in rows {
        finds(what, &changed(from, to), sentence);
    }
    let cut = changed("SUMMARY:Session", "SUMMARY:S\u{e9}ssion").into_bytes();
    let place = cut.iter().position(|byte| *byte == 0xc3).unwrap();
    let cut = [&cut[..=place], b"\r\n ", &cut[place + 1..]].concat();
    assert!(ics_lint(&cut).iter().any(|finding| finding.contains("a fold cuts a character")));
    finds("nothing", "", "VCALENDAR does not end");
}

/// The lines that a calendar may be without.
const OPTIONAL: &[&str] = &["RELATED-TO"];

#[test]
fn no_line_can_be_lost_or_doubled_unseen() {
    let text = good(SCARS).replace("\r\n ", "\u{0}");
    let lines: Vec<&str> = text.split_terminator("\r\n").collect();
    let folded = |lines: &[&str]| lines.iter().map(|line| format!("{}\r\n", line.replace('\u{0}', "\r\n "))).collect::<String>();
    for place in 0..lines.len() {
        let (before, line, after) = (&lines[..place], lines[place], &lines[place + 1..]);
        let lost = !ics_lint(folded(&[before, after].concat()).as_bytes()).is_empty();
        assert!(lost || OPTIONAL.iter().any(|name| line.starts_with(name)), "without {line}");
        assert!(!ics_lint(folded(&[before, &[line, line], after].concat()).as_bytes()).is_empty(), "twice {line}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_judged(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(!ics_lint(&bytes).is_empty());
    }

    /// A flipped bit is found, or makes other words, another number or another day of what stood there.
    #[test]
    fn a_changed_byte_leaves_no_line_broken(place in any::<prop::sample::Index>(), bit in 0..8_u8) {
        let mut bytes = good(MELASMA).into_bytes();
        let place = place.index(bytes.len());
        bytes[place] ^= 1 << bit;
        if ics_lint(&bytes).is_empty() {
            prop_assert!(bytes[place].is_ascii_graphic() || bytes[place] == b' ', "{place}");
        }
    }
}
