//! The steps of a session: what they mean, and how their names are resolved.

use super::names::Names;
use super::protocol::{AreaId, LabelId, ProductId, Stated};
use super::resolve::block;
use super::skin;
use crate::diagnostic::{Name, Problem};
use crate::quantity::{Calendar, Clock, Content, Mass, Strength, Surface, Volume};
use crate::source::{At, Span};
use crate::syntax::tree::{self, Moment, Prescribed};

/// The steps of every session, in order.
#[derive(Debug, Clone)]
pub struct Steps {
    /// The steps.
    pub steps: Vec<At<Step>>,
    /// The first words of lines that could not be read; none for a line that could be anything.
    pub broken: Vec<Option<Name>>,
}

impl Steps {
    /// Whether a step that starts with this word may stand in a line that could not be read.
    #[must_use]
    pub fn may_say(&self, word: &str) -> bool {
        self.broken.iter().any(|broken| broken.as_ref().is_none_or(|name| *name == word))
    }

    /// Where the first step of needling stands among the steps.
    #[must_use]
    pub fn first_needle(&self) -> Option<usize> {
        self.steps.iter().position(|step| matches!(step.value, Step::Needle(..)))
    }
}

/// A cartridge being fitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CartridgeChoice {
    /// Which.
    pub cartridge: At<Name>,
    /// Said to be one.
    pub one: bool,
    /// Said to be sterile.
    pub sterile: bool,
    /// A new one for each patient.
    pub per_patient: bool,
    /// A new one for each session.
    pub per_session: bool,
}

/// Topical anaesthetic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbing {
    /// Where.
    pub areas: Vec<At<AreaId>>,
    /// Which product.
    pub product: At<ProductId>,
    /// Under which label.
    pub label: Option<At<LabelId>>,
    /// What numbs in it, as written.
    pub agents: Vec<(At<Strength>, At<Name>)>,
    /// How much in all.
    pub total: At<Mass>,
    /// On how much skin in all.
    pub surface: At<Surface>,
    /// At least this long.
    pub shortest: Clock,
    /// At most this long.
    pub longest: At<Clock>,
    /// Whether it is covered.
    pub covered: bool,
    /// Where it is said to be warmed.
    pub warmed: Option<Span>,
    /// Where it is put on.
    pub place: At<Name>,
    /// By whom.
    pub by: At<Name>,
    /// Who prescribed it.
    pub prescribed: Option<Prescribed>,
}

/// A product used on the skin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Used {
    /// Which.
    pub product: At<ProductId>,
    /// The name it is sold under.
    pub make: Option<At<Name>>,
    /// Whose blood it is made of.
    pub blood: Option<At<Name>>,
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
pub struct Given {
    /// Which.
    pub product: At<ProductId>,
    /// When.
    pub moment: Option<At<Moment>>,
    /// Who prescribed it.
    pub prescribed: Option<Prescribed>,
}

/// Blood drawn for a blood product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// For which.
    pub product: At<ProductId>,
    /// Into what.
    pub into: Option<At<Name>>,
    /// What stands on the label, and who checks it.
    pub label: Option<tree::Check>,
}

/// What is worn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worn {
    /// What.
    pub what: At<Name>,
    /// Said to be new.
    pub new: bool,
    /// Said to hold no latex.
    pub non_latex: bool,
}

/// One step of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Shield something.
    Protect(Vec<At<Name>>),
    /// Wear something.
    Wear(Worn),
    /// Cover something with something.
    Cover(At<Name>, At<Name>),
    /// Part something, so that the skin lies open.
    Part(Vec<At<Name>>),
    /// General anaesthesia or sedation, and who gives it.
    Anaesthesia(At<Name>, At<Name>),
    /// Watch somebody, while what, by whom.
    Observe(At<Name>, Vec<At<Name>>, At<Name>),
    /// Use a product on the skin.
    Use(Box<Used>),
    /// Give a drug to take.
    Give(Given),
    /// Draw blood for a blood product.
    Draw(Drawn),
    /// Hold a blood product's label against the patient.
    Match(At<ProductId>, tree::Check),
    /// Throw away what is left of products.
    Discard(Vec<At<ProductId>>),
    /// Take something off the handpiece, and how.
    Remove(At<Name>, At<Name>),
    /// Keep something this long.
    Keep(At<Name>, At<Calendar>),
    /// Wash areas with a product.
    Wash(Vec<At<AreaId>>, At<ProductId>),
    /// Numb areas.
    Numb(Box<Numbing>),
    /// Take products off the skin.
    WipeOff(Vec<At<ProductId>>),
    /// Disinfect areas with a product; whether it dries.
    Disinfect(Vec<At<AreaId>>, At<ProductId>, bool),
    /// Fit a cartridge.
    Fit(CartridgeChoice),
    /// Put a product under the pen.
    Lubricate(At<ProductId>),
    /// Confirm things aloud.
    Confirm(Vec<At<Name>>, At<u32>),
    /// Needle areas in order; whether the order is said to go from clean to dirty skin.
    Needle(Vec<At<AreaId>>, bool),
    /// Rinse with a product.
    Rinse(At<ProductId>),
    /// Throw into the sharps bin.
    SharpsBin(Vec<At<Name>>),
    /// Clean something with a product.
    Clean(Vec<At<Name>>, At<ProductId>),
    /// Log things.
    Log(Vec<At<Name>>),
}

impl Step {
    /// The word a step starts with.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Protect(_) => "protect",
            Self::Wear(_) => "wear",
            Self::Part(_) => "part",
            Self::Anaesthesia(..) => "anaesthesia",
            Self::Observe(..) => "observe",
            Self::Use(_) => "use",
            Self::Give(_) => "give",
            Self::Draw(_) => "draw",
            Self::Match(..) => "match",
            Self::Discard(_) => "discard",
            Self::Remove(..) => "remove",
            Self::Keep(..) => "keep",
            Self::Cover(..) => "cover",
            Self::Wash(..) => "wash",
            Self::Numb(_) => "numb",
            Self::WipeOff(_) => "wipe-off",
            Self::Disinfect(..) => "disinfect",
            Self::Fit(_) => "fit",
            Self::Lubricate(_) => "lubricate",
            Self::Confirm(..) => "confirm",
            Self::Needle(..) => "needle",
            Self::Rinse(_) => "rinse",
            Self::SharpsBin(_) => "sharps-bin",
            Self::Clean(..) => "clean",
            Self::Log(_) => "log",
        }
    }
}

/// The session of a protocol; absent or waiting otherwise.
pub(super) fn session(names: &mut Names<'_>, written: &tree::Protocol) -> Stated<Steps> {
    let found = block(names, &written.session, |session| session.span, written, "session");
    match found {
        Stated::Absent => Stated::Absent,
        Stated::Waiting => Stated::Waiting,
        Stated::Known(session) => {
            let mut broken: Vec<Option<Name>> = session.value.broken.iter().map(|broken| broken.keyword.clone()).collect();
            let mut steps = Vec::new();
            for written in &session.value.steps {
                let before = names.problems.len();
                let step = self::step(names, &steps, &written.value);
                // A step with a name that is not known does not say what it was meant to, so what reads it waits. Where the needles go
                // is kept: what stands before and after it is known all the same.
                let unknown = names.problems.iter().skip(before).any(Problem::blocks);
                if unknown && !matches!(step, Step::Needle(..)) {
                    broken.push(Some(Name::fixed(step.word())));
                } else {
                    steps.push(At::new(step, written.span));
                }
            }
            Stated::Known(At::new(Steps { steps, broken }, session.span))
        }
    }
}

/// A step, with the steps before it.
fn step(names: &mut Names<'_>, before: &[At<Step>], step: &tree::Step) -> Step {
    match step {
        tree::Step::Protect(words) => Step::Protect(names.words(words, "protect", "something to protect")),
        tree::Step::Wear(what, how) => {
            let what = names.word(what, "wear", "something to wear");
            let how = names.words(how, "wear-how", "how it is worn");
            let said = |word: &str| how.iter().any(|how| how.value == word);
            // Of gloves said to be both, the worse counts.
            Step::Wear(Worn { what, new: said("new"), non_latex: said("non-latex") && !said("latex") })
        }
        tree::Step::Cover(what, with) => {
            Step::Cover(names.word(what, "cover", "something to cover"), names.word(with, "cover-with", "a cover"))
        }
        tree::Step::Wash(areas, product) => Step::Wash(names.areas(areas), names.product(product)),
        tree::Step::Numb(numb) => {
            let product = names.product(&numb.product);
            let label = numb.label.as_ref().map(|label| names.label(label, &product.value));
            let agents =
                numb.agents.iter().map(|(strength, agent)| (*strength, names.word(agent, "anaesthetic-agent", "something that numbs")));
            let agents = agents.collect();
            let cover = names.word(&numb.cover, "covering", "`covered` or `uncovered`");
            let areas = names.areas(&numb.areas);
            skin::numbed(names, &areas);
            Step::Numb(Box::new(Numbing {
                areas,
                product,
                label,
                agents,
                total: numb.total,
                surface: numb.surface,
                shortest: numb.shortest,
                longest: numb.longest,
                covered: cover.value == "covered",
                warmed: numb.warmed,
                place: names.word(&numb.place, "setting", "a place"),
                by: names.word(&numb.by, "operator", "somebody who puts it on"),
                prescribed: prescribed(names, numb.prescribed.as_ref()),
            }))
        }
        tree::Step::WipeOff(products) => {
            let on_skin = on_skin(before);
            names.repeated(products);
            Step::WipeOff(products.iter().map(|product| names.product_on_skin(product, &on_skin)).collect())
        }
        tree::Step::Disinfect(areas, product, dry) => Step::Disinfect(names.areas(areas), names.product(product), *dry),
        tree::Step::Fit(fit) => {
            let per = names.words(&fit.per, "per", "what a new cartridge is for");
            let said = |word: &str| per.iter().any(|per| per.value == word);
            Step::Fit(CartridgeChoice {
                cartridge: names.chosen(&fit.cartridge, "a cartridge of this device"),
                one: fit.one,
                sterile: fit.sterile,
                per_patient: said("patient"),
                per_session: said("session"),
            })
        }
        tree::Step::Lubricate(product) => Step::Lubricate(names.product(product)),
        tree::Step::Confirm(words, people) => Step::Confirm(names.words(words, "confirm", "something to confirm"), *people),
        tree::Step::Needle(areas, clean_first) => Step::Needle(areas.iter().map(|area| names.planned_area(area)).collect(), *clean_first),
        tree::Step::Rinse(product) => Step::Rinse(names.product(product)),
        tree::Step::SharpsBin(words) => Step::SharpsBin(names.words(words, "sharps", "something for the sharps bin")),
        tree::Step::Clean(words, product) => Step::Clean(names.words(words, "clean", "something to clean"), names.product(product)),
        tree::Step::Log(words) => Step::Log(names.words(words, "log", "something to log")),
        tree::Step::Part(words) => Step::Part(names.words(words, "part", "something to part")),
        tree::Step::Anaesthesia(kind, by) => Step::Anaesthesia(
            names.word(kind, "anaesthesia", "a kind of anaesthesia"),
            names.word(by, "anaesthesia-by", "somebody who gives anaesthesia"),
        ),
        tree::Step::Observe(who, states, by) => Step::Observe(
            names.word(who, "observe", "somebody to observe"),
            names.words(states, "observe-while", "a time to observe"),
            names.word(by, "observer", "somebody who observes"),
        ),
        tree::Step::Use(used) => Step::Use(Box::new(self::used(names, used))),
        tree::Step::Give(given) => Step::Give(Given {
            product: names.product(&given.product),
            moment: given.moment,
            prescribed: prescribed(names, given.prescribed.as_ref()),
        }),
        tree::Step::Draw(drawn) => Step::Draw(Drawn {
            product: names.product(&drawn.product),
            into: drawn.into.as_ref().map(|into| names.word(into, "draw-into", "something to draw blood into")),
            label: drawn.label.as_ref().map(|label| check(names, label)),
        }),
        tree::Step::Match(product, label) => Step::Match(names.product(product), check(names, label)),
        tree::Step::Discard(products) => Step::Discard(products.iter().map(|product| names.product(product)).collect()),
        tree::Step::Remove(what, how) => {
            Step::Remove(names.word(what, "remove", "something to take off"), names.word(how, "remove-how", "how it is taken off"))
        }
        tree::Step::Keep(what, span) => Step::Keep(names.word(what, "keep", "something to keep"), *span),
    }
}

/// The products that some steps put on the skin, each once.
fn on_skin(steps: &[At<Step>]) -> Vec<&Name> {
    let mut found: Vec<&Name> = Vec::new();
    for step in steps {
        let product = match &step.value {
            Step::Numb(numbing) => &numbing.product,
            Step::Use(used) => &used.product,
            Step::Wash(_, product) | Step::Disinfect(_, product, _) | Step::Lubricate(product) | Step::Rinse(product) => product,
            _ => continue,
        };
        if !found.contains(&product.value.name()) {
            found.push(product.value.name());
        }
    }
    found
}

fn used(names: &mut Names<'_>, used: &tree::Use) -> Used {
    Used {
        product: names.product(&used.product),
        make: used.make.as_ref().map(|make| names.chosen(make, "a make")),
        blood: used.blood.as_ref().map(|blood| names.word(blood, "blood", "whose blood it is")),
        volume: used.volume,
        content: used.content,
        moment: used.moment,
        prescribed: prescribed(names, used.prescribed.as_ref()),
    }
}

fn prescribed(names: &mut Names<'_>, said: Option<&Prescribed>) -> Option<Prescribed> {
    if let Some(Prescribed::By(who)) = said {
        names.word(who, "prescribed-by", "somebody who prescribes");
    }
    said.cloned()
}

fn check(names: &mut Names<'_>, check: &tree::Check) -> tree::Check {
    names.words(&check.identifiers, "identifier", "something that tells patients apart");
    check.clone()
}
