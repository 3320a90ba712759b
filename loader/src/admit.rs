//! The one way into the loader: bytes in, a whole admitted image or one refusal out.
//! It must not know any single rule; it owns their order.

use crate::{
    envelope::{Envelope, Verify},
    image::Image,
    ledger::Ledger,
    profile::Profile,
    refusal::Refusal,
    rules,
    treatment::Treatment,
    view::Admitted,
};

/// Checks a whole file, to the last step of the last session, before anything in it may be used. `today` is in days since 1970-01-01.
///
/// The order: the envelope, the key, the signature over the stored bytes; the encoding and shape of everything; bench mark, profile,
/// revision, device and cartridges; the days; the sequence; the check numbers against the treatment; the pen's capacities; the image's
/// limits against the pen's; every step of every session of every course against the image's limits; phototypes and exceptions.
///
/// # Errors
///
/// The first check that fails; nothing of a refused image can be read.
pub fn admit<'i>(
    bytes: &'i [u8],
    pen: &Profile<'_>,
    today: u16,
    verify: &impl Verify,
    ledger: &impl Ledger,
) -> Result<Admitted<'i>, Refusal> {
    let envelope = Envelope::read(bytes)?;
    envelope.verify(pen.keys, verify)?;
    let image = Image::read(envelope.payload)?;
    let treatment = Treatment::read(image.treatment)?;
    rules::made_for_this_pen(&image, &treatment, pen)?;
    rules::valid_on(&image, today)?;
    Refusal::Superseded.unless(ledger.sequence(image.series)?.is_none_or(|highest| image.sequence >= highest))?;
    rules::check_numbers(&image, verify)?;
    rules::within_capacity(&image, &treatment, pen)?;
    rules::within_hard_limits(&treatment.limits, pen)?;
    rules::treatment(&image, &treatment)?;
    Ok(Admitted::new(image, treatment))
}
