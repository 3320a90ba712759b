//! Exceptions: which findings a valid one lifts, and what is wrong with one that lifts none. Only sign-off findings that carry an area
//! and a value can be lifted.

use crate::diagnostic::{Excepted, Level, Name, Named, Problem, problems};
use crate::model::{AreaId, Exception};
use crate::rule::{Census, Found, Outcome, Registered, Subject};

problems! {
    #[error("the exception from `{rule}` for `{area}` lifts nothing")]
    #[diagnostic(help("nothing in this protocol needs it there; take it out, so that it lifts nothing unseen later"))]
    LiftsNothing = "exception-lifts-nothing", "A valid exception stands for a rule that finds nothing to lift at its area. It would lift a later change that nobody looked at." { "nothing to lift", rule: Name, area: AreaId }

    #[error("the exception names `{rule}`, and what that rule finds here is `never`")]
    #[diagnostic(help("no exception can lift it; basis logic"))]
    NotPossible = "exception-not-possible", "An exception names a rule whose finding at that place is of the level `never`, which nobody can sign off." { "no exception can lift this", rule: Name }
}

/// What rules found, as far as exceptions ask.
#[derive(Debug, Default)]
pub(super) struct Tally {
    found: Vec<(&'static str, Option<AreaId>, Level)>,
}

impl Tally {
    /// The problem of a finding, marked as excepted when a valid exception lifts it.
    pub(super) fn weigh(&mut self, found: Found, rule: &Registered, subject: &Subject<'_>) -> Problem {
        let mut problem = found.problem;
        if subject.protocol.exceptions.is_empty() {
            return problem;
        }
        self.found.push((rule.name, found.lift.as_ref().map(|lift| lift.area.clone()), problem.level));
        if problem.level == Level::SignOff
            && let Some(lift) = found.lift
        {
            let lifts = |exception: &&Exception| {
                exception.rule.value == rule.name
                    && exception.area.value == lift.area
                    && lift.value <= exception.up_to.value
                    && valid(exception, rule, subject)
            };
            problem.excepted = subject.protocol.exceptions.iter().find(lifts).and_then(|exception| {
                let (by, _) = &exception.approved.known()?.value;
                Some(Excepted { until: exception.expires.known()?.value, by: by.clone(), span: exception.place, limit: lift.limit })
            });
        }
        problem
    }

    /// Valid exceptions that lift nothing, or name what nobody can lift.
    pub(super) fn judge(&self, subject: &Subject<'_>, census: &Census) -> Vec<Problem> {
        let mut problems = Vec::new();
        for exception in &subject.protocol.exceptions {
            let ran = census.rules.iter().find(|(name, _)| exception.rule.value == *name);
            let Some((name, Outcome::Checked | Outcome::Found(_) | Outcome::NotApplicable(_))) = ran else { continue };
            if !super::rule(name).is_some_and(|rule| valid(exception, rule, subject)) {
                continue;
            }
            let of_rule = || self.found.iter().filter(|(rule, ..)| rule == name);
            let here = || of_rule().filter(|(_, area, _)| area.as_ref() == Some(&exception.area.value));
            let (rule, at) = (exception.rule.value.clone(), exception.rule.span);
            if here().any(|(.., level)| *level == Level::SignOff) {
                continue;
            }
            if here().chain(of_rule().filter(|(_, area, _)| area.is_none())).any(|(.., level)| *level == Level::Never) {
                problems.push(Problem::new(Level::Never, NotPossible::NAME, at, NotPossible { at, rule }));
            } else {
                let finding = LiftsNothing { at, rule, area: exception.area.value.clone() };
                problems.push(Problem::new(Level::Caution, LiftsNothing::NAME, at, finding));
            }
        }
        problems
    }
}

/// Whether an exception is complete, in force, for this version of the rule, and approved by somebody other than the author.
fn valid(exception: &Exception, rule: &Registered, subject: &Subject<'_>) -> bool {
    let in_force = exception.expires.known().is_some_and(|day| day.value >= subject.asked.today);
    let version =
        exception.version.known().is_some_and(|version| version.value == (exception.rule.value.clone(), u32::from(rule.rule.version)));
    let reasoned = exception.reason.known().is_some() && exception.because.known().is_some();
    let author = subject.protocol.header.author.known().map(|author| author.value.as_str());
    let approved = exception.approved.known().is_some_and(|approved| Some(approved.value.0.as_str()) != author);
    in_force && version && reasoned && approved
}
