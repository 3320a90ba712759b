//! What calendars hold of a course, line by line, and what of it changes when the course is dated anew.

use std::fmt;

use crate::diagnostic::listed;
use crate::quantity::{Day, Phototype};
use crate::schedule::{DatedCourse, DatedTask, Issued, LocalTime, State};
use crate::syntax::tree::Stands;

/// What calendars hold of a course. A line is never taken back: what has no date any more keeps its last one, called off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// What it was made from, and on which day it last changed.
    pub revised: Revised,
    /// The sessions, by number.
    pub sessions: Vec<Session>,
    /// The last day of what holds for the whole course; none when nothing does.
    pub throughout: Option<Whole>,
    /// The follow-up; none when there has never been one.
    pub follow_up: Option<Whole>,
}

/// What an issue was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revised {
    /// The day on which anything last changed.
    pub on: Day,
    /// How often anything changed since it was first sent out; nothing has changed more often than that.
    pub change: u32,
    /// The phototype that it was made for; none of what is sent out from a protocol and not from a course's file.
    pub phototype: Option<Phototype>,
    /// The digest of the protocol's text that governs the course.
    pub digest: String,
    /// A digest of what stands in every entry besides: of the clinic, of the tool, of its zones.
    pub with: String,
    /// The zone of the course's times.
    pub zone: String,
}

impl Revised {
    /// What no entry is without: with another of it all of them are others. In words, what of it is another than it was.
    fn changed(&self, before: &Self) -> Vec<&'static str> {
        let Self { phototype, with, zone, .. } = before;
        let all = [
            (self.phototype != *phototype, "another phototype"),
            (self.zone != *zone, "another zone"),
            (self.with != *with && self.zone == *zone, "another clinic, tool or release of the time zones"),
        ];
        all.into_iter().filter(|(is, _)| *is).map(|(_, what)| what).collect()
    }
}

/// What changes with the text of the protocol.
const TEXT: &str = "another text of the protocol";

/// What calendars hold of a session, and of all that is done around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Session {
    /// Its number.
    pub number: u32,
    /// When it begins.
    pub at: LocalTime,
    /// How often that has changed since it was first sent out.
    pub change: u32,
    /// Whether it has a date.
    pub stands: Stands,
}

/// What calendars hold of something that takes whole days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Whole {
    /// Its last day.
    pub day: Day,
    /// How often that has changed since it was first sent out.
    pub change: u32,
    /// Whether it has no date any more.
    pub called_off: bool,
}

/// One thing that calendars are told anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Of what: "session 2", "the follow-up".
    pub what: String,
    /// What was held of it before; none when it is new.
    pub before: Option<String>,
    /// What is held of it now.
    pub now: String,
    /// What else of it is another than before.
    pub why: Vec<&'static str>,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, before, now, why } = self;
        match before {
            None => write!(f, "{what}: {now}"),
            Some(before) if before == now => write!(f, "{what}: {now}, told again: {}", listed(why, "and")),
            Some(before) => write!(f, "{what}: {now} (was: {before})"),
        }
    }
}

/// What is said of what has no date any more.
const CALLED_OFF: &str = "no date any more";

/// A day as people look for it in a calendar.
fn on(day: Day) -> String {
    format!("{}, {day}", day.weekday())
}

impl Session {
    fn said(&self) -> String {
        let at = || format!("{}, {}", on(self.at.day()), self.at.time());
        match self.stands {
            Stands::Dated => at(),
            Stands::Proposed => format!("{}, proposed and agreed with nobody yet", at()),
            Stands::CalledOff => CALLED_OFF.to_owned(),
        }
    }
}

impl Whole {
    /// Something as it is now: on its day; else called off on the day that it was held on, or that it had where its line was lost.
    fn now(day: Option<Day>, held: Option<Self>, lost: Option<Day>) -> Option<Self> {
        let off = || Some(Self { day: held.map(|held| held.day).or(lost)?, change: 0, called_off: true });
        day.map(|day| Self { day, change: 0, called_off: false }).or_else(off)
    }

    fn said(&self) -> String {
        if self.called_off { CALLED_OFF.to_owned() } else { on(self.day) }
    }
}

impl Issue {
    /// The same as whoever dates the course anew has to know it.
    #[must_use]
    pub fn held(&self) -> Issued {
        let standing = |stands| self.sessions.iter().filter(|held| held.stands == stands).map(|held| held.number).collect();
        Issued {
            sessions: self.sessions.iter().map(|held| (held.number, held.at)).collect(),
            called_off: standing(Stands::CalledOff),
            proposed: standing(Stands::Proposed),
            throughout: self.throughout.map(|held| held.day),
        }
    }

    /// A course that is sent out for the first time, from a protocol and not from its own file.
    #[must_use]
    pub fn first(course: &DatedCourse, today: Day, zone: &str) -> Self {
        Self::of(
            None,
            course,
            Revised { on: today, change: 0, phototype: None, digest: String::new(), with: String::new(), zone: zone.to_owned() },
            1,
        )
        .0
    }

    /// What calendars are to hold of a course, and what of that is new to them. Where nothing is, it is what they hold, to the day.
    ///
    /// `from` is the first session that another protocol governs than before: what changes with its text is told from there on.
    #[must_use]
    pub fn of(before: Option<&Self>, course: &DatedCourse, revised: Revised, from: u32) -> (Self, Vec<Change>) {
        let all = before.map_or_else(Vec::new, |before| revised.changed(&before.revised));
        let text = before.filter(|before| before.revised.digest != revised.digest).map(|_| TEXT);
        // A line that was taken out may stand in calendars with any change up to the last.
        let mut telling = Telling { new: before.map_or(0, |before| before.revised.change.saturating_add(1)), changes: Vec::new() };
        let sessions = course.sessions.iter().map(|dated| {
            let held = before.and_then(|before| before.sessions.iter().find(|held| held.number == dated.number));
            let ends = before.is_some_and(|before| course.ends_elsewhere(dated.number, next(&before.sessions, dated.number)));
            let ends = ends.then_some("the next session on another day, or on none");
            let why = text.filter(|_| dated.number >= from).into_iter().chain(all.iter().copied()).chain(ends).collect();
            telling.session(held, Session { number: dated.number, at: dated.on, change: 0, stands: stands(dated.state) }, why)
        });
        let sessions: Vec<Session> = sessions.collect();
        let (throughout, follow_up) = (before.and_then(|before| before.throughout), before.and_then(|before| before.follow_up));
        // What holds all through begins with session 1, and ends when nothing is left of the course.
        let why = text.into_iter().chain(all.iter().copied());
        let begins = moved(before, &sessions, first).then_some("session 1 at another time");
        let through = |tasks: &[DatedTask]| tasks.iter().filter(|task| task.session.is_none()).map(|task| task.until).max();
        let own = through(&course.tasks).filter(|_| sessions.iter().any(|session| session.stands != Stands::CalledOff));
        let lost = through(&course.tasks).or_else(|| through(&course.replaced));
        let now = Whole::now(own, throughout, lost);
        let throughout =
            now.map(|now| telling.whole("what holds all through, its last day", throughout, now, why.clone().chain(begins).collect()));
        // The follow-up hangs on the last session that has a date, and may keep its day when that one moves.
        let ends = course.follow_up.filter(|_| moved(before, &sessions, last)).map(|_| "another last session");
        let now = Whole::now(course.follow_up, follow_up, None);
        let follow_up = now.map(|now| telling.whole("the follow-up", follow_up, now, why.chain(ends).collect()));
        let Telling { new, changes } = telling;
        let same = before.filter(|before| changes.is_empty() && before.revised.digest == revised.digest);
        let on = before.map_or(revised.on, |before| before.revised.on.max(revised.on));
        let whole_days = [throughout, follow_up].into_iter().flatten().map(|held| held.change);
        let change = sessions.iter().map(|held| held.change).chain(whole_days).fold(new, u32::max);
        let revised = same.map_or(Revised { on, change, ..revised }, |before| before.revised.clone());
        (Self { revised, sessions, throughout, follow_up }, changes)
    }
}

/// Whether something about the sessions is another than before.
fn moved<T: PartialEq>(before: Option<&Issue>, now: &[Session], of: impl Fn(&[Session]) -> T) -> bool {
    before.is_some_and(|before| of(&before.sessions) != of(now))
}

/// When the first session begins.
fn first(sessions: &[Session]) -> Option<LocalTime> {
    sessions.iter().find(|session| session.number == 1).map(|session| session.at)
}

/// The day of the next session after one; none where that has no date.
fn next(sessions: &[Session], after: u32) -> Option<Day> {
    let dated = sessions.iter().filter(|session| session.number > after && session.stands != Stands::CalledOff);
    dated.min_by_key(|session| session.number).map(|session| session.at.day())
}

/// The last session that has a date, and its day.
fn last(sessions: &[Session]) -> Option<(u32, Day)> {
    let dated = sessions.iter().filter(|session| session.stands != Stands::CalledOff);
    dated.max_by_key(|session| session.number).map(|session| (session.number, session.at.day()))
}

/// What is told to calendars, line by line.
struct Telling {
    /// The change of whatever they may hold already, though it has no line.
    new: u32,
    changes: Vec<Change>,
}

impl Telling {
    /// A session as it is now: told anew where it is another than it was, or where there is a reason to.
    fn session(&mut self, held: Option<&Session>, now: Session, why: Vec<&'static str>) -> Session {
        match held {
            Some(held) if why.is_empty() && (held.at, held.stands) == (now.at, now.stands) => *held,
            _ => {
                let held = held.map(|held| (held.change, held.said()));
                Session { change: self.tell(format!("session {}", now.number), held, now.said(), why), ..now }
            }
        }
    }

    /// The same of something that takes whole days.
    fn whole(&mut self, what: &str, held: Option<Whole>, now: Whole, why: Vec<&'static str>) -> Whole {
        match held {
            Some(held) if why.is_empty() && (held.day, held.called_off) == (now.day, now.called_off) => held,
            _ => {
                let held = held.map(|held| (held.change, held.said()));
                Whole { change: self.tell(what.to_owned(), held, now.said(), why), ..now }
            }
        }
    }

    /// How often something has changed that is told anew.
    fn tell(&mut self, what: String, held: Option<(u32, String)>, now: String, why: Vec<&'static str>) -> u32 {
        let change = held.as_ref().map_or(self.new, |(change, _)| change.saturating_add(1));
        self.changes.push(Change { what, before: held.map(|(_, said)| said), now, why });
        change
    }
}

/// How a session that has come so far stands in calendars.
fn stands(state: State) -> Stands {
    match state {
        State::Planned | State::Given | State::StoppedEarly => Stands::Dated,
        State::Proposed => Stands::Proposed,
        State::CalledOff => Stands::CalledOff,
    }
}
