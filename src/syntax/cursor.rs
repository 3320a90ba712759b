//! Walks the nodes of one statement by kind. Remarks are lifted out on the way.

use pest::iterators::{Pair, Pairs};

use super::grammar::Rule;
use super::tree::Word;
use crate::diagnostic::Name;
use crate::source::{At, FileId, Span, to_u32};

/// The parts of one node, in order.
pub(super) struct Parts<'t> {
    pairs: Pairs<'t, Rule>,
    file: FileId,
}

impl<'t> Parts<'t> {
    pub(super) fn of(pair: Pair<'t, Rule>, file: FileId) -> Self {
        Self { pairs: pair.into_inner(), file }
    }

    /// The next part, if it is of this kind.
    pub(super) fn take(&mut self, rule: Rule) -> Option<Pair<'t, Rule>> {
        if self.pairs.peek()?.as_rule() == rule { self.pairs.next() } else { None }
    }

    /// Whether the next part is of this kind; it is taken if so.
    pub(super) fn has(&mut self, rule: Rule) -> bool {
        self.take(rule).is_some()
    }

    /// Whether the next part is of this kind; it is left there.
    pub(super) fn next_is(&self, rule: Rule) -> bool {
        self.pairs.peek().is_some_and(|pair| pair.as_rule() == rule)
    }

    /// A name.
    pub(super) fn word(&mut self) -> Option<Word> {
        let file = self.file;
        self.take(Rule::name).map(|pair| At::new(Name::typed(pair.as_str()), span(&pair, file)))
    }

    /// A list of names.
    pub(super) fn words(&mut self) -> Option<Vec<Word>> {
        let mut inner = Parts::of(self.take(Rule::names)?, self.file);
        Some(std::iter::from_fn(|| inner.word()).collect())
    }

    /// Names that follow one another directly.
    pub(super) fn more_words(&mut self) -> Vec<Word> {
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
    pub(super) fn rest(self) -> Pairs<'t, Rule> {
        self.pairs
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
    let text = pair.as_str();
    let remark = pair.clone().into_inner().next_back().filter(|last| last.as_rule() == Rule::comment);
    let body = remark.map_or(text, |remark| {
        text.strip_suffix(['\r', '\n']).map_or(text, |t| t.strip_suffix('\r').unwrap_or(t)).strip_suffix(remark.as_str()).unwrap_or(text)
    });
    let lead = body.len() - body.trim_start().len();
    let start = whole.start + to_u32(lead);
    Span { file, start, end: start + to_u32(body.trim().len()) }
}
