//! What a patient's course is called: a tag, and nobody's name.

use std::fmt;

/// The tag of one patient's course. The image never holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag(String);

impl Tag {
    /// Reads a tag. Two figures keep out plain names; that a tag is no record number is for people to see to.
    ///
    /// # Errors
    /// The sentence that says what a tag is.
    pub fn read(text: &str) -> Result<Self, String> {
        let plain = text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        let figures = text.bytes().filter(u8::is_ascii_digit).count();
        if plain && (4..=24).contains(&text.len()) && figures >= 2 && !text.starts_with('-') && !text.ends_with('-') {
            Ok(Self(text.to_owned()))
        } else {
            Err("a tag stands for a course and is nobody's name or record number: 4 to 24 lower-case letters, figures and hyphens, \
                 at least two of them figures, such as c-0417"
                .to_owned())
        }
    }

    /// The tag as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
