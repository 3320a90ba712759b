//! An image for a pen is asked of a protocol that nobody has approved.
//!
//! Only an approved protocol becomes a device image. A draft can be tried on the bench, in a marked image that pens refuse.
//!
//! Hazards: I09, J06. Approval itself is not part of this version of the tool, so no device image is made at all.

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["I09", "J06"], version: 1, when: When::Build, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("the protocol is {status}, and this version of needlepoint makes no image for a pen")]
#[diagnostic(help("a marked image for emulators is made with --bench; basis logic"))]
struct Finding {
    #[label(primary, "no image for a pen is made")]
    at: Span,
    status: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    if subject.asked.purpose != Purpose::Device {
        return Ran::NotApplicable("a bench image");
    }
    let status = subject.protocol.header.status.known();
    let at = status.map_or(subject.protocol.name.span, |status| status.span);
    let status = status.map_or_else(|| "without a status".to_owned(), |status| format!("`{}`", status.value));
    findings.add(Level::Never, at, Finding { at, status });
    Ran::Checked
}
