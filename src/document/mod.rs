//! Documents for people, made from what was accepted. Knows no file and no renderer of problems.

mod sheet;

pub use sheet::{Facts, sheet};
