//! An anaesthetic is put on by a line that states no dose.
//!
//! How much of it, on how much skin and for how long stands in the step that numbs, and every limit is held against that line. Washed with,
//! used, rinsed or put on at home it escapes all of them, and on needled skin more of it is taken up.
//!
//! Hazards: F02, F03, F09, F21.
//!
//! ```needle,not-accepted
//! session {
//!   ...
//!   wash       face with lmx4
//! }
//! ```
//!
//! ```needle,accepted
//! session {
//!   ...
//!   wash       face with non-soap-cleanser
//! }
//! ```

use crate::rule::prelude::*;
use crate::syntax::entries::Answer;

pub(super) const RULE: Rule = Rule { hazards: &["F02", "F03", "F09", "F21"], version: 1, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("`{product}` is an anaesthetic, and it is {done}")]
#[diagnostic(help(
    "an anaesthetic is put on by the step that starts with `numb`, where its dose stands, and never on needled skin; basis label"
))]
struct Finding {
    #[label(primary, "no dose is stated here")]
    at: Span,
    product: ProductId,
    done: &'static str,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let waits = ["wash", "disinfect", "lubricate", "rinse", "use"].into_iter().any(|word| subject.may_step(word));
    let care = subject.protocol.aftercare.known();
    let waits = waits || subject.protocol.aftercare.is_waiting() || care.is_some_and(|care| care.value.applied_waiting);
    let mut ran = if waits { Ran::Waiting } else { Ran::Checked };
    let steps = subject.steps().iter().filter_map(|step| match &step.value {
        Step::Wash(_, product) => Some((product, "washed with")),
        Step::Disinfect(_, product, _) => Some((product, "disinfected with")),
        Step::Lubricate(product) => Some((product, "put under the pen")),
        Step::Rinse(product) => Some((product, "rinsed with")),
        Step::Use(used) => Some((&used.product, "used on the skin")),
        _ => None,
    });
    let applied = care.into_iter().flat_map(|care| &care.value.applied);
    for (product, done) in steps.chain(applied.map(|line| (&line.value.product, "put on at home"))) {
        // Under the needles a product that lacks one of four facts is refused for that.
        let under = matches!(done, "put under the pen" | "rinsed with");
        let facts = subject.library.product(product.value.as_str()).map_or(&[][..], |entry| &entry.facts);
        if under && facts.iter().any(|fact| fact.answer != Answer::Yes) {
            continue;
        }
        match subject.is_anaesthetic(&product.value) {
            None => ran = Ran::Waiting,
            // An injected one in a session has a rule of its own.
            Some(true) if done == "used on the skin" && subject.is_of(&product.value, "injected-anaesthetic") == Some(true) => {}
            Some(true) => {
                findings.add(Level::Never, product.span, Finding { at: product.span, product: product.value.clone(), done });
            }
            Some(false) => {}
        }
    }
    ran
}
