//! What was written: one node for each block and statement, with names as typed and quantities read.
//! Knows nothing of what the names mean.

mod session;

pub use session::*;

pub use super::course::{CourseFile, FromSession, Governed, Happened, Issued, IssuedOf, Revised, Stands, What};

use super::entries::{List, Text};
use crate::diagnostic::Name;
use crate::quantity::{Calendar, Clock, Day, Depth, Elapsed, Glide, Phototype, Speed, Surface};
use crate::source::{At, Span};

/// Passes as written: how many in which direction.
pub type CountedPasses = List<(At<u32>, Word)>;

/// What is left off at home, until when, and who says so.
pub type LeftOff = (List<Word>, Option<At<Elapsed>>, Option<Word>);

/// A name with its place.
pub type Word = At<Name>;

/// A line of a block that could not be read; what it would have said waits for it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::tree))]
pub struct Broken {
    /// The statement it starts like; none when its first word is unknown, so that it could be any.
    pub keyword: Option<Name>,
    /// The line.
    pub span: Span,
}

/// A whole file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    /// The language version.
    pub language: List<At<u32>>,
    /// Protocols.
    pub protocols: List<Protocol>,
    /// Entries of the atlas, or declarations of a clinic.
    pub entries: super::entries::Entries,
    /// Clinics.
    pub clinics: List<super::entries::Clinic>,
    /// Policies.
    pub policies: List<super::entries::Policy>,
    /// Courses of patients.
    pub course_files: List<CourseFile>,
    /// Lines at the outermost level that could not be read.
    pub broken: List<Broken>,
}

/// A protocol as written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::tree))]
pub struct Protocol {
    /// Its name.
    pub name: Word,
    /// The whole block.
    pub span: Span,
    /// Header: title.
    pub title: List<At<Text>>,
    /// Header: version.
    pub version: List<At<Version>>,
    /// Header: status.
    pub status: List<Word>,
    /// Header: author.
    pub author: List<At<Text>>,
    /// Header: approval.
    pub approved: List<At<Approved>>,
    /// Header: last day without renewal.
    pub renew_by: List<At<Day>>,
    /// Header: indications.
    pub indication: List<At<List<Word>>>,
    /// Header: device and cartridge.
    pub device: List<At<(Word, Word)>>,
    /// Header: method.
    pub method: List<Word>,
    /// Header: operators.
    pub operator: List<At<List<Word>>>,
    /// Header: sources.
    pub sources: List<At<List<Word>>>,
    /// What patients leave off around sessions.
    pub pauses: List<At<Pause>>,
    /// Screening.
    pub screen: List<Screen>,
    /// Session.
    pub session: List<Session>,
    /// Areas.
    pub areas: List<Area>,
    /// Course.
    pub course: List<Course>,
    /// Variants.
    pub variants: List<Variant>,
    /// Aftercare.
    pub aftercare: List<Aftercare>,
    /// Exceptions.
    pub exceptions: List<Exception>,
    /// Self-tests.
    pub self_tests: List<SelfTest>,
    /// Lines that could not be read.
    pub broken: List<Broken>,
}

/// A version as major, minor, patch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::tree))]
pub struct Version {
    /// Major.
    pub major: u32,
    /// Minor.
    pub minor: u32,
    /// Patch.
    pub patch: u32,
}

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

/// An approval line.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::tree))]
pub struct Approved {
    /// When.
    pub on: Day,
    /// By whom.
    pub by: Text,
    /// The digest shown, 16 hexadecimal figures.
    pub digest: Option<At<Text>>,
}

/// A pause around every session.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::tree))]
pub struct Pause {
    /// What is left off.
    pub what: List<Word>,
    /// From this long before.
    pub before: At<Elapsed>,
    /// Until this long after.
    pub after: At<Elapsed>,
    /// Who says so to the patient.
    pub by: Option<Word>,
}

/// The screening block.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::tree))]
pub struct Screen {
    /// `every` in "before every session".
    pub when: Word,
    /// The whole block.
    pub span: Span,
    /// Its statements.
    pub items: List<At<Screening>>,
    /// Lines that could not be read.
    pub broken: List<Broken>,
}

/// One statement of a screening or of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::tree))]
pub enum Screening {
    /// `use list NAME VERSION`.
    UseList(Word, At<Text>),
    /// `age N years or older`.
    Age(At<Calendar>),
    /// `phototype A to B, recorded by WHO`.
    Phototype(At<(Phototype, Phototype)>, Word),
    /// `do-not-treat [in area] NAMES`.
    DoNotTreat(bool, List<Word>),
    /// `postpone [in area] NAMES until NAME`.
    Postpone(bool, List<Word>, Word),
    /// `wait [in area] NAMES ...`.
    Wait(bool, List<Word>, List<WaitSpan>),
    /// `decide NAMES by WHO before WHAT`.
    Decide(List<Word>, Word, Word),
    /// `record NAMES`.
    Record(List<Word>),
}

/// A wait on one side of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::tree))]
pub struct WaitSpan {
    /// How long.
    pub span: At<Elapsed>,
    /// On which side, and counted from what.
    pub side: WaitSide,
}

/// Where a wait lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::tree))]
pub enum WaitSide {
    /// From the event to the session.
    After,
    /// From the last dose to the session.
    AfterLastDose,
    /// From the session to the event.
    Before,
}

/// An area of a protocol.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::tree))]
pub struct Area {
    /// Its name.
    pub name: Word,
    /// The cartridge it is needled with, when it has one of its own.
    pub cartridge: Option<Word>,
    /// The whole block.
    pub span: Span,
    /// Depth.
    pub depth: List<At<DepthPlan>>,
    /// Passes.
    pub passes: List<At<CountedPasses>>,
    /// Speed.
    pub speed: List<At<Speed>>,
    /// Movement.
    pub movement: List<At<Movement>>,
    /// Pressure.
    pub pressure: List<Word>,
    /// Size.
    pub size: List<At<Surface>>,
    /// What alone is needled in it.
    pub only: List<At<Target>>,
    /// What is published about it, as the author says.
    pub evidence: List<Word>,
    /// Endpoint.
    pub endpoint: List<Word>,
    /// Skip zones.
    pub skip: List<At<List<Word>>>,
    /// Longest time.
    pub at_most: List<At<Clock>>,
    /// Stop rules.
    pub stops: List<At<Stop>>,
    /// Lines that could not be read.
    pub broken: List<Broken>,
}

/// Where the depth starts, how it may be raised, what it never passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::tree))]
pub struct DepthPlan {
    /// First setting.
    pub start: At<Depth>,
    /// Each raise.
    pub raise: At<Depth>,
    /// Never above.
    pub ceiling: At<Depth>,
}

/// How the pen moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::tree))]
pub enum Movement {
    /// It glides, this fast.
    Glide(At<Glide>),
    /// It is lifted and set down, no longer than this in one spot.
    Stamp(Option<At<Clock>>),
}

/// What alone is needled within an area.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::tree))]
pub struct Target {
    /// What it is.
    pub what: Word,
    /// How old it is at least.
    pub age: Option<At<Calendar>>,
    /// How large it is.
    pub size: Option<At<Surface>>,
}

/// A stop rule.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::tree))]
pub struct Stop {
    /// `area` or `session`.
    pub scope: Word,
    /// Any of these.
    pub signs: List<At<StopSign>>,
}

/// One sign to stop for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::tree))]
pub enum StopSign {
    /// Bleeding longer than this under pressure.
    Bleeding(Clock),
    /// Pain above `points` of `scale`.
    Pain {
        /// The points passed.
        points: u32,
        /// The scale's top.
        scale: u32,
    },
    /// A sign by name.
    Named(Name),
}

/// The course.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::tree))]
pub struct Course {
    /// The whole block.
    pub span: Span,
    /// How many sessions.
    pub sessions: List<At<u32>>,
    /// Spacing.
    pub next: List<At<Next>>,
    /// Asked before every session.
    pub ready: List<At<(List<Word>, Word)>>,
    /// Tighter depths by session.
    pub changes: List<At<SessionChange>>,
    /// When late.
    pub late: List<At<Text>>,
    /// When missed.
    pub missed: List<At<Text>>,
    /// When stopped early.
    pub stopped_early: List<At<Text>>,
    /// Reassessment after this session.
    pub reassess: List<At<u32>>,
    /// Follow-up.
    pub follow_up: List<At<Calendar>>,
    /// Plans against harms.
    pub plans: List<At<(Word, List<Word>)>>,
    /// Lines that could not be read.
    pub broken: List<Broken>,
}

/// Days to the next session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::tree))]
pub struct Next {
    /// First day.
    pub shortest: At<Calendar>,
    /// Last day.
    pub longest: At<Calendar>,
    /// The day to aim for.
    pub aim: At<Calendar>,
}

/// A tighter depth in one session.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::tree))]
pub struct SessionChange {
    /// Which session.
    pub session: At<u32>,
    /// Which area.
    pub area: Word,
    /// Never above.
    pub ceiling: At<Depth>,
}

/// A variant of the course.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::tree))]
pub struct Variant {
    /// Its name.
    pub name: Word,
    /// Its first line's phototypes.
    pub phototypes: At<(Phototype, Phototype)>,
    /// The whole block.
    pub span: Span,
    /// What it rests on.
    pub basis: List<Word>,
    /// Spacing.
    pub next: List<At<Next>>,
    /// Plans against harms.
    pub plans: List<At<(Word, List<Word>)>>,
    /// Changes by area.
    pub changes: List<At<(Word, AreaChange)>>,
    /// Lines that could not be read.
    pub broken: List<Broken>,
}

/// What a variant changes in one area.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::tree))]
pub enum AreaChange {
    /// Another depth.
    Depth(DepthPlan),
    /// Other passes.
    Passes(List<(At<u32>, Word)>),
    /// Another speed.
    Speed(Speed),
    /// Another endpoint.
    Endpoint(Word),
    /// Another longest time.
    AtMost(Clock),
}

/// Aftercare.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::tree))]
pub struct Aftercare {
    /// The whole block.
    pub span: Span,
    /// Only what this block names until then.
    pub nothing_else: List<At<Elapsed>>,
    /// What is put on.
    pub applied: List<At<Apply>>,
    /// What is left off.
    pub do_not: List<At<LeftOff>>,
    /// Who is contacted by when.
    pub contact: List<At<(Word, At<Elapsed>)>>,
    /// Signs to call for.
    pub call_if: List<At<List<Warning>>>,
    /// Signs for help at once.
    pub urgent_if: List<At<List<Warning>>>,
    /// Lines that could not be read.
    pub broken: List<Broken>,
}

/// A product put on at home.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::tree))]
pub struct Apply {
    /// Which.
    pub product: Word,
    /// Its sun protection factor.
    pub spf: Option<At<u32>>,
    /// From when after the session.
    pub from: At<Elapsed>,
    /// Until when after the session.
    pub until: At<Elapsed>,
}

/// A warning sign.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::tree))]
pub struct Warning {
    /// The sign.
    pub sign: Word,
    /// When it lasts longer than this.
    pub lasting: Option<At<Elapsed>>,
}

/// An exception.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::tree))]
pub struct Exception {
    /// The rule it names.
    pub rule: Word,
    /// The area it holds for.
    pub area: Word,
    /// The value it may go up to.
    pub up_to: At<Depth>,
    /// The whole block.
    pub span: Span,
    /// The kind of reason.
    pub reason: List<Word>,
    /// The reason.
    pub because: List<At<Text>>,
    /// Its sources.
    pub sources: List<At<List<Word>>>,
    /// Who knows that it is off label.
    pub off_label: List<Word>,
    /// The rule version read.
    pub version: List<At<(Word, At<u32>)>>,
    /// Who approved it.
    pub approved: List<At<Approved>>,
    /// Its last day.
    pub expires: List<At<Day>>,
    /// Lines that could not be read.
    pub broken: List<Broken>,
}

/// A self-test: parsed, and run by the trial stage.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::tree))]
pub struct SelfTest {
    /// Its title.
    pub title: At<Text>,
    /// The whole block.
    pub span: Span,
    /// What is given.
    pub given: List<At<Given>>,
    /// What must come out.
    pub expect: List<At<Expect>>,
    /// Lines that could not be read.
    pub broken: List<Broken>,
}

/// One thing given in a self-test.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::tree))]
pub enum Given {
    /// The phototype.
    Phototype(Phototype),
    /// A session on a day.
    Session(u32, Day),
}

/// One thing expected in a self-test.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::tree))]
pub enum Expect {
    /// A session on a day.
    Session(u32, Day),
    /// A problem.
    Problem(Word),
    /// So many sessions.
    Sessions(u32),
    /// A depth in a session.
    Depth {
        /// The area.
        area: Word,
        /// Never above.
        ceiling: Depth,
        /// The session.
        session: u32,
    },
}
