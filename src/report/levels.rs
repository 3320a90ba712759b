//! Our four levels in other tools' words. The only place that maps them.

use crate::diagnostic::{Level, Problem};

/// What a problem comes to once exceptions are weighed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Keeps the file from being accepted.
    Blocks,
    /// Lifted by a valid exception.
    Excepted,
    /// Accepted, must be read.
    Caution,
    /// Shown.
    Note,
}

/// The weight of a problem.
#[must_use]
pub fn weight(problem: &Problem) -> Weight {
    match (problem.level, &problem.excepted) {
        (Level::SignOff, Some(_)) => Weight::Excepted,
        (Level::Never | Level::SignOff, _) => Weight::Blocks,
        (Level::Caution, _) => Weight::Caution,
        (Level::Note, _) => Weight::Note,
    }
}

/// The library that draws snippets.
#[must_use]
pub fn drawn(weight: Weight) -> miette::Severity {
    match weight {
        Weight::Blocks => miette::Severity::Error,
        Weight::Caution => miette::Severity::Warning,
        Weight::Excepted | Weight::Note => miette::Severity::Advice,
    }
}

/// The number that language clients know: 1 error, 2 warning, 3 information.
#[must_use]
pub fn for_editors(weight: Weight) -> u8 {
    match weight {
        Weight::Blocks => 1,
        Weight::Caution => 2,
        Weight::Excepted | Weight::Note => 3,
    }
}

/// The word at the head of a line for editors and build logs, as compilers write it.
#[must_use]
pub fn for_lines(weight: Weight) -> &'static str {
    match weight {
        Weight::Blocks => "error",
        Weight::Caution => "warning",
        Weight::Excepted | Weight::Note => "note",
    }
}

/// The workflow command of GitHub, whose own word for a note is `notice`.
#[must_use]
pub fn for_github(weight: Weight) -> &'static str {
    match weight {
        Weight::Blocks => "error",
        Weight::Caution => "warning",
        Weight::Excepted | Weight::Note => "notice",
    }
}
