//! The pen that an image is made for, as its loader knows itself. Knows no image.

use needlepoint_loader as loader;

use crate::plan::Profile;

/// A pen of a profile: which device it is, the cartridges that it takes, the keys that it trusts, and whether it is a test bench.
#[must_use]
pub fn pen<'p>(
    profile: &'p Profile,
    device: &'p str,
    cartridges: &'p [&'p str],
    keys: &'p [loader::Key],
    bench: bool,
) -> loader::Profile<'p> {
    loader::Profile {
        name: profile.name.as_str(),
        revision: profile.revision,
        device,
        cartridges,
        keys,
        bench,
        max_depth_um: profile.max_depth_um,
        max_speed_rpm: profile.max_speed_rpm,
        // Nobody has published a limit for these two; the file's own limits still bind every step.
        max_passes: u16::MAX,
        max_session_s: u32::MAX,
        areas: profile.areas,
        courses: profile.courses,
        sessions: profile.sessions,
        steps: profile.steps,
        prompts: profile.prompts,
        name_bytes: profile.name_bytes,
        caption_bytes: profile.caption_bytes,
    }
}
