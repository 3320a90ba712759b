//! The file of a patient's course.

use pest::iterators::Pair;

use super::Reader;
use crate::quantity::{Day, TimeOfDay};
use crate::source::At;
use crate::syntax::blocks::Block;
use crate::syntax::course::{CourseFile, FromSession, Governed, Happened, Issued, IssuedOf, Revised, Stands, What};
use crate::syntax::cursor::{Parts, span};
use crate::syntax::entries::List;
use crate::syntax::grammar::Rule;

impl<'s> Reader<'s> {
    pub(super) fn course_file(&mut self, pair: Pair<'s, Rule>) -> Option<CourseFile> {
        let whole = span(&pair, self.file());
        let (tag, first_line, items) =
            self.opened(pair, Rule::course_file_open, Block::CourseFile, |r, p| p.take(Rule::tag).map(|pair| r.as_typed(&pair)))?;
        let mut to = CourseFile {
            tag,
            span: whole,
            protocols: List::default(),
            phototype: List::default(),
            start: List::default(),
            zone: List::default(),
            open: List::default(),
            closed: List::default(),
            holidays: List::default(),
            happened: List::default(),
            revised: List::default(),
            issued: List::default(),
            broken: List::default(),
        };
        for item in items {
            let broken = &mut to.broken;
            match item.as_rule() {
                Rule::governed => self.put(item, &mut to.protocols, broken, Self::governed),
                Rule::patient_phototype => self.put(item, &mut to.phototype, broken, |r, p| r.phototype(p).map(|p| p.value)),
                Rule::start => self.put(item, &mut to.start, broken, |r, p| {
                    let (day, time) = (r.day(p), r.time(p));
                    Some((day?, time?.value))
                }),
                Rule::zone => to.zone.extend(self.statement(item, broken, Self::zone)),
                Rule::open => to.open.extend(self.statement(item, broken, Self::open).unwrap_or_default()),
                Rule::closed => to.closed.extend(self.statement(item, broken, Self::closed).unwrap_or_default()),
                Rule::holidays => to.holidays.extend(self.statement(item, broken, |r, p| r.text(p))),
                Rule::happened => {
                    self.put(item, &mut to.happened, broken, |r, p| Some(Happened { session: r.count(p)?, what: r.what(p)? }))
                }
                Rule::revised => self.put(item, &mut to.revised, broken, |r, p| {
                    let (on, change, phototype) = (r.day(p), r.count(p), r.phototype(p));
                    let (digest, with, zone) = (r.text_digest(p), r.text_digest(p), r.zone(p));
                    let (on, phototype, digest) = (on?.value, phototype?.value, digest?.value);
                    Some(Revised { on, change: change?, phototype, digest, with: with?.value, zone: zone?.value })
                }),
                Rule::issued_session => self.put(item, &mut to.issued, broken, |r, p| {
                    let (session, day, time) = (r.count(p), r.day(p), r.time(p));
                    r.issued(p, IssuedOf::Session(session?, day?, time?))
                }),
                Rule::issued_throughout => self.put(item, &mut to.issued, broken, |r, p| {
                    let day = r.day(p)?;
                    r.issued(p, IssuedOf::Throughout(day))
                }),
                Rule::issued_follow_up => self.put(item, &mut to.issued, broken, |r, p| {
                    let day = r.day(p)?;
                    r.issued(p, IssuedOf::FollowUp(day))
                }),
                _ => self.otherwise(item, first_line, Block::CourseFile, broken),
            }
        }
        Some(to)
    }

    fn governed(&mut self, parts: &mut Parts<'s>) -> Option<Governed> {
        let name = parts.word()?;
        let (version, digest, file) = (self.version(parts), self.text_digest(parts), self.text(parts));
        let from = match parts.inner(Rule::from_session) {
            Some(mut from) => Some(FromSession { session: self.count(&mut from)?, on: self.day(&mut from)?, by: self.text(&mut from)? }),
            None => None,
        };
        Some(Governed { name, version: version?, digest: digest?, file: file?, from })
    }

    fn what(&mut self, parts: &mut Parts<'s>) -> Option<What> {
        if let Some(mut was) = parts.inner(Rule::was_given) {
            return self.day_and_time(&mut was).map(|(day, time)| What::Given(day, time));
        }
        if let Some(mut was) = parts.inner(Rule::was_missed) {
            return self.day(&mut was).map(What::Missed);
        }
        if let Some(mut was) = parts.inner(Rule::was_moved) {
            return self.day_and_time(&mut was).map(|(day, time)| What::Moved(day, time));
        }
        if let Some(mut was) = parts.inner(Rule::was_stopped_early) {
            return self.day_and_time(&mut was).map(|(day, time)| What::StoppedEarly(day, time));
        }
        if let Some(mut was) = parts.inner(Rule::was_reviewed) {
            return Some(What::Reviewed(self.day(&mut was)?, self.text(&mut was)?));
        }
        self.day(&mut parts.inner(Rule::was_cancelled)?).map(What::Cancelled)
    }

    /// A day, and the time of it where one stands there.
    fn day_and_time(&mut self, parts: &mut Parts<'s>) -> Option<(At<Day>, Option<At<TimeOfDay>>)> {
        let day = self.day(parts);
        let time = if parts.next_is(Rule::time) { Some(self.time(parts)?) } else { None };
        Some((day?, time))
    }

    fn issued(&mut self, parts: &mut Parts<'s>, of: IssuedOf) -> Option<Issued> {
        let change = self.count(parts)?;
        let stands = match (parts.has(Rule::called_off), parts.has(Rule::proposed)) {
            (true, _) => Stands::CalledOff,
            (_, true) => Stands::Proposed,
            _ => Stands::Dated,
        };
        Some(Issued { of, change, stands })
    }
}
