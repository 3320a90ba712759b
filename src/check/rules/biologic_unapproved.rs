//! A biologic is used that is not approved.
//!
//! Exosome products are sold for needled skin. None is approved in the United States, and serious events are on record.
//!
//! Hazards: E10.
//!
//! ```needle,not-accepted
//! session {
//!   ...
//!   wash       face with exosomes
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

pub(super) const RULE: Rule = Rule { hazards: &["E10"], version: 1, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("`{product}` is a biologic that is not approved")]
#[diagnostic(help(
    "its kind is not approved in the United States, and serious events are on record; basis label: fda-exosomes-2019 (regulator)"
))]
struct Finding {
    #[label(primary, "not approved")]
    at: Span,
    product: ProductId,
}

/// The steps that put a product on the skin or into the patient.
const STEPS: [&str; 6] = ["wash", "disinfect", "lubricate", "use", "give", "rinse"];

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let mut products: Vec<&At<ProductId>> = Vec::new();
    for step in subject.steps() {
        match &step.value {
            Step::Wash(_, product) | Step::Disinfect(_, product, _) | Step::Lubricate(product) | Step::Rinse(product) => {
                products.push(product)
            }
            Step::Use(used) => products.push(&used.product),
            Step::Give(given) => products.push(&given.product),
            _ => {}
        }
    }
    let care = &subject.protocol.aftercare;
    products.extend(care.known().into_iter().flat_map(|care| care.value.applied.iter().map(|line| &line.value.product)));
    let waits = care.is_waiting() || STEPS.into_iter().any(|word| subject.may_step(word));
    let mut ran = if waits { Ran::Waiting } else { Ran::Checked };
    for product in products {
        match subject.is_of(&product.value, "unapproved-biologic") {
            None => ran = Ran::Waiting,
            Some(false) => {}
            Some(true) => {
                findings.add(Level::Never, product.span, Finding { at: product.span, product: product.value.clone() });
            }
        }
    }
    ran
}
