//! Every number of `tests/published.csv` has three probes: a protocol one smallest unit inside it, at it, and one outside, through the whole
//! pipeline. They are made from the row that was typed by hand, so a limit of the atlas that is off by one unit is met here as well. A row
//! without probes fails.

use std::collections::BTreeMap;

use needlepoint::check::RULES;
use needlepoint::diagnostic::Level;
use needlepoint::quantity::{Coverage, Decimal, Depth, Mass, Quantity, Speed, Strength, Surface};

use super::pen::{Numb, Pen};
use super::{constants, found, one_area};
use crate::published::{Row, rows};
use crate::support::builtin;

/// Numbers that no protocol is held to, each with the reason. Everything else is probed.
const NOT_COMPARED: &[(&str, &str, &str)] = &[
    ("cartridge", "needles", "how many needles there are is shown; no limit on it was published"),
    ("label", "coverage from", "too little numbs less; the hazard list asks for a warning above the label only"),
];

/// Numbers of a rule that are met by hand, each with where.
const BY_HAND_ROWS: &[(&str, &str, &str)] = &[
    ("step-missing", "people", "a count of people; the cases hold 1 and 2"),
    ("blood-product-unidentified", "people", "a count of people; the cases hold 1 and 2"),
    ("blood-product-unidentified", "identifiers", "a count of identifiers; the cases hold 1 and 2"),
];

/// Where the outside of a limit lies.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Above,
    Below,
    /// Anything else is outside.
    Other,
}

/// How a protocol is written that just meets or misses the limit of a row.
pub(super) struct Probed {
    rule: &'static str,
    /// Words of the findings about this limit, and about no other.
    about: String,
    side: Side,
    /// The limit in the smallest unit that the fragment writes.
    limit: i64,
    /// How far inside the first probe lies.
    inside: i64,
    fragment: Box<dyn Fn(i64) -> String>,
}

impl Probed {
    fn new(rule: &'static str, about: impl Into<String>, side: Side, limit: i64, fragment: impl Fn(i64) -> String + 'static) -> Self {
        Self { rule, about: about.into(), side, limit, inside: 1, fragment: Box::new(fragment) }
    }

    pub(super) fn above(rule: &'static str, about: impl Into<String>, limit: i64, fragment: impl Fn(i64) -> String + 'static) -> Self {
        Self::new(rule, about, Side::Above, limit, fragment)
    }

    pub(super) fn exactly(rule: &'static str, about: impl Into<String>, limit: i64, fragment: impl Fn(i64) -> String + 'static) -> Self {
        Self::new(rule, about, Side::Other, limit, fragment)
    }

    pub(super) fn below(rule: &'static str, about: impl Into<String>, limit: i64, fragment: impl Fn(i64) -> String + 'static) -> Self {
        Self::new(rule, about, Side::Below, limit, fragment)
    }

    /// The three values.
    fn values(&self) -> [i64; 3] {
        let out = if self.side == Side::Above { 1 } else { -1 };
        [self.limit - self.inside * out, self.limit, self.limit + out]
    }

    /// Whether a limit is missed by a value.
    fn misses(&self, limit: i64, value: i64) -> bool {
        match self.side {
            Side::Above => value > limit,
            Side::Below => value < limit,
            Side::Other => value != limit,
        }
    }
}

/// How many of the smallest unit that is written each unit holds, and that unit.
fn units() -> Vec<(&'static str, u32, &'static str)> {
    let of = |units: &'static [(&'static str, u32)]| units.iter().map(|(unit, holds)| (*unit, *holds, ""));
    let quantities = [Depth::UNITS, Speed::UNITS, Surface::UNITS, Mass::UNITS, Coverage::UNITS, Strength::UNITS];
    let times = [("hours", 60, "minutes"), ("years", 12, "months")];
    quantities.into_iter().flat_map(of).chain(times).collect()
}

/// The value of a row in the smallest unit that is written, and that unit.
pub(super) fn smallest(row: &Row) -> (i64, String) {
    let (number, unit) = (Decimal::read(&row.cells[3]).expect("a number"), row.cells[4].as_str());
    // Windows of one product are met together, whether they count hours or days.
    if row.cells[0] == "product" && unit == "days" {
        return (i64::from(number.times(24 * 60).expect("a whole number")), "minutes".to_owned());
    }
    let (_, holds, written) = units().into_iter().find(|(name, ..)| *name == unit).unwrap_or((unit, 1, unit));
    (number.times(holds).expect("a whole number").into(), written.to_owned())
}

fn depth(value: i64) -> Depth {
    Depth::of(value.try_into().expect("a depth"))
}

/// How the limit of a row is probed; `None` where nothing says so.
fn probed(row: &Row) -> Option<Probed> {
    let [kind, name, limit, ..] = row.cells.each_ref().map(String::as_str);
    let (of, (value, unit)) = (name.to_owned(), smallest(row));
    let (whose, which) = name.split_once(' ').unwrap_or((name, ""));
    Some(match (kind, limit) {
        ("area", "depth") => Probed::above("depth-beyond-area-limit", name, value, move |at| one_area(&of, depth(at))),
        ("area", "skin") => Probed::above("depth-beyond-skin", name, value, move |at| one_area(&of, depth(at))),
        ("indication", "depth") => Probed::above("depth-beyond-indication", name, value, move |at| {
            one_area("cheeks", depth(at)).replace("indication melasma", &format!("indication {of}"))
        }),
        ("activity", "left off until") => Probed::below("activity-too-early", format!("`{name}` is left off until"), value, move |at| {
            format!(
                "... without pause\naftercare {{\n  ... without do-not\n  do-not home-needling\n  do-not {of} until {at} {unit} after\n}}"
            )
        }),
        ("activity", "paused from") => Probed::below("activity-too-late", name, value, move |at| {
            format!("... without pause\npause {of} from {at} {unit} before until 30 days after")
        }),
        ("product", "off after") => Probed::below("product-too-close", format!("`{name}` is put on"), value, move |at| {
            format!("aftercare {{\n  ...\n  apply {of} from {at} {unit} until 10 days after\n}}")
        }),
        ("product", "off before") => Probed::below("product-too-close", name, value, move |at| {
            format!("... without pause\npause {of} from {at} {unit} before until 30 days after")
        }),
        ("condition", "wait before" | "wait after" | "wait after last dose") => {
            // A wait with two sides is written with both, the other one long enough for any limit.
            let has = |side: &str| rows().iter().any(|other| other.cells[1] == name && other.cells[2].starts_with(side));
            let other = match limit {
                "wait before" if has("wait after") => " and 9 years after",
                "wait after" if has("wait before") => " and 9 years before",
                _ => "",
            };
            let side = limit.replace("wait ", "");
            Probed::below("wait-too-short", name, value, move |at| {
                format!("screen before every session {{\n  ...\n  wait {of} {at} {unit} {side}{other}\n}}")
            })
        }
        ("label", _) if builtin().product(whose).is_some() => numbed(row, whose, which)?,
        ("rule", _) => constants::probed(row)?,
        ("device" | "cartridge" | "label", _) => needled(row, whose, which)?,
        _ => return None,
    })
}

/// The limits of a pen, of its cartridges and of its labels.
fn needled(row: &Row, device: &str, which: &str) -> Option<Probed> {
    let [kind, _, limit, ..] = row.cells.each_ref().map(String::as_str);
    let label = if kind == "label" { which } else { "" };
    let pen = Pen::of(device, label);
    let at = smallest(row).0;
    let by = move |set: fn(&mut Pen, i64)| move |at: i64| pen.with(|pen| set(pen, at));
    let to_depth = |pen: &mut Pen, at: i64| pen.depth = depth(at);
    let speeds = || rows().iter().filter(|other| other.cells[1] == device && other.cells[2].starts_with("speed "));
    let one_speed = speeds().all(|other| smallest(other).0 == at);
    let dial_step = || rows().iter().find(|other| other.cells[1] == device && other.cells[2] == "dial step").map(|other| smallest(other).0);
    Some(match (kind, limit) {
        ("device", "dial to") => Probed::above("depth-beyond-dial", device, at, by(to_depth)),
        // Below the first setting, and between two, lies nothing that can be set.
        ("device", "dial from") if at > 0 => Probed { inside: dial_step()?, ..Probed::below("depth-off-step", device, at, by(to_depth)) },
        ("device", "dial step") => Probed { inside: at, ..Probed::above("depth-off-step", device, at * 4, by(to_depth)) },
        // A motor of one speed.
        ("device", "speed from" | "speed to") if one_speed => {
            Probed::exactly("speed-outside-device", device, at, by(|pen, at| pen.rpm = at))
        }
        ("device", "speed from") => Probed::below("speed-outside-device", device, at, by(|pen, at| pen.rpm = at)),
        ("device", "speed to") => Probed::above("speed-outside-device", device, at, by(|pen, at| pen.rpm = at)),
        // Label and cheeks end at 1.5 mm, so twice the tolerance below it lies well inside.
        ("device", "tolerance") => {
            let pen = Pen::of(device, "");
            Probed::above("depth-within-tolerance", "1.5 mm, ", at, move |reach| pen.with(|pen| pen.depth = depth(1500 - 2 * at + reach)))
        }
        ("cartridge", "length") => Probed::above("depth-beyond-cartridge", which, at, by(to_depth)),
        ("label", "depth") => Probed::above("depth-beyond-label", which, at, by(to_depth)),
        ("label", "next") => Probed::below("session-too-soon", which, at, by(|pen, at| pen.next = at)),
        ("label", "age") => Probed::below("age-below-label", which, at, by(|pen, at| pen.months = at)),
        ("label", "phototype from") if at > 1 => Probed::below("use-off-label", which, at, by(|pen, at| pen.phototypes = (at, 4))),
        ("label", "phototype to") if at < 6 => Probed::above("use-off-label", which, at, by(|pen, at| pen.phototypes = (3, at))),
        _ => return None,
    })
}

/// The limits of an anaesthetic's label.
fn numbed(row: &Row, product: &str, label: &str) -> Option<Probed> {
    let limit = row.cells[2].as_str();
    let (beyond, amount, at) = ("anaesthetic-beyond-label", &row.limit.value, smallest(row).0);
    let numb = Numb::of(product, label);
    let by = move |set: fn(&mut Numb, i64)| move |at: i64| numb.with(|numb| set(numb, at));
    Some(match limit {
        // On 100 cm2.
        "coverage to" => Probed::above(beyond, "goes up to", at * 100, by(|numb, at| numb.milligrams = at)),
        "most mass" => Probed::above(beyond, format!("allows at most {amount}"), at, by(|numb, at| numb.milligrams = at)),
        "most surface" => Probed::above(beyond, format!("allows at most {amount}"), at, by(|numb, at| numb.surface = at)),
        "dwell from" => Probed::below(beyond, "or more", at, by(|numb, at| numb.minutes = (at, 600))),
        "dwell to" => Probed::above(beyond, "ends at", at, by(|numb, at| numb.minutes = (1, at))),
        "dwell to on eczema" => Probed::above(beyond, "on `eczema`", at, by(|numb, at| (numb.eczema, numb.minutes) = (true, (1, at)))),
        "age" => Probed::below("anaesthetic-child-dose-missing", label, at, by(|numb, at| numb.months = at)),
        "strength lidocaine" => Probed::exactly("anaesthetic-too-strong", "lidocaine in", at, by(|numb, at| numb.lidocaine = Some(at))),
        "strength prilocaine" => Probed::exactly("anaesthetic-too-strong", "prilocaine in", at, by(|numb, at| numb.prilocaine = Some(at))),
        "strength tetracaine" => Probed::exactly("anaesthetic-too-strong", "tetracaine in", at, by(|numb, at| numb.tetracaine = Some(at))),
        _ => return None,
    })
}

/// Whether a rule has probes of its own at the value of a row, or a reason why its edges are held elsewhere.
fn probed_by_its_rule(row: &Row) -> bool {
    let (name, value) = (row.cells[1].as_str(), smallest(row).0);
    let rule = RULES.iter().find(|rule| rule.name == name).expect("a rule");
    let own = (rule.rule.probes)(builtin());
    let by_hand = BY_HAND_ROWS.iter().any(|(rule, number, _)| (*rule, *number) == (name, row.cells[2].as_str()));
    own.iter().any(|probe| i64::from(probe.limit) == value) || by_hand
}

#[test]
fn every_number_has_its_three_probes() {
    let mut wrong = Vec::new();
    let mut count = BTreeMap::<&str, u32>::new();
    for row in rows().iter().filter(|row| Decimal::read(&row.cells[3]).is_ok()) {
        let [kind, name, limit, value, unit, ..] = row.cells.each_ref().map(String::as_str);
        let said = format!("line {}: {kind} {name}, {limit} {value} {unit}", row.line);
        if NOT_COMPARED.iter().any(|(of, which, _)| (*of, *which) == (kind, limit)) || at_the_end(row) {
            continue;
        }
        let Some(probed) = probed(row) else {
            if kind == "rule" && probed_by_its_rule(row) {
                continue;
            }
            wrong.push(format!("{said}: nothing probes it"));
            continue;
        };
        // Limits of one name and kind are met together; the firmest one that is missed speaks.
        let same: Vec<&Row> = rows().iter().filter(|other| other.cells[..3] == row.cells[..3]).collect();
        for value in probed.values() {
            let missed: Vec<&&Row> =
                same.iter().filter(|other| probed.misses(self::probed(other).map_or(i64::MAX, |other| other.limit), value)).collect();
            let expected = missed.iter().filter_map(|row| Level::ALL.into_iter().find(|level| level.word() == row.limit.level)).max();
            let levels = found(probed.rule, &(probed.fragment)(value), &probed.about);
            let right = match expected {
                Some(level) => levels == [level.word()],
                None => levels.is_empty() == missed.is_empty(),
            };
            if !right {
                let expected = expected.map_or("", Level::word);
                wrong.push(format!("{said}: at {value}, {} finds {levels:?}; {} missed {expected}", probed.rule, missed.len()));
            }
        }
        *count.entry(kind).or_default() += 1;
    }
    assert!(wrong.is_empty(), "{} of {count:?}:\n{}", wrong.len(), wrong.join("\n"));
}

/// Whether nothing can be written outside of a limit: it is the first or last of all phototypes, or a dial that starts at nothing.
fn at_the_end(row: &Row) -> bool {
    matches!([&row.cells[2], &row.cells[3]].map(String::as_str), ["phototype from", "1"] | ["phototype to", "6"] | ["dial from", "0"])
}
