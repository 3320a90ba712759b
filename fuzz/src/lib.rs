//! What the targets share: a text from any bytes, and what must hold for every problem found in one.

use needlepoint::diagnostic::Problem;
use needlepoint::source::{Source, Span, to_usize};
use needlepoint::{Texts, first_file};

/// Lays a fragment over the shipped protocol, as the cases of the tests are laid.
#[path = "../../tests/it/support/splice.rs"]
pub mod splice;

/// Any bytes as a text: what is not UTF-8 becomes the replacement character.
#[must_use]
pub fn source(bytes: &[u8]) -> Source {
    Source::new(first_file(), "fuzzed.needle", String::from_utf8_lossy(bytes))
}

/// The longest fragment that is laid over the shipped protocol: longer ones than any case of the tests would only make each run slow.
pub const LONGEST_FRAGMENT: usize = 4096;

/// A fragment laid over the shipped protocol: most of what a fuzzer writes is no protocol, and no rule would be asked of it.
#[must_use]
pub fn over_the_shipped(bytes: &[u8]) -> Source {
    Source::new(first_file(), "fuzzed.needle", splice::splice(&String::from_utf8_lossy(bytes)))
}

/// Every problem has words, and every place it names is a piece of a text that is known.
///
/// # Panics
/// When one does not.
pub fn well_placed(problems: &[Problem], texts: &Texts) {
    for problem in problems {
        assert!(!problem.message().is_empty(), "{problem:?} says nothing");
        let further = problem.also.iter().map(|also| also.span).chain(problem.excepted.as_ref().map(|excepted| excepted.span));
        for span in further.chain([problem.place]) {
            assert!(piece(texts, span).is_some(), "{problem:?} points at {span:?}, which is no piece of a text");
        }
    }
}

/// The text under a span; none when it is outside, turned round, or splits a character.
fn piece(texts: &Texts, span: Span) -> Option<&str> {
    texts.get(span.file)?.1.get(to_usize(span.start)..to_usize(span.end))
}

/// A text says no more than a few things for each of its lines and words: nobody reads a report that is longer.
///
/// # Panics
/// When it says more.
pub fn in_proportion(problems: &[Problem], text: &str) {
    // A word can be no keyword, no name and no number at once; what a whole file lacks is the constant.
    let most = 200 + 4 * text.split([' ', '\t', '\n', '\r', ',']).count();
    assert!(problems.len() <= most, "{} problems of {} bytes", problems.len(), text.len());
}

/// What was said, without the places in memory.
#[must_use]
pub fn said(problems: &[Problem]) -> Vec<String> {
    let line =
        |problem: &Problem| format!("{} {} {:?} {} {:?}", problem.level, problem.rule, problem.place, problem.message(), problem.help());
    problems.iter().map(line).collect()
}
