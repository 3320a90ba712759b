//! One change to the good image for every refusal, each ending with its own code.
//! The codes are typed again here: a code that changes its meaning breaks this table.

use needlepoint_loader::{Accept, Profile, Refusal, admit};

use crate::draft::{Draft, PEN};

/// The code, the refusal, and a change to the image or to the pen that earns it.
type Row = (u16, Refusal, fn(&mut Draft, &mut Profile<'static>));

const TABLE: &[Row] = &[
    (1, Refusal::Damaged, |draft, _| draft.tail.push(0)),
    (2, Refusal::UnknownFormat, |draft, _| draft.format = 1),
    (4, Refusal::NotBench, |draft, _| draft.bench = false),
    (10, Refusal::OtherProfile, |_, pen| pen.name = "other"),
    (11, Refusal::OtherRevision, |_, pen| pen.revision = 301),
    (12, Refusal::OtherDevice, |_, pen| pen.device = "other"),
    (13, Refusal::OtherCartridge, |_, pen| {
        pen.cartridge = "other";
    }),
    (14, Refusal::CheckNumbers, |draft, _| {
        draft.check_numbers[3] = draft.check_numbers[0];
    }),
    (20, Refusal::TooManyAreas, |_, pen| pen.areas = 2),
    (21, Refusal::TooManyCourses, |_, pen| pen.courses = 1),
    (22, Refusal::TooManySessions, |_, pen| pen.sessions = 1),
    (23, Refusal::TooManySteps, |_, pen| pen.steps = 1),
    (24, Refusal::NameTooLong, |_, pen| pen.name_bytes = 17),
    (30, Refusal::DepthLimitTooLoose, |_, pen| {
        pen.max_depth_um = 1499;
    }),
    (31, Refusal::SpeedLimitTooLoose, |_, pen| {
        pen.max_speed_rpm = 11_999;
    }),
    (32, Refusal::PassLimitTooLoose, |_, pen| pen.max_passes = 11),
    (33, Refusal::TimeLimitTooLoose, |_, pen| {
        pen.max_session_s = 1799;
    }),
    (40, Refusal::AreaRepeated, |draft, _| {
        draft.areas[2] = draft.areas[1].clone();
    }),
    (41, Refusal::NoSpacing, |draft, _| draft.courses[0].min = 0),
    (42, Refusal::SpacingBelowLimit, |draft, _| {
        draft.courses[0].min = 27;
    }),
    (43, Refusal::SpacingOrder, |draft, _| {
        draft.courses[0].aim = 43;
    }),
    (44, Refusal::SessionNumber, |draft, _| {
        draft.courses[0].sessions[0].number = 2;
    }),
    (50, Refusal::UnknownArea, |draft, _| draft.step().area = 3),
    (51, Refusal::NoDepth, |draft, _| draft.step().start = 0),
    (52, Refusal::DepthOrder, |draft, _| draft.step().start = 501),
    (53, Refusal::DepthBeyondLimit, |draft, _| {
        draft.step().ceiling = 1501;
    }),
    (54, Refusal::NoRaise, |draft, _| draft.step().raise = 0),
    (55, Refusal::NoPasses, |draft, _| draft.step().passes = [0; 3]),
    (56, Refusal::TooManyPasses, |draft, _| {
        draft.step().passes = [5, 4, 4];
    }),
    (57, Refusal::NoSpeed, |draft, _| draft.step().speed = 0),
    (58, Refusal::SpeedBeyondLimit, |draft, _| {
        draft.step().speed = 12_001;
    }),
    (59, Refusal::NoGlide, |draft, _| {
        draft.step().motion = vec![0, 0];
    }),
    (60, Refusal::NoTime, |draft, _| draft.step().at_most = 0),
    (61, Refusal::NoStop, |draft, _| draft.step().stops.clear()),
    (62, Refusal::StopThreshold, |draft, _| {
        draft.courses[0].sessions[0].steps[1].stops[0].2 = 11;
    }),
    (63, Refusal::SessionTooLong, |draft, _| {
        draft.step().at_most = 1501;
    }),
    (70, Refusal::UnknownCourse, |draft, _| {
        draft.phototypes[5] = 2;
    }),
    (71, Refusal::ExceptionArea, |draft, _| {
        draft.exceptions[0].area = "chin".to_owned();
    }),
];

#[test]
fn every_change_ends_with_its_own_code() {
    for (code, refusal, change) in TABLE {
        let (mut draft, mut pen) = (Draft::good(), PEN);
        change(&mut draft, &mut pen);
        assert_eq!(draft.refusal(&pen), Some(*refusal));
        assert_eq!(refusal.code(), *code);
    }
    // The one refusal that no image earns by itself but every image earns from a device.
    let refused = admit(&Draft::good().bytes(), &PEN, Accept::Device).err();
    assert_eq!(refused, Some(Refusal::BenchNotAccepted));
    assert_eq!(Refusal::BenchNotAccepted.code(), 3);
}

#[test]
fn every_refusal_is_reached() {
    let mut reached: Vec<_> = TABLE.iter().map(|(code, ..)| *code).collect();
    reached.insert(2, Refusal::BenchNotAccepted.code());
    let all: Vec<_> = Refusal::ALL.iter().map(|refusal| refusal.code()).collect();
    assert_eq!(reached, all);
    assert!(all.is_sorted_by(|one, next| one < next), "{all:?}");
}

#[test]
fn every_refusal_says_one_sentence_of_its_own() {
    let mut sentences: Vec<_> = Refusal::ALL.iter().map(ToString::to_string).collect();
    for sentence in &sentences {
        assert!(sentence.starts_with(char::is_lowercase), "{sentence}");
        assert!(sentence.ends_with(char::is_lowercase) || sentence.ends_with("2048"));
        assert!(!sentence.contains('.'), "{sentence}");
    }
    sentences.sort();
    sentences.dedup();
    assert_eq!(sentences.len(), Refusal::ALL.len());
}

/// Two faults at once: the one whose check comes first is named, whichever way round they lie in the bytes.
#[test]
fn the_first_check_that_fails_is_the_one_named() {
    for pair in TABLE.windows(2) {
        let [(_, first, change), (_, second, other)] = pair else {
            panic!("windows of two");
        };
        let (mut draft, mut pen) = (Draft::good(), PEN);
        change(&mut draft, &mut pen);
        other(&mut draft, &mut pen);
        // The format is judged before what follows it is read at all.
        let expected = match (first, second) {
            (Refusal::Damaged, Refusal::UnknownFormat) => second,
            // The second change undoes the first.
            (Refusal::NoSpacing, Refusal::SpacingBelowLimit)
            | (Refusal::NoDepth, Refusal::DepthOrder)
            | (Refusal::DepthOrder, Refusal::DepthBeyondLimit)
            | (Refusal::NoPasses, Refusal::TooManyPasses)
            | (Refusal::NoSpeed, Refusal::SpeedBeyondLimit) => second,
            _ => first,
        };
        assert_eq!(draft.refusal(&pen).as_ref(), Some(expected));
    }
}

#[test]
fn a_device_names_damage_and_format_before_the_bench_mark() {
    let refused = |draft: &Draft| admit(&draft.bytes(), &PEN, Accept::Device).err();
    let mut draft = Draft::good();
    draft.bench = false;
    assert_eq!(refused(&draft), Some(Refusal::BenchNotAccepted));
    draft.courses[1].sessions[1].tail.push(0);
    assert_eq!(refused(&draft), Some(Refusal::Damaged));
    draft.format = 1;
    assert_eq!(refused(&draft), Some(Refusal::UnknownFormat));
}
