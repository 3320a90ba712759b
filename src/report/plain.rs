//! The report for logs and screen readers: no colour, no drawing, complete sentences.

use std::fmt::Write as _;

use super::{Item, NOT_SHOWN, Run, clinic_words, closing, declared_words, level_words, place};
use crate::diagnostic::Problem;
use crate::source::Encoding;

/// Renders a run.
#[must_use]
pub fn plain(run: &Run) -> String {
    let mut text = String::new();
    for item in &run.items {
        for problem in &item.answer.problems {
            sentences(&mut text, item, problem);
        }
        let (answer, clinic) = (&item.answer, clinic_words(item.answer.clinic.as_ref()));
        let _ = writeln!(text, "{}: {} {clinic}.{}", item.name, closing(answer).join(" "), declared_words(answer));
    }
    let _ = writeln!(text, "{NOT_SHOWN}");
    text
}

/// One problem in sentences, on a line of its own.
pub(super) fn sentences(text: &mut String, item: &Item, problem: &Problem) {
    let _ = write!(text, "{}: {}: {}.", level_words(problem), problem.rule, problem.message());
    if let Some((file, line, column)) = place(&item.texts, problem.place, Encoding::Characters) {
        let _ = write!(text, " In {file}, line {line}, column {column}.");
    }
    if let Some(help) = problem.help() {
        let _ = write!(text, " {}{}", capital(&help), if help.ends_with('?') { "" } else { "." });
    }
    for also in &problem.also {
        if let Some((file, line, column)) = place(&item.texts, also.span, Encoding::Characters) {
            let _ = write!(text, " {}: {file}, line {line}, column {column}.", capital(&also.text));
        }
    }
    text.push('\n');
}

/// A sentence starts with a capital, unless it starts with something quoted from a file.
fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + characters.as_str())
}
