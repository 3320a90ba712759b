//! Anaesthetic is still on the skin when needling starts.
//!
//! What lies on the skin is driven into it. Everything that numbs is wiped off after it was put on and before the first needle, and
//! nothing that numbs is put on between or after.
//!
//! Hazards: F09, F10, E17.
//!
//! ```needle,not-accepted
//! session {
//!   ... without wipe-off
//! }
//! ```
//!
//! ```needle,accepted
//! session {
//!   ...
//!   wipe-off   lmx4
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["E17", "F09", "F10"], version: 1, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("`{product}` is put on and not wiped off before the first needle")]
#[diagnostic(help("basis label: the maker has all of it removed before needling: bellus-protocol (label)"))]
struct LeftOn {
    #[label(primary, "still on the skin at the first needle")]
    at: Span,
    product: ProductId,
}

#[derive(Debug, Error, Diagnostic)]
#[error("`{product}` is put on after needling has started")]
#[diagnostic(help("open skin takes up a surface dose as one under the skin; basis label: labels allow it on intact skin only"))]
struct TooLate {
    #[label(primary, "on open skin")]
    at: Span,
    product: ProductId,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let steps = subject.steps();
    let numbed = steps.iter().enumerate().filter_map(|(place, step)| match &step.value {
        Step::Numb(numbing) => Some((place, &numbing.product)),
        _ => None,
    });
    let first = steps.iter().position(|step| matches!(step.value, Step::Needle(..)));
    if subject.may_step("wipe-off") || subject.may_step("numb") || subject.may_step("needle") {
        return Ran::Waiting;
    }
    let mut any = false;
    for (place, product) in numbed {
        any = true;
        let Some(first) = first else { return Ran::NotApplicable("no step of needling") };
        if place > first {
            findings.add(Level::Never, product.span, TooLate { at: product.span, product: product.value.clone() });
            continue;
        }
        if !subject.wiped_off(place, &product.value) {
            let needle = steps.get(first).map_or(product.span, |step| step.span);
            findings
                .add(Level::Never, product.span, LeftOn { at: product.span, product: product.value.clone() })
                .also(needle, "the first needle is here");
        }
    }
    if any { Ran::Checked } else { Ran::NotApplicable(subject.nothing_topical()) }
}
