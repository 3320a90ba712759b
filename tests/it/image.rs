//! The image and the identity of a treatment: what changes them, and what does not.

mod encoder;
mod golden;

use needlepoint::model::Library;
use needlepoint::quantity::Day;
use needlepoint::rule::{Asked, Purpose};
use needlepoint::seal::Signer;
use needlepoint::source::Source;
use needlepoint::{emit, first_file, plan};
use needlepoint_loader as loader;
use sha2::{Digest, Sha512};

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
    emit::image(&plan::lower(&accepted), &plan::stamp(&accepted).unwrap(), &origins()).unwrap()
}

/// The flagship's plan, and the stamp of a build for a pen.
pub(crate) fn for_a_pen() -> (plan::Plan, plan::Stamp) {
    let source = Source::new(first_file(), "p.needle", FLAGSHIP);
    let asked = Asked { purpose: Purpose::Device, today: Day::read("2026-11-22").unwrap() };
    let accepted = needlepoint::check(&source, &Library::builtin(), &asked).accepted.unwrap();
    (plan::lower(&accepted), plan::stamp(&accepted).unwrap())
}

/// What a test's image is made from.
pub(crate) fn origins() -> emit::Origins {
    emit::Origins { clinic: String::new(), texts: vec![emit::Origin { name: "p.needle".to_owned(), sha256: [7; 32] }] }
}

/// The image as a file for the bench.
fn file(text: &str, today: &str) -> Vec<u8> {
    Signer::development().seal(image(text, today).payload())
}

/// The day on which the tests' pen is asked: 2026-11-22.
const TODAY: u16 = 20_779;

/// Checks signatures and digests with libraries that others wrote.
struct Pen;

impl loader::Verify for Pen {
    fn ed25519(&self, public: &[u8; 32], signature: &[u8; 64], message: &[&[u8]]) -> bool {
        let signature = ed25519_dalek::Signature::from_bytes(signature);
        ed25519_dalek::VerifyingKey::from_bytes(public).is_ok_and(|key| key.verify_strict(&message.concat(), &signature).is_ok())
    }

    fn sha512(&self, message: &[&[u8]]) -> [u8; 64] {
        Sha512::digest(message.concat()).into()
    }
}

fn admit<'i>(file: &'i [u8], pen: &loader::Profile<'_>) -> Result<loader::Admitted<'i>, loader::Refusal> {
    loader::admit(file, pen, TODAY, &Pen, &emit::NoLedger)
}

fn words(text: &str) -> [&'static str; 4] {
    plan::identity(&plan::lower(&accepted(text, "2026-11-22"))).words
}

/// The flagship with one piece of text exchanged; without its self-tests, which are worked out for it as it is.
fn with(from: &str, to: &str) -> String {
    assert!(FLAGSHIP.contains(from), "{from}");
    let (protocol, _) = FLAGSHIP.split_once("\n  self-test ").unwrap();
    format!("{protocol}}}\n").replacen(from, to, 1)
}

/// The published key of the bench, worked out from its seed by another program (Python's hashlib and the curve of RFC 8032).
const BENCH_KEY: loader::Key = loader::Key { id: BENCH_ID, public: BENCH_PUBLIC };
const BENCH_ID: [u8; 8] = [0x6a, 0xe9, 0x2d, 0x85, 0x15, 0xc0, 0xd4, 0x45];
const BENCH_PUBLIC: [u8; 32] = [
    0xb1, 0xab, 0x98, 0x07, 0xa4, 0x5f, 0x0d, 0x96, 0x23, 0x3d, 0x1b, 0x88, 0xd5, 0x97, 0xd7, 0xbc, 0x26, 0x15, 0x72, 0x5b, 0x40, 0xc7,
    0xcb, 0xd1, 0x12, 0x5e, 0x39, 0xb7, 0x1b, 0xe5, 0xe7, 0x4d,
];

fn profile() -> loader::Profile<'static> {
    loader::Profile {
        name: "reference-pen",
        revision: 1,
        device: "skinpen-precision",
        cartridges: &["skinpen-cartridge"],
        keys: &[BENCH_KEY],
        bench: true,
        max_depth_um: 2500,
        max_speed_rpm: 7000,
        max_passes: u16::MAX,
        max_session_s: u32::MAX,
        areas: 32,
        courses: 7,
        sessions: 16,
        steps: 64,
        prompts: 192,
        name_bytes: 48,
        caption_bytes: 96,
    }
}

#[test]
fn the_bench_admits_it_and_a_pen_does_not() {
    let file = file(FLAGSHIP, "2026-11-22");
    let device = loader::Profile { bench: false, ..profile() };
    assert_eq!(admit(&file, &device).unwrap_err(), loader::Refusal::BenchNotAccepted);
    assert_eq!(admit(&file, &loader::Profile { keys: &[], ..profile() }).unwrap_err(), loader::Refusal::UnknownKey);
    let admitted = admit(&file, &profile()).unwrap();
    assert_eq!(admitted.check_numbers(), image(FLAGSHIP, "2026-11-22").identity().numbers);
    // Written by hand from the protocol: its exception ends on 2027-04-01, before it is to be renewed.
    assert_eq!((admitted.sequence(), admitted.validity()), (1 << 20, loader::Validity { from: 0, until: 20_909 }));
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

/// The definition of the format, which loaders of other makers are generated from.
const DEFINITION: &str = include_str!("../../loader/image.cddl");

#[test]
fn every_shipped_protocol_makes_an_image_of_the_defined_format() {
    let shipped = crate::support::files("protocols", ".needle");
    let mut images = 0;
    for path in shipped.iter().filter(|path| !path.contains("/atlas/") && !path.contains("/example-clinic/")) {
        let file = file(&crate::support::read(path), "2026-11-22");
        cddl::validate_cbor_from_slice(DEFINITION, &file, None).unwrap_or_else(|error| panic!("{path}: {error}"));
        images += 1;
    }
    assert_eq!(images, 8);
}

#[test]
fn the_definition_refuses_what_is_no_image() {
    let good = file(FLAGSHIP, "2026-11-22");
    let key_of_format = good.windows(4).position(|bytes| bytes == [0xab, 0x00, 0x01, 0x01]).unwrap();
    // A step of another kind, three byte strings deep.
    let kind = 1 + good.windows(2).position(|bytes| bytes == [0x8e, 0x00]).unwrap();
    for (at, wrong) in [(key_of_format + 3, 0x02), (key_of_format + 1, 0x0b), (0, 0xd1), (5, 0x02), (kind, 0x01)] {
        let mut bytes = good.clone();
        bytes[at] = wrong;
        assert!(cddl::validate_cbor_from_slice(DEFINITION, &bytes, None).is_err(), "byte {at}");
    }
}

#[test]
fn an_image_for_a_pen_may_be_used_from_its_approval() {
    let (plan, stamp) = for_a_pen();
    let image = emit::image(&plan, &stamp, &origins()).unwrap();
    let file = Signer::development().seal(image.payload());
    let admitted = admit(&file, &loader::Profile { bench: false, ..profile() }).unwrap();
    // Approved on 2026-10-01.
    assert_eq!((admitted.bench(), admitted.validity()), (false, loader::Validity { from: 20_727, until: 20_909 }));
}

#[test]
fn an_approval_that_is_void_keeps_no_image_from_the_bench() {
    let later = FLAGSHIP.replace("approved    2026-10-01", "approved    2027-12-01");
    assert!(admit(&file(&later, "2026-11-22"), &profile()).is_ok());
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
    let file = file(FLAGSHIP, "2026-11-22");
    let admitted = admit(&file, &profile()).unwrap();
    let hex: String = admitted.treatment().iter().map(|byte| format!("{byte:02x}")).collect();
    insta::with_settings!({ snapshot_path => "../cases/snapshots", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("treatment-bytes", hex);
    });
    assert_eq!(image(FLAGSHIP, "2026-11-22").identity().words, ["lady", "steak", "glow", "baby"]);
}

#[test]
fn the_same_texts_give_the_same_bytes() {
    assert_eq!(file(FLAGSHIP, "2026-11-22"), file(FLAGSHIP, "2026-12-24"));
}

#[test]
fn a_pen_of_unpublished_speed_is_held_to_the_fastest_that_the_protocol_asks_for() {
    let text = crate::support::splice(
        "... without exception\ndevice rejuvapen-nxt with rejuvapen-cartridge\nsession {\n  ...\n  fit one sterile rejuvapen-cartridge per patient per session\n}\n\
         area forehead {\n  ...\n  speed 5000 rpm\n}\narea cheeks {\n  ...\n  speed 6000 rpm\n}",
    );
    assert_eq!(accepted(&text, "2026-11-22").profile().map(|profile| profile.max_speed_rpm), Some(6000));
    let file = file(&text, "2026-11-22");
    let pen = loader::Profile { device: "rejuvapen-nxt", cartridges: &["rejuvapen-cartridge"], max_speed_rpm: 6000, ..profile() };
    assert!(admit(&file, &pen).is_ok());
    let slower = loader::Profile { max_speed_rpm: 5999, ..pen };
    assert_eq!(admit(&file, &slower).unwrap_err(), loader::Refusal::SpeedLimitTooLoose);
}

#[test]
fn the_page_has_the_check_words_of_the_vectors() {
    let page = crate::support::read("docs/image-format.md");
    let rows: Vec<Vec<&str>> = page
        .lines()
        .filter(|line| line.starts_with("| `good"))
        .map(|line| line.split('|').map(|cell| cell.trim().trim_matches('`')).filter(|cell| !cell.is_empty()).collect())
        .collect();
    assert_eq!(rows.len(), 3);
    for row in rows {
        let [file, numbers, words] = row[..] else { panic!("{row:?}") };
        let image = std::fs::read(format!("tests/images/vectors/{file}")).unwrap();
        let opened = needlepoint::seal::open(&image, None, None).unwrap();
        let identity = plan::identity_of(opened.image.treatment());
        assert_eq!(identity.numbers.map(|number| number.to_string()).join(", "), numbers, "{file}");
        assert_eq!(identity.words.join(" "), words, "{file}");
    }
}

#[test]
fn every_flipped_bit_and_every_shorter_length_of_a_shipped_image_is_refused() {
    let good = file(FLAGSHIP, "2026-11-22");
    for length in 0..good.len() {
        assert!(admit(&good[..length], &profile()).is_err(), "{length} bytes");
    }
    for place in 0..good.len() {
        for bit in 0..8 {
            let mut flipped = good.clone();
            flipped[place] ^= 1 << bit;
            assert!(admit(&flipped, &profile()).is_err(), "byte {place}, bit {bit}");
        }
    }
}

#[test]
fn a_cose_library_reads_and_verifies_an_image() {
    use coset::{CoseSign1, TaggedCborSerializable, iana};

    let sealed = CoseSign1::from_tagged_slice(&file(FLAGSHIP, "2026-11-22")).unwrap();
    assert_eq!(sealed.protected.header.alg, Some(coset::RegisteredLabelWithPrivate::Assigned(iana::Algorithm::Ed25519)));
    assert_eq!(sealed.protected.header.key_id, BENCH_ID);
    assert!(sealed.unprotected.is_empty());
    let key = ed25519_dalek::VerifyingKey::from_bytes(&BENCH_PUBLIC).unwrap();
    let verified = |sealed: &CoseSign1| {
        sealed.verify_signature(b"", |signature, message| {
            let signature = ed25519_dalek::Signature::from_slice(signature)?;
            key.verify_strict(message, &signature)
        })
    };
    verified(&sealed).unwrap();
    let mut changed = sealed.clone();
    changed.payload.as_mut().unwrap()[100] ^= 1;
    assert!(verified(&changed).is_err());
}

#[test]
fn an_image_in_diagnostic_notation_names_every_item_as_the_definition_does() {
    let text = needlepoint::record::image_notation(&file(FLAGSHIP, "2026-11-22")).unwrap();
    // Written by hand from the protocol and the definition.
    for lines in [
        "18([\n  / protected / << {\n    / algorithm / 1: -19,\n    / content type / 3: \"application/vnd.needlepoint+cbor\",\n    / key-id / 4: h'6ae92d8515c0d445'\n  } >>,\n  / unprotected / {},\n  / payload / << {\n    / format / 0: 1,\n    / bench / 1: true,\n",
        "    / days / 7: [\n      / from / 0,\n      / until / 20909\n    ],\n    / treatment / 8: << [\n      / device / \"skinpen-precision\",\n",
        "      / areas / [\n        / 0 / \"forehead\",\n        / 1 / \"cheeks\"\n      ],\n",
        "                  / motion / [\n                    / glide / 0,\n                    / mm-per-s / 20\n                  ],\n                  / at-most-s / 360,\n                  / endpoint / \"even-erythema\",\n                  / only / [],\n",
        "                    [\n                      / scope / 0,\n                      / bleeding / 0,\n                      / over-s / 120\n                    ],\n                    [\n                      / scope / 1,\n                      / pain / 1,\n                      / over-points / 6\n                    ],\n                    [\n                      / scope / 1,\n                      / named / 2,\n                      / sign / \"faintness\"\n                    ],\n",
    ] {
        assert!(text.contains(lines), "{lines}\n{text}");
    }
    let names: std::collections::BTreeSet<&str> =
        text.lines().filter_map(|line| line.trim_start().strip_prefix("/ ")?.split_once(" /")).map(|(name, _)| name).collect();
    assert!(names.len() > 50, "{names:?}");
    for name in names {
        let word = name.trim_end_matches(|figure: char| figure.is_ascii_digit() || figure == ' ');
        // What is there several times is defined once: `source`, `prompt`.
        let one = word.strip_suffix('s').unwrap_or(word);
        assert!(word.is_empty() || DEFINITION.contains(one), "{name}");
    }
    // What nobody has signed is shown as it is, and what is no image is not shown.
    let unsigned = image(FLAGSHIP, "2026-11-22").payload().to_vec();
    assert!(needlepoint::record::image_notation(&unsigned).unwrap().starts_with("{\n  / format / 0: 1,\n"));
    assert!(needlepoint::record::image_notation(&unsigned[..unsigned.len() - 1]).is_none());
    assert!(needlepoint::record::image_notation(&[unsigned, vec![0]].concat()).is_none());
}

#[test]
fn an_image_as_json_has_the_committed_shape_and_what_the_protocol_says() {
    let file = file(FLAGSHIP, "2026-11-22");
    let opened = needlepoint::seal::open(&file, None, None).unwrap();
    let document: serde_json::Value = serde_json::from_str(&needlepoint::record::image_json(&opened).unwrap()).unwrap();
    let schema = serde_json::from_str(include_str!("../../docs/schemas/image.schema.json")).unwrap();
    let validator = jsonschema::draft202012::options().should_validate_formats(true).build(&schema).unwrap();
    let wrong: Vec<String> = validator.iter_errors(&document).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    // Written by hand from the protocol: the cheeks in session 2 of the base course.
    let step = &document["courses"][0]["sessions"][1]["steps"][1];
    assert_eq!((&step["area"], &step["ceiling_um"], &step["at_most_s"]), (&"cheeks".into(), &2000.into(), &840.into()));
    assert_eq!(step["stops"][0], serde_json::json!({ "stops": "area", "sign": "bleeding", "over_s": 120 }));
    assert_eq!(document["last_day"], "2027-04-01");
    // The schema can refuse.
    for (field, value) in
        [("bench", serde_json::json!(1)), ("last_day", serde_json::json!("2027-02-30")), ("check_words", serde_json::json!(["a"]))]
    {
        let mut other = document.clone();
        other[field] = value;
        assert!(!validator.is_valid(&other), "{field}");
    }
}
