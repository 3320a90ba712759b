//! A dose contradicts itself.
//!
//! A depth cannot start above the depth it never passes, a raise of nothing never ends, no pass is no treatment, and the days between
//! sessions run from the fewest over the aim to the most.
//!
//! Hazards: A09, B08, C06, C08.
//!
//! ```needle,not-accepted
//! course {
//!   ...
//!   next       42 to 30 days after the last session given, aim 35 days
//! }
//! ```
//!
//! ```needle,accepted
//! course {
//!   ...
//!   next       30 to 42 days after the last session given, aim 35 days
//! }
//! ```

use crate::model::MOST_SESSIONS;
use crate::rule::prelude::*;
use crate::syntax::tree::Movement;

pub(super) const RULE: Rule = Rule { hazards: &["A09", "B08", "C06", "C08"], version: 4, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("{what}")]
#[diagnostic(help("{why}; basis logic"))]
struct Finding {
    #[label(primary, "this cannot be")]
    at: Span,
    what: String,
    why: &'static str,
}

/// Less than this is a number in another unit.
const SHALLOWEST: Depth = Depth::of(100);

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let mut ran = Ran::Checked;
    for course in subject.courses {
        for (session, plan, depth) in course.doses() {
            let Some(depth) = depth.known() else {
                ran = if depth.is_waiting() { Ran::Waiting } else { ran };
                continue;
            };
            let (start, raise, ceiling) = (depth.value.start, depth.value.raise, depth.value.ceiling);
            if start.value > ceiling.value {
                // Only a change for one session needs its number; otherwise every session says the same.
                let own = plan.depth.known().is_some_and(|depth| depth.value.ceiling.span == ceiling.span);
                let when = if own { String::new() } else { format!(" in session {session}") };
                let what = format!("`{}` starts at {}, but is never needled above {}{when}", plan.area.value, start.value, ceiling.value);
                let why = "the first setting is already deeper than the deepest allowed";
                findings
                    .add(Level::Never, ceiling.span, Finding { at: ceiling.span, what, why })
                    .also(start.span, "the first setting")
                    .in_course(&course.name);
            }
            if raise.value == Depth::of(0) || start.value == Depth::of(0) {
                let at = if raise.value == Depth::of(0) { raise.span } else { start.span };
                let what = format!("`{}` has a depth of nothing", plan.area.value);
                let why = "a first setting and a raise are more than nothing";
                findings.add(Level::Never, at, Finding { at, what, why }).in_course(&course.name);
            } else if start.value < SHALLOWEST {
                let what = format!("`{}` starts at {}; no pen is set to less than {SHALLOWEST}", plan.area.value, start.value);
                let why = "a number this small was meant in another unit: 1 mm is 1000 micrometres";
                findings.add(Level::Never, start.span, Finding { at: start.span, what, why }).in_course(&course.name);
            }
        }
        if let Some(count) = course.sessions_stated.known().filter(|count| count.value > MOST_SESSIONS) {
            let what = format!("a course of {} sessions; none is looked at beyond {MOST_SESSIONS}", count.value);
            findings.add(Level::Never, count.span, Finding { at: count.span, what, why: "no published course is nearly as long" });
        }
        for plan in &course.areas {
            if let Some(depth) = plan.depth.known().map(|depth| depth.value)
                && depth.raise.value > depth.ceiling.value
            {
                let what =
                    format!("`{}` is raised by {}, and never needled above {}", plan.area.value, depth.raise.value, depth.ceiling.value);
                let why = "a single raise is more than the deepest setting allowed";
                findings.add(Level::Never, depth.raise.span, Finding { at: depth.raise.span, what, why }).in_course(&course.name);
            }
            if let Some(Movement::Glide(glide)) = plan.movement.known().map(|movement| movement.value)
                && glide.value.smallest() == 0
            {
                let what = format!("the pen glides over `{}` without moving", plan.area.value);
                let why = "a pen that stands still needles one spot";
                findings.add(Level::Never, glide.span, Finding { at: glide.span, what, why }).in_course(&course.name);
            }
            if let Some(Movement::Stamp(Some(spot))) = plan.movement.known().map(|movement| movement.value)
                && let Some(time) = plan.at_most.known().filter(|time| spot.value.seconds() == 0 || spot.value >= time.value)
            {
                let what =
                    format!("one spot of `{}` is needled for {}, and the whole area for {}", plan.area.value, spot.value, time.value);
                let why = "one spot takes some time, and less than the whole area";
                findings.add(Level::Never, spot.span, Finding { at: spot.span, what, why }).in_course(&course.name);
            }
            if let Some(only) = plan.only.known()
                && let (Some(part), Some(whole)) = (only.value.size, plan.size.known())
                && part.value > whole.value
            {
                let what = format!("{} of `{}` on an area of {}", part.value, only.value.what.value, whole.value);
                let why = "what lies in an area is no larger than the area";
                findings.add(Level::Never, part.span, Finding { at: part.span, what, why }).also(whole.span, "the area's own size");
            }
            if let Some(time) = plan.at_most.known().filter(|time| time.value.seconds() == 0) {
                let what = format!("`{}` is needled for no time at all", plan.area.value);
                let why = "an area that is needled takes time";
                findings.add(Level::Never, time.span, Finding { at: time.span, what, why }).in_course(&course.name);
            }
            if let Some(size) = plan.size.known().filter(|size| size.value.smallest() == 0) {
                let what = format!("`{}` has no size at all", plan.area.value);
                let why = "an area that is needled has a size";
                findings.add(Level::Never, size.span, Finding { at: size.span, what, why }).in_course(&course.name);
            }
            if let Some(passes) = plan.passes.known() {
                for (place, pass) in passes.value.iter().enumerate() {
                    if passes.value.iter().take(place).any(|earlier| earlier.direction.value == pass.direction.value) {
                        let what = format!("`{}` counts its {} passes twice", plan.area.value, pass.direction.value);
                        let why = "which of the two holds is not guessed";
                        findings
                            .add(Level::Never, pass.direction.span, Finding { at: pass.direction.span, what, why })
                            .in_course(&course.name);
                    }
                }
            }
            if let Some(passes) = plan.passes.known() {
                for pass in passes.value.iter().filter(|pass| pass.count.value == 0) {
                    let what = format!("`{}` has no {} pass, but says so as a pass", plan.area.value, pass.direction.value);
                    let why = "a direction without passes is left out";
                    findings.add(Level::Never, pass.count.span, Finding { at: pass.count.span, what, why }).in_course(&course.name);
                }
            }
        }
        if let Some(count) = course.sessions_stated.known().filter(|count| count.value == 0) {
            let why = "a course has one session or more";
            findings.add(Level::Never, count.span, Finding { at: count.span, what: "a course of no sessions".to_owned(), why });
        }
        match &course.spacing {
            Stated::Known(spacing) => spaced(findings, course, &spacing.value),
            Stated::Waiting => ran = Ran::Waiting,
            Stated::Absent => {}
        }
    }
    ran
}

fn spaced(findings: &mut Findings, course: &Course, spacing: &crate::model::Spacing) {
    if let Some(span) = [spacing.shortest, spacing.longest, spacing.aim].into_iter().find(|span| span.value.months() > 0) {
        let what = format!("the days between sessions are given as {}", span.value);
        let why = "a month has 28 to 31 days; spacing is written in days or weeks";
        findings.add(Level::Never, span.span, Finding { at: span.span, what, why }).in_course(&course.name);
        return;
    }
    if spacing.shortest.value.fewest_days() == 0 {
        let what = "the next session may be on the same day as the last".to_owned();
        let why = "sessions lie at least a day apart, and a pen begins none sooner";
        findings.add(Level::Never, spacing.shortest.span, Finding { at: spacing.shortest.span, what, why }).in_course(&course.name);
        return;
    }
    let (shortest, longest, aim) = (spacing.shortest.value, spacing.longest.value, spacing.aim.value);
    if shortest.fewest_days() > longest.fewest_days() {
        let what = format!("the next session is at the earliest {shortest} and at the latest {longest} after the last");
        let why = "the earliest day comes after the latest";
        findings.add(Level::Never, spacing.longest.span, Finding { at: spacing.longest.span, what, why }).in_course(&course.name);
    } else if aim.fewest_days() < shortest.fewest_days() || aim.fewest_days() > longest.fewest_days() {
        let what = format!("the aim of {aim} lies outside the {shortest} to {longest} allowed");
        let why = "the day to aim for lies within the window";
        findings.add(Level::Never, spacing.aim.span, Finding { at: spacing.aim.span, what, why }).in_course(&course.name);
    }
}
