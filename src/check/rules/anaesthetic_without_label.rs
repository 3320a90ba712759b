//! A mixture that a pharmacy makes up numbs, and no label says how much of it or for how long.
//!
//! What the step says of mass and minutes is then compared with nothing. Whoever prescribes the mixture answers for both.
//!
//! Hazards: F03, F05.
//!
//! ```needle,not-accepted
//! screen before every session {
//!   ...
//!   do-not-treat   methaemoglobin-forming-drug
//! }
//! session {
//!   ... without numb, wipe-off
//!   numb       cheeks with compounded-anaesthetic of 4 % lidocaine, 20 g in total on 120 cm2, 30 to 60 minutes, uncovered, in clinic by nurse
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

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["F03", "F05"], version: 1, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("no label says how much of the mixture `{product}` may be put on, or for how long")]
#[diagnostic(help(
    "what the line says of mass and minutes is compared with nothing; whoever prescribes it answers for both; basis evidence: none was published"
))]
struct Finding {
    #[label(primary, "compared with nothing")]
    at: Span,
    product: ProductId,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let mut ran = if subject.may_step("numb") { Ran::Waiting } else { Ran::NotApplicable(subject.nothing_topical()) };
    for numb in subject.numbing() {
        match subject.is_of(&numb.product.value, "compounded") {
            None => return Ran::Waiting,
            Some(mixed) => {
                if ran != Ran::Waiting {
                    ran = Ran::Checked;
                }
                // Of a mixture that nothing is known of, the rule on strength speaks.
                if mixed && numb.label.is_none() && !numb.agents.is_empty() {
                    let finding = Finding { at: numb.product.span, product: numb.product.value.clone() };
                    findings.add(Level::Caution, numb.product.span, finding);
                }
            }
        }
    }
    ran
}
