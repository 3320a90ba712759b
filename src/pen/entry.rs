//! What a log holds, line by line: `docs/schemas/log.schema.json`. An entry is written before the motor does what it says, so that a loss
//! of power never hides a pass.

use needlepoint_loader as loader;
use serde::{Deserialize, Serialize};

/// The version of the log's shape.
pub const SHAPE: u32 = 1;

/// What stands in every log, so that none is ever taken for a record of treatment.
pub const NOTE: &str = "virtual pen: no motor, no device, nobody was treated";

/// The first line of a log: which image, which course, which session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// The version of the log's shape.
    pub log: u32,
    /// What no reader may overlook.
    pub note: String,
    /// The version of the tool.
    pub tool: String,
    /// SHA-256 of the image's file.
    pub image_sha256: String,
    /// The words that people compare.
    pub check_words: [String; 4],
    /// Whether the image is for the bench only.
    pub bench: bool,
    /// The series of the image.
    pub series: String,
    /// Its place in the series.
    pub sequence: u32,
    /// The tag of the patient's course.
    pub tag: String,
    /// The course of the image that is given.
    pub course: String,
    /// The session, from 1.
    pub session: u8,
    /// The phototype, 1 to 6.
    pub phototype: u8,
    /// The day, as 2026-12-01.
    pub day: String,
}

/// Which way a pass goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// From side to side.
    Horizontal,
    /// Up and down.
    Vertical,
    /// Across both.
    Diagonal,
}

impl Direction {
    /// The direction of a pass, numbered from 1 within its area: all of one direction come before the next.
    #[must_use]
    pub fn of(pass: u16, passes: loader::Passes) -> Self {
        let horizontal = u16::from(passes.horizontal);
        if pass <= horizontal {
            Self::Horizontal
        } else if pass <= horizontal + u16::from(passes.vertical) {
            Self::Vertical
        } else {
            Self::Diagonal
        }
    }

    /// The direction in a word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Horizontal => "horizontal",
            Self::Vertical => "vertical",
            Self::Diagonal => "diagonal",
        }
    }
}

/// Why an area came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AreaEnd {
    /// Every pass was begun.
    AllPasses,
    /// The sign that ends it was seen.
    Endpoint,
    /// Its longest time was over.
    TimeOver,
    /// It was stopped.
    Stopped,
    /// It was left out before its first pass.
    Skipped,
    /// The whole session was stopped in it.
    SessionStopped,
}

/// How a session came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SessionEnd {
    /// Every area came to its end.
    Complete,
    /// It was stopped.
    Stopped,
}

/// One thing that happened. `step` counts the areas of the session from 1, `pass` the passes over one area from 1, and `seconds` is how long
/// the needles have moved in the area so far; a second that has begun counts whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Entry {
    /// A prompt was answered; `yes` means that nothing stands against the session.
    Answered {
        /// The prompt, from 1.
        prompt: u16,
        /// What was shown.
        caption: String,
        /// What was asked of it.
        asked: String,
        /// Whether the session goes on.
        yes: bool,
    },
    /// An answer kept the session from being given; the motor never started.
    NotGiven {
        /// The prompt, from 1.
        prompt: u16,
    },
    /// Nobody answered a prompt; the log is closed, and no session goes on from it.
    Abandoned {
        /// The prompt, from 1.
        prompt: u16,
    },
    /// The ledger holds that the session has begun.
    Begun {},
    /// The pen has come to an area.
    Area {
        /// Its place.
        step: u8,
        /// Its name.
        area: String,
        /// The cartridge that is in the pen.
        cartridge: String,
    },
    /// A pass begins.
    Pass {
        /// Place of the area.
        step: u8,
        /// Name of the area.
        area: String,
        /// The pass.
        pass: u16,
        /// Which way it goes.
        direction: Direction,
        /// How deep, in micrometres.
        depth_um: u16,
    },
    /// The needles still move.
    Moving {
        /// Place of the area.
        step: u8,
        /// The pass.
        pass: u16,
        /// For how long.
        seconds: u16,
    },
    /// A pass is done.
    PassDone {
        /// Place of the area.
        step: u8,
        /// The pass.
        pass: u16,
        /// For how long.
        seconds: u16,
    },
    /// The next pass goes deeper.
    Raised {
        /// Place of the area.
        step: u8,
        /// The pass that goes deeper.
        pass: u16,
        /// How deep, in micrometres.
        depth_um: u16,
    },
    /// Something in the area is left out.
    Zone {
        /// Place of the area.
        step: u8,
        /// What it is.
        zone: String,
    },
    /// The pen stands still within a pass.
    Paused {
        /// Place of the area.
        step: u8,
        /// The pass.
        pass: u16,
        /// For how long the needles have moved.
        seconds: u16,
    },
    /// The pass goes on.
    WentOn {
        /// Place of the area.
        step: u8,
        /// The pass.
        pass: u16,
        /// How long the pen stood still.
        waited_s: u32,
    },
    /// An area came to its end.
    AreaDone {
        /// Place of the area.
        step: u8,
        /// Its name.
        area: String,
        /// Why.
        why: AreaEnd,
        /// The sign that stopped it; none when none was named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sign: Option<String>,
        /// For how long the needles have moved.
        seconds: u16,
    },
    /// The session goes on after it was interrupted.
    Resumed {
        /// Place of the area in which it goes on.
        step: u8,
        /// The pass with which it goes on.
        pass: u16,
        /// The pass that was under way; it counts as given, because nobody knows how far it came.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        counted: Option<u16>,
        /// For how long the needles have moved in the area at most.
        seconds: u16,
    },
    /// The session came to its end.
    SessionDone {
        /// How.
        why: SessionEnd,
        /// The sign that stopped it; none when none was named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sign: Option<String>,
    },
}

impl Opening {
    /// The first line of a log, with its line feed.
    #[must_use]
    pub fn line(&self) -> String {
        line(self)
    }
}

impl Entry {
    /// The entry as a line of a log, with its line feed.
    #[must_use]
    pub fn line(&self) -> String {
        line(self)
    }
}

fn line(of: &impl Serialize) -> String {
    // Writing fails only for maps whose keys are not texts, and a log has no map.
    serde_json::to_string(of).unwrap_or_default() + "\n"
}
