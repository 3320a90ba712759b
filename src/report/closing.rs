//! The line a report ends with: what was found, how every rule went, what was only said. A skipped rule never looks like a pass.

use std::fmt::Write as _;

use super::levels::{Weight, weight};
use crate::Answer;
use crate::diagnostic::{Level, Problem};

/// The closing line of one answer.
#[must_use]
pub fn closing(answer: &Answer) -> String {
    let count = |of: &dyn Fn(&Problem) -> bool| answer.problems.iter().filter(|problem| of(problem)).count();
    let never = count(&|problem| problem.level == Level::Never);
    let sign_off = count(&|problem| problem.level == Level::SignOff && problem.excepted.is_none());
    let cautions = count(&|problem| weight(problem) == Weight::Caution);
    let notes = count(&|problem| weight(problem) == Weight::Note);
    let mut parts = vec![format!("{never} not accepted")];
    parts.push(format!("{sign_off} need{} sign-off", if sign_off == 1 { "s" } else { "" }));
    let mut untils: Vec<_> =
        answer.problems.iter().filter_map(|problem| problem.excepted.as_ref().map(|excepted| excepted.until)).collect();
    untils.sort_unstable();
    if let Some(first) = untils.first() {
        parts.push(format!("{} excepted until {first}", untils.len()));
    }
    parts.push(format!("{cautions} caution{} to read", if cautions == 1 { "" } else { "s" }));
    if notes > 0 {
        parts.push(format!("{notes} note{}", if notes == 1 { "" } else { "s" }));
    }
    let mut text = parts.join(", ") + ".";
    let census = &answer.census;
    if census.asked() > 0 {
        let all: Vec<&str> = census.not_applicable().collect();
        let not_applicable = all.len();
        let mut reasons: Vec<&str> = Vec::new();
        all.into_iter().for_each(|reason| {
            if !reasons.contains(&reason) {
                reasons.push(reason)
            }
        });
        let reasons = if reasons.is_empty() { String::new() } else { format!(" ({})", reasons.join(", ")) };
        let _ = write!(
            text,
            " {} rules: {} checked, {not_applicable} not applicable{reasons}, {} waiting, {} could not run.",
            census.asked(),
            census.checked(),
            census.waiting(),
            census.could_not_run(),
        );
    }
    if answer.policy_lines > 0 && !answer.is_protocol {
        let lines = answer.policy_lines;
        let _ = write!(text, " {lines} line{} of policy held against what binds above.", if lines == 1 { "" } else { "s" });
    }
    let _ = write!(text, " {} statement{} taken as said.", answer.said, if answer.said == 1 { "" } else { "s" });
    if !answer.self_tests.is_empty() {
        let _ = write!(text, " {} (the author's own arithmetic, not evidence).", super::trials::counted(&answer.self_tests));
    }
    text
}
