//! Chlorhexidine is used on the face or scalp.
//!
//! It burns the cornea. It is not used near the eyes or where it can run into them, whatever its strength.
//!
//! Hazards: G06. It left the fewest germs of four antiseptics on facial skin, and what takes its place is the clinician's choice.
//!
//! ```needle,not-accepted
//! session {
//!   ...
//!   disinfect  forehead, cheeks with chlorhexidine, let dry
//! }
//! ```
//!
//! ```needle,accepted
//! session {
//!   ...
//!   disinfect  forehead, cheeks with povidone-iodine, let dry
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["G06"], version: 1, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("`{product}` is used on `{area}`")]
#[diagnostic(help(
    "it burns the cornea and is not for the face or scalp; basis evidence: eleven cases of keratitis: chlorhexidine-keratitis (paper); it left fewer germs than the others, and the substitute is the clinician's choice"
))]
struct Finding {
    #[label(primary, "not on the face or scalp")]
    at: Span,
    product: ProductId,
    area: AreaId,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let mut ran = if subject.may_step("disinfect") { Ran::Waiting } else { Ran::NotApplicable("no antiseptic on the skin") };
    for step in subject.steps() {
        let (Step::Disinfect(areas, product, _) | Step::Wash(areas, product)) = &step.value else { continue };
        let Some(entry) = subject.library.product(product.value.as_str()) else { return Ran::Waiting };
        ran = if ran == Ran::Waiting { ran } else { Ran::Checked };
        if !entry.class.iter().any(|class| class.value == "chlorhexidine") {
            continue;
        }
        let near = areas.iter().find(|area| {
            let parts = subject.library.sharing_skin(area.value.as_str());
            parts.iter().any(|entry| entry.closed.is_some() || entry.name.value == "face" || entry.name.value == "scalp")
        });
        if let Some(area) = near {
            let finding = Finding { at: product.span, product: product.value.clone(), area: area.value.clone() };
            findings.add(Level::Never, product.span, finding).also(entry.name.span, "the product is described here");
        }
    }
    ran
}
