//! A drug is used or given and nobody prescribed it.
//!
//! Through needles a surface dose acts like one under the skin, and a drug against herpes suits one patient and harms another. A protocol
//! asks, and a prescriber decides; it never hands a drug out of itself. The dose is the prescriber's and is not judged here.
//!
//! Hazards: E14, G17.
//!
//! ```needle,not-accepted
//! session {
//!   ...
//!   wash       face with non-soap-cleanser
//!   give       valaciclovir before needling, not prescribed
//! }
//! ```
//!
//! ```needle,accepted
//! session {
//!   ...
//!   wash       face with non-soap-cleanser
//!   give       valaciclovir before needling, prescribed by prescriber
//! }
//! ```

use crate::rule::prelude::*;
use crate::syntax::tree::Prescribed;

pub(super) const RULE: Rule = Rule { hazards: &["E14", "G17"], version: 1, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("`{product}` is a drug, and {said}")]
#[diagnostic(help("{why}"))]
struct Finding {
    #[label(primary, "a drug without a prescriber")]
    at: Span,
    product: ProductId,
    said: &'static str,
    why: &'static str,
}

const ON_SKIN: &str = "the class of the pen leaves out devices that carry drugs into the skin; basis label: cfr-878-4430 (regulator)";
const TAKEN: &str = "a protocol asks and a prescriber decides; basis policy";
const HERPES: &str = "a protocol asks and a prescriber decides; basis evidence: herpes after needling is rare: herpes-consensus (paper)";

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let mut ran = if subject.may_step("use") || subject.may_step("give") { Ran::Waiting } else { Ran::NotApplicable("no drug") };
    for step in subject.steps() {
        let (product, prescribed, why) = match &step.value {
            Step::Use(used) => (&used.product, &used.prescribed, ON_SKIN),
            Step::Give(given) => {
                let antiviral = subject.is_of(&given.product.value, "antiviral") == Some(true);
                (&given.product, &given.prescribed, if antiviral { HERPES } else { TAKEN })
            }
            _ => continue,
        };
        // What is given to take is a drug, whatever else its entry calls it.
        match (subject.is_of(&product.value, "drug"), &step.value) {
            (None, _) => ran = Ran::Waiting,
            (Some(false), Step::Use(_)) => {}
            _ => {
                if ran != Ran::Waiting {
                    ran = Ran::Checked;
                }
                let (at, said) = match prescribed {
                    Some(Prescribed::By(_)) => continue,
                    Some(Prescribed::Not(at)) => (*at, "it is said not to be prescribed"),
                    None => (product.span, "nothing says who prescribed it"),
                };
                findings.add(Level::SignOff, at, Finding { at, product: product.value.clone(), said, why });
            }
        }
    }
    ran
}
