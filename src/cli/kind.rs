//! What a file looks like from its first bytes, so that one given for another is named. Knows no path.

/// What a file looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An image in its envelope.
    Signed,
    /// An image that nobody has signed.
    Unsigned,
    /// A private key as keygen writes it.
    PrivateKey,
    /// Another key, in words.
    Key(&'static str),
    /// Something else that this tool reads or writes, in words.
    Ours(&'static str),
    /// A document of another program, in words.
    Document(&'static str),
}

impl Kind {
    /// What it is, with its article.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Signed => "a signed image",
            Self::Unsigned => "an image that nobody has signed yet",
            Self::PrivateKey => "a private key",
            Self::Key(words) | Self::Ours(words) | Self::Document(words) => words,
        }
    }
}

/// Marks at the start of a file; the longer one comes first.
const MARKS: &[(&[u8], Kind)] = &[
    (b"\xd2\x84\x58\x30", Kind::Signed),
    (b"\xab\x00\x01\x01", Kind::Unsigned),
    (b"-----BEGIN PRIVATE KEY-----", Kind::PrivateKey),
    (b"-----BEGIN ENCRYPTED PRIVATE KEY-----", Kind::Key("a private key under a password")),
    (b"-----BEGIN OPENSSH PRIVATE KEY-----", Kind::Key("a private key for OpenSSH")),
    (b"-----BEGIN PUBLIC KEY-----", Kind::Key("a public key")),
    (b"-----BEGIN ", Kind::Key("a key or certificate of another kind")),
    (b"# needlepoint register of key ", Kind::Ours("the register of a key")),
    (b"{\n  \"schedule\":", Kind::Ours("a schedule")),
    (b"course,phototypes,session,", Kind::Ours("a schedule as a table")),
    (b"{\\rtf", Kind::Document("a rich-text document (RTF)")),
    (b"PK\x03\x04", Kind::Document("a Word document or another packed file")),
    (b"\xD0\xCF\x11\xE0", Kind::Document("an old Word document")),
    (b"%PDF", Kind::Document("a PDF document")),
    (b"<!doctype html", Kind::Document("a web page (HTML)")),
    (b"<html", Kind::Document("a web page (HTML)")),
    (b"<?xml", Kind::Document("an XML document")),
];

/// A file by the mark it starts with, whatever else is in it.
pub(super) fn marked(bytes: &[u8]) -> Option<Kind> {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let starts = |mark: &[u8]| text.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark));
    MARKS.iter().find(|(mark, _)| starts(mark)).map(|(_, kind)| *kind)
}

/// The same for texts of the language as well, by the first line that says what they are, and for the sheet of a protocol.
pub(super) fn kind(bytes: &[u8]) -> Option<Kind> {
    marked(bytes).or_else(|| {
        let text = String::from_utf8_lossy(bytes);
        text.lines().find_map(|line| {
            Some(Kind::Ours(match line.split_once(' ')? {
                ("protocol", _) => "a protocol",
                ("clinic", _) => "the file of a clinic",
                ("policy", _) => "a policy",
                ("course", _) => "a patient's course",
                ("Check", words) if words.starts_with("words: ") => "the sheet of a protocol",
                _ => return None,
            }))
        })
    })
}

#[cfg(test)]
mod tests {
    //! Every file that the tool makes or reads is told from the others.

    use super::*;

    #[test]
    fn a_file_is_told_by_how_it_starts() {
        let words = |bytes: &[u8]| kind(bytes).map(Kind::words);
        for (bytes, expected) in [
            (&b"needlepoint 1\n\n# ours\nprotocol x {\n"[..], Some("a protocol")),
            (b"needlepoint 1\r\nclinic x {\r\n", Some("the file of a clinic")),
            (b"needlepoint 1\npolicy x {\n", Some("a policy")),
            (b"needlepoint 1\ncourse 7650-5E3F-R {\n", Some("a patient's course")),
            (b"needlepoint 1\nprotocol x {\n  course {\n", Some("a protocol")),
            (b"SCARS\nx version 1.0.0\nCheck words: a b c d\n", Some("the sheet of a protocol")),
            (b"-----BEGIN EC PRIVATE KEY-----\n", Some("a key or certificate of another kind")),
            (b"-----BEGIN PRIVATE KEY-----\n", Some("a private key")),
            (b"%PDF-1.7", Some("a PDF document")),
            (b"\xd2\x84\x58\x30\xa3", Some("a signed image")),
            (b"\xab\x00\x01\x01\xf4", Some("an image that nobody has signed yet")),
            (b"", None),
            (b"\xff\xfe\x00", None),
            (b"some words\n", None),
        ] {
            assert_eq!(words(bytes), expected, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
