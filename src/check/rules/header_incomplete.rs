//! A protocol does not say what it is, who wrote it, or until when it holds.
//!
//! An unsafe number goes unchallenged when nobody stands behind it. A protocol has a title, a version, a status, an author, a last day
//! without renewal, an indication, and says who may treat.
//!
//! Hazards: I03, I09.
//!
//! ```needle,not-accepted
//! ... without author
//! ```
//!
//! ```needle,accepted
//! author      "C. Author, dermatology lead"
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["I03", "I09"], version: 1, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("the protocol does not state {what}")]
#[diagnostic(help("somebody must stand behind every number; basis logic"))]
struct Finding {
    #[label(primary, "{what} is missing")]
    at: Span,
    what: &'static str,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let (header, at) = (&subject.protocol.header, subject.protocol.name.span);
    let stated = [
        (open(&header.title), header.title.is_waiting(), "its title", Level::Never),
        (header.version.is_absent(), header.version.is_waiting(), "its version", Level::Never),
        (header.status.is_absent(), header.status.is_waiting(), "its status", Level::Never),
        (open(&header.author), header.author.is_waiting(), "its author", Level::Never),
        (header.renew_by.is_absent(), header.renew_by.is_waiting(), "until when it holds", Level::Never),
        (header.indications.is_absent(), header.indications.is_waiting(), "what it treats", Level::Never),
        (header.operators.is_absent(), header.operators.is_waiting(), "who may treat", Level::SignOff),
    ];
    let mut ran = Ran::Checked;
    for (absent, waiting, what, level) in stated {
        if waiting {
            ran = Ran::Waiting;
        }
        if absent {
            findings.add(level, at, Finding { at, what });
        }
    }
    ran
}

/// Whether a text is missing, or still the word in capitals that a new protocol is made with.
fn open(text: &Stated<String>) -> bool {
    text.is_absent() || text.known().is_some_and(|text| Name::typed(&text.value).is_placeholder())
}
