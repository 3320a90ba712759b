//! The cartridge is taken off by hand or with its cap put back on.
//!
//! Needlesticks are on record where a device was taken apart after the session.
//!
//! Hazards: G13.
//!
//! ```needle,not-accepted
//! session {
//!   ... without sharps-bin
//!   remove     cartridge by-hand
//!   sharps-bin cartridge
//! }
//! ```
//!
//! ```needle,accepted
//! session {
//!   ... without sharps-bin
//!   remove     cartridge without-touching
//!   sharps-bin cartridge
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["G13"], version: 1, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("the `{what}` is taken off `{how}`")]
#[diagnostic(help("the hand that takes it off meets the needles; basis policy: needlesticks at take-down are on record"))]
struct Finding {
    #[label(primary, "a needlestick waits here")]
    at: Span,
    what: Name,
    how: Name,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let waits = subject.may_step("remove");
    let mut ran = if waits { Ran::Waiting } else { Ran::NotApplicable("no word on taking the cartridge off") };
    for step in subject.steps() {
        let Step::Remove(what, how) = &step.value else { continue };
        if ran != Ran::Waiting {
            ran = Ran::Checked;
        }
        if how.value != "without-touching" {
            findings.add(Level::Caution, how.span, Finding { at: how.span, what: what.value.clone(), how: how.value.clone() });
        }
    }
    ran
}
