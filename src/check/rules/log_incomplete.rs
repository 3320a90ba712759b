//! The log leaves out what a later search would need.
//!
//! After an infection the serial number and the lots lead to the other patients; after a scar, depth and passes by area say what was done.
//!
//! Hazards: E18, G12, I08, K08. Where the law of a place asks for lots or serial numbers, that law binds; no law is read here.
//!
//! ```needle,not-accepted
//! session {
//!   ...
//!   log        device-serial, cartridge-lot, product-lots, product-expiries, depth-by-area, passes-by-area
//! }
//! ```
//!
//! ```needle,accepted
//! session {
//!   ...
//!   log        device-serial, cartridge-lot, product-lots, product-expiries, depth-by-area, passes-by-area, adverse-events
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["E18", "G12", "I08", "K08"], version: 1, when: When::Always, check, probes: no_probes };

/// What is logged, how firmly it is asked for, what is lost without it, and who says so.
const LOGGED: [(&[&str], Level, &str, &str); 4] = [
    (
        &["device-serial", "cartridge-lot"],
        Level::Caution,
        "an outbreak is not traced to other patients",
        "basis label; toronto-bodysafe (regulator), pinova (practice)",
    ),
    (&["product-lots", "product-expiries"], Level::Caution, "harm is not traced to a product", "basis label; toronto-bodysafe (regulator)"),
    (
        &["depth-by-area", "passes-by-area"],
        Level::Caution,
        "harm is not explained by what was done",
        "basis label; bellus-protocol (label)",
    ),
    (&["adverse-events"], Level::Note, "nobody learns of harm", "basis policy: clinical judgement"),
];

#[derive(Debug, Error, Diagnostic)]
#[error("the log does not ask for {missing}")]
#[diagnostic(help("without it {lost}; {grounds}"))]
struct Finding {
    #[label(primary, "{missing} not logged")]
    at: Span,
    missing: String,
    lost: &'static str,
    grounds: &'static str,
}

#[derive(Debug, Error, Diagnostic)]
#[error("nothing is logged after the session")]
#[diagnostic(help(
    "the step starts with `log`; without it harm is neither traced nor explained; basis label; toronto-bodysafe (regulator)"
))]
struct Nothing {
    #[label(primary, "no `log` step")]
    at: Span,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let session = match &subject.protocol.session {
        Stated::Known(session) => session,
        Stated::Waiting => return Ran::Waiting,
        Stated::Absent => return Ran::NotApplicable("no session"),
    };
    if session.value.may_say("log") {
        return Ran::Waiting;
    }
    let logs = || session.value.steps.iter().filter(|step| matches!(step.value, Step::Log(_)));
    let logged = |wanted: &str| {
        logs().any(|step| match &step.value {
            Step::Log(what) => what.iter().any(|what| what.value == wanted),
            _ => false,
        })
    };
    let Some(at) = logs().next().map(|step| step.span) else {
        findings.add(Level::Caution, session.span, Nothing { at: session.span });
        return Ran::Checked;
    };
    for (wanted, level, lost, grounds) in LOGGED {
        let missing: Vec<String> = wanted.iter().filter(|wanted| !logged(wanted)).map(|wanted| format!("`{wanted}`")).collect();
        if !missing.is_empty() {
            findings.add(level, at, Finding { at, missing: listed(&missing, "and"), lost, grounds });
        }
    }
    Ran::Checked
}
