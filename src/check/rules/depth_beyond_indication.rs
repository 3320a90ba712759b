//! A depth goes further than is usual for what is treated.
//!
//! What a scar bears, pigment may not: an area's limits do not know what is treated on it. Few such limits are known, and each rests on little.
//!
//! Hazards: A13. The limits are read from the indication, with their sources.
//!
//! ```needle,not-accepted
//! indication  melasma
//! ```
//!
//! ```needle,accepted
//! ... without exception, variant
//! indication  melasma
//! area cheeks {
//!   ...
//!   depth      start 0.25 mm, raise by 0.25 mm, never above 0.5 mm
//! }
//! course {
//!   ... without session 1
//!   plan       pigment: sun-protection, test-patch, stop-if-darker
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["A13"], version: 1, when: When::Always, check, probes };

#[derive(Debug, Error, Diagnostic)]
#[error("`{area}` may be needled to {asked}; the limit for `{treated}` is {limit}, {beyond} less")]
#[diagnostic(help("{asked} - {limit} = {beyond}; {grounds}"))]
struct Finding {
    #[label(primary, "deeper than the limit for what is treated")]
    at: Span,
    area: AreaId,
    treated: Name,
    asked: Depth,
    limit: Depth,
    beyond: Depth,
    grounds: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let Some(treated) = subject.protocol.header.indications.known() else { return Ran::Waiting };
    let entries: Option<Vec<_>> = treated.value.iter().map(|treated| subject.library.indication(treated.value.as_str())).collect();
    let Some(entries) = entries else { return Ran::Waiting };
    if entries.iter().all(|entry| entry.limits.is_empty()) {
        return Ran::NotApplicable("no depth limit for what is treated");
    }
    let mut ran = Ran::Checked;
    for course in subject.courses {
        for (_, plan, depth) in course.doses() {
            let Some(asked) = depth.known().map(|depth| depth.value.ceiling) else {
                ran = if depth.is_waiting() { Ran::Waiting } else { ran };
                continue;
            };
            // Of the limits that are passed, the firmest says it all.
            let passed = entries.iter().flat_map(|entry| entry.limits.iter().map(move |limit| (*entry, limit)));
            let passed = passed.filter(|(_, limit)| asked.value > limit.above);
            if let Some((entry, limit)) = passed.max_by_key(|(_, limit)| (limit.level, std::cmp::Reverse(limit.above))) {
                let differ = subject.library.disagreement(entry.disagreements.iter().filter(|one| one.is_on(Topic::Depth)));
                let finding = Finding {
                    at: asked.span,
                    area: plan.area.value.clone(),
                    treated: entry.name.value.clone(),
                    asked: asked.value,
                    limit: limit.above,
                    beyond: asked.value.apart(limit.above),
                    grounds: subject.library.grounds(&limit.binding) + &differ,
                };
                findings
                    .add(limit.level, asked.span, finding)
                    .also(limit.span, "the limit is set here")
                    .liftable(&plan.area.value, asked.value, limit.above)
                    .in_course(&course.name);
            }
        }
    }
    ran
}

fn probes(library: &Library) -> Vec<Probe> {
    let limits = library.indication("melasma").into_iter().flat_map(|entry| &entry.limits);
    let probe = |limit: &crate::syntax::entries::DepthLimit| Probe {
        what: "the depth limit for melasma".to_owned(),
        limit: limit.above.smallest(),
        ceiling: true,
        step: 1,
        fragment: |depth| {
            format!(
                "... without exception, variant\nindication melasma\narea cheeks {{\n  ...\n  depth start 0.25 mm, raise by 0.25 mm, never above {}\n}}\ncourse {{\n  ... without session 1\n}}",
                Depth::of(depth)
            )
        },
    };
    limits.map(probe).collect()
}
