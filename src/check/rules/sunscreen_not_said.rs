//! The aftercare does not say when sunscreen starts.
//!
//! Sheets of clinics differ: none for 24 hours and then daily, or from the start. New skin without it darkens, and particles in open
//! channels cause harm of their own, so the start is the author's to say.
//!
//! Hazards: H02.
//!
//! ```needle,not-accepted
//! aftercare {
//!   ... without apply
//! }
//! ```
//!
//! ```needle,accepted
//! aftercare {
//!   ...
//!   apply      sunscreen spf 50 from 24 hours until 14 days after
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["H02"], version: 2, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("the aftercare does not say from when sunscreen is put on")]
#[diagnostic(help(
    "the line reads: apply PRODUCT spf ? from ? hours until ? days after; none is assumed; basis policy: clinic-sheets (practice){disagree}"
))]
struct Finding {
    #[label(primary, "no sunscreen")]
    at: Span,
    disagree: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let (care, at) = match &subject.protocol.aftercare {
        Stated::Known(care) => (&care.value, care.span),
        Stated::Waiting => return Ran::Waiting,
        Stated::Absent => return Ran::NotApplicable("no aftercare"),
    };
    let mut products = care.applied.iter().map(|line| subject.library.product(line.value.product.value.as_str()));
    let mut unknown = care.applied_waiting;
    let said = products.any(|product| {
        unknown |= product.is_none();
        product.is_some_and(|product| product.class.iter().any(|class| class.value == "sunscreen"))
    });
    if !said && unknown {
        return Ran::Waiting;
    }
    if !said {
        let entry = subject.library.product("sunscreen");
        let disagree = subject.library.disagreement(entry.and_then(|entry| entry.disagree.as_ref()));
        findings.add(Level::Caution, at, Finding { at, disagree });
    }
    Ran::Checked
}
