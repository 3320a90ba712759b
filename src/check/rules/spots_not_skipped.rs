//! An area does not leave out spots that are infected or have acne.
//!
//! Needles carry germs from a sick spot into the skin around it. The screening looks at the area before the session; within the area what is
//! missed there, or comes up meanwhile, is skipped.
//!
//! Hazards: G15.
//!
//! ```needle,not-accepted
//! area forehead {
//!   ... without skip, at most
//!   at most    6 minutes
//!   pressure   firm
//! }
//! ```
//!
//! ```needle,accepted
//! area forehead {
//!   ...
//!   skip       active-acne, infected-skin
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["G15"], version: 1, when: When::Always, check, probes: no_probes };

/// What is skipped within every area.
const SKIPPED: [&str; 2] = ["active-acne", "infected-skin"];

#[derive(Debug, Error, Diagnostic)]
#[error("`{area}` is needled without leaving out {open}")]
#[diagnostic(help("the line reads: skip {words}; basis policy: one maker treats neither: exceed-manual (label)"))]
struct Finding {
    #[label(primary, "{open} not skipped")]
    at: Span,
    area: AreaId,
    open: String,
    words: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let Some(course) = subject.courses.first() else { return Ran::Waiting };
    let mut ran = if subject.protocol.areas_waiting { Ran::Waiting } else { Ran::Checked };
    // A variant changes nothing of what is skipped, so one course says it for all.
    for plan in &course.areas {
        // Of an area that is not known, or never needled, another rule speaks.
        let around = subject.library.with_parents(plan.area.value.as_str());
        if around.is_empty() || around.iter().any(|entry| entry.closed.is_some()) {
            continue;
        }
        let open: Vec<&str> = SKIPPED.into_iter().filter(|spot| !plan.skip.iter().any(|skip| skip.value == *spot)).collect();
        if open.is_empty() {
            continue;
        }
        // A name that is not known may be the one that is meant.
        let unknown = plan.skip.iter().any(|skip| !subject.library.words("skip").iter().any(|known| known.value == skip.value));
        if plan.skip_waiting || unknown {
            ran = Ran::Waiting;
            continue;
        }
        let names: Vec<String> = open.iter().map(|spot| format!("`{spot}`")).collect();
        let at = plan.area.span;
        let finding = Finding { at, area: plan.area.value.clone(), open: listed(&names, "and"), words: open.join(", ") };
        findings.add(Level::Caution, at, finding);
    }
    ran
}
