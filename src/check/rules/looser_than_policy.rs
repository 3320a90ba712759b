//! A protocol is looser than its clinic's policy in a number.
//!
//! A clinic may ask for fewer passes, fewer sessions, an older youngest age, a longer wait or pause, or an earlier contact than the
//! atlas does. Of several lines on one thing the strictest binds. Depths and the days between sessions are held to a policy by
//! `depth-beyond-area-limit` and `session-too-soon`.
//!
//! Hazards: J16, J19. Basis policy: the clinic's own, not science.

use crate::model::{PolicyLine, PolicyWait, Verdict};
use crate::rule::{clinics_line, prelude::*};
use crate::syntax::tree::WaitSide;

pub(super) const RULE: Rule = Rule { hazards: &["J16", "J19"], version: 1, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("`{area}` gets {asked} passes in all in a session; the clinic's limit for {limited} is {limit}, {beyond} fewer")]
#[diagnostic(help("{asked} - {limit} = {beyond}; {grounds}"))]
struct Passes {
    #[label(primary, "more passes than the clinic's policy")]
    at: Span,
    area: AreaId,
    limited: AreaId,
    asked: u32,
    limit: u32,
    beyond: u32,
    grounds: String,
}

#[derive(Debug, Error, Diagnostic)]
#[error("the course has {asked} sessions; the clinic's limit is {limit}, {beyond} fewer")]
#[diagnostic(help("{asked} - {limit} = {beyond}; {grounds}"))]
struct Sessions {
    #[label(primary, "more sessions than the clinic's policy")]
    at: Span,
    asked: u32,
    limit: u32,
    beyond: u32,
    grounds: String,
}

#[derive(Debug, Error, Diagnostic)]
#[error("patients from {asked} of age are treated; the clinic treats from {limit} of age")]
#[diagnostic(help("{asked} is less than {limit}; {grounds}"))]
struct Younger {
    #[label(primary, "younger than the clinic's policy")]
    at: Span,
    asked: Calendar,
    limit: Calendar,
    grounds: String,
}

#[derive(Debug, Error, Diagnostic)]
#[error("the wait for `{condition}` is {asked} {side}; the clinic asks for {limit}")]
#[diagnostic(help("{asked} is less than {limit}; {grounds}"))]
struct ShortWait {
    #[label(primary, "shorter than the clinic's policy")]
    at: Span,
    condition: Name,
    asked: Elapsed,
    limit: Elapsed,
    side: &'static str,
    grounds: String,
}

#[derive(Debug, Error, Diagnostic)]
#[error("the screening holds nobody back for {limit} {side} `{condition}`, as the clinic asks")]
#[diagnostic(help("a wait of {limit} or more, or not treating at all, meets it; {grounds}"))]
struct NoWait {
    #[label(primary, "no such wait is said")]
    at: Span,
    condition: Name,
    limit: Elapsed,
    side: &'static str,
    grounds: String,
}

#[derive(Debug, Error, Diagnostic)]
#[error("`{what}` is paused from {before} before until {after} after; the clinic asks for {least_before} before and {least_after} after")]
#[diagnostic(help("a side is shorter than the clinic asks; {grounds}"))]
struct ShortPause {
    #[label(primary, "shorter than the clinic's policy")]
    at: Span,
    what: Name,
    before: Elapsed,
    after: Elapsed,
    least_before: Elapsed,
    least_after: Elapsed,
    grounds: String,
}

#[derive(Debug, Error, Diagnostic)]
#[error("`{what}` is not paused; the clinic asks for a pause from {before} before until {after} after")]
#[diagnostic(help("no `pause` line names it; {grounds}"))]
struct NoPause {
    #[label(primary, "this pause is missing")]
    at: Span,
    what: Name,
    before: Elapsed,
    after: Elapsed,
    grounds: String,
}

#[derive(Debug, Error, Diagnostic)]
#[error("the patient is contacted by {asked} after a session; the clinic asks for {limit} at the latest")]
#[diagnostic(help("{asked} may be more than {limit}; {grounds}"))]
struct LateContact {
    #[label(primary, "later than the clinic's policy")]
    at: Span,
    asked: Elapsed,
    limit: Elapsed,
    grounds: String,
}

#[derive(Debug, Error, Diagnostic)]
#[error("nobody contacts the patient after a session; the clinic asks for it by {limit} after")]
#[diagnostic(help("no `contact` line says it; {grounds}"))]
struct NoContact {
    #[label(primary, "the contact is missing")]
    at: Span,
    limit: Elapsed,
    grounds: String,
}

/// The lines of the clinic that speak of one thing, with what each rests on.
type Lines<'m, T> = Vec<(&'m PolicyLine<T>, String)>;

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    if subject.library.clinic.is_none() {
        return Ran::NotApplicable("no clinic");
    }
    let waits = [
        passes(subject, findings),
        sessions(subject, findings),
        age(subject, findings),
        waits(subject, findings),
        pauses(subject, findings),
        contact(subject, findings),
    ];
    if waits.contains(&true) { Ran::Waiting } else { Ran::Checked }
}

/// Each part says whether it waits for something that could not be read.
fn passes(subject: &Subject<'_>, findings: &mut Findings) -> bool {
    let mut waits = false;
    for course in subject.courses {
        for plan in &course.areas {
            let skin = subject.library.sharing_skin(plan.area.value.as_str());
            let speaks = |area: &AreaId| skin.iter().any(|entry| entry.name.value == *area.name());
            let lines: Lines<'_, _> =
                subject.library.policy_lines(|limits| &limits.passes).filter(|(line, _)| speaks(&line.value.0)).collect();
            let Some((line, grounds)) = lines.iter().min_by_key(|(line, _)| line.value.1) else { continue };
            let Some(passes) = plan.passes.known() else {
                waits |= plan.passes.is_waiting();
                continue;
            };
            let asked = passes.value.iter().fold(0_u32, |sum, pass| sum.saturating_add(pass.count.value));
            let (limited, limit) = line.value.clone();
            if asked > limit {
                let (area, beyond) = (plan.area.value.clone(), asked - limit);
                let finding = Passes { at: passes.span, area, limited, asked, limit, beyond, grounds: grounds.clone() };
                findings.add(Level::Never, passes.span, finding).also(line.span, &clinics_line(lines.len())).in_course(&course.name);
            }
        }
    }
    waits
}

fn sessions(subject: &Subject<'_>, findings: &mut Findings) -> bool {
    let lines: Lines<'_, _> = subject.library.policy_lines(|limits| &limits.sessions).collect();
    let Some((line, grounds)) = lines.iter().min_by_key(|(line, _)| line.value) else { return false };
    // The course block says it once for every course.
    let Some(course) = subject.courses.first() else { return false };
    let Some(asked) = course.sessions_stated.known() else { return course.sessions_stated.is_waiting() };
    if asked.value > line.value {
        let beyond = asked.value - line.value;
        let finding = Sessions { at: asked.span, asked: asked.value, limit: line.value, beyond, grounds: grounds.clone() };
        findings.add(Level::Never, asked.span, finding).also(line.span, &clinics_line(lines.len()));
    }
    false
}

fn age(subject: &Subject<'_>, findings: &mut Findings) -> bool {
    let lines: Lines<'_, _> = subject.library.policy_lines(|limits| &limits.ages).collect();
    let asked = &subject.protocol.screening.age;
    let Some(asked) = asked.known() else { return !lines.is_empty() && asked.is_waiting() };
    let younger = lines.iter().filter(|(line, _)| !Elapsed::Calendar(asked.value).reaches(Elapsed::Calendar(line.value)));
    if let Some((line, grounds)) = younger.max_by_key(|(line, _)| line.value.most_days()) {
        let finding = Younger { at: asked.span, asked: asked.value, limit: line.value, grounds: grounds.clone() };
        findings.add(Level::Never, asked.span, finding).also(line.span, &clinics_line(lines.len()));
    }
    false
}

fn waits(subject: &Subject<'_>, findings: &mut Findings) -> bool {
    let screening = &subject.protocol.screening;
    let all: Lines<'_, PolicyWait> = subject.library.policy_lines(|limits| &limits.waits).collect();
    let mut waiting = false;
    for (place, (line, _)) in all.iter().enumerate() {
        let PolicyWait { condition, wait, .. } = &line.value;
        let before = wait.side == WaitSide::Before;
        let same = |other: &PolicyWait| other.condition == *condition && (other.wait.side == WaitSide::Before) == before;
        if all.iter().take(place).any(|(earlier, _)| same(&earlier.value)) {
            continue;
        }
        let lines: Lines<'_, PolicyWait> = all.iter().filter(|(line, _)| same(&line.value)).cloned().collect();
        let asked: Vec<_> = screening.conditions.iter().filter(|said| said.id.value == *condition).collect();
        // What belongs to the area is never asked of the whole person.
        let of_area =
            subject.library.condition(condition.as_str()).and_then(|entry| entry.scope.as_ref()).is_some_and(|scope| scope.value == "area");
        let meets = |line: &PolicyWait| {
            asked.iter().filter(|said| of_area || line.in_area || !said.in_area).any(|said| {
                said.verdict == Verdict::DoNotTreat
                    || said
                        .waits
                        .iter()
                        .any(|wait| (wait.side == WaitSide::Before) == before && wait.span.value.reaches(line.wait.span.value))
            })
        };
        let missed = lines.iter().filter(|(line, _)| !meets(&line.value));
        let Some((line, grounds)) = missed.max_by_key(|(line, _)| line.value.wait.span.value.most_hours()) else { continue };
        let (condition, grounds) = (condition.name().clone(), grounds.clone());
        let (limit, own) = (line.value.wait.span.value, clinics_line(lines.len()));
        let short = asked.iter().flat_map(|said| &said.waits).find(|wait| (wait.side == WaitSide::Before) == before);
        let side = if before { "before" } else { "after" };
        // What a list says stands in another text; its place here is the screening that takes it over.
        let screen = screening.place.known().map_or(subject.protocol.name.span, |place| place.span);
        let here = |at: Span| if at.file == screen.file { at } else { screen };
        if let Some(short) = short.filter(|short| !short.span.value.reaches(limit)) {
            let at = here(short.span.span);
            let finding = ShortWait { at, condition, asked: short.span.value, limit, side, grounds };
            findings.add(Level::Never, at, finding).also(line.span, &own);
        } else if screening.waiting {
            waiting = true;
        } else {
            let at = asked.first().map_or(screen, |said| here(said.id.span));
            findings.add(Level::Never, at, NoWait { at, condition, limit, side, grounds }).also(line.span, &own);
        }
    }
    waiting
}

fn pauses(subject: &Subject<'_>, findings: &mut Findings) -> bool {
    let protocol = subject.protocol;
    let all: Lines<'_, _> = subject.library.policy_lines(|limits| &limits.pauses).collect();
    let mut waiting = false;
    for (place, (line, _)) in all.iter().enumerate() {
        let what = &line.value.0;
        if all.iter().take(place).any(|(earlier, _)| earlier.value.0 == *what) {
            continue;
        }
        let said = protocol.pauses.iter().flat_map(|pause| pause.value.what.iter().map(move |name| (name, &pause.value)));
        let said: Vec<_> = said.filter(|(name, _)| name.value == *what).collect();
        let lines: Lines<'_, _> = all.iter().filter(|(line, _)| line.value.0 == *what).cloned().collect();
        let meets = |before: Elapsed, after: Elapsed| {
            said.iter().any(|(_, pause)| pause.before.value.reaches(before) && pause.after.value.reaches(after))
        };
        let missed = lines.iter().filter(|(line, _)| !meets(line.value.1, line.value.2));
        let longest = missed.max_by_key(|(line, _)| line.value.1.most_hours().saturating_add(line.value.2.most_hours()));
        let Some((line, grounds)) = longest else { continue };
        let ((_, before, after), grounds) = (line.value.clone(), grounds.clone());
        let own = clinics_line(lines.len());
        if let Some((name, pause)) = said.first() {
            let finding = ShortPause {
                at: name.span,
                what: what.clone(),
                before: pause.before.value,
                after: pause.after.value,
                least_before: before,
                least_after: after,
                grounds,
            };
            findings.add(Level::Never, name.span, finding).also(line.span, &own);
        } else if protocol.pauses_waiting {
            waiting = true;
        } else {
            let at = protocol.name.span;
            findings.add(Level::Never, at, NoPause { at, what: what.clone(), before, after, grounds }).also(line.span, &own);
        }
    }
    waiting
}

fn contact(subject: &Subject<'_>, findings: &mut Findings) -> bool {
    let lines: Lines<'_, _> = subject.library.policy_lines(|limits| &limits.contacts).collect();
    let Some((line, grounds)) = lines.iter().min_by_key(|(line, _)| line.value.most_hours()) else { return false };
    let (limit, grounds, own) = (line.value, grounds.clone(), clinics_line(lines.len()));
    let care = &subject.protocol.aftercare;
    match care.known().map(|care| (&care.value.contact, care.span)) {
        Some((Stated::Known(by), _)) => {
            if !limit.reaches(by.value) {
                let finding = LateContact { at: by.span, asked: by.value, limit, grounds };
                findings.add(Level::Never, by.span, finding).also(line.span, &own);
            }
            false
        }
        Some((Stated::Waiting, _)) => true,
        None if care.is_waiting() => true,
        absent => {
            let at = absent.map_or(subject.protocol.name.span, |(_, place)| place);
            findings.add(Level::Never, at, NoContact { at, limit, grounds }).also(line.span, &own);
            false
        }
    }
}
