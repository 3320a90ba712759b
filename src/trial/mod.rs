//! Self-tests: what the author worked out by hand, held against what the protocol gives. They are the author's own arithmetic, not
//! evidence, and a file that contradicts them is not accepted. Only what is accepted so far is dated; until then they wait.

mod example;
mod problem;

pub use problem::PAGES;

use crate::check::Accepted;
use crate::diagnostic::Problem;
use crate::model::{Course, Protocol};
use crate::plan::{self, Plan};
use crate::source::Span;
use example::Example;

/// How a self-test went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Went {
    /// Everything came out as expected.
    Held,
    /// Something did not, or the self-test itself is not complete.
    Failed,
    /// It waits until nothing else speaks against the protocol.
    Waiting,
}

impl Went {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Failed => "failed",
            Self::Waiting => "waiting",
        }
    }
}

/// One self-test that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// Its title.
    pub title: String,
    /// Where the title stands.
    pub place: Span,
    /// How it went.
    pub went: Went,
}

/// All self-tests of a protocol, in its order.
#[derive(Debug, Default)]
pub struct Trials {
    /// How each went.
    pub tests: Vec<Trial>,
    /// What is wrong with those that failed.
    pub problems: Vec<Problem>,
}

impl Trials {
    /// How many went so.
    #[must_use]
    pub fn count(&self, went: Went) -> usize {
        self.tests.iter().filter(|test| test.went == went).count()
    }
}

/// Runs the self-tests of a protocol. `found` are the problems of the check, which a self-test may expect as it may one of dates.
#[must_use]
pub fn run(protocol: &Protocol, courses: &[Course], found: &[Problem], accepted: Option<&Accepted>) -> Trials {
    if protocol.self_tests.is_empty() {
        return Trials::default();
    }
    // What hangs on the sessions is expected by no self-test, and dating it takes the longest.
    let plan = accepted.map(|accepted| Plan { tasks: Vec::new(), ..plan::lower(accepted) });
    let mut trials = Trials::default();
    for test in &protocol.self_tests {
        let mut problems = example::incomplete(test);
        if let (Some(plan), true) = (&plan, problems.is_empty()) {
            problems = Example::of(test, plan).hold(courses, found);
        }
        let went = match (problems.is_empty(), &plan) {
            (false, _) => Went::Failed,
            (true, Some(_)) => Went::Held,
            (true, None) => Went::Waiting,
        };
        trials.tests.push(Trial { title: test.title.value.to_string(), place: test.title.span, went });
        trials.problems.append(&mut problems);
    }
    trials
}
