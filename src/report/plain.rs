//! The report for logs and screen readers: no colour, no drawing, complete sentences.

use std::fmt::Write as _;

use super::levels::{Weight, weight};
use super::{Item, NOT_SHOWN, Run, clinic_words, closing, place};
use crate::diagnostic::Problem;

/// Renders a run.
#[must_use]
pub fn plain(run: &Run) -> String {
    let mut text = String::new();
    for item in &run.items {
        for problem in &item.answer.problems {
            sentences(&mut text, item, problem);
        }
        let _ = writeln!(text, "{}: {} {}.", item.name, closing(&item.answer), clinic_words(item.answer.clinic.as_ref()));
    }
    let _ = writeln!(text, "{NOT_SHOWN}");
    text
}

fn sentences(text: &mut String, item: &Item, problem: &Problem) {
    let head = match (weight(problem), &problem.excepted) {
        (Weight::Excepted, Some(excepted)) => format!("{}, excepted until {} by {}", problem.level, excepted.until, excepted.by),
        _ => problem.level.to_string(),
    };
    let _ = write!(text, "{head}: {}: {}.", problem.rule, problem.message());
    if let Some((file, line, column)) = place(&item.texts, problem.place) {
        let _ = write!(text, " In {file}, line {line}, column {column}.");
    }
    if let Some(help) = problem.help() {
        let _ = write!(text, " {}{}", capital(&help), if help.ends_with('?') { "" } else { "." });
    }
    for also in &problem.also {
        if let Some((file, line, column)) = place(&item.texts, also.span) {
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
