//! What a person reads in an event. A title stands on locked telephones and on shared screens: it says neither diagnosis nor phototype nor protocol,
//! and names only what everybody may leave off or put on. All else is in the description, which is opened.

use super::Issued;
use super::model::Status;
use crate::diagnostic::Fault;
use crate::plan::{Plan, TaskKind};
use crate::record::{MadeFrom, NOTE};
use crate::schedule::{DatedSession, DatedTask, Schedule};

/// The names that may stand in a title, and how they are said there. A closed list: a name that is not in it, a drug or a clinic's own product,
/// could tell what somebody is treated for.
const EVERYDAY: &[(&str, &str)] = &[
    ("exercise", "exercise"),
    ("makeup", "make-up"),
    ("sauna", "sauna"),
    ("self-tanner", "self-tanner"),
    ("sun-exposure", "sun"),
    ("sunscreen", "sunscreen"),
    ("swimming", "swimming"),
    ("tanning-bed", "tanning bed"),
    ("waxing", "waxing"),
];

/// A title. Not every program shows the status of an event, so its title says it. Whether what has no date is to have one again is nothing that
/// an entry knows; called off is only what the protocol has no more.
pub(super) fn title(what: String, status: Status) -> String {
    match status {
        Status::Confirmed => what,
        Status::Tentative => format!("To be agreed: {what}"),
        Status::NoDate => format!("No date: {what}"),
        Status::Replaced => format!("Called off: {what}"),
    }
}

/// A session, as a title may say it; of so many, where the protocol has it at all.
pub(super) fn session(session: &DatedSession, of: usize) -> String {
    match usize::try_from(session.number) {
        Ok(number) if number <= of => format!("Session {number} of {of}"),
        _ => format!("Session {}", session.number),
    }
}

/// A task, as a title may say it.
pub(super) fn task(task: &DatedTask) -> String {
    match task.kind {
        TaskKind::Pause | TaskKind::DoNot => format!("Leave off: {}", named(task)),
        TaskKind::Apply => format!("Put on: {}", named(task)),
        TaskKind::NothingElse => "Treated skin: only the aftercare".to_owned(),
        TaskKind::Contact => "Talk with the clinic".to_owned(),
    }
}

/// What a task is about, as far as a title may say it.
fn named(task: &DatedTask) -> String {
    let everyday = |name: &str| EVERYDAY.iter().find(|(known, _)| *known == name).map(|(_, said)| *said);
    let said: Vec<&str> = task.what.iter().filter_map(|name| everyday(name.as_str())).collect();
    match said.len() {
        0 => "see the details".to_owned(),
        some if some < task.what.len() => format!("{}, and more in the details", said.join(", ")),
        _ => said.join(", "),
    }
}

/// What stands below the first lines of every description.
pub(super) struct Origin(String);

impl Origin {
    /// Of a session, or of a thing of the whole course.
    pub(super) fn of(session: Option<u32>, schedule: &Schedule, issued: &Issued<'_>) -> Result<Self, Fault> {
        let MadeFrom { plan, identity, source, .. } = issued.made_from(session)?;
        let mut lines = vec![
            format!("Note: {NOTE}."),
            format!("Check words: {}.", identity.words.join(" ")),
            format!("Protocol: {} {}.", plan.name, plan.version),
            format!("Course: {}.", issued.tag),
        ];
        lines.extend(source.standing(schedule));
        Ok(Self(lines.join("\n")))
    }

    /// A description.
    fn below(&self, lines: &str) -> String {
        format!("{lines}\n{}", self.0)
    }

    /// The description of a session. Whether it was given, and from when to when it may be, do not stand there: they would change an event that
    /// a calendar holds, and not its change number.
    pub(super) fn session(&self, session: &DatedSession, of: usize, status: Status, plan: &Plan) -> String {
        let numbing: String = plan.numbing.iter().map(|numbing| format!(" Before it: {numbing}.")).collect();
        self.below(&format!("{}{}.{numbing}", standing(status), self::session(session, of)))
    }

    /// The description of a task.
    pub(super) fn task(&self, task: &DatedTask, status: Status) -> String {
        let mut sentence = task.sentence.chars();
        let first = sentence.next().map(|first| first.to_uppercase()).into_iter().flatten();
        self.below(&format!("{}{}{}.", standing(status), first.collect::<String>(), sentence.as_str()))
    }

    /// The description of the follow-up.
    pub(super) fn follow_up(&self, status: Status) -> String {
        self.below(&format!("{}The result is judged on this day, counted from the last session.", standing(status)))
    }
}

/// What comes before the description of something that is not simply on its date.
fn standing(status: Status) -> &'static str {
    match status {
        Status::Confirmed => "",
        Status::Tentative => "To be agreed: it hangs on a date that nobody has agreed on yet. ",
        Status::NoDate => "No date: this was the last one, and it holds no more. ",
        Status::Replaced => "Called off: the protocol has this no more. ",
    }
}
