//! A product goes on open skin that does not belong there.
//!
//! From the first needle to the end of the session the skin is open. A product on it must be sterile, from a single-dose container,
//! free of additives, and meant for broken skin: four separate facts. "Contains hyaluronic acid" is not one of them. What nobody has
//! published counts as not so. A product used before needling and not wiped off again is under the needles as well. Blood
//! products and biologics have rules of their own.
//!
//! Hazards: E02, E04, E05, E06, E07, E08, E09, G14. Cases of granuloma after serums under needles; the four facts are read from the
//! product's entry.
//!
//! ```needle,not-accepted
//! session {
//!   ...
//!   lubricate  with hyaluronic-acid-serum
//! }
//! ```
//!
//! ```needle,accepted
//! session {
//!   ...
//!   lubricate  with sterile-saline
//! }
//! ```

use crate::rule::prelude::*;
use crate::syntax::entries::Answer;

pub(super) const RULE: Rule =
    Rule { hazards: &["E02", "E04", "E05", "E06", "E07", "E08", "E09", "G14"], version: 2, when: When::Always, check, probes: no_probes };

/// The facts, each with the level its absence has.
const FACTS: [(&str, &str, Level); 4] = [
    ("sterile", "sterile", Level::Never),
    ("single-dose", "from a single-dose container", Level::Never),
    ("additive-free", "free of additives", Level::SignOff),
    ("for-broken-skin", "meant for broken skin", Level::SignOff),
];

#[derive(Debug, Error, Diagnostic)]
#[error("`{product}` goes on open skin, but {lacks}")]
#[diagnostic(help(
    "from the first needle to the end of the session a product is sterile, single-dose, additive-free and meant for broken skin; basis evidence: granulomas after products under needles: soltani-2014 (paper), martin-2021 (paper)"
))]
struct Finding {
    #[label(primary, "on open skin")]
    at: Span,
    product: ProductId,
    lacks: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let steps = subject.steps();
    let Some(first) = steps.iter().position(|step| matches!(step.value, Step::Needle(..))) else {
        return if subject.may_step("needle") { Ran::Waiting } else { Ran::NotApplicable("no step of needling") };
    };
    let waits = ["lubricate", "rinse", "use"].into_iter().any(|word| subject.may_step(word));
    let mut ran = if waits { Ran::Waiting } else { Ran::Checked };
    for (place, step) in steps.iter().enumerate() {
        // The glide medium is under the needles although it is put on just before them.
        let product = match &step.value {
            Step::Lubricate(product) | Step::Rinse(product) => product,
            Step::Wash(_, product) | Step::Disinfect(_, product, _) if place > first => product,
            Step::Use(used) if !subject.wiped_off(place, &used.product.value) => &used.product,
            _ => continue,
        };
        let Some(entry) = subject.library.product(product.value.as_str()) else {
            ran = Ran::Waiting;
            continue;
        };
        let own = (matches!(step.value, Step::Use(_)) && subject.is_of(&product.value, "blood-product") == Some(true))
            || subject.is_of(&product.value, "unapproved-biologic") == Some(true);
        if own {
            continue;
        }
        let (mut not, mut unknown, mut level) = (Vec::new(), Vec::new(), Level::Note);
        for (fact, words, firmness) in FACTS {
            match entry.facts.iter().find(|said| said.name.value == fact).map(|said| said.answer) {
                Some(Answer::Yes) => continue,
                Some(Answer::No) => not.push(words),
                Some(Answer::Unpublished) | None => unknown.push(words),
            }
            level = level.max(firmness);
        }
        if level > Level::Note {
            let said = [(not, "it is not "), (unknown, "nobody has published that it is ")];
            let lacks: Vec<String> =
                said.iter().filter(|(facts, _)| !facts.is_empty()).map(|(facts, lead)| format!("{lead}{}", listed(facts, "or"))).collect();
            let lacks = lacks.join(", and ");
            let finding = Finding { at: product.span, product: product.value.clone(), lacks };
            findings.add(level, product.span, finding).also(entry.name.span, "the product is described here");
        }
    }
    ran
}
