//! What a limit rests on: how well a source is established, on what kind of ground, and what sources differ on.

/// How well a source is established; says what a limit resting on it may carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::entries))]
pub enum Grade {
    /// Machine-written or worse: sets nothing.
    Unreliable,
    /// Vendor, clinic or consumer page: may only caution.
    Practice,
    /// Textbook chapter, professional press, clinician's own page.
    Textbook,
    /// Peer-reviewed paper.
    Paper,
    /// Label, manual or clearance record of a maker.
    Label,
    /// A regulator's own text.
    Regulator,
}

impl Grade {
    /// All grades.
    pub const ALL: [Self; 6] = [Self::Regulator, Self::Label, Self::Paper, Self::Textbook, Self::Practice, Self::Unreliable];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Unreliable => "unreliable",
            Self::Practice => "practice",
            Self::Textbook => "textbook",
            Self::Paper => "paper",
            Self::Label => "label",
            Self::Regulator => "regulator",
        }
    }
}

/// What a limit rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::entries))]
pub enum Basis {
    /// A regulator or maker says so.
    Label,
    /// Studies or case reports.
    Evidence,
    /// Caution; no source sets the number.
    Policy,
    /// The file contradicts itself or is incomplete.
    Logic,
}

impl Basis {
    /// All bases.
    pub const ALL: [Self; 4] = [Self::Label, Self::Evidence, Self::Policy, Self::Logic];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Label => "label",
            Self::Evidence => "evidence",
            Self::Policy => "policy",
            Self::Logic => "logic",
        }
    }
}

/// What sources may disagree on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::entries))]
pub enum Topic {
    /// How deep is right.
    Depth,
    /// How thick the skin is.
    Skin,
    /// How long to wait between sessions.
    Next,
    /// How many needles there are.
    Needles,
}

impl Topic {
    /// All topics.
    pub const ALL: [Self; 4] = [Self::Depth, Self::Skin, Self::Next, Self::Needles];

    /// The topic that a word names.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.word() == word)
    }

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Depth => "depth",
            Self::Skin => "skin",
            Self::Next => "next",
            Self::Needles => "needles",
        }
    }
}
