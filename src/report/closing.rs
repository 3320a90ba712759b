//! What a report ends with, in three parts: what was held against a limit, what was taken as said, and what no file can show. A skipped rule
//! never looks like a pass.

use std::fmt::Write as _;

use super::levels::{Weight, weight};
use crate::Answer;
use crate::diagnostic::listed;
use crate::diagnostic::{Level, Problem};
use crate::model::{Bearing, demanded};

/// What no file can show, said once in every report for people.
pub(super) const NOT_SHOWN: &str =
    "What no file can show: technique, pressure, the depth really reached (a depth that is set is not one that is reached), or sterility.";

/// The closing of one answer: what was found, what was held against a limit, and what was taken as said.
#[must_use]
pub fn closing(answer: &Answer) -> [String; 3] {
    [found(answer), compared(answer), said(answer)]
}

/// How much was found, by level.
fn found(answer: &Answer) -> String {
    let count = |of: &dyn Fn(&Problem) -> bool| answer.problems.iter().filter(|problem| of(problem)).count();
    let never = count(&|problem| problem.level == Level::Never);
    let open = |problem: &Problem| problem.level == Level::SignOff && problem.excepted.is_none();
    let (sign_off, for_nobody) = (count(&open), count(&|problem| open(problem) && !problem.liftable));
    let cautions = count(&|problem| weight(problem) == Weight::Caution);
    let notes = count(&|problem| weight(problem) == Weight::Note);
    let mut parts = vec![format!("{never} not accepted")];
    let of_them = match for_nobody {
        0 => String::new(),
        1 if sign_off == 1 => " that no exception can lift".to_owned(),
        some => format!(" ({some} of them can be lifted by no exception)"),
    };
    parts.push(format!("{sign_off} need{} sign-off{of_them}", if sign_off == 1 { "s" } else { "" }));
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
    parts.join(", ") + "."
}

/// How every rule went, how much was published on what is named, and how much policy was held against what binds above.
fn compared(answer: &Answer) -> String {
    let mut text = String::from("Checked against a limit:");
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
    let Bearing { limits, second_hand } = answer.bearing;
    if limits > 0 {
        let _ = write!(text, " {limits} limits and facts speak of what is named here, {second_hand} of them read second-hand.");
    }
    if answer.policy_lines > 0 && !answer.is_protocol {
        let lines = answer.policy_lines;
        let _ = write!(text, " {lines} line{} of policy held against what binds above.", if lines == 1 { "" } else { "s" });
    }
    if text.ends_with(':') {
        text.push_str(" nothing.");
    }
    if answer.is_course {
        // Whatever is found in its dates is found in that.
        let dated = answer.problems.iter().any(|problem| crate::schedule::rule(problem.rule).is_some());
        text.push_str(if answer.blocked() && !dated {
            " The days of a course are held against its protocol once nothing else speaks against it."
        } else {
            " The days of the course were held against its protocol."
        });
    }
    text
}

/// What is printed and carried along, and held against nothing.
fn said(answer: &Answer) -> String {
    let all: usize = answer.said.iter().map(|(_, count)| count).sum();
    let words: Vec<&str> = answer.said.iter().map(|(word, _)| *word).collect();
    let words = if words.is_empty() { String::new() } else { format!(" ({})", words.join(", ")) };
    let mut text = format!("Taken as said: {all} statement{}{words}", if all == 1 { "" } else { "s" });
    if answer.is_protocol {
        let words: Vec<&str> = demanded().collect();
        let _ = write!(text, ", and the numbers of {}, on which no limit was published", listed(&words, "and"));
    }
    text.push('.');
    if !answer.self_tests.is_empty() {
        let _ = write!(text, " {} (the author's own arithmetic, not evidence).", super::trials::counted(&answer.self_tests));
    }
    text
}
