//! What stands in a calendar, as far as a course needs it. Knows nothing of how it is written.

use crate::quantity::Day;
use crate::schedule::{LocalTime, Observance};

/// One calendar.
#[derive(Debug)]
pub(super) struct Calendar {
    /// What calendar programs call it.
    pub(super) name: String,
    /// What it was made from, under names of our own.
    pub(super) facts: Vec<(&'static str, String)>,
    pub(super) zone: Zone,
    pub(super) events: Vec<Event>,
}

/// The time zone of every timed event.
#[derive(Debug)]
pub(super) struct Zone {
    /// Its name in the IANA database.
    pub(super) id: String,
    pub(super) observances: Vec<Observance>,
}

#[derive(Debug)]
pub(super) struct Event {
    /// The same for ever, whatever is moved.
    pub(super) uid: String,
    /// How often it was changed since it was first sent out.
    pub(super) sequence: u32,
    /// The day on which the calendar last changed.
    pub(super) revised: Day,
    pub(super) status: Status,
    pub(super) when: When,
    pub(super) summary: String,
    pub(super) description: String,
    pub(super) related: Option<Related>,
    pub(super) alarm: Option<Alarm>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    /// It is on its date.
    Confirmed,
    /// It is on a date that nobody has agreed on.
    Tentative,
    /// It has no date any more, and may have one again.
    NoDate,
    /// A later version of the protocol has it no more.
    Replaced,
}

#[derive(Debug)]
pub(super) enum When {
    /// From one time of day to another, by the clocks of the zone.
    Timed { starts: LocalTime, ends: Ends },
    /// Whole days, both included.
    Days { first: Day, last: Day },
}

impl Status {
    /// As a calendar has it (RFC 5545, section 3.8.1.11).
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Confirmed => "CONFIRMED",
            Self::Tentative => "TENTATIVE",
            Self::NoDate | Self::Replaced => "CANCELLED",
        }
    }
}

/// The end of a timed event.
#[derive(Debug)]
pub(super) enum Ends {
    Local(LocalTime),
    /// In UTC (RFC 3339), where the clocks show the local time twice.
    Utc(String),
}

/// How an event hangs on another (RFC 9253).
#[derive(Debug)]
pub(super) struct Related {
    pub(super) to: String,
    pub(super) how: Relation,
    pub(super) gap: Gap,
}

/// Which end of an event waits for the end of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// It begins after the other has ended.
    FinishToStart,
    /// It began before, and ends after the other has ended.
    FinishToFinish,
}

/// How long it waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    Days(i64),
    Seconds(i64),
}

/// When a person is reminded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Alarm {
    /// A day before it begins.
    DayBefore,
    /// At nine in the morning of its last day.
    LastMorning,
}
