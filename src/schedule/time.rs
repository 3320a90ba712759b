//! Times of day in the clinic's zone, and instants said both there and in UTC. Plain values; what they mean is known by `zone`.

use std::fmt;

use crate::quantity::{Day, TimeOfDay};

/// A day and a time of day on the clinic's clock, to the second. Whether the clock shows it on that day is for the zone to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalTime {
    day: Day,
    hour: u8,
    minute: u8,
    second: u8,
}

impl LocalTime {
    /// A day and a time of day; `None` outside 00:00 to 23:59.
    #[must_use]
    pub fn of(day: Day, hour: u8, minute: u8) -> Option<Self> {
        Self::to_second(day, hour, minute, 0)
    }

    /// The same with seconds, which only sums of clock spans have.
    pub(super) fn to_second(day: Day, hour: u8, minute: u8, second: u8) -> Option<Self> {
        (hour < 24 && minute < 60 && second < 60).then_some(Self { day, hour, minute, second })
    }

    /// Reads `2026-12-01T10:00`; `None` for any other shape and for days and times that do not exist.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (day, time) = text.split_once('T')?;
        let time = TimeOfDay::read(time)?;
        Self::of(Day::read(day)?, time.hour(), time.minute())
    }

    /// The same time of day on another day.
    #[must_use]
    pub fn on(self, day: Day) -> Self {
        Self { day, ..self }
    }

    /// Another time of day on the same day.
    pub(super) fn at(self, time: TimeOfDay) -> Self {
        Self { day: self.day, hour: time.hour(), minute: time.minute(), second: 0 }
    }

    /// The time of day by itself, without seconds.
    #[must_use]
    pub fn time_of_day(self) -> Option<TimeOfDay> {
        TimeOfDay::of(self.hour, self.minute)
    }

    /// The day.
    #[must_use]
    pub fn day(self) -> Day {
        self.day
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

    /// The second, 0 to 59; only the ends of clock spans have one.
    #[must_use]
    pub fn second(self) -> u8 {
        self.second
    }

    /// Whether the day begins here.
    pub(super) fn is_midnight(self) -> bool {
        (self.hour, self.minute, self.second) == (0, 0, 0)
    }

    /// The time of day as people write it: `10:00`, with seconds when there are any.
    #[must_use]
    pub fn time(self) -> String {
        let Self { hour, minute, second, .. } = self;
        if second == 0 { format!("{hour:02}:{minute:02}") } else { format!("{hour:02}:{minute:02}:{second:02}") }
    }

    /// Both as files write them (ISO 8601, without an offset): `2026-12-01T10:00:00`.
    #[must_use]
    pub fn iso(self) -> String {
        let Self { day, hour, minute, second } = self;
        format!("{}T{hour:02}:{minute:02}:{second:02}", day.iso())
    }
}

impl fmt::Display for LocalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", self.day, self.time())
    }
}

/// An instant, said in the clinic's zone and in UTC. Where the clocks go back a local time comes twice; the other one tells which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// What the clinic's clock shows.
    pub local: LocalTime,
    /// The same instant in UTC (RFC 3339): `2026-12-01T09:00:00Z`.
    pub utc: String,
}

/// What the clocks of a zone go by from one change to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observance {
    /// When it begins, as the clocks showed until then.
    pub starts: LocalTime,
    /// Seconds that the clocks were ahead of UTC until then; negative behind it.
    pub before: i32,
    /// Seconds that they are ahead of UTC from then on.
    pub after: i32,
    /// What the time is called from then on: `CET`.
    pub name: String,
    /// Whether it is summer time.
    pub summer: bool,
}
