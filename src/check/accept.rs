//! Asks every rule, weighs exceptions, and makes the proof that nothing speaks against a protocol.

use super::accepted::Accepted;
use super::exceptions::Tally;
use crate::diagnostic::{Fault, Problem, in_order};
use crate::model::Resolved;
use crate::rule::{Asked, Census, Outcome, Purpose, Subject, When};

/// What checking gave: problems, how every rule's run went, and the proof if there is one.
#[derive(Debug)]
pub struct Checked {
    /// What the rules found, cautions and notes included.
    pub problems: Vec<Problem>,
    /// How every rule's run went.
    pub census: Census,
    /// The proof, when nothing speaks against the protocol.
    pub accepted: Option<Accepted>,
    /// A fault of this tool; the run fails.
    pub fault: Option<Fault>,
}

/// Checks a resolved protocol.
#[must_use]
pub fn accept(resolved: &Resolved<'_>, asked: &Asked) -> Checked {
    let Some((protocol, courses)) = &resolved.model else {
        return Checked { problems: Vec::new(), census: Census::default(), accepted: None, fault: None };
    };
    let subject = Subject { protocol, courses, library: resolved.library, asked: *asked };
    let mut census = Census::default();
    let mut problems = Vec::new();
    let mut tally = Tally::default();
    for rule in super::RULES {
        if rule.rule.when == When::Build && asked.purpose == Purpose::Lint {
            census.rules.push((rule.name, Outcome::NotApplicable("no image is asked for")));
            continue;
        }
        let (found, mut outcome) = rule.run(&subject);
        let count = found.len();
        let mut weighed: Vec<Problem> = found.into_iter().filter_map(|found| tally.weigh(found, rule, &subject)).collect();
        if weighed.len() < count {
            outcome = Outcome::Waiting(weighed.len());
        }
        census.rules.push((rule.name, outcome));
        // A finding in every course needs no list of them.
        weighed.iter_mut().filter(|problem| problem.courses.len() == courses.len()).for_each(|problem| problem.courses.clear());
        problems.append(&mut weighed);
    }
    let unread = resolved.unread + crate::rule::blocking(&resolved.problems);
    // What could not be read or named may be what an exception is for, so nobody is told to take one out.
    if unread == 0 {
        problems.extend(tally.judge(&subject, &census));
    }
    in_order(&mut problems);
    let open = unread + crate::rule::blocking(&problems);
    let waits = census.rules.iter().any(|(_, outcome)| matches!(outcome, Outcome::Waiting(_) | Outcome::CouldNotRun(_)));
    let mut fault = None;
    let accepted = if open == 0 && !waits {
        let made = Accepted::of(&subject, protocol, &problems);
        if made.is_none() {
            fault = Some(Fault::new("no rule speaks against the protocol, but something in it is missing"));
        }
        made
    } else {
        None
    };
    Checked { problems, census, accepted, fault }
}
