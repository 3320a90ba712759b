//! The plan document, version 1: `docs/schemas/plan.schema.json`. Everything that the compiler makes of a protocol but the dates, as whole
//! numbers in named units: what it says is what an image is held against.

use serde::Serialize;

use super::SourceFacts;
use super::shape::{Course, Exception, Limits, OnSheet, Prompt, Session, Source, Step, Stop, Target, stopped};
use crate::diagnostic::Name;
use crate::plan::{self, Identity, Offset, Plan, PromptKind, StopRule, StopSign, TaskKind};
use crate::quantity::{Calendar, Clock, Day, Elapsed, Surface};

/// The version of the document's shape.
const SHAPE: u32 = 1;

#[derive(Serialize)]
struct Document<'p> {
    plan: u32,
    protocol: &'p str,
    version: String,
    title: &'p str,
    source: Source<'p>,
    clinic: &'p str,
    clinic_file: Option<&'p str>,
    clinic_sha256: Option<&'p str>,
    declared_by_clinic: &'p [String],
    approved_on: Option<String>,
    renew_by: Option<String>,
    check_numbers: [u16; 4],
    check_words: [&'static str; 4],
    device: &'p str,
    cartridges: Vec<&'p str>,
    limits: Limits,
    areas: Vec<&'p str>,
    courses: Vec<Course<'p>>,
    prompts: Vec<Prompt<'p>>,
    numbing: Vec<Numbing<'p>>,
    exceptions: Vec<Exception<'p>>,
    tasks: Vec<Task<'p>>,
    follow_up: Option<Span>,
    answers: Answers<'p>,
}

#[derive(Serialize)]
struct Numbing<'p> {
    areas: Vec<&'p str>,
    min_s: u32,
    max_s: u32,
}

#[derive(Serialize)]
struct Task<'p> {
    kind: &'static str,
    what: Vec<&'p str>,
    detail: Option<&'p str>,
    from: Moment,
    until: Moment,
}

/// A moment relative to a session: by the calendar or by the clock, as the file writes it.
#[derive(Serialize)]
struct Moment {
    at: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    calendar: Option<Span>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seconds: Option<u32>,
}

#[derive(Serialize)]
struct Span {
    months: u32,
    days: u32,
}

#[derive(Serialize)]
struct Answers<'p> {
    late: Option<&'p str>,
    missed: Option<&'p str>,
    stopped_early: Option<&'p str>,
    reassess_after: Option<u32>,
}

/// The plan as a JSON document, indented, with a line feed at its end.
///
/// # Errors
/// The library that writes it could not.
pub fn plan_json(plan: &Plan, identity: &Identity, source: &SourceFacts) -> Result<String, serde_json::Error> {
    let limits = plan.limits;
    let document = Document {
        plan: SHAPE,
        protocol: plan.name.as_str(),
        version: plan.version.to_string(),
        title: &plan.title,
        source: Source { name: &source.name, sha256: source.sha256.clone() },
        clinic: source.clinic(),
        clinic_file: source.clinic.as_ref().map(|clinic| clinic.file.as_str()),
        clinic_sha256: source.clinic.as_ref().map(|clinic| clinic.sha256.as_str()),
        declared_by_clinic: &source.declared,
        approved_on: plan.approved_on.map(Day::iso),
        renew_by: plan.renew_by.map(Day::iso),
        check_numbers: identity.numbers,
        check_words: identity.words,
        device: plan.device.as_str(),
        cartridges: plan.cartridges.iter().map(|name| name.as_str()).collect(),
        limits: Limits {
            max_depth_um: limits.depth.smallest(),
            max_speed_rpm: limits.speed.smallest(),
            max_passes: limits.passes,
            max_session_s: limits.session.seconds(),
            min_interval_days: limits.interval_days,
        },
        areas: plan.areas.iter().map(|name| name.as_str()).collect(),
        courses: plan.courses.iter().map(|written| course(plan, written)).collect(),
        prompts: plan
            .prompts
            .iter()
            .map(|prompt| Prompt { kind: kind(prompt.kind), in_area: prompt.in_area, caption: &prompt.caption })
            .collect(),
        numbing: plan.numbing.iter().map(numbing).collect(),
        exceptions: plan.exceptions.iter().map(|lifted| exception(plan, lifted)).collect(),
        tasks: plan.tasks.iter().map(task).collect(),
        follow_up: plan.follow_up.map(span),
        answers: Answers {
            late: plan.answers.late.as_deref(),
            missed: plan.answers.missed.as_deref(),
            stopped_early: plan.answers.stopped_early.as_deref(),
            reassess_after: plan.answers.reassess,
        },
    };
    serde_json::to_string_pretty(&document).map(|text| text + "\n")
}

fn kind(kind: PromptKind) -> &'static str {
    match kind {
        PromptKind::DoNotTreat => "do-not-treat",
        PromptKind::Postpone => "postpone",
        PromptKind::Wait => "wait",
        PromptKind::Decide => "decide",
        PromptKind::Record => "record",
        PromptKind::Age => "age",
        PromptKind::Ready => "ready",
    }
}

fn numbing(numbing: &plan::Numbing) -> Numbing<'_> {
    Numbing {
        areas: numbing.areas.iter().map(|area| area.as_str()).collect(),
        min_s: numbing.shortest.seconds(),
        max_s: numbing.longest.seconds(),
    }
}

/// The name at a place that a step or an exception refers to.
fn name(names: &[Name], place: usize) -> &str {
    names.get(place).map_or("", |name| name.as_str())
}

fn course<'p>(plan: &'p Plan, written: &'p plan::Course) -> Course<'p> {
    Course {
        name: written.name.as_str(),
        phototypes: written.phototypes.iter().map(|phototype| phototype.number()).collect(),
        min_days: written.spacing.shortest,
        max_days: written.spacing.longest,
        aim_days: written.spacing.aim,
        sessions: written
            .sessions
            .iter()
            .map(|session| Session { number: session.number, steps: session.steps.iter().map(|written| step(plan, written)).collect() })
            .collect(),
    }
}

fn step<'p>(plan: &'p Plan, written: &'p plan::Step) -> Step<'p> {
    Step {
        area: name(&plan.areas, written.area),
        cartridge: name(&plan.cartridges, written.cartridge),
        start_um: written.start.smallest(),
        raise_um: written.raise.smallest(),
        ceiling_um: written.ceiling.smallest(),
        horizontal_passes: written.passes.horizontal,
        vertical_passes: written.passes.vertical,
        diagonal_passes: written.passes.diagonal,
        speed_rpm: written.speed.smallest(),
        glide_mm_per_s: written.glide.map(|glide| glide.smallest()),
        at_most_s: written.at_most.seconds(),
        endpoint: written.endpoint.as_str(),
        only: written.only.as_ref().map(target),
        skip: written.skip.iter().map(|name| name.as_str()).collect(),
        stops: written.stops.iter().map(stop).collect(),
        on_sheet: Some(OnSheet {
            pressure: written.pressure.as_ref().map(|pressure| pressure.as_str()),
            size_mm2: written.size.map(Surface::smallest),
            in_one_spot_s: written.in_one_spot.map(Clock::seconds),
            none_published: written.none_published,
        }),
    }
}

fn target(only: &plan::Target) -> Target<'_> {
    // No age and no size are written as nothing of them, as in an image.
    let age = only.age.unwrap_or(Calendar::of_days(0));
    Target { what: only.what.as_str(), months: age.months(), days: age.days(), mm2: only.size.map_or(0, Surface::smallest) }
}

fn stop(rule: &StopRule) -> Stop<'_> {
    let (sign, over_s, over_points) = match &rule.sign {
        StopSign::Bleeding(time) => ("bleeding", Some(time.seconds()), None),
        StopSign::Pain { points, .. } => ("pain", None, Some(*points)),
        StopSign::Named(name) => (name.as_str(), None, None),
    };
    Stop { stops: stopped(rule.session), sign, over_s, over_points }
}

fn exception<'p>(plan: &'p Plan, lifted: &'p plan::Exception) -> Exception<'p> {
    Exception {
        rule: lifted.rule.as_str(),
        version: lifted.version,
        area: name(&plan.areas, lifted.area),
        above_um: lifted.above.smallest(),
        up_to_um: lifted.up_to.smallest(),
        reason: lifted.reason.as_str(),
        by: &lifted.by,
        last_day: Some(lifted.until.iso()),
    }
}

fn task(task: &plan::Task) -> Task<'_> {
    Task {
        kind: TaskKind::word(task.kind),
        what: task.what.iter().map(|name| name.as_str()).collect(),
        detail: task.detail.as_deref(),
        from: moment(task.from),
        until: moment(task.until),
    }
}

fn moment(offset: Offset) -> Moment {
    let apart = |at, elapsed| match elapsed {
        Elapsed::Calendar(calendar) => Moment { at, calendar: Some(span(calendar)), seconds: None },
        Elapsed::Clock(clock) => Moment { at, calendar: None, seconds: Some(clock.seconds()) },
    };
    match offset {
        Offset::Before(elapsed) => apart("before", elapsed),
        Offset::AtEnd => Moment { at: "end", calendar: None, seconds: None },
        Offset::After(elapsed) => apart("after", elapsed),
        Offset::WholeCourse => Moment { at: "whole-course", calendar: None, seconds: None },
    }
}

fn span(calendar: Calendar) -> Span {
    Span { months: calendar.months(), days: calendar.days() }
}
