//! The cartridge is not said to be one, sterile, and new for each patient and session.
//!
//! Needles carry blood. A cartridge is opened sterile, used for one patient in one session, and thrown into the sharps bin. People were
//! infected with HIV at a spa.
//!
//! Hazards: A12, G01, G02, G03. The cartridge's own facts are read from the device's entry.
//!
//! ```needle,not-accepted
//! session {
//!   ...
//!   fit        one sterile skinpen-cartridge per patient
//! }
//! ```
//!
//! ```needle,accepted
//! session {
//!   ...
//!   fit        one sterile skinpen-cartridge per patient per session
//! }
//! ```

use crate::rule::prelude::*;
use crate::syntax::entries::Answer;

pub(super) const RULE: Rule = Rule { hazards: &["A12", "G01", "G02", "G03"], version: 1, when: When::Always, check, probes: no_probes };

const SAID: &str = "fit one sterile CARTRIDGE per patient per session";

#[derive(Debug, Error, Diagnostic)]
#[error("the cartridge is not said to be {lacks}")]
#[diagnostic(help("the line reads: {SAID}; basis label; blood-borne infection is on record: hiv-cluster-2024 (regulator)"))]
struct NotSaid {
    #[label(primary, "not {lacks}")]
    at: Span,
    lacks: String,
}

#[derive(Debug, Error, Diagnostic)]
#[error("no step fits a cartridge")]
#[diagnostic(help("the line reads: {SAID}; basis label"))]
struct Missing {
    #[label(primary, "no cartridge is fitted in this session")]
    at: Span,
}

#[derive(Debug, Error, Diagnostic)]
#[error("the step fits `{fitted}`, but the protocol names `{named}`")]
#[diagnostic(help("one cartridge is named for the device; basis logic"))]
struct Another {
    #[label(primary, "another cartridge")]
    at: Span,
    fitted: Name,
    named: Name,
}

#[derive(Debug, Error, Diagnostic)]
#[error("`{cartridge}` is not known to be {lacks}")]
#[diagnostic(help("what nobody has published counts as not so; basis label"))]
struct NotKnown {
    #[label(primary, "not known to be {lacks}")]
    at: Span,
    cartridge: Name,
    lacks: &'static str,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let Some(session) = subject.protocol.session.known() else { return Ran::Waiting };
    // What the pen's own cartridges are waits for both names; what the step says of itself does not.
    let named = subject.protocol.device.known().map(|choice| &choice.value.cartridge);
    let entry = named.and_then(|named| subject.device()?.cartridges.iter().find(|entry| entry.name.value == named.value));
    let known = named.zip(entry);
    let fitted = session.value.steps.iter().filter_map(|step| match &step.value {
        Step::Fit(fit) => Some((fit, step.span)),
        _ => None,
    });
    let mut any = false;
    for (fit, at) in fitted {
        any = true;
        let said = [
            (fit.one, "one"),
            (fit.sterile, "sterile"),
            (fit.per_patient, "new for each patient"),
            (fit.per_session, "new for each session"),
        ];
        let lacks: Vec<&str> = said.into_iter().filter(|(said, _)| !said).map(|(_, words)| words).collect();
        if !lacks.is_empty() {
            findings.add(Level::Never, at, NotSaid { at, lacks: listed(&lacks, "and") });
        }
        if let Some((named, _)) = known.filter(|(named, _)| fit.cartridge.value != named.value) {
            let finding = Another { at: fit.cartridge.span, fitted: fit.cartridge.value.clone(), named: named.value.clone() };
            findings.add(Level::Never, fit.cartridge.span, finding).also(named.span, "the cartridge is named here");
        }
    }
    if !any && session.value.may_say("fit") {
        return Ran::Waiting;
    }
    if !any {
        findings.add(Level::Never, session.span, Missing { at: session.span });
    }
    if let Some((named, entry)) = known {
        for (fact, lacks) in [("sterile", "sterile"), ("single-use", "for single use")] {
            if !entry.facts.iter().any(|said| said.name.value == fact && said.answer == Answer::Yes) {
                findings
                    .add(Level::Never, named.span, NotKnown { at: named.span, cartridge: named.value.clone(), lacks })
                    .also(entry.name.span, "the cartridge is described here");
            }
        }
    }
    if known.is_some() { Ran::Checked } else { Ran::Waiting }
}
