//! What the lines of a calendar say of each other: no name twice, nothing that ends before it begins, every zone explained, and every local time one
//! that the clocks of its zone show once.

use super::Found;
use super::lines::Line;
use super::parts::Part;
use super::values::{Moment, local, moment, offset};

/// Checks a calendar whose lines were checked one by one; what was found there is passed over here.
pub(super) fn check(calendar: &Part<'_>, found: &mut Found) {
    let zones: Vec<Zone<'_>> = calendar.named("VTIMEZONE").map(|part| Zone::of(part, found)).collect();
    for (place, zone) in zones.iter().enumerate() {
        if zones.iter().take(place).any(|other| other.id == zone.id) {
            found.add(zone.number, "explains a zone a second time");
        }
    }
    let mut names: Vec<&str> = Vec::new();
    for event in calendar.named("VEVENT") {
        if let Some(uid) = event.line("UID") {
            if names.contains(&uid.value.as_str()) {
                found.add(uid.number, "has the UID of another event");
            }
            names.push(&uid.value);
        }
        span(event, &zones, found);
    }
    let related = calendar.named("VEVENT").filter_map(|event| event.line("RELATED-TO"));
    for line in related.filter(|line| !names.contains(&line.value.as_str())) {
        found.add(line.number, "is related to an event that is not there");
    }
}

/// Checks from when to when an event is.
fn span(event: &Part<'_>, zones: &[Zone<'_>], found: &mut Found) {
    let (Some(start), Some(end)) = (event.line("DTSTART"), event.line("DTEND")) else { return };
    let (Some(begins), Some(ends)) = (moment(start), moment(end)) else { return };
    let days = matches!(begins, Moment::Day(_));
    if days != matches!(ends, Moment::Day(_)) {
        found.add(end.number, "DTEND is a day where DTSTART is a time, or a time where it is a day");
        return;
    }
    if event.line("TRANSP").is_some_and(|line| line.value == if days { "OPAQUE" } else { "TRANSPARENT" }) {
        found.add(event.number, "whole days take no time of anybody's, and a time of day does");
    }
    let times = (instant(start, &begins, zones, found), instant(end, &ends, zones, found));
    if let (Some(begins), Some(ends)) = times
        && ends <= begins
    {
        found.add(end.number, "DTEND is not after DTSTART");
    }
}

/// A moment in seconds since 1970 that can be compared with another of its kind.
fn instant(line: &Line, moment: &Moment, zones: &[Zone<'_>], found: &mut Found) -> Option<i64> {
    match moment {
        Moment::Day(day) => Some(i64::from(day.since_epoch()) * 24 * 3600),
        Moment::Utc(at) => Some(*at),
        Moment::Local(at, id) => {
            let Some(zone) = zones.iter().find(|zone| zone.id == *id) else {
                found.add(line.number, format!("the zone {id} has no VTIMEZONE"));
                return None;
            };
            match zone.instants(*at).as_slice() {
                [once] => Some(*once),
                [] => {
                    found.add(line.number, format!("{} does not exist in {id}, as far as its VTIMEZONE goes", line.value));
                    None
                }
                _ => {
                    found.add(line.number, format!("{} comes twice in {id}", line.value));
                    None
                }
            }
        }
    }
}

/// A zone as the calendar explains it.
struct Zone<'l> {
    id: &'l str,
    number: usize,
    /// Instants from which clocks are so many seconds ahead of UTC, in order.
    changes: Vec<(i64, i64)>,
}

impl<'l> Zone<'l> {
    fn of(part: &'l Part<'l>, found: &mut Found) -> Self {
        let id = part.line("TZID").map_or("", |line| line.value.as_str());
        let mut changes = Vec::new();
        for change in part.parts.iter() {
            let read = |name: &str, as_seconds: fn(&str) -> Option<i64>| as_seconds(&change.line(name)?.value);
            let from = read("TZOFFSETFROM", offset);
            if let (Some(starts), Some(from), Some(to)) = (read("DTSTART", local), from, read("TZOFFSETTO", offset)) {
                changes.push((starts - from, from, to, change.number));
            }
        }
        changes.sort_unstable();
        for pair in changes.windows(2) {
            if let [(first, _, before, _), (second, from, _, number)] = pair
                && (before != from || first == second)
            {
                found.add(*number, "does not go on from the offset before it");
            }
        }
        if changes.is_empty() {
            found.add(part.number, "the VTIMEZONE says no offset");
        }
        Self { id, number: part.number, changes: changes.into_iter().map(|(at, _, to, _)| (at, to)).collect() }
    }

    /// The instants at which the clocks show a time.
    fn instants(&self, local: i64) -> Vec<i64> {
        let next = self.changes.iter().skip(1).map(|(at, _)| *at).chain([i64::MAX]);
        let shown = self.changes.iter().zip(next).map(|((from, offset), until)| (local - offset, *from, until));
        shown.filter(|(at, from, until)| from <= at && at < until).map(|(at, ..)| at).collect()
    }
}
