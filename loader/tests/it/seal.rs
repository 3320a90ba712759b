//! The envelope and the signature, checked by libraries that others wrote.

use needlepoint_loader::{Key, Profile, Refusal, admit};

use crate::{
    draft::{Draft, PEN},
    pen::{Checking, Memory, TODAY, asked, numbers, signed, signer, trusted},
};

/// The good image with the check numbers of its own treatment.
fn good() -> Vec<u8> {
    let mut draft = Draft::good();
    draft.check_numbers = numbers(&draft);
    draft.payload()
}

/// Why a pen that trusts these keys refuses a file, if it does.
fn refusal(file: &[u8], keys: &[Key]) -> Option<Refusal> {
    admit(file, &Profile { keys, ..PEN }, TODAY, &Checking, &Memory::default()).err()
}

#[test]
fn a_key_that_the_pen_trusts_admits_the_old_one_and_the_new_one() {
    let (old, new, other) = (signer(1), signer(2), signer(3));
    let both = [trusted(&old), trusted(&new)];
    for key in [&old, &new] {
        assert_eq!(refusal(&signed(key, &good()), &both), None);
    }
    assert_eq!(refusal(&signed(&other, &good()), &both), Some(Refusal::UnknownKey));
    assert_eq!(refusal(&signed(&old, &good()), &both[1..]), Some(Refusal::UnknownKey));
    assert_eq!(refusal(&signed(&old, &good()), &[]), Some(Refusal::UnknownKey));
    // A key under the name of another.
    let posing = [Key { id: both[0].id, public: both[1].public }];
    assert_eq!(refusal(&signed(&old, &good()), &posing), Some(Refusal::BadSignature));
}

#[test]
fn check_numbers_of_another_treatment_are_refused() {
    let key = signer(1);
    let mut draft = Draft::good();
    draft.check_numbers = numbers(&draft);
    draft.step().start += 1;
    assert_eq!(refusal(&signed(&key, &draft.payload()), &[trusted(&key)]), Some(Refusal::CheckNumbers));
}

#[test]
fn every_flipped_bit_of_a_file_is_refused() {
    let key = signer(1);
    let keys = [trusted(&key)];
    let file = signed(&key, &good());
    for place in 0..file.len() {
        for bit in 0..8 {
            let mut flipped = file.clone();
            flipped[place] ^= 1 << bit;
            let refused = refusal(&flipped, &keys);
            let signature = place >= file.len() - 64;
            let expected = [Refusal::Envelope, Refusal::UnknownKey, Refusal::BadSignature];
            assert!(refused.is_some_and(|refused| expected.contains(&refused)), "byte {place}, bit {bit}: {refused:?}");
            assert!(!signature || refused == Some(Refusal::BadSignature), "byte {place}, bit {bit}: {refused:?}");
        }
    }
}

#[test]
fn nothing_stands_around_an_envelope_and_nothing_in_its_unprotected_header() {
    let file = Draft::good().file();
    for wrong in [
        [&file[..], &[0]].concat(),
        [&[0xd9, 0xd9, 0xf7], &file[..]].concat(),
        file[1..].to_vec(),
        // Sign1 without its tag, and under the tag of a message with many signers.
        [&[0xd8, 0x62], &file[1..]].concat(),
    ] {
        assert_eq!(asked(&wrong, &PEN).err(), Some(Refusal::Envelope));
    }
    let unprotected = 4 + 48;
    assert_eq!(file[unprotected], 0xa0);
    let with = |header: &[u8]| [&file[..unprotected], header, &file[unprotected + 1..]].concat();
    assert_eq!(asked(&with(&[0xa0]), &PEN).err(), None);
    for header in [&[0xa1, 4, 0x48, 1, 2, 3, 4, 5, 6, 7, 8][..], &[0xf6], &[0xbf, 0xff], &[0xb8, 0]] {
        assert_eq!(asked(&with(header), &PEN).err(), Some(Refusal::Envelope));
    }
}

#[test]
fn a_payload_whose_length_is_not_written_shortest_is_no_envelope() {
    let file = Draft::good().file();
    let payload = 4 + 48 + 1;
    // A length in two bytes, as every whole image has one, written in four.
    assert_eq!(file[payload], 0x59);
    let longer = [&file[..payload], &[0x5a, 0, 0], &file[payload + 1..]].concat();
    assert_eq!(asked(&longer, &PEN).err(), Some(Refusal::Envelope));
}
