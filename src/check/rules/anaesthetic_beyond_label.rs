//! Anaesthetic goes beyond its label: too much skin, too much on it, or too long.
//!
//! Deaths are on record from strong creams under wrap. Grams, square centimetres and minutes are compared with the product's own
//! label edition; milligrams per kilogram are not, because only a part of what lies on the skin is taken up.
//!
//! On skin with a condition that a label limits apart, its time holds as long as the screening lets that condition in.
//!
//! Hazards: F03, F04, F05, F06, F07, F08, F12, F16, F19, F21.
//!
//! ```needle,not-accepted
//! session {
//!   ...
//!   numb       cheeks, forehead with lmx4 under uk-label, 200 g in total on 950 cm2, 30 to 60 minutes, uncovered, in clinic by nurse
//! }
//! ```
//!
//! ```needle,accepted
//! session {
//!   ...
//!   numb       cheeks, forehead with lmx4 under uk-label, 30 g in total on 180 cm2, 30 to 60 minutes, uncovered, in clinic by nurse
//! }
//! ```

use crate::model::{Numbing, Verdict};
use crate::quantity::Mass;
use crate::rule::prelude::*;
use crate::syntax::entries::Answer;
use crate::syntax::entries::Dwell;

pub(super) const RULE: Rule = Rule {
    hazards: &["F03", "F04", "F05", "F06", "F07", "F08", "F12", "F16", "F19", "F21"],
    version: 3,
    when: When::Always,
    check,
    probes,
};

#[derive(Debug, Error, Diagnostic)]
#[error("`{product}` {asked}; the label `{label}` {limit}")]
#[diagnostic(help("{arithmetic}; {grounds}"))]
struct Finding {
    #[label(primary, "beyond the label")]
    at: Span,
    product: ProductId,
    label: Name,
    asked: String,
    limit: String,
    arithmetic: String,
    grounds: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    if subject.may_step("numb") {
        return Ran::Waiting;
    }
    let all: Vec<&Numbing> = subject.numbing().collect();
    let mut ran = Ran::NotApplicable(subject.nothing_topical());
    for (place, numb) in all.iter().enumerate() {
        manner(subject, findings, numb, all.get(..place).unwrap_or_default());
        ran = Ran::Checked;
        // Of a mixture without a label, the rule on strong mixtures speaks.
        let Some(named) = &numb.label else { continue };
        let product = subject.library.product(numb.product.value.as_str());
        let label = product.and_then(|product| product.labels.iter().find(|label| label.name.value == *named.value.name()));
        let Some(label) = label else { return Ran::Waiting };
        let covered = label.facts.iter().any(|fact| fact.name.value == "covered" && fact.answer == Answer::Yes);
        if numb.covered && !covered {
            let what = "is covered, and nobody has published that it may be";
            let why = "a cover raises what is taken up; basis label: strong creams under wrap are on record with deaths";
            findings.add(
                Level::SignOff,
                numb.product.span,
                Manner { at: numb.product.span, product: numb.product.value.clone(), what, why },
            );
        }
        if covered && !numb.covered {
            let what = "is put on without the cover that its label asks for";
            let why = "it numbs less, and pain leads to more being put on; basis label: its own says covered";
            let finding = Manner { at: numb.product.span, product: numb.product.value.clone(), what, why };
            findings.add(Level::Caution, numb.product.span, finding);
        }
        judge(subject, findings, numb, label);
        // A line that could not be read may keep the condition out.
        if label.dwell.iter().any(|dwell| dwell.on.is_some()) && subject.protocol.screening.waiting {
            ran = Ran::Waiting;
        }
    }
    ran
}

#[derive(Debug, Error, Diagnostic)]
#[error("`{product}` {what}")]
#[diagnostic(help("{why}"))]
struct Manner {
    #[label(primary, "how it is put on")]
    at: Span,
    product: ProductId,
    what: &'static str,
    why: &'static str,
}

/// What no label needs to say: who puts it on where, heat, times that run backwards, and a second dose that nobody has added up.
fn manner(subject: &Subject<'_>, findings: &mut Findings, numb: &Numbing, before: &[&Numbing]) {
    let mut add = |level: Level, at: Span, what: &'static str, why: &'static str| {
        findings.add(level, at, Manner { at, product: numb.product.value.clone(), what, why });
    };
    if numb.place.value == "home" {
        let why = "nobody sees how much is used or what it does; basis label";
        add(Level::SignOff, numb.place.span, "is put on at home", why);
    }
    if let Some(at) = numb.warmed {
        let why = "heat raises what is taken up; basis label: fda-lidocaine-2024 (regulator), emla-uk (label)";
        add(Level::SignOff, at, "is warmed", why);
    }
    if numb.shortest > numb.longest.value {
        add(
            Level::Never,
            numb.longest.span,
            "stays on for a shortest time that is longer than its longest",
            "the times run backwards; basis logic",
        );
    }
    let same_skin = |other: &Numbing| {
        other.areas.iter().any(|area| {
            let shared = subject.library.sharing_skin(area.value.as_str());
            numb.areas.iter().any(|own| shared.iter().any(|entry| entry.name.value == *own.value.name()))
        })
    };
    if before.iter().any(|other| other.product.value == numb.product.value && same_skin(other)) {
        let why = "12 hours lie between two doses on one label, stated for children; basis policy by analogy: emla-uk (label)";
        add(Level::SignOff, numb.product.span, "is put on the same skin again in one session", why);
    } else if !before.is_empty() {
        let why = "doses of several agents add up, and nobody has published how; basis evidence";
        add(Level::SignOff, numb.product.span, "is a second anaesthetic in one session", why);
    }
}

fn judge(subject: &Subject<'_>, findings: &mut Findings, numb: &Numbing, label: &crate::syntax::entries::Label) {
    let mut add =
        |at: Span, binding: &crate::syntax::entries::Binding, limit_at: Span, asked: String, limit: String, arithmetic: String| {
            let grounds = subject.label_grounds(label, binding);
            let finding =
                Finding { at, product: numb.product.value.clone(), label: label.name.value.clone(), asked, limit, arithmetic, grounds };
            findings.add(binding.level.unwrap_or(Level::Never), at, finding).also(limit_at, "the limit is set here");
        };
    for most in &label.most {
        if let Some(surface) = most.surface.filter(|surface| numb.surface.value > *surface) {
            let beyond = numb.surface.value.apart(surface);
            add(
                numb.surface.span,
                &most.binding,
                most.span,
                format!("is put on {}", numb.surface.value),
                format!("allows at most {surface}"),
                format!("{} - {surface} = {beyond}", numb.surface.value),
            );
        }
        if let Some(mass) = most.mass.filter(|mass| numb.total.value > *mass) {
            let beyond = numb.total.value.apart(mass);
            add(
                numb.total.span,
                &most.binding,
                most.span,
                format!("is put on in a mass of {}", numb.total.value),
                format!("allows at most {mass}"),
                format!("{} - {mass} = {beyond}", numb.total.value),
            );
        }
    }
    if let Some(coverage) = &label.coverage {
        // Compared without dividing: mass against the label's mass per surface times the surface. Smallest units: mg, mg/cm2, mm2.
        let (mass, surface) = (u64::from(numb.total.value.smallest()), u64::from(numb.surface.value.smallest()));
        let allowed = u64::from(coverage.most.smallest()).saturating_mul(surface);
        if mass.saturating_mul(100) > allowed {
            // Down to whole milligrams: what is too much by less than one is still said to be too much.
            let most = Mass::of(u32::try_from(allowed / 100).unwrap_or(u32::MAX));
            let beyond = numb.total.value.apart(most);
            add(
                numb.total.span,
                &coverage.binding,
                coverage.span,
                format!("is put on as {} on {}", numb.total.value, numb.surface.value),
                format!("goes up to {}", coverage.most),
                format!("{} x {} = {most}; {} - {most} = {beyond} more", coverage.most, numb.surface.value, numb.total.value),
            );
        }
    }
    // Of the limits that are passed, the firmest says it all.
    let firmest = |passed: fn(&Numbing, &Dwell) -> bool| {
        let here = label.dwell.iter().filter(|dwell| dwell.on.as_ref().is_none_or(|condition| let_in(subject, &condition.value)));
        here.filter(move |dwell| passed(numb, dwell)).max_by_key(|dwell| dwell.binding.level)
    };
    if let Some(dwell) = firmest(|numb, dwell| numb.longest.value > dwell.longest) {
        add(
            numb.longest.span,
            &dwell.binding,
            dwell.span,
            format!("may stay on for {}", numb.longest.value),
            match &dwell.on {
                Some(condition) => format!("ends at {} on `{}`, which the screening does not keep out", dwell.longest, condition.value),
                None => format!("ends at {}", dwell.longest),
            },
            format!("{} is {} longer than {}", numb.longest.value, numb.longest.value.apart(dwell.longest), dwell.longest),
        );
    }
    if let Some(dwell) = firmest(|numb, dwell| numb.shortest < dwell.shortest) {
        add(
            numb.longest.span,
            &dwell.binding,
            dwell.span,
            format!("may be wiped off after {}", numb.shortest),
            format!("asks for {} or more", dwell.shortest),
            format!(
                "{} is {} shorter than {}; pain leads to more being put on",
                numb.shortest,
                numb.shortest.apart(dwell.shortest),
                dwell.shortest
            ),
        );
    }
}

/// Whether patients with a condition are treated: nothing excludes it or puts them off. While a line could not be read, that waits.
fn let_in(subject: &Subject<'_>, condition: &Name) -> bool {
    let screening = &subject.protocol.screening;
    let out = |verdict| matches!(verdict, Verdict::DoNotTreat | Verdict::Postpone);
    !screening.waiting && !screening.conditions.iter().any(|said| said.id.value.name() == condition && out(said.verdict))
}

fn probes(library: &Library) -> Vec<Probe> {
    let label = library.product("lmx4").and_then(|product| product.labels.first());
    let surface = label.and_then(|label| label.most.iter().find_map(|most| most.surface));
    let probe = |surface: crate::quantity::Surface| Probe {
        what: "the largest surface on the label of lmx4".to_owned(),
        limit: surface.smallest(),
        ceiling: true,
        step: 1,
        // 0.16 g/cm2 lies within the label, so only the surface is probed.
        fragment: |surface| {
            let (grams, written) = (surface.saturating_mul(16) / 10, crate::quantity::Surface::of(surface));
            let mass = crate::quantity::Mass::of(grams);
            format!(
                "session {{\n  ...\n  numb cheeks, forehead with lmx4 under uk-label, {mass} in total on {written}, 30 to 60 minutes, uncovered, in clinic by nurse\n}}"
            )
        },
    };
    surface.map(probe).into_iter().collect()
}
