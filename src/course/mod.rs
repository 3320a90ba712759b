//! The course of one patient: its tag, its file resolved, its dates under the protocols that govern it, and what calendars hold of it.

mod dated;
mod follow;
mod issue;
mod problem;
mod record;
mod write;

pub use crate::syntax::tree::Stands;
pub use dated::{Governing, dated};
pub use follow::{
    Found, another, behind, holidays_unread, in_order, named_after, phototype_changed, tag_twice, text_taken_out, unapproved, zone_changed,
};
pub use issue::{Change, Issue, Revised, Session, Whole};
pub use problem::PAGES;
pub use record::{Governed, Record};
pub use write::{governed_by, written};
