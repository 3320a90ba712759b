//! What a person is asked or shown before every session, as short captions: the screening, and what must be so before a session is given.
//! The same for whatever shows it; nothing is left out and nothing is put together, so that each can be answered alone.

use std::collections::BTreeSet;

use super::{Condition, Protocol, Verdict};
use crate::syntax::tree::WaitSide;

/// What the answer to a prompt decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PromptKind {
    /// If it is so, there is no treatment.
    DoNotTreat,
    /// If it is so, the session is put off until it has passed.
    Postpone,
    /// If it was so within the time said, the session waits.
    Wait,
    /// A named person decides before the step said.
    Decide,
    /// It stands in the patient's record before the session.
    Record,
    /// The patient is of this age or older.
    Age,
    /// It is so before every session, or the session is not given.
    Ready,
}

/// Something that a person is shown before a session, and answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    /// What the answer decides.
    pub kind: PromptKind,
    /// Whether it is asked of the area treated rather than of the whole person.
    pub in_area: bool,
    /// What is shown.
    pub caption: String,
}

/// The prompts of a protocol, in the order in which they are asked.
#[must_use]
pub fn prompts(protocol: &Protocol) -> Vec<Prompt> {
    let person = |kind, caption| Prompt { kind, in_area: false, caption };
    let screening = &protocol.screening;
    let mut all = Vec::new();
    all.extend(screening.age.known().map(|age| person(PromptKind::Age, format!("{} or older", age.value))));
    all.extend(screening.phototypes.known().map(|known| {
        let ((first, last), by) = (known.value, &screening.recorded_by);
        let by = by.as_ref().map_or_else(String::new, |by| format!(" by {by}"));
        person(PromptKind::Record, format!("recorded{by}: phototype, treated are {first} to {last}"))
    }));
    all.extend(screening.conditions.iter().flat_map(asked));
    all.extend(screening.records.iter().map(|record| person(PromptKind::Record, format!("recorded: {}", record.value))));
    let course = protocol.course.known().map(|course| &course.value);
    for sign in course.iter().flat_map(|course| &course.ready) {
        let otherwise =
            course.and_then(|course| course.ready_else.as_ref()).map_or_else(String::new, |word| format!(", else {}", word.value));
        all.push(person(PromptKind::Ready, format!("ready: {}{otherwise}", sign.value)));
    }
    // What a list asks and the protocol asks again is asked once.
    let mut asked: BTreeSet<(bool, String)> = BTreeSet::new();
    all.retain(|prompt: &Prompt| asked.insert((prompt.in_area, prompt.caption.clone())));
    all
}

fn asked(condition: &Condition) -> Vec<Prompt> {
    let (name, area) = (&condition.id.value, if condition.in_area { " in the area" } else { "" });
    let (kind, captions) = match condition.verdict {
        Verdict::DoNotTreat => (PromptKind::DoNotTreat, vec![format!("not treated{area}: {name}")]),
        Verdict::Postpone => {
            let until = condition.until.as_ref().map_or_else(String::new, |until| format!(" until {until}"));
            (PromptKind::Postpone, vec![format!("put off{until}{area}: {name}")])
        }
        Verdict::Wait => {
            let waits = condition.waits.iter().map(|wait| {
                let span = wait.span.value;
                let time = match wait.side {
                    WaitSide::After => format!("{span} after it"),
                    WaitSide::AfterLastDose => format!("{span} after the last dose"),
                    WaitSide::Before => format!("none for {span} after the session"),
                };
                format!("wait{area}: {name}, {time}")
            });
            (PromptKind::Wait, waits.collect())
        }
        Verdict::Decide => {
            let decided = condition.decided.as_ref().map_or_else(String::new, |(who, before)| format!(" by {who} before {before}"));
            (PromptKind::Decide, vec![format!("decided{decided}: {name}")])
        }
    };
    captions.into_iter().map(|caption| Prompt { kind, in_area: condition.in_area, caption }).collect()
}
