//! What is known around a protocol, as values: the built-in atlas, what the clinic declares, and the clinic's policies.
//! Knows no file; the faces find and read the texts.

use std::fmt::Write as _;

use super::protocol::AreaId;
use crate::diagnostic::Name;
use crate::quantity::{Calendar, Depth};
use crate::source::At;
use crate::syntax::entries::{
    Area, Binding, Cite, Clinic, Condition, Device, Entries, Grade, Hazard, Indication, Policy, Product, ScreeningList, Source, Text,
};
use crate::syntax::tree::Word;

#[rustfmt::skip] // one entry a line, as the test writes them
mod constants;
#[cfg(test)]
mod tests;

/// The texts of the built-in atlas, by file number.
pub const ATLAS_TEXTS: [(&str, &str); 9] = [
    ("atlas/sources.needle", include_str!("../../protocols/atlas/sources.needle")),
    ("atlas/areas.needle", include_str!("../../protocols/atlas/areas.needle")),
    ("atlas/devices.needle", include_str!("../../protocols/atlas/devices.needle")),
    ("atlas/products.needle", include_str!("../../protocols/atlas/products.needle")),
    ("atlas/conditions.needle", include_str!("../../protocols/atlas/conditions.needle")),
    ("atlas/lists.needle", include_str!("../../protocols/atlas/lists.needle")),
    ("atlas/indications.needle", include_str!("../../protocols/atlas/indications.needle")),
    ("atlas/hazards.needle", include_str!("../../protocols/atlas/hazards.needle")),
    ("atlas/words.needle", include_str!("../../protocols/atlas/words.needle")),
];

/// Limits of the clinic's own.
#[derive(Debug, Clone, Default)]
pub struct PolicyLimits {
    /// Depths by area.
    pub depths: Vec<At<(AreaId, Depth)>>,
    /// The fewest days between sessions.
    pub next: Vec<At<Calendar>>,
    /// What every protocol must record.
    pub records: Vec<Word>,
    /// Products no protocol may use.
    pub forbidden_products: Vec<Word>,
}

/// What a clinic says of itself.
#[derive(Debug, Clone)]
pub struct ClinicSays {
    /// Its name.
    pub name: Name,
    /// Its time zone.
    pub zone: Option<Text>,
    /// Its emergency line.
    pub emergency: Option<Text>,
    /// The devices it may use.
    pub licensed: Vec<Word>,
    /// Its policies, joined.
    pub policies: PolicyLimits,
}

/// Everything known around a protocol.
#[derive(Debug, Clone)]
pub struct Library {
    entries: Entries,
    /// The clinic, when there is one.
    pub clinic: Option<ClinicSays>,
}

impl Library {
    /// The built-in atlas alone.
    #[must_use]
    pub fn builtin() -> Self {
        Self { entries: constants::ATLAS, clinic: None }
    }

    /// A library of other entries, for testing the atlas itself.
    #[must_use]
    pub fn of(mut entries: Entries) -> Self {
        entries.sort();
        Self { entries, clinic: None }
    }

    /// The same with a clinic, its policies and what it declares.
    #[must_use]
    pub fn with_clinic(mut self, clinic: &Clinic, policies: &[Policy], declared: &[Entries]) -> Self {
        for more in declared {
            more.products.iter().for_each(|product| self.entries.products.push(product.clone()));
            more.areas.iter().for_each(|area| self.entries.areas.push(area.clone()));
            more.lists.iter().for_each(|list| self.entries.lists.push(list.clone()));
            more.sources.iter().for_each(|source| self.entries.sources.push(source.clone()));
        }
        self.entries.sort();
        let mut limits = PolicyLimits::default();
        for policy in policies {
            limits.depths.extend(policy.depths.iter().map(|depth| {
                let (area, above) = &depth.value;
                At::new((AreaId(area.value.clone()), above.value), depth.span)
            }));
            limits.next.extend(policy.next.iter().map(|next| At::new(next.days, next.span)));
            for (kind, names) in &policy.require {
                if kind.value == "record" {
                    limits.records.extend(names.iter().cloned());
                }
            }
            for (kind, names) in &policy.forbid {
                if kind.value == "product" {
                    limits.forbidden_products.extend(names.iter().cloned());
                }
            }
        }
        self.clinic = Some(ClinicSays {
            name: clinic.name.value.clone(),
            zone: clinic.zone.first().map(|zone| zone.value.clone()),
            emergency: clinic.emergency.first().map(|line| line.value.clone()),
            licensed: clinic.licensed.clone(),
            policies: limits,
        });
        self
    }

    /// All entries.
    #[must_use]
    pub fn entries(&self) -> &Entries {
        &self.entries
    }

    /// The policies in force; none without a clinic.
    pub fn policies(&self) -> impl Iterator<Item = &PolicyLimits> {
        self.clinic.iter().map(|clinic| &clinic.policies)
    }

    /// An area by name.
    #[must_use]
    pub fn area(&self, name: &str) -> Option<&Area> {
        by_name(&self.entries.areas, name, |entry| &entry.name)
    }

    /// A device by name.
    #[must_use]
    pub fn device(&self, name: &str) -> Option<&Device> {
        by_name(&self.entries.devices, name, |entry| &entry.name)
    }

    /// A product by name.
    #[must_use]
    pub fn product(&self, name: &str) -> Option<&Product> {
        by_name(&self.entries.products, name, |entry| &entry.name)
    }

    /// A condition by name.
    #[must_use]
    pub fn condition(&self, name: &str) -> Option<&Condition> {
        self.entries.conditions.get(self.condition_place(name)?)
    }

    /// Where a condition stands among the entries.
    pub(super) fn condition_place(&self, name: &str) -> Option<usize> {
        place_of(&self.entries.conditions, name, |entry| &entry.name)
    }

    /// An indication by name.
    #[must_use]
    pub fn indication(&self, name: &str) -> Option<&Indication> {
        by_name(&self.entries.indications, name, |entry| &entry.name)
    }

    /// A screening list by name and version.
    #[must_use]
    pub fn list(&self, name: &str, version: &str) -> Option<&ScreeningList> {
        self.entries.lists.iter().find(|entry| entry.name.value == name && entry.version.value == version)
    }

    /// A source by key.
    #[must_use]
    pub fn source(&self, name: &str) -> Option<&Source> {
        by_name(&self.entries.sources, name, |entry| &entry.name)
    }

    /// A hazard by id.
    #[must_use]
    pub fn hazard(&self, name: &str) -> Option<&Hazard> {
        by_name(&self.entries.hazards, name, |entry| &entry.name)
    }

    /// The closed list of words for one kind of thing.
    #[must_use]
    pub fn words(&self, kind: &str) -> &[Word] {
        by_name(&self.entries.vocabularies, kind, |entry| &entry.name).map_or(&[], |entry| &entry.words)
    }

    /// Whether an area is `group` or lies within it.
    #[must_use]
    pub fn within<'l>(&'l self, area: &'l str, group: &str) -> bool {
        let mut name = area;
        // The hierarchy is a few levels deep; the bound only guards against a circle in a clinic's own entries.
        for _ in 0..DEEPEST {
            if name == group {
                return true;
            }
            match self.area(name).and_then(|entry| entry.part_of.as_ref()) {
                Some(parent) => name = parent.value.as_str(),
                None => return false,
            }
        }
        false
    }

    /// An area and every larger area it belongs to, the smallest first.
    pub fn with_parents(&self, area: &str) -> Vec<&Area> {
        let mut found = Vec::new();
        let mut next = self.area(area);
        while let Some(entry) = next.filter(|_| found.len() < DEEPEST) {
            found.push(entry);
            next = entry.part_of.as_ref().and_then(|parent| self.area(parent.value.as_str()));
        }
        found
    }

    /// Every area that shares skin with this one: itself, the larger areas it lies in, and the smaller ones within it. The strictest of
    /// them binds.
    #[must_use]
    pub fn sharing_skin(&self, area: &str) -> Vec<&Area> {
        let mut found = self.with_parents(area);
        // Most areas have none within them, and then the whole hierarchy need not be walked.
        if !self.entries.areas.iter().any(|entry| entry.part_of.as_ref().is_some_and(|parent| parent.value == area)) {
            return found;
        }
        let inside = self.entries.areas.iter().filter(|entry| entry.name.value != area && self.within(entry.name.value.as_str(), area));
        found.extend(inside);
        found
    }

    /// Basis and source of a limit in words.
    #[must_use]
    pub fn grounds(&self, binding: &Binding) -> String {
        let basis = binding.basis.map(|basis| format!("basis {}", basis.word()));
        match (basis, binding.cite.sources.is_empty()) {
            (Some(basis), true) => basis,
            (Some(basis), false) => format!("{basis}; {}", self.cited(&binding.cite)),
            (None, _) => self.cited(&binding.cite),
        }
    }

    /// Sources in words: title, grade, and whether they were read second-hand.
    #[must_use]
    pub fn cited(&self, cite: &Cite) -> String {
        let mut text = String::new();
        for (count, key) in cite.sources.iter().enumerate() {
            text.push_str(if count == 0 { "source " } else { ", and " });
            match self.source(key.value.as_str()) {
                Some(source) => {
                    let title = source.title.as_ref().map_or("", |title| title.value.as_str());
                    let grade = source.grade.as_ref().map_or("no grade", |grade| grade.value.word());
                    let second_hand = cite.unconfirmed || source.read.as_ref().is_some_and(|read| read.value == "unconfirmed");
                    let _ = write!(text, "{} \u{201c}{title}\u{201d} ({grade}", key.value);
                    if second_hand {
                        text.push_str(", read second-hand");
                    }
                    if let Some(record) = &cite.reports {
                        let _ = write!(text, ", repeating {}", record.value);
                    }
                    text.push(')');
                }
                None => {
                    let _ = write!(text, "{}", key.value);
                }
            }
        }
        text
    }

    /// The best grade among some sources.
    #[must_use]
    pub fn best_grade(&self, cite: &Cite) -> Option<Grade> {
        cite.sources.iter().filter_map(|key| self.source(key.value.as_str())?.grade.as_ref().map(|grade| grade.value)).max()
    }
}

/// More levels than any hierarchy of areas has.
const DEEPEST: usize = 16;

/// An entry by name. Entries are kept in the order of their names; a clinic's stand behind a built-in one of the same name.
fn by_name<'e, T>(entries: &'e [T], name: &str, of: impl Fn(&T) -> &Word) -> Option<&'e T> {
    entries.get(place_of(entries, name, of)?)
}

fn place_of<T>(entries: &[T], name: &str, of: impl Fn(&T) -> &Word) -> Option<usize> {
    let place = entries.partition_point(|entry| of(entry).value.as_str() < name);
    entries.get(place).is_some_and(|entry| of(entry).value == name).then_some(place)
}
