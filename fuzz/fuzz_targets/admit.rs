//! Any bytes as an image, and as what somebody trusted has signed: admission ends, what is admitted keeps every limit to the last step of the
//! last session, and every cursor ends.
#![no_main]

use libfuzzer_sys::fuzz_target;
use needlepoint::emit::envelope;
use needlepoint_loader::{Admitted, Given, Key, Ledger, Motion, Profile, Sign, Unreadable, Verify, admit};

/// The pen of the vectors, with a key whose signatures nobody checks here: what lies behind the signature is what is tried.
const PEN: Profile<'static> = Profile {
    name: "reference",
    revision: 300,
    device: "some-pen",
    cartridges: &["nine-needles", "other-needles", "twelve-needles"],
    keys: &[Key { id: *b"\x34\x75\x0f\x98\xbd\x59\xfc\xfc", public: [0; 32] }],
    bench: true,
    max_depth_um: 2500,
    max_speed_rpm: 15_000,
    max_passes: 16,
    max_session_s: 3600,
    areas: 8,
    courses: 4,
    sessions: 6,
    steps: 10,
    prompts: 6,
    name_bytes: 20,
    caption_bytes: 40,
};

/// Takes every signature, and gives every treatment the digest of the good vector's.
struct Trusting;

impl Verify for Trusting {
    fn ed25519(&self, _: &[u8; 32], _: &[u8; 64], _: &[&[u8]]) -> bool {
        true
    }

    fn sha512(&self, _: &[&[u8]]) -> [u8; 64] {
        // 782, 159, 653 and 1995 in 11 bits each.
        let mut digest = [0; 64];
        digest[..6].copy_from_slice(&[0x61, 0xc2, 0x7d, 0x46, 0xfc, 0xb0]);
        digest
    }
}

impl Ledger for Trusting {
    fn sequence(&self, _: &[u8; 16]) -> Result<Option<u32>, Unreadable> {
        Ok(None)
    }

    fn last(&self, _: &[u8; 16], _: &[u8]) -> Result<Option<Given>, Unreadable> {
        Ok(None)
    }

    fn accept(&mut self, _: &[u8; 16], _: u32) -> bool {
        true
    }

    fn begin(&mut self, _: &[u8; 16], _: &[u8], _: Given) -> bool {
        true
    }
}

fuzz_target!(|bytes: &[u8]| {
    judged(bytes);
    judged(&envelope(PEN.keys[0].id, bytes, &[0; 64]));
});

fn judged(file: &[u8]) {
    // Twice, because the same bytes never get two answers.
    let [first, again] = [(); 2].map(|()| admit(file, &PEN, 20_000, &Trusting, &Trusting));
    assert_eq!(first.as_ref().err(), again.as_ref().err(), "asked twice, answered otherwise");
    if let Ok(image) = first {
        within(&image);
    }
}

/// Every step of every session, held to the image's limits and the pen's.
fn within(image: &Admitted<'_>) {
    let limits = image.limits();
    assert!(limits.max_depth_um <= PEN.max_depth_um && limits.max_speed_rpm <= PEN.max_speed_rpm);
    assert!(limits.max_passes <= PEN.max_passes && limits.max_session_s <= PEN.max_session_s);
    assert!(image.prompts().count() <= usize::from(PEN.prompts));
    assert!(image.exceptions().all(|exception| image.areas().any(|area| area == exception.area)));
    for course in image.courses() {
        assert!(course.spacing().min_days >= limits.min_interval_days.max(1));
        for number in 1..=course.session_count() {
            let mut steps = course.session(number).expect("a session that is counted is there");
            let (mut count, mut seconds) = (0, 0);
            while let Some(step) = steps.next_step() {
                let treat = &step.treat;
                assert!(1 <= treat.start_um && treat.start_um <= treat.ceiling_um && treat.ceiling_um <= limits.max_depth_um);
                assert!((1..=limits.max_passes).contains(&treat.passes.total()) && (1..=limits.max_speed_rpm).contains(&treat.speed_rpm));
                assert!(!matches!(treat.motion, Motion::Glide { mm_per_s: 0 }) && treat.at_most_s > 0);
                assert!(treat.stops().len() > 0 && !treat.stops().any(|stop| matches!(stop.sign, Sign::Pain(11..))));
                count += 1;
                seconds += u32::from(treat.at_most_s);
            }
            assert!((1..=PEN.steps).contains(&count) && seconds <= limits.max_session_s);
        }
    }
}
