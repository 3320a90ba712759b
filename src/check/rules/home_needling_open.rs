//! The aftercare does not forbid needling at home.
//!
//! A roller at home between sessions needles skin that has not healed. It is forbidden for the whole course, without an end.
//!
//! Hazards: C03, H12.
//!
//! ```needle,not-accepted
//! aftercare {
//!   ... without do-not
//!   do-not     makeup until 72 hours after
//!   do-not     sun-exposure until 7 days after
//! }
//! ```
//!
//! ```needle,accepted
//! aftercare {
//!   ...
//!   do-not     home-needling
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["C03", "H12"], version: 2, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("the aftercare does not forbid needling at home for the whole course")]
#[diagnostic(help(
    "the line reads: do-not home-needling; basis evidence: channels in people took 58 to 63 hours to close: micropore-closure (paper)"
))]
struct Finding {
    #[label(primary, "needling at home is left open")]
    at: Span,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let (care, at) = match &subject.protocol.aftercare {
        Stated::Known(care) => (&care.value, care.span),
        Stated::Waiting => return Ran::Waiting,
        Stated::Absent => return Ran::NotApplicable("no aftercare"),
    };
    let forbidden = care.forbidden.iter().any(|what| what.what.value == "home-needling" && what.until.is_none());
    if !forbidden && care.forbidden_waiting {
        return Ran::Waiting;
    }
    if !forbidden {
        findings.add(Level::Never, at, Finding { at });
    }
    Ran::Checked
}
