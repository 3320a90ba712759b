//! What may be accepted: every rule is asked, exceptions are weighed, and only what nothing speaks against becomes an `Accepted`.

mod accept;
mod accepted;
mod canaries;
mod exceptions;

pub use accept::{Checked, accept};
pub use accepted::{Accepted, AreaDose, CarriedException, Caution, CourseDose, PassCount, Profile, REFERENCE, SessionDose, Target};
pub use canaries::{ask, canaries};
pub use exceptions::PAGES;

/// The rules, one file each; the registry is made from the folder.
mod rules {
    include!(concat!(env!("OUT_DIR"), "/rules.rs"));
}

pub use rules::RULES;

/// A rule by name.
#[must_use]
pub fn rule(name: &str) -> Option<&'static crate::rule::Registered> {
    RULES.iter().find(|rule| rule.name == name)
}

/// The first bytes of the digest over every rule's name and version: two tools with the same rules have the same.
#[must_use]
pub fn rule_set() -> [u8; 8] {
    use sha2::{Digest, Sha256};
    let mut hash = Sha256::new();
    for rule in RULES {
        hash.update(rule.name.as_bytes());
        hash.update([0]);
        hash.update(rule.rule.version.to_be_bytes());
    }
    let digest: [u8; 32] = hash.finalize().into();
    digest.first_chunk().copied().unwrap_or([0; 8])
}
