//! What was done held against what was planned, area by area. It never says what should be done next.

use std::cmp::Ordering;

use needlepoint_loader as loader;

use super::entry::{AreaEnd, Direction, SessionEnd};
use super::log::{AreaRecord, Log};
use crate::plan::identity_of;
use crate::seal::{Opened, hex};

/// A log beside its image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// How many sessions the course has.
    pub sessions: u8,
    /// Every area of the session, in the order of the image.
    pub areas: Vec<ComparedArea>,
    /// All of it in one word.
    pub headline: Headline,
}

/// One area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedArea {
    /// Its name.
    pub area: String,
    /// What the image says.
    pub planned: Planned,
    /// What was done; `None` when the pen never came to it.
    pub done: Option<AreaRecord>,
    /// How it ended.
    pub outcome: Outcome,
    /// Whether more was done than planned, in passes of any direction, depth or time.
    pub beyond: bool,
}

/// What an image says of one area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// Passes by direction.
    pub passes: loader::Passes,
    /// Depth of the first pass, in micrometres.
    pub start_um: u16,
    /// How much deeper a raise goes, in micrometres.
    pub raise_um: u16,
    /// Depth never to go beyond, in micrometres.
    pub ceiling_um: u16,
    /// Longest time, in seconds.
    pub at_most_s: u16,
    /// The sign that ends it.
    pub endpoint: String,
}

/// How an area ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Every pass was done.
    Complete,
    /// Every pass was begun, and a loss of power interrupted one of them.
    CompleteButInterrupted,
    /// The sign that ends it was seen.
    Endpoint,
    /// Its longest time was over first.
    TimeOver,
    /// It was stopped, for a sign or by decision.
    Stopped(Option<String>),
    /// It was left out.
    Skipped,
    /// The session was stopped in it, for a sign or by decision.
    SessionStopped(Option<String>),
    /// The log ends in it.
    Interrupted,
    /// The pen never came to it.
    NotReached,
}

/// A session in one word; the first that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Headline {
    /// More was done than planned.
    More,
    /// An answer kept it from being given, or the log ends before it began.
    NotGiven,
    /// It was stopped.
    Stopped,
    /// The log ends before the session does.
    Interrupted,
    /// Something was left out.
    Less,
    /// Everything was done, or ended by its endpoint.
    AsPlanned,
}

/// Holds a log against the image it was made with.
///
/// # Errors
/// A sentence: it is the log of another image, or contradicts this one.
pub fn compare(log: &Log, image_sha256: &str, opened: &Opened<'_>) -> Result<Compared, String> {
    let opening = &log.opening;
    if opening.image_sha256 != image_sha256 {
        let own = identity_of(opened.image.treatment()).words;
        let same = if opening.check_words.iter().eq(own) {
            "the same check words, but other bytes".to_owned()
        } else {
            format!("the check words {}, and this image has {}", opening.check_words.join(" "), own.join(" "))
        };
        return Err(format!("it is the log of another image: that one has {same}"));
    }
    let contradicts = |what: &str| format!("it contradicts its own image: {what}");
    if opening.series != hex(opened.claims.series) || opening.sequence != opened.claims.sequence || opening.bench != opened.claims.bench {
        return Err(contradicts("series, version or bench mark"));
    }
    if !log.answers(opened.image.prompts()) {
        return Err(contradicts("its answers are not those to every prompt of the image"));
    }
    let course = opened.image.course_for(opening.phototype).filter(|course| course.name() == opening.course);
    let course = course.ok_or_else(|| contradicts("no such course for this phototype"))?;
    let mut steps = course.session(opening.session).ok_or_else(|| contradicts("no such session"))?;
    let mut records = log.areas.iter();
    let mut areas = Vec::new();
    while let Some(step) = steps.next_step() {
        let done = records.next();
        if done.is_some_and(|done| done.area != step.area || done.cartridge != step.cartridge) {
            return Err(contradicts("another area or cartridge at its place in the session"));
        }
        areas.push(area(&step, done).ok_or_else(|| contradicts("a pass less deep than the image's start and raises make it"))?);
    }
    if records.next().is_some() {
        return Err(contradicts("more areas than the session has"));
    }
    let headline = headline(log, &areas);
    Ok(Compared { sessions: course.session_count(), areas, headline })
}

/// `None` when a pass went less deep than the lines before it say.
fn area(step: &loader::Step<'_>, done: Option<&AreaRecord>) -> Option<ComparedArea> {
    let treat = &step.treat;
    let planned = Planned {
        passes: treat.passes,
        start_um: treat.start_um,
        raise_um: treat.raise_um,
        ceiling_um: treat.ceiling_um,
        at_most_s: treat.at_most_s,
        endpoint: treat.endpoint.to_owned(),
    };
    let outcome = done.map_or(Outcome::NotReached, |done| outcome(&planned, done));
    let depths = done.map_or(Ordering::Equal, |done| depths(&planned, done));
    let beyond = depths == Ordering::Greater || done.is_some_and(|done| beyond(&planned, done));
    (beyond || depths == Ordering::Equal).then(|| ComparedArea {
        area: step.area.to_owned(),
        planned,
        done: done.cloned(),
        outcome,
        beyond,
    })
}

/// The depths of the passes beside those that the image leads to: each its start's, or the last one's, or a raise deeper. The first that
/// differs tells.
fn depths(planned: &Planned, done: &AreaRecord) -> Ordering {
    let mut last_um = planned.start_um;
    for pass in &done.passes {
        last_um = match (pass.fresh, pass.raised) {
            (true, _) => planned.start_um,
            (false, true) => last_um.saturating_add(planned.raise_um).min(planned.ceiling_um),
            (false, false) => last_um,
        };
        if pass.depth_um != last_um {
            return pass.depth_um.cmp(&last_um);
        }
    }
    Ordering::Equal
}

fn outcome(planned: &Planned, done: &AreaRecord) -> Outcome {
    let Some((why, sign)) = &done.end else { return Outcome::Interrupted };
    match why {
        AreaEnd::Endpoint => Outcome::Endpoint,
        AreaEnd::TimeOver => Outcome::TimeOver,
        AreaEnd::Stopped => Outcome::Stopped(sign.clone()),
        AreaEnd::Skipped => Outcome::Skipped,
        AreaEnd::SessionStopped => Outcome::SessionStopped(sign.clone()),
        // What the log calls all passes is counted here again.
        AreaEnd::AllPasses if done.begun() < planned.passes.total() => Outcome::Interrupted,
        AreaEnd::AllPasses if done.passes.iter().all(|pass| pass.done) => Outcome::Complete,
        AreaEnd::AllPasses => Outcome::CompleteButInterrupted,
    }
}

impl AreaRecord {
    /// How many passes of a direction were begun.
    #[must_use]
    pub fn begun_in(&self, direction: Direction) -> usize {
        self.passes.iter().filter(|pass| pass.direction == direction).count()
    }
}

fn beyond(planned: &Planned, done: &AreaRecord) -> bool {
    let loader::Passes { horizontal, vertical, diagonal } = planned.passes;
    let of = [(Direction::Horizontal, horizontal), (Direction::Vertical, vertical), (Direction::Diagonal, diagonal)];
    of.into_iter().any(|(direction, count)| done.begun_in(direction) > usize::from(count))
        || done.deepest_um().is_some_and(|deepest| deepest > planned.ceiling_um)
        || done.seconds > planned.at_most_s
}

fn headline(log: &Log, areas: &[ComparedArea]) -> Headline {
    let whole = |area: &ComparedArea| matches!(area.outcome, Outcome::Complete | Outcome::Endpoint);
    if areas.iter().any(|area| area.beyond) {
        Headline::More
    } else if log.not_given.is_some() || !log.begun {
        Headline::NotGiven
    } else if log.stopped().is_some() || matches!(log.end, Some((SessionEnd::Stopped, _))) {
        Headline::Stopped
    } else if log.end.is_none() {
        Headline::Interrupted
    } else if areas.iter().all(whole) {
        Headline::AsPlanned
    } else {
        Headline::Less
    }
}
