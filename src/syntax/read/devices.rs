//! Devices, their cartridges, and labels of devices and products.

use pest::iterators::Pair;

use super::Reader;
use crate::diagnostic::Name;
use crate::source::At;
use crate::syntax::blocks::Block;
use crate::syntax::cursor::{Parts, span, trimmed};
use crate::syntax::entries::{
    AtLeast, Cartridge, Device, Dial, Dwell, Fact, Ingredient, Label, LabelDepth, List, Most, NotLicensed, Published, Spread,
};
use crate::syntax::grammar::Rule;
use crate::syntax::tree::Broken;

impl<'s> Reader<'s> {
    pub(super) fn device(&mut self, pair: Pair<'s, Rule>) -> Option<Device> {
        let mut to = Device {
            name: At::new(Name::fixed(""), self.source.whole()),
            dial: None,
            motor: None,
            tolerance: None,
            not_licensed: List::default(),
            disagreements: List::default(),
            revision: None,
            capacities: List::default(),
            cartridges: List::default(),
            labels: List::default(),
        };
        to.name = self.block(
            pair,
            Rule::device_open,
            Block::Device,
            &mut List::default(),
            |_, p| p.word(),
            |r, broken, item| {
                let at = trimmed(&item, r.file());
                match item.as_rule() {
                    Rule::dial => {
                        to.dial = r.statement(item, broken, |r, p| {
                            let (from, end) = match p.inner(Rule::dial_end) {
                                Some(mut only) => (None, r.quantity(&mut only)?),
                                None => r.range(p).map(|(from, end)| (Some(from.value), end))?,
                            };
                            let step = if p.has(Rule::unpublished) { None } else { Some(r.quantity(p)?.value) };
                            Some(Dial { span: at, from, to: end.value, step, cite: r.cite(p)? })
                        });
                    }
                    Rule::device_speed => {
                        to.motor = r.statement(item, broken, |r, p| {
                            r.published(p, |r, p| {
                                let (from, end) = if p.next_is(Rule::range) { r.range(p)? } else { r.quantity(p).map(|one| (one, one))? };
                                Some(At::new((from.value, end.value), at))
                            })
                        });
                    }
                    Rule::tolerance => {
                        to.tolerance = r.statement(item, broken, |r, p| Some((At::new(r.quantity(p)?.value, at), r.cite(p)?)));
                    }
                    Rule::not_licensed => {
                        let read =
                            r.statement(item, broken, |r, p| Some(NotLicensed { span: at, places: p.words()?, binding: r.binding(p)? }));
                        read.into_iter().for_each(|places| to.not_licensed.push(places));
                    }
                    Rule::disagreement => r.disagreement(item, broken).into_iter().for_each(|one| to.disagreements.push(one)),
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
            &mut List::default(),
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

    pub(super) fn fact(&mut self, item: Pair<'s, Rule>, broken: &mut List<Broken>) -> Option<Fact> {
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
            place: None,
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
            &mut List::default(),
            |_, p| p.word(),
            |r, broken, item| {
                let at = trimmed(&item, r.file());
                match item.as_rule() {
                    Rule::indication => to.indications = r.statement(item, broken, |_, p| p.words()).unwrap_or_default(),
                    Rule::label_area => to.areas = r.statement(item, broken, |_, p| p.words()).unwrap_or_default(),
                    Rule::place => to.place = r.statement(item, broken, |_, p| p.word()),
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

    pub(super) fn at_least(&mut self, item: Pair<'s, Rule>, broken: &mut List<Broken>) -> Option<AtLeast> {
        let at = trimmed(&item, self.file());
        self.statement(item, broken, |r, p| Some(AtLeast { span: at, days: r.calendar(p)?.value, binding: r.binding(p)? }))
    }

    /// `most 53 g on 400 cm2`, `most 60 g`, `most 900 cm2`: the unit of the first says which it is.
    fn most(&mut self, item: Pair<'s, Rule>, broken: &mut List<Broken>) -> Option<Most> {
        let at = trimmed(&item, self.file());
        let said = item.as_str().split('#').next().unwrap_or_default();
        let surface_only = said.contains("cm2") && !said.split_whitespace().any(|word| word == "on");
        self.statement(item, broken, |r, p| {
            let mass = if surface_only { None } else { Some(r.quantity(p)?.value) };
            let surface = if p.next_is(Rule::quantity) { Some(r.quantity(p)?.value) } else { None };
            Some(Most { span: at, mass, surface, binding: r.binding(p)? })
        })
    }
}
