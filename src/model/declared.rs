//! What a clinic declares: products, lists, areas and sources of its own, each with a source, and never under a built-in name.

use std::collections::BTreeMap;

use super::clinic::ClinicText;
use super::library::{ATLAS_TEXTS, Library};
use super::names::Names;
use super::problem::{
    AreaUnlimited, ClassMissing, EntryNotClinics, LabelUnlimited, ListInList, NameRedefined, SourceMissing, SourceTooWeak, StatedTwice,
    problem,
};
use crate::diagnostic::{Level, Name, Problem};
use crate::source::Span;
use crate::syntax::entries::{Area, Basis, Binding, Cite, Entries, Grade, Label, List, Most, Product, ScreeningList, Source};
use crate::syntax::tree::{Screening, Word};

/// A name of the clinic's own that a protocol uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    /// What it is: a product, a list, an area, a source.
    pub kind: &'static str,
    /// The name.
    pub name: Name,
    /// Where the clinic declares it.
    pub declared: Span,
    /// Where the protocol uses it.
    pub used: Span,
}

impl Library {
    /// Whether what stands here was written by a clinic, and not by the atlas.
    #[must_use]
    pub fn is_clinics(&self, at: Span) -> bool {
        usize::from(at.file.0) >= ATLAS_TEXTS.len()
    }
}

/// Adds what the texts declare; a name that is built in or declared before keeps its first meaning.
pub(super) fn add(library: &mut Library, texts: &[ClinicText<'_>]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for Entries { sources, areas, products, lists, devices, activities, conditions, indications, hazards, vocabularies, wrong_names } in
        texts.iter().map(|text| &text.parsed.tree.entries)
    {
        let entries = &mut library.entries;
        take(&mut entries.sources, sources, "source", |entry| (&entry.name, None), &mut problems);
        take(&mut entries.areas, areas, "area", |entry| (&entry.name, None), &mut problems);
        take(&mut entries.products, products, "product", |entry| (&entry.name, None), &mut problems);
        take(&mut entries.lists, lists, "list", |entry| (&entry.name, Some(&entry.version.value)), &mut problems);
        let mut not =
            |what, name: &Word| problems.push(problem(name.span, EntryNotClinics { at: name.span, name: name.value.clone(), what }));
        devices.iter().for_each(|entry| not("a device", &entry.name));
        activities.iter().for_each(|entry| not("an activity", &entry.name));
        conditions.iter().for_each(|entry| not("a condition", &entry.name));
        indications.iter().for_each(|entry| not("an indication", &entry.name));
        hazards.iter().for_each(|entry| not("a hazard", &entry.name));
        vocabularies.iter().for_each(|entry| not("a vocabulary", &entry.name));
        wrong_names.iter().for_each(|entry| not("a wrong name", &entry.name));
    }
    inherit(&mut library.entries.products);
    library.put_in_order();
    problems
}

/// A product of a clinic's own stays off the skin for as long as what is built in and of the same class, and the screening asks the same
/// of those it is used on.
fn inherit(products: &mut List<Product>) {
    let built_in = |product: &Product| usize::from(product.name.span.file.0) < ATLAS_TEXTS.len();
    // That it disinfects makes it no other antiseptic: what burns is told by the class that says what is in it.
    let narrow = |one: &Product, other: &Product| {
        let own = one.class.iter().filter(|class| class.value != "antiseptic" && class.value != "surface-disinfectant");
        own.into_iter().any(|class| other.class.iter().any(|of| of.value == class.value))
    };
    let same = |one: &Product, other: &Product| one.class.iter().any(|class| other.class.iter().any(|of| of.value == class.value));
    if products.iter().all(built_in) {
        return;
    }
    let all = products.clone();
    let joined = all.iter().map(|written| {
        let mut product = written.clone();
        if !built_in(written) {
            for entry in all.iter().filter(|entry| built_in(entry) && same(entry, written)) {
                entry.windows.iter().for_each(|window| product.windows.push(window.clone()));
                entry.asks.iter().for_each(|ask| product.asks.push(ask.clone()));
                product.dries = product.dries.take().or_else(|| entry.dries.clone().filter(|_| narrow(entry, written)));
                entry.not_on.iter().filter(|_| narrow(entry, written)).for_each(|limit| product.not_on.push(limit.clone()));
            }
        }
        product
    });
    *products = joined.collect();
}

/// Adds entries of one kind; a clinic may have several versions of a list, but none under a built-in name.
fn take<T: Clone>(
    known: &mut List<T>,
    more: &List<T>,
    kind: &'static str,
    of: fn(&T) -> (&Word, Option<&Name>),
    problems: &mut Vec<Problem>,
) {
    // Of a built-in name every version is taken; of one of the clinic's own, that version.
    let mut seen: BTreeMap<(Name, Option<Name>), (Span, bool)> = BTreeMap::new();
    for entry in known.iter() {
        let (name, version) = of(entry);
        let built_in = usize::from(name.span.file.0) < ATLAS_TEXTS.len();
        seen.entry((name.value.clone(), version.filter(|_| !built_in).cloned())).or_insert((name.span, built_in));
    }
    for entry in more {
        let (name, version) = of(entry);
        let built_in = seen.get(&(name.value.clone(), None)).filter(|(_, built_in)| *built_in);
        let first = built_in.or_else(|| seen.get(&(name.value.clone(), version.cloned()))).copied();
        match first {
            None => {
                seen.insert((name.value.clone(), version.cloned()), (name.span, false));
                known.push(entry.clone());
            }
            Some((first, true)) => {
                let finding = NameRedefined { at: name.span, name: name.value.clone(), kind };
                problems.push(problem(name.span, finding).also(first, "it is built in here"));
            }
            Some((first, false)) => {
                let finding = StatedTwice { at: name.span, what: format!("the {kind} `{}`", name.value) };
                problems.push(problem(name.span, finding).also(first, "stated first here"));
            }
        }
    }
}

/// What the texts declare rests on sources that are known, and lets nothing through that the atlas would hold back.
pub(super) fn check(names: &mut Names<'_>, texts: &[ClinicText<'_>]) {
    for entries in texts.iter().map(|text| &text.parsed.tree.entries) {
        entries.sources.iter().for_each(|entry| source(names, entry));
        entries.areas.iter().for_each(|entry| area(names, entry));
        entries.products.iter().for_each(|entry| product(names, entry));
        entries.lists.iter().for_each(|entry| list(names, entry));
    }
}

fn source(names: &mut Names<'_>, source: &Source) {
    let second_hand = source.read.as_ref().is_some_and(|read| read.value == "unconfirmed");
    let lacks = [
        (source.title.is_none(), "its title"),
        (source.grade.is_none(), "its grade"),
        (source.found.is_none() && !second_hand, "where it was found"),
        (source.read.is_none(), "how much of it was read"),
        (source.renew_by.is_none(), "when it must be read again"),
    ];
    for (_, what) in lacks.into_iter().filter(|(lacks, _)| *lacks) {
        missing(names, &source.name, &format!("the source `{}`", source.name.value), what);
    }
}

fn missing(names: &mut Names<'_>, name: &Word, of: &str, what: &str) {
    let finding = SourceMissing { at: name.span, of: of.to_owned(), what: what.to_owned() };
    names.problems.push(problem(name.span, finding));
}

/// A citation names sources that are known; none at all is said at `at`.
fn cited(names: &mut Names<'_>, cite: Option<&Cite>, at: Span, of: &str) {
    let sources = cite.map_or(&[][..], |cite| &cite.sources);
    if sources.is_empty() {
        names.problems.push(problem(at, SourceMissing { at, of: of.to_owned(), what: "a source".to_owned() }));
    }
    for source in sources.iter().chain(cite.and_then(|cite| cite.reports.as_ref())) {
        names.source(source);
    }
    if cite.and_then(|cite| names.library.best_grade(cite)) == Some(Grade::Unreliable) {
        names.problems.push(problem(at, SourceTooWeak { at, grade: Grade::Unreliable.word() }));
    }
}

/// A limit rests on a source that may carry its level.
fn bound(names: &mut Names<'_>, level: Option<Level>, binding: &Binding, at: Span, of: &str) {
    cited(names, Some(&binding.cite), at, of);
    let sourced = matches!(binding.basis, Some(Basis::Label | Basis::Evidence));
    let firm = level.or(binding.level).is_none_or(|level| level > Level::Caution);
    if sourced && firm && names.library.best_grade(&binding.cite) == Some(Grade::Practice) {
        names.problems.push(problem(at, SourceTooWeak { at, grade: Grade::Practice.word() }));
    }
}

fn area(names: &mut Names<'_>, area: &Area) {
    let of = format!("the area `{}`", area.name.value);
    for other in area.part_of.iter().chain(&area.beside) {
        names.area(other);
    }
    if let (Some(skin), cite) = (&area.skin, &area.skin_cite) {
        cited(names, cite.as_ref(), skin.span, &of);
    }
    for limit in &area.limits {
        bound(names, Some(limit.level), &limit.binding, limit.span, &of);
    }
    if let Some(closed) = &area.closed {
        bound(names, None, &closed.value, closed.span, &of);
    }
    if area.skin.is_none() && area.limits.is_empty() && area.closed.is_none() {
        missing(names, &area.name, &of, "a source");
    }
    // Without a limit of its own or of an area it lies in, every depth would do.
    let around = names.library.with_parents(area.name.value.as_str());
    let known = around.iter().any(|entry| !names.library.is_clinics(entry.name.span));
    if !known || !around.iter().any(|entry| entry.closed.is_some() || entry.limits.iter().any(|limit| limit.level >= Level::SignOff)) {
        let at = area.name.span;
        names.problems.push(problem(at, AreaUnlimited { at, area: area.name.value.clone() }));
    }
}

fn product(names: &mut Names<'_>, product: &Product) {
    let of = format!("the product `{}`", product.name.value);
    for fact in &product.facts {
        cited(names, Some(&fact.cite), fact.span, &of);
    }
    for class in &product.class {
        names.class(class);
    }
    if product.class.is_empty() {
        let finding = ClassMissing { at: product.name.span, product: product.name.value.clone(), known: names.classes() };
        names.problems.push(problem(product.name.span, finding));
    }
    if product.labels.is_empty() && product.class.iter().any(|class| class.value == "topical-anaesthetic") {
        missing(names, &product.name, &of, "the label that sets its limits");
    }
    for window in &product.windows {
        bound(names, None, &window.binding, window.span, &of);
    }
    for limit in &product.not_on {
        limit.areas.iter().for_each(|area| drop(names.area(area)));
        bound(names, None, &limit.binding, limit.span, &of);
    }
    for ask in &product.asks {
        ask.conditions.iter().for_each(|condition| drop(names.condition(condition)));
        bound(names, None, &ask.binding, ask.span, &of);
    }
    if let Some(dries) = &product.dries {
        bound(names, None, &dries.value, dries.span, &of);
    }
    if let Some(said) = &product.disagree {
        cited(names, Some(&said.cite), said.span, &of);
    }
    for label in &product.labels {
        of_label(names, label, &of);
        let numbs = !label.strengths.is_empty() || product.class.iter().any(|class| class.value == "topical-anaesthetic");
        if let Some(lacks) = unlimited(label).filter(|_| numbs) {
            let at = label.name.span;
            names.problems.push(problem(at, LabelUnlimited { at, label: label.name.value.clone(), lacks }));
        }
    }
    if product.facts.is_empty() && product.windows.is_empty() && product.labels.is_empty() {
        missing(names, &product.name, &of, "a source");
    }
}

/// A label rests on the source of the whole; a limit on it may name another.
fn of_label(names: &mut Names<'_>, label: &Label, of: &str) {
    cited(names, label.cite.as_ref(), label.name.span, of);
    for area in &label.areas {
        names.area(area);
    }
    names.indications(&label.indications);
    let own = |cite: &Cite| label.cite.as_ref().filter(|_| cite.sources.is_empty()).unwrap_or(cite).clone();
    for ingredient in &label.strengths {
        let cite = own(&ingredient.cite);
        if !cite.sources.is_empty() {
            cited(names, Some(&cite), ingredient.span, of);
        }
    }
    // That the label names no source has been said; its limits have none of their own then.
    let dwell = label.dwell.iter().map(|limit| (&limit.binding, limit.span));
    let most = label.most.iter().map(|limit| (&limit.binding, limit.span));
    label.dwell.iter().filter_map(|limit| limit.on.as_ref()).for_each(|condition| drop(names.condition(condition)));
    for (binding, at) in dwell.chain(most).chain(label.coverage.iter().map(|limit| (&limit.binding, limit.span))) {
        let cite = own(&binding.cite);
        if !cite.sources.is_empty() {
            bound(names, None, &Binding { cite, ..binding.clone() }, at, of);
        }
    }
}

/// What the label of an anaesthetic leaves open, so that any strength, time or amount would do: a limit that only cautions holds nothing
/// back, and a largest surface is no amount while nothing says how much lies on each piece of it.
fn unlimited(label: &Label) -> Option<String> {
    let firm = |binding: &Binding| binding.level.is_none_or(|level| level > Level::Caution);
    let surface = |limit: &Most| limit.surface.is_some() && label.coverage.is_some();
    let lacks = [
        (label.strengths.is_empty(), "no strength"),
        (!label.dwell.iter().any(|limit| limit.on.is_none() && firm(&limit.binding)), "no longest time"),
        (!label.most.iter().any(|limit| firm(&limit.binding) && (limit.mass.is_some() || surface(limit))), "no largest amount"),
    ];
    let lacks: Vec<&str> = lacks.into_iter().filter(|(lacks, _)| *lacks).map(|(_, what)| what).collect();
    (!lacks.is_empty()).then(|| crate::diagnostic::listed(&lacks, "and"))
}

fn list(names: &mut Names<'_>, list: &ScreeningList) {
    cited(names, list.cite.as_ref(), list.name.span, &format!("the list `{}`", list.name.value));
    for item in &list.items {
        match &item.value {
            Screening::DoNotTreat(_, words)
            | Screening::Postpone(_, words, _)
            | Screening::Wait(_, words, _)
            | Screening::Decide(words, ..) => {
                words.iter().for_each(|word| drop(names.condition(word)));
            }
            Screening::Record(words) => drop(names.words(words, "record", "something to record")),
            Screening::UseList(name, _) => {
                let at = item.span;
                names.problems.push(problem(at, ListInList { at, list: list.name.value.clone(), other: name.value.clone() }));
            }
            Screening::Age(_) | Screening::Phototype(..) => {}
        }
    }
}
