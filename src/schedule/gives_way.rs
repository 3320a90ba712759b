//! What is put on after a session ends before the next one, where the aftercare of that one has it wait: the wait comes first. So a calendar
//! never says to put on what another entry of the same day says to leave off.

use super::{DatedCourse, DatedTask, State};
use crate::plan::TaskKind;
use crate::quantity::Day;

impl DatedTask {
    /// Its last day where the next session, which has it wait, is on a day; none where nothing of it is left before that.
    fn last_before(&self, next: Option<Day>) -> Option<Day> {
        let until = match next {
            Some(next) => next.days_before(1)?.min(self.alone),
            None => self.alone,
        };
        (self.from <= until).then_some(until)
    }
}

impl DatedCourse {
    /// Ends each thing that is put on before the next session that has it wait. Of what is ended so no exact end is left.
    pub(crate) fn give_way(&mut self) {
        let ends: Vec<Option<(u32, Option<Day>)>> = self.tasks.iter().map(|task| self.ends(task)).collect();
        for (task, ends) in self.tasks.iter_mut().zip(ends) {
            let Some((next, until)) = ends else { continue };
            if until == Some(task.alone) {
                continue;
            }
            task.gives_way = until.is_none();
            task.until = until.unwrap_or(task.alone);
            task.until_exact = None;
            task.say(Some(next));
        }
    }

    /// The next session after something that is put on, where that one has it wait and has a date, and its last day before that.
    fn ends(&self, task: &DatedTask) -> Option<(u32, Option<Day>)> {
        let (next, day) = self.next_that_waits(task)?;
        Some((next, task.last_before(Some(day?))))
    }

    /// The session after the one of something that is put on, where the aftercare of that one has it wait, and its day; none where it has no
    /// date.
    fn next_that_waits(&self, task: &DatedTask) -> Option<(u32, Option<Day>)> {
        let own = task.session.filter(|_| task.kind == TaskKind::Apply)?;
        let next = self.sessions.iter().find(|session| session.number > own)?;
        let shares = |other: &DatedTask| other.kind == TaskKind::Apply && other.what.iter().any(|what| task.what.contains(what));
        let waits = |other: &DatedTask| other.session == Some(next.number) && shares(other) && other.from > next.on.day();
        let day = Some(next.on.day()).filter(|_| next.state != State::CalledOff);
        self.tasks.iter().any(waits).then_some((next.number, day))
    }

    /// Whether something that is put on after a session ends on another day than when the next one was on `before`; none where that had no
    /// date.
    pub(crate) fn ends_elsewhere(&self, session: u32, before: Option<Day>) -> bool {
        let own = self.tasks.iter().filter(|task| task.session == Some(session));
        let elsewhere =
            |task: &DatedTask| self.next_that_waits(task).is_some_and(|(_, now)| task.last_before(now) != task.last_before(before));
        own.into_iter().any(elsewhere)
    }
}
