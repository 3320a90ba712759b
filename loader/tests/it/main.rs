//! Tests of the loader through its public face, over images that are written by hand here.
//! They must not use the compiler: loader and compiler have to agree by the format alone.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops at the first surprise")]

mod definition;
mod draft;
mod good;
mod hostile;
mod ledger;
mod limits;
mod pen;
mod refusals;
mod seal;
mod shape;
mod vectors;
mod within;
mod writer;
