//! The limits that hang on an area: its own, those of the areas that share its skin, every label and pen, and the clinic's. Each with its
//! level, what it rests on and the line that sets it.

use std::fmt::Write as _;

use super::columns;
use crate::Texts;
use crate::diagnostic::{Level, Name};
use crate::model::{AreaId, Library};
use crate::quantity::Depth;
use crate::source::{Encoding, Span};
use crate::syntax::entries::{Area, Basis, Binding, Cite, Device, Label, Published};

/// What a limit is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum About {
    /// Whether the area is needled at all.
    Area,
    /// Depth.
    Depth,
    /// Passes.
    Passes,
    /// The pen's speed.
    Speed,
    /// How many sessions.
    Sessions,
    /// The days to the next session.
    Next,
    /// The country it may be used in.
    Place,
    /// The youngest age.
    Age,
    /// Phototypes.
    Phototype,
}

/// One limit on an area.
#[derive(Debug, Clone)]
pub(super) struct Limit {
    /// How firmly it binds; none where the rule that reads it says so.
    level: Option<Level>,
    /// What it is about.
    pub(super) about: About,
    /// Which layer sets it, and on what it hangs: `label us-acne of skinpen-precision`.
    pub(super) on: String,
    /// What it says.
    pub(super) says: String,
    /// The depth it stops at, for a limit of depth.
    depth: Option<Depth>,
    /// What it rests on.
    basis: &'static str,
    /// Its sources with their grades.
    sources: String,
    /// Where it stands.
    pub(super) place: Span,
}

impl Limit {
    /// The word for its level.
    pub(super) fn level(&self) -> &'static str {
        self.level.map_or("by rule", Level::word)
    }

    /// Basis and sources.
    pub(super) fn grounds(&self) -> String {
        format!("basis {}{}{}", self.basis, if self.sources.is_empty() { "" } else { "; " }, self.sources)
    }
}

/// Every limit that hangs on an area, whatever the pen: the firmest first, and of those the strictest depth first.
fn limits_on(library: &Library, area: &str) -> Vec<Limit> {
    let mut found = Vec::new();
    for entry in library.sharing_skin(area) {
        of_area(&mut found, library, entry);
    }
    for pen in &library.entries().devices {
        of_pen(&mut found, library, pen);
        for label in pen.labels.iter().filter(|label| speaks_of(library, label, area)) {
            of_label(&mut found, library, pen, label);
        }
    }
    of_clinic(&mut found, library, area);
    found.sort_by_key(|limit| (std::cmp::Reverse(limit.level), limit.about, limit.depth, limit.place));
    found
}

/// The table of every limit on an area.
#[must_use]
pub fn limits(library: &Library, texts: &Texts, area: &str) -> String {
    let shares: Vec<&str> = library.sharing_skin(area).iter().map(|entry| entry.name.value.as_str()).collect();
    let mut text = format!(
        "Every limit of the atlas on {area}, from {}, and of every pen, label and clinic policy. Rules hold numbers of their own \
         besides, such as the gaps and passes that trials used: needlepoint explain RULE.\n",
        shares.join(", ")
    );
    text.push_str("A depth is the needle length set. Where the level is `by rule`, the rule that reads the line says it.\n\n");
    let mut rows = vec![["level", "limit", "set by", "basis", "stands in", "sources"].map(str::to_owned)];
    for limit in limits_on(library, area) {
        let (level, stands) = (limit.level().to_owned(), stands(texts, limit.place));
        rows.push([level, limit.says, limit.on, limit.basis.to_owned(), stands, limit.sources]);
    }
    let none = rows.len() == 1;
    text.push_str(&columns(&rows));
    if none {
        let _ = writeln!(text, "none");
    }
    text.push_str(&remarks(library, area));
    text
}

/// What is known of the skin of an area besides its limits: that bone lies close, that no depth has been published, and where sources differ.
fn remarks(library: &Library, area: &str) -> String {
    let mut text = String::new();
    for entry in library.sharing_skin(area) {
        let name = &entry.name.value;
        if entry.bony.is_some_and(|bony| bony.value) {
            let _ = writeln!(text, "Bone lies close under {name}; the rule depth-over-bone reads it.");
        }
        if entry.evidence.is_some() {
            let _ = writeln!(text, "No needling depth has been published for {name}.");
        }
        for differ in &entry.disagreements {
            let _ = writeln!(
                text,
                "Sources disagree on {name}{}: {}; read in {}.",
                differ.on.map_or_else(String::new, |on| format!(", {}", on.word())),
                differ.says,
                library.keys(&differ.cite)
            );
        }
    }
    if text.is_empty() { text } else { format!("\n{text}") }
}

/// The limits that bind one course: on an area or on the whole, from one pen and some of its labels; the strictest depth first.
pub(super) fn binding(library: &Library, about: About, area: Option<&str>, pen: Option<&Device>, labels: &[&Label]) -> Vec<Limit> {
    let mut found = Vec::new();
    for entry in area.iter().flat_map(|area| library.sharing_skin(area)) {
        of_area(&mut found, library, entry);
    }
    if let Some(pen) = pen {
        of_pen(&mut found, library, pen);
        labels.iter().for_each(|label| of_label(&mut found, library, pen, label));
    }
    of_clinic(&mut found, library, area.unwrap_or_default());
    found.retain(|limit| limit.about == about);
    found.sort_by_key(|limit| (limit.depth, std::cmp::Reverse(limit.level), limit.place));
    found
}

/// Whether a label speaks of an area, or of a part of it.
fn speaks_of(library: &Library, label: &Label, area: &str) -> bool {
    label.areas.iter().any(|group| library.within(area, group.value.as_str()) || library.within(group.value.as_str(), area))
}

fn of_area(to: &mut Vec<Limit>, library: &Library, area: &Area) {
    let on = format!("area {}", area.name.value);
    if let Some(closed) = &area.closed {
        let (says, basis, sources) = ("never needled".to_owned(), basis(&closed.value, "logic"), library.keys(&closed.value.cite));
        let place = closed.span;
        to.push(Limit { level: Some(Level::Never), about: About::Area, on: on.clone(), says, depth: None, basis, sources, place });
    }
    for limit in &area.limits {
        to.push(Limit {
            level: Some(limit.level),
            about: About::Depth,
            on: on.clone(),
            says: format!("depth not above {}", limit.above),
            depth: Some(limit.above),
            basis: basis(&limit.binding, "-"),
            sources: library.keys(&limit.binding.cite),
            place: limit.span,
        });
    }
    if let (Some(skin), Some(cite)) = (&area.skin, &area.skin_cite) {
        to.push(Limit {
            level: None,
            about: About::Depth,
            on: format!("thinnest skin of {}", area.name.value),
            says: format!("depth not above {}", skin.value),
            depth: Some(skin.value),
            basis: "evidence",
            sources: library.keys(cite),
            place: skin.span,
        });
    }
}

/// A pen's dial and speed are facts of its hardware: they can only refuse.
fn of_pen(to: &mut Vec<Limit>, library: &Library, pen: &Device) {
    let fact = |about, on: &str, says: String, depth, cite: &Cite, place| Limit {
        level: Some(Level::Never),
        about,
        on: format!("{on} of {}", pen.name.value),
        says,
        depth,
        basis: "logic",
        sources: library.keys(cite),
        place,
    };
    if let Some(dial) = &pen.dial {
        let step = dial.step.map_or_else(|| "unpublished".to_owned(), |step| step.to_string());
        let says = format!("depth {}, step {step}", dial.reach());
        to.push(fact(About::Depth, "dial", says, Some(dial.to), &dial.cite, dial.span));
    }
    if let Some((tolerance, cite)) = &pen.tolerance {
        let says = format!("depth off by up to {}", tolerance.value);
        to.push(Limit { level: None, ..fact(About::Depth, "tolerance", says, None, cite, tolerance.span) });
    }
    for said in &pen.not_licensed {
        let places = said.places.iter().map(|place| place.value.to_string()).collect::<Vec<_>>().join(", ");
        let (cite, basis) = (&said.binding.cite, basis(&said.binding, "label"));
        let level = Some(said.binding.level.unwrap_or(Level::Never));
        to.push(Limit { level, basis, ..fact(About::Place, "licence", format!("not licensed in {places}"), None, cite, said.span) });
    }
    match &pen.motor {
        Some(Published::Known(motor, cite)) => {
            let (from, end) = motor.value;
            let says = if from == end { format!("speed {end} only") } else { format!("speed {from} to {end}") };
            to.push(fact(About::Speed, "motor", says, None, cite, motor.span));
        }
        Some(Published::Unpublished(place)) => {
            let on = format!("motor of {}", pen.name.value);
            let (says, sources) = ("speed unpublished".to_owned(), String::new());
            to.push(Limit { level: None, about: About::Speed, on, says, depth: None, basis: "logic", sources, place: *place });
        }
        None => {}
    }
}

/// A limit on a label has its own sources, or the whole label's.
fn of_label(to: &mut Vec<Limit>, library: &Library, pen: &Device, label: &Label) {
    let mut add = |level, about, says: String, depth, binding: Option<&Binding>, place| {
        let own = binding.map(|binding| &binding.cite).filter(|cite| !cite.sources.is_empty());
        let sources = own.or(label.cite.as_ref()).map_or_else(String::new, |cite| library.keys(cite));
        let basis = binding.map_or("label", |binding| basis(binding, "label"));
        to.push(Limit {
            level,
            about,
            on: format!("label {} of {}", label.name.value, pen.name.value),
            says,
            depth,
            basis,
            sources,
            place,
        });
    };
    // Where a label does not say how firmly, its limit is never passed.
    let level = |binding: &Binding| Some(binding.level.unwrap_or(Level::Never));
    if let Some(depth) = &label.depth {
        let says = format!("depth not above {}", depth.above);
        add(level(&depth.binding), About::Depth, says, Some(depth.above), Some(&depth.binding), depth.span);
    }
    if let Some(next) = &label.next {
        add(level(&next.binding), About::Next, format!("next after {} or more", next.days), None, Some(&next.binding), next.span);
    }
    if let Some(place) = &label.place {
        add(None, About::Place, format!("on label in {} only", place.value), None, None, place.span);
    }
    if let Some(age) = &label.age {
        add(None, About::Age, format!("age {} or older", age.value), None, None, age.span);
    }
    if let Some(phototypes) = &label.phototypes {
        let (first, last) = phototypes.value;
        add(None, About::Phototype, format!("phototype {} to {}", first.number(), last.number()), None, None, phototypes.span);
    }
}

/// What the clinic's policies set for the area, and for every course. Waits, pauses and what is required hang on no area.
fn of_clinic(to: &mut Vec<Limit>, library: &Library, area: &str) {
    let Some(clinic) = &library.clinic else { return };
    let policies = &clinic.policies;
    let mut own = |about, says: String, depth, policy: &Name, place| {
        let (on, sources) = (format!("policy {policy} of clinic {}", clinic.facts.name), "declared by this clinic, not science".to_owned());
        to.push(Limit { level: Some(Level::Never), about, on, says, depth, basis: "policy", sources, place });
    };
    let shared = library.sharing_skin(area);
    let shares = |named: &AreaId| shared.iter().any(|entry| entry.name.value == *named.name());
    for line in policies.depths.iter().filter(|line| shares(&line.value.0)) {
        let (named, above) = &line.value;
        own(About::Depth, format!("depth not above {above}, on {named}"), Some(*above), &line.policy, line.span);
    }
    for line in policies.passes.iter().filter(|line| shares(&line.value.0)) {
        let (named, most) = &line.value;
        own(About::Passes, format!("passes at most {most}, on {named}"), None, &line.policy, line.span);
    }
    for line in &policies.sessions {
        own(About::Sessions, format!("sessions at most {}", line.value), None, &line.policy, line.span);
    }
    for line in &policies.next {
        own(About::Next, format!("next after {} or more", line.value), None, &line.policy, line.span);
    }
    for line in &policies.ages {
        own(About::Age, format!("age {} or older", line.value), None, &line.policy, line.span);
    }
}

/// What a limit says it rests on.
fn basis(binding: &Binding, otherwise: &'static str) -> &'static str {
    binding.basis.map_or(otherwise, Basis::word)
}

/// Text and line, as an editor takes them.
pub(super) fn stands(texts: &Texts, place: Span) -> String {
    texts.position(place, Encoding::Utf8).map_or_else(String::new, |(name, at)| format!("{name}:{}", at.line + 1))
}
