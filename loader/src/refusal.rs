//! Every reason not to admit an image, with its code and its sentence, in the order of the checks.
//! It must not know how a check is made.

use core::{error::Error, fmt};

use crate::decode::Damaged;

/// One table, so that no reason can lack a code or a sentence.
macro_rules! refusals {
    ($($name:ident = $code:literal, $sentence:literal;)*) => {
        /// Why an image is not admitted: the first check that it fails. A code never changes its meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Refusal {
            $(#[doc = concat!("Code ", $code, ": ", $sentence, ".")] $name,)*
        }

        impl Refusal {
            /// Every refusal, in the order of the checks.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The number that a pen shows and a log keeps; stable over releases.
            #[must_use]
            pub const fn code(self) -> u16 {
                match self { $(Self::$name => $code,)* }
            }

            const fn sentence(self) -> &'static str {
                match self { $(Self::$name => $sentence,)* }
            }
        }
    };
}

refusals! {
    Damaged = 1, "the image is damaged: its bytes are not one whole image in the only encoding that the format allows";
    UnknownFormat = 2, "the image has a format that this loader does not know";
    BenchNotAccepted = 3, "the image has the bench format, and this pen treats patients";
    NotBench = 4, "the image has the bench format but is not marked as a bench image";

    OtherProfile = 10, "the image was made for another profile";
    OtherRevision = 11, "the image was made for another hardware revision";
    OtherDevice = 12, "the image was made for another device";
    OtherCartridge = 13, "the image was made for another cartridge";
    CheckNumbers = 14, "the four check numbers are not all different and below 2048";

    TooManyAreas = 20, "the image has more areas than this pen can hold";
    TooManyCourses = 21, "the image has more courses than this pen can hold";
    TooManySessions = 22, "a course has more sessions than this pen can hold";
    TooManySteps = 23, "a session has more steps than this pen can hold";
    NameTooLong = 24, "a name is longer than this pen can show";

    DepthLimitTooLoose = 30, "the image allows more depth than this pen does";
    SpeedLimitTooLoose = 31, "the image allows more needle speed than this pen does";
    PassLimitTooLoose = 32, "the image allows more passes than this pen does";
    TimeLimitTooLoose = 33, "the image allows longer sessions than this pen does";

    AreaRepeated = 40, "two areas have the same name";
    NoSpacing = 41, "the sessions of a course may follow each other on the same day";
    SpacingBelowLimit = 42, "the sessions of a course may follow each other sooner than the image allows";
    SpacingOrder = 43, "the days between sessions are not in order: fewest, aim, most";
    SessionNumber = 44, "the number of a session is not its place in the course";

    UnknownArea = 50, "a step treats an area that the image does not have";
    NoDepth = 51, "a step starts at no depth";
    DepthOrder = 52, "a step starts deeper than it may ever go";
    DepthBeyondLimit = 53, "a step may go deeper than the image allows";
    NoRaise = 54, "a step is to go deeper than its start but never raises its depth";
    NoPasses = 55, "a step has no passes";
    TooManyPasses = 56, "a step has more passes than the image allows";
    NoSpeed = 57, "a step has no needle speed";
    SpeedBeyondLimit = 58, "a step has more needle speed than the image allows";
    NoGlide = 59, "a step glides at no speed";
    NoTime = 60, "a step has no time";
    NoStop = 61, "a step has no stop rule";
    StopThreshold = 62, "a stop rule has a threshold that its sign cannot have";
    SessionTooLong = 63, "the steps of a session take longer than the image allows";

    UnknownCourse = 70, "a phototype is given a course that the image does not have";
    ExceptionArea = 71, "an exception names an area that the image does not have";
}

impl Refusal {
    pub(crate) const fn unless(self, kept: bool) -> Result<(), Self> {
        if kept { Ok(()) } else { Err(self) }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.sentence())
    }
}

impl Error for Refusal {}

impl From<Damaged> for Refusal {
    fn from(_: Damaged) -> Self {
        Self::Damaged
    }
}
