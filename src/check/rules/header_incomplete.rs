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
#[diagnostic(help("{why}; the line reads: {shape}; basis logic"))]
struct Finding {
    #[label(primary, "{what} is missing")]
    at: Span,
    what: &'static str,
    why: &'static str,
    shape: &'static str,
}

/// What every protocol states, why, and how the line is written.
const TITLE: [&str; 3] = ["its title", "the sheet is printed under it", "title \"TEXT\""];
const VERSION: [&str; 3] = ["its version", "two texts of one name are told apart by it", "version 1.0.0"];
const STATUS: [&str; 3] = ["its status", "nobody is treated by a draft", "status draft"];
const AUTHOR: [&str; 3] = ["its author", "somebody must stand behind every number", "author \"NAME, ROLE\""];
const RENEW: [&str; 3] = ["until when it holds", "what nobody reads again goes wrong unseen", "renew-by 2027-01-31"];
const TREATS: [&str; 3] = ["what it treats", "the labels of a pen hang on it", "indication NAME"];
const OPERATOR: [&str; 3] = ["who may treat", "not everybody may", "operator NAME, NAME"];

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let (header, at) = (&subject.protocol.header, subject.protocol.name.span);
    let author = header.author.known().filter(|author| !names_somebody(&author.value)).map(|author| author.span);
    let title = header.title.known().filter(|title| !says_something(&title.value)).map(|title| title.span);
    let stated = [
        (header.title.is_absent() || title.is_some(), header.title.is_waiting(), title, TITLE, Level::Never),
        (header.version.is_absent(), header.version.is_waiting(), None, VERSION, Level::Never),
        (header.status.is_absent(), header.status.is_waiting(), None, STATUS, Level::Never),
        (header.author.is_absent() || author.is_some(), header.author.is_waiting(), author, AUTHOR, Level::Never),
        (header.renew_by.is_absent(), header.renew_by.is_waiting(), None, RENEW, Level::Never),
        (header.indications.is_absent(), header.indications.is_waiting(), None, TREATS, Level::Never),
        (header.operators.is_absent(), header.operators.is_waiting(), None, OPERATOR, Level::SignOff),
    ];
    let mut ran = Ran::Checked;
    for (absent, waiting, line, [what, why, shape], level) in stated {
        if waiting {
            ran = Ran::Waiting;
        }
        if absent {
            // A text that says nothing is shown where it stands.
            let at = line.unwrap_or(at);
            findings.add(level, at, Finding { at, what, why, shape });
        }
    }
    ran
}

/// Whether a text has a letter in it, and is not still the word in capitals that a new protocol is made with.
fn says_something(text: &str) -> bool {
    text.contains(char::is_alphabetic) && !Name::typed(text).is_placeholder()
}
