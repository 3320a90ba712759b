//! An area is needled that is never needled.
//!
//! Inside the orbital rim, on the eyelids, mucosa, lip vermilion, nostril, ear canal and genital skin there is no depth that is
//! accepted, however small. The list is closed and no exception can name it.
//!
//! Hazards: A05, A06, F11.
//!
//! ```needle,not-accepted
//! area upper-eyelid {
//!   depth      start 0.25 mm, raise by 0.25 mm, never above 0.25 mm
//!   passes     1 horizontal
//!   speed      7000 rpm
//!   move       glide 20 mm/s
//!   pressure   light
//!   size       2 cm2
//!   endpoint   even-erythema
//!   at most    1 minutes
//!   stop area  if bleeding lasts over 2 minutes under pressure
//! }
//! session {
//!   ...
//!   needle     forehead, then cheeks, then upper-eyelid from clean to dirty
//! }
//! ```
//!
//! ```needle,accepted
//! area forehead {
//!   ...
//! }
//! ```

use std::collections::BTreeMap;

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["A05", "A06", "F11"], version: 1, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("`{area}` is never needled at any depth, nor numbed{because}")]
#[diagnostic(help("{grounds}"))]
struct Finding {
    #[label(primary, "never needled")]
    at: Span,
    area: AreaId,
    because: String,
    grounds: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let mut ran = Ran::Checked;
    let planned = subject.courses.iter().flat_map(|course| &course.areas).map(|plan| &plan.area);
    let needled = subject.steps().iter().flat_map(|step| match &step.value {
        Step::Needle(areas, _) => areas.as_slice(),
        // What numbs is no better there than a needle.
        Step::Numb(numbing) => numbing.areas.as_slice(),
        _ => &[],
    });
    let mut known = BTreeMap::new();
    for area in planned.chain(needled) {
        // Looked up once for each name, however often it is written.
        let closed = known.entry(area.value.as_str()).or_insert_with(|| {
            let entries = subject.library.sharing_skin(area.value.as_str());
            (!entries.is_empty()).then(|| entries.iter().find_map(|entry| Some((&entry.name.value, entry.closed.as_ref()?))))
        });
        let Some(closed) = closed else {
            ran = Ran::Waiting;
            continue;
        };
        if let Some((part, closed)) = closed {
            // The part of a group, or the area that a side lies in, is named where it is not the area itself.
            let name = area.value.as_str();
            let because = if *part == name {
                String::new()
            } else if subject.library.within(name, part.as_str()) {
                format!(": it lies in `{part}`")
            } else {
                format!(": `{part}` lies in it")
            };
            let finding = Finding { at: area.span, area: area.value.clone(), because, grounds: subject.library.grounds(&closed.value) };
            findings.add(Level::Never, area.span, finding).also(closed.span, "the area is closed here");
        }
    }
    ran
}
