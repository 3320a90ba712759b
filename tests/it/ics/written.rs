//! What stands in a calendar: folds and escapes of any words, titles that say nothing of anybody, and names that stay.

use std::collections::BTreeSet;

use needlepoint::diagnostic::Name;
use needlepoint::plan::{Plan, TaskKind};
use needlepoint::quantity::Day;
use needlepoint::record::{Clinic, SourceFacts};
use needlepoint::schedule::LocalTime;
use proptest::prelude::*;

use super::{
    BERLIN, MELASMA, SCARS, TAG, calendar, events, facts, good, ics, planned, schedule, shipped, start, tag, titled, today, value,
};
use crate::support::read;

/// Words as they may stand in a calendar, by hand: what is not seen is a blank, and a line end is one.
fn seen(words: &str) -> String {
    let one = words.replace("\r\n", "\n");
    one.chars().map(|c| if c != '\n' && (c.is_control() || c == '\u{2028}' || c == '\u{2029}') { ' ' } else { c }).collect()
}

#[test]
fn lines_are_folded_at_75_octets_and_no_sooner() {
    let text = good(SCARS);
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    let lines: Vec<&str> = text.split_terminator("\r\n").collect();
    for pair in lines.windows(2) {
        assert!(pair[0].len() <= 75);
        // All of it is ASCII, so a line that goes on is full.
        assert!(!pair[1].starts_with(' ') || pair[0].len() == 75, "{}", pair[0]);
    }
    assert!(lines.iter().any(|line| line.starts_with(' ')));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_words_come_out_as_they_went_in(clinic in any::<String>(), declared in ".{0,200}", detail in "[\\\\;,:\"\r\n\té€😀 a]{0,120}") {
        let (mut plan, identity) = planned(MELASMA);
        plan.tasks[0].detail = Some(detail.clone());
        let schedule = schedule(&plan, &start(&plan, "2026-12-01T10:00", BERLIN));
        let clinic_facts = Clinic { name: clinic.clone(), file: "c".to_owned(), sha256: "ab".repeat(32) };
        let source = SourceFacts { clinic: Some(clinic_facts), declared: vec![declared.clone()], ..facts() };
        // That it comes out at all is that the lint finds nothing in it.
        let text = ics(&plan, &identity, &schedule, &source, &tag(), &super::first(&schedule, today())).unwrap();
        for line in text.split_terminator("\r\n") {
            prop_assert!(line.len() <= 75);
        }
        let sentence = format!("Session 1: leave off topical-retinoid, exfoliating-acid and benzoyl-peroxide ({detail})");
        let events = events(&text);
        let description = |event| value(event, "DESCRIPTION").to_owned();
        prop_assert!(events.iter().any(|event| description(event).starts_with(&seen(&sentence))), "{sentence}");
        let origin = seen(&format!("\nClinic: {clinic}.\nDeclared by this clinic: {declared}.\nTimes: "));
        prop_assert!(events.iter().all(|event| description(event).contains(&origin)), "{origin}");
    }
}

#[test]
fn a_character_of_several_octets_is_folded_whole() {
    let (plan, identity) = planned(MELASMA);
    let schedule = schedule(&plan, &start(&plan, "2026-12-01T10:00", BERLIN));
    for length in 0..80 {
        let name = format!("{}{}", "a".repeat(length), "é€😀".repeat(30));
        let clinic = Clinic { name: name.clone(), file: "c".to_owned(), sha256: "ab".repeat(32) };
        let source = SourceFacts { clinic: Some(clinic), ..facts() };
        let text = ics(&plan, &identity, &schedule, &source, &tag(), &super::first(&schedule, today())).unwrap();
        assert!(value(titled(&events(&text), "Session 1 of 2"), "DESCRIPTION").contains(&format!("Clinic: {name}.")));
        let lines: Vec<&str> = text.split_terminator("\r\n").collect();
        // A line that goes on has no room for the next character.
        for pair in lines.windows(2).filter(|pair| pair[1].starts_with(' ')) {
            let next = pair[1].chars().nth(1).unwrap().len_utf8();
            assert!(pair[0].len() <= 75 && pair[0].len() + next > 75, "{}", pair[0]);
        }
    }
}

/// The names that may stand in a title, and the words for them: typed again.
const EVERYDAY: [(&str, &str); 9] = [
    ("exercise", "exercise"),
    ("makeup", "make-up"),
    ("sauna", "sauna"),
    ("self-tanner", "self-tanner"),
    ("sun-exposure", "sun"),
    ("sunscreen", "sunscreen"),
    ("swimming", "swimming"),
    ("tanning-bed", "tanning bed"),
    ("waxing", "waxing"),
];

#[test]
fn a_title_says_nothing_of_what_somebody_is_treated_for() {
    let words: BTreeSet<&str> = EVERYDAY.into_iter().map(|(_, said)| said).collect();
    let atlas = read("protocols/atlas/activities.needle") + &read("protocols/atlas/products.needle");
    for (name, _) in EVERYDAY {
        assert!(["activity", "product"].iter().any(|kind| atlas.contains(&format!("\n{kind} {name} {{\n"))), "{name} is in no atlas");
    }
    for path in shipped() {
        let (plan, _) = planned(&path);
        let text = good(&path);
        let titles: BTreeSet<String> = events(&text).iter().map(|event| value(event, "SUMMARY").to_owned()).collect();
        for title in &titles {
            let fixed = ["Follow-up", "Talk with the clinic", "Treated skin: only the aftercare"].contains(&title.as_str());
            let session = title.strip_prefix("Session ").is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || " of".contains(c)));
            let listed = title.strip_prefix("Leave off: ").or(title.strip_prefix("Put on: "));
            let listed = listed.is_some_and(|list| {
                let list = list.strip_suffix(", and more in the details").unwrap_or(list);
                list == "see the details" || list.split(", ").all(|name| words.contains(name))
            });
            assert!(fixed || session || listed, "{path}: {title}");
        }
        // What an alarm shows is the title, and what a calendar is called is the course's tag.
        let shown = super::lines(&text).into_iter().filter(|(name, _)| ["NAME", "X-WR-CALNAME"].contains(&name.as_str()));
        assert_eq!(shown.map(|(_, value)| value).collect::<Vec<_>>(), [format!("Course {TAG}"), format!("Course {TAG}")]);
        let alarms = text.replace("\r\n ", "");
        for alarm in alarms.split("BEGIN:VALARM\r\n").skip(1) {
            let said = alarm.split("\r\n").find_map(|line| line.strip_prefix("DESCRIPTION:")).unwrap();
            assert!(said.starts_with("Session ") || said == "Talk with the clinic", "{said}");
        }
        // Neither the name of the file, which may hold a patient's, nor the title of the protocol stands anywhere.
        assert!(!text.contains("Mueller") && !alarms.contains(&plan.title), "{path}");
    }
}

#[test]
fn a_description_says_what_the_date_hangs_on() {
    let events = events(&good(SCARS));
    let said = "Session 2 of 3. Before it: numbing of cheeks and forehead takes 30 minutes to 1 hour.\n\
                Note: every date holds only if the patient is screened, ready and accepted that day by the clinician.\n\
                Check words: lady steak glow baby.\n\
                Protocol: acne-scars-face 1.0.0.\n\
                Course: 7650-5E3F-R.\n\
                Clinic: NO CLINIC POLICY.\n\
                Times: Europe/Berlin, by the IANA time-zone database 2026f.";
    assert_eq!(value(titled(&events, "Session 2 of 3"), "DESCRIPTION"), said);
    for event in &events {
        let description = value(event, "DESCRIPTION");
        assert!(description.ends_with(said.split_once('\n').unwrap().1), "{description}");
        assert_eq!(value(event, "DTSTAMP"), "20261122T000000Z");
        assert_eq!(value(event, "LAST-MODIFIED"), "20261122T000000Z");
        assert_eq!(value(event, "CLASS"), "PRIVATE");
    }
}

#[test]
fn tasks_hang_on_their_session() {
    let events = events(&good(SCARS));
    let session = value(titled(&events, "Session 1 of 3"), "UID").to_owned();
    let related = |start: &str| {
        let event = events.iter().find(|event| value(event, "DESCRIPTION").starts_with(start)).unwrap_or_else(|| panic!("no {start}"));
        event.iter().find(|(name, _)| name.starts_with("RELATED-TO")).map(|(name, uid)| (name.as_str(), uid == &session))
    };
    let rows = [
        // A pause begins before its session, and may end only so long after it.
        ("Session 1: leave off topical-retinoid", Some(("RELATED-TO;RELTYPE=FINISHTOFINISH;GAP=P7D", true))),
        ("Session 1: leave off vitamin-c-serum", Some(("RELATED-TO;RELTYPE=FINISHTOFINISH;GAP=PT72H", true))),
        ("Session 1: put on sunscreen", Some(("RELATED-TO;RELTYPE=FINISHTOSTART;GAP=PT24H", true))),
        ("Session 1: put nothing on treated skin", Some(("RELATED-TO;RELTYPE=FINISHTOSTART", true))),
        ("Session 1: speak to the patient", Some(("RELATED-TO;RELTYPE=FINISHTOSTART", true))),
        ("Session 2: put on sunscreen", Some(("RELATED-TO;RELTYPE=FINISHTOSTART;GAP=PT24H", false))),
        ("The result is judged", Some(("RELATED-TO;RELTYPE=FINISHTOSTART;GAP=P84D", false))),
        ("Whole course: leave off home-needling", None),
    ];
    for (start, expected) in rows {
        assert_eq!(related(start), expected, "{start}");
    }
}

#[test]
fn who_is_reminded_of_what() {
    let text = good(SCARS).replace("\r\n ", "");
    let alarms: Vec<Vec<&str>> = text
        .split("BEGIN:VALARM\r\n")
        .skip(1)
        .map(|alarm| alarm.split_once("END:VALARM").unwrap().0.split_terminator("\r\n").collect())
        .collect();
    let session = |title| vec!["ACTION:DISPLAY", title, "TRIGGER:-P1D"];
    let call = vec!["ACTION:DISPLAY", "DESCRIPTION:Talk with the clinic", "TRIGGER;RELATED=END:-PT15H"];
    let [first, second, third] = ["DESCRIPTION:Session 1 of 3", "DESCRIPTION:Session 2 of 3", "DESCRIPTION:Session 3 of 3"].map(session);
    assert_eq!(alarms, [first, second, third, call.clone(), call.clone(), call]);
}

/// What every event is, without its dates, and its name.
fn names(plan: &Plan, first: &str, on: Day) -> Vec<(String, String)> {
    let identity = needlepoint::plan::identity(plan);
    let schedule = schedule(plan, &start(plan, first, BERLIN));
    let text = ics(plan, &identity, &schedule, &facts(), &tag(), &super::first(&schedule, on)).unwrap();
    let first = |text: &str, end: &str| text.split(end).next().unwrap().to_owned();
    let what =
        |description: &str| [",", ";", "\n", " from ", " by "].into_iter().fold(description.to_owned(), |text, end| first(&text, end));
    events(&text).iter().map(|event| (what(value(event, "DESCRIPTION")), value(event, "UID").to_owned())).collect()
}

#[test]
fn names_are_those_worked_out_by_another_program() {
    // python3: uuid.uuid5(uuid.UUID("7d2793d9-a4c5-4d3e-915a-2e951ab6bff3"), "7650-5E3F-R/session/1"), and so on.
    let events = events(&good(SCARS));
    assert_eq!(value(titled(&events, "Session 1 of 3"), "UID"), "014720b4-939d-5bbe-8c5e-18851576ee56");
    assert_eq!(value(titled(&events, "Session 3 of 3"), "UID"), "7cfe30cc-0183-56f7-8e4d-4d65929142a3");
    assert_eq!(value(titled(&events, "Follow-up"), "UID"), "c51629d2-d361-505f-99a8-3f1672765454");
    let by = |start: &str| events.iter().find(|event| value(event, "DESCRIPTION").starts_with(start)).map(|event| value(event, "UID"));
    // "7650-5E3F-R/session/1/pause:benzoyl-peroxide+exfoliating-acid+topical-retinoid", "7650-5E3F-R/throughout/do-not:home-needling".
    assert_eq!(by("Session 1: leave off topical-retinoid"), Some("9228598c-b54a-57e0-b076-d03a4351a9bc"));
    assert_eq!(by("Whole course: leave off home-needling"), Some("9b1e65b8-4721-53c7-b653-6f9d39a92d4a"));
}

#[test]
fn a_name_stays_when_dates_move_and_other_tasks_change() {
    let (plan, _) = planned(SCARS);
    let before = names(&plan, "2026-12-01T10:00", today());
    let all: BTreeSet<&String> = before.iter().map(|(_, uid)| uid).collect();
    assert_eq!(all.len(), before.len(), "no name twice");
    // Another day, another time, another revision.
    assert_eq!(names(&plan, "2027-01-15T15:30", Day::read("2027-01-01").unwrap()), before);
    // The author writes the pauses and their names the other way round: every event keeps its name.
    let mut turned = plan.clone();
    turned.tasks.reverse();
    turned.tasks.iter_mut().for_each(|task| task.what.reverse());
    let uids = |names: Vec<(String, String)>| names.into_iter().map(|(_, uid)| uid).collect::<BTreeSet<_>>();
    assert_eq!(uids(names(&turned, "2026-12-01T10:00", today())), uids(before.clone()));
    // One is taken out and one is put in: those of the others stay.
    let mut edited = plan.clone();
    edited.tasks.remove(0);
    edited.tasks.insert(1, edited.tasks[0].clone());
    edited.tasks[0].what = vec![Name::fixed("sauna")];
    let after = uids(names(&edited, "2026-12-01T10:00", today()));
    let lost: Vec<&(String, String)> = before.iter().filter(|(_, uid)| !after.contains(uid)).collect();
    assert_eq!(lost.len(), 3, "the pause that is gone, of three sessions: {lost:?}");
    // Of two that are alike, each has a name of its own, and the first keeps its own.
    let mut doubled = plan.clone();
    doubled.tasks.push(doubled.tasks[0].clone());
    let after = names(&doubled, "2026-12-01T10:00", today());
    assert_eq!(after.iter().map(|(_, uid)| uid).collect::<BTreeSet<_>>().len(), before.len() + 3);
    assert!(before.iter().all(|name| after.contains(name)));
    // Another course has other names throughout.
    let (plan, identity) = planned(SCARS);
    let schedule = schedule(&plan, &start(&plan, "2026-12-01T10:00", BERLIN));
    let other = needlepoint::quantity::Tag::read("SN77-N12Q-7").unwrap();
    let text = ics(&plan, &identity, &schedule, &facts(), &other, &super::first(&schedule, today())).unwrap();
    assert!(events(&text).iter().all(|event| !all.contains(&value(event, "UID").to_owned())));
}

#[test]
fn a_session_that_ends_in_the_hour_that_comes_twice_ends_in_utc() {
    // 31 October 2027: the clocks go back from 03:00 to 02:00. 18 minutes from 01:50 end at 02:08, which is shown twice.
    let (plan, identity) = planned(MELASMA);
    let mut start = start(&plan, "2027-10-31T01:50", BERLIN);
    let text = calendar(&plan, &identity, &schedule(&plan, &start));
    let event = events(&text);
    let first = titled(&event, "Session 1 of 2");
    assert!(first.contains(&("DTSTART;TZID=Europe/Berlin".to_owned(), "20271031T015000".to_owned())));
    assert!(first.contains(&("DTEND".to_owned(), "20271031T000800Z".to_owned())));
    start.first = LocalTime::read("2027-10-31T01:42").unwrap();
    let text = calendar(&plan, &identity, &schedule(&plan, &start));
    assert!(text.contains("DTEND:20271031T000000Z\r\n"), "the first moment that comes twice");
    start.first = LocalTime::read("2027-10-31T01:41").unwrap();
    let text = calendar(&plan, &identity, &schedule(&plan, &start));
    assert!(text.contains("DTEND;TZID=Europe/Berlin:20271031T015900\r\n"));
}

#[test]
fn several_courses_are_no_calendar() {
    let (plan, identity) = planned(SCARS);
    let all = schedule(&plan, &needlepoint::schedule::Start::at(LocalTime::read("2026-12-01T10:00").unwrap(), BERLIN));
    let fault = ics(&plan, &identity, &all, &facts(), &tag(), &super::first(&all, today())).unwrap_err();
    assert!(fault.to_string().contains("a calendar is of one course, and 2 were dated"), "{fault}");
    assert_eq!(plan.tasks.iter().filter(|task| task.kind == TaskKind::Contact).count(), 1);
}
