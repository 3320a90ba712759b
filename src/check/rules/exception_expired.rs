//! An exception has passed its last day.
//!
//! An exception holds until a day, that day included. After it the finding it lifted binds again, and the exception itself is not
//! accepted: somebody must look at it again or take it out.
//!
//! Hazards: J13, J17.
//!
//! ```needle,not-accepted
//! area cheeks {
//!   ...
//!   depth      start 0.5 mm, raise by 0.25 mm, never above 1.5 mm
//! }
//! exception depth-beyond-label for cheeks up to 2 mm {
//!   ...
//!   expires    2026-11-21
//! }
//! ```
//!
//! ```needle,accepted
//! exception depth-beyond-label for cheeks up to 2 mm {
//!   ...
//!   expires    2026-11-22
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["J13", "J17"], version: 1, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("the exception from `{rule}` held until {until}; today is {today}")]
#[diagnostic(help("{today} is {days} after its last day; basis logic"))]
struct Finding {
    #[label(primary, "its last day has passed")]
    at: Span,
    rule: Name,
    until: Day,
    today: Day,
    days: Calendar,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let mut ran = if subject.protocol.exceptions.is_empty() { Ran::NotApplicable("no exception") } else { Ran::Checked };
    let today = subject.asked.today;
    for exception in &subject.protocol.exceptions {
        match &exception.expires {
            Stated::Known(until) if until.value < today => {
                let days = Calendar::of_days(u32::try_from(today.days_since(until.value)).unwrap_or(0));
                let finding = Finding { at: until.span, rule: exception.rule.value.clone(), until: until.value, today, days };
                findings.add(Level::Never, until.span, finding);
            }
            Stated::Waiting => ran = Ran::Waiting,
            _ => {}
        }
    }
    ran
}
