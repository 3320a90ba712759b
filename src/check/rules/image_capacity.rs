//! A protocol is larger than the pen's loader can hold.
//!
//! The loader has a fixed place for areas, courses, sessions and steps. What does not fit is refused here, by name, never cut off.
//!
//! Hazards: J09.
//!
//! ```needle,not-accepted
//! course {
//!   ...
//!   sessions   17
//! }
//! ```
//!
//! ```needle,accepted
//! course {
//!   ...
//!   sessions   16
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["J09"], version: 1, when: When::Build, check, probes };

#[derive(Debug, Error, Diagnostic)]
#[error("the protocol has {asked} {what}; the loader of {profile} holds {limit}")]
#[diagnostic(help("{asked} is more than {limit}; basis logic: nothing is cut off"))]
struct Finding {
    #[label(primary, "more than the loader holds")]
    at: Span,
    what: &'static str,
    asked: usize,
    limit: u32,
    profile: &'static str,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let profile = crate::check::REFERENCE;
    let Some(entry) = subject.library.device(profile) else { return Ran::Waiting };
    let mut judge = |at: Span, name: &str, what: &'static str, asked: usize| {
        let limit = entry.capacities.iter().find(|(kind, _)| kind.value == name).map(|(_, limit)| *limit);
        if let Some(limit) = limit.filter(|limit| asked > usize::try_from(limit.value).unwrap_or(usize::MAX)) {
            findings
                .add(Level::Never, at, Finding { at, what, asked, limit: limit.value, profile })
                .also(limit.span, "the capacity stands here");
        }
    };
    let at = subject.protocol.name.span;
    judge(at, "courses", "courses", subject.courses.len());
    for course in subject.courses {
        judge(at, "areas", "areas", course.areas.len());
        let place = course.sessions_stated.known().map_or(course.place, |count| count.span);
        let sessions = course.sessions_stated.known().map_or(0, |count| usize::try_from(count.value).unwrap_or(usize::MAX));
        judge(place, "sessions", "sessions", sessions);
    }
    Ran::Checked
}

fn probes(library: &Library) -> Vec<Probe> {
    let sessions = library.device("reference-pen").and_then(|device| device.capacities.iter().find(|(kind, _)| kind.value == "sessions"));
    let probe = |limit: u32| Probe {
        what: "the sessions a loader holds".to_owned(),
        limit,
        ceiling: true,
        step: 1,
        fragment: |sessions| format!("course {{\n  ...\n  sessions {sessions}\n}}"),
    };
    sessions.map(|(_, limit)| probe(limit.value)).into_iter().collect()
}
