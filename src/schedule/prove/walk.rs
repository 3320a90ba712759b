//! One course from every day on which it may start, session by session. A state is met once, however many courses lead to it; the first of
//! them, in the order in which states are met, is the one whose days are the earliest.

use std::collections::BTreeMap;

use super::{Found, ProvedCourse, Step, Unproved};
use crate::diagnostic::{Fault, Problem};
use crate::plan::Session;
use crate::quantity::{Calendar, Day};
use crate::schedule::course::{self, Place};
use crate::schedule::happened::History;
use crate::schedule::opening;
use crate::schedule::rivals::{Around, Rivals};
use crate::schedule::rule::problem;
use crate::schedule::sessions::Walker;
use crate::schedule::zone::Zone;
use crate::schedule::{Event, Happened, Start};

/// The most steps from a state to a next one that are walked: some seconds.
const MOST: u64 = 10_000_000;

/// A course and what has been found of it.
pub(super) struct Walk<'a> {
    walker: &'a Walker<'a>,
    zone: &'a Zone,
    step: Step<'a>,
    rivals: Rivals<'a>,
    found: BTreeMap<&'static str, Found>,
    states: u64,
    courses: Option<u128>,
}

/// A session on a day.
struct State {
    day: Day,
    /// The state before it that makes for the earliest days; its place among those of the session before.
    before: usize,
    /// How many courses lead here.
    courses: Option<u128>,
}

/// A day on which the next session might be; met from many states, and asked about once.
struct Ahead {
    open: bool,
    around: Option<Around>,
}

/// The states of one session, in the order of their earliest days.
type Layer = Vec<State>;

impl<'a> Walk<'a> {
    pub(super) fn of(walker: &'a Walker<'a>, zone: &'a Zone, step: Step<'a>) -> Result<Self, Unproved> {
        let rivals = Rivals::of(&walker.plan.tasks);
        let walk = Self { walker, zone, step, rivals, found: BTreeMap::new(), states: 0, courses: Some(0) };
        if walk.steps() > MOST { Err(Unproved::TooMany { course: walker.course.name.clone() }) } else { Ok(walk) }
    }

    /// How many steps there are at most: the days that each session may be on, and from each of them those of the next.
    fn steps(&self) -> u64 {
        let spacing = self.walker.course.spacing;
        let wide = u64::from(spacing.longest.saturating_sub(spacing.shortest)).saturating_add(1);
        let sessions = u64::try_from(self.walker.course.sessions.len()).unwrap_or(u64::MAX);
        let days = wide.saturating_mul(sessions).saturating_add(731);
        days.saturating_mul(sessions).saturating_mul(wide)
    }

    /// Walks from each day of a range.
    pub(super) fn all(mut self, from: Day, until: Day) -> Result<ProvedCourse, Unproved> {
        let course = self.walker.course;
        let (mut starts, mut closed) = (0_u64, 0_u64);
        let mut layers: Vec<Layer> = Vec::new();
        if let Some(first) = course.sessions.first() {
            let (open, shut): (Vec<Day>, Vec<Day>) = opening::days(from, until).partition(|day| self.is_open(first, *day));
            (starts, closed) = (count(open.len()), count(shut.len()));
            layers.push(open.into_iter().map(|day| State { day, before: 0, courses: Some(1) }).collect());
        }
        for (place, session) in course.sessions.iter().enumerate() {
            let next = self.layer(&layers, session, course.sessions.get(place.saturating_add(1)))?;
            if next.is_empty() {
                break;
            }
            layers.push(next);
        }
        self.ends(&layers);
        let mut found: Vec<Found> = self.found.into_values().collect();
        found.sort_by_key(|found| (std::cmp::Reverse(found.problem.level), found.days.len()));
        Ok(ProvedCourse {
            name: course.name.clone(),
            phototypes: course.phototypes.clone(),
            sessions: course.sessions.len(),
            spacing: course.spacing,
            starts,
            closed,
            states: self.states,
            courses: self.courses,
            found,
        })
    }

    /// Stands in each state of the last layer, which is `session`'s, and gives the states of the session after it.
    fn layer(&mut self, layers: &[Layer], session: &Session, next: Option<&Session>) -> Result<Layer, Unproved> {
        let (mut reached, mut ahead) = (Reached::default(), BTreeMap::new());
        for (place, state) in layers.last().into_iter().flatten().enumerate() {
            self.states = self.states.saturating_add(1);
            let mut problems = Vec::new();
            let stand = self.stand(session, state.day, &mut problems);
            let open = match (&stand, next) {
                (Some(_), Some(next)) => self.next(next, state.day, &mut ahead, &mut problems)?,
                _ => Vec::new(),
            };
            for problem in problems {
                self.find(problem, || days(layers, place));
            }
            if open.is_empty() {
                self.courses = sum(self.courses, state.courses);
            }
            let last = stand.filter(|_| !self.rivals.none()).map(|stand| self.rivals.around(&stand, self.zone));
            for day in open {
                reached.add(day, place, state.courses);
                let next = ahead.get(&day).and_then(|ahead| ahead.around.as_ref());
                for clash in last.as_ref().zip(next).map(|(last, next)| self.rivals.between(last, next)).unwrap_or_default() {
                    self.find(clash.problem(0), || [days(layers, place), vec![day]].concat());
                }
            }
        }
        Ok(reached.layer)
    }

    /// A session on a day: its instants, when the clock shows them, and whether what it needs still holds.
    fn stand(&self, session: &Session, day: Day, problems: &mut Vec<Problem>) -> Option<Place> {
        problems.extend(self.walker.lapsed(session, day).into_iter().map(problem));
        self.walker.renewal(session, day, problems);
        self.at(session, day).map_err(|found| problems.push(*found)).ok()
    }

    /// The instants of a session on a day.
    fn at(&self, session: &Session, day: Day) -> Result<Place, Box<Problem>> {
        course::stand(session, session.number, self.walker.hours.begins(day, None), false, self.zone)
    }

    /// The days on which the session after one on a day may be given; and whether the planner takes the right one of them.
    fn next(
        &self,
        session: &Session,
        last: Day,
        ahead: &mut BTreeMap<Day, Ahead>,
        problems: &mut Vec<Problem>,
    ) -> Result<Vec<Day>, Unproved> {
        let spacing = self.walker.course.spacing;
        let waits = spacing.shortest..=spacing.longest;
        let dated: Option<Vec<(u32, Day)>> = waits.map(|wait| Some((wait, last.after(Calendar::of_days(wait))?))).collect();
        let mut open = dated.unwrap_or_default();
        open.retain(|(_, day)| ahead.entry(*day).or_insert_with(|| self.ahead(session, *day)).open);
        let best = open.iter().min_by_key(|(wait, _)| (wait.abs_diff(spacing.aim), *wait < spacing.aim)).map(|(_, day)| *day);
        let said = problems.len();
        let planned = (self.step)(self.walker, session, last, problems).map(|on| on.day());
        // A caution of a planned day is not one of the course: a session may be given on any of its days.
        let blocking = problems.split_off(said).into_iter().filter(Problem::blocks);
        problems.extend(blocking);
        let silent = planned.is_none() && problems.len() == said;
        if planned != best || silent {
            let day = |day: Option<Day>| day.map_or_else(|| "no day".to_owned(), |day| day.to_string());
            let what = format!("after {last} session {} is planned on {}, and should be on {}", session.number, day(planned), day(best));
            return Err(Unproved::Fault(Fault::new(what)));
        }
        Ok(open.into_iter().map(|(_, day)| day).collect())
    }

    /// Dates the earliest and the latest course whole, as given: what tasks and follow-up have dates at both ends have them between.
    fn ends(&mut self, layers: &[Layer]) {
        let Some(last) = layers.last().filter(|last| !last.is_empty()) else { return };
        let latest = last.iter().enumerate().max_by_key(|(_, state)| state.day).map(|(place, _)| place);
        for place in latest.into_iter().chain([0]) {
            let course = days(layers, place);
            for problem in self.whole(&course) {
                if problem.blocks() && !self.found.contains_key(problem.rule) {
                    self.find(problem, || course.clone());
                }
            }
        }
    }

    /// What is said of a course of which these sessions were given.
    fn whole(&self, course: &[Day]) -> Vec<Problem> {
        let Walker { plan, course: of, hours } = self.walker;
        let time = hours.start.first.time_of_day();
        let given = (1..).zip(course).map(|(session, day)| Happened { session, what: Event::Given(*day, time) });
        let first = course.first().map_or(hours.start.first, |day| hours.start.first.on(*day));
        let start = Start { first, happened: given.collect(), ..hours.start.clone() };
        let mut problems = Vec::new();
        if let Some(history) = History::of(&start, &mut problems) {
            course::date(plan, of, &history, &start, Some(self.zone), &mut problems);
        }
        problems
    }

    /// What is known of the next session on a day.
    fn ahead(&self, session: &Session, day: Day) -> Ahead {
        let open = self.is_open(session, day);
        let stand = if open && !self.rivals.none() { self.at(session, day).ok() } else { None };
        Ahead { open, around: stand.map(|stand| self.rivals.around(&stand, self.zone)) }
    }

    fn is_open(&self, session: &Session, day: Day) -> bool {
        self.walker.hours.closure(session, day).is_none()
    }

    /// Keeps what was found; the course that shows it is the first.
    fn find(&mut self, problem: Problem, days: impl FnOnce() -> Vec<Day>) {
        let found = self.found.entry(problem.rule).or_insert_with(|| Found { problem, days: days(), times: 0 });
        found.times = found.times.saturating_add(1);
    }
}

/// The states of a session as they are reached.
#[derive(Default)]
struct Reached {
    layer: Layer,
    places: BTreeMap<Day, usize>,
}

impl Reached {
    fn add(&mut self, day: Day, before: usize, courses: Option<u128>) {
        let place = *self.places.entry(day).or_insert(self.layer.len());
        match self.layer.get_mut(place) {
            Some(state) => state.courses = sum(state.courses, courses),
            None => self.layer.push(State { day, before, courses }),
        }
    }
}

/// The days of the first course that leads to a state of the last layer.
fn days(layers: &[Layer], mut place: usize) -> Vec<Day> {
    let mut days: Vec<Day> = layers
        .iter()
        .rev()
        .map_while(|layer| {
            let state = layer.get(place)?;
            place = state.before;
            Some(state.day)
        })
        .collect();
    days.reverse();
    days
}

fn sum(one: Option<u128>, other: Option<u128>) -> Option<u128> {
    one?.checked_add(other?)
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
