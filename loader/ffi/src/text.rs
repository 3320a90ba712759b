//! Bytes and texts as C has them: a pointer and a length.

use core::{ptr, slice};

/// Bytes, or a text in UTF-8 without a zero at its end.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Text {
    pub(crate) bytes: *const u8,
    pub(crate) length: usize,
}

impl Text {
    pub(crate) const NONE: Self = Self { bytes: ptr::null(), length: 0 };

    pub(crate) const fn of(bytes: &[u8]) -> Self {
        Self { bytes: bytes.as_ptr(), length: bytes.len() }
    }

    /// # Safety
    /// The pointer is null or points to as many bytes as the length says, for `'a`.
    pub(crate) unsafe fn read<'a>(self) -> Option<&'a str> {
        // SAFETY: as the caller says.
        let bytes = unsafe { all(self.bytes, self.length) }?;
        core::str::from_utf8(bytes).ok()
    }
}

/// What a pointer and a count stand for; none when the pointer is null or the count is impossible.
///
/// # Safety
/// The pointer is null or points to as many values as the count says, for `'a`.
pub(crate) unsafe fn all<'a, T>(first: *const T, count: usize) -> Option<&'a [T]> {
    let bytes = count.checked_mul(size_of::<T>())?;
    if first.is_null() || !first.is_aligned() || isize::try_from(bytes).is_err() {
        return None;
    }
    // SAFETY: neither null nor misaligned nor too long; the rest is as the caller says.
    Some(unsafe { slice::from_raw_parts(first, count) })
}
