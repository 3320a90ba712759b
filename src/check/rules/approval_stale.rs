//! The text of a protocol is not the text that was approved.
//!
//! An approval holds for one text. It names the text by a digest over every word of it, remarks and spacing aside; when any of them is
//! changed the approval no longer speaks of what stands in the file, and no image for a pen is made until somebody approves it again.
//!
//! Hazards: I09, J06.
//!
//! ```needle,not-accepted
//! approved    2026-10-01 by "B. Approver, medical director" text 0000000000000000
//! ```
//!
//! ```needle,accepted
//! ... without approved
//! status      in-review
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["I09", "J06"], version: 1, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("a line has changed since the approval of {on}: text `{approved}` was approved, and the file holds text `{now}`")]
#[diagnostic(help(
    "an approval holds for one text, remarks and spacing aside; no image for a pen is made until this one is read and approved with `needlepoint approve`; basis logic"
))]
struct Changed {
    #[label(primary, "another text was approved")]
    at: Span,
    on: Day,
    approved: Name,
    now: String,
}

#[derive(Debug, Error, Diagnostic)]
#[error("the approval of {on} does not say which text it is for; the file holds text `{now}`")]
#[diagnostic(help(
    "`needlepoint approve` writes the digest of the text behind the name; without it any line could have changed since; basis logic"
))]
struct OfNoText {
    #[label(primary, "the digest of the text is missing")]
    at: Span,
    on: Day,
    now: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let header = &subject.protocol.header;
    let approved = match &header.approved {
        Stated::Known(approved) => approved,
        Stated::Waiting => return Ran::Waiting,
        Stated::Absent => return Ran::NotApplicable("no approval"),
    };
    // A text that cannot be read whole has no digest yet.
    let Some(now) = header.text else { return Ran::Waiting };
    let (now, on) = (now.to_string(), approved.value.on);
    match &approved.value.text {
        Some(text) if text.value == now.as_str() => {}
        Some(text) => {
            findings.add(subject.of_approval(), text.span, Changed { at: text.span, on, approved: text.value.clone(), now });
        }
        None => {
            findings.add(subject.of_approval(), approved.span, OfNoText { at: approved.span, on, now });
        }
    }
    Ran::Checked
}
