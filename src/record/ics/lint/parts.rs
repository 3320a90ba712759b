//! The parts of a calendar, one in another, and the lines of each: which must stand there, which may, and what they say. What stands in no list here
//! is found, as METHOD, ORGANIZER and DURATION are: needlepoint writes none.

use super::Found;
use super::lines::Line;
use super::values::{Value, is_span};

/// A part from its BEGIN to its END.
pub(super) struct Part<'l> {
    pub(super) name: &'l str,
    /// Where it begins.
    pub(super) number: usize,
    pub(super) lines: Vec<&'l Line>,
    pub(super) parts: Vec<Part<'l>>,
}

impl Part<'_> {
    /// The first line of that name.
    pub(super) fn line(&self, name: &str) -> Option<&Line> {
        self.lines.iter().find(|line| line.name == name).copied()
    }

    /// The parts of that name.
    pub(super) fn named(&self, name: &str) -> impl Iterator<Item = &Self> {
        self.parts.iter().filter(move |part| part.name == name)
    }
}

/// The calendar; none when what begins does not end where it should.
pub(super) fn read<'l>(lines: &'l [Line], found: &mut Found) -> Option<Part<'l>> {
    let mut open: Vec<Part<'l>> = Vec::new();
    let mut closed: Option<Part<'l>> = None;
    for line in lines {
        if closed.is_some() {
            found.add(line.number, "stands behind the end of the calendar");
            return closed;
        }
        match line.name.as_str() {
            "BEGIN" => open.push(Part { name: &line.value, number: line.number, lines: Vec::new(), parts: Vec::new() }),
            "END" => match open.pop().filter(|part| part.name == line.value) {
                Some(part) => match open.last_mut() {
                    Some(outer) => outer.parts.push(part),
                    None => closed = Some(part),
                },
                None => {
                    found.add(line.number, format!("ends a {} that is not the last to begin", line.value));
                    return None;
                }
            },
            name => match open.last_mut() {
                Some(part) => part.lines.push(line),
                None => found.add(line.number, format!("{name} stands before the calendar begins")),
            },
        }
    }
    if closed.is_none() {
        let (name, number) = open.last().map_or(("VCALENDAR", 1), |part| (part.name, part.number));
        found.add(number, format!("{name} does not end"));
    }
    closed
}

/// A line that a part may have.
struct Row {
    name: &'static str,
    must: bool,
    value: Value,
    parameters: &'static [Parameter],
}

/// A parameter: its name and what it may be.
type Parameter = (&'static str, May);

#[derive(Clone, Copy)]
enum May {
    /// One of these.
    Be(&'static [&'static str]),
    /// A length of time.
    Span,
    /// The name of a time zone, which is held against the calendar's own elsewhere.
    Zone,
}

const fn must(name: &'static str, value: Value) -> Row {
    Row { name, must: true, value, parameters: &[] }
}

const fn may(name: &'static str, value: Value) -> Row {
    Row { name, must: false, value, parameters: &[] }
}

const fn with(parameters: &'static [Parameter], row: Row) -> Row {
    Row { parameters, ..row }
}

/// A kind of part: its lines, and the parts in it.
struct Kind {
    name: &'static str,
    rows: &'static [Row],
    parts: &'static [&'static str],
}

const WHEN: &[Parameter] = &[("VALUE", May::Be(&["DATE"])), ("TZID", May::Zone)];

const CHANGE: &[Row] =
    &[must("DTSTART", Value::Local), must("TZOFFSETFROM", Value::Offset), must("TZOFFSETTO", Value::Offset), must("TZNAME", Value::Words)];

const KINDS: &[Kind] = &[
    Kind {
        name: "VCALENDAR",
        rows: &[
            must("PRODID", Value::Words),
            must("VERSION", Value::One(&["2.0"])),
            must("CALSCALE", Value::One(&["GREGORIAN"])),
            must("NAME", Value::Words),
            must("X-WR-CALNAME", Value::Words),
            with(&[("VALUE", May::Be(&["DURATION"]))], must("REFRESH-INTERVAL", Value::Span)),
            must("X-NEEDLEPOINT-TZDB", Value::Words),
            must("X-NEEDLEPOINT-SOURCE-SHA256", Value::Words),
            may("X-NEEDLEPOINT-CLINIC-SHA256", Value::Words),
        ],
        parts: &["VTIMEZONE", "VEVENT"],
    },
    Kind { name: "VTIMEZONE", rows: &[must("TZID", Value::Words)], parts: &["STANDARD", "DAYLIGHT"] },
    Kind { name: "STANDARD", rows: CHANGE, parts: &[] },
    Kind { name: "DAYLIGHT", rows: CHANGE, parts: &[] },
    Kind {
        name: "VEVENT",
        rows: &[
            must("UID", Value::Uuid),
            must("DTSTAMP", Value::Utc),
            must("LAST-MODIFIED", Value::Utc),
            must("SEQUENCE", Value::Whole),
            must("STATUS", Value::One(&["CONFIRMED", "TENTATIVE", "CANCELLED"])),
            with(WHEN, must("DTSTART", Value::When)),
            with(WHEN, must("DTEND", Value::When)),
            must("TRANSP", Value::One(&["OPAQUE", "TRANSPARENT"])),
            must("CLASS", Value::One(&["PRIVATE"])),
            must("SUMMARY", Value::Words),
            must("DESCRIPTION", Value::Words),
            with(&[("RELTYPE", May::Be(&["FINISHTOSTART", "FINISHTOFINISH"])), ("GAP", May::Span)], may("RELATED-TO", Value::Uuid)),
        ],
        parts: &["VALARM"],
    },
    Kind {
        name: "VALARM",
        rows: &[
            must("ACTION", Value::One(&["DISPLAY"])),
            must("DESCRIPTION", Value::Words),
            with(&[("RELATED", May::Be(&["END"]))], must("TRIGGER", Value::Span)),
        ],
        parts: &[],
    },
];

/// Checks the lines of a calendar and of everything in it.
pub(super) fn check(calendar: &Part<'_>, found: &mut Found) {
    if calendar.name == "VCALENDAR" {
        part(calendar, found);
    } else {
        found.add(calendar.number, format!("begins a {}, and no VCALENDAR", calendar.name));
    }
}

fn part(part: &Part<'_>, found: &mut Found) {
    let Some(kind) = KINDS.iter().find(|kind| kind.name == part.name) else { return };
    for row in kind.rows {
        let mut lines = part.lines.iter().filter(|line| line.name == row.name);
        match lines.next() {
            None if row.must => found.add(part.number, format!("the {} has no {}", part.name, row.name)),
            None => {}
            Some(line) => {
                found_in(line, row, found);
                for more in lines {
                    found.add(more.number, format!("is a second {}", row.name));
                }
            }
        }
    }
    for line in part.lines.iter().filter(|line| !kind.rows.iter().any(|row| row.name == line.name)) {
        found.add(line.number, format!("{} has no place in a {}", line.name, part.name));
    }
    for inner in &part.parts {
        if kind.parts.contains(&inner.name) {
            self::part(inner, found);
        } else {
            found.add(inner.number, format!("a {} has no place in a {}", inner.name, part.name));
        }
    }
}

/// Checks one line against its row.
fn found_in(line: &Line, row: &Row, found: &mut Found) {
    for (place, (name, value)) in line.parameters.iter().enumerate() {
        let twice = line.parameters.iter().take(place).any(|(other, _)| other == name);
        let holds = row.parameters.iter().find(|(known, _)| known == name).is_some_and(|(_, may)| match may {
            May::Be(values) => values.contains(&value.as_str()),
            May::Span => is_span(value),
            May::Zone => true,
        });
        if twice || !holds {
            found.add(line.number, format!("{} has no place for {name}={value}", line.name));
        }
    }
    if let Some(wrong) = row.value.wrong(line) {
        found.add(line.number, format!("{} {wrong}", line.name));
    }
}
