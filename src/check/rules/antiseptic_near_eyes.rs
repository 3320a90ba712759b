//! An antiseptic that burns the eye is used where it can run into it.
//!
//! Chlorhexidine burnt the cornea of eleven people, and alcohol burns it as well. The atlas holds for each antiseptic where it is not used,
//! how firmly, and who says so.
//!
//! Hazards: G06, G07. Chlorhexidine left the fewest germs of four antiseptics on facial skin, and what takes its place is the clinician's choice.
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

pub(super) const RULE: Rule = Rule { hazards: &["G06", "G07"], version: 2, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("`{product}` is used on `{area}`")]
#[diagnostic(help("it burns the eye that it runs into and is not for {limit}; {grounds}; what takes its place is the clinician's choice"))]
struct Finding {
    #[label(primary, "not on {limit}")]
    at: Span,
    product: ProductId,
    area: AreaId,
    limit: String,
    grounds: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let mut ran = if subject.may_step("disinfect") { Ran::Waiting } else { Ran::NotApplicable("no antiseptic on the skin") };
    for step in subject.steps() {
        let (Step::Disinfect(areas, product, _) | Step::Wash(areas, product)) = &step.value else { continue };
        let Some(entry) = subject.library.product(product.value.as_str()) else { return Ran::Waiting };
        // Of an anaesthetic another rule says where it is kept off.
        if entry.class.iter().any(|class| class.value == "topical-anaesthetic") {
            continue;
        }
        ran = if ran == Ran::Waiting { ran } else { Ran::Checked };
        if let Some((limit, area)) = subject.kept_off(entry, areas) {
            let finding = Finding {
                at: product.span,
                product: product.value.clone(),
                area: area.value.clone(),
                limit: limit.closed("or"),
                grounds: subject.library.grounds(&limit.binding) + &subject.library.disagreement(entry.disagree.as_ref()),
            };
            findings.add(limit.binding.level.unwrap_or(Level::Never), product.span, finding).also(limit.span, "the limit is set here");
        }
    }
    ran
}
