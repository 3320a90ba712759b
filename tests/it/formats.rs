//! The formats that editors, build logs and programs read: the same problems in each, columns in the unit that each states, nothing else
//! on standard output.

use serde_json::Value;

use crate::program::{FLAGSHIP, Place, fed, flagship, needlepoint, out, run, said};
use crate::support::read;

/// Four problems, one after the micro sign and an emoji on its line.
const MIXED: &str = "needlepoint 1\nprotocol p {\n  title \"µ😀\" bogus\n  title \"µ😀\"\n";

fn checked(format: &str, text: &str, name: &str) -> std::process::Output {
    fed(&["check", "-", "--stdin-filename", name, "--no-clinic", "--today", "2026-11-22", "--format", format], text.as_bytes())
}

fn document(text: &str, name: &str) -> Value {
    serde_json::from_str(&out(&checked("json", text, name))).unwrap()
}

/// What the document says, written by hand as the other formats should say it.
fn lines(document: &Value, line: impl Fn(&Value, &str, &str) -> String) -> Vec<String> {
    let problems = document["problems"].as_array().unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    problems
        .iter()
        .map(|problem| {
            let word = match (problem["blocks"].as_bool().unwrap(), problem["level"].as_str().unwrap()) {
                (true, _) => "error",
                (false, "caution") => "warning",
                (false, _) => "note",
            };
            let mut said = text(&problem["level"]);
            if let Some(until) = problem.get("excepted_until") {
                assert_eq!(until, "2027-04-01");
                said += &format!(", excepted until 1 April 2027 by {}", text(&problem["excepted_by"]));
            }
            said += &format!(": {}", text(&problem["message"]));
            if let Some(help) = problem.get("help") {
                said += &format!("; {}", text(help));
            }
            line(problem, word, &said)
        })
        .collect()
}

#[test]
fn a_concise_line_has_place_level_rule_and_text_and_its_column_is_in_bytes() {
    let output = checked("concise", MIXED, "p.needle");
    assert_eq!(output.status.code(), Some(1));
    let shown = out(&output);
    // `  title "µ😀" bogus`: two blanks, `title `, then quote, two bytes, four bytes, quote: after a blank, `bogus` starts at the 18th byte.
    let first = "p.needle:3:18: error[line-unfinished]: never: this `title` line cannot be read from here on; ";
    assert!(shown.lines().any(|line| line.starts_with(first)), "{shown}");
    let wanted = lines(&document(MIXED, "p.needle"), |problem, word, said| {
        let place = &problem["place"];
        format!("p.needle:{}:{}: {word}[{}]: {said}", place["line"], place["byte_column"], problem["rule"].as_str().unwrap())
    });
    assert_eq!(shown.lines().collect::<Vec<_>>(), wanted);
    assert!(wanted.len() > 3);
}

#[test]
fn every_level_has_its_word_in_lines() {
    let place = Place::new("levels");
    let file = place.path("p.needle");
    // Four passes of three are a caution; the wait is never; the exception stands, and its finding is a note.
    let text = flagship().replace("passes     2 horizontal, 1 vertical, 1 diagonal", "passes     2 horizontal, 1 vertical");
    std::fs::write(&file, text.replacen("    wipe-off   lmx4\n", "", 1)).unwrap();
    let shown = out(&run(&["check", &file, "--no-clinic", "--today", "2026-11-22", "--format", "concise"]));
    for word in [
        "error[anaesthetic-left-on]: never: ",
        "warning[passes-outside-studied]: caution: ",
        "note[depth-beyond-label]: sign-off, excepted until 1 April 2027 by B. Approver, medical director: ",
    ] {
        assert!(shown.contains(word), "{word}\n{shown}");
    }
    let shown = out(&run(&["check", &file, "--no-clinic", "--today", "2027-04-02", "--format", "concise"]));
    assert!(shown.contains("error[depth-beyond-label]: sign-off: "), "{shown}");
    let shown = out(&run(&["check", &file, "--no-clinic", "--today", "2026-11-22", "--format", "github"]));
    for word in ["::error file=", "::warning file=", "::notice file="] {
        assert!(shown.contains(word), "{word}\n{shown}");
    }
}

#[test]
fn the_closing_line_of_concise_and_github_goes_to_standard_error_and_is_no_place() {
    for format in ["concise", "github"] {
        let output = run(&["check", FLAGSHIP, "--no-clinic", "--today", "2026-11-22", "--format", format]);
        assert_eq!(output.status.code(), Some(0));
        assert!(!out(&output).contains("rules:"), "{}", out(&output));
        let closing = said(&output);
        assert!(closing.starts_with(&format!("needlepoint: {FLAGSHIP}: 0 not accepted, ")), "{closing}");
        assert!(closing.contains(" waiting, 0 could not run. ") && closing.ends_with(" NO CLINIC POLICY.\n"), "{closing}");
        assert_eq!(closing.lines().count(), 1);
    }
    for format in ["json", "json-lines", "plain", "human"] {
        assert_eq!(said(&run(&["check", FLAGSHIP, "--no-clinic", "--today", "2026-11-22", "--format", format])), "");
    }
}

#[test]
fn a_file_whose_name_has_spaces_and_colons_keeps_it() {
    let place = Place::new("odd names");
    let name = "my, 100% clinic: draft.needle";
    std::fs::write(place.0.join(name), MIXED).unwrap();
    let checked = |format| {
        let mut command = needlepoint(&["check", name, "--no-clinic", "--today", "2026-11-22", "--format", format]);
        out(&command.current_dir(&place.0).output().unwrap())
    };
    assert!(checked("concise").contains(&format!("\n{name}:3:18: error[line-unfinished]: never: ")), "{}", checked("concise"));
    let wanted = "\n::error file=my%2C 100%25 clinic%3A draft.needle,line=3,col=14,title=line-unfinished::never: ";
    assert!(checked("github").contains(wanted), "{}", checked("github"));
}

#[test]
fn a_name_cannot_forge_a_line_of_its_own() {
    let name = "a\n::error file=b,line=1,col=1::forged\nb:1:1: error[forged]: x";
    for format in ["concise", "github"] {
        let output = checked(format, "needlepoint 1\nnonsense\n", name);
        assert_eq!(out(&output).lines().count(), 1, "{}", out(&output));
        assert_eq!(said(&output).lines().count(), 1, "{}", said(&output));
    }
}

#[test]
fn a_workflow_command_counts_characters_and_says_the_same() {
    let output = checked("github", MIXED, "p.needle");
    assert_eq!(output.status.code(), Some(1));
    let wanted = lines(&document(MIXED, "p.needle"), |problem, word, said| {
        let place = &problem["place"];
        let (word, said) = (if word == "note" { "notice" } else { word }, said.replace('%', "%25"));
        format!("::{word} file=p.needle,line={},col={},title={}::{said}", place["line"], place["column"], problem["rule"].as_str().unwrap())
    });
    assert_eq!(out(&output).lines().collect::<Vec<_>>(), wanted);
}

#[test]
fn lines_of_json_say_what_the_document_says_and_close_every_text() {
    let place = Place::new("lines");
    for (name, text) in [("a.needle", MIXED.to_owned()), ("b.needle", flagship())] {
        std::fs::write(place.0.join(name), text).unwrap();
    }
    let checked = |format| run(&["check", place.0.to_str().unwrap(), "--no-clinic", "--today", "2026-11-22", "--format", format]);
    let document: Value = serde_json::from_str(&out(&checked("json"))).unwrap();
    assert_eq!(checked("json-lines").status.code(), Some(1));
    let shown = out(&checked("json-lines"));
    let lines: Vec<Value> = shown.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let (problems, closing): (Vec<_>, Vec<_>) = lines.iter().cloned().partition(|line| line.get("rule").is_some());
    assert_eq!(Value::from(problems), document["problems"]);
    assert_eq!(closing.len(), 2);
    for (closing, file) in closing.iter().zip(document["files"].as_array().unwrap()) {
        let mut wanted = file.as_object().unwrap().clone();
        for made in ["report", "tool", "language", "rule_set", "today"] {
            wanted.insert(made.to_owned(), document[made].clone());
        }
        assert_eq!(closing.as_object().unwrap(), &wanted);
    }
    // Each text's problems stand before the object that closes it.
    let ends: Vec<usize> = lines.iter().enumerate().filter(|(_, line)| line.get("rules").is_some()).map(|(place, _)| place).collect();
    assert!(lines[..ends[0]].iter().all(|line| line["place"]["file"].as_str().unwrap().ends_with("a.needle")));
    assert_eq!(ends.last(), Some(&(lines.len() - 1)));
    // Every line follows the schema, and neither kind is taken for the other.
    let schema = |name: &str| -> Value { serde_json::from_str(&read(format!("docs/schemas/{name}.schema.json"))).unwrap() };
    let registry = jsonschema::Registry::new().add("needlepoint:report:1", schema("report")).unwrap().prepare().unwrap();
    let validator = jsonschema::draft202012::options().with_registry(&registry).build(&schema("report-lines")).unwrap();
    for line in &lines {
        let wrong: Vec<String> = validator.iter_errors(line).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
    let mut open = closing[0].clone();
    open.as_object_mut().unwrap().remove("rules");
    assert!(!validator.is_valid(&open));
}

#[test]
fn every_format_ends_with_the_same_code() {
    for (text, code) in [(flagship(), 0), (MIXED.to_owned(), 1)] {
        for format in ["human", "plain", "concise", "json", "json-lines", "github"] {
            assert_eq!(checked(format, &text, "p.needle").status.code(), Some(code), "{format}");
        }
    }
    for format in ["concise", "json-lines", "github"] {
        let output = run(&["check", "no-such-file.needle", "--format", format]);
        assert_eq!((output.status.code(), out(&output).as_str()), (Some(2), ""), "{format}");
    }
}
