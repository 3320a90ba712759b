//! The built-in atlas as constants, a file for each kind of entry. The test `the_atlas_constants_are_fresh` writes those files; they are not
//! to be edited.

#[rustfmt::skip] // one entry a line, as the test writes them
mod activities;
#[rustfmt::skip] // one entry a line, as the test writes them
mod areas;
#[rustfmt::skip] // one entry a line, as the test writes them
mod conditions;
#[rustfmt::skip] // one entry a line, as the test writes them
mod devices;
#[rustfmt::skip] // one entry a line, as the test writes them
mod hazards;
#[rustfmt::skip] // one entry a line, as the test writes them
mod indications;
#[rustfmt::skip] // one entry a line, as the test writes them
mod lists;
#[rustfmt::skip] // one entry a line, as the test writes them
mod products;
#[rustfmt::skip] // one entry a line, as the test writes them
mod sources;
#[rustfmt::skip] // one entry a line, as the test writes them
mod vocabularies;
#[rustfmt::skip] // one entry a line, as the test writes them
mod wrong_names;

use crate::syntax::entries::Entries;

pub(super) const ATLAS: Entries = Entries {
    sources: sources::ALL,
    areas: areas::ALL,
    devices: devices::ALL,
    products: products::ALL,
    activities: activities::ALL,
    conditions: conditions::ALL,
    indications: indications::ALL,
    lists: lists::ALL,
    hazards: hazards::ALL,
    vocabularies: vocabularies::ALL,
    wrong_names: wrong_names::ALL,
};
