//! Proof by exhaustion that the courses of a plan can be dated: from every day of two years, whichever permitted day each session is given on.
//!
//! A course stands where its last session was given: what the next one's days are hangs on the session's number, on that day, and on the
//! phototype's course, and on nothing else. So not every course is walked, which are too many, but every place a course can stand at.

mod walk;

#[cfg(test)]
mod tests;

use super::rule::problem;
use super::rules::zone_unknown;
use super::sessions::{Hours, Walker};
use super::zone::{self, Zone};
use super::{LocalTime, Start};
use crate::diagnostic::{Fault, Level, Name, Problem};
use crate::plan::{Course, Plan, Session, Spacing};
use crate::quantity::{Calendar, Day, Phototype};
use walk::Walk;

/// How many months of days a course may start on are walked.
const MONTHS: u32 = 24;

/// What was walked, and what stood in the way.
#[derive(Debug)]
pub struct Proof {
    /// The first day on which a course may start.
    pub from: Day,
    /// The last.
    pub until: Day,
    /// The zone of all local times, in the spelling of the IANA database.
    pub zone: String,
    /// The release of the IANA database that the zone's rules were taken from.
    pub tzdb_version: &'static str,
    /// The courses, in the plan's order.
    pub courses: Vec<ProvedCourse>,
}

impl Proof {
    /// Whether every course can be dated to its end. Where none can start at all, nothing is shown.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.courses.iter().all(ProvedCourse::holds)
    }
}

/// One effective course, walked from every day.
#[derive(Debug)]
pub struct ProvedCourse {
    /// `base`, or the variant's name.
    pub name: Name,
    /// The phototypes it is for.
    pub phototypes: Vec<Phototype>,
    /// How many sessions it has.
    pub sessions: usize,
    /// Days to the next session.
    pub spacing: Spacing,
    /// Days on which it may start.
    pub starts: u64,
    /// Days on which the clinic is closed at that time, or for part of the first session: it starts on none of them.
    pub closed: u64,
    /// Places a course can stand at: a session, and the day on which it is given.
    pub states: u64,
    /// Different courses, each a day for every session, or for the sessions before the one that has none; none when they are more than can be
    /// counted.
    pub courses: Option<u128>,
    /// What was found, the firmest first.
    pub found: Vec<Found>,
}

impl ProvedCourse {
    /// Whether it can be dated to its end from every day on which it may start, and may start at all.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.starts > 0 && !self.found.iter().any(Found::violates)
    }
}

/// Something found, once or more.
#[derive(Debug)]
pub struct Found {
    /// What, as it is said of the smallest course that shows it.
    pub problem: Problem,
    /// That course: the fewest sessions, and of those the earliest days.
    pub days: Vec<Day>,
    /// How often it was found: in how many states, or, of what two sessions say, in how many steps from one to the next.
    pub times: u64,
}

impl Found {
    /// Whether it keeps a course from having dates.
    #[must_use]
    pub fn violates(&self) -> bool {
        self.problem.level == Level::Never
    }
}

/// Why nothing was proved.
#[derive(Debug)]
pub enum Unproved {
    /// What is asked for cannot be dated at all.
    Problem(Box<Problem>),
    /// A course has more places to stand at than can be walked in good time.
    TooMany {
        /// The course.
        course: Name,
    },
    /// The planner did not do what it promises.
    Fault(Fault),
}

/// Plans the session after one on a day, or says why it can have none. The planner's own; tests put others in its place.
type Step<'a> = &'a dyn Fn(&Walker<'_>, &Session, Day, &mut Vec<Problem>) -> Option<LocalTime>;

/// Walks every course of a plan from the day of `start` and every day of the two years after it, at its time of day, in its zone and with its
/// hours and closed days.
///
/// # Errors
/// The zone is not known, there is too much to walk, or the planner breaks its promise.
pub fn prove(plan: &Plan, start: &Start) -> Result<Proof, Unproved> {
    prove_with(plan, start, &|walker, session, last, problems| walker.step(session, last, problems))
}

fn prove_with(plan: &Plan, start: &Start, step: Step<'_>) -> Result<Proof, Unproved> {
    let unknown = || Unproved::Problem(Box::new(problem(zone_unknown::Finding { zone: start.zone.clone(), tzdb: zone::TZDB })));
    let zone = Zone::named(&start.zone).ok_or_else(unknown)?;
    let from = start.first.day();
    let until = from.after(Calendar::of_months(MONTHS)).and_then(|after| after.days_before(1)).unwrap_or(from);
    let hours = Hours { start, zone: Some(&zone) };
    let prove = |course: &Course| {
        let walker = Walker { plan, course, hours: &hours };
        Walk::of(&walker, &zone, step)?.all(from, until)
    };
    let courses = plan.courses.iter().map(prove).collect::<Result<_, _>>()?;
    Ok(Proof { from, until, zone: zone.name().to_owned(), tzdb_version: zone::TZDB, courses })
}
