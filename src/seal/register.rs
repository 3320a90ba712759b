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

/// What a register begins with, before the name of its key and the rest of the line.
const HEAD: &str = "# needlepoint register of key ";
const REST: &str = ": every image that it has signed, one on a line; it stays beside the key, and no line is changed or removed";

/// Everything that a key has signed.
#[derive(Debug, Default)]
pub struct Register {
    entries: Vec<Entry>,
}

impl Register {
    /// The register of a key that has signed nothing yet.
    #[must_use]
    pub fn begun(key: &str) -> String {
        format!("{HEAD}{key}{REST}\n")
    }

    /// Reads the register of a key.
    ///
    /// # Errors
    /// Why what the key has signed is not known, as the end of a sentence that starts with the name of the file.
    pub fn read(text: &str, key: &str) -> Result<Self, String> {
        let mut lines = text.lines().zip(1_usize..);
        let of = lines.next().and_then(|(line, _)| line.strip_prefix(HEAD)?.strip_suffix(REST));
        match of {
            Some(of) if of == key => {}
            Some(of) => return Err(format!("is the register of key {of}, and this is key {key}")),
            None => return Err(format!("does not say on its line 1 that it is the register of key {key}")),
        }
        // The image is written after its line, so a line that was cut off stands for none.
        if !text.ends_with('\n') {
            let last = text.lines().count();
            return Err(format!(
                "ends in the middle of line {last}, as when a disk is full or the power fails; the image of that line was never written, so \
                 the line can be taken out"
            ));
        }
        let unread = |number| format!("cannot be read on line {number}, so what key {key} has signed is not known");
        let entries = lines.map(|(line, number)| Entry::read(line).ok_or_else(|| unread(number)));
        Ok(Self { entries: entries.collect::<Result<_, _>>()? })
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
    version_of(sequence).to_string()
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
        let begun = Register::begun("6ae92d8515c0d445");
        let read = |text: &str| Register::read(text, "6ae92d8515c0d445").map(|register| register.entries);
        assert!(begun.starts_with("# needlepoint register of key 6ae92d8515c0d445: every image"), "{begun}");
        assert_eq!(read(&begun), Ok(Vec::new()));
        let lines = entry(1 << 20, '1').line() + &entry((1 << 20) + 1, '2').line();
        let text = begun.clone() + &lines;
        assert_eq!(read(&text), Ok(vec![entry(1 << 20, '1'), entry((1 << 20) + 1, '2')]));
        let behind = |lines: String| begun.clone() + &lines;
        for (wrong, sentence) in [
            (text.trim_end().to_owned(), "ends in the middle of line 3"),
            (begun.trim_end().to_owned(), "ends in the middle of line 1"),
            (String::new(), "does not say on its line 1 that it is the register of key 6ae92d8515c0d445"),
            (lines.clone(), "does not say on its line 1"),
            (Register::begun("0123456789abcdef"), "is the register of key 0123456789abcdef, and this is key 6ae92d8515c0d445"),
            (behind("\n".to_owned()), "cannot be read on line 2"),
            (behind(lines.replacen(' ', "  ", 1)), "cannot be read on line 2"),
            (behind(lines.replace('2', "g")), "cannot be read on line 3"),
            (behind(lines.clone() + "# a remark\n"), "cannot be read on line 4"),
            (behind(lines.replacen("1048576", "-1", 1)), "cannot be read on line 2"),
        ] {
            let refused = read(&wrong).unwrap_err();
            assert!(refused.starts_with(sentence), "{wrong}: {refused}");
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
