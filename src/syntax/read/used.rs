//! Products, what is left off at home, and conditions.

use pest::iterators::Pair;

use super::Reader;
use crate::source::At;
use crate::syntax::blocks::Block;
use crate::syntax::cursor::trimmed;
use crate::syntax::entries::{Activity, Asks, Condition, LeftOff, List, NotOn, Product, ShortestWait, Window};
use crate::syntax::grammar::Rule;
use crate::syntax::tree::Broken;

impl<'s> Reader<'s> {
    pub(super) fn product(&mut self, pair: Pair<'s, Rule>) -> Option<Product> {
        let (mut class, mut facts, mut windows, mut labels) = (List::default(), List::default(), List::default(), List::default());
        let (mut not_on, mut asks, mut dries, mut disagree) = (List::default(), List::default(), None, None);
        let name = self.block(
            pair,
            Rule::product_open,
            Block::Product,
            &mut List::default(),
            |_, p| p.word(),
            |r, broken, item| {
                let at = trimmed(&item, r.file());
                match item.as_rule() {
                    Rule::class => class = r.statement(item, broken, |_, p| p.words()).unwrap_or_default(),
                    Rule::fact => r.fact(item, broken).into_iter().for_each(|fact| facts.push(fact)),
                    Rule::not_on_skin => {
                        let read = r.statement(item, broken, |r, p| {
                            Some(Window { span: at, before: r.elapsed(p)?.value, after: r.elapsed(p)?.value, binding: r.binding(p)? })
                        });
                        read.into_iter().for_each(|window| windows.push(window));
                    }
                    Rule::not_on => {
                        let read = r.statement(item, broken, |r, p| Some(NotOn { span: at, areas: p.words()?, binding: r.binding(p)? }));
                        read.into_iter().for_each(|limit| not_on.push(limit));
                    }
                    Rule::asks => {
                        let read =
                            r.statement(item, broken, |r, p| Some(Asks { span: at, conditions: p.words()?, binding: r.binding(p)? }));
                        read.into_iter().for_each(|ask| asks.push(ask));
                    }
                    Rule::dries => dries = r.statement(item, broken, |r, p| r.binding(p)).map(|binding| At::new(binding, at)),
                    Rule::disagreement => disagree = r.disagreement(item, broken),
                    Rule::label => r.label(item).into_iter().for_each(|label| labels.push(label)),
                    _ => return Some(item),
                }
                None
            },
        )?;
        Some(Product { name, class, facts, windows, not_on, dries, asks, disagree, labels })
    }

    pub(super) fn activity(&mut self, pair: Pair<'s, Rule>) -> Option<Activity> {
        let (mut left_off, mut paused, mut required, mut disagree) = (None, None, None, None);
        let name = self.block(
            pair,
            Rule::activity_open,
            Block::Activity,
            &mut List::default(),
            |_, p| p.word(),
            |r, broken, item| {
                let at = trimmed(&item, r.file());
                match item.as_rule() {
                    Rule::left_off => left_off = r.left_off(item, broken),
                    Rule::paused => paused = r.left_off(item, broken),
                    Rule::disagreement => disagree = r.disagreement(item, broken),
                    Rule::required => required = r.statement(item, broken, |r, p| r.binding(p)).map(|binding| At::new(binding, at)),
                    _ => return Some(item),
                }
                None
            },
        )?;
        Some(Activity { name, left_off, paused, required, disagree })
    }

    pub(super) fn condition(&mut self, pair: Pair<'s, Rule>) -> Option<Condition> {
        let (mut class, mut scope, mut verdicts, mut waits, mut required) = (List::default(), None, List::default(), List::default(), None);
        let (mut stopped_by, mut disagree) = (None, None);
        let name = self.block(
            pair,
            Rule::condition_open,
            Block::Condition,
            &mut List::default(),
            |_, p| p.word(),
            |r, broken, item| {
                let at = trimmed(&item, r.file());
                match item.as_rule() {
                    Rule::class => class = r.statement(item, broken, |_, p| p.words()).unwrap_or_default(),
                    Rule::scope => scope = r.statement(item, broken, |_, p| p.word()),
                    Rule::verdicts => verdicts = r.statement(item, broken, |_, p| p.words()).unwrap_or_default(),
                    Rule::shortest_wait => {
                        let read = r.statement(item, broken, |r, p| {
                            Some(ShortestWait { span: at, wait: r.wait_span(&mut p.inner(Rule::wait_span)?)?, binding: r.binding(p)? })
                        });
                        read.into_iter().for_each(|wait| waits.push(wait));
                    }
                    Rule::required => required = r.statement(item, broken, |r, p| r.binding(p)).map(|binding| At::new(binding, at)),
                    Rule::stopped_by => stopped_by = r.reserved(item, broken),
                    Rule::disagreement => disagree = r.disagreement(item, broken),
                    _ => return Some(item),
                }
                None
            },
        )?;
        Some(Condition { name, class, scope, verdicts, waits, required, stopped_by, disagree })
    }

    /// How long something is left off on one side of a session.
    fn left_off(&mut self, item: Pair<'s, Rule>, broken: &mut List<Broken>) -> Option<LeftOff> {
        let at = trimmed(&item, self.file());
        self.statement(item, broken, |r, p| Some(LeftOff { span: at, least: r.elapsed(p)?.value, binding: r.binding(p)? }))
    }
}
