//! The protocol is approved by its own author, by nobody named, or on a day that has not come.
//!
//! A second person reads what the first has written. An approval by the author is no second reading, and no image for a pen is made of it.
//!
//! Hazards: I09, J13.
//!
//! ```needle,not-accepted
//! approved    2026-10-01 by "a. author"
//! ```
//!
//! ```needle,accepted
//! ... without approved
//! status      in-review
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["I09", "J13"], version: 2, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("the protocol is approved by `{by}`, and `{author}` wrote it")]
#[diagnostic(help(
    "one person under two titles is still one; somebody else reads and approves it; no image for a pen is made of this; basis logic"
))]
struct ByAuthor {
    #[label(primary, "the author's own approval")]
    at: Span,
    by: String,
    author: String,
}

#[derive(Debug, Error, Diagnostic)]
#[error("the protocol is approved by nobody named")]
#[diagnostic(help("an approval is a person's, by name; no image for a pen is made of this; basis logic"))]
struct ByNobody {
    #[label(primary, "no name")]
    at: Span,
}

#[derive(Debug, Error, Diagnostic)]
#[error("the protocol is approved on {on}, and today is {today}")]
#[diagnostic(help("{on} is {days} from today; nobody has approved it yet; no image for a pen is made of this; basis logic"))]
struct NotYet {
    #[label(primary, "a day that has not come")]
    at: Span,
    on: Day,
    today: Day,
    days: Calendar,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let header = &subject.protocol.header;
    let approved = match &header.approved {
        Stated::Known(approved) => approved,
        Stated::Waiting => return Ran::Waiting,
        Stated::Absent => return Ran::NotApplicable("no approval"),
    };
    let (at, by, on, today) = (approved.span, &approved.value.by, approved.value.on, subject.asked.today);
    if !names_somebody(by) {
        findings.add(subject.of_approval(), at, ByNobody { at });
    } else if let Some(author) = header.author.known().filter(|author| same_person(&author.value, by)) {
        findings.add(subject.of_approval(), at, ByAuthor { at, by: by.clone(), author: author.value.clone() });
    }
    if on > today {
        let days = Calendar::of_days(u32::try_from(on.days_since(today)).unwrap_or(0));
        findings.add(subject.of_approval(), at, NotYet { at, on, today, days });
    }
    if header.author.is_waiting() { Ran::Waiting } else { Ran::Checked }
}
