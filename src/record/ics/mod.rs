//! The course of one patient as a calendar (iCalendar, RFC 5545): timed sessions, what is done around them as whole days, and the follow-up. Made for
//! importing again and again: an event keeps its name, counts its changes, and is called off in place of being left out.

mod course;
mod lint;
mod model;
mod uid;
mod words;
mod write;

pub use lint::lint;

use super::SourceFacts;
use crate::diagnostic::Fault;
use crate::pen::Tag;
use crate::plan::{Identity, Plan};
use crate::quantity::Day;
use crate::schedule::Schedule;

/// What calendars have been sent of a course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    /// The tag of the course.
    pub tag: Tag,
    /// The day of the last revision that changed anything.
    pub revised: Day,
    /// How often sessions 1, 2, 3 ... have changed since they were first sent, each with its tasks; one that is not listed never has.
    pub sessions: Vec<u32>,
    /// How often what holds all through has.
    pub throughout: u32,
    /// How often the follow-up has.
    pub follow_up: u32,
    /// The day that was last sent for the follow-up, if any was.
    pub follow_up_was: Option<Day>,
}

impl Issued {
    /// A course that is sent out for the first time.
    #[must_use]
    pub fn first(tag: Tag, on: Day) -> Self {
        Self { tag, revised: on, sessions: Vec::new(), throughout: 0, follow_up: 0, follow_up_was: None }
    }

    /// How often a session has changed.
    fn change(&self, session: u32) -> u32 {
        let place = usize::try_from(session).ok().and_then(|number| number.checked_sub(1));
        place.and_then(|place| self.sessions.get(place)).copied().unwrap_or(0)
    }
}

/// The schedule of one course as a calendar.
///
/// # Errors
/// A fault of this tool: the schedule is not of one course, or what was written is not what every calendar program reads.
pub fn schedule_ics(plan: &Plan, identity: &Identity, schedule: &Schedule, source: &SourceFacts, issued: &Issued) -> Result<String, Fault> {
    let [course] = schedule.courses.as_slice() else {
        return Err(Fault::new(format!("a calendar is of one course, and {} were dated", schedule.courses.len())));
    };
    let origin = words::Origin::of(plan, identity, schedule, source, issued);
    let text = write::calendar(&course::calendar(plan, course, schedule, source, &origin, issued)?);
    let found = lint(text.as_bytes());
    if found.is_empty() { Ok(text) } else { Err(Fault::new(format!("the calendar is not sound: {}", found.join("; ")))) }
}
