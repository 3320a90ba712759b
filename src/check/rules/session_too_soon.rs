//! A session may follow the last one too soon.
//!
//! New tissue must finish growing first. The shortest gap a course allows is compared with the time that micro-channels stay open
//! (never under 72 hours), with the shortest gap of published trials (14 days, scalp 7), with the label's interval, where no label has one with
//! the four weeks of a review (not on the scalp), and with the clinic's own. No source shows a gap at which harm begins; what is below the trials needs a named clinician.
//!
//! Hazards: C01, C02, C03. Channel closure: human volunteers, 58 to 63 hours. Trials: two weeks; scalp weekly.
//!
//! ```needle,not-accepted
//! course {
//!   ...
//!   next       2 to 42 days after the last session given, aim 30 days
//! }
//! ```
//!
//! ```needle,accepted
//! course {
//!   ...
//!   next       30 to 42 days after the last session given, aim 30 days
//! }
//! ```

use crate::rule::{clinics_line, prelude::*};

pub(super) const RULE: Rule = Rule { hazards: &["C01", "C02", "C03"], version: 4, when: When::Always, check, probes };

/// Channels close within 63 hours in people; the hazard list takes 72 hours, which are 3 days.
const CHANNELS_OPEN: Calendar = Calendar::of_days(3);
/// The shortest gap of published trials on the face and body.
const SHORTEST_TRIAL: Calendar = Calendar::of_days(14);
/// The shortest gap of published trials on the scalp.
const SHORTEST_SCALP: Calendar = Calendar::of_days(7);
/// The gap that a review found better than two weeks; the scalp is treated more often.
const FOUR_WEEKS: Calendar = Calendar::of_days(28);

#[derive(Debug, Error, Diagnostic)]
#[error("the next session may be {asked} after the last; {limit_is} {limit}, {sooner} more")]
#[diagnostic(help("{limit} - {asked} = {sooner}; {grounds}"))]
struct Finding {
    #[label(primary, "too soon after the last session")]
    at: Span,
    asked: Calendar,
    limit: Calendar,
    limit_is: String,
    sooner: Calendar,
    grounds: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let mut ran = Ran::Checked;
    for course in subject.courses {
        if course.sessions_stated.known().is_some_and(|count| count.value == 1) {
            continue;
        }
        match &course.spacing {
            // A month is no number of days; that it stands there is a contradiction of its own.
            Stated::Known(spacing) if spacing.value.shortest.value.months() > 0 => ran = Ran::Waiting,
            Stated::Known(spacing) => judge(subject, findings, course, spacing.value.shortest),
            Stated::Waiting => ran = Ran::Waiting,
            Stated::Absent => {}
        }
    }
    let single = subject.courses.iter().all(|course| course.sessions_stated.known().is_some_and(|count| count.value == 1));
    if single { Ran::NotApplicable("a single session") } else { ran }
}

fn judge(subject: &Subject<'_>, findings: &mut Findings, course: &Course, asked: At<Calendar>) {
    let scalp = !course.areas.is_empty() && course.areas.iter().all(|plan| subject.library.within(plan.area.value.as_str(), "scalp"));
    let trial = if scalp { SHORTEST_SCALP } else { SHORTEST_TRIAL };
    let finding = |limit: Calendar, limit_is: &str, grounds: String| Finding {
        at: asked.span,
        asked: asked.value,
        limit,
        limit_is: limit_is.to_owned(),
        sooner: Calendar::of_days(limit.fewest_days().saturating_sub(asked.value.fewest_days())),
        grounds,
    };
    let below = |limit: Calendar| asked.value.fewest_days() < limit.fewest_days();
    // Of the clinic's lines the strictest binds.
    let lines: Vec<_> = subject.library.policy_lines(|limits| &limits.next).collect();
    let strictest = lines.iter().max_by_key(|(line, _)| line.value.fewest_days());
    if let Some((line, grounds)) = strictest.filter(|(line, _)| below(line.value)) {
        findings
            .add(Level::Never, asked.span, finding(line.value, "the clinic asks for", grounds.clone()))
            .also(line.span, &clinics_line(lines.len()))
            .in_course(&course.name);
    }
    let first = course.areas.first().filter(|_| scalp).map(|plan| plan.area.value.as_str());
    let disagree = subject.disagreement(first, Topic::Next);
    // While the pen is not known, no label is; what holds for every pen is found all the same.
    let labels = subject.labels(None).map(|(labels, _)| labels);
    let intervals = labels.iter().flatten().filter_map(|label| label.next.as_ref().map(|next| (label, next)));
    let strictest = intervals.max_by_key(|(_, next)| next.days.fewest_days()).filter(|(_, next)| below(next.days));
    // Of the published limits that are passed the firmest has the message, and the label's interval is named with it.
    let label_says =
        strictest.map_or_else(String::new, |(label, next)| format!("; the interval of the label `{}` is {}", label.name.value, next.days));
    if below(CHANNELS_OPEN) {
        let grounds = "basis evidence, rounded up by policy; human volunteers, micro-channels open for 58 to 63 hours, taken as 72 hours; micropore-closure (paper); other sources found minutes to hours";
        findings
            .add(Level::Never, asked.span, finding(CHANNELS_OPEN, "needle channels may stay open for", grounds.to_owned() + &label_says))
            .in_course(&course.name);
    } else if below(trial) {
        let grounds = format!(
            "basis policy; trials used two weeks, weekly only on the scalp: alam-2014 (paper), aga-dhurat-2013 (paper); a review found four weeks better than two: minutilli-2024 (paper){label_says}{disagree}"
        );
        findings.add(Level::SignOff, asked.span, finding(trial, "the shortest gap in trials is", grounds)).in_course(&course.name);
    } else if let Some((label, next)) = strictest {
        let grounds = subject.label_grounds(label, &next.binding) + &disagree;
        let limit_is = format!("the interval of the label `{}` is", label.name.value);
        findings
            .add(next.binding.level.unwrap_or(Level::Never), asked.span, finding(next.days, &limit_is, grounds))
            .also(next.span, "the interval is set here")
            .in_course(&course.name);
    } else if labels.is_some() && below(FOUR_WEEKS) && !scalp {
        let grounds = format!("basis policy; a review found four weeks better than two: minutilli-2024 (paper){disagree}");
        findings
            .add(Level::Caution, asked.span, finding(FOUR_WEEKS, "the gap that did better in a review is", grounds))
            .in_course(&course.name);
    }
}

fn probes(_: &Library) -> Vec<Probe> {
    // The label's interval is the first limit met from above; the cases check the levels of the firmer ones.
    let label = Probe {
        what: "the interval on the label us-acne".to_owned(),
        limit: 30,
        ceiling: false,
        step: 1,
        fragment: |days| format!("course {{\n  ...\n  next {days} to 42 days after the last session given, aim 35 days\n}}"),
    };
    // The labels of this pen have no interval.
    let review = Probe {
        what: "the four weeks of a review".to_owned(),
        limit: FOUR_WEEKS.fewest_days(),
        ceiling: false,
        step: 1,
        fragment: |days| {
            format!(
                "device exceed-unlimited with exceed-unlimited-cartridge\ncourse {{\n  ...\n  next {days} to 42 days after the last session given, aim 35 days\n}}"
            )
        },
    };
    vec![label, review]
}
