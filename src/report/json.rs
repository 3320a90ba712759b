//! The reports for programs: one versioned document, or a line for each of its objects. Their schemas stand in `docs/schemas/`:
//! `report.schema.json` and `report-lines.schema.json`.

use serde::Serialize;

use super::levels::{Weight, weight};
use super::{Item, NO_CLINIC, Run};
use crate::diagnostic::{Also, Level, Problem};
use crate::rule::Outcome;
use crate::source::{Encoding, Position, Span};
use crate::trial::Trial;
use crate::{Texts, check};

/// The version of the document.
const REPORT: u32 = 1;

#[derive(Serialize)]
struct Document<'r> {
    #[serde(flatten)]
    made: Made,
    problems: Vec<Shown<'r>>,
    files: Vec<File<'r>>,
}

/// The object that closes a text among lines: how every rule went, so that one that was skipped never looks like a pass.
#[derive(Serialize)]
struct Closing<'r> {
    #[serde(flatten)]
    made: &'r Made,
    #[serde(flatten)]
    file: File<'r>,
}

/// By what a report was made, and for which day.
#[derive(Serialize)]
struct Made {
    report: u32,
    tool: &'static str,
    language: u32,
    rule_set: String,
    today: String,
}

#[derive(Serialize)]
struct File<'r> {
    name: &'r str,
    accepted: bool,
    clinic: &'r str,
    clinic_file: Option<&'r str>,
    clinic_leads_to: Option<&'r str>,
    clinic_sha256: Option<&'r str>,
    declared_by_clinic: Vec<String>,
    rules: Vec<Ran<'r>>,
    limits_on_what_is_named: usize,
    limits_read_second_hand: usize,
    statements_taken_as_said: usize,
    taken_as_said: Vec<&'static str>,
    self_tests: Vec<Tried<'r>>,
}

#[derive(Serialize)]
struct Tried<'r> {
    title: &'r str,
    line: u32,
    outcome: &'static str,
}

#[derive(Serialize)]
struct Ran<'r> {
    rule: &'r str,
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    found: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'r str>,
}

#[derive(Serialize)]
struct Shown<'r> {
    level: &'static str,
    rule: &'r str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    blocks: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    exception_possible: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    excepted_until: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    excepted_by: Option<&'r str>,
    courses: Vec<&'r str>,
    place: Place,
    also: Vec<Second>,
}

#[derive(Serialize)]
struct Second {
    text: String,
    place: Place,
}

/// A place in every unit that a reader may count in; lines and columns from 1, bytes from 0.
#[derive(Serialize)]
struct Place {
    file: String,
    line: u32,
    column: u32,
    byte_column: u32,
    utf16_column: u32,
    start: u32,
    end: u32,
}

/// Renders a run.
///
/// # Errors
/// The document cannot be written as JSON, which no value in it allows.
pub fn json(run: &Run) -> serde_json::Result<String> {
    let document = Document {
        made: made(run),
        problems: run.items.iter().flat_map(|item| item.answer.problems.iter().map(|problem| shown(item, problem))).collect(),
        files: run.items.iter().map(file).collect(),
    };
    serde_json::to_string_pretty(&document).map(|text| text + "\n")
}

/// Renders a run as lines: each text's problems as the document has them, then one object that closes the text.
///
/// # Errors
/// An object cannot be written as JSON, which no value in it allows.
pub fn json_lines(run: &Run) -> serde_json::Result<String> {
    let made = made(run);
    let mut text = String::new();
    for item in &run.items {
        for problem in &item.answer.problems {
            text.push_str(&serde_json::to_string(&shown(item, problem))?);
            text.push('\n');
        }
        text.push_str(&serde_json::to_string(&Closing { made: &made, file: file(item) })?);
        text.push('\n');
    }
    Ok(text)
}

fn made(run: &Run) -> Made {
    Made {
        report: REPORT,
        tool: crate::VERSION,
        language: crate::LANGUAGE,
        rule_set: check::rule_set().iter().map(|byte| format!("{byte:02x}")).collect(),
        today: run.today.iso(),
    }
}

fn file(item: &Item) -> File<'_> {
    let answer = &item.answer;
    File {
        name: &item.name,
        accepted: answer.accepted.is_some(),
        clinic: answer.clinic.as_ref().map_or(NO_CLINIC, |clinic| clinic.name.as_str()),
        clinic_file: answer.clinic.as_ref().map(|clinic| clinic.file.as_str()),
        clinic_leads_to: answer.clinic.as_ref().and_then(|clinic| clinic.leads_to.as_deref()),
        clinic_sha256: answer.clinic.as_ref().map(|clinic| clinic.sha256.as_str()),
        declared_by_clinic: answer.declared.iter().map(|(kind, name)| format!("{kind} {name}")).collect(),
        rules: answer.census.rules.iter().map(|(rule, outcome)| ran(rule, outcome)).collect(),
        limits_on_what_is_named: answer.bearing.limits,
        limits_read_second_hand: answer.bearing.second_hand,
        statements_taken_as_said: answer.said.iter().map(|(_, count)| count).sum(),
        taken_as_said: answer.said.iter().map(|(word, _)| *word).collect(),
        self_tests: answer.self_tests.iter().filter_map(|test| tried(item, test)).collect(),
    }
}

fn tried<'r>(item: &Item, test: &'r Trial) -> Option<Tried<'r>> {
    let (_, line, _) = super::place(&item.texts, test.place, Encoding::Characters)?;
    Some(Tried { title: &test.title, line, outcome: test.went.word() })
}

fn ran<'r>(rule: &'r str, outcome: &'r Outcome) -> Ran<'r> {
    let (word, found, reason) = match outcome {
        Outcome::Checked => ("checked", None, None),
        Outcome::Found(count) => ("found", Some(*count), None),
        Outcome::NotApplicable(reason) => ("not-applicable", None, Some(*reason)),
        Outcome::Waiting(count) => ("waiting", (*count > 0).then_some(*count), None),
        Outcome::CouldNotRun(reason) => ("could-not-run", None, Some(*reason)),
    };
    Ran { rule, outcome: word, found, reason }
}

fn shown<'r>(item: &Item, problem: &'r Problem) -> Shown<'r> {
    Shown {
        level: problem.level.word(),
        rule: problem.rule,
        message: problem.message(),
        help: problem.help(),
        label: problem.label(),
        blocks: weight(problem) == Weight::Blocks,
        exception_possible: (problem.level == Level::SignOff).then_some(problem.liftable),
        excepted_until: problem.excepted.as_ref().map(|excepted| excepted.until.iso()),
        excepted_by: problem.excepted.as_ref().map(|excepted| excepted.by.as_str()),
        courses: problem.courses.iter().map(|course| course.as_str()).collect(),
        place: place(&item.texts, problem.place),
        also: problem.also.iter().map(|Also { span, text }| Second { text: text.clone(), place: place(&item.texts, *span) }).collect(),
    }
}

fn place(texts: &Texts, span: Span) -> Place {
    let name = texts.get(span.file).map_or("", |(name, _)| name);
    let start = Position { line: 0, column: 0 };
    let at = |encoding| texts.position(span, encoding).map_or(start, |(_, at)| at);
    Place {
        file: name.to_owned(),
        line: at(Encoding::Utf8).line + 1,
        column: at(Encoding::Characters).column + 1,
        byte_column: at(Encoding::Utf8).column + 1,
        utf16_column: at(Encoding::Utf16).column + 1,
        start: span.start,
        end: span.end,
    }
}
