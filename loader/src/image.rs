//! The payload: who may run an image, from when until when, who wrote it and from which texts.
//! It must not know what a treatment holds, nor which pen is asking.

use crate::{
    decode::{Damaged, Reader},
    list::{Caption, Item, List},
    refusal::Refusal,
};

/// Which compiler wrote an image. Source: key 5 of the payload. It is for people and records: no rule reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp<'i> {
    /// Version of the tool: major, minor, patch.
    pub tool: [u8; 3],
    /// Version of the protocol language.
    pub language: u8,
    /// Which rules the protocol was checked against; opaque to a pen.
    pub rule_set: &'i [u8; 8],
}

/// A text that the image was made from. Source: key 4 of the payload. It is for people and records: no rule reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source<'i> {
    /// Name of its file.
    pub name: &'i str,
    /// SHA-256 of its bytes.
    pub sha256: &'i [u8; 32],
}

/// Days on which an image may be used, the first and the last included, counted from 1970-01-01. Source: key 7 of the payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Validity {
    /// First day.
    pub from: u16,
    /// Last day.
    pub until: u16,
}

/// Something that a person is shown before a session, and answers. Source: an item of key 9 of the payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prompt<'i> {
    /// What the answer decides.
    pub kind: PromptKind,
    /// Whether it is asked of the area treated rather than of the whole person.
    pub in_area: bool,
    /// What is shown.
    pub caption: &'i str,
}

/// What the answer to a prompt decides. Source: `kind` of a prompt; a kind that is not known refuses the image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PromptKind {
    /// If it is so, there is no treatment.
    DoNotTreat,
    /// If it is so, the session is put off until it has passed.
    Postpone,
    /// If it was so within the time said, the session waits.
    Wait,
    /// A named person decides before the step said.
    Decide,
    /// It stands in the patient's record before the session.
    Record,
    /// The patient is of this age or older.
    Age,
    /// It is so before every session, or the session is not given.
    Ready,
}

/// The payload as written; none of its values is trusted yet.
#[derive(Clone, Debug)]
pub(crate) struct Image<'i> {
    pub(crate) bench: bool,
    pub(crate) series: &'i [u8; 16],
    pub(crate) sequence: u32,
    pub(crate) sources: List<'i, Source<'i>>,
    pub(crate) stamp: Stamp<'i>,
    pub(crate) profile: &'i str,
    pub(crate) revisions: [u16; 2],
    pub(crate) validity: Validity,
    pub(crate) treatment: &'i [u8],
    pub(crate) prompts: List<'i, Prompt<'i>>,
    pub(crate) check_numbers: [u16; 4],
}

impl<'i> Image<'i> {
    pub(crate) fn read(payload: &'i [u8]) -> Result<Self, Refusal> {
        let mut reader = Reader::new(payload);
        let keys = reader.map()?;
        key(&mut reader, 0)?;
        // The format comes before the number of keys: another format may have another number.
        if reader.uint::<u64>()? != FORMAT {
            return Err(Refusal::UnknownFormat);
        }
        if keys != KEYS {
            return Err(Refusal::Damaged);
        }
        key(&mut reader, 1)?;
        let bench = reader.boolean()?;
        key(&mut reader, 2)?;
        let series = reader.bytes_of()?;
        key(&mut reader, 3)?;
        let sequence = reader.uint()?;
        key(&mut reader, 4)?;
        let sources = List::read(&mut reader, 1..=16)?;
        key(&mut reader, 5)?;
        let stamp = Stamp::read(&mut reader)?;
        key(&mut reader, 6)?;
        reader.array_of(2)?;
        let profile = Item::read(&mut reader)?;
        let revisions = reader.uints()?;
        key(&mut reader, 7)?;
        let [from, until] = reader.uints()?;
        key(&mut reader, 8)?;
        let treatment = reader.bytes()?;
        key(&mut reader, 9)?;
        let prompts = List::read(&mut reader, 0..=192)?;
        key(&mut reader, 10)?;
        let check_numbers = reader.uints()?;
        reader.end()?;
        let validity = Validity { from, until };
        Ok(Self { bench, series, sequence, sources, stamp, profile, revisions, validity, treatment, prompts, check_numbers })
    }
}

impl<'i> Stamp<'i> {
    fn read(reader: &mut Reader<'i>) -> Result<Self, Damaged> {
        reader.array_of(3)?;
        Ok(Self { tool: reader.uints()?, language: reader.uint()?, rule_set: reader.bytes_of()? })
    }
}

impl<'i> Item<'i> for Source<'i> {
    fn read(reader: &mut Reader<'i>) -> Result<Self, Damaged> {
        reader.array_of(2)?;
        Ok(Self { name: Caption::read(reader)?.0, sha256: reader.bytes_of()? })
    }
}

impl<'i> Item<'i> for Prompt<'i> {
    fn read(reader: &mut Reader<'i>) -> Result<Self, Damaged> {
        reader.array_of(3)?;
        let kind = match reader.uint::<u8>()? {
            0 => PromptKind::DoNotTreat,
            1 => PromptKind::Postpone,
            2 => PromptKind::Wait,
            3 => PromptKind::Decide,
            4 => PromptKind::Record,
            5 => PromptKind::Age,
            6 => PromptKind::Ready,
            _ => return Err(Damaged),
        };
        Ok(Self { kind, in_area: reader.boolean()?, caption: Caption::read(reader)?.0 })
    }
}

/// The one format that this loader reads.
const FORMAT: u64 = 1;
/// How many keys format 1 has: all of them, always, in ascending order.
const KEYS: u64 = 11;

fn key(reader: &mut Reader<'_>, expected: u8) -> Result<(), Damaged> {
    if reader.uint::<u8>()? == expected { Ok(()) } else { Err(Damaged) }
}
