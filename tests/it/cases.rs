//! The cases: what must be found stands on its line as a remark, written by hand, such as `# never session-too-soon`.
//!
//! A case is a whole file (it has a line that starts with `needlepoint`, `protocol` or `policy`) or a fragment laid over the base protocol (see `support`).
//! Level, rule and count are exact, and the cause stands on the line of the remark. Several are separated by `;`. The level is `never`,
//! `sign-off`, `caution`, `note`, or `excepted` where a valid exception lifts a sign-off. What the base protocol's own report says is
//! left out on both sides, so a case without a remark finds nothing new. Snapshots show source and report, and bless nothing.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use needlepoint::report::{Item, Run};

use crate::support::{Finding, beyond_base, but_for_base, files, found_in, item, read, splice, today};

/// The text that a case is checked as. Many tests ask for all of them, so each is laid over the base once.
pub(crate) fn text(case: &str) -> String {
    static LAID: Mutex<BTreeMap<String, String>> = Mutex::new(BTreeMap::new());
    let whole = case.lines().any(|line| ["needlepoint", "protocol ", "policy ", "clinic "].iter().any(|word| line.starts_with(word)));
    if whole {
        return case.to_owned();
    }
    if let Some(known) = LAID.lock().unwrap_or_else(PoisonError::into_inner).get(case) {
        return known.clone();
    }
    let laid = splice(case);
    LAID.lock().unwrap_or_else(PoisonError::into_inner).insert(case.to_owned(), laid.clone());
    laid
}

/// The run over one file that holds a case. Many tests ask for all of them, so each is checked once.
pub(crate) fn run(case: &str) -> &'static Run {
    static RUNS: Mutex<BTreeMap<String, &'static Run>> = Mutex::new(BTreeMap::new());
    if let Some(known) = RUNS.lock().unwrap_or_else(PoisonError::into_inner).get(case) {
        return known;
    }
    let (texts, answer) = item("case.needle", &text(case));
    let run = &*Box::leak(Box::new(Run { items: vec![Item { name: "case.needle".to_owned(), texts, answer }], today: today() }));
    RUNS.lock().unwrap_or_else(PoisonError::into_inner).insert(case.to_owned(), run);
    run
}

/// What the remarks of a text say must be found: line, level and rule.
fn expected(text: &str) -> Vec<(u32, String)> {
    let mut all = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let Some((_, remark)) = line.rsplit_once('#') else { continue };
        let parts: Vec<&str> = remark.split(';').map(str::trim).collect();
        let one = |part: &&str| {
            part.split_once(' ')
                .is_some_and(|(level, rule)| ["never", "sign-off", "caution", "note", "excepted"].contains(&level) && !rule.contains(' '))
        };
        if parts.iter().all(one) {
            all.extend(parts.into_iter().map(|part| (number, part.to_owned())));
        }
    }
    all.sort();
    all
}

/// What differs between remarks and findings.
fn differences(path: &str, text: &str, found: &[Finding]) -> Option<String> {
    let expected = expected(text);
    let mut real: Vec<(u32, String)> = found.iter().map(|finding| (finding.line, finding.short())).collect();
    real.sort();
    if expected == real {
        return None;
    }
    let mut lost = expected;
    let mut new = real;
    lost.retain(|one| new.iter().position(|other| other == one).map(|at| new.remove(at)).is_none());
    let say = |(number, what): &(u32, String), word: &str| {
        let line = text.lines().nth(usize::try_from(number - 1).expect("a line number")).unwrap_or_default();
        let message =
            found.iter().find(|finding| finding.line == *number && finding.short() == *what).map_or("", |finding| &finding.message);
        format!("\n  {word}: {what} on line {number}: {}\n      {message}", line.trim())
    };
    let lost: String = lost.iter().map(|one| say(one, "not found")).collect();
    let new: String = new.iter().map(|one| say(one, "not expected")).collect();
    Some(format!("{path}{lost}{new}"))
}

#[test]
fn every_case_finds_what_its_remarks_say() {
    let all = files("tests/cases", ".needle");
    assert!(all.len() >= 70, "{} cases are fewer than there were", all.len());
    let wrong: Vec<String> = all
        .iter()
        .filter_map(|path| {
            let case = read(path);
            let text = text(&case);
            differences(path, &text, &but_for_base(found_in(&run(&case).items[0].answer, &text)))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_a_case_that_finds_it() {
    let all: String = files("tests/cases", ".needle")
        .iter()
        .map(|path| expected(&text(&read(path))).into_iter().map(|(_, short)| format!("{short}\n")).collect::<String>())
        .collect();
    for rule in needlepoint::check::RULES {
        let alone = ["clinic-policy-unmet", "looser-than-policy", "device-not-licensed"];
        assert!(
            alone.contains(&rule.name) || all.lines().any(|line| line.ends_with(&format!(" {}", rule.name))),
            "no case finds {}",
            rule.name
        );
    }
    for (name, _) in
        needlepoint::syntax::PAGES.iter().chain(needlepoint::model::PAGES).chain(needlepoint::check::PAGES).chain(needlepoint::trial::PAGES)
    {
        // The tool's own fault, which no text is known to cause; what needs more than one text: tests/it/clinic.rs and tests/it/cli/holidays.rs; and what needs a longer
        // one than is kept here: tests/it/recovery.rs.
        let alone = [
            "not-understood",
            "file-too-long",
            "policy-file-unusable",
            "holidays-file-unusable",
            "clinic-zone-unknown",
            "clinic-not-accepted",
        ];
        assert!(alone.contains(name) || all.lines().any(|line| line.ends_with(&format!(" {name}"))), "no case finds {name}");
    }
}

#[test]
fn a_case_without_its_finding_fails_and_so_does_a_finding_without_a_remark() {
    let clean = splice("");
    assert_eq!(differences("x", &clean, &beyond_base(&clean)), None);
    let text = splice("area cheeks {\n  ...\n  speed 9000 rpm # never speed-outside-device\n}");
    assert_eq!(differences("x", &text, &beyond_base(&text)), None);
    for wrong in
        ["", "# caution speed-outside-device", "# never depth-off-step", "# never speed-outside-device; never speed-outside-device"]
    {
        let text = splice(&format!("area cheeks {{\n  ...\n  speed 9000 rpm {wrong}\n}}"));
        assert!(differences("x", &text, &beyond_base(&text)).is_some(), "{wrong}");
    }
    let elsewhere = splice("area cheeks {\n  ...\n  speed 9000 rpm\n  pressure light # never speed-outside-device\n}");
    assert!(differences("x", &elsewhere, &beyond_base(&elsewhere)).is_some());
}

#[test]
fn ten_mistakes_are_ten_problems() {
    let found = beyond_base(&read("tests/cases/ten-mistakes.needle"));
    assert_eq!(found.len(), 10, "{found:#?}");
    let mut lines: Vec<u32> = found.iter().map(|finding| finding.line).collect();
    lines.dedup();
    assert_eq!(lines.len(), 10);
}
