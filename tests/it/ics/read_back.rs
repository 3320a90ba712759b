//! Calendars read back by another program (calcard): every date is the one in the schedule.

use std::collections::BTreeMap;

use calcard::common::timezone::Tz;
use calcard::icalendar::{ICalendar, ICalendarProperty};
use needlepoint::quantity::Day;
use needlepoint::schedule::DatedCourse;

use super::{BERLIN, calendar, planned, schedule, shipped, start};

/// Title, and seconds in UTC from when to when; whole days as if the day began in UTC.
type Span = (String, i64, i64);

/// What another program reads.
fn read(text: &str) -> Vec<Span> {
    let calendar = ICalendar::parse(text).unwrap_or_else(|entry| panic!("{entry:?}"));
    let title = |id: u32| {
        let line = calendar.components[id as usize].property(&ICalendarProperty::Summary).expect("a title");
        line.values[0].as_text().expect("words").to_owned()
    };
    let expanded = calendar.expand_dates(Tz::UTC, 10_000);
    assert!(expanded.errors.is_empty(), "{:?}", expanded.errors);
    let mut spans: Vec<Span> = expanded
        .events
        .iter()
        .map(|event| (title(event.comp_id), event.timestamps()))
        .map(|(title, (from, to))| (title, from, to))
        .collect();
    spans.sort();
    spans
}

fn utc(text: &str) -> i64 {
    chrono::DateTime::parse_from_rfc3339(text).unwrap().timestamp()
}

fn days(first: Day, last: Day) -> (i64, i64) {
    (i64::from(first.since_epoch()) * 86_400, (i64::from(last.since_epoch()) + 1) * 86_400)
}

/// From when to when everything of a course is, whatever it is called.
fn dated(course: &DatedCourse) -> Vec<(i64, i64)> {
    let sessions = course.sessions.iter().map(|session| (utc(&session.utc), utc(&session.ends.utc)));
    let tasks = course.tasks.iter().map(|task| days(task.from, task.until));
    let mut all: Vec<(i64, i64)> = sessions.chain(tasks).chain(course.follow_up.map(|day| days(day, day))).collect();
    all.sort_unstable();
    all
}

#[test]
fn every_date_of_every_shipped_protocol_is_read_as_it_was_dated() {
    let mut sizes = BTreeMap::new();
    for path in shipped() {
        let (plan, identity) = planned(&path);
        // The second start has sessions on both sides of the change of the clocks on 28 March.
        for first in ["2026-12-01T10:00", "2027-01-28T08:30"] {
            let schedule = schedule(&plan, &start(&plan, first, BERLIN));
            let [course] = schedule.courses.as_slice() else { panic!("{path}") };
            let spans = read(&calendar(&plan, &identity, &schedule));
            for session in &course.sessions {
                let title = format!("Session {} of {}", session.number, course.sessions.len());
                assert!(spans.contains(&(title.clone(), utc(&session.utc), utc(&session.ends.utc))), "{path}: {title}");
            }
            let mut bare: Vec<(i64, i64)> = spans.iter().map(|(_, from, to)| (*from, *to)).collect();
            bare.sort_unstable();
            assert_eq!(bare, dated(course), "{path}");
            sizes.insert(path.clone(), spans.len());
        }
    }
    // Two sessions with eight tasks each, or twelve with ten, what holds all through, and the follow-up.
    let size = |name: &str| sizes.get(&format!("protocols/{name}.needle")).copied();
    assert_eq!(sizes.len(), 8);
    assert_eq!((size("melasma-face"), size("androgenetic-alopecia-scalp")), (Some(20), Some(134)));
}
