//! The atlas as limits: every number, level and answer that one of its entries states.

use std::sync::LazyLock;

use needlepoint::diagnostic::Level;
use needlepoint::syntax::entries::{Activity, Answer, Condition, DepthLimit};
use needlepoint::syntax::entries::{Area, Binding, Cartridge, Cite, Device, Fact, Label, List, Product, Published, Reserved};
use needlepoint::syntax::tree::{WaitSide, Word};

use super::{Limit, standing};
use crate::support::builtin;

/// All limits of the built-in atlas.
pub(super) fn limits() -> &'static [Limit] {
    static LIMITS: LazyLock<Vec<Limit>> = LazyLock::new(|| {
        let all = builtin().entries();
        let mut found = Vec::new();
        all.areas.iter().for_each(|entry| area(entry, &mut found));
        // The project's own pen has no treatment fact.
        all.devices.iter().filter(|entry| entry.revision.is_none()).for_each(|entry| device(entry, &mut found));
        all.products.iter().for_each(|entry| product(entry, &mut found));
        all.activities.iter().for_each(|entry| activity(entry, &mut found));
        all.conditions.iter().for_each(|entry| condition(entry, &mut found));
        for entry in &all.indications {
            let mut says = Says { kind: "indication", name: entry.name.value.as_str(), found: &mut found };
            says.reserved("treated by", entry.treated_by.as_ref());
            says.depths(&entry.limits);
        }
        for entry in &all.sources {
            let cite = Cite { sources: vec![entry.name.clone()].into(), unconfirmed: false, reports: None };
            let [grade, confirmed] = standing(&cite);
            let says = Says { kind: "source", name: entry.name.value.as_str(), found: &mut found };
            let limit = Limit { grade, confirmed, ..says.blank("grade", "") };
            says.found.push(limit);
        }
        found
    });
    &LIMITS
}

/// One entry, and the limits found so far.
struct Says<'e> {
    kind: &'static str,
    name: &'e str,
    found: &'e mut Vec<Limit>,
}

impl Says<'_> {
    fn blank(&self, limit: &str, value: impl ToString) -> Limit {
        let [kind, name, limit] = [self.kind, self.name, limit].map(str::to_owned);
        let [level, basis, grade, confirmed] = [const { String::new() }; 4];
        Limit { kind, name, limit, value: value.to_string(), level, basis, sources: Vec::new(), grade, confirmed }
    }

    /// A fact with its sources.
    fn fact(&mut self, limit: &str, value: impl ToString, cite: &Cite) {
        let [grade, confirmed] = standing(cite);
        let reports = cite.reports.as_ref().map_or_else(String::new, |record| format!(" reports {}", record.value));
        let mut sources: Vec<String> = cite.sources.iter().map(|key| format!("{}{reports}", key.value)).collect();
        sources.sort();
        self.found.push(Limit { sources, grade, confirmed, ..self.blank(limit, value) });
    }

    /// A limit with level, basis and sources.
    fn limit(&mut self, limit: &str, value: impl ToString, binding: &Binding) {
        self.fact(limit, value, &binding.cite);
        let last = self.found.last_mut().expect("the fact before");
        last.level = binding.level.map_or_else(String::new, |level| level.word().to_owned());
        last.basis = binding.basis.map_or_else(String::new, |basis| basis.word().to_owned());
    }

    fn depths(&mut self, limits: &List<DepthLimit>) {
        for limit in limits {
            self.limit("depth", limit.above, &Binding { level: Some(limit.level), ..limit.binding.clone() });
        }
    }

    fn facts(&mut self, facts: &List<Fact>) {
        for fact in facts {
            match fact.answer {
                Answer::Yes => self.fact(fact.name.value.as_str(), "yes", &fact.cite),
                Answer::No => self.fact(fact.name.value.as_str(), "no", &fact.cite),
                Answer::Unpublished => {}
            }
        }
    }

    fn reserved(&mut self, limit: &str, reserved: Option<&Reserved>) {
        if let Some(reserved) = reserved {
            let names: Vec<&str> = reserved.to.iter().map(|name: &Word| name.value.as_str()).collect();
            self.limit(limit, names.join("; "), &reserved.binding);
        }
    }
}

fn area(entry: &Area, found: &mut Vec<Limit>) {
    let mut says = Says { kind: "area", name: entry.name.value.as_str(), found };
    if let (Some(skin), Some(cite)) = (&entry.skin, &entry.skin_cite) {
        says.fact("skin", skin.value, cite);
    }
    says.depths(&entry.limits);
    if let Some(closed) = &entry.closed {
        says.limit("needling", "", &Binding { level: Some(Level::Never), ..closed.value.clone() });
    }
}

fn device(entry: &Device, found: &mut Vec<Limit>) {
    let name = entry.name.value.as_str();
    let mut says = Says { kind: "device", name, found };
    if let Some(dial) = &entry.dial {
        for (limit, depth) in [("dial from", dial.from), ("dial to", Some(dial.to)), ("dial step", dial.step)] {
            depth.into_iter().for_each(|depth| says.fact(limit, depth, &dial.cite));
        }
    }
    if let Some(Published::Known(speeds, cite)) = &entry.motor {
        says.fact("speed from", speeds.value.0, cite);
        says.fact("speed to", speeds.value.1, cite);
    }
    if let Some((tolerance, cite)) = &entry.tolerance {
        says.fact("tolerance", tolerance.value, cite);
    }
    for closed in &entry.not_licensed {
        let places: Vec<&str> = closed.places.iter().map(|place| place.value.as_str()).collect();
        says.limit("not licensed", places.join("; "), &closed.binding);
    }
    entry.cartridges.iter().for_each(|of| cartridge(name, of, found));
    entry.labels.iter().for_each(|of| label(name, of, found));
}

fn cartridge(device: &str, entry: &Cartridge, found: &mut Vec<Limit>) {
    let mut says = Says { kind: "cartridge", name: &format!("{device} {}", entry.name.value), found };
    if let Some(Published::Known(needles, cite)) = &entry.needles {
        says.fact("needles", needles.value, cite);
    }
    if let Some(Published::Known(length, cite)) = &entry.length {
        says.fact("length", length.value, cite);
    }
    says.facts(&entry.facts);
}

fn label(of: &str, entry: &Label, found: &mut Vec<Limit>) {
    let mut says = Says { kind: "label", name: &format!("{of} {}", entry.name.value), found };
    let whole = entry.cite.clone().unwrap_or(Cite { sources: List::default(), unconfirmed: false, reports: None });
    // What a label says without a source of its own rests on the label's.
    let own = |binding: &Binding| {
        if binding.cite.sources.is_empty() { Binding { cite: whole.clone(), ..binding.clone() } } else { binding.clone() }
    };
    let of_label = Binding { level: None, basis: Some(needlepoint::syntax::entries::Basis::Label), cite: whole.clone() };
    if let Some(age) = &entry.age {
        says.limit("age", age.value, &of_label);
    }
    if let Some((from, to)) = entry.phototypes.as_ref().map(|phototypes| phototypes.value) {
        says.limit("phototype from", from.number(), &of_label);
        says.limit("phototype to", to.number(), &of_label);
    }
    if let Some(depth) = &entry.depth {
        says.limit("depth", depth.above, &own(&depth.binding));
    }
    if let Some(next) = &entry.next {
        says.limit("next", next.days, &own(&next.binding));
    }
    for part in &entry.strengths {
        says.fact(&format!("strength {}", part.agent.value), part.strength, &part.cite);
    }
    if let Some(spread) = &entry.coverage {
        says.limit("coverage from", spread.least, &own(&spread.binding));
        says.limit("coverage to", spread.most, &own(&spread.binding));
    }
    for dwell in &entry.dwell {
        let on = dwell.on.as_ref().map_or_else(String::new, |on| format!(" on {}", on.value));
        // From 0 is no limit.
        if dwell.shortest.seconds() > 0 {
            says.limit(&format!("dwell from{on}"), dwell.shortest, &own(&dwell.binding));
        }
        says.limit(&format!("dwell to{on}"), dwell.longest, &own(&dwell.binding));
    }
    for most in &entry.most {
        if let Some(mass) = most.mass {
            says.limit("most mass", mass, &own(&most.binding));
        }
        if let Some(surface) = most.surface {
            says.limit("most surface", surface, &own(&most.binding));
        }
    }
    says.facts(&entry.facts);
}

fn product(entry: &Product, found: &mut Vec<Limit>) {
    let name = entry.name.value.as_str();
    let mut says = Says { kind: "product", name, found };
    says.facts(&entry.facts);
    for window in &entry.windows {
        // A side of 0 hours is no limit.
        for (side, span) in [("off before", window.before), ("off after", window.after)] {
            if span.most_hours() > 0 {
                says.limit(side, span, &window.binding);
            }
        }
    }
    for on in &entry.not_on {
        on.areas.iter().for_each(|area| says.limit(&format!("not on {}", area.value), "", &on.binding));
    }
    if let Some(dries) = &entry.dries {
        says.limit("let dry", "", &dries.value);
    }
    for asks in &entry.asks {
        asks.conditions.iter().for_each(|asked| says.limit(&format!("ask {}", asked.value), "", &asks.binding));
    }
    entry.labels.iter().for_each(|of| label(name, of, found));
}

fn activity(entry: &Activity, found: &mut Vec<Limit>) {
    let mut says = Says { kind: "activity", name: entry.name.value.as_str(), found };
    if let Some(off) = &entry.left_off {
        says.limit("left off until", off.least, &off.binding);
    }
    if let Some(paused) = &entry.paused {
        says.limit("paused from", paused.least, &paused.binding);
    }
    if let Some(required) = &entry.required {
        says.limit("required", "", &required.value);
    }
}

fn condition(entry: &Condition, found: &mut Vec<Limit>) {
    let mut says = Says { kind: "condition", name: entry.name.value.as_str(), found };
    for limit in &entry.waits {
        let side = match limit.wait.side {
            WaitSide::Before => "wait before",
            WaitSide::After => "wait after",
            WaitSide::AfterLastDose => "wait after last dose",
        };
        says.limit(side, limit.wait.span.value, &limit.binding);
    }
    if let Some(required) = &entry.required {
        says.limit("required", "", &required.value);
    }
    says.reserved("stopped by", entry.stopped_by.as_ref());
}
