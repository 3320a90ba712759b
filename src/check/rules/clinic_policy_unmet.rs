//! A protocol does not do what the clinic's policy demands, or uses what it forbids.
//!
//! A clinic's policies apply to every protocol below its folder and cannot be dropped by deleting a line. A policy may only tighten: it
//! may demand a record, forbid a product, or name the devices the clinic is licensed for.
//!
//! Hazards: I04, J16, J19. Basis policy: the clinic's own, not science.

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["I04", "J16", "J19"], version: 1, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("the clinic asks for `{record}` to be recorded, and the screening does not")]
#[diagnostic(help("basis policy: the clinic's own, not science"))]
struct NotRecorded {
    #[label(primary, "`{record}` is not recorded")]
    at: Span,
    record: Name,
}

#[derive(Debug, Error, Diagnostic)]
#[error("the clinic forbids `{product}`")]
#[diagnostic(help("basis policy: the clinic's own, not science"))]
struct Forbidden {
    #[label(primary, "forbidden in this clinic")]
    at: Span,
    product: ProductId,
}

#[derive(Debug, Error, Diagnostic)]
#[error("the clinic is not licensed for `{device}`")]
#[diagnostic(help("it is licensed for {licensed}; basis policy: the clinic's own statement"))]
struct NotLicensed {
    #[label(primary, "not licensed in this clinic")]
    at: Span,
    device: Name,
    licensed: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let Some(clinic) = &subject.library.clinic else { return Ran::NotApplicable("no clinic") };
    let unread = matches!(&subject.protocol.session, Stated::Known(session) if !session.value.broken.is_empty())
        || subject.protocol.session.is_waiting();
    let mut ran = if unread { Ran::Waiting } else { Ran::Checked };
    let screening = &subject.protocol.screening;
    for wanted in &clinic.policies.records {
        if screening.records.iter().any(|record| record.value == wanted.value) {
            continue;
        }
        if screening.records_waiting {
            ran = Ran::Waiting;
            continue;
        }
        let at = screening.place.known().map_or(subject.protocol.name.span, |place| place.span);
        findings.add(Level::Never, at, NotRecorded { at, record: wanted.value.clone() }).also(wanted.span, "the clinic asks for it here");
    }
    for forbidden in &clinic.policies.forbidden_products {
        for product in used(subject).into_iter().filter(|product| *product.value.name() == forbidden.value) {
            findings
                .add(Level::Never, product.span, Forbidden { at: product.span, product: product.value.clone() })
                .also(forbidden.span, "the clinic forbids it here");
        }
    }
    match &subject.protocol.device {
        Stated::Known(choice) if !clinic.licensed.is_empty() => {
            let device = &choice.value.device;
            if !clinic.licensed.iter().any(|licensed| licensed.value == *device.value.name()) {
                let names: Vec<&Name> = clinic.licensed.iter().map(|licensed| &licensed.value).collect();
                let finding = NotLicensed { at: device.span, device: device.value.name().clone(), licensed: listed(&names, "and") };
                findings.add(Level::SignOff, device.span, finding);
            }
        }
        Stated::Waiting => ran = Ran::Waiting,
        _ => {}
    }
    ran
}

/// Every product that the session or the aftercare uses.
fn used<'m>(subject: &Subject<'m>) -> Vec<&'m At<ProductId>> {
    let mut used = Vec::new();
    for step in subject.steps() {
        match &step.value {
            Step::Wash(_, product)
            | Step::Disinfect(_, product, _)
            | Step::Lubricate(product)
            | Step::Rinse(product)
            | Step::Clean(_, product) => {
                used.push(product);
            }
            Step::Numb(numbing) => used.push(&numbing.product),
            Step::WipeOff(products) => used.extend(products),
            _ => {}
        }
    }
    if let Some(care) = subject.protocol.aftercare.known() {
        used.extend(care.value.applied.iter().map(|line| &line.value.product));
    }
    used
}
