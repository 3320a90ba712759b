//! Entries of the atlas and declarations of a clinic, as written: the same types hold the built-in constants and what a clinic adds.
//! Knows which words were written, not whether they name anything.

pub use super::clinic::{Clinic, OpenSpan, Policy, PolicySays};
pub use super::grounds::{Basis, Grade, Topic};
pub use super::list::List;
use super::tree::{Screening, WaitSpan, Word};
use crate::diagnostic::{Level, Name, listed};
use crate::quantity::{Calendar, Clock, Coverage, Day, Depth, Elapsed, Mass, Phototype, Speed, Strength, Surface};
use crate::source::{At, Span};

/// A text as written or built in.
pub type Text = Name;

macro_rules! entries {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq, Eq)]
            #[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::entries))]
            pub struct $name {
                $($(#[$field_doc])* pub $field: $type,)*
            }
        )*
    };
}

/// A value, or the statement that nobody has published it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::entries))]
pub enum Published<T> {
    /// The value and who says so.
    Known(At<T>, Cite),
    /// Nobody has published it.
    Unpublished(Span),
}

/// An answer to a yes-or-no fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::entries))]
pub enum Answer {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Nobody has published it.
    Unpublished,
}

entries! {
    /// Who says so.
    Cite {
        /// The sources.
        sources: List<Word>,
        /// Whether they were read second-hand.
        unconfirmed: bool,
        /// The record they repeat.
        reports: Option<Word>,
    }
    /// How firmly a limit binds and what it rests on.
    Binding {
        /// The level, when the limit states one.
        level: Option<Level>,
        /// The basis, when it states one.
        basis: Option<Basis>,
        /// Who says so.
        cite: Cite,
    }
    /// A publication, label or record.
    Source {
        /// Its key.
        name: Word,
        /// Its title.
        title: Option<At<Text>>,
        /// Its identifier or where it was seen.
        found: Option<At<Text>>,
        /// How well it is established.
        grade: Option<At<Grade>>,
        /// How much of it was read; `unconfirmed` when second-hand.
        read: Option<At<Text>>,
        /// When it must be read again.
        renew_by: Option<At<Day>>,
    }
    /// Where credible sources differ.
    Disagreement {
        /// The statement.
        span: Span,
        /// On what; on all of the entry when that is not said.
        on: Option<Topic>,
        /// Who says which, in words.
        says: Text,
        /// The sources on either side.
        cite: Cite,
    }
    /// A depth that an area, or what is treated, is held to.
    DepthLimit {
        /// The statement.
        span: Span,
        /// How firmly.
        level: Level,
        /// Not above this.
        above: Depth,
        /// Basis and source.
        binding: Binding,
    }
    /// A part of the body.
    Area {
        /// Its name.
        name: Word,
        /// The larger area it belongs to.
        part_of: Option<Word>,
        /// Its neighbours.
        beside: List<Word>,
        /// Its two sides, the patient's left and right, where it is two areas on the body. Each is an area of its own that lies in it.
        sides: List<Word>,
        /// Whether bone lies close under it.
        bony: Option<At<bool>>,
        /// Thinnest credible skin.
        skin: Option<At<Depth>>,
        /// Who measured the skin.
        skin_cite: Option<Cite>,
        /// Depth limits.
        limits: List<DepthLimit>,
        /// Never needled, and why.
        closed: Option<At<Binding>>,
        /// `none-published`, where nothing is.
        evidence: Option<Word>,
        /// Where sources differ.
        disagreements: List<Disagreement>,
    }
    /// A dial.
    Dial {
        /// The statement.
        span: Span,
        /// Shallowest setting; none where nobody has published it.
        from: Option<Depth>,
        /// Deepest setting.
        to: Depth,
        /// Between two settings; none where nobody has published it.
        step: Option<Depth>,
        /// Who says so.
        cite: Cite,
    }
    /// Places where a device is not licensed.
    NotLicensed {
        /// The statement.
        span: Span,
        /// The places: a country, or a region of one.
        places: List<Word>,
        /// How firmly.
        binding: Binding,
    }
    /// A yes-or-no fact.
    Fact {
        /// Which.
        name: Word,
        /// The answer.
        answer: Answer,
        /// Who says so.
        cite: Cite,
        /// The statement.
        span: Span,
    }
    /// A cartridge.
    Cartridge {
        /// Its name.
        name: Word,
        /// How many needles.
        needles: Option<Published<u32>>,
        /// How long.
        length: Option<Published<Depth>>,
        /// Sterile, single-use.
        facts: List<Fact>,
    }
    /// A depth on a label.
    LabelDepth {
        /// The statement.
        span: Span,
        /// Never above.
        above: Depth,
        /// How firmly.
        binding: Binding,
    }
    /// The fewest days between sessions, on a label or in a policy.
    AtLeast {
        /// The statement.
        span: Span,
        /// The fewest days.
        days: Calendar,
        /// How firmly.
        binding: Binding,
    }
    /// A span of minutes on a label.
    Dwell {
        /// The statement.
        span: Span,
        /// At least.
        shortest: Clock,
        /// At most.
        longest: Clock,
        /// On skin with this condition only; on any skin without one.
        on: Option<Word>,
        /// How firmly.
        binding: Binding,
    }
    /// Mass per surface on a label.
    Spread {
        /// The statement.
        span: Span,
        /// At least.
        least: Coverage,
        /// At most.
        most: Coverage,
        /// How firmly.
        binding: Binding,
    }
    /// The most of a product on a label.
    Most {
        /// The statement.
        span: Span,
        /// How much of it.
        mass: Option<Mass>,
        /// On how much skin.
        surface: Option<Surface>,
        /// How firmly.
        binding: Binding,
    }
    /// The strength of an ingredient.
    Ingredient {
        /// The statement.
        span: Span,
        /// How strong.
        strength: Strength,
        /// What.
        agent: Word,
        /// Who says so.
        cite: Cite,
    }
    /// A label edition of a device or product.
    Label {
        /// Its name.
        name: Word,
        /// Indications.
        indications: List<Word>,
        /// Areas.
        areas: List<Word>,
        /// The country or region it was granted for.
        place: Option<Word>,
        /// Youngest age.
        age: Option<At<Calendar>>,
        /// Phototypes.
        phototypes: Option<At<(Phototype, Phototype)>>,
        /// Depth.
        depth: Option<LabelDepth>,
        /// Spacing.
        next: Option<AtLeast>,
        /// Source of the whole label.
        cite: Option<Cite>,
        /// Ingredients.
        strengths: List<Ingredient>,
        /// Mass per surface.
        coverage: Option<Spread>,
        /// Minutes on the skin.
        dwell: List<Dwell>,
        /// The most of it.
        most: List<Most>,
        /// Facts such as `covered`.
        facts: List<Fact>,
    }
    /// A device.
    Device {
        /// Its name.
        name: Word,
        /// Its dial.
        dial: Option<Dial>,
        /// The slowest and the fastest that its motor runs.
        motor: Option<Published<(Speed, Speed)>>,
        /// How far a depth may be off to either side, and who says so.
        tolerance: Option<(At<Depth>, Cite)>,
        /// Where it is not licensed.
        not_licensed: List<NotLicensed>,
        /// Where sources differ.
        disagreements: List<Disagreement>,
        /// The hardware revision its loader answers to.
        revision: Option<At<u32>>,
        /// Its loader's capacities.
        capacities: List<(Word, At<u32>)>,
        /// Its cartridges.
        cartridges: List<Cartridge>,
        /// Its labels.
        labels: List<Label>,
    }
    /// When a product must not be on the skin.
    Window {
        /// The statement.
        span: Span,
        /// From this long before a session.
        before: Elapsed,
        /// Until this long after it.
        after: Elapsed,
        /// How firmly.
        binding: Binding,
    }
    /// Areas on which a product is not used.
    NotOn {
        /// The statement.
        span: Span,
        /// The areas.
        areas: List<Word>,
        /// How firmly.
        binding: Binding,
    }
    /// Conditions that a screening asks about where a product is used.
    Asks {
        /// The statement.
        span: Span,
        /// The conditions.
        conditions: List<Word>,
        /// How firmly.
        binding: Binding,
    }
    /// A product.
    Product {
        /// Its name.
        name: Word,
        /// Its classes.
        class: List<Word>,
        /// Sterile, single-dose, additive-free, for-broken-skin.
        facts: List<Fact>,
        /// When it must not be on the skin.
        windows: List<Window>,
        /// Where it is not used.
        not_on: List<NotOn>,
        /// It is dry before the motor starts.
        dries: Option<At<Binding>>,
        /// What a screening asks about where it is used.
        asks: List<Asks>,
        /// Where sources disagree.
        disagree: Option<Disagreement>,
        /// Its labels.
        labels: List<Label>,
    }
    /// How long an activity is left off on one side of a session.
    LeftOff {
        /// The statement.
        span: Span,
        /// This long at the least.
        least: Elapsed,
        /// How firmly.
        binding: Binding,
    }
    /// Something the patient leaves off after a session.
    Activity {
        /// Its name.
        name: Word,
        /// Until when after a session.
        left_off: Option<LeftOff>,
        /// From when before a session.
        paused: Option<LeftOff>,
        /// How firmly an aftercare that does not name it is held back, when otherwise than one that names it too short.
        required: Option<At<Binding>>,
        /// Where sources disagree.
        disagree: Option<Disagreement>,
    }
    /// Who alone may say or do a thing, and how firmly.
    Reserved {
        /// The statement.
        span: Span,
        /// Any of these.
        to: List<Word>,
        /// How firmly.
        binding: Binding,
    }
    /// A shortest wait.
    ShortestWait {
        /// The statement.
        span: Span,
        /// The wait.
        wait: WaitSpan,
        /// How firmly.
        binding: Binding,
    }
    /// A condition.
    Condition {
        /// Its name.
        name: Word,
        /// What kind of thing it is; `drug` where it is one.
        class: List<Word>,
        /// `anywhere` or `area`.
        scope: Option<Word>,
        /// What a screening may do about it.
        verdicts: List<Word>,
        /// Shortest waits.
        waits: List<ShortestWait>,
        /// Whether every screening must cover it.
        required: Option<At<Binding>>,
        /// A medicine that is stopped only when one of these says so.
        stopped_by: Option<Reserved>,
        /// Where sources disagree.
        disagree: Option<Disagreement>,
    }
    /// An indication.
    Indication {
        /// Its name.
        name: Word,
        /// Its title.
        title: Option<At<Text>>,
        /// The condition that says when it is too new to be needled.
        too_new: Option<Word>,
        /// Who alone may treat it.
        treated_by: Option<Reserved>,
        /// Depth limits.
        limits: List<DepthLimit>,
        /// Where sources differ.
        disagreements: List<Disagreement>,
    }
    /// A named screening list.
    ScreeningList {
        /// Its name.
        name: Word,
        /// Its version.
        version: At<Text>,
        /// Its statements.
        items: List<At<Screening>>,
        /// Where it stands, when it says so.
        cite: Option<Cite>,
    }
    /// A hazard.
    Hazard {
        /// Its id.
        name: Word,
        /// What happens.
        harm: Option<At<Text>>,
        /// The levels its limits carry; none for laws of the design.
        levels: List<At<Level>>,
        /// How the tool is built so that no file can bring it about.
        by_design: Option<At<Text>>,
        /// The tests that show that.
        shown_by: List<Word>,
        /// Why nobody who only reads a file can see it.
        unseen: Option<At<Text>>,
    }
    /// A name that is often written and names nothing.
    WrongName {
        /// The name.
        name: Word,
        /// Why it names nothing, and which names there are.
        why: Option<At<Text>>,
    }
    /// A closed list of words.
    Vocabulary {
        /// For which kind of thing.
        name: Word,
        /// The words.
        words: List<Word>,
    }
}

impl Dial {
    /// From where to where it goes, in words.
    #[must_use]
    pub fn reach(&self) -> String {
        self.from.map_or_else(|| format!("up to {}", self.to), |from| format!("{from} to {}", self.to))
    }
}

impl Source {
    /// Whether nobody read it at first hand.
    #[must_use]
    pub fn is_second_hand(&self) -> bool {
        self.read.as_ref().is_some_and(|read| read.value == "unconfirmed")
    }
}

impl NotOn {
    /// The areas in words, before the last of them this one.
    #[must_use]
    pub fn closed(&self, last: &str) -> String {
        listed(&self.areas.iter().map(|area| format!("`{}`", area.value)).collect::<Vec<_>>(), last)
    }
}

impl Disagreement {
    /// Whether it is about this topic.
    #[must_use]
    pub fn is_on(&self, topic: Topic) -> bool {
        self.on.is_none_or(|on| on == topic)
    }
}

/// All entries of some files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::syntax::entries))]
pub struct Entries {
    /// Sources.
    pub sources: List<Source>,
    /// Areas.
    pub areas: List<Area>,
    /// Devices.
    pub devices: List<Device>,
    /// Products.
    pub products: List<Product>,
    /// What is left off at home.
    pub activities: List<Activity>,
    /// Conditions.
    pub conditions: List<Condition>,
    /// Indications.
    pub indications: List<Indication>,
    /// Screening lists.
    pub lists: List<ScreeningList>,
    /// Hazards.
    pub hazards: List<Hazard>,
    /// Closed lists of words.
    pub vocabularies: List<Vocabulary>,
    /// Names that are often written and name nothing.
    pub wrong_names: List<WrongName>,
}

impl Entries {
    /// The name of every entry.
    pub fn names(&self) -> impl Iterator<Item = &Word> {
        let known = self.sources.iter().map(|entry| &entry.name).chain(self.areas.iter().map(|entry| &entry.name));
        let used = self.devices.iter().map(|entry| &entry.name).chain(self.products.iter().map(|entry| &entry.name));
        let asked = self.activities.iter().map(|entry| &entry.name).chain(self.conditions.iter().map(|entry| &entry.name));
        let listed = self.indications.iter().map(|entry| &entry.name).chain(self.lists.iter().map(|entry| &entry.name));
        let words = self.vocabularies.iter().map(|entry| &entry.name).chain(self.wrong_names.iter().map(|entry| &entry.name));
        let hazards = self.hazards.iter().map(|entry| &entry.name);
        known.chain(used).chain(asked).chain(listed).chain(words).chain(hazards)
    }

    /// Puts every kind in the order of its names, so that a name is found without reading them all.
    pub fn sort(&mut self) {
        self.sources.sort_by_name(|entry| &entry.name.value);
        self.areas.sort_by_name(|entry| &entry.name.value);
        self.devices.sort_by_name(|entry| &entry.name.value);
        self.products.sort_by_name(|entry| &entry.name.value);
        self.activities.sort_by_name(|entry| &entry.name.value);
        self.conditions.sort_by_name(|entry| &entry.name.value);
        self.indications.sort_by_name(|entry| &entry.name.value);
        self.lists.sort_by_name(|entry| &entry.name.value);
        self.hazards.sort_by_name(|entry| &entry.name.value);
        self.vocabularies.sort_by_name(|entry| &entry.name.value);
        self.wrong_names.sort_by_name(|entry| &entry.name.value);
    }
}
