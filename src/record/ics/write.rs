//! A calendar as text (RFC 5545, 7986, 9253): lines end with CR LF and are folded at 75 octets. Knows no course.
//!
//! Written here because the library that reads holidays folds one octet late, writes no VTIMEZONE, and stamps alarms by chance and the clock.

use super::model::{Alarm, Calendar, Ends, Event, Gap, Relation, When, Zone};
use crate::VERSION;
use crate::quantity::{Calendar as Span, Day};
use crate::schedule::{LocalTime, Observance};

/// The most octets of a line, its end not counted.
const WIDTH: usize = 75;

/// Writes a calendar.
pub(super) fn calendar(calendar: &Calendar) -> String {
    let mut out = Lines::default();
    out.line("BEGIN", "VCALENDAR");
    out.line("PRODID", &format!("-//needlepoint//needlepoint {VERSION}//EN"));
    out.line("VERSION", "2.0");
    out.line("CALSCALE", "GREGORIAN");
    // No METHOD: the file is for importing and subscribing, and a METHOD would make it a message that needs an organiser.
    out.text("NAME", &calendar.name);
    out.text("X-WR-CALNAME", &calendar.name);
    out.line("REFRESH-INTERVAL;VALUE=DURATION", "P1D");
    for (name, value) in &calendar.facts {
        out.text(name, value);
    }
    zone(&calendar.zone, &mut out);
    for each in &calendar.events {
        event(each, &calendar.zone.id, &mut out);
    }
    out.line("END", "VCALENDAR");
    out.0
}

fn zone(zone: &Zone, out: &mut Lines) {
    out.line("BEGIN", "VTIMEZONE");
    out.text("TZID", &zone.id);
    for Observance { starts, before, after, name, summer } in &zone.observances {
        let part = if *summer { "DAYLIGHT" } else { "STANDARD" };
        out.line("BEGIN", part);
        out.line("DTSTART", &time(*starts));
        out.line("TZOFFSETFROM", &offset(*before));
        out.line("TZOFFSETTO", &offset(*after));
        out.text("TZNAME", name);
        out.line("END", part);
    }
    out.line("END", "VTIMEZONE");
}

fn event(event: &Event, zone: &str, out: &mut Lines) {
    let revised = format!("{}T000000Z", date(event.revised));
    out.line("BEGIN", "VEVENT");
    out.line("UID", &event.uid);
    out.line("DTSTAMP", &revised);
    out.line("LAST-MODIFIED", &revised);
    out.line("SEQUENCE", &event.sequence.to_string());
    out.line("STATUS", event.status.word());
    let local = |name: &str| format!("{name};TZID={zone}");
    match &event.when {
        When::Timed { starts, ends } => {
            out.line(&local("DTSTART"), &time(*starts));
            match ends {
                Ends::Local(ends) => out.line(&local("DTEND"), &time(*ends)),
                Ends::Utc(ends) => out.line("DTEND", &ends.replace(['-', ':'], "")),
            }
            out.line("TRANSP", "OPAQUE");
        }
        When::Days { first, last } => {
            out.line("DTSTART;VALUE=DATE", &date(*first));
            // The end is the day after the last; the very last day of the calendar has none, and the lint says so.
            out.line("DTEND;VALUE=DATE", &date(last.after(Span::of_days(1)).unwrap_or(*last)));
            out.line("TRANSP", "TRANSPARENT");
        }
    }
    // On a calendar that is shared, others see that there is something, and not what.
    out.line("CLASS", "PRIVATE");
    out.text("SUMMARY", &event.summary);
    out.text("DESCRIPTION", &event.description);
    if let Some(related) = &event.related {
        let how = match related.how {
            Relation::FinishToStart => "FINISHTOSTART",
            Relation::FinishToFinish => "FINISHTOFINISH",
        };
        out.line(&format!("RELATED-TO;RELTYPE={how}{}", gap(related.gap)), &related.to);
    }
    if let Some(alarm) = event.alarm {
        out.line("BEGIN", "VALARM");
        out.line("ACTION", "DISPLAY");
        // It shows on a locked telephone, so it says no more than the title.
        out.text("DESCRIPTION", &event.summary);
        match alarm {
            Alarm::DayBefore => out.line("TRIGGER", "-P1D"),
            Alarm::LastMorning => out.line("TRIGGER;RELATED=END", "-PT15H"),
        }
        out.line("END", "VALARM");
    }
    out.line("END", "VEVENT");
}

/// `20261201`.
fn date(day: Day) -> String {
    day.iso().replace('-', "")
}

/// `20261201T100000`.
fn time(time: LocalTime) -> String {
    time.iso().replace(['-', ':'], "")
}

/// `+0100`, with seconds where there are any.
fn offset(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let all = seconds.unsigned_abs();
    let (hours, minutes, seconds) = (all / 3600, all / 60 % 60, all % 60);
    let seconds = if seconds == 0 { String::new() } else { format!("{seconds:02}") };
    format!("{sign}{hours:02}{minutes:02}{seconds}")
}

/// `;GAP=P7D`, in the largest unit that is exact; nothing where there is no gap.
fn gap(gap: Gap) -> String {
    let (count, start, unit) = match gap {
        Gap::Days(0) | Gap::Seconds(0) => return String::new(),
        Gap::Days(days) => (days, "P", 'D'),
        Gap::Seconds(seconds) if seconds % 3600 == 0 => (seconds / 3600, "PT", 'H'),
        Gap::Seconds(seconds) if seconds % 60 == 0 => (seconds / 60, "PT", 'M'),
        Gap::Seconds(seconds) => (seconds, "PT", 'S'),
    };
    let sign = if count < 0 { "-" } else { "" };
    format!(";GAP={sign}{start}{}{unit}", count.unsigned_abs())
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    /// Writes a line whose value stands as it is. A fold takes the place of no octet of a character, and its blank counts.
    fn line(&mut self, name: &str, value: &str) {
        let mut width = 0;
        for character in name.chars().chain([':']).chain(value.chars()) {
            if width + character.len_utf8() > WIDTH {
                self.0.push_str("\r\n ");
                width = 1;
            }
            self.0.push(character);
            width += character.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// Writes a line of words.
    fn text(&mut self, name: &str, value: &str) {
        self.line(name, &escaped(value));
    }
}

/// Words as a value: `\ ; ,` and line ends are escaped. What is not seen and would end or hide a line somewhere becomes a blank.
fn escaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for character in words.replace("\r\n", "\n").chars() {
        match character {
            '\n' => text.push_str("\\n"),
            '\\' | ';' | ',' => text.extend(['\\', character]),
            '\u{2028}' | '\u{2029}' => text.push(' '),
            unseen if unseen.is_control() => text.push(' '),
            seen => text.push(seen),
        }
    }
    text
}
