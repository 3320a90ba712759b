//! A calendar day. Wraps chrono; knows no clock and no time zone.

use std::fmt;

use chrono::{Datelike, NaiveDate};

use super::{Calendar, Weekday};

/// One day of the Gregorian calendar, between the years 1970 and 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NaiveDate);

impl Day {
    /// The day `year-month-day`; `None` if there is no such day in the years 1970 to 9999.
    #[must_use]
    pub fn of(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).filter(|_| (1970..=9999).contains(&year)).map(Self)
    }

    /// A built-in day. One that does not exist would become the earliest day of all, so that whatever hangs on it has long expired.
    #[must_use]
    pub const fn fixed(year: i32, month: u32, day: u32) -> Self {
        match NaiveDate::from_ymd_opt(year, month, day) {
            Some(date) => Self(date),
            None => Self(NaiveDate::MIN),
        }
    }

    /// Reads `2026-12-01`; `None` for any other shape and for days that do not exist.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let digits = |part: &str, width| part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
            return None;
        }
        Self::of(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// A day the caller already holds as chrono's type; `None` outside the years 1970 to 9999.
    #[must_use]
    pub fn from_chrono(date: NaiveDate) -> Option<Self> {
        Self::of(date.year(), date.month(), date.day())
    }

    /// chrono's type, for time zones.
    #[must_use]
    pub fn chrono(self) -> NaiveDate {
        self.0
    }

    /// The day so many days after 1970-01-01; `None` after the year 9999.
    #[must_use]
    pub fn from_epoch(days: u32) -> Option<Self> {
        Self::from_chrono(NaiveDate::from_ymd_opt(1970, 1, 1)?.checked_add_days(chrono::Days::new(days.into()))?)
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub fn since_epoch(self) -> u32 {
        NaiveDate::from_ymd_opt(1970, 1, 1)
            .and_then(|epoch| u32::try_from(self.0.signed_duration_since(epoch).num_days()).ok())
            .unwrap_or(0)
    }

    /// Whole days from `earlier` to this day; negative when this day comes first.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i64 {
        self.0.signed_duration_since(earlier.0).num_days()
    }

    /// A wait that starts here: months first, then days; a day that does not exist rolls forward to the first of the next month
    /// (the CDC's interval rules CALCDT do the same), so that a wait is never cut short. `None` past the calendar's end.
    #[must_use]
    pub fn after(self, span: Calendar) -> Option<Self> {
        let there = self
            .in_months(span.months())
            .map(|month| month.with_day(self.0.day()).or_else(|| month.checked_add_months(chrono::Months::new(1))))??;
        Self::from_chrono(there.checked_add_days(chrono::Days::new(u64::from(span.days())))?)
    }

    /// A deadline counted from here: as [`Day::after`], but a day that does not exist rolls back to the month's last, so that a
    /// review or an expiry never comes late.
    #[must_use]
    pub fn deadline(self, span: Calendar) -> Option<Self> {
        let there = self.in_months(span.months()).map(|month| {
            month.with_day(self.0.day()).or_else(|| month.checked_add_months(chrono::Months::new(1)).and_then(|next| next.pred_opt()))
        })??;
        Self::from_chrono(there.checked_add_days(chrono::Days::new(u64::from(span.days())))?)
    }

    /// The day `days` before this one; `None` before 1970.
    #[must_use]
    pub fn days_before(self, days: u32) -> Option<Self> {
        self.0.checked_sub_days(chrono::Days::new(u64::from(days))).and_then(Self::from_chrono)
    }

    /// The first day of the month that lies `months` after this day's month.
    fn in_months(self, months: u32) -> Option<NaiveDate> {
        self.0.with_day(1)?.checked_add_months(chrono::Months::new(months))
    }

    /// The date as files write it: `2026-12-01`.
    #[must_use]
    pub fn iso(self) -> String {
        self.0.format("%Y-%m-%d").to_string()
    }

    /// Its year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// Its number in its month.
    #[must_use]
    pub fn of_month(self) -> u32 {
        self.0.day()
    }

    /// The first day of its month.
    #[must_use]
    pub fn month(self) -> Self {
        self.0.with_day(1).map_or(self, Self)
    }

    /// Its month in words: `December 2026`.
    #[must_use]
    pub fn month_words(self) -> String {
        self.0.format("%B %Y").to_string()
    }

    /// The number of its week, which runs from Monday to Sunday and belongs to the year of its Thursday (ISO 8601).
    #[must_use]
    pub fn iso_week(self) -> u32 {
        self.0.iso_week().week()
    }

    /// The days from here to a later one in words, nothing said twice: `1 to 8 December 2026`.
    #[must_use]
    pub fn to_words(self, last: Self) -> String {
        let first = match (self.month() == last.month(), self.year() == last.year()) {
            _ if self == last => return self.to_string(),
            (true, _) => self.of_month().to_string(),
            (false, true) => self.0.format("%-d %B").to_string(),
            (false, false) => self.to_string(),
        };
        format!("{first} to {last}")
    }

    /// Its day of the week.
    #[must_use]
    pub fn weekday(self) -> Weekday {
        match self.0.weekday() {
            chrono::Weekday::Mon => Weekday::Monday,
            chrono::Weekday::Tue => Weekday::Tuesday,
            chrono::Weekday::Wed => Weekday::Wednesday,
            chrono::Weekday::Thu => Weekday::Thursday,
            chrono::Weekday::Fri => Weekday::Friday,
            chrono::Weekday::Sat => Weekday::Saturday,
            chrono::Weekday::Sun => Weekday::Sunday,
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%-d %B %Y"))
    }
}
