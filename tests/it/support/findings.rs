//! What is found in a text, as short lines that tests compare.

use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use needlepoint::diagnostic::Problem;
use needlepoint::model::Library;
use needlepoint::quantity::Day;
use needlepoint::rule::{Asked, Purpose};
use needlepoint::source::Lines;
use needlepoint::{Answer, Texts};

use super::BASE;

/// One finding: level (or `excepted`), rule, the line its cause stands on from 1, and its sentence.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    pub(crate) line: u32,
    pub(crate) level: String,
    pub(crate) rule: String,
    pub(crate) message: String,
    pub(crate) blocks: bool,
}

impl Finding {
    fn of(problem: &Problem, lines: &Lines) -> Self {
        let level = if problem.excepted.is_some() { "excepted" } else { problem.level.word() };
        Self {
            line: lines.line(problem.place.start) + 1,
            level: level.to_owned(),
            rule: problem.rule.to_owned(),
            message: problem.message(),
            blocks: problem.blocks(),
        }
    }

    /// Level and rule, as a case writes them.
    pub(crate) fn short(&self) -> String {
        format!("{} {}", self.level, self.rule)
    }
}

/// The day of every test.
pub(crate) fn today() -> Day {
    Day::of(2026, 11, 22).expect("a day")
}

/// The built-in library, made once.
pub(crate) fn builtin() -> &'static Library {
    static BUILTIN: LazyLock<Library> = LazyLock::new(Library::builtin);
    &BUILTIN
}

/// A text's answer, with the texts its problems point into, as a bench image is asked for.
pub(crate) fn item(name: &str, text: &str) -> (Texts, Answer) {
    let mut texts = Texts::default();
    let source = texts.add(name, text).clone();
    let answer = answer_for(&source, builtin());
    (texts, answer)
}

/// The answer to a source against a library.
pub(crate) fn answer_for(source: &needlepoint::source::Source, library: &Library) -> Answer {
    needlepoint::check(source, library, &Asked { purpose: Purpose::Bench, today: today() })
}

/// A text's answer.
pub(crate) fn answer(text: &str) -> Answer {
    item("a.needle", text).1
}

/// Everything found in a text, in order. Several tests ask about the same texts, so each is checked once.
pub(crate) fn findings(text: &str) -> Vec<Finding> {
    static FOUND: Mutex<BTreeMap<String, Vec<Finding>>> = Mutex::new(BTreeMap::new());
    if let Some(known) = FOUND.lock().unwrap_or_else(PoisonError::into_inner).get(text) {
        return known.clone();
    }
    let found = found_in(&answer(text), text);
    FOUND.lock().unwrap_or_else(PoisonError::into_inner).insert(text.to_owned(), found.clone());
    found
}

/// What an answer to a text finds, in order.
pub(crate) fn found_in(answer: &Answer, text: &str) -> Vec<Finding> {
    let lines = Lines::of(text);
    answer.problems.iter().map(|problem| Finding::of(problem, &lines)).collect()
}

/// What is found in a text and not in the base protocol itself; lines may differ.
pub(crate) fn beyond_base(text: &str) -> Vec<Finding> {
    but_for_base(findings(text))
}

/// Of what was found, what is not found in the base protocol itself; lines may differ.
pub(crate) fn but_for_base(mut found: Vec<Finding>) -> Vec<Finding> {
    let mut known = findings(BASE);
    found.retain(|finding| {
        let at = known.iter().position(|other| other.message == finding.message && other.short() == finding.short());
        at.map(|at| known.remove(at)).is_none()
    });
    found
}
