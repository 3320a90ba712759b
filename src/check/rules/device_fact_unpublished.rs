//! A fact of the pen or its cartridge has not been published, so nothing can be held against it.
//!
//! A depth that the needles do not reach is never reached, and the operator presses; a depth between two settings of the dial is rounded by hand; a
//! speed that the motor does not have is another puncture rate. `depth-beyond-cartridge`, `depth-off-step` and `speed-outside-device` compare where the
//! fact is known. Where it is not, that rule does not apply, and this one names the gap: whoever prepares the pen reads the fact from the pen itself or
//! its own sheet.
//!
//! Hazards: A02, A11, B01. The facts are read from the device's entry.

use crate::rule::prelude::*;
use crate::syntax::entries::Published;

pub(super) const RULE: Rule = Rule { hazards: &["A02", "A11", "B01"], version: 1, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("{what} has not been published")]
#[diagnostic(help("{therefore}; basis logic"))]
struct Gap {
    #[label(primary, "{short}")]
    at: Span,
    what: String,
    short: &'static str,
    therefore: &'static str,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let (Some(device), Some(choice)) = (subject.device(), subject.protocol.device.known()) else { return Ran::Waiting };
    let (name, at) = (&device.name.value, choice.value.device.span);
    let mut ran = Ran::Checked;
    if let Some(dial) = device.dial.as_ref().filter(|dial| dial.from.is_none() || dial.step.is_none()) {
        let gap = Gap {
            at,
            what: format!("in which steps the dial of {name} moves"),
            short: "steps of the dial unknown",
            therefore: "no depth could be held against its settings, so the depths are taken as said; the settings are read from the pen before the session",
        };
        findings.add(Level::Caution, at, gap).also(dial.span, "the dial is described here");
    }
    if let Some(Published::Unpublished(here)) = &device.motor {
        let gap = Gap {
            at,
            what: format!("how fast {name} runs"),
            short: "speed unknown",
            therefore: "no speed could be held against the motor, so the speeds are taken as said; the speeds of the pen are read from its own sheet",
        };
        findings.add(Level::Caution, at, gap).also(*here, "the motor is described here");
    }
    for named in subject.cartridges() {
        let Some(entry) = device.cartridges.iter().find(|entry| entry.name.value == named.value) else {
            ran = Ran::Waiting;
            continue;
        };
        if !matches!(entry.length, Some(Published::Known(..))) {
            let gap = Gap {
                at: named.span,
                what: format!("how long the needles of `{}` are", named.value),
                short: "needles of unknown length",
                therefore: "no depth could be held against their length; it is read from the cartridge's own sheet before it is fitted",
            };
            findings.add(Level::Caution, named.span, gap).also(entry.name.span, "the cartridge is described here");
        }
    }
    ran
}
