//! The one look at the whole text before it is read: characters and marks of other programs and other languages.
//! Takes time in proportion to the text, whatever it is.

use super::characters::{self, Group};
use super::forms::TOGETHER;
use super::line::{Code, Place, Seen, code};
use super::marks;
use crate::diagnostic::{Level, Named, Problem};
use crate::source::{Source, Span, to_u32};
use crate::syntax::problem;

/// What the scan found.
pub(crate) struct Scan {
    /// One problem for each cause on each line.
    pub(crate) problems: Vec<Problem>,
    /// The text to read in place of the written one, of the same length; none when it is the same.
    pub(crate) read_as: Option<String>,
    /// Places left as they are, which no statement can read; the line has been answered. In order.
    pub(crate) answered: Vec<Span>,
}

impl Scan {
    /// Whether what stands here cannot be read because of something that has its message already.
    pub(crate) fn answers(&self, at: Span) -> bool {
        self.answered.get(self.answered.partition_point(|place| place.start < at.start)).is_some_and(|place| place.start < at.end)
    }
}

/// Looks at a text before it is read.
pub(crate) fn scan(source: &Source) -> Scan {
    let mut scanner = Scanner {
        source,
        text: &source.text,
        read_as: None,
        scan: Scan { problems: Vec::new(), read_as: None, answered: Vec::new() },
        open: None,
        no_close_from: None,
        skip_to: 0,
    };
    // Some systems mark the start of a text.
    let text = source.text.strip_prefix('\u{feff}').unwrap_or(&source.text);
    let mut start = source.text.len() - text.len();
    // A text whose every line ends with a carriage return alone is one of an old system.
    let line_feeds = text.contains('\n');
    let mut lone_returns = Vec::new();
    for line in text.split_inclusive(['\n', '\r']) {
        // The second half of a line end is no line.
        let half = line == "\n" && source.text.get(..start).is_some_and(|before| before.ends_with('\r'));
        if !half {
            scanner.line(start, line);
        }
        start += line.len();
        if line_feeds && line.ends_with('\r') && source.text.as_bytes().get(start) != Some(&b'\n') {
            lone_returns.push(start - 1);
        }
    }
    scanner.lone_returns(&lone_returns);
    scanner.ends_open_comma();
    let Scanner { mut scan, read_as, .. } = scanner;
    // Only whole characters are written over, with plain ones, so it is a text still.
    scan.read_as = read_as.and_then(|bytes| String::from_utf8(bytes).ok());
    scan.answered.sort_unstable();
    scan
}

/// A statement that its line does not end: it ends with a comma, or lacks the brace that opens its block.
#[derive(Debug, Clone, Copy)]
struct Open {
    /// The byte that leaves it open.
    at: usize,
    /// The byte after its last word; what is behind it on the line is a remark or nothing.
    end: usize,
    what: Left,
    /// Whether the statement has been answered at an earlier line.
    answered: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Left {
    Comma,
    Statement,
}

struct Scanner<'s> {
    source: &'s Source,
    text: &'s str,
    read_as: Option<Vec<u8>>,
    scan: Scan,
    /// The statement above, when this line may go on with it.
    open: Option<Open>,
    /// From here on it is known that no `*/` follows.
    no_close_from: Option<usize>,
    /// What lies before this was passed over as a remark of another language.
    skip_to: usize,
}

impl<'s> Scanner<'s> {
    fn span(&self, start: usize, end: usize) -> Span {
        Span { file: self.source.id, start: to_u32(start), end: to_u32(end) }
    }

    fn push<P: Named + miette::Diagnostic + Send + Sync + 'static>(&mut self, at: Span, problem: P) {
        self.scan.problems.push(Problem::new(Level::Never, P::NAME, at, problem));
    }

    /// Names a mark that another language has.
    fn mark(&mut self, at: Span, said: impl Into<String>, help: &str) {
        self.push(at, problem::MarkForeign { at, said: said.into(), help: help.to_owned() });
    }

    /// Reads a range as if this stood there: one plain character, and spaces behind it.
    fn read_as(&mut self, start: usize, end: usize, plain: u8) {
        let bytes = self.read_as.get_or_insert_with(|| self.text.as_bytes().to_vec());
        if let Some((first, rest)) = bytes.get_mut(start..end).and_then(<[u8]>::split_first_mut) {
            *first = plain;
            rest.fill(b' ');
        }
    }

    fn line(&mut self, start: usize, line: &str) {
        if start < self.skip_to {
            // The rest of a remark of another language; whatever follows on its last line is read.
            let rest = self.skip_to - start;
            match line.get(rest..) {
                Some(line) if !line.trim().is_empty() => self.line(start + rest, line),
                _ => {}
            }
            return;
        }
        let comma = self.open.is_some_and(|open| open.what == Left::Comma);
        if !comma && !marks::unusual(line) {
            self.remember(start, line);
            return;
        }
        let Code { end, seen, foreign_remark, in_text } = code(line);
        let body = line.get(..end).unwrap_or_default();
        self.characters(start, line, &seen);
        if let Some(at) = foreign_remark {
            self.foreign_remark(start, line, at);
        }
        self.first_mark(start, body);
        let body = body.trim_end();
        self.joins(start, body);
        if !in_text {
            self.last_mark(start, body);
        }
    }

    /// Line ends of another system than the rest of the text has: where one is none, the next line is shown over its own. A program that
    /// turned the line ends over made them all, so one message counts them.
    fn lone_returns(&mut self, all: &[usize]) {
        let Some(first) = all.first() else { return };
        let at = self.span(*first, first + 1);
        let more = match all.len() - 1 {
            0 => String::new(),
            1 => "; 1 more stands in this text".to_owned(),
            count => format!("; {count} more stand in this text"),
        };
        let said = format!("a carriage return (U+000D) stands where a line ends, and no line feed behind it{more}");
        self.push(at, problem::CharacterHidden { at, said, help: Group::LineEnd.help() });
    }

    /// Keeps in mind what the next line may go on with.
    fn remember(&mut self, start: usize, line: &str) {
        let body = line.trim();
        // Most lines are whole, and what a remark holds back is looked at only when the next line asks.
        let whole = body.is_empty() || body.starts_with('#') || body.ends_with(['{', '}']);
        self.open = (!whole).then_some(Open { at: start, end: start + line.len(), what: Left::Statement, answered: false });
    }

    /// Names the characters of a line that are not what they look like, one message for each cause.
    fn characters(&mut self, start: usize, line: &str, seen: &[Seen]) {
        let mut groups: Vec<(Group, Vec<Seen>)> = Vec::new();
        for one in seen {
            match groups.iter_mut().find(|(group, _)| *group == one.group) {
                Some((_, all)) => all.push(*one),
                None => groups.push((one.group, vec![*one])),
            }
        }
        for (group, all) in groups {
            let Some(first) = all.first().copied() else { continue };
            let at = self.span(start + first.start, start + first.end);
            let written = line.get(first.start..first.end).unwrap_or_default();
            let more = more(all.len() - 1);
            if let Some((from, to)) = apart(line, &all, group) {
                let (at, written) = (self.span(start + from, start + to), line.get(from..to).unwrap_or_default());
                let why = if group == Group::Space { first.name } else { "an apostrophe" };
                let said = format!("`{written}` has {why} between its figures");
                self.push(at, problem::NumberMalformed { at, said, help: TOGETHER.to_owned() });
                self.scan.answered.push(at);
                continue;
            }
            let code = code_point(written);
            if group.hides() {
                let said = format!("{} ({code}) is hidden in {}{more}", first.name, first.place.phrase());
                self.push(at, problem::CharacterHidden { at, said, help: group.help() });
            } else if group == Group::Space {
                self.push(
                    at,
                    problem::SpaceUnusual {
                        at,
                        said: format!("{} ({code}) stands where a space belongs{more}", first.name),
                        help: group.help(),
                    },
                );
            } else if group == Group::Letter {
                self.letter(at, line, first, &more);
            } else {
                let said = match group {
                    Group::FullWidth if written.chars().nth(1).is_none() => format!("`{written}` ({code}) is a full-width character{more}"),
                    Group::FullWidth => format!("`{written}` is written in full-width characters{more}"),
                    Group::Figure => format!("`{written}` is written in figures of another script{more}"),
                    _ => format!("`{written}` ({code}) is {}{more}", first.name),
                };
                self.push(at, problem::CharacterForeign { at, said, help: group.help() });
            }
            self.settle(start, line, &all);
        }
    }

    /// Reads what is plainly meant as if it were written right; a line with anything else is broken, and answered.
    fn settle(&mut self, start: usize, line: &str, all: &[Seen]) {
        for one in all {
            if one.place != Place::Code {
                continue;
            }
            let (from, mut to) = (start + one.start, start + one.end);
            // A block must open and close whatever else is wrong with the line, or everything in it would seem wrong.
            for (wide, brace) in [('｛', b'{'), ('｝', b'}')] {
                if line.get(one.start..one.end).is_some_and(|written| written.ends_with(wide)) {
                    self.read_as(to - wide.len_utf8(), to, brace);
                    to -= wide.len_utf8();
                }
            }
            if from == to {
                continue;
            }
            let blank = match one.group {
                Group::Space => true,
                group if group.hides() => !inside_word(line, one),
                Group::ListMark => line.get(..one.start).unwrap_or_default().trim().is_empty(),
                _ => false,
            };
            if blank {
                self.read_as(from, to, b' ');
            } else {
                let at = self.span(from, to);
                self.scan.answered.push(at);
            }
        }
    }

    /// A letter that looks like one of a to z, or has an accent, in the word that it stands in.
    fn letter(&mut self, at: Span, line: &str, first: Seen, more: &str) {
        let written = line.get(first.start..first.end).unwrap_or_default();
        let word = word_around(line, first.start);
        let code = code_point(written);
        let single = written.chars().nth(1).is_none();
        let what = if single { "the letter" } else { "the letters" };
        let alphabet = written.chars().find_map(characters::alphabet);
        let verb = if single { "is" } else { "are" };
        let number = if single { format!(" ({code})") } else { String::new() };
        let inside = if word == written { String::new() } else { format!(" in `{word}`") };
        let said = match alphabet {
            Some(alphabet) => format!("{what} `{written}`{number}{inside} {verb} {alphabet}, not Latin{more}"),
            None if first.name == "a letter" => format!("{what} `{written}`{number}{inside} {verb} not one of a to z{more}"),
            None => format!("the accent ({code}){inside} is a character of its own{more}"),
        };
        self.push(at, problem::LetterForeign { at, said, help: Group::Letter.help() });
    }

    /// A remark as other languages write it: it is read as a remark.
    fn foreign_remark(&mut self, start: usize, line: &str, at: usize) {
        let rest = line.get(at..).unwrap_or_default();
        let mark = rest.get(..2).unwrap_or_default();
        let place = self.span(start + at, start + at + mark.len());
        self.mark(place, format!("`{mark}` starts no remark here"), "a remark starts with # and ends with its line");
        if mark != "/*" {
            self.read_as(start + at, start + at + 2, b'#');
            return;
        }
        let inside = start + at + 2;
        let close = if self.no_close_from.is_some_and(|from| from <= inside) {
            None
        } else {
            self.text.get(inside..).and_then(|rest| rest.find("*/")).map(|found| inside + found + 2)
        };
        match close {
            Some(end) => {
                self.blank(start + at, end);
                self.skip_to = end;
            }
            None => {
                self.no_close_from = self.no_close_from.or(Some(inside));
                self.read_as(start + at, start + at + 2, b'#');
            }
        }
    }

    /// Reads nothing in a range that may hold several lines.
    fn blank(&mut self, start: usize, end: usize) {
        let bytes = self.read_as.get_or_insert_with(|| self.text.as_bytes().to_vec());
        for byte in bytes.get_mut(start..end).unwrap_or_default().iter_mut().filter(|byte| !matches!(byte, b'\n' | b'\r')) {
            *byte = b' ';
        }
    }

    /// A list mark before a statement, such as `1.` or `-`.
    fn first_mark(&mut self, start: usize, body: &str) {
        if let Some((from, to)) = marks::list_mark(body) {
            let at = self.span(start + from, start + to);
            let mark = body.get(from..to).unwrap_or_default();
            self.mark(at, format!("`{mark}` stands before the statement as in a list"), Group::ListMark.help());
            self.read_as(start + from, start + to, b' ');
        }
    }

    /// Whether this line goes on with the statement above it; then both are read as one line.
    fn joins(&mut self, start: usize, body: &str) {
        let Some(open) = self.open.take() else { return };
        let words = body.trim_start();
        let from = start + (body.len() - words.len());
        let comma_first = words.starts_with(',');
        let (joined, at) = match open.what {
            Left::Comma => {
                (!words.is_empty() && !words.starts_with('}') && !marks::starts_statement(words), self.span(open.at, open.at + 1))
            }
            Left::Statement => {
                let above = self.text.get(open.at..open.end).unwrap_or_default();
                (comma_first || (words == "{" && marks::opens_block(above)), self.span(from, from + 1))
            }
        };
        if !joined {
            if open.what == Left::Comma {
                self.trailing(open);
            }
            return;
        }
        // Of a line that was not looked at closely, the end of its words is found now.
        let line = self.text.get(open.at..open.end).unwrap_or_default();
        let end =
            if open.what == Left::Comma { open.end } else { open.at + line.get(..code(line).end).unwrap_or_default().trim_end().len() };
        if !open.answered {
            let said =
                if words == "{" { "this brace stands on a line of its own" } else { "this statement goes on over the end of its line" };
            let help = if words == "{" {
                "the brace that opens a block ends the block's first line"
            } else {
                "a statement stands on one line; one that gets too long is written twice, each time with some of its names"
            };
            self.push(at, problem::LineContinued { at, said, help });
        }
        self.read_as(end, from, b' ');
        let left = Open { at: from, end: start + body.len(), what: Left::Statement, answered: true };
        self.open = Some(left);
    }

    /// A comma at a line's end that nothing follows.
    fn trailing(&mut self, open: Open) {
        if open.answered {
            self.read_as(open.at, open.at + 1, b' ');
            return;
        }
        let at = self.span(open.at, open.at + 1);
        self.mark(at, "a comma ends this line", "a comma stands between two names or parts, and nothing stands at a line's end");
        self.read_as(open.at, open.at + 1, b' ');
    }

    fn ends_open_comma(&mut self) {
        if let Some(open) = self.open.take().filter(|open| open.what == Left::Comma) {
            self.trailing(open);
        }
    }

    /// A mark at a line's end as other languages and sentences have it.
    fn last_mark(&mut self, start: usize, body: &str) {
        let answered = self.open.take().is_some_and(|open| open.answered);
        let bare = body.trim_end_matches(';').trim_end();
        if bare.len() < body.len() && !bare.is_empty() {
            self.end_mark(start, body, bare.len(), "a semicolon ends this line", "a statement ends with its line, without a mark");
        }
        let colon = body.strip_suffix(':').filter(|bare| marks::opens_block(bare));
        let stop = body.strip_suffix('.').filter(|bare| !bare.is_empty() && !bare.ends_with('.'));
        if let Some(bare) = stop {
            self.end_mark(start, body, bare.len(), "a full stop ends this line", "a statement ends with its line, without a mark");
        } else if let Some(bare) = colon {
            let at = start + bare.len();
            let place = self.span(at, at + 1);
            self.mark(
                place,
                "a colon ends the first line of this block",
                "the first line of a block ends with `{`, and a line with `}` alone closes it",
            );
            self.read_as(at, at + 1, b'{');
        }
        self.remember(start, bare);
        if body.ends_with(',') && !body.trim().starts_with('#') && body.trim().len() > 1 {
            let at = start + body.len() - 1;
            self.open = Some(Open { at, end: at + 1, what: Left::Comma, answered });
        } else {
            self.open = self.open.map(|open| Open { answered, ..open });
        }
    }

    fn end_mark(&mut self, start: usize, body: &str, from: usize, said: &str, help: &'static str) {
        let mark = body.get(from..).unwrap_or_default();
        let from = from + (mark.len() - mark.trim_start().len());
        let at = self.span(start + from, start + body.len());
        self.mark(at, said, help);
        self.read_as(start + from, start + body.len(), b' ');
    }
}

/// How often more the same cause stands on a line.
fn more(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => "; 1 more of its kind stands on this line".to_owned(),
        count => format!("; {count} more of its kind stand on this line"),
    }
}

/// The number of a character, when it is one.
fn code_point(written: &str) -> String {
    written.chars().next().map_or_else(String::new, |character| format!("U+{:04X}", u32::from(character)))
}

/// The figures around an unusual space or an apostrophe that parts them, as in 7'000.
fn apart(line: &str, all: &[Seen], group: Group) -> Option<(usize, usize)> {
    let first = all.first().filter(|_| matches!(group, Group::Space | Group::Quote))?;
    let figure = |c: char| c.is_ascii_digit();
    let before = line.get(..first.start)?;
    let after = line.get(first.end..)?;
    let start = before.len() - before.chars().rev().take_while(|c| figure(*c)).count();
    let end = first.end + after.chars().take_while(|c| figure(*c)).count();
    // Thousands have three figures behind the gap; an unusual space between two values of a list has any.
    let thousands = start < first.start && end == first.end + 3 && !after.get(3..)?.starts_with('.');
    thousands.then_some((start, end))
}

/// Whether a character without width stands inside a word.
fn inside_word(line: &str, one: &Seen) -> bool {
    let word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '"');
    let before = line.get(..one.start).and_then(|before| before.chars().next_back()).is_some_and(word);
    let after = line.get(one.end..).and_then(|after| after.chars().next()).is_some_and(word);
    before && after
}

/// The word that a character stands in.
fn word_around(line: &str, at: usize) -> &str {
    let apart = |c: char| c.is_whitespace() || matches!(c, ',' | '{' | '}' | '#' | '"');
    let (before, after) = line.split_at_checked(at).unwrap_or((line, ""));
    let start =
        before.rfind(apart).map_or(0, |found| found + before.get(found..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    let end = at + after.find(apart).unwrap_or(after.len());
    line.get(start..end).unwrap_or_default()
}
