//! What the pen is, as its firmware says it.

use needlepoint_loader::{Key, Profile};

use crate::text::{Text, all};

/// A pen. Each field is that of [`Profile`].
#[repr(C)]
pub struct Pen {
    name: Text,
    device: Text,
    cartridges: *const Text,
    cartridge_count: usize,
    keys: *const Key,
    key_count: usize,
    max_session_s: u32,
    revision: u16,
    max_depth_um: u16,
    max_speed_rpm: u16,
    max_passes: u16,
    areas: u8,
    courses: u8,
    sessions: u8,
    steps: u8,
    prompts: u8,
    name_bytes: u8,
    caption_bytes: u8,
    /// 1 for an emulator or a test bench. Anything else is a pen for patients.
    bench: u8,
}

/// Kinds of cartridges that a pen can take through this interface.
const CARTRIDGES: usize = 16;

impl Pen {
    /// Hands the pen on as the loader has it; none when a text is missing or there are more cartridges than the interface takes.
    ///
    /// # Safety
    /// The pen's pointers are as the header says.
    pub(crate) unsafe fn with<R>(&self, then: impl FnOnce(&Profile<'_>) -> R) -> Option<R> {
        // SAFETY: as the caller says.
        let written = unsafe { all(self.cartridges, self.cartridge_count) }?;
        let mut names = [""; CARTRIDGES];
        let cartridges = names.get_mut(..written.len())?;
        for (name, text) in cartridges.iter_mut().zip(written) {
            // SAFETY: as the caller says.
            *name = unsafe { text.read() }?;
        }
        let profile = Profile {
            // SAFETY: as the caller says.
            name: unsafe { self.name.read() }?,
            revision: self.revision,
            // SAFETY: as the caller says.
            device: unsafe { self.device.read() }?,
            cartridges,
            // SAFETY: as the caller says; `Key` has the layout of the header's.
            keys: unsafe { all(self.keys, self.key_count) }?,
            bench: self.bench == 1,
            max_depth_um: self.max_depth_um,
            max_speed_rpm: self.max_speed_rpm,
            max_passes: self.max_passes,
            max_session_s: self.max_session_s,
            areas: self.areas,
            courses: self.courses,
            sessions: self.sessions,
            steps: self.steps,
            prompts: self.prompts,
            name_bytes: self.name_bytes,
            caption_bytes: self.caption_bytes,
        };
        Some(then(&profile))
    }
}
