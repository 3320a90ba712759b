//! Make-up goes on the skin within a day of a session.
//!
//! Particles and germs enter open channels. Clinics let make-up on after 24 to 48 hours; channels in people took 58 to 63 hours to
//! close. The limit is the shortest that practice uses, so it can only caution.
//!
//! Hazards: H03.
//!
//! ```needle,not-accepted
//! aftercare {
//!   ... without do-not
//!   do-not     home-needling
//!   do-not     makeup until 12 hours after
//! }
//! ```
//!
//! ```needle,accepted
//! aftercare {
//!   ... without do-not
//!   do-not     home-needling
//!   do-not     makeup until 24 hours after
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["H03"], version: 1, when: When::Always, check, probes };

/// The shortest time that clinics' sheets give; grade practice.
const SHORTEST: Clock = Clock::of(24 * 3600);
const GROUNDS: &str = "basis policy; practice varies from 24 to 48 hours: clinic-sheets (practice); channels in people took 58 to 63 hours to close: micropore-closure (paper)";

#[derive(Debug, Error, Diagnostic)]
#[error("make-up is left off until {asked} after a session; the shortest in practice is {SHORTEST}")]
#[diagnostic(help("{asked} is less than {SHORTEST}; {GROUNDS}"))]
struct TooEarly {
    #[label(primary, "too early")]
    at: Span,
    asked: Elapsed,
}

#[derive(Debug, Error, Diagnostic)]
#[error("the aftercare does not say how long make-up is left off")]
#[diagnostic(help("the shortest in practice is {SHORTEST}; {GROUNDS}"))]
struct NotSaid {
    #[label(primary, "nothing is said of make-up")]
    at: Span,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let care = match &subject.protocol.aftercare {
        Stated::Known(care) => care,
        Stated::Waiting => return Ran::Waiting,
        Stated::Absent => return Ran::NotApplicable("no aftercare"),
    };
    let said = care.value.forbidden.iter().filter(|forbidden| forbidden.what.value == "makeup");
    let mut any = false;
    for forbidden in said {
        any = true;
        // Left off for the whole course is never too early.
        if let Some(until) = forbidden.until.filter(|until| !until.value.reaches(Elapsed::Clock(SHORTEST))) {
            findings.add(Level::Caution, until.span, TooEarly { at: until.span, asked: until.value });
        }
    }
    match (any, care.value.forbidden_waiting) {
        (false, true) => return Ran::Waiting,
        (false, false) => {
            findings.add(Level::Caution, care.span, NotSaid { at: care.span });
        }
        _ => {}
    }
    Ran::Checked
}

fn probes(_: &Library) -> Vec<Probe> {
    vec![Probe {
        what: "make-up after a session".to_owned(),
        limit: SHORTEST.seconds() / 3600,
        ceiling: false,
        step: 1,
        fragment: |hours| {
            format!("aftercare {{\n  ... without do-not\n  do-not home-needling\n  do-not makeup until {hours} hours after\n}}")
        },
    }]
}
