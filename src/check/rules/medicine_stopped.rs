//! A patient is told to leave off a medicine, and nobody who may say so is named.
//!
//! A patient who stops an anticoagulant without the prescriber risks a stroke. A protocol asks, and the prescriber decides.
//!
//! Hazards: D14, H14. Which medicine may be stopped by whom stands in the atlas.
//!
//! ```needle,not-accepted
//! pause  anticoagulant  from 2 days before until 1 days after
//! ```
//!
//! ```needle,accepted
//! pause  anticoagulant  from 2 days before until 1 days after by prescriber
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["D14", "H14"], version: 1, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("the patient is told to leave off `{what}`{said}; only {who} may say so")]
#[diagnostic(help("the line ends with: by {first}; or the screening asks: decide {what} by {first} before needling; {grounds}"))]
struct Finding {
    #[label(primary, "left off without {who}")]
    at: Span,
    what: Name,
    said: String,
    who: String,
    first: String,
    grounds: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let pauses = subject.protocol.pauses.iter().flat_map(|pause| pause.value.what.iter().map(|what| (what, pause.value.by.as_ref())));
    let care = subject.protocol.aftercare.known().into_iter().flat_map(|care| &care.value.forbidden);
    for (what, by) in pauses.chain(care.map(|forbidden| (&forbidden.what, forbidden.by.as_ref()))) {
        let entry = subject.library.condition(what.value.as_str());
        let Some(reserved) = entry.and_then(|entry| entry.stopped_by.as_ref()) else { continue };
        if by.is_some_and(|by| reserved.to.iter().any(|who| who.value == by.value)) {
            continue;
        }
        let who: Vec<&Name> = reserved.to.iter().map(|who| &who.value).collect();
        let finding = Finding {
            at: what.span,
            what: what.value.clone(),
            said: by.map_or_else(String::new, |by| format!(" by the {}", by.value)),
            who: format!("a {}", listed(&who, "or")),
            first: who.first().map_or_else(String::new, ToString::to_string),
            grounds: subject.library.grounds(&reserved.binding),
        };
        findings.add(reserved.binding.level.unwrap_or(Level::Never), what.span, finding).also(reserved.span, "it is reserved here");
    }
    if subject.protocol.aftercare.is_waiting() { Ran::Waiting } else { Ran::Checked }
}
