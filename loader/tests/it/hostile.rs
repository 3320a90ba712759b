//! Bytes that nobody meant to write: cut short, flipped, random, nested without end.

use std::thread;

use needlepoint_loader::Refusal;

use crate::{
    draft::{Draft, PEN},
    pen::{asked, sealed},
    within::assert_within,
};

#[test]
fn every_prefix_of_a_file_is_no_envelope() {
    let file = Draft::good().file();
    for length in 0..file.len() {
        assert_eq!(asked(&file[..length], &PEN).err(), Some(Refusal::Envelope), "{length} bytes");
    }
}

#[test]
fn every_prefix_of_a_payload_is_refused_as_damaged() {
    let payload = Draft::good().payload();
    for length in 0..payload.len() {
        assert_eq!(refusal(&payload[..length]), Some(Refusal::Damaged), "{length} bytes");
    }
}

/// The image is whole and every length in it is right, but what a byte string holds ends too soon.
#[test]
fn every_prefix_inside_a_byte_string_is_refused_as_damaged() {
    let whole = Draft::good().payload().len();
    let cut_treatment = |draft: &mut Draft, length| draft.treatment_cut = length;
    let cut_session = |draft: &mut Draft, length| draft.courses[1].sessions[1].cut = length;
    for cut in [cut_treatment, cut_session] {
        let mut shorter = 0;
        for length in 0..whole {
            let mut draft = Draft::good();
            cut(&mut draft, length);
            let bytes = draft.payload();
            if bytes.len() < whole {
                assert_eq!(refusal(&bytes), Some(Refusal::Damaged), "{length} bytes");
                shorter += 1;
            }
        }
        assert!(shorter > 10, "{shorter}");
    }
}

#[test]
fn every_other_value_of_every_byte_is_refused_or_within_limits() {
    let good = Draft::good().payload();
    let mut bytes = good.clone();
    let (mut admitted, mut refused) = (0, 0);
    for at in 0..good.len() {
        for value in (0..=255).filter(|&value| value != good[at]) {
            bytes[at] = value;
            if holds(&bytes) { admitted += 1 } else { refused += 1 }
        }
        bytes[at] = good[at];
    }
    // Letters of names and numbers within limits may change; anything else may not.
    assert!(admitted > 1000, "{admitted}");
    assert!(refused > admitted, "{refused}");
}

#[test]
fn random_bytes_are_refused_or_within_limits() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut bytes = Vec::new();
    for _ in 0..100_000 {
        bytes.clear();
        bytes.extend((0..random.below(600)).map(|_| random.byte()));
        assert!(!holds(&bytes), "an image by chance");
    }
}

#[test]
fn random_changes_are_refused_or_within_limits() {
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    let good = Draft::good().payload();
    let mut admitted = 0;
    for _ in 0..100_000 {
        let mut bytes = good.clone();
        for _ in 0..=random.below(4) {
            random.change(&mut bytes);
        }
        if holds(&bytes) {
            admitted += 1;
        }
    }
    assert!(admitted > 1000, "{admitted}: the changes never pass the first checks");
}

/// A stack of 64 KiB holds a whole admission of the good image; a million levels need no more.
#[test]
fn deep_nesting_is_refused_in_constant_stack() {
    let nested = thread::Builder::new().stack_size(64 * 1024).spawn(|| {
        assert!(holds(&Draft::good().payload()));
        for opener in [0x81, 0xa1, 0xc1, 0x5f, 0x7f, 0x9f, 0xbf, 0xd8] {
            let deep = vec![opener; 1_000_000];
            assert_eq!(refusal(&deep), Some(Refusal::Damaged));
            let mut draft = Draft::good();
            draft.treatment_tail.clone_from(&deep);
            assert_eq!(refusal(&draft.payload()), Some(Refusal::Damaged));
            draft.treatment_tail.clear();
            draft.courses[0].sessions[0].tail = deep;
            assert_eq!(refusal(&draft.payload()), Some(Refusal::Damaged));
        }
        // Nesting in the place of every byte, not only where something else was expected to end.
        let good = Draft::good().payload();
        for at in 0..good.len() {
            let bytes = [&good[..at], &vec![0x81; 10_000]].concat();
            assert_eq!(refusal(&bytes), Some(Refusal::Damaged));
        }
    });
    nested.unwrap().join().expect("no overflow, no panic");
}

fn refusal(payload: &[u8]) -> Option<Refusal> {
    asked(&sealed(payload), &PEN).err()
}

/// Whether a pen that takes any signature admits the payload; then it must keep every limit.
fn holds(payload: &[u8]) -> bool {
    let file = sealed(payload);
    let Ok(admitted) = asked(&file, &PEN) else {
        return false;
    };
    assert_within(&admitted, &PEN);
    true
}

/// Marsaglia's xorshift with 64 bits: the same changes on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit).unwrap();
        usize::try_from(self.next() % limit).unwrap()
    }

    fn byte(&mut self) -> u8 {
        self.next().to_be_bytes()[0]
    }

    /// One small accident, somewhere.
    fn change(&mut self, bytes: &mut Vec<u8>) {
        let at = self.below(bytes.len());
        match self.below(8) {
            0 => bytes.insert(at, self.byte()),
            1 if bytes.len() > 1 => drop(bytes.remove(at)),
            2 => bytes.truncate(at.max(1)),
            3 => bytes[at] = bytes[at].wrapping_add(1),
            4 => bytes[at] = bytes[at].wrapping_sub(1),
            5 => {
                let from = self.below(bytes.len());
                bytes[at] = bytes[from];
            }
            6 => bytes[at] ^= 1 << self.below(8),
            _ => bytes[at] = self.byte(),
        }
    }
}
