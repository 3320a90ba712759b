//! A depth keeps a limit, and the pen may pass it all the same.
//!
//! A dial is not exact. Where the maker says how far a depth may be off, that is added to the depth asked for, and the sum is compared with the limits
//! of the area, its thinnest skin, the pen's labels and the clinic's policies. A depth that passes a limit by itself is found by the rule of that limit.
//!
//! Hazards: A04, A14. The tolerance is read from the device's entry, with its source.
//!
//! ```needle,not-accepted
//! ... without exception, variant
//! device exceed with exceed-cartridge
//! session {
//!   ...
//!   fit        one sterile exceed-cartridge per patient per session
//! }
//! area cheeks {
//!   ...
//!   depth      start 0.5 mm, raise by 0.25 mm, never above 1 mm
//! }
//! course {
//!   ... without session 1
//! }
//! ```
//!
//! ```needle,accepted
//! ... without exception, variant
//! device exceed with exceed-cartridge
//! session {
//!   ...
//!   fit        one sterile exceed-cartridge per patient per session
//! }
//! area cheeks {
//!   ...
//!   depth      start 0.5 mm, raise by 0.1 mm, never above 0.9 mm
//! }
//! course {
//!   ... without session 1
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["A04", "A14"], version: 1, when: When::Always, check, probes };

#[derive(Debug, Error, Diagnostic)]
#[error(
    "`{area}` may be needled to {asked}, and {device} may be off by {tolerance}: the needle may reach {reached}; {limit_is} {limit}, {beyond} less"
)]
#[diagnostic(help("{asked} + {tolerance} = {reached}; {reached} - {limit} = {beyond}; {grounds}; for the tolerance: {source_text}"))]
struct Finding {
    #[label(primary, "the pen may pass the limit")]
    at: Span,
    area: AreaId,
    device: Name,
    asked: Depth,
    tolerance: Depth,
    reached: Depth,
    limit_is: String,
    limit: Depth,
    beyond: Depth,
    grounds: String,
    source_text: String,
}

/// A limit with what it is, what it rests on and where it stands.
type Limit = (Depth, String, String, Span);

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let Some(device) = subject.device() else { return Ran::Waiting };
    let Some((tolerance, cite)) = &device.tolerance else { return Ran::NotApplicable("no published tolerance of the depth") };
    let mut ran = Ran::Checked;
    for course in subject.courses {
        for (_, plan, depth) in course.doses() {
            let known = subject.library.area(plan.area.value.as_str()).is_some();
            let Some(asked) = depth.known().filter(|_| known).map(|depth| depth.value.ceiling) else {
                ran = if depth.is_absent() && known { ran } else { Ran::Waiting };
                continue;
            };
            let Some(reached) = asked.value.plus(tolerance.value) else { continue };
            let passed = limits(subject, plan).into_iter().filter(|(limit, ..)| asked.value <= *limit && reached > *limit);
            // The nearest says it all.
            let Some((limit, limit_is, grounds, place)) = passed.min_by_key(|(limit, ..)| *limit) else { continue };
            let finding = Finding {
                at: asked.span,
                area: plan.area.value.clone(),
                device: device.name.value.clone(),
                asked: asked.value,
                tolerance: tolerance.value,
                reached,
                limit_is,
                limit,
                beyond: reached.apart(limit),
                grounds,
                source_text: subject.library.cited(cite),
            };
            findings
                .add(Level::Caution, asked.span, finding)
                .also(tolerance.span, "the tolerance stands here")
                .also(place, "the limit is set here")
                .in_course(&course.name);
        }
    }
    ran
}

/// Every depth that an area is held to.
fn limits(subject: &Subject<'_>, plan: &AreaPlan) -> Vec<Limit> {
    let (area, library) = (plan.area.value.as_str(), subject.library);
    let mut found: Vec<Limit> = Vec::new();
    let entries = library.sharing_skin(area);
    for entry in &entries {
        let name = &entry.name.value;
        let of_area = |limit: &crate::syntax::entries::DepthLimit| {
            (limit.above, format!("the limit for {name} is"), library.grounds(&limit.binding), limit.span)
        };
        found.extend(entry.limits.iter().map(of_area));
        if let (Some(skin), Some(cite)) = (&entry.skin, &entry.skin_cite) {
            let grounds = format!("basis evidence; {}", library.cited(cite));
            found.push((skin.value, format!("the skin of {name} may be as thin as"), grounds, skin.span));
        }
    }
    for label in subject.labels(Some(area)).map(|(labels, _)| labels).unwrap_or_default() {
        if let Some(limit) = &label.depth {
            let studied = format!("the label `{}` was studied to", label.name.value);
            found.push((limit.above, studied, subject.label_grounds(label, &limit.binding), limit.span));
        }
    }
    for (line, grounds) in library.policy_lines(|limits| &limits.depths) {
        let (named, above) = &line.value;
        if entries.iter().any(|entry| entry.name.value == *named.name()) {
            found.push((*above, format!("the limit for {named} is"), grounds, line.span));
        }
    }
    found
}

fn probes(library: &Library) -> Vec<Probe> {
    let tolerance = library.device("exceed").and_then(|device| Some(device.tolerance.as_ref()?.0.value));
    let skin = library.area("cheeks").and_then(|entry| entry.skin);
    let probe = |(tolerance, skin): (Depth, At<Depth>)| Probe {
        what: "the thinnest skin of the cheeks, less the tolerance of exceed".to_owned(),
        limit: skin.value.apart(tolerance).smallest(),
        ceiling: true,
        step: 1,
        fragment: |depth| {
            format!(
                "... without exception, variant\ndevice exceed with exceed-cartridge\nsession {{\n  ...\n  fit one sterile exceed-cartridge per patient per \
                 session\n}}\narea cheeks {{\n  ...\n  depth start 0.5 mm, raise by 0.1 mm, never above {}\n}}\ncourse {{\n  ... without session 1\n}}",
                Depth::of(depth)
            )
        },
    };
    tolerance.zip(skin).map(probe).into_iter().collect()
}
