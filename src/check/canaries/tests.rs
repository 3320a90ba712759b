//! The canaries are short and well written, there is one for each rule that can say `never`, and a lost rule or limit is noticed.

use super::*;
use crate::syntax::entries::{Area, Device, Entries};

/// The rules that can say `never` and have no canary, each with the reason.
const WITHOUT: [(&str, &str); 3] = [
    ("depth-beyond-area-limit", "what it says `never` of is a clinic's own limit; the atlas has closed areas instead"),
    ("clinic-policy-unmet", "its limits are a clinic's own, and there is no clinic around a canary"),
    ("looser-than-policy", "its limits are a clinic's own, and there is no clinic around a canary"),
];

#[test]
fn every_canary_is_short_well_written_and_found() {
    let library = Library::builtin();
    for Canary { rule, text } in CANARIES {
        assert!(text.lines().count() <= 12, "{rule} has more than 12 lines");
        let parsed = syntax::parse(&Source::new(FileId(u16::MAX), *rule, *text));
        let problems: Vec<String> = parsed.problems.iter().map(crate::diagnostic::Problem::message).collect();
        assert!(problems.is_empty(), "{rule}: {problems:#?}");
    }
    let lost: Vec<String> = CANARIES.iter().filter_map(|canary| canary.found(&library).err()).map(|fault| fault.what).collect();
    assert!(lost.is_empty(), "{lost:#?}");
    assert_eq!(canaries(), Ok(()));
}

#[test]
fn every_rule_that_can_say_never_has_a_canary() {
    let says_never = |rule: &&crate::rule::Registered| rule.code.contains("Level::Never") && !rule.code.contains("unwrap_or(Level::Never)");
    let has = |rule: &str| CANARIES.iter().any(|canary| canary.rule == rule) || WITHOUT.iter().any(|(name, _)| *name == rule);
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
