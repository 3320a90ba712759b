//! What is known around a protocol, as values: the built-in atlas, what the clinic declares, and the clinic's policies.
//! Knows no file; the faces find and read the texts.

use std::fmt::Write as _;
use std::sync::OnceLock;

use super::policy::{PolicyLimits, PolicyLine};
use crate::diagnostic::Name;
use crate::quantity::{Day, OpenHours};
use crate::source::{At, FileId};
use crate::syntax::entries::{
    Activity, Area, Binding, Cite, Condition, Device, Disagreement, Entries, Grade, Hazard, Indication, List, Product, ScreeningList,
    Source, Text,
};
use crate::syntax::tree::Word;

mod areas;
mod constants;
mod hierarchy;
#[cfg(test)]
mod tests;

use hierarchy::Hierarchy;

/// The texts of the built-in atlas, by file number.
pub const ATLAS_TEXTS: [(&str, &str); 11] = [
    ("atlas/sources.needle", include_str!("../../protocols/atlas/sources.needle")),
    ("atlas/areas.needle", include_str!("../../protocols/atlas/areas.needle")),
    ("atlas/devices.needle", include_str!("../../protocols/atlas/devices.needle")),
    ("atlas/products.needle", include_str!("../../protocols/atlas/products.needle")),
    ("atlas/activities.needle", include_str!("../../protocols/atlas/activities.needle")),
    ("atlas/conditions.needle", include_str!("../../protocols/atlas/conditions.needle")),
    ("atlas/lists.needle", include_str!("../../protocols/atlas/lists.needle")),
    ("atlas/indications.needle", include_str!("../../protocols/atlas/indications.needle")),
    ("atlas/hazards.needle", include_str!("../../protocols/atlas/hazards.needle")),
    ("atlas/words.needle", include_str!("../../protocols/atlas/words.needle")),
    ("atlas/wrong-names.needle", include_str!("../../protocols/atlas/wrong-names.needle")),
];

/// Which clinic was applied: what every output says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClinicFacts {
    /// Its name.
    pub name: Name,
    /// Its file, as the face shows it.
    pub file: String,
    /// The file that it leads to, when it is a link.
    pub leads_to: Option<String>,
    /// SHA-256 over its text and every file of policies it names, 64 hexadecimal figures.
    pub sha256: String,
}

/// What a clinic says of itself.
#[derive(Debug, Clone)]
pub struct ClinicSays {
    /// What outputs say of it.
    pub facts: ClinicFacts,
    /// Its texts: its own, and those of its policies.
    pub texts: Vec<FileId>,
    /// The country it is in, with a region of it where that is said.
    pub place: Option<Word>,
    /// Its time zone.
    pub zone: Option<At<Text>>,
    /// When it is open; nothing where it does not say.
    pub open: Vec<OpenHours>,
    /// The days on which it is closed whatever the weekday: the first and the last of each run.
    pub closed: Vec<(Day, Day)>,
    /// The calendar files that it names, for more such days.
    pub calendars: Vec<Calendar>,
    /// Its emergency line.
    pub emergency: Option<Text>,
    /// The devices it may use.
    pub licensed: List<Word>,
    /// Its policies, joined.
    pub policies: PolicyLimits,
    /// How many lines they have.
    pub policy_lines: usize,
}

/// A calendar file that a clinic names, as it stands. What it says is read where courses are dated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// The name it is shown under.
    pub name: String,
    /// Its text.
    pub text: String,
}

impl ClinicSays {
    /// What a line of one of its policies rests on, in words.
    #[must_use]
    pub fn grounds(&self, policy: &Name) -> String {
        format!("basis policy, declared by this clinic: {}, policy `{policy}`; not science", self.facts.name)
    }

    /// What its own file says rests on, in words.
    #[must_use]
    pub fn own_grounds(&self) -> String {
        format!("basis policy, declared by this clinic: {}", self.facts.name)
    }
}

/// Everything known around a protocol.
#[derive(Debug, Clone)]
pub struct Library {
    pub(super) entries: Entries,
    /// How the areas lie, once somebody has asked; worked out anew when entries are added.
    hierarchy: OnceLock<Hierarchy>,
    /// The clinic, when there is one.
    pub clinic: Option<ClinicSays>,
}

impl Library {
    /// The built-in atlas alone.
    #[must_use]
    pub fn builtin() -> Self {
        Self { entries: constants::ATLAS, hierarchy: OnceLock::new(), clinic: None }
    }

    /// A library of other entries, for testing the atlas itself.
    #[must_use]
    pub fn of(mut entries: Entries) -> Self {
        entries.sort();
        Self { entries, hierarchy: OnceLock::new(), clinic: None }
    }

    /// Puts the entries in order again, once some were added.
    pub(super) fn put_in_order(&mut self) {
        self.entries.sort();
        self.hierarchy = OnceLock::new();
    }

    /// All entries.
    #[must_use]
    pub fn entries(&self) -> &Entries {
        &self.entries
    }

    /// The lines of one kind in the policies in force, each with what it rests on; none without a clinic.
    pub fn policy_lines<'l, T: 'l>(
        &'l self,
        of: fn(&PolicyLimits) -> &[PolicyLine<T>],
    ) -> impl Iterator<Item = (&'l PolicyLine<T>, String)> {
        self.clinic.iter().flat_map(move |clinic| of(&clinic.policies).iter().map(|line| (line, clinic.grounds(&line.policy))))
    }

    /// Whether the clinic is in a country or region; `None` where nothing says where it is.
    #[must_use]
    pub fn clinic_in(&self, place: &str) -> Option<bool> {
        let own = self.clinic.as_ref()?.place.as_ref()?.value.as_str();
        Some(own.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('-')))
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

    /// An activity by name.
    #[must_use]
    pub fn activity(&self, name: &str) -> Option<&Activity> {
        by_name(&self.entries.activities, name, |entry| &entry.name)
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

    /// Why a name that is often written names nothing.
    #[must_use]
    pub fn wrong_name(&self, name: &str) -> Option<&Text> {
        by_name(&self.entries.wrong_names, name, |entry| &entry.name)?.why.as_ref().map(|why| &why.value)
    }

    /// The closed list of words for one kind of thing.
    #[must_use]
    pub fn words(&self, kind: &str) -> &[Word] {
        by_name(&self.entries.vocabularies, kind, |entry| &entry.name).map_or(&[], |entry| &entry.words)
    }

    /// Whether a name is known as something that a patient leaves off: a product, a drug, or a word of this closed list.
    #[must_use]
    pub fn left_off(&self, name: &str, kind: &str) -> bool {
        self.words(kind).iter().any(|known| known.value == name) || self.product(name).is_some() || self.condition(name).is_some()
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
        let of_clinic = cite.sources.first().is_some_and(|key| self.is_clinics(key.span));
        for (count, key) in cite.sources.iter().enumerate() {
            text.push_str(if count == 0 { "source " } else { ", and " });
            match self.source(key.value.as_str()) {
                Some(source) => {
                    let title = source.title.as_ref().map_or("", |title| title.value.as_str());
                    let grade = source.grade.as_ref().map_or("no grade", |grade| grade.value.word());
                    let second_hand = cite.unconfirmed || source.is_second_hand();
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
        if of_clinic {
            text.push_str("; declared by this clinic");
        }
        text
    }

    /// Whether something rests on nothing but sources that were read second-hand.
    #[must_use]
    pub fn second_hand(&self, cite: &Cite) -> bool {
        let unread = |key: &Word| self.source(key.value.as_str()).is_some_and(|source| source.is_second_hand());
        !cite.sources.is_empty() && (cite.unconfirmed || cite.sources.iter().all(unread))
    }

    /// Sources by key, each with its grade, and whether they were read second-hand.
    #[must_use]
    pub fn keys(&self, cite: &Cite) -> String {
        let keys = cite.sources.iter().map(|key| {
            let source = self.source(key.value.as_str());
            let grade = source.and_then(|source| source.grade.as_ref()).map_or("no grade", |grade| grade.value.word());
            let unread = source.is_some_and(Source::is_second_hand);
            format!("{} ({grade}{})", key.value, if cite.unconfirmed || unread { ", read second-hand" } else { "" })
        });
        keys.collect::<Vec<_>>().join(", ")
    }

    /// Where sources differ, as the end of a sentence; empty where they do not.
    #[must_use]
    pub fn disagreement<'l>(&self, among: impl IntoIterator<Item = &'l Disagreement>) -> String {
        let differ = among.into_iter();
        let said: Vec<String> = differ.map(|one| format!("{}; read in {}", one.says, self.keys(&one.cite))).collect();
        if said.is_empty() { String::new() } else { format!("; sources disagree: {}", said.join("; ")) }
    }

    /// The best grade among some sources.
    #[must_use]
    pub fn best_grade(&self, cite: &Cite) -> Option<Grade> {
        cite.sources.iter().filter_map(|key| self.source(key.value.as_str())?.grade.as_ref().map(|grade| grade.value)).max()
    }
}

/// An entry by name. Entries are kept in the order of their names; a clinic's stand behind a built-in one of the same name.
fn by_name<'e, T>(entries: &'e [T], name: &str, of: impl Fn(&T) -> &Word) -> Option<&'e T> {
    entries.get(place_of(entries, name, of)?)
}

fn place_of<T>(entries: &[T], name: &str, of: impl Fn(&T) -> &Word) -> Option<usize> {
    let place = entries.partition_point(|entry| of(entry).value.as_str() < name);
    entries.get(place).is_some_and(|entry| of(entry).value == name).then_some(place)
}
