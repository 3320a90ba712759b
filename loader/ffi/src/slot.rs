//! Room in a C structure for a value of the loader, with a mark that says whether one is in it.

use core::{marker::PhantomData, mem::MaybeUninit};

/// Room for one `T`. A structure that is all zeros holds none.
#[repr(C)]
pub struct Slot<T, const WORDS: usize> {
    mark: usize,
    room: MaybeUninit<[usize; WORDS]>,
    of: PhantomData<T>,
}

/// Says that a value is there: no small number, no address in a small pen, and not what fresh memory usually holds. It is no proof: the
/// header asks a firmware for memory that is all zeros, or that this library wrote last.
const HELD: usize = 0x6e70_6c64;

impl<T, const WORDS: usize> Slot<T, WORDS> {
    /// The header's room is enough.
    const FITS: () = assert!(size_of::<T>() <= size_of::<[usize; WORDS]>() && align_of::<T>() <= align_of::<usize>());

    pub(crate) const EMPTY: Self = Self { mark: 0, room: MaybeUninit::uninit(), of: PhantomData };

    pub(crate) fn holding(value: T) -> Self {
        let () = Self::FITS;
        let mut slot = Self { mark: HELD, ..Self::EMPTY };
        // SAFETY: the room is large enough and aligned, as `FITS` shows, and nothing is in it yet.
        unsafe { slot.room.as_mut_ptr().cast::<T>().write(value) };
        slot
    }

    /// What is held; none when nothing is.
    ///
    /// # Safety
    /// The memory is all zeros, or was last written by this library: the header asks that of a firmware.
    pub(crate) unsafe fn get(&self) -> Option<&T> {
        if self.mark != HELD {
            return None;
        }
        // SAFETY: as the caller says, only `holding` can have set the mark, with a value in the room.
        Some(unsafe { &*self.room.as_ptr().cast::<T>() })
    }

    /// What is held, to be changed; none when nothing is.
    ///
    /// # Safety
    /// As of [`Slot::get`].
    pub(crate) unsafe fn get_mut(&mut self) -> Option<&mut T> {
        if self.mark != HELD {
            return None;
        }
        // SAFETY: as the caller says, only `holding` can have set the mark, with a value in the room.
        Some(unsafe { &mut *self.room.as_mut_ptr().cast::<T>() })
    }

    /// What is held at a pointer of the firmware's; none when it is null or nothing is.
    ///
    /// # Safety
    /// The pointer is as the header says, and what it points to as of [`Slot::get`].
    pub(crate) unsafe fn at<'a>(slot: *const Self) -> Option<&'a T> {
        // SAFETY: as the caller says.
        let slot = unsafe { slot.as_ref() }?;
        // SAFETY: as the caller says.
        unsafe { slot.get() }
    }
}
