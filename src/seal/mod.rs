//! Keys, signatures, and images opened with them. The only place that knows a secret; what is signed is said by `emit`.
//! A secret is wiped from memory by the libraries that hold it. What the system writes of memory to a disk, and copies that the compiler
//! leaves on the stack or in a register, are not.

mod opened;
mod register;

pub use opened::{Key, Opened, admitted_by, open};
pub use register::{Entry, Register, version};

use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{DecodePrivateKey, DecodePublicKey, EncodePrivateKey, EncodePublicKey, KeypairBytes};
use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::emit::{envelope, message};

/// What the development key is made from. It is published, so a signature by it shows nothing, and no pen that treats patients trusts it.
const DEVELOPMENT: &[u8] = b"needlepoint development key: published, so that nobody can rely on it";

/// A key that signs.
#[derive(Debug)]
pub struct Signer {
    key: SigningKey,
}

impl Signer {
    /// A key made of 32 bytes that nobody else has.
    #[must_use]
    pub fn of(secret: &[u8; 32]) -> Self {
        Self { key: SigningKey::from_bytes(secret) }
    }

    /// The published key that images for the bench are signed with.
    #[must_use]
    pub fn development() -> Self {
        Self::of(&Sha256::digest(DEVELOPMENT).into())
    }

    /// Reads a private key as PKCS #8 in PEM, as `openssl genpkey -algorithm ed25519` writes it; `None` for anything else.
    #[must_use]
    pub fn from_pem(text: &str) -> Option<Self> {
        SigningKey::from_pkcs8_pem(text).ok().map(|key| Self { key })
    }

    /// Writes the private key as PKCS #8 in PEM, in the first version of it, which every tool reads; `None` should the library not be able to.
    #[must_use]
    pub fn to_pem(&self) -> Option<Zeroizing<String>> {
        let bytes = KeypairBytes { secret_key: self.key.to_bytes(), public_key: None };
        bytes.to_pkcs8_pem(LineEnding::LF).ok()
    }

    /// Writes the public key as PEM; `None` should the library not be able to.
    #[must_use]
    pub fn public_pem(&self) -> Option<String> {
        self.key.verifying_key().to_public_key_pem(LineEnding::LF).ok()
    }

    /// The public key.
    #[must_use]
    pub fn public(&self) -> Key {
        Key::of(self.key.verifying_key().to_bytes())
    }

    /// A payload as a file, signed. The same payload and key give the same bytes.
    #[must_use]
    pub fn seal(&self, payload: &[u8]) -> Vec<u8> {
        let id = self.public().id;
        let signature = self.key.sign(&message(id, payload));
        envelope(id, payload, &signature.to_bytes())
    }
}

/// Reads a public key as PEM; `None` for anything else.
#[must_use]
pub fn public_from_pem(text: &str) -> Option<Key> {
    VerifyingKey::from_public_key_pem(text).ok().map(|key| Key::of(key.to_bytes()))
}

/// Bytes as hexadecimal figures.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
