//! A good image: who admits it, and that every field comes out as it was written.

use needlepoint_loader::{Accept, Exception, Limits, Motion, Passes, Refusal, Scope, Spacing, Stamp, Stop, admit};

use crate::{
    draft::{Draft, PEN, ROOMY_PEN, Step, names},
    writer::Writer,
};

#[test]
fn the_bench_admits_and_a_device_refuses() {
    let bytes = Draft::good().bytes();
    assert!(admit(&bytes, &PEN, Accept::Bench).is_ok());
    let refused = admit(&bytes, &PEN, Accept::Device).err();
    assert_eq!(refused, Some(Refusal::BenchNotAccepted));
    assert_eq!(Accept::default(), Accept::Device);
}

#[test]
fn the_envelope_comes_out_as_written() {
    let draft = Draft::good();
    let bytes = draft.bytes();
    let admitted = admit(&bytes, &PEN, Accept::Bench).unwrap();
    let mut treatment = Writer::default();
    draft.write_treatment(&mut treatment);

    assert_eq!(admitted.treatment(), treatment.bytes);
    assert_eq!(admitted.check_numbers(), [0, 2047, 300, 1024]);
    let rule_set = b"\x00\x01\x02\x03\xfc\xfd\xfe\xff";
    let stamp = Stamp { tool: [1, 20, 255], language: 1, rule_set };
    assert_eq!(admitted.stamp(), stamp);
}

#[test]
fn the_treatment_comes_out_as_written() {
    let bytes = Draft::good().bytes();
    let admitted = admit(&bytes, &PEN, Accept::Bench).unwrap();

    assert_eq!(admitted.device(), "some-pen");
    assert_eq!(admitted.cartridge(), "twelve-needles");
    let limits = Limits { max_depth_um: 1500, max_speed_rpm: 12_000, max_passes: 12, max_session_s: 1800, min_interval_days: 28 };
    assert_eq!(admitted.limits(), limits);
    let areas: Vec<_> = admitted.areas().collect();
    assert_eq!(areas, ["forehead", "left-cheek", "right-cheek"]);
    assert_eq!(admitted.area(2), Some("right-cheek"));
    assert_eq!(admitted.area(3), None);
    assert_eq!(admitted.area(255), None);
    let exception = Exception {
        rule: "depth-beyond-label",
        version: 1,
        area: "left-cheek",
        up_to_um: 2000,
        reason: "published-evidence",
        until: 20_910,
    };
    assert_eq!(admitted.exceptions().collect::<Vec<_>>(), [exception]);
}

#[test]
fn a_phototype_finds_its_course() {
    let bytes = Draft::good().bytes();
    let admitted = admit(&bytes, &PEN, Accept::Bench).unwrap();
    let names: Vec<_> = admitted.courses().map(|course| course.name()).collect();
    assert_eq!(names, ["base", "darker-skin"]);

    let found = |phototype| admitted.course_for(phototype).map(|course| course.name());
    assert_eq!(found(0), None);
    assert_eq!(found(1), Some("base"));
    assert_eq!(found(3), Some("base"));
    assert_eq!(found(4), Some("darker-skin"));
    assert_eq!(found(5), Some("darker-skin"));
    assert_eq!(found(6), None, "not admitted by this image");
    assert_eq!(found(7), None);
    assert_eq!(found(255), None);
}

#[test]
fn every_field_of_every_step_comes_out_as_written() {
    let draft = Draft::good();
    let bytes = draft.bytes();
    let admitted = admit(&bytes, &PEN, Accept::Bench).unwrap();
    assert_eq!(admitted.courses().len(), draft.courses.len());

    for (course, written) in admitted.courses().zip(&draft.courses) {
        let Spacing { min_days, max_days, aim_days } = course.spacing();
        let spacing = [min_days, max_days, aim_days].map(u64::from);
        assert_eq!(spacing, [written.min, written.max, written.aim]);
        assert_eq!(course.session_count(), 2);
        assert!(course.session(0).is_none());
        assert!(course.session(3).is_none());

        for (number, session) in (1..).zip(&written.sessions) {
            let mut steps = course.session(number).unwrap();
            for step in &session.steps {
                let read = steps.next_step().unwrap();
                same(&read, step, &draft.areas);
            }
            assert!(steps.next_step().is_none());
            assert!(steps.next_step().is_none(), "an ended cursor stays ended");
        }
    }
}

#[test]
fn a_cursor_may_be_kept_and_started_again() {
    let bytes = Draft::good().bytes();
    let admitted = admit(&bytes, &PEN, Accept::Bench).unwrap();
    let mut steps = admitted.course_for(1).unwrap().session(1).unwrap();
    let mut again = steps.clone();
    let first = steps.next_step().unwrap();
    assert_eq!(again.next_step().unwrap().area, first.area);
    assert_eq!(steps.next_step().unwrap().area, "left-cheek");
    assert_eq!(first.treat.stops().len(), 3);
    assert_eq!(first.treat.stops().count(), 3, "reading does not use up");
}

#[test]
fn the_largest_image_of_the_format_is_admitted_and_read() {
    let mut draft = Draft::good();
    draft.areas = (0..32).map(|area| format!("{area:0>48}")).collect();
    draft.exceptions[0].area.clone_from(&draft.areas[31]);
    let exception = draft.exceptions[0].clone();
    draft.exceptions = vec![exception; 16];
    let mut step = draft.step().clone();
    step.area = 31;
    step.at_most = 1;
    step.skip = vec!["x".repeat(48); 8];
    step.stops = vec![(1, "y".repeat(48), 0); 8];
    let mut session = draft.courses[0].sessions[0].clone();
    session.steps = vec![step; 64];
    let mut course = draft.courses[0].clone();
    course.sessions = (1..=16)
        .map(|number| {
            let mut session = session.clone();
            session.number = number;
            session
        })
        .collect();
    draft.courses = vec![course; 7];
    draft.phototypes = [0, 1, 2, 3, 4, 6];

    let bytes = draft.bytes();
    let admitted = admit(&bytes, &ROOMY_PEN, Accept::Bench).unwrap();
    let mut read = 0;
    for course in admitted.courses() {
        for number in 1..=course.session_count() {
            let mut steps = course.session(number).unwrap();
            while let Some(step) = steps.next_step() {
                assert_eq!(step.area, draft.areas[31]);
                read += step.treat.skip().count() + step.treat.stops().count();
            }
        }
    }
    assert_eq!(read, 7 * 16 * 64 * 16);
}

#[test]
fn a_bench_image_without_exceptions_or_skips_is_admitted() {
    let mut draft = Draft::good();
    draft.exceptions.clear();
    draft.step().skip = names(&[]);
    assert_eq!(draft.refusal(&PEN), None);
}

fn same(read: &needlepoint_loader::Step<'_>, written: &Step, areas: &[String]) {
    let treat = &read.treat;
    assert_eq!(u64::from(treat.area_index), written.area);
    assert_eq!(read.area, areas[usize::from(treat.area_index)]);
    assert_eq!(u64::from(treat.start_um), written.start);
    assert_eq!(u64::from(treat.raise_um), written.raise);
    assert_eq!(u64::from(treat.ceiling_um), written.ceiling);
    let Passes { horizontal, vertical, diagonal } = treat.passes;
    assert_eq!([horizontal, vertical, diagonal].map(u64::from), written.passes);
    assert_eq!(u64::from(treat.passes.total()), written.passes.iter().sum::<u64>());
    assert_eq!(u64::from(treat.speed_rpm), written.speed);
    let motion = match treat.motion {
        Motion::Glide { mm_per_s } => vec![0, u64::from(mm_per_s)],
        Motion::Stamp => vec![1],
    };
    assert_eq!(motion, written.motion);
    assert_eq!(u64::from(treat.at_most_s), written.at_most);
    assert_eq!(treat.endpoint, written.endpoint);
    assert_eq!(treat.skip().collect::<Vec<_>>(), written.skip);
    let stops: Vec<_> = treat.stops().map(plain).collect();
    assert_eq!(stops, written.stops);
}

fn plain(stop: Stop<'_>) -> (u64, String, u64) {
    let scope = match stop.scope {
        Scope::Area => 0,
        Scope::Session => 1,
    };
    (scope, stop.sign.to_owned(), u64::from(stop.over))
}
