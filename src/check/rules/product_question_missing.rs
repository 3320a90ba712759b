//! A product is used that does not suit everybody, and the screening leaves out who should not have it.
//!
//! An anaesthetic can bind the blood's oxygen or disturb the heart of somebody who brings the condition along, and an antiseptic raises
//! allergies. The atlas holds for each product what is asked where it is used, how firmly, and who says so. What every screening must ask
//! anyway is another rule's to say.
//!
//! Hazards: F13, F14, G09.
//!
//! ```needle,not-accepted
//! screen before every session {
//!   ... without decide
//!   decide     nickel-allergy, latex-allergy by clinician before numbing
//!   decide     herpes-history, anticoagulant by prescriber before numbing
//! }
//! ```
//!
//! ```needle,accepted
//! screen before every session {
//!   ...
//!   decide     herpes-history, anticoagulant, antiarrhythmic-drug, liver-disease by prescriber before numbing
//! }
//! ```

use std::collections::BTreeSet;

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["F13", "F14", "G09"], version: 1, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("`{product}` is used, and the screening does not ask for {missing}")]
#[diagnostic(help("ask for it and say what is done; {grounds}"))]
struct Finding {
    #[label(primary, "not for everybody")]
    at: Span,
    product: ProductId,
    missing: String,
    grounds: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let screening = &subject.protocol.screening;
    // Without a screening, the missing screening says it all.
    if screening.place.is_absent() {
        return Ran::NotApplicable("no screening");
    }
    let mut said: BTreeSet<&str> = screening.conditions.iter().map(|condition| condition.id.value.as_str()).collect();
    let waits = ["numb", "disinfect", "wash", "use", "lubricate", "rinse"].into_iter().any(|word| subject.may_step(word));
    let mut ran = if waits { Ran::Waiting } else { Ran::NotApplicable("no product that asks for anything") };
    for step in subject.steps() {
        let product = match &step.value {
            Step::Numb(numbing) => &numbing.product,
            Step::Use(used) => &used.product,
            Step::Wash(_, product) | Step::Disinfect(_, product, _) | Step::Lubricate(product) | Step::Rinse(product) => product,
            _ => continue,
        };
        let Some(entry) = subject.library.product(product.value.as_str()) else {
            ran = Ran::Waiting;
            continue;
        };
        // The firmest first, so that a question that two lines ask for is missed once, and as firmly as it must be.
        let mut asks: Vec<_> = entry.asks.iter().collect();
        asks.sort_by_key(|ask| std::cmp::Reverse(ask.binding.level));
        for ask in asks {
            ran = if ran == Ran::Waiting { ran } else { Ran::Checked };
            let always = |name: &str| subject.library.condition(name).is_some_and(|condition| condition.required.is_some());
            let open = ask.conditions.iter().map(|condition| condition.value.as_str()).filter(|name| !always(name));
            let missing: Vec<&str> = open.filter(|name| !said.contains(name)).collect();
            if missing.is_empty() {
                continue;
            }
            // A line that could not be read may ask for it.
            if screening.waiting {
                ran = Ran::Waiting;
                continue;
            }
            let names: Vec<String> = missing.iter().map(|name| format!("`{name}`")).collect();
            let grounds = subject.library.grounds(&ask.binding);
            let finding = Finding { at: product.span, product: product.value.clone(), missing: listed(&names, "and"), grounds };
            findings.add(ask.binding.level.unwrap_or(Level::Never), product.span, finding).also(ask.span, "it is asked for here");
            said.extend(missing);
        }
    }
    ran
}
