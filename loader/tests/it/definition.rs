//! The images of these tests are images of the defined format: loader and compiler are held to the definition, not to each other.

use crate::{
    draft::{Course, Draft, Session, Sign},
    pen::sealed,
};

/// The definition of the format.
const DEFINITION: &str = include_str!("../../image.cddl");

fn defined(draft: &Draft) -> bool {
    cddl::validate_cbor_from_slice(DEFINITION, &draft.file(), None).is_ok()
}

#[test]
fn the_good_image_is_one_of_the_format() {
    let good = Draft::good();
    cddl::validate_cbor_from_slice(DEFINITION, &good.file(), None).unwrap_or_else(|error| panic!("{error}"));
    assert!(cddl::validate_cbor_from_slice(DEFINITION, &sealed(&[0xa0]), None).is_err());
}

/// Whether the definition refuses a change that the loader calls damage.
#[test]
fn what_is_damage_to_the_loader_is_none_of_the_format() {
    let changes: &[fn(&mut Draft)] = &[
        |draft| draft.format = 2,
        |draft| draft.keys[10] = 11,
        |draft| draft.series.truncate(15),
        |draft| draft.sequence = 1 << 32,
        |draft| draft.sources.clear(),
        |draft| draft.sources[0].1.truncate(31),
        |draft| draft.rule_set.push(0),
        |draft| draft.revisions[1] = 1 << 16,
        |draft| draft.validity[1] = 1 << 16,
        |draft| draft.prompts[0].kind = 7,
        |draft| draft.prompts[0].caption.clear(),
        |draft| draft.cartridges.clear(),
        |draft| draft.areas[0] = "a".repeat(49),
        |draft| draft.limits[0] = 1 << 16,
        |draft| draft.phototypes[0] = 256,
        |draft| draft.courses.clear(),
        |draft| draft.courses[0].sessions.clear(),
        |draft| draft.courses[1].sessions[1].steps.clear(),
        |draft| draft.step().kind = 1,
        |draft| draft.step().ceiling = 1 << 16,
        |draft| draft.step().passes[2] = 256,
        |draft| draft.step().motion = vec![1, 20],
        |draft| draft.step().only = Some(("x".repeat(49), [0; 3])),
        |draft| draft.step().stops.clear(),
        |draft| draft.step().stops[0].0 = 2,
        |draft| draft.step().stops[0].1 = Sign::Number(3, 0),
        |draft| draft.step().stops[0].1 = Sign::Name(0, "bleeding".to_owned()),
        |draft| draft.exceptions[0].by = "b".repeat(97),
        |draft| draft.exceptions[0].until = 1 << 16,
    ];
    for (number, change) in changes.iter().enumerate() {
        let mut draft = Draft::good();
        change(&mut draft);
        assert!(!defined(&draft), "change {number}");
    }
}

/// Lists as long as the definition lets them be, and one longer.
#[test]
fn the_definition_has_the_capacities_of_the_format() {
    type Set = fn(&mut Draft, usize);
    let lists: &[(usize, Set)] = &[
        (16, |draft, count| draft.sources.resize(count, ("s".to_owned(), vec![0; 32]))),
        (192, |draft, count| {
            let one = draft.prompts[0].clone();
            draft.prompts.resize(count, one);
        }),
        (8, |draft, count| draft.cartridges.resize(count, "c".to_owned())),
        (32, |draft, count| draft.areas.resize(count, "a".to_owned())),
        (7, |draft, count| {
            let one: Course = draft.courses[0].clone();
            draft.courses.resize(count, one);
        }),
        (16, |draft, count| {
            let one: Session = draft.courses[0].sessions[0].clone();
            draft.courses[0].sessions.resize(count, one);
        }),
        (64, |draft, count| {
            let one = draft.step().clone();
            draft.courses[0].sessions[0].steps.resize(count, one);
        }),
        (8, |draft, count| draft.step().skip.resize(count, "s".to_owned())),
        (8, |draft, count| draft.step().stops.resize(count, (0, Sign::Number(1, 3)))),
        (16, |draft, count| {
            let one = draft.exceptions[0].clone();
            draft.exceptions.resize(count, one);
        }),
    ];
    for (number, (most, set)) in lists.iter().enumerate() {
        for (count, allowed) in [(*most, true), (most + 1, false)] {
            let mut draft = Draft::good();
            set(&mut draft, count);
            assert_eq!(defined(&draft), allowed, "list {number} with {count}");
        }
    }
}
