//! Every reason not to admit an image or not to begin a session of it, with its code and its sentence, as far as that goes in the order of the checks.
//! It must not know how a check is made.

use core::{error::Error, fmt};

use crate::{decode::Damaged, ledger::Unreadable};

/// One table, so that no reason can lack a code or a sentence.
macro_rules! refusals {
    ($($name:ident = $code:literal, $sentence:literal;)*) => {
        /// Why an image is not admitted, or why a session of it does not begin: the first check that fails. A code never changes its meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Refusal {
            $(#[doc = concat!("Code ", $code, ": ", $sentence, ".")] $name,)*
        }

        impl Refusal {
            /// Every refusal, in the order of the codes.
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
    Envelope = 1, "the file is not one sealed image in the only envelope that the format allows";
    UnknownKey = 2, "the image is signed with a key that this pen does not trust";
    BadSignature = 3, "the signature does not belong to the image";

    Damaged = 10, "the image is damaged: its bytes are not one whole image in the only encoding that the format allows";
    UnknownFormat = 11, "the image has a format that this loader does not know";

    BenchNotAccepted = 20, "the image is marked for the bench, and this pen treats patients";
    OtherProfile = 21, "the image was made for another profile";
    OtherRevision = 22, "the image was made for other hardware revisions";
    OtherDevice = 23, "the image was made for another device";
    OtherCartridge = 24, "the image needs a cartridge that this pen does not take";

    NotYetValid = 30, "the first day of the image has not come";
    Expired = 31, "the last day of the image has passed";

    Superseded = 40, "a newer image of the same series has been accepted here";

    CheckNumbers = 50, "the four check numbers do not belong to the treatment";

    TooManyAreas = 60, "the image has more areas than this pen can hold";
    TooManyCourses = 61, "the image has more courses than this pen can hold";
    TooManySessions = 62, "a course has more sessions than this pen can hold";
    TooManySteps = 63, "a session has more steps than this pen can hold";
    TooManyPrompts = 64, "the image has more prompts than this pen can hold";
    NameTooLong = 65, "a name is longer than this pen can show";
    CaptionTooLong = 66, "a caption is longer than this pen can show";

    DepthLimitTooLoose = 70, "the image allows more depth than this pen does";
    SpeedLimitTooLoose = 71, "the image allows more needle speed than this pen does";
    PassLimitTooLoose = 72, "the image allows more passes than this pen does";
    TimeLimitTooLoose = 73, "the image allows longer sessions than this pen does";

    AreaRepeated = 80, "two areas have the same name";
    NoSpacing = 81, "the sessions of a course may follow each other on the same day";
    SpacingBelowLimit = 82, "the sessions of a course may follow each other sooner than the image allows";
    SpacingOrder = 83, "the days between sessions are not in order: fewest, aim, most";
    SessionNumber = 84, "the number of a session is not its place in the course";

    UnknownArea = 100, "a step treats an area that the image does not have";
    UnknownCartridge = 101, "a step needs a cartridge that the image does not have";
    NoDepth = 102, "a step starts at no depth";
    DepthOrder = 103, "a step starts deeper than it may ever go";
    DepthBeyondLimit = 104, "a step may go deeper than the image allows";
    NoRaise = 105, "a step is to go deeper than its start but never raises its depth";
    NoPasses = 106, "a step has no passes";
    TooManyPasses = 107, "a step has more passes than the image allows";
    NoSpeed = 108, "a step has no needle speed";
    SpeedBeyondLimit = 109, "a step has more needle speed than the image allows";
    NoGlide = 110, "a step glides at no speed";
    NoTime = 111, "a step has no time";
    NoStop = 112, "a step has no stop rule";
    StopThreshold = 113, "a stop rule has a threshold that its sign cannot have";
    SessionTooLong = 114, "the steps of a session take longer than the image allows";

    UnknownCourse = 130, "a phototype is given a course that the image does not have";
    ExceptionArea = 131, "an exception names an area that the image does not have";
    ExceptionOrder = 132, "an exception goes no deeper than the limit that it lifts";
    ExceptionOutlived = 133, "the image may be used after the last day of an exception in it";

    PhototypeNotTreated = 150, "the image has no course for this phototype";
    NoSuchSession = 151, "the course has no session of this number";
    UnknownTag = 152, "the pen does not know this course, so only its first session may begin";
    SessionGiven = 153, "this session was begun before";
    SessionSkipped = 154, "the session before this one was not given";
    ClockBackwards = 155, "the last session was given on a later day than today";
    TooSoon = 156, "too few days have passed since the last session";
    NotRemembered = 157, "the pen could not write down that the session begins";
    OtherPhototype = 158, "the course was begun for another phototype";
    Unreadable = 159, "the pen cannot read what it remembers";

    NotTheLastBegun = 160, "this session is not the last one of the course that was begun, so it cannot go on";
    OtherDay = 161, "the session was begun on another day, so it cannot go on";
    OtherImage = 162, "the session was begun with another image, so it cannot go on";
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

impl From<Unreadable> for Refusal {
    fn from(_: Unreadable) -> Self {
        Self::Unreadable
    }
}
