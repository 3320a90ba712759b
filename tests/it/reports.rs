//! Reports: what people and programs are shown, held whole for one damaged file and word by word for every case.

use std::sync::LazyLock;

use needlepoint::report::{Item, Run, closing, human, json, plain};
use serde_json::Value;

use crate::support::{BASE, files, item, read, today};

/// A run over one text.
fn run(name: &str, text: &str) -> Run {
    let (texts, answer) = item(name, text);
    Run { items: vec![Item { name: name.to_owned(), texts, answer }], today: today() }
}

const DAMAGED: &str = "tests/cases/damaged/4-eyelid.needle";

fn snapshot(name: &str, text: &str) {
    insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "../cases/snapshots", omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}

#[test]
fn a_damaged_file_is_shown_whole() {
    let run = run("eyelid.needle", &read(DAMAGED));
    snapshot("report-human", &human(&run, 100, false));
    snapshot("report-plain", &plain(&run));
    snapshot("report-json", &json(&run).expect("a document"));
}

#[test]
fn colour_changes_no_word() {
    let run = run("eyelid.needle", &read(DAMAGED));
    let mut bare = String::new();
    let coloured = human(&run, 100, true);
    let mut rest = coloured.as_str();
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        bare.push_str(before);
        rest = after.split_once('m').map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    assert_eq!(bare, human(&run, 100, false));
    assert!(coloured.contains('\u{1b}'));
}

#[test]
fn nobody_is_drawn_more_than_can_be_read() {
    let many = run("many.needle", &format!("needlepoint 1\n{}", "dept 1\n".repeat(103)));
    assert_eq!(many.items[0].answer.problems.len(), 103);
    let report = human(&many, 100, false);
    assert_eq!(report.matches("never: line-unknown").count(), 100);
    assert!(report.contains("3 more are not drawn; all of them: needlepoint check --format plain many.needle"), "{report}");
    assert_eq!(plain(&many).matches("never: line-unknown").count(), 103);
    // A line that fills many screens is not drawn either; its problem is said in sentences.
    let long = run("long.needle", &format!("needlepoint 1\ndept {}\n", "1".repeat(9_000)));
    let report = human(&long, 100, false);
    assert!(report.contains("In long.needle, line 2, column 1."), "{report}");
    assert!(report.len() < 2_000, "{} bytes", report.len());
}

/// The name of a case's snapshot.
fn name(path: &str) -> String {
    path.trim_start_matches("tests/cases/").trim_end_matches(".needle").replace('/', "-")
}

#[test]
fn every_case_is_snapshot_with_its_report() {
    let base = item("case.needle", BASE).1;
    let of_base: Vec<(bool, String)> = base.problems.iter().map(|problem| (problem.blocks(), problem.message())).collect();
    for path in files("tests/cases", ".needle") {
        let source = read(&path);
        let text = crate::cases::text(&source);
        let run = crate::cases::run(&source);
        // The base protocol's own findings stand in its own snapshot.
        let mut known = if text == source { Vec::new() } else { of_base.clone() };
        let report = plain(run);
        let lines: Vec<&str> = report.lines().collect();
        let problems = &run.items[0].answer.problems;
        // The count at the end grows with every rule; the flagship's own snapshot holds it.
        assert_eq!(lines.len(), problems.len() + 2, "{path}: a problem is a line, and two close the report");
        let own = problems.iter().zip(lines).filter(|(problem, _)| {
            let at = known.iter().position(|one| *one == (problem.blocks(), problem.message()));
            at.map(|at| known.remove(at)).is_none()
        });
        let report: String = own.map(|(_, line)| format!("{line}\n")).collect();
        snapshot(&name(&path), &format!("{source}\n--------\n{report}"));
    }
}

#[test]
fn every_snapshot_belongs_to_something() {
    let mut names: Vec<String> = files("tests/cases", ".needle").iter().map(|path| name(path)).collect();
    let protocol = |path: &String| format!("protocol-{}", path.trim_start_matches("protocols/").trim_end_matches(".needle"));
    names.extend(files("protocols", ".needle").iter().map(protocol));
    let code: String = files("tests/it", ".rs").iter().map(read).collect();
    for path in files("tests/cases/snapshots", ".snap") {
        let name = path.trim_start_matches("tests/cases/snapshots/").trim_end_matches(".snap");
        assert!(names.iter().any(|known| known == name) || code.contains(&format!("\"{name}\"")), "{path} belongs to no case");
    }
}

/// The answers to every case and to every shipped protocol.
fn runs() -> &'static [(String, &'static Run)] {
    static RUNS: LazyLock<Vec<(String, &'static Run)>> = LazyLock::new(|| {
        let paths = files("tests/cases", ".needle").into_iter().chain(files("protocols", ".needle"));
        paths.map(|path| (path.clone(), crate::cases::run(&read(&path)))).collect()
    });
    &RUNS
}

/// What they say, in both forms that people read.
fn all_reports() -> Vec<(String, String)> {
    let mut all = Vec::new();
    for (path, run) in runs() {
        // What a report quotes from the file is the file's own.
        for item in &run.items {
            for problem in &item.answer.problems {
                let words = [Some(problem.message()), problem.label(), problem.help()]
                    .into_iter()
                    .flatten()
                    .chain(problem.also.iter().map(|also| also.text.clone()));
                all.push((path.clone(), words.collect::<Vec<_>>().join("\n")));
            }
        }
        all.push((path.clone(), human(run, 100, false)));
        all.push((path.clone(), plain(run)));
    }
    all
}

#[test]
fn no_report_speaks_in_anothers_words() {
    let foreign = [
        "Advice",
        "Error:",
        "Warning:",
        "Begin snippet",
        "End snippet",
        "expected",
        "EOI",
        "SOI",
        "token",
        "parse",
        "pest",
        "Option",
        "Some(",
        "None",
        "Stated::",
        "unwrap",
        "panick",
        "Rule::",
        "_open",
        "_close",
        "span",
        "u32",
        "usize",
        "Vec<",
        "debug",
    ];
    let mut wrong = Vec::new();
    for (path, text) in all_reports() {
        for word in foreign {
            // Whole words only: `transparent` is no word of a parser.
            let whole = text.match_indices(word).any(|(at, _)| {
                let before = text[..at].chars().next_back();
                !before.is_some_and(char::is_alphanumeric)
            });
            if whole {
                let line = text.lines().find(|line| line.contains(word)).unwrap_or_default();
                wrong.push(format!("{path}: {word}: {line}"));
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_report_gives_a_verdict_that_no_file_can() {
    let mut wrong = Vec::new();
    for (path, run) in runs() {
        let own = run.items.iter().flat_map(|item| {
            let problems = item
                .answer
                .problems
                .iter()
                .flat_map(|problem| [Some(problem.message()), problem.label(), problem.help()].into_iter().flatten());
            problems.chain([closing(&item.answer).join(" ")]).collect::<Vec<_>>()
        });
        for text in own {
            let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
            for verdict in ["safe", "clean", "cleared", "passed", "safely", "valid", "ok", "OK"] {
                // A step and its keyword are called so; a verdict is not.
                let named = text.contains(&format!("`{verdict}`"))
                    || text.contains("has passed")
                    || text.contains("never passed")
                    || text.contains("can be passed")
                    || text.contains("`clean ")
                    || text.contains("reads: clean ");
                if words.contains(&verdict) && !named {
                    wrong.push(format!("{path}: {verdict}: {text}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_sentence_is_written_one_way() {
    let mut wrong = Vec::new();
    for (path, run) in runs() {
        for problem in run.items.iter().flat_map(|item| &item.answer.problems) {
            let parts = [Some(problem.message()), problem.label(), problem.help()];
            for (kind, part) in ["message", "label", "help"].into_iter().zip(parts) {
                let Some(part) = part else {
                    if kind == "message" || (kind == "label") {
                        wrong.push(format!("{path}: {} has no {kind}", problem.rule));
                    }
                    continue;
                };
                let start = part.chars().next();
                if !start.is_some_and(|c| c.is_lowercase() || c == '`' || c.is_ascii_digit()) {
                    wrong.push(format!("{path}: the {kind} of {} starts unlike the others: {part}", problem.rule));
                }
                if part.ends_with('.')
                    || part.contains("  ")
                    || part.contains("..")
                    || part.contains(" ,")
                    || part.contains(";;")
                    || part.ends_with("; ")
                {
                    wrong.push(format!("{path}: the {kind} of {} is not written like the others: {part}", problem.rule));
                }
            }
            // A limit says what it rests on.
            let ruled = needlepoint::check::RULES.iter().any(|rule| rule.name == problem.rule);
            if ruled && !problem.help().is_some_and(|help| help.contains("basis ")) {
                wrong.push(format!("{path}: {} does not say what it rests on: {:?}", problem.rule, problem.help()));
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_document_for_programs_follows_its_schema() {
    let schema: Value = serde_json::from_str(&read("docs/schemas/report.schema.json")).expect("a schema");
    let schema = jsonschema::draft202012::new(&schema).expect("a schema of draft 2020-12");
    let more = [run("acne-scars-face.needle", BASE), run("empty.needle", ""), Run { items: Vec::new(), today: today() }];
    for run in runs().iter().map(|(_, run)| *run).chain(&more) {
        let document: Value = serde_json::from_str(&json(run).expect("a document")).expect("JSON");
        let wrong: Vec<String> = schema.iter_errors(&document).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(wrong.is_empty(), "{:?}: {wrong:#?}", run.items.first().map(|item| &item.name));
    }
}

#[test]
fn the_schema_leaves_nothing_open() {
    fn walk(at: &str, value: &Value) {
        if value.get("type") == Some(&Value::from("object")) {
            assert_eq!(value.get("additionalProperties"), Some(&Value::from(false)), "{at} lets anything in");
            let known = value.get("properties").and_then(Value::as_object).expect("properties");
            assert!(
                known.values().all(|property| property.get("description").is_some() || property.get("$ref").is_some()),
                "{at} has a field without a word on it"
            );
        }
        match value {
            Value::Object(inner) => inner.iter().for_each(|(key, value)| walk(&format!("{at}/{key}"), value)),
            Value::Array(inner) => inner.iter().for_each(|value| walk(at, value)),
            _ => {}
        }
    }
    walk("", &serde_json::from_str(&read("docs/schemas/report.schema.json")).expect("a schema"));
}

#[test]
fn no_report_suggests_a_dose() {
    const ADVICE: &[&str] =
        &["should", "try ", "recommend", "instead", "consider", "better use", "we suggest", "increase", "reduce", "lower it", "raise it"];
    let mut wrong = Vec::new();
    for (path, run) in runs() {
        for problem in run.items.iter().flat_map(|item| &item.answer.problems) {
            let parts = [Some(problem.message()), problem.label(), problem.help()].into_iter().flatten();
            for part in parts.map(|part| outside_quotes(&part)) {
                if ADVICE.iter().any(|word| part.contains(word)) {
                    wrong.push(format!("{path}: {part}"));
                }
            }
            // A suggestion is a name, never a number.
            let help = problem.help().unwrap_or_default();
            let suggested = help.split_once("did you mean ").map_or("", |(_, names)| names);
            if suggested.split('`').skip(1).step_by(2).any(|name| name.starts_with(|c: char| c.is_ascii_digit())) {
                wrong.push(format!("{path}: {help}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A sentence without what it quotes from the file, and without the titles of sources.
fn outside_quotes(text: &str) -> String {
    let own: String = text.split('`').step_by(2).collect();
    own.split('\u{201c}').map(|part| part.split_once('\u{201d}').map_or(part, |(_, after)| after)).collect()
}
