//! A protocol does not do what the clinic's policy demands, or uses what it forbids.
//!
//! A clinic's policies apply to every protocol below its folder and cannot be dropped by deleting a line. A policy may only tighten: it
//! may demand a record, a screening question or a step, and forbid a product, an area, a device or an operator. The clinic's own file
//! names the devices that it is licensed for.
//!
//! Hazards: I04, J16, J19. Basis policy: the clinic's own, not science.

use crate::model::{Ban, Demand, PolicyLine};
use std::collections::BTreeSet;

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["I04", "J16", "J19"], version: 3, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("the clinic asks for `{record}` to be recorded, and the screening does not")]
#[diagnostic(help("{grounds}"))]
struct NotRecorded {
    #[label(primary, "`{record}` is not recorded")]
    at: Span,
    record: Name,
    grounds: String,
}

#[derive(Debug, Error, Diagnostic)]
#[error("the clinic asks for a screening that speaks of `{condition}`, and this one does not")]
#[diagnostic(help("{grounds}"))]
struct NotAsked {
    #[label(primary, "`{condition}` is not asked")]
    at: Span,
    condition: Name,
    grounds: String,
}

#[derive(Debug, Error, Diagnostic)]
#[error("the clinic asks for the step `{step}` in every session, and it is not taken")]
#[diagnostic(help("{grounds}"))]
struct NotTaken {
    #[label(primary, "`{step}` is missing")]
    at: Span,
    step: Name,
    grounds: String,
}

#[derive(Debug, Error, Diagnostic)]
#[error("the clinic forbids {what} `{name}`")]
#[diagnostic(help("{grounds}"))]
struct Forbidden {
    #[label(primary, "forbidden in this clinic")]
    at: Span,
    what: &'static str,
    name: Name,
    grounds: String,
}

#[derive(Debug, Error, Diagnostic)]
#[error("the clinic is not licensed for `{device}`")]
#[diagnostic(help("it is licensed for {licensed}; {grounds}"))]
struct NotLicensed {
    #[label(primary, "not licensed in this clinic")]
    at: Span,
    device: Name,
    licensed: String,
    grounds: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let Some(clinic) = &subject.library.clinic else { return Ran::NotApplicable("no clinic") };
    let protocol = subject.protocol;
    let unread = matches!(&protocol.session, Stated::Known(session) if !session.value.broken.is_empty()) || protocol.session.is_waiting();
    let mut ran = if unread || protocol.areas_waiting { Ran::Waiting } else { Ran::Checked };
    let mut told: BTreeSet<&Demand> = BTreeSet::new();
    for (wanted, grounds) in subject.library.policy_lines(|limits| &limits.required) {
        // Two policies that ask for one thing ask once.
        if told.insert(&wanted.value) && demanded(subject, findings, wanted, grounds) {
            ran = Ran::Waiting;
        }
    }
    let mut told: BTreeSet<&Ban> = BTreeSet::new();
    for (banned, grounds) in subject.library.policy_lines(|limits| &limits.forbidden) {
        if told.insert(&banned.value) {
            forbidden(subject, findings, banned, &grounds);
        }
    }
    // A name that is not known may be any pen's.
    let unknown = clinic.licensed.iter().any(|licensed| subject.library.device(licensed.value.as_str()).is_none());
    match &protocol.device {
        Stated::Known(_) if unknown => ran = Ran::Waiting,
        Stated::Known(choice) if !clinic.licensed.is_empty() => {
            let device = &choice.value.device;
            if !clinic.licensed.iter().any(|licensed| licensed.value == *device.value.name()) {
                let names: Vec<&Name> = clinic.licensed.iter().map(|licensed| &licensed.value).collect();
                let (licensed, grounds) = (listed(&names, "and"), clinic.own_grounds());
                let finding = NotLicensed { at: device.span, device: device.value.name().clone(), licensed, grounds };
                let found = findings.add(Level::SignOff, device.span, finding);
                if let Some(first) = clinic.licensed.first() {
                    found.also(first.span, "the clinic says here what it is licensed for");
                }
            }
        }
        Stated::Waiting => ran = Ran::Waiting,
        _ => {}
    }
    ran
}

/// Holds a protocol to one demand; says whether that waits for something that could not be read.
fn demanded(subject: &Subject<'_>, findings: &mut Findings, wanted: &PolicyLine<Demand>, grounds: String) -> bool {
    const HERE: &str = "the clinic asks for it here";
    let (protocol, screening) = (subject.protocol, &subject.protocol.screening);
    let screen = screening.place.known().map_or(protocol.name.span, |place| place.span);
    match &wanted.value {
        Demand::Record(record) => {
            if screening.records.iter().any(|said| said.value == *record) {
                return false;
            }
            if !screening.records_waiting {
                findings.add(Level::Never, screen, NotRecorded { at: screen, record: record.clone(), grounds }).also(wanted.span, HERE);
            }
            screening.records_waiting
        }
        Demand::Condition(condition) => {
            if screening.conditions.iter().any(|said| said.id.value == *condition) {
                return false;
            }
            if !screening.waiting {
                let condition = condition.name().clone();
                findings.add(Level::Never, screen, NotAsked { at: screen, condition, grounds }).also(wanted.span, HERE);
            }
            screening.waiting
        }
        Demand::Step(step) => {
            if subject.steps().iter().any(|taken| taken.value.word() == step.as_str()) {
                return false;
            }
            let waits = subject.may_step(step.as_str());
            if !waits {
                let at = protocol.session.known().map_or(protocol.name.span, |session| session.span);
                findings.add(Level::Never, at, NotTaken { at, step: step.clone(), grounds }).also(wanted.span, HERE);
            }
            waits
        }
    }
}

/// Finds every place where a protocol uses what is forbidden.
fn forbidden(subject: &Subject<'_>, findings: &mut Findings, banned: &PolicyLine<Ban>, grounds: &str) {
    let (what, name, places): (_, _, Vec<Span>) = match &banned.value {
        Ban::Product(name) => {
            let used = used(subject).into_iter().filter(|product| product.value.name() == name);
            ("the product", name.clone(), used.map(|product| product.span).collect())
        }
        Ban::Area(area) => {
            let within = |planned: &str| subject.library.sharing_skin(planned).iter().any(|entry| entry.name.value == *area.name());
            let planned = subject.courses.iter().take(1).flat_map(|course| &course.areas).map(|plan| &plan.area);
            (
                "the area",
                area.name().clone(),
                planned.filter(|planned| within(planned.value.as_str())).map(|planned| planned.span).collect(),
            )
        }
        Ban::Device(name) => {
            let device = subject.protocol.device.known().map(|choice| &choice.value.device);
            (
                "the device",
                name.clone(),
                device.filter(|device| device.value.name() == name).map(|device| device.span).into_iter().collect(),
            )
        }
        Ban::Operator(name) => {
            let operators = subject.protocol.header.operators.known().into_iter().flat_map(|operators| &operators.value);
            ("the operator", name.clone(), operators.filter(|operator| operator.value == *name).map(|operator| operator.span).collect())
        }
    };
    for at in places {
        let finding = Forbidden { at, what, name: name.clone(), grounds: grounds.to_owned() };
        findings.add(Level::Never, at, finding).also(banned.span, "the clinic forbids it here");
    }
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
            Step::WipeOff(products) | Step::Discard(products) => used.extend(products),
            Step::Use(product) => used.push(&product.product),
            Step::Give(given) => used.push(&given.product),
            Step::Draw(drawn) => used.push(&drawn.product),
            _ => {}
        }
    }
    if let Some(care) = subject.protocol.aftercare.known() {
        used.extend(care.value.applied.iter().map(|line| &line.value.product));
    }
    used
}
