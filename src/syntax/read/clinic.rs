//! A clinic's file and its policies.

use pest::iterators::Pair;

use super::Reader;
use crate::diagnostic::Name;
use crate::source::At;
use crate::syntax::blocks::Block;
use crate::syntax::cursor::{Parts, span};
use crate::syntax::entries::{Clinic, OpenSpan, Policy};
use crate::syntax::grammar::Rule;

impl<'s> Reader<'s> {
    pub(super) fn clinic(&mut self, pair: Pair<'s, Rule>) -> Option<Clinic> {
        let mut to = Clinic {
            name: At::new(Name::fixed(""), self.source.whole()),
            place: Vec::new(),
            setting: Vec::new(),
            zone: Vec::new(),
            open: Vec::new(),
            closed: Vec::new(),
            emergency: Vec::new(),
            licensed: Vec::new(),
            policies: Vec::new(),
            broken: Vec::new(),
        };
        let mut broken = Vec::new();
        to.name = self.block(
            pair,
            Rule::clinic_open,
            Block::Clinic,
            &mut broken,
            |_, p| p.word(),
            |r, broken, item| {
                match item.as_rule() {
                    Rule::place => to.place.extend(r.statement(item, broken, |_, p| p.word())),
                    Rule::setting => to.setting.extend(r.statement(item, broken, |_, p| p.word())),
                    Rule::zone => to.zone.extend(r.statement(item, broken, |r, p| {
                        p.take(Rule::token).map(|pair| At::new(Name::typed(pair.as_str()), span(&pair, r.file())))
                    })),
                    Rule::open => {
                        let spans = r.statement(item, broken, |r, p| {
                            p.each(Rule::open_span).into_iter().map(|(_, mut part)| r.open_span(&mut part)).collect::<Option<Vec<_>>>()
                        });
                        to.open.extend(spans.unwrap_or_default());
                    }
                    Rule::closed => {
                        let days = r.statement(item, broken, |r, p| {
                            let mut days = vec![r.day(p)?];
                            while p.next_is(Rule::date) {
                                days.push(r.day(p)?);
                            }
                            Some(days)
                        });
                        to.closed.extend(days.unwrap_or_default());
                    }
                    Rule::emergency => to.emergency.extend(r.statement(item, broken, |r, p| r.kept_text(p))),
                    Rule::licensed => to.licensed.extend(r.statement(item, broken, |_, p| p.words()).unwrap_or_default()),
                    Rule::policy_file => to.policies.extend(r.statement(item, broken, |r, p| r.kept_text(p))),
                    _ => return Some(item),
                }
                None
            },
        )?;
        to.broken = broken;
        Some(to)
    }

    fn open_span(&mut self, parts: &mut Parts<'s>) -> Option<OpenSpan> {
        let file = self.file();
        let time = |parts: &mut Parts<'s>| parts.take(Rule::time).map(|pair| At::new(Name::typed(pair.as_str()), span(&pair, file)));
        Some(OpenSpan { first: parts.word()?, last: parts.word(), from: time(parts)?, to: time(parts)? })
    }

    pub(super) fn policy(&mut self, pair: Pair<'s, Rule>) -> Option<Policy> {
        let (mut depths, mut next, mut require, mut forbid, mut broken) = (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let name = self.block(
            pair,
            Rule::policy_open,
            Block::Policy,
            &mut broken,
            |_, p| p.word(),
            |r, broken, item| {
                match item.as_rule() {
                    Rule::policy_depth => r.put(item, &mut depths, broken, |r, p| Some((p.word()?, r.quantity(p)?))),
                    Rule::next_at_least => next.extend(r.at_least(item, broken)),
                    Rule::require => require.extend(r.statement(item, broken, |_, p| Some((p.word()?, p.words()?)))),
                    Rule::forbid => forbid.extend(r.statement(item, broken, |_, p| Some((p.word()?, p.words()?)))),
                    _ => return Some(item),
                }
                None
            },
        )?;
        Some(Policy { name, depths, next, require, forbid, broken })
    }
}
