//! A comparison as JSON, version 1: `docs/schemas/compared.schema.json`.

use serde::Serialize;

use crate::pen::{AreaRecord, Compared, ComparedArea, Direction, Headline, Log, Outcome};

/// The version of the document's shape.
const SHAPE: u32 = 1;

#[derive(Serialize)]
struct Document<'c> {
    compared: u32,
    note: &'c str,
    image_sha256: &'c str,
    check_words: &'c [String; 4],
    tag: &'c str,
    course: &'c str,
    session: u8,
    phototype: u8,
    day: &'c str,
    headline: &'static str,
    not_given: Option<&'c str>,
    resumed: u16,
    last_line_cut: bool,
    areas: Vec<Area<'c>>,
}

#[derive(Serialize)]
struct Area<'c> {
    area: &'c str,
    outcome: &'static str,
    sign: Option<&'c str>,
    beyond: bool,
    planned: Planned<'c>,
    done: Done<'c>,
}

#[derive(Serialize)]
struct Planned<'c> {
    horizontal_passes: u8,
    vertical_passes: u8,
    diagonal_passes: u8,
    start_um: u16,
    raise_um: u16,
    ceiling_um: u16,
    at_most_s: u16,
    endpoint: &'c str,
}

#[derive(Serialize)]
struct Done<'c> {
    horizontal_passes: usize,
    vertical_passes: usize,
    diagonal_passes: usize,
    interrupted_passes: usize,
    deepest_um: Option<u16>,
    seconds_at_most: u16,
    pauses: u16,
    paused_s: u32,
    zones: &'c [String],
}

/// Writes a comparison as JSON, indented, with a line feed at its end.
#[must_use]
pub fn compared_json(log: &Log, compared: &Compared) -> String {
    let opening = &log.opening;
    let document = Document {
        compared: SHAPE,
        note: &opening.note,
        image_sha256: &opening.image_sha256,
        check_words: &opening.check_words,
        tag: &opening.tag,
        course: &opening.course,
        session: opening.session,
        phototype: opening.phototype,
        day: &opening.day,
        headline: headline(compared.headline),
        not_given: log.not_given.as_deref(),
        resumed: log.resumed,
        last_line_cut: log.cut,
        areas: compared.areas.iter().map(area).collect(),
    };
    // Writing fails only for maps whose keys are not texts, and a document has no map.
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

fn headline(headline: Headline) -> &'static str {
    match headline {
        Headline::More => "more-than-planned",
        Headline::NotGiven => "not-given",
        Headline::Stopped => "stopped",
        Headline::Interrupted => "interrupted",
        Headline::Less => "less-than-planned",
        Headline::AsPlanned => "as-planned",
    }
}

fn area(area: &ComparedArea) -> Area<'_> {
    let (outcome, sign) = match &area.outcome {
        Outcome::Complete => ("complete", None),
        Outcome::CompleteButInterrupted => ("complete-but-interrupted", None),
        Outcome::Endpoint => ("endpoint", None),
        Outcome::TimeOver => ("time-over", None),
        Outcome::Stopped(sign) => ("stopped", sign.as_deref()),
        Outcome::Skipped => ("skipped", None),
        Outcome::SessionStopped(sign) => ("session-stopped", sign.as_deref()),
        Outcome::Interrupted => ("interrupted", None),
        Outcome::NotReached => ("not-reached", None),
    };
    let planned = &area.planned;
    let done = area.done.as_ref();
    let begun = |direction| done.map_or(0, |done| done.begun_in(direction));
    Area {
        area: &area.area,
        outcome,
        sign,
        beyond: area.beyond,
        planned: Planned {
            horizontal_passes: planned.passes.horizontal,
            vertical_passes: planned.passes.vertical,
            diagonal_passes: planned.passes.diagonal,
            start_um: planned.start_um,
            raise_um: planned.raise_um,
            ceiling_um: planned.ceiling_um,
            at_most_s: planned.at_most_s,
            endpoint: &planned.endpoint,
        },
        done: Done {
            horizontal_passes: begun(Direction::Horizontal),
            vertical_passes: begun(Direction::Vertical),
            diagonal_passes: begun(Direction::Diagonal),
            interrupted_passes: done.map_or(0, |done| done.passes.iter().filter(|pass| pass.interrupted).count()),
            deepest_um: done.and_then(AreaRecord::deepest_um),
            seconds_at_most: done.map_or(0, AreaRecord::longest),
            pauses: done.map_or(0, |done| done.pauses),
            paused_s: done.map_or(0, |done| done.paused_s),
            zones: done.map_or(&[], |done| &done.zones),
        },
    }
}
