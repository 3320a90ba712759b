//! The pen's half of `needlepoint`: it admits a compiled treatment protocol whole, or refuses it with one reason.
//! It must not know a heap, a file, a clock or the compiler; it reads the caller's bytes in place and never panics.
//!
//! ```
//! use needlepoint_loader::{Ledger, Profile, Refusal, Verify, admit};
//!
//! /// The longest that session 1 may keep the needles moving for this phototype, in seconds.
//! fn first_session_seconds(
//!     file: &[u8],
//!     pen: &Profile<'_>,
//!     today: u16,
//!     (verify, ledger): (&impl Verify, &impl Ledger),
//!     phototype: u8,
//! ) -> Result<Option<u32>, Refusal> {
//!     let admitted = admit(file, pen, today, verify, ledger)?;
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
mod claims;
mod course;
mod decode;
mod envelope;
mod image;
mod ledger;
mod list;
mod profile;
mod refusal;
mod rules;
mod step;
mod treatment;
mod view;

pub use admit::admit;
pub use claims::{Claims, key_id, signed};
pub use course::Spacing;
pub use envelope::Verify;
pub use image::{Prompt, PromptKind, Source, Stamp, Validity};
pub use ledger::{Given, Ledger, Unreadable};
pub use profile::{Key, Profile};
pub use refusal::Refusal;
pub use step::{Motion, Passes, Scope, Sign, Stop, Target, Treat};
pub use treatment::{Exception, Limits};
pub use view::{Admitted, Course, Step, Steps};
