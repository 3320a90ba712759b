//! The shapes that the documents of a plan, of an image and of a schedule share: whole numbers in named units, so that the two can be held against each
//! other line by line.

use serde::Serialize;

/// A text that a document was made from.
#[derive(Serialize)]
pub(super) struct Source<'d> {
    pub(super) name: &'d str,
    /// SHA-256 of its bytes, 64 hexadecimal figures.
    pub(super) sha256: String,
}

/// What a person is shown before a session.
#[derive(Serialize)]
pub(super) struct Prompt<'d> {
    pub(super) kind: &'static str,
    pub(super) in_area: bool,
    pub(super) caption: &'d str,
}

#[derive(Serialize)]
pub(super) struct Limits {
    pub(super) max_depth_um: u32,
    pub(super) max_speed_rpm: u32,
    pub(super) max_passes: u32,
    pub(super) max_session_s: u32,
    pub(super) min_interval_days: u32,
}

#[derive(Serialize)]
pub(super) struct Course<'d> {
    pub(super) name: &'d str,
    pub(super) phototypes: Vec<u8>,
    pub(super) min_days: u32,
    pub(super) max_days: u32,
    pub(super) aim_days: u32,
    pub(super) sessions: Vec<Session<'d>>,
}

#[derive(Serialize)]
pub(super) struct Session<'d> {
    pub(super) number: u32,
    pub(super) steps: Vec<Step<'d>>,
}

#[derive(Serialize)]
pub(super) struct Step<'d> {
    pub(super) area: &'d str,
    pub(super) cartridge: &'d str,
    pub(super) start_um: u32,
    pub(super) raise_um: u32,
    pub(super) ceiling_um: u32,
    pub(super) horizontal_passes: u32,
    pub(super) vertical_passes: u32,
    pub(super) diagonal_passes: u32,
    pub(super) speed_rpm: u32,
    /// None when the pen is lifted and set down.
    pub(super) glide_mm_per_s: Option<u32>,
    pub(super) at_most_s: u32,
    pub(super) endpoint: &'d str,
    pub(super) only: Option<Target<'d>>,
    pub(super) skip: Vec<&'d str>,
    pub(super) stops: Vec<Stop<'d>>,
    /// What the sheet prints besides and no pen can see; an image has none of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) on_sheet: Option<OnSheet<'d>>,
}

#[derive(Serialize)]
pub(super) struct Target<'d> {
    pub(super) what: &'d str,
    pub(super) months: u32,
    pub(super) days: u32,
    pub(super) mm2: u32,
}

#[derive(Serialize)]
pub(super) struct Stop<'d> {
    pub(super) stops: &'static str,
    pub(super) sign: &'d str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) over_s: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) over_points: Option<u32>,
}

#[derive(Serialize)]
pub(super) struct OnSheet<'d> {
    pub(super) pressure: Option<&'d str>,
    pub(super) size_mm2: Option<u32>,
    pub(super) in_one_spot_s: Option<u32>,
    pub(super) none_published: bool,
}

#[derive(Serialize)]
pub(super) struct Exception<'d> {
    pub(super) rule: &'d str,
    pub(super) version: u32,
    pub(super) area: &'d str,
    pub(super) above_um: u32,
    pub(super) up_to_um: u32,
    pub(super) reason: &'d str,
    pub(super) by: &'d str,
    pub(super) last_day: Option<String>,
}

/// The word for what a stop rule stops.
pub(super) fn stopped(session: bool) -> &'static str {
    if session { "session" } else { "area" }
}
