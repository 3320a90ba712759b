//! What the virtual pen keeps on disk: its ledger, and the log of each session. Both are on the disk before the next thing happens.

use std::fs;
use std::io::Write;
use std::path::Path;

use needlepoint_loader::{Given, Ledger, Unreadable};

use super::super::files;
use crate::pen::Remembered;

/// A ledger in a file. Every change is written whole, beside the file and then in its place, before it counts.
pub(super) struct Kept<'p> {
    path: &'p Path,
    pub(super) remembered: Remembered,
    /// Why it could not be written.
    pub(super) failed: Option<String>,
}

impl<'p> Kept<'p> {
    /// Reads the ledger; one that is not there is a new pen's.
    ///
    /// # Errors
    /// A sentence: what was given is then not known, and nothing may begin.
    pub(super) fn read(path: &'p Path) -> Result<Self, String> {
        let text = if path.symlink_metadata().is_ok() { files::read(path)? } else { String::new() };
        let remembered = Remembered::read(&text).map_err(|line| {
            format!("line {line} of the ledger {} cannot be read, so what was given is not known; nothing begins", path.display())
        })?;
        Ok(Self { path, remembered, failed: None })
    }

    /// Changes the ledger and writes it; when it cannot be written, it is as it was.
    fn write(&mut self, change: impl FnOnce(&mut Remembered) -> bool) -> bool {
        let mut changed = self.remembered.clone();
        if !change(&mut changed) {
            return false;
        }
        let (old, new) = (self.remembered.text(), changed.text());
        // Of two runs at once, the later one sees what the earlier one wrote, and refuses.
        let held = fs::File::open(self.path).ok();
        let _ = held.as_ref().map(fs::File::lock);
        let written = match (old.is_empty(), old == new) {
            (_, true) => Ok(()),
            (true, false) if self.path.symlink_metadata().is_err() => files::write_file(self.path, new.as_bytes()),
            _ => files::replace_file(self.path, old, new),
        };
        match written {
            Ok(()) => {
                self.remembered = changed;
                true
            }
            Err(sentence) => {
                self.failed = Some(sentence);
                false
            }
        }
    }
}

impl Ledger for Kept<'_> {
    fn sequence(&self, series: &[u8; 16]) -> Result<Option<u32>, Unreadable> {
        self.remembered.sequence(series)
    }

    fn last(&self, series: &[u8; 16], tag: &[u8]) -> Result<Option<Given>, Unreadable> {
        self.remembered.last(series, tag)
    }

    fn accept(&mut self, series: &[u8; 16], sequence: u32) -> bool {
        self.write(|ledger| ledger.accept(series, sequence))
    }

    fn begin(&mut self, series: &[u8; 16], tag: &[u8], given: Given) -> bool {
        self.write(|ledger| ledger.begin(series, tag, given))
    }
}

/// A log that lines are added to, each on the disk before the next thing happens.
pub(super) struct LogFile<'p> {
    path: &'p Path,
    file: fs::File,
}

impl<'p> LogFile<'p> {
    /// A new log; a file that is there is not touched.
    ///
    /// # Errors
    /// A sentence.
    pub(super) fn create(path: &'p Path) -> Result<Self, String> {
        match fs::OpenOptions::new().append(true).create_new(true).open(path) {
            Ok(file) => {
                let log = Self { path, file }.alone()?;
                // A new file outlives a loss of power only with its folder's entry, and the ledger is written next.
                files::settle(&files::folder(path));
                Ok(log)
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                Err(format!("{} exists already, and a log is never overwritten; name another one with --log", path.display()))
            }
            Err(error) => Err(format!("cannot write the log {}: {error}", path.display())),
        }
    }

    /// The log of an interrupted session, and what stands in it. It is this run's alone while it is open.
    ///
    /// # Errors
    /// A sentence.
    pub(super) fn reopen(path: &'p Path) -> Result<(Self, Vec<u8>), String> {
        let file = fs::OpenOptions::new().append(true).open(path);
        let file = file.map_err(|error| format!("cannot go on without the log {}: {error}", path.display()))?;
        Ok((Self { path, file }.alone()?, files::read_bytes(path)?))
    }

    /// Keeps every other run from going on with a session that is being played.
    fn alone(self) -> Result<Self, String> {
        let shown = self.path.display();
        match self.file.try_lock() {
            Ok(()) => Ok(self),
            Err(fs::TryLockError::WouldBlock) => Err(format!("the session of the log {shown} is being played by another run")),
            Err(fs::TryLockError::Error(error)) => Err(format!("cannot keep the log {shown} to this run alone: {error}")),
        }
    }

    /// Adds to the log.
    ///
    /// # Errors
    /// A sentence: what was to be written down must not happen.
    pub(super) fn add(&mut self, text: &str) -> Result<(), String> {
        let written = self.file.write_all(text.as_bytes()).and_then(|()| self.file.sync_data());
        written.map_err(|error| format!("cannot write the log {}, so the pen stands still: {error}", self.path.display()))
    }
}
