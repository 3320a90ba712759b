//! The cartridge is not said to be one, sterile, and new for each patient and session.
//!
//! Needles carry blood. A cartridge is opened sterile, used for one patient in one session, and thrown into the sharps bin. People were
//! infected with HIV at a spa.
//!
//! An area may name a cartridge of its own on its first line. Then a step fits it before that area is needled, and the same holds for it.
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

pub(super) const RULE: Rule = Rule { hazards: &["A12", "G01", "G02", "G03"], version: 2, when: When::Always, check, probes: no_probes };

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
#[error("the step fits `{fitted}`, but the protocol names {named}")]
#[diagnostic(help("a cartridge is named for the device, or for one area on its first line; basis logic"))]
struct Another {
    #[label(primary, "another cartridge")]
    at: Span,
    fitted: Name,
    named: String,
}

#[derive(Debug, Error, Diagnostic)]
#[error("`{area}` is needled with `{fitted}` in the pen; its cartridge is `{named}`")]
#[diagnostic(help("a step fits the cartridge of an area before that area is needled; basis logic"))]
struct NotFitted {
    #[label(primary, "another cartridge is in the pen")]
    at: Span,
    area: AreaId,
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
    // What the pen's own cartridges are waits for every name; what the step says of itself does not.
    let common = subject.protocol.device.known().map(|choice| &choice.value.cartridge);
    let named = subject.cartridges();
    let entry = |name: &Name| subject.device()?.cartridges.iter().find(|entry| entry.name.value == *name);
    let entries: Vec<_> = named.iter().filter_map(|named| Some((*named, entry(&named.value)?))).collect();
    let known = common.filter(|_| entries.len() == named.len());
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
        if let Some(common) = known.filter(|_| !named.iter().any(|named| named.value == fit.cartridge.value)) {
            let names: Vec<String> = named.iter().map(|named| format!("`{}`", named.value)).collect();
            let finding = Another { at: fit.cartridge.span, fitted: fit.cartridge.value.clone(), named: listed(&names, "and") };
            findings.add(Level::Never, fit.cartridge.span, finding).also(common.span, "the cartridge is named here");
        }
    }
    if !any && session.value.may_say("fit") {
        return Ran::Waiting;
    }
    if !any {
        findings.add(Level::Never, session.span, Missing { at: session.span });
    }
    if known.is_some() && !session.value.may_say("fit") {
        in_the_pen(subject, findings);
    }
    for (named, entry) in entries {
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

/// What is in the pen when an area is needled is the cartridge of that area. What the protocol never names is said where it is fitted.
fn in_the_pen(subject: &Subject<'_>, findings: &mut Findings) {
    let Some(course) = subject.courses.first() else { return };
    let own = course.areas.iter().any(|plan| plan.cartridge.is_some());
    let mut fitted: Option<&At<Name>> = None;
    for step in subject.steps() {
        match &step.value {
            Step::Fit(fit) => fitted = Some(&fit.cartridge),
            Step::Needle(areas, _) if own => {
                for area in areas {
                    let plan = course.areas.iter().find(|plan| plan.area.value == area.value);
                    let (Some(named), Some(fitted)) = (plan.and_then(|plan| subject.cartridge(plan)), fitted) else { continue };
                    if named.value != fitted.value {
                        let finding =
                            NotFitted { at: area.span, area: area.value.clone(), fitted: fitted.value.clone(), named: named.value.clone() };
                        findings
                            .add(Level::Never, area.span, finding)
                            .also(fitted.span, "fitted here")
                            .also(named.span, "the cartridge of this area");
                    }
                }
            }
            _ => {}
        }
    }
}
