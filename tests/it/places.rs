//! Where a clinic is: a label is one where it was granted, its limits bind everywhere, and a pen may not be licensed.

use needlepoint::model::{ClinicText, Library, join};
use needlepoint::{Texts, syntax};

use crate::support::{BASE, answer_for, splice};

/// What is found in a text below a clinic at a place: level, rule and sentence.
fn found(text: &str, place: Option<&str>) -> Vec<String> {
    let mut texts = Texts::default();
    let clinic = place.map_or_else(String::new, |place| format!("  place {place}\n"));
    let clinic = texts.add("clinic.needle", format!("needlepoint 1\nclinic here {{\n{clinic}}}\n").as_str()).clone();
    let parsed = syntax::parse(&clinic);
    assert!(parsed.problems.is_empty(), "{:#?}", parsed.problems);
    let (library, problems) = join(Library::builtin(), &[ClinicText { name: "clinic.needle", text: "", parsed: &parsed }], Vec::new());
    assert!(problems.is_empty(), "{problems:#?}");
    let source = texts.add("a.needle", text).clone();
    let say = |problem: &needlepoint::diagnostic::Problem| format!("{} {}: {}", problem.level.word(), problem.rule, problem.message());
    answer_for(&source, &library).problems.iter().map(say).collect()
}

fn of(rule: &str, text: &str, place: Option<&str>) -> Vec<String> {
    found(text, place).into_iter().filter(|said| said.contains(&format!(" {rule}: "))).collect()
}

#[test]
fn a_label_of_another_place_is_none_here_and_its_limits_bind() {
    let deeper = splice("... without exception");
    for (place, elsewhere) in
        [(None, false), (Some("us"), false), (Some("us-az"), false), (Some("ca-on"), true), (Some("au"), true), (Some("gb-sct"), true)]
    {
        let said = of("use-off-label", BASE, place);
        match place.filter(|_| elsewhere) {
            Some(place) => assert_eq!(
                said,
                [format!(
                    "caution use-off-label: the label `us-acne` of skinpen-precision was granted in `us`, and this clinic is in `{place}`"
                )]
            ),
            None => assert_eq!(said, Vec::<String>::new(), "{place:?}"),
        }
        let depth = of("depth-beyond-label", &deeper, place);
        assert!(depth.iter().any(|said| said.starts_with("sign-off") && said.contains("was studied to 1.5 mm, 0.5 mm less")), "{depth:#?}");
        let soon = splice("course {\n  ...\n  next 29 to 42 days after the last session given, aim 30 days\n}");
        assert!(
            of("session-too-soon", &soon, place).iter().any(|said| said.contains("the interval of the label `us-acne` is 30 days")),
            "{place:?}"
        );
    }
}

#[test]
fn a_pen_that_is_not_licensed_where_the_clinic_is_needs_a_signature() {
    let text = splice(
        "... without exception\ndevice dermapen-4 with dermapen-4-cartridge\nsession {\n  ...\n  fit one sterile dermapen-4-cartridge per patient per session\n}",
    );
    for place in ["au", "au-nsw"] {
        assert_eq!(
            of("device-not-licensed", &text, Some(place)),
            [format!("sign-off device-not-licensed: dermapen-4 is not licensed in `au`, and this clinic is in `{place}`")]
        );
        assert_eq!(of("device-not-licensed", BASE, Some(place)), Vec::<String>::new());
    }
    for place in [None, Some("nz"), Some("us-az")] {
        assert_eq!(of("device-not-licensed", &text, place), Vec::<String>::new(), "{place:?}");
    }
    // Nobody has published that its cartridges are sterile and for single use, so it is accepted nowhere.
    let never = of("cartridge-not-single-use", &text, None);
    assert_eq!(never.len(), 2, "{never:#?}");
}
