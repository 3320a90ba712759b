//! Pain is measured on another scale than 0 to 10.
//!
//! The pen shows points of 10. A limit on another scale, or one that no answer can pass, would never stop anything.
//!
//! Hazards: B14.
//!
//! ```needle,not-accepted
//! area forehead {
//!   ... without stop
//!   stop session if pain above 60 of 100
//! }
//! ```
//!
//! ```needle,accepted
//! area forehead {
//!   ... without stop
//!   stop session if pain above 6 of 10
//! }
//! ```

use crate::rule::prelude::*;
use crate::syntax::tree::StopSign;

pub(super) const RULE: Rule = Rule { hazards: &["B14"], version: 1, when: When::Always, check, probes };

/// The highest limit that can be passed on a scale to 10.
const HIGHEST: u32 = 9;

/// The scale that the pen asks on.
const SCALE: u32 = 10;

#[derive(Debug, Error, Diagnostic)]
#[error("pain above {points} of {scale} can never be answered on the pen's scale of 0 to 10")]
#[diagnostic(help("pain is asked in points of 10, and the highest limit that can be passed is 9; basis logic"))]
struct Finding {
    #[label(primary, "never passed")]
    at: Span,
    points: u32,
    scale: u32,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let mut ran = Ran::Checked;
    for plan in subject.courses.iter().flat_map(|course| &course.areas) {
        if plan.stops_waiting {
            ran = Ran::Waiting;
        }
        for stop in &plan.stops {
            if let StopSign::Pain { points, scale } = stop.value.sign
                && (scale != SCALE || points > HIGHEST)
            {
                findings.add(Level::Never, stop.span, Finding { at: stop.span, points, scale });
            }
        }
    }
    ran
}

fn probes(_: &Library) -> Vec<Probe> {
    vec![Probe {
        what: "the highest pain that can be passed".to_owned(),
        limit: HIGHEST,
        ceiling: true,
        step: 1,
        fragment: |points| format!("area forehead {{\n  ... without stop\n  stop session if pain above {points} of 10\n}}"),
    }]
}
