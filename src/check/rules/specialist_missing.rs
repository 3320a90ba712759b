//! What only a specialist treats is open to others.
//!
//! Vitiligo is treated with needling, and in half of the patients needling made new patches. Who treats it weighs that for the one patient.
//!
//! Hazards: D23. Who alone may treat what stands in the atlas.
//!
//! ```needle,not-accepted
//! indication  vitiligo
//! screen before every session {
//!   ... without use, do-not-treat in
//!   do-not-treat   pregnancy, breast-feeding, clotting-disorder, steel-allergy, keloid-tendency
//!   do-not-treat   uncontrolled-diabetes, immunosuppression, poor-healing, scleroderma, collagen-vascular-disease
//!   do-not-treat   in area  active-infection, active-herpes, open-wound, irritated-skin, skin-cancer, solar-keratosis, suspicious-mole, wart
//!   do-not-treat   in area  active-acne, acute-rosacea, psoriasis, eczema, tattoo, permanent-make-up
//!   decide         vitiligo by physician before needling
//! }
//! ```
//!
//! ```needle,accepted
//! operator    specialist
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["D23"], version: 1, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("`{what}` is treated by {operators}; only a {who} may")]
#[diagnostic(help("the line reads: operator {who}; {grounds}"))]
struct Finding {
    #[label(primary, "not a {who}")]
    at: Span,
    what: Name,
    operators: String,
    who: String,
    grounds: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let header = &subject.protocol.header;
    let (Some(indications), Some(operators)) = (header.indications.known(), header.operators.known()) else {
        let waiting = header.indications.is_waiting() || header.operators.is_waiting();
        return if waiting { Ran::Waiting } else { Ran::NotApplicable("no indication or operator") };
    };
    let mut any = false;
    for what in &indications.value {
        let entry = subject.library.indication(what.value.as_str());
        let Some(reserved) = entry.and_then(|entry| entry.treated_by.as_ref()) else { continue };
        any = true;
        let other = |operator: &&At<Name>| !reserved.to.iter().any(|who| who.value == operator.value);
        let others: Vec<&Name> = operators.value.iter().filter(other).map(|operator| &operator.value).collect();
        if others.is_empty() {
            continue;
        }
        let who: Vec<&Name> = reserved.to.iter().map(|who| &who.value).collect();
        let finding = Finding {
            at: operators.span,
            what: what.value.clone(),
            operators: listed(&others, "or"),
            who: listed(&who, "or"),
            grounds: subject.library.grounds(&reserved.binding),
        };
        findings.add(reserved.binding.level.unwrap_or(Level::Never), operators.span, finding).also(reserved.span, "it is reserved here");
    }
    if any { Ran::Checked } else { Ran::NotApplicable("nothing treated that is reserved for a specialist") }
}
