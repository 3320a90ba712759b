//! What a file says of itself, for tools: which pen it asks for, and by which key it says that it is signed.
//! It must not be taken for an answer: nothing in it is checked but its shape.

use crate::{
    envelope::{Envelope, Verify},
    image::{Image, Validity},
    list::List,
    profile::Key,
    refusal::Refusal,
    treatment::Treatment,
};

/// Whether one of these keys has signed a file. For tools, before they read anything of it; [`admit`](crate::admit) asks this first.
///
/// # Errors
///
/// The file is no sealed image, or none of the keys has signed it.
pub fn signed(bytes: &[u8], keys: &[Key], verify: &impl Verify) -> Result<(), Refusal> {
    Envelope::read(bytes)?.verify(keys, verify)
}

/// The name of the key that a file says it is signed with. For tools, to say which key a pen would need; nothing is checked.
///
/// # Errors
///
/// The file is no sealed image.
pub fn key_id(bytes: &[u8]) -> Result<&[u8; 8], Refusal> {
    Envelope::read(bytes).map(|envelope| envelope.key_id)
}

/// What a file says of itself. A pen never needs it: a pen knows what it is.
#[derive(Clone, Debug)]
pub struct Claims<'i> {
    /// Name of the key that it says it is signed with.
    pub key_id: &'i [u8; 8],
    /// Whether it is marked for emulators and test benches.
    pub bench: bool,
    /// What all versions of one protocol of one clinic share.
    pub series: &'i [u8; 16],
    /// Which version of the series it is.
    pub sequence: u32,
    /// Name of the profile that it asks for.
    pub profile: &'i str,
    /// First and last hardware revision that it asks for.
    pub revisions: [u16; 2],
    /// Name of the device that it asks for.
    pub device: &'i str,
    /// First and last day on which it may be used.
    pub validity: Validity,
    cartridges: List<'i, &'i str>,
}

impl<'i> Claims<'i> {
    /// Reads what a file says of itself.
    ///
    /// # Errors
    ///
    /// The file is not one whole image of the format.
    pub fn read(bytes: &'i [u8]) -> Result<Self, Refusal> {
        let envelope = Envelope::read(bytes)?;
        let image = Image::read(envelope.payload)?;
        let treatment = Treatment::read(image.treatment)?;
        Ok(Self {
            key_id: envelope.key_id,
            bench: image.bench,
            series: image.series,
            sequence: image.sequence,
            profile: image.profile,
            revisions: image.revisions,
            device: treatment.device,
            validity: image.validity,
            cartridges: treatment.cartridges,
        })
    }

    /// Names of the cartridges that it asks for.
    pub fn cartridges(&self) -> impl ExactSizeIterator<Item = &'i str> + Clone + use<'i> {
        self.cartridges.clone()
    }
}
