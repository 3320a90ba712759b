//! The message corpus, `tests/cases/messages/`: mistakes that real authors make, one in a file.
//!
//! A file's first line says, by hand, what the report of it must contain: `# says: VALUE | LIMIT | SOURCE`. What must be found stands on its
//! line, as in every case (see `cases`), and the report itself in its snapshot. A second line names the statements that the finding reads
//! besides its own: `# reads: device`. When one of them cannot be read, the finding waits. `docs/messages.md` is the house style.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use needlepoint::Texts;
use needlepoint::diagnostic::Problem;
use needlepoint::report::Item;
use needlepoint::syntax::{Block, keywords};
use proptest::prelude::*;

use crate::support::{BASE, Finding, approved, beyond_base, files, findings, read};

/// The files of the corpus, by path, with their texts.
fn corpus() -> Vec<(String, String)> {
    files("tests/cases/messages", ".needle").into_iter().map(|path| (path.clone(), read(&path))).collect()
}

/// Everything a report says of a problem, in one line.
fn said(problem: &Problem, texts: &Texts) -> String {
    let also = problem.also.iter().map(|also| {
        let place = texts.get(also.span.file).map_or("", |(name, _)| name);
        format!("{} {place}", also.text)
    });
    let parts = [Some(problem.message()), problem.label(), problem.help()].into_iter().flatten();
    parts.chain(also).collect::<Vec<_>>().join(" \u{00b7} ")
}

#[test]
fn every_message_says_what_stands_beside_it() {
    let all = corpus();
    assert!(all.len() >= 150, "{} mistakes are fewer than there were", all.len());
    let mut wrong = Vec::new();
    for (path, source) in &all {
        let Some(says) = source.lines().next().and_then(|line| line.strip_prefix("# says: ")) else {
            wrong.push(format!("{path} does not say what its message must contain"));
            continue;
        };
        let Item { texts, answer, .. } = &crate::cases::run(source).items[0];
        let base: Vec<(String, bool)> = findings(BASE).into_iter().map(|finding| (finding.message, finding.blocks)).collect();
        let own = answer.problems.iter().filter(|problem| !base.contains(&(problem.message(), problem.blocks())));
        let report = own.map(|problem| said(problem, texts)).collect::<Vec<_>>().join("\n");
        wrong.extend(
            says.split(" | ").filter(|part| !report.contains(part)).map(|part| format!("{path}: {part} is not said:\n    {report}")),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_statement_has_a_mistake_in_the_corpus() {
    let blocks = [
        (Block::Protocol, "protocol"),
        (Block::Screen, "screen"),
        (Block::Session, "session"),
        (Block::Area, "area"),
        (Block::Course, "course"),
        (Block::Variant, "variant"),
        (Block::Aftercare, "aftercare"),
        (Block::Exception, "exception"),
        (Block::SelfTest, "self-test"),
    ];
    let mut marked: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, source) in corpus() {
        let folder = path.split('/').nth(3).unwrap_or_default().to_owned();
        let lines = source.lines().filter(|line| line.contains("# ") && !line.starts_with('#'));
        marked.entry(folder).or_default().extend(lines.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")));
    }
    let nothing = BTreeSet::new();
    let mut missing = Vec::new();
    for (block, folder) in blocks {
        let opens = ["screen", "session", "area", "course", "variant", "aftercare", "exception", "self-test"];
        for word in keywords(block).filter(|word| block != Block::Protocol || !opens.contains(word)) {
            let lines = marked.get(folder).unwrap_or(&nothing);
            if !lines.iter().any(|line| line.starts_with(&format!("{word} ")) || line.starts_with(&format!("{word}: "))) {
                missing.push(format!("{folder}: {word}"));
            }
        }
    }
    assert!(missing.is_empty(), "no mistake in a line of:\n{}", missing.join("\n"));
}

/// A mistake that can be planted: one line of the base protocol, and what takes its place; and what is found there, and lost elsewhere.
#[derive(Debug, Clone)]
struct Mistake {
    path: String,
    line: usize,
    written: String,
    found: String,
    lost: Vec<Finding>,
    reads: Vec<String>,
}

impl Mistake {
    /// Whether both can be planted: in two lines, and neither in one that the other's finding reads.
    fn goes_with(&self, other: &Self) -> bool {
        let reads = |one: &Self, two: &Self| one.reads.iter().any(|word| two.written.trim_start().starts_with(word.as_str()));
        self.line != other.line && !reads(self, other) && !reads(other, self)
    }
}

fn of_base() -> &'static [Finding] {
    static OF_BASE: LazyLock<Vec<Finding>> = LazyLock::new(|| findings(BASE));
    &OF_BASE
}

/// What is found in a text, but for self-tests: the base's are worked out for the base.
fn ruled(text: &str) -> Vec<Finding> {
    findings(text).into_iter().filter(|finding| !finding.rule.starts_with("self-test-")).collect()
}

/// The base without its self-tests, as a fragment is laid over it.
fn untested() -> String {
    crate::support::splice("version     1.0.0")
}

/// A line without the digest of its approval, which is renewed for every case.
fn but_the_digest(line: &str) -> &str {
    line.split_once("\" text ").map_or(line, |(stated, _)| stated)
}

/// The mistakes of the corpus that change one line of the base protocol and give one problem there.
fn mistakes() -> Vec<Mistake> {
    let (whole, untested) = (BASE.lines().collect::<Vec<&str>>(), untested());
    let untested: Vec<&str> = untested.lines().collect();
    let before = of_base();
    let mut all = Vec::new();
    for (path, source) in corpus() {
        let text = crate::cases::text(&source);
        let base = if text.contains("\n  self-test ") { &whole } else { &untested };
        let lines: Vec<&str> = text.lines().collect();
        let changed: Vec<usize> =
            (0..lines.len().min(base.len())).filter(|at| but_the_digest(lines[*at]) != but_the_digest(base[*at])).collect();
        let [line] = changed.as_slice() else { continue };
        // What is laid over the base from its first line on is another file altogether.
        if lines.len() != base.len() || *line == 0 {
            continue;
        }
        let number = u32::try_from(line + 1).expect("a line number");
        let after = ruled(&text);
        let new: Vec<&Finding> = after.iter().filter(|finding| !before.contains(finding)).collect();
        let [one] = new.as_slice() else { continue };
        if one.line != number {
            continue;
        }
        let lost = before.iter().filter(|finding| !after.contains(finding)).cloned().collect();
        let written = lines[*line].split(" # ").next().unwrap_or_default().trim_end().to_owned();
        let reads = source.lines().find_map(|line| line.strip_prefix("# reads: ")).unwrap_or_default();
        let reads = reads.split(", ").filter(|word| !word.is_empty()).map(str::to_owned).collect();
        all.push(Mistake { path, line: *line, written, found: one.rule.clone(), lost, reads });
    }
    all
}

/// The block that a line of the base protocol stands in, by the line that opens it.
fn block_of(line: usize) -> usize {
    let opens =
        |at: &usize| BASE.lines().nth(*at).is_some_and(|text| text.starts_with("  ") && !text.starts_with("   ") && text.ends_with('{'));
    (0..=line).rev().find(opens).unwrap_or(0)
}

/// Plants mistakes, one to a line, and holds what is found to them.
fn plant(chosen: &[&Mistake]) -> Result<(), String> {
    let mut lines: Vec<String> = BASE.lines().map(str::to_owned).collect();
    for mistake in chosen {
        lines[mistake.line].clone_from(&mistake.written);
    }
    let text = lines.join("\n") + "\n";
    // A planted mistake is no approval that has gone stale, unless the approval itself is planted.
    let planted_there = chosen.iter().any(|mistake| mistake.written.starts_with("  approved "));
    let text = if planted_there { text } else { approved(&text) };
    let (before, after) = (of_base(), ruled(&text));
    let mut new: Vec<(usize, String)> =
        after.iter().filter(|finding| !before.contains(finding)).map(|finding| (finding.line as usize - 1, finding.rule.clone())).collect();
    let mut planted: Vec<(usize, String)> = chosen.iter().map(|mistake| (mistake.line, mistake.found.clone())).collect();
    new.sort();
    planted.sort();
    let names = || chosen.iter().map(|mistake| mistake.path.as_str()).collect::<Vec<_>>().join("\n  ");
    if new != planted {
        return Err(format!("planted:\n  {}\nexpected {planted:?}\nfound {new:?}", names()));
    }
    // A finding of the base is lost only where a planted line, alone, loses it too.
    for gone in before.iter().filter(|finding| !after.contains(finding)) {
        if !chosen.iter().any(|mistake| mistake.lost.contains(gone)) {
            return Err(format!("planted:\n  {}\nlost {gone:?}", names()));
        }
    }
    Ok(())
}

#[test]
fn the_corpus_can_be_planted() {
    let all = mistakes();
    let blocks: BTreeSet<usize> = all.iter().map(|mistake| block_of(mistake.line)).collect();
    assert!(all.len() >= 100 && blocks.len() >= 9, "{} mistakes in {} blocks", all.len(), blocks.len());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn so_many_mistakes_are_so_many_problems(picks in proptest::collection::vec(any::<prop::sample::Index>(), 1..=10)) {
        let all = mistakes_once();
        let mut chosen: Vec<&Mistake> = Vec::new();
        for pick in picks {
            let mistake = pick.get(all);
            if chosen.iter().all(|other| mistake.goes_with(other)) {
                chosen.push(mistake);
            }
        }
        if let Err(why) = plant(&chosen) {
            return Err(TestCaseError::fail(why));
        }
    }
}

fn mistakes_once() -> &'static [Mistake] {
    static ALL: LazyLock<Vec<Mistake>> = LazyLock::new(mistakes);
    &ALL
}

#[test]
fn one_broken_line_of_the_aftercare_keeps_every_finding_of_the_areas() {
    let area = "area forehead {\n  ...\n  speed 9000 rpm\n  passes 1 horizontal\n}\n";
    let sound: Vec<Finding> = beyond_base(&crate::support::splice(area));
    assert_eq!(sound.len(), 2, "{sound:#?}");
    for line in
        crate::support::splice(area).lines().skip_while(|line| !line.starts_with("  aftercare {")).skip(1).take_while(|line| *line != "  }")
    {
        let broken = crate::support::splice(area).replace(line, "    certainly nothing that anybody knows");
        let found = beyond_base(&broken);
        for finding in &sound {
            assert!(found.contains(finding), "{line}: {found:#?}");
        }
        assert_eq!(found.iter().filter(|finding| finding.rule == "line-unknown").count(), 1);
    }
}

/// What a check says of a text, in short lines, on a thread with a stack of this many bytes.
fn on_a_stack_of(bytes: usize, text: String) -> Vec<String> {
    let check = move || -> Vec<String> {
        let mut texts = Texts::default();
        let source = texts.add("a.needle", text).clone();
        let asked = needlepoint::rule::Asked { purpose: needlepoint::rule::Purpose::Lint, today: crate::support::today() };
        let answer = needlepoint::check(&source, crate::support::builtin(), &asked);
        answer.problems.iter().map(|problem| format!("{} {}: {}", problem.place.start, problem.rule, problem.message())).collect()
    };
    std::thread::Builder::new().stack_size(bytes).spawn(check).expect("a thread").join().expect("an answer")
}

#[cfg(feature = "cli")]
#[test]
fn the_command_line_and_a_small_stack_agree() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut texts: Vec<String> = corpus().into_iter().map(|(_, source)| crate::cases::text(&source)).collect();
    texts.extend(
        ["area x {\n", "{\n", "}\n", "protocol x {\nsession {\n", "\"\\", "a ", "depth start 1 mm\n"]
            .map(|piece| piece.repeat(4_000 / piece.len())),
    );
    for (number, text) in texts.iter().enumerate() {
        std::fs::write(folder.path().join(format!("{number:04}.needle")), text).expect("a file");
    }
    let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_needlepoint"));
    program.args(["check", "--no-clinic", "--today", "2026-11-22", "--format", "json"]).arg(folder.path());
    let output = program.output().expect("an output");
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("a document");
    let mut by_file: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for problem in report["problems"].as_array().expect("problems") {
        let word = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let line = format!("{} {}: {}", problem["place"]["start"], word(&problem["rule"]), word(&problem["message"]));
        by_file.entry(word(&problem["place"]["file"])).or_default().push(line);
    }
    for (number, text) in texts.into_iter().enumerate() {
        let path = folder.path().join(format!("{number:04}.needle")).display().to_string();
        let there = by_file.remove(&path).unwrap_or_default();
        assert_eq!(on_a_stack_of(1 << 18, text), there, "{path}");
    }
    assert!(by_file.is_empty(), "{by_file:?}");
}
