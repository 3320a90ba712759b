//! Needling carries a drug or a blood product into the skin, which is outside the device's class.
//!
//! The legal class of microneedling devices leaves out those meant to deliver drugs, biologics or cosmetics through the skin. A protocol
//! that uses one during or after needling may be good practice; it is not what the device was cleared for, and patient and clinic should know.
//!
//! Hazards: E13.
//!
//! ```needle,not-accepted
//! session {
//!   ... without rinse
//!   wash       face with non-soap-cleanser
//!   draw       blood for prp into closed-kit, labelled with name, birth-date by 2 people
//!   needle     forehead, then cheeks from clean to dirty
//!   match      prp to patient on name, birth-date by 2 people
//!   use        prp from own-blood 4 ml after needling
//!   discard    prp
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

pub(super) const RULE: Rule = Rule { hazards: &["E13"], version: 1, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("`{product}` is used {moment} needling, and the device's class leaves out carrying a {class} into the skin")]
#[diagnostic(help("tell the patient that it is outside the device's class; basis label: cfr-878-4430 (regulator)"))]
struct Finding {
    #[label(primary, "outside the device's class")]
    at: Span,
    product: ProductId,
    moment: &'static str,
    class: &'static str,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let mut ran = if subject.may_step("use") { Ran::Waiting } else { Ran::NotApplicable("no drug") };
    for (_, _, used) in subject.used() {
        for (class, words) in [("drug", "drug"), ("blood-product", "blood product")] {
            match subject.is_of(&used.product.value, class) {
                None => ran = Ran::Waiting,
                Some(false) => {}
                Some(true) => {
                    if ran != Ran::Waiting {
                        ran = Ran::Checked;
                    }
                    // Before needling the skin is closed; what is left on it then is another rule's to say.
                    let Some(moment) = used.moment.filter(|moment| moment.value != crate::syntax::tree::Moment::Before) else { continue };
                    let at = used.product.span;
                    let finding = Finding { at, product: used.product.value.clone(), moment: moment.value.word(), class: words };
                    findings.add(Level::Caution, at, finding);
                }
            }
        }
    }
    ran
}
