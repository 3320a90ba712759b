//! One renderer for people and machines. Decides how an answer is shown, never what it says.

mod closing;
mod github;
mod human;
mod json;
pub mod levels;
mod lines;
mod plain;

pub use closing::closing;
pub use github::github;
pub use human::human;
pub use json::{json, json_lines};
pub use lines::{closing_lines, concise};
pub use plain::plain;

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

/// What no file can show, said at the end of every report for people.
pub(super) const NOT_SHOWN: &str = "No file can show technique, pressure, the depth really reached, or sterility.";

/// Where a span stands: file, line and column from 1. People count columns in characters, editors of the terminal in bytes.
pub(super) fn place(texts: &Texts, span: Span, columns: Encoding) -> Option<(String, u32, u32)> {
    let (name, at) = texts.position(span, columns)?;
    Some((name.to_owned(), at.line + 1, at.column + 1))
}

/// The clinic's name, or the words that stand in its place.
#[must_use]
pub fn clinic_words(clinic: Option<&crate::diagnostic::Name>) -> String {
    clinic.map_or_else(|| "NO CLINIC POLICY".to_owned(), |clinic| format!("clinic policy: {clinic}"))
}
