//! What an image says of its making: tool, language, rule set and loader profile. Made only from an acceptance for building.

use crate::check::{self, Accepted, Profile};
use crate::rule::Purpose;

/// The mark of a build. Private fields: only an acceptance for building gives one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    tool: [u8; 3],
    language: u8,
    bench: bool,
    rule_set: [u8; 8],
    profile: Profile,
}

/// The stamp of an acceptance for building; `None` for an acceptance that was only asked for reading.
#[must_use]
pub fn stamp(accepted: &Accepted) -> Option<Stamp> {
    let bench = match accepted.purpose() {
        Purpose::Lint => return None,
        Purpose::Bench => true,
        Purpose::Device => false,
    };
    let mut version = env!("CARGO_PKG_VERSION").split('.').map(|part| part.parse().unwrap_or(u8::MAX));
    let mut part = || version.next().unwrap_or(u8::MAX);
    Some(Stamp { tool: [part(), part(), part()], language: 1, bench, rule_set: check::rule_set(), profile: accepted.profile()?.clone() })
}

impl Stamp {
    /// The tool's version as major, minor, patch.
    #[must_use]
    pub fn tool(&self) -> [u8; 3] {
        self.tool
    }

    /// The language version.
    #[must_use]
    pub fn language(&self) -> u8 {
        self.language
    }

    /// Whether the image is one that only emulators may admit.
    #[must_use]
    pub fn bench(&self) -> bool {
        self.bench
    }

    /// The first bytes of the digest over every rule's name and version.
    #[must_use]
    pub fn rule_set(&self) -> [u8; 8] {
        self.rule_set
    }

    /// The loader profile.
    #[must_use]
    pub fn profile(&self) -> &Profile {
        &self.profile
    }
}
