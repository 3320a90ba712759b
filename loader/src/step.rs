//! What the pen does in one step, as written in an image; read, not judged.
//! It must not know a pen, nor the session that a step stands in.

use crate::{
    decode::{Damaged, Reader},
    list::{Item, List},
};

/// Needle one area. Source: a `treat` of a session, the one kind of step that format 1 knows.
#[derive(Clone, Debug)]
pub struct Treat<'i> {
    /// Place of the area among the image's areas, from 0.
    pub area_index: u8,
    /// Place among the image's cartridges of the one that is in the pen, from 0.
    pub cartridge_index: u8,
    /// Depth of the first pass, in micrometres; at least 1.
    pub start_um: u16,
    /// How much deeper to go at a time, in micrometres; at least 1 unless the start is the ceiling already.
    /// A raise may be longer than what is left to the ceiling: the pen stops there.
    pub raise_um: u16,
    /// Depth never to go beyond, in micrometres; from the start to the image's `max_depth_um`.
    pub ceiling_um: u16,
    /// Passes by direction.
    pub passes: Passes,
    /// Needle drive, in revolutions per minute; from 1 to the image's `max_speed_rpm`.
    pub speed_rpm: u16,
    /// How the pen moves over the skin.
    pub motion: Motion,
    /// Longest that the step may take, in seconds; at least 1.
    pub at_most_s: u16,
    /// Name of the sign that ends the step early.
    pub endpoint: &'i str,
    /// What alone is needled in the area; none when all of it is.
    pub only: Option<Target<'i>>,
    skip: List<'i, &'i str>,
    stops: List<'i, Stop<'i>>,
}

/// Passes over an area, counted by direction. Source: `passes` of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passes {
    /// Passes from side to side.
    pub horizontal: u8,
    /// Passes up and down.
    pub vertical: u8,
    /// Passes across both.
    pub diagonal: u8,
}

/// How the pen moves over the skin. Source: `move` of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// Drawn over the skin.
    Glide {
        /// Speed over the skin, in millimetres per second; at least 1.
        mm_per_s: u8,
    },
    /// Set down, lifted and moved on.
    Stamp,
}

/// What alone is needled within an area. Source: `only` of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target<'i> {
    /// Name of what it is.
    pub what: &'i str,
    /// How many whole months old it is at least.
    pub months: u16,
    /// How many days more.
    pub days: u16,
    /// How large it is, in square millimetres; 0 when that is not said.
    pub mm2: u32,
}

/// When to stop. Source: `stops` of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop<'i> {
    /// What is stopped.
    pub scope: Scope,
    /// The sign to watch for.
    pub sign: Sign<'i>,
}

/// A sign that stops. Source: kind and value of a stop rule; a kind that is not known refuses the image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign<'i> {
    /// Bleeding that lasts over this many seconds under pressure.
    Bleeding(u32),
    /// Pain above this many points of 10.
    Pain(u8),
    /// A sign by name, whenever it shows.
    Named(&'i str),
}

/// What a stop rule stops. Source: `scope` of a stop rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The area of the step.
    Area,
    /// The whole session.
    Session,
}

impl<'i> Treat<'i> {
    /// Names of what to leave out within the area; there may be none.
    pub fn skip(&self) -> impl ExactSizeIterator<Item = &'i str> + Clone + use<'i> {
        self.skip.clone()
    }

    /// Stop rules of the step; at least one.
    pub fn stops(&self) -> impl ExactSizeIterator<Item = Stop<'i>> + Clone + use<'i> {
        self.stops.clone()
    }
}

impl Passes {
    /// Passes in all directions together; from 1 to the image's `max_passes`.
    #[must_use]
    pub fn total(self) -> u16 {
        u16::from(self.horizontal) + u16::from(self.vertical) + u16::from(self.diagonal)
    }
}

impl<'i> Item<'i> for Treat<'i> {
    fn read(reader: &mut Reader<'i>) -> Result<Self, Damaged> {
        reader.array_of(14)?;
        if reader.uint::<u8>()? != TREAT {
            return Err(Damaged);
        }
        Ok(Self {
            area_index: reader.uint()?,
            cartridge_index: reader.uint()?,
            start_um: reader.uint()?,
            raise_um: reader.uint()?,
            ceiling_um: reader.uint()?,
            passes: Passes::read(reader)?,
            speed_rpm: reader.uint()?,
            motion: Motion::read(reader)?,
            at_most_s: reader.uint()?,
            endpoint: Item::read(reader)?,
            only: Target::read(reader)?,
            skip: List::read(reader, 0..=8)?,
            // The schema asks for one; none at all is told apart from damage by a rule of its own.
            stops: List::read(reader, 0..=8)?,
        })
    }
}

impl Passes {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Damaged> {
        let [horizontal, vertical, diagonal] = reader.uints()?;
        Ok(Self { horizontal, vertical, diagonal })
    }
}

impl Motion {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Damaged> {
        match (reader.array()?, reader.uint::<u8>()?) {
            (2, 0) => Ok(Self::Glide { mm_per_s: reader.uint()? }),
            (1, 1) => Ok(Self::Stamp),
            _ => Err(Damaged),
        }
    }
}

impl<'i> Target<'i> {
    fn read(reader: &mut Reader<'i>) -> Result<Option<Self>, Damaged> {
        match reader.array()? {
            0 => Ok(None),
            4 => Ok(Some(Self { what: Item::read(reader)?, months: reader.uint()?, days: reader.uint()?, mm2: reader.uint()? })),
            _ => Err(Damaged),
        }
    }
}

impl<'i> Item<'i> for Stop<'i> {
    fn read(reader: &mut Reader<'i>) -> Result<Self, Damaged> {
        reader.array_of(3)?;
        let scope = match reader.uint::<u8>()? {
            0 => Scope::Area,
            1 => Scope::Session,
            _ => return Err(Damaged),
        };
        let sign = match reader.uint::<u8>()? {
            0 => Sign::Bleeding(reader.uint()?),
            1 => Sign::Pain(reader.uint()?),
            2 => Sign::Named(Item::read(reader)?),
            _ => return Err(Damaged),
        };
        Ok(Self { scope, sign })
    }
}

/// The mark of a `treat` among kinds of step; a kind that is not known always refuses the image.
const TREAT: u8 = 0;
