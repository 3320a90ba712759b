//! What is treated, where, or on whom is none of what a label of the pen speaks of.
//!
//! A label is a tuple: what is treated, on which area, on which skin, in which country. Outside of it the maker has shown nothing, and the patient is
//! told so. Every limit of the pen's labels binds all the same. Where the clinic says in which country it is, a label granted in another is none there.
//!
//! Hazards: A13, I05. The tuples are read from the labels of the device.
//!
//! ```needle,not-accepted
//! indication  melasma
//! ```
//!
//! ```needle,accepted
//! indication  atrophic-acne-scars
//! ```

use crate::quantity::Phototype;
use crate::rule::prelude::*;
use crate::syntax::entries::{Device, Label};

pub(super) const RULE: Rule = Rule { hazards: &["A13", "I05"], version: 2, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("no label of {device} speaks of {treated} on {areas}")]
#[diagnostic(help("the use is off label, and the patient is told so; every limit of the pen's labels binds all the same; basis label"))]
struct Use {
    #[label(primary, "off label")]
    at: Span,
    device: Name,
    treated: String,
    areas: String,
}

#[derive(Debug, Error, Diagnostic)]
#[error("the label `{label}` of {device} was granted in `{granted}`, and this clinic is in `{place}`")]
#[diagnostic(help(
    "no label of the pen speaks of this use there, so it is off label, and the patient is told so; every limit of the pen's labels binds all the same; basis label; {source_text}"
))]
struct Elsewhere {
    #[label(primary, "off label where the clinic is")]
    at: Span,
    label: Name,
    device: Name,
    granted: Name,
    place: Name,
    source_text: String,
}

#[derive(Debug, Error, Diagnostic)]
#[error("patients of {treated} are treated on `{area}`; the label `{label}` speaks of {spoken}")]
#[diagnostic(help("treating others is off label, and the patient is told so; basis label; {source_text}"))]
struct Skin {
    #[label(primary, "more than the label speaks of")]
    at: Span,
    area: AreaId,
    treated: String,
    label: Name,
    spoken: String,
    source_text: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let (Some(device), Some(treated)) = (subject.device(), subject.protocol.header.indications.known()) else { return Ran::Waiting };
    let Some(course) = subject.courses.first() else { return Ran::Waiting };
    if treated.value.iter().any(|indication| subject.library.indication(indication.value.as_str()).is_none()) {
        return Ran::Waiting;
    }
    let mut ran = if subject.protocol.areas_waiting { Ran::Waiting } else { Ran::Checked };
    let mut outside: Vec<&Name> = Vec::new();
    let mut told: Vec<Option<&Name>> = Vec::new();
    for plan in &course.areas {
        let area = plan.area.value.name();
        if subject.library.area(area.as_str()).is_none() {
            ran = Ran::Waiting;
            continue;
        }
        // Where nobody needles at all, another rule says so.
        if subject.library.with_parents(area.as_str()).iter().any(|entry| entry.closed.is_some()) {
            continue;
        }
        match subject.labels(Some(area.as_str())) {
            None => return Ran::Waiting,
            Some((_, Standing::OffLabel)) => outside.push(area),
            Some((labels, standing)) => {
                // Areas of one label have one message.
                let first = labels.first().map(|label| &label.name.value);
                if !told.contains(&first) {
                    told.push(first);
                    match standing {
                        Standing::Elsewhere => elsewhere(subject, findings, treated.span, device, &labels),
                        _ => skin(subject, findings, &plan.area.value, &labels),
                    }
                }
            }
        }
    }
    if !outside.is_empty() {
        let quoted = |names: &[&Name]| listed(&names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>(), "and");
        // Of several, those that a label speaks of are left out, unless none speaks of them together.
        let spoken = |wanted: &Name| device.labels.iter().any(|label| label.indications.iter().any(|named| named.value == *wanted));
        let mut all: Vec<&Name> = treated.value.iter().map(|indication| &indication.value).filter(|wanted| !spoken(wanted)).collect();
        if all.is_empty() {
            all = treated.value.iter().map(|indication| &indication.value).collect();
        }
        let finding = Use { at: treated.span, device: device.name.value.clone(), treated: quoted(&all), areas: quoted(&outside) };
        findings.add(Level::Caution, treated.span, finding);
    }
    ran
}

/// The first of the labels that speak of the use, none of which was granted where the clinic is.
fn elsewhere(subject: &Subject<'_>, findings: &mut Findings, at: Span, device: &Device, labels: &[&Label]) {
    let here = subject.library.clinic.as_ref().and_then(|clinic| clinic.place.as_ref());
    let (Some(here), Some(label)) = (here, labels.first()) else { return };
    let finding = Elsewhere {
        at,
        label: label.name.value.clone(),
        device: device.name.value.clone(),
        granted: label.place.as_ref().map_or(Name::fixed("no place that is named"), |place| place.value.clone()),
        place: here.value.clone(),
        source_text: label.cite.as_ref().map_or_else(String::new, |cite| subject.library.cited(cite)),
    };
    let found = findings.add(Level::Caution, at, finding);
    found.also(here.span, "the clinic says here where it is");
    if let Some(place) = &label.place {
        found.also(place.span, "the label's place stands here");
    }
}

/// The phototypes that are treated and that none of the labels speaks of.
fn skin(subject: &Subject<'_>, findings: &mut Findings, area: &AreaId, labels: &[&Label]) {
    let Some(screened) = subject.protocol.screening.phototypes.known() else { return };
    let treated = |phototype: &Phototype| (screened.value.0..=screened.value.1).contains(phototype);
    // What a label says is on label where it was granted.
    let labels: Vec<&&Label> = labels.iter().filter(|label| subject.granted_here(label)).collect();
    let spoken = |phototype: &Phototype| {
        labels.iter().any(|label| label.phototypes.is_none_or(|said| (said.value.0..=said.value.1).contains(phototype)))
    };
    let beyond: Vec<Phototype> = Phototype::ALL.into_iter().filter(|phototype| treated(phototype) && !spoken(phototype)).collect();
    let widest = labels.iter().find_map(|label| Some((label, label.phototypes?)));
    if let (false, Some((label, said))) = (beyond.is_empty(), widest) {
        let finding = Skin {
            at: screened.span,
            area: area.clone(),
            treated: format!("phototype {}", listed(&beyond, "and")),
            label: label.name.value.clone(),
            spoken: format!("{} to {}", said.value.0, said.value.1),
            source_text: label.cite.as_ref().map_or_else(String::new, |cite| subject.library.cited(cite)),
        };
        findings.add(Level::Caution, screened.span, finding).also(said.span, "the phototypes stand here");
    }
}
