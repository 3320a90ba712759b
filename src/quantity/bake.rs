//! How quantities are written as constants, for the test that writes the atlas.

use databake::{Bake, BakeSize, CrateEnv, TokenStream, quote};

use super::{Calendar, Clock, Concentration, Coverage, Day, Depth, Glide, Mass, Phototype, Speed, Strength, Surface, Volume};

macro_rules! bake {
    ($($name:ident)*) => {
        $(impl Bake for $name {
            fn bake(&self, _: &CrateEnv) -> TokenStream {
                let smallest = self.0;
                quote! { crate::quantity::$name(#smallest) }
            }
        }

        impl BakeSize for $name {
            fn borrows_size(&self) -> usize {
                0
            }
        })*
    };
}

bake! { Depth Speed Glide Surface Mass Coverage Strength Volume Concentration Clock Phototype }

impl Bake for Calendar {
    fn bake(&self, _: &CrateEnv) -> TokenStream {
        let (months, days) = (self.months, self.days);
        quote! { crate::quantity::Calendar { months: #months, days: #days } }
    }
}

impl Bake for Day {
    fn bake(&self, _: &CrateEnv) -> TokenStream {
        use chrono::Datelike;
        let date = self.chrono();
        let (year, month, day) = (date.year(), date.month(), date.day());
        quote! { crate::quantity::Day::fixed(#year, #month, #day) }
    }
}

impl BakeSize for Calendar {
    fn borrows_size(&self) -> usize {
        0
    }
}

impl BakeSize for Day {
    fn borrows_size(&self) -> usize {
        0
    }
}
