//! Every numeric limit of every rule, met from the smallest unit inside, at it, and the smallest unit outside, through the whole pipeline.

mod constants;
mod pen;
mod rows;

use needlepoint::check::RULES;
use needlepoint::quantity::Depth;

use crate::support::{answer, beyond_base, builtin, splice};

/// Rules that compare a number and have no generated probe, each with where its edges are held instead.
const BY_HAND: &[(&str, &str)] = &[
    ("exception-incomplete", "it counts the words of a reason; the cases hold five and six of them"),
    ("exception-expired", "a day, probed below on the day before, the day and the day after"),
    ("approval-void", "a day; the cases hold the day after today, approval.rs today"),
    ("renewal-passed", "a day, probed below in the same way"),
    ("step-missing", "a count of people; the cases hold 1 and 2"),
    ("blood-product-unidentified", "counts of people and identifiers; the cases hold one and two of each"),
    ("step-out-of-order", "compares places of steps, no quantity"),
    ("pause-missing", "asks which windows there are, and compares no pause with them; product-too-close does"),
    ("screening-incomplete", "puts names in order, no quantity"),
    ("product-unsafe-on-open-skin", "compares places of steps, no quantity"),
    ("patient-data", "counts figures that follow one another, no quantity; the cases hold numbers of patients and others"),
    ("dose-contradictory", "compares the protocol with itself; the cases hold each contradiction, probes/constants.rs its one number"),
    ("looser-than-policy", "its numbers are a clinic's own; clinic.rs meets each of them and misses it"),
];

#[test]
fn every_probe_is_found_exactly_outside() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for rule in RULES {
        for probe in (rule.rule.probes)(builtin()) {
            for (value, outside) in probe.values() {
                count += 1;
                let text = splice(&(probe.fragment)(value));
                // The area or line probed may have findings of this rule in the base, so they are told apart by their sentence.
                let found = beyond_base(&text).into_iter().filter(|finding| finding.rule == rule.name).count();
                let unread = answer(&text)
                    .problems
                    .iter()
                    .filter(|problem| needlepoint::syntax::PAGES.iter().any(|(name, _)| *name == problem.rule))
                    .count();
                if (found > 0) != outside || unread > 0 {
                    wrong.push(format!("{}: {} at {value}: found {found}, outside {outside}, not read {unread}", rule.name, probe.what));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 30, "{count} probes are fewer than the limits there are");
}

#[test]
fn every_rule_that_compares_has_a_probe_or_a_reason() {
    let compares = [" > ", " < ", "below(", "on_dial"];
    let mut without = Vec::new();
    for rule in RULES {
        // Only what the check itself says; the types' brackets have no space around them.
        let code = rule.code.split("fn check(").nth(1).unwrap_or_default().split("\nfn probes(").next().unwrap_or_default();
        let any = code
            .lines()
            .filter(|line| !line.contains("place ") && !line.contains("first"))
            .any(|line| compares.iter().any(|sign| line.contains(sign)));
        let probed = !(rule.rule.probes)(builtin()).is_empty();
        if any && !probed && !BY_HAND.iter().any(|(name, _)| *name == rule.name) {
            without.push(rule.name);
        }
        assert!(!probed || !BY_HAND.iter().any(|(name, _)| *name == rule.name), "{} has a probe now", rule.name);
    }
    assert!(without.is_empty(), "a number is compared without a probe: {without:?}");
}

/// A line that holds until a day, that day included.
fn holds_until(rule: &str, fragment: fn(&str) -> String) {
    for (day, found) in [("2026-11-23", false), ("2026-11-22", false), ("2026-11-21", true)] {
        let any = beyond_base(&splice(&fragment(day))).iter().any(|finding| finding.rule == rule);
        assert_eq!(any, found, "{rule} on {day}");
    }
}

#[test]
fn a_last_day_is_included() {
    holds_until("exception-expired", |day| format!("exception depth-beyond-label for cheeks up to 2 mm {{\n  ...\n  expires {day}\n}}"));
    holds_until("renewal-passed", |day| format!("renew-by {day}"));
}

/// What one rule finds in a fragment, level and all.
fn found(rule: &str, fragment: &str, about: &str) -> Vec<String> {
    let all = beyond_base(&splice(fragment));
    all.into_iter().filter(|finding| finding.rule == rule && finding.message.contains(about)).map(|finding| finding.level).collect()
}

/// A protocol that needles one area alone, to one depth, for an indication that no label speaks of.
fn one_area(area: &str, depth: Depth) -> String {
    format!(
        "... without area, variant, exception\nindication melasma\narea {area} {{\n  depth start 0.25 mm, raise by 0.25 mm, never above {depth}\n  passes 1 horizontal\n  \
         speed 7000 rpm\n  move glide 20 mm/s\n  pressure light\n  size 10 cm2\n  endpoint even-erythema\n  at most 2 minutes\n  stop area if bleeding lasts over 2 minutes \
         under pressure\n}}\nsession {{\n  ...\n  needle {area}\n}}\ncourse {{\n  ... without session\n}}"
    )
}

#[test]
fn no_area_of_the_closed_list_is_needled_at_any_depth() {
    let closed: Vec<&str> =
        builtin().entries().areas.iter().filter(|entry| entry.closed.is_some()).map(|entry| entry.name.value.as_str()).collect();
    assert!(closed.len() >= 8);
    for area in closed {
        assert!(found("area-forbidden", &one_area(area, Depth::of(1)), area).contains(&"never".to_owned()), "{area}");
    }
}

#[test]
fn every_gap_between_sessions_has_its_level() {
    // Typed by hand: channels stay open for 72 hours, trials on the face waited 14 days, the label says 30.
    for (days, level) in
        [(1, "never"), (2, "never"), (3, "sign-off"), (13, "sign-off"), (14, "caution"), (29, "caution"), (30, ""), (31, "")]
    {
        let fragment = format!("course {{\n  ...\n  next {days} to 42 days after the last session given, aim 35 days\n}}");
        let expected: Vec<&str> = [level].into_iter().filter(|level| !level.is_empty()).collect();
        assert_eq!(found("session-too-soon", &fragment, ""), expected, "{days} days");
    }
    // On the scalp alone a week is the shortest of trials; no label of the pen speaks of it, so the label's 30 days still caution.
    for (days, level) in [(2, "never"), (3, "sign-off"), (6, "sign-off"), (7, "caution"), (29, "caution"), (30, "")] {
        let scalp = one_area("scalp", Depth::of(500)).replace(
            "... without session",
            &format!("... without session\n  next {days} to 42 days after the last session given, aim 35 days"),
        );
        let expected: Vec<&str> = [level].into_iter().filter(|level| !level.is_empty()).collect();
        assert_eq!(found("session-too-soon", &scalp, ""), expected, "{days} days on the scalp");
    }
}
