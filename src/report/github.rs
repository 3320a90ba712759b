//! The report for GitHub's workflow logs: one workflow command for each problem, which GitHub shows beside the line.

use std::fmt::Write as _;

use super::levels::{for_github, weight};
use super::lines::{problems, said};
use super::{Run, place};
use crate::source::Encoding;

/// Renders the problems of a run; columns in characters, from 1.
#[must_use]
pub fn github(run: &Run) -> String {
    let mut text = String::new();
    for (item, problem) in problems(run) {
        let (file, line, column) = place(&item.texts, problem.place, Encoding::Characters).unwrap_or((item.name.clone(), 1, 1));
        let (word, file, title) = (for_github(weight(problem)), property(&file), property(problem.rule));
        let _ = writeln!(text, "::{word} file={file},line={line},col={column},title={title}::{}", data(&said(problem)));
    }
    text
}

/// The text of a command, with the escapes that GitHub takes back.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a command: a comma would end it, a colon the whole list.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{data, property};

    #[test]
    fn what_would_end_a_command_or_a_property_is_escaped() {
        assert_eq!(data("4 %, then\r\nmore: 1"), "4 %25, then%0D%0Amore: 1");
        assert_eq!(property("a, b:100%.needle"), "a%2C b%3A100%25.needle");
    }
}
