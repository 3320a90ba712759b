//! A protocol is larger than the pen's loader can hold.
//!
//! The loader has a fixed place for areas, courses, sessions, steps and questions, and every number and text of an image a fixed width. What
//! does not fit is refused here, by name, never cut off.
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

use crate::model::prompts;
use crate::rule::prelude::*;
use crate::syntax::tree::Movement;

pub(super) const RULE: Rule = Rule { hazards: &["J09"], version: 3, when: When::Build, check, probes };

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
    let Some(entry) = subject.library.device(profile) else {
        return Ran::CouldNotRun("the atlas does not say what the loader holds");
    };
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
    let prompts = prompts(subject.protocol);
    judge(at, "prompts", "questions before every session", prompts.len());
    fields(subject, findings);
    Ran::Checked
}

#[derive(Debug, Error, Diagnostic)]
#[error("{what} is {asked}; the image has room for {limit}")]
#[diagnostic(help("{asked} is more than {limit}; basis logic: nothing is cut off"))]
struct TooLarge {
    #[label(primary, "more than the image has room for")]
    at: Span,
    what: &'static str,
    asked: String,
    limit: String,
}

/// Numbers and lists that would not fit their field of the image; its definition fixes the sizes.
fn fields(subject: &Subject<'_>, findings: &mut Findings) {
    let mut too_large = |at: Span, what: &'static str, asked: String, limit: &str| {
        findings.add(Level::Never, at, TooLarge { at, what, asked, limit: limit.to_owned() });
    };
    for course in subject.courses {
        for plan in &course.areas {
            for pass in plan.passes.known().iter().flat_map(|passes| &passes.value).filter(|pass| pass.count.value > 255) {
                too_large(pass.count.span, "the number of passes in one direction", pass.count.value.to_string(), "255");
            }
            if let Some(time) = plan.at_most.known().filter(|time| time.value.seconds() > 65_535) {
                too_large(time.span, "the longest time on an area", time.value.to_string(), "65535 seconds");
            }
            if let Some(Movement::Glide(glide)) = plan.movement.known().map(|movement| movement.value)
                && glide.value.smallest() > 255
            {
                too_large(glide.span, "the glide speed", glide.value.to_string(), "255 mm/s");
            }
            if plan.stops.len() > 8 {
                too_large(plan.place, "the number of signs to stop for", plan.stops.len().to_string(), "8");
            }
            if plan.skip.len() > 8 {
                too_large(plan.place, "the number of things to skip", plan.skip.len().to_string(), "8");
            }
        }
        if let Some(spacing) = course.spacing.known() {
            for days in [spacing.value.shortest, spacing.value.longest, spacing.value.aim] {
                if days.value.fewest_days() > 65_535 {
                    too_large(days.span, "the time between sessions", days.value.to_string(), "65535 days");
                }
            }
        }
        if course.name.as_str().len() > 48 {
            too_large(course.place, "the length of a variant's name", format!("{} letters", course.name.as_str().len()), "48 letters");
        }
    }
    let name = &subject.protocol.name;
    if name.value.as_str().len() > 48 {
        too_large(name.span, "the length of the protocol's name", format!("{} letters", name.value.as_str().len()), "48 letters");
    }
    for exception in subject.protocol.exceptions.iter().filter(|exception| exception.up_to.value.smallest() > 65_535) {
        too_large(exception.up_to.span, "the depth of an exception", exception.up_to.value.to_string(), "65.535 mm");
    }
    for exception in &subject.protocol.exceptions {
        if let Some(approved) = exception.approved.known().filter(|approved| approved.value.0.len() > 96) {
            too_large(approved.span, "the name of who approved an exception", format!("{} bytes", approved.value.0.len()), "96 bytes");
        }
    }
    for prompt in prompts(subject.protocol).iter().filter(|prompt| prompt.caption.len() > 96) {
        let asked = format!("{} bytes (`{}`)", prompt.caption.len(), prompt.caption);
        too_large(subject.protocol.name.span, "the length of a question before every session", asked, "96 bytes");
    }
    if let Some(version) = subject.protocol.header.version.known() {
        let written = version.value;
        if written.major > 4095 || written.minor > 1023 || written.patch > 1023 {
            let asked = format!("{}.{}.{}", written.major, written.minor, written.patch);
            too_large(version.span, "the version", asked, "4095.1023.1023 by its three parts");
        }
    }
    // Days are counted from 1970-01-01 in 16 bits.
    let expires = subject.protocol.exceptions.iter().filter_map(|exception| exception.expires.known());
    for day in subject.protocol.header.renew_by.known().into_iter().chain(expires).filter(|day| day.value.since_epoch() > 65_535) {
        too_large(day.span, "the last day", day.value.to_string(), "2149-06-06");
    }
    let mut own: Vec<&Name> =
        subject.courses.iter().flat_map(|course| &course.areas).filter_map(|plan| plan.cartridge.as_ref()).map(|own| &own.value).collect();
    own.sort_unstable();
    own.dedup();
    let common = subject.protocol.device.known().map(|choice| &choice.value.cartridge.value);
    let cartridges = 1 + own.iter().filter(|own| Some(**own) != common).count();
    if cartridges > 8 {
        too_large(subject.protocol.name.span, "the number of cartridges", cartridges.to_string(), "8");
    }
    if subject.protocol.exceptions.len() > 16 {
        too_large(subject.protocol.name.span, "the number of exceptions", subject.protocol.exceptions.len().to_string(), "16");
    }
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
