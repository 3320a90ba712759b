//! The pen's half of `needlepoint`: it admits a compiled treatment protocol whole, or refuses it with one reason.
//! It must not know a heap, a file, a clock or the compiler; it reads the caller's bytes in place and never panics.
//!
//! ```
//! use needlepoint_loader::{Accept, Profile, Refusal, admit};
//!
//! /// The longest that session 1 may keep the needles moving for this phototype, in seconds.
//! fn first_session_seconds(image: &[u8], pen: &Profile<'_>, phototype: u8) -> Result<Option<u32>, Refusal> {
//!     let admitted = admit(image, pen, Accept::Bench)?;
//!     let Some(mut steps) = admitted.course_for(phototype).and_then(|course| course.session(1)) else {
//!         return Ok(None);
//!     };
//!     let mut seconds = 0;
//!     while let Some(step) = steps.next_step() {
//!         seconds += u32::from(step.treat.at_most_s);
//!     }
//!     Ok(Some(seconds))
//! }
//! ```

#![no_std]
#![forbid(unsafe_code)]

mod admit;
mod course;
mod decode;
mod image;
mod list;
mod profile;
mod refusal;
mod rules;
mod step;
mod treatment;
mod view;

pub use admit::admit;
pub use course::Spacing;
pub use image::Stamp;
pub use profile::{Accept, Profile};
pub use refusal::Refusal;
pub use step::{Motion, Passes, Scope, Stop, Treat};
pub use treatment::{Exception, Limits};
pub use view::{Admitted, Course, Step, Steps};
