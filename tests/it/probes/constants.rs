//! Probes of the numbers that a rule holds itself, where the rule's own probes meet another number.

use super::pen::Pen;
use super::rows::{Probed, smallest};
use crate::published::Row;

/// A step that numbs with a mixture, on phototypes 1 to some other.
const MIXTURE: &str = "\
session {
  ... without numb, wipe-off
  numb cheeks with compounded-anaesthetic of 4 % lidocaine, 1 g in total on 100 cm2, 30 to 60 minutes, uncovered, in clinic by nurse
  wipe-off compounded-anaesthetic
}";

/// A session with the patient's own blood.
const BLOOD: &str = "\
session {
  ... without rinse
  draw blood for prp into closed-kit, labelled with name, birth-date by 2 people
  match prp to patient on name, birth-date by 2 people
  use prp from own-blood 4 ml after needling
  discard prp
}";

/// How the number of a rule is probed; `None` where the rule's own probes do it.
pub(super) fn probed(row: &Row) -> Option<Probed> {
    let at = smallest(row).0;
    let phototypes = |last: i64| {
        format!("... without variant\nscreen before every session {{\n  ...\n  phototype 1 to {last}, recorded by clinician\n}}\n{MIXTURE}")
    };
    let next = |device: &'static str, area: &'static str| {
        move |days: i64| Pen::of(device, "").with(|pen| (pen.area, pen.next) = (area.to_owned(), days))
    };
    let rule = match row.cells[1].as_str() {
        "anaesthetic-too-strong" => "anaesthetic-too-strong",
        "pigment-plan-missing" => "pigment-plan-missing",
        _ => "redness-alone",
    };
    Some(match (row.cells[1].as_str(), row.cells[2].as_str()) {
        // The darker phototypes start at the number, so the one before it is the last that is not among them.
        (_, "darker") => Probed::above(rule, "phototype", at - 1, phototypes),
        ("age-below-label", "adult") => {
            let pen = Pen::of("skinpen-precision", "us-acne");
            Probed::below("age-below-label", "it is not for a protocol alone to say", at, move |months| pen.with(|pen| pen.months = months))
        }
        ("blood-product-exclusions-missing", "anti-inflammatory") => {
            Probed::below("blood-product-exclusions-missing", "is waited for", at, |minutes| {
                format!("screen before every session {{\n  ...\n  wait anti-inflammatory-drug {minutes} minutes after\n}}\n{BLOOD}")
            })
        }
        ("contact-too-late", "latest") => Probed::above("contact-too-late", "the latest is", at, |minutes| {
            format!("aftercare {{\n  ...\n  contact patient by {minutes} minutes after\n}}")
        }),
        ("pain-scale-unusual", "scale") => Probed::exactly("pain-scale-unusual", "pain above 6 of", at, |scale| {
            format!("area forehead {{\n  ... without stop\n  stop session if pain above 6 of {scale}\n}}")
        }),
        ("product-too-close", "open") => Probed::below("product-too-close", "nobody has published how soon", at, |minutes| {
            format!("aftercare {{\n  ...\n  apply topical-minoxidil from {minutes} minutes until 10 days after\n}}")
        }),
        ("session-too-soon", "channels-open") => {
            Probed::below("session-too-soon", "needle channels may stay open", at, next("skinpen-precision", "cheeks"))
        }
        ("session-too-soon", "shortest-trial") => {
            Probed::below("session-too-soon", "the shortest gap in trials is 14 days", at, next("skinpen-precision", "cheeks"))
        }
        ("session-too-soon", "shortest-scalp") => {
            Probed::below("session-too-soon", "the shortest gap in trials is 7 days", at, next("skinpen-precision", "scalp"))
        }
        ("session-too-soon", "four-weeks") => {
            Probed::below("session-too-soon", "did better in a review is 28 days", at, next("rejuvapen-nxt", "cheeks"))
        }
        ("dose-contradictory", "shallowest") => Probed::below("dose-contradictory", "no pen is set to less than", at, |start| {
            let start = needlepoint::quantity::Depth::of(start.try_into().expect("a depth"));
            Pen::of("rejuvapen-nxt", "").with(|pen| pen.start = start)
        }),
        ("speed-outside-device", "slowest") => Probed::below("speed-outside-device", "pens run at", at, |rpm| {
            Pen::of("rejuvapen-nxt", "us-periorbital").with(|pen| pen.rpm = rpm)
        }),
        ("speed-outside-device", "fastest") => Probed::above("speed-outside-device", "pens run at", at, |rpm| {
            Pen::of("rejuvapen-nxt", "us-periorbital").with(|pen| pen.rpm = rpm)
        }),
        _ => return None,
    })
}
