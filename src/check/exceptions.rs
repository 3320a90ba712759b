//! Exceptions: which findings a valid one lifts, and what is wrong with one that lifts none. Only sign-off findings that carry an area
//! and a value can be lifted.

use crate::diagnostic::{Excepted, Level, Name, Named, Problem, problems};
use crate::model::{AreaId, Exception, Stated, same_person};
use crate::quantity::Day;
use crate::rule::{Census, Found, Lift, Outcome, Registered, Subject};

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
    /// The problem of a finding, marked as excepted when a valid exception lifts it, or with the exception that was meant for it and
    /// why that lifts nothing. `None` when the finding waits for a line of such an exception that could not be read.
    pub(super) fn weigh(&mut self, found: Found, rule: &Registered, subject: &Subject<'_>) -> Option<Problem> {
        let mut problem = found.problem;
        problem.liftable = found.lift.is_some() && problem.level == Level::SignOff;
        if subject.protocol.exceptions.is_empty() {
            return Some(problem);
        }
        self.found.push((rule.name, found.lift.as_ref().map(|lift| lift.area.clone()), problem.level));
        let Some(lift) = found.lift.filter(|_| problem.level == Level::SignOff) else { return Some(problem) };
        let meant = |exception: &&Exception| exception.rule.value == rule.name && exception.area.value == lift.area;
        for exception in subject.protocol.exceptions.iter().filter(meant) {
            match lifts(exception, &lift, rule, subject) {
                Lifts::Yes(by, until) => {
                    problem.excepted = Some(Excepted { until, by, span: exception.place, limit: lift.limit });
                    problem.also.retain(|also| also.span != exception.place);
                    break;
                }
                Lifts::Waiting => return None,
                Lifts::No(why) => problem = problem.also(exception.place, format!("the exception here does not lift it: {why}")),
            }
        }
        Some(problem)
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

/// Whether an exception lifts a finding.
enum Lifts {
    /// It does: who approved it, and its last day.
    Yes(String, Day),
    /// It does not, in words.
    No(String),
    /// A line of it could not be read.
    Waiting,
}

/// Whether an exception that was meant for a finding lifts it.
fn lifts(exception: &Exception, lift: &Lift, rule: &Registered, subject: &Subject<'_>) -> Lifts {
    if lift.value > exception.up_to.value {
        return Lifts::No(format!("it goes up to {}, and this is {}", exception.up_to.value, lift.value));
    }
    let unread = [
        exception.reason.is_waiting(),
        exception.because.is_waiting(),
        exception.version.is_waiting(),
        exception.approved.is_waiting(),
        exception.expires.is_waiting(),
    ];
    match (&exception.approved, &exception.expires) {
        _ if unread.contains(&true) => Lifts::Waiting,
        (Stated::Known(approved), Stated::Known(expires)) if valid(exception, rule, subject) => {
            Lifts::Yes(approved.value.0.clone(), expires.value)
        }
        (_, Stated::Known(expires)) if expires.value < subject.asked.today => Lifts::No(format!("its last day was {}", expires.value)),
        _ => Lifts::No("it is not complete".to_owned()),
    }
}

/// Whether an exception is complete, in force, for this version of the rule, and approved by somebody other than the author.
fn valid(exception: &Exception, rule: &Registered, subject: &Subject<'_>) -> bool {
    let in_force = exception.expires.known().is_some_and(|day| day.value >= subject.asked.today);
    let version =
        exception.version.known().is_some_and(|version| version.value == (exception.rule.value.clone(), u32::from(rule.rule.version)));
    let reasoned = exception.reason.known().is_some() && exception.because.known().is_some();
    let author = subject.protocol.header.author.known();
    let by_author = |by: &str| author.is_some_and(|author| same_person(&author.value, by));
    let approved = exception.approved.known().is_some_and(|approved| !by_author(&approved.value.0));
    in_force && version && reasoned && approved
}
