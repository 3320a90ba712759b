//! A protocol with its names resolved to ids. Fields may be absent or wait for a line that could not be read.

use std::fmt;

use super::bearing::Bearing;
use super::steps::Steps;
use crate::diagnostic::Name;
use crate::quantity::{Calendar, Day, Depth, Elapsed, Phototype, Surface};
use crate::source::{At, Span};
use crate::syntax::TextDigest;
use crate::syntax::entries::List;
use crate::syntax::tree::{SelfTest, StopSign, Version, WaitSpan};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $name(pub(super) Name);

            impl $name {
                /// Its name as text.
                #[must_use]
                pub fn as_str(&self) -> &str {
                    self.0.as_str()
                }

                /// Its name.
                #[must_use]
                pub fn name(&self) -> &Name {
                    &self.0
                }
            }

            impl fmt::Display for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    self.0.fmt(f)
                }
            }
        )*
    };
}

ids! {
    /// An area by name; known or not is the library's to say.
    AreaId
    /// A device by name.
    DeviceId
    /// A product by name.
    ProductId
    /// A condition by name.
    ConditionId
    /// A source by key.
    SourceId
    /// A label edition by name.
    LabelId
}

/// Whether a file says a thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stated<T> {
    /// It does, here.
    Known(At<T>),
    /// It does not.
    Absent,
    /// A line that could not be read may say it; what needs it waits.
    Waiting,
}

impl<T> Stated<T> {
    /// The value, when there is one.
    pub fn known(&self) -> Option<&At<T>> {
        match self {
            Self::Known(value) => Some(value),
            Self::Absent | Self::Waiting => None,
        }
    }

    /// Whether the thing is surely not said.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether a broken line may say it.
    pub fn is_waiting(&self) -> bool {
        matches!(self, Self::Waiting)
    }
}

/// A plan: the course it belongs to, the harm it is against, and its steps.
pub type PlanSays = (Name, At<Name>, Vec<At<Name>>);

/// A protocol.
#[derive(Debug, Clone)]
pub struct Protocol {
    /// Its name.
    pub name: At<Name>,
    /// Its first statements.
    pub header: Header,
    /// The pen and cartridge.
    pub device: Stated<DeviceChoice>,
    /// Who is treated.
    pub screening: Screening,
    /// Pauses around every session.
    pub pauses: Vec<At<PauseSays>>,
    /// Whether a line that could not be read may pause more.
    pub pauses_waiting: bool,
    /// The steps of every session.
    pub session: Stated<Steps>,
    /// What the course block says besides spacing.
    pub course: Stated<CourseSays>,
    /// What happens at home.
    pub aftercare: Stated<AftercareSays>,
    /// Exceptions.
    pub exceptions: Vec<Exception>,
    /// What the author worked out by hand, held by the trial stage against what the protocol gives.
    pub self_tests: List<SelfTest>,
    /// The statements that are only said and compared with nothing: the word each starts with, and how many there are.
    pub said: Vec<(&'static str, usize)>,
    /// How much of what was published speaks of what is named.
    pub bearing: Bearing,
    /// Whether a block that could not be read may plan an area.
    pub areas_waiting: bool,
    /// Plans against harms, by course.
    pub plans: Vec<PlanSays>,
    /// Names of the clinic's own that it uses.
    pub declared: Vec<super::declared::Declared>,
    /// What stands in words that no statement reads, in the order of the text.
    pub prose: Vec<At<Prose>>,
    /// Whether a broken line may plan against one.
    pub plans_waiting: bool,
}

/// Words for people: no rule compares them with a limit, and no pen gets them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prose {
    /// Where they stand.
    pub kind: ProseKind,
    /// The words; of a remark with the `#` before them.
    pub text: Name,
}

/// Where words for people stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProseKind {
    /// The title of the protocol.
    Title,
    /// A remark.
    Remark,
    /// The reason of an exception, which cites figures.
    Because,
    /// The title of a self-test, which says the arithmetic that it holds against the tool's.
    SelfTest,
}

impl ProseKind {
    /// In words, as a message starts with it.
    #[must_use]
    pub fn phrase(self) -> &'static str {
        match self {
            Self::Title => "this title",
            Self::Remark => "this remark",
            Self::Because => "this reason",
            Self::SelfTest => "the title of this self-test",
        }
    }
}

/// What a protocol says of itself.
#[derive(Debug, Clone)]
pub struct Header {
    /// Title.
    pub title: Stated<String>,
    /// Version.
    pub version: Stated<Version>,
    /// draft, in-review, approved or retired.
    pub status: Stated<Name>,
    /// Author.
    pub author: Stated<String>,
    /// The approval, as stated.
    pub approved: Stated<Approval>,
    /// The digest of the text as it stands; `None` while the text cannot be read whole or states no approval.
    pub text: Option<TextDigest>,
    /// Last day without renewal.
    pub renew_by: Stated<Day>,
    /// Indications.
    pub indications: Stated<Vec<At<Name>>>,
    /// Kind of instrument.
    pub method: Stated<Name>,
    /// Operators.
    pub operators: Stated<Vec<At<Name>>>,
    /// Sources.
    pub sources: Vec<At<SourceId>>,
}

/// What a protocol says of its approval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// Who approved it.
    pub by: String,
    /// The day of it.
    pub on: Day,
    /// The first figures of the digest of the text approved.
    pub text: Option<At<Name>>,
}

/// Whether a text names somebody: more than an initial, a mark or a word in capitals stands before the first comma, where a role follows.
#[must_use]
pub fn names_somebody(text: &str) -> bool {
    let name = text.split(',').next().unwrap_or_default().trim();
    let letters = name.chars().filter(|c| c.is_alphabetic());
    (letters.clone().count() > 1 || letters.clone().any(|c| !c.is_ascii())) && !Name::typed(name).is_placeholder()
}

/// What stands before or behind a name and makes nobody another person.
const TITLES: [&str; 24] = [
    "dr",
    "doctor",
    "prof",
    "professor",
    "med",
    "mr",
    "mrs",
    "ms",
    "miss",
    "sir",
    "dame",
    "frau",
    "herr",
    "md",
    "phd",
    "do",
    "mbbs",
    "msc",
    "bsc",
    "rn",
    "np",
    "pa",
    "facs",
    "frcp",
];

/// Whether two texts may name one person. A name ends at a comma, a bracket and the like, where a role follows. Case, stops, spacing, titles
/// and what else stands around the name make nobody another person, so two of one name are taken for one: whoever approves writes the name
/// in full.
#[must_use]
pub fn same_person(one: &str, other: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let name = text.split([',', ';', '(', '[', '|']).next().unwrap_or_default();
        let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase);
        words.filter(|word| !TITLES.contains(&word.as_str())).collect()
    };
    // Initials alone are anybody's.
    let within =
        |few: &[String], more: &[String]| few.iter().any(|word| word.chars().count() > 1) && few.iter().all(|word| more.contains(word));
    let (one, other) = (words(one), words(other));
    within(&one, &other) || within(&other, &one) || (!one.is_empty() && one.concat() == other.concat())
}

/// The pen and cartridge a protocol names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceChoice {
    /// The pen.
    pub device: At<DeviceId>,
    /// The cartridge.
    pub cartridge: At<Name>,
}

/// What a screening does about a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Not treated.
    DoNotTreat,
    /// Put off.
    Postpone,
    /// A wait.
    Wait,
    /// Somebody decides.
    Decide,
}

impl Verdict {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::DoNotTreat => "do-not-treat",
            Self::Postpone => "postpone",
            Self::Wait => "wait",
            Self::Decide => "decide",
        }
    }
}

/// A condition the screening speaks of.
#[derive(Debug, Clone)]
pub struct Condition {
    /// Which.
    pub id: At<ConditionId>,
    /// The place of its entry among the library's conditions; none when the name is not known.
    pub entry: Option<usize>,
    /// What is done about it.
    pub verdict: Verdict,
    /// Whether it is asked of the area treated.
    pub in_area: bool,
    /// The waits, for `wait`.
    pub waits: Vec<WaitSpan>,
    /// Until what state it is put off, for `postpone`.
    pub until: Option<Name>,
    /// Who decides, and before what, for `decide`.
    pub decided: Option<(Name, Name)>,
}

/// The screening of a protocol, its lists included.
#[derive(Debug, Clone)]
pub struct Screening {
    /// Whether there is one, and where.
    pub place: Stated<()>,
    /// Youngest age.
    pub age: Stated<Calendar>,
    /// Phototypes treated.
    pub phototypes: Stated<(Phototype, Phototype)>,
    /// Who records the patient's phototype.
    pub recorded_by: Option<Name>,
    /// Conditions.
    pub conditions: Vec<Condition>,
    /// What is recorded.
    pub records: Vec<At<Name>>,
    /// The lists it takes over, with their versions.
    pub lists: Vec<At<(Name, Name)>>,
    /// Whether a broken line may say more.
    pub waiting: bool,
    /// Whether a broken line may record more.
    pub records_waiting: bool,
}

/// A pause around every session.
#[derive(Debug, Clone)]
pub struct PauseSays {
    /// What is left off.
    pub what: Vec<At<Name>>,
    /// From this long before.
    pub before: At<Elapsed>,
    /// Until this long after.
    pub after: At<Elapsed>,
    /// Who says so to the patient.
    pub by: Option<At<Name>>,
}

/// What alone is needled within an area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetSays {
    /// What it is: an indication.
    pub what: At<Name>,
    /// How old it is at least.
    pub age: Option<At<Calendar>>,
    /// How large it is.
    pub size: Option<At<Surface>>,
}

/// Passes in one direction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pass {
    /// How many.
    pub count: At<u32>,
    /// In which direction.
    pub direction: At<Name>,
}

/// A stop rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StopRule {
    /// Whether it stops the whole session, or the area only.
    pub session: bool,
    /// The sign.
    pub sign: StopSign,
}

/// What the course block says besides sessions and spacing, as printed on the sheet.
#[derive(Debug, Clone)]
pub struct CourseSays {
    /// Asked before every session.
    pub ready: Vec<At<Name>>,
    /// Whether a broken line may ask.
    pub ready_waiting: bool,
    /// What is done when not ready.
    pub ready_else: Option<At<Name>>,
    /// When late.
    pub late: Stated<String>,
    /// When missed.
    pub missed: Stated<String>,
    /// When stopped early.
    pub stopped_early: Stated<String>,
    /// Reassessment after this session.
    pub reassess: Stated<u32>,
    /// Follow-up.
    pub follow_up: Stated<Calendar>,
}

/// A product used at home.
#[derive(Debug, Clone)]
pub struct Applied {
    /// Which.
    pub product: At<ProductId>,
    /// Its sun protection factor.
    pub spf: Option<At<u32>>,
    /// From when after the session.
    pub from: At<Elapsed>,
    /// Until when after the session.
    pub until: At<Elapsed>,
}

/// Something left off at home.
#[derive(Debug, Clone)]
pub struct Forbidden {
    /// What.
    pub what: At<Name>,
    /// Until when; none means for the whole course.
    pub until: Option<At<Elapsed>>,
    /// Who says so to the patient.
    pub by: Option<At<Name>>,
}

/// What happens at home.
#[derive(Debug, Clone)]
pub struct AftercareSays {
    /// Only what the block names until then.
    pub nothing_else: Stated<Elapsed>,
    /// What is put on.
    pub applied: Vec<At<Applied>>,
    /// Whether a broken line may put on more.
    pub applied_waiting: bool,
    /// What is left off.
    pub forbidden: Vec<Forbidden>,
    /// Whether a broken line may forbid more.
    pub forbidden_waiting: bool,
    /// Who is contacted by when.
    pub contact: Stated<Elapsed>,
    /// Signs to call for, in words.
    pub call_if: Vec<At<(Name, Option<Elapsed>)>>,
    /// Signs for help at once.
    pub urgent_if: Vec<At<(Name, Option<Elapsed>)>>,
    /// Whether a broken line may name more signs.
    pub signs_waiting: bool,
}

/// An exception.
#[derive(Debug, Clone)]
pub struct Exception {
    /// Its first line.
    pub place: Span,
    /// The rule it names.
    pub rule: At<Name>,
    /// The area it holds for.
    pub area: At<AreaId>,
    /// The value it may go up to.
    pub up_to: At<Depth>,
    /// The kind of reason.
    pub reason: Stated<Name>,
    /// The reason.
    pub because: Stated<String>,
    /// The sources it rests on.
    pub sources: Stated<Vec<Name>>,
    /// The rule and the version of it that was read.
    pub version: Stated<(Name, u32)>,
    /// Approver and day.
    pub approved: Stated<(String, Day)>,
    /// Its last day.
    pub expires: Stated<Day>,
}
