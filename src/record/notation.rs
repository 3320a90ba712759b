//! An image in the diagnostic notation of CBOR (RFC 8949, section 8; RFC 8610, appendix G): every byte of the file, one item on a line, each
//! named as in `loader/image.cddl`. What a byte string holds is shown in it. Judges nothing: it is written of what was opened.

use std::fmt::Write as _;

use Shape::{Each, Fields, Holds, Keys, Kinds, Leaf, Placed};

/// How an item is laid out, and what its parts are called.
enum Shape {
    /// A number, a text, plain bytes, or true or false.
    Leaf,
    /// An array whose places have names; there may be fewer.
    Fields(&'static [Field]),
    /// An array whose item at a place says which of these it is.
    Kinds(usize, &'static [&'static [Field]]),
    /// An array of items of one shape.
    Each(&'static Shape),
    /// The same, where something else refers to the items by their places.
    Placed(&'static Shape),
    /// A map, its keys in the order in which they are written.
    Keys(&'static [Field]),
    /// A byte string that holds an item.
    Holds(&'static Shape),
}

type Field = (&'static str, Shape);

const FILE: Shape =
    Fields(&[("protected", Holds(&PROTECTED)), ("unprotected", Keys(&[])), ("payload", Holds(&PAYLOAD)), ("signature", Leaf)]);
const PROTECTED: Shape = Keys(&[("algorithm", Leaf), ("content type", Leaf), ("key-id", Leaf)]);
const PAYLOAD: Shape = Keys(&[
    ("format", Leaf),
    ("bench", Leaf),
    ("series", Leaf),
    ("sequence", Leaf),
    ("sources", Each(&Fields(&[("name", Leaf), ("sha256", Leaf)]))),
    ("compiler", Fields(&[("tool", Each(&Leaf)), ("language", Leaf), ("rule-set", Leaf)])),
    ("pen", Fields(&[("profile", Leaf), ("revisions", Fields(&[("first", Leaf), ("last", Leaf)]))])),
    ("days", Fields(&[("from", Leaf), ("until", Leaf)])),
    ("treatment", Holds(&TREATMENT)),
    ("prompts", Each(&Fields(&[("kind", Leaf), ("in-area", Leaf), ("caption", Leaf)]))),
    ("check numbers", Each(&Leaf)),
]);
const TREATMENT: Shape = Fields(&[
    ("device", Leaf),
    ("cartridges", Placed(&Leaf)),
    (
        "limits",
        Fields(&[
            ("max-depth-um", Leaf),
            ("max-speed-rpm", Leaf),
            ("max-passes", Leaf),
            ("max-session-s", Leaf),
            ("min-interval-days", Leaf),
        ]),
    ),
    ("areas", Placed(&Leaf)),
    ("courses", Placed(&Fields(&[("name", Leaf), ("spacing", SPACING), ("sessions", Each(&Holds(&SESSION)))]))),
    ("phototypes", PHOTOTYPES),
    ("exceptions", Each(&EXCEPTION)),
]);
const SPACING: Shape = Fields(&[("min-days", Leaf), ("max-days", Leaf), ("aim-days", Leaf)]);
const PHOTOTYPES: Shape = Fields(&[
    ("phototype 1", Leaf),
    ("phototype 2", Leaf),
    ("phototype 3", Leaf),
    ("phototype 4", Leaf),
    ("phototype 5", Leaf),
    ("phototype 6", Leaf),
]);
const SESSION: Shape = Fields(&[("number", Leaf), ("steps", Each(&TREAT))]);
const TREAT: Shape = Fields(&[
    ("kind", Leaf),
    ("area", Leaf),
    ("cartridge", Leaf),
    ("start-um", Leaf),
    ("raise-um", Leaf),
    ("ceiling-um", Leaf),
    ("passes", Fields(&[("horizontal", Leaf), ("vertical", Leaf), ("diagonal", Leaf)])),
    ("speed-rpm", Leaf),
    ("motion", Kinds(0, &[&[("glide", Leaf), ("mm-per-s", Leaf)], &[("stamp", Leaf)]])),
    ("at-most-s", Leaf),
    ("endpoint", Leaf),
    ("only", Fields(&[("what", Leaf), ("months", Leaf), ("days", Leaf), ("mm2", Leaf)])),
    ("skip", Each(&Leaf)),
    ("stops", Each(&STOP)),
]);
const STOP: Shape = Kinds(
    1,
    &[
        &[("scope", Leaf), ("bleeding", Leaf), ("over-s", Leaf)],
        &[("scope", Leaf), ("pain", Leaf), ("over-points", Leaf)],
        &[("scope", Leaf), ("named", Leaf), ("sign", Leaf)],
    ],
);
const EXCEPTION: Shape = Fields(&[
    ("rule", Leaf),
    ("version", Leaf),
    ("area", Leaf),
    ("above-um", Leaf),
    ("up-to-um", Leaf),
    ("reason", Leaf),
    ("by", Leaf),
    ("until", Leaf),
]);

/// Writes an image, in its envelope or without; `None` for what is no image of the format.
#[must_use]
pub fn image_notation(file: &[u8]) -> Option<String> {
    let mut to = Notation { text: String::new(), depth: 0 };
    let rest = match head(file)? {
        (TAG, 18, tagged) => {
            to.text.push_str("18(");
            let rest = to.item(tagged, &FILE)?;
            to.text.push(')');
            rest
        }
        _ => to.item(file, &PAYLOAD)?,
    };
    to.text.push('\n');
    rest.is_empty().then_some(to.text)
}

// The major types of CBOR.
const UNSIGNED: u8 = 0;
const NEGATIVE: u8 = 1;
const BYTES: u8 = 2;
const TEXT: u8 = 3;
const ARRAY: u8 = 4;
const MAP: u8 = 5;
const TAG: u8 = 6;
const SIMPLE: u8 = 7;

/// The major type of the first item, its number, and what comes behind its head.
fn head(bytes: &[u8]) -> Option<(u8, u64, &[u8])> {
    let (lead, rest) = bytes.split_first()?;
    let (number, rest) = match lead & 0x1f {
        small @ 0..=23 => (small.into(), rest),
        24 => rest.split_first().map(|(byte, rest)| (u64::from(*byte), rest))?,
        25 => rest.split_first_chunk().map(|(bytes, rest)| (u64::from(u16::from_be_bytes(*bytes)), rest))?,
        26 => rest.split_first_chunk().map(|(bytes, rest)| (u64::from(u32::from_be_bytes(*bytes)), rest))?,
        27 => rest.split_first_chunk().map(|(bytes, rest)| (u64::from_be_bytes(*bytes), rest))?,
        _ => return None,
    };
    Some((lead >> 5, number, rest))
}

fn content(length: u64, bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    bytes.split_at_checked(usize::try_from(length).ok()?)
}

struct Notation {
    text: String,
    depth: usize,
}

impl Notation {
    /// Writes the first item; what comes behind it is returned. An item goes no deeper than its shape.
    fn item<'b>(&mut self, bytes: &'b [u8], shape: &Shape) -> Option<&'b [u8]> {
        let (major, number, rest) = head(bytes)?;
        match (shape, major) {
            (Leaf, _) => self.leaf(major, number, rest),
            (Holds(held), BYTES) => {
                let (inner, rest) = content(number, rest)?;
                self.text.push_str("<< ");
                self.item(inner, held)?.is_empty().then_some(())?;
                self.text.push_str(" >>");
                Some(rest)
            }
            (Fields(fields), ARRAY) => {
                self.array(number, rest, |place| fields.get(place).map(|(name, shape)| (Some((*name).to_owned()), shape)))
            }
            (Kinds(at, kinds), ARRAY) => {
                let (_, kind, _) = head(skipped(rest, *at)?)?;
                let fields = kinds.get(usize::try_from(kind).ok()?)?;
                self.array(number, rest, |place| fields.get(place).map(|(name, shape)| (Some((*name).to_owned()), shape)))
            }
            (Each(one), ARRAY) => self.array(number, rest, |_| Some((None, one))),
            (Placed(one), ARRAY) => self.array(number, rest, |place| Some((Some(place.to_string()), one))),
            (Keys(keys), MAP) => self.map(number, rest, keys),
            _ => None,
        }
    }

    fn leaf<'b>(&mut self, major: u8, number: u64, rest: &'b [u8]) -> Option<&'b [u8]> {
        match (major, number) {
            (UNSIGNED, _) => write!(self.text, "{number}").ok()?,
            (NEGATIVE, _) => write!(self.text, "{}", -1 - i128::from(number)).ok()?,
            (BYTES, _) => {
                let (bytes, rest) = content(number, rest)?;
                write!(self.text, "h'{}'", crate::seal::hex(bytes)).ok()?;
                return Some(rest);
            }
            (TEXT, _) => {
                let (bytes, rest) = content(number, rest)?;
                self.text.push_str(&serde_json::to_string(std::str::from_utf8(bytes).ok()?).ok()?);
                return Some(rest);
            }
            (SIMPLE, 20) => self.text.push_str("false"),
            (SIMPLE, 21) => self.text.push_str("true"),
            _ => return None,
        }
        Some(rest)
    }

    fn array<'b>(
        &mut self,
        count: u64,
        mut rest: &'b [u8],
        part: impl Fn(usize) -> Option<(Option<String>, &'static Shape)>,
    ) -> Option<&'b [u8]> {
        self.text.push('[');
        self.depth += 1;
        for place in 0..usize::try_from(count).ok()? {
            let (name, shape) = part(place)?;
            self.line(place > 0, name.as_deref());
            rest = self.item(rest, shape)?;
        }
        self.close(count > 0, ']');
        Some(rest)
    }

    fn map<'b>(&mut self, count: u64, mut rest: &'b [u8], keys: &'static [Field]) -> Option<&'b [u8]> {
        (usize::try_from(count).ok()? == keys.len()).then_some(())?;
        self.text.push('{');
        self.depth += 1;
        for (place, (name, shape)) in keys.iter().enumerate() {
            self.line(place > 0, Some(name));
            rest = self.item(rest, &Leaf)?;
            self.text.push_str(": ");
            rest = self.item(rest, shape)?;
        }
        self.close(count > 0, '}');
        Some(rest)
    }

    /// Begins the line of an item, behind the comma of the one before it.
    fn line(&mut self, follows: bool, name: Option<&str>) {
        self.text.push_str(if follows { ",\n" } else { "\n" });
        self.text.push_str(&"  ".repeat(self.depth));
        if let Some(name) = name {
            self.text.push_str(&format!("/ {name} / "));
        }
    }

    fn close(&mut self, filled: bool, mark: char) {
        self.depth -= 1;
        if filled {
            self.text.push('\n');
            self.text.push_str(&"  ".repeat(self.depth));
        }
        self.text.push(mark);
    }
}

/// What comes behind some plain numbers.
fn skipped(bytes: &[u8], count: usize) -> Option<&[u8]> {
    (0..count).try_fold(bytes, |bytes, _| head(bytes).map(|(_, _, rest)| rest))
}
