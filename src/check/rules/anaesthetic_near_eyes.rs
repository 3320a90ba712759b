//! An anaesthetic is put on beside an eye or an ear, where it is kept off.
//!
//! One cream's label says so; by policy it holds for the others as well, and the message names that label.
//! It runs, and is rubbed in. In the eye it takes the pain of its own burn away, so nobody blinks; behind a damaged drum it is harmful.
//!
//! Hazards: F11. The areas stand at each product in the atlas.
//!
//! ```needle,not-accepted
//! session {
//!   ...
//!   numb       cheeks, periorbital-outside-rim with lmx4 under uk-label, 30 g in total on 180 cm2, 30 to 60 minutes, uncovered, in clinic by nurse
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

pub(super) const RULE: Rule = Rule { hazards: &["F11"], version: 1, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("`{product}` is put on `{area}`")]
#[diagnostic(help("it is kept away from {limit}; {grounds}"))]
struct Finding {
    #[label(primary, "beside the eye or the ear")]
    at: Span,
    product: ProductId,
    area: AreaId,
    limit: String,
    grounds: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let mut ran = if subject.may_step("numb") { Ran::Waiting } else { Ran::NotApplicable(subject.nothing_topical()) };
    for numbing in subject.numbing() {
        let Some(entry) = subject.library.product(numbing.product.value.as_str()) else { return Ran::Waiting };
        ran = if ran == Ran::Waiting { ran } else { Ran::Checked };
        if let Some((limit, area)) = subject.kept_off(entry, &numbing.areas) {
            let finding = Finding {
                at: area.span,
                product: numbing.product.value.clone(),
                area: area.value.clone(),
                limit: limit.closed("and"),
                grounds: subject.library.grounds(&limit.binding),
            };
            findings.add(limit.binding.level.unwrap_or(Level::Never), area.span, finding).also(limit.span, "the limit is set here");
        }
    }
    ran
}
