//! Canaries: small protocols that must never be accepted, one for each rule that can say `never`. They are asked before any verdict, once
//! in a process. A tool that lets one through has lost a rule, a limit or the way it reads, and gives no verdict at all.

#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use crate::diagnostic::{Fault, Level};
use crate::model::{self, Library};
use crate::quantity::Day;
use crate::rule::{Asked, Purpose, Subject};
use crate::source::{FileId, Source};
use crate::syntax;

/// A protocol that must not be accepted.
#[derive(Debug)]
struct Canary {
    /// The rule that must find it.
    rule: &'static str,
    /// Its text.
    text: &'static str,
}

/// The canaries; the list is made from the folder.
mod list {
    use super::Canary;
    include!(concat!(env!("OUT_DIR"), "/canaries.rs"));
}

use list::CANARIES;

/// The day on which they are asked; their own days are counted from it.
const TODAY: Day = Day::fixed(2026, 1, 1);

/// Asks every canary about the built-in atlas, once in a process.
///
/// # Errors
/// The first canary that is not found.
pub fn canaries() -> Result<(), Fault> {
    static ASKED: OnceLock<Result<(), Fault>> = OnceLock::new();
    ASKED.get_or_init(|| ask(&Library::builtin())).clone()
}

/// Asks every canary about a library.
///
/// # Errors
/// The first canary that is not found.
pub fn ask(library: &Library) -> Result<(), Fault> {
    CANARIES.iter().try_for_each(|canary| canary.found(library))
}

impl Canary {
    /// Whether its rule says `never` of it.
    fn found(&self, library: &Library) -> Result<(), Fault> {
        let lost = || Fault::new(format!("`{}` finds nothing in a protocol that must never be accepted", self.rule));
        let parsed = syntax::parse(&Source::new(FileId(u16::MAX), self.rule, self.text));
        let resolved = model::resolve(&parsed, library);
        let (protocol, courses) = resolved.model.as_ref().ok_or_else(lost)?;
        let subject = Subject { protocol, courses, library, asked: Asked { purpose: Purpose::Device, today: TODAY } };
        let (found, _) = super::rule(self.rule).ok_or_else(lost)?.run(&subject);
        if found.iter().any(|found| found.problem.level == Level::Never) { Ok(()) } else { Err(lost()) }
    }
}
