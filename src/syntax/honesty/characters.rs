//! What a character that is not on a plain keyboard is called, what it is taken for, and how the thing is written instead.
//! Knows no statement and no place.

use std::borrow::Cow;

use unicode_script::{Script, UnicodeScript};

/// A group of characters with one cause: one message names all of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    /// Turns the order in which a line is shown.
    Direction,
    /// Has no width.
    ZeroWidth,
    /// A hyphen that is shown only where a line breaks.
    SoftHyphen,
    /// Some programs show a new line there.
    LineEnd,
    /// Controls an old terminal or printer.
    Control,
    /// Looks like a space.
    Space,
    /// A quotation mark.
    Quote,
    /// A dash, a hyphen or a minus sign.
    Dash,
    /// Written for eastern type.
    FullWidth,
    /// A figure of another script.
    Figure,
    /// A figure above or below the line.
    Raised,
    /// A fraction in one character.
    Fraction,
    /// A mark before a line of a list.
    ListMark,
    /// A letter that names do not have.
    Letter,
    /// Anything else that can be seen.
    Sign,
}

impl Group {
    /// Whether it must not stand anywhere, because what is shown is then not what is read.
    pub(super) fn hides(self) -> bool {
        matches!(self, Self::Direction | Self::ZeroWidth | Self::SoftHyphen | Self::LineEnd | Self::Control)
    }

    /// How the thing is written instead.
    pub(super) fn help(self) -> &'static str {
        match self {
            Self::Direction => "it turns the order in which a line is shown, so that a line can look unlike what it says; delete it",
            Self::ZeroWidth => "it cannot be seen, and with it a word is another word; delete it",
            Self::SoftHyphen => "it is shown only where a line breaks; delete it, or type the hyphen of the keyboard (-)",
            Self::LineEnd => "some programs show a new line here, and others do not; delete it and press the return key",
            Self::Control => "it cannot be seen and means nothing here; delete it",
            Self::Space => "word processors and web pages set it; type a space with the space bar",
            Self::Quote => "a text stands between straight quotes, typed as \"; a name stands in none",
            Self::Dash => "the hyphen in a name or a day is the one of the keyboard (-), and a range is written with the word `to`",
            Self::FullWidth => "words, figures and marks are typed half-width, with the keyboard set to plain Latin letters",
            Self::Figure => "figures are 0 to 9, with a point before decimals",
            Self::Raised => "a figure stands on the line, as in cm2",
            Self::Fraction => "a fraction is written in figures with a decimal point",
            Self::ListMark => "a line starts with the word of its statement, and no list mark stands before it",
            Self::Letter => "words and names are written with the Latin letters a to z, without accents",
            Self::Sign => "outside a text or a remark there are only letters, figures, hyphens and the marks that a statement shows",
        }
    }
}

/// What a character is called, with its group; none for what may stand in a line.
pub(super) fn named(character: char) -> Option<(Group, &'static str)> {
    if matches!(character, ' '..='~' | '\t' | '\r' | '\n') {
        return None;
    }
    Some(match character {
        '\u{200e}' => (Group::Direction, "a left-to-right mark"),
        '\u{200f}' => (Group::Direction, "a right-to-left mark"),
        '\u{61c}' => (Group::Direction, "an Arabic letter mark"),
        '\u{202a}' => (Group::Direction, "a left-to-right embedding"),
        '\u{202b}' => (Group::Direction, "a right-to-left embedding"),
        '\u{202c}' => (Group::Direction, "the end of an embedding"),
        '\u{202d}' => (Group::Direction, "a left-to-right override"),
        '\u{202e}' => (Group::Direction, "a right-to-left override"),
        '\u{2066}' => (Group::Direction, "a left-to-right isolate"),
        '\u{2067}' => (Group::Direction, "a right-to-left isolate"),
        '\u{2068}' => (Group::Direction, "a first strong isolate"),
        '\u{2069}' => (Group::Direction, "the end of an isolate"),
        '\u{200b}' => (Group::ZeroWidth, "a zero-width space"),
        '\u{200c}' => (Group::ZeroWidth, "a zero-width non-joiner"),
        '\u{200d}' => (Group::ZeroWidth, "a zero-width joiner"),
        '\u{2060}' => (Group::ZeroWidth, "a word joiner"),
        '\u{feff}' => (Group::ZeroWidth, "a byte order mark"),
        '\u{ad}' => (Group::SoftHyphen, "a soft hyphen"),
        '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' => (Group::ZeroWidth, "a filler without width"),
        '\u{2800}' => (Group::ZeroWidth, "an empty Braille character"),
        '\u{34f}' => (Group::ZeroWidth, "a combining grapheme joiner"),
        '\u{e0000}'..='\u{e007f}' => (Group::ZeroWidth, "a tag character"),
        _ if is_variation(character) => (Group::ZeroWidth, "a variation selector"),
        _ if is_formatting(character) => (Group::ZeroWidth, "a formatting character"),
        '\u{2028}' => (Group::LineEnd, "a line separator"),
        '\u{2029}' => (Group::LineEnd, "a paragraph separator"),
        '\u{85}' => (Group::LineEnd, "a next-line character"),
        '\u{b}' => (Group::LineEnd, "a vertical tab"),
        '\u{c}' => (Group::LineEnd, "a form feed"),
        '\0' => (Group::Control, "a zero byte"),
        '\u{1b}' => (Group::Control, "an escape character"),
        '\u{7f}' => (Group::Control, "a delete character"),
        _ if character.is_control() => (Group::Control, "a control character"),
        '\u{a0}' => (Group::Space, "a no-break space"),
        '\u{202f}' => (Group::Space, "a narrow no-break space"),
        '\u{2007}' => (Group::Space, "a figure space"),
        '\u{2000}' | '\u{2002}' => (Group::Space, "an en space"),
        '\u{2001}' | '\u{2003}' => (Group::Space, "an em space"),
        '\u{2009}' => (Group::Space, "a thin space"),
        '\u{200a}' => (Group::Space, "a hair space"),
        '\u{3000}' => (Group::Space, "an ideographic space"),
        _ if character.is_whitespace() => (Group::Space, "a typographic space"),
        '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '‛' => (Group::Quote, "a curly quote"),
        '«' | '»' | '‹' | '›' => (Group::Quote, "an angled quote"),
        '´' => (Group::Quote, "an accent in place of a quote"),
        '–' => (Group::Dash, "an en dash"),
        '—' | '―' => (Group::Dash, "an em dash"),
        '−' => (Group::Dash, "a minus sign"),
        '‑' => (Group::Dash, "a non-breaking hyphen"),
        '‐' | '‒' | '﹣' => (Group::Dash, "a typographic hyphen"),
        '\u{ff01}'..='\u{ff5e}' | '、' | '。' | '「' | '」' => (Group::FullWidth, "full-width"),
        '٫' | '٬' => (Group::Figure, "a figure"),
        '²' | '³' | '¹' | '⁰'..='⁹' => (Group::Raised, "a raised figure"),
        '₀'..='₉' => (Group::Raised, "a lowered figure"),
        '¼'..='¾' | '⅐'..='⅟' | '↉' | '⁄' => (Group::Fraction, "a fraction in one character"),
        '•' | '·' | '‣' | '◦' | '▪' | '▫' | '●' | '○' | '■' | '□' | '►' | '▶' | '✓' | '✔' | '➤' | '∙' | '\u{f0b7}' | '\u{f0a7}' => {
            (Group::ListMark, "a list mark")
        }
        '…' => (Group::Sign, "an ellipsis"),
        '×' => (Group::Sign, "a multiplication sign"),
        '′' | '″' | '‴' | 'ʹ' | 'ʺ' => (Group::Sign, "a prime mark"),
        '°' | 'º' => (Group::Sign, "a degree sign"),
        '±' => (Group::Sign, "a plus-minus sign"),
        '≤' | '≥' | '≈' | '≠' | '∼' => (Group::Sign, "a comparison sign"),
        '→' | '⇒' | '➔' | '←' => (Group::Sign, "an arrow"),
        '\u{300}'..='\u{36f}' => (Group::Letter, "an accent that belongs to the letter before it"),
        _ if character.is_alphabetic() => (Group::Letter, "a letter"),
        _ if character.is_numeric() => (Group::Figure, "a figure"),
        _ => (Group::Sign, "a sign or picture"),
    })
}

/// Whether a character says only which form of the one before it is meant.
pub(super) fn is_variation(character: char) -> bool {
    matches!(character, '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Whether a character is one of those that no program has to show (Default_Ignorable_Code_Point) or that only steer how others are
/// shown (the general category Cf), as Unicode 16 has them.
fn is_formatting(character: char) -> bool {
    matches!(character,
        '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{890}'..='\u{891}' | '\u{8e2}' | '\u{17b4}'..='\u{17b5}' | '\u{180e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{110bd}' | '\u{110cd}' | '\u{13430}'..='\u{1343f}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
    )
}

/// The alphabet of a letter, for letters that are not Latin.
pub(super) fn alphabet(letter: char) -> Option<&'static str> {
    match letter.script() {
        Script::Latin | Script::Common | Script::Inherited | Script::Unknown => None,
        script => Some(script.full_name()),
    }
}

/// A text as it can be shown: every character that hides is a sign of the same length, so that places stay what they are and nothing in
/// the text can turn a line or steer a terminal. A lone carriage return ends a line here, as it does for the places.
#[must_use]
pub fn shown(text: &str) -> Cow<'_, str> {
    let plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\t' | b'\r' | b'\n'));
    if plain && lone_returns(text).next().is_none() {
        return Cow::Borrowed(text);
    }
    let hides = |character| named(character).is_some_and(|(group, _)| group.hides());
    let mut to = String::with_capacity(text.len());
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        match character.len_utf8() {
            _ if character == '\r' && characters.peek().is_none_or(|(_, next)| *next != '\n') => to.push('\n'),
            // The mark at the start of a file is no part of its first line.
            _ if at == 0 || !hides(character) => to.push(character),
            1 => to.push('~'),
            2 => to.push('¤'),
            3 => to.push('\u{fffd}'),
            _ => to.push_str("¤¤"),
        }
    }
    Cow::Owned(to)
}

/// Where a carriage return stands that no line feed follows.
fn lone_returns(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices('\r').map(|(at, _)| at).filter(|at| text.as_bytes().get(at + 1) != Some(&b'\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_seen_hides() {
        // The first and last of every run, by hand.
        for first in [
            0xad, 0x34f, 0x600, 0x605, 0x61c, 0x6dd, 0x70f, 0x890, 0x891, 0x8e2, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b, 0x180f, 0x200b,
            0x200f, 0x202a, 0x202e, 0x2060, 0x2065, 0x206f, 0x2800, 0x3164, 0xfe00, 0xfe0f, 0xfeff, 0xffa0, 0xfff0, 0xfffb, 0x110bd,
            0x110cd, 0x13430, 0x1343f, 0x1bca0, 0x1bca3, 0x1d173, 0x1d17a, 0xe0000, 0xe007f, 0xe0080, 0xe0100, 0xe01ef, 0xe01f0, 0xe0fff,
        ] {
            let character = char::from_u32(first).expect("a character");
            assert!(named(character).is_some_and(|(group, _)| group.hides()), "{first:04X}");
        }
        for seen in "éµ–№½²•⚕\u{301}\u{a0}\u{3000}\u{fffd}\u{1f469}".chars() {
            assert!(named(seen).is_none_or(|(group, _)| !group.hides()), "{seen}");
        }
    }

    #[test]
    fn nothing_shown_hides_and_every_place_stays() {
        let text = "a\u{202e}b\u{1b}[31m\0c\u{85}\u{e0001}d\u{200b}é µ “x” \u{2028}";
        let said = shown(text);
        assert_eq!(said, "a\u{fffd}b~[31m~c¤¤¤d\u{fffd}é µ “x” \u{fffd}");
        assert_eq!(said.len(), text.len());
        assert!(matches!(shown("needlepoint 1\r\n\tx"), Cow::Borrowed(_)));
        assert_eq!(shown("a\r\nb\rc\r\r\nd\r"), "a\r\nb\nc\n\r\nd\n");
        for character in ('\0'..=char::MAX).filter(|character| named(*character).is_some_and(|(group, _)| group.hides())) {
            let text = format!("x{character}");
            assert!(shown(&text).len() == text.len() && !shown(&text).contains(character), "{:04X}", u32::from(character));
        }
    }
}
