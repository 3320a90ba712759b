//! Canaries: small protocols that must never be accepted, one for each rule that can say `never`. They are asked before any verdict, once
//! in a process. A tool that lets one through has lost a rule, a limit or the way it reads, and gives no verdict at all.
//!
//! Their texts stand in `src/check/canaries/`, each under the name of its rule. Most are built in as they were read, and a test holds them
//! to their texts; two are read each time, so that a tool which can no longer read says so.

mod compiled;
#[cfg(test)]
mod tests;

use std::slice;
use std::sync::OnceLock;

use crate::diagnostic::{Fault, Level};
use crate::model::{self, Library};
use crate::quantity::Day;
use crate::rule::{Asked, Purpose, Subject};
use crate::source::{FileId, Source};
use crate::syntax::entries::List;
use crate::syntax::tree::{Protocol, Tree};
use crate::syntax::{self, Parsed};
use compiled::CANARIES;

/// A protocol that must not be accepted, as it was read.
#[derive(Debug)]
struct Canary {
    /// The rule that must find it.
    rule: &'static str,
    /// What its text says.
    protocol: Protocol,
}

/// The canaries that are read each time. The digest of a text is of a text, so the approval of another one can only be read.
const READ: [(&str, &str); 2] = [
    ("approval-stale", include_str!("canaries/approval-stale.needle")),
    ("area-forbidden", include_str!("canaries/area-forbidden.needle")),
];

/// The number of a canary's text; it is shown to nobody.
const FILE: FileId = FileId(u16::MAX);

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
    READ.iter().try_for_each(|(rule, text)| found(rule, &syntax::parse(&Source::new(FILE, *rule, *text)), library))?;
    CANARIES.iter().try_for_each(|canary| found(canary.rule, &canary.parsed(), library))
}

impl Canary {
    /// What reading its text gave, but for the digest that an approval is held against.
    fn parsed(&'static self) -> Parsed {
        let tree = Tree { protocols: List::fixed(slice::from_ref(&self.protocol)), ..Tree::default() };
        Parsed { file: FILE, tree, trivia: Vec::new(), remarks: Vec::new(), digest: None, problems: Vec::new() }
    }
}

/// Whether a rule says `never` of what was read.
fn found(rule: &str, parsed: &Parsed, library: &Library) -> Result<(), Fault> {
    let lost = || Fault::new(format!("`{rule}` finds nothing in a protocol that must never be accepted"));
    let resolved = model::resolve(parsed, library);
    let (protocol, courses) = resolved.model.as_ref().ok_or_else(lost)?;
    let subject = Subject { protocol, courses, library, asked: Asked { purpose: Purpose::Device, today: TODAY } };
    let (found, _) = super::rule(rule).ok_or_else(lost)?.run(&subject);
    if found.iter().any(|found| found.problem.level == Level::Never) { Ok(()) } else { Err(lost()) }
}
