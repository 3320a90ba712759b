//! Names to ids. An unknown name is a problem at its place; what is offered for it may stand at that place, and is never a drug or a number.

use std::collections::{BTreeMap, BTreeSet};

use super::declared::Declared;
use super::library::Library;
use super::problem::{NameNotChosen, NameRepeated, NameUnknown, StatedTwice, problem};
use super::protocol::{AreaId, ConditionId, DeviceId, LabelId, ProductId, SourceId};
use crate::diagnostic::{Level, Name, Named, Problem, listed};
use crate::source::{At, Span};
use crate::syntax::entries::Area;
use crate::syntax::tree::Word;

/// Resolves names and collects what is wrong with them.
pub(super) struct Names<'l> {
    pub(super) library: &'l Library,
    pub(super) problems: Vec<Problem>,
    /// The areas that the protocol plans, as far as they are known: what may stand wherever a planned area is named.
    pub(super) planned: Vec<Name>,
    /// The clinic's own names that were used.
    pub(super) declared: Vec<Declared>,
    /// Every name with limits of its own that was used, with its kind.
    pub(super) named: BTreeSet<(&'static str, &'l str)>,
    /// The label editions that are used, each behind the name of its product.
    pub(super) labels: BTreeSet<(&'l str, &'l str)>,
    /// The areas that may be needled, once somebody has asked.
    open: Vec<&'l Name>,
}

/// What may stand at a place.
#[derive(Default)]
struct Legal<'n> {
    /// Names that may be offered for one that is misspelt.
    offered: Vec<&'n Name>,
    /// Names that may stand there and are never offered, because they are drugs.
    withheld: Vec<&'n Name>,
    /// Where to look when none is near; by default the names themselves.
    see: Option<String>,
}

impl<'n> Legal<'n> {
    fn of(offered: impl Iterator<Item = &'n Name>) -> Self {
        Self { offered: offered.collect(), ..Self::default() }
    }

    /// Names of the atlas: a few stand in the advice, many are listed by `show`.
    fn listed(offered: impl Iterator<Item = &'n Name>, kind: &str) -> Self {
        let legal = Self::of(offered);
        let see = (legal.offered.len() > FEW).then(|| format!("see what is known with: needlepoint show {kind}"));
        Self { see, ..legal }
    }

    /// Drugs and what else is put on the skin: none is offered.
    fn products() -> Self {
        let see = "a product is one that the atlas or the clinic declares; see them with: needlepoint show products; names of drugs are never guessed";
        Self { see: Some(see.to_owned()), ..Self::default() }
    }

    /// What to say of a name that is not among these.
    fn advice(self, word: &Name, what: &str) -> String {
        let near = |name: &&&Name| crate::diagnostic::near(name.as_str(), word.as_str());
        if !self.withheld.iter().any(|name| near(&name)) {
            let close: Vec<String> = self.offered.iter().filter(near).map(|name| format!("`{name}`")).collect();
            if !close.is_empty() && close.len() <= FEW {
                return format!("did you mean {}?", listed(&close, "or"));
            }
        }
        self.known().unwrap_or_else(|| format!("nothing is known as {what}"))
    }

    /// What may stand there, or where to look.
    fn known(self) -> Option<String> {
        match self.see {
            Some(see) => Some(see),
            None if self.offered.is_empty() => None,
            None if self.offered.len() <= FEW => Some(format!("known here: {}", listed(&self.offered, "and"))),
            None => Some("see what is known with: needlepoint show words".to_owned()),
        }
    }
}

/// As many names as a sentence bears.
const FEW: usize = 12;

impl<'l> Names<'l> {
    /// Nothing resolved yet.
    pub(super) fn of(library: &'l Library) -> Self {
        Self {
            library,
            problems: Vec::new(),
            planned: Vec::new(),
            declared: Vec::new(),
            named: BTreeSet::new(),
            labels: BTreeSet::new(),
            open: Vec::new(),
        }
    }

    /// Keeps in mind that an entry is used, and whether a clinic declares it.
    fn uses(&mut self, kind: &'static str, entry: &'l Word, used: Span) {
        self.named.insert((kind, entry.value.as_str()));
        if self.library.is_clinics(entry.span) {
            self.declared.push(Declared { kind, name: entry.value.clone(), declared: entry.span, used });
        }
    }

    /// A list, used here; its questions are taken over.
    pub(super) fn uses_list(&mut self, list: &'l Word, used: Span) {
        self.uses("list", list, used);
    }

    /// A name of a few, none of which could be confused with another.
    pub(super) fn one_of(&mut self, word: &Word, known: &[Name], what: &'static str) {
        if !known.contains(&word.value) {
            self.unknown(word, what, Legal::of(known.iter()));
        }
    }

    /// Says that a name is not known; a word in capitals is said to be still open, and a name known to be wrong is explained.
    fn unknown(&mut self, word: &Word, what: &'static str, legal: Legal<'_>) {
        if word.value.is_placeholder() {
            let known = legal.known().map_or_else(String::new, |known| format!("; {known}"));
            self.problems.push(problem(word.span, NameNotChosen { at: word.span, name: word.value.clone(), what, known }));
            return;
        }
        let help = match self.library.wrong_name(word.value.as_str()) {
            Some(why) => why.to_string(),
            None => legal.advice(&word.value, what),
        };
        self.problems.push(problem(word.span, NameUnknown { at: word.span, name: word.value.clone(), what, help }));
    }

    /// Says that something that may stand once stands again.
    pub(super) fn twice(&mut self, again: Span, first: Span, what: &str) {
        let finding = StatedTwice { at: again, what: what.to_owned() };
        self.problems.push(problem(again, finding).also(first, "stated first here"));
    }

    /// Says which names stand more than once in one list. Two words in capitals may stand for two things.
    pub(super) fn repeated(&mut self, words: &[Word]) {
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        for word in words.iter().filter(|word| !word.value.is_placeholder()) {
            if let Some(first) = seen.get(word.value.as_str()) {
                let finding = NameRepeated { at: word.span, name: word.value.clone() };
                let problem = Problem::new(Level::Caution, NameRepeated::NAME, word.span, finding);
                self.problems.push(problem.also(*first, "it stands here already"));
            } else {
                seen.insert(word.value.as_str(), word.span);
            }
        }
    }

    /// An area.
    pub(super) fn area(&mut self, word: &Word) -> At<AreaId> {
        let open = if self.library.area(word.value.as_str()).is_some() { Vec::new() } else { self.open_areas() };
        self.area_of(word, || Legal::listed(open.into_iter(), "areas"))
    }

    /// The areas that may be needled: none of them is ever confused with one that may not. Worked out once.
    fn open_areas(&mut self) -> Vec<&'l Name> {
        let library = self.library;
        if self.open.is_empty() {
            let open = |entry: &&Area| library.with_parents(entry.name.value.as_str()).iter().all(|entry| entry.closed.is_none());
            self.open = library.entries().areas.iter().filter(open).map(|entry| &entry.name.value).collect();
        }
        self.open.clone()
    }

    fn area_of<'n>(&mut self, word: &Word, legal: impl FnOnce() -> Legal<'n>) -> At<AreaId> {
        let library = self.library;
        match library.area(word.value.as_str()) {
            Some(entry) => self.uses("area", &entry.name, word.span),
            None => self.unknown(word, "an area", legal()),
        }
        At::new(AreaId(word.value.clone()), word.span)
    }

    /// Areas.
    pub(super) fn areas(&mut self, words: &[Word]) -> Vec<At<AreaId>> {
        words.iter().map(|word| self.area(word)).collect()
    }

    /// An area where only one that the protocol plans makes sense.
    pub(super) fn planned_area(&mut self, word: &Word) -> At<AreaId> {
        let planned = std::mem::take(&mut self.planned);
        let area = self.area_of(word, || {
            let see = match planned.as_slice() {
                [] => "no area of this protocol is known".to_owned(),
                planned => format!("planned in this protocol: {}", listed(planned, "and")),
            };
            Legal { see: Some(see), ..Legal::of(planned.iter()) }
        });
        self.planned = planned;
        area
    }

    /// A device.
    pub(super) fn device(&mut self, word: &Word) -> At<DeviceId> {
        let library = self.library;
        match library.device(word.value.as_str()) {
            Some(entry) => self.uses("device", &entry.name, word.span),
            None => {
                let known = library.entries().devices.iter().map(|entry| &entry.name.value);
                self.unknown(word, "a device", Legal::listed(known, "devices"));
            }
        }
        At::new(DeviceId(word.value.clone()), word.span)
    }

    /// A cartridge of a device; when the device is not known, the cartridge waits for it.
    pub(super) fn cartridge(&mut self, word: &Word, device: &DeviceId) -> At<Name> {
        let library = self.library;
        match library.device(device.as_str()) {
            Some(device) if device.cartridges.iter().any(|cartridge| cartridge.name.value == word.value) => {}
            Some(device) => {
                let known = device.cartridges.iter().map(|cartridge| &cartridge.name.value);
                self.unknown(word, "a cartridge of this device", Legal::of(known));
            }
            None => drop(self.chosen(word, "a cartridge of this device")),
        }
        word.clone()
    }

    /// A name that a rule holds against another one; here it only must not be a word in capitals.
    pub(super) fn chosen(&mut self, word: &Word, what: &'static str) -> At<Name> {
        if word.value.is_placeholder() {
            self.unknown(word, what, Legal::default());
        }
        word.clone()
    }

    /// A product.
    pub(super) fn product(&mut self, word: &Word) -> At<ProductId> {
        let library = self.library;
        match library.product(word.value.as_str()) {
            Some(entry) => self.uses("product", &entry.name, word.span),
            None => self.unknown(word, "a product", Legal::products()),
        }
        At::new(ProductId(word.value.clone()), word.span)
    }

    /// A class of products.
    pub(super) fn class(&mut self, word: &Word) {
        let known = known_classes(self.library);
        if !known.contains(&word.value) {
            let see = Some(format!("known here: {}", self.classes()));
            self.unknown(word, "a class of products", Legal { see, ..Legal::of(known.into_iter()) });
        }
    }

    /// The classes of products that are known.
    pub(super) fn classes(&self) -> String {
        listed(&known_classes(self.library).into_iter().collect::<Vec<_>>(), "and")
    }

    /// A product that is taken off again, so one of those that were put on before.
    pub(super) fn product_on_skin(&mut self, word: &Word, on_skin: &[&Name]) -> At<ProductId> {
        let library = self.library;
        if let Some(entry) = library.product(word.value.as_str()) {
            self.uses("product", &entry.name, word.span);
        } else {
            let see = match on_skin {
                [] => "no product is put on before this step".to_owned(),
                on_skin => format!("put on before this step: {}; names of drugs are never guessed", listed(on_skin, "and")),
            };
            self.unknown(word, "a product", Legal { see: Some(see), ..Legal::default() });
        }
        At::new(ProductId(word.value.clone()), word.span)
    }

    /// A list and version that is not known.
    pub(super) fn unknown_list(&mut self, name: &Word, version: &Word) {
        let library = self.library;
        let lists = || library.entries().lists.iter();
        let known: Vec<String> = lists().map(|list| format!("{} {}", list.name.value, list.version.value)).collect();
        let see = if known.is_empty() { "no screening list is known".to_owned() } else { format!("known here: {}", listed(&known, "and")) };
        let legal = Legal { see: Some(see), ..Legal::of(lists().map(|list| &list.name.value)) };
        // Of a name that is known the version is not, and a version is a number: it is listed, never offered.
        if name.value.is_placeholder() || !lists().any(|list| list.name.value == name.value) {
            self.unknown(name, "a screening list", legal);
        } else {
            let word = At::new(Name::typed(&format!("{} {}", name.value, version.value)), name.span.to(version.span));
            self.unknown(&word, "a screening list", Legal { offered: Vec::new(), ..legal });
        }
    }

    /// A label edition of a product.
    pub(super) fn label(&mut self, word: &Word, product: &ProductId) -> At<LabelId> {
        let library = self.library;
        match library.product(product.as_str()) {
            Some(product) if product.labels.iter().any(|label| label.name.value == word.value) => {
                let named = product.labels.iter().find(|label| label.name.value == word.value);
                self.labels.extend(named.map(|label| (product.name.value.as_str(), label.name.value.as_str())));
            }
            Some(product) => {
                // Editions are easily confused (uk-label, us-label), so none is offered.
                let known: Vec<&Name> = product.labels.iter().map(|label| &label.name.value).collect();
                let see = if known.is_empty() {
                    "no label of this product is known, so nothing says how much of it may be used".to_owned()
                } else {
                    format!("known here: {}", listed(&known, "and"))
                };
                self.unknown(word, "a label edition of this product", Legal { see: Some(see), ..Legal::default() });
            }
            None => drop(self.chosen(word, "a label edition of this product")),
        }
        At::new(LabelId(word.value.clone()), word.span)
    }

    /// A condition, and the place of its entry when it is known.
    pub(super) fn condition(&mut self, word: &Word) -> (At<ConditionId>, Option<usize>) {
        let library = self.library;
        let entry = library.condition_place(word.value.as_str());
        if let Some(entry) = library.condition(word.value.as_str()) {
            self.uses("condition", &entry.name, word.span);
        } else {
            let (drugs, others): (Vec<_>, Vec<_>) =
                library.entries().conditions.iter().partition(|entry| entry.class.iter().any(|class| class.value == "drug"));
            let withheld = drugs.into_iter().map(|entry| &entry.name.value).collect();
            let see = Some("see what is known with: needlepoint show conditions; names of drugs are never guessed".to_owned());
            self.unknown(word, "a condition", Legal { withheld, see, ..Legal::of(others.into_iter().map(|entry| &entry.name.value)) });
        }
        (At::new(ConditionId(word.value.clone()), word.span), entry)
    }

    /// A source.
    pub(super) fn source(&mut self, word: &Word) -> At<SourceId> {
        let library = self.library;
        match library.source(word.value.as_str()) {
            Some(entry) => self.uses("source", &entry.name, word.span),
            None => {
                self.unknown(word, "a source", Legal::listed(library.entries().sources.iter().map(|entry| &entry.name.value), "sources"))
            }
        }
        At::new(SourceId(word.value.clone()), word.span)
    }

    /// Sources of one line.
    pub(super) fn sources(&mut self, words: &[Word]) -> Vec<At<SourceId>> {
        self.repeated(words);
        words.iter().map(|word| self.source(word)).collect()
    }

    /// Indications of one line.
    pub(super) fn indications(&mut self, words: &[Word]) -> Vec<At<Name>> {
        self.repeated(words);
        words.iter().map(|word| self.indication(word)).collect()
    }

    /// An indication.
    pub(super) fn indication(&mut self, word: &Word) -> At<Name> {
        let library = self.library;
        match library.indication(word.value.as_str()) {
            Some(entry) => self.uses("indication", &entry.name, word.span),
            None => {
                let known = library.entries().indications.iter().map(|entry| &entry.name.value);
                self.unknown(word, "an indication", Legal::listed(known, "indications"));
            }
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
        self.repeated(words);
        words.iter().map(|word| self.word_of(known, word, what)).collect()
    }

    fn word_of(&mut self, known: &[Word], word: &Word, what: &'static str) -> At<Name> {
        if !known.iter().any(|known| known.value == word.value) {
            self.unknown(word, what, Legal::of(known.iter().map(|known| &known.value)));
        }
        word.clone()
    }

    /// What is done when a course does not go as planned: one of a few phrases, never more depth or passes.
    pub(super) fn answers<'t>(&mut self, said: &'t [At<Name>]) -> &'t [At<Name>] {
        const KNOWN: [Name; 3] =
            [Name::fixed("clinician-review"), Name::fixed("contact patient"), Name::fixed("contact patient, not counted")];
        for phrase in said.iter().filter(|phrase| !KNOWN.contains(&phrase.value)) {
            // The place of a phrase is its whole line; a word in capitals in it is still to be chosen.
            let open = phrase.value.as_str().split([' ', '\t', ',']).map(Name::typed).find(Name::is_placeholder);
            let word = At::new(open.unwrap_or_else(|| phrase.value.clone()), phrase.span);
            let see = format!("known here: {}", listed(&KNOWN.each_ref().map(|known| format!("`{known}`")), "and"));
            self.unknown(&word, "an answer", Legal { see: Some(see), ..Legal::of(KNOWN.iter()) });
        }
        said
    }

    /// Things a patient leaves off: products, conditions that are drugs, or words of the closed list.
    pub(super) fn left_off(&mut self, words: &[Word], kind: &str) -> Vec<At<Name>> {
        let library = self.library;
        self.repeated(words);
        for word in words {
            let (name, known) = (word.value.as_str(), library.words(kind));
            if let Some(product) = library.product(name) {
                self.uses("product", &product.name, word.span);
            }
            if let Some(activity) = library.activity(name) {
                self.uses("activity", &activity.name, word.span);
            }
            if library.left_off(name, kind) {
                continue;
            }
            let offered: Vec<&Name> = known.iter().map(|known| &known.value).collect();
            let see = format!(
                "a product, or one of: {}; see the products with: needlepoint show products; names of drugs are never guessed",
                listed(&offered, "or")
            );
            let withheld = library.entries().products.iter().map(|entry| &entry.name.value).collect();
            self.unknown(word, "something a patient leaves off", Legal { offered, withheld, see: Some(see) });
        }
        words.to_vec()
    }
}

/// The classes of what is built in.
fn known_classes(library: &Library) -> BTreeSet<&Name> {
    let built_in = library.entries().products.iter().filter(|entry| !library.is_clinics(entry.name.span));
    built_in.flat_map(|entry| entry.class.iter()).map(|class| &class.value).collect()
}
