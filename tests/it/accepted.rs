//! The shipped protocols are accepted, and a clinic's policies tighten what is accepted.

use needlepoint::Texts;
use needlepoint::model::{ClinicText, Library, join};
use needlepoint::rule::{Asked, Purpose};
use needlepoint::source::Source;
use needlepoint::syntax;

use crate::support::{BASE, answer, answer_for, builtin, files, findings, read, splice, today};

/// The built-in library with the example clinic, and further lines in its policy.
fn with_clinic(more: &str) -> Library {
    let mut texts = Texts::default();
    let mut parsed = |name: &str, text: String| -> syntax::Parsed {
        let source: Source = texts.add(name, text).clone();
        let parsed = syntax::parse(&source);
        assert!(parsed.problems.is_empty(), "{:#?}", parsed.problems);
        parsed
    };
    let own = parsed("clinic.needle", read("protocols/example-clinic/clinic.needle"));
    let house = read("protocols/example-clinic/policies/house.needle").trim_end().trim_end_matches('}').to_owned() + more + "\n}\n";
    let house = parsed("house.needle", house);
    let text = |parsed| ClinicText { name: "clinic.needle", text: "", parsed };
    join(Library::builtin(), &[text(&own), text(&house)], Vec::new()).0
}

/// What keeps a text from being accepted with that clinic.
fn blocked(text: &str, more: &str) -> Vec<&'static str> {
    let library = with_clinic(more);
    let mut texts = Texts::default();
    // The clinic's two texts come first, as their places in a report do.
    texts.add("clinic.needle", "");
    texts.add("house.needle", "");
    let source = texts.add("a.needle", text).clone();
    answer_for(&source, &library).problems.iter().filter(|problem| problem.blocks()).map(|problem| problem.rule).collect()
}

#[test]
fn every_shipped_protocol_is_accepted() {
    let mut seen = 0;
    for path in files("protocols", ".needle") {
        let text = read(&path);
        if !text.lines().any(|line| line.starts_with("protocol ")) {
            continue;
        }
        seen += 1;
        let answer = answer(&text);
        let blocking: Vec<_> = findings(&text).into_iter().filter(|finding| finding.blocks).collect();
        assert!(blocking.is_empty(), "{path}: {blocking:#?}");
        assert!(answer.fault.is_none(), "{path}: {:?}", answer.fault);
        assert!(answer.accepted.is_some(), "{path}: {:?}", answer.census);
        assert_eq!(answer.census.waiting() + answer.census.could_not_run(), 0, "{path}");
    }
    assert!(seen >= 1);
}

#[test]
fn every_shipped_file_is_read_whole() {
    for path in files("protocols", ".needle") {
        let text = read(&path);
        let parsed = syntax::parse(&Source::new(needlepoint::first_file(), path.as_str(), text));
        assert!(parsed.problems.is_empty() && parsed.tree.broken.is_empty(), "{path}: {:#?}", parsed.problems);
    }
}

#[test]
fn the_flagship_says_what_it_said() {
    let found: String =
        findings(BASE).iter().map(|finding| format!("{}: {}: {}\n", finding.line, finding.short(), finding.message)).collect();
    insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "../cases/snapshots", omit_expression => true }, {
        insta::assert_snapshot!("flagship", found);
    });
}

#[test]
fn every_rule_is_asked_and_an_approved_protocol_is_accepted_for_a_pen() {
    let answer = answer(BASE);
    assert_eq!(answer.census.asked(), needlepoint::check::RULES.len());
    let source = Source::new(needlepoint::first_file(), "a.needle", BASE);
    let lint = needlepoint::check(&source, builtin(), &Asked { purpose: Purpose::Lint, today: today() });
    // A rule that is for images says that none is asked for.
    assert_eq!(lint.census.asked(), answer.census.asked());
    assert!(lint.census.not_applicable().any(|reason| reason == "no image is asked for"));
    assert!(answer.census.not_applicable().all(|reason| reason != "no image is asked for"));
    let device = needlepoint::check(&source, builtin(), &Asked { purpose: Purpose::Device, today: today() });
    assert!(device.accepted.is_some(), "{:#?}", device.problems);
}

#[test]
fn what_blocks_is_never_accepted_and_what_does_not_is() {
    for path in files("tests/cases", ".needle") {
        let answer = &crate::cases::run(&read(&path)).items[0].answer;
        assert!(answer.fault.is_none(), "{path}: {:?}", answer.fault);
        let open = answer.blocked() || answer.census.waiting() > 0 || !answer.is_protocol;
        assert_eq!(answer.accepted.is_none(), open, "{path}");
    }
}

#[test]
fn a_clinics_policies_tighten() {
    assert_eq!(blocked(BASE, ""), Vec::<&str>::new());
    // Deeper on the forehead than the house rules, though within every published limit.
    let deeper = splice("area forehead {\n  ...\n  depth start 0.25 mm, raise by 0.25 mm, never above 0.75 mm\n}");
    assert!(answer(&deeper).accepted.is_some());
    assert_eq!(blocked(&deeper, ""), ["depth-beyond-area-limit"]);
    // A group binds every area in it.
    assert_eq!(blocked(BASE, "  limit depth on face never above 1.75 mm\n"), ["depth-beyond-area-limit"]);
    // Sooner than the house rules.
    assert_eq!(blocked(BASE, "  next 31 days or more\n"), ["session-too-soon"]);
    // A looser policy loosens nothing.
    let label = splice("area forehead {\n  ...\n  depth start 0.25 mm, raise by 0.25 mm, never above 1.75 mm\n}");
    assert!(blocked(&label, "  limit depth on forehead never above 2 mm\n").contains(&"depth-beyond-label"));
}

#[test]
fn what_a_clinic_requires_and_forbids_holds() {
    assert!(!blocked(BASE, "  forbid product povidone-iodine\n").is_empty(), "a forbidden product is used, and nothing says so");
    let without = splice("screen before every session {\n  ... without record\n  record consent, allergies, medicines\n}");
    assert_eq!(blocked(&without, ""), Vec::<&str>::new(), "the list still records photographs");
    assert!(!blocked(BASE, "  require record phototype\n").is_empty(), "something required is not recorded, and nothing says so");
}

#[test]
fn a_rule_without_what_it_compares_with_could_not_run_and_nothing_is_accepted() {
    let library = Library::of(syntax::entries::Entries::default());
    let mut texts = Texts::default();
    let source = texts.add("a.needle", BASE).clone();
    let answer = answer_for(&source, &library);
    assert_eq!(answer.census.could_not_run(), 1, "{:?}", answer.census);
    assert!(answer.accepted.is_none());
}

#[test]
fn nobody_is_told_to_take_out_an_exception_while_something_is_unread() {
    let mistakes = [
        ("area cheeks {", "are cheeks {"),
        ("area cheeks {", "area cheekz {"),
        ("depth-beyond-label for cheeks", "depth-beyond-label for cheekz"),
        ("darker-skin for phototype", "darker-skin phototype"),
    ];
    for (right, wrong) in mistakes {
        let found = findings(&BASE.replace(right, wrong));
        assert!(found.iter().any(|finding| finding.blocks), "{wrong}");
        let misled = found.iter().find(|finding| ["exception-lifts-nothing", "area-unplanned"].contains(&finding.rule.as_str()));
        assert!(misled.is_none(), "{wrong}: {misled:?}");
    }
}
