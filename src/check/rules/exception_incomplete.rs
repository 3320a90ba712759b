//! An exception does not say everything it must, or is approved by its own author.
//!
//! An exception names a rule and the version of it that was read, a reason and a sentence, an approver who is not the author, and a
//! last day. Without any of these it lifts nothing.
//!
//! Hazards: J13, J17.
//!
//! ```needle,not-accepted
//! area cheeks {
//!   ...
//!   depth      start 0.5 mm, raise by 0.25 mm, never above 1.5 mm
//! }
//! exception depth-beyond-label for cheeks up to 2 mm {
//!   ... without because
//! }
//! ```
//!
//! ```needle,accepted
//! exception depth-beyond-label for cheeks up to 2 mm {
//!   ... without because
//!   because    "Two small trials found deeper settings better for atrophic scars."
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["J13", "J17"], version: 3, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("the exception from `{rule}` does not state {what}")]
#[diagnostic(help("the line reads: {shape}; without it the exception lifts nothing; basis logic"))]
struct Missing {
    #[label(primary, "{what} is missing")]
    at: Span,
    rule: Name,
    what: &'static str,
    shape: &'static str,
}

#[derive(Debug, Error, Diagnostic)]
#[error("the exception names `{rule}`, and no rule has that name")]
#[diagnostic(help("see the rules with: needlepoint rules; basis logic"))]
struct NoRule {
    #[label(primary, "not a rule")]
    at: Span,
    rule: Name,
}

#[derive(Debug, Error, Diagnostic)]
#[error("the exception was made for version {read} of `{rule}`; this tool has version {now}")]
#[diagnostic(help("the rule has changed since; somebody must read it again; basis logic"))]
struct OtherVersion {
    #[label(primary, "made for another version")]
    at: Span,
    rule: Name,
    read: u32,
    now: u16,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let mut ran = if subject.protocol.exceptions.is_empty() { Ran::NotApplicable("no exception") } else { Ran::Checked };
    for exception in &subject.protocol.exceptions {
        let rule = &exception.rule.value;
        let stated = [
            (exception.reason.is_absent(), exception.reason.is_waiting(), "its reason", "reason NAME"),
            (exception.because.is_absent(), exception.because.is_waiting(), "its reason in a sentence", "because \"TEXT\""),
            (exception.version.is_absent(), exception.version.is_waiting(), "the version of the rule", "rule RULE version ?"),
            (exception.approved.is_absent(), exception.approved.is_waiting(), "who approved it", "approved 2026-01-31 by \"NAME, ROLE\""),
            (exception.expires.is_absent(), exception.expires.is_waiting(), "its last day", "expires 2027-01-31"),
        ];
        for (absent, waiting, what, shape) in stated {
            if waiting {
                ran = Ran::Waiting;
            }
            if absent {
                findings.add(Level::Never, exception.place, Missing { at: exception.place, rule: rule.clone(), what, shape });
            }
        }
        contents(subject, findings, exception);
        match crate::check::rule(rule.as_str()) {
            // A word in capitals has been said to be still open.
            None if rule.is_placeholder() => {}
            None => {
                findings.add(Level::Never, exception.rule.span, NoRule { at: exception.rule.span, rule: rule.clone() });
            }
            Some(known) => {
                let now = u32::from(known.rule.version);
                let other = |read: &&At<(Name, u32)>| read.value != (rule.clone(), now) && !read.value.0.is_placeholder();
                if let Some(read) = exception.version.known().filter(other) {
                    let (named, version) = &read.value;
                    if named == rule {
                        let finding = OtherVersion { at: read.span, rule: rule.clone(), read: *version, now: known.rule.version };
                        findings.add(Level::Never, read.span, finding);
                    } else {
                        let what = "names another rule than its first line";
                        findings.add(Level::Never, read.span, Unfit { at: read.span, rule: rule.clone(), what });
                    }
                }
            }
        }
    }
    ran
}

#[derive(Debug, Error, Diagnostic)]
#[error("the exception from `{rule}` {what}")]
#[diagnostic(help("an exception is a sentence that a named person stands behind on a day; basis logic"))]
struct Unfit {
    #[label(primary, "this {what}")]
    at: Span,
    rule: Name,
    what: &'static str,
}

/// The fewest different words that a reason has.
const FEWEST_WORDS: usize = 6;

/// What is written in it: a reason in a sentence, an approver who is somebody else, days in their order.
fn contents(subject: &Subject<'_>, findings: &mut Findings, exception: &crate::model::Exception) {
    let rule = &exception.rule.value;
    let mut unfit = |at: Span, what: &'static str| {
        findings.add(Level::Never, at, Unfit { at, rule: rule.clone(), what });
    };
    if let Some(because) = exception.because.known() {
        let mut words: Vec<&str> = Vec::with_capacity(FEWEST_WORDS);
        for word in because.value.split_whitespace() {
            // A long text is not read past the words that are enough.
            if words.len() < FEWEST_WORDS && !words.iter().any(|known| lower(known).eq(lower(word))) {
                words.push(word);
            }
        }
        if words.len() < FEWEST_WORDS {
            unfit(because.span, "gives its reason in fewer than six different words");
        }
        let same = |other: &&crate::model::Exception| other.because.known().is_some_and(|other| other.value == because.value);
        if subject.protocol.exceptions.iter().take_while(|other| other.place != exception.place).any(|other| same(&other)) {
            unfit(because.span, "gives the reason of another exception");
        }
    }
    if let Some(approved) = exception.approved.known() {
        let (by, on) = &approved.value;
        let author = subject.protocol.header.author.known();
        if !names_somebody(by) {
            unfit(approved.span, "is approved by nobody named");
        } else if author.is_some_and(|author| same_person(&author.value, by)) {
            unfit(approved.span, "is approved by the protocol's own author");
        }
        if *on > subject.asked.today {
            unfit(approved.span, "is approved on a day that has not come");
        }
    }
    let earlier = subject.protocol.exceptions.iter().take_while(|other| other.place != exception.place);
    if earlier.into_iter().any(|other| other.rule.value == *rule && other.area.value == exception.area.value) {
        unfit(exception.place, "stands twice for one area");
    }
}

/// A word without its case.
fn lower(word: &str) -> impl Iterator<Item = char> {
    word.chars().flat_map(char::to_lowercase)
}
