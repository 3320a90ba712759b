//! How every rule's run went: a skipped rule never looks like a pass.

use super::Ran;

/// How one rule's run went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It checked and found nothing.
    Checked,
    /// It found this many.
    Found(usize),
    /// The protocol has nothing it speaks of.
    NotApplicable(&'static str),
    /// It waits for something that could not be read; it may have found this many in the rest.
    Waiting(usize),
    /// It could not run; the whole run fails.
    CouldNotRun(&'static str),
}

impl From<Ran> for Outcome {
    fn from(ran: Ran) -> Self {
        match ran {
            Ran::Checked => Self::Checked,
            Ran::NotApplicable(reason) => Self::NotApplicable(reason),
            Ran::Waiting => Self::Waiting(0),
            Ran::CouldNotRun(reason) => Self::CouldNotRun(reason),
        }
    }
}

/// Every rule that was asked, by name, with how it went.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Census {
    /// In the registry's order.
    pub rules: Vec<(&'static str, Outcome)>,
}

impl Census {
    /// How many rules were asked.
    #[must_use]
    pub fn asked(&self) -> usize {
        self.rules.len()
    }

    /// How many checked, whether or not they found something.
    #[must_use]
    pub fn checked(&self) -> usize {
        self.count(|outcome| matches!(outcome, Outcome::Checked | Outcome::Found(_)))
    }

    /// How many wait.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.count(|outcome| matches!(outcome, Outcome::Waiting(_)))
    }

    /// How many could not run.
    #[must_use]
    pub fn could_not_run(&self) -> usize {
        self.count(|outcome| matches!(outcome, Outcome::CouldNotRun(_)))
    }

    /// The reasons of those that do not apply, in order.
    pub fn not_applicable(&self) -> impl Iterator<Item = &'static str> {
        self.rules.iter().filter_map(|(_, outcome)| match outcome {
            Outcome::NotApplicable(reason) => Some(*reason),
            _ => None,
        })
    }

    fn count(&self, of: impl Fn(&Outcome) -> bool) -> usize {
        self.rules.iter().filter(|(_, outcome)| of(outcome)).count()
    }
}
