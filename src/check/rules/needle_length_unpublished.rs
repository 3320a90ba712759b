//! Nobody has published how long the needles of a cartridge are, so no depth can be held against them.
//!
//! A depth that the needles do not reach is never reached, and the operator presses. `depth-beyond-cartridge` compares the two where the length is
//! known. Where it is not, that rule does not apply, and this one names the gap: whoever fits the cartridge reads the length from its own sheet.
//!
//! Hazards: A11. The length is read from the device's entry.

use crate::rule::prelude::*;
use crate::syntax::entries::Published;

pub(super) const RULE: Rule = Rule { hazards: &["A11"], version: 1, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("how long the needles of `{cartridge}` are has not been published")]
#[diagnostic(help(
    "no depth could be held against their length; it is read from the cartridge's own sheet before it is fitted; basis logic"
))]
struct Gap {
    #[label(primary, "needles of unknown length")]
    at: Span,
    cartridge: Name,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let Some(device) = subject.device() else { return Ran::Waiting };
    let mut ran = Ran::Checked;
    for named in subject.cartridges() {
        let Some(entry) = device.cartridges.iter().find(|entry| entry.name.value == named.value) else {
            ran = Ran::Waiting;
            continue;
        };
        if !matches!(entry.length, Some(Published::Known(..))) {
            findings
                .add(Level::Caution, named.span, Gap { at: named.span, cartridge: named.value.clone() })
                .also(entry.name.span, "the cartridge is described here");
        }
    }
    ran
}
