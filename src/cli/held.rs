//! An image held against the pen that it names, by what the atlas knows of that pen and not by what the image says of itself.

use needlepoint_loader as loader;

use crate::emit;
use crate::model::Library;
use crate::plan::Profile;
use crate::quantity::Speed;
use crate::seal::{Key, Opened, admitted_by};

/// Nothing is signed, verified or played that the pen which it names could not admit.
///
/// # Errors
/// The end of a sentence that starts with the file: what that pen refuses, or that the atlas does not know the pen.
pub(super) fn held(file: &[u8], opened: &Opened<'_>, keys: &[Key]) -> Result<(), String> {
    let (library, device) = (Library::builtin(), opened.claims.device);
    let asked = Speed::of(opened.image.limits().max_speed_rpm.into());
    let known = library.device(device).and_then(|pen| Some((pen, Profile::of(&library, pen, Some(asked))?)));
    let Some((pen, profile)) = known else {
        return Err(format!("is for {device}, of which the atlas has no loader profile, so it cannot be held against the pen"));
    };
    let cartridges: Vec<&str> = pen.cartridges.iter().map(|cartridge| cartridge.name.value.as_str()).collect();
    let keys: Vec<loader::Key> = keys.iter().map(|Key { id, public }| loader::Key { id: *id, public: *public }).collect();
    admitted_by(file, &emit::pen(&profile, device, &cartridges, &keys, opened.claims.bench))
        .map_err(|refusal| format!("is no image that {device} could load: {refusal} (code {})", refusal.code()))
}
