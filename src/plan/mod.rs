//! What the pen does and when, as offsets from the sessions; no dates. Made only from what was accepted.

pub mod cbor;
mod identity;
mod lower;
mod stamp;
mod treatment;

pub use identity::{Identity, identity, identity_of};
pub use lower::lower;
pub use stamp::{Stamp, stamp};
pub use treatment::treatment;

pub use crate::check::{Profile, Target};
pub use crate::model::{Prompt, PromptKind, StopRule};
pub use crate::syntax::tree::StopSign;

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use crate::diagnostic::{Name, listed};
use crate::quantity::{Calendar, Clock, Day, Depth, Elapsed, Glide, Phototype, Speed, Surface};
pub use crate::syntax::tree::Version;

/// A compiled protocol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The protocol's name.
    pub name: Name,
    /// Its version.
    pub version: Version,
    /// Its title.
    pub title: String,
    /// The pen.
    pub device: Name,
    /// The cartridges, the common one first; steps refer to them by place.
    pub cartridges: Vec<Name>,
    /// The tightest limits that still let every step through.
    pub limits: Limits,
    /// The areas, in the order they are needled; steps refer to them by place.
    pub areas: Vec<Name>,
    /// The effective courses.
    pub courses: Vec<Course>,
    /// For phototypes 1 to 6: the place of its course, or none when it is not treated.
    pub phototypes: [Option<usize>; 6],
    /// The day on which the protocol was approved.
    pub approved_on: Option<Day>,
    /// The protocol's last day without renewal.
    pub renew_by: Option<Day>,
    /// Exceptions in force.
    pub exceptions: Vec<Exception>,
    /// What a person is asked or shown before every session.
    pub prompts: Vec<Prompt>,
    /// What is numbed before every session, and how long that takes; a session's own time begins behind it.
    pub numbing: Vec<Numbing>,
    /// What is done, left off or put on around the sessions.
    pub tasks: Vec<Task>,
    /// What is done after the course.
    pub follow_up: Option<Calendar>,
    /// What is done when the course does not go as planned, as the author wrote it.
    pub answers: Answers,
}

/// Limits over a whole plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Deepest setting.
    pub depth: Depth,
    /// Fastest speed.
    pub speed: Speed,
    /// Most passes over one area in one session.
    pub passes: u32,
    /// Longest session.
    pub session: Clock,
    /// Fewest days between two sessions.
    pub interval_days: u32,
}

impl Limits {
    /// The tightest that still let every step of some courses through.
    #[must_use]
    pub fn over(courses: &[Course]) -> Self {
        let sessions = || courses.iter().flat_map(|course| &course.sessions);
        let steps = || sessions().flat_map(|session| &session.steps);
        let longest = sessions().map(|session| session.steps.iter().map(|step| step.at_most.seconds()).fold(0, u32::saturating_add)).max();
        Self {
            depth: steps().map(|step| step.ceiling).max().unwrap_or(Depth::of(0)),
            speed: steps().map(|step| step.speed).max().unwrap_or(Speed::of(0)),
            passes: steps().map(|step| step.passes.total()).max().unwrap_or(0),
            session: Clock::of(longest.unwrap_or(0)),
            interval_days: courses.iter().map(|course| course.spacing.shortest).min().unwrap_or(0),
        }
    }
}

/// One effective course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// `base`, or the variant's name.
    pub name: Name,
    /// The phototypes it is for.
    pub phototypes: Vec<Phototype>,
    /// Days to the next session, counted from the last one given.
    pub spacing: Spacing,
    /// Its sessions.
    pub sessions: Vec<Session>,
}

/// Days to the next session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spacing {
    /// First day.
    pub shortest: u32,
    /// Last day.
    pub longest: u32,
    /// The day to aim for.
    pub aim: u32,
}

/// One session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its number, from 1.
    pub number: u32,
    /// Its steps, in order.
    pub steps: Vec<Step>,
}

impl Session {
    /// Whether it goes deeper than the limit that an exception lifts.
    #[must_use]
    pub fn needs(&self, exception: &Exception) -> bool {
        self.steps.iter().any(|step| step.area == exception.area && step.ceiling > exception.above)
    }
}

/// One area needled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The place of the area in [`Plan::areas`].
    pub area: usize,
    /// First setting.
    pub start: Depth,
    /// Each raise.
    pub raise: Depth,
    /// Never above.
    pub ceiling: Depth,
    /// Passes by direction.
    pub passes: Passes,
    /// Motor speed.
    pub speed: Speed,
    /// Glide speed; none for stamping.
    pub glide: Option<Glide>,
    /// Longest time.
    pub at_most: Clock,
    /// What ends the area early.
    pub endpoint: Name,
    /// How hard the pen is held against the skin, as the sheet prints it; nothing of it reaches the pen.
    pub pressure: Option<Name>,
    /// How large the area is, as the sheet prints it.
    pub size: Option<Surface>,
    /// The place of its cartridge in [`Plan::cartridges`].
    pub cartridge: usize,
    /// What alone is needled in the area.
    pub only: Option<Target>,
    /// The longest time in one spot when the pen is lifted and set down, as the sheet prints it; no pen can see it.
    pub in_one_spot: Option<Clock>,
    /// Whether the author says that no needling depth has been published for the area, as the sheet prints it.
    pub none_published: bool,
    /// What is left out.
    pub skip: Arc<[Name]>,
    /// What stops the area or the session.
    pub stops: Arc<[StopRule]>,
}

/// Passes counted by direction.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Passes {
    /// Horizontal.
    pub horizontal: u32,
    /// Vertical.
    pub vertical: u32,
    /// Diagonal.
    pub diagonal: u32,
}

impl Passes {
    /// All passes.
    #[must_use]
    pub fn total(self) -> u32 {
        self.horizontal.saturating_add(self.vertical).saturating_add(self.diagonal)
    }
}

/// An exception in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// The rule it lifts.
    pub rule: Name,
    /// The rule's version.
    pub version: u32,
    /// The place of the area in [`Plan::areas`].
    pub area: usize,
    /// The lowest limit that it lifts: what is no deeper needs no exception.
    pub above: Depth,
    /// The value it goes up to.
    pub up_to: Depth,
    /// The kind of reason.
    pub reason: Name,
    /// Who approved it.
    pub by: String,
    /// Its last day.
    pub until: Day,
}

/// Skin that is numbed before every session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbing {
    /// Where.
    pub areas: Vec<Name>,
    /// At least this long.
    pub shortest: Clock,
    /// At most this long.
    pub longest: Clock,
}

impl fmt::Display for Numbing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { areas, shortest, longest } = self;
        write!(f, "numbing of {} takes {shortest} to {longest}", listed(areas, "and"))
    }
}

/// Something that is done, left off or put on around every session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// What kind of thing.
    pub kind: TaskKind,
    /// What it is about: products, activities, the patient.
    pub what: Vec<Name>,
    /// From when.
    pub from: Offset,
    /// Until when.
    pub until: Offset,
    /// A word on how, as the sheet prints it: "SPF 50", "by prescriber".
    pub detail: Option<String>,
}

impl Task {
    /// Whether it is once for the whole course, not once for each session.
    #[must_use]
    pub fn is_throughout(&self) -> bool {
        self.from == Offset::WholeCourse || self.until == Offset::WholeCourse
    }

    /// Whether calendars know it by the same name as another: by its kind and by what it is about, in whatever order that is named.
    #[must_use]
    pub fn is_called_as(&self, other: &Self) -> bool {
        let names = |task: &Self| task.what.iter().cloned().collect::<BTreeSet<Name>>();
        (self.kind, self.is_throughout()) == (other.kind, other.is_throughout()) && names(self) == names(other)
    }
}

/// The kinds of task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TaskKind {
    /// Left off before and after a session.
    Pause,
    /// Nothing but what the aftercare names goes on treated skin.
    NothingElse,
    /// Put on.
    Apply,
    /// Left off after a session.
    DoNot,
    /// The clinic speaks to the patient.
    Contact,
}

impl TaskKind {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Pause => "pause",
            Self::NothingElse => "nothing-else",
            Self::Apply => "apply",
            Self::DoNot => "do-not",
            Self::Contact => "contact",
        }
    }
}

/// A moment relative to a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offset {
    /// This long before it.
    Before(Elapsed),
    /// At its end.
    AtEnd,
    /// This long after it; hours run from its end.
    After(Elapsed),
    /// From the first session to the end of the course.
    WholeCourse,
}

/// What the author answers when a course does not go as planned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// After the last day for a session.
    pub late: Option<String>,
    /// When a session was missed.
    pub missed: Option<String>,
    /// When a session was stopped early.
    pub stopped_early: Option<String>,
    /// The session after which the result is judged before any more.
    pub reassess: Option<u32>,
}
