//! Exceptions: which findings a valid one lifts. Only sign-off findings that carry an area and a value can be lifted.

use crate::diagnostic::{Excepted, Level, Problem};
use crate::model::Exception;
use crate::rule::{Found, Registered, Subject};

/// The problem of a finding, marked as excepted when a valid exception lifts it.
pub(super) fn weigh(found: Found, rule: &Registered, subject: &Subject<'_>) -> Problem {
    let mut problem = found.problem;
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
            Some(Excepted { until: exception.expires.known()?.value, by: by.clone(), span: exception.place })
        });
    }
    problem
}

/// Whether an exception is complete, in force, for this version of the rule, and approved by somebody other than the author.
pub(super) fn valid(exception: &Exception, rule: &Registered, subject: &Subject<'_>) -> bool {
    let in_force = exception.expires.known().is_some_and(|day| day.value >= subject.asked.today);
    let version =
        exception.version.known().is_some_and(|version| version.value == (exception.rule.value.clone(), u32::from(rule.rule.version)));
    let reasoned = exception.reason.known().is_some() && exception.because.known().is_some();
    let author = subject.protocol.header.author.known().map(|author| author.value.as_str());
    let approved = exception.approved.known().is_some_and(|approved| Some(approved.value.0.as_str()) != author);
    in_force && version && reasoned && approved
}
