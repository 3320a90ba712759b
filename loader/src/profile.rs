//! What the pen that asks is: its identity, its hard limits, its capacities, and what it accepts.
//! It must not know an image.

/// A pen. Source: the firmware of the pen, or the profile that a protocol is compiled for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Profile<'p> {
    /// Name of the profile.
    pub name: &'p str,
    /// Hardware revision.
    pub revision: u16,
    /// Name of the device.
    pub device: &'p str,
    /// Name of the cartridge that is fitted.
    pub cartridge: &'p str,
    /// Deepest that the pen may ever go, in micrometres.
    pub max_depth_um: u16,
    /// Fastest that the needle drive may ever run, in revolutions per minute.
    pub max_speed_rpm: u16,
    /// Most passes over an area in one step, all directions together.
    pub max_passes: u16,
    /// Longest that the steps of one session may take together, in seconds.
    pub max_session_s: u32,
    /// Areas that the pen can hold.
    pub areas: u8,
    /// Courses that the pen can hold.
    pub courses: u8,
    /// Sessions of one course that the pen can hold.
    pub sessions: u8,
    /// Steps of one session that the pen can hold.
    pub steps: u8,
    /// Bytes of one name that the pen can show.
    pub name_bytes: u8,
}

/// Which images are accepted here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Accept {
    /// A pen that treats patients. It refuses every image of format 0, which nobody has signed.
    #[default]
    Device,
    /// An emulator or a test bench. It admits bench images of format 0.
    Bench,
}
