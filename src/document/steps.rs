//! Each step of a session in a sentence.

use std::fmt::Display;

use crate::model::{Drawn, Numbing, Step, Used};
use crate::source::At;
use crate::syntax::tree::{Check, Moment, Prescribed};

/// Things with `and` before the last.
pub(super) fn listed<T: Display>(things: &[At<T>]) -> String {
    crate::diagnostic::listed(&values(things), "and")
}

/// The things without their places.
pub(super) fn values<T>(things: &[At<T>]) -> Vec<&T> {
    things.iter().map(|thing| &thing.value).collect()
}

/// One step in words.
pub(super) fn step_words(step: &Step) -> String {
    match step {
        Step::Protect(what) => format!("Protect the {}.", listed(what)),
        Step::Wear(worn) => {
            let (new, kind) = (if worn.new { "new " } else { "" }, if worn.non_latex { "latex-free " } else { "" });
            format!("Wear {new}{kind}{}.", worn.what.value)
        }
        Step::Cover(what, with) => format!("Cover the {} with a {}.", what.value, with.value),
        Step::Part(what) => format!("Part the {}, so that the skin lies open.", listed(what)),
        Step::Wash(areas, product) => format!("Wash {} with {}.", listed(areas), product.value),
        Step::Anaesthesia(kind, by) => format!("Anaesthesia: {}, by the {}.", kind.value, by.value),
        Step::Numb(numb) => numbing(numb),
        Step::Observe(who, states, by) => format!("The {} watches the {} while {}.", by.value, who.value, listed(states)),
        Step::WipeOff(products) => format!("Wipe off all {}.", listed(products)),
        Step::Disinfect(areas, product, dry) => {
            format!("Disinfect {} with {}{}.", listed(areas), product.value, if *dry { "; let it dry" } else { "" })
        }
        Step::Fit(fit) => format!("Fit one sterile {}, new for this patient and session.", fit.cartridge.value),
        Step::Lubricate(product) => format!("Put {} on the skin to glide on.", product.value),
        Step::Use(used) => use_words(used),
        Step::Give(given) => {
            format!(
                "Give {}{}{}; the dose is the prescriber's.",
                given.product.value,
                when(given.moment),
                prescribed(given.prescribed.as_ref())
            )
        }
        Step::Draw(drawn) => drawing(drawn),
        Step::Match(product, check) => format!("Hold the label of the {} against the patient: {}.", product.value, checked(check)),
        Step::Discard(products) => format!("Throw away the rest of the {}; nothing of it is kept.", listed(products)),
        Step::Confirm(what, people) => format!("{} people confirm aloud all of: {}.", people.value, listed(what)),
        Step::Needle(areas, clean_first) => {
            let areas: Vec<String> = areas.iter().map(|area| area.value.to_string()).collect();
            format!("NEEDLE {}{}.", areas.join(", then "), if *clean_first { ": from clean to dirty" } else { "" })
        }
        Step::Rinse(product) => format!("Rinse with {}.", product.value),
        Step::Remove(what, how) => format!("Take the {} off the handpiece, {}.", what.value, how.value),
        Step::SharpsBin(what) => format!("Put the {} into the sharps bin.", listed(what)),
        Step::Clean(what, product) => format!("Clean the {} with {}.", listed(what), product.value),
        Step::Log(what) => format!("Log all of: {}.", listed(what)),
        Step::Keep(what, span) => format!("Keep the {} for {}.", what.value, span.value),
    }
}

fn numbing(numb: &Numbing) -> String {
    let agents: Vec<String> = numb.agents.iter().map(|(strength, agent)| format!("{} {}", strength.value, agent.value)).collect();
    let label = numb.label.as_ref().map(|label| format!(" ({})", label.value)).unwrap_or_default();
    let agents = if agents.is_empty() { String::new() } else { format!(" of {}", agents.join(" and ")) };
    format!(
        "Numb {} with {}{label}{agents}: {} in all on {}, {} to {}, {}{}, in {} by {}{}.",
        listed(&numb.areas),
        numb.product.value,
        numb.total.value,
        numb.surface.value,
        numb.shortest,
        numb.longest.value,
        if numb.covered { "covered" } else { "uncovered" },
        if numb.warmed.is_some() { ", warmed" } else { "" },
        numb.place.value,
        numb.by.value,
        prescribed(numb.prescribed.as_ref()),
    )
}

fn use_words(used: &Used) -> String {
    let make = used.make.as_ref().map(|make| format!(" ({})", make.value)).unwrap_or_default();
    let blood = used.blood.as_ref().map(|blood| format!(" from {}", blood.value)).unwrap_or_default();
    let volume = used.volume.map(|volume| format!("{} of ", volume.value)).unwrap_or_default();
    let content = used.content.map(|content| format!(" {}", content.value)).unwrap_or_default();
    let prescribed = prescribed(used.prescribed.as_ref());
    format!("Use {volume}{}{content}{make}{blood} on the skin{}{prescribed}.", used.product.value, when(used.moment))
}

fn drawing(drawn: &Drawn) -> String {
    let into = drawn.into.as_ref().map(|into| format!(" into a {}", into.value)).unwrap_or_default();
    let label = drawn.label.as_ref().map(|label| format!("; label it at once: {}", checked(label))).unwrap_or_default();
    format!("Draw blood for the {}{into}{label}.", drawn.product.value)
}

fn checked(check: &Check) -> String {
    format!("{} people check all of {}", check.people.value, listed(&check.identifiers))
}

fn when(moment: Option<At<Moment>>) -> String {
    moment.map(|moment| format!(" {} needling", moment.value.word())).unwrap_or_default()
}

fn prescribed(said: Option<&Prescribed>) -> String {
    match said {
        Some(Prescribed::By(who)) => format!(", prescribed by the {}", who.value),
        Some(Prescribed::Not(_)) => ", not prescribed".to_owned(),
        None => String::new(),
    }
}
