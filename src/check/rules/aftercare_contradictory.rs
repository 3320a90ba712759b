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

use std::collections::BTreeMap;

use crate::model::{AftercareSays, Applied};
use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["H13"], version: 2, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("`{product}` is put on from {from} after a session, and left off {until} by another line")]
#[diagnostic(help("which of the two lines the patient follows is not guessed; basis logic"))]
struct Both {
    #[label(primary, "put on here")]
    at: Span,
    product: ProductId,
    from: Elapsed,
    until: String,
}

#[derive(Debug, Error, Diagnostic)]
#[error("`{what}` is left off {until} by one line, and until {paused} after a session by another")]
#[diagnostic(help("which of the two lines the patient follows is not guessed; basis logic"))]
struct TwoTimes {
    #[label(primary, "one time")]
    at: Span,
    what: Name,
    until: String,
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
    two_times(subject, findings, care);
    two_lines(findings, care);
    both(subject, findings, care);
    for line in care.applied.iter().filter(|line| line.value.from.value.reaches(line.value.until.value)) {
        let (from, until, product) = (line.value.from.value, line.value.until, line.value.product.value.clone());
        findings.add(Level::Never, until.span, NoTime { at: until.span, product, from, until: until.value });
    }
    if care.applied_waiting || care.forbidden_waiting || subject.protocol.pauses_waiting { Ran::Waiting } else { Ran::Checked }
}

/// Until when something is left off, in words.
fn left_off(until: Option<Elapsed>) -> String {
    until.map_or_else(|| "for the whole course".to_owned(), |until| format!("until {until} after a session"))
}

/// What patients leave off around sessions, each with its place and until when after one.
fn pauses<'s>(subject: &'s Subject<'_>) -> impl Iterator<Item = (&'s At<Name>, At<Elapsed>)> {
    subject.protocol.pauses.iter().flat_map(|pause| pause.value.what.iter().map(move |what| (what, pause.value.after)))
}

/// A thing that one line leaves off until another time than a pause does.
fn two_times(subject: &Subject<'_>, findings: &mut Findings, care: &AftercareSays) {
    let paused: BTreeMap<&Name, At<Elapsed>> = pauses(subject).map(|(what, after)| (&what.value, after)).collect();
    for said in &care.forbidden {
        let Some(after) = paused.get(&said.what.value) else { continue };
        let until = said.until.map(|until| until.value);
        if until.is_some_and(|until| after.value.reaches(until) && until.reaches(after.value)) {
            continue;
        }
        let at = said.until.map_or(said.what.span, |until| until.span);
        let finding = TwoTimes { at, what: said.what.value.clone(), until: left_off(until), paused: after.value };
        findings.add(Level::Never, at, finding).also(after.span, "the other time");
    }
}

/// A product that two lines put on over times that overlap and are not the same, or with another sun protection factor. One after the other
/// is no contradiction, and neither is the same said twice.
fn two_lines(findings: &mut Findings, care: &AftercareSays) {
    let words = |line: &Applied| {
        let factor = line.spf.map_or_else(String::new, |spf| format!("with spf {} ", spf.value));
        format!("{factor}from {} until {}", line.from.value, line.until.value)
    };
    let equal = |one: Elapsed, other: Elapsed| one.reaches(other) && other.reaches(one);
    let same = |one: &Applied, other: &Applied| {
        let factor = |line: &Applied| line.spf.map(|spf| spf.value);
        factor(one) == factor(other) && equal(one.from.value, other.from.value) && equal(one.until.value, other.until.value)
    };
    let mut by_start: Vec<&Applied> = care.applied.iter().map(|line| &line.value).collect();
    by_start.sort_by_key(|line| (line.from.value.most_hours(), line.from.span));
    // Of the lines before, the one that lasts longest is met first.
    let mut longest: BTreeMap<&Name, &Applied> = BTreeMap::new();
    for line in by_start {
        let before = longest.entry(line.product.value.name()).or_insert(line);
        if !same(before, line) && !line.from.value.reaches(before.until.value) {
            let written_first = before.from.span < line.from.span;
            let (one, other) = if written_first { (line, &**before) } else { (&**before, line) };
            let finding = TwoLines { at: one.from.span, product: one.product.value.clone(), one: words(one), other: words(other) };
            findings.add(Level::Never, one.from.span, finding).also(other.from.span, "the other time");
        }
        if line.until.value.reaches(before.until.value) {
            *before = line;
        }
    }
}

/// A product that is put on while another line leaves it off.
fn both(subject: &Subject<'_>, findings: &mut Findings, care: &AftercareSays) {
    // Of several lines the longest is named; the whole course is longer than any time.
    let forbidden = care.forbidden.iter().map(|said| (&said.what, said.until.map(|until| until.value)));
    let mut off: BTreeMap<&Name, (&At<Name>, Option<Elapsed>)> = BTreeMap::new();
    for (what, until) in forbidden.chain(pauses(subject).map(|(what, after)| (what, Some(after.value)))) {
        let known = off.entry(&what.value).or_insert((what, until));
        if known.1.is_some_and(|known| until.is_none_or(|until| until.reaches(known))) {
            *known = (what, until);
        }
    }
    for line in &care.applied {
        let (product, from) = (&line.value.product, line.value.from.value);
        let Some((what, until)) = off.get(product.value.name()) else { continue };
        // What is put on sooner than is known to be safe has a message for that already.
        let entry = subject.library.product(product.value.as_str());
        if entry.is_none_or(|entry| entry.windows.iter().any(|window| !from.reaches(window.after))) {
            continue;
        }
        if until.is_none_or(|until| !from.reaches(until)) {
            let until = left_off(*until);
            let finding = Both { at: product.span, product: product.value.clone(), from, until };
            findings.add(Level::Never, product.span, finding).also(what.span, "left off here");
        }
    }
}
