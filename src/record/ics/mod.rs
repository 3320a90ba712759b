//! The course of one patient as a calendar (iCalendar, RFC 5545): timed sessions, what is done around them as whole days, and the follow-up. Made for
//! importing again and again: an event keeps its name, counts its changes, and is called off in place of being left out.

mod course;
mod lint;
mod model;
mod uid;
mod words;
mod write;

pub use lint::lint;

use super::{MadeFrom, made_from};
use crate::course::Issue;
use crate::diagnostic::Fault;
use crate::quantity::{Day, Tag};
use crate::schedule::Schedule;

/// The schedule of one course as a calendar.
///
/// # Errors
/// A fault of this tool: the schedule is not of one course, or what was written is not what every calendar program reads.
pub fn schedule_ics(made: &[MadeFrom<'_>], schedule: &Schedule, tag: &Tag, issue: &Issue) -> Result<String, Fault> {
    let [course] = schedule.courses.as_slice() else {
        return Err(Fault::new(format!("a calendar is of one course, and {} were dated", schedule.courses.len())));
    };
    let issued = Issued { made, tag, issue };
    let text = write::calendar(&course::calendar(course, schedule, &issued)?);
    let found = lint(text.as_bytes());
    if found.is_empty() { Ok(text) } else { Err(Fault::new(format!("the calendar is not sound: {}", found.join("; ")))) }
}

/// What calendars hold of the course, under which tag, and what it is made from.
struct Issued<'i> {
    made: &'i [MadeFrom<'i>],
    tag: &'i Tag,
    issue: &'i Issue,
}

impl Issued<'_> {
    /// What a session is made from; the last where it is a thing of the whole course.
    fn made_from(&self, session: Option<u32>) -> Result<&MadeFrom<'_>, Fault> {
        made_from(self.made, session).ok_or_else(|| Fault::new("a course is made from nothing"))
    }

    /// The day of the last revision that changed anything.
    fn revised(&self) -> Day {
        self.issue.revised.on
    }

    /// How often a session has changed.
    fn change(&self, session: u32) -> u32 {
        self.issue.sessions.iter().find(|held| held.number == session).map_or(0, |held| held.change)
    }
}
