//! A topical anaesthetic is stronger than may be sold without a prescriber, or its strength is not known.
//!
//! Deaths are on record from strong mixtures. A label states the strength, and a product is held to its label; a mixture that a pharmacy
//! makes up has none, so the protocol names each agent with its strength. Above 4 % lidocaine somebody prescribes it; on more than 300 cm2 of skin a mixture needs a signature.
//!
//! Hazards: F01, F02, F18, F20.
//!
//! ```needle,not-accepted
//! screen before every session {
//!   ...
//!   do-not-treat   methaemoglobin-forming-drug
//! }
//! session {
//!   ... without numb, wipe-off
//!   numb       cheeks with compounded-anaesthetic, 20 g in total on 120 cm2, 30 to 60 minutes, uncovered, in clinic by nurse
//!   wipe-off   compounded-anaesthetic
//! }
//! ```
//!
//! ```needle,accepted
//! session {
//!   ...
//!   numb       cheeks, forehead with lmx4 under uk-label, 30 g in total on 180 cm2, 30 to 60 minutes, uncovered, in clinic by nurse
//! }
//! ```

use crate::model::Numbing;
use crate::quantity::{Phototype, Strength, Surface};
use crate::rule::prelude::*;
use crate::syntax::entries::Label;
use crate::syntax::tree::Prescribed;

pub(super) const RULE: Rule = Rule { hazards: &["F01", "F02", "F18", "F20"], version: 1, when: When::Always, check, probes };

/// The strongest lidocaine that may be sold without a prescriber, by the regulator's warning of 2024.
const SOLD_FREELY: Strength = Strength::of(400);

/// The skin above which the literature warns of mixtures.
const MIXTURE_SURFACE: Surface = Surface::of(300 * 100);

/// The lightest of the phototypes that the dark patches were a concern of.
const DARKER: u8 = 4;

#[derive(Debug, Error, Diagnostic)]
#[error("nothing says what numbs in `{product}` and how strong it is")]
#[diagnostic(help("name each agent with its strength; no strength is assumed; basis logic"))]
struct Unknown {
    #[label(primary, "no strength")]
    at: Span,
    product: ProductId,
}

#[derive(Debug, Error, Diagnostic)]
#[error("nothing says under which label `{product}` is used")]
#[diagnostic(help("a product is held to its label, and only a mixture that a pharmacy makes up is written by its strength; basis logic"))]
struct Unlabelled {
    #[label(primary, "no label")]
    at: Span,
    product: ProductId,
}

#[derive(Debug, Error, Diagnostic)]
#[error("`{product}` has {strength} lidocaine and {said}; above {limit} it must not be sold without a prescriber")]
#[diagnostic(help(
    "{strength} - {limit} = {beyond}; basis label: fda-lidocaine-2024 (regulator); deaths are on record from strong gels under wrap"
))]
struct Strong {
    #[label(primary, "stronger than {limit}")]
    at: Span,
    product: ProductId,
    strength: Strength,
    limit: Strength,
    beyond: Strength,
    said: &'static str,
}

#[derive(Debug, Error, Diagnostic)]
#[error("the mixture `{product}` is put on {surface}; the literature warns above {limit}")]
#[diagnostic(help(
    "{surface} - {limit} = {beyond}; basis evidence: compounded-15-5 (paper); with a 23/7 mixture one of 52 volunteers reached 3.4 ug/ml: compounded-23-7 (paper)"
))]
struct Wide {
    #[label(primary, "more skin than {limit}")]
    at: Span,
    product: ProductId,
    surface: Surface,
    limit: Surface,
    beyond: Surface,
}

#[derive(Debug, Error, Diagnostic)]
#[error("the mixture `{product}` is put on skin of phototype 4 to 6")]
#[diagnostic(help("it irritated the skin and left dark patches; basis evidence: compounded-23-7 (paper)"))]
struct Darker {
    #[label(primary, "dark patches may follow")]
    at: Span,
    product: ProductId,
}

#[derive(Debug, Error, Diagnostic)]
#[error("the label `{label}` does not have {strength} {agent} in `{product}`")]
#[diagnostic(help("{has}; a mixture that a pharmacy makes up has no label; basis logic"))]
struct OffLabel {
    #[label(primary, "not what the label says")]
    at: Span,
    product: ProductId,
    label: Name,
    strength: Strength,
    agent: Name,
    has: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let mut ran = if subject.may_step("numb") { Ran::Waiting } else { Ran::NotApplicable(subject.nothing_topical()) };
    for numb in subject.numbing() {
        let Some(entry) = subject.library.product(numb.product.value.as_str()) else { return Ran::Waiting };
        if ran != Ran::Waiting {
            ran = Ran::Checked;
        }
        let label = numb.label.as_ref().and_then(|named| entry.labels.iter().find(|label| label.name.value == *named.value.name()));
        // A label that is not known is said so by its name.
        if numb.label.is_some() && label.is_none() {
            ran = Ran::Waiting;
        }
        let at = numb.product.span;
        let of = |class: &str| entry.class.iter().any(|of| of.value == class);
        if numb.label.is_none() && of("compounded") {
            if numb.agents.is_empty() {
                findings.add(Level::Never, at, Unknown { at, product: numb.product.value.clone() });
            }
            mixture(subject, findings, numb);
        } else if numb.label.is_none() && of("topical-anaesthetic") {
            findings.add(Level::Never, at, Unlabelled { at, product: numb.product.value.clone() });
        }
        if let Some(label) = label {
            beside(findings, numb, label);
        }
        let labelled = label.into_iter().flat_map(|label| &label.strengths).map(|part| (part.strength, &part.agent.value, at));
        let written = numb.agents.iter().map(|(strength, agent)| (strength.value, &agent.value, strength.span));
        let strongest = labelled.chain(written).filter(|(_, agent, _)| **agent == "lidocaine").max_by_key(|(strength, ..)| *strength);
        let said = match &numb.prescribed {
            Some(Prescribed::By(_)) => None,
            Some(Prescribed::Not(_)) => Some("is said not to be prescribed"),
            None => Some("nothing says who prescribed it"),
        };
        if let (Some((strength, _, at)), Some(said)) = (strongest.filter(|(strength, ..)| *strength > SOLD_FREELY), said) {
            let (product, beyond) = (numb.product.value.clone(), strength.apart(SOLD_FREELY));
            findings.add(Level::SignOff, at, Strong { at, product, strength, limit: SOLD_FREELY, beyond, said });
        }
    }
    ran
}

/// What is said to numb is what the label says numbs.
fn beside(findings: &mut Findings, numb: &Numbing, label: &Label) {
    let on_label =
        |strength: Strength, agent: &Name| label.strengths.iter().any(|part| part.strength == strength && part.agent.value == *agent);
    for (strength, agent) in numb.agents.iter().filter(|(strength, agent)| !on_label(strength.value, &agent.value)) {
        let all: Vec<String> = label.strengths.iter().map(|part| format!("{} {}", part.strength, part.agent.value)).collect();
        let has = if all.is_empty() { "it states no strength".to_owned() } else { format!("it has {}", listed(&all, "and")) };
        let finding = OffLabel {
            at: strength.span,
            product: numb.product.value.clone(),
            label: label.name.value.clone(),
            strength: strength.value,
            agent: agent.value.clone(),
            has,
        };
        findings.add(Level::Never, strength.span, finding).also(label.name.span, "the label stands here");
    }
}

/// What a mixture without a label must answer for besides its strength.
fn mixture(subject: &Subject<'_>, findings: &mut Findings, numb: &Numbing) {
    let (surface, product) = (numb.surface, &numb.product);
    if surface.value > MIXTURE_SURFACE {
        let (limit, beyond) = (MIXTURE_SURFACE, surface.value.apart(MIXTURE_SURFACE));
        let finding = Wide { at: surface.span, product: product.value.clone(), surface: surface.value, limit, beyond };
        findings.add(Level::SignOff, surface.span, finding);
    }
    let darker = |phototype: &Phototype| phototype.number() >= DARKER;
    for course in subject.courses.iter().filter(|course| course.phototypes.iter().any(darker)) {
        findings.add(Level::Caution, product.span, Darker { at: product.span, product: product.value.clone() }).in_course(&course.name);
    }
}

fn probes(_: &Library) -> Vec<Probe> {
    // Only phototypes 1 to 3 are treated, so that the one limit is probed and the dark patches are not found as well.
    vec![
        Probe {
            what: "the strongest lidocaine sold without a prescriber".to_owned(),
            limit: SOLD_FREELY.smallest(),
            ceiling: true,
            step: 1,
            fragment: |strength| probe(&Strength::of(strength).to_string(), "120 cm2", ""),
        },
        Probe {
            what: "the skin above which the literature warns of mixtures".to_owned(),
            limit: MIXTURE_SURFACE.smallest(),
            ceiling: true,
            step: 1,
            fragment: |surface| probe("15 %", &Surface::of(surface).to_string(), ", prescribed by prescriber"),
        },
    ]
}

fn probe(strength: &str, surface: &str, prescribed: &str) -> String {
    format!(
        "... without variant\nscreen before every session {{\n  ...\n  phototype 1 to 3, recorded by clinician\n  do-not-treat methaemoglobin-forming-drug\n}}\nsession {{\n  ... without numb, wipe-off\n  \
         numb cheeks with compounded-anaesthetic of {strength} lidocaine, 20 g in total on {surface}, 30 to 60 minutes, uncovered, in clinic by \
         nurse{prescribed}\n  wipe-off compounded-anaesthetic\n}}"
    )
}
