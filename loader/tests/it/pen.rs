//! What a pen brings to the loader, for tests: one that takes any signature, one that checks them, and two ledgers.
//! It must not know what an image holds.

use std::collections::BTreeMap;

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use needlepoint_loader::{Admitted, Given, Key, Ledger, Profile, Refusal, Unreadable, Verify, admit};
use sha2::{Digest, Sha256, Sha512};

use crate::{draft::Draft, writer::Writer};

/// The day on which tests ask, in days since 1970-01-01.
pub(crate) const TODAY: u16 = 20_000;

/// Takes every signature and gives one digest for everything, so that a test may change any byte and look at the checks behind both.
pub(crate) struct Trusting;

impl Verify for Trusting {
    fn ed25519(&self, _: &[u8; 32], _: &[u8; 64], _: &[&[u8]]) -> bool {
        true
    }

    /// Its groups of 11 bits are 0, 2047, 300, 1024 and then nothing but 0: the good draft's check numbers.
    fn sha512(&self, _: &[&[u8]]) -> [u8; 64] {
        let mut digest = [0; 64];
        digest[..5].copy_from_slice(&[0x00, 0x1f, 0xfc, 0x96, 0x40]);
        digest
    }
}

/// Checks signatures and digests with libraries made for it.
pub(crate) struct Checking;

impl Verify for Checking {
    fn ed25519(&self, public: &[u8; 32], signature: &[u8; 64], message: &[&[u8]]) -> bool {
        let signature = Signature::from_bytes(signature);
        VerifyingKey::from_bytes(public).is_ok_and(|key| key.verify_strict(&message.concat(), &signature).is_ok())
    }

    fn sha512(&self, message: &[&[u8]]) -> [u8; 64] {
        Sha512::digest(message.concat()).into()
    }
}

/// A ledger in memory.
#[derive(Default)]
pub(crate) struct Memory {
    pub(crate) sequences: BTreeMap<[u8; 16], u32>,
    pub(crate) given: BTreeMap<([u8; 16], Vec<u8>), Given>,
    /// It cannot be written any more.
    pub(crate) full: bool,
    /// It cannot be read any more.
    pub(crate) torn: bool,
}

impl Ledger for Memory {
    fn sequence(&self, series: &[u8; 16]) -> Result<Option<u32>, Unreadable> {
        if self.torn { Err(Unreadable) } else { Ok(self.sequences.get(series).copied()) }
    }

    fn last(&self, series: &[u8; 16], tag: &[u8]) -> Result<Option<Given>, Unreadable> {
        if self.torn { Err(Unreadable) } else { Ok(self.given.get(&(*series, tag.to_vec())).copied()) }
    }

    fn accept(&mut self, series: &[u8; 16], sequence: u32) -> bool {
        if !self.full {
            self.sequences.insert(*series, sequence);
        }
        !self.full
    }

    fn begin(&mut self, series: &[u8; 16], tag: &[u8], given: Given) -> bool {
        if !self.full {
            self.given.insert((*series, tag.to_vec()), given);
        }
        !self.full
    }
}

/// A pen that takes any signature and remembers nothing, asked today.
pub(crate) fn asked<'i>(file: &'i [u8], pen: &Profile<'_>) -> Result<Admitted<'i>, Refusal> {
    admit(file, pen, TODAY, &Trusting, &Memory::default())
}

/// The protected header up to the key id.
const HEADER: &[u8] = b"\xa3\x01\x32\x03\x78\x20application/vnd.needlepoint+cbor\x04\x48";

/// A payload in an envelope that names a key of the pen, with a signature by nobody.
pub(crate) fn sealed(payload: &[u8]) -> Vec<u8> {
    enveloped(*b"new-key.", payload, &[0x5a; 64])
}

/// A key made from a number.
pub(crate) fn signer(seed: u8) -> SigningKey {
    SigningKey::from_bytes(&[seed; 32])
}

/// What a pen trusts of a key.
pub(crate) fn trusted(key: &SigningKey) -> Key {
    let public = key.verifying_key().to_bytes();
    let id = Sha256::digest(public).first_chunk().copied().unwrap();
    Key { id, public }
}

/// A payload that a key has signed.
pub(crate) fn signed(key: &SigningKey, payload: &[u8]) -> Vec<u8> {
    let id = trusted(key).id;
    let head = head(payload.len());
    let message = [b"\x84\x6aSignature1\x58\x30", HEADER, &id, b"\x40", &head, payload].concat();
    enveloped(id, payload, &key.sign(&message).to_bytes())
}

fn enveloped(key_id: [u8; 8], payload: &[u8], signature: &[u8]) -> Vec<u8> {
    [b"\xd2\x84\x58\x30", HEADER, &key_id, b"\xa0", &head(payload.len()), payload, b"\x58\x40", signature].concat()
}

/// The head of a byte string.
fn head(length: usize) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.head_of_string(length);
    writer.bytes
}

/// The first four different groups of 11 bits of the digest over a draft's treatment, written out as figures.
pub(crate) fn numbers(draft: &Draft) -> [u64; 4] {
    let mut treatment = Writer::default();
    draft.write_treatment(&mut treatment);
    let digest = Sha512::digest([b"needlepoint treatment\0", &treatment.bytes[..]].concat());
    let bits: Vec<u64> = digest.iter().flat_map(|byte| (0..8).rev().map(move |bit| u64::from(byte >> bit & 1))).collect();
    let groups = bits.chunks(11).map(|group| group.iter().fold(0, |number, bit| 2 * number + bit));
    let mut first: Vec<u64> = Vec::new();
    for group in groups {
        if !first.contains(&group) {
            first.push(group);
        }
    }
    first[..4].try_into().unwrap()
}
