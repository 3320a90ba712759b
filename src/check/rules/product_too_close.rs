//! A product is used in a session, or at home while the skin may still be open to it.
//!
//! The skin's barrier stays open after the last needle: in people micro-channels took 58 to 63 hours to close, longer when covered.
//! The atlas holds, for each product that must stay off, from when before to when after a session.
//!
//! Hazards: D30, D31, E01, E02, E03, H06, H07.
//!
//! ```needle,not-accepted
//! aftercare {
//!   ...
//!   apply      sunscreen spf 50 from 12 hours until 14 days after
//! }
//! ```
//!
//! ```needle,accepted
//! aftercare {
//!   ...
//!   apply      sunscreen spf 50 from 2 days until 14 days after
//! }
//! ```

use crate::quantity::Clock;
use crate::rule::prelude::*;
use crate::syntax::entries::Answer;

pub(super) const RULE: Rule =
    Rule { hazards: &["D30", "D31", "E01", "E02", "E03", "H06", "H07"], version: 3, when: When::Always, check, probes };

#[derive(Debug, Error, Diagnostic)]
#[error("`{product}` is put on from {asked} after a session; it stays off until {limit} after")]
#[diagnostic(help("{asked} is sooner than {limit}; {grounds}; sources differ on how long channels stay open, from minutes to 63 hours"))]
struct Finding {
    #[label(primary, "too soon after the session")]
    at: Span,
    product: ProductId,
    asked: Elapsed,
    limit: Elapsed,
    grounds: String,
}

#[derive(Debug, Error, Diagnostic)]
#[error("`{product}` {what}; it stays off from {before} before until {after} after")]
#[diagnostic(help("{grounds}; sources differ on how long channels stay open, from minutes to 63 hours"))]
struct OnSkin {
    #[label(primary, "too close to a session")]
    at: Span,
    product: Name,
    what: String,
    before: Elapsed,
    after: Elapsed,
    grounds: String,
}

/// The longest that channels in people were measured to stay open.
const OPEN: Elapsed = Elapsed::Clock(Clock::of(63 * 3600));

#[derive(Debug, Error, Diagnostic)]
#[error("`{product}` is put on from {asked} after a session, and nobody has published how soon it may be")]
#[diagnostic(help(
    "{asked} is sooner than {OPEN}, the longest that channels in people took to close, and nothing says that it is for broken skin; basis evidence: micropore-closure (paper)"
))]
struct Unproven {
    #[label(primary, "on skin that may still be open")]
    at: Span,
    product: ProductId,
    asked: Elapsed,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    in_session(subject, findings);
    paused(subject, findings);
    let care = match &subject.protocol.aftercare {
        Stated::Known(care) => &care.value,
        Stated::Waiting => return Ran::Waiting,
        Stated::Absent => return Ran::Checked,
    };
    let mut ran = Ran::Checked;
    for line in &care.applied {
        let (product, asked) = (&line.value.product, line.value.from);
        let Some(entry) = subject.library.product(product.value.as_str()) else {
            ran = Ran::Waiting;
            continue;
        };
        let entered = entry.windows.iter().filter(|window| !asked.value.reaches(window.after));
        // Of the windows that it falls into, the firmest says it all.
        if let Some(window) = entered.max_by_key(|window| (window.binding.level.unwrap_or(Level::Never), window.after.most_hours())) {
            let finding = Finding {
                at: asked.span,
                product: product.value.clone(),
                asked: asked.value,
                limit: window.after,
                grounds: subject.library.grounds(&window.binding) + &subject.library.disagreement(entry.disagree.as_ref()),
            };
            findings.add(window.binding.level.unwrap_or(Level::Never), asked.span, finding).also(window.span, "the limit is set here");
        }
        let proven = entry.facts.iter().any(|fact| fact.name.value == "for-broken-skin" && fact.answer == Answer::Yes);
        let of = |wanted: &str| entry.class.iter().any(|class| class.value == wanted);
        // Of anaesthetics and biologics other rules speak.
        let elsewhere = of("unapproved-biologic") || subject.is_anaesthetic(&product.value) == Some(true);
        if entry.windows.is_empty() && !proven && !elsewhere && !asked.value.reaches(OPEN) {
            let finding = Unproven { at: asked.span, product: product.value.clone(), asked: asked.value };
            let level = if of("drug") || of("blood-product") { Level::SignOff } else { Level::Caution };
            findings.add(level, asked.span, finding).also(entry.name.span, "the product is described here");
        }
        let until = line.value.until;
        for course in subject.courses {
            let Some(next) = course.spacing.known().map(|spacing| spacing.value.shortest) else { continue };
            if course.sessions_stated.known().is_some_and(|count| count.value == 1) {
                continue;
            }
            let room = next.value.fewest_days().saturating_mul(24);
            let window = entry.windows.iter().filter(|window| window.before.most_hours() > 0);
            let late = window.filter(|window| until.value.most_hours().saturating_add(window.before.most_hours()) > room);
            if let Some(window) = late.max_by_key(|window| window.binding.level.unwrap_or(Level::Never)) {
                let what = format!("is put on until {} after a session, and the next may come after {}", until.value, next.value);
                add(subject, findings, window, until.span, product.value.name(), what).in_course(&course.name);
            }
        }
    }
    ran
}

fn add<'f>(
    subject: &Subject<'_>,
    findings: &'f mut Findings,
    window: &crate::syntax::entries::Window,
    at: Span,
    product: &Name,
    what: String,
) -> &'f mut Found {
    let disagree = subject.library.product(product.as_str()).and_then(|entry| entry.disagree.as_ref());
    let grounds = subject.library.grounds(&window.binding) + &subject.library.disagreement(disagree);
    let finding = OnSkin { at, product: product.clone(), what, before: window.before, after: window.after, grounds };
    findings.add(window.binding.level.unwrap_or(Level::Never), at, finding).also(window.span, "the limit is set here")
}

/// A product with a window around sessions is not used in one.
fn in_session(subject: &Subject<'_>, findings: &mut Findings) {
    for (place, step) in subject.steps().iter().enumerate() {
        let product = match &step.value {
            Step::Wash(_, product) | Step::Disinfect(_, product, _) | Step::Lubricate(product) | Step::Rinse(product) => product,
            Step::Use(used) => &used.product,
            _ => continue,
        };
        let Some(entry) = subject.library.product(product.value.as_str()) else { continue };
        // Of what is on open skin and lacks a fact, the rule on open skin says so.
        let under_needles = match &step.value {
            Step::Lubricate(_) | Step::Rinse(_) => true,
            Step::Use(used) => !subject.wiped_off(place, &used.product.value),
            _ => false,
        };
        if under_needles && entry.facts.iter().any(|fact| fact.answer != Answer::Yes) {
            continue;
        }
        let windows = entry.windows.iter();
        if let Some(window) = windows.max_by_key(|window| window.binding.level.unwrap_or(Level::Never)) {
            add(subject, findings, window, product.span, product.value.name(), "is used in the session itself".to_owned());
        }
    }
}

/// A pause is no shorter than the product's window on either side.
fn paused(subject: &Subject<'_>, findings: &mut Findings) {
    for pause in &subject.protocol.pauses {
        let (before, after) = (pause.value.before, pause.value.after);
        for what in &pause.value.what {
            let windows = subject.library.product(what.value.as_str()).into_iter().flat_map(|entry| &entry.windows);
            let short = windows.filter(|window| !before.value.reaches(window.before) || !after.value.reaches(window.after));
            if let Some(window) = short.max_by_key(|window| window.binding.level.unwrap_or(Level::Never)) {
                let said = format!("is left off from {} before until {} after only", before.value, after.value);
                add(subject, findings, window, what.span, &what.value, said);
            }
        }
    }
}

fn probes(library: &Library) -> Vec<Probe> {
    let window = library.product("sunscreen").and_then(|product| product.windows.first());
    let probe = |window: &crate::syntax::entries::Window| Probe {
        what: "sunscreen after a session".to_owned(),
        limit: window.after.most_hours(),
        ceiling: false,
        step: 1,
        fragment: |hours| format!("aftercare {{\n  ...\n  apply sunscreen spf 50 from {hours} hours until 14 days after\n}}"),
    };
    window.map(probe).into_iter().collect()
}
