//! What can be wrong with a self-test.

use crate::diagnostic::{Level, Name, Named, Problem, problems};
use crate::quantity::Phototype;
use crate::source::Span;

/// A problem of this stage. A file whose own examples contradict it is wrong in one of the two places, so none of it is excepted.
pub(super) fn problem<P: Named + miette::Diagnostic + Send + Sync + 'static>(at: Span, finding: P) -> Problem {
    Problem::new(Level::Never, P::NAME, at, finding)
}

problems! {
    #[error("this self-test expects {expected}; the protocol gives {actual}")]
    #[diagnostic(help("{sum}; one of the two is wrong, and which one is the author's to say; basis logic"))]
    Failed = "self-test-failed", "A self-test expects a date, a depth, a number of sessions or a problem, and the protocol gives another. The author has worked out an example by hand and the file does not do what was meant: the example is wrong, or the protocol is." { "the author's own figure", expected: String, actual: String, sum: String }

    #[error("this self-test meets `{rule}`, which it does not expect: {message}")]
    #[diagnostic(help("{sum}; a self-test that means to meet it says: expect problem {rule}; basis logic"))]
    ProblemUnexpected = "self-test-problem-unexpected", "The sessions given in a self-test cannot be given as they stand there, and the self-test does not say that it expects that." { "given here", rule: &'static str, message: String, sum: String }

    #[error("no rule and no problem is called `{rule}`")]
    #[diagnostic(help("{advice}"))]
    ProblemUnknown = "self-test-problem-unknown", "A self-test expects a problem by a name that no rule and no problem has, so it could never be met." { "not known", rule: Name, advice: String }

    #[error("this self-test expects nothing")]
    #[diagnostic(help("without a line that starts with `expect` it cannot fail, and so it shows nothing; basis logic"))]
    ExpectsNothing = "self-test-expects-nothing", "A self-test states no expectation. It cannot fail, and would look like one that held." { "no `expect` in it", }

    #[error("this self-test gives no day for session 1")]
    #[diagnostic(help("every date is counted from it; without it nothing here can be dated; basis logic"))]
    Undated = "self-test-undated", "A self-test expects or gives a date and does not say on which day session 1 is, from which every date is counted." { "counted from session 1", }

    #[error("this self-test gives phototype {first} and phototype {second}")]
    #[diagnostic(help("one course is worked out for one phototype; another needs a self-test of its own; basis logic"))]
    PhototypeTwice = "self-test-phototype-twice", "A self-test gives two phototypes, so it is not said which course it speaks of." { "the second one", first: Phototype, second: Phototype }
}
