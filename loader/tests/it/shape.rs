//! Bytes that are not an image of the format, or not its one encoding: every one is damage.

use needlepoint_loader::Refusal;

use crate::{
    draft::{Draft, PEN, Sign},
    pen::{asked, sealed},
    writer::{Fault, Head, shortest},
};

const ARRAY: u8 = 4;
const MAP: u8 = 5;

#[test]
fn a_head_that_is_not_the_shortest_is_refused_wherever_it_stands() {
    every_head(|head| {
        let longer = shortest(head.argument).max(23) + 1;
        (longer..=27).map(Fault::Low).collect()
    });
}

#[test]
fn indefinite_lengths_and_reserved_heads_are_refused_wherever_they_stand() {
    every_head(|_| (28..=31).map(Fault::Low).collect());
}

#[test]
fn another_type_is_refused_wherever_it_stands() {
    every_head(|head| (0..8).filter(|&other| other != head.major).map(Fault::Major).collect());
}

#[test]
fn a_wrong_number_of_items_is_refused_wherever_it_stands() {
    every_head(|head| match head.major {
        ARRAY | MAP => vec![
            Fault::Argument(|items| items + 1),
            Fault::Argument(|items| items.wrapping_sub(1)),
            Fault::Argument(|_| 0x1_0000_0000),
            Fault::Argument(|_| u64::MAX),
        ],
        _ => vec![],
    });
}

#[test]
fn a_string_longer_than_the_image_is_refused_wherever_it_stands() {
    every_head(|head| match head.major {
        2 | 3 => vec![Fault::Argument(|_| 0xffff), Fault::Argument(|_| u64::MAX)],
        _ => vec![],
    });
}

#[test]
fn keys_are_the_eleven_in_their_order() {
    for key in 0..11 {
        damaged(|draft| draft.keys[key] += 1);
    }
    damaged(|draft| draft.keys.swap(4, 5));
    damaged(|draft| draft.keys[10] = 4);
}

#[test]
fn nothing_may_follow_the_last_item() {
    damaged(|draft| draft.tail.push(0xf6));
    damaged(|draft| draft.treatment_tail.push(0));
    damaged(|draft| draft.courses[1].sessions[1].tail.push(0x80));
    damaged(|draft| draft.tail = Draft::good().payload());
}

#[test]
fn marks_that_the_format_does_not_know_are_refused() {
    damaged(|draft| draft.step().kind = 1);
    damaged(|draft| draft.step().motion = vec![0]);
    damaged(|draft| draft.step().motion = vec![1, 20]);
    damaged(|draft| draft.step().motion = vec![2]);
    damaged(|draft| draft.step().motion = vec![2, 20]);
    damaged(|draft| draft.step().motion = vec![]);
    damaged(|draft| draft.step().stops[0].0 = 2);
    damaged(|draft| draft.step().stops[0].1 = Sign::Number(2, 0));
    damaged(|draft| draft.step().stops[0].1 = Sign::Number(3, 0));
    damaged(|draft| draft.step().stops[0].1 = Sign::Name(0, "bleeding".to_owned()));
    damaged(|draft| draft.step().stops[0].1 = Sign::Name(3, "bleeding".to_owned()));
    damaged(|draft| draft.prompts[0].kind = 7);
    damaged(|draft| draft.series.truncate(15));
    damaged(|draft| draft.series.push(0));
    damaged(|draft| draft.sources[0].1.truncate(31));
    damaged(|draft| draft.sources.clear());
    damaged(|draft| draft.rule_set.truncate(7));
    damaged(|draft| draft.rule_set.push(0));
}

#[test]
fn a_name_has_small_letters_digits_and_hyphens_only() {
    for byte in 0..=255 {
        let allowed = matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
        let payload = replaced(b"even-erythema", &[b"even", [byte].as_slice(), b"erythema"].concat());
        let refused = asked(&sealed(&payload), &PEN).err();
        assert_eq!(refused, (!allowed).then_some(Refusal::Damaged), "{byte}");
    }
}

#[test]
fn text_that_is_not_utf_8_or_not_ascii_is_refused() {
    for wrong in [&b"\xc3-------"[..], b"\xed\xa0\x80-----", b"\xff\xfe------", "förehéa".as_bytes(), b"forehea\0"] {
        let payload = replaced(b"forehead", &[wrong, b"--"].concat()[..8]);
        let refused = asked(&sealed(&payload), &PEN).err();
        assert_eq!(refused, Some(Refusal::Damaged));
    }
}

#[test]
fn a_caption_is_a_text_without_control_characters() {
    for (wrong, right) in [
        ("", "x"),
        ("tab\there", "no tab"),
        ("line\nend", "line end"),
        ("end\u{7f}", "end~"),
        ("\u{80}", "\u{a0}"),
        ("a\u{9f}b", "aéb"),
        ("\u{1b}[2J", "[2J"),
        ("\u{1}", "µ"),
    ] {
        let mut draft = Draft::good();
        draft.prompts[0].caption = wrong.to_owned();
        assert_eq!(draft.refusal(&PEN), Some(Refusal::Damaged), "{wrong:?}");
        draft.prompts[0].caption = right.to_owned();
        assert_eq!(draft.refusal(&PEN), None, "{right:?}");
    }
}

#[test]
fn another_format_is_named_whatever_follows_it() {
    // A map of one entry, { 0: 2 }, and the same with a key count, format and rest of another day.
    for payload in [&[0xa1, 0, 2][..], &[0xb8, 40, 0, 0x19, 0x12, 0x34, 0xff, 0xff]] {
        let refused = asked(&sealed(payload), &PEN).err();
        assert_eq!(refused, Some(Refusal::UnknownFormat));
    }
    let mut draft = Draft::good();
    for format in [0, 2, 23, 24, 256, u64::MAX] {
        draft.format = format;
        assert_eq!(draft.refusal(&PEN), Some(Refusal::UnknownFormat));
    }
}

#[test]
fn an_envelope_in_an_envelope_or_nothing_at_all_is_damage() {
    for payload in [&[][..], &[0xa0], &[0xab], &[0xd2, 0x84, 0x43], &[0xf6], b"\xef\xbb\xbfneedle", &Draft::good().file()] {
        assert_eq!(asked(&sealed(payload), &PEN).err(), Some(Refusal::Damaged));
    }
}

/// Writes the good image once for every head and every fault that `faults` names for it.
fn every_head(faults: fn(Head) -> Vec<Fault>) {
    let good = Draft::good();
    let right = good.written(None);
    let mut written = 0;
    for (place, &head) in right.heads.iter().enumerate() {
        for fault in faults(head) {
            let wrong = good.written(Some((place, fault)));
            let refused = asked(&sealed(&wrong.bytes), &PEN).err();
            assert_eq!(refused, Some(Refusal::Damaged), "{place}: {head:?}, {fault:?}");
            written += 1;
        }
    }
    assert!(written > 0);
}

fn damaged(change: impl FnOnce(&mut Draft)) {
    let mut draft = Draft::good();
    change(&mut draft);
    assert_eq!(draft.refusal(&PEN), Some(Refusal::Damaged));
}

/// The good payload with every `old` replaced by as many bytes.
fn replaced(old: &[u8], new: &[u8]) -> Vec<u8> {
    assert_eq!(old.len(), new.len());
    let mut bytes = Draft::good().payload();
    let places: Vec<_> = (0..bytes.len()).filter(|&at| bytes[at..].starts_with(old)).collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + old.len()].copy_from_slice(new);
    }
    bytes
}
