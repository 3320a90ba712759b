//! Literals to exact quantities, and the precise reason when one is not what its statement needs.

use super::cursor::{Parts, span};
use super::entries::Text;
use super::grammar::Rule;
use super::honesty;
use super::problem;
use super::read::Reader;
use super::tree::Version;
use crate::diagnostic::Name;
use pest::iterators::Pair;

use crate::quantity::{Calendar, Content, Day, Decimal, Elapsed, LiteralFault, Phototype, Quantity, TimeOfDay, UNITS};
use crate::source::{At, Span};

/// What a statement needs a literal to be.
struct Wanted<Q> {
    what: &'static str,
    units: &'static [&'static str],
    read: fn(Decimal, &str) -> Result<Q, LiteralFault>,
}

const CALENDAR: &[&str] = &["days", "weeks", "months", "years"];
const TIMES: &[&str] = &["minutes", "hours", "days", "weeks", "months", "years"];

impl Reader<'_> {
    /// A quantity of one kind.
    pub(super) fn quantity<Q: Quantity>(&mut self, parts: &mut Parts<'_>) -> Option<At<Q>> {
        self.literal(parts, &Wanted { what: Q::WHAT, units: Q::SHOWN, read: Q::read })
    }

    /// A span of days, weeks, months or years.
    pub(super) fn calendar(&mut self, parts: &mut Parts<'_>) -> Option<At<Calendar>> {
        self.literal(parts, &Wanted { what: "a time by the calendar", units: CALENDAR, read: Calendar::read })
    }

    /// An age.
    pub(super) fn age(&mut self, parts: &mut Parts<'_>) -> Option<At<Calendar>> {
        self.literal(parts, &Wanted { what: "an age", units: CALENDAR, read: Calendar::read })
    }

    /// A span of either kind.
    pub(super) fn elapsed(&mut self, parts: &mut Parts<'_>) -> Option<At<Elapsed>> {
        self.literal(parts, &Wanted { what: "a time", units: TIMES, read: Elapsed::read })
    }

    /// How strong a product is.
    pub(super) fn content(&mut self, parts: &mut Parts<'_>) -> Option<At<Content>> {
        self.literal(parts, &Wanted { what: "a strength", units: &["%", "mg/ml"], read: Content::read })
    }

    /// A lower and an upper quantity of one kind.
    pub(super) fn range<Q: Quantity>(&mut self, parts: &mut Parts<'_>) -> Option<(At<Q>, At<Q>)> {
        self.literal_range(parts, &Wanted { what: Q::WHAT, units: Q::SHOWN, read: Q::read })
    }

    /// A lower and an upper span of days or longer.
    pub(super) fn calendar_range(&mut self, parts: &mut Parts<'_>) -> Option<(At<Calendar>, At<Calendar>)> {
        self.literal_range(parts, &Wanted { what: "a time by the calendar", units: CALENDAR, read: Calendar::read })
    }

    fn literal<Q>(&mut self, parts: &mut Parts<'_>, wanted: &Wanted<Q>) -> Option<At<Q>> {
        let pair = parts.take(Rule::quantity)?;
        let at = span(&pair, parts.file());
        let mut inner = Parts::of(pair, parts.file());
        let number = inner.take(Rule::number)?;
        let unit = inner.take(Rule::unit);
        self.one(at, number.as_str(), unit.as_ref().map(pest::iterators::Pair::as_str), wanted)
    }

    fn literal_range<Q>(&mut self, parts: &mut Parts<'_>, wanted: &Wanted<Q>) -> Option<(At<Q>, At<Q>)> {
        let mut inner = parts.inner(Rule::range)?;
        let low = inner.take(Rule::number)?;
        let low_at = span(&low, inner.file());
        let pair = inner.take(Rule::quantity)?;
        let high_at = span(&pair, inner.file());
        let mut pair = Parts::of(pair, inner.file());
        let high = pair.take(Rule::number)?;
        let unit = pair.take(Rule::unit);
        let unit = unit.as_ref().map(pest::iterators::Pair::as_str);
        let high = self.one(high_at, high.as_str(), unit, wanted)?;
        let low = self.one(low_at, low.as_str(), unit, wanted)?;
        Some((low, high))
    }

    fn one<Q>(&mut self, at: Span, number: &str, unit: Option<&str>, wanted: &Wanted<Q>) -> Option<At<Q>> {
        if number == "?" {
            self.push(at, problem::NumberNotChosen { at, said: format!("`?` is still to be chosen: {}", wanted.what) });
            return None;
        }
        let written = || Name::typed(&unit.map_or_else(|| number.to_owned(), |unit| format!("{number} {unit}")));
        let units = wanted.units;
        let decimal = match Decimal::read(number) {
            Ok(decimal) => decimal,
            Err(_) => {
                self.malformed(at, number);
                return None;
            }
        };
        let Some(unit) = unit else {
            self.push(at, problem::NumberBare { at, written: written(), what: wanted.what, units: crate::diagnostic::listed(units, "or") });
            return None;
        };
        match (wanted.read)(decimal, unit) {
            Ok(value) => Some(At::new(value, at)),
            Err(LiteralFault::Unit) => {
                let known = UNITS.contains(&unit);
                self.push(
                    at,
                    problem::UnitWrong {
                        at,
                        unit: Name::typed(unit),
                        what: wanted.what,
                        units: crate::diagnostic::listed(units, "or"),
                        known: if known { "is a unit, but not of" } else { "is not read here as a unit of" },
                        more: honesty::unit(unit).map_or_else(String::new, |more| format!("; {more}")),
                    },
                );
                None
            }
            Err(LiteralFault::Fine | LiteralFault::Shape) => {
                self.push(at, problem::NumberTooFine { at, written: written() });
                None
            }
            Err(LiteralFault::Range) => {
                self.push(at, problem::NumberOutOfRange { at, written: written() });
                None
            }
        }
    }

    /// Says why figures and points are no number.
    fn malformed(&mut self, at: Span, written: &str) {
        let (why, help) = honesty::number(written);
        self.push(at, problem::NumberMalformed { at, said: format!("`{written}` {why}"), help: help.to_owned() });
    }

    /// A whole number without a unit: a count or a point on a scale.
    pub(super) fn count(&mut self, parts: &mut Parts<'_>) -> Option<At<u32>> {
        let pair = parts.take(Rule::number)?;
        let at = span(&pair, parts.file());
        if pair.as_str() == "?" {
            let said = "`?` is still to be chosen: a whole number".to_owned();
            self.push(at, problem::NumberNotChosen { at, said });
            return None;
        }
        // The same number always looks the same.
        if pair.as_str().len() > 1 && pair.as_str().starts_with('0') && pair.as_str().bytes().all(|byte| byte.is_ascii_digit()) {
            self.malformed(at, pair.as_str());
            return None;
        }
        match pair.as_str().parse() {
            Ok(count) => Some(At::new(count, at)),
            Err(_) => {
                self.push(at, problem::CountMalformed { at, written: Name::typed(pair.as_str()) });
                None
            }
        }
    }

    /// One phototype, or the first and last of a run.
    pub(super) fn phototypes(&mut self, parts: &mut Parts<'_>) -> Option<At<(Phototype, Phototype)>> {
        let pair = parts.take(Rule::phototypes)?;
        let at = span(&pair, parts.file());
        let mut inner = Parts::of(pair, parts.file());
        let first = self.phototype(&mut inner)?;
        let last = self.phototype(&mut inner).unwrap_or(first);
        if last.value < first.value {
            self.push(at, problem::PhototypesReversed { at, first: first.value, last: last.value });
            return None;
        }
        Some(At::new((first.value, last.value), at))
    }

    /// One phototype.
    pub(super) fn phototype(&mut self, parts: &mut Parts<'_>) -> Option<At<Phototype>> {
        let count = self.count(parts)?;
        match Phototype::of(count.value) {
            Some(phototype) => Some(At::new(phototype, count.span)),
            None => {
                self.push(count.span, problem::PhototypeUnknown { at: count.span, written: count.value });
                None
            }
        }
    }

    /// A day of the calendar.
    pub(super) fn day(&mut self, parts: &mut Parts<'_>) -> Option<At<Day>> {
        let pair = parts.take(Rule::date)?;
        let at = span(&pair, parts.file());
        if pair.as_str() == "?" {
            self.push(at, problem::DayNotChosen { at });
            return None;
        }
        match Day::read(pair.as_str()) {
            Some(day) => Some(At::new(day, at)),
            None => {
                let said = format!("`{}` {}", pair.as_str(), honesty::day(pair.as_str()));
                self.push(at, problem::DayUnknown { at, said });
                None
            }
        }
    }

    /// A time of day.
    pub(super) fn time(&mut self, parts: &mut Parts<'_>) -> Option<At<TimeOfDay>> {
        let pair = parts.take(Rule::time)?;
        let at = span(&pair, parts.file());
        let time = TimeOfDay::read(pair.as_str());
        if time.is_none() {
            self.push(at, problem::TimeUnknown { at, time: Name::typed(pair.as_str()) });
        }
        time.map(|time| At::new(time, at))
    }

    /// The digest of a text, as it is shown: its first 16 figures.
    pub(super) fn text_digest(&mut self, parts: &mut Parts<'_>) -> Option<At<Text>> {
        let digest = self.as_typed(&parts.take(Rule::text_digest)?);
        let figures = digest.value.as_str().bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if digest.value.as_str().len() == 16 && figures {
            return Some(digest);
        }
        self.push(digest.span, problem::DigestMalformed { at: digest.span, written: digest.value });
        None
    }

    /// A word that is kept as it was typed.
    pub(super) fn as_typed(&self, pair: &Pair<'_, Rule>) -> At<Text> {
        At::new(Name::typed(pair.as_str()), span(pair, self.file()))
    }

    /// A version.
    pub(super) fn version(&mut self, parts: &mut Parts<'_>) -> Option<At<Version>> {
        let pair = parts.take(Rule::semver)?;
        let at = span(&pair, parts.file());
        let mut numbers = pair.as_str().split('.').map(|part| part.parse::<u32>().ok());
        match (numbers.next().flatten(), numbers.next().flatten(), numbers.next().flatten()) {
            (Some(major), Some(minor), Some(patch)) => Some(At::new(Version { major, minor, patch }, at)),
            _ => {
                self.push(at, problem::NumberOutOfRange { at, written: Name::typed(pair.as_str()) });
                None
            }
        }
    }

    /// A text in quotes.
    pub(super) fn text(&mut self, parts: &mut Parts<'_>) -> Option<At<Text>> {
        let pair = parts.take(Rule::text)?;
        let at = span(&pair, parts.file());
        let inside = pair.as_str().strip_prefix('"').and_then(|rest| rest.strip_suffix('"'))?;
        // Hardly any text has an escaped character in it.
        if !inside.contains('\\') {
            return Some(At::new(Name::typed(inside), at));
        }
        let mut text = String::with_capacity(inside.len());
        let mut characters = inside.chars();
        while let Some(character) = characters.next() {
            match character {
                '\\' => match characters.next() {
                    Some(escaped @ ('"' | '\\')) => text.push(escaped),
                    _ => {
                        self.push(at, problem::EscapeUnknown { at });
                        return None;
                    }
                },
                other => text.push(other),
            }
        }
        Some(At::new(Name::typed(&text), at))
    }
}
