//! needlepoint
pub mod diagnostic;
pub mod model;
pub mod quantity;
pub mod source;
pub mod syntax;
