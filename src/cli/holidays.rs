//! Holidays from a calendar file (iCalendar, RFC 5545). Only whole days are read; what else such a file says of time is said, because a
//! day that was passed over would be dated as open.

use std::fmt::Display;
use std::path::Path;

use icalendar::parser::{Component, Property, read_components, unfold};

use super::files;
use crate::quantity::{Calendar, Day};
use crate::schedule::Closed;

/// Lines of a calendar or an event that say nothing of when it is (RFC 5545, 7986, 9073). `X-` lines are anybody's own.
const NOT_OF_TIME: &[&str] = &[
    "ATTACH",
    "ATTENDEE",
    "CATEGORIES",
    "CLASS",
    "COLOR",
    "COMMENT",
    "CONFERENCE",
    "CONTACT",
    "CREATED",
    "DESCRIPTION",
    "DTSTAMP",
    "GEO",
    "IMAGE",
    "LAST-MODIFIED",
    "LOCATION",
    "METHOD",
    "NAME",
    "ORGANIZER",
    "PRIORITY",
    "PRODID",
    "REFRESH-INTERVAL",
    "RELATED-TO",
    "REQUEST-STATUS",
    "RESOURCES",
    "SEQUENCE",
    "SOURCE",
    "STYLED-DESCRIPTION",
    "SUMMARY",
    "TRANSP",
    "UID",
    "URL",
    "VERSION",
];

/// Lines by which one event stands for several.
const REPEATS: &[&str] = &["EXDATE", "EXRULE", "RDATE", "RECURRENCE-ID", "RRULE"];

/// The days on which the events of a calendar file lie.
///
/// # Errors
/// A sentence when it cannot be opened, and one for everything that cannot be read as whole days.
pub(super) fn of_file(file: &Path) -> Result<Vec<Closed>, String> {
    of_text(&file.display().to_string(), &files::read(file)?)
}

/// The same of a text that has been read, under the name it is shown under.
///
/// # Errors
/// A sentence for everything that cannot be read as whole days.
pub(super) fn of_text(shown: &str, text: &str) -> Result<Vec<Closed>, String> {
    closed(shown, text).map_err(|wrong| wrong.join("\n"))
}

/// The days, or a sentence for each thing that is wrong.
fn closed(shown: &str, text: &str) -> Result<Vec<Closed>, Vec<String>> {
    let mut wrong = Vec::new();
    // Where ends of lines are of two kinds, what reads them would take two lines for one.
    let lines = text.replace("\r\n", "\n");
    if lines.contains('\r') {
        wrong.push("a line of it ends like none of a calendar".to_owned());
    }
    let unfolded = unfold(&lines);
    let mut days = Vec::new();
    match read_components(&unfolded).as_deref() {
        Ok([calendar]) if is(calendar, "VCALENDAR") => {
            wrong.extend(calendar.properties.iter().filter_map(of_calendar).map(|what| format!("it {what}")));
            let (events, others): (Vec<_>, Vec<_>) = calendar.components.iter().partition(|part| is(part, "VEVENT"));
            // What a zone is means nothing to whole days.
            let others = others.into_iter().filter(|part| !is(part, "VTIMEZONE"));
            wrong.extend(others.map(|part| format!("it has a {}; only events are read", tidy(part.name.as_str()))));
            if events.is_empty() {
                wrong.push("it has no event".to_owned());
            }
            for (number, event) in (1_u32..).zip(events) {
                match of_event(event) {
                    Ok(closed) => days.push(closed),
                    Err(what) => {
                        let name = name(event).map_or_else(String::new, |name| format!(" ({name})"));
                        wrong.push(format!("its event {number}{name} {what}"));
                    }
                }
            }
        }
        Ok(_) => wrong.push("it is not one calendar: it has one BEGIN:VCALENDAR and its END:VCALENDAR".to_owned()),
        Err(_) => wrong.push("it is no calendar file (iCalendar) that can be read whole".to_owned()),
    }
    if wrong.is_empty() { Ok(days) } else { Err(wrong.into_iter().map(|what| format!("{shown}: {what}")).collect()) }
}

/// What is wrong with a line of a calendar.
fn of_calendar(line: &Property<'_>) -> Option<String> {
    match line.name.as_str() {
        "CALSCALE" if line.val.as_str() == "GREGORIAN" => None,
        name => unknown(name),
    }
}

/// What is wrong with a line that must say nothing of time.
fn unknown(name: &str) -> Option<String> {
    let known = NOT_OF_TIME.contains(&name) || name.starts_with("X-");
    (!known).then(|| format!("has a line `{}` that is not understood", tidy(name)))
}

/// The days of an event, or what is wrong with it.
fn of_event(event: &Component<'_>) -> Result<Closed, String> {
    let mut days = [("DTSTART", None), ("DTEND", None), ("DURATION", None)];
    for line in &event.properties {
        let (name, value) = (line.name.as_str(), line.val.as_str());
        if let Some((_, slot)) = days.iter_mut().find(|(day, _)| *day == name) {
            if slot.replace(value).is_some() {
                return Err(format!("has more than one {name}"));
            }
        } else if REPEATS.contains(&name) {
            return Err(format!("is repeated by its {name}; each of its days is an event of its own"));
        } else if name == "STATUS" {
            if value != "CONFIRMED" {
                return Err(format!("is not confirmed: its STATUS is {}", tidy(value)));
            }
        } else if let Some(what) = unknown(name) {
            return Err(what);
        }
    }
    // An alarm rings; it says nothing of the day.
    if let Some(part) = event.components.iter().find(|part| !is(part, "VALARM")) {
        return Err(format!("has a {} in it", tidy(part.name.as_str())));
    }
    let [(_, start), (_, end), (_, duration)] = days;
    let start = start.ok_or("has no DTSTART")?;
    let first = day(start).ok_or_else(|| not_a_day("begins", start))?;
    let last = match (end, duration) {
        (None, None) => Some(first),
        (Some(_), Some(_)) => return Err("has a DTEND and a DURATION".to_owned()),
        // The end is the day after the last.
        (Some(end), None) => day(end).ok_or_else(|| not_a_day("ends", end))?.days_before(1),
        (None, Some(span)) => {
            let days = whole_days(span).ok_or_else(|| format!("lasts {}, which is not a number of whole days", tidy(span)))?;
            first.after(Calendar::of_days(days)).and_then(|end| end.days_before(1))
        }
    };
    let last = last.filter(|last| *last >= first).ok_or("does not last a day")?;
    Ok(Closed { first, last, why: name(event) })
}

fn not_a_day(does: &str, value: &str) -> String {
    format!("{does} at {}, which is not a whole day between the years 1970 and 9999", tidy(value))
}

/// Reads `20261225`.
fn day(text: &str) -> Option<Day> {
    let ((year, rest), digits) = (text.split_at_checked(4)?, text.len() == 8);
    let (month, day) = rest.split_at_checked(2).filter(|_| digits)?;
    Day::read(&format!("{year}-{month}-{day}"))
}

/// Reads `P1D` and `P2W`.
fn whole_days(text: &str) -> Option<u32> {
    let span = text.strip_prefix('P')?;
    let (number, days) = span.strip_suffix('D').map(|days| (days, 1)).or_else(|| Some((span.strip_suffix('W')?, 7)))?;
    let digits = number.bytes().all(|byte| byte.is_ascii_digit());
    number.parse::<u32>().ok().filter(|_| digits)?.checked_mul(days)
}

/// What an event is called.
fn name(event: &Component<'_>) -> Option<String> {
    let summary = event.properties.iter().find(|line| line.name.as_str() == "SUMMARY")?;
    Some(tidy(summary.val.as_str())).filter(|name| !name.is_empty())
}

/// Text of somebody else's as it can stand in a message: on one line, nothing in it that is not seen, and not a page of it.
fn tidy(text: impl Display) -> String {
    let unseen = |c: char| {
        c.is_control()
            || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
            || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
    };
    let seen = text.to_string().replace(unseen, " ");
    let short: String = seen.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(80).collect();
    short.trim_end().to_owned()
}

fn is(part: &Component<'_>, name: &str) -> bool {
    part.name.as_str() == name
}
