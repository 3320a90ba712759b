//! A protocol is larger than the pen's loader can hold.
//!
//! A cartridge of an area's own and a target within an area have no place in an image of format 0 at all; a protocol with one is checked,
//! dated and printed, and no image is made of it.
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
use crate::syntax::tree::Movement;

pub(super) const RULE: Rule = Rule { hazards: &["J09"], version: 2, when: When::Build, check, probes };

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
    for plan in subject.courses.first().iter().flat_map(|course| &course.areas) {
        no_place(subject, plan, findings);
    }
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

#[derive(Debug, Error, Diagnostic)]
#[error("{what}, and an image of format 0 has no place for it")]
#[diagnostic(help(
    "the pen would not show it, so no image is made; the check, the sheet and the dates hold it; basis logic: nothing is left out"
))]
struct NoPlace {
    #[label(primary, "no place for this in the image")]
    at: Span,
    what: String,
}

/// What one area says that the image has no field for.
fn no_place(subject: &Subject<'_>, plan: &AreaPlan, findings: &mut Findings) {
    let common = subject.protocol.device.known().map(|choice| &choice.value.cartridge.value);
    let known = |name: &Name| subject.device().is_some_and(|pen| pen.cartridges.iter().any(|entry| entry.name.value == *name));
    if let Some(own) = plan.cartridge.as_ref().filter(|own| Some(&own.value) != common && known(&own.value)) {
        let what = format!("`{}` has a cartridge of its own, `{}`", plan.area.value, own.value);
        findings.add(Level::Never, own.span, NoPlace { at: own.span, what });
    }
    if let Some(only) = plan.only.known() {
        let what = format!("`{}` is needled for `{}` only", plan.area.value, only.value.what.value);
        findings.add(Level::Never, only.span, NoPlace { at: only.span, what });
    }
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
