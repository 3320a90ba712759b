//! What a value may be, by its type (RFC 5545, 3.3): exactly, and without anything a program could read in two ways.

use super::lines::Line;
use crate::quantity::Day;

/// The type of a value.
#[derive(Clone, Copy)]
pub(super) enum Value {
    /// Words, escaped.
    Words,
    /// One of these.
    One(&'static [&'static str]),
    /// A whole number from 0 to 2147483647.
    Whole,
    /// A UUID in small letters.
    Uuid,
    /// An instant in UTC.
    Utc,
    /// A day, an instant in UTC, or a local time with its zone, as the parameters say.
    When,
    /// A local time without a zone.
    Local,
    /// Hours, minutes and seconds ahead of UTC or behind it.
    Offset,
    /// A length of time.
    Span,
}

impl Value {
    /// What is wrong with the value of a line.
    pub(super) fn wrong(self, line: &Line) -> Option<String> {
        let value = line.value.as_str();
        let (holds, wanted) = match self {
            Self::Words => (is_escaped(value), "words in which every backslash, semicolon and comma is escaped"),
            Self::One(words) => return (!words.contains(&value)).then(|| format!("is {value}, and may be {}", words.join(" or "))),
            Self::Whole => (is_digits(value) && value.parse::<u32>().is_ok_and(|number| i32::try_from(number).is_ok()), "a whole number"),
            Self::Uuid => (is_uuid(value), "a UUID"),
            Self::Utc => (utc(value).is_some(), "an instant in UTC that exists"),
            Self::When => return moment(line).is_none().then(|| format!("is {value}, which is no day and no time that exists")),
            Self::Local => (local(value).is_some(), "a local time on a day that exists"),
            Self::Offset => (offset(value).is_some(), "an offset from UTC"),
            Self::Span => (is_span(value), "a length of time such as -P1D or PT24H"),
        };
        (!holds).then(|| format!("is {value}, and must be {wanted}"))
    }
}

/// When something begins or ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Moment {
    Day(Day),
    /// Seconds since 1970 in UTC.
    Utc(i64),
    /// Seconds since 1970 on the clocks of a zone.
    Local(i64, String),
}

/// The moment that a line says; none when it is not one, or its parameters say another type.
pub(super) fn moment(line: &Line) -> Option<Moment> {
    match (line.parameter("VALUE"), line.parameter("TZID")) {
        (Some("DATE"), None) => day(&line.value).map(Moment::Day),
        (None, Some(zone)) => local(&line.value).map(|at| Moment::Local(at, zone.to_owned())),
        (None, None) => utc(&line.value).map(Moment::Utc),
        _ => None,
    }
}

/// `20261201`.
fn day(text: &str) -> Option<Day> {
    let (year, rest) = text.split_at_checked(4)?;
    let (month, day) = rest.split_at_checked(2)?;
    Day::read(&format!("{year}-{month}-{day}"))
}

/// `20261201T100000`, as seconds since 1970.
pub(super) fn local(text: &str) -> Option<i64> {
    let (date, time) = text.split_once('T')?;
    let seconds = clock(time.len() == 6, time)?;
    Some(i64::from(day(date)?.since_epoch()) * 24 * 3600 + seconds)
}

fn utc(text: &str) -> Option<i64> {
    local(text.strip_suffix('Z')?)
}

/// `+0100` or `-000010`, as seconds.
pub(super) fn offset(text: &str) -> Option<i64> {
    let (sign, time) = match (text.strip_prefix('+'), text.strip_prefix('-')) {
        (Some(ahead), _) => (1, ahead),
        (_, Some(behind)) => (-1, behind),
        _ => return None,
    };
    let seconds = clock(matches!(time.len(), 4 | 6), time)?;
    // Nothing is behind UTC by nothing.
    (sign > 0 || seconds > 0).then_some(sign * seconds)
}

/// `1000` or `100000`: hours, minutes and seconds, as seconds.
fn clock(fits: bool, text: &str) -> Option<i64> {
    if !fits || !is_digits(text) {
        return None;
    }
    let figures: Vec<i64> = text.bytes().map(|byte| i64::from(byte - b'0')).collect();
    let parts: Vec<i64> = figures.chunks(2).map(|pair| pair.iter().fold(0, |number, figure| number * 10 + figure)).collect();
    let [hours, minutes, rest @ ..] = parts.as_slice() else { return None };
    let seconds = rest.first().copied().unwrap_or(0);
    (*hours < 24 && *minutes < 60 && seconds < 60).then(|| (hours * 60 + minutes) * 60 + seconds)
}

/// `P1W`, `P7D`, `PT24H`, `-P1DT2H30M`.
pub(super) fn is_span(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let Some(parts) = unsigned.strip_prefix('P') else { return false };
    if let Some(weeks) = parts.strip_suffix('W') {
        return is_digits(weeks);
    }
    let (days, time) = match parts.split_once('T') {
        Some((days, time)) => (days, Some(time)),
        None => (parts, None),
    };
    let days_hold = days.is_empty() || days.strip_suffix('D').is_some_and(is_digits);
    let time_holds = time.is_none_or(is_time_span);
    days_hold && time_holds && (time.is_some() || !days.is_empty())
}

/// `24H`, `24H30M`, `30M15S`: units that follow each other, none left out between.
fn is_time_span(text: &str) -> bool {
    let mut rest = text;
    let mut last = None;
    while let Some((number, after)) = rest.find(['H', 'M', 'S']).and_then(|end| rest.split_at_checked(end)) {
        let place = ["H", "M", "S"].iter().position(|unit| after.starts_with(unit));
        if !is_digits(number) || last.is_some_and(|last: usize| place != Some(last + 1)) {
            return false;
        }
        last = place;
        rest = after.get(1..).unwrap_or_default();
    }
    rest.is_empty() && last.is_some()
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    lengths == [8, 4, 4, 4, 12] && groups.concat().bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Whether `;` and `,` stand behind a backslash only, and a backslash before `\ ; , n` only.
fn is_escaped(text: &str) -> bool {
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        let holds = match character {
            '\\' => matches!(characters.next(), Some('\\' | ';' | ',' | 'n')),
            other => !matches!(other, ';' | ','),
        };
        if !holds {
            return false;
        }
    }
    true
}
