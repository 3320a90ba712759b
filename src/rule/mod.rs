//! What a rule is, what it sees, what it may find, and how its run is counted. Knows no single rule.

mod census;
mod finding;
mod probe;

pub use census::{Census, Outcome};
pub use finding::{Findings, Found, Lift};
pub use probe::Probe;

use crate::diagnostic::{self, Level, Name, Problem};
use crate::model::{AreaId, Course, Library, Numbing, ProductId, Protocol, Stated, Step, Used};
use crate::quantity::Day;
use crate::source::At;
use crate::syntax::entries::{Binding, Device, Label, NotOn, Product, Topic};

/// What the answer is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To show a person what is wrong.
    Lint,
    /// To make an image that only emulators admit.
    Bench,
    /// To make an image for a pen.
    Device,
}

/// What is asked of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// What for.
    pub purpose: Purpose,
    /// The day it is asked on; comes in as a value.
    pub today: Day,
}

/// What every rule sees: a protocol and its effective courses, where fields may still be missing.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'m> {
    /// The protocol.
    pub protocol: &'m Protocol,
    /// Its effective courses; one or more.
    pub courses: &'m [Course],
    /// What is known around it.
    pub library: &'m Library,
    /// What is asked.
    pub asked: Asked,
}

/// How a use stands to the labels of its pen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// A label speaks of it.
    OnLabel,
    /// A label speaks of it, and none was granted where the clinic is.
    Elsewhere,
    /// No label speaks of it.
    OffLabel,
}

impl<'m> Subject<'m> {
    /// How firmly a fault of the approval binds: no image for a pen is made of such a text; for anything else it must be read.
    #[must_use]
    pub fn of_approval(&self) -> Level {
        if self.asked.purpose == Purpose::Device { Level::Never } else { Level::Caution }
    }

    /// The pen as the atlas knows it; `None` when none is named or the name is not known.
    #[must_use]
    pub fn device(&self) -> Option<&'m Device> {
        self.library.device(self.protocol.device.known()?.value.device.value.as_str())
    }

    /// The cartridge that an area is needled with: its own, or the protocol's.
    #[must_use]
    pub fn cartridge(&self, plan: &'m crate::model::AreaPlan) -> Option<&'m crate::source::At<crate::diagnostic::Name>> {
        plan.cartridge.as_ref().or_else(|| Some(&self.protocol.device.known()?.value.cartridge))
    }

    /// Every cartridge that is named, once: the protocol's, then those of single areas.
    #[must_use]
    pub fn cartridges(&self) -> Vec<&'m crate::source::At<crate::diagnostic::Name>> {
        let common = self.protocol.device.known().map(|choice| &choice.value.cartridge);
        let own = self.courses.iter().flat_map(|course| &course.areas).filter_map(|plan| plan.cartridge.as_ref());
        let mut named: Vec<&crate::source::At<crate::diagnostic::Name>> = Vec::new();
        for one in common.into_iter().chain(own) {
            if !named.iter().any(|other| other.value == one.value) {
                named.push(one);
            }
        }
        named
    }

    /// The steps of every session, in order; none when there is no session block.
    #[must_use]
    pub fn steps(&self) -> &'m [At<Step>] {
        self.protocol.session.known().map_or(&[], |session| &session.value.steps)
    }

    /// Whether a step that starts with this word may stand in a line that could not be read.
    #[must_use]
    pub fn may_step(&self, word: &str) -> bool {
        match &self.protocol.session {
            Stated::Known(session) => session.value.may_say(word),
            Stated::Waiting => true,
            Stated::Absent => false,
        }
    }

    /// Whether a product is of a class; `None` when the product is not known.
    #[must_use]
    pub fn is_of(&self, product: &ProductId, class: &str) -> Option<bool> {
        let entry = self.library.product(product.as_str())?;
        Some(entry.class.iter().any(|of| of.value == class))
    }

    /// The products used on the skin, each with the place of its step; the steps that wash, disinfect, lubricate and rinse are not among them.
    pub fn used(&self) -> impl Iterator<Item = (usize, &'m At<Step>, &'m Used)> {
        self.steps().iter().enumerate().filter_map(|(place, step)| match &step.value {
            Step::Use(used) => Some((place, step, &**used)),
            _ => None,
        })
    }

    /// Whether a product numbs, by its class or by an agent among its classes; `None` when it is not known.
    #[must_use]
    pub fn is_anaesthetic(&self, product: &ProductId) -> Option<bool> {
        let agents = self.library.words("anaesthetic-agent");
        let numbs = |class: &Name| {
            class.as_str().ends_with("-anaesthetic") || class == "compounded" || agents.iter().any(|agent| agent.value == *class)
        };
        Some(self.library.product(product.as_str())?.class.iter().any(|class| numbs(&class.value)))
    }

    /// Whether a product put on at a step is taken off the skin again before the first needle.
    #[must_use]
    pub fn wiped_off(&self, place: usize, product: &ProductId) -> bool {
        let needled = |step: &&At<Step>| matches!(step.value, Step::Needle(..));
        let closed = self.steps().iter().take_while(|step| !needled(step));
        closed.skip(place).any(|step| match &step.value {
            Step::WipeOff(products) => products.iter().any(|wiped| wiped.value == *product),
            _ => false,
        })
    }

    /// General anaesthesia or sedation, and where it is stated.
    #[must_use]
    pub fn anaesthesia(&self) -> Option<&'m At<Name>> {
        self.steps().iter().find_map(|step| match &step.value {
            Step::Anaesthesia(kind, _) => Some(kind),
            _ => None,
        })
    }

    /// Why the rules on topical anaesthetic do not apply when there is none, in words.
    #[must_use]
    pub fn nothing_topical(&self) -> &'static str {
        match self.anaesthesia() {
            Some(kind) if kind.value == "general" => "general anaesthesia, nothing topical",
            Some(_) => "sedation, nothing topical",
            None => "no anaesthetic",
        }
    }

    /// The topical anaesthetics, in the order of their steps.
    pub fn numbing(&self) -> impl Iterator<Item = &'m Numbing> {
        self.steps().iter().filter_map(|step| match &step.value {
            Step::Numb(numbing) => Some(&**numbing),
            _ => None,
        })
    }

    /// The labels of the pen that speak of what is treated, and of this area when one is named, whichever place they were granted for: a limit
    /// stays one across a border. When none does, the use is off label and every label of the pen binds: it is checked no less for that. `None`
    /// while pen or indication is not known.
    #[must_use]
    pub fn labels(&self, area: Option<&str>) -> Option<(Vec<&'m Label>, Standing)> {
        let (device, indications) = (self.device()?, &self.protocol.header.indications.known()?.value);
        let speaks = |label: &&Label| {
            let treated = indications.iter().all(|wanted| label.indications.iter().any(|named| named.value == wanted.value));
            treated && area.is_none_or(|area| label.areas.iter().any(|group| self.library.within(area, group.value.as_str())))
        };
        let on: Vec<_> = device.labels.iter().filter(speaks).collect();
        Some(match on.iter().any(|label| self.granted_here(label)) {
            _ if on.is_empty() => (device.labels.iter().collect(), Standing::OffLabel),
            true => (on, Standing::OnLabel),
            false => (on, Standing::Elsewhere),
        })
    }

    /// Whether a label was granted where the clinic is, or nothing says where that is.
    #[must_use]
    pub fn granted_here(&self, label: &Label) -> bool {
        let place = label.place.as_ref().map_or("", |place| place.value.as_str());
        self.library.clinic_in(place).unwrap_or(true)
    }

    /// The firmest line that keeps a product off one of some areas, with that area.
    #[must_use]
    pub fn kept_off<'p>(&self, product: &'p Product, areas: &'p [At<AreaId>]) -> Option<(&'p NotOn, &'p At<AreaId>)> {
        let on = |limit: &NotOn, area: &AreaId| {
            let parts = self.library.sharing_skin(area.as_str());
            parts.iter().any(|part| limit.areas.iter().any(|closed| closed.value == part.name.value))
        };
        let met = product.not_on.iter().filter_map(|limit| Some((limit, areas.iter().find(|area| on(limit, &area.value))?)));
        met.max_by_key(|(limit, _)| limit.binding.level.unwrap_or(Level::Never))
    }

    /// Where sources differ on a topic, about an area and what is treated, as the end of a sentence; empty where they do not.
    #[must_use]
    pub fn disagreement(&self, area: Option<&str>, on: Topic) -> String {
        let areas = area.map(|area| self.library.sharing_skin(area)).unwrap_or_default();
        let treated = self.protocol.header.indications.known().map_or(&[][..], |treated| &treated.value);
        let treated = treated.iter().filter_map(|treated| self.library.indication(treated.value.as_str()));
        let among = areas.iter().flat_map(|area| &area.disagreements).chain(treated.flat_map(|treated| &treated.disagreements));
        self.library.disagreement(among.filter(|one| one.is_on(on)))
    }

    /// Basis and source of a limit on a label: the limit's own, or the whole label's.
    #[must_use]
    pub fn label_grounds(&self, label: &Label, binding: &Binding) -> String {
        match &label.cite {
            Some(cite) if binding.cite.sources.is_empty() => format!("basis label; {}", self.library.cited(cite)),
            _ => self.library.grounds(binding),
        }
    }
}

/// How a rule's run went, besides what it found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ran {
    /// It looked at all there is to look at.
    Checked,
    /// The protocol has nothing it speaks of, in words: "no anaesthetic".
    NotApplicable(&'static str),
    /// It waits for a line that could not be read or a name that is not known.
    Waiting,
    /// What it compares with is missing from what is known, in words; the whole run fails.
    CouldNotRun(&'static str),
}

/// When a rule runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// In every check.
    Always,
    /// Only before an image is made.
    Build,
}

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// The hazards it covers, by id.
    pub hazards: &'static [&'static str],
    /// Its version; goes up when its code or the limits it reads change.
    pub version: u16,
    /// When it runs.
    pub when: When,
    /// The check itself.
    pub check: fn(&Subject<'_>, &mut Findings) -> Ran,
    /// Its numeric limits, for the probes.
    pub probes: fn(&Library) -> Vec<Probe>,
}

/// A rule of the check under its name.
pub type Registered = diagnostic::Registered<Rule>;

impl Registered {
    /// Runs the rule, and says how it went.
    #[must_use]
    pub fn run(&self, subject: &Subject<'_>) -> (Vec<Found>, Outcome) {
        let mut findings = Findings::of(self.name);
        let ran = (self.rule.check)(subject, &mut findings);
        let found = findings.into_inner();
        let outcome = match (ran, found.len()) {
            (ran @ Ran::CouldNotRun(_), _) | (ran, 0) => ran.into(),
            (Ran::Waiting, count) => Outcome::Waiting(count),
            (_, count) => Outcome::Found(count),
        };
        (found, outcome)
    }
}

/// No numeric limit.
#[must_use]
pub fn no_probes(_: &Library) -> Vec<Probe> {
    Vec::new()
}

/// What is said at the line of a clinic's policies that binds, of as many as speak of one thing.
#[must_use]
pub fn clinics_line(of: usize) -> String {
    match of {
        0 | 1 => "the clinic sets the limit here".to_owned(),
        more => format!("the strictest of {more} lines of the clinic's policies binds, and stands here"),
    }
}

/// What rule files use.
pub mod prelude {
    pub use super::{Findings, Found, Lift, Probe, Purpose, Ran, Rule, Standing, Subject, When, no_probes};
    pub use crate::diagnostic::{Level, Name, listed};
    pub use crate::model::{
        AreaId, AreaPlan, Course, Library, ProductId, ProseKind, Stated, Step, names_somebody, patient_data, same_person,
    };
    pub use crate::quantity::{Calendar, Clock, Day, Depth, Elapsed, Speed};
    pub use crate::source::{At, Span};
    pub use crate::syntax::entries::Topic;
    pub use miette::Diagnostic;
    pub use thiserror::Error;
}

/// How many of some problems keep a text from being accepted.
#[must_use]
pub fn blocking(problems: &[Problem]) -> usize {
    problems.iter().filter(|problem| problem.blocks()).count()
}
