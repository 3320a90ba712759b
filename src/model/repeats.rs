//! What a protocol says twice in two ways: which of the two holds is never guessed. What is repeated without harm is passed over.

use std::collections::BTreeMap;

use super::names::Names;
use super::problem::{ScreeningContradicts, TimesContradict, problem};
use super::protocol::{Condition, Screening, Verdict};
use crate::quantity::Elapsed;
use crate::source::{At, FileId, Span};
use crate::syntax::tree::{self, WaitSide};

/// Conditions that are both excluded and admitted, and waits of different lengths.
pub(super) fn conditions(names: &mut Names<'_>, screening: &Screening, file: FileId) {
    let mut first: BTreeMap<(&str, bool), &Condition> = BTreeMap::new();
    let mut waits: BTreeMap<(&str, u8), (&Condition, At<Elapsed>)> = BTreeMap::new();
    let mut found = Vec::new();
    // A verdict that the condition cannot have is a rule's to say, and contradicts nothing more.
    let library = names.library;
    let fits = |condition: &&Condition| {
        let entry = library.condition(condition.id.value.as_str());
        entry.is_none_or(|entry| entry.verdicts.is_empty() || entry.verdicts.iter().any(|word| word.value == condition.verdict.word()))
    };
    for condition in screening.conditions.iter().filter(fits) {
        let (id, excluded) = (condition.id.value.as_str(), condition.verdict == Verdict::DoNotTreat);
        if let Some(other) = first.get(&(id, !excluded)) {
            found.push((*other, condition, other.verdict.word().to_owned(), condition.verdict.word().to_owned()));
        }
        first.entry((id, excluded)).or_insert(condition);
        for wait in &condition.waits {
            let (side, word) = match wait.side {
                WaitSide::After => (0, "after"),
                WaitSide::AfterLastDose => (1, "after last dose"),
                WaitSide::Before => (2, "before"),
            };
            let (other, span) = *waits.entry((id, side)).or_insert((condition, wait.span));
            // A list may be added to, so a protocol's own wait stands beside the list's.
            let own = [other, condition].iter().all(|condition| condition.id.span.file == file);
            if own && span.value != wait.span.value {
                found.push((other, condition, format!("wait {} {word}", span.value), format!("wait {} {word}", wait.span.value)));
            }
        }
    }
    for (one, other, first, second) in found {
        // What a list says stands in another text; the place is the protocol's own line, or the line that takes the list over.
        let own = |condition: &Condition| Some(condition.id.span).filter(|span| span.file == file);
        let listed = || screening.lists.first().map_or(other.id.span, |list| list.span);
        let (at, also) = match (own(other), own(one)) {
            (Some(at), _) => (at, one.id.span),
            (None, Some(at)) => (at, other.id.span),
            (None, None) => (listed(), one.id.span),
        };
        let finding = ScreeningContradicts { at, condition: other.id.value.name().clone(), first, second };
        names.problems.push(problem(at, finding).also(also, "the other stands here"));
    }
}

/// Things that are left off around every session for two different times.
pub(super) fn pauses(names: &mut Names<'_>, pauses: &[At<tree::Pause>]) {
    let said = pauses.iter().flat_map(|pause| {
        let (before, after) = (pause.value.before.value, pause.value.after.value);
        pause.value.what.iter().map(move |word| (word, format!("from {before} before until {after} after")))
    });
    times(names, said);
}

/// Things that are left off at home for two different times.
pub(super) fn left_off(names: &mut Names<'_>, lines: &[At<tree::LeftOff>]) {
    let said = lines.iter().flat_map(|line| {
        let (words, until, _) = &line.value;
        let until = until.map_or_else(|| "for the whole course".to_owned(), |until| format!("until {} after", until.value));
        words.iter().map(move |word| (word, until.clone()))
    });
    times(names, said);
}

fn times<'t>(names: &mut Names<'_>, said: impl Iterator<Item = (&'t tree::Word, String)>) {
    let mut seen: BTreeMap<&str, (Span, String)> = BTreeMap::new();
    for (word, second) in said.filter(|(word, _)| !word.value.is_placeholder()) {
        match seen.get(word.value.as_str()) {
            Some((place, first)) if *first != second => {
                let finding = TimesContradict { at: word.span, name: word.value.clone(), first: first.clone(), second };
                names.problems.push(problem(word.span, finding).also(*place, "the other time is stated here"));
            }
            Some(_) => {}
            None => drop(seen.insert(word.value.as_str(), (word.span, second))),
        }
    }
}

/// Self-tests of one title. Two exceptions for one thing are a rule's to say.
pub(super) fn self_tests(names: &mut Names<'_>, tests: &[tree::SelfTest]) {
    let mut titles: BTreeMap<&str, Span> = BTreeMap::new();
    for title in tests.iter().map(|test| &test.title) {
        match titles.get(title.value.as_str()) {
            Some(first) => names.twice(title.span, *first, "a self-test of this title"),
            None => drop(titles.insert(title.value.as_str(), title.span)),
        }
    }
}
