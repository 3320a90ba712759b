//! The plain-words sheet of a protocol, for the treatment-room wall. Each course has a whole sheet of its own with nothing of another course in
//! it, so that nobody reads another patient's depth.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::calendar::calendar;
use super::paper::{heading, wrapped};
use super::steps::{listed, step_words, values};
use super::timeline::{around, dated_timeline, timeline};
use crate::check::Accepted;
use crate::model::{Bearing, Library, Stated, Step, Verdict, demanded};
use crate::plan::{Course, Exception, Identity, Limits, Plan, Session, Spacing, Target};
use crate::quantity::Phototype;
use crate::schedule::Schedule;
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
    /// The dates of one patient's course, when its first session is known.
    pub dated: Option<&'f Schedule>,
}

/// One sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The name of its file.
    pub file: String,
    /// All of it.
    pub text: String,
}

/// Writes the sheet of each effective course, in the plan's order.
#[must_use]
pub fn sheets(accepted: &Accepted, plan: &Plan, identity: &Identity, library: &Library, facts: &Facts<'_>) -> Vec<Sheet> {
    let of = |course| Sheet { file: file(plan, course), text: sheet(accepted, plan, course, identity, library, facts) };
    plan.courses.iter().map(of).collect()
}

/// The name of a course's sheet.
fn file(plan: &Plan, course: &Course) -> String {
    match plan.courses.len() {
        1 => format!("{}.sheet.txt", plan.name),
        _ => format!("{}.sheet.{}.txt", plan.name, course.name),
    }
}

fn sheet(accepted: &Accepted, plan: &Plan, course: &Course, identity: &Identity, library: &Library, facts: &Facts<'_>) -> String {
    let mut to = String::new();
    wrapped(&mut to, "", &plan.title.to_uppercase());
    wrapped(&mut to, "", &format!("{} version {}", plan.name, plan.version));
    whose(&mut to, plan, course);
    let _ = writeln!(to, "Check words: {}", identity.words.join(" "));
    wrapped(&mut to, "", facts.clinic);
    let header = &accepted.protocol().header;
    if let Some(method) = header.method.known() {
        let _ = writeln!(to, "Method: {}", method.value);
    }
    if let Some(operators) = header.operators.known() {
        wrapped(&mut to, "Needled by: ", &crate::diagnostic::listed(&values(&operators.value), "or"));
    }
    if facts.bench {
        let _ = writeln!(to, "BENCH: the image beside this sheet needs no approval and runs on emulators only.");
    } else if let Some(approved) = header.approved.known() {
        let text = header.text.map_or_else(String::new, |text| format!(" (text {text})"));
        wrapped(&mut to, "Approved: ", &format!("{} by {}{text}", approved.value.on, approved.value.by));
    }
    let _ = writeln!(to, "An authoring and checking aid for qualified clinicians. Not a medical device.");
    made_with(&mut to, plan, course);
    screening(&mut to, accepted, plan, course);
    areas(&mut to, accepted, plan, library);
    steps(&mut to, accepted);
    written_course(&mut to, accepted, plan, course);
    when(&mut to, plan, course, facts);
    answers(&mut to, accepted, plan);
    heading(&mut to, "Around every session");
    around(&mut to, plan);
    to.push('\n');
    aftercare(&mut to, accepted, library);
    exceptions(&mut to, accepted, plan, course);
    cautions(&mut to, accepted, course);
    origin(&mut to, accepted, library, facts);
    to
}

/// What the sheet rests on, and what it was made from.
fn origin(to: &mut String, accepted: &Accepted, library: &Library, facts: &Facts<'_>) {
    let protocol = accepted.protocol();
    let said: usize = protocol.said.iter().map(|(_, count)| count).sum();
    let Bearing { limits, second_hand } = protocol.bearing;
    let bearing = format!(
        "{limits} published limits and facts speak of what is named here, {second_hand} of them read second-hand. {said} statements are taken as \
         said, and so are the numbers of {}. No file can show technique, pressure, the depth really reached, or sterility.",
        crate::diagnostic::listed(&demanded().collect::<Vec<_>>(), "and")
    );
    to.push('\n');
    wrapped(to, "", &bearing);
    let sources: Vec<&str> = protocol.header.sources.iter().map(|source| source.value.as_str()).collect();
    wrapped(to, "Sources: ", &sources.join(", "));
    for key in sources {
        if let Some(title) = library.source(key).and_then(|source| source.title.as_ref()) {
            wrapped(to, &format!("  {key}: "), title.value.as_str());
        }
    }
    let declared = crate::declared_names(&protocol.declared);
    if !declared.is_empty() {
        heading(to, "Declared by this clinic, not built in");
        for (kind, name) in declared {
            wrapped(to, "  ", &format!("{kind} {name}"));
        }
    }
    let (version, today) = (crate::VERSION, accepted.today());
    to.push('\n');
    wrapped(to, "", &format!("Made from {} (SHA-256 {}) by needlepoint {version} on {today}.", facts.file, facts.sha256));
    if let Some(sha256) = facts.clinic_sha256 {
        wrapped(to, "", &format!("The clinic's file and the files that it names together: SHA-256 {sha256}."));
    }
}

/// Phototypes as the middle of a sentence: `phototypes 4 (IV) and 5 (V)`.
pub(super) fn phototypes(all: &[Phototype]) -> String {
    let noun = if all.len() == 1 { "phototype" } else { "phototypes" };
    format!("{noun} {}", crate::diagnostic::listed(all, "and"))
}

/// Whose sheet it is, and where the others are; nothing when there is but one course.
fn whose(to: &mut String, plan: &Plan, course: &Course) {
    if plan.courses.len() == 1 {
        return;
    }
    wrapped(to, "", &format!("FOR {} ONLY: the course {}", phototypes(&course.phototypes).to_uppercase(), course.name));
    for other in plan.courses.iter().filter(|other| other.name != course.name) {
        wrapped(
            to,
            "",
            &format!("For {} there is another sheet, of the course {}: {}", phototypes(&other.phototypes), other.name, file(plan, other)),
        );
    }
}

/// A cartridge of the plan by its place.
fn cartridge(plan: &Plan, place: usize) -> &str {
    plan.cartridges.get(place).map_or("", |cartridge| cartridge.as_str())
}

fn made_with(to: &mut String, plan: &Plan, course: &Course) {
    heading(to, "The pen");
    wrapped(to, "", &format!("{} with {}, one sterile cartridge for each patient and session.", plan.device, cartridge(plan, 0)));
    let mut own: Vec<&str> = plan.cartridges.iter().skip(1).map(|own| own.as_str()).collect();
    own.sort_unstable();
    if !own.is_empty() {
        wrapped(to, "Some areas have a cartridge of their own, sterile and new as well: ", &format!("{}.", own.join(", ")));
    }
    let Limits { depth, passes, session, .. } = Limits::over(std::slice::from_ref(course));
    let over = format!(
        "Over the whole course: never above {depth}, at most {passes} passes on an area, at most {session} of needling in a session."
    );
    wrapped(to, "", &over);
}

fn screening(to: &mut String, accepted: &Accepted, plan: &Plan, course: &Course) {
    heading(to, "Before every session");
    let screening = &accepted.protocol().screening;
    if let Some(age) = screening.age.known() {
        let _ = writeln!(to, "[ ] {} or older", age.value);
    }
    if plan.courses.len() > 1 {
        let own = crate::diagnostic::listed(&course.phototypes, "or");
        wrapped(to, "[ ] ", &format!("phototype recorded, and it is {own}; this sheet is for no other"));
    } else if let Some(known) = screening.phototypes.known() {
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
        wrapped(to, "[ ] ", &format!("{}{area}: wait {}", condition.id.value, waits.join(", and ")));
    }
    for list in &screening.lists {
        let (name, version) = &list.value;
        wrapped(to, "    ", &format!("The list {name} {version} is taken over; its questions are among these."));
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
    heading(to, &format!("The course {}, for {}", course.name, phototypes(&course.phototypes)));
    let Spacing { shortest, longest, aim } = course.spacing;
    let sessions = match course.sessions.len() {
        1 => "1 session.".to_owned(),
        many => format!("{many} sessions. The next one {shortest} to {longest} days after the last one given; aim for day {aim}."),
    };
    wrapped(to, "", &sessions);
    wrapped(to, "", "A depth that is set is not one that is reached: how deep the needles go is not measured.");
    for (_, harm, steps) in accepted.protocol().plans.iter().filter(|(name, ..)| *name == course.name) {
        wrapped(to, &format!("Against {}: ", harm.value), &format!("{}.", listed(steps)));
    }
    // Whose depths these are stands on every page that has some.
    let whose = if plan.courses.len() == 1 { String::new() } else { format!(", for {} only", phototypes(&course.phototypes)) };
    // Sessions that are the same are printed once.
    let mut first = 0;
    for (place, session) in course.sessions.iter().enumerate() {
        let next = course.sessions.get(place + 1);
        if next.is_some_and(|next| next.steps == session.steps) {
            continue;
        }
        let from = course.sessions.get(first).map_or(session.number, |session| session.number);
        let title = if from == session.number { format!("Session {from}") } else { format!("Sessions {from} to {}", session.number) };
        written_session(to, plan, &(title + &whose), session);
        first = place + 1;
    }
}

fn written_session(to: &mut String, plan: &Plan, title: &str, session: &Session) {
    to.push('\n');
    wrapped(to, "  ", title);
    for step in &session.steps {
        let area = plan.areas.get(step.area).map_or("", |area| area.as_str());
        let own = if step.cartridge == 0 { String::new() } else { format!(", with {}", cartridge(plan, step.cartridge)) };
        wrapped(to, "    ", &format!("{}{own}", area.to_uppercase()));
        if let Some(only) = &step.only {
            wrapped(to, "      only     ", &format!("{}; no other skin of the area", target(only)));
        }
        wrapped(to, "      depth    ", &format!("start {}, raise by {}, never above {}", step.start, step.raise, step.ceiling));
        let counted = [(step.passes.horizontal, "horizontal"), (step.passes.vertical, "vertical"), (step.passes.diagonal, "diagonal")];
        let passes: Vec<String> = counted.iter().filter(|(count, _)| *count > 0).map(|(count, way)| format!("{count} {way}")).collect();
        wrapped(to, "      passes   ", &format!("{} in all: {}", step.passes.total(), passes.join(", ")));
        let motion = match (step.glide, step.in_one_spot) {
            (Some(glide), _) => format!("glide at {glide}"),
            (None, Some(longest)) => format!("lift and set down, at most {longest} in one spot"),
            (None, None) => "lift and set down".to_owned(),
        };
        wrapped(to, "      pen      ", &format!("{}, {motion}, at most {}", step.speed, step.at_most));
        let until = if step.endpoint == "last-pass" {
            "the last pass; no sign ends it early".to_owned()
        } else {
            format!("{}; at the last pass stop without it", step.endpoint)
        };
        wrapped(to, "      until    ", &until);
        let pressure = step.pressure.iter().map(|pressure| format!("pressure {pressure}"));
        let unpublished = step.none_published.then(|| "no needling depth has been published for this area".to_owned());
        let said: Vec<String> = pressure.chain(step.size.map(|size| format!("{size} of skin"))).chain(unpublished).collect();
        if !said.is_empty() {
            wrapped(to, "      as said  ", &said.join(", "));
        }
        let skip: Vec<&str> = step.skip.iter().map(|skip| skip.as_str()).collect();
        if !skip.is_empty() {
            wrapped(to, "      leave out any of: ", &skip.join(", "));
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
            wrapped(to, "", &format!("A session {when}: {answer}. Never more depth or passes to catch up."));
        }
    }
    if let Some(session) = plan.answers.reassess {
        let _ = writeln!(to, "After session {session} the result is judged before any more are planned.");
    }
    if let Some(follow_up) = plan.follow_up {
        let _ = writeln!(to, "Follow-up {follow_up} after the last session given.");
    }
}

/// The days of the course: counted, or those of one patient.
fn when(to: &mut String, plan: &Plan, course: &Course, facts: &Facts<'_>) {
    if let Some((schedule, dated)) =
        facts.dated.and_then(|schedule| Some((schedule, schedule.courses.iter().find(|dated| dated.name == course.name)?)))
    {
        to.push_str(&calendar(schedule, dated));
        to.push_str(&dated_timeline(dated));
        return;
    }
    to.push_str(&timeline(plan, course));
    let how = match facts.dated {
        None => {
            "This sheet has no calendar. Made with --start, the day and time of a first session, and --zone, the zone of the clinic's \
                 clocks, it has the dates of one patient's course: needlepoint build --start 2026-12-01T10:00 --zone Europe/Berlin, with \
                 your own."
        }
        Some(_) => "This sheet has no calendar: the dates that were asked for are of a patient whose phototype has another sheet.",
    };
    to.push('\n');
    wrapped(to, "", how);
}

/// When the patient calls, and whom.
pub(super) fn aftercare(to: &mut String, accepted: &Accepted, library: &Library) {
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
    let line = library.clinic.as_ref().and_then(|clinic| clinic.emergency.as_ref());
    wrapped(to, "  The clinic's emergency line: ", line.map_or("NOT KNOWN. No clinic's file names one.", |line| line.as_str()));
}

/// The exceptions that the course needs.
fn exceptions(to: &mut String, accepted: &Accepted, plan: &Plan, course: &Course) {
    let needed = |exception: &&Exception| course.sessions.iter().any(|session| session.needs(exception));
    let needed: Vec<&Exception> = plan.exceptions.iter().filter(needed).collect();
    if needed.is_empty() {
        return;
    }
    heading(to, "Exceptions in force");
    for exception in needed {
        let area = plan.areas.get(exception.area).map_or("", |area| area.as_str());
        let Exception { rule, version, up_to, reason, by, until, .. } = exception;
        wrapped(to, "  ", &format!("{rule} (version {version}) for {area} up to {up_to}: {reason}, approved by {by}, until {until}."));
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

/// The cautions and lifted findings that hold for the course.
fn cautions(to: &mut String, accepted: &Accepted, course: &Course) {
    let mut holding = accepted.cautions().iter().filter(|caution| caution.holds_for(&course.name)).peekable();
    if holding.peek().is_none() {
        return;
    }
    heading(to, "Cautions and lifted findings to read");
    for caution in holding {
        wrapped(to, "  - ", &caution.sentence);
    }
}
