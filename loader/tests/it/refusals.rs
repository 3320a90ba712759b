//! One change to the good image for every refusal, each ending with its own code.
//! The codes are typed again here: a code that changes its meaning breaks this table.

use needlepoint_loader::{Profile, Refusal};

use crate::draft::{Draft, PEN, Sign};

/// The code, the refusal, and a change to the image or to the pen that earns it.
type Row = (u16, Refusal, fn(&mut Draft, &mut Profile<'static>));

const TABLE: &[Row] = &[
    (10, Refusal::Damaged, |draft, _| draft.tail.push(0)),
    (11, Refusal::UnknownFormat, |draft, _| draft.format = 2),
    (20, Refusal::BenchNotAccepted, |draft, pen| {
        draft.bench = true;
        pen.bench = false;
    }),
    (21, Refusal::OtherProfile, |_, pen| pen.name = "other"),
    (22, Refusal::OtherRevision, |_, pen| pen.revision = 302),
    (23, Refusal::OtherDevice, |_, pen| pen.device = "other"),
    (24, Refusal::OtherCartridge, |_, pen| pen.cartridges = &["twelve-needles"]),
    (30, Refusal::NotYetValid, |draft, _| draft.validity[0] = 20_001),
    (31, Refusal::Expired, |draft, _| draft.validity[1] = 19_999),
    (50, Refusal::CheckNumbers, |draft, _| {
        draft.check_numbers[3] = draft.check_numbers[0];
    }),
    (60, Refusal::TooManyAreas, |_, pen| pen.areas = 2),
    (61, Refusal::TooManyCourses, |_, pen| pen.courses = 1),
    (62, Refusal::TooManySessions, |_, pen| pen.sessions = 1),
    (63, Refusal::TooManySteps, |_, pen| pen.steps = 1),
    (64, Refusal::TooManyPrompts, |_, pen| pen.prompts = 1),
    (65, Refusal::NameTooLong, |_, pen| pen.name_bytes = 17),
    (66, Refusal::CaptionTooLong, |_, pen| pen.caption_bytes = 29),
    (70, Refusal::DepthLimitTooLoose, |_, pen| {
        pen.max_depth_um = 1499;
    }),
    (71, Refusal::SpeedLimitTooLoose, |_, pen| {
        pen.max_speed_rpm = 11_999;
    }),
    (72, Refusal::PassLimitTooLoose, |_, pen| pen.max_passes = 11),
    (73, Refusal::TimeLimitTooLoose, |_, pen| {
        pen.max_session_s = 1799;
    }),
    (80, Refusal::AreaRepeated, |draft, _| {
        draft.areas[2] = draft.areas[1].clone();
    }),
    (81, Refusal::NoSpacing, |draft, _| draft.courses[0].min = 0),
    (82, Refusal::SpacingBelowLimit, |draft, _| {
        draft.courses[0].min = 27;
    }),
    (83, Refusal::SpacingOrder, |draft, _| {
        draft.courses[0].aim = 43;
    }),
    (84, Refusal::SessionNumber, |draft, _| {
        draft.courses[0].sessions[0].number = 2;
    }),
    (100, Refusal::UnknownArea, |draft, _| draft.step().area = 3),
    (101, Refusal::UnknownCartridge, |draft, _| draft.step().cartridge = 2),
    (102, Refusal::NoDepth, |draft, _| draft.step().start = 0),
    (103, Refusal::DepthOrder, |draft, _| draft.step().start = 501),
    (104, Refusal::DepthBeyondLimit, |draft, _| {
        draft.step().ceiling = 1501;
    }),
    (105, Refusal::NoRaise, |draft, _| draft.step().raise = 0),
    (106, Refusal::NoPasses, |draft, _| draft.step().passes = [0; 3]),
    (107, Refusal::TooManyPasses, |draft, _| {
        draft.step().passes = [5, 4, 4];
    }),
    (108, Refusal::NoSpeed, |draft, _| draft.step().speed = 0),
    (109, Refusal::SpeedBeyondLimit, |draft, _| {
        draft.step().speed = 12_001;
    }),
    (110, Refusal::NoGlide, |draft, _| {
        draft.step().motion = vec![0, 0];
    }),
    (111, Refusal::NoTime, |draft, _| draft.step().at_most = 0),
    (112, Refusal::NoStop, |draft, _| draft.step().stops.clear()),
    (113, Refusal::StopThreshold, |draft, _| {
        draft.courses[0].sessions[0].steps[1].stops[0].1 = Sign::Number(1, 11);
    }),
    (114, Refusal::SessionTooLong, |draft, _| {
        draft.step().at_most = 1501;
    }),
    (130, Refusal::UnknownCourse, |draft, _| {
        draft.phototypes[5] = 2;
    }),
    (131, Refusal::ExceptionArea, |draft, _| {
        draft.exceptions[0].area = "chin".to_owned();
    }),
    (132, Refusal::ExceptionOrder, |draft, _| draft.exceptions[0].above = 2000),
    (133, Refusal::ExceptionOutlived, |draft, _| draft.exceptions[0].until = 20_899),
];

#[test]
fn every_change_ends_with_its_own_code() {
    for (code, refusal, change) in TABLE {
        let (mut draft, mut pen) = (Draft::good(), PEN);
        change(&mut draft, &mut pen);
        assert_eq!(draft.refusal(&pen), Some(*refusal));
        assert_eq!(refusal.code(), *code);
    }
}

/// Refusals that this table cannot reach: of the envelope (`seal`), of the newest sequence and of a session's beginning and going on (`ledger`).
const ELSEWHERE: [u16; 17] = [1, 2, 3, 40, 150, 151, 152, 153, 154, 155, 156, 157, 158, 159, 160, 161, 162];

#[test]
fn every_refusal_is_reached() {
    let mut reached: Vec<_> = TABLE.iter().map(|(code, ..)| *code).chain(ELSEWHERE).collect();
    reached.sort_unstable();
    let all: Vec<_> = Refusal::ALL.iter().map(|refusal| refusal.code()).collect();
    assert_eq!(reached, all);
}

#[test]
fn every_refusal_says_one_sentence_of_its_own() {
    let mut sentences: Vec<_> = Refusal::ALL.iter().map(ToString::to_string).collect();
    for sentence in &sentences {
        assert!(sentence.starts_with(char::is_lowercase), "{sentence}");
        assert!(sentence.ends_with(char::is_lowercase));
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
