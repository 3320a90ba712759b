//! The envelope: one tagged COSE_Sign1 (RFC 9052) with Ed25519 (algorithm -19 of RFC 9864), and nothing behind it.
//! It must not know what the payload holds. All of it but key id, length and signature is fixed, so it is compared, not read.

use crate::{decode::Reader, profile::Key, refusal::Refusal};

/// What the pen brings: the signature scheme and the digest, which every firmware has already, in code or in hardware.
pub trait Verify {
    /// Whether an Ed25519 signature (RFC 8032, pure) by a public key is over the parts of a message, one after another.
    fn ed25519(&self, public: &[u8; 32], signature: &[u8; 64], message: &[&[u8]]) -> bool;

    /// SHA-512 (FIPS 180-4) over the parts of a message, one after another.
    fn sha512(&self, message: &[&[u8]]) -> [u8; 64];
}

/// The parts of a sealed image; none of them is trusted yet.
#[derive(Clone, Debug)]
pub(crate) struct Envelope<'i> {
    pub(crate) key_id: &'i [u8; 8],
    /// The payload with the head of its byte string, as the signature covers it.
    signed: &'i [u8],
    pub(crate) payload: &'i [u8],
    signature: &'i [u8; 64],
}

/// What comes before the key id: tag 18, an array of four, and the protected header up to its last value. The header names algorithm and
/// content type, so that a signature made for anything else is no signature here.
const BEFORE_KEY_ID: &[u8] = b"\xd2\x84\x58\x30\xa3\x01\x32\x03\x78\x20application/vnd.needlepoint+cbor\x04\x48";
/// Of those bytes, how many come before the protected header.
const OUTSIDE: usize = 4;
/// The unprotected header, always empty: nothing is left unsigned.
const UNPROTECTED: &[u8] = b"\xa0";
/// The head of the signature's byte string.
const SIGNATURE: &[u8] = b"\x58\x40";
/// What a signature is over, up to the protected header: the context of COSE_Sign1 and the header's length.
const CONTEXT: &[u8] = b"\x84\x6aSignature1\x58\x30";
/// The external data of a signature: none.
const EXTERNAL: &[u8] = b"\x40";

impl<'i> Envelope<'i> {
    pub(crate) fn read(bytes: &'i [u8]) -> Result<Self, Refusal> {
        Self::parts(bytes).ok_or(Refusal::Envelope)
    }

    fn parts(bytes: &'i [u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(BEFORE_KEY_ID)?;
        let (key_id, rest) = rest.split_first_chunk()?;
        let rest = rest.strip_prefix(UNPROTECTED)?;
        let mut reader = Reader::new(rest);
        let payload = reader.bytes().ok()?;
        let rest_behind = reader.rest();
        let signed = rest.get(..rest.len().checked_sub(rest_behind.len())?)?;
        let signature = rest_behind.strip_prefix(SIGNATURE)?.try_into().ok()?;
        Some(Self { key_id, signed, payload, signature })
    }

    /// Whether one of the keys has signed these very bytes.
    pub(crate) fn verify(&self, keys: &[Key], verify: &impl Verify) -> Result<(), Refusal> {
        let Some(Key { public, .. }) = keys.iter().find(|key| key.id == *self.key_id) else {
            return Err(Refusal::UnknownKey);
        };
        let header = BEFORE_KEY_ID.get(OUTSIDE..).unwrap_or_default();
        let message = [CONTEXT, header, self.key_id.as_slice(), EXTERNAL, self.signed];
        Refusal::BadSignature.unless(verify.ed25519(public, self.signature, &message))
    }
}
