//! The one way into the loader: bytes in, a whole admitted image or one refusal out.
//! It must not know any single rule; it owns their order.

use crate::{
    image::Image,
    profile::{Accept, Profile},
    refusal::Refusal,
    rules,
    treatment::Treatment,
    view::Admitted,
};

/// Checks a whole image, to the last step of the last session, before anything in it may be used.
///
/// The order: the encoding and shape of everything, and within it the format; what is accepted here; profile,
/// revision, device, cartridge and check numbers; the pen's capacities; the image's limits against the pen's;
/// every step of every session of every course against the image's limits; phototypes and exceptions.
///
/// The check numbers are checked in themselves and not against the treatment: who can hash compares them with
/// the digest of [`Admitted::treatment`].
///
/// # Errors
///
/// The first check that fails; nothing of a refused image can be read.
pub fn admit<'i>(bytes: &'i [u8], profile: &Profile<'_>, accept: Accept) -> Result<Admitted<'i>, Refusal> {
    let image = Image::read(bytes)?;
    let treatment = Treatment::read(image.treatment)?;
    rules::check(&image, &treatment, profile, accept)?;
    Ok(Admitted::new(image, treatment))
}
