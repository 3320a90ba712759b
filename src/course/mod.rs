//! The course of one patient, which is known by a tag alone.

mod tag;

pub use tag::Tag;
