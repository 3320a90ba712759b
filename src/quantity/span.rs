//! Lengths of time: calendar spans (days and longer) and clock spans (seconds to hours) are two types that never convert.

use std::fmt;

use super::{Decimal, LiteralFault, Quantity};

/// Days, weeks, months or years. Kept as months and days, because a month has no fixed number of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Calendar {
    pub(crate) months: u32,
    pub(crate) days: u32,
}

impl Calendar {
    /// A span of days.
    #[must_use]
    pub const fn of_days(days: u32) -> Self {
        Self { months: 0, days }
    }

    /// A span of months.
    #[must_use]
    pub const fn of_months(months: u32) -> Self {
        Self { months, days: 0 }
    }

    /// The months in it (12 a year).
    #[must_use]
    pub const fn months(self) -> u32 {
        self.months
    }

    /// The days in it (7 a week), besides the months.
    #[must_use]
    pub const fn days(self) -> u32 {
        self.days
    }

    /// The fewest days the span can last: the shortest run of that many months, plus its days.
    #[must_use]
    pub fn fewest_days(self) -> u32 {
        // Every twelve months hold at least 365 days; the shortest rest is the one that holds February.
        const SHORTEST: [u32; 12] = [0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334];
        let rest = SHORTEST.into_iter().nth(usize::try_from(self.months % 12).unwrap_or(0)).unwrap_or(0);
        (self.months / 12).saturating_mul(365).saturating_add(rest).saturating_add(self.days)
    }

    /// The most days the span can last: the longest run of that many months, plus its days.
    #[must_use]
    pub fn most_days(self) -> u32 {
        // Every twelve months hold at most 366 days; the longest rest is the one that leaves February out.
        const LONGEST: [u32; 12] = [0, 31, 62, 92, 123, 153, 184, 215, 245, 276, 306, 337];
        let rest = LONGEST.into_iter().nth(usize::try_from(self.months % 12).unwrap_or(0)).unwrap_or(0);
        (self.months / 12).saturating_mul(366).saturating_add(rest).saturating_add(self.days)
    }

    /// Reads days, weeks, months or years.
    ///
    /// # Errors
    /// The unit is another one, or the number is not whole or too large.
    pub fn read(number: Decimal, unit: &str) -> Result<Self, LiteralFault> {
        match unit {
            "days" | "day" => number.times(1).map(Self::of_days),
            "weeks" | "week" => number.times(7).map(Self::of_days),
            "months" | "month" => number.times(1).map(Self::of_months),
            "years" | "year" => number.times(12).map(Self::of_months),
            _ => Err(LiteralFault::Unit),
        }
        .and_then(|span| if span.months > 12_000 || span.days > 365_000 { Err(LiteralFault::Range) } else { Ok(span) })
    }
}

impl fmt::Display for Calendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let say = |f: &mut fmt::Formatter<'_>, count: u32, unit: &str| write!(f, "{count} {unit}{}", if count == 1 { "" } else { "s" });
        match (self.months, self.days) {
            (0, days) => say(f, days, "day"),
            (months, 0) if months.checked_rem(12) == Some(0) => say(f, months / 12, "year"),
            (months, 0) => say(f, months, "month"),
            (months, days) => {
                say(f, months, "month")?;
                f.write_str(" and ")?;
                say(f, days, "day")
            }
        }
    }
}

/// Seconds, minutes or hours; the smallest unit is 1 second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clock(pub(crate) u32);

impl Clock {
    /// A span of seconds.
    #[must_use]
    pub const fn of(seconds: u32) -> Self {
        Self(seconds)
    }

    /// The number of seconds.
    #[must_use]
    pub const fn seconds(self) -> u32 {
        self.0
    }

    /// The difference, whichever is longer first.
    #[must_use]
    pub const fn apart(self, other: Self) -> Self {
        Self(self.0.abs_diff(other.0))
    }
}

impl Quantity for Clock {
    const WHAT: &'static str = "a time within a session";
    const UNITS: &'static [(&'static str, u32)] =
        &[("seconds", 1), ("second", 1), ("minutes", 60), ("minute", 60), ("hours", 3600), ("hour", 3600)];
    const SHOWN: &'static [&'static str] = &["seconds", "minutes", "hours"];

    fn from_smallest(smallest: u32) -> Option<Self> {
        Some(Self(smallest))
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, unit) = match self.0 {
            s if s.checked_rem(3600) == Some(0) => (s / 3600, "hour"),
            s if s.checked_rem(60) == Some(0) => (s / 60, "minute"),
            s => (s, "second"),
        };
        write!(f, "{count} {unit}{}", if count == 1 { "" } else { "s" })
    }
}

/// A length of time before or after a session as a file may write it: by the calendar or by the clock, kept as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::quantity))]
pub enum Elapsed {
    /// Days, weeks, months or years.
    Calendar(Calendar),
    /// Seconds, minutes or hours, counted from the session's end.
    Clock(Clock),
}

impl Elapsed {
    /// Reads either kind.
    ///
    /// # Errors
    /// The unit is no unit of time, or the number does not fit.
    pub fn read(number: Decimal, unit: &str) -> Result<Self, LiteralFault> {
        match Calendar::read(number, unit) {
            Err(LiteralFault::Unit) => Clock::read(number, unit).map(Self::Clock),
            read => read.map(Self::Calendar),
        }
    }

    /// The hours from which no calendar makes a time shorter than this one; a calendar day counts 24.
    #[must_use]
    pub fn most_hours(self) -> u32 {
        match self {
            Self::Calendar(span) => span.most_days().saturating_mul(24),
            Self::Clock(span) => span.seconds().div_ceil(3600),
        }
    }

    /// Whether this time is surely no shorter than `limit`, whatever months it falls on: months are compared with months, and otherwise
    /// the fewest days of this one with the most days of the limit. A calendar day counts 24 hours.
    #[must_use]
    pub fn reaches(self, limit: Self) -> bool {
        match (self, limit) {
            (Self::Calendar(own), Self::Calendar(limit)) => {
                (own.months >= limit.months && own.days >= limit.days) || own.fewest_days() >= limit.most_days()
            }
            (Self::Clock(own), Self::Clock(limit)) => own >= limit,
            (Self::Calendar(own), Self::Clock(limit)) => own.fewest_days().saturating_mul(24 * 3600) >= limit.seconds(),
            (Self::Clock(own), Self::Calendar(limit)) => own.seconds() >= limit.most_days().saturating_mul(24 * 3600),
        }
    }
}

impl fmt::Display for Elapsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Calendar(span) => span.fmt(f),
            Self::Clock(span) => span.fmt(f),
        }
    }
}
