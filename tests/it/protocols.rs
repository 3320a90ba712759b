//! The shipped protocols, each held whole: accepted for bench and pen, tidy, approved as it stands, its own examples held, every caution
//! that stays argued at its line, and what is found in it, its plan in plain words and its dates pinned.

use needlepoint::document::{Facts, Sheet, sheets};
use needlepoint::format::format;
use needlepoint::plan;
use needlepoint::record::{SourceFacts, schedule_csv};
use needlepoint::rule::{Asked, Purpose};
use needlepoint::schedule::{LocalTime, Start, starting};
use needlepoint::source::Source;
use needlepoint::trial::Went;
use needlepoint::{Answer, first_file};

use crate::support::{approved, builtin, files, findings, read, today};

/// How many there are, so that none is lost unseen.
const SHIPPED: usize = 8;

/// The shipped protocols: name and text.
fn shipped() -> Vec<(String, String)> {
    let texts = files("protocols", ".needle").into_iter().map(|path| (path.clone(), read(path)));
    texts.filter(|(_, text)| text.lines().any(|line| line.starts_with("protocol "))).collect()
}

fn source(path: &str, text: &str) -> Source {
    Source::new(first_file(), path, text)
}

fn checked(path: &str, text: &str, purpose: Purpose) -> Answer {
    needlepoint::check(&source(path, text), builtin(), &Asked { purpose, today: today() })
}

/// The rules whose cautions a line argues: `# caution RULE, RULE: why they stay`.
fn argued(line: &str) -> Vec<&str> {
    let Some((_, remark)) = line.rsplit_once("# caution ") else { return Vec::new() };
    let Some((rules, why)) = remark.split_once(": ") else { return Vec::new() };
    assert!(why.split(' ').count() >= 5, "that argues nothing: {line}");
    rules.split(", ").collect()
}

#[test]
fn every_one_is_accepted_tidy_approved_and_its_examples_hold() {
    let all = shipped();
    assert_eq!(all.len(), SHIPPED, "{:?}", all.iter().map(|(path, _)| path).collect::<Vec<_>>());
    for (path, text) in &all {
        for purpose in [Purpose::Lint, Purpose::Bench, Purpose::Device] {
            let answer = checked(path, text, purpose);
            assert!(answer.accepted.is_some() && answer.fault.is_none(), "{path}: {:#?}", answer.problems);
            assert_eq!(answer.census.waiting() + answer.census.could_not_run(), 0, "{path}");
            assert!(answer.self_tests.len() >= 2, "{path}: too few examples");
            for test in &answer.self_tests {
                assert!(matches!(test.went, Went::Held), "{path}: {test:?}");
            }
        }
        assert_eq!(format(&source(path, text)).ok().as_ref(), Some(text), "{path} is not tidy");
        assert_eq!(&approved(text), text, "{path} has changed since its approval");
    }
}

#[test]
fn every_caution_that_stays_is_argued_at_its_line_and_no_argument_is_idle() {
    for (path, text) in shipped() {
        let mut found: Vec<(usize, String)> = findings(&text)
            .into_iter()
            .filter(|finding| finding.level == "caution")
            .map(|finding| (usize::try_from(finding.line).expect("a line number"), finding.rule))
            .collect();
        let lines = (1..).zip(text.lines());
        let mut said: Vec<(usize, String)> =
            lines.flat_map(|(number, line)| argued(line).into_iter().map(move |rule| (number, rule.to_owned()))).collect();
        found.sort();
        found.dedup();
        said.sort();
        assert_eq!(found, said, "{path}: cautions found, and cautions argued");
    }
}

/// The columns of a schedule that say what is dated; those after them repeat the file and its texts on every row.
fn dates(csv: &str) -> String {
    let rows = csv.lines().map(|row| {
        let (mut columns, mut quoted) = (0, false);
        let end = row.find(|c: char| {
            quoted ^= c == '"';
            columns += usize::from(c == ',' && !quoted);
            columns == 16
        });
        row[..end.expect("sixteen columns")].trim_end_matches(',').to_owned() + "\n"
    });
    rows.collect()
}

#[test]
fn what_each_says_plans_and_dates_is_pinned() {
    for (path, text) in shipped() {
        let name = path.trim_start_matches("protocols/").trim_end_matches(".needle");
        let report: String =
            findings(&text).iter().map(|finding| format!("{}: {}: {}\n", finding.line, finding.short(), finding.message)).collect();
        let accepted = checked(&path, &text, Purpose::Device).accepted.expect("it is accepted");
        let lowered = plan::lower(&accepted);
        let identity = plan::identity(&lowered);
        let facts = Facts { file: &path, sha256: "0", clinic: "NO CLINIC POLICY", clinic_sha256: None, bench: false, dated: None };
        let sheets = sheets(&accepted, &lowered, &identity, builtin(), &facts);
        let listing: String = sheets.iter().map(|Sheet { file, text }| format!("{file}\n\n{text}\n")).collect();
        let first = LocalTime::read("2026-12-01T10:00").expect("a time");
        let start = Start::at(first, "Europe/Berlin");
        let dated = starting(&lowered, &start);
        let schedule = dated.schedule.unwrap_or_else(|| panic!("{path}: {:#?}", dated.problems));
        let of = SourceFacts { name: path.clone(), sha256: "0".to_owned(), clinic: None, declared: Vec::new() };
        let dates = dates(&schedule_csv(&lowered, &identity, &schedule, &of));
        let pinned = format!("WHAT IS FOUND\n\n{report}\nPLAN\n\n{listing}DATES\n\n{dates}");
        insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "../cases/snapshots", omit_expression => true }, {
            insta::assert_snapshot!(format!("protocol-{name}"), pinned);
        });
    }
}
