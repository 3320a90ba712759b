//! Walks the nodes of one statement by kind. Remarks are lifted out on the way.

use pest::iterators::{Pair, Pairs};

use super::entries::List;
use super::grammar::Rule;
use super::tree::Word;
use crate::diagnostic::Name;
use crate::source::{At, FileId, Span, to_u32, to_usize};

/// The parts of a node that nobody has taken.
pub(super) type Rest<'t> = std::iter::Chain<std::option::IntoIter<Pair<'t, Rule>>, Pairs<'t, Rule>>;

/// The parts of one node, in order.
pub(super) struct Parts<'t> {
    /// The next part, fetched once however often it is looked at.
    next: Option<Pair<'t, Rule>>,
    pairs: Pairs<'t, Rule>,
    file: FileId,
}

impl<'t> Parts<'t> {
    pub(super) fn of(pair: Pair<'t, Rule>, file: FileId) -> Self {
        let mut pairs = pair.into_inner();
        Self { next: pairs.next(), pairs, file }
    }

    /// The next part, if it is of this kind.
    pub(super) fn take(&mut self, rule: Rule) -> Option<Pair<'t, Rule>> {
        if self.next.as_ref()?.as_rule() != rule {
            return None;
        }
        std::mem::replace(&mut self.next, self.pairs.next())
    }

    /// Whether the next part is of this kind; it is taken if so.
    pub(super) fn has(&mut self, rule: Rule) -> bool {
        self.take(rule).is_some()
    }

    /// Whether the next part is of this kind; it is left there.
    pub(super) fn next_is(&self, rule: Rule) -> bool {
        self.next.as_ref().is_some_and(|pair| pair.as_rule() == rule)
    }

    /// A name.
    pub(super) fn word(&mut self) -> Option<Word> {
        let file = self.file;
        self.take(Rule::name).map(|pair| At::new(Name::typed(pair.as_str()), span(&pair, file)))
    }

    /// A list of names.
    pub(super) fn words(&mut self) -> Option<List<Word>> {
        let mut inner = Parts::of(self.take(Rule::names)?, self.file);
        Some(std::iter::from_fn(|| inner.word()).collect())
    }

    /// Names that follow one another directly.
    pub(super) fn more_words(&mut self) -> List<Word> {
        std::iter::from_fn(|| self.word()).collect()
    }

    /// A part with parts of its own.
    pub(super) fn inner(&mut self, rule: Rule) -> Option<Self> {
        let file = self.file;
        self.take(rule).map(|pair| Self::of(pair, file))
    }

    /// Every part of this kind that follows.
    pub(super) fn each(&mut self, rule: Rule) -> Vec<(Span, Self)> {
        let file = self.file;
        std::iter::from_fn(|| self.take(rule)).map(|pair| (span(&pair, file), Self::of(pair, file))).collect()
    }

    /// What is left.
    pub(super) fn rest(self) -> Rest<'t> {
        self.next.into_iter().chain(self.pairs)
    }

    /// The text these parts lie in.
    pub(super) fn file(&self) -> FileId {
        self.file
    }
}

/// Where a node stands.
pub(super) fn span(pair: &Pair<'_, Rule>, file: FileId) -> Span {
    let place = pair.as_span();
    Span { file, start: to_u32(place.start()), end: to_u32(place.end()) }
}

/// Where a statement stands, without the spaces before it and the remark and line end after it.
pub(super) fn trimmed(pair: &Pair<'_, Rule>, file: FileId) -> Span {
    let whole = span(pair, file);
    let remark = pair.clone().into_inner().next_back().filter(|last| last.as_rule() == Rule::comment);
    let end = remark.map_or(whole.end, |remark| to_u32(remark.as_span().start()));
    within(pair.get_input(), Span { end, ..whole })
}

/// A span without the spaces and line ends at its ends.
pub(super) fn within(text: &str, span: Span) -> Span {
    let body = text.get(to_usize(span.start)..to_usize(span.end)).unwrap_or_default();
    let start = span.start + to_u32(body.len() - body.trim_ascii_start().len());
    Span { start, end: start + to_u32(body.trim_ascii().len()), ..span }
}
