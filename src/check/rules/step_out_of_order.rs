//! The steps of a session stand in an order that undoes one of them, or leave out an area.
//!
//! What is washed off comes before what must stay; what numbs is taken off before the skin is disinfected; a cartridge is fitted before
//! the first needle and thrown away after the last. Every area that is needled is washed and disinfected first. What is used before,
//! during or after needling stands there among the steps as well.
//!
//! Hazards: E15, E17, G01, G08, G11, G18.
//!
//! ```needle,not-accepted
//! session {
//!   ... without disinfect
//!   disinfect  forehead with povidone-iodine, let dry
//! }
//! ```
//!
//! ```needle,accepted
//! session {
//!   ...
//!   disinfect  face with povidone-iodine, let dry
//! }
//! ```

use std::collections::BTreeSet;

use crate::rule::prelude::*;
use crate::syntax::tree::Moment;

pub(super) const RULE: Rule =
    Rule { hazards: &["E15", "E17", "G01", "G08", "G11", "G18"], version: 4, when: When::Always, check, probes: no_probes };

/// Two steps: the first one's word, the second one's, how firmly the order binds, and why.
const ORDER: [(&str, &str, Level, &str); 9] = [
    ("wash", "disinfect", Level::SignOff, "washing takes the antiseptic off again"),
    ("wash", "numb", Level::SignOff, "washing takes the anaesthetic off again, and what lay on the skin was under it"),
    ("numb", "disinfect", Level::SignOff, "the cream is put on over the antiseptic"),
    ("wipe-off", "disinfect", Level::SignOff, "wiping takes the antiseptic off again"),
    ("fit", "needle", Level::Never, "nothing says which cartridge the first needle is"),
    ("needle", "sharps-bin", Level::SignOff, "the cartridge is thrown away before the last needle"),
    ("needle", "clean", Level::SignOff, "the handpiece is cleaned before the last needle"),
    ("needle", "rinse", Level::SignOff, "the skin is rinsed before the last needle"),
    ("needle", "log", Level::SignOff, "it is logged before the last needle"),
];

#[derive(Debug, Error, Diagnostic)]
#[error("the step `{later}` comes before the last step `{earlier}`")]
#[diagnostic(help("{why}; basis label: the makers' own order (bellus-protocol, label)"))]
struct OutOfOrder {
    #[label(primary, "too early")]
    at: Span,
    earlier: &'static str,
    later: &'static str,
    why: &'static str,
}

#[derive(Debug, Error, Diagnostic)]
#[error("`{area}` is needled and not {done} first")]
#[diagnostic(help(
    "every area that is needled is washed and disinfected; basis label; bellus-protocol (label), toronto-bodysafe (regulator)"
))]
struct LeftOut {
    #[label(primary, "not {done} before this")]
    at: Span,
    area: AreaId,
    done: &'static str,
}

#[derive(Debug, Error, Diagnostic)]
#[error("`{product}` is not known as an antiseptic")]
#[diagnostic(help("the skin is disinfected with a product of the class `antiseptic`; basis label; toronto-bodysafe (regulator)"))]
struct NotAntiseptic {
    #[label(primary, "not an antiseptic")]
    at: Span,
    product: ProductId,
}

#[derive(Debug, Error, Diagnostic)]
#[error("`{product}` is said to be used {moment} needling, and its step stands {place}")]
#[diagnostic(help("which of the two is meant is not guessed; basis logic"))]
struct Elsewhere {
    #[label(primary, "said here, and the step stands {place}")]
    at: Span,
    product: ProductId,
    moment: &'static str,
    place: &'static str,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let session = match &subject.protocol.session {
        Stated::Known(session) => session,
        Stated::Waiting => return Ran::Waiting,
        Stated::Absent => return Ran::NotApplicable("no session"),
    };
    let steps = &session.value.steps;
    let first_needle = session.value.first_needle().unwrap_or(steps.len());
    let before_needling = steps.get(..first_needle).unwrap_or_default();
    for (earlier, later, level, why) in ORDER {
        // A cartridge may be changed between two areas; which one is in the pen for which area is another rule's to say.
        let fitted = |step: &At<Step>| step.value.word() == earlier;
        let last = match earlier {
            "fit" => steps.iter().position(fitted),
            // Skin that is washed after it was needled takes no anaesthetic off; of what it is washed with another rule speaks.
            "wash" => before_needling.iter().rposition(fitted),
            _ => steps.iter().rposition(fitted),
        };
        let first = steps.iter().enumerate().find(|(_, step)| step.value.word() == later);
        if let (Some(last), Some((first, step))) = (last, first)
            && first < last
        {
            let found = findings.add(level, step.span, OutOfOrder { at: step.span, earlier, later, why });
            if let Some(last) = steps.get(last) {
                found.also(last.span, &format!("the last step `{earlier}` stands here"));
            }
        }
    }
    let mut ran = if session.value.broken.is_empty() { Ran::Checked } else { Ran::Waiting };
    for step in steps {
        if let Step::Disinfect(_, product, _) = &step.value {
            match subject.library.product(product.value.as_str()) {
                // An anaesthetic is another rule's to refuse.
                Some(_) if subject.is_anaesthetic(&product.value) == Some(true) => {}
                Some(entry) if entry.class.iter().any(|class| class.value == "antiseptic") => {}
                Some(_) => {
                    findings.add(Level::SignOff, product.span, NotAntiseptic { at: product.span, product: product.value.clone() });
                }
                None => ran = Ran::Waiting,
            }
        }
    }
    coverage(subject, findings, session);
    moments(findings, steps);
    ran
}

/// What is said to be used before the first needle, during needling or after the last needle stands there.
fn moments(findings: &mut Findings, steps: &[At<Step>]) {
    let needle = |step: &At<Step>| matches!(step.value, Step::Needle(..));
    let (Some(first), Some(last)) = (steps.iter().position(needle), steps.iter().rposition(needle)) else { return };
    for (place, step) in steps.iter().enumerate() {
        let (product, moment) = match &step.value {
            Step::Use(used) => (&used.product, used.moment),
            Step::Give(given) => (&given.product, given.moment),
            _ => continue,
        };
        let Some(moment) = moment else { continue };
        // What is on the skin during needling is put on just before, or between two areas.
        let stands = match moment.value {
            Moment::Before if place > first => "after the first needle",
            Moment::During if place > last => "after the last needle",
            Moment::After if place < last => "before the last needle",
            _ => continue,
        };
        let finding = Elsewhere { at: moment.span, product: product.value.clone(), moment: moment.value.word(), place: stands };
        findings.add(Level::Never, moment.span, finding);
    }
}

/// Every area that is needled is washed and disinfected before: itself, as part of a larger one, or on both its sides. A step that is
/// missing altogether is another rule's to say.
fn coverage(subject: &Subject<'_>, findings: &mut Findings, session: &At<crate::model::Steps>) {
    let steps = &session.value.steps;
    for (done, word, level) in [("washed", "wash", Level::Never), ("disinfected", "disinfect", Level::SignOff)] {
        if session.value.may_say(word) || !steps.iter().any(|step| step.value.word() == word) {
            continue;
        }
        let mut covered: Vec<&str> = Vec::new();
        let mut seen = BTreeSet::new();
        for step in steps {
            match &step.value {
                Step::Wash(areas, _) if word == "wash" => covered.extend(areas.iter().map(|area| area.value.as_str())),
                Step::Disinfect(areas, _, _) if word == "disinfect" => covered.extend(areas.iter().map(|area| area.value.as_str())),
                Step::Needle(areas, _) => {
                    // An area that is needled again has been looked at.
                    for area in areas.iter().filter(|area| seen.insert(area.value.as_str())) {
                        // An area that is not known, not planned or never needled is another rule's to say.
                        let planned = subject.courses.iter().flat_map(|course| &course.areas).any(|plan| plan.area.value == area.value);
                        let open = subject.library.sharing_skin(area.value.as_str()).iter().all(|entry| entry.closed.is_none());
                        if !planned || !open || subject.library.area(area.value.as_str()).is_none() {
                            continue;
                        }
                        if !subject.library.covered(area.value.as_str(), &covered) {
                            findings.add(level, area.span, LeftOut { at: area.span, area: area.value.clone(), done });
                        }
                    }
                }
                _ => {}
            }
        }
    }
}
