//! The laws over the registry: every rule is documented, shows what it finds and what it does not, and rests on what the atlas knows.

use needlepoint::check::RULES;
use needlepoint::rule::{Registered, When};
use sha2::{Digest, Sha256};

use crate::support::{Finding, beyond_base, builtin, committed, files, findings, read, root, splice};

/// Rules whose page shows no examples, each with the reason.
const WITHOUT_EXAMPLES: &[(&str, &str)] = &[
    (
        "anaesthetic-child-dose-missing",
        "under 12 years is under 18 as well, so the sign-off for minors stands beside it; a case holds both",
    ),
    ("clinic-policy-unmet", "it reads a clinic's file beside the protocol; clinic.rs writes one"),
    ("looser-than-policy", "it reads a clinic's file beside the protocol; clinic.rs writes one"),
    ("device-fact-unpublished", "no pen of the atlas has all the facts; areas.rs has one that lacks none"),
    ("device-not-licensed", "it reads a clinic's file beside the protocol; places.rs writes one"),
    ("target-not-indicated", "no image of this format holds a target, so none is accepted for one; areas.rs asks for none"),
];

mod dates;

/// The fragments of a page behind one kind of fence.
fn fragments(page: &str, fence: &str) -> Vec<String> {
    let open = format!("```needle,{fence}\n");
    page.split(&open).skip(1).map(|rest| rest.split("```").next().unwrap_or_default().to_owned()).collect()
}

fn shown(findings: &[Finding]) -> String {
    findings.iter().map(|finding| format!("\n    {} {}: {}", finding.line, finding.short(), finding.message)).collect()
}

#[test]
fn every_rule_shows_what_it_finds_and_what_it_does_not() {
    let mut wrong = Vec::new();
    for rule in RULES {
        let page = rule.page();
        let (bad, good) = (fragments(&page, "not-accepted"), fragments(&page, "accepted"));
        if WITHOUT_EXAMPLES.iter().any(|(name, _)| *name == rule.name) {
            assert!(bad.is_empty() && good.is_empty(), "{} has examples now: take it off the list", rule.name);
            continue;
        }
        if bad.is_empty() || good.is_empty() {
            wrong.push(format!("{}: an accepted and a not-accepted example belong on its page", rule.name));
        }
        for fragment in bad {
            let found = beyond_base(&splice(&fragment));
            let others: Vec<Finding> = found.iter().filter(|finding| finding.blocks && finding.rule != rule.name).cloned().collect();
            if !found.iter().any(|finding| finding.rule == rule.name) {
                wrong.push(format!("{}: its not-accepted example does not raise it{}", rule.name, shown(&found)));
            }
            if !others.is_empty() {
                wrong.push(format!("{}: its not-accepted example is not accepted for other reasons as well{}", rule.name, shown(&others)));
            }
        }
        for fragment in good {
            let found = beyond_base(&splice(&fragment));
            let bad: Vec<Finding> = found.into_iter().filter(|finding| finding.blocks || finding.rule == rule.name).collect();
            if !bad.is_empty() {
                wrong.push(format!("{}: its accepted example is found fault with{}", rule.name, shown(&bad)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_rule_is_named_after_the_fault() {
    let mut names: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
    for rule in RULES {
        let name = rule.name;
        assert!(
            name.split('-').all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase())),
            "{name} is not kebab-case"
        );
        assert!(!["invalid-", "no-", "check-", "require-"].iter().any(|start| name.starts_with(start)), "{name} names a cure or nothing");
    }
    names.dedup();
    assert_eq!(names.len(), RULES.len());
}

#[test]
fn every_hazard_of_a_rule_is_known_and_stands_on_its_page() {
    let mut wrong = Vec::new();
    for rule in RULES {
        let page = rule.page();
        // The list ends with the first full stop; what follows is prose.
        let listed = page.split("Hazards: ").nth(1).unwrap_or_default().split('.').next().unwrap_or_default();
        let mut listed: Vec<&str> = listed.split([',', '\n']).map(str::trim).filter(|id| !id.is_empty()).collect();
        let mut covered = rule.rule.hazards.to_vec();
        if covered.is_empty() {
            wrong.push(format!("{} covers no hazard", rule.name));
        }
        wrong.extend(covered.iter().filter(|id| builtin().hazard(id).is_none()).map(|id| format!("{}: no hazard {id}", rule.name)));
        listed.sort_unstable();
        covered.sort_unstable();
        if listed != covered {
            wrong.push(format!("{}: its page lists the hazards {listed:?}, its code {covered:?}", rule.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_source_that_a_rule_cites_is_known_with_its_grade() {
    let grades = ["regulator", "label", "paper", "textbook", "practice", "unreliable"];
    let mut wrong = Vec::new();
    for rule in RULES {
        for (before, rest) in rule.code.match_indices(" (").map(|(at, _)| rule.code.split_at(at)) {
            let grade = rest.trim_start_matches(" (").split(')').next().unwrap_or_default();
            if !grades.contains(&grade) {
                continue;
            }
            let key = before.rsplit(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')).next().unwrap_or_default();
            let known = builtin().source(key).and_then(|source| source.grade.as_ref()).map(|grade| grade.value.word());
            if known != Some(grade) {
                wrong.push(format!("{}: cites {key} ({grade}), and the atlas has {known:?}", rule.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_page_opens_with_one_sentence() {
    for rule in RULES {
        let summary = rule.summary();
        let one = summary.ends_with('.') && summary.matches(". ").count() == 0 && summary.starts_with(|c: char| c.is_uppercase());
        assert!(one, "{}: {summary:?} is not one sentence on the first line", rule.name);
        assert_eq!(rule.page().lines().nth(1), Some(""), "{}: an empty line follows the first sentence", rule.name);
    }
}

/// The hash of what a rule decides by: its code without its page and remarks, however it is laid out, and the limits it reads.
fn hash(rule: &Registered) -> String {
    let lines = rule.code.lines().map(str::trim).filter(|line| !line.starts_with("//"));
    let code: String = lines.flat_map(str::split_whitespace).collect();
    // A formatter breaks lines and sets a comma before a bracket; neither decides anything.
    let code = code.replace(",)", ")").replace(",]", "]").replace(",}", "}");
    let mut hash = Sha256::new();
    hash.update(code);
    for probe in (rule.rule.probes)(builtin()) {
        hash.update(format!("\n{} {} {}", probe.what, probe.limit, probe.ceiling));
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn a_rule_that_decides_otherwise_has_another_version() {
    const LOCK: &str = "tests/rules.lock";
    let fresh: String = RULES.iter().map(|rule| format!("{} {} {}\n", rule.name, rule.rule.version, hash(rule))).collect();
    let there = std::fs::read_to_string(root().join(LOCK)).unwrap_or_default();
    let changed: Vec<&str> = there
        .lines()
        .filter(|old| {
            let (start, old_hash) = old.rsplit_once(' ').unwrap_or_default();
            fresh.lines().any(|new| new.rsplit_once(' ').is_some_and(|(same, hash)| same == start && hash != old_hash))
        })
        .collect();
    let meant = std::env::var_os("UPDATE_RULES_LOCK").is_some();
    assert!(
        changed.is_empty() || meant,
        "the code or a limit of these rules changed under the same version:\n{}\nA rule that decides otherwise gets a higher `version`, so that exceptions made for \
         the old one no longer hold. A change that provably changes no decision is recorded with: UPDATE_RULES_LOCK=1 cargo test --test it rules",
        changed.join("\n")
    );
    let written = committed(LOCK, &fresh);
    assert!(meant || written.is_none(), "{}", written.unwrap_or_default());
}

/// The page of a rule as it is committed.
fn page(rule: &Registered) -> String {
    let when = match rule.rule.when {
        When::Always => "in every check",
        When::Build => "before an image is made",
    };
    let mut text = format!("# {}\n\n{}\n---\n\nVersion {}; runs {when}. ", rule.name, rule.page(), rule.rule.version);
    let harms: Vec<String> = rule
        .rule
        .hazards
        .iter()
        .filter_map(|id| Some(format!("- {id}: {}", builtin().hazard(id)?.harm.as_ref()?.value.as_str())))
        .collect();
    text.push_str(&format!("What it guards against:\n\n{}\n", harms.join("\n")));
    let says: Vec<String> = fragments(&rule.page(), "not-accepted").iter().flat_map(|fragment| sentences(rule, fragment)).collect();
    if !says.is_empty() {
        text.push_str(&format!("\nWhat it says of what is not accepted above, with basis, source and grade:\n\n{}\n", says.join("\n")));
    }
    let edges: Vec<String> = (rule.rule.probes)(builtin()).iter().filter_map(edge).collect();
    if !edges.is_empty() {
        text.push_str(&format!("\nIts limits, each tried one smallest step inside, at and outside:\n\n{}\n", edges.join("\n")));
    }
    text.push_str(if rule.code.contains(".liftable(") {
        "\nA sign-off that it finds at an area can be excepted, up to a value, by somebody other than the author and until a day; what is `never` cannot.\n"
    } else {
        "\nNo exception can name it.\n"
    });
    // A rule of dates that finds the same fault shares the page.
    if let Some(of_dates) = needlepoint::schedule::rule(rule.name) {
        text.push_str(&format!("\n## When a course is dated\n\n{}", dates::page(of_dates)));
    }
    text
}

/// What a rule says of a fragment, in sentences.
fn sentences(rule: &Registered, fragment: &str) -> Vec<String> {
    let answer = crate::support::answer(&splice(fragment));
    let of_rule = answer.problems.iter().filter(|problem| problem.rule == rule.name && problem.excepted.is_none());
    let mut all: Vec<String> = of_rule
        .map(|problem| format!("- {}: {}. {}.", problem.level, problem.message(), problem.help().unwrap_or_default()).replace('|', "\\|"))
        .collect();
    all.dedup();
    all.truncate(4);
    all
}

/// A limit with the line that just meets it and the one that just misses it.
fn edge(probe: &needlepoint::rule::Probe) -> Option<String> {
    let [_, (at, _), (outside, _)] = probe.values();
    let (at, outside) = ((probe.fragment)(at), (probe.fragment)(outside));
    let (kept, found) = at.lines().zip(outside.lines()).find(|(at, outside)| at != outside)?;
    Some(format!("- {}: `{}` is not found, `{}` is", probe.what, kept.trim(), found.trim()))
}

/// How the examples are read, for readers of the pages.
const EXAMPLES: &str = "\
An example is a fragment, laid over the protocol `protocols/acne-scars-face.needle` on 22 November 2026:

- a block whose first line inside is `...` keeps the rest of that block; without `...` it takes the block's place, or is added;
- in a kept block a line takes the place of the lines that start with the same word, so `depth`, `speed` or a step is changed where it stands;
- words that repeat (`wait`, `do-not`, `apply`, `stop`, `record` and the like) change only the line about the same first name, and are added otherwise;
- a line that the block has nothing like comes after the line before it in the fragment, or last in the block;
- `... without WORD, WORD` first takes out every line that starts with one of the words;
- a line outside any block changes or adds a line of the protocol itself, and `... without WORD` there takes lines or whole blocks out.
- the approval is renewed for the whole, unless the fragment states one itself;
- the base's self-tests are left out, unless the fragment has one itself.

Every example runs as a test: `not-accepted` raises its rule and nothing else that would keep the protocol from being accepted; `accepted` raises neither.
";

/// The groups of hazards, by the letter of their ids.
const GROUPS: [(char, &str); 11] = [
    ('A', "Depth and geometry"),
    ('B', "Motion, dose and time"),
    ('C', "Schedule"),
    ('D', "Exclusions and combinations"),
    ('E', "Topicals"),
    ('F', "Topical anaesthetic"),
    ('G', "Infection control"),
    ('H', "Aftercare"),
    ('I', "Records, consent, regulation"),
    ('J', "Program and firmware"),
    ('K', "From clinical review"),
];

fn index() -> String {
    let mut text =
        "# Rules\n\nEvery check that a protocol goes through, one page each. `needlepoint explain NAME` prints the same page.\n\n\
                    Each stands under the first group of hazards that it meets; `docs/hazards.md` has all of them.\n"
            .to_owned();
    for (letter, group) in GROUPS {
        let first = |rule: &&Registered| rule.rule.hazards.iter().min().is_some_and(|id| id.starts_with(letter));
        text.push_str(&format!("\n## {letter}. {group}\n\n| rule | finds |\n|---|---|\n"));
        for rule in RULES.iter().filter(first) {
            text.push_str(&format!("| [{0}]({0}.md) | {1} |\n", rule.name, rule.summary()));
        }
    }
    text.push_str(
        "\n## When a course is dated\n\nThese look at the days of a course, not at a protocol by itself.\n\n| rule | finds |\n|---|---|\n",
    );
    for rule in needlepoint::schedule::RULES {
        text.push_str(&format!("| [{0}]({0}.md) | {1} |\n", rule.name, rule.summary()));
    }
    text.push_str("\n## Before any rule\n\nWhat cannot be read, and names that are not known, come first. None of it is ever accepted: nothing is guessed.\n\n| problem | means |\n|---|---|\n");
    let mut pages: Vec<&(&str, &str)> = needlepoint::syntax::PAGES
        .iter()
        .chain(needlepoint::model::PAGES)
        .chain(needlepoint::check::PAGES)
        .chain(needlepoint::trial::PAGES)
        .collect();
    pages.sort_unstable();
    for (name, page) in pages {
        text.push_str(&format!("| {name} | {page} |\n"));
    }
    text.push_str("\n## Of a patient's course and the protocols that it follows\n\n| problem | means |\n|---|---|\n");
    let mut pages: Vec<&(&str, &str)> = needlepoint::course::PAGES.iter().collect();
    pages.sort_unstable();
    for (name, page) in pages {
        text.push_str(&format!("| {name} | {page} |\n"));
    }
    text.push_str(&format!("\n## How the examples are read\n\n{EXAMPLES}\n{}", dates::EXAMPLES));
    text
}

#[test]
fn the_pages_are_fresh() {
    let mut wrong: Vec<String> = RULES.iter().filter_map(|rule| committed(&format!("docs/rules/{}.md", rule.name), &page(rule))).collect();
    wrong.extend(dates::alone().filter_map(|rule| committed(&format!("docs/rules/{}.md", rule.name), &dates::whole_page(rule))));
    wrong.extend(committed("docs/rules/index.md", &index()));
    for path in crate::support::files("docs/rules", ".md") {
        let name = path.trim_start_matches("docs/rules/").trim_end_matches(".md");
        if name != "index" && needlepoint::check::rule(name).is_none() && needlepoint::schedule::rule(name).is_none() {
            std::fs::remove_file(root().join(&path)).expect("the page of a rule that is gone");
            wrong.push(format!("{path} was the page of a rule that is gone"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_convention_is_told_alike_in_both_places() {
    let code = read("tests/it/support.rs");
    for line in EXAMPLES.lines().filter(|line| line.starts_with("- ")) {
        assert!(code.contains(&format!("//! {line}")), "tests/it/support.rs does not say: {line}");
    }
}

#[test]
fn no_exception_lifts_what_is_never_accepted() {
    let exception = |rule: &str, area: &str| {
        format!(
            "exception {rule} for {area} up to 3 mm {{\n  reason published-evidence\n  because \"Several small trials went as far as this one does.\"\n  sources elfak-depth, iasj\n  rule {rule} version {}\n  approved 2026-10-01 by \"B. Approver, medical director\"\n  expires 2027-04-01\n}}\n",
            needlepoint::check::rule(rule).map_or(1, |rule| rule.rule.version)
        )
    };
    let never = |text: &str| -> Vec<Finding> {
        findings(text)
            .into_iter()
            .filter(|finding| finding.level == "never" && RULES.iter().any(|rule| rule.name == finding.rule))
            .collect()
    };
    let mut tried = 0;
    for path in files("tests/cases/rules", ".needle") {
        let case = read(&path);
        let found = never(&crate::cases::text(&case));
        // A fragment of its own exceptions, and a whole file, are about something else.
        if case.contains("exception ") || case.starts_with("needlepoint") {
            continue;
        }
        for rule in found.iter().map(|finding| finding.rule.as_str()).collect::<std::collections::BTreeSet<_>>() {
            for area in ["cheeks", "forehead"] {
                let text = crate::cases::text(&format!("{case}\n{}", exception(rule, area)));
                let count = |all: &[Finding]| all.iter().filter(|finding| finding.rule == rule && finding.blocks).count();
                assert_eq!(count(&never(&text)), count(&found), "{path}: an exception from {rule} for {area} lifts what is never accepted");
                tried += 1;
            }
        }
    }
    assert!(tried >= 80, "{tried} are fewer than there were");
}
