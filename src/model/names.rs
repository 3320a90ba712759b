//! Names to ids. An unknown name is a problem at its place, with a suggestion only where no drug could be confused.

use super::declared::Declared;
use super::library::Library;
use super::problem::{NameNotChosen, NameUnknown, StatedTwice, problem};
use super::protocol::{AreaId, ConditionId, DeviceId, LabelId, ProductId, SourceId};
use crate::diagnostic::{Name, Problem, listed};
use crate::source::{At, Span};
use crate::syntax::tree::Word;

/// Resolves names and collects what is wrong with them.
pub(super) struct Names<'l> {
    pub(super) library: &'l Library,
    pub(super) problems: Vec<Problem>,
    /// The clinic's own names that were used.
    pub(super) declared: Vec<Declared>,
}

impl<'l> Names<'l> {
    /// Names against a library; nothing is wrong yet.
    pub(super) fn of(library: &'l Library) -> Self {
        Self { library, problems: Vec::new(), declared: Vec::new() }
    }
}

impl Names<'_> {
    /// Keeps in mind that an entry is used, when a clinic declares it.
    fn uses(&mut self, kind: &'static str, entry: &Word, used: Span) {
        if self.library.is_clinics(entry.span) {
            self.declared.push(Declared { kind, name: entry.value.clone(), declared: entry.span, used });
        }
    }

    /// A name of a few, none of which could be confused with another.
    pub(super) fn one_of(&mut self, word: &Word, known: &[Name], what: &'static str) {
        if !known.contains(&word.value) {
            self.unknown(word, what, known.iter(), true);
        }
    }

    /// Says that a name is not known; a word in capitals is said to be still open.
    fn unknown<'n>(&mut self, word: &Word, what: &'static str, legal: impl Iterator<Item = &'n Name>, suggest: bool) {
        if word.value.is_placeholder() {
            self.problems.push(problem(word.span, NameNotChosen { at: word.span, name: word.value.clone(), what }));
            return;
        }
        let legal: Vec<&Name> = legal.collect();
        let far = if word.value.as_str().len() < 5 { 1 } else { 2 };
        let near: Vec<String> = legal
            .iter()
            .filter(|name| suggest && strsim::osa_distance(name.as_str(), word.value.as_str()) <= far)
            .map(|name| format!("`{name}`"))
            .collect();
        let help = match (near.as_slice(), suggest) {
            ([], false) => format!("{what} is one that the atlas or the clinic declares; names of drugs are never guessed"),
            ([], true) if legal.is_empty() => format!("nothing is known as {what}"),
            ([], true) if legal.len() <= 12 => format!("known here: {}", listed(&legal, "and")),
            ([], true) => format!("see what is known with: needlepoint show {}", kind(what)),
            (near, _) => format!("did you mean {}?", listed(near, "or")),
        };
        self.problems.push(problem(word.span, NameUnknown { at: word.span, name: word.value.clone(), what, help }));
    }

    /// Says that something that may stand once stands again.
    pub(super) fn twice(&mut self, again: Span, first: Span, what: &str) {
        let finding = StatedTwice { at: again, what: what.to_owned() };
        self.problems.push(problem(again, finding).also(first, "stated first here"));
    }

    /// An area.
    pub(super) fn area(&mut self, word: &Word) -> At<AreaId> {
        let library = self.library;
        match library.area(word.value.as_str()) {
            Some(entry) => {
                self.uses("area", &entry.name, word.span);
                At::new(AreaId(entry.name.value.clone()), word.span)
            }
            None => {
                self.unknown(word, "an area", library.entries().areas.iter().map(|entry| &entry.name.value), true);
                At::new(AreaId(word.value.clone()), word.span)
            }
        }
    }

    /// Areas.
    pub(super) fn areas(&mut self, words: &[Word]) -> Vec<At<AreaId>> {
        words.iter().map(|word| self.area(word)).collect()
    }

    /// A device.
    pub(super) fn device(&mut self, word: &Word) -> At<DeviceId> {
        let library = self.library;
        match library.device(word.value.as_str()) {
            Some(entry) => At::new(DeviceId(entry.name.value.clone()), word.span),
            None => {
                self.unknown(word, "a device", library.entries().devices.iter().map(|entry| &entry.name.value), true);
                At::new(DeviceId(word.value.clone()), word.span)
            }
        }
    }

    /// A cartridge of a device; when the device is not known, the cartridge waits for it.
    pub(super) fn cartridge(&mut self, word: &Word, device: &DeviceId) -> At<Name> {
        let library = self.library;
        if let Some(device) = library.device(device.as_str())
            && !device.cartridges.iter().any(|cartridge| cartridge.name.value == word.value)
        {
            self.unknown(word, "a cartridge of this device", device.cartridges.iter().map(|cartridge| &cartridge.name.value), true);
        }
        word.clone()
    }

    /// A name that a rule holds against another one; here it only must not be a word in capitals.
    pub(super) fn chosen(&mut self, word: &Word, what: &'static str) -> At<Name> {
        if word.value.is_placeholder() {
            self.unknown(word, what, std::iter::empty(), false);
        }
        word.clone()
    }

    /// A product.
    pub(super) fn product(&mut self, word: &Word) -> At<ProductId> {
        let library = self.library;
        match library.product(word.value.as_str()) {
            Some(entry) => {
                self.uses("product", &entry.name, word.span);
                At::new(ProductId(entry.name.value.clone()), word.span)
            }
            None => {
                self.unknown(word, "a product", std::iter::empty(), false);
                At::new(ProductId(word.value.clone()), word.span)
            }
        }
    }

    /// A list, used here; its questions are taken over.
    pub(super) fn uses_list(&mut self, list: &Word, used: Span) {
        self.uses("list", list, used);
    }

    /// A list and version that is not known.
    pub(super) fn unknown_list(&mut self, name: &Word, version: &Word) {
        let library = self.library;
        let versions: Vec<Name> =
            library.entries().lists.iter().map(|list| Name::typed(&format!("{} {}", list.name.value, list.version.value))).collect();
        let word = At::new(Name::typed(&format!("{} {}", name.value, version.value)), name.span.to(version.span));
        self.unknown(&word, "a screening list", versions.iter(), true);
    }

    /// A label edition of a product.
    pub(super) fn label(&mut self, word: &Word, product: &ProductId) -> At<LabelId> {
        let library = self.library;
        if let Some(product) = library.product(product.as_str())
            && !product.labels.iter().any(|label| label.name.value == word.value)
        {
            self.unknown(word, "a label edition of this product", product.labels.iter().map(|label| &label.name.value), true);
        }
        At::new(LabelId(word.value.clone()), word.span)
    }

    /// A condition, and the place of its entry when it is known.
    pub(super) fn condition(&mut self, word: &Word) -> (At<ConditionId>, Option<usize>) {
        let library = self.library;
        let entry = library.condition_place(word.value.as_str());
        if entry.is_none() {
            // Conditions that are drugs (oral and topical forms of one) must not be offered for each other.
            self.unknown(
                word,
                "a condition",
                library.entries().conditions.iter().map(|entry| &entry.name.value),
                !word.value.as_str().contains("oral") && !word.value.as_str().contains("topical"),
            );
        }
        (At::new(ConditionId(word.value.clone()), word.span), entry)
    }

    /// A source.
    pub(super) fn source(&mut self, word: &Word) -> At<SourceId> {
        let library = self.library;
        match library.source(word.value.as_str()) {
            Some(entry) => {
                self.uses("source", &entry.name, word.span);
                At::new(SourceId(entry.name.value.clone()), word.span)
            }
            None => {
                self.unknown(word, "a source", library.entries().sources.iter().map(|entry| &entry.name.value), true);
                At::new(SourceId(word.value.clone()), word.span)
            }
        }
    }

    /// An indication.
    pub(super) fn indication(&mut self, word: &Word) -> At<Name> {
        let library = self.library;
        if library.indication(word.value.as_str()).is_none() {
            self.unknown(word, "an indication", library.entries().indications.iter().map(|entry| &entry.name.value), true);
        }
        word.clone()
    }

    /// A word of a closed list.
    pub(super) fn word(&mut self, word: &Word, kind: &str, what: &'static str) -> At<Name> {
        self.word_of(self.library.words(kind), word, what)
    }

    /// Words of a closed list.
    pub(super) fn words(&mut self, words: &[Word], kind: &str, what: &'static str) -> Vec<At<Name>> {
        let known = self.library.words(kind);
        words.iter().map(|word| self.word_of(known, word, what)).collect()
    }

    fn word_of(&mut self, known: &[Word], word: &Word, what: &'static str) -> At<Name> {
        if !known.iter().any(|known| known.value == word.value) {
            self.unknown(word, what, known.iter().map(|known| &known.value), true);
        }
        word.clone()
    }

    /// What is done when a course does not go as planned: one of a few phrases, never more depth or passes.
    pub(super) fn answers<'t>(&mut self, said: &'t [At<String>]) -> &'t [At<String>] {
        const KNOWN: [Name; 3] =
            [Name::fixed("clinician-review"), Name::fixed("contact patient"), Name::fixed("contact patient, not counted")];
        for phrase in said.iter().filter(|phrase| !KNOWN.iter().any(|known| *known == phrase.value.as_str())) {
            // The place of a phrase is its whole line; a word in capitals in it is still to be chosen.
            let word = At::new(Name::typed(&phrase.value), phrase.span);
            self.unknown(&word, "an answer", KNOWN.iter(), true);
        }
        said
    }

    /// Something a patient leaves off: a product, a condition that is a drug, or a word of the closed list.
    pub(super) fn left_off(&mut self, word: &Word, kind: &str) -> At<Name> {
        let library = self.library;
        let name = word.value.as_str();
        if library.product(name).is_none() && library.condition(name).is_none() {
            return self.word(word, kind, "something a patient leaves off");
        }
        if let Some(product) = library.product(name) {
            self.uses("product", &product.name, word.span);
        }
        word.clone()
    }
}

/// The kind of entry that `show` lists.
fn kind(what: &str) -> &'static str {
    match what {
        "an area" => "areas",
        "a condition" => "conditions",
        "a source" => "sources",
        "a device" => "devices",
        "an indication" => "indications",
        _ => "words",
    }
}
