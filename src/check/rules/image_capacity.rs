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
use crate::syntax::tree::{Movement, StopSign};

pub(super) const RULE: Rule = Rule { hazards: &["J09"], version: 5, when: When::Build, check, probes };

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
    names(subject, findings);
    fields(subject, findings);
    Ran::Checked
}

#[derive(Debug, Error, Diagnostic)]
#[error("a pen cannot show `{name}`")]
#[diagnostic(help("it stands in the image, where {written}; basis logic: nothing is cut off"))]
struct NotShown {
    #[label(primary, "no name that a pen can show")]
    at: Span,
    name: Name,
    written: &'static str,
}

/// Every name that an image holds. One that nobody knows has been said to be unknown, and is judged when it is another.
fn names(subject: &Subject<'_>, findings: &mut Findings) {
    let (library, device) = (subject.library, subject.device());
    let word = |kind: &str, name: &Name| library.words(kind).iter().any(|word| word.value == *name);
    let cartridge = |name: &Name| device.is_some_and(|pen| pen.cartridges.iter().any(|entry| entry.name.value == *name));
    let mut judge = |at: Span, name: &Name, known: bool| {
        let plain = name.as_str().bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        if known && (!plain || name.as_str().len() > 48) {
            let written = "a name has small letters, figures and hyphens, 48 at most";
            findings.add(Level::Never, at, NotShown { at, name: name.clone(), written });
        }
    };
    if let Some(choice) = subject.protocol.device.known() {
        judge(choice.value.device.span, choice.value.device.value.name(), device.is_some());
        judge(choice.value.cartridge.span, &choice.value.cartridge.value, cartridge(&choice.value.cartridge.value));
    }
    for course in subject.courses {
        // A word in capitals stands for a name still to be chosen, and is said to.
        judge(course.place, &course.name, course.name.as_str().contains(|letter: char| letter.is_ascii_lowercase()));
        for plan in &course.areas {
            judge(plan.area.span, plan.area.value.name(), library.area(plan.area.value.as_str()).is_some());
            plan.cartridge.iter().for_each(|own| judge(own.span, &own.value, cartridge(&own.value)));
            plan.endpoint.known().into_iter().for_each(|sign| judge(sign.span, &sign.value, word("endpoint", &sign.value)));
            plan.skip.iter().for_each(|skip| judge(skip.span, &skip.value, word("skip", &skip.value)));
            if let Some(only) = plan.only.known() {
                judge(only.value.what.span, &only.value.what.value, library.indication(only.value.what.value.as_str()).is_some());
            }
            for stop in &plan.stops {
                if let StopSign::Named(sign) = &stop.value.sign {
                    judge(stop.span, sign, word("stop-sign", sign));
                }
            }
        }
    }
    for reason in subject.protocol.exceptions.iter().filter_map(|exception| exception.reason.known()) {
        judge(reason.span, &reason.value, word("reason", &reason.value));
    }
    let approvals = subject.protocol.exceptions.iter().filter_map(|exception| exception.approved.known());
    for approved in approvals.filter(|approved| approved.value.0.contains(char::is_control)) {
        let (name, written) = (Name::typed(&approved.value.0), "the name of a person has no tab in it");
        findings.add(Level::Never, approved.span, NotShown { at: approved.span, name, written });
    }
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
            if let Some(raise) = plan.depth.known().map(|depth| depth.value.raise).filter(|raise| raise.value.smallest() > 65_535) {
                too_large(raise.span, "the raise of the depth", raise.value.to_string(), "65.535 mm");
            }
            if let Some(age) =
                plan.only.known().and_then(|only| only.value.age).filter(|age| age.value.months() > 65_535 || age.value.days() > 65_535)
            {
                too_large(age.span, "the age of what is needled", age.value.to_string(), "65535 months and 65535 days");
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
