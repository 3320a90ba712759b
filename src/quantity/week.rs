//! Weekdays, times of day and opening hours, as a clinic writes them. Knows no calendar but the seven days.

use std::fmt;

/// A day of the week. A week runs from Monday to Sunday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is its word")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// All of them, in order.
    pub const ALL: [Self; 7] = [Self::Monday, Self::Tuesday, Self::Wednesday, Self::Thursday, Self::Friday, Self::Saturday, Self::Sunday];

    /// Reads `monday`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|day| day.to_string().to_ascii_lowercase() == text)
    }
}

impl fmt::Display for Weekday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// A time of day to the minute, 00:00 to 23:59.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay {
    hour: u8,
    minute: u8,
}

impl TimeOfDay {
    /// A time of day; `None` for one that no clock shows.
    #[must_use]
    pub fn of(hour: u8, minute: u8) -> Option<Self> {
        (hour < 24 && minute < 60).then_some(Self { hour, minute })
    }

    /// Reads `08:00`; `None` for any other shape and for times that no clock shows.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (hour, minute) = text.split_once(':')?;
        let two_digits = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        if !two_digits(hour) || !two_digits(minute) {
            return None;
        }
        let (hour, minute) = (hour.parse().ok()?, minute.parse().ok()?);
        Self::of(hour, minute)
    }

    /// The hour, 0 to 23.
    #[must_use]
    pub fn hour(self) -> u8 {
        self.hour
    }

    /// The minute, 0 to 59.
    #[must_use]
    pub fn minute(self) -> u8 {
        self.minute
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)
    }
}

/// Some weekdays on which a clinic is open during the same hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenHours {
    first: Weekday,
    last: Weekday,
    from: TimeOfDay,
    to: TimeOfDay,
}

impl OpenHours {
    /// Hours on the weekdays from `first` to `last`; `None` when either runs backwards or no time passes.
    #[must_use]
    pub fn of(first: Weekday, last: Weekday, from: TimeOfDay, to: TimeOfDay) -> Option<Self> {
        (first <= last && from < to).then_some(Self { first, last, from, to })
    }

    /// Reads `monday to friday 08:00 to 18:00` or `saturday 09:00 to 13:00`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let words: Vec<&str> = text.split_ascii_whitespace().collect();
        let (first, last, from, to) = match words.as_slice() {
            [first, "to", last, from, "to", to] => (first, last, from, to),
            [day, from, "to", to] => (day, day, from, to),
            _ => return None,
        };
        Self::of(Weekday::read(first)?, Weekday::read(last)?, TimeOfDay::read(from)?, TimeOfDay::read(to)?)
    }

    /// Whether they are said of a weekday.
    #[must_use]
    pub fn on(self, day: Weekday) -> bool {
        (self.first..=self.last).contains(&day)
    }

    /// The first of the weekdays.
    #[must_use]
    pub fn first(self) -> Weekday {
        self.first
    }

    /// The last of them.
    #[must_use]
    pub fn last(self) -> Weekday {
        self.last
    }

    /// When it opens.
    #[must_use]
    pub fn from(self) -> TimeOfDay {
        self.from
    }

    /// When it closes.
    #[must_use]
    pub fn to(self) -> TimeOfDay {
        self.to
    }

    /// The first weekday of two that both are open at the same time.
    #[must_use]
    pub fn shared(self, other: Self) -> Option<Weekday> {
        let at_once = self.from < other.to && other.from < self.to;
        Weekday::ALL.into_iter().find(|day| at_once && self.on(*day) && other.on(*day))
    }
}

impl fmt::Display for OpenHours {
    /// As a clinic's file writes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { first, last, from, to } = self;
        let word = |day: &Weekday| day.to_string().to_ascii_lowercase();
        match first == last {
            true => write!(f, "{} {from} to {to}", word(first)),
            false => write!(f, "{} to {} {from} to {to}", word(first), word(last)),
        }
    }
}
