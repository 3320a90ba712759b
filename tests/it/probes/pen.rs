//! Protocols on any pen and with any anaesthetic, for probes: what is not probed lies well inside its limits.

use needlepoint::quantity::{Depth, Mass, Strength, Surface};
use needlepoint::syntax::tree::Word;

use crate::support::builtin;

/// A protocol on one pen.
#[derive(Clone)]
pub(super) struct Pen {
    device: String,
    indication: String,
    pub(super) area: String,
    pub(super) phototypes: (i64, i64),
    pub(super) months: i64,
    pub(super) start: Depth,
    pub(super) depth: Depth,
    pub(super) rpm: i64,
    pub(super) next: i64,
}

impl Pen {
    /// A pen, used as one of its labels says, or as none of them does.
    pub(super) fn of(device: &str, label: &str) -> Self {
        let labels = &builtin().device(device).expect("a pen").labels;
        let label = labels.iter().find(|entry| entry.name.value.as_str() == label);
        let first = |names: &[Word]| names.first().map(|name| name.value.to_string());
        let (indication, area) = label.map_or((None, None), |label| (first(&label.indications), first(&label.areas)));
        Self {
            device: device.to_owned(),
            indication: indication.unwrap_or_else(|| "melasma".to_owned()),
            area: area.unwrap_or_else(|| "cheeks".to_owned()),
            phototypes: (3, 3),
            months: 30 * 12,
            start: Depth::of(500),
            depth: Depth::of(500),
            rpm: 7000,
            next: 35,
        }
    }

    /// The protocol with something of it changed.
    pub(super) fn with(&self, change: impl FnOnce(&mut Self)) -> String {
        let mut changed = self.clone();
        change(&mut changed);
        let Self { device, indication, area, phototypes: (from, to), months, start, depth, rpm, next } = changed;
        let cartridges = &builtin().device(&device).expect("a pen").cartridges;
        let cartridge = &cartridges.first().expect("a cartridge").name.value;
        format!(
            "... without area, variant, exception
indication {indication}
device {device} with {cartridge}
screen before every session {{
  ...
  age {months} months or older
  phototype {from} to {to}, recorded by clinician
}}
area {area} {{
  depth start {start}, raise by 0.5 mm, never above {depth}
  passes 1 horizontal
  speed {rpm} rpm
  move glide 20 mm/s
  pressure light
  size 10 cm2
  endpoint even-erythema
  at most 2 minutes
  stop area if bleeding lasts over 2 minutes under pressure
}}
session {{
  ...
  fit one sterile {cartridge} per patient per session
  needle {area}
}}
course {{
  ... without session
  next {next} to 60 days after the last session given, aim 60 days
}}"
        )
    }
}

/// A protocol that numbs the cheeks under one label.
#[derive(Clone)]
pub(super) struct Numb {
    product: String,
    label: String,
    pub(super) milligrams: i64,
    /// In hundredths of a square centimetre.
    pub(super) surface: i64,
    pub(super) minutes: (i64, i64),
    pub(super) months: i64,
    /// Whether patients with eczema are treated.
    pub(super) eczema: bool,
    /// Strengths that the line states, in hundredths of a percent.
    pub(super) lidocaine: Option<i64>,
    pub(super) prilocaine: Option<i64>,
    pub(super) tetracaine: Option<i64>,
}

impl Numb {
    pub(super) fn of(product: &str, label: &str) -> Self {
        Self {
            product: product.to_owned(),
            label: label.to_owned(),
            milligrams: 1000,
            surface: 100 * 100,
            minutes: (25, 25),
            months: 30 * 12,
            eczema: false,
            lidocaine: None,
            prilocaine: None,
            tetracaine: None,
        }
    }

    /// The protocol with something of it changed.
    pub(super) fn with(&self, change: impl FnOnce(&mut Self)) -> String {
        let mut changed = self.clone();
        change(&mut changed);
        let Self { product, label, milligrams, surface, minutes: (from, to), months, eczema, lidocaine, prilocaine, tetracaine } = changed;
        let unsigned = |value: i64| u32::try_from(value).expect("not below nothing");
        let part = |(agent, strength): (&str, Option<i64>)| Some(format!("{} {agent}", Strength::of(unsigned(strength?))));
        let parts = [("lidocaine", lidocaine), ("prilocaine", prilocaine), ("tetracaine", tetracaine)];
        let parts = parts.into_iter().filter_map(part).collect::<Vec<_>>().join(" and ");
        let parts = if parts.is_empty() { parts } else { format!(" of {parts}") };
        let (list, skin) = if eczema { ("... without use", "") } else { ("...", ", eczema") };
        let (mass, surface) = (Mass::of(unsigned(milligrams)), Surface::of(unsigned(surface)));
        format!(
            "screen before every session {{
  {list}
  age {months} months or older
  do-not-treat in area active-acne, acute-rosacea, psoriasis{skin}, vitiligo, tattoo, permanent-make-up
}}
session {{
  ... without numb
  numb cheeks with {product} under {label}{parts}, {mass} in total on {surface}, {from} to {to} minutes, uncovered, in clinic by nurse
}}"
        )
    }
}
