//! Nothing is asked before a further session, or the result is judged too late.
//!
//! Harm that nobody looks for is repeated. Before every further session it is asked whether the skin is ready, and after as many sessions as
//! the makers' studies gave the result is judged before any more.
//!
//! Hazards: C04, C05. Two makers' studies gave 3 and 4 sessions.
//!
//! ```needle,not-accepted
//! course {
//!   ... without ready
//! }
//! ```
//!
//! ```needle,accepted
//! course {
//!   ... without ready
//!   ready      healed, else postpone
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["C04", "C05"], version: 1, when: When::Always, check, probes };

/// The most sessions that a maker's study gave: days 1, 30, 60 and 90.
const STUDIED: u32 = 4;

#[derive(Debug, Error, Diagnostic)]
#[error("nothing is asked before a further session")]
#[diagnostic(help("the line reads: ready NAME, NAME, else NAME; basis policy: clinical judgement"))]
struct NotAsked {
    #[label(primary, "no `ready` line")]
    at: Span,
}

#[derive(Debug, Error, Diagnostic)]
#[error("{given} sessions are given before the result is judged; the label's studies gave at most {STUDIED}")]
#[diagnostic(help(
    "{given} - {STUDIED} = {more} more; the line reads: reassess after session ?, before any more; basis label: skinpen-clinical-summary (label) has 3, nct03803059 (label) 4"
))]
struct TooMany {
    #[label(primary, "not judged before")]
    at: Span,
    given: u32,
    more: u32,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let course = match &subject.protocol.course {
        Stated::Known(course) => course,
        Stated::Waiting => return Ran::Waiting,
        Stated::Absent => return Ran::NotApplicable("no course"),
    };
    let Some(count) = subject.courses.first().and_then(|course| course.sessions_stated.known()) else { return Ran::Waiting };
    if count.value <= 1 {
        return Ran::NotApplicable("a single session");
    }
    let says = &course.value;
    let mut ran = Ran::Checked;
    match (says.ready.is_empty(), says.ready_waiting) {
        (true, true) => ran = Ran::Waiting,
        (true, false) => {
            findings.add(Level::Caution, course.span, NotAsked { at: course.span });
        }
        _ => {}
    }
    let (given, at) = match &says.reassess {
        Stated::Known(after) => (after.value.min(count.value), after.span),
        Stated::Waiting => return Ran::Waiting,
        Stated::Absent => (count.value, count.span),
    };
    if given > STUDIED {
        findings.add(Level::Caution, at, TooMany { at, given, more: given.saturating_sub(STUDIED) });
    }
    ran
}

fn probes(_: &Library) -> Vec<Probe> {
    vec![Probe {
        what: "the sessions before the result is judged".to_owned(),
        limit: STUDIED,
        ceiling: true,
        step: 1,
        fragment: |sessions| format!("course {{\n  ... without reassess\n  sessions {sessions}\n}}"),
    }]
}
