//! The envelope around an image: one tagged COSE_Sign1 (RFC 9052), Ed25519 (algorithm -19 of RFC 9864), an empty unprotected header.
//! Makes no signature: it says what is signed, and puts the signature beside it.

use needlepoint_loader as loader;
use sha2::{Digest, Sha512};

use crate::plan::cbor::Writer;

/// What the signature is for, so that one made for anything else is none here.
const CONTENT_TYPE: &str = "application/vnd.needlepoint+cbor";

/// The protected header: algorithm, content type, key.
fn protected(key_id: [u8; 8]) -> Vec<u8> {
    let mut to = Writer::default();
    to.map(3);
    to.uint(1);
    to.negative(18);
    to.uint(3);
    to.text(CONTENT_TYPE);
    to.uint(4);
    to.bytes(&key_id);
    to.into_bytes()
}

/// The bytes that a key signs: `Sig_structure` of RFC 9052, section 4.4, without external data.
#[must_use]
pub fn message(key_id: [u8; 8], payload: &[u8]) -> Vec<u8> {
    let mut to = Writer::default();
    to.array(4);
    to.text("Signature1");
    to.bytes(&protected(key_id));
    to.bytes(&[]);
    to.bytes(payload);
    to.into_bytes()
}

/// The file: tag, headers, payload, signature.
#[must_use]
pub fn envelope(key_id: [u8; 8], payload: &[u8], signature: &[u8; 64]) -> Vec<u8> {
    let mut to = Writer::default();
    to.tag(18);
    to.array(4);
    to.bytes(&protected(key_id));
    to.map(0);
    to.bytes(payload);
    to.bytes(signature);
    to.into_bytes()
}

/// Stands for the key of an image that nobody has signed.
pub const NO_KEY: [u8; 8] = [0; 8];

/// The key that an image is read back under before anybody has signed it; no pen trusts it.
pub(super) const NOBODY: loader::Key = loader::Key { id: NO_KEY, public: [0; 32] };

/// Reads back an image that nobody has signed yet: digests are checked, the signature is not.
pub(super) struct Unsigned;

impl loader::Verify for Unsigned {
    fn ed25519(&self, _: &[u8; 32], _: &[u8; 64], _: &[&[u8]]) -> bool {
        true
    }

    fn sha512(&self, message: &[&[u8]]) -> [u8; 64] {
        sha512(message)
    }
}

/// SHA-512 over the parts of a message, one after another.
#[must_use]
pub fn sha512(message: &[&[u8]]) -> [u8; 64] {
    let mut hash = Sha512::new();
    message.iter().for_each(|part| hash.update(part));
    hash.finalize().into()
}

/// The ledger of whoever looks at an image and is no pen: it has seen nothing, and nothing begins.
#[derive(Debug)]
pub struct NoLedger;

impl loader::Ledger for NoLedger {
    fn sequence(&self, _: &[u8; 16]) -> Result<Option<u32>, loader::Unreadable> {
        Ok(None)
    }

    fn last(&self, _: &[u8; 16], _: &[u8]) -> Result<Option<loader::Given>, loader::Unreadable> {
        Ok(None)
    }

    fn accept(&mut self, _: &[u8; 16], _: u32) -> bool {
        false
    }

    fn begin(&mut self, _: &[u8; 16], _: &[u8], _: loader::Given) -> bool {
        false
    }
}
