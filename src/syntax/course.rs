//! What the file of a patient's course says, as written. Knows no date but those that stand there.

use super::entries::{List, OpenSpan, Text};
use super::tree::{Broken, Version, Word};
use crate::quantity::{Day, Phototype, TimeOfDay};
use crate::source::{At, Span};

/// The course of one patient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourseFile {
    /// Its tag, as typed.
    pub tag: Word,
    /// The whole block.
    pub span: Span,
    /// The protocols that govern it, in the order in which they do.
    pub protocols: List<At<Governed>>,
    /// The phototype.
    pub phototype: List<At<Phototype>>,
    /// When the first session begins.
    pub start: List<At<(At<Day>, TimeOfDay)>>,
    /// Time zone, in place of the clinic's.
    pub zone: List<At<Text>>,
    /// Opening hours, in place of the clinic's.
    pub open: List<OpenSpan>,
    /// Closed days, besides the clinic's.
    pub closed: List<At<(Day, Day)>>,
    /// Files of closed days, besides the clinic's.
    pub holidays: List<At<Text>>,
    /// What happened, in the order in which it did.
    pub happened: List<At<Happened>>,
    /// When what was sent out last changed.
    pub revised: List<At<Revised>>,
    /// What calendars hold.
    pub issued: List<At<Issued>>,
    /// Lines that could not be read.
    pub broken: List<Broken>,
}

/// A protocol that governs a course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Governed {
    /// Its name.
    pub name: Word,
    /// Its version.
    pub version: At<Version>,
    /// The digest of its text, 16 hexadecimal figures.
    pub digest: At<Text>,
    /// Where its file lies, seen from this one.
    pub file: At<Text>,
    /// From which session on it governs, where another one did before.
    pub from: Option<FromSession>,
}

/// The decision that another protocol governs from a session on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FromSession {
    /// The first session that it governs.
    pub session: At<u32>,
    /// When that was decided.
    pub on: At<Day>,
    /// By whom.
    pub by: At<Text>,
}

/// One thing that happened in a session, or was decided about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    /// Which session.
    pub session: At<u32>,
    /// What.
    pub what: What,
}

/// What happened in a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// It was given, and maybe at this time of the day.
    Given(At<Day>, Option<At<TimeOfDay>>),
    /// It was not given on the day it was planned for.
    Missed(At<Day>),
    /// Clinic and patient agreed on this day, and maybe on this time of it.
    Moved(At<Day>, Option<At<TimeOfDay>>),
    /// It was given and stopped before its end, and maybe at this time of the day.
    StoppedEarly(At<Day>, Option<At<TimeOfDay>>),
    /// Somebody looked at what happened and decided to go on.
    Reviewed(At<Day>, At<Text>),
    /// It was decided that this session and all after it are not given.
    Cancelled(At<Day>),
}

/// What was last sent out, as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revised {
    /// The day on which any of it last changed.
    pub on: Day,
    /// How often any of it changed since it was first sent out.
    pub change: At<u32>,
    /// The phototype that it was made for.
    pub phototype: Phototype,
    /// The digest of the protocol's text that it was made from.
    pub digest: Text,
    /// A digest of what stands in every entry besides.
    pub with: Text,
    /// The zone of its times.
    pub zone: Text,
}

/// What calendars hold of one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    /// Of what.
    pub of: IssuedOf,
    /// How often it changed since it was first sent out.
    pub change: At<u32>,
    /// Whether it has a date.
    pub stands: Stands,
}

/// How something stands in calendars.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// On its date.
    Dated,
    /// On a date that nobody has agreed on.
    Proposed,
    /// It has no date any more; its last one stands there.
    CalledOff,
}

/// What calendars hold something of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IssuedOf {
    /// A session: its number, its day and its time of day.
    Session(At<u32>, At<Day>, At<TimeOfDay>),
    /// The tasks of the whole course: their last day.
    Throughout(At<Day>),
    /// The follow-up: its day.
    FollowUp(At<Day>),
}

impl What {
    /// The day that the line names.
    #[must_use]
    pub fn day(&self) -> At<Day> {
        match self {
            Self::Given(day, _)
            | Self::Missed(day)
            | Self::Moved(day, _)
            | Self::StoppedEarly(day, _)
            | Self::Reviewed(day, _)
            | Self::Cancelled(day) => *day,
        }
    }
}
