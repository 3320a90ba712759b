//! One line told apart: what statements read, texts in quotes, and the remark at its end. Knows no statement.

use super::characters::{self, Group};

/// A run of characters of one group that are not what they look like.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    pub(super) group: Group,
    /// What the first of them is called.
    pub(super) name: &'static str,
    /// The first byte, counted in the line.
    pub(super) start: usize,
    /// The byte after the last.
    pub(super) end: usize,
    /// Where it stands.
    pub(super) place: Place,
}

/// What a line is made of.
pub(super) struct Code {
    /// The byte after what statements read: where the remark starts, or the line's end.
    pub(super) end: usize,
    /// What is not what it looks like, in order.
    pub(super) seen: Vec<Seen>,
    /// Where a remark as other languages write it starts.
    pub(super) foreign_remark: Option<usize>,
    /// Whether a text is still open at its end.
    pub(super) in_text: bool,
}

/// A part of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// What statements read.
    Code,
    /// A text, which a straight quote closes if it opened it, and any double quote otherwise.
    Text {
        /// Whether a straight quote opened it.
        straight: bool,
    },
    /// A remark.
    Remark,
}

impl Place {
    /// In words.
    pub(super) fn phrase(self) -> &'static str {
        match self {
            Self::Code => "this line",
            Self::Text { .. } => "this text",
            Self::Remark => "this remark",
        }
    }
}

/// Tells a line apart.
pub(super) fn code(line: &str) -> Code {
    let line = line.trim_end_matches(['\n', '\r']);
    let mut to = Code { end: line.len(), seen: Vec::new(), foreign_remark: None, in_text: false };
    let mut place = Place::Code;
    // A curly quote in a text is part of it, unless the text is never closed by the quote that opened it.
    let mut curly_inside: Option<Seen> = None;
    let mut before = ' ';
    let mut characters = line.char_indices();
    while let Some((at, character)) = characters.next() {
        let rest = line.get(at..).unwrap_or_default();
        match (place, character) {
            (Place::Code, '"') => (place, curly_inside) = (Place::Text { straight: true }, None),
            (Place::Text { straight: true }, '\\') => {
                characters.next();
            }
            (Place::Text { .. }, '"') => place = Place::Code,
            (Place::Code, '#') => (place, to.end) = (Place::Remark, at),
            (Place::Code, '/' | '-') if foreign_remark(before, rest) => {
                (place, to.end, to.foreign_remark) = (Place::Remark, at, Some(at));
                if rest.starts_with("/*") {
                    break;
                }
            }
            _ => {}
        }
        if let Some((group, name)) = characters::named(character) {
            let end = at + character.len_utf8();
            let seen = Seen { group, name, start: at, end, place };
            let double = group == Group::Quote && matches!(character, '“' | '”' | '„' | '‟' | '«' | '»');
            match place {
                Place::Code if double => place = Place::Text { straight: false },
                Place::Text { straight: false } if double => place = Place::Code,
                Place::Text { straight: true } if double && curly_inside.is_none() => {
                    curly_inside = Some(Seen { place: Place::Code, ..seen })
                }
                _ => {}
            }
            // The quote that closes such a text counts with the one that opened it.
            let seen = if double && place == Place::Code { Seen { place: Place::Code, ..seen } } else { seen };
            let counts = if group.hides() { !harmless(line, &seen) } else { seen.place == Place::Code && !is_unit(line, at, character) };
            if counts {
                add(&mut to.seen, seen);
            }
        }
        before = character;
    }
    if let (Place::Text { straight: true }, Some(curly)) = (place, curly_inside) {
        to.seen.push(curly);
    }
    to.in_text = matches!(place, Place::Text { .. });
    to
}

/// Adds a character to the run before it, or starts another.
fn add(seen: &mut Vec<Seen>, one: Seen) {
    match seen.last_mut() {
        // Marks are counted one by one; figures, letters and spaces in a row are one thing.
        Some(last)
            if last.end == one.start
                && last.group == one.group
                && last.place == one.place
                && matches!(one.group, Group::FullWidth | Group::Figure | Group::Letter | Group::Space) =>
        {
            last.end = one.end;
        }
        _ => seen.push(one),
    }
}

/// Whether a remark of another language starts here.
fn foreign_remark(before: char, rest: &str) -> bool {
    let at_word = before.is_whitespace() || matches!(before, '{' | '}' | ';' | '"');
    let dashes = rest.strip_prefix("--").is_some_and(|after| after.is_empty() || after.starts_with([' ', '\t']));
    rest.starts_with("/*") || at_word && (rest.starts_with("//") || dashes)
}

/// Whether a character that is not seen belongs to the one before it: a joiner between parts of a picture or letters of a script written
/// so, or what says how a picture or sign is drawn. Only texts and remarks have them.
fn harmless(line: &str, seen: &Seen) -> bool {
    if seen.place == Place::Code {
        return false;
    }
    let own = line.get(seen.start..seen.end).and_then(|own| own.chars().next());
    let before = line.get(..seen.start).unwrap_or_default();
    let after = line.get(seen.end..).and_then(|after| after.chars().next());
    let shown = |c: char| !c.is_ascii() && characters::named(c).is_none_or(|(group, _)| !group.hides());
    match own {
        Some('\u{200c}' | '\u{200d}') => {
            // What says how a picture is drawn may stand between it and the joiner.
            let variation = before.chars().next_back().filter(|last| characters::is_variation(*last));
            let part = before.get(..before.len() - variation.map_or(0, char::len_utf8)).unwrap_or_default();
            let needs = if variation.is_some() { is_drawn(part) } else { part.chars().next_back().is_some_and(shown) };
            needs && after.is_some_and(shown)
        }
        Some(own) => characters::is_variation(own) && is_drawn(before),
        None => false,
    }
}

/// Whether a line's last character is a picture or sign, and neither a letter nor a figure.
fn is_drawn(line: &str) -> bool {
    // A few pictures are letters by their kind.
    let drawn = |c: char| matches!(c, 'ℹ' | 'Ⓜ' | '㊗' | '㊙' | '🅰' | '🅱' | '🅾' | '🅿');
    let sign = |c: char| !c.is_ascii() && matches!(characters::named(c), Some((Group::Sign | Group::ListMark, _)));
    line.chars().next_back().is_some_and(|c| sign(c) || drawn(c))
}

/// Whether a micro sign or a Greek mu stands where a unit does; the quantity names it.
fn is_unit(line: &str, at: usize, character: char) -> bool {
    let before = line.get(..at).unwrap_or_default().trim_end_matches([' ', '\t']);
    matches!(character, 'µ' | 'μ') && before.ends_with(|c: char| c.is_ascii_digit())
}
