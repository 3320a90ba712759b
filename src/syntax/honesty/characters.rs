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
        matches!(self, Self::Direction | Self::ZeroWidth | Self::LineEnd | Self::Control)
    }

    /// How the thing is written instead.
    pub(super) fn help(self) -> &'static str {
        match self {
            Self::Direction => "it turns the order in which a line is shown, so that a line can look unlike what it says; delete it",
            Self::ZeroWidth => "it cannot be seen, and with it a word is another word; delete it",
            Self::LineEnd => "some programs show a new line here, and others do not; delete it and press the return key",
            Self::Control => "it cannot be seen and means nothing here; delete it",
            Self::Space => "word processors and web pages set it; type a space with the space bar",
            Self::Quote => "a text stands between straight quotes, typed as \"; a name stands in none",
            Self::Dash => "the hyphen in a name is the one of the keyboard (-), and a range is written with the word `to`",
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
        '\u{180e}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' => (Group::ZeroWidth, "a filler without width"),
        '\u{2061}'..='\u{2064}' | '\u{206a}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' => (Group::ZeroWidth, "a formatting character"),
        '\u{e0000}'..='\u{e007f}' => (Group::ZeroWidth, "a tag character"),
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
        '\u{ad}' => (Group::Dash, "a soft hyphen"),
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

/// The alphabet of a letter, for letters that are not Latin.
pub(super) fn alphabet(letter: char) -> Option<&'static str> {
    match letter.script() {
        Script::Latin | Script::Common | Script::Inherited | Script::Unknown => None,
        script => Some(script.full_name()),
    }
}

/// A text as it can be shown: every character that hides is a sign of the same length, so that places stay what they are and nothing in
/// the text can turn a line or steer a terminal.
#[must_use]
pub fn shown(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\t' | b'\r' | b'\n')) {
        return Cow::Borrowed(text);
    }
    let hides = |character| named(character).is_some_and(|(group, _)| group.hides());
    let mut to = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        match character.len_utf8() {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_shown_hides_and_every_place_stays() {
        let text = "a\u{202e}b\u{1b}[31m\0c\u{85}\u{e0001}d\u{200b}é µ “x” \u{2028}";
        let said = shown(text);
        assert_eq!(said, "a\u{fffd}b~[31m~c¤¤¤d\u{fffd}é µ “x” \u{fffd}");
        assert_eq!(said.len(), text.len());
        assert!(matches!(shown("needlepoint 1\r\n\tx"), Cow::Borrowed(_)));
        for character in ('\0'..=char::MAX).filter(|character| named(*character).is_some_and(|(group, _)| group.hides())) {
            let text = format!("x{character}");
            assert!(shown(&text).len() == text.len() && !shown(&text).contains(character), "{:04X}", u32::from(character));
        }
    }
}
