//! Entries of the atlas, and a clinic's file and policies.

use pest::iterators::Pair;

use super::Reader;
use crate::diagnostic::{Level, Name};
use crate::source::At;
use crate::syntax::blocks::Block;
use crate::syntax::cursor::{Parts, span, trimmed};
use crate::syntax::entries::{
    Answer, Area, AtLeast, Basis, Binding, Cartridge, Cite, DepthLimit, Device, Dial, Dwell, Entries, Fact, Grade, Hazard, Indication,
    Ingredient, Label, LabelDepth, List, Most, Motor, Published, Reserved, ScreeningList, Source, Spread, Vocabulary, WrongName,
};
use crate::syntax::grammar::Rule;
use crate::syntax::problem;
use crate::syntax::tree::{Broken, Word};

impl<'s> Reader<'s> {
    pub(super) fn entry(&mut self, pair: Pair<'s, Rule>, to: &mut Entries) {
        match pair.as_rule() {
            Rule::source_entry => self.source(pair).into_iter().for_each(|entry| to.sources.push(entry)),
            Rule::area_entry => self.area_entry(pair).into_iter().for_each(|entry| {
                // Each side is an area of its own: all that is known of the whole binds it, because it lies in it.
                for side in &entry.sides {
                    to.areas.push(Area { part_of: Some(entry.name.clone()), ..bare(side.clone()) });
                }
                to.areas.push(entry);
            }),
            Rule::device_entry => self.device(pair).into_iter().for_each(|entry| to.devices.push(entry)),
            Rule::product_entry => self.product(pair).into_iter().for_each(|entry| to.products.push(entry)),
            Rule::activity_entry => self.activity(pair).into_iter().for_each(|entry| to.activities.push(entry)),
            Rule::condition_entry => self.condition(pair).into_iter().for_each(|entry| to.conditions.push(entry)),
            Rule::indication_entry => self.indication(pair).into_iter().for_each(|entry| to.indications.push(entry)),
            Rule::list_entry => self.list(pair).into_iter().for_each(|entry| to.lists.push(entry)),
            Rule::wrong_name_entry => self.wrong_name(pair).into_iter().for_each(|entry| to.wrong_names.push(entry)),
            Rule::hazard_entry => self.hazard(pair).into_iter().for_each(|entry| to.hazards.push(entry)),
            _ => self.vocabulary(pair).into_iter().for_each(|entry| to.vocabularies.push(entry)),
        }
    }

    /// Walks a block: its first line by `open`, each statement by `item`; what `item` does not take is left over.
    pub(super) fn block<O>(
        &mut self,
        pair: Pair<'s, Rule>,
        opener: Rule,
        block: Block,
        broken: &mut Vec<Broken>,
        open: impl FnOnce(&mut Self, &mut Parts<'s>) -> Option<O>,
        mut item: impl FnMut(&mut Self, &mut Vec<Broken>, Pair<'s, Rule>) -> Option<Pair<'s, Rule>>,
    ) -> Option<O> {
        let (opened, first_line, items) = self.opened(pair, opener, block, open)?;
        for pair in items {
            if let Some(pair) = item(self, broken, pair) {
                self.otherwise(pair, first_line, block, broken);
            }
        }
        Some(opened)
    }

    /// One of a closed list of words.
    fn one_of<T>(&mut self, word: Option<Word>, what: &'static str, known: impl Fn(&str) -> Option<T>) -> Option<At<T>> {
        let word = word?;
        match known(word.value.as_str()) {
            Some(value) => Some(At::new(value, word.span)),
            None => {
                self.push(word.span, problem::WordNotOne { at: word.span, word: word.value, what });
                None
            }
        }
    }

    pub(super) fn cite(&mut self, parts: &mut Parts<'s>) -> Option<Cite> {
        let mut cite = parts.inner(Rule::cite)?;
        let sources = List::from(cite.words()?);
        let unconfirmed = cite.has(Rule::unconfirmed);
        let reports = cite.inner(Rule::reports).and_then(|mut reports| reports.word());
        Some(Cite { sources, unconfirmed, reports })
    }

    pub(super) fn cite_or_none(&mut self, parts: &mut Parts<'s>) -> Cite {
        self.cite(parts).unwrap_or(Cite { sources: List::default(), unconfirmed: false, reports: None })
    }

    pub(super) fn binding(&mut self, parts: &mut Parts<'s>) -> Option<Binding> {
        let mut inner = parts.inner(Rule::binding)?;
        let level = match inner.inner(Rule::level) {
            Some(mut word) => Some(self.level(&mut word)?),
            None => None,
        };
        let basis = match inner.inner(Rule::basis_name) {
            Some(mut word) => Some(self.basis(&mut word)?),
            None => None,
        };
        Some(Binding { level, basis, cite: self.cite_or_none(&mut inner) })
    }

    fn level(&mut self, parts: &mut Parts<'s>) -> Option<Level> {
        self.one_of(parts.word(), "a level: never, sign-off, caution or note", Level::of).map(|level| level.value)
    }

    fn basis(&mut self, parts: &mut Parts<'s>) -> Option<Basis> {
        let known = |word: &str| Basis::ALL.into_iter().find(|basis| basis.word() == word);
        self.one_of(parts.word(), "a basis: label, evidence, policy or logic", known).map(|basis| basis.value)
    }

    fn yes_or_no(&mut self, parts: &mut Parts<'s>) -> Option<At<Answer>> {
        self.one_of(parts.word(), "an answer: yes, no or unpublished", |word| match word {
            "yes" => Some(Answer::Yes),
            "no" => Some(Answer::No),
            "unpublished" => Some(Answer::Unpublished),
            _ => None,
        })
    }

    fn source(&mut self, pair: Pair<'s, Rule>) -> Option<Source> {
        let (mut title, mut found, mut read, mut grade, mut renew_by) = (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let name = self.block(
            pair,
            Rule::source_open,
            Block::Source,
            &mut Vec::new(),
            |_, p| p.word(),
            |r, broken, item| {
                match item.as_rule() {
                    Rule::title => title.extend(r.statement(item, broken, |r, p| r.kept_text(p))),
                    Rule::doi => found.extend(r.statement(item, broken, |r, p| {
                        let pair = p.take(Rule::token)?;
                        Some(At::new(Name::typed(&format!("doi {}", pair.as_str())), span(&pair, r.file())))
                    })),
                    Rule::address => found.extend(r.statement(item, broken, |r, p| r.kept_text(p))),
                    Rule::grade => grade.extend(r.statement(item, broken, |r, p| {
                        let known = |word: &str| Grade::ALL.into_iter().find(|grade| grade.word() == word);
                        r.one_of(p.word(), "a grade: regulator, label, paper, textbook, practice or unreliable", known)
                    })),
                    Rule::read => {
                        read.extend(r.statement(item, broken, |r, p| if p.next_is(Rule::text) { r.kept_text(p) } else { p.word() }))
                    }
                    Rule::renew_by => renew_by.extend(r.statement(item, broken, |r, p| r.day(p))),
                    _ => return Some(item),
                }
                None
            },
        )?;
        Some(Source {
            name,
            title: self.once(title),
            found: self.once(found),
            grade: self.once(grade),
            read: self.once(read),
            renew_by: self.once(renew_by),
        })
    }

    /// The one value of a statement that may stand once.
    fn once<T>(&mut self, values: Vec<At<T>>) -> Option<At<T>> {
        let mut values = values.into_iter();
        let first = values.next();
        for again in values {
            self.push(again.span, problem::SaidTwice { at: again.span });
        }
        first
    }

    fn area_entry(&mut self, pair: Pair<'s, Rule>) -> Option<Area> {
        let mut to = bare(At::new(Name::fixed(""), self.source.whole()));
        to.name = self.block(
            pair,
            Rule::area_entry_open,
            Block::AreaEntry,
            &mut Vec::new(),
            |_, p| p.word(),
            |r, broken, item| {
                match item.as_rule() {
                    Rule::part_of => to.part_of = r.statement(item, broken, |_, p| p.word()).or(to.part_of.take()),
                    Rule::beside => to.beside = r.statement(item, broken, |_, p| p.words()).unwrap_or_default().into(),
                    Rule::sides => to.sides = r.statement(item, broken, |_, p| Some(vec![p.word()?, p.word()?])).unwrap_or_default().into(),
                    Rule::bony => {
                        let answer = r.statement(item, broken, |r, p| {
                            let answer = r.yes_or_no(p)?;
                            r.cite_or_none(p);
                            Some(answer)
                        });
                        to.bony = answer.map(|answer| answer.map(|answer| answer == Answer::Yes));
                    }
                    Rule::skin => {
                        let read = r.statement(item, broken, |r, p| Some((r.quantity(p)?, r.cite(p)?)));
                        (to.skin, to.skin_cite) = read.map_or((None, None), |(skin, cite)| (Some(skin), Some(cite)));
                    }
                    Rule::depth_limit => {
                        let at = trimmed(&item, r.file());
                        let limit = r.statement(item, broken, |r, p| {
                            let level = r.level(&mut p.inner(Rule::level)?)?;
                            Some(DepthLimit { span: at, level, above: r.quantity(p)?.value, binding: r.binding(p)? })
                        });
                        limit.into_iter().for_each(|limit| to.limits.push(limit));
                    }
                    Rule::needling => {
                        let at = trimmed(&item, r.file());
                        to.closed = r.statement(item, broken, |r, p| r.binding(p)).map(|binding| At::new(binding, at));
                    }
                    Rule::evidence => to.evidence = r.statement(item, broken, |_, p| p.word()),
                    _ => return Some(item),
                }
                None
            },
        )?;
        Some(to)
    }

    fn device(&mut self, pair: Pair<'s, Rule>) -> Option<Device> {
        let mut to = Device {
            name: At::new(Name::fixed(""), self.source.whole()),
            dial: None,
            motor: None,
            revision: None,
            capacities: List::default(),
            cartridges: List::default(),
            labels: List::default(),
        };
        to.name = self.block(
            pair,
            Rule::device_open,
            Block::Device,
            &mut Vec::new(),
            |_, p| p.word(),
            |r, broken, item| {
                let at = trimmed(&item, r.file());
                match item.as_rule() {
                    Rule::dial => {
                        to.dial = r.statement(item, broken, |r, p| {
                            let (from, end) = r.range(p)?;
                            Some(Dial { span: at, from: from.value, to: end.value, step: r.quantity(p)?.value, cite: r.cite(p)? })
                        });
                    }
                    Rule::device_speed => {
                        to.motor = r.statement(item, broken, |r, p| {
                            let (from, end) = if p.next_is(Rule::range) { r.range(p)? } else { r.quantity(p).map(|one| (one, one))? };
                            Some(Motor { span: at, from: from.value, to: end.value, cite: r.cite(p)? })
                        });
                    }
                    Rule::revision => to.revision = r.statement(item, broken, |r, p| r.count(p)),
                    Rule::capacity => {
                        let parts = r.statement(item, broken, |r, p| {
                            p.each(Rule::capacity_part)
                                .into_iter()
                                .map(|(_, mut part)| Some((part.word()?, r.count(&mut part)?)))
                                .collect::<Option<Vec<_>>>()
                        });
                        to.capacities = parts.unwrap_or_default().into();
                    }
                    Rule::cartridge => r.cartridge(item).into_iter().for_each(|cartridge| to.cartridges.push(cartridge)),
                    Rule::label => r.label(item).into_iter().for_each(|label| to.labels.push(label)),
                    _ => return Some(item),
                }
                None
            },
        )?;
        Some(to)
    }

    fn cartridge(&mut self, pair: Pair<'s, Rule>) -> Option<Cartridge> {
        let (mut needles, mut length, mut facts) = (None, None, List::default());
        let name = self.block(
            pair,
            Rule::cartridge_open,
            Block::Cartridge,
            &mut Vec::new(),
            |_, p| p.word(),
            |r, broken, item| {
                match item.as_rule() {
                    Rule::needles => needles = r.statement(item, broken, |r, p| r.published(p, |r, p| r.count(p))),
                    Rule::length => length = r.statement(item, broken, |r, p| r.published(p, |r, p| r.quantity(p))),
                    Rule::fact => r.fact(item, broken).into_iter().for_each(|fact| facts.push(fact)),
                    _ => return Some(item),
                }
                None
            },
        )?;
        Some(Cartridge { name, needles, length, facts })
    }

    fn published<T>(
        &mut self,
        parts: &mut Parts<'s>,
        read: impl FnOnce(&mut Self, &mut Parts<'s>) -> Option<At<T>>,
    ) -> Option<Published<T>> {
        if let Some(word) = parts.take(Rule::unpublished) {
            return Some(Published::Unpublished(span(&word, self.file())));
        }
        let value = read(self, parts)?;
        Some(Published::Known(value, self.cite_or_none(parts)))
    }

    pub(super) fn fact(&mut self, item: Pair<'s, Rule>, broken: &mut Vec<Broken>) -> Option<Fact> {
        let at = trimmed(&item, self.file());
        self.statement(item, broken, |r, p| {
            let pair = p.take(Rule::fact_name)?;
            let name = At::new(Name::typed(pair.as_str()), span(&pair, r.file()));
            Some(Fact { name, answer: r.yes_or_no(p)?.value, cite: r.cite_or_none(p), span: at })
        })
    }

    pub(super) fn label(&mut self, pair: Pair<'s, Rule>) -> Option<Label> {
        let mut to = Label {
            name: At::new(Name::fixed(""), self.source.whole()),
            indications: List::default(),
            areas: List::default(),
            age: None,
            phototypes: None,
            depth: None,
            next: None,
            cite: None,
            strengths: List::default(),
            coverage: None,
            dwell: List::default(),
            most: List::default(),
            facts: List::default(),
        };
        to.name = self.block(
            pair,
            Rule::label_open,
            Block::Label,
            &mut Vec::new(),
            |_, p| p.word(),
            |r, broken, item| {
                let at = trimmed(&item, r.file());
                match item.as_rule() {
                    Rule::indication => to.indications = r.statement(item, broken, |_, p| p.words()).unwrap_or_default().into(),
                    Rule::label_area => to.areas = r.statement(item, broken, |_, p| p.words()).unwrap_or_default().into(),
                    Rule::label_age => {
                        to.age = r.statement(item, broken, |r, p| {
                            let age = r.age(p)?;
                            r.binding(p)?;
                            Some(age)
                        })
                    }
                    Rule::label_phototype => to.phototypes = r.statement(item, broken, |r, p| r.phototypes(p)),
                    Rule::label_depth => {
                        to.depth = r.statement(item, broken, |r, p| {
                            Some(LabelDepth { span: at, above: r.quantity(p)?.value, binding: r.binding(p)? })
                        });
                    }
                    Rule::next_at_least => to.next = r.at_least(item, broken),
                    Rule::label_source => to.cite = r.statement(item, broken, |r, p| r.cite(p)),
                    Rule::strength => {
                        let read = r.statement(item, broken, |r, p| {
                            Some(Ingredient { span: at, strength: r.quantity(p)?.value, agent: p.word()?, cite: r.cite_or_none(p) })
                        });
                        read.into_iter().for_each(|strength| to.strengths.push(strength));
                    }
                    Rule::coverage => {
                        to.coverage = r.statement(item, broken, |r, p| {
                            let (least, most) = r.range(p)?;
                            Some(Spread { span: at, least: least.value, most: most.value, binding: r.binding(p)? })
                        });
                    }
                    Rule::dwell => {
                        let read = r.statement(item, broken, |r, p| {
                            let (shortest, longest) = r.range(p)?;
                            let on = p.inner(Rule::on_condition).and_then(|mut on| on.word());
                            Some(Dwell { span: at, shortest: shortest.value, longest: longest.value, on, binding: r.binding(p)? })
                        });
                        read.into_iter().for_each(|dwell| to.dwell.push(dwell));
                    }
                    Rule::most => r.most(item, broken).into_iter().for_each(|most| to.most.push(most)),
                    Rule::fact => r.fact(item, broken).into_iter().for_each(|fact| to.facts.push(fact)),
                    _ => return Some(item),
                }
                None
            },
        )?;
        Some(to)
    }

    pub(super) fn at_least(&mut self, item: Pair<'s, Rule>, broken: &mut Vec<Broken>) -> Option<AtLeast> {
        let at = trimmed(&item, self.file());
        self.statement(item, broken, |r, p| Some(AtLeast { span: at, days: r.calendar(p)?.value, binding: r.binding(p)? }))
    }

    /// `most 53 g on 400 cm2`, `most 60 g`, `most 900 cm2`: the unit of the first says which it is.
    fn most(&mut self, item: Pair<'s, Rule>, broken: &mut Vec<Broken>) -> Option<Most> {
        let at = trimmed(&item, self.file());
        let surface_only = item.as_str().contains("cm2") && !item.as_str().split_whitespace().any(|word| word == "on");
        self.statement(item, broken, |r, p| {
            let mass = if surface_only { None } else { Some(r.quantity(p)?.value) };
            let surface = if p.next_is(Rule::quantity) { Some(r.quantity(p)?.value) } else { None };
            Some(Most { span: at, mass, surface, binding: r.binding(p)? })
        })
    }

    /// Who alone may say or do a thing.
    pub(super) fn reserved(&mut self, item: Pair<'s, Rule>, broken: &mut Vec<Broken>) -> Option<Reserved> {
        let at = trimmed(&item, self.file());
        self.statement(item, broken, |r, p| Some(Reserved { span: at, to: List::from(p.words()?), binding: r.binding(p)? }))
    }

    fn indication(&mut self, pair: Pair<'s, Rule>) -> Option<Indication> {
        let (mut title, mut too_new, mut treated_by) = (None, None, None);
        let name = self.block(
            pair,
            Rule::indication_open,
            Block::Indication,
            &mut Vec::new(),
            |_, p| p.word(),
            |r, broken, item| {
                match item.as_rule() {
                    Rule::title => title = r.statement(item, broken, |r, p| r.kept_text(p)),
                    Rule::too_new => too_new = r.statement(item, broken, |_, p| p.word()),
                    Rule::treated_by => treated_by = r.reserved(item, broken),
                    _ => return Some(item),
                }
                None
            },
        )?;
        Some(Indication { name, title, too_new, treated_by })
    }

    fn list(&mut self, pair: Pair<'s, Rule>) -> Option<ScreeningList> {
        let (mut items, mut cite) = (Vec::new(), None);
        let open = |r: &mut Self, p: &mut Parts<'s>| {
            let name = p.word()?;
            let version = p.take(Rule::number)?;
            Some((name, At::new(Name::typed(version.as_str()), span(&version, r.file()))))
        };
        let (name, version) = self.block(pair, Rule::list_open, Block::List, &mut Vec::new(), open, |r, broken, item| {
            if item.as_rule() == Rule::label_source {
                cite = r.statement(item, broken, |r, p| r.cite(p));
                return None;
            }
            if r.screening(&item, &mut items, broken) { None } else { Some(item) }
        })?;
        Some(ScreeningList { name, version, items: List::from(items), cite })
    }

    fn hazard(&mut self, pair: Pair<'s, Rule>) -> Option<Hazard> {
        let (mut harm, mut levels) = (None, List::default());
        let name = self.block(
            pair,
            Rule::hazard_open,
            Block::Hazard,
            &mut Vec::new(),
            |_, p| p.word(),
            |r, broken, item| {
                match item.as_rule() {
                    Rule::harm => harm = r.statement(item, broken, |r, p| r.kept_text(p)),
                    Rule::hazard_level => {
                        let read = r.statement(item, broken, |r, p| {
                            let words = p.words()?;
                            words
                                .into_iter()
                                .map(|word| r.one_of(Some(word), "a level: never, sign-off, caution or note", Level::of))
                                .collect()
                        });
                        levels = read.unwrap_or_else(Vec::new).into();
                    }
                    _ => return Some(item),
                }
                None
            },
        )?;
        Some(Hazard { name, harm, levels })
    }

    fn wrong_name(&mut self, pair: Pair<'s, Rule>) -> Option<WrongName> {
        let mut why = None;
        let name = self.block(
            pair,
            Rule::wrong_name_open,
            Block::WrongName,
            &mut Vec::new(),
            |_, p| p.word(),
            |r, broken, item| {
                match item.as_rule() {
                    Rule::why => why = r.statement(item, broken, |r, p| r.kept_text(p)),
                    _ => return Some(item),
                }
                None
            },
        )?;
        Some(WrongName { name, why })
    }

    fn vocabulary(&mut self, pair: Pair<'s, Rule>) -> Option<Vocabulary> {
        let mut words = List::default();
        let name = self.block(
            pair,
            Rule::vocabulary_open,
            Block::Vocabulary,
            &mut Vec::new(),
            |_, p| p.word(),
            |r, broken, item| {
                match item.as_rule() {
                    Rule::allow => r.statement(item, broken, |_, p| p.words()).into_iter().flatten().for_each(|word| words.push(word)),
                    _ => return Some(item),
                }
                None
            },
        )?;
        Some(Vocabulary { name, words })
    }
}

/// An area of which only the name is known.
fn bare(name: Word) -> Area {
    Area {
        name,
        part_of: None,
        beside: List::default(),
        sides: List::default(),
        bony: None,
        skin: None,
        skin_cite: None,
        limits: List::default(),
        closed: None,
        evidence: None,
    }
}
