//! Reads a hazard of the atlas.

use pest::iterators::Pair;

use super::Reader;
use crate::diagnostic::Level;
use crate::syntax::blocks::Block;
use crate::syntax::entries::{Hazard, List};
use crate::syntax::grammar::Rule;

impl<'s> Reader<'s> {
    pub(super) fn hazard(&mut self, pair: Pair<'s, Rule>) -> Option<Hazard> {
        let (mut harm, mut levels) = (None, List::default());
        let (mut by_design, mut shown_by, mut unseen) = (None, List::default(), None);
        let name = self.block(
            pair,
            Rule::hazard_open,
            Block::Hazard,
            &mut List::default(),
            |_, p| p.word(),
            |r, broken, item| {
                match item.as_rule() {
                    Rule::harm => harm = r.statement(item, broken, |r, p| r.text(p)),
                    Rule::hazard_level => {
                        let read = r.statement(item, broken, |r, p| {
                            let words = p.words()?;
                            words
                                .into_iter()
                                .map(|word| r.one_of(Some(word), "a level: never, sign-off, caution or note", Level::of))
                                .collect()
                        });
                        levels = read.unwrap_or_else(Vec::new).into();
                    }
                    Rule::by_design => {
                        let read = r.statement(item, broken, |r, p| Some((r.text(p)?, p.words()?)));
                        if let Some((text, tests)) = read {
                            (by_design, shown_by) = (Some(text), tests);
                        }
                    }
                    Rule::unseen => unseen = r.statement(item, broken, |r, p| r.text(p)),
                    _ => return Some(item),
                }
                None
            },
        )?;
        Some(Hazard { name, harm, levels, by_design, shown_by, unseen })
    }
}
