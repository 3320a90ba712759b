//! A wait in the screening is shorter than the published one.
//!
//! After some drugs and treatments the skin needs time. The atlas holds the shortest wait of each with its source; where sources
//! disagree, the entry says which was taken.
//!
//! Hazards: C09, D04, D16, D24, D26, D27, D28, D29, D32.
//!
//! ```needle,not-accepted
//! screen before every session {
//!   ...
//!   wait oral-isotretinoin 5 months after last dose
//! }
//! ```
//!
//! ```needle,accepted
//! screen before every session {
//!   ...
//!   wait oral-isotretinoin 7 months after last dose
//! }
//! ```

use crate::rule::prelude::*;
use crate::syntax::tree::WaitSide;

pub(super) const RULE: Rule =
    Rule { hazards: &["C09", "D04", "D16", "D24", "D26", "D27", "D28", "D29", "D32"], version: 2, when: When::Always, check, probes };

#[derive(Debug, Error, Diagnostic)]
#[error("the wait for `{condition}` is {asked} {side}; the shortest is {limit}")]
#[diagnostic(help("{asked} is less than {limit}; {grounds}"))]
struct Finding {
    #[label(primary, "shorter than the published wait")]
    at: Span,
    condition: Name,
    asked: Elapsed,
    limit: Elapsed,
    side: &'static str,
    grounds: String,
}

#[derive(Debug, Error, Diagnostic)]
#[error("the wait for `{condition}` says nothing of the time {side}; the shortest {side} is {limit}")]
#[diagnostic(help("the wait has two sides; {grounds}"))]
struct OneSided {
    #[label(primary, "one side is left open")]
    at: Span,
    condition: Name,
    limit: Elapsed,
    side: &'static str,
    grounds: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    for said in subject.protocol.screening.conditions.iter().filter(|said| !said.waits.is_empty()) {
        let Some(entry) = said.entry.and_then(|place| subject.library.entries().conditions.get(place)) else { continue };
        let disagree = subject.library.disagreement(entry.disagree.as_ref());
        for before in [false, true] {
            let limit = entry.waits.iter().find(|limit| (limit.wait.side == WaitSide::Before) == before);
            let open = limit.filter(|_| !said.waits.iter().any(|asked| (asked.side == WaitSide::Before) == before));
            if let Some(limit) = open {
                let finding = OneSided {
                    at: said.id.span,
                    condition: entry.name.value.clone(),
                    limit: limit.wait.span.value,
                    side: if before { "before" } else { "after" },
                    grounds: subject.library.grounds(&limit.binding) + &disagree,
                };
                findings
                    .add(limit.binding.level.unwrap_or(Level::Never), said.id.span, finding)
                    .also(limit.span, "the shortest wait stands here");
            }
        }
        for asked in &said.waits {
            let before = asked.side == WaitSide::Before;
            let same_side = entry.waits.iter().filter(|limit| (limit.wait.side == WaitSide::Before) == before);
            let missed = same_side.filter(|limit| !asked.span.value.reaches(limit.wait.span.value));
            // Of the limits that are missed, the firmest says it all.
            if let Some(limit) = missed.max_by_key(|limit| limit.binding.level.unwrap_or(Level::Never)) {
                let finding = Finding {
                    at: asked.span.span,
                    condition: entry.name.value.clone(),
                    asked: asked.span.value,
                    limit: limit.wait.span.value,
                    side: if before { "before" } else { "after" },
                    grounds: subject.library.grounds(&limit.binding) + &disagree,
                };
                findings
                    .add(limit.binding.level.unwrap_or(Level::Never), asked.span.span, finding)
                    .also(limit.span, "the shortest wait stands here");
            }
        }
    }
    if subject.protocol.screening.waiting { Ran::Waiting } else { Ran::Checked }
}

fn probes(library: &Library) -> Vec<Probe> {
    let probe = |days: u32| Probe {
        what: "the shortest wait for filler".to_owned(),
        limit: days,
        ceiling: false,
        step: 1,
        fragment: |days| format!("screen before every session {{\n  ...\n  wait in area filler {days} days after\n}}"),
    };
    // Several limits hang on filler; the longest is the first that a shrinking wait meets.
    let longest = library.condition("filler").and_then(|entry| entry.waits.iter().map(|wait| wait.wait.span.value.most_hours() / 24).max());
    longest.map(probe).into_iter().collect()
}
