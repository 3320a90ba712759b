//! An image in words: who may run it and when, what people are asked, and every step.

use std::fmt::Write as _;

use needlepoint_loader as loader;

use crate::diagnostic::listed;
use crate::emit::NO_KEY;
use crate::plan::identity_of;
use crate::quantity::{Clock, Day, Depth, Glide, Speed, Surface};
use crate::seal::{Opened, Signer, hex, version};

/// Writes what is in an image.
#[must_use]
pub fn inspected(name: &str, opened: &Opened<'_>) -> String {
    let mut to = String::new();
    let Opened { claims, image } = opened;
    let bench = if claims.bench { "for test benches only" } else { "for a pen" };
    let _ = writeln!(to, "{name}: an image of format 1, {bench}");
    let by = if *claims.key_id == Signer::development().public().id { ", which is the published one of the bench" } else { "" };
    let _ = match *claims.key_id {
        NO_KEY => writeln!(to, "Nobody has signed it, so no pen admits it."),
        _ => writeln!(to, "Says that it is signed with key {}{by}; needlepoint verify checks it.", hex(claims.key_id)),
    };
    let _ = writeln!(to, "Check words: {}", identity_of(image.treatment()).words.join(" "));
    let stamp = image.stamp();
    let [major, minor, patch] = stamp.tool;
    let _ = writeln!(to, "Made by needlepoint {major}.{minor}.{patch}, language {}, rule set {}.", stamp.language, hex(stamp.rule_set));
    for source in image.sources() {
        let _ = writeln!(to, "From {}, sha256 {}", source.name, hex(source.sha256));
    }
    let _ = writeln!(to, "Series {}, version {}.", hex(claims.series), version(claims.sequence));
    let [first, last] = claims.revisions;
    let revisions = if first == last { format!("revision {first}") } else { format!("revisions {first} to {last}") };
    let cartridges: Vec<&str> = image.cartridges().collect();
    let _ = writeln!(to, "For {}, {revisions}: {} with {}.", claims.profile, image.device(), listed(&cartridges, "and"));
    let validity = image.validity();
    let _ = writeln!(to, "To be used {}.", days_of_use(validity.from, validity.until));
    let limits = image.limits();
    let _ = writeln!(
        to,
        "Never above {}, {} and {} passes on an area; at most {} in a session; {} days or more between sessions.",
        depth(limits.max_depth_um),
        Speed::of(limits.max_speed_rpm.into()),
        limits.max_passes,
        Clock::of(limits.max_session_s),
        limits.min_interval_days
    );
    for exception in image.exceptions() {
        let [above, up_to] = [exception.above_um, exception.up_to_um].map(depth);
        let _ = writeln!(
            to,
            "Excepted: {} version {} for {}, above {above} and up to {up_to}, until {}; {}, approved by {}.",
            exception.rule,
            exception.version,
            exception.area,
            day(exception.until),
            exception.reason,
            exception.by
        );
    }
    prompts(&mut to, image);
    for (place, course) in image.courses().enumerate() {
        let treated: Vec<u8> = (1..=6).filter(|phototype| image.course_place(*phototype) == Some(place)).collect();
        written(&mut to, &course, &treated);
    }
    to
}

fn day(days: u16) -> String {
    Day::from_epoch(days.into()).map_or_else(String::new, |day| day.to_string())
}

/// On which days an image may be used; day 0 is any day.
#[must_use]
pub fn days_of_use(from: u16, until: u16) -> String {
    let from = if from == 0 { String::new() } else { format!("from {} ", day(from)) };
    format!("{from}until {}", day(until))
}

pub(super) fn depth(um: u16) -> Depth {
    Depth::of(um.into())
}

fn prompts(to: &mut String, image: &loader::Admitted<'_>) {
    let _ = writeln!(to, "\nBefore every session");
    for prompt in image.prompts() {
        let _ = writeln!(to, "[ ] {}", prompt.caption);
    }
}

fn written(to: &mut String, course: &loader::Course<'_>, treated: &[u8]) {
    let loader::Spacing { min_days, max_days, aim_days } = course.spacing();
    let count = course.session_count();
    let sessions = if count == 1 { "session" } else { "sessions" };
    let _ = writeln!(
        to,
        "\nCourse {}, for phototype {}: {count} {sessions}, {min_days} to {max_days} days apart, aim {aim_days}",
        course.name(),
        listed(treated, "and")
    );
    for number in 1..=count {
        let _ = writeln!(to, "  Session {number}");
        let Some(mut steps) = course.session(number) else { continue };
        while let Some(step) = steps.next_step() {
            to.push_str(&programmed(&step));
            to.push_str(&stop_rules(&step));
        }
    }
}

/// What an image says of one area, without its stop rules.
#[must_use]
pub fn programmed(step: &loader::Step<'_>) -> String {
    let mut to = String::new();
    let treat = &step.treat;
    let motion = match treat.motion {
        loader::Motion::Glide { mm_per_s } => format!("glide {}", Glide::of(mm_per_s.into())),
        loader::Motion::Stamp => "stamp".to_owned(),
    };
    let _ = writeln!(to, "    {}, with {}", step.area.to_uppercase(), step.cartridge);
    if let Some(only) = treat.only {
        let size = if only.mm2 == 0 { String::new() } else { format!(", {}", Surface::of(only.mm2)) };
        let _ = writeln!(to, "      only {}, {} months and {} days or older{size}", only.what, only.months, only.days);
    }
    let _ = writeln!(
        to,
        "      start {}, raise by {}, never above {}; {}; {}; {motion}",
        depth(treat.start_um),
        depth(treat.raise_um),
        depth(treat.ceiling_um),
        passes(treat.passes),
        Speed::of(treat.speed_rpm.into())
    );
    let _ = writeln!(to, "      until {}, at most {}", treat.endpoint, Clock::of(treat.at_most_s.into()));
    let skip: Vec<&str> = treat.skip().collect();
    if !skip.is_empty() {
        let _ = writeln!(to, "      skip {}", skip.join(", "));
    }
    to
}

/// The stop rules of one area.
#[must_use]
pub fn stop_rules(step: &loader::Step<'_>) -> String {
    let mut to = String::new();
    for stop in step.treat.stops() {
        let scope = if stop.scope == loader::Scope::Session { "session" } else { "area" };
        let sign = match stop.sign {
            loader::Sign::Bleeding(seconds) => format!("bleeding lasts over {} under pressure", Clock::of(seconds)),
            loader::Sign::Pain(points) => format!("pain above {points} of 10"),
            loader::Sign::Named(name) => name.to_owned(),
        };
        let _ = writeln!(to, "      stop {scope} if {sign}");
    }
    to
}

/// Passes by direction, in words.
pub(super) fn passes(passes: loader::Passes) -> String {
    let passes = [(passes.horizontal, "horizontal"), (passes.vertical, "vertical"), (passes.diagonal, "diagonal")];
    let passes: Vec<String> = passes.into_iter().filter(|(count, _)| *count > 0).map(|(count, way)| format!("{count} {way}")).collect();
    listed(&passes, "and")
}
