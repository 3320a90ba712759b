//! The canaries are short and well written, there is one for each rule that can say `never`, and a lost rule or limit is noticed.

use databake::Bake;

use super::*;
use crate::syntax::entries::{Area, Device, Entries};

/// The rules that can say `never` and have no canary, each with the reason.
const WITHOUT: [(&str, &str); 3] = [
    ("depth-beyond-area-limit", "what it says `never` of is a clinic's own limit; the atlas has closed areas instead"),
    ("clinic-policy-unmet", "its limits are a clinic's own, and there is no clinic around a canary"),
    ("looser-than-policy", "its limits are a clinic's own, and there is no clinic around a canary"),
];

/// The texts of all canaries, each with the rule that must find it, in the order of their names.
#[expect(clippy::disallowed_methods, reason = "a test reads the files it guards")]
fn texts() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/check/canaries");
    let paths = std::fs::read_dir(folder).expect("the folder of canaries").map(|entry| entry.expect("an entry of it").path());
    let texts = paths.filter(|path| path.extension().is_some_and(|ending| ending == "needle")).map(|path| {
        let rule = path.file_stem().and_then(|name| name.to_str()).expect("a name").to_owned();
        (rule, std::fs::read_to_string(path).expect("a text"))
    });
    let mut all: Vec<_> = texts.collect();
    all.sort();
    all
}

/// What is read from a canary's text.
fn read(rule: &str, text: &str) -> Parsed {
    syntax::parse(&Source::new(FILE, rule, text))
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test rewrites the file it guards")]
fn the_canaries_are_compiled() {
    let env = databake::CrateEnv::default();
    let mut texts = texts();
    texts.retain(|(rule, _)| READ.iter().all(|(read, _)| read != rule));
    let mut lines = String::new();
    for (rule, text) in &texts {
        let parsed = read(rule, text);
        let [protocol] = parsed.tree.protocols.as_slice() else { panic!("{rule} is one protocol") };
        let protocol = protocol.bake(&env).to_string().replace(" :: ", "::");
        lines.push_str(&format!("    Canary {{ rule: {rule:?}, protocol: {protocol} }},\n"));
    }
    let text = format!(
        "//! Written by the test `the_canaries_are_compiled`; not to be edited.\n\nuse super::Canary;\n\n\
         #[rustfmt::skip]\npub(super) const CANARIES: &[Canary] = &[\n{lines}];\n"
    );
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/check/canaries/compiled.rs");
    let fresh = std::fs::read_to_string(path).is_ok_and(|old| old == text);
    if !fresh {
        std::fs::write(path, text).expect("the canaries are written");
    }
    assert!(fresh, "a canary changed: they were compiled again; run the tests once more");
    // Whatever else reading could give, no canary has: the one protocol is all that its text says.
    assert_eq!(CANARIES.len(), texts.len());
    for (canary, (rule, text)) in CANARIES.iter().zip(&texts) {
        let (compiled, read) = (canary.parsed(), read(rule, text));
        assert_eq!(canary.rule, rule);
        assert_eq!(compiled.tree, Tree { language: List::default(), ..read.tree }, "{rule}");
        assert_eq!((compiled.file, compiled.trivia, compiled.remarks), (read.file, read.trivia, read.remarks), "{rule}");
    }
}

#[test]
fn every_canary_is_short_well_written_and_found() {
    let library = Library::builtin();
    let mut lost = Vec::new();
    for (rule, text) in texts() {
        assert!(text.lines().count() <= 12, "{rule} has more than 12 lines");
        let parsed = read(&rule, &text);
        let problems: Vec<String> = parsed.problems.iter().map(crate::diagnostic::Problem::message).collect();
        assert!(problems.is_empty(), "{rule}: {problems:#?}");
        lost.extend(found(&rule, &parsed, &library).err().map(|fault| fault.what));
    }
    lost.extend(CANARIES.iter().filter_map(|canary| found(canary.rule, &canary.parsed(), &library).err()).map(|fault| fault.what));
    assert!(lost.is_empty(), "{lost:#?}");
    assert_eq!(canaries(), Ok(()));
}

#[test]
fn every_rule_that_can_say_never_has_a_canary() {
    let says_never = |rule: &&crate::rule::Registered| rule.code.contains("Level::Never") && !rule.code.contains("unwrap_or(Level::Never)");
    let asked: Vec<&str> = READ.iter().map(|(rule, _)| *rule).chain(CANARIES.iter().map(|canary| canary.rule)).collect();
    let has = |rule: &str| asked.contains(&rule) || WITHOUT.iter().any(|(name, _)| *name == rule);
    let missing: Vec<&str> = crate::check::RULES.iter().filter(says_never).map(|rule| rule.name).filter(|rule| !has(rule)).collect();
    assert!(missing.is_empty(), "these can say `never` and have no canary: {missing:#?}");
}

#[test]
fn a_lost_limit_is_noticed() {
    let without = |change: fn(&mut Entries)| {
        let mut entries = Library::builtin().entries().clone();
        change(&mut entries);
        ask(&Library::of(entries)).map_err(|fault| fault.what)
    };
    let lost = |rule: &str| Err(format!("`{rule}` finds nothing in a protocol that must never be accepted"));
    assert_eq!(without(|_| {}), Ok(()));
    let open = |entries: &mut Entries| entries.areas = entries.areas.iter().cloned().map(|area| Area { closed: None, ..area }).collect();
    assert_eq!(without(open), lost("area-forbidden"));
    let still =
        |entries: &mut Entries| entries.devices = entries.devices.iter().cloned().map(|pen| Device { motor: None, ..pen }).collect();
    assert_eq!(without(still), lost("speed-outside-device"));
}
