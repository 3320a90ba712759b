//! A session lacks a step that every session needs.
//!
//! Hands, skin, needles and the handpiece each have a step of their own, and two people confirm who is treated where as the last
//! step before the first needle. The eyes have one where the face is needled. The cover on the handpiece is also what keeps one patient's
//! blood from the next.
//!
//! Hazards: B09, E17, G05, G08, G10, G11, G16, G18, K01, K02. Infection control: a public-health office's and the maker's own pages; the
//! confirmation is clinical judgement.
//!
//! ```needle,not-accepted
//! session {
//!   ... without wear
//! }
//! ```
//!
//! ```needle,accepted
//! session {
//!   ...
//!   wear       gloves new
//! }
//! ```

use crate::rule::prelude::*;
use crate::syntax::tree::Movement;

pub(super) const RULE: Rule = Rule {
    hazards: &["B09", "E17", "G05", "G08", "G10", "G11", "G16", "G18", "K01", "K02"],
    version: 4,
    when: When::Always,
    check,
    probes: no_probes,
};

/// A step, what it is for, its level, whether it must come before the first needle, and who says so.
struct Needed {
    word: &'static str,
    what: &'static str,
    level: Level,
    before: bool,
    grounds: &'static str,
}

const NEEDED: [Needed; 9] = [
    Needed {
        word: "wear",
        what: "new gloves",
        level: Level::Never,
        before: true,
        grounds: "basis label; bellus-protocol (label), toronto-bodysafe (regulator)",
    },
    Needed {
        word: "cover",
        what: "a sleeve on the handpiece",
        level: Level::Never,
        before: true,
        grounds: "basis label; fluid must not enter the handpiece: cfr-878-4430 (regulator)",
    },
    Needed {
        word: "wash",
        what: "washing the skin",
        level: Level::Never,
        before: true,
        grounds: "basis label; everything on the skin is taken off first: bellus-protocol (label)",
    },
    Needed {
        word: "disinfect",
        what: "disinfecting the skin",
        level: Level::SignOff,
        before: true,
        grounds: "basis label; toronto-bodysafe (regulator), bellus-protocol (label)",
    },
    Needed {
        word: "lubricate",
        what: "something for the pen to glide on",
        level: Level::Caution,
        before: true,
        grounds: "the pen glides, and dry skin is dragged and scratched; basis policy: one maker's own way: skinpen-clinical-summary (label)",
    },
    Needed {
        word: "protect",
        what: "protecting the eyes",
        level: Level::Caution,
        before: true,
        grounds: "the face is needled; basis policy: clinical judgement",
    },
    Needed {
        word: "confirm",
        what: "two people confirming patient, areas and side",
        level: Level::SignOff,
        before: true,
        grounds: "basis policy: clinical judgement",
    },
    Needed {
        word: "sharps-bin",
        what: "the sharps bin",
        level: Level::SignOff,
        before: false,
        grounds: "basis label; toronto-bodysafe (regulator); needlestick injuries are on record",
    },
    Needed {
        word: "clean",
        what: "cleaning the handpiece between patients",
        level: Level::SignOff,
        before: false,
        grounds: "basis label; toronto-bodysafe (regulator), cfr-878-4430 (regulator)",
    },
];

#[derive(Debug, Error, Diagnostic)]
#[error("the session has no step for {what}{order}")]
#[diagnostic(help("the step starts with `{word}`; {grounds}"))]
struct Finding {
    #[label(primary, "no `{word}` step{order}")]
    at: Span,
    word: &'static str,
    what: &'static str,
    order: &'static str,
    grounds: &'static str,
}

#[derive(Debug, Error, Diagnostic)]
#[error("patient, areas and side are confirmed by {count}; two people are asked for")]
#[diagnostic(help("{PEOPLE} - {count} = {fewer} more; basis policy: clinical judgement"))]
struct TooFew {
    #[label(primary, "fewer than two people")]
    at: Span,
    count: u32,
    fewer: u32,
}

/// How many people confirm it.
const PEOPLE: u32 = 2;

/// What two people confirm aloud.
const CONFIRMED: [&str; 3] = ["patient", "areas", "side"];

#[derive(Debug, Error, Diagnostic)]
#[error("the confirmation leaves out {open}")]
#[diagnostic(help("patient, areas and side are confirmed; basis policy: clinical judgement"))]
struct NotConfirmed {
    #[label(primary, "{open} not confirmed")]
    at: Span,
    open: String,
}

#[derive(Debug, Error, Diagnostic)]
#[error("`{what}` are not said to be new")]
#[diagnostic(help("the line reads: wear gloves new; basis label; bellus-protocol (label), toronto-bodysafe (regulator)"))]
struct NotNew {
    #[label(primary, "not said to be new")]
    at: Span,
    what: Name,
}

#[derive(Debug, Error, Diagnostic)]
#[error("the handpiece is cleaned with `{product}`, which is no disinfectant for surfaces")]
#[diagnostic(help("what one patient leaves on it reaches the next; basis label; toronto-bodysafe (regulator), cfr-878-4430 (regulator)"))]
struct NotDisinfected {
    #[label(primary, "no disinfectant for surfaces")]
    at: Span,
    product: ProductId,
}

#[derive(Debug, Error, Diagnostic)]
#[error("the confirmation is not the last step before the first needle")]
#[diagnostic(help("what is done after it is not confirmed; basis policy: clinical judgement"))]
struct NotLast {
    #[label(primary, "a step stands between this and the first needle")]
    at: Span,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let session = match &subject.protocol.session {
        Stated::Known(session) => session,
        Stated::Waiting => return Ran::Waiting,
        Stated::Absent => return Ran::NotApplicable("no session"),
    };
    let steps = &session.value.steps;
    let first = session.value.first_needle().unwrap_or(steps.len());
    let mut ran = Ran::Checked;
    // An area whose block waits could be on the face.
    let planned = || subject.courses.iter().flat_map(|course| &course.areas);
    let face = subject.protocol.areas_waiting || planned().any(|plan| subject.library.within(plan.area.value.as_str(), "face"));
    // A pen that is lifted and set down is not dragged. An area that does not say how it moves could glide.
    let stamped = |plan: &AreaPlan| plan.movement.known().is_some_and(|movement| matches!(movement.value, Movement::Stamp(_)));
    let glides = subject.protocol.areas_waiting || planned().next().is_none() || !planned().all(stamped);
    let applies = |needed: &Needed| match needed.word {
        "protect" => face,
        "lubricate" => glides,
        _ => true,
    };
    for needed in NEEDED.into_iter().filter(applies) {
        let mut places = steps.iter().enumerate().filter(|(_, step)| step.value.word() == needed.word).map(|(place, _)| place);
        let there = places.clone().next().is_some();
        let last = steps.iter().rposition(|step| matches!(step.value, Step::Needle(..))).unwrap_or(0);
        let in_order = places.any(|place| if needed.before { place < first } else { place > last || first == steps.len() });
        if in_order {
            continue;
        }
        if session.value.may_say(needed.word) {
            ran = Ran::Waiting;
            continue;
        }
        let order = match (there, needed.before) {
            (true, true) => " before the first needle",
            (true, false) => " after the last needle",
            (false, _) => "",
        };
        let at = session.span;
        findings.add(needed.level, at, Finding { at, word: needed.word, what: needed.what, order, grounds: needed.grounds });
    }
    for step in steps {
        if let Step::Wear(worn) = &step.value
            && !worn.new
        {
            findings.add(Level::Never, step.span, NotNew { at: step.span, what: worn.what.value.clone() });
        }
        if let Step::Clean(_, product) = &step.value {
            match subject.is_of(&product.value, "surface-disinfectant") {
                Some(true) => {}
                Some(false) => {
                    findings.add(Level::SignOff, product.span, NotDisinfected { at: product.span, product: product.value.clone() });
                }
                None => ran = Ran::Waiting,
            }
        }
        if let Step::Confirm(what, _) = &step.value {
            let open: Vec<&str> = CONFIRMED.into_iter().filter(|wanted| !what.iter().any(|what| what.value == *wanted)).collect();
            if !open.is_empty() {
                findings.add(Level::SignOff, step.span, NotConfirmed { at: step.span, open: listed(&open, "and") });
            }
        }
    }
    let confirms = steps.iter().enumerate().filter_map(|(place, step)| match &step.value {
        Step::Confirm(_, people) if place < first => Some((place, people, step.span)),
        _ => None,
    });
    for (place, people, span) in confirms {
        if people.value < PEOPLE {
            let fewer = PEOPLE.saturating_sub(people.value);
            findings.add(Level::SignOff, people.span, TooFew { at: people.span, count: people.value, fewer });
        }
        if first < steps.len() && place + 1 != first {
            findings.add(Level::SignOff, span, NotLast { at: span });
        }
    }
    ran
}
