//! What a patient's course is called: a tag, and nobody's name.

use std::fmt;

/// The tag of one patient's course: 40 bits of chance in Crockford's base 32, and his check symbol, as in `7650-5E3F-R`. It says nothing of
/// whoever it stands for, so it may stand in calendars, ledgers and logs. The image never holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag(String);

/// The 32 figures, and the five more that a check symbol may be.
const FIGURES: &[u8] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";

/// How many figures of a tag are chance; one more checks them.
const CHANCE: usize = 8;

impl Tag {
    /// Reads a tag as people type it: in small letters or capitals, with or without hyphens, `O` for 0 and `I` or `L` for 1.
    ///
    /// # Errors
    /// The sentence that says what a tag is, or that this one is mistyped.
    pub fn read(text: &str) -> Result<Self, String> {
        let figures: Option<Vec<u64>> = text.chars().filter(|character| *character != '-').map(figure).collect();
        let (chance, check) = match figures.as_deref().map(<[u64]>::split_last) {
            Some(Some((check, chance))) if chance.len() == CHANCE && chance.iter().all(|figure| *figure < 32) => (chance, *check),
            _ => {
                return Err(
                    "a tag stands for a course and is nobody's name or record number: eight figures and letters by chance and one that \
                            checks them, such as 7650-5E3F-R"
                        .to_owned(),
                );
            }
        };
        let number = chance.iter().fold(0, |number, figure| (number << 5) | figure);
        if number % 37 != check {
            return Err(format!("`{text}` is mistyped: its last letter or figure does not belong to the eight before it"));
        }
        Ok(Self::of(number))
    }

    /// The tag of five bytes of chance; none when its check symbol is no letter or figure, which could stand in no file name: then ask again.
    #[must_use]
    pub fn by_chance(chance: [u8; 5]) -> Option<Self> {
        let tag = Self::of(chance.iter().fold(0, |number, byte| (number << 8) | u64::from(*byte)));
        tag.0.ends_with(|check: char| check.is_ascii_alphanumeric()).then_some(tag)
    }

    /// The tag of a number below 2^40.
    fn of(number: u64) -> Self {
        let symbol = |place: u64| usize::try_from(place).ok().and_then(|place| FIGURES.get(place)).copied().map_or('0', char::from);
        let chance = (0..CHANCE).rev().map(|place| symbol((number >> (5 * place)) & 31));
        let mut text: String = chance.collect();
        text.insert(4, '-');
        text.push('-');
        text.push(symbol(number % 37));
        Self(text)
    }

    /// The tag as it is written everywhere.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The number of a figure as typed.
fn figure(typed: char) -> Option<u64> {
    let meant = match typed.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let place = FIGURES.iter().position(|figure| char::from(*figure) == meant)?;
    u64::try_from(place).ok()
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    //! Tags worked out by another program, from Crockford's page.

    use super::*;

    #[test]
    fn a_tag_is_read_as_people_type_it() {
        for typed in ["7650-5E3F-R", "76505e3fr", "765o-5e3f-r", "7650-5E3F-r"] {
            assert_eq!(Tag::read(typed).map(|tag| tag.to_string()), Ok("7650-5E3F-R".to_owned()), "{typed}");
        }
        assert_eq!(Tag::read("SN77-N12Q-7").map(|tag| tag.to_string()), Ok("SN77-N12Q-7".to_owned()));
        assert_eq!(Tag::by_chance([0x39, 0x8a, 0x02, 0xb8, 0x6f]).map(|tag| tag.to_string()), Some("7650-5E3F-R".to_owned()));
        assert_eq!(Tag::by_chance([0, 0, 0, 0, 32]), None, "its check symbol is a star");
    }

    #[test]
    fn a_mistyped_figure_and_two_exchanged_ones_are_noticed() {
        let figures = "76505E3FR";
        for place in 0..9 {
            for other in "0123456789ABCDEFGHJKMNPQRSTVWXYZ".chars() {
                let typed: String = figures.chars().enumerate().map(|(at, figure)| if at == place { other } else { figure }).collect();
                assert_eq!(Tag::read(&typed).is_ok(), typed == figures, "{typed}");
            }
        }
        assert!(Tag::read("67505E3FR").is_err_and(|said| said.contains("`67505E3FR` is mistyped")));
        for no_tag in ["", "mueller-1975", "c-0417", "7650-5E3F", "7650-5E3F-RR", "U650-5E3F-R"] {
            assert!(Tag::read(no_tag).is_err_and(|said| said.starts_with("a tag stands for a course")), "{no_tag}");
        }
    }
}
