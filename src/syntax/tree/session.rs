//! The steps of a session, as written.

use super::{Broken, List, Word};
use crate::quantity::{Calendar, Clock, Content, Mass, Strength, Surface, Volume};
use crate::source::{At, Span};

/// The steps of every session.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::tree))]
pub struct Session {
    /// The whole block.
    pub span: Span,
    /// Its steps, in order.
    pub steps: List<At<Step>>,
    /// Lines that could not be read.
    pub broken: List<Broken>,
}

/// One step as written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::tree))]
pub enum Step {
    /// `protect NAMES`.
    Protect(List<Word>),
    /// `wear WHAT HOW`.
    Wear(Word, List<Word>),
    /// `cover WHAT with WHAT`.
    Cover(Word, Word),
    /// `part NAMES`.
    Part(List<Word>),
    /// `anaesthesia KIND by WHO`.
    Anaesthesia(Word, Word),
    /// `observe WHO while STATES by WHO`.
    Observe(Word, List<Word>, Word),
    /// `use PRODUCT ...`.
    Use(Use),
    /// `give PRODUCT ...`.
    Give(Give),
    /// `draw blood for PRODUCT ...`.
    Draw(Draw),
    /// `match PRODUCT to patient on NAMES by N people`.
    Match(Word, Check),
    /// `discard PRODUCTS`.
    Discard(List<Word>),
    /// `remove WHAT HOW`.
    Remove(Word, Word),
    /// `keep WHAT SPAN`.
    Keep(Word, At<Calendar>),
    /// `wash NAMES with PRODUCT`.
    Wash(List<Word>, Word),
    /// `numb ...`.
    Numb(Numb),
    /// `wipe-off PRODUCTS`.
    WipeOff(List<Word>),
    /// `disinfect NAMES with PRODUCT[, let dry]`.
    Disinfect(List<Word>, Word, bool),
    /// `fit [one] [sterile] CARTRIDGE per ...`.
    Fit(Fit),
    /// `lubricate with PRODUCT`.
    Lubricate(Word),
    /// `confirm NAMES by N people`.
    Confirm(List<Word>, At<u32>),
    /// `needle AREA, then AREA [from clean to dirty]`.
    Needle(List<Word>, bool),
    /// `rinse with PRODUCT`.
    Rinse(Word),
    /// `sharps-bin NAMES`.
    SharpsBin(List<Word>),
    /// `clean NAMES with PRODUCT`.
    Clean(List<Word>, Word),
    /// `log NAMES`.
    Log(List<Word>),
}

/// Topical anaesthetic as written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::tree))]
pub struct Numb {
    /// Where.
    pub areas: List<Word>,
    /// Which product.
    pub product: Word,
    /// Under which label edition.
    pub label: Option<Word>,
    /// What numbs in it, as written.
    pub agents: List<(At<Strength>, Word)>,
    /// How much in all.
    pub total: At<Mass>,
    /// On how much skin in all.
    pub surface: At<Surface>,
    /// For at least this long.
    pub shortest: Clock,
    /// For at most this long.
    pub longest: At<Clock>,
    /// Covered or uncovered.
    pub cover: Word,
    /// Whether it is warmed.
    pub warmed: Option<Span>,
    /// Where it is put on.
    pub place: Word,
    /// By whom.
    pub by: Word,
    /// Who prescribed it.
    pub prescribed: Option<Prescribed>,
}

/// Who prescribed a drug.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::tree))]
pub enum Prescribed {
    /// By this role.
    By(Word),
    /// Said to be by nobody, here.
    Not(Span),
}

/// When a product is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::tree))]
pub enum Moment {
    /// Before the first needle.
    Before,
    /// While needling.
    During,
    /// After the last needle.
    After,
}

impl Moment {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::During => "during",
            Self::After => "after",
        }
    }
}

/// A product used on the skin.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::tree))]
pub struct Use {
    /// Which.
    pub product: Word,
    /// The name it is sold under.
    pub make: Option<Word>,
    /// Whose blood it is made of.
    pub blood: Option<Word>,
    /// How much of it.
    pub volume: Option<At<Volume>>,
    /// How strong it is.
    pub content: Option<At<Content>>,
    /// When.
    pub moment: Option<At<Moment>>,
    /// Who prescribed it.
    pub prescribed: Option<Prescribed>,
}

/// A drug that the patient takes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::tree))]
pub struct Give {
    /// Which.
    pub product: Word,
    /// When.
    pub moment: Option<At<Moment>>,
    /// Who prescribed it.
    pub prescribed: Option<Prescribed>,
}

/// Blood drawn for a blood product.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::tree))]
pub struct Draw {
    /// For which.
    pub product: Word,
    /// Into what.
    pub into: Option<Word>,
    /// What stands on the label, and who checks it.
    pub label: Option<Check>,
}

/// Identifiers, checked by some people.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::tree))]
pub struct Check {
    /// What identifies the patient.
    pub identifiers: List<Word>,
    /// How many people check it.
    pub people: At<u32>,
}

/// A cartridge being fitted.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::tree))]
pub struct Fit {
    /// Said to be one.
    pub one: bool,
    /// Said to be sterile.
    pub sterile: bool,
    /// Which.
    pub cartridge: Word,
    /// A new one for each of these.
    pub per: List<Word>,
}
