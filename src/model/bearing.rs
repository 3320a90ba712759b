//! How much of what was published speaks of a protocol, and how much of that nobody read at first hand.

use std::collections::BTreeSet;

use super::names::Names;
use crate::syntax::entries::{Activity, Area, Cite, Condition, Device, Fact, Indication, Label, Product, Published};

/// The limits and facts of the atlas and of a clinic that speak of what a protocol names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bearing {
    /// How many there are; what is `unpublished` is none.
    pub limits: usize,
    /// How many of them rest on nothing but sources that were read second-hand.
    pub second_hand: usize,
}

/// Counts what speaks of the names that were used.
pub(super) fn bearing(names: &Names<'_>) -> Bearing {
    let library = names.library;
    let of = |kind| names.named.iter().filter(move |(of, _)| *of == kind).map(|(_, name)| *name);
    // Of areas those that are needled count. A group is held to the limits of its parts, and a side to those of its whole.
    let areas = names.planned.iter().flat_map(|name| library.sharing_skin(name.as_str())).map(|entry| entry.name.value.as_str());
    let mut cites = Vec::new();
    areas.collect::<BTreeSet<_>>().into_iter().filter_map(|name| library.area(name)).for_each(|entry| area(entry, &mut cites));
    let treated: Vec<&str> = of("indication").collect();
    of("device").filter_map(|name| library.device(name)).for_each(|entry| device(entry, &treated, &mut cites));
    for entry in of("product").filter_map(|name| library.product(name)) {
        let edition = |entry: &Product, label: &Label| names.labels.contains(&(entry.name.value.as_str(), label.name.value.as_str()));
        product(entry, &mut cites);
        entry.labels.iter().filter(|of| edition(entry, of)).for_each(|of| label(of, &mut cites));
    }
    of("activity").filter_map(|name| library.activity(name)).for_each(|entry| activity(entry, &mut cites));
    of("condition").filter_map(|name| library.condition(name)).for_each(|entry| condition(entry, &mut cites));
    of("indication").filter_map(|name| library.indication(name)).for_each(|entry| indication(entry, &mut cites));
    Bearing { limits: cites.len(), second_hand: cites.into_iter().filter(|cite| library.second_hand(cite)).count() }
}

fn area<'e>(entry: &'e Area, cites: &mut Vec<&'e Cite>) {
    cites.extend(entry.skin_cite.iter());
    cites.extend(entry.limits.iter().map(|limit| &limit.binding.cite));
    cites.extend(entry.closed.iter().map(|closed| &closed.value.cite));
}

fn device<'e>(entry: &'e Device, treated: &[&str], cites: &mut Vec<&'e Cite>) {
    cites.extend(entry.dial.iter().map(|dial| &dial.cite));
    cites.extend(entry.motor.iter().filter_map(known));
    cites.extend(entry.tolerance.iter().map(|(_, cite)| cite));
    cites.extend(entry.not_licensed.iter().map(|closed| &closed.binding.cite));
    for cartridge in &entry.cartridges {
        cites.extend(cartridge.needles.iter().filter_map(known));
        cites.extend(cartridge.length.iter().filter_map(known));
        cites.extend(answered(&cartridge.facts));
    }
    // Off label every label of the pen binds.
    let speaks = |label: &&Label| label.indications.iter().any(|named| treated.contains(&named.value.as_str()));
    let on_label = entry.labels.iter().any(|label| speaks(&label));
    entry.labels.iter().filter(|label| !on_label || speaks(label)).for_each(|entry| label(entry, cites));
}

fn label<'e>(entry: &'e Label, cites: &mut Vec<&'e Cite>) {
    // What a label says without a source of its own rests on the label's.
    let own = |cite: &'e Cite| if cite.sources.is_empty() { entry.cite.as_ref().unwrap_or(cite) } else { cite };
    let whole = entry.age.iter().map(|_| ()).chain(entry.phototypes.iter().map(|_| ()));
    cites.extend(whole.filter_map(|()| entry.cite.as_ref()));
    cites.extend(entry.depth.iter().map(|limit| own(&limit.binding.cite)));
    cites.extend(entry.next.iter().map(|limit| own(&limit.binding.cite)));
    cites.extend(entry.strengths.iter().map(|part| &part.cite));
    cites.extend(entry.coverage.iter().map(|limit| own(&limit.binding.cite)));
    cites.extend(entry.dwell.iter().map(|limit| own(&limit.binding.cite)));
    cites.extend(entry.most.iter().map(|limit| own(&limit.binding.cite)));
    cites.extend(answered(&entry.facts));
}

fn product<'e>(entry: &'e Product, cites: &mut Vec<&'e Cite>) {
    cites.extend(answered(&entry.facts));
    cites.extend(entry.windows.iter().map(|limit| &limit.binding.cite));
    cites.extend(entry.not_on.iter().map(|limit| &limit.binding.cite));
    cites.extend(entry.dries.iter().map(|dries| &dries.value.cite));
    cites.extend(entry.asks.iter().map(|asks| &asks.binding.cite));
}

fn activity<'e>(entry: &'e Activity, cites: &mut Vec<&'e Cite>) {
    cites.extend(entry.left_off.iter().chain(entry.paused.iter()).map(|limit| &limit.binding.cite));
    cites.extend(entry.required.iter().map(|required| &required.value.cite));
}

fn condition<'e>(entry: &'e Condition, cites: &mut Vec<&'e Cite>) {
    cites.extend(entry.waits.iter().map(|limit| &limit.binding.cite));
    cites.extend(entry.required.iter().map(|required| &required.value.cite));
    cites.extend(entry.stopped_by.iter().map(|reserved| &reserved.binding.cite));
}

fn indication<'e>(entry: &'e Indication, cites: &mut Vec<&'e Cite>) {
    cites.extend(entry.treated_by.iter().map(|reserved| &reserved.binding.cite));
    cites.extend(entry.limits.iter().map(|limit| &limit.binding.cite));
}

/// Who says a thing that is published.
fn known<T>(said: &Published<T>) -> Option<&Cite> {
    match said {
        Published::Known(_, cite) => Some(cite),
        Published::Unpublished(_) => None,
    }
}

/// Who answers facts that are published.
fn answered(facts: &[Fact]) -> impl Iterator<Item = &Cite> {
    use crate::syntax::entries::Answer::Unpublished;
    facts.iter().filter(|fact| fact.answer != Unpublished).map(|fact| &fact.cite)
}
