//! The world as the commands see it: standard streams and today's date. The one place that reads the clock.

use std::io::{IsTerminal, Write};

use crate::quantity::Day;

/// Standard streams and the clock.
#[derive(Debug)]
pub(super) struct Host {
    /// Nobody reads on, or nothing can be written any more.
    closed: bool,
    /// Something that was to be printed was lost.
    lost: bool,
}

impl Host {
    /// The process's own.
    pub(super) fn of_process() -> Self {
        Self { closed: false, lost: false }
    }

    /// Results go to standard output. A reader that has seen enough ends the output quietly; a full disk does not.
    pub(super) fn print(&mut self, text: &str) {
        if self.closed {
            return;
        }
        let mut out = std::io::stdout().lock();
        if let Err(error) = out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            drop(out);
            self.closed = true;
            if error.kind() != std::io::ErrorKind::BrokenPipe {
                self.lost = true;
                self.could_not(&format!("standard output cannot be written, so what was printed is not whole: {error}"));
            }
        }
    }

    /// How the run ends: one whose result was lost did not do what it was asked.
    pub(super) fn ends(&self, exit: super::Exit) -> super::Exit {
        if self.lost { super::Exit::CouldNotRun } else { exit }
    }

    /// Chatter goes to standard error; nothing is lost when nobody listens.
    pub(super) fn say(&mut self, text: &str) {
        let _ = std::io::stderr().lock().write_all(text.as_bytes());
    }

    /// Whether a person can be asked: the questions go to standard error, so that a new file may go elsewhere.
    pub(super) fn asks(&self) -> bool {
        std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
    }

    /// One line from the person asked; none when the input ends.
    pub(super) fn ask(&mut self, question: &str) -> Option<String> {
        self.say(question);
        let mut line = String::new();
        match std::io::stdin().read_line(&mut line) {
            Ok(read) if read > 0 => Some(line),
            _ => {
                self.say("\n");
                None
            }
        }
    }

    /// A clear sentence about why a command could not run.
    pub(super) fn could_not(&mut self, sentence: &str) -> super::Exit {
        self.say(&format!("needlepoint: {sentence}\n"));
        super::Exit::CouldNotRun
    }

    /// The same for each of some sentences.
    pub(super) fn could_not_each(&mut self, sentences: &[String]) {
        for sentence in sentences {
            self.could_not(sentence);
        }
    }

    /// Whether a person is looking, at a terminal that may be coloured.
    pub(super) fn colour(&self) -> bool {
        std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none()
    }
}

/// The day on this machine's clock and in its time zone.
pub(super) fn today() -> Option<Day> {
    Day::read(&jiff::Zoned::now().date().to_string())
}

/// The day that is today.
#[derive(Debug, clap::Args)]
pub(super) struct TodayArgs {
    /// The day that counts as today, as 2026-12-01; without it, today by this machine's clock
    #[arg(long, value_name = "DAY", value_parser = day)]
    today: Option<Day>,
}

impl TodayArgs {
    /// The day given, or that of this machine; says so when its clock cannot be read.
    pub(super) fn day(&self, host: &mut Host) -> Option<Day> {
        let day = self.today.or_else(today);
        if day.is_none() {
            host.could_not("the clock cannot be read; say the day with --today");
        }
        day
    }

    /// Whether a day was given.
    #[cfg(feature = "lsp")]
    pub(super) fn given(&self) -> bool {
        self.today.is_some()
    }
}

/// Reads a day from the command line.
pub(super) fn day(text: &str) -> Result<Day, String> {
    Day::read(text).ok_or_else(|| "a day is written as year-month-day, such as 2026-12-01".to_owned())
}
