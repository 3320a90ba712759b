//! The image document, version 1: `docs/schemas/image.schema.json`. Every field that a pen reads, as whole numbers in named units.

use needlepoint_loader as loader;
use serde::Serialize;

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

#[derive(Serialize)]
struct Source<'i> {
    name: &'i str,
    sha256: String,
}

#[derive(Serialize)]
struct Prompt<'i> {
    kind: &'static str,
    in_area: bool,
    caption: &'i str,
}

#[derive(Serialize)]
struct Limits {
    max_depth_um: u16,
    max_speed_rpm: u16,
    max_passes: u16,
    max_session_s: u32,
    min_interval_days: u16,
}

#[derive(Serialize)]
struct Course<'i> {
    name: &'i str,
    phototypes: Vec<u8>,
    min_days: u16,
    max_days: u16,
    aim_days: u16,
    sessions: Vec<Session<'i>>,
}

#[derive(Serialize)]
struct Session<'i> {
    number: u8,
    steps: Vec<Step<'i>>,
}

#[derive(Serialize)]
struct Step<'i> {
    area: &'i str,
    cartridge: &'i str,
    start_um: u16,
    raise_um: u16,
    ceiling_um: u16,
    horizontal_passes: u8,
    vertical_passes: u8,
    diagonal_passes: u8,
    speed_rpm: u16,
    glide_mm_per_s: Option<u8>,
    at_most_s: u16,
    endpoint: &'i str,
    only: Option<Target<'i>>,
    skip: Vec<&'i str>,
    stops: Vec<Stop<'i>>,
}

#[derive(Serialize)]
struct Target<'i> {
    what: &'i str,
    months: u16,
    days: u16,
    mm2: u32,
}

#[derive(Serialize)]
struct Stop<'i> {
    stops: &'static str,
    sign: &'i str,
    #[serde(skip_serializing_if = "Option::is_none")]
    over_s: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    over_points: Option<u8>,
}

#[derive(Serialize)]
struct Exception<'i> {
    rule: &'i str,
    version: u8,
    area: &'i str,
    above_um: u16,
    up_to_um: u16,
    reason: &'i str,
    by: &'i str,
    last_day: Option<String>,
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
            max_depth_um: limits.max_depth_um,
            max_speed_rpm: limits.max_speed_rpm,
            max_passes: limits.max_passes,
            max_session_s: limits.max_session_s,
            min_interval_days: limits.min_interval_days,
        },
        areas: image.areas().collect(),
        courses: image.courses().enumerate().map(|(place, written)| course(image, place, &written)).collect(),
        exceptions: image
            .exceptions()
            .map(|exception| Exception {
                rule: exception.rule,
                version: exception.version,
                area: exception.area,
                above_um: exception.above_um,
                up_to_um: exception.up_to_um,
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
        Session { number, steps }
    };
    Course {
        name: written.name(),
        phototypes: (1..=6).filter(|phototype| image.course_place(*phototype) == Some(place)).collect(),
        min_days: spacing.min_days,
        max_days: spacing.max_days,
        aim_days: spacing.aim_days,
        sessions: (1..=written.session_count()).map(session).collect(),
    }
}

fn step<'i>(read: &loader::Step<'i>) -> Step<'i> {
    let treat = &read.treat;
    Step {
        area: read.area,
        cartridge: read.cartridge,
        start_um: treat.start_um,
        raise_um: treat.raise_um,
        ceiling_um: treat.ceiling_um,
        horizontal_passes: treat.passes.horizontal,
        vertical_passes: treat.passes.vertical,
        diagonal_passes: treat.passes.diagonal,
        speed_rpm: treat.speed_rpm,
        glide_mm_per_s: match treat.motion {
            loader::Motion::Glide { mm_per_s } => Some(mm_per_s),
            loader::Motion::Stamp => None,
        },
        at_most_s: treat.at_most_s,
        endpoint: treat.endpoint,
        only: treat.only.map(|only| Target { what: only.what, months: only.months, days: only.days, mm2: only.mm2 }),
        skip: treat.skip().collect(),
        stops: treat.stops().map(|read| stop(&read)).collect(),
    }
}

fn stop<'i>(read: &loader::Stop<'i>) -> Stop<'i> {
    let stops = if read.scope == loader::Scope::Session { "session" } else { "area" };
    let (sign, over_s, over_points) = match read.sign {
        loader::Sign::Bleeding(seconds) => ("bleeding", Some(seconds), None),
        loader::Sign::Pain(points) => ("pain", None, Some(points)),
        loader::Sign::Named(name) => (name, None, None),
    };
    Stop { stops, sign, over_s, over_points }
}
