//! An image opened as the pen that it asks for would open it, with any limits and capacities: for people who look at one.

use ed25519_dalek::{Signature, VerifyingKey};
use needlepoint_loader as loader;
use sha2::{Digest, Sha256};

use crate::emit::{NoLedger, sha512};

/// A public key that somebody trusts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// What it is called in an image: the first 8 bytes of SHA-256 over the public key.
    pub id: [u8; 8],
    /// The key itself.
    pub public: [u8; 32],
}

impl Key {
    /// A public key with its name.
    #[must_use]
    pub fn of(public: [u8; 32]) -> Self {
        let digest: [u8; 32] = Sha256::digest(public).into();
        Self { id: digest.first_chunk().copied().unwrap_or_default(), public }
    }
}

/// An image with what it says of itself; every check of the loader has passed but those that only a pen can make.
#[derive(Debug)]
pub struct Opened<'i> {
    /// What it says of itself.
    pub claims: loader::Claims<'i>,
    /// What is in it.
    pub image: loader::Admitted<'i>,
}

/// Opens a file with the keys that are trusted; without any, its signature is not looked at. `today` is in days since 1970-01-01; none opens
/// it on its own last day.
///
/// # Errors
/// The first check that fails.
pub fn open<'i>(file: &'i [u8], keys: Option<&[Key]>, today: Option<u16>) -> Result<Opened<'i>, loader::Refusal> {
    // In the pen's order: nothing is read of what nobody trusted has signed.
    if let Some(keys) = keys {
        let trusted: Vec<loader::Key> = keys.iter().map(|key| loader::Key { id: key.id, public: key.public }).collect();
        loader::signed(file, &trusted, &Checks { signature: true })?;
    }
    let claims = loader::Claims::read(file)?;
    let cartridges: Vec<&str> = claims.cartridges().collect();
    let named = [loader::Key { id: *claims.key_id, public: [0; 32] }];
    let trusted: Vec<loader::Key> = match keys {
        Some(keys) => keys.iter().map(|key| loader::Key { id: key.id, public: key.public }).collect(),
        None => named.to_vec(),
    };
    let [revision, _] = claims.revisions;
    let pen = loader::Profile {
        name: claims.profile,
        revision,
        device: claims.device,
        cartridges: &cartridges,
        keys: &trusted,
        bench: true,
        max_depth_um: u16::MAX,
        max_speed_rpm: u16::MAX,
        max_passes: u16::MAX,
        max_session_s: u32::MAX,
        areas: u8::MAX,
        courses: u8::MAX,
        sessions: u8::MAX,
        steps: u8::MAX,
        prompts: u8::MAX,
        name_bytes: u8::MAX,
        caption_bytes: u8::MAX,
    };
    let checks = Checks { signature: keys.is_some() };
    let image = loader::admit(file, &pen, today.unwrap_or(claims.validity.until), &checks, &NoLedger)?;
    Ok(Opened { claims, image })
}

/// Whether a pen would admit a file, on the file's own last day.
///
/// # Errors
/// The first check that fails.
pub fn admitted_by(file: &[u8], pen: &loader::Profile<'_>) -> Result<(), loader::Refusal> {
    let last = loader::Claims::read(file)?.validity.until;
    loader::admit(file, pen, last, &Checks { signature: true }, &NoLedger).map(|_| ())
}

/// Checks digests, and signatures when a key is trusted.
struct Checks {
    signature: bool,
}

impl loader::Verify for Checks {
    fn ed25519(&self, public: &[u8; 32], signature: &[u8; 64], message: &[&[u8]]) -> bool {
        let signed = || VerifyingKey::from_bytes(public)?.verify_strict(&message.concat(), &Signature::from_bytes(signature));
        !self.signature || signed().is_ok()
    }

    fn sha512(&self, message: &[&[u8]]) -> [u8; 64] {
        sha512(message)
    }
}
