//! What the pen remembers over images and power cuts: the newest image of every series, and the last session of every course.
//! It must not know how the pen stores it.

/// A session that was begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    /// Its number, from 1.
    pub session: u8,
    /// The day it was begun on, in days since 1970-01-01.
    pub day: u16,
    /// The phototype that it was given for: the next session's course is the same patient's.
    pub phototype: u8,
    /// The sequence of the image that it was begun with.
    pub sequence: u32,
    /// The check numbers of that image: an interrupted session goes on with no other treatment.
    pub check_numbers: [u16; 4],
}

/// The pen cannot read what it remembers. It is not the same as remembering nothing: then nothing is admitted and nothing begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

/// What a pen remembers. A pen that lost it refuses every session but the first.
pub trait Ledger {
    /// The highest sequence of a series that was ever accepted; none when the series is new.
    ///
    /// # Errors
    ///
    /// It cannot be read.
    fn sequence(&self, series: &[u8; 16]) -> Result<Option<u32>, Unreadable>;

    /// The last session that was begun of a course; none when the pen has never seen the tag.
    ///
    /// # Errors
    ///
    /// It cannot be read.
    fn last(&self, series: &[u8; 16], tag: &[u8]) -> Result<Option<Given>, Unreadable>;

    /// Remembers that an image of this sequence is used, so that none with a lower one is admitted again. False when it could not be written.
    fn accept(&mut self, series: &[u8; 16], sequence: u32) -> bool;

    /// Remembers that a session begins, before the motor starts. False when it could not be written: then nothing begins.
    fn begin(&mut self, series: &[u8; 16], tag: &[u8], given: Given) -> bool;
}
