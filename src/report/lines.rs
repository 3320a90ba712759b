//! The report for editors and build logs: one line for each problem, as compilers write them, and the closing lines apart.
//! `FILE:LINE:COLUMN: error[RULE]: LEVEL: text`, the column in bytes from 1, as Vim counts.

use std::fmt::Write as _;

use super::levels::{for_lines, weight};
use super::{Item, Run, clinic_words, closing, declared_words, level_words, place};
use crate::diagnostic::Problem;
use crate::source::Encoding;

/// Renders the problems of a run; what a run closes with is [`closing_lines`].
#[must_use]
pub fn concise(run: &Run) -> String {
    let mut text = String::new();
    for (item, problem) in problems(run) {
        let (file, line, column) = place(&item.texts, problem.place, Encoding::Utf8).unwrap_or((item.name.clone(), 1, 1));
        let word = for_lines(weight(problem));
        let _ = writeln!(text, "{}:{line}:{column}: {word}[{}]: {}", one_line(&file), problem.rule, said(problem));
    }
    text
}

/// What a person must see and an editor must not take for a problem: one line for each text, which starts like no place in a file.
#[must_use]
pub fn closing_lines(run: &Run) -> String {
    let mut text = String::new();
    for item in &run.items {
        let (answer, clinic) = (&item.answer, clinic_words(item.answer.clinic.as_ref()));
        let line = format!("{}: {} {clinic}.{}", item.name, closing(answer).join(" "), declared_words(answer));
        let _ = writeln!(text, "needlepoint: {}", one_line(&line));
    }
    text
}

/// Every problem of a run with its text.
pub(super) fn problems(run: &Run) -> impl Iterator<Item = (&Item, &Problem)> {
    run.items.iter().flat_map(|item| item.answer.problems.iter().map(move |problem| (item, problem)))
}

/// Level, message and help of a problem in one line.
pub(super) fn said(problem: &Problem) -> String {
    let help = problem.help().map(|help| format!("; {help}")).unwrap_or_default();
    one_line(&format!("{}: {}{help}", level_words(problem), problem.message()))
}

/// A name or text with nothing in it that could end a line or steer a terminal.
fn one_line(text: &str) -> String {
    text.replace(char::is_control, " ")
}
