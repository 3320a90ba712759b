//! Records are kept for a shorter time than a public-health office asks for.
//!
//! An infection may show months later, and the next patient's may be the first that is noticed.
//!
//! Hazards: I12.
//!
//! ```needle,not-accepted
//! session {
//!   ...
//!   keep       records 1 year
//! }
//! ```
//!
//! ```needle,accepted
//! session {
//!   ...
//!   keep       records 3 years
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["I12"], version: 1, when: When::Always, check, probes };

/// How long one public-health office has records kept.
const KEPT: Calendar = Calendar::of_months(3 * 12);

#[derive(Debug, Error, Diagnostic)]
#[error("records are kept for {asked}; one public-health office asks for {limit}")]
#[diagnostic(help("{asked} is less than {limit}; the law of the place may ask for more; basis label: toronto-bodysafe (regulator)"))]
struct Finding {
    #[label(primary, "shorter than {limit}")]
    at: Span,
    asked: Calendar,
    limit: Calendar,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let mut ran = if subject.may_step("keep") { Ran::Waiting } else { Ran::NotApplicable("no word on records") };
    for step in subject.steps() {
        let Step::Keep(_, asked) = &step.value else { continue };
        if ran != Ran::Waiting {
            ran = Ran::Checked;
        }
        if !Elapsed::Calendar(asked.value).reaches(Elapsed::Calendar(KEPT)) {
            findings.add(Level::Note, asked.span, Finding { at: asked.span, asked: asked.value, limit: KEPT });
        }
    }
    ran
}

fn probes(_: &Library) -> Vec<Probe> {
    vec![Probe {
        what: "months that records are kept".to_owned(),
        limit: KEPT.months(),
        ceiling: false,
        step: 1,
        fragment: |months| format!("session {{\n  ...\n  keep records {months} months\n}}"),
    }]
}
