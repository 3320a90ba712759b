//! An antiseptic that burns is not said to be dry before the motor starts.
//!
//! Alcohol that is still wet runs into the eye, irritates skin that is about to be opened, and its vapour can catch fire at a motor. The
//! atlas says which antiseptics dry first.
//!
//! Hazards: G07.
//!
//! ```needle,not-accepted
//! session {
//!   ...
//!   disinfect  forehead, cheeks with isopropanol-70
//! }
//! ```
//!
//! ```needle,accepted
//! session {
//!   ...
//!   disinfect  forehead, cheeks with isopropanol-70, let dry
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["G07"], version: 1, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("`{product}` is not said to dry before the motor starts")]
#[diagnostic(help("{how}; still wet it burns the eye and the skin, and its vapour can catch fire; {grounds}"))]
struct Finding {
    #[label(primary, "may still be wet")]
    at: Span,
    product: ProductId,
    how: &'static str,
    grounds: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let mut ran = if subject.may_step("disinfect") { Ran::Waiting } else { Ran::NotApplicable("no antiseptic on the skin") };
    for step in subject.steps() {
        let (product, how) = match &step.value {
            Step::Disinfect(_, _, true) => {
                ran = if ran == Ran::Waiting { ran } else { Ran::Checked };
                continue;
            }
            Step::Disinfect(_, product, false) => (product, "`let dry` ends the line"),
            Step::Wash(_, product) => (product, "a wash is not let dry; the step that is reads: disinfect AREA with PRODUCT, let dry"),
            _ => continue,
        };
        let Some(entry) = subject.library.product(product.value.as_str()) else { return Ran::Waiting };
        ran = if ran == Ran::Waiting { ran } else { Ran::Checked };
        if let Some(limit) = &entry.dries {
            let grounds = subject.library.grounds(&limit.value);
            let finding = Finding { at: product.span, product: product.value.clone(), how, grounds };
            findings.add(limit.value.level.unwrap_or(Level::Never), product.span, finding).also(limit.span, "it is asked for here");
        }
    }
    ran
}
