//! The aftercare lets an activity in too early, or does not say how long it is left off.
//!
//! Germs, particles, heat and sun reach skin that is still open. The atlas holds, for each activity, until when it is left off at the least,
//! and who says so; channels in people took 58 to 63 hours to close. What practice alone says can only caution.
//!
//! Hazards: D32, H01, H03, H04, H05, H11.
//!
//! ```needle,not-accepted
//! ... without pause sun-exposure
//! pause sun-exposure, tanning-bed, self-tanner from 14 days before until 72 hours after
//! aftercare {
//!   ... without do-not
//!   do-not     makeup, exercise, sauna, swimming, waxing, peel, self-tanner, tanning-bed, occlusive-mask until 72 hours after
//!   do-not     home-needling
//! }
//! ```
//!
//! ```needle,accepted
//! ... without pause sun-exposure
//! pause sun-exposure, tanning-bed, self-tanner from 14 days before until 72 hours after
//! aftercare {
//!   ... without do-not
//!   do-not     makeup, exercise, sauna, swimming, waxing, peel, self-tanner, tanning-bed, occlusive-mask, sun-exposure until 72 hours after
//!   do-not     home-needling
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["D32", "H01", "H03", "H04", "H05", "H11"], version: 2, when: When::Always, check, probes };

#[derive(Debug, Error, Diagnostic)]
#[error("`{what}` is left off until {asked} after a session; the least is {limit}")]
#[diagnostic(help("{asked} is less than {limit}; {grounds}"))]
struct TooEarly {
    #[label(primary, "too early")]
    at: Span,
    what: Name,
    asked: Elapsed,
    limit: Elapsed,
    grounds: String,
}

#[derive(Debug, Error, Diagnostic)]
#[error("the aftercare does not say how long `{what}` is left off; the least is {limit}")]
#[diagnostic(help("the line reads: do-not {what} until ? hours after; {grounds}"))]
struct NotSaid {
    #[label(primary, "nothing is said of `{what}`")]
    at: Span,
    what: Name,
    limit: Elapsed,
    grounds: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let care = match &subject.protocol.aftercare {
        Stated::Known(care) => care,
        Stated::Waiting => return Ran::Waiting,
        Stated::Absent => return Ran::NotApplicable("no aftercare"),
    };
    // A name that is not known may be the one that is left off.
    let unknown = care.value.forbidden.iter().any(|said| !subject.library.left_off(said.what.value.as_str(), "aftercare-activity"));
    let mut ran = Ran::Checked;
    for entry in &subject.library.entries().activities {
        let Some(limit) = &entry.left_off else { continue };
        let what = &entry.name.value;
        let disagree = subject.library.disagreement(entry.disagree.as_ref());
        let mut any = false;
        for said in care.value.forbidden.iter().filter(|said| said.what.value == *what) {
            any = true;
            // Left off for the whole course is never too early.
            if let Some(until) = said.until.filter(|until| !until.value.reaches(limit.least)) {
                let grounds = subject.library.grounds(&limit.binding) + &disagree;
                let finding = TooEarly { at: until.span, what: what.clone(), asked: until.value, limit: limit.least, grounds };
                findings.add(limit.binding.level.unwrap_or(Level::Never), until.span, finding).also(limit.span, "the limit is set here");
            }
        }
        if any {
            continue;
        }
        if care.value.forbidden_waiting || unknown {
            ran = Ran::Waiting;
            continue;
        }
        let (binding, place) = entry.required.as_ref().map_or((&limit.binding, limit.span), |required| (&required.value, required.span));
        let grounds = subject.library.grounds(binding) + &disagree;
        let finding = NotSaid { at: care.span, what: what.clone(), limit: limit.least, grounds };
        findings.add(binding.level.unwrap_or(Level::Never), care.span, finding).also(place, "it is required here");
    }
    ran
}

fn probes(library: &Library) -> Vec<Probe> {
    let probe = |name: &str, fragment: fn(u32) -> String| {
        let limit = library.activity(name)?.left_off.as_ref()?.least;
        Some(Probe { what: format!("{name} after a session"), limit: limit.most_hours(), ceiling: false, step: 1, fragment })
    };
    let makeup = probe("makeup", |hours| format!("aftercare {{\n  ...\n  do-not makeup until {hours} hours after\n}}"));
    let sun = probe("sun-exposure", |hours| {
        format!(
            "... without pause sun-exposure\npause sun-exposure, tanning-bed, self-tanner from 14 days before until {hours} hours after\n\
             aftercare {{\n  ...\n  do-not sun-exposure, tanning-bed, self-tanner until {hours} hours after\n}}"
        )
    });
    makeup.into_iter().chain(sun).collect()
}
