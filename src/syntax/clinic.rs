//! What a clinic's file and its policies say, as written.

use super::entries::{List, Text};
use super::tree::{Broken, Pause, WaitSpan, Word};
use crate::quantity::{Calendar, Day, Depth, Elapsed, TimeOfDay};
use crate::source::At;

/// A clinic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clinic {
    /// Its name.
    pub name: Word,
    /// Country and region.
    pub place: List<Word>,
    /// Kind of premises.
    pub setting: List<Word>,
    /// Time zone.
    pub zone: List<At<Text>>,
    /// Opening hours.
    pub open: List<OpenSpan>,
    /// Closed days: the first and the last of each run.
    pub closed: List<At<(Day, Day)>>,
    /// Calendar files of closed days.
    pub holidays: List<At<Text>>,
    /// Emergency line.
    pub emergency: List<At<Text>>,
    /// Devices it may use.
    pub licensed: List<Word>,
    /// Policy files.
    pub policies: List<At<Text>>,
    /// Lines that could not be read.
    pub broken: List<Broken>,
}

/// Weekdays with the same hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSpan {
    /// First weekday.
    pub first: Word,
    /// Last weekday.
    pub last: Option<Word>,
    /// Opening time.
    pub from: At<TimeOfDay>,
    /// Closing time.
    pub to: At<TimeOfDay>,
}

/// A policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Its name.
    pub name: Word,
    /// What it says.
    pub says: List<At<PolicySays>>,
    /// Lines that could not be read.
    pub broken: List<Broken>,
}

/// One statement of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PolicySays {
    /// `limit depth on AREA never above N`.
    Depth(Word, Depth),
    /// `limit passes on AREA at most N`.
    Passes(Word, u32),
    /// `limit sessions at most N`.
    Sessions(u32),
    /// `next N or more`.
    Next(Calendar),
    /// `age N or older`.
    Age(Calendar),
    /// `wait [in area] NAMES ...`.
    Wait(bool, List<Word>, List<WaitSpan>),
    /// `pause NAMES from N before until N after`.
    Pause(Pause),
    /// `contact WHO by N after`.
    Contact(Word, Elapsed),
    /// `require KIND NAMES`.
    Require(Word, List<Word>),
    /// `forbid KIND NAMES`.
    Forbid(Word, List<Word>),
}
