//! How a run ends: one row for each outcome.

/// The outcome of a run. 256 problems are still 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Nothing stands unaccepted.
    Accepted,
    /// Something is not accepted or needs sign-off.
    NotAccepted,
    /// Bad use, an unreadable file, a failed self-check.
    CouldNotRun,
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Accepted => 0,
            Exit::NotAccepted => 1,
            Exit::CouldNotRun => 2,
        })
    }
}
