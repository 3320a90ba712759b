//! Nobody speaks to the patient within three days of a session.
//!
//! Infection shows within days, and harm that nobody asks about is found late.
//!
//! Hazards: C10.
//!
//! ```needle,not-accepted
//! aftercare {
//!   ... without contact
//! }
//! ```
//!
//! ```needle,accepted
//! aftercare {
//!   ...
//!   contact    patient by 48 hours after
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["C10"], version: 1, when: When::Always, check, probes };

/// The hazard list asks for contact at 24 to 72 hours.
const LATEST: Clock = Clock::of(72 * 3600);

#[derive(Debug, Error, Diagnostic)]
#[error("the aftercare does not say by when somebody speaks to the patient")]
#[diagnostic(help("the line reads: contact patient by ? hours after; the latest is {LATEST}; basis policy: clinical judgement"))]
struct NotSaid {
    #[label(primary, "no contact")]
    at: Span,
}

#[derive(Debug, Error, Diagnostic)]
#[error("the patient is spoken to by {asked} after a session; the latest is {LATEST}")]
#[diagnostic(help("{asked} is more than {LATEST}; basis policy: clinical judgement"))]
struct TooLate {
    #[label(primary, "too late")]
    at: Span,
    asked: Elapsed,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let (care, at) = match &subject.protocol.aftercare {
        Stated::Known(care) => (&care.value, care.span),
        Stated::Waiting => return Ran::Waiting,
        Stated::Absent => return Ran::NotApplicable("no aftercare"),
    };
    match &care.contact {
        Stated::Known(by) if !Elapsed::Clock(LATEST).reaches(by.value) => {
            findings.add(Level::Caution, by.span, TooLate { at: by.span, asked: by.value });
        }
        Stated::Absent => {
            findings.add(Level::Caution, at, NotSaid { at });
        }
        Stated::Waiting => return Ran::Waiting,
        Stated::Known(_) => {}
    }
    Ran::Checked
}

fn probes(_: &Library) -> Vec<Probe> {
    vec![Probe {
        what: "contact after a session".to_owned(),
        limit: LATEST.seconds() / 3600,
        ceiling: true,
        step: 1,
        fragment: |hours| format!("aftercare {{\n  ...\n  contact patient by {hours} hours after\n}}"),
    }]
}
