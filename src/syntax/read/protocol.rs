//! Protocols: header, screening, areas, course, variants, aftercare, exceptions, self-tests.

use pest::iterators::Pair;

use super::Reader;
use crate::diagnostic::Name;
use crate::quantity::Speed;
use crate::source::At;
use crate::syntax::blocks::Block;
use crate::syntax::cursor::{Parts, span};
use crate::syntax::entries::{List, Text};
use crate::syntax::grammar::Rule;
use crate::syntax::problem;
use crate::syntax::tree::{
    Aftercare, Apply, Approved, Area, AreaChange, Broken, CountedPasses, Course, DepthPlan, Exception, Expect, Given, Movement, Next,
    Pause, Protocol, Screen, Screening, SelfTest, Session, SessionChange, Stop, StopSign, Target, Variant, WaitSide, WaitSpan, Warning,
    Word,
};

impl<'s> Reader<'s> {
    pub(super) fn protocol(&mut self, pair: Pair<'s, Rule>) -> Option<Protocol> {
        let whole = span(&pair, self.file());
        let (name, first_line, items) = self.opened(pair, Rule::protocol_open, Block::Protocol, |_, parts| parts.word())?;
        let mut to = Protocol {
            name,
            span: whole,
            title: List::default(),
            version: List::default(),
            status: List::default(),
            author: List::default(),
            approved: List::default(),
            renew_by: List::default(),
            indication: List::default(),
            device: List::default(),
            method: List::default(),
            operator: List::default(),
            sources: List::default(),
            pauses: List::default(),
            screen: List::default(),
            session: List::default(),
            areas: List::default(),
            course: List::default(),
            variants: List::default(),
            aftercare: List::default(),
            exceptions: List::default(),
            self_tests: List::default(),
            broken: List::default(),
        };
        for item in items {
            let broken = &mut to.broken;
            match item.as_rule() {
                Rule::title => self.put(item, &mut to.title, broken, |r, p| r.text(p).map(|t| t.value)),
                Rule::version => self.put(item, &mut to.version, broken, |r, p| r.version(p).map(|v| v.value)),
                Rule::status => to.status.extend(self.statement(item, broken, |_, p| p.word())),
                Rule::author => self.put(item, &mut to.author, broken, |r, p| r.text(p).map(|t| t.value)),
                Rule::approved => self.put(item, &mut to.approved, broken, Self::approved),
                Rule::renew_by => self.put(item, &mut to.renew_by, broken, |r, p| r.day(p).map(|d| d.value)),
                Rule::indication => self.put(item, &mut to.indication, broken, |_, p| p.words()),
                Rule::device => self.put(item, &mut to.device, broken, |_, p| Some((p.word()?, p.word()?))),
                Rule::method => to.method.extend(self.statement(item, broken, |_, p| p.word())),
                Rule::operator => self.put(item, &mut to.operator, broken, |_, p| p.words()),
                Rule::sources => self.put(item, &mut to.sources, broken, |_, p| p.words()),
                Rule::pause => self.put(item, &mut to.pauses, broken, Self::pause),
                Rule::screen => to.screen.extend(self.screen(item)),
                Rule::session => to.session.extend(self.session(item)),
                Rule::area => to.areas.extend(self.area(item)),
                Rule::course => to.course.extend(self.course(item)),
                Rule::variant => to.variants.extend(self.variant(item)),
                Rule::aftercare => to.aftercare.extend(self.aftercare(item)),
                Rule::exception => to.exceptions.extend(self.exception(item)),
                Rule::self_test => to.self_tests.extend(self.self_test(item)),
                _ => self.otherwise(item, first_line, Block::Protocol, broken),
            }
        }
        Some(to)
    }

    fn approved(&mut self, parts: &mut Parts<'s>) -> Option<Approved> {
        let on = self.day(parts)?.value;
        let by = self.text(parts)?.value;
        let file = self.file();
        let digest = parts.take(Rule::digest).map(|pair| At::new(Name::typed(pair.as_str()), span(&pair, file)));
        Some(Approved { on, by, digest })
    }

    pub(super) fn pause(&mut self, parts: &mut Parts<'s>) -> Option<Pause> {
        Some(Pause { what: parts.words()?, before: self.elapsed(parts)?, after: self.elapsed(parts)?, by: said_by(parts) })
    }

    fn screen(&mut self, pair: Pair<'s, Rule>) -> Option<Screen> {
        let (when, first_line, items) = self.opened(pair, Rule::screen_open, Block::Screen, |_, parts| parts.word())?;
        let mut to = Screen { when, span: first_line, items: List::default(), broken: List::default() };
        for item in items {
            if !self.screening(&item, &mut to.items, &mut to.broken) {
                self.otherwise(item, first_line, Block::Screen, &mut to.broken);
            }
        }
        Some(to)
    }

    /// Reads one statement of a screening or of a list; says whether it was one.
    pub(super) fn screening(&mut self, item: &Pair<'s, Rule>, to: &mut List<At<Screening>>, broken: &mut List<Broken>) -> bool {
        let read: fn(&mut Self, &mut Parts<'s>) -> Option<Screening> = match item.as_rule() {
            Rule::use_list => |r, p| {
                let name = p.word()?;
                let version = p.take(Rule::number)?;
                Some(Screening::UseList(name, At::new(crate::diagnostic::Name::typed(version.as_str()), span(&version, r.file()))))
            },
            Rule::age => |r, p| Some(Screening::Age(r.age(p)?)),
            Rule::phototype => |r, p| Some(Screening::Phototype(r.phototypes(p)?, p.word()?)),
            Rule::do_not_treat => |_, p| Some(Screening::DoNotTreat(p.has(Rule::in_area), p.words()?)),
            Rule::postpone => |_, p| Some(Screening::Postpone(p.has(Rule::in_area), p.words()?, p.word()?)),
            Rule::wait => |r, p| r.wait(p).map(|(in_area, names, spans)| Screening::Wait(in_area, names, spans)),
            Rule::decide => |_, p| Some(Screening::Decide(p.words()?, p.word()?, p.word()?)),
            Rule::record => |_, p| Some(Screening::Record(p.words()?)),
            _ => return false,
        };
        self.put(item.clone(), to, broken, read);
        true
    }

    /// A wait: whether it is of the area, for what, and how long.
    pub(super) fn wait(&mut self, parts: &mut Parts<'s>) -> Option<(bool, List<Word>, List<WaitSpan>)> {
        let in_area = parts.has(Rule::in_area);
        let names = parts.words()?;
        let mut spans = List::default();
        for (_, mut part) in parts.each(Rule::wait_span) {
            spans.push(self.wait_span(&mut part)?);
        }
        Some((in_area, names, spans))
    }

    pub(super) fn wait_span(&mut self, parts: &mut Parts<'s>) -> Option<WaitSpan> {
        let span = self.elapsed(parts)?;
        let side = if parts.has(Rule::after_last_dose) {
            WaitSide::AfterLastDose
        } else if parts.has(Rule::after) {
            WaitSide::After
        } else {
            parts.take(Rule::before)?;
            WaitSide::Before
        };
        Some(WaitSpan { span, side })
    }

    fn session(&mut self, pair: Pair<'s, Rule>) -> Option<Session> {
        let ((), first_line, items) = self.opened(pair, Rule::session_open, Block::Session, |_, _| Some(()))?;
        let mut to = Session { span: first_line, steps: List::default(), broken: List::default() };
        for item in items {
            if !self.step(&item, &mut to.steps, &mut to.broken) {
                self.otherwise(item, first_line, Block::Session, &mut to.broken);
            }
        }
        Some(to)
    }

    fn area(&mut self, pair: Pair<'s, Rule>) -> Option<Area> {
        let ((name, cartridge), first_line, items) = self.opened(pair, Rule::area_open, Block::Area, |_, parts| {
            Some((parts.word()?, parts.inner(Rule::own_cartridge).and_then(|mut own| own.word())))
        })?;
        let mut to = Area {
            name,
            cartridge,
            span: first_line,
            depth: List::default(),
            passes: List::default(),
            speed: List::default(),
            movement: List::default(),
            pressure: List::default(),
            size: List::default(),
            only: List::default(),
            evidence: List::default(),
            endpoint: List::default(),
            skip: List::default(),
            at_most: List::default(),
            stops: List::default(),
            broken: List::default(),
        };
        for item in items {
            let broken = &mut to.broken;
            match item.as_rule() {
                Rule::depth => self.put(item, &mut to.depth, broken, Self::depth),
                Rule::passes => self.put(item, &mut to.passes, broken, Self::passes),
                Rule::speed => self.put(item, &mut to.speed, broken, Self::speed),
                Rule::movement => self.put(item, &mut to.movement, broken, Self::movement),
                Rule::pressure => to.pressure.extend(self.statement(item, broken, |_, p| p.word())),
                Rule::size => self.put(item, &mut to.size, broken, |r, p| r.quantity(p).map(|q| q.value)),
                Rule::only => self.put(item, &mut to.only, broken, Self::target),
                Rule::evidence => to.evidence.extend(self.statement(item, broken, |_, p| p.word())),
                Rule::endpoint => to.endpoint.extend(self.statement(item, broken, |_, p| p.word())),
                Rule::skip => self.put(item, &mut to.skip, broken, |_, p| p.words()),
                Rule::at_most => self.put(item, &mut to.at_most, broken, |r, p| r.quantity(p).map(|q| q.value)),
                Rule::stop => self.put(item, &mut to.stops, broken, Self::stop),
                _ => self.otherwise(item, first_line, Block::Area, broken),
            }
        }
        Some(to)
    }

    fn depth(&mut self, parts: &mut Parts<'s>) -> Option<DepthPlan> {
        Some(DepthPlan { start: self.quantity(parts)?, raise: self.quantity(parts)?, ceiling: self.quantity(parts)? })
    }

    fn passes(&mut self, parts: &mut Parts<'s>) -> Option<CountedPasses> {
        parts.each(Rule::pass_count).into_iter().map(|(_, mut part)| Some((self.count(&mut part)?, part.word()?))).collect()
    }

    fn movement(&mut self, parts: &mut Parts<'s>) -> Option<Movement> {
        if let Some(mut stamp) = parts.inner(Rule::stamp) {
            let longest = match stamp.inner(Rule::in_one_spot) {
                Some(mut longest) => Some(self.quantity(&mut longest)?),
                None => None,
            };
            return Some(Movement::Stamp(longest));
        }
        let mut glide = parts.inner(Rule::glide)?;
        self.quantity(&mut glide).map(Movement::Glide)
    }

    /// A speed; a level is none, and is refused by name.
    fn speed(&mut self, parts: &mut Parts<'s>) -> Option<Speed> {
        if let Some(level) = parts.take(Rule::speed_level) {
            let at = span(&level, self.file());
            self.push(at, problem::SpeedLevel { at, level: Name::typed(level.as_str()) });
            return None;
        }
        self.quantity(parts).map(|speed| speed.value)
    }

    fn target(&mut self, parts: &mut Parts<'s>) -> Option<Target> {
        let what = parts.word()?;
        let age = match parts.inner(Rule::target_age) {
            Some(mut age) => Some(self.age(&mut age)?),
            None => None,
        };
        let size = if parts.next_is(Rule::quantity) { Some(self.quantity(parts)?) } else { None };
        Some(Target { what, age, size })
    }

    fn stop(&mut self, parts: &mut Parts<'s>) -> Option<Stop> {
        let scope = parts.word()?;
        let mut signs = List::default();
        for (at, mut part) in parts.each(Rule::stop_sign) {
            let sign = if let Some(mut bleeding) = part.inner(Rule::bleeding) {
                StopSign::Bleeding(self.quantity(&mut bleeding)?.value)
            } else if let Some(mut pain) = part.inner(Rule::pain) {
                StopSign::Pain { points: self.count(&mut pain)?.value, scale: self.count(&mut pain)?.value }
            } else {
                StopSign::Named(part.word()?.value)
            };
            signs.push(At::new(sign, at));
        }
        Some(Stop { scope, signs })
    }

    fn course(&mut self, pair: Pair<'s, Rule>) -> Option<Course> {
        let ((), first_line, items) = self.opened(pair, Rule::course_open, Block::Course, |_, _| Some(()))?;
        let mut to = Course {
            span: first_line,
            sessions: List::default(),
            next: List::default(),
            ready: List::default(),
            changes: List::default(),
            late: List::default(),
            missed: List::default(),
            stopped_early: List::default(),
            reassess: List::default(),
            follow_up: List::default(),
            plans: List::default(),
            broken: List::default(),
        };
        for item in items {
            let broken = &mut to.broken;
            match item.as_rule() {
                Rule::sessions => self.put(item, &mut to.sessions, broken, |r, p| r.count(p).map(|c| c.value)),
                Rule::next => self.put(item, &mut to.next, broken, Self::next),
                Rule::ready => self.put(item, &mut to.ready, broken, |_, p| {
                    let signs = p.each(Rule::ready_sign).into_iter().map(|(_, mut part)| part.word()).collect::<Option<_>>()?;
                    Some((signs, p.word()?))
                }),
                Rule::session_change => self.put(item, &mut to.changes, broken, |r, p| {
                    Some(SessionChange { session: r.count(p)?, area: p.word()?, ceiling: r.quantity(p)? })
                }),
                Rule::late => self.put(item, &mut to.late, broken, phrase),
                Rule::missed => self.put(item, &mut to.missed, broken, phrase),
                Rule::stopped_early => self.put(item, &mut to.stopped_early, broken, phrase),
                Rule::reassess => self.put(item, &mut to.reassess, broken, |r, p| r.count(p).map(|c| c.value)),
                Rule::follow_up => self.put(item, &mut to.follow_up, broken, |r, p| r.calendar(p).map(|c| c.value)),
                Rule::plan_for => self.put(item, &mut to.plans, broken, |_, p| Some((p.word()?, p.words()?))),
                _ => self.otherwise(item, first_line, Block::Course, broken),
            }
        }
        Some(to)
    }

    fn next(&mut self, parts: &mut Parts<'s>) -> Option<Next> {
        let (shortest, longest) = self.calendar_range(parts)?;
        Some(Next { shortest, longest, aim: self.calendar(parts)? })
    }

    fn variant(&mut self, pair: Pair<'s, Rule>) -> Option<Variant> {
        let ((name, phototypes), first_line, items) =
            self.opened(pair, Rule::variant_open, Block::Variant, |r, p| Some((p.word()?, r.phototypes(p)?)))?;
        let mut to = Variant {
            name,
            phototypes,
            span: first_line,
            basis: List::default(),
            next: List::default(),
            plans: List::default(),
            changes: List::default(),
            broken: List::default(),
        };
        for item in items {
            let broken = &mut to.broken;
            match item.as_rule() {
                Rule::basis => to.basis.extend(self.statement(item, broken, |_, p| p.word())),
                Rule::next => self.put(item, &mut to.next, broken, Self::next),
                Rule::plan_for => self.put(item, &mut to.plans, broken, |_, p| Some((p.word()?, p.words()?))),
                Rule::variant_change => self.put(item, &mut to.changes, broken, |r, p| {
                    let area = p.word()?;
                    let change = if let Some(mut depth) = p.inner(Rule::depth) {
                        AreaChange::Depth(r.depth(&mut depth)?)
                    } else if let Some(mut passes) = p.inner(Rule::passes) {
                        AreaChange::Passes(r.passes(&mut passes)?)
                    } else if let Some(mut speed) = p.inner(Rule::speed) {
                        AreaChange::Speed(r.speed(&mut speed)?)
                    } else if let Some(mut endpoint) = p.inner(Rule::endpoint) {
                        AreaChange::Endpoint(endpoint.word()?)
                    } else {
                        AreaChange::AtMost(r.quantity(&mut p.inner(Rule::at_most)?)?.value)
                    };
                    Some((area, change))
                }),
                _ => self.otherwise(item, first_line, Block::Variant, broken),
            }
        }
        Some(to)
    }

    fn aftercare(&mut self, pair: Pair<'s, Rule>) -> Option<Aftercare> {
        let ((), first_line, items) = self.opened(pair, Rule::aftercare_open, Block::Aftercare, |_, _| Some(()))?;
        let mut to = Aftercare {
            span: first_line,
            nothing_else: List::default(),
            applied: List::default(),
            do_not: List::default(),
            contact: List::default(),
            call_if: List::default(),
            urgent_if: List::default(),
            broken: List::default(),
        };
        for item in items {
            let broken = &mut to.broken;
            match item.as_rule() {
                Rule::nothing_else => self.put(item, &mut to.nothing_else, broken, |r, p| r.elapsed(p).map(|e| e.value)),
                Rule::apply => self.put(item, &mut to.applied, broken, |r, p| {
                    let product = p.word()?;
                    let spf = match p.inner(Rule::spf) {
                        Some(mut spf) => Some(r.count(&mut spf)?),
                        None => None,
                    };
                    Some(Apply { product, spf, from: r.elapsed(p)?, until: r.elapsed(p)? })
                }),
                Rule::do_not => self.put(item, &mut to.do_not, broken, |r, p| {
                    let names = p.words()?;
                    let until = p.next_is(Rule::quantity);
                    let until = if until { Some(r.elapsed(p)?) } else { None };
                    Some((names, until, said_by(p)))
                }),
                Rule::contact => self.put(item, &mut to.contact, broken, |r, p| Some((p.word()?, r.elapsed(p)?))),
                Rule::call_if => self.put(item, &mut to.call_if, broken, Self::warnings),
                Rule::urgent_if => self.put(item, &mut to.urgent_if, broken, Self::warnings),
                _ => self.otherwise(item, first_line, Block::Aftercare, broken),
            }
        }
        Some(to)
    }

    fn warnings(&mut self, parts: &mut Parts<'s>) -> Option<List<Warning>> {
        let mut warnings = List::default();
        for (_, mut part) in parts.each(Rule::warning) {
            let sign = part.word()?;
            let lasting = if part.next_is(Rule::quantity) { Some(self.elapsed(&mut part)?) } else { None };
            warnings.push(Warning { sign, lasting });
        }
        Some(warnings)
    }

    fn exception(&mut self, pair: Pair<'s, Rule>) -> Option<Exception> {
        let ((rule, area, up_to), first_line, items) =
            self.opened(pair, Rule::exception_open, Block::Exception, |r, p| Some((p.word()?, p.word()?, r.quantity(p)?)))?;
        let mut to = Exception {
            rule,
            area,
            up_to,
            span: first_line,
            reason: List::default(),
            because: List::default(),
            sources: List::default(),
            off_label: List::default(),
            version: List::default(),
            approved: List::default(),
            expires: List::default(),
            broken: List::default(),
        };
        for item in items {
            let broken = &mut to.broken;
            match item.as_rule() {
                Rule::reason => to.reason.extend(self.statement(item, broken, |_, p| p.word())),
                Rule::because => self.put(item, &mut to.because, broken, |r, p| r.text(p).map(|t| t.value)),
                Rule::sources => self.put(item, &mut to.sources, broken, |_, p| p.words()),
                Rule::off_label => to.off_label.extend(self.statement(item, broken, |_, p| p.word())),
                Rule::rule_version => self.put(item, &mut to.version, broken, |r, p| Some((p.word()?, r.count(p)?))),
                Rule::approved => self.put(item, &mut to.approved, broken, Self::approved),
                Rule::expires => self.put(item, &mut to.expires, broken, |r, p| r.day(p).map(|d| d.value)),
                _ => self.otherwise(item, first_line, Block::Exception, broken),
            }
        }
        Some(to)
    }

    fn self_test(&mut self, pair: Pair<'s, Rule>) -> Option<SelfTest> {
        let (title, first_line, items) = self.opened(pair, Rule::self_test_open, Block::SelfTest, |r, p| r.text(p))?;
        let mut to = SelfTest { title, span: first_line, given: List::default(), expect: List::default(), broken: List::default() };
        for item in items {
            match item.as_rule() {
                Rule::given => {
                    let facts: Option<Vec<_>> = self.statement(item, &mut to.broken, |r, p| {
                        p.each(Rule::given_fact).into_iter().map(|(at, mut part)| Some(At::new(r.given_fact(&mut part)?, at))).collect()
                    });
                    to.given.extend(facts.unwrap_or_default());
                }
                Rule::expect => self.put(item, &mut to.expect, &mut to.broken, Self::expect),
                _ => self.otherwise(item, first_line, Block::SelfTest, &mut to.broken),
            }
        }
        Some(to)
    }

    fn given_fact(&mut self, parts: &mut Parts<'s>) -> Option<Given> {
        if let Some(mut phototype) = parts.inner(Rule::given_phototype) {
            return self.phototype(&mut phototype).map(|p| Given::Phototype(p.value));
        }
        let mut on = parts.inner(Rule::session_on)?;
        Some(Given::Session(self.count(&mut on)?.value, self.day(&mut on)?.value))
    }

    fn expect(&mut self, parts: &mut Parts<'s>) -> Option<Expect> {
        if let Some(mut problem) = parts.inner(Rule::expect_problem) {
            return problem.word().map(Expect::Problem);
        }
        if let Some(mut on) = parts.inner(Rule::session_on) {
            return Some(Expect::Session(self.count(&mut on)?.value, self.day(&mut on)?.value));
        }
        if let Some(mut sessions) = parts.inner(Rule::expect_sessions) {
            return Some(Expect::Sessions(self.count(&mut sessions)?.value));
        }
        let mut depth = parts.inner(Rule::expect_depth)?;
        Some(Expect::Depth { area: depth.word()?, ceiling: self.quantity(&mut depth)?.value, session: self.count(&mut depth)?.value })
    }
}

/// Who says so to the patient, where a line names somebody.
fn said_by(parts: &mut Parts<'_>) -> Option<Word> {
    parts.inner(Rule::said_by).and_then(|mut by| by.word())
}

/// A few words that belong together, with single spaces.
fn phrase<'s>(_: &mut Reader<'s>, parts: &mut Parts<'s>) -> Option<Text> {
    let pair = parts.take(Rule::phrase)?;
    let part = |part: &str| part.split([' ', '\t']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    Some(Name::typed(&pair.as_str().split(',').map(part).collect::<Vec<_>>().join(", ")))
}
