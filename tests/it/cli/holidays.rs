//! Holidays from a calendar file: whole days are closed, and whatever cannot be read as such is said.

use sha2::{Digest, Sha256};

use crate::program::{FLAGSHIP, Place, flagship, out, run, said};

/// A calendar as a calendar program writes it, with these events in it.
fn calendar(events: &[&str]) -> String {
    let events: String =
        events.iter().map(|lines| format!("BEGIN:VEVENT\r\nUID:{}@example.org\r\n{lines}\r\nEND:VEVENT\r\n", lines.len())).collect();
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//Holidays//EN\r\nX-WR-CALNAME:Holidays\r\n{events}END:VCALENDAR\r\n")
}

/// The days of the sessions, how the run ended, and what was said; from 1 December 2026, a Tuesday, and 30 to 42 days apart.
fn dated(place: &Place, text: &str) -> (Option<i32>, Vec<String>, String) {
    let file = place.path("holidays.ics");
    std::fs::write(&file, text).unwrap();
    let output = run(&[
        "schedule",
        FLAGSHIP,
        "--no-clinic",
        "--today",
        "2026-11-22",
        "--phototype",
        "2",
        "--format",
        "csv",
        "--start",
        "2026-12-01T10:00",
        "--zone",
        "Europe/Berlin",
        "--holidays",
        &file,
    ]);
    let table = out(&output);
    let days = table.lines().skip(1).filter(|line| line.contains(",session,")).filter_map(|line| line.split(',').nth(7).map(str::to_owned));
    (output.status.code(), days.collect(), said(&output).replace(&file, "holidays.ics"))
}

#[test]
fn whole_days_of_a_calendar_are_closed() {
    let place = Place::new("holidays");
    let second = |events: &[&str]| {
        let (code, days, said) = dated(&place, &calendar(events));
        assert_eq!(code, Some(0), "{said}");
        days[1].clone()
    };
    // The aim of the second session is 31 December 2026.
    assert_eq!(second(&["DTSTART;VALUE=DATE:20261225"]), "2026-12-31");
    assert_eq!(second(&["DTSTART;VALUE=DATE:20261231\r\nSUMMARY:New Year's Eve"]), "2027-01-01");
    // The end of an event is the day after its last.
    assert_eq!(second(&["DTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20261231"]), "2026-12-31");
    assert_eq!(second(&["DTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20270102"]), "2027-01-02");
    assert_eq!(second(&["DTSTART;VALUE=DATE:20261231\r\nDURATION:P3D", "DTSTART;VALUE=DATE:20270103\r\nDURATION:P1W"]), "2027-01-10");
    // What says nothing of time is no hindrance: an alarm, a zone, a line of somebody's own, a folded line.
    let rest = "DTSTART;VALUE=DATE:20261231\r\nTRANSP:TRANSPARENT\r\nSTATUS:CONFIRMED\r\nX-OWN;A=\"b:c\":d\r\nDESCRIPTION:\r\nSUMMARY:New\r\n  Year\r\n\
                BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nEND:VALARM";
    let zone = "BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\nBEGIN:STANDARD\r\nDTSTART:19701025T030000\r\nRRULE:FREQ=YEARLY\r\nTZOFFSETFROM:+0200\r\n\
                TZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID";
    let text = calendar(&[rest]).replacen("BEGIN:VEVENT\r\nUID", zone, 1);
    let (_, days, heard) = dated(&place, &text);
    assert_eq!(days[1], "2027-01-01", "{heard}");
    assert!(heard.contains("1 day after its aim of 31 December 2026: the clinic is closed that day (New Year)"), "{heard}");
    // Lines may end without a carriage return.
    let (_, days, _) = dated(&place, &text.replace("\r\n", "\n"));
    assert_eq!(days[1], "2027-01-01");
}

#[test]
fn what_is_no_whole_day_is_said_and_nothing_is_dated() {
    let place = Place::new("holidays-wrong");
    for (event, sentence) in [
        ("DTSTART;TZID=Europe/Berlin:20261224T120000", "begins at 20261224T120000, which is not a whole day"),
        ("DTSTART;VALUE=DATE:20270229", "begins at 20270229, which is not a whole day"),
        ("DTSTART;VALUE=DATE:19691231", "begins at 19691231, which is not a whole day"),
        ("DTSTART;VALUE=DATE:2026-12-24", "begins at 2026-12-24, which is not a whole day"),
        ("DTSTART;VALUE=DATE:20261224\r\nDTEND:20261225T120000Z", "ends at 20261225T120000Z, which is not a whole day"),
        ("DTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20261224", "does not last a day"),
        ("DTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20261223", "does not last a day"),
        ("DTSTART;VALUE=DATE:20261224\r\nDURATION:P0D", "does not last a day"),
        ("DTSTART;VALUE=DATE:20261224\r\nDURATION:PT24H", "lasts PT24H, which is not a number of whole days"),
        ("DTSTART;VALUE=DATE:20261224\r\nDURATION:P1D\r\nDTEND;VALUE=DATE:20261225", "has a DTEND and a DURATION"),
        ("DTSTART;VALUE=DATE:20261224\r\nDTSTART;VALUE=DATE:20261231", "has more than one DTSTART"),
        ("SUMMARY:no day", "has no DTSTART"),
        ("DTSTART;VALUE=DATE:20261224\r\nRRULE:FREQ=YEARLY", "is repeated by its RRULE; each of its days is an event of its own"),
        ("DTSTART;VALUE=DATE:20261224\r\nRDATE;VALUE=DATE:20271224", "is repeated by its RDATE"),
        ("DTSTART;VALUE=DATE:20261224\r\nSTATUS:CANCELLED", "is not confirmed: its STATUS is CANCELLED"),
        ("DTSTART;VALUE=DATE:20261224\r\nDTSTRAT;VALUE=DATE:20261231", "has a line `DTSTRAT` that is not understood"),
        ("DTSTART;VALUE=DATE:20261224\r\nBEGIN:VTODO\r\nUID:x\r\nEND:VTODO", "has a VTODO in it"),
    ] {
        let (code, days, said) = dated(&place, &calendar(&["DTSTART;VALUE=DATE:20270101", event]));
        assert_eq!((code, days.len()), (Some(2), 0), "{event}: {said}");
        let name = if event.starts_with("SUMMARY") { "its event 2 (no day)" } else { "its event 2" };
        assert!(said.contains(&format!("holidays.ics: {name} {sentence}")), "{event}: {said}");
    }
    // Every one of them is said in one run.
    let (_, _, said) = dated(&place, &calendar(&["SUMMARY:one", "DTSTART;VALUE=DATE:20270101", "SUMMARY:three"]));
    assert!(said.contains("its event 1 (one) has no DTSTART") && said.contains("its event 3 (three) has no DTSTART"), "{said}");
}

#[test]
fn what_is_no_whole_calendar_is_said() {
    let place = Place::new("holidays-broken");
    let good = calendar(&["DTSTART;VALUE=DATE:20261231\r\nSUMMARY:x"]);
    let whole = "it is no calendar file (iCalendar) that can be read whole";
    for (text, sentence) in [
        (String::new(), whole),
        ("2026-12-25\n".to_owned(), whole),
        (good.replace("END:VCALENDAR\r\n", ""), whole),
        (good.replace("END:VEVENT\r\n", ""), whole),
        (good.replace("SUMMARY:x", "no line of a calendar"), whole),
        (format!("{good}rubbish\r\n"), whole),
        (format!("{good}{good}"), whole),
        (good.replace("VCALENDAR", "VCARD"), "it is not one calendar"),
        (good.replace("END:VCALENDAR", "rubbish\r\nEND:VCALENDAR"), "it has a line `rubbish` that is not understood"),
        (good.replace("VERSION:2.0", "CALSCALE:HEBREW"), "it has a line `CALSCALE` that is not understood"),
        (good.replace("VEVENT", "VTODO"), "it has a VTODO; only events are read"),
        (good.replace("VEVENT", "VTIMEZONE"), "it has no event"),
        (good.to_lowercase(), "it is not one calendar"),
        // Lines that end in two ways: none is taken for a part of the one before it.
        (good.replace("SUMMARY:x\r\n", "SUMMARY:x\nRRULE:FREQ=DAILY;COUNT=9\r\n"), "its event 1 (x) is repeated by its RRULE"),
        (good.replace("SUMMARY:x\r\n", "SUMMARY:x\rDTEND;VALUE=DATE:20270109\r\n"), "a line of it ends like none of a calendar"),
        (format!("{}{good}", good.replace("\r\n", "\n")), whole),
    ] {
        let (code, days, said) = dated(&place, &text);
        assert_eq!((code, days.len()), (Some(2), 0), "{text}: {said}");
        assert!(said.contains(&format!("holidays.ics: {sentence}")), "{text}: {said}");
    }
    // A name is somebody else's text: it stands on one line, and nothing in it is hidden.
    let (_, _, heard) = dated(&place, &good.replace("SUMMARY:x", "SUMMARY:a\\nb\u{202e}c\u{1b}[31m"));
    assert!(heard.contains("the clinic is closed that day (a b c [31m)"), "{heard}");
    let output = run(&[
        "schedule",
        FLAGSHIP,
        "--today",
        "2026-11-22",
        "--start",
        "2026-12-01T10:00",
        "--zone",
        "Europe/Berlin",
        "--holidays",
        "no.ics",
    ]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("there is no file no.ics"), "{}", said(&output));
}

const CLINIC: &str =
    "needlepoint 1\nclinic here {\n  zone Europe/Berlin\n  holidays \"calendars/first.ics\"\n  holidays \"second.ics\"\n}\n";

/// A folder with a protocol and a clinic that names two calendar files.
fn clinic(name: &str) -> Place {
    let place = Place::new(name);
    std::fs::create_dir_all(place.path("calendars")).unwrap();
    write(&place, "p.needle", &flagship());
    write(&place, "clinic.needle", CLINIC);
    write(&place, "calendars/first.ics", &calendar(&["DTSTART;VALUE=DATE:20261231\r\nSUMMARY:Eve"]));
    write(&place, "second.ics", &calendar(&["DTSTART;VALUE=DATE:20270101"]));
    place
}

fn write(place: &Place, name: &str, text: &str) {
    std::fs::write(place.path(name), text).unwrap();
}

/// The rows of the second session under the clinic, how the run ended, and what was said.
fn second(place: &Place, more: &[&str]) -> (Option<i32>, Vec<String>, String) {
    let file = place.path("p.needle");
    let common = ["schedule", &file, "--today", "2026-11-22", "--phototype", "2", "--format", "csv", "--start", "2026-12-01T10:00"];
    let output = run(&[&common[..], more].concat());
    let rows = out(&output).lines().filter(|row| row.contains(",2,session,")).map(str::to_owned).collect();
    (output.status.code(), rows, said(&output))
}

#[test]
fn the_calendars_of_a_clinic_close_its_days_and_are_in_its_hash() {
    let place = clinic("holidays-clinic");
    let (code, rows, heard) = second(&place, &[]);
    assert_eq!((code, rows.len()), (Some(0), 1), "{heard}");
    // Both files are read: the aim is 31 December, and the day after it is closed as well; the day before it is before the window.
    assert!(rows[0].contains(",2027-01-02,") && heard.contains("the clinic is closed that day (Eve)"), "{rows:?} {heard}");
    // A calendar that is named for this run comes to them.
    write(&place, "more.ics", &calendar(&["DTSTART;VALUE=DATE:20270102"]));
    let (_, rows, heard) = second(&place, &["--holidays", &place.path("more.ics")]);
    assert!(rows[0].contains(",2027-01-03,"), "{rows:?} {heard}");
    // What `sha256sum clinic.needle calendars/first.ics second.ics | cut -c1-64 | sha256sum` prints.
    let digest = |bytes: &[u8]| Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let hash = || {
        let files = ["clinic.needle", "calendars/first.ics", "second.ics"].map(|name| std::fs::read(place.path(name)).unwrap());
        digest(files.map(|file| digest(&file) + "\n").concat().as_bytes())
    };
    let first = hash();
    assert!(rows[0].contains(&first), "{rows:?}");
    write(&place, "second.ics", &calendar(&["DTSTART;VALUE=DATE:20270101\r\nSUMMARY:New Year"]));
    assert_ne!(hash(), first);
    assert!(second(&place, &[]).1[0].contains(&hash()));
    // Without the clinic nothing of it is closed.
    let (_, rows, _) = second(&place, &["--no-clinic", "--zone", "Europe/Berlin"]);
    assert!(rows[0].contains(",2026-12-31,"), "{rows:?}");
}

#[test]
fn a_calendar_of_a_clinic_that_cannot_be_read_ends_every_run_below_it() {
    let place = clinic("holidays-clinic-wrong");
    let check = |name: &str| {
        let output = run(&["check", &place.path(name), "--today", "2026-11-22", "--format", "plain"]);
        (output.status.code(), said(&output))
    };
    assert_eq!(check("p.needle").0, Some(0));
    write(&place, "second.ics", &calendar(&["DTSTART;VALUE=DATE:20270101", "DTSTART:20261224T120000\r\nSUMMARY:Eve", "SUMMARY:three"]));
    let (clinic, file) = (place.path("clinic.needle"), place.path("second.ics"));
    let sentences = [
        format!("needlepoint: {file}: its event 2 (Eve) begins at 20261224T120000, which is not a whole day"),
        format!("{file}: its event 3 (three) has no DTSTART"),
        format!("{clinic} names it for its holidays, so nothing below it is checked or dated"),
    ];
    let told = |(code, heard): (Option<i32>, String), sentences: &[String]| {
        assert_eq!(code, Some(2), "{heard}");
        sentences.iter().for_each(|sentence| assert!(heard.contains(sentence), "no {sentence} in {heard}"));
    };
    for name in ["p.needle", "clinic.needle"] {
        told(check(name), &sentences);
    }
    let (code, rows, heard) = second(&place, &[]);
    assert!(rows.is_empty(), "{rows:?}");
    told((code, heard), &sentences);
    std::fs::remove_file(&file).unwrap();
    let missing = [format!("needlepoint: there is no file {file}; {clinic} names it for its holidays")];
    told(check("p.needle"), &missing);
    let (code, rows, heard) = second(&place, &[]);
    assert!(rows.is_empty(), "{rows:?}");
    told((code, heard), &missing);
}

#[test]
fn a_calendar_of_a_clinic_lies_in_its_folder_and_is_named_once() {
    let place = clinic("holidays-clinic-place");
    let check = |line: &str| {
        write(&place, "clinic.needle", &CLINIC.replace("holidays \"second.ics\"", line));
        let output = run(&["check", &place.path("p.needle"), "--today", "2026-11-22", "--format", "plain"]);
        (output.status.code(), out(&output) + &said(&output))
    };
    for (line, sentence) in [
        (
            "holidays \"../second.ics\"",
            "never: holidays-file-unusable: the calendar file `../second.ics` lies outside the clinic's folder.",
        ),
        ("holidays \"/second.ics\"", "never: holidays-file-unusable: the calendar file `/second.ics` lies outside the clinic's folder."),
        ("holidays \"clinic.needle\"", "never: holidays-file-unusable: the calendar file `clinic.needle` is the clinic's own file."),
        ("holidays \"./calendars/first.ics\"", "never: stated-twice: the calendar file `./calendars/first.ics` is stated twice."),
        ("holidays second.ics", "never: line-unfinished: this `holidays` line cannot be read from here on."),
    ] {
        let (code, shown) = check(line);
        assert_eq!(code, Some(1), "{line}: {shown}");
        assert!(shown.contains(sentence) && shown.contains("line 5"), "{line}: {shown}");
    }
}
