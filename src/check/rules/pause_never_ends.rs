//! A pause around each session runs into the pause before the next.
//!
//! A product that is left off from 3 days before until 7 days after a session is off for 10 days around each. Where the next session is aimed at
//! within those days, the patient never takes it up again, and the line that tells when to is wrong. Weekly courses of the scalp are the
//! usual case.
//!
//! Hazards: C09, H13.
//!
//! ```needle,not-accepted
//! course {
//!   ...
//!   next       14 to 21 days after the last session given, aim 14 days
//! }
//! ```
//!
//! ```needle,accepted
//! course {
//!   ...
//!   next       30 to 42 days after the last session given, aim 30 days
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["C09", "H13"], version: 1, when: When::Always, check, probes };

#[derive(Debug, Error, Diagnostic)]
#[error(
    "{what} is never taken up again between sessions: the pause is {before} before and {after} after, and the next session is aimed at after {aim}"
)]
#[diagnostic(help("{arithmetic}; say so to the patient, or let the course or the pause differ; basis logic"))]
struct Finding {
    #[label(primary, "this pause runs into the next")]
    at: Span,
    what: String,
    before: Elapsed,
    after: Elapsed,
    aim: Calendar,
    arithmetic: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let mut ran = Ran::Checked;
    for course in subject.courses {
        let several = course.sessions_stated.known().is_none_or(|count| count.value != 1);
        match &course.spacing {
            Stated::Known(spacing) if several => judge(subject, findings, course, spacing.value.aim),
            Stated::Waiting => ran = Ran::Waiting,
            _ => {}
        }
    }
    if subject.protocol.pauses.is_empty() { Ran::NotApplicable("no pause") } else { ran }
}

fn judge(subject: &Subject<'_>, findings: &mut Findings, course: &Course, aim: At<Calendar>) {
    let days = aim.value.fewest_days();
    for pause in &subject.protocol.pauses {
        let (before, after) = (pause.value.before.value, pause.value.after.value);
        let off = before.most_hours().saturating_add(after.most_hours());
        if off < days.saturating_mul(24) {
            continue;
        }
        let (sum, room, unit) = if off.is_multiple_of(24) { (off / 24, days, "days") } else { (off, days.saturating_mul(24), "hours") };
        let rest = if sum == room { "none is left".to_owned() } else { format!("{} {unit} too many", sum.saturating_sub(room)) };
        let names: Vec<String> = pause.value.what.iter().map(|what| format!("`{}`", what.value)).collect();
        let finding = Finding {
            at: pause.span,
            what: listed(&names, "or"),
            before,
            after,
            aim: aim.value,
            arithmetic: format!("{before} + {after} = {sum} {unit} off, of {room} {unit}: {rest}"),
        };
        findings.add(Level::Caution, pause.span, finding).also(aim.span, "the next session is aimed at here").in_course(&course.name);
    }
}

fn probes(_: &Library) -> Vec<Probe> {
    // The longest pause of the base is of the sun, 14 days before and 7 after.
    vec![Probe {
        what: "the days that a pause of 14 days before and 7 after leaves".to_owned(),
        limit: 22,
        ceiling: false,
        step: 1,
        fragment: |days| format!("course {{\n  ...\n  next 14 to 42 days after the last session given, aim {days} days\n}}"),
    }]
}
