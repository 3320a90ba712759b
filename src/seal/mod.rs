//! Signs images. The only place that knows a secret; what is signed is said by `emit`.

use ed25519_dalek::{Signer as _, SigningKey};
use sha2::{Digest, Sha256};

use crate::emit::{Image, envelope, message};

/// What the development key is made from. It is published, so a signature by it shows nothing, and no pen that treats patients trusts it.
const DEVELOPMENT: &[u8] = b"needlepoint development key: published, so that nobody can rely on it";

/// A key that signs.
#[derive(Debug)]
pub struct Signer {
    key: SigningKey,
}

impl Signer {
    /// The published key that images for the bench are signed with.
    #[must_use]
    pub fn development() -> Self {
        Self { key: SigningKey::from_bytes(&Sha256::digest(DEVELOPMENT).into()) }
    }

    /// The public key.
    #[must_use]
    pub fn public(&self) -> [u8; 32] {
        self.key.verifying_key().to_bytes()
    }

    /// The image as a file, signed. The same image and key give the same bytes.
    #[must_use]
    pub fn seal(&self, image: &Image) -> Vec<u8> {
        let id = key_id(&self.public());
        let signature = self.key.sign(&message(id, image.payload()));
        envelope(id, image.payload(), &signature.to_bytes())
    }
}

/// What a key is called in an image: the first 8 bytes of SHA-256 over the public key.
#[must_use]
pub fn key_id(public: &[u8; 32]) -> [u8; 8] {
    let digest: [u8; 32] = Sha256::digest(public).into();
    digest.first_chunk().copied().unwrap_or_default()
}
