//! A good image: who admits it, and that every field comes out as it was written.

use needlepoint_loader::{
    Exception, Limits, Motion, Passes, Profile, Prompt, PromptKind, Refusal, Scope, Source, Spacing, Stamp, Stop, Target, Validity,
};

use crate::{
    draft::{Draft, PEN, ROOMY_PEN, Sign, Step, names},
    pen::asked,
    writer::Writer,
};

#[test]
fn a_pen_refuses_the_bench_mark_and_a_bench_takes_both() {
    let device = Profile { bench: false, ..PEN };
    let mut draft = Draft::good();
    assert_eq!((draft.refusal(&PEN), draft.refusal(&device)), (None, None));
    draft.bench = true;
    assert_eq!((draft.refusal(&PEN), draft.refusal(&device)), (None, Some(Refusal::BenchNotAccepted)));
}

#[test]
fn the_payload_comes_out_as_written() {
    let draft = Draft::good();
    let bytes = draft.file();
    let admitted = asked(&bytes, &PEN).unwrap();
    let mut treatment = Writer::default();
    draft.write_treatment(&mut treatment);

    assert_eq!(admitted.treatment(), treatment.bytes);
    assert_eq!(admitted.check_numbers(), [0, 2047, 300, 1024]);
    let rule_set = b"\x00\x01\x02\x03\xfc\xfd\xfe\xff";
    let stamp = Stamp { tool: [1, 20, 255], language: 1, rule_set };
    assert_eq!(admitted.stamp(), stamp);
    assert_eq!((admitted.bench(), admitted.series(), admitted.sequence()), (false, b"one-whole-series", 1 << 20));
    assert_eq!(admitted.validity(), Validity { from: 19_990, until: 20_900 });
    let sources: Vec<_> = admitted.sources().collect();
    assert_eq!(sources, [Source { name: "scars.needle", sha256: &[7; 32] }, Source { name: "clinic.needle", sha256: &[8; 32] }]);
    let prompts: Vec<_> = admitted.prompts().collect();
    let [infection, healed] = ["do not treat: active infection", "healed since the last session"];
    assert_eq!(
        prompts,
        [
            Prompt { kind: PromptKind::DoNotTreat, in_area: true, caption: infection },
            Prompt { kind: PromptKind::Ready, in_area: false, caption: healed },
        ]
    );
}

#[test]
fn the_treatment_comes_out_as_written() {
    let bytes = Draft::good().file();
    let admitted = asked(&bytes, &PEN).unwrap();

    assert_eq!(admitted.device(), "some-pen");
    assert_eq!(admitted.cartridges().collect::<Vec<_>>(), ["twelve-needles", "nine-needles"]);
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
        above_um: 1500,
        up_to_um: 2000,
        reason: "published-evidence",
        by: "Dr Ärztin, head",
        until: 20_910,
    };
    assert_eq!(admitted.exceptions().collect::<Vec<_>>(), [exception]);
}

#[test]
fn a_phototype_finds_its_course() {
    let bytes = Draft::good().file();
    let admitted = asked(&bytes, &PEN).unwrap();
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
    let bytes = draft.file();
    let admitted = asked(&bytes, &PEN).unwrap();
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
                same(&read, step, &draft);
            }
            assert!(steps.next_step().is_none());
            assert!(steps.next_step().is_none(), "an ended cursor stays ended");
        }
    }
}

#[test]
fn a_cursor_may_be_kept_and_started_again() {
    let bytes = Draft::good().file();
    let admitted = asked(&bytes, &PEN).unwrap();
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
    step.stops = vec![(1, Sign::Name(2, "y".repeat(48))); 8];
    step.only = Some(("z".repeat(48), [0xffff, 0xffff, 0xffff_ffff]));
    step.cartridge = 7;
    let cartridges: Vec<String> = (0..8).map(|cartridge| format!("{cartridge:0>48}")).collect();
    let names: Vec<&str> = cartridges.iter().map(String::as_str).collect();
    draft.cartridges.clone_from(&cartridges);
    let mut prompt = draft.prompts[0].clone();
    prompt.caption = "é".repeat(48);
    draft.prompts = vec![prompt; 192];
    draft.sources = vec![("s".repeat(96), vec![0; 32]); 16];
    draft.exceptions.iter_mut().for_each(|exception| exception.by = "b".repeat(96));
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

    let bytes = draft.file();
    let pen = Profile { cartridges: &names, ..ROOMY_PEN };
    let admitted = asked(&bytes, &pen).unwrap();
    let mut read = 0;
    for course in admitted.courses() {
        for number in 1..=course.session_count() {
            let mut steps = course.session(number).unwrap();
            while let Some(step) = steps.next_step() {
                assert_eq!((step.area, step.cartridge), (draft.areas[31].as_str(), names[7]));
                read += step.treat.skip().count() + step.treat.stops().count();
            }
        }
    }
    assert_eq!(read, 7 * 16 * 64 * 16);
}

#[test]
fn an_image_without_exceptions_skips_or_prompts_is_admitted() {
    let mut draft = Draft::good();
    draft.exceptions.clear();
    draft.prompts.clear();
    draft.step().skip = names(&[]);
    assert_eq!(draft.refusal(&PEN), None);
}

fn same(read: &needlepoint_loader::Step<'_>, written: &Step, draft: &Draft) {
    let treat = &read.treat;
    assert_eq!(u64::from(treat.area_index), written.area);
    assert_eq!(u64::from(treat.cartridge_index), written.cartridge);
    assert_eq!(read.area, draft.areas[usize::from(treat.area_index)]);
    assert_eq!(read.cartridge, draft.cartridges[usize::from(treat.cartridge_index)]);
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
    let only = treat.only.map(|Target { what, months, days, mm2 }| (what.to_owned(), [months.into(), days.into(), mm2.into()]));
    assert_eq!(only, written.only);
    assert_eq!(treat.skip().collect::<Vec<_>>(), written.skip);
    let stops: Vec<_> = treat.stops().map(plain).collect();
    assert_eq!(stops, written.stops);
}

fn plain(stop: Stop<'_>) -> (u64, Sign) {
    let scope = match stop.scope {
        Scope::Area => 0,
        Scope::Session => 1,
    };
    let sign = match stop.sign {
        needlepoint_loader::Sign::Bleeding(seconds) => Sign::Number(0, seconds.into()),
        needlepoint_loader::Sign::Pain(points) => Sign::Number(1, points.into()),
        needlepoint_loader::Sign::Named(name) => Sign::Name(2, name.to_owned()),
    };
    (scope, sign)
}
