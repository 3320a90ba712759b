//! A product is used or given, and the line leaves out what decides whether it may be.
//!
//! When a product is used decides whether the skin is open to it, so every product says before, during or after needling. How much of it is
//! said as well, and how strong a drug is. Nothing is assumed where the line is silent.
//!
//! Hazards: E15.
//!
//! ```needle,not-accepted
//! session {
//!   ...
//!   rinse      with sterile-saline
//!   use        sterile-saline 5 ml
//! }
//! ```
//!
//! ```needle,accepted
//! session {
//!   ...
//!   rinse      with sterile-saline
//!   use        sterile-saline 5 ml after needling
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["E15"], version: 1, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("`{product}` is {done}, and the line does not say {missing}")]
#[diagnostic(help("{why}; basis logic"))]
struct Finding {
    #[label(primary, "{missing} is missing")]
    at: Span,
    product: ProductId,
    done: &'static str,
    missing: &'static str,
    why: &'static str,
}

/// Why the time must be said.
const WHEN: &str = "before, during and after needling are three different risks";

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let mut ran = if subject.may_step("use") || subject.may_step("give") { Ran::Waiting } else { Ran::Checked };
    let mut any = false;
    for step in subject.steps() {
        let (product, done, lacks) = match &step.value {
            Step::Use(used) => {
                let drug = subject.is_of(&used.product.value, "drug").unwrap_or_else(|| {
                    ran = Ran::Waiting;
                    false
                });
                let lacks = [
                    (used.moment.is_none(), "when it is used", WHEN),
                    (used.volume.is_none(), "how much", "no volume is assumed"),
                    (drug && used.content.is_none(), "how strong it is", "a volume of a drug without its strength is no dose"),
                ];
                (&used.product, "used on the skin", lacks.to_vec())
            }
            Step::Give(given) => (&given.product, "given", vec![(given.moment.is_none(), "when it is given", WHEN)]),
            _ => continue,
        };
        any = true;
        for (_, missing, why) in lacks.into_iter().filter(|(lacks, ..)| *lacks) {
            findings.add(Level::Never, product.span, Finding { at: product.span, product: product.value.clone(), done, missing, why });
        }
    }
    if any || ran == Ran::Waiting { ran } else { Ran::NotApplicable("no product used and no drug given") }
}
