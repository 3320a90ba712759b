//! The envelope: the outer map of an image, and the stamp of the compiler that wrote it.
//! It must not know what a treatment holds, nor which pen is asking.

use crate::{
    decode::{Damaged, Reader},
    list::Item,
    refusal::Refusal,
};

/// Which compiler wrote an image. Source: key 2 of the image. It is for people and records: no rule reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp<'i> {
    /// Version of the tool: major, minor, patch.
    pub tool: [u8; 3],
    /// Version of the protocol language.
    pub language: u8,
    /// Which rules the protocol was checked against; opaque to a pen.
    pub rule_set: &'i [u8; 8],
}

/// The envelope as written; none of its values is trusted yet.
#[derive(Clone, Debug)]
pub(crate) struct Image<'i> {
    pub(crate) bench: bool,
    pub(crate) stamp: Stamp<'i>,
    pub(crate) profile: &'i str,
    pub(crate) revision: u16,
    pub(crate) treatment: &'i [u8],
    pub(crate) check_numbers: [u16; 4],
}

impl<'i> Image<'i> {
    pub(crate) fn read(bytes: &'i [u8]) -> Result<Self, Refusal> {
        let mut reader = Reader::new(bytes);
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
        let stamp = Stamp::read(&mut reader)?;
        key(&mut reader, 3)?;
        reader.array_of(2)?;
        let profile = Item::read(&mut reader)?;
        let revision = reader.uint()?;
        key(&mut reader, 4)?;
        let treatment = reader.bytes()?;
        key(&mut reader, 5)?;
        let check_numbers = reader.uints()?;
        reader.end()?;
        Ok(Self { bench, stamp, profile, revision, treatment, check_numbers })
    }
}

impl<'i> Stamp<'i> {
    fn read(reader: &mut Reader<'i>) -> Result<Self, Damaged> {
        reader.array_of(3)?;
        Ok(Self { tool: reader.uints()?, language: reader.uint()?, rule_set: reader.bytes()?.try_into().map_err(|_| Damaged)? })
    }
}

/// The one format that this loader reads.
const FORMAT: u64 = 0;
/// How many keys format 0 has: all of them, always, in ascending order.
const KEYS: u64 = 6;

fn key(reader: &mut Reader<'_>, expected: u8) -> Result<(), Damaged> {
    if reader.uint::<u8>()? == expected { Ok(()) } else { Err(Damaged) }
}
