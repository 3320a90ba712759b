//! A course and its sessions as written in an image; read, not judged.
//! It must not know a pen, nor which phototype a course is for.

use crate::{
    decode::{Damaged, Reader},
    list::{Item, List},
    step::Treat,
};

/// Days from one session of a course to the next. Source: `spacing` of a course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spacing {
    /// Fewest days; at least 1 and at least the image's `min_interval_days`.
    pub min_days: u16,
    /// Most days.
    pub max_days: u16,
    /// The days to aim for, from fewest to most.
    pub aim_days: u16,
}

/// A course whose sessions are still closed byte strings.
#[derive(Clone, Debug)]
pub(crate) struct WrittenCourse<'i> {
    pub(crate) name: &'i str,
    pub(crate) spacing: Spacing,
    pub(crate) sessions: List<'i, &'i [u8]>,
}

/// A session opened out of its byte string.
#[derive(Clone, Debug)]
pub(crate) struct WrittenSession<'i> {
    pub(crate) number: u8,
    pub(crate) treats: List<'i, Treat<'i>>,
}

impl<'i> Item<'i> for WrittenCourse<'i> {
    fn read(reader: &mut Reader<'i>) -> Result<Self, Damaged> {
        reader.array_of(3)?;
        Ok(Self { name: Item::read(reader)?, spacing: Spacing::read(reader)?, sessions: List::read(reader, 1..=16)? })
    }
}

impl<'i> WrittenSession<'i> {
    pub(crate) fn open(bytes: &'i [u8]) -> Result<Self, Damaged> {
        let mut reader = Reader::new(bytes);
        reader.array_of(2)?;
        let session = Self { number: reader.uint()?, treats: List::read(&mut reader, 1..=64)? };
        reader.end()?;
        Ok(session)
    }
}

impl Spacing {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Damaged> {
        reader.array_of(3)?;
        Ok(Self { min_days: reader.uint()?, max_days: reader.uint()?, aim_days: reader.uint()? })
    }
}
