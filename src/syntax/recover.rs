//! The precise reason for a line or block that could not be read: it is read again alone, by the rule its first word names.

use std::sync::LazyLock;

use pest::iterators::Pair;

use super::blocks::{Block, Keyword};
use super::cursor::{span, trimmed};
use super::grammar::{self, Rule};
use super::honesty::{self, Form, Wrong};
use super::missing::{Missing, missing};
use super::problem;
use super::read::Reader;
use super::shape;
use super::tree::Broken;
use crate::diagnostic::{Also, Name, letters_apart, listed};
use crate::quantity::UNITS;
use crate::source::{Span, to_u32, to_usize};

/// How a line starts that puts an anaesthetic under the skin.
const INJECTED: [&str; 3] = ["inject", "block", "nerve-block"];

impl Reader<'_> {
    /// A line that no statement of its block reads.
    pub(super) fn bad_line(&mut self, text: &str, at: Span, block: Block) -> Broken {
        let line = text.trim_start();
        if let Some(word) = INJECTED.into_iter().find(|word| *word == first_word(line)) {
            // It is known what the line says, so nothing else waits for it.
            self.push(at, problem::AnaestheticInjected { at });
            return Broken { keyword: Some(Name::fixed(word)), span: at };
        }
        let known = starts_with(line, block);
        let close = if known.is_none() { near(first_word(line), block) } else { None };
        match known {
            // The scan has said what is wrong with the line.
            _ if self.scan.answers(at) => {}
            Some(keyword) if of_another_thing(line, keyword, block) => self.other_thing(line, at, keyword, block),
            Some(keyword) => self.unfinished(line, at, keyword),
            None => {
                let word = first_word(line);
                let first = line.chars().next().map_or(0, char::len_utf8);
                let here = Span { end: at.start + to_u32(word.len().max(first)), ..at };
                let stands = |word: &str| block.table().iter().any(|keyword| first_of(keyword) == word);
                let help = honesty::no_statement(line, word, stands).unwrap_or_else(|| advice(word, close, block));
                let said = if word.is_empty() { "what stands here".to_owned() } else { format!("`{word}`") };
                self.push(here, problem::LineUnknown { at: here, word: said, block: block.phrase(), help });
            }
        }
        // A word that another statement is one letter away from still tells what waits; any other word could be anything.
        let keyword = known.map(|keyword| keyword.word).or(close);
        Broken { keyword: keyword.map(|word| Name::typed(word.split(' ').next().unwrap_or(word))), span: at }
    }

    /// A statement whose second word says what it is about, and says another thing.
    fn other_thing(&mut self, line: &str, at: Span, keyword: &'static Keyword, block: Block) {
        let (first, second) = (first_of(keyword), first_word(line.get(second_word(line)..).unwrap_or_default()));
        let things: Vec<&str> = things(first, block).collect();
        let start = at.start + to_u32(second_word(line));
        let here = Span { start, end: start + to_u32(second.len()), ..at };
        let help = match nearest_of(second, things.iter().map(|thing| (*thing, *thing))) {
            Some(near) => format!("did you mean `{first} {near}`?"),
            None if first == "limit" => format!("{} limits {} only", block.phrase(), listed(&things, "and")),
            None => format!("`{first}` is followed by {}", listed(&things, "or")),
        };
        let word = format!("`{first} {second}`");
        self.push(here, problem::LineUnknown { at: here, word, block: block.phrase(), help });
    }

    /// A statement that goes wrong part of the way.
    fn unfinished(&mut self, line: &str, at: Span, keyword: &'static Keyword) {
        let body = shape::without_remark(line);
        // In a variant the name of an area stands before the statement.
        let lead = if first_word(body) == first_of(keyword) { 0 } else { second_word(body) };
        let at = Span { start: at.start + to_u32(lead), end: at.start + to_u32(body.len()), ..at };
        let (line, body) = (line.get(lead..).unwrap_or_default(), body.get(lead..).unwrap_or_default());
        let shapes = shape::nearest(body, keyword.shapes());
        let from = match (grammar::alone(keyword.rule, line), shapes.as_slice()) {
            // Often it says only where the statement starts.
            (Err(from), [shape]) if from <= keyword.word.len() => shape::astray(body, shape).unwrap_or(from),
            (Err(from), _) => from.min(body.len()),
            // It reads alone, so what is wrong is where it stands; the whole line is the place.
            (Ok(_), _) => 0,
        };
        let written = shapes.join("; or: ");
        if let Some(wrong) = honesty::in_line(body, from, &written) {
            self.otherwise_written(wrong, at.start, &written, None);
            return;
        }
        if let [shape] = shapes.as_slice()
            && let Some(Missing { at: place, parts }) = missing(body, shape, |line| grammar::alone(keyword.rule, line).is_ok())
        {
            let are = if parts.len() == 1 { "is" } else { "are" };
            let said = format!("{} {are} missing from this `{}` line", parts.join(" and "), keyword.word);
            let here = at_word(self.source.slice(at), at, place, true);
            let place = if place < body.len() { "it belongs here" } else { "it belongs behind this" };
            self.push(here, problem::LineUnfinished { at: here, said, here: place, shape: written, apart: String::new() });
            return;
        }
        let here = at_word(self.source.slice(at), at, from, false);
        let apart = apart(body, from, keyword);
        let said = format!("this `{}` line cannot be read from here on", keyword.word);
        self.push(here, problem::LineUnfinished { at: here, said, here: "not understood from here on", shape: written, apart });
    }

    /// Something that is written another way, on a line that starts here; with the lines that wait for it, when it opens a block.
    fn otherwise_written(&mut self, wrong: Wrong, start: u32, shape: &str, waiting: Option<(Span, String)>) {
        let at = Span { file: self.file(), start: start + to_u32(wrong.start), end: start + to_u32(wrong.end) };
        let Wrong { form, said, help, .. } = wrong;
        let help = format!("{help}; the line reads: {shape}");
        match form {
            Form::Number => self.push(at, problem::NumberMalformed { at, said, help }),
            Form::Word => self.push(at, problem::NumberInWords { at, said, help }),
            Form::NotChosen => self.push(at, problem::NumberNotChosen { at, said }),
            Form::Day => self.push(at, problem::DayUnknown { at, said }),
            Form::Mark => self.push(at, problem::MarkForeign { at, said, help }),
        }
        if let (Some((first_line, waiting)), Some(problem)) = (waiting, self.problems.last_mut()) {
            problem.also.push(Also { span: first_line, text: waiting });
        }
    }

    /// Words on a block's first line that have no place there.
    pub(super) fn first_line_too_long(&mut self, here: Span, block: Block, shape: &'static str) {
        let words = self.source.slice(here);
        if self.scan.answers(here) {
            return;
        }
        // The figures of a tag are no number.
        let tag = shape.contains("TAG");
        match honesty::in_line(words, 0, shape).filter(|_| !tag) {
            Some(wrong) => self.otherwise_written(wrong, here.start, shape, None),
            None => {
                let extra = Name::typed(words);
                let named = shape.ends_with(" NAME {") && words.starts_with(char::is_alphabetic) && !shape::is_link(first_word(words));
                let apart = match (named, tag) {
                    (true, _) => "; a name is one word in small letters, with hyphens",
                    (_, true) => "; a tag is written in one piece, with hyphens",
                    _ => "",
                };
                self.push(here, problem::FirstLineTooLong { at: here, extra, block: block.phrase(), shape, apart });
            }
        }
    }

    /// A block whose first line no block reads: one problem, whatever is inside.
    pub(super) fn bad_block(&mut self, pair: &Pair<'_, Rule>, block: Block) -> Broken {
        let file = self.file();
        let opener = pair.clone().into_inner().find(|inner| inner.as_rule() == Rule::bad_open);
        let at = opener.as_ref().map_or_else(|| span(pair, file), |opener| trimmed(opener, file));
        let text = self.source.slice(at).to_owned();
        let waiting =
            pair.as_str().lines().skip(1).filter(|line| !matches!(line.trim(), "" | "}") && !line.trim().starts_with('#')).count();
        let word = first_word(&text);
        let known = starts_with(&text, block);
        let lines = format!("{waiting} {}", if waiting == 1 { "line" } else { "lines" });
        let close = if known.is_none() { near(word, block) } else { None };
        let keyword = known.map(|keyword| keyword.word).or(close).map(Name::typed);
        if self.scan.answers(at) {
            return Broken { keyword, span: at };
        }
        if let Some(opener) = known
            && let Err(from) = grammar::alone(opener.rule, &text)
            && let Some(wrong) = honesty::in_line(&text, from, opener.shape)
        {
            let also = format!("this block waits for its first line: {lines}");
            self.otherwise_written(wrong, at.start, opener.shape, Some((at, also)));
            return Broken { keyword, span: at };
        }
        let help = match known {
            Some(keyword) => {
                let from = shape::astray(&text, keyword.shape).unwrap_or_default();
                let elsewhere = elsewhere(&text, keyword, block).map(|other| format!("; this one belongs in {other}")).unwrap_or_default();
                format!("the first line of it reads: {}{}{elsewhere}", keyword.shape, apart(&text, from, keyword))
            }
            None => advice(word, close, block),
        };
        self.push(at, problem::BlockUnknown { at, waiting: lines, help });
        Broken { keyword, span: at }
    }
}

/// The statement of the block that a line starts like.
fn starts_with(line: &str, block: Block) -> Option<&'static Keyword> {
    let first = first_word(line);
    // Where statements share their first word, the second tells which is meant.
    let both =
        || block.table().iter().find(|keyword| keyword.word.contains(' ') && line.split_whitespace().take(2).eq(keyword.word.split(' ')));
    both().or_else(|| block.table().iter().find(|keyword| keyword.word.split(' ').next() == Some(first))).or_else(|| {
        // In a variant a line may start with the name of an area, and then go on as that area's statement would.
        let second = line.get(first.len()..).unwrap_or_default().trim_start();
        let inside_area = block == Block::Variant && !first.is_empty();
        inside_area.then(|| Block::Area.table().iter().find(|keyword| keyword.word == first_word(second))).flatten()
    })
}

/// The other block whose first line this is, where it cannot be read here.
fn elsewhere(line: &str, keyword: &Keyword, block: Block) -> Option<&'static str> {
    let bare = |line: &str| shape::without_remark(line).trim_end_matches(['{', ' ', '\t']).to_owned();
    let written = bare(line);
    let reads = |other: &&Block| other.table().iter().any(|other| other.word == keyword.word && bare(other.shape) == written);
    Block::ALL.iter().filter(|other| **other != block).find(reads).map(|other| other.phrase())
}

/// A place on a line from a byte on: one word, or the rest of the line. Past the last word it is that word, behind which something is missing.
fn at_word(line: &str, at: Span, from: usize, one: bool) -> Span {
    let rest = line.get(from..).unwrap_or_default();
    let words = rest.trim_start();
    let start = (at.start + to_u32(from) + to_u32(rest.len() - words.len())).min(at.end);
    if start >= at.end {
        return Span { start: last_word(line, at), ..at };
    }
    let word = words.split([' ', '\t']).next().unwrap_or_default();
    Span { start, end: if one { start + to_u32(word.len()) } else { at.end }, ..at }
}

/// Words between two names, which are part of neither.
const JOINERS: [&str; 6] = ["and", "or", "&", "+", "with", "plus"];

/// Words that hold statements together and that a name may start with all the same.
const FIRST: [&str; 5] = ["in", "last", "on", "over", "per"];

/// Words that lead to what follows and start no second half of a name.
const LEADS: [&str; 8] = ["til", "till", "untill", "than", "at", "not", "under", "else"];

/// What to add about two words that stand where a line has a place for one name: the last before it goes wrong and the first after.
fn apart(line: &str, from: usize, keyword: &Keyword) -> String {
    two_words(line, from, keyword).unwrap_or_default()
}

fn two_words(line: &str, from: usize, keyword: &Keyword) -> Option<String> {
    let before = line.get(..from)?.trim_end();
    let after = line.get(before.len()..)?.trim_start();
    let start = before.rfind([' ', '\t', ','])? + 1;
    let one = before.get(start..)?;
    let two = after.split([' ', '\t', ',']).next()?;
    // Figures are the second half of a name only where the statement has no number.
    let letters = |word: &str| word.starts_with(|c: char| c.is_ascii_lowercase());
    let figures = |word: &str| !keyword.shape.contains('?') && word.starts_with(|c: char| c.is_ascii_digit());
    let whole = |word: &str| first_word(word) == word;
    let first = letters(one) && whole(one) && (FIRST.contains(&one) || !shape::is_link(one));
    if before.len() == line.len() - after.len() || !first {
        return None;
    }
    if JOINERS.contains(&two) {
        // Names are parted by commas where the statement reads on with one.
        let rest = after.get(two.len()..).unwrap_or_default();
        let listed = match grammar::alone(keyword.rule, &format!("{before},{rest}")) {
            Ok(_) => true,
            Err(to) => to > before.len() + 1,
        };
        let areas = keyword.word == "needle";
        let said = if areas { "; areas have a comma between them, or a comma and `then`" } else { "; names have commas between them" };
        return listed.then(|| said.to_owned());
    }
    // A statement of the area treated says so by two words.
    let in_area = match one {
        "in" => Some(format!("{before} area {after}")),
        "area" => Some(format!("{}in {}", line.get(..start)?, line.get(start..)?)),
        _ => None,
    };
    let reads = |line: String| grammar::alone(keyword.rule, &line).is_ok();
    if in_area.is_some_and(reads) {
        return Some("; what is asked of the area treated has the words `in area` before it".to_owned());
    }
    // A word that the statement itself has at another place, as written or nearly, is no part of a name.
    let own = |word: &str| {
        let words = keyword.shape.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|own| own.len() > 1);
        words.into_iter().any(|own| own == word || (own.len() > 3 && letters_apart(own, word, 1).is_some()))
    };
    let joins = (letters(two) || figures(two))
        && whole(two)
        && !shape::is_link(two)
        && !LEADS.contains(&two)
        && !UNITS.contains(&two)
        && !own(one)
        && !own(two);
    joins.then(|| format!("; if `{one} {two}` is one name, it is joined with a hyphen"))
}

/// The first word of a statement.
fn first_of(keyword: &Keyword) -> &'static str {
    keyword.word.split(' ').next().unwrap_or(keyword.word)
}

/// Where the second word of a line starts.
fn second_word(line: &str) -> usize {
    let rest = line.get(first_word(line).len()..).unwrap_or_default();
    line.len() - rest.trim_start().len()
}

/// A word of letters, digits and hyphens at the start of a line.
fn first_word(line: &str) -> &str {
    let end = line.find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_')).unwrap_or(line.len());
    line.get(..end).unwrap_or_default()
}

/// Where the last word of a statement starts.
fn last_word(text: &str, at: Span) -> u32 {
    let cut = text.trim_end().rfind([' ', '\t']).map_or(0, |space| space + 1);
    at.start + to_u32(cut.min(to_usize(at.len())))
}

/// What the statements of a block with this first word are about, by their second.
fn things(first: &str, block: Block) -> impl Iterator<Item = &'static str> {
    block.table().iter().filter_map(move |keyword| keyword.word.strip_prefix(first)?.strip_prefix(' '))
}

/// Whether a line has the first word that several statements share, and then a word that none of them has.
fn of_another_thing(line: &str, keyword: &Keyword, block: Block) -> bool {
    let first = first_of(keyword);
    let second = first_word(line.get(second_word(line)..).unwrap_or_default());
    !second.is_empty() && things(first, block).nth(1).is_some() && !things(first, block).any(|thing| thing == second)
}

/// The first word of this block that is one or two letters away, when no other is as near.
fn near(word: &str, block: Block) -> Option<&'static str> {
    nearest_of(word, block.table().iter().map(|keyword| (keyword.word, first_of(keyword))))
}

/// What is one or two letters away by its word, when nothing else is as near.
fn nearest_of(word: &str, all: impl Iterator<Item = (&'static str, &'static str)>) -> Option<&'static str> {
    let measured = |(whole, target): (&'static str, &'static str)| {
        let apart = letters_apart(word, target, if target.len() < 5 { 1 } else { 2 })?;
        Some((apart, whole))
    };
    let mut candidates: Vec<(usize, &'static str)> = all.filter_map(measured).collect();
    candidates.sort_unstable();
    match candidates.as_slice() {
        [(nearest, only), rest @ ..] if rest.first().is_none_or(|(next, _)| next > nearest) => Some(only),
        _ => None,
    }
}

/// What to say of a first word that the block does not know.
fn advice(word: &str, near: Option<&str>, block: Block) -> String {
    if let Some(near) = near {
        return format!("did you mean `{near}`?");
    }
    let elsewhere: Vec<&str> = Block::ALL
        .into_iter()
        .filter(|other| {
            !word.is_empty() && *other != block && other.table().iter().any(|keyword| keyword.word.split(' ').next() == Some(word))
        })
        .map(Block::phrase)
        .collect();
    if !elsewhere.is_empty() {
        return format!("`{word}` belongs in {}", listed(&elsewhere, "or"));
    }
    // A text of such lines asks for it once a line.
    static STARTS: LazyLock<Vec<String>> = LazyLock::new(|| Block::ALL.into_iter().map(starts).collect());
    let place = Block::ALL.into_iter().position(|other| other == block);
    place.and_then(|place| STARTS.get(place)).cloned().unwrap_or_else(|| starts(block))
}

/// With what a line of a block starts, as a sentence.
fn starts(block: Block) -> String {
    let mut words: Vec<String> = block.table().iter().map(|keyword| format!("`{}`", keyword.word)).collect();
    words.dedup();
    format!("a line of {} starts with {}", block.phrase(), listed(&words, "or"))
}
