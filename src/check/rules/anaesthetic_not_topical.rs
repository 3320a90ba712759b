//! An anaesthetic for injection is written as a topical one.
//!
//! What goes under the skin has another dose, another maximum and another rescue than what lies on it. Written as a topical one it would be
//! judged by the wrong figures. An injection or a nerve block stands outside this language altogether.
//!
//! Hazards: K06.
//!
//! ```needle,not-accepted
//! session {
//!   ... without numb, wipe-off
//!   numb       cheeks with lidocaine-injection of 1 % lidocaine, 30 g in total on 180 cm2, 30 to 60 minutes, uncovered, in clinic by nurse
//!   wipe-off   lidocaine-injection
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

pub(super) const RULE: Rule = Rule { hazards: &["K06"], version: 2, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("`{product}` is an anaesthetic for injection, and it is {done}")]
#[diagnostic(help("an injection or a nerve block is outside this language and never written as a topical one; basis logic"))]
struct Finding {
    #[label(primary, "not a topical anaesthetic")]
    at: Span,
    product: ProductId,
    done: &'static str,
}

#[derive(Debug, Error, Diagnostic)]
#[error("`{product}` is put on to numb, and it is not known as a topical anaesthetic")]
#[diagnostic(help("what numbs is a product of class topical-anaesthetic, of which a label says how much and how long; basis logic"))]
struct Another {
    #[label(primary, "not a topical anaesthetic")]
    at: Span,
    product: ProductId,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let waits = ["numb", "use", "give"].into_iter().any(|word| subject.may_step(word));
    let mut ran = if waits { Ran::Waiting } else { Ran::NotApplicable(subject.nothing_topical()) };
    for step in subject.steps() {
        let (product, done) = match &step.value {
            Step::Numb(numbing) => (&numbing.product, "put on like a cream"),
            Step::Use(used) => (&used.product, "used on the skin"),
            Step::Give(given) => (&given.product, "given to take"),
            _ => continue,
        };
        match subject.is_of(&product.value, "injected-anaesthetic") {
            None => ran = Ran::Waiting,
            Some(injected) => {
                if ran != Ran::Waiting {
                    ran = Ran::Checked;
                }
                let numbs = matches!(step.value, Step::Numb(_));
                if injected {
                    let finding = Finding { at: product.span, product: product.value.clone(), done };
                    findings.add(Level::Never, product.span, finding);
                } else if numbs && subject.is_of(&product.value, "topical-anaesthetic") == Some(false) {
                    findings.add(Level::Never, product.span, Another { at: product.span, product: product.value.clone() });
                }
            }
        }
    }
    ran
}
