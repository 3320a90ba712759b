//! A speed is set that the pen's motor does not have.
//!
//! Hazards: B01, B03. The speed is read from the atlas entry of the device, with its source.
//!
//! ```needle,not-accepted
//! area cheeks {
//!   ...
//!   speed      9000 rpm
//! }
//! ```
//!
//! ```needle,accepted
//! area cheeks {
//!   ...
//!   speed      7000 rpm
//! }
//! ```

use crate::rule::prelude::*;
use crate::syntax::entries::Published;

pub(super) const RULE: Rule = Rule { hazards: &["B01", "B03"], version: 2, when: When::Always, check, probes };

#[derive(Debug, Error, Diagnostic)]
#[error("`{area}` is needled at {asked}; {device} runs at {range}")]
#[diagnostic(help("basis logic: a fact of the pen; {source_text}"))]
struct Finding {
    #[label(primary, "not a speed of this pen")]
    at: Span,
    area: AreaId,
    asked: Speed,
    device: Name,
    range: String,
    source_text: String,
}

#[derive(Debug, Error, Diagnostic)]
#[error("`{area}` is needled at {asked}; pens run at {SLOWEST} to {FASTEST}")]
#[diagnostic(help(
    "the speed of {device} has not been published, and a number outside of these was meant in another unit: 1 Hz is 60 rpm; basis logic"
))]
struct Implausible {
    #[label(primary, "not a speed of any pen")]
    at: Span,
    area: AreaId,
    asked: Speed,
    device: Name,
}

/// Slower than this is a number in Hz taken for one in rpm.
const SLOWEST: Speed = Speed::of(600);
/// Faster than this, 400 Hz, is a number in rpm taken for one in Hz.
const FASTEST: Speed = Speed::of(24000);

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let Some(device) = subject.device() else { return Ran::Waiting };
    let published = match &device.motor {
        Some(Published::Known(motor, cite)) => Some((motor, cite)),
        _ => None,
    };
    // Where the pen's own speed has not been published, any speed that a pen can have is taken as said.
    let (slowest, fastest) = published.map_or((SLOWEST, FASTEST), |(motor, _)| motor.value);
    let mut ran = Ran::Checked;
    for course in subject.courses {
        for plan in &course.areas {
            let Some(asked) = plan.speed.known() else {
                ran = if plan.speed.is_waiting() { Ran::Waiting } else { ran };
                continue;
            };
            if asked.value >= slowest && asked.value <= fastest {
                continue;
            }
            let (at, area, device) = (asked.span, plan.area.value.clone(), device.name.value.clone());
            let found = match published {
                Some((motor, cite)) => {
                    let range = if slowest == fastest { format!("{fastest} only") } else { format!("{slowest} to {fastest}") };
                    let source_text = subject.library.cited(cite);
                    let found = findings.add(Level::Never, at, Finding { at, area, asked: asked.value, device, range, source_text });
                    found.also(motor.span, "the motor is described here")
                }
                None => findings.add(Level::Never, at, Implausible { at, area, asked: asked.value, device }),
            };
            found.in_course(&course.name);
        }
    }
    ran
}

fn probes(library: &Library) -> Vec<Probe> {
    let motor = library.device("skinpen-precision").and_then(|device| match device.motor.as_ref()? {
        Published::Known(motor, _) => Some(motor.value),
        Published::Unpublished(_) => None,
    });
    // The pen has one speed, so the probe inside is the speed itself.
    let probe = |(slowest, fastest): (Speed, Speed)| {
        let what = "the speed of skinpen-precision".to_owned();
        vec![
            Probe {
                what: what.clone(),
                limit: fastest.smallest(),
                ceiling: true,
                step: 1,
                fragment: |speed| format!("area cheeks {{\n  ...\n  speed {} rpm\n}}", speed.max(7000)),
            },
            Probe {
                what,
                limit: slowest.smallest(),
                ceiling: false,
                step: 1,
                fragment: |speed| format!("area cheeks {{\n  ...\n  speed {} rpm\n}}", speed.min(7000)),
            },
        ]
    };
    motor.map(probe).unwrap_or_default()
}
