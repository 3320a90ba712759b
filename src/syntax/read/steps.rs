//! The steps of a session.

use pest::iterators::Pair;

use super::Reader;
use crate::source::At;
use crate::syntax::cursor::Parts;
use crate::syntax::grammar::Rule;
use crate::syntax::tree::{Broken, Fit, Numb, Step};

impl<'s> Reader<'s> {
    /// Reads one step; says whether it was one.
    pub(super) fn step(&mut self, item: &Pair<'s, Rule>, to: &mut Vec<At<Step>>, broken: &mut Vec<Broken>) -> bool {
        let read: fn(&mut Self, &mut Parts<'s>) -> Option<Step> = match item.as_rule() {
            Rule::protect => |_, p| p.words().map(Step::Protect),
            Rule::wear => |_, p| Some(Step::Wear(p.word()?, p.word())),
            Rule::cover => |_, p| Some(Step::Cover(p.word()?, p.word()?)),
            Rule::wash => |_, p| Some(Step::Wash(p.words()?, p.word()?)),
            Rule::numb => |r, p| r.numb(p).map(|numb| Step::Numb(Box::new(numb))),
            Rule::wipe_off => |_, p| p.words().map(Step::WipeOff),
            Rule::disinfect => |_, p| Some(Step::Disinfect(p.words()?, p.word()?, p.has(Rule::let_dry))),
            Rule::fit => |_, p| {
                let (one, sterile) = (p.has(Rule::one), p.has(Rule::sterile));
                let cartridge = p.word()?;
                let per = p.each(Rule::per).into_iter().map(|(_, mut part)| part.word()).collect::<Option<_>>()?;
                Some(Step::Fit(Fit { one, sterile, cartridge, per }))
            },
            Rule::lubricate => |_, p| p.word().map(Step::Lubricate),
            Rule::confirm => |r, p| Some(Step::Confirm(p.words()?, r.count(p)?)),
            Rule::needle => |_, p| Some(Step::Needle(p.more_words())),
            Rule::rinse => |_, p| p.word().map(Step::Rinse),
            Rule::sharps_bin => |_, p| p.words().map(Step::SharpsBin),
            Rule::clean => |_, p| Some(Step::Clean(p.words()?, p.word()?)),
            Rule::log => |_, p| p.words().map(Step::Log),
            _ => return false,
        };
        self.put(item.clone(), to, broken, read);
        true
    }

    fn numb(&mut self, parts: &mut Parts<'s>) -> Option<Numb> {
        let areas = parts.words()?;
        let (product, label) = (parts.word()?, parts.word()?);
        let (total, surface) = (self.quantity(parts)?, self.quantity(parts)?);
        let (shortest, longest) = self.range(parts)?;
        Some(Numb {
            areas,
            product,
            label,
            total,
            surface,
            shortest: shortest.value,
            longest,
            cover: parts.word()?,
            place: parts.word()?,
            by: parts.word()?,
        })
    }
}
