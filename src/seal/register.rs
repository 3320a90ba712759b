//! What a key has signed: one line for each image, only ever added to. A key that could sign two images of one version, or an older one after
//! a newer one, would leave pens with different treatments under one name.

use crate::emit::version_of;

/// One image that a key has signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The series, 32 hexadecimal figures.
    pub series: String,
    /// The sequence within it.
    pub sequence: u32,
    /// SHA-256 of the payload, 64 hexadecimal figures.
    pub sha256: String,
}

impl Entry {
    /// The entry as a line.
    #[must_use]
    pub fn line(&self) -> String {
        format!("{} {} {}\n", self.series, self.sequence, self.sha256)
    }

    fn read(line: &str) -> Option<Self> {
        let mut parts = line.split(' ');
        let (series, sequence, sha256) = (parts.next()?, parts.next()?, parts.next()?);
        let figures = |text: &str, count| text.len() == count && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let whole = parts.next().is_none() && figures(series, 32) && figures(sha256, 64);
        let sequence = sequence.parse().ok()?;
        whole.then(|| Self { series: series.to_owned(), sequence, sha256: sha256.to_owned() })
    }
}

/// Everything that a key has signed.
#[derive(Debug, Default)]
pub struct Register {
    entries: Vec<Entry>,
}

impl Register {
    /// Reads a register.
    ///
    /// # Errors
    /// The number of the first line that is none of a register: what was signed is then not known.
    pub fn read(text: &str) -> Result<Self, usize> {
        // A line that does not end was cut off while it was written.
        if !text.is_empty() && !text.ends_with('\n') {
            return Err(text.lines().count());
        }
        let lines = text.lines().zip(1_usize..).map(|(line, number)| Entry::read(line).ok_or(number));
        Ok(Self { entries: lines.collect::<Result<_, _>>()? })
    }

    /// Whether an image may be signed: `true` when it is new here, `false` when these very bytes were signed before.
    ///
    /// # Errors
    /// A sentence: another image of its version was signed, or a newer one.
    pub fn allows(&self, entry: &Entry) -> Result<bool, String> {
        let of_series = || self.entries.iter().filter(|other| other.series == entry.series);
        if let Some(newest) = of_series().map(|other| other.sequence).max().filter(|newest| *newest > entry.sequence) {
            let [signed, asked] = [newest, entry.sequence].map(version);
            return Err(format!("version {signed} of this protocol was signed with this key before, and this is version {asked}"));
        }
        match of_series().find(|other| other.sequence == entry.sequence) {
            None => Ok(true),
            Some(same) if same.sha256 == entry.sha256 => Ok(false),
            Some(_) => {
                let asked = version(entry.sequence);
                Err(format!(
                    "another image of version {asked} of this protocol was signed with this key before; a change takes a higher version"
                ))
            }
        }
    }
}

/// The version that a sequence stands for, as a file writes it.
#[must_use]
pub fn version(sequence: u32) -> String {
    let version = version_of(sequence);
    format!("{}.{}.{}", version.major, version.minor, version.patch)
}

#[cfg(test)]
mod tests {
    //! Sequences only rise, and one sequence is one image.

    use super::*;

    fn entry(sequence: u32, digest: char) -> Entry {
        Entry { series: "a".repeat(32), sequence, sha256: digest.to_string().repeat(64) }
    }

    #[test]
    fn a_register_reads_what_it_writes_and_nothing_else() {
        let text = entry(1 << 20, '1').line() + &entry((1 << 20) + 1, '2').line();
        assert_eq!(Register::read(&text).map(|register| register.entries), Ok(vec![entry(1 << 20, '1'), entry((1 << 20) + 1, '2')]));
        assert!(Register::read("").is_ok_and(|register| register.entries.is_empty()));
        let cut = text.trim_end();
        for (wrong, line) in [
            (cut, 2),
            ("x\n", 1),
            ("\n", 1),
            (&*text.replacen(' ', "  ", 1), 1),
            (&*text.replace('2', "g"), 2),
            (&*(text.clone() + "# a remark\n"), 3),
            (&*text.replacen("1048576", "-1", 1), 1),
        ] {
            assert_eq!(Register::read(wrong).map(|register| register.entries.len()), Err(line), "{wrong}");
        }
    }

    #[test]
    fn sequences_only_rise_and_one_sequence_is_one_image() {
        let register = Register { entries: vec![entry(5, '1'), entry(1 << 20, '2')] };
        assert_eq!(register.allows(&entry((1 << 20) + 1, '3')), Ok(true));
        assert_eq!(register.allows(&entry(1 << 20, '2')), Ok(false));
        let other = register.allows(&entry(1 << 20, '3')).unwrap_err();
        assert!(other.starts_with("another image of version 1.0.0"), "{other}");
        let older = register.allows(&entry(5, '1')).unwrap_err();
        assert_eq!(older, "version 1.0.0 of this protocol was signed with this key before, and this is version 0.0.5");
        let elsewhere = Entry { series: "b".repeat(32), ..entry(1, '3') };
        assert_eq!(register.allows(&elsewhere), Ok(true));
    }
}
