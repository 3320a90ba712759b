//! How the self-tests of protocols went: each by its title, and what was expected beside what came out.

use std::fmt::Write as _;

use super::plain::sentences;
use super::{Run, clinic_words};
use crate::trial::{self, Trial, Went};

/// What self-tests are, said wherever they are counted.
const NOT_EVIDENCE: &str = "They are the author's own arithmetic, not evidence.";

/// Renders the self-tests of a run.
#[must_use]
pub fn trials(run: &Run) -> String {
    let mut text = String::new();
    for item in run.items.iter().filter(|item| item.answer.is_protocol) {
        let _ = writeln!(text, "{}: {}. {}.", item.name, counted(&item.answer.self_tests), clinic_words(item.answer.clinic.as_ref()));
        for test in &item.answer.self_tests {
            let _ = writeln!(text, "  {:<8} {}", test.went.word(), test.title);
        }
        let of_tests = |rule: &str| trial::PAGES.iter().any(|(name, _)| *name == rule);
        for problem in item.answer.problems.iter().filter(|problem| of_tests(problem.rule)) {
            sentences(&mut text, item, problem);
        }
        if item.answer.self_tests.iter().any(|test| test.went == Went::Waiting) {
            let _ = writeln!(text, "Waiting for the protocol to be accepted; needlepoint check says what speaks against it.");
        }
    }
    let _ = writeln!(text, "{NOT_EVIDENCE}");
    text
}

/// How many there are and how they went, as a sentence to go on with: "3 self-tests: 2 held, 1 failed".
pub(super) fn counted(tests: &[Trial]) -> String {
    let count = |went: Went| tests.iter().filter(|test| test.went == went).count();
    let all = format!("{} self-test{}", tests.len(), if tests.len() == 1 { "" } else { "s" });
    let parts: Vec<String> = [Went::Held, Went::Failed, Went::Waiting]
        .into_iter()
        .filter(|went| count(*went) > 0)
        .map(|went| format!("{} {}", count(went), went.word()))
        .collect();
    if parts.is_empty() { "no self-tests".to_owned() } else { format!("{all}: {}", parts.join(", ")) }
}
