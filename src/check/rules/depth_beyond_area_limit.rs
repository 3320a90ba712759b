//! A depth goes further than the published record, or the clinic's policy, allows on an area.
//!
//! Areas differ: what a cheek bears, the forehead does not. The atlas holds limits by area with their sources; where no source sets the
//! number it says basis policy. A clinic's own policy may be stricter, never looser.
//!
//! Hazards: A03, A07, J16.
//!
//! ```needle,not-accepted
//! area periorbital-outside-rim {
//!   depth      start 0.25 mm, raise by 0.25 mm, never above 1.75 mm
//!   passes     1 horizontal, 1 vertical
//!   speed      7000 rpm
//!   move       glide 20 mm/s
//!   pressure   light
//!   size       10 cm2
//!   endpoint   even-erythema
//!   at most    2 minutes
//!   stop area  if bleeding lasts over 2 minutes under pressure
//! }
//! session {
//!   ...
//!   disinfect  face with povidone-iodine, let dry
//!   needle     forehead, then cheeks, then periorbital-outside-rim from clean to dirty
//! }
//! exception depth-beyond-label for periorbital-outside-rim up to 1.75 mm {
//!   reason     published-evidence
//!   because    "Small trials went deeper on the face than the label does."
//!   sources    elfak-depth, iasj
//!   rule       depth-beyond-label version 1
//!   approved   2026-10-01 by "B. Approver, medical director"
//!   expires    2027-04-01
//! }
//! ```
//!
//! ```needle,accepted
//! area cheeks {
//!   ...
//!   depth      start 0.5 mm, raise by 0.25 mm, never above 1 mm
//! }
//! ```

use crate::rule::{clinics_line, prelude::*};

pub(super) const RULE: Rule = Rule { hazards: &["A03", "A07", "J16"], version: 2, when: When::Always, check, probes };

#[derive(Debug, Error, Diagnostic)]
#[error("`{area}` may be needled to {asked}; the limit for {limited} is {limit}, {beyond} less")]
#[diagnostic(help("{asked} - {limit} = {beyond}; {grounds}"))]
struct Finding {
    #[label(primary, "deeper than the limit for this area")]
    at: Span,
    area: AreaId,
    limited: Name,
    asked: Depth,
    limit: Depth,
    beyond: Depth,
    grounds: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let mut ran = Ran::Checked;
    for course in subject.courses {
        for (_, plan, depth) in course.doses() {
            let known = !subject.library.with_parents(plan.area.value.as_str()).is_empty();
            let Some(depth) = depth.known().filter(|_| known) else {
                ran = if depth.is_absent() && known { ran } else { Ran::Waiting };
                continue;
            };
            judge(subject, findings, course, plan, depth.value.ceiling);
        }
    }
    ran
}

fn judge(subject: &Subject<'_>, findings: &mut Findings, course: &Course, plan: &AreaPlan, asked: At<Depth>) {
    let finding = |limited: &Name, limit: Depth, grounds: String| Finding {
        at: asked.span,
        area: plan.area.value.clone(),
        limited: limited.clone(),
        asked: asked.value,
        limit,
        beyond: asked.value.apart(limit),
        grounds,
    };
    // Of the limits that are passed, the firmest says it all.
    let entries = subject.library.sharing_skin(plan.area.value.as_str());
    let passed = entries.iter().flat_map(|entry| entry.limits.iter().map(move |limit| (entry, limit)));
    let passed = passed.filter(|(_, limit)| asked.value > limit.above);
    if let Some((entry, limit)) = passed.max_by_key(|(_, limit)| (limit.level, std::cmp::Reverse(limit.above))) {
        let grounds = subject.library.grounds(&limit.binding) + &subject.disagreement(Some(entry.name.value.as_str()), Topic::Depth);
        findings
            .add(limit.level, asked.span, finding(&entry.name.value, limit.above, grounds))
            .also(limit.span, "the limit is set here")
            .liftable(&plan.area.value, asked.value, limit.above)
            .in_course(&course.name);
    }
    // Of the clinic's lines that speak of this skin the strictest binds.
    let speaks = |area: &AreaId| entries.iter().any(|entry| entry.name.value == *area.name());
    let lines: Vec<_> = subject.library.policy_lines(|limits| &limits.depths).filter(|(line, _)| speaks(&line.value.0)).collect();
    let strictest = lines.iter().min_by_key(|(line, _)| line.value.1);
    if let Some((line, grounds)) = strictest.filter(|(line, _)| asked.value > line.value.1) {
        let (area, above) = &line.value;
        findings
            .add(Level::Never, asked.span, finding(area.name(), *above, grounds.clone()))
            .also(line.span, &clinics_line(lines.len()))
            .in_course(&course.name);
    }
}

fn probes(library: &Library) -> Vec<Probe> {
    // One probe for each limit of the two areas that the protocol of the probes plans.
    let of = |area: &str, fragment: fn(u32) -> String| -> Vec<Probe> {
        let limits = library.area(area).into_iter().flat_map(|entry| &entry.limits);
        // Below the first limit nothing is found; a deeper limit is told from it by the level, which the cases check.
        let first = limits.min_by_key(|limit| limit.above);
        first
            .map(|limit| Probe {
                what: format!("the first depth limit on {area}"),
                limit: limit.above.smallest(),
                ceiling: true,
                step: 1,
                fragment,
            })
            .into_iter()
            .collect()
    };
    let mut all = of("cheeks", |depth| {
        format!("area cheeks {{\n  ...\n  depth start 0.5 mm, raise by 0.25 mm, never above {}\n}}", Depth::of(depth))
    });
    all.extend(of("forehead", |depth| {
        format!("area forehead {{\n  ...\n  depth start 0.25 mm, raise by 0.25 mm, never above {}\n}}", Depth::of(depth))
    }));
    all
}
