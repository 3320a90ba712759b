//! Bytes of a file to text. A file that is no text, or text in another encoding, is told apart in words. Knows no path and no language.

use super::kind::{Kind, marked};

/// Reads bytes as the UTF-8 text that a file of the language is.
///
/// # Errors
/// What the file is instead, as the end of a sentence that starts with its name.
pub(super) fn decode(bytes: Vec<u8>) -> Result<String, String> {
    if let Some(kind) = marked(&bytes) {
        let is = kind.words();
        return Err(match kind {
            Kind::Signed | Kind::Unsigned => format!("is {is}, and no text; needlepoint inspect shows what is in it"),
            // A key is not read any further, so that nothing of it is ever quoted.
            Kind::PrivateKey | Kind::Key(_) => format!("is {is}, and no protocol; nothing of it was read or shown"),
            Kind::Ours(_) => format!("is {is}, and no protocol"),
            Kind::Document(_) => {
                format!("is {is}, and no plain text, as its line 1 shows; copy the protocol into a plain text file and save that as UTF-8")
            }
        });
    }
    if let Some(kind) = wide(&bytes) {
        return Err(format!("is {kind}, as its first bytes on line 1 show; save it as UTF-8"));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let (before, after) = error.as_bytes().split_at_checked(at).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count().max(before.iter().filter(|byte| **byte == b'\r').count()) + 1;
        let column =
            String::from_utf8_lossy(before.rsplit(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default()).chars().count() + 1;
        let byte = after.first().copied().unwrap_or_default();
        let probably = western(byte)
            .map_or_else(String::new, |character| format!(" (probably `{character}`, from a file in Windows-1252 or Latin-1)"));
        format!("is not UTF-8 text: the byte {byte:02X} on line {line}, column {column} cannot be read{probably}; save it as UTF-8")
    })
}

/// UTF-16 or UTF-32 text, by the mark at its start or by the zero bytes between its first letters.
fn wide(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => Some("UTF-32 text"),
        [0xFF, 0xFE, ..] => Some("UTF-16 text (little-endian)"),
        [0xFE, 0xFF, ..] => Some("UTF-16 text (big-endian)"),
        [one, 0, two, 0, ..] if *one != 0 && *two != 0 => Some("UTF-16 text (little-endian)"),
        [0, one, 0, two, ..] if *one != 0 && *two != 0 => Some("UTF-16 text (big-endian)"),
        _ => None,
    }
}

/// The character that a byte is in Windows-1252; Latin-1 has the same from A0 on.
fn western(byte: u8) -> Option<char> {
    const FROM_80: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    match byte {
        0x80..=0x9F => FROM_80.chars().nth(usize::from(byte - 0x80)).filter(|character| !character.is_control()),
        0xA0.. => Some(char::from(byte)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(bytes: &[u8]) -> String {
        decode(bytes.to_vec()).expect_err("no text")
    }

    #[test]
    fn another_encoding_is_named_with_its_place() {
        let utf16 = |text: &str, bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
        for text in ["needlepoint 1\n", "\u{feff}needlepoint 1\n"] {
            assert!(said(&utf16(text, u16::to_le_bytes)).starts_with("is UTF-16 text (little-endian)"), "{text:?}");
            assert!(said(&utf16(text, u16::to_be_bytes)).starts_with("is UTF-16 text (big-endian)"), "{text:?}");
        }
        let latin = b"needlepoint 1\n# br\xFBlure\n";
        assert!(said(latin).contains("the byte FB on line 2, column 5") && said(latin).contains("probably `û`"), "{}", said(latin));
        let windows = b"needlepoint 1\r\n\r\ntitle \x93Scars\x94\r\n";
        assert!(said(windows).contains("the byte 93 on line 3, column 7") && said(windows).contains("probably `“`"), "{}", said(windows));
        assert!(said(b"a\rb\r\x81").contains("the byte 81 on line 3, column 1 cannot be read; save"), "{}", said(b"a\rb\r\x81"));
    }

    #[test]
    fn a_document_of_another_program_is_named() {
        for (bytes, name) in [
            (&b"{\\rtf1\\ansi needlepoint 1}"[..], "rich-text document"),
            (b"PK\x03\x04\x14\0\x06\0", "Word document"),
            (b"\xD0\xCF\x11\xE0\xA1\xB1", "old Word document"),
            (b"%PDF-1.7\n%\xE2\xE3", "PDF"),
            (b"\n<!DOCTYPE html><html>", "web page"),
            (b"\xEF\xBB\xBF<HTML>", "web page"),
            (b"<?xml version=\"1.0\"?>", "XML"),
        ] {
            assert!(said(bytes).contains(name) && said(bytes).contains("line 1"), "{}", said(bytes));
        }
    }

    #[test]
    fn a_text_is_a_text() {
        for text in ["", "n", "needlepoint 1\n", "\u{feff}needlepoint 1\r\n", "# µ é “x”\rneedlepoint 1\t", "a\0b"] {
            assert_eq!(decode(text.as_bytes().to_vec()).as_deref(), Ok(text));
        }
    }
}
