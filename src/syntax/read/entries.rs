//! Entries of the atlas, and a clinic's file and policies.

use pest::iterators::Pair;

use super::Reader;
use crate::diagnostic::{Level, Name};
use crate::source::At;
use crate::syntax::blocks::Block;
use crate::syntax::cursor::{Parts, span, trimmed};
use crate::syntax::entries::{
    Answer, Area, Basis, Binding, Cite, DepthLimit, Disagreement, Entries, Grade, Indication, List, Reserved, ScreeningList, Source, Topic,
    Vocabulary, WrongName,
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
        broken: &mut List<Broken>,
        open: impl FnOnce(&mut Self, &mut Parts<'s>) -> Option<O>,
        mut item: impl FnMut(&mut Self, &mut List<Broken>, Pair<'s, Rule>) -> Option<Pair<'s, Rule>>,
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
    pub(super) fn one_of<T>(&mut self, word: Option<Word>, what: &'static str, known: impl Fn(&str) -> Option<T>) -> Option<At<T>> {
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
        let sources = cite.words()?;
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

    fn depth_limit(&mut self, item: Pair<'s, Rule>, broken: &mut List<Broken>) -> Option<DepthLimit> {
        let at = trimmed(&item, self.file());
        self.statement(item, broken, |r, p| {
            let level = r.level(&mut p.inner(Rule::level)?)?;
            Some(DepthLimit { span: at, level, above: r.quantity(p)?.value, binding: r.binding(p)? })
        })
    }

    /// Where credible sources differ.
    pub(super) fn disagreement(&mut self, item: Pair<'s, Rule>, broken: &mut List<Broken>) -> Option<Disagreement> {
        let at = trimmed(&item, self.file());
        self.statement(item, broken, |r, p| {
            let on = match p.word() {
                Some(word) => Some(r.one_of(Some(word), "what sources disagree on: depth, skin, next or needles", Topic::of)?.value),
                None => None,
            };
            Some(Disagreement { span: at, on, says: r.text(p)?.value, cite: r.cite(p)? })
        })
    }

    fn level(&mut self, parts: &mut Parts<'s>) -> Option<Level> {
        self.one_of(parts.word(), "a level: never, sign-off, caution or note", Level::of).map(|level| level.value)
    }

    fn basis(&mut self, parts: &mut Parts<'s>) -> Option<Basis> {
        let known = |word: &str| Basis::ALL.into_iter().find(|basis| basis.word() == word);
        self.one_of(parts.word(), "a basis: label, evidence, policy or logic", known).map(|basis| basis.value)
    }

    pub(super) fn yes_or_no(&mut self, parts: &mut Parts<'s>) -> Option<At<Answer>> {
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
            &mut List::default(),
            |_, p| p.word(),
            |r, broken, item| {
                match item.as_rule() {
                    Rule::title => title.extend(r.statement(item, broken, |r, p| r.text(p))),
                    Rule::doi => found.extend(r.statement(item, broken, |r, p| {
                        let pair = p.take(Rule::token)?;
                        Some(At::new(Name::typed(&format!("doi {}", pair.as_str())), span(&pair, r.file())))
                    })),
                    Rule::address => found.extend(r.statement(item, broken, |r, p| r.text(p))),
                    Rule::grade => grade.extend(r.statement(item, broken, |r, p| {
                        let known = |word: &str| Grade::ALL.into_iter().find(|grade| grade.word() == word);
                        r.one_of(p.word(), "a grade: regulator, label, paper, textbook, practice or unreliable", known)
                    })),
                    Rule::read => read.extend(r.statement(item, broken, |r, p| if p.next_is(Rule::text) { r.text(p) } else { p.word() })),
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
            &mut List::default(),
            |_, p| p.word(),
            |r, broken, item| {
                match item.as_rule() {
                    Rule::part_of => to.part_of = r.statement(item, broken, |_, p| p.word()).or(to.part_of.take()),
                    Rule::beside => to.beside = r.statement(item, broken, |_, p| p.words()).unwrap_or_default(),
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
                    Rule::depth_limit => r.depth_limit(item, broken).into_iter().for_each(|limit| to.limits.push(limit)),
                    Rule::needling => {
                        let at = trimmed(&item, r.file());
                        to.closed = r.statement(item, broken, |r, p| r.binding(p)).map(|binding| At::new(binding, at));
                    }
                    Rule::evidence => to.evidence = r.statement(item, broken, |_, p| p.word()),
                    Rule::disagreement => r.disagreement(item, broken).into_iter().for_each(|one| to.disagreements.push(one)),
                    _ => return Some(item),
                }
                None
            },
        )?;
        Some(to)
    }

    /// Who alone may say or do a thing.
    pub(super) fn reserved(&mut self, item: Pair<'s, Rule>, broken: &mut List<Broken>) -> Option<Reserved> {
        let at = trimmed(&item, self.file());
        self.statement(item, broken, |r, p| Some(Reserved { span: at, to: p.words()?, binding: r.binding(p)? }))
    }

    fn indication(&mut self, pair: Pair<'s, Rule>) -> Option<Indication> {
        let (mut title, mut too_new, mut treated_by) = (None, None, None);
        let (mut limits, mut disagreements) = (List::default(), List::default());
        let name = self.block(
            pair,
            Rule::indication_open,
            Block::Indication,
            &mut List::default(),
            |_, p| p.word(),
            |r, broken, item| {
                match item.as_rule() {
                    Rule::title => title = r.statement(item, broken, |r, p| r.text(p)),
                    Rule::too_new => too_new = r.statement(item, broken, |_, p| p.word()),
                    Rule::treated_by => treated_by = r.reserved(item, broken),
                    Rule::depth_limit => r.depth_limit(item, broken).into_iter().for_each(|limit| limits.push(limit)),
                    Rule::disagreement => r.disagreement(item, broken).into_iter().for_each(|one| disagreements.push(one)),
                    _ => return Some(item),
                }
                None
            },
        )?;
        Some(Indication { name, title, too_new, treated_by, limits, disagreements })
    }

    fn list(&mut self, pair: Pair<'s, Rule>) -> Option<ScreeningList> {
        let (mut items, mut cite) = (List::default(), None);
        let open = |r: &mut Self, p: &mut Parts<'s>| {
            let name = p.word()?;
            let version = p.take(Rule::number)?;
            Some((name, At::new(Name::typed(version.as_str()), span(&version, r.file()))))
        };
        let (name, version) = self.block(pair, Rule::list_open, Block::List, &mut List::default(), open, |r, broken, item| {
            if item.as_rule() == Rule::label_source {
                cite = r.statement(item, broken, |r, p| r.cite(p));
                return None;
            }
            if r.screening(&item, &mut items, broken) { None } else { Some(item) }
        })?;
        Some(ScreeningList { name, version, items, cite })
    }

    fn wrong_name(&mut self, pair: Pair<'s, Rule>) -> Option<WrongName> {
        let mut why = None;
        let name = self.block(
            pair,
            Rule::wrong_name_open,
            Block::WrongName,
            &mut List::default(),
            |_, p| p.word(),
            |r, broken, item| {
                match item.as_rule() {
                    Rule::why => why = r.statement(item, broken, |r, p| r.text(p)),
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
            &mut List::default(),
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
        disagreements: List::default(),
    }
}
