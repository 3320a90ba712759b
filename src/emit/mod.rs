//! The bytes a pen's loader reads, loaded back before they are returned. Nothing clinical is rounded on the way.
//! Uses nothing of the loader but its admission and its cursors, in `read_back`.

mod envelope;
mod pen;
mod read_back;

pub use envelope::{NO_KEY, NoLedger, envelope, message, sha512};
pub use pen::pen;

use sha2::{Digest, Sha256};

use crate::diagnostic::Fault;
use crate::plan::cbor::Writer;
use crate::plan::{Identity, Plan, PromptKind, Stamp, identity_of, treatment};
use crate::quantity::Day;
use crate::syntax::tree::Version;

/// The image format written here.
pub const FORMAT: u32 = 1;

/// What comes before the names that make a series, so that its digest means nothing else.
const SERIES: &[u8] = b"needlepoint series\0";

/// A text that an image is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The name of its file, without the folders.
    pub name: String,
    /// SHA-256 of its bytes.
    pub sha256: [u8; 32],
}

/// Where an image comes from: the texts, and the clinic that names the series together with the protocol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origins {
    /// The clinic's name; empty when no clinic was applied.
    pub clinic: String,
    /// The protocol's text first, then the clinic's and its policies.
    pub texts: Vec<Origin>,
}

/// What a signature is put on: an image that the loader has admitted and stepped through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    payload: Vec<u8>,
    identity: Identity,
}

impl Image {
    /// The bytes that are signed.
    #[must_use]
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// The identity of the treatment in it.
    #[must_use]
    pub fn identity(&self) -> &Identity {
        &self.identity
    }
}

/// Writes an image and reads it back with the pen's own loader.
///
/// # Errors
/// The loader refuses it, or steps through something else than the plan: a fault of this tool, and no image.
pub fn image(plan: &Plan, stamp: &Stamp, origins: &Origins) -> Result<Image, Fault> {
    agreed(written(&treatment(plan), plan, stamp, origins)?, plan, stamp, origins)
}

/// A payload as an image, if the loader reads in it what was to be written.
///
/// # Errors
/// It reads something else: whoever wrote the payload took one field for another, and there is no image.
pub fn agreed(payload: Vec<u8>, plan: &Plan, stamp: &Stamp, origins: &Origins) -> Result<Image, Fault> {
    let identity = identity_of(&treatment(plan));
    read_back::agrees(&payload, &identity, plan, stamp, origins)?;
    Ok(Image { payload, identity })
}

/// What all versions of one protocol of one clinic share.
#[must_use]
pub fn series(clinic: &str, protocol: &str) -> [u8; 16] {
    let mut hash = Sha256::new();
    hash.update(SERIES);
    for name in [clinic, protocol] {
        hash.update(name);
        // A name has no zero byte in it, so no two pairs of names run together alike.
        hash.update([0]);
    }
    let digest: [u8; 32] = hash.finalize().into();
    digest.first_chunk().copied().unwrap_or_default()
}

/// The place of a version in its series: major x 2^20 + minor x 2^10 + patch. `None` when a part does not fit.
#[must_use]
pub fn sequence(version: Version) -> Option<u32> {
    let Version { major, minor, patch } = version;
    (major < 1 << 12 && minor < 1 << 10 && patch < 1 << 10).then_some((major << 20) | (minor << 10) | patch)
}

/// The version that a place in a series stands for.
#[must_use]
pub fn version_of(sequence: u32) -> Version {
    Version { major: sequence >> 20, minor: (sequence >> 10) & 0x3ff, patch: sequence & 0x3ff }
}

/// The days on which an image may be used: from its approval, or from any day when it is for the bench, to the earliest of the renewal and
/// the end of any exception.
fn validity(plan: &Plan, stamp: &Stamp) -> Result<[u16; 2], Fault> {
    let day = |day: Day| u16::try_from(day.since_epoch()).map_err(|_| Fault::new(format!("the day {day} has no place in an image")));
    let from = plan.approved_on.filter(|_| !stamp.bench()).map_or(Ok(0), day)?;
    let ends = plan.renew_by.into_iter().chain(plan.exceptions.iter().map(|exception| exception.until));
    let until = ends.min().map_or(Ok(u16::MAX), day)?;
    Ok([from, until])
}

/// The payload around a treatment's bytes, read back by nobody.
///
/// # Errors
/// The version or a day has no place in an image.
pub fn written(treatment: &[u8], plan: &Plan, stamp: &Stamp, origins: &Origins) -> Result<Vec<u8>, Fault> {
    let sequence = sequence(plan.version).ok_or_else(|| Fault::new("the version has no place in an image"))?;
    let mut to = Writer::default();
    to.map(11);
    to.uint(0);
    to.uint(FORMAT);
    to.uint(1);
    to.bool(stamp.bench());
    to.uint(2);
    to.bytes(&series(&origins.clinic, plan.name.as_str()));
    to.uint(3);
    to.uint(sequence);
    to.uint(4);
    to.array(origins.texts.len());
    for text in &origins.texts {
        to.array(2);
        to.text(&text.name);
        to.bytes(&text.sha256);
    }
    to.uint(5);
    to.array(3);
    to.array(3);
    stamp.tool().into_iter().for_each(|part| to.uint(part.into()));
    to.uint(stamp.language().into());
    to.bytes(&stamp.rule_set());
    to.uint(6);
    to.array(2);
    to.text(stamp.profile().name.as_str());
    let revision = stamp.profile().revision.into();
    to.array(2);
    [revision, revision].into_iter().for_each(|revision| to.uint(revision));
    to.uint(7);
    to.array(2);
    validity(plan, stamp)?.into_iter().for_each(|day| to.uint(day.into()));
    to.uint(8);
    to.bytes(treatment);
    to.uint(9);
    to.array(plan.prompts.len());
    for prompt in &plan.prompts {
        to.array(3);
        to.uint(prompt_mark(prompt.kind));
        to.bool(prompt.in_area);
        to.text(&prompt.caption);
    }
    to.uint(10);
    to.array(4);
    identity_of(treatment).numbers.into_iter().for_each(|number| to.uint(number.into()));
    Ok(to.into_bytes())
}

/// The mark of a prompt in an image.
fn prompt_mark(kind: PromptKind) -> u32 {
    match kind {
        PromptKind::DoNotTreat => 0,
        PromptKind::Postpone => 1,
        PromptKind::Wait => 2,
        PromptKind::Decide => 3,
        PromptKind::Record => 4,
        PromptKind::Age => 5,
        PromptKind::Ready => 6,
    }
}

#[cfg(test)]
mod tests {
    //! What names an image: its series and its place in it.

    use super::*;

    #[test]
    fn a_series_is_that_of_its_clinic_and_protocol() {
        // Worked out with Python's hashlib.
        assert_eq!(hex(&series("", "acne-scars-face")), "d1fb8a800f41e858c153372893837223");
        assert_eq!(hex(&series("some-clinic", "acne-scars-face")), "4ba6baf8a2236bf188d8c7ca4e9a5c4a");
        assert_ne!(series("a", "bc"), series("ab", "c"));
    }

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn a_sequence_rises_with_the_version_and_has_its_bounds() {
        let of = |major, minor, patch| sequence(Version { major, minor, patch });
        assert_eq!(of(0, 0, 0), Some(0));
        assert_eq!(of(1, 2, 3), Some(1_050_627));
        assert_eq!(of(4095, 1023, 1023), Some(u32::MAX));
        for version in [Version { major: 1, minor: 2, patch: 3 }, Version { major: 4095, minor: 1023, patch: 0 }] {
            assert_eq!(sequence(version).map(version_of), Some(version));
        }
        assert_eq!([of(4096, 0, 0), of(0, 1024, 0), of(0, 0, 1024)], [None; 3]);
        assert!(of(1, 0, 0) > of(0, 1023, 1023) && of(0, 1, 0) > of(0, 0, 1023));
    }
}
