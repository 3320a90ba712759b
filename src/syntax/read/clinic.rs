//! A clinic's file and its policies.

use pest::iterators::Pair;

use super::Reader;
use crate::diagnostic::Name;
use crate::quantity::Day;
use crate::source::{At, Span};
use crate::syntax::blocks::Block;
use crate::syntax::cursor::Parts;
use crate::syntax::entries::{Clinic, List, OpenSpan, Policy, PolicySays, Text};
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
            holidays: List::default(),
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
                    Rule::zone => to.zone.extend(r.statement(item, broken, Self::zone)),
                    Rule::open => to.open.extend(r.statement(item, broken, Self::open).unwrap_or_default()),
                    Rule::closed => to.closed.extend(r.statement(item, broken, Self::closed).unwrap_or_default()),
                    Rule::holidays => to.holidays.extend(r.statement(item, broken, |r, p| r.text(p))),
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

    pub(super) fn zone(&mut self, parts: &mut Parts<'s>) -> Option<At<Text>> {
        parts.take(Rule::token).map(|pair| self.as_typed(&pair))
    }

    pub(super) fn open(&mut self, parts: &mut Parts<'s>) -> Option<Vec<OpenSpan>> {
        // Every time that does not exist says so.
        let spans: Vec<_> = parts.each(Rule::open_span).into_iter().map(|(_, mut part)| self.open_span(&mut part)).collect();
        spans.into_iter().collect()
    }

    fn open_span(&mut self, parts: &mut Parts<'s>) -> Option<OpenSpan> {
        let (first, last) = (parts.word()?, parts.word());
        let (from, to) = (self.time(parts), self.time(parts));
        Some(OpenSpan { first, last, from: from?, to: to? })
    }

    pub(super) fn closed(&mut self, parts: &mut Parts<'s>) -> Option<Vec<At<(Day, Day)>>> {
        // Every day that does not exist says so.
        let runs: Vec<_> = parts.each(Rule::closed_days).into_iter().map(|(at, mut part)| self.closed_days(at, &mut part)).collect();
        runs.into_iter().collect()
    }

    fn closed_days(&mut self, at: Span, parts: &mut Parts<'s>) -> Option<At<(Day, Day)>> {
        let first = self.day(parts);
        let last = if parts.next_is(Rule::date) { self.day(parts) } else { first };
        Some(At::new((first?.value, last?.value), at))
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
