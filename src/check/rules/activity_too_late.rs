//! An activity goes on too close to a session, or nothing says from when before it is left off.
//!
//! A tan is a burn that has not healed, and dye in the skin hides what the needles do. The atlas holds from when before a session each is
//! left off. What practice alone says can only caution.
//!
//! Hazards: D33.
//!
//! ```needle,not-accepted
//! ... without pause sun-exposure
//! pause       topical-retinoid, exfoliating-acid, benzoyl-peroxide from 1 hours before until 7 days after
//! pause       sun-exposure, tanning-bed, self-tanner from 13 days before until 7 days after
//! ```
//!
//! ```needle,accepted
//! ... without pause sun-exposure
//! pause       sun-exposure, tanning-bed, self-tanner from 14 days before until 7 days after
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["D33"], version: 1, when: When::Always, check, probes };

#[derive(Debug, Error, Diagnostic)]
#[error("`{what}` is left off from {asked} before a session; the least is {limit}")]
#[diagnostic(help("{asked} is less than {limit}; {grounds}"))]
struct TooLate {
    #[label(primary, "too close to the session")]
    at: Span,
    what: Name,
    asked: Elapsed,
    limit: Elapsed,
    grounds: String,
}

#[derive(Debug, Error, Diagnostic)]
#[error("nothing says from when before a session `{what}` is left off; the least is {limit}")]
#[diagnostic(help("the line reads: pause {what} from ? days before until ? days after; {grounds}"))]
struct NotSaid {
    #[label(primary, "`{what}` is not paused")]
    at: Span,
    what: Name,
    limit: Elapsed,
    grounds: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let (protocol, at) = (subject.protocol, subject.protocol.name.span);
    let said = || protocol.pauses.iter().flat_map(|pause| pause.value.what.iter().map(move |what| (what, pause.value.before)));
    let care = protocol.aftercare.known().into_iter().flat_map(|care| &care.value.forbidden);
    // What is left off for the whole course is left off before a session as well.
    let always: Vec<&Name> = care.filter(|forbidden| forbidden.until.is_none()).map(|forbidden| &forbidden.what.value).collect();
    // A name that is not known may be the one that is left off.
    let unknown = said().any(|(what, _)| !subject.library.left_off(what.value.as_str(), "pause"));
    let mut ran = Ran::Checked;
    for entry in &subject.library.entries().activities {
        let Some(limit) = &entry.paused else { continue };
        let what = &entry.name.value;
        let level = limit.binding.level.unwrap_or(Level::Never);
        let grounds = || subject.library.grounds(&limit.binding) + &subject.library.disagreement(entry.disagree.as_ref());
        let mut any = always.contains(&what);
        for (_, before) in said().filter(|(named, _)| named.value == *what) {
            any = true;
            if !before.value.reaches(limit.least) {
                let finding = TooLate { at: before.span, what: what.clone(), asked: before.value, limit: limit.least, grounds: grounds() };
                findings.add(level, before.span, finding).also(limit.span, "the limit is set here");
            }
        }
        if !any && (protocol.pauses_waiting || unknown) {
            ran = Ran::Waiting;
        } else if !any {
            findings
                .add(level, at, NotSaid { at, what: what.clone(), limit: limit.least, grounds: grounds() })
                .also(limit.span, "the limit is set here");
        }
    }
    ran
}

fn probes(library: &Library) -> Vec<Probe> {
    let limit = library.activity("sun-exposure").and_then(|activity| Some(activity.paused.as_ref()?.least));
    let probe = |limit: Elapsed| Probe {
        what: "days without sun before a session".to_owned(),
        limit: limit.most_hours() / 24,
        ceiling: false,
        step: 1,
        fragment: |days| {
            format!(
                "... without pause sun-exposure\npause sun-exposure, tanning-bed, self-tanner from {days} days before until 7 days after"
            )
        },
    };
    limit.map(probe).into_iter().collect()
}
