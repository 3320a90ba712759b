//! The pen is not licensed where the clinic is.
//!
//! A pen that nobody has licensed in a country has shown nobody there that its depth holds, that its cartridges are sterile and that it does not carry
//! blood from one patient to the next. The clinic says in its own file where it is.
//!
//! Hazards: I04. The places are read from the device's entry.

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["I04"], version: 1, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("{device} is not licensed in `{place}`, and this clinic is in `{here}`")]
#[diagnostic(help("using it there may break the law; {grounds}; the register may have changed since"))]
struct Finding {
    #[label(primary, "not licensed where the clinic is")]
    at: Span,
    device: Name,
    place: Name,
    here: Name,
    grounds: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let Some(clinic) = &subject.library.clinic else { return Ran::NotApplicable("no clinic") };
    let Some(here) = &clinic.place else { return Ran::NotApplicable("the clinic does not say where it is") };
    let (Some(device), Some(choice)) = (subject.device(), subject.protocol.device.known()) else { return Ran::Waiting };
    for said in &device.not_licensed {
        let Some(place) = said.places.iter().find(|place| subject.library.clinic_in(place.value.as_str()) == Some(true)) else { continue };
        let at = choice.value.device.span;
        let finding = Finding {
            at,
            device: device.name.value.clone(),
            place: place.value.clone(),
            here: here.value.clone(),
            grounds: subject.library.grounds(&said.binding),
        };
        findings
            .add(said.binding.level.unwrap_or(Level::Never), at, finding)
            .also(said.span, "where it is not licensed stands here")
            .also(here.span, "the clinic says here where it is");
    }
    Ran::Checked
}
