//! A protocol is past the day it had to be read again.
//!
//! What is published changes. After its last day without renewal a protocol is still checked, with a caution, but no image is made from it.
//!
//! Hazards: I09.
//!
//! ```needle,not-accepted
//! renew-by    2026-11-21
//! ```
//!
//! ```needle,accepted
//! renew-by    2026-11-22
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["I09"], version: 2, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("the protocol held until {until}; today is {today}")]
#[diagnostic(help("{today} is {days} after its last day; it must be read again first, and no image is made of it; basis logic"))]
struct Finding {
    #[label(primary, "its last day has passed")]
    at: Span,
    until: Day,
    today: Day,
    days: Calendar,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let today = subject.asked.today;
    match &subject.protocol.header.renew_by {
        Stated::Known(until) if until.value < today => {
            let days = Calendar::of_days(u32::try_from(today.days_since(until.value)).unwrap_or(0));
            let level = if subject.asked.purpose == Purpose::Lint { Level::Caution } else { Level::Never };
            findings.add(level, until.span, Finding { at: until.span, until: until.value, today, days });
            Ran::Checked
        }
        Stated::Waiting => Ran::Waiting,
        _ => Ran::Checked,
    }
}
