//! How much of what was published speaks of a protocol, and how much of that nobody read at first hand.

use std::collections::BTreeSet;

use super::library::Library;
use crate::syntax::entries::{Activity, Area, Cite, Condition, Device, Fact, Indication, Label, Product, Published};

/// The limits and facts of the atlas and of a clinic that speak of what a protocol names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bearing {
    /// How many there are; what is `unpublished` is none.
    pub limits: usize,
    /// How many of them rest on nothing but sources that were read second-hand.
    pub second_hand: usize,
}

/// Counts what speaks of some names, each with its kind.
pub(super) fn bearing(library: &Library, named: &BTreeSet<(&'static str, &str)>) -> Bearing {
    let of = |kind| named.iter().filter(move |(of, _)| *of == kind).map(|(_, name)| *name);
    // A group is held to the limits of its parts, and a side to those of its whole.
    let areas: BTreeSet<&str> = of("area").flat_map(|name| library.sharing_skin(name)).map(|entry| entry.name.value.as_str()).collect();
    let mut cites = Vec::new();
    areas.into_iter().filter_map(|name| library.area(name)).for_each(|entry| area(entry, &mut cites));
    of("device").filter_map(|name| library.device(name)).for_each(|entry| device(entry, &mut cites));
    of("product").filter_map(|name| library.product(name)).for_each(|entry| product(entry, &mut cites));
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

fn device<'e>(entry: &'e Device, cites: &mut Vec<&'e Cite>) {
    cites.extend(entry.dial.iter().map(|dial| &dial.cite));
    cites.extend(entry.motor.iter().filter_map(known));
    cites.extend(entry.tolerance.iter().map(|(_, cite)| cite));
    cites.extend(entry.not_licensed.iter().map(|closed| &closed.binding.cite));
    for cartridge in &entry.cartridges {
        cites.extend(cartridge.needles.iter().filter_map(known));
        cites.extend(cartridge.length.iter().filter_map(known));
        cites.extend(answered(&cartridge.facts));
    }
    entry.labels.iter().for_each(|entry| label(entry, cites));
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
    entry.labels.iter().for_each(|entry| label(entry, cites));
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
