//! An exception does not say everything it must, or is approved by its own author.
//!
//! An exception names a rule and the version of it that was read, a reason and a sentence, an approver who is not the author, and a
//! last day. Without any of these it lifts nothing.
//!
//! Hazards: J13, J17.
//!
//! ```needle,not-accepted
//! area cheeks {
//!   ...
//!   depth      start 0.5 mm, raise by 0.25 mm, never above 1.5 mm
//! }
//! exception depth-beyond-label for cheeks up to 2 mm {
//!   ... without because
//! }
//! ```
//!
//! ```needle,accepted
//! exception depth-beyond-label for cheeks up to 2 mm {
//!   ... without because
//!   because    "Two small trials found deeper settings better for atrophic scars."
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["J13", "J17"], version: 1, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("the exception from `{rule}` does not state {what}")]
#[diagnostic(help("without it the exception lifts nothing; basis logic"))]
struct Missing {
    #[label(primary, "{what} is missing")]
    at: Span,
    rule: Name,
    what: &'static str,
}

#[derive(Debug, Error, Diagnostic)]
#[error("the exception from `{rule}` is approved by the protocol's own author")]
#[diagnostic(help("an approver is somebody else; basis logic"))]
struct OwnAuthor {
    #[label(primary, "approved by the author")]
    at: Span,
    rule: Name,
}

#[derive(Debug, Error, Diagnostic)]
#[error("the exception names `{rule}`, and no rule has that name")]
#[diagnostic(help("see the rules with: needlepoint rules; basis logic"))]
struct NoRule {
    #[label(primary, "not a rule")]
    at: Span,
    rule: Name,
}

#[derive(Debug, Error, Diagnostic)]
#[error("the exception was made for version {read} of `{rule}`; this tool has version {now}")]
#[diagnostic(help("the rule has changed since; somebody must read it again; basis logic"))]
struct OtherVersion {
    #[label(primary, "made for another version")]
    at: Span,
    rule: Name,
    read: u32,
    now: u16,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let mut ran = if subject.protocol.exceptions.is_empty() { Ran::NotApplicable("no exception") } else { Ran::Checked };
    for exception in &subject.protocol.exceptions {
        let rule = &exception.rule.value;
        let stated = [
            (exception.reason.is_absent(), exception.reason.is_waiting(), "its reason"),
            (exception.because.is_absent(), exception.because.is_waiting(), "its reason in a sentence"),
            (exception.version.is_absent(), exception.version.is_waiting(), "the version of the rule"),
            (exception.approved.is_absent(), exception.approved.is_waiting(), "who approved it"),
            (exception.expires.is_absent(), exception.expires.is_waiting(), "its last day"),
        ];
        for (absent, waiting, what) in stated {
            if waiting {
                ran = Ran::Waiting;
            }
            if absent {
                findings.add(Level::Never, exception.place, Missing { at: exception.place, rule: rule.clone(), what });
            }
        }
        let author = subject.protocol.header.author.known().map(|author| &author.value);
        if let Some(approved) = exception.approved.known().filter(|approved| author == Some(&approved.value.0)) {
            findings.add(Level::Never, approved.span, OwnAuthor { at: approved.span, rule: rule.clone() });
        }
        match crate::check::rule(rule.as_str()) {
            None => {
                findings.add(Level::Never, exception.rule.span, NoRule { at: exception.rule.span, rule: rule.clone() });
            }
            Some(known) => {
                if let Some(read) = exception.version.known().filter(|read| read.value != u32::from(known.rule.version)) {
                    let finding = OtherVersion { at: read.span, rule: rule.clone(), read: read.value, now: known.rule.version };
                    findings.add(Level::Never, read.span, finding);
                }
            }
        }
    }
    ran
}
