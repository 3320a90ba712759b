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
        let mut changes = Vec::new();
        // A line that was taken out may stand in calendars with any change up to the last.
        let new = before.map_or(0, |before| before.revised.change.saturating_add(1));
        let sessions = course.sessions.iter().map(|dated| {
            let now = Session { number: dated.number, at: dated.on, change: 0, stands: stands(dated.state) };
            let held = before.and_then(|before| before.sessions.iter().find(|held| held.number == now.number));
            let why: Vec<&str> = text.filter(|_| now.number >= from).into_iter().chain(all.iter().copied()).collect();
            let change = match held {
                None => new,
                Some(held) if why.is_empty() && (held.at, held.stands) == (now.at, now.stands) => return *held,
                Some(held) => held.change.saturating_add(1),
            };
            let what = format!("session {}", now.number);
            changes.push(Change { what, before: held.map(Session::said), now: now.said(), why });
            Session { change, ..now }
        });
        let sessions: Vec<Session> = sessions.collect();
        // What holds all through begins with session 1, and ends when nothing is left of the course.
        let of_first = |sessions: &[Session]| sessions.iter().find(|session| session.number == 1).map(|session| session.at);
        let begins = before.filter(|before| of_first(&before.sessions) != of_first(&sessions)).map(|_| "session 1 at another time");
        let off = sessions.iter().all(|session| session.stands == Stands::CalledOff);
        let through = |tasks: &[DatedTask]| tasks.iter().filter(|task| task.session.is_none()).map(|task| task.until).max();
        let own = through(&course.tasks);
        let (last, off) = (own.or_else(|| through(&course.replaced)), off || own.is_none());
        let why: Vec<&str> = text.into_iter().chain(all).collect();
        let of_all = why.iter().copied().chain(begins).collect();
        let held = before.and_then(|before| before.throughout);
        let throughout = whole("what holds all through, its last day", held, (last, off), (of_all, new), &mut changes);
        let held = before.and_then(|before| before.follow_up);
        // It hangs on the last session that has a date, and may keep its day when that one moves.
        let of_last = |sessions: &[Session]| {
            let last = sessions.iter().filter(|session| session.stands != Stands::CalledOff).max_by_key(|session| session.number);
            last.map(|last| (last.number, last.at.day()))
        };
        let ends = before.filter(|before| course.follow_up.is_some() && of_last(&before.sessions) != of_last(&sessions));
        let why = why.into_iter().chain(ends.map(|_| "another last session")).collect();
        let follow_up = whole("the follow-up", held, (course.follow_up, false), (why, new), &mut changes);
        let same = before.filter(|before| changes.is_empty() && before.revised.digest == revised.digest);
        let on = before.map_or(revised.on, |before| before.revised.on.max(revised.on));
        let whole_days = [throughout, follow_up].into_iter().flatten().map(|held| held.change);
        let change = sessions.iter().map(|held| held.change).chain(whole_days).fold(new, u32::max);
        let revised = same.map_or(Revised { on, change, ..revised }, |before| before.revised.clone());
        (Self { revised, sessions, throughout, follow_up }, changes)
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

/// Something of whole days as calendars are to hold it: told anew when there is a reason to, and with that change where they may hold it already.
/// It has a day and is called off where only its line was lost.
fn whole(
    what: &str,
    held: Option<Whole>,
    (day, off): (Option<Day>, bool),
    (why, new): (Vec<&'static str>, u32),
    changes: &mut Vec<Change>,
) -> Option<Whole> {
    let now = match (day.filter(|_| !off), held) {
        (Some(day), _) => Whole { day, change: 0, called_off: false },
        (None, Some(held)) => Whole { called_off: true, ..held },
        (None, None) => Whole { day: day?, change: 0, called_off: true },
    };
    let change = match held {
        None => new,
        Some(held) if why.is_empty() && (held.day, held.called_off) == (now.day, now.called_off) => return Some(held),
        Some(held) => held.change.saturating_add(1),
    };
    changes.push(Change { what: what.to_owned(), before: held.as_ref().map(Whole::said), now: now.said(), why });
    Some(Whole { change, ..now })
}
