//! What an event is called for ever (UUID of version 5, RFC 9562): made of the course's tag and of what the event is, never of its date, so that a
//! calendar that holds it already moves it in place of having it twice.

use uuid::Uuid;

use crate::schedule::{DatedCourse, DatedTask};

/// The name space of needlepoint: chosen once by chance, and never changed.
const NEEDLEPOINT: Uuid = Uuid::from_u128(0x7d2793d9_a4c5_4d3e_915a_2e951ab6bff3);

/// The name of a session.
pub(super) fn session(tag: &str, number: u32) -> String {
    of(&format!("{tag}/session/{number}"))
}

/// The name of the follow-up.
pub(super) fn follow_up(tag: &str) -> String {
    of(&format!("{tag}/follow-up"))
}

/// The names of a course's tasks, in their order; behind them those of tasks that were replaced.
pub(super) fn tasks(tag: &str, course: &DatedCourse) -> Vec<String> {
    let mut before: Vec<String> = Vec::new();
    let mut names = Vec::new();
    for task in course.tasks.iter().chain(&course.replaced) {
        let what = match task.session {
            Some(number) => format!("{tag}/session/{number}/{}", kind_and_names(task)),
            None => format!("{tag}/throughout/{}", kind_and_names(task)),
        };
        // Tasks that are alike are told apart by their order; all others do not care what stands beside them.
        match before.iter().filter(|other| **other == what).count() {
            0 => names.push(of(&what)),
            more => names.push(of(&format!("{what}/{}", more + 1))),
        }
        before.push(what);
    }
    names
}

/// `pause:exfoliating-acid+topical-retinoid`: what a task is, in whatever order its author names it.
fn kind_and_names(task: &DatedTask) -> String {
    let mut what: Vec<&str> = task.what.iter().map(|name| name.as_str()).collect();
    what.sort_unstable();
    format!("{}:{}", task.kind.word(), what.join("+"))
}

fn of(what: &str) -> String {
    Uuid::new_v5(&NEEDLEPOINT, what.as_bytes()).to_string()
}
