//! Tasks of two sessions that follow one another, where a patient cannot follow both: what one puts on, the other leaves off, or not yet puts on.
//! Names are compared as they are written. What one session says by itself is held by the rules of the check.

use super::course::Place;
use super::rule::problem;
use super::rules::{aftercare_runs_on, tasks_contradict};
use super::tasks;
use super::zone::Zone;
use crate::diagnostic::{Name, Problem};
use crate::plan::{Offset, Task, TaskKind};
use crate::quantity::{Day, Elapsed};

/// The tasks of a plan that can be rivals; in most plans few are.
pub(super) struct Rivals<'plan> {
    tasks: &'plan [Task],
    pairs: Vec<Pair>,
}

/// Something that one task puts on, and what of another speaks against it.
struct Pair {
    what: Name,
    on: usize,
    against: Against,
}

enum Against {
    /// The task that leaves it off.
    Off(usize),
    /// The wait after a session before it is put on.
    Wait(Elapsed),
}

/// The first and last day of each task around a session; none of those that are nobody's rival.
pub(super) struct Around {
    session: u32,
    day: Day,
    tasks: Vec<Option<(Day, Day)>>,
}

impl<'plan> Rivals<'plan> {
    pub(super) fn of(tasks: &'plan [Task]) -> Self {
        let mut pairs = Vec::new();
        for (on, task) in tasks.iter().enumerate().filter(|(_, task)| task.kind == TaskKind::Apply) {
            for what in &task.what {
                let leaves_off = |other: &Task| matches!(other.kind, TaskKind::Pause | TaskKind::DoNot) && other.what.contains(what);
                let off = tasks.iter().enumerate().filter(|(_, other)| leaves_off(other));
                pairs.extend(off.map(|(off, _)| Pair { what: what.clone(), on, against: Against::Off(off) }));
                let waits = tasks.iter().filter(|other| other.kind == TaskKind::Apply && other.what.contains(what));
                let wait = waits.filter_map(|other| if let Offset::After(wait) = other.from { Some(wait) } else { None });
                let wait = wait.filter(|wait| wait.most_hours() > 0);
                pairs.extend(wait.take(1).map(|wait| Pair { what: what.clone(), on, against: Against::Wait(wait) }));
            }
        }
        Self { tasks, pairs }
    }

    /// Whether no task is another's rival.
    pub(super) fn none(&self) -> bool {
        self.pairs.is_empty()
    }

    /// When the rivals among the tasks are around a session.
    pub(super) fn around(&self, session: &Place, zone: &Zone) -> Around {
        let rival =
            |place: usize| self.pairs.iter().any(|pair| pair.on == place || matches!(pair.against, Against::Off(off) if off == place));
        let days = |(place, task)| if rival(place) { tasks::days(task, session, zone) } else { None };
        Around { session: session.number, day: session.day, tasks: self.tasks.iter().enumerate().map(days).collect() }
    }

    /// What two sessions that follow one another contradict each other in.
    pub(super) fn between(&self, last: &Around, next: &Around) -> Vec<Clash> {
        self.pairs.iter().flat_map(|pair| pair.clashes(last, next)).collect()
    }
}

impl Around {
    fn task(&self, place: usize) -> Option<(Day, Day)> {
        self.tasks.get(place).copied().flatten()
    }
}

impl Pair {
    fn clashes(&self, last: &Around, next: &Around) -> Vec<Clash> {
        let what = || self.what.clone();
        let off = match self.against {
            Against::Off(off) => off,
            Against::Wait(wait) => {
                let still = last.task(self.on).filter(|(_, until)| *until >= next.day);
                let clash = |(_, until)| Clash::RunsOn { what: what(), last: last.session, until, next: next.session, on: next.day, wait };
                return still.map(clash).into_iter().collect();
            }
        };
        let both = |one: &Around, other: &Around| {
            let (on, off) = (one.task(self.on)?, other.task(off)?);
            let shared = on.0 <= off.1 && off.0 <= on.1;
            shared.then(|| Clash::Contradict { what: what(), on: (one.session, on), off: (other.session, off) })
        };
        [both(last, next), both(next, last)].into_iter().flatten().collect()
    }
}

/// What a patient cannot follow.
pub(super) enum Clash {
    Contradict { what: Name, on: (u32, (Day, Day)), off: (u32, (Day, Day)) },
    RunsOn { what: Name, last: u32, until: Day, next: u32, on: Day, wait: Elapsed },
}

impl Clash {
    /// Whether two are the same but for the sessions.
    fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Contradict { what, .. }, Self::Contradict { what: other, .. }) => what == other,
            (Self::RunsOn { what, .. }, Self::RunsOn { what: other, .. }) => what == other,
            _ => false,
        }
    }

    /// The problem that it is, found so many times more.
    pub(super) fn problem(self, again: usize) -> Problem {
        let more = match again {
            0 => String::new(),
            1 => "; so it is once more in this course".to_owned(),
            times => format!("; so it is {times} times more in this course"),
        };
        match self {
            Self::Contradict { what, on: (on, (on_from, on_until)), off: (off, (off_from, off_until)) } => {
                problem(tasks_contradict::Finding { what, on, on_from, on_until, off, off_from, off_until, more })
            }
            Self::RunsOn { what, last, until, next, on, wait } => {
                problem(aftercare_runs_on::Finding { what, last, until, next, on, wait, more })
            }
        }
    }
}

/// Holds the tasks of each session of a course against those of the next. What returns from session to session is said once.
pub(super) fn hold(tasks: &[Task], sessions: &[Place], zone: &Zone, problems: &mut Vec<Problem>) {
    let rivals = Rivals::of(tasks);
    let around: Vec<Around> = sessions.iter().map(|session| rivals.around(session, zone)).collect();
    let mut found: Vec<(Clash, usize)> = Vec::new();
    for (last, next) in around.iter().zip(around.iter().skip(1)) {
        for clash in rivals.between(last, next) {
            match found.iter_mut().find(|(first, _)| first.is_like(&clash)) {
                Some((_, again)) => *again = again.saturating_add(1),
                None => found.push((clash, 0)),
            }
        }
    }
    problems.extend(found.into_iter().map(|(clash, again)| clash.problem(again)));
}
