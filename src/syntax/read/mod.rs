//! From grammar nodes to the tree: the file level, and how a statement that cannot be used is set aside.
//! Knows the shape of every node and the meaning of none.

mod clinic;
mod course;
mod devices;
mod entries;
mod hazard;
mod protocol;
mod steps;
mod used;

use pest::iterators::Pair;

use super::Parsed;
use super::blocks::{self, Block};
use super::cursor::{Parts, Rest, span, trimmed, within};
use super::digest::TextDigest;
use super::entries::List;
use super::grammar::{self, Rule};
use super::honesty::{self, Scan};
use super::lines;
use super::problem;
use super::tree::{Broken, Tree};
use crate::diagnostic::{Level, Name, Named, Problem};
use crate::source::{At, Encoding, FileId, Lines, Position, Source, Span, to_u32, to_usize};

/// The newest version of the language this tool reads.
pub(super) const LANGUAGE: u32 = 1;

/// Reads one text and collects what is wrong with it.
pub(super) struct Reader<'s> {
    pub(super) source: &'s Source,
    pub(super) problems: Vec<Problem>,
    /// What the scan before reading has named already.
    pub(super) scan: Scan,
    trivia: Vec<Span>,
    early: Vec<Early>,
}

/// A brace before the end of the block that it was meant to close.
struct Early {
    first_line: Span,
    at: Span,
}

/// The most lines that a text has. Each takes its time, and nobody should wait for an answer on what is no protocol.
pub const MOST_LINES: u32 = 10_000;

/// Reads a whole file.
pub(super) fn file(source: &Source) -> Parsed {
    // Only a text of so many bytes can have so many lines.
    if source.text.len() > to_usize(MOST_LINES) {
        let lines = Lines::of(&source.text);
        if lines.count() > MOST_LINES {
            return too_long(source, &lines);
        }
    }
    let mut scan = honesty::scan(source);
    // What is plainly meant is read as if it were written right; the scan has named it, and every place stays what it was.
    let as_meant = scan.read_as.take().map(|text| Source::new(source.id, source.name.as_str(), text));
    read(as_meant.as_ref().unwrap_or(source), scan)
}

/// A text with too many lines says nothing but that.
fn too_long(source: &Source, lines: &Lines) -> Parsed {
    let place = |column| lines.offset(&source.text, Position { line: MOST_LINES, column }, Encoding::Utf8);
    let at = Span { file: source.id, start: place(0), end: place(u32::MAX) };
    let problem = problem::FileTooLong { at, lines: lines.count(), most: MOST_LINES };
    let tree = Tree { broken: vec![Broken { keyword: None, span: at }].into(), ..Tree::default() };
    let problems = vec![Problem::new(Level::Never, problem::FileTooLong::NAME, at, problem)];
    Parsed { file: source.id, tree, trivia: Vec::new(), remarks: Vec::new(), digest: None, problems }
}

fn read(source: &Source, scan: Scan) -> Parsed {
    let mut reader = Reader { source, problems: Vec::new(), scan, trivia: Vec::new(), early: Vec::new() };
    let mut tree = Tree::default();
    let pairs = grammar::whole(&source.text);
    match &pairs {
        Some(pairs) => {
            for pair in pairs.clone() {
                reader.top(pair, &mut tree);
            }
            reader.language(&tree);
        }
        None => reader.push(source.whole(), problem::NotUnderstood { at: source.whole() }),
    }
    reader.problems.append(&mut reader.scan.problems);
    crate::diagnostic::in_order(&mut reader.problems);
    reader.trivia.sort_unstable();
    // Nobody asks for the digest of a text that says nothing of an approval, and taking it costs time.
    let asked = tree.protocols.iter().any(|protocol| !protocol.approved.is_empty()) && !reader.problems.iter().any(Problem::blocks);
    let digest = pairs.filter(|_| asked).map(|pairs| TextDigest::of(&lines::of(&source.text, pairs)));
    let remarks = reader.trivia.iter().map(|remark| Name::typed(source.slice(*remark))).collect();
    Parsed { file: source.id, tree, trivia: reader.trivia, remarks, digest, problems: reader.problems }
}

impl<'s> Reader<'s> {
    pub(super) fn file(&self) -> FileId {
        self.source.id
    }

    fn top(&mut self, pair: Pair<'s, Rule>, tree: &mut Tree) {
        match pair.as_rule() {
            Rule::language => {
                self.put(pair, &mut tree.language, &mut tree.broken, |reader, parts| reader.count(parts).map(|count| count.value))
            }
            Rule::protocol => tree.protocols.extend(self.protocol(pair)),
            Rule::clinic => tree.clinics.extend(self.clinic(pair)),
            Rule::policy => tree.policies.extend(self.policy(pair)),
            Rule::course_file => tree.course_files.extend(self.course_file(pair)),
            Rule::source_entry
            | Rule::area_entry
            | Rule::device_entry
            | Rule::product_entry
            | Rule::activity_entry
            | Rule::condition_entry
            | Rule::indication_entry
            | Rule::list_entry
            | Rule::hazard_entry
            | Rule::wrong_name_entry
            | Rule::vocabulary_entry => self.entry(pair, &mut tree.entries),
            _ => self.leftover(pair, Block::Top, &mut tree.broken),
        }
    }

    /// The first statement of a file is the version of its language.
    fn language(&mut self, tree: &Tree) {
        match tree.language.as_slice() {
            [] if tree.broken.iter().any(|broken| broken.keyword.as_ref().is_some_and(|word| *word == "needlepoint")) => {}
            // Of an empty text it is said that there is nothing to check.
            [] if self.source.text.trim().is_empty() => {}
            [] => {
                let at = self.first_line();
                self.push(at, problem::LanguageMissing { at });
            }
            [one, more @ ..] => {
                if one.value != LANGUAGE {
                    self.push(one.span, problem::LanguageUnknown { at: one.span, written: one.value });
                }
                for again in more {
                    self.push(again.span, problem::LanguageTwice { at: again.span });
                }
            }
        }
    }

    fn first_line(&self) -> Span {
        let line = self.source.text.lines().next().unwrap_or_default();
        Span { file: self.file(), start: 0, end: to_u32(line.len()) }
    }

    /// Reads a statement into its place, or marks it as broken.
    pub(super) fn put<T: Clone>(
        &mut self,
        pair: Pair<'s, Rule>,
        into: &mut List<At<T>>,
        broken: &mut List<Broken>,
        read: impl FnOnce(&mut Self, &mut Parts<'s>) -> Option<T>,
    ) {
        into.extend(self.placed(pair, broken, read));
    }

    /// Reads a statement; a statement whose values do not fit is broken, and says so once.
    pub(super) fn statement<T>(
        &mut self,
        pair: Pair<'s, Rule>,
        broken: &mut List<Broken>,
        read: impl FnOnce(&mut Self, &mut Parts<'s>) -> Option<T>,
    ) -> Option<T> {
        self.placed(pair, broken, read).map(|at| at.value)
    }

    /// Reads a statement with its place.
    fn placed<T>(
        &mut self,
        pair: Pair<'s, Rule>,
        broken: &mut List<Broken>,
        read: impl FnOnce(&mut Self, &mut Parts<'s>) -> Option<T>,
    ) -> Option<At<T>> {
        let whole = span(&pair, self.file());
        let before = self.problems.len();
        let mut parts = Parts::of(pair, self.file());
        // A value that was read with a problem in it is not what the author meant: its statement is broken all the same.
        let value = read(self, &mut parts).filter(|_| self.problems.len() == before);
        let end = self.remarks(parts).map_or(whole.end, |remark| remark.start);
        let at = within(&self.source.text, Span { end, ..whole });
        if value.is_none() {
            if self.problems.len() == before {
                self.push(at, problem::NotUnderstood { at });
            }
            let word = self.source.slice(at).split([' ', '\t']).next().unwrap_or_default();
            broken.push(Broken { keyword: Some(Name::typed(word)), span: at });
        }
        value.map(|value| At::new(value, at))
    }

    /// Lifts the remarks out of what is left of a node; the last of them stands at the end of its statement.
    pub(super) fn remarks(&mut self, parts: Parts<'s>) -> Option<Span> {
        let (file, before) = (self.file(), self.trivia.len());
        self.trivia.extend(parts.rest().filter(|pair| pair.as_rule() == Rule::comment).map(|pair| span(&pair, file)));
        self.trivia.get(before..)?.last().copied()
    }

    /// Opens a block: what its first line says, where that line stands, and the items inside.
    pub(super) fn opened<T>(
        &mut self,
        pair: Pair<'s, Rule>,
        rule: Rule,
        block: Block,
        read: impl FnOnce(&mut Self, &mut Parts<'s>) -> Option<T>,
    ) -> Option<(T, Span, Rest<'s>)> {
        let mut inside = Parts::of(pair, self.file());
        let opener = inside.take(rule)?;
        let at = trimmed(&opener, self.file());
        let before = self.problems.len();
        let mut parts = Parts::of(opener, self.file());
        let value = read(self, &mut parts);
        if value.is_none() && self.problems.len() == before {
            self.push(at, problem::NotUnderstood { at });
        }
        if let Some(extra) = parts.take(Rule::extra).or_else(|| parts.take(Rule::behind)) {
            let here = within(&self.source.text, span(&extra, self.file()));
            self.first_line_too_long(here, block, blocks::first_line(rule));
        } else if parts.has(Rule::no_brace) {
            self.push(at, problem::BraceMissing { at, block: block.phrase() });
        }
        self.remarks(parts);
        let items = inside.rest();
        self.closed_early(&items, at, block);
        value.map(|value| (value, at, items))
    }

    /// Of a block that is never closed, the last brace inside it that closes nothing was meant to: it stands too early.
    fn closed_early(&mut self, items: &Rest<'s>, first_line: Span, block: Block) {
        if items.clone().next_back().is_some_and(|last| last.as_rule() == Rule::unclosed)
            && let Some(brace) = items.clone().rfind(|item| item.as_rule() == Rule::stray)
        {
            let at = trimmed(&brace, self.file());
            self.early.push(Early { first_line, at });
            self.push(at, problem::BraceEarly { at, block: block.phrase() });
        }
    }

    /// What no statement of a block has read; a block that was never closed says so at its first line.
    pub(super) fn otherwise(&mut self, item: Pair<'s, Rule>, first_line: Span, block: Block, broken: &mut List<Broken>) {
        if item.as_rule() == Rule::unclosed && !self.early.iter().any(|early| early.first_line == first_line) {
            self.push(first_line, problem::BlockUnclosed { at: first_line, block: block.phrase() });
        }
        self.leftover(item, block, broken);
    }

    /// What no statement of a block has read: remarks, closing braces, and lines that make no sense there.
    pub(super) fn leftover(&mut self, pair: Pair<'s, Rule>, block: Block, broken: &mut List<Broken>) {
        let at = trimmed(&pair, self.file());
        match pair.as_rule() {
            Rule::comment => self.trivia.push(at),
            Rule::close => {
                self.remarks(Parts::of(pair, self.file()));
            }
            Rule::stray if !self.early.iter().any(|early| early.at == at) => self.push(at, problem::BraceExtra { at }),
            Rule::stray | Rule::unclosed => {}
            Rule::bad => broken.push(self.bad_line(pair.as_str(), at, block)),
            Rule::bad_block | Rule::bad_part | Rule::bad_top_block => broken.push(self.bad_block(&pair, block)),
            Rule::EOI => {}
            _ => self.push(at, problem::NotUnderstood { at }),
        }
    }
}
