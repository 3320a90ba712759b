//! The one canonical form of a text: the same words and remarks, laid out one way. Nothing that a text says is ever changed, and the
//! result is read again and compared before it is returned. `docs/format.md` describes the form. Knows no file and no way of writing one.

mod layout;

use crate::diagnostic::{Fault, Problem};
use crate::source::Source;
use crate::syntax::{self, Line, Parsed};

/// Why a text was not formatted.
#[derive(Debug)]
pub enum Refused {
    /// It cannot be read whole, so nothing in it is moved.
    Unread(Vec<Problem>),
    /// The result would not say the same: a fault of this tool.
    Fault(Fault),
}

/// A text in canonical form.
///
/// # Errors
/// The text has problems of reading, or the result would say something else.
pub fn format(source: &Source) -> Result<String, Refused> {
    let parsed = syntax::parse(source);
    if !parsed.is_whole() {
        return Err(Refused::Unread(parsed.problems.into_iter().filter(Problem::blocks).collect()));
    }
    let lines = syntax::lines(source);
    let result = Source::new(source.id, source.name.as_str(), layout::lay_out(&lines));
    match difference(&parsed, &lines, &result) {
        None => Ok(result.text),
        Some(what) => Err(Refused::Fault(Fault::new(format!("{what} of {} would be another one once formatted", source.name)))),
    }
}

/// What a result says otherwise than the text it was made from.
fn difference(before: &Parsed, lines: &[Line<'_>], result: &Source) -> Option<&'static str> {
    let after = syntax::parse(result);
    let again = syntax::lines(result);
    if !after.is_whole() || meaning(before) != meaning(&after) {
        return Some("the meaning");
    }
    let other = !written(lines).eq(written(&again));
    other.then_some("a word or remark")
}

/// The lines on which something stands.
fn written<'l, 't>(lines: &'l [Line<'t>]) -> impl Iterator<Item = &'l Line<'t>> {
    lines.iter().filter(|line| !line.is_blank())
}

/// What a text says, without where it says it.
fn meaning(parsed: &Parsed) -> String {
    format!("{:+?}", parsed.tree)
}
