//! needlepoint: protocols for micro-needling, checked, compiled and dated. The one API behind every face.
//! Knows no file, clock, environment or network: texts and today's date come in as values.

pub mod check;
pub mod course;
pub mod diagnostic;
pub mod emit;
pub mod format;
pub mod model;
pub mod plan;
pub mod quantity;
pub mod rule;
pub mod schedule;
pub mod source;
pub mod syntax;
pub mod trial;

#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "cli")]
pub mod document;
#[cfg(feature = "lsp")]
pub mod lsp;
#[cfg(feature = "cli")]
pub mod pen;
#[cfg(feature = "cli")]
pub mod record;
#[cfg(feature = "cli")]
pub mod report;
#[cfg(feature = "cli")]
pub mod seal;

use std::sync::OnceLock;

use check::Accepted;
use diagnostic::{Also, Fault, Name, Problem};
pub use model::ClinicFacts;
use model::{ATLAS_TEXTS, Bearing, Declared, Library};
use rule::{Asked, Census};
use source::{Encoding, FileId, Lines, Position, Source, Span};

/// The version of this tool.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The newest version of the language this tool reads.
pub const LANGUAGE: u32 = 1;

/// The answer to a check of one text: never nothing.
#[derive(Debug)]
pub struct Answer {
    /// What is wrong, in the one order every face shows.
    pub problems: Vec<Problem>,
    /// How every rule's run went.
    pub census: Census,
    /// The statements that are only said and compared with nothing: the word each starts with, and how many there are.
    pub said: Vec<(&'static str, usize)>,
    /// How much of what was published speaks of what the protocol names.
    pub bearing: Bearing,
    /// How the protocol's own self-tests went.
    pub self_tests: Vec<trial::Trial>,
    /// The clinic whose policies were applied.
    pub clinic: Option<ClinicFacts>,
    /// Whether the text has a protocol.
    pub is_protocol: bool,
    /// Whether the text has the course of a patient.
    pub is_course: bool,
    /// How many lines of policy a clinic's file, or a file of policies, puts above protocols.
    pub policy_lines: usize,
    /// Names of the clinic's own that the protocol rests on, each with what it is.
    pub declared: Vec<(&'static str, Name)>,
    /// The proof, when nothing speaks against the protocol.
    pub accepted: Option<Accepted>,
    /// A fault of this tool.
    pub fault: Option<Fault>,
}

impl Answer {
    /// No verdict, because of a fault of this tool.
    fn none(fault: Fault) -> Self {
        Self {
            problems: Vec::new(),
            census: Census::default(),
            said: Vec::new(),
            bearing: Bearing::default(),
            self_tests: Vec::new(),
            clinic: None,
            is_protocol: false,
            is_course: false,
            policy_lines: 0,
            declared: Vec::new(),
            accepted: None,
            fault: Some(fault),
        }
    }

    /// Whether something keeps the text from being accepted.
    #[must_use]
    pub fn blocked(&self) -> bool {
        rule::blocking(&self.problems) > 0
    }
}

/// Checks one text against a library.
#[must_use]
pub fn check(source: &Source, library: &Library, asked: &Asked) -> Answer {
    if let Err(fault) = check::canaries() {
        return Answer::none(fault);
    }
    let parsed = syntax::parse(source);
    let resolved = model::resolve(&parsed, library);
    let mut checked = check::accept(&resolved, asked);
    let (mut said, bearing) = resolved.model.as_ref().map(|(protocol, _)| (protocol.said.clone(), protocol.bearing)).unwrap_or_default();
    let course = parsed.tree.course_files.first();
    said.extend(course.map(model::said_of_course).unwrap_or_default());
    let trials = resolved.model.as_ref().map_or_else(trial::Trials::default, |(protocol, courses)| {
        trial::run(protocol, courses, &checked.problems, checked.accepted.as_ref())
    });
    // A file that contradicts its own examples is wrong in one of the two, so nothing is made of it.
    if !trials.problems.is_empty() {
        checked.accepted = None;
    }
    let is_course = course.is_some();
    let declared = resolved.model.as_ref().map_or(&[][..], |(protocol, _)| &protocol.declared);
    let joined = library.clinic.as_ref().filter(|clinic| !parsed.tree.clinics.is_empty() && clinic.texts.contains(&source.id));
    let own = || parsed.tree.policies.iter().map(|policy| policy.says.len()).sum();
    let policy_lines = joined.map_or_else(own, |clinic| clinic.policy_lines);
    let mut problems = parsed.problems;
    problems.extend(resolved.problems);
    problems.extend(checked.problems);
    problems.extend(trials.problems);
    say_declared(&mut problems, declared);
    diagnostic::in_order(&mut problems);
    Answer {
        problems,
        census: checked.census,
        said,
        bearing,
        self_tests: trials.tests,
        clinic: library.clinic.as_ref().map(|clinic| clinic.facts.clone()),
        is_protocol: resolved.model.is_some(),
        is_course,
        policy_lines,
        declared: declared_names(declared),
        accepted: checked.accepted,
        fault: checked.fault,
    }
}

/// Says at every problem of a name that the clinic declares it.
fn say_declared(problems: &mut [Problem], declared: &[Declared]) {
    for problem in problems {
        let speaks = |used: Span| used.file == problem.place.file && used.start < problem.place.end && problem.place.start < used.end;
        for entry in declared.iter().filter(|entry| speaks(entry.used)) {
            let text = format!("the {} `{}` is declared by this clinic here", entry.kind, entry.name);
            match problem.also.iter_mut().find(|also| also.span == entry.declared) {
                Some(also) => also.text = text,
                None => problem.also.push(Also { span: entry.declared, text }),
            }
        }
    }
}

/// The names of the clinic's own that are used, each once.
#[must_use]
pub fn declared_names(declared: &[Declared]) -> Vec<(&'static str, Name)> {
    let mut names: Vec<_> = declared.iter().map(|entry| (entry.kind, entry.name.clone())).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// The number of the first text that is not part of the built-in atlas.
#[must_use]
pub fn first_file() -> FileId {
    FileId(u16::try_from(ATLAS_TEXTS.len()).unwrap_or(u16::MAX))
}

/// The texts a problem may point into: the built-in atlas and what the caller adds. Line starts are found once for each text.
#[derive(Debug, Default)]
pub struct Texts {
    added: Vec<(Source, OnceLock<Lines>)>,
    atlas: [OnceLock<Lines>; ATLAS_TEXTS.len()],
}

impl Texts {
    /// Adds a text under the next number.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> &Source {
        let id = FileId(first_file().0.saturating_add(u16::try_from(self.added.len()).unwrap_or(u16::MAX)));
        &self.added.push_mut((Source::new(id, name, text), OnceLock::new())).0
    }

    /// Every added text, in the order of adding.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        self.added.iter().map(|(source, _)| source)
    }

    /// The added text under a number.
    #[must_use]
    pub fn source(&self, id: FileId) -> Option<&Source> {
        self.added.iter().map(|(source, _)| source).find(|source| source.id == id)
    }

    /// The name and text under a number.
    #[must_use]
    pub fn get(&self, id: FileId) -> Option<(&str, &str)> {
        match ATLAS_TEXTS.get(usize::from(id.0)) {
            Some((name, text)) => Some((name, text)),
            None => self.source(id).map(|source| (source.name.as_str(), source.text.as_str())),
        }
    }

    /// Where a span starts: the text's name, and line and column from 0.
    #[must_use]
    pub fn position(&self, span: Span, encoding: Encoding) -> Option<(&str, Position)> {
        let (name, text) = self.get(span.file)?;
        let lines = match self.atlas.get(usize::from(span.file.0)) {
            Some(lines) => lines,
            None => &self.added.iter().find(|(source, _)| source.id == span.file)?.1,
        };
        Some((name, lines.get_or_init(|| Lines::of(text)).position(text, span.start, encoding)))
    }

    /// The longest text that is read, in bytes; a protocol is a few thousand.
    pub const LONGEST: u32 = 1024 * 1024;
}
