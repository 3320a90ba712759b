//! What the pen that asks is: its identity, the keys it trusts, its hard limits and its capacities.
//! It must not know an image.

/// A public key that a pen trusts. Two of them let an old key go without a day on which no image is admitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)] // Firmware in C hands its keys on as they are.
pub struct Key {
    /// The first 8 bytes of SHA-256 over the public key.
    pub id: [u8; 8],
    /// The Ed25519 public key.
    pub public: [u8; 32],
}

/// A pen. Source: the firmware of the pen, or the profile that a protocol is compiled for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Profile<'p> {
    /// Name of the profile.
    pub name: &'p str,
    /// Hardware revision.
    pub revision: u16,
    /// Name of the device.
    pub device: &'p str,
    /// Names of the cartridges that the pen can take.
    pub cartridges: &'p [&'p str],
    /// The keys that the pen trusts.
    pub keys: &'p [Key],
    /// Whether this is an emulator or a test bench: only those run images with the bench mark.
    pub bench: bool,
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
    /// Prompts that the pen can hold.
    pub prompts: u8,
    /// Bytes of one name that the pen can show.
    pub name_bytes: u8,
    /// Bytes of one caption that the pen can show.
    pub caption_bytes: u8,
}
