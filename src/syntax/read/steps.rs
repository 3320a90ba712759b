//! The steps of a session. A part that may be left out and is there without being usable has said so itself; that breaks its statement.

use pest::iterators::Pair;

use super::Reader;
use crate::source::At;
use crate::syntax::cursor::{Parts, span};
use crate::syntax::entries::List;
use crate::syntax::grammar::Rule;
use crate::syntax::tree::{Broken, Check, Draw, Fit, Give, Moment, Numb, Prescribed, Step, Use};

impl<'s> Reader<'s> {
    /// Reads one step; says whether it was one.
    pub(super) fn step(&mut self, item: &Pair<'s, Rule>, to: &mut List<At<Step>>, broken: &mut List<Broken>) -> bool {
        let read: fn(&mut Self, &mut Parts<'s>) -> Option<Step> = match item.as_rule() {
            Rule::protect => |_, p| p.words().map(Step::Protect),
            Rule::wear => |_, p| Some(Step::Wear(p.word()?, p.more_words())),
            Rule::cover => |_, p| Some(Step::Cover(p.word()?, p.word()?)),
            Rule::part_hair => |_, p| p.words().map(Step::Part),
            Rule::wash => |_, p| Some(Step::Wash(p.words()?, p.word()?)),
            Rule::anaesthesia => |_, p| Some(Step::Anaesthesia(p.word()?, p.word()?)),
            Rule::numb => |r, p| r.numb(p).map(Step::Numb),
            Rule::observe => |_, p| Some(Step::Observe(p.word()?, p.words()?, p.word()?)),
            Rule::wipe_off => |_, p| p.words().map(Step::WipeOff),
            Rule::disinfect => |_, p| Some(Step::Disinfect(p.words()?, p.word()?, p.has(Rule::let_dry))),
            Rule::fit => |_, p| {
                let (one, sterile) = (p.has(Rule::one), p.has(Rule::sterile));
                let cartridge = p.word()?;
                let per = p.each(Rule::per).into_iter().map(|(_, mut part)| part.word()).collect::<Option<_>>()?;
                Some(Step::Fit(Fit { one, sterile, cartridge, per }))
            },
            Rule::lubricate => |_, p| p.word().map(Step::Lubricate),
            Rule::use_product => |r, p| r.use_product(p).map(Step::Use),
            Rule::give => |_, p| Some(Step::Give(Give { product: p.word()?, moment: moment(p), prescribed: prescription(p) })),
            Rule::draw => |r, p| r.draw(p).map(Step::Draw),
            Rule::match_label => |r, p| Some(Step::Match(p.word()?, r.checked(p)?)),
            Rule::discard => |_, p| p.words().map(Step::Discard),
            Rule::confirm => |r, p| Some(Step::Confirm(p.words()?, r.count(p)?)),
            Rule::needle => |_, p| Some(Step::Needle(p.more_words(), p.has(Rule::clean_first))),
            Rule::rinse => |_, p| p.word().map(Step::Rinse),
            Rule::remove => |_, p| Some(Step::Remove(p.word()?, p.word()?)),
            Rule::sharps_bin => |_, p| p.words().map(Step::SharpsBin),
            Rule::clean => |_, p| Some(Step::Clean(p.words()?, p.word()?)),
            Rule::log => |_, p| p.words().map(Step::Log),
            Rule::keep => |r, p| Some(Step::Keep(p.word()?, r.calendar(p)?)),
            _ => return false,
        };
        self.put(item.clone(), to, broken, read);
        true
    }

    fn numb(&mut self, parts: &mut Parts<'s>) -> Option<Numb> {
        let (areas, product) = (parts.words()?, parts.word()?);
        let label = parts.inner(Rule::under).and_then(|mut under| under.word());
        let agents = parts.inner(Rule::agents).and_then(|mut agents| {
            agents.each(Rule::agent).into_iter().map(|(_, mut agent)| Some((self.quantity(&mut agent)?, agent.word()?))).collect()
        });
        let (total, surface) = (self.quantity(parts)?, self.quantity(parts)?);
        let (shortest, longest) = self.range(parts)?;
        Some(Numb {
            areas,
            product,
            label,
            agents: agents.unwrap_or_default(),
            total,
            surface,
            shortest: shortest.value,
            longest,
            cover: parts.word()?,
            warmed: parts.take(Rule::warmed).map(|warmed| span(&warmed, parts.file())),
            place: parts.word()?,
            by: parts.word()?,
            prescribed: prescription(parts),
        })
    }

    fn use_product(&mut self, parts: &mut Parts<'s>) -> Option<Use> {
        Some(Use {
            product: parts.word()?,
            make: parts.inner(Rule::make).and_then(|mut make| make.word()),
            blood: parts.inner(Rule::blood).and_then(|mut blood| blood.word()),
            volume: self.quantity(parts),
            content: parts.inner(Rule::content).and_then(|mut content| self.content(&mut content)),
            moment: moment(parts),
            prescribed: prescription(parts),
        })
    }

    fn draw(&mut self, parts: &mut Parts<'s>) -> Option<Draw> {
        Some(Draw {
            product: parts.word()?,
            into: parts.inner(Rule::into).and_then(|mut into| into.word()),
            label: parts.inner(Rule::labelled).and_then(|mut labelled| self.checked(&mut labelled)),
        })
    }

    fn checked(&mut self, parts: &mut Parts<'s>) -> Option<Check> {
        Some(Check { identifiers: parts.words()?, people: self.count(parts)? })
    }
}

fn moment(parts: &mut Parts<'_>) -> Option<At<Moment>> {
    parts.inner(Rule::when_used).and_then(|mut when| {
        let word = when.take(Rule::moment)?;
        let moment = [Moment::Before, Moment::During, Moment::After].into_iter().find(|moment| moment.word() == word.as_str())?;
        Some(At::new(moment, span(&word, when.file())))
    })
}

fn prescription(parts: &mut Parts<'_>) -> Option<Prescribed> {
    parts.inner(Rule::prescription).and_then(|mut said| match said.take(Rule::not_prescribed) {
        Some(nobody) => Some(Prescribed::Not(span(&nobody, said.file()))),
        None => said.inner(Rule::prescribed)?.word().map(Prescribed::By),
    })
}
