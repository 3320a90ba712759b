//! The image document, version 1: `docs/schemas/image.schema.json`. Every field that a pen reads, as whole numbers in named units.

use needlepoint_loader as loader;
use serde::Serialize;

use super::shape::{Course, Exception, Limits, Prompt, Session, Source, Step, Stop, Target, stopped};
use crate::plan::identity_of;
use crate::quantity::Day;
use crate::seal::{Opened, hex};

/// The version of the document's shape.
const SHAPE: u32 = 1;

#[derive(Serialize)]
struct Document<'i> {
    image: u32,
    format: u32,
    key_id: String,
    bench: bool,
    series: String,
    sequence: u32,
    sources: Vec<Source<'i>>,
    tool: String,
    language: u8,
    rule_set: String,
    profile: &'i str,
    first_revision: u16,
    last_revision: u16,
    first_day: Option<String>,
    last_day: Option<String>,
    check_numbers: [u16; 4],
    check_words: [&'static str; 4],
    prompts: Vec<Prompt<'i>>,
    device: &'i str,
    cartridges: Vec<&'i str>,
    limits: Limits,
    areas: Vec<&'i str>,
    courses: Vec<Course<'i>>,
    exceptions: Vec<Exception<'i>>,
}

/// Writes what is in an image as JSON.
///
/// # Errors
/// The library that writes it could not.
pub fn image_json(opened: &Opened<'_>) -> Result<String, serde_json::Error> {
    let Opened { claims, image } = opened;
    let day = |days: u16| Day::from_epoch(days.into()).map(|day| day.iso());
    let (stamp, limits, validity) = (image.stamp(), image.limits(), image.validity());
    let [major, minor, patch] = stamp.tool;
    let [first_revision, last_revision] = claims.revisions;
    let document = Document {
        image: SHAPE,
        format: crate::emit::FORMAT,
        key_id: hex(claims.key_id),
        bench: image.bench(),
        series: hex(image.series()),
        sequence: image.sequence(),
        sources: image.sources().map(|source| Source { name: source.name, sha256: hex(source.sha256) }).collect(),
        tool: format!("{major}.{minor}.{patch}"),
        language: stamp.language,
        rule_set: hex(stamp.rule_set),
        profile: claims.profile,
        first_revision,
        last_revision,
        first_day: day(validity.from),
        last_day: day(validity.until),
        check_numbers: image.check_numbers(),
        check_words: identity_of(image.treatment()).words,
        prompts: image
            .prompts()
            .map(|prompt| Prompt { kind: kind(prompt.kind), in_area: prompt.in_area, caption: prompt.caption })
            .collect(),
        device: image.device(),
        cartridges: image.cartridges().collect(),
        limits: Limits {
            max_depth_um: limits.max_depth_um.into(),
            max_speed_rpm: limits.max_speed_rpm.into(),
            max_passes: limits.max_passes.into(),
            max_session_s: limits.max_session_s,
            min_interval_days: limits.min_interval_days.into(),
        },
        areas: image.areas().collect(),
        courses: image.courses().enumerate().map(|(place, written)| course(image, place, &written)).collect(),
        exceptions: image
            .exceptions()
            .map(|exception| Exception {
                rule: exception.rule,
                version: exception.version.into(),
                area: exception.area,
                above_um: exception.above_um.into(),
                up_to_um: exception.up_to_um.into(),
                reason: exception.reason,
                by: exception.by,
                last_day: day(exception.until),
            })
            .collect(),
    };
    serde_json::to_string_pretty(&document).map(|text| text + "\n")
}

fn kind(kind: loader::PromptKind) -> &'static str {
    match kind {
        loader::PromptKind::DoNotTreat => "do-not-treat",
        loader::PromptKind::Postpone => "postpone",
        loader::PromptKind::Wait => "wait",
        loader::PromptKind::Decide => "decide",
        loader::PromptKind::Record => "record",
        loader::PromptKind::Age => "age",
        loader::PromptKind::Ready => "ready",
    }
}

fn course<'i>(image: &loader::Admitted<'i>, place: usize, written: &loader::Course<'i>) -> Course<'i> {
    let spacing = written.spacing();
    let session = |number| {
        let mut cursor = written.session(number);
        let steps = std::iter::from_fn(|| cursor.as_mut()?.next_step()).map(|read| step(&read)).collect();
        Session { number: number.into(), steps }
    };
    Course {
        name: written.name(),
        phototypes: (1..=6).filter(|phototype| image.course_place(*phototype) == Some(place)).collect(),
        min_days: spacing.min_days.into(),
        max_days: spacing.max_days.into(),
        aim_days: spacing.aim_days.into(),
        sessions: (1..=written.session_count()).map(session).collect(),
    }
}

fn step<'i>(read: &loader::Step<'i>) -> Step<'i> {
    let treat = &read.treat;
    Step {
        area: read.area,
        cartridge: read.cartridge,
        start_um: treat.start_um.into(),
        raise_um: treat.raise_um.into(),
        ceiling_um: treat.ceiling_um.into(),
        horizontal_passes: treat.passes.horizontal.into(),
        vertical_passes: treat.passes.vertical.into(),
        diagonal_passes: treat.passes.diagonal.into(),
        speed_rpm: treat.speed_rpm.into(),
        glide_mm_per_s: match treat.motion {
            loader::Motion::Glide { mm_per_s } => Some(mm_per_s.into()),
            loader::Motion::Stamp => None,
        },
        at_most_s: treat.at_most_s.into(),
        endpoint: treat.endpoint,
        only: treat.only.map(|only| Target { what: only.what, months: only.months.into(), days: only.days.into(), mm2: only.mm2 }),
        skip: treat.skip().collect(),
        stops: treat.stops().map(|read| stop(&read)).collect(),
        on_sheet: None,
    }
}

fn stop<'i>(read: &loader::Stop<'i>) -> Stop<'i> {
    let stops = stopped(read.scope == loader::Scope::Session);
    let (sign, over_s, over_points) = match read.sign {
        loader::Sign::Bleeding(seconds) => ("bleeding", Some(seconds), None),
        loader::Sign::Pain(points) => ("pain", None, Some(points.into())),
        loader::Sign::Named(name) => (name, None, None),
    };
    Stop { stops, sign, over_s, over_points }
}
