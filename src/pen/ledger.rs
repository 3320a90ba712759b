//! The ledger of the virtual pen as a text that people can read: the newest image of every series, and every session that was begun.
//! It must not know where the text is kept.

use std::collections::BTreeMap;

use needlepoint_loader::{Given, Ledger, Unreadable};

use crate::quantity::Day;
use crate::quantity::Tag;
use crate::seal::hex;

/// The first line of a ledger.
const TITLE: &str = "needlepoint virtual pen, ledger 1\n";

/// What the pen remembers. Its own accepting and beginning stay in it; whoever keeps it writes its text down.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remembered {
    text: String,
    sequences: BTreeMap<String, u32>,
    given: BTreeMap<(String, String), Given>,
}

impl Remembered {
    /// Reads a ledger; an empty text is the ledger of a new pen.
    ///
    /// # Errors
    /// The number of the first line that is none of a ledger: what was given is then not known.
    pub fn read(text: &str) -> Result<Self, usize> {
        let mut read = Self::default();
        if text.is_empty() {
            return Ok(read);
        }
        if !text.ends_with('\n') {
            return Err(text.lines().count());
        }
        let lines = text.strip_prefix(TITLE).ok_or(1_usize)?;
        for (line, number) in lines.lines().zip(2_usize..) {
            read.line(line).ok_or(number)?;
        }
        read.text = text.to_owned();
        Ok(read)
    }

    /// The text to keep.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    fn line(&mut self, line: &str) -> Option<()> {
        let words: Vec<&str> = line.split(' ').collect();
        match words.as_slice() {
            ["series", series, "uses", "sequence", sequence] => {
                let (sequence, known) = (sequence.parse().ok()?, self.sequences.get(*series));
                // A pen never goes back to an older image, so its ledger never says so.
                known.is_none_or(|known| *known < sequence).then_some(())?;
                self.sequences.insert(series_of(series)?, sequence);
            }
            [
                "series",
                series,
                "course",
                tag,
                "session",
                session,
                "began",
                day,
                "phototype",
                phototype,
                "sequence",
                sequence,
                "check",
                check,
            ] => {
                let numbers: Vec<u16> = check.split('-').map(|number| number.parse().ok()).collect::<Option<_>>()?;
                let given = Given {
                    session: session.parse().ok()?,
                    day: u16::try_from(Day::read(day)?.since_epoch()).ok()?,
                    phototype: phototype.parse().ok()?,
                    sequence: sequence.parse().ok()?,
                    check_numbers: numbers.try_into().ok()?,
                };
                let course = (series_of(series)?, Tag::read(tag).ok()?.as_str().to_owned());
                let last = self.given.insert(course, given);
                last.is_none_or(|last| last.session < given.session).then_some(())?;
            }
            _ => return None,
        }
        Some(())
    }

    fn add(&mut self, line: &str) {
        if self.text.is_empty() {
            self.text.push_str(TITLE);
        }
        self.text.push_str(line);
        self.text.push('\n');
    }
}

fn series_of(text: &str) -> Option<String> {
    let figures = text.len() == 32 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    figures.then(|| text.to_owned())
}

/// A tag as the loader is given it.
fn tag_of(tag: &[u8]) -> Option<String> {
    Tag::read(str::from_utf8(tag).ok()?).ok().map(|tag| tag.as_str().to_owned())
}

impl Ledger for Remembered {
    fn sequence(&self, series: &[u8; 16]) -> Result<Option<u32>, Unreadable> {
        Ok(self.sequences.get(&hex(series)).copied())
    }

    fn last(&self, series: &[u8; 16], tag: &[u8]) -> Result<Option<Given>, Unreadable> {
        Ok(tag_of(tag).and_then(|tag| self.given.get(&(hex(series), tag)).copied()))
    }

    fn accept(&mut self, series: &[u8; 16], sequence: u32) -> bool {
        let series = hex(series);
        if self.sequences.get(&series).is_none_or(|known| *known < sequence) {
            self.add(&format!("series {series} uses sequence {sequence}"));
            self.sequences.insert(series, sequence);
        }
        true
    }

    fn begin(&mut self, series: &[u8; 16], tag: &[u8], given: Given) -> bool {
        let (Some(tag), Some(day)) = (tag_of(tag), Day::from_epoch(given.day.into())) else { return false };
        let series = hex(series);
        let Given { session, day: _, phototype, sequence, check_numbers: [first, second, third, fourth] } = given;
        self.add(&format!(
            "series {series} course {tag} session {session} began {} phototype {phototype} sequence {sequence} check \
             {first}-{second}-{third}-{fourth}",
            day.iso()
        ));
        self.given.insert((series, tag), given);
        true
    }
}
