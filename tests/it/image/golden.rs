//! Images that stand for good: today's compiler gives the treatments in them, and the loader admits them. See `tests/images/v1/README.md`.

use needlepoint::plan::{lower, treatment};
use needlepoint::seal::{Signer, open};
use needlepoint_loader as loader;

use super::{BENCH_KEY, accepted, admit, profile};
use crate::support::{files, read, root};

/// The folder whose texts are compiled again.
const COMPILED: &str = "tests/images/v1";

/// The day on which the images were built.
const BUILT: &str = "2026-11-22";

fn bytes(path: &str) -> Vec<u8> {
    std::fs::read(root().join(path)).unwrap()
}

#[test]
fn the_texts_beside_the_images_give_the_treatments_in_them() {
    let texts = files(COMPILED, ".needle");
    assert_eq!(texts.len(), 8);
    for text in texts {
        let today = treatment(&lower(&accepted(&read(&text), BUILT)));
        let name = text.strip_suffix(".needle").unwrap();
        let signed = bytes(&format!("{name}.bench.npp"));
        let unsigned = Signer::development().seal(&bytes(&format!("{name}.unsigned.npp")));
        for file in [signed, unsigned] {
            let then = open(&file, Some(&[Signer::development().public()]), None).unwrap().image.treatment().to_vec();
            assert!(then == today, "{name} is another treatment than it was");
        }
    }
}

/// The pens that the images were built for, written by hand from `protocols/atlas/devices.needle`: no later atlas changes what they are.
fn pens() -> [loader::Profile<'static>; 2] {
    let skinpen = profile();
    let exceed =
        loader::Profile { device: "exceed", cartridges: &["exceed-cartridge"], max_depth_um: 1500, max_speed_rpm: 9000, ..skinpen };
    [skinpen, exceed]
}

#[test]
fn the_loader_admits_every_image_that_it_ever_admitted() {
    let images = files("tests/images", ".npp");
    let golden: Vec<&String> = images.iter().filter(|path| !path.starts_with("tests/images/vectors/")).collect();
    let (signer, mut admitted) = (Signer::of(&[1; 32]), [0, 0]);
    let needlepoint::seal::Key { id, public } = signer.public();
    for path in golden {
        let bench = path.ends_with(".bench.npp");
        let (file, key) = if bench { (bytes(path), BENCH_KEY) } else { (signer.seal(&bytes(path)), loader::Key { id, public }) };
        let device = loader::Claims::read(&file).unwrap().device;
        let pen = pens().into_iter().find(|pen| pen.device == device).unwrap_or_else(|| panic!("{path} is for {device}"));
        let keys = [key];
        let image = admit(&file, &loader::Profile { keys: &keys, bench, ..pen }).unwrap_or_else(|refusal| panic!("{path}: {refusal}"));
        assert_eq!(image.bench(), bench, "{path}");
        admitted[usize::from(bench)] += 1;
    }
    assert_eq!(admitted, [8, 8]);
}
