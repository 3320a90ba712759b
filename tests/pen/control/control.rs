//! A function that can panic, to see that such a one is not linked; and the decoder without a single rule.

#![no_std]

use needlepoint_loader::Claims;
use needlepoint_loader_ffi as _;

/// The byte at a place, which need not be there: a firmware that calls this must not link.
///
/// # Safety
/// The pointer points to as many bytes as the length says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn np_planted(bytes: *const u8, length: usize, place: usize) -> u8 {
    // SAFETY: as the caller says.
    let bytes = unsafe { core::slice::from_raw_parts(bytes, length) };
    bytes[place]
}

/// Reads a whole image, to the last stop rule of the last step, and judges nothing: 1 when it is well-formed.
///
/// # Safety
/// The pointer points to as many bytes as the length says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn np_decode(bytes: *const u8, length: usize) -> u8 {
    // SAFETY: as the caller says.
    let bytes = unsafe { core::slice::from_raw_parts(bytes, length) };
    u8::from(Claims::read(bytes).is_ok())
}
