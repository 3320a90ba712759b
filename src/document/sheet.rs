//! The plain-words sheet of a protocol: what is done, course by course, as text for the treatment-room wall.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::steps::{listed, step_words, values};
use crate::check::Accepted;
use crate::model::{Bearing, Library, Stated, Step, Verdict, demanded};
use crate::plan::{Course, Identity, Offset, Plan, Session, Target, Task, TaskKind};
use crate::quantity::Phototype;
use crate::syntax::entries::Area;
use crate::syntax::tree::{StopSign, WaitSide};

/// What the sheet says of its own making.
#[derive(Debug)]
pub struct Facts<'f> {
    /// The protocol's file.
    pub file: &'f str,
    /// SHA-256 of its text, in hexadecimal.
    pub sha256: &'f str,
    /// The clinic whose policies were applied, or the words that stand in its place.
    pub clinic: &'f str,
    /// SHA-256 over the clinic's text and every file that it names, in hexadecimal.
    pub clinic_sha256: Option<&'f str>,
    /// Whether an image for the bench was made beside it.
    pub bench: bool,
}

/// Writes the sheet.
#[must_use]
pub fn sheet(accepted: &Accepted, plan: &Plan, identity: &Identity, library: &Library, facts: &Facts<'_>) -> String {
    let mut to = String::new();
    let version = plan.version;
    let _ = writeln!(to, "{}", plan.title.to_uppercase());
    let _ = writeln!(to, "{} version {}.{}.{}", plan.name, version.major, version.minor, version.patch);
    let _ = writeln!(to, "Check words: {}", identity.words.join(" "));
    let _ = writeln!(to, "{}", facts.clinic);
    let header = &accepted.protocol().header;
    if let Some(method) = header.method.known() {
        let _ = writeln!(to, "Method: {}", method.value);
    }
    if let Some(operators) = header.operators.known() {
        let _ = writeln!(to, "Needled by: {}", crate::diagnostic::listed(&values(&operators.value), "or"));
    }
    if facts.bench {
        let _ = writeln!(to, "BENCH: the image beside this sheet needs no approval and runs on emulators only.");
    } else if let Some(approved) = header.approved.known() {
        let text = header.text.map_or_else(String::new, |text| format!(" (text {text})"));
        wrapped(&mut to, "Approved: ", &format!("{} by {}{text}", approved.value.on, approved.value.by));
    }
    let _ = writeln!(to, "An authoring and checking aid for qualified clinicians. Not a medical device.");
    made_with(&mut to, plan);
    screening(&mut to, accepted);
    areas(&mut to, accepted, plan, library);
    steps(&mut to, accepted);
    for course in &plan.courses {
        written_course(&mut to, accepted, plan, course);
    }
    answers(&mut to, accepted, plan);
    around(&mut to, plan);
    aftercare(&mut to, accepted);
    exceptions(&mut to, accepted, plan);
    cautions(&mut to, accepted);
    let said: usize = accepted.protocol().said.iter().map(|(_, count)| count).sum();
    let Bearing { limits, second_hand } = accepted.protocol().bearing;
    let _ = writeln!(
        to,
        "\n{limits} published limits and facts speak of what is named here, {second_hand} of them read second-hand. {said} statements are taken as\n\
         said, and so are the numbers of {}. No file can\nshow technique, pressure, the depth really reached, or sterility.",
        crate::diagnostic::listed(&demanded().collect::<Vec<_>>(), "and")
    );
    let sources: Vec<&str> = accepted.protocol().header.sources.iter().map(|source| source.value.as_str()).collect();
    let _ = writeln!(to, "Sources: {}", sources.join(", "));
    for key in sources {
        if let Some(title) = library.source(key).and_then(|source| source.title.as_ref()) {
            wrapped(&mut to, &format!("  {key}: "), title.value.as_str());
        }
    }
    let declared = crate::declared_names(&accepted.protocol().declared);
    if !declared.is_empty() {
        heading(&mut to, "Declared by this clinic, not built in");
        for (kind, name) in declared {
            let _ = writeln!(to, "  {kind} {name}");
        }
    }
    let _ =
        writeln!(to, "\nMade from {} (SHA-256 {}) by needlepoint {} on {}.", facts.file, facts.sha256, crate::VERSION, accepted.today());
    if let Some(sha256) = facts.clinic_sha256 {
        let _ = writeln!(to, "The clinic's file and the files that it names together: SHA-256 {sha256}.");
    }
    to
}

fn heading(to: &mut String, text: &str) {
    let _ = writeln!(to, "\n{}\n{}", text, "-".repeat(text.chars().count()));
}

/// A line broken at 96 characters, the rest indented below its start.
fn wrapped(to: &mut String, lead: &str, text: &str) {
    let indent = " ".repeat(lead.chars().count());
    let mut line = lead.to_owned();
    let mut fresh = true;
    for word in text.split(' ') {
        if !fresh && line.chars().count() + 1 + word.chars().count() > 96 {
            let _ = writeln!(to, "{line}");
            line.clone_from(&indent);
            fresh = true;
        }
        if !fresh {
            line.push(' ');
        }
        line.push_str(word);
        fresh = false;
    }
    let _ = writeln!(to, "{line}");
}

/// A cartridge of the plan by its place.
fn cartridge(plan: &Plan, place: usize) -> &str {
    plan.cartridges.get(place).map_or("", |cartridge| cartridge.as_str())
}

fn made_with(to: &mut String, plan: &Plan) {
    heading(to, "The pen");
    let _ = writeln!(to, "{} with {}, one sterile cartridge for each patient and session.", plan.device, cartridge(plan, 0));
    let mut own: Vec<&str> = plan.cartridges.iter().skip(1).map(|own| own.as_str()).collect();
    own.sort_unstable();
    if !own.is_empty() {
        wrapped(to, "Some areas have a cartridge of their own, sterile and new as well: ", &format!("{}.", own.join(", ")));
    }
    let limits = plan.limits;
    let _ = writeln!(
        to,
        "Over the whole protocol: never above {}, at most {} passes on an area, at most {} of needling in a session.",
        limits.depth, limits.passes, limits.session
    );
}

fn screening(to: &mut String, accepted: &Accepted) {
    heading(to, "Before every session");
    let screening = &accepted.protocol().screening;
    if let Some(age) = screening.age.known() {
        let _ = writeln!(to, "[ ] {} or older", age.value);
    }
    if let Some(known) = screening.phototypes.known() {
        let _ = writeln!(to, "[ ] phototype recorded; treated are {} to {}", known.value.0, known.value.1);
    }
    let verdicts = [
        (Verdict::DoNotTreat, false, "Do not treat, if any of"),
        (Verdict::DoNotTreat, true, "Do not treat an area with any of"),
        (Verdict::Postpone, false, "Postpone, if any of"),
        (Verdict::Postpone, true, "Postpone while the area has any of"),
        (Verdict::Decide, false, "Decided first"),
    ];
    for (verdict, in_area, words) in verdicts {
        // What is put off until the same state, or decided by the same role, stands in one line.
        let mut lines: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for condition in screening.conditions.iter().filter(|one| one.verdict == verdict && one.in_area == in_area) {
            let until = condition.until.as_ref().map(|until| format!(" (until {until})"));
            let decided = condition.decided.as_ref().map(|(who, before)| format!(" by the {who}, before {before}"));
            let how = until.or(decided).unwrap_or_default();
            lines.entry(how).or_default().insert(condition.id.value.as_str());
        }
        for (how, names) in lines {
            wrapped(to, &format!("[ ] {words}{how}: "), &names.into_iter().collect::<Vec<_>>().join(", "));
        }
    }
    for condition in screening.conditions.iter().filter(|condition| condition.verdict == Verdict::Wait) {
        let waits: Vec<String> = condition
            .waits
            .iter()
            .map(|wait| match wait.side {
                WaitSide::After => format!("{} after it", wait.span.value),
                WaitSide::AfterLastDose => format!("{} after the last dose", wait.span.value),
                WaitSide::Before => format!("none for {} after the session", wait.span.value),
            })
            .collect();
        let area = if condition.in_area { " in the area" } else { "" };
        let _ = writeln!(to, "[ ] {}{area}: wait {}", condition.id.value, waits.join(", and "));
    }
    for list in &screening.lists {
        let (name, version) = &list.value;
        let _ = writeln!(to, "    The list {name} {version} is taken over; its questions are among these.");
    }
    let mut records: Vec<&str> = screening.records.iter().map(|record| record.value.as_str()).collect();
    records.sort_unstable();
    records.dedup();
    wrapped(to, "[ ] Record all of: ", &records.join(", "));
}

/// What the groups stand for that are named anywhere, and whose left is meant.
fn areas(to: &mut String, accepted: &Accepted, plan: &Plan, library: &Library) {
    let steps = accepted.protocol().session.known().map_or(&[][..], |session| &session.value.steps);
    let named = steps.iter().flat_map(|step| match &step.value {
        Step::Wash(areas, _) | Step::Disinfect(areas, ..) | Step::Needle(areas, _) => areas.as_slice(),
        Step::Numb(numb) => numb.areas.as_slice(),
        _ => &[],
    });
    let mut names: Vec<&str> = plan.areas.iter().map(|area| area.as_str()).chain(named.map(|area| area.value.as_str())).collect();
    names.sort_unstable();
    names.dedup();
    let listed = |areas: Vec<&Area>| areas.iter().map(|area| area.name.value.as_str()).collect::<Vec<_>>().join(", ");
    let groups: Vec<&str> = names.iter().filter(|name| !library.leaves(name).is_empty()).copied().collect();
    let sides = names.iter().any(|name| library.is_side(name));
    if groups.is_empty() && !sides {
        return;
    }
    heading(to, "The areas");
    for group in groups {
        wrapped(to, &format!("{group} stands for: "), &format!("{}.", listed(library.leaves(group))));
        let never = listed(library.left_out(group));
        if !never.is_empty() {
            wrapped(to, "  Not in it, and never needled: ", &format!("{never}."));
        }
    }
    if sides {
        let _ = writeln!(to, "Left means the patient's left, and right the patient's right.");
    }
}

fn steps(to: &mut String, accepted: &Accepted) {
    heading(to, "The session, in this order");
    let Stated::Known(session) = &accepted.protocol().session else { return };
    for (step, number) in session.value.steps.iter().zip(1..) {
        wrapped(to, &format!("{number:2}. "), &step_words(&step.value));
    }
}

fn written_course(to: &mut String, accepted: &Accepted, plan: &Plan, course: &Course) {
    let phototypes: Vec<String> = course.phototypes.iter().map(Phototype::to_string).collect();
    heading(to, &format!("Course {}, for phototypes {}", course.name, phototypes.join(", ")));
    let _ = writeln!(
        to,
        "{} sessions. The next one {} to {} days after the last one given; aim for day {}.",
        course.sessions.len(),
        course.spacing.shortest,
        course.spacing.longest,
        course.spacing.aim
    );
    let _ = writeln!(to, "A depth that is set is not one that is reached: how deep the needles go is not measured.");
    for (_, harm, steps) in accepted.protocol().plans.iter().filter(|(name, ..)| *name == course.name) {
        wrapped(to, &format!("Against {}: ", harm.value), &format!("{}.", listed(steps)));
    }
    // Sessions that are the same are printed once.
    let mut first = 0;
    for (place, session) in course.sessions.iter().enumerate() {
        let next = course.sessions.get(place + 1);
        if next.is_some_and(|next| next.steps == session.steps) {
            continue;
        }
        let from = course.sessions.get(first).map_or(session.number, |session| session.number);
        let title = if from == session.number { format!("Session {from}") } else { format!("Sessions {from} to {}", session.number) };
        written_session(to, plan, &title, session);
        first = place + 1;
    }
}

fn written_session(to: &mut String, plan: &Plan, title: &str, session: &Session) {
    let _ = writeln!(to, "\n  {title}");
    for step in &session.steps {
        let area = plan.areas.get(step.area).map_or("", |area| area.as_str());
        let own = if step.cartridge == 0 { String::new() } else { format!(", with {}", cartridge(plan, step.cartridge)) };
        let _ = writeln!(to, "    {}{own}", area.to_uppercase());
        if let Some(only) = &step.only {
            let _ = writeln!(to, "      only     {}; no other skin of the area", target(only));
        }
        let _ = writeln!(to, "      depth    start {}, raise by {}, never above {}", step.start, step.raise, step.ceiling);
        let counted = [(step.passes.horizontal, "horizontal"), (step.passes.vertical, "vertical"), (step.passes.diagonal, "diagonal")];
        let passes: Vec<String> = counted.iter().filter(|(count, _)| *count > 0).map(|(count, way)| format!("{count} {way}")).collect();
        let _ = writeln!(to, "      passes   {} in all: {}", step.passes.total(), passes.join(", "));
        let motion = match (step.glide, step.in_one_spot) {
            (Some(glide), _) => format!("glide at {glide}"),
            (None, Some(longest)) => format!("lift and set down, at most {longest} in one spot"),
            (None, None) => "lift and set down".to_owned(),
        };
        let _ = writeln!(to, "      pen      {}, {motion}, at most {}", step.speed, step.at_most);
        let until = if step.endpoint == "last-pass" {
            "the last pass; no sign ends it early".to_owned()
        } else {
            format!("{}; at the last pass stop without it", step.endpoint)
        };
        let _ = writeln!(to, "      until    {until}");
        let pressure = step.pressure.iter().map(|pressure| format!("pressure {pressure}"));
        let unpublished = step.none_published.then(|| "no needling depth has been published for this area".to_owned());
        let said: Vec<String> = pressure.chain(step.size.map(|size| format!("{size} of skin"))).chain(unpublished).collect();
        if !said.is_empty() {
            let _ = writeln!(to, "      as said  {}", said.join(", "));
        }
        let skip: Vec<&str> = step.skip.iter().map(|skip| skip.as_str()).collect();
        if !skip.is_empty() {
            let _ = writeln!(to, "      leave out any of: {}", skip.join(", "));
        }
        for (session, words) in [(false, "stop this area if any of:"), (true, "stop the session if any of:")] {
            let signs: Vec<String> = step.stops.iter().filter(|stop| stop.session == session).map(|stop| sign(&stop.sign)).collect();
            if !signs.is_empty() {
                wrapped(to, &format!("      {words} "), &signs.join(", "));
            }
        }
    }
}

/// What alone is needled, in words.
fn target(only: &Target) -> String {
    let age = only.age.map_or_else(String::new, |age| format!(", {age} or older"));
    let size = only.size.map_or_else(String::new, |size| format!(", {size}"));
    format!("{}{age}{size}", only.what)
}

fn sign(sign: &StopSign) -> String {
    match sign {
        StopSign::Bleeding(time) => format!("bleeding lasts over {time} under pressure"),
        StopSign::Pain { points, scale } => format!("pain above {points} of {scale}"),
        StopSign::Named(name) => name.to_string(),
    }
}

fn answers(to: &mut String, accepted: &Accepted, plan: &Plan) {
    heading(to, "When the course does not go as planned");
    if let Some(says) = accepted.protocol().course.known()
        && let Some(otherwise) = &says.value.ready_else
    {
        wrapped(to, "Ready for a session is who has all of: ", &format!("{}; else {}.", listed(&says.value.ready), otherwise.value));
    }
    let said = [("late", &plan.answers.late), ("missed", &plan.answers.missed), ("stopped early", &plan.answers.stopped_early)];
    for (when, answer) in said {
        if let Some(answer) = answer {
            let _ = writeln!(to, "A session {when}: {answer}. Never more depth or passes to catch up.");
        }
    }
    if let Some(session) = plan.answers.reassess {
        let _ = writeln!(to, "After session {session} the result is judged before any more are planned.");
    }
    if let Some(follow_up) = plan.follow_up {
        let _ = writeln!(to, "Follow-up {follow_up} after the last session given.");
    }
}

fn around(to: &mut String, plan: &Plan) {
    heading(to, "Around every session");
    for task in &plan.tasks {
        wrapped(to, "  ", &task_words(task));
    }
}

/// A task in one sentence.
fn task_words(task: &Task) -> String {
    let what: Vec<&str> = task.what.iter().map(|what| what.as_str()).collect();
    let what = crate::diagnostic::listed(&what, "and");
    let detail = task.detail.as_ref().map_or_else(String::new, |detail| format!(" ({detail})"));
    let span = match (task.from, task.until) {
        (Offset::Before(before), Offset::After(after)) => format!("from {before} before until {after} after"),
        (Offset::After(from), Offset::After(until)) => format!("from {from} until {until} after"),
        (_, Offset::After(until)) => format!("until {until} after"),
        _ => "for the whole course".to_owned(),
    };
    match task.kind {
        TaskKind::Pause => format!("Leave off {what}{detail} {span}."),
        TaskKind::NothingElse => format!("Nothing but what is named here goes on treated skin {span}."),
        TaskKind::Apply => {
            format!("Put on {what}{detail} {span}.")
        }
        TaskKind::DoNot => format!("No {what}{detail} {span}."),
        TaskKind::Contact => match task.until {
            Offset::After(by) => format!("The clinic speaks to the {what} by {by} after."),
            _ => format!("The clinic speaks to the {what} {span}."),
        },
    }
}

fn aftercare(to: &mut String, accepted: &Accepted) {
    let Stated::Known(care) = &accepted.protocol().aftercare else { return };
    for (words, signs) in [("Call the clinic if any of: ", &care.value.call_if), ("Get help at once if any of: ", &care.value.urgent_if)] {
        let signs: Vec<String> = signs
            .iter()
            .map(|sign| match &sign.value {
                (name, Some(lasting)) => format!("{name} lasting over {lasting}"),
                (name, None) => name.to_string(),
            })
            .collect();
        if !signs.is_empty() {
            wrapped(to, &format!("  {words}"), &signs.join(", "));
        }
    }
}

fn exceptions(to: &mut String, accepted: &Accepted, plan: &Plan) {
    if plan.exceptions.is_empty() {
        return;
    }
    heading(to, "Exceptions in force");
    for exception in &plan.exceptions {
        let area = plan.areas.get(exception.area).map_or("", |area| area.as_str());
        let _ = writeln!(
            to,
            "  {} (version {}) for {area} up to {}: {}, approved by {}, until {}.",
            exception.rule, exception.version, exception.up_to, exception.reason, exception.by, exception.until
        );
        let written = accepted.protocol().exceptions.iter().find(|written| {
            written.rule.value == exception.rule
                && written.area.value.as_str() == area
                && written.up_to.value == exception.up_to
                && written.expires.known().is_some_and(|day| day.value == exception.until)
        });
        if let Some(because) = written.and_then(|written| written.because.known()) {
            wrapped(to, "    Because: ", &because.value);
        }
    }
}

fn cautions(to: &mut String, accepted: &Accepted) {
    if accepted.cautions().is_empty() {
        return;
    }
    heading(to, "Cautions and lifted findings to read");
    for caution in accepted.cautions() {
        wrapped(to, "  - ", caution);
    }
}
