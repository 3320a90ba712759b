//! A title, a remark or a reason looks as if it held one patient's data.
//!
//! A protocol is for all its patients, is copied between clinics and is kept for years; a name, a birthday or a record number in it is
//! one person's and stays in that person's record. What is looked for: a person's title before a name, a name after the word patient,
//! a day of birth, a record or insurance number, a telephone number and an e-mail address. The statements that name the author and the
//! approver are not looked at.
//!
//! Hazards: J15.
//!
//! ```needle,not-accepted
//! status      draft # as with Mrs Smith
//! ```
//!
//! ```needle,accepted
//! status      draft # as with every patient
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["J15"], version: 2, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("{what} has what looks like {kind} of one patient")]
#[diagnostic(help("a protocol is for all its patients; what belongs to one stays in the patient's record; basis policy"))]
struct Finding {
    #[label(primary, "whose is this?")]
    at: Span,
    what: &'static str,
    kind: &'static str,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    for prose in &subject.protocol.prose {
        if let Some(kind) = patient_data(prose.value.text.as_str()) {
            findings.add(Level::Caution, prose.span, Finding { at: prose.span, what: prose.value.kind.phrase(), kind });
        }
    }
    Ran::Checked
}
