//! The aftercare names no sign to call for.
//!
//! Infection and granuloma are found late when nobody was told what to look for: infections after cosmetic procedures were diagnosed
//! after weeks.
//!
//! Hazards: H08.
//!
//! ```needle,not-accepted
//! aftercare {
//!   ... without call if, urgent if
//! }
//! ```
//!
//! ```needle,accepted
//! aftercare {
//!   ... without call if
//!   call if    pus, fever, new-nodule
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["H08"], version: 2, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("the aftercare names no sign to call for")]
#[diagnostic(help("basis policy; infections after cosmetic procedures were diagnosed after 9.8 weeks on average: ntm-infections (paper)"))]
struct Finding {
    #[label(primary, "no warning sign")]
    at: Span,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let (care, at) = match &subject.protocol.aftercare {
        Stated::Known(care) => (&care.value, care.span),
        Stated::Waiting => return Ran::Waiting,
        Stated::Absent => return Ran::NotApplicable("no aftercare"),
    };
    if !care.call_if.is_empty() {
        return Ran::Checked;
    }
    if care.signs_waiting {
        return Ran::Waiting;
    }
    findings.add(Level::SignOff, at, Finding { at });
    Ran::Checked
}
