//! What one area may have of its own, a cartridge and a target: checked, printed, and never in an image that has no place for it.

use needlepoint::model::{ATLAS_TEXTS, Library};
use needlepoint::rule::{Asked, Purpose};
use needlepoint::source::{FileId, Source};
use needlepoint::{Answer, Texts, document, emit, plan, syntax};

use crate::support::{BASE, builtin, splice, today};

/// The atlas with a second cartridge for the pen, whose needles have a published length. No such cartridge is sold.
fn with_short_cartridge() -> Library {
    let mut entries = builtin().entries().clone();
    let (name, text) = ATLAS_TEXTS.into_iter().find(|(name, _)| name.ends_with("devices.needle")).unwrap();
    let text = text.replacen(
        "  label us-acne {",
        "  cartridge short-cartridge {\n    length 1.5 mm source pinova\n    sterile yes\n    single-use yes\n  }\n\n  label us-acne {",
        1,
    );
    let parsed = syntax::parse(&Source::new(FileId(9), name, text));
    assert!(parsed.problems.is_empty(), "{:#?}", parsed.problems);
    entries.devices = parsed.tree.entries.devices;
    Library::of(entries)
}

fn ask(text: &str, library: &Library, purpose: Purpose) -> Answer {
    let mut texts = Texts::default();
    let source = texts.add("a.needle", text).clone();
    needlepoint::check(&source, library, &Asked { purpose, today: today() })
}

/// What a text adds to the findings of the base with the same library: level, rule and sentence.
fn found(fragment: &str, purpose: Purpose) -> Vec<String> {
    let library = with_short_cartridge();
    let say = |text: &str| -> Vec<String> {
        let said = |problem: &needlepoint::diagnostic::Problem| format!("{} {}: {}", problem.level.word(), problem.rule, problem.message());
        ask(text, &library, purpose).problems.iter().map(said).collect()
    };
    let base = say(BASE);
    say(&splice(fragment)).into_iter().filter(|one| !base.contains(one)).collect()
}

/// The cheeks with a cartridge of their own, which a step fits between the two areas.
const OWN: &str = "\
session {
  protect    eyes
  wear       gloves new
  cover      handpiece with sleeve
  wash       face with non-soap-cleanser
  disinfect  forehead, cheeks with povidone-iodine, let dry
  fit        one sterile skinpen-cartridge per patient per session
  lubricate  with sterile-saline
  confirm    patient, areas, side, allergies, consent by 2 people
  needle     forehead
  fit        one sterile short-cartridge per patient per session
  needle     cheeks
  rinse      with sterile-saline
  sharps-bin cartridge
  clean      handpiece with isopropanol-70
  log        device-serial, cartridge-lot, product-lots, product-expiries, depth-by-area, passes-by-area, adverse-events
}
... without area cheeks, exception
area cheeks with short-cartridge {
  depth      start 0.5 mm, raise by 0.25 mm, never above 1 mm
  passes     2 horizontal, 2 vertical, 2 diagonal
  speed      7000 rpm
  move       glide 20 mm/s
  pressure   light
  size       120 cm2
  only       atrophic-acne-scars, 12 months or older, 20 cm2
  endpoint   even-erythema
  skip       active-acne, infected-skin
  at most    14 minutes
  stop session if pain above 6 of 10, faintness
}
";

#[test]
fn an_area_with_its_own_cartridge_and_target_is_accepted_printed_and_built() {
    assert_eq!(found(OWN, Purpose::Lint), Vec::<String>::new());
    assert_eq!(found(OWN, Purpose::Bench), Vec::<String>::new());
    let library = with_short_cartridge();
    // The image is read back before it is returned: cartridge and target are in it as they are in the plan.
    let accepted = ask(&splice(OWN), &library, Purpose::Bench).accepted.unwrap();
    let origins = emit::Origins { clinic: String::new(), texts: vec![emit::Origin { name: "own.needle".to_owned(), sha256: [0; 32] }] };
    let lowered = plan::lower(&accepted);
    assert_eq!(lowered.cartridges.iter().map(|cartridge| cartridge.as_str()).collect::<Vec<_>>(), ["skinpen-cartridge", "short-cartridge"]);
    emit::image(&lowered, &plan::stamp(&accepted).unwrap(), &origins).unwrap();
    let accepted = ask(&splice(OWN), &library, Purpose::Lint).accepted.unwrap();
    let lowered = plan::lower(&accepted);
    let facts =
        document::Facts { file: "a.needle", sha256: "0", clinic: "NO CLINIC POLICY", clinic_sha256: None, bench: false, dated: None };
    let sheet = document::sheets(&accepted, &lowered, &plan::identity(&lowered), &library, &facts).remove(0).text;
    for line in [
        "Some areas have a cartridge of their own, sterile and new as well: short-cartridge.",
        "    CHEEKS, with short-cartridge",
        "      only     atrophic-acne-scars, 1 year or older, 20 cm2; no other skin of the area",
    ] {
        assert!(sheet.contains(line), "{line}\n{sheet}");
    }
    let words = |text: &str| plan::identity(&plan::lower(&ask(text, &library, Purpose::Lint).accepted.unwrap())).words;
    let own = words(&splice(OWN));
    assert_ne!(own, words(&splice(&OWN.replace("12 months or older, 20 cm2", "12 months or older, 21 cm2"))));
    assert_ne!(own, words(&splice(&OWN.replace("  only       atrophic-acne-scars, 12 months or older, 20 cm2\n", ""))));
}

#[test]
fn the_cartridge_in_the_pen_is_the_one_of_the_area() {
    let late = OWN.replace("  fit        one sterile short-cartridge per patient per session\n", "");
    assert_eq!(
        found(&late, Purpose::Lint),
        [
            "caution needling-order-not-said: 2 areas are needled one after another, and nothing says that the one least likely to be infected comes first",
            "never cartridge-not-single-use: `cheeks` is needled with `skinpen-cartridge` in the pen; its cartridge is `short-cartridge`",
        ]
    );
    let other = OWN.replace("one sterile short-cartridge", "one sterile third-cartridge");
    assert_eq!(
        found(&other, Purpose::Lint),
        [
            "never cartridge-not-single-use: the step fits `third-cartridge`, but the protocol names `skinpen-cartridge` and `short-cartridge`",
            "never cartridge-not-single-use: `cheeks` is needled with `third-cartridge` in the pen; its cartridge is `short-cartridge`",
        ]
    );
}

#[test]
fn no_area_is_needled_deeper_than_its_cartridge_is_long() {
    let deeper = OWN.replace("never above 1 mm", "never above 1.75 mm");
    let found = found(&deeper, Purpose::Lint);
    assert!(
        found.contains(
            &"never depth-beyond-cartridge: `cheeks` may be needled to 1.75 mm; the needles of `short-cartridge` are 1.5 mm long, 0.25 mm less (in the course base)".to_owned()
        ),
        "{found:#?}"
    );
}

#[test]
fn a_cartridge_of_unknown_length_is_named_once() {
    let library = with_short_cartridge();
    let gaps = |text: &str| -> Vec<(String, String)> {
        let problems = ask(text, &library, Purpose::Lint).problems;
        let gaps = problems.iter().filter(|problem| problem.rule == "device-fact-unpublished");
        gaps.map(|problem| (problem.level.word().to_owned(), problem.message())).collect()
    };
    let unknown = ("caution".to_owned(), "how long the needles of `skinpen-cartridge` are has not been published".to_owned());
    assert_eq!(gaps(BASE), std::slice::from_ref(&unknown));
    assert_eq!(gaps(&splice(OWN)), [unknown]);
    let known =
        "device skinpen-precision with short-cartridge\nsession {\n  ...\n  fit one sterile short-cartridge per patient per session\n}";
    assert_eq!(gaps(&splice(known)), []);
}
