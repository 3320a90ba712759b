//! What is put on after a session ends before the next one: from then on the aftercare of that one counts, which may have it wait, or have it no
//! more. So a calendar never says to put on what another entry of the same day leaves off.

use super::{DatedCourse, DatedTask, State};
use crate::plan::TaskKind;
use crate::quantity::Day;

impl DatedTask {
    /// The session after which it is put on; none of what is not put on, or is of the whole course.
    fn put_on_after(&self) -> Option<u32> {
        self.session.filter(|_| self.kind == TaskKind::Apply)
    }

    /// Its last day where the next session is on a day; none where nothing of it is left before that.
    fn last_before(&self, next: Option<Day>) -> Option<Day> {
        let until = match next {
            Some(next) => next.days_before(1)?.min(self.alone),
            None => self.alone,
        };
        (self.from <= until).then_some(until)
    }
}

impl DatedCourse {
    /// Ends each thing that is put on before the next session that has a date. Of what is ended so no exact end is left.
    pub(crate) fn give_way(&mut self) {
        let sessions: Vec<(u32, Day)> = self.with_dates().collect();
        for task in &mut self.tasks {
            let own = task.put_on_after();
            let Some((next, day)) = own.and_then(|own| sessions.iter().find(|(number, _)| *number > own)) else { continue };
            let until = task.last_before(Some(*day));
            if until == Some(task.alone) {
                continue;
            }
            task.gives_way = until.is_none();
            task.until = until.unwrap_or(task.alone);
            task.until_exact = None;
            task.say(Some(*next));
        }
    }

    /// Whether something that is put on after a session ends on another day than when the next one was on `before`; none where that had no
    /// date.
    pub(crate) fn ends_elsewhere(&self, session: u32, before: Option<Day>) -> bool {
        let now = self.with_dates().find(|(number, _)| *number > session).map(|(_, day)| day);
        let mut own = self.tasks.iter().filter(|task| task.put_on_after() == Some(session));
        own.any(|task| task.last_before(now) != task.last_before(before))
    }

    /// The sessions that have a date, and their days.
    fn with_dates(&self) -> impl Iterator<Item = (u32, Day)> {
        self.sessions.iter().filter(|session| session.state != State::CalledOff).map(|session| (session.number, session.on.day()))
    }
}
