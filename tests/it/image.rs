//! The image and the identity of a treatment: what changes them, and what does not.

use needlepoint::model::Library;
use needlepoint::quantity::Day;
use needlepoint::rule::{Asked, Purpose};
use needlepoint::source::Source;
use needlepoint::{emit, first_file, plan};
use needlepoint_loader as loader;

const FLAGSHIP: &str = include_str!("../../protocols/acne-scars-face.needle");

fn accepted(text: &str, today: &str) -> needlepoint::check::Accepted {
    let source = Source::new(first_file(), "p.needle", text);
    let asked = Asked { purpose: Purpose::Bench, today: Day::read(today).unwrap() };
    let answer = needlepoint::check(&source, &Library::builtin(), &asked);
    let problems: Vec<String> = answer.problems.iter().filter(|problem| problem.blocks()).map(|problem| problem.message()).collect();
    answer.accepted.unwrap_or_else(|| panic!("{problems:#?}"))
}

fn image(text: &str, today: &str) -> emit::Image {
    let accepted = accepted(text, today);
    emit::image(&plan::lower(&accepted), &plan::stamp(&accepted).unwrap()).unwrap()
}

fn words(text: &str) -> [&'static str; 4] {
    plan::identity(&plan::lower(&accepted(text, "2026-11-22"))).words
}

/// The flagship with one piece of text exchanged.
fn with(from: &str, to: &str) -> String {
    assert!(FLAGSHIP.contains(from), "{from}");
    FLAGSHIP.replacen(from, to, 1)
}

fn profile() -> loader::Profile<'static> {
    loader::Profile {
        name: "reference-pen",
        revision: 1,
        device: "skinpen-precision",
        cartridge: "skinpen-cartridge",
        max_depth_um: 2500,
        max_speed_rpm: 7000,
        max_passes: u16::MAX,
        max_session_s: u32::MAX,
        areas: 32,
        courses: 7,
        sessions: 16,
        steps: 64,
        name_bytes: 48,
    }
}

#[test]
fn the_bench_admits_it_and_a_pen_does_not() {
    let image = image(FLAGSHIP, "2026-11-22");
    assert_eq!(loader::admit(image.bytes(), &profile(), loader::Accept::default()).unwrap_err(), loader::Refusal::BenchNotAccepted);
    let admitted = loader::admit(image.bytes(), &profile(), loader::Accept::Bench).unwrap();
    assert_eq!(admitted.check_numbers(), image.identity().numbers);
    // What the pen steps through in session 2 of the base course, written by hand from the protocol.
    let course = admitted.course_for(2).unwrap();
    assert_eq!((course.name(), course.session_count()), ("base", 3));
    let mut steps = course.session(2).unwrap();
    let forehead = steps.next_step().unwrap();
    assert_eq!((forehead.area, forehead.treat.start_um, forehead.treat.raise_um, forehead.treat.ceiling_um), ("forehead", 250, 250, 500));
    assert_eq!((forehead.treat.passes.total(), forehead.treat.speed_rpm, forehead.treat.at_most_s), (4, 7000, 360));
    let cheeks = steps.next_step().unwrap();
    assert_eq!(
        (cheeks.area, cheeks.treat.ceiling_um, cheeks.treat.at_most_s, cheeks.treat.endpoint),
        ("cheeks", 2000, 840, "even-erythema")
    );
    assert!(steps.next_step().is_none());
    // Session 1 is shallower, and so is every session of darker skin.
    let first = admitted.course_for(2).unwrap().session(1).and_then(|mut steps| steps.next_step().and(steps.next_step())).unwrap();
    assert_eq!(first.treat.ceiling_um, 1000);
    let darker = admitted.course_for(5).unwrap();
    assert_eq!((darker.name(), darker.spacing().min_days), ("darker-skin", 42));
}

#[test]
fn every_damaged_byte_is_refused_or_changes_nothing_the_pen_does() {
    let image = image(FLAGSHIP, "2026-11-22");
    let good = loader::admit(image.bytes(), &profile(), loader::Accept::Bench).unwrap();
    for place in 0..image.bytes().len() {
        let mut damaged = image.bytes().to_vec();
        damaged[place] ^= 1;
        // What the loader alone cannot see, the check numbers do: they no longer belong to the treatment bytes.
        if let Ok(admitted) = loader::admit(&damaged, &profile(), loader::Accept::Bench) {
            let belongs = plan::identity_of(admitted.treatment()).numbers == admitted.check_numbers();
            assert!(!belongs || admitted.treatment() == good.treatment(), "byte {place}");
        }
    }
}

#[test]
fn the_same_treatment_has_the_same_words() {
    let base = words(FLAGSHIP);
    for (from, to) in [
        ("title       \"Atrophic acne scars of the face\"", "title       \"Another title\""),
        ("author      \"A. Author, dermatology lead\"", "author      \"C. Author\""),
        ("version     1.0.0", "version     2.3.4"),
        ("record         consent, photographs, allergies", "record         allergies, consent, photographs"),
        ("lubricate  with sterile-saline # no", "lubricate  with sterile-saline # yes, no"),
        ("    pressure   light\n", "    pressure   light # as always\n"),
        ("do-not     makeup until 72 hours after", "do-not     makeup until 96 hours after"),
        ("depth      start 0.25 mm, raise by 0.25 mm, never above 0.5 mm", "depth  start 0.250 mm,  raise by 0.25mm, never above 0.50 mm"),
    ] {
        assert_eq!(words(&with(from, to)), base, "{to}");
    }
    let later = plan::identity(&plan::lower(&accepted(FLAGSHIP, "2027-01-15")));
    assert_eq!(later.words, base, "another day");
}

#[test]
fn another_treatment_has_other_words() {
    let mut seen = vec![words(FLAGSHIP)];
    for (from, to) in [
        ("never above 0.5 mm", "never above 0.75 mm"),
        ("passes     2 horizontal, 1 vertical", "passes     1 horizontal, 2 vertical"),
        ("at most    6 minutes", "at most    7 minutes"),
        ("move       glide 20 mm/s", "move       stamp, at most 2 seconds in one spot"),
        ("sessions   3", "sessions   4"),
        ("next       30 to 42 days after the last session given, aim 30", "next       31 to 42 days after the last session given, aim 31"),
        ("for phototype 4 to 6", "for phototype 5 to 6"),
        ("session    1 cheeks never above 1 mm", "session    2 cheeks never above 1 mm"),
        ("pain above 6 of 10", "pain above 5 of 10"),
        ("needle     forehead, then cheeks", "needle     cheeks, then forehead"),
        ("endpoint   even-erythema", "endpoint   pinpoint-bleeding"),
        ("expires    2027-04-01", "expires    2027-03-31"),
        ("skip       mole, active-acne", "skip       active-acne"),
    ] {
        let words = words(&with(from, to));
        assert!(!seen.contains(&words), "{to}");
        seen.push(words);
    }
}

#[test]
fn the_words_are_those_worked_out_by_another_program() {
    // Taken from the treatment bytes with Python's hashlib and the published list; see the bytes in the snapshot beside it.
    let image = image(FLAGSHIP, "2026-11-22");
    let admitted = loader::admit(image.bytes(), &profile(), loader::Accept::Bench).unwrap();
    let hex: String = admitted.treatment().iter().map(|byte| format!("{byte:02x}")).collect();
    insta::with_settings!({ snapshot_path => "../cases/snapshots", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("treatment-bytes", hex);
    });
    assert_eq!(image.identity().words, ["scheme", "glare", "vocal", "orient"]);
}

#[test]
fn the_same_texts_give_the_same_bytes() {
    assert_eq!(image(FLAGSHIP, "2026-11-22").bytes(), image(FLAGSHIP, "2026-12-24").bytes());
}

#[test]
fn a_pen_of_unpublished_speed_is_held_to_the_fastest_that_the_protocol_asks_for() {
    let text = crate::support::splice(
        "... without exception\ndevice rejuvapen-nxt with rejuvapen-cartridge\nsession {\n  ...\n  fit one sterile rejuvapen-cartridge per patient per session\n}\n\
         area forehead {\n  ...\n  speed 5000 rpm\n}\narea cheeks {\n  ...\n  speed 6000 rpm\n}",
    );
    assert_eq!(accepted(&text, "2026-11-22").profile().map(|profile| profile.max_speed_rpm), Some(6000));
    let image = image(&text, "2026-11-22");
    let pen = loader::Profile { device: "rejuvapen-nxt", cartridge: "rejuvapen-cartridge", max_speed_rpm: 6000, ..profile() };
    assert!(loader::admit(image.bytes(), &pen, loader::Accept::Bench).is_ok());
    let slower = loader::Profile { max_speed_rpm: 5999, ..pen };
    assert!(loader::admit(image.bytes(), &slower, loader::Accept::Bench).is_err());
}
