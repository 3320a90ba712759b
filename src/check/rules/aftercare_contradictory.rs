//! Two lines on what the patient does at home contradict each other, or the times of one run backwards.
//!
//! A patient who reads both follows the wrong one.
//!
//! Hazards: H13.
//!
//! ```needle,not-accepted
//! aftercare {
//!   ...
//!   do-not     sunscreen until 10 days after
//! }
//! ```
//!
//! ```needle,accepted
//! aftercare {
//!   ...
//!   apply      sunscreen spf 50 from 24 hours until 14 days after
//! }
//! ```

use crate::model::Applied;
use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["H13"], version: 2, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("`{product}` is put on from {from} after a session, and left off {until}")]
#[diagnostic(help("which of the two lines the patient follows is not guessed; basis logic"))]
struct Both {
    #[label(primary, "put on here")]
    at: Span,
    product: ProductId,
    from: Elapsed,
    until: String,
}

#[derive(Debug, Error, Diagnostic)]
#[error("`{what}` is left off until {until} after a session by one line, and until {paused} by another")]
#[diagnostic(help("which of the two lines the patient follows is not guessed; basis logic"))]
struct TwoTimes {
    #[label(primary, "one time")]
    at: Span,
    what: Name,
    until: Elapsed,
    paused: Elapsed,
}

#[derive(Debug, Error, Diagnostic)]
#[error("`{product}` is put on from {from} until {until} after a session, and no time lies between them")]
#[diagnostic(help("the first time is the earlier one; basis logic"))]
struct NoTime {
    #[label(primary, "no later than its start")]
    at: Span,
    product: ProductId,
    from: Elapsed,
    until: Elapsed,
}

#[derive(Debug, Error, Diagnostic)]
#[error("`{product}` is put on {one} after a session by one line, and {other} by another")]
#[diagnostic(help("which of the two lines the patient follows is not guessed; basis logic"))]
struct TwoLines {
    #[label(primary, "one time")]
    at: Span,
    product: ProductId,
    one: String,
    other: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let care = match &subject.protocol.aftercare {
        Stated::Known(care) => &care.value,
        Stated::Waiting => return Ran::Waiting,
        Stated::Absent => return Ran::NotApplicable("no aftercare"),
    };
    let forbidden = care.forbidden.iter().map(|said| (&said.what, said.until.map(|until| until.value)));
    let paused = subject.protocol.pauses.iter().flat_map(|pause| pause.value.what.iter().map(|what| (what, Some(pause.value.after.value))));
    let off: Vec<_> = forbidden.chain(paused).collect();
    // What is taken up sooner than is known to be safe has a message for that already.
    let early = |what: &Name, until: Elapsed| {
        let limit = subject.library.activity(what.as_str()).and_then(|activity| activity.left_off.as_ref());
        limit.is_some_and(|limit| !until.reaches(limit.least))
    };
    for said in &care.forbidden {
        let Some(until) = said.until.filter(|until| !early(&said.what.value, until.value)) else { continue };
        let pauses = subject.protocol.pauses.iter().flat_map(|pause| pause.value.what.iter().map(move |what| (what, pause.value.after)));
        let other = |after: Elapsed| !(after.reaches(until.value) && until.value.reaches(after));
        for (what, after) in pauses.filter(|(what, after)| what.value == said.what.value && other(after.value)) {
            let finding = TwoTimes { at: until.span, what: what.value.clone(), until: until.value, paused: after.value };
            findings.add(Level::Never, until.span, finding).also(after.span, "the other time");
        }
    }
    // One after the other is no contradiction, and neither is the same said twice.
    for (place, line) in care.applied.iter().enumerate() {
        let times = |line: &At<Applied>| format!("from {} until {}", line.value.from.value, line.value.until.value);
        let before = care.applied.iter().take(place).filter(|other| other.value.product.value == line.value.product.value);
        let apart = |other: &At<Applied>| {
            line.value.from.value.reaches(other.value.until.value) || other.value.from.value.reaches(line.value.until.value)
        };
        if let Some(other) = before.into_iter().find(|other| times(other) != times(line) && !apart(other)) {
            let finding =
                TwoLines { at: line.value.from.span, product: line.value.product.value.clone(), one: times(line), other: times(other) };
            findings.add(Level::Never, line.value.from.span, finding).also(other.value.from.span, "the other time");
        }
    }
    // What is put on sooner than is known to be safe has a message for that already.
    let too_soon = |product: &ProductId, from: Elapsed| {
        subject.library.product(product.as_str()).is_some_and(|entry| entry.windows.iter().any(|window| !from.reaches(window.after)))
    };
    for line in &care.applied {
        let (product, from, until) = (&line.value.product, line.value.from, line.value.until);
        if from.value.reaches(until.value) {
            let finding = NoTime { at: until.span, product: product.value.clone(), from: from.value, until: until.value };
            findings.add(Level::Never, until.span, finding);
        }
        if too_soon(&product.value, from.value) || subject.library.product(product.value.as_str()).is_none() {
            continue;
        }
        let same = off.iter().filter(|(what, _)| what.value == *product.value.name());
        let contrary = same.filter(|(_, until)| until.is_none_or(|until| !from.value.reaches(until)));
        for (what, until) in contrary {
            let until = until.map_or_else(|| "for the whole course".to_owned(), |until| format!("until {until} after it"));
            let finding = Both { at: product.span, product: product.value.clone(), from: from.value, until };
            findings.add(Level::Never, product.span, finding).also(what.span, "left off here");
        }
    }
    if care.applied_waiting || care.forbidden_waiting || subject.protocol.pauses_waiting { Ran::Waiting } else { Ran::Checked }
}
