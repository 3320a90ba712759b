//! One renderer for people and machines. Decides how an answer is shown, never what it says.

mod closing;
mod github;
mod human;
mod json;
pub mod levels;
mod lines;
mod matrix;
mod plain;
mod proof;
mod trials;

pub use closing::closing;
pub use github::github;
pub use human::human;
pub use json::{json, json_lines};
pub use lines::{closing_lines, concise};
pub use matrix::{BY_DESIGN, FOUND, OPEN, Row, UNSEEN, counted, matrix, matrix_json, matrix_plain, met};
pub use plain::plain;
pub use proof::proof;
pub use trials::trials;

use closing::NOT_SHOWN;

use crate::diagnostic::Problem;
use crate::quantity::Day;
use crate::source::{Encoding, Span};
use crate::{Answer, Texts};

/// One text's answer, with the texts its problems point into.
#[derive(Debug)]
pub struct Item {
    /// The name it is shown under.
    pub name: String,
    /// The texts.
    pub texts: Texts,
    /// The answer.
    pub answer: Answer,
}

/// A whole run.
#[derive(Debug)]
pub struct Run {
    /// The answers, in path order.
    pub items: Vec<Item>,
    /// The day it was asked on.
    pub today: Day,
}

/// The level of a problem in words; with the exception that lifts it.
pub(super) fn level_words(problem: &Problem) -> String {
    match &problem.excepted {
        Some(excepted) => format!("{}, excepted until {} by {}", problem.level, excepted.until, excepted.by),
        None => problem.level.to_string(),
    }
}

/// Where a span stands: file, line and column from 1. People count columns in characters, editors of the terminal in bytes.
pub(super) fn place(texts: &Texts, span: Span, columns: Encoding) -> Option<(String, u32, u32)> {
    let (name, at) = texts.position(span, columns)?;
    Some((name.to_owned(), at.line + 1, at.column + 1))
}

/// What stands in place of the clinic when no policy was applied.
pub(super) const NO_CLINIC: &str = "NO CLINIC POLICY";

/// The clinic's name and file, or the words that stand in its place.
#[must_use]
pub fn clinic_words(clinic: Option<&crate::ClinicFacts>) -> String {
    let Some(clinic) = clinic else { return NO_CLINIC.to_owned() };
    let link = clinic.leads_to.as_ref().map(|to| format!(", a link to {to}")).unwrap_or_default();
    format!("clinic policy: {}, from {}{link}", clinic.name, clinic.file)
}

/// What an answer rests on that the clinic declares, as a sentence to go on with; nothing when it is nothing.
pub(super) fn declared_words(answer: &Answer) -> String {
    let names: Vec<String> = answer.declared.iter().map(|(kind, name)| format!("{kind} {name}")).collect();
    if names.is_empty() { String::new() } else { format!(" Declared by this clinic: {}.", names.join(", ")) }
}
