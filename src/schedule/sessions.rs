//! The days of a course's sessions, counted from the sessions really given, on days on which the clinic is open.

use super::happened::{Coming, Given, History};
use super::opening::{self, Closure};
use super::rule::{milder, problem};
use super::rules::review_awaited::Effect;
use super::rules::{
    date_out_of_range, given_out_of_order, new_start_awaited, review_awaited, session_after_exception, session_after_renewal, session_late,
    session_missed, session_moved, session_today, session_too_soon, session_unrecorded, start_when_closed, window_closed,
};
use super::time::LocalTime;
use super::zone::Zone;
use super::{Start, State, Undated, Why, course};
use crate::diagnostic::{Level, Problem};
use crate::plan::{Course, Exception, Plan, Session, Spacing};
use crate::quantity::{Calendar, Day, TimeOfDay};

/// The days on which a session may be, counted from the one before it; of session 1 all are the day it was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) earliest: Day,
    pub(super) latest: Day,
    pub(super) aim: Day,
}

impl Window {
    /// The window of a single day.
    pub(super) fn on(day: Day) -> Self {
        Self { earliest: day, latest: day, aim: day }
    }

    /// The window after a session; `None` past the calendar's end.
    pub(super) fn after(spacing: Spacing, last: Day) -> Option<Self> {
        let after = |days| last.after(Calendar::of_days(days));
        Some(Self { earliest: after(spacing.shortest)?, latest: after(spacing.longest)?, aim: after(spacing.aim)? })
    }

    /// Whether it had passed on the day of a decision: its last day was over, or the session was missed on it.
    ///
    /// A decision that a session may be late is made when it is to be, not before: one that was made earlier was about something else.
    fn past_when(self, decided: Day, missed: Option<Day>) -> bool {
        decided > self.latest || missed.is_some_and(|missed| missed >= self.latest)
    }

    /// Whether a clinician had decided, before a session was given late, that it may be: after the window had passed, or about a day beyond
    /// it that was agreed.
    fn decided_late(self, given: &Given) -> bool {
        let on_it = given.agreed.is_some_and(|agreed| given.on <= agreed);
        given.reviewed_before.is_some_and(|on| if given.about_agreed { on_it } else { self.past_when(on, given.missed) })
    }

    /// The open day nearest to the aim that is no earlier than `floor`, the later of two; where there is none, nothing.
    ///
    /// A course's next session hangs on nothing but this: its window, which is counted from the last session given; the first day that is
    /// still to come; and when the clinic is open for a session as long as this one.
    pub(super) fn choose(self, floor: Option<Day>, closed: impl Fn(Day) -> bool) -> Option<Day> {
        let earliest = floor.map_or(self.earliest, |floor| floor.max(self.earliest));
        opening::nearest(self.aim, earliest, self.latest, closed)
    }
}

/// One session in its window.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed {
    pub(super) number: u32,
    pub(super) on: LocalTime,
    pub(super) window: Window,
    pub(super) state: State,
}

/// The hours of a course's sessions: when the clinic is open, and the zone of its clocks.
pub(super) struct Hours<'a> {
    pub(super) start: &'a Start,
    pub(super) zone: Option<&'a Zone>,
}

impl Hours<'_> {
    /// When a session on a day begins, at its own time of day or at the course's.
    pub(super) fn begins(&self, day: Day, at: Option<TimeOfDay>) -> LocalTime {
        let on = self.start.first.on(day);
        at.map_or(on, |at| on.at(at))
    }

    /// What keeps a session from beginning at a time.
    fn closure_at(&self, session: &Session, on: LocalTime) -> Option<Closure> {
        self.start.opening.closure(on, course::ends(session, on, self.zone))
    }

    /// What keeps a session from a day, at the course's time.
    pub(super) fn closure(&self, session: &Session, day: Day) -> Option<Closure> {
        self.closure_at(session, self.begins(day, None))
    }
}

/// Where a course stands after its sessions have been placed.
pub(super) struct Walk {
    pub(super) placed: Vec<Placed>,
    pub(super) undated: Option<Undated>,
}

/// Where the session to come goes.
enum Next {
    On(LocalTime),
    /// It has no date, and why.
    Waits(Why),
    /// It can have none, which is a problem.
    None,
}

/// The course that is walked through.
pub(super) struct Walker<'a> {
    pub(super) plan: &'a Plan,
    pub(super) course: &'a Course,
    pub(super) hours: &'a Hours<'a>,
}

/// Places a course's sessions; `None` when a day cannot be dated, the clinic is closed whenever a session could be, or more is said to have
/// happened than the course has sessions.
pub(super) fn place(plan: &Plan, course: &Course, history: &History, hours: &Hours<'_>, problems: &mut Vec<Problem>) -> Option<Walk> {
    let count = course.sessions.len();
    let has = |number: u32| usize::try_from(number).is_ok_and(|number| number <= count);
    if let Some(extra) = hours.start.happened.iter().find(|happened| !has(happened.session)) {
        let what = format!("session {} is said to be {}, but the course has {count} in all", extra.session, extra.what.said());
        problems.push(problem(given_out_of_order::Finding { what }).at(hours.start.place(extra.session)));
        return None;
    }
    let walker = Walker { plan, course, hours };
    let mut placed: Vec<Placed> = Vec::new();
    let given = history.given.iter().map(Some).chain(std::iter::repeat(None));
    let mut review = hours.start.awaited;
    for (session, given) in course.sessions.iter().zip(given) {
        let number = session.number;
        // What was given was given; what is still to come waits for the clinician.
        if review && given.is_none() {
            let why = if history.ended.is_some_and(|ended| ended <= number) { Why::Cancelled } else { Why::Review };
            return Some(Walk { placed, undated: Some(Undated { first: number, why }) });
        }
        let mut found = Vec::new();
        let step = walker.session(session, placed.last().map(|last| last.on.day()), given, history, &mut found);
        problems.extend(found.into_iter().map(|problem| problem.at(hours.start.place(number))));
        match step? {
            Step::Placed(here, waits) => {
                placed.push(here);
                review |= waits;
            }
            Step::Waits(why) => return Some(Walk { placed, undated: Some(Undated { first: number, why }) }),
        }
    }
    Some(Walk { placed, undated: None })
}

/// What becomes of one session of a walk.
enum Step {
    /// It has its place; and whether what is still to come waits for a clinician.
    Placed(Placed, bool),
    /// It has no date, and why.
    Waits(Why),
}

impl Walker<'_> {
    /// One session; `None` when it can have no date, which is a problem.
    fn session(
        &self,
        session: &Session,
        last: Option<Day>,
        given: Option<&Given>,
        history: &History,
        problems: &mut Vec<Problem>,
    ) -> Option<Step> {
        let (number, hours) = (session.number, self.hours);
        if history.ended.is_some_and(|ended| ended <= number) {
            return Some(Step::Waits(Why::Cancelled));
        }
        let is_next = number == history.next();
        let coming = if is_next { history.coming } else { Coming::default() };
        let window = match last {
            Some(last) => Window::after(self.course.spacing, last),
            None => Some(Window::on(given.map(|given| given.on).or(coming.moved.map(|(day, _)| day)).unwrap_or(hours.start.first.day()))),
        };
        let Some(window) = window else {
            problems.push(problem(date_out_of_range::Finding { what: format!("session {number}") }));
            return None;
        };
        let Some(given) = given else {
            // The sessions after one without a place would count from a day on which it cannot be.
            return match self.next(session, last, window, coming, is_next, problems) {
                Next::On(on) => {
                    let lapsed = self.lapsed(session, on.day());
                    // What was given stays, whatever comes of the rest: a course under way is dated as far as it goes.
                    if !lapsed.is_empty() && !history.given.is_empty() && hours.start.today.is_some() {
                        problems.extend(lapsed.into_iter().map(|found| milder(Level::Caution, found)));
                        return Some(Step::Waits(Why::Lapsed));
                    }
                    problems.extend(lapsed.into_iter().map(problem));
                    self.renewal(session, on.day(), problems);
                    let state = if coming.missed.is_some() && coming.moved.is_none() { State::Proposed } else { State::Planned };
                    Some(Step::Placed(Placed { number, on, window, state }, false))
                }
                Next::Waits(why) => Some(Step::Waits(why)),
                Next::None => None,
            };
        };
        let state = if given.stopped_early { State::StoppedEarly } else { State::Given };
        let waits = self.judge_given(session, last, given, history.ended, problems);
        self.renewal(session, given.on, problems);
        let on = hours.begins(given.on, given.at);
        Some(Step::Placed(Placed { number, on, window, state }, waits))
    }

    /// When the session after one on a day is planned, as long as nothing more has happened; `None` when it can have no date, which is a
    /// problem.
    pub(super) fn step(&self, session: &Session, last: Day, problems: &mut Vec<Problem>) -> Option<LocalTime> {
        let Some(window) = Window::after(self.course.spacing, last) else {
            problems.push(problem(date_out_of_range::Finding { what: format!("session {}", session.number) }));
            return None;
        };
        match self.planned(session, last, window, None, None, problems) {
            Next::On(on) => Some(on),
            Next::Waits(_) | Next::None => None,
        }
    }

    /// Holds a session that was given against its window. Whether what follows waits for a clinician.
    fn judge_given(&self, session: &Session, last: Option<Day>, given: &Given, ended: Option<u32>, problems: &mut Vec<Problem>) -> bool {
        let number = session.number;
        // One that was settled under another version is judged by that one.
        if number < self.hours.start.settled {
            return false;
        }
        let mut waits = None;
        if let Some(last) = last {
            let then = if given.reviewed_since { session_too_soon::WAS_REVIEWED } else { session_too_soon::WAS_GIVEN };
            if let Some(soon) = self.too_soon(number, last, given.on, then) {
                problems.push(milder(Level::Caution, soon));
                waits = Some(("given too soon", None));
            }
            if let Some(late) = self.late(number, last, given.on) {
                problems.push(problem(late));
                let decided = Window::after(self.course.spacing, last).is_some_and(|window| window.decided_late(given));
                waits = (!decided).then_some(("given late", self.plan.answers.late.as_ref()));
            }
        }
        let lapsed = self.lapsed(session, given.on);
        if !lapsed.is_empty() {
            waits = Some(("given past the end of an exception", None));
        }
        // A course under way is dated, whatever was done in it.
        let level = if given.reviewed_since || self.hours.start.today.is_some() { Level::Caution } else { Level::Never };
        problems.extend(lapsed.into_iter().map(|found| milder(level, found)));
        if given.stopped_early {
            waits = Some(("stopped early", self.plan.answers.stopped_early.as_ref()));
        }
        let more = self.hours.start.onward || usize::try_from(number).is_ok_and(|number| number < self.course.sessions.len());
        // A last session that was only late leaves nothing to decide.
        let asked = |(how, _): &(&str, _)| more || *how != "given late";
        // That the course ends with it has been decided.
        let ended = ended.is_some_and(|ended| ended.checked_sub(1) == Some(number));
        let waits = waits.filter(|_| !given.reviewed_since && !ended).filter(asked);
        if let Some((how, answer)) = waits {
            let what = format!("session {number} was {how} on {}", given.on);
            self.awaits(number, what, answer, if more { Effect::AfterIt } else { Effect::NothingMore }, problems);
        }
        waits.is_some() && more
    }

    /// Where the session to come goes.
    fn next(
        &self,
        session: &Session,
        last: Option<Day>,
        window: Window,
        coming: Coming,
        is_next: bool,
        problems: &mut Vec<Problem>,
    ) -> Next {
        let number = session.number;
        let start = self.hours.start;
        let on = coming.moved.map(|(day, at)| self.hours.begins(day, at));
        if is_next && self.unrecorded(number, last, on, coming.missed, problems) {
            return Next::None;
        }
        // A session that was missed is not on that day any more.
        let after_missed = coming.missed.and_then(|missed| missed.after(Calendar::of_days(1)));
        let floor = start.today.into_iter().chain(after_missed).max();
        if let Some(missed) = coming.missed
            && !coming.answered
            && self.plan.answers.missed.as_deref().is_none_or(|answer| answer == REVIEW)
        {
            let what = format!("session {number} was missed on {missed}");
            self.awaits(number, what, self.plan.answers.missed.as_ref(), Effect::FromItOn, problems);
            return Next::Waits(Why::Review);
        }
        let Some(last) = last else { return self.first(session, window, coming, on, problems) };
        let next = match on {
            Some(on) => {
                let decided = coming.reviewed.is_some_and(|on| coming.about_agreed || window.past_when(on, coming.missed));
                self.agreed(session, last, on, decided, problems)
            }
            None => {
                let decided = coming.reviewed.filter(|on| window.past_when(*on, coming.missed));
                self.planned(session, last, window, floor, decided, problems)
            }
        };
        if let (Next::On(_), Some(missed), None, false, Some(answer)) =
            (&next, coming.missed, on, coming.answered, &self.plan.answers.missed)
        {
            problems.push(problem(session_missed::Finding { session: number, missed, answer: answer.clone() }));
        }
        next
    }

    /// The first day that is looked at for a session, of those from a floor on. Nobody knows how much of today is left: a session that
    /// calendars do not have today already is rather on a later day.
    fn from(&self, session: u32, floor: Day) -> Day {
        let later = Some(floor) == self.hours.start.today && self.told(session) != Some(floor);
        floor.after(Calendar::of_days(u32::from(later))).unwrap_or(floor)
    }

    /// The day on which calendars have a session.
    fn told(&self, session: u32) -> Option<Day> {
        self.hours.start.issued.day_of(session)
    }

    /// Whether a day on which a session was to be has passed without a word on it.
    fn unrecorded(
        &self,
        session: u32,
        last: Option<Day>,
        agreed: Option<LocalTime>,
        missed: Option<Day>,
        problems: &mut Vec<Problem>,
    ) -> bool {
        let start = self.hours.start;
        let Some(today) = start.today else { return false };
        // What calendars had before a miss is no more; only what was proposed since stands there.
        let issued = self.told(session).filter(|day| last.is_none_or(|last| *day > last));
        let proposed = |missed: Day, day: Day| start.issued.proposed.contains(&session) && missed < day;
        let issued = issued.filter(|day| missed.is_none_or(|missed| proposed(missed, *day)));
        let first = Some(start.first.day()).filter(|_| last.is_none() && missed.is_none());
        let due = match agreed {
            Some(agreed) => Some(agreed.day()),
            None => issued.into_iter().chain(first).min(),
        };
        match due.filter(|due| *due < today) {
            Some(due) => {
                let was = if agreed.is_none() && missed.is_some() { "was proposed for" } else { "was to be on" };
                problems.push(problem(session_unrecorded::Finding { session, was, due, today }));
                true
            }
            None => false,
        }
    }

    /// Session 1: on the day that was asked for, or agreed since.
    fn first(&self, session: &Session, window: Window, coming: Coming, agreed: Option<LocalTime>, problems: &mut Vec<Problem>) -> Next {
        if let (Some(missed), None) = (coming.missed, agreed) {
            problems.push(problem(new_start_awaited::Finding { session: session.number, missed }));
            return Next::Waits(Why::NewStart);
        }
        self.asked_for(session, agreed.unwrap_or_else(|| self.hours.begins(window.aim, None)), problems)
    }

    /// A time that somebody asked for: never moved.
    fn asked_for(&self, session: &Session, on: LocalTime, problems: &mut Vec<Problem>) -> Next {
        match self.hours.closure_at(session, on) {
            None => Next::On(on),
            Some(closure) => {
                let ends = course::ends(session, on, self.hours.zone);
                let closed = opening::of_the_day(&closure);
                problems.push(problem(start_when_closed::Finding { session: session.number, starts: on, ends, closed }));
                Next::None
            }
        }
    }

    /// A session on a day that clinic and patient agreed on: held to its window like any other.
    fn agreed(&self, session: &Session, last: Day, on: LocalTime, decided: bool, problems: &mut Vec<Problem>) -> Next {
        let number = session.number;
        if let Some(soon) = self.too_soon(number, last, on.day(), session_too_soon::IS_TO_BE) {
            problems.push(problem(soon));
            return Next::None;
        }
        if let Some(late) = self.late(number, last, on.day()) {
            problems.push(problem(late));
            if !decided {
                let what = format!("session {number} is to be late");
                self.awaits(number, what, self.plan.answers.late.as_ref(), Effect::FromItOn, problems);
                return Next::Waits(Why::Review);
            }
        }
        self.asked_for(session, on, problems)
    }

    /// A session on the open day nearest to its aim. Where its last day has passed it waits for a clinician, and is then on the first open
    /// day from the day of the decision on.
    fn planned(
        &self,
        session: &Session,
        last: Day,
        window: Window,
        floor: Option<Day>,
        reviewed: Option<Day>,
        problems: &mut Vec<Problem>,
    ) -> Next {
        let number = session.number;
        let closure = |day: Day| self.hours.closure(session, day);
        if let Some(floor) = floor.filter(|floor| *floor > window.latest) {
            let Some(reviewed) = reviewed else {
                let what = format!("the last day for session {number} was {} ({} after {last})", window.latest, self.longest());
                self.awaits(number, what, self.plan.answers.late.as_ref(), Effect::FromItOn, problems);
                return Next::Waits(Why::Review);
            };
            let from = self.from(number, floor).max(reviewed);
            let until = from.after(Calendar::of_days(FURTHEST)).unwrap_or(from);
            let found = opening::days(from, until).find(|day| closure(*day).is_none());
            return match found {
                Some(day) => {
                    problems.extend(self.late(number, last, day).map(problem));
                    Next::On(self.hours.begins(day, None))
                }
                None => self.closed(session, last, Window { earliest: from, latest: until, aim: from }, problems),
            };
        }
        let rather = floor.map(|floor| self.from(number, floor));
        let chosen = [rather, floor].into_iter().find_map(|floor| window.choose(floor, |day| closure(day).is_some()));
        let Some(day) = chosen else {
            let earliest = floor.map_or(window.earliest, |floor| floor.max(window.earliest));
            return self.closed(session, last, Window { earliest, ..window }, problems);
        };
        let today = self.hours.start.today.filter(|today| day == *today && self.told(number) != Some(day));
        let left = rather.filter(|rather| *rather > window.aim);
        let wanted = left.unwrap_or(window.aim);
        if today.is_some() {
            let latest = window.latest;
            let why = if day == latest { "the last day of its window".to_owned() } else { format!("no later day up to {latest} is open") };
            problems.push(problem(session_today::Finding { session: number, on: day, why }));
        } else if let Some(closed) = closure(wanted) {
            let (apart, side) = if day > wanted { (days_between(wanted, day), "after") } else { (days_between(day, wanted), "before") };
            let wanted = left.map_or_else(|| format!("its aim of {wanted}"), |left| format!("{left}, the first day left"));
            let (on, weekday, closed) = (day, day.weekday(), opening::of_the_day(&closed));
            problems.push(problem(session_moved::Finding { session: number, on, weekday, apart, side, wanted, closed }));
        }
        Next::On(self.hours.begins(day, None))
    }

    /// No day of a window is open.
    fn closed(&self, session: &Session, last: Day, window: Window, problems: &mut Vec<Problem>) -> Next {
        let Window { earliest, latest, .. } = window;
        let closures = opening::in_words(opening::days(earliest, latest).filter_map(|day| self.hours.closure(session, day)).collect());
        let [shortest, longest] = [earliest, latest].map(|day| days_between(last, day));
        let time = self.hours.start.first.time();
        problems.push(problem(window_closed::Finding {
            session: session.number,
            time,
            earliest,
            latest,
            shortest,
            longest,
            last,
            closures,
        }));
        Next::None
    }

    /// Says that sessions wait for a clinician.
    fn awaits(&self, session: u32, what: String, answer: Option<&String>, effect: Effect, problems: &mut Vec<Problem>) {
        let answer = match answer {
            Some(answer) => format!("the protocol answers with: {answer}"),
            None => "the protocol does not say what follows, so a clinician does".to_owned(),
        };
        problems.push(problem(review_awaited::Finding { session, what, answer, effect }));
    }

    fn longest(&self) -> Calendar {
        Calendar::of_days(self.course.spacing.longest)
    }

    fn too_soon(&self, session: u32, last: Day, on: Day, then: &'static str) -> Option<session_too_soon::Finding> {
        session_too_soon::found(session, last, on, self.course.spacing, then)
    }

    fn late(&self, session: u32, last: Day, given: Day) -> Option<session_late::Finding> {
        session_late::found(session, last, given, self.course.spacing, self.plan.answers.late.as_deref())
    }

    /// Holds a session against the last days of exceptions, where it goes deeper than the limit that an exception lifts.
    pub(super) fn lapsed(&self, session: &Session, on: Day) -> Vec<session_after_exception::Finding> {
        let judged = self.plan.exceptions.iter().filter(|_| session.number >= self.hours.start.settled);
        let area = |exception: &Exception| self.plan.areas.get(exception.area);
        judged.filter_map(|exception| session_after_exception::found(session, on, exception, area(exception)?)).collect()
    }

    /// Holds a session against the last day of the protocol itself.
    pub(super) fn renewal(&self, session: &Session, on: Day, problems: &mut Vec<Problem>) {
        if session.number < self.hours.start.settled {
            return;
        }
        problems.extend(self.plan.renew_by.and_then(|until| session_after_renewal::found(session.number, on, until)).map(problem));
    }
}

/// The answer of a protocol that leaves what follows to a clinician; any other lets the course go on.
const REVIEW: &str = "clinician-review";

/// How far ahead an open day is looked for when a session's last day has passed: nothing but the clinic's own hours keeps it from a day then.
const FURTHEST: u32 = 366;

/// The days between two days; `None` when there are none.
pub(crate) fn days(from: Day, to: Day) -> Option<Calendar> {
    u32::try_from(to.days_since(from)).ok().filter(|days| *days > 0).map(Calendar::of_days)
}

/// The days from one day to a later one.
pub(crate) fn days_between(from: Day, to: Day) -> Calendar {
    days(from, to).unwrap_or(Calendar::of_days(0))
}
