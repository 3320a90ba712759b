//! A protocol counts as approved and nobody approved it, or an image for a pen is asked of one that is not approved.
//!
//! Only an approved protocol becomes an image for a pen. A draft can be tried on the bench, in a marked image that pens refuse.
//!
//! Hazards: I09, J06.
//!
//! ```needle,not-accepted
//! ... without approved
//! ```
//!
//! ```needle,accepted
//! ... without approved
//! status      in-review
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["I09", "J06"], version: 2, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("the protocol is `{status}`, and an image for a pen is made of an `approved` one only")]
#[diagnostic(help(
    "`needlepoint approve` approves its text, by somebody who is not its author; --bench makes a marked image for emulators without it; basis logic"
))]
struct NotApproved {
    #[label(primary, "not approved")]
    at: Span,
    status: Name,
}

#[derive(Debug, Error, Diagnostic)]
#[error("the status says `approved`, and no line says who approved the protocol")]
#[diagnostic(help(
    "`needlepoint approve` writes that line, with the day and the digest of the text; no image for a pen is made without it; basis logic"
))]
struct ByNobody {
    #[label(primary, "approved by nobody named")]
    at: Span,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let header = &subject.protocol.header;
    let status = match &header.status {
        Stated::Known(status) => status,
        Stated::Waiting => return Ran::Waiting,
        Stated::Absent => return Ran::NotApplicable("no status"),
    };
    if status.value != "approved" {
        if subject.asked.purpose != Purpose::Device {
            return Ran::NotApplicable("no approval");
        }
        findings.add(Level::Never, status.span, NotApproved { at: status.span, status: status.value.clone() });
        return Ran::Checked;
    }
    match &header.approved {
        Stated::Known(_) => Ran::Checked,
        Stated::Waiting => Ran::Waiting,
        Stated::Absent => {
            findings.add(subject.of_approval(), status.span, ByNobody { at: status.span });
            Ran::Checked
        }
    }
}
