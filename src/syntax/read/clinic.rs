//! A clinic's file and its policies.

use pest::iterators::Pair;

use super::Reader;
use crate::diagnostic::Name;
use crate::source::At;
use crate::syntax::blocks::Block;
use crate::syntax::cursor::{Parts, span};
use crate::syntax::entries::{Clinic, List, OpenSpan, Policy, PolicySays};
use crate::syntax::grammar::Rule;

impl<'s> Reader<'s> {
    pub(super) fn clinic(&mut self, pair: Pair<'s, Rule>) -> Option<Clinic> {
        let mut to = Clinic {
            name: At::new(Name::fixed(""), self.source.whole()),
            place: List::default(),
            setting: List::default(),
            zone: List::default(),
            open: List::default(),
            closed: List::default(),
            emergency: List::default(),
            licensed: List::default(),
            policies: List::default(),
            broken: List::default(),
        };
        let mut broken = List::default();
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
                    Rule::emergency => to.emergency.extend(r.statement(item, broken, |r, p| r.text(p))),
                    Rule::licensed => to.licensed.extend(r.statement(item, broken, |_, p| p.words()).unwrap_or_default()),
                    Rule::policy_file => to.policies.extend(r.statement(item, broken, |r, p| r.text(p))),
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
        let (mut says, mut broken) = (List::default(), List::default());
        let name = self.block(
            pair,
            Rule::policy_open,
            Block::Policy,
            &mut broken,
            |_, p| p.word(),
            |r, broken, item| {
                let read: fn(&mut Self, &mut Parts<'s>) -> Option<PolicySays> = match item.as_rule() {
                    Rule::policy_depth => |r, p| Some(PolicySays::Depth(p.word()?, r.quantity(p)?.value)),
                    Rule::policy_passes => |r, p| Some(PolicySays::Passes(p.word()?, r.count(p)?.value)),
                    Rule::policy_sessions => |r, p| Some(PolicySays::Sessions(r.count(p)?.value)),
                    Rule::policy_next => |r, p| Some(PolicySays::Next(r.calendar(p)?.value)),
                    Rule::age => |r, p| Some(PolicySays::Age(r.age(p)?.value)),
                    Rule::wait => |r, p| r.wait(p).map(|(in_area, names, spans)| PolicySays::Wait(in_area, names, spans)),
                    Rule::pause => |r, p| r.pause(p).map(PolicySays::Pause),
                    Rule::contact => |r, p| Some(PolicySays::Contact(p.word()?, r.elapsed(p)?.value)),
                    Rule::require => |_, p| Some(PolicySays::Require(p.word()?, p.words()?)),
                    Rule::forbid => |_, p| Some(PolicySays::Forbid(p.word()?, p.words()?)),
                    _ => return Some(item),
                };
                r.put(item, &mut says, broken, read);
                None
            },
        )?;
        Some(Policy { name, says, broken })
    }
}
