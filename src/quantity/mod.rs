//! Units as types over exact integers in their smallest unit, with only meaningful operations.
//! No float ever holds a quantity; a literal that does not fit exactly is refused, not rounded.

mod day;
mod decimal;
mod span;
mod tag;
mod week;

pub use day::Day;
pub use decimal::{Decimal, LiteralFault};
pub use span::{Calendar, Clock, Elapsed};
pub use tag::Tag;
pub use week::{OpenHours, TimeOfDay, Weekday};

use std::fmt;

/// A quantity type: what it measures, the units it may be written in, and how it prints.
pub trait Quantity: Sized {
    /// What the quantity is, in words: "a depth".
    const WHAT: &'static str;
    /// The units it may be written in, each with how many smallest units it holds.
    const UNITS: &'static [(&'static str, u32)];
    /// The units as a message lists them.
    const SHOWN: &'static [&'static str];

    /// From an exact number of smallest units; `None` outside the type's range.
    fn from_smallest(smallest: u32) -> Option<Self>;

    /// Reads a literal in one of the type's units, exactly.
    ///
    /// # Errors
    /// The unit is not one of the type's, the number does not fit its smallest unit exactly, or it is out of range.
    fn read(number: Decimal, unit: &str) -> Result<Self, LiteralFault> {
        let (_, factor) = Self::UNITS.iter().find(|(name, _)| *name == unit).ok_or(LiteralFault::Unit)?;
        Self::from_smallest(number.times(*factor)?).ok_or(LiteralFault::Range)
    }
}

macro_rules! quantity {
    ($(#[$doc:meta])* $name:ident, $what:literal, [$(($unit:literal, $factor:literal)),+], shown in $shown:literal / $per:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(crate) u32);

        impl $name {
            /// From a number of smallest units.
            #[must_use]
            pub const fn of(smallest: u32) -> Self {
                Self(smallest)
            }

            /// The number of smallest units.
            #[must_use]
            pub const fn smallest(self) -> u32 {
                self.0
            }

            /// The difference, whichever is larger first.
            #[must_use]
            pub const fn apart(self, other: Self) -> Self {
                Self(self.0.abs_diff(other.0))
            }

            /// The sum; `None` past the type's range.
            #[must_use]
            pub fn plus(self, other: Self) -> Option<Self> {
                self.0.checked_add(other.0).map(Self)
            }
        }

        impl Quantity for $name {
            const WHAT: &'static str = $what;
            const UNITS: &'static [(&'static str, u32)] = &[$(($unit, $factor)),+];
            const SHOWN: &'static [&'static str] = &[$($unit),+];

            fn from_smallest(smallest: u32) -> Option<Self> {
                Some(Self(smallest))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                decimal::write(f, self.0, $per)?;
                f.write_str($shown)
            }
        }
    };
}

quantity!(
    /// A set needle length or depth; the smallest unit is 1 micrometre.
    Depth, "a depth", [("mm", 1000)], shown in " mm" / 1000
);
quantity!(
    /// How often the needles go in and out; the smallest unit is 1 rpm (1 Hz is 60 rpm).
    Speed, "a speed", [("rpm", 1), ("Hz", 60)], shown in " rpm" / 1
);
quantity!(
    /// How fast the pen glides over the skin; the smallest unit is 1 mm/s.
    Glide, "a glide speed", [("mm/s", 1)], shown in " mm/s" / 1
);
quantity!(
    /// A surface of skin; the smallest unit is 1 mm2.
    Surface, "a surface", [("cm2", 100)], shown in " cm2" / 100
);
quantity!(
    /// A mass of a product; the smallest unit is 1 mg.
    Mass, "a weight", [("g", 1000)], shown in " g" / 1000
);
quantity!(
    /// A mass spread on a surface; the smallest unit is 1 mg per cm2.
    Coverage, "a mass per surface", [("g/cm2", 1000)], shown in " g/cm2" / 1000
);
quantity!(
    /// A strength by mass; the smallest unit is 0.01 %.
    Strength, "a strength", [("%", 100)], shown in " %" / 100
);
quantity!(
    /// A volume of a product; the smallest unit is 0.01 ml.
    Volume, "a volume", [("ml", 100)], shown in " ml" / 100
);
quantity!(
    /// A concentration; the smallest unit is 0.01 mg per ml.
    Concentration, "a concentration", [("mg/ml", 100)], shown in " mg/ml" / 100
);

/// How strong a product is: by mass, or by what a volume holds. Kept as written; the two are never converted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::quantity))]
pub enum Content {
    /// By mass.
    Strength(Strength),
    /// By volume.
    Concentration(Concentration),
}

impl Content {
    /// Reads either kind.
    ///
    /// # Errors
    /// The unit is no unit of a strength, or the number does not fit.
    pub fn read(number: Decimal, unit: &str) -> Result<Self, LiteralFault> {
        match Strength::read(number, unit) {
            Err(LiteralFault::Unit) => Concentration::read(number, unit).map(Self::Concentration),
            read => read.map(Self::Strength),
        }
    }
}

impl fmt::Display for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Strength(strength) => strength.fmt(f),
            Self::Concentration(concentration) => concentration.fmt(f),
        }
    }
}

impl Depth {
    /// Whether the depth lies on a dial that moves by `step` from `from`.
    #[must_use]
    pub fn on_dial(self, from: Self, step: Self) -> bool {
        self.0.checked_sub(from.0).and_then(|above| above.checked_rem(step.0)) == Some(0)
    }
}

/// Every unit the language knows, for naming a unit that is known but does not fit.
pub const UNITS: &[&str] = &[
    "mm", "rpm", "Hz", "mm/s", "cm2", "g", "g/cm2", "mg/ml", "ml", "%", "seconds", "minutes", "hours", "days", "weeks", "months", "years",
];

/// A skin phototype after Fitzpatrick, 1 to 6, written in Arabic figures because IV is also a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phototype(pub(crate) u8);

impl Phototype {
    /// All six, lightest first.
    pub const ALL: [Self; 6] = [Self(1), Self(2), Self(3), Self(4), Self(5), Self(6)];

    /// Phototype `n`; `None` outside 1 to 6.
    #[must_use]
    pub fn of(n: u32) -> Option<Self> {
        u8::try_from(n).ok().filter(|n| (1..=6).contains(n)).map(Self)
    }

    /// Its number, 1 to 6.
    #[must_use]
    pub fn number(self) -> u8 {
        self.0
    }
}

impl fmt::Display for Phototype {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let roman = match self.0 {
            1 => "I",
            2 => "II",
            3 => "III",
            4 => "IV",
            5 => "V",
            _ => "VI",
        };
        write!(f, "{} ({roman})", self.0)
    }
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod bake;
