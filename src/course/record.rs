//! What the file of a course says, resolved: who governs it, what happened, and what calendars hold.

use super::issue::{Issue, Revised, Session, Whole};
use crate::quantity::{Day, OpenHours, Phototype, Tag, TimeOfDay, Weekday};
use crate::schedule::{Event, Happened, LocalTime, Opening, Places, Start};
use crate::source::{At, Span};
use crate::syntax::entries::OpenSpan;
use crate::syntax::tree::{CourseFile, IssuedOf, Stands, Version, What};

/// A course as its file has it.
#[derive(Debug, Clone)]
pub struct Record {
    /// Its tag.
    pub tag: Tag,
    /// The protocols that have governed it, one after the other; never none.
    pub governed: Vec<Governed>,
    /// The patient's phototype.
    pub phototype: At<Phototype>,
    /// When the first session was asked for.
    pub first: At<LocalTime>,
    /// The zone of its times, where the file says it.
    pub zone: Option<At<String>>,
    /// Opening hours, in place of the clinic's.
    pub hours: Vec<OpenHours>,
    /// Closed days, besides the clinic's.
    pub closed: Vec<(Day, Day)>,
    /// Files of closed days, besides the clinic's.
    pub holidays: Vec<At<String>>,
    /// What happened, in the order in which it did.
    pub happened: Vec<At<Happened>>,
    /// Who decided, for each of what happened that is a decision.
    pub by: Vec<Option<String>>,
    /// What calendars hold; none before the course has been dated for the first time.
    pub issue: Option<Issue>,
    /// Where that is said of each session.
    pub issued: Vec<(u32, Span)>,
}

/// A protocol that governs a course.
#[derive(Debug, Clone)]
pub struct Governed {
    /// The first session that it governs.
    pub from: u32,
    /// Its name.
    pub name: At<String>,
    /// Its version.
    pub version: Version,
    /// The digest of its text, as an approval has it.
    pub digest: At<String>,
    /// Its file, seen from the course's.
    pub file: At<String>,
    /// When that it does was decided, and by whom; none of the first.
    pub decided: Option<(Day, String)>,
}

impl Record {
    /// What a file says; none when something that every course has is missing in it or cannot be read, which is a problem of its own.
    #[must_use]
    pub fn of(file: &CourseFile) -> Option<Self> {
        let governed: Vec<Governed> = file.protocols.iter().map(governed).collect();
        let first = file.start.first()?;
        let (day, time) = &first.value;
        let start = LocalTime::of(day.value, time.hour(), time.minute())?;
        (!governed.is_empty() && file.broken.is_empty()).then_some(())?;
        Some(Self {
            tag: Tag::read(file.tag.value.as_str()).ok()?,
            governed,
            phototype: *file.phototype.first()?,
            first: At::new(start, first.span),
            zone: file.zone.first().map(|zone| zone.as_ref().map(ToString::to_string)),
            hours: file.open.iter().filter_map(hours).collect(),
            closed: file.closed.iter().map(|day| day.value).collect(),
            holidays: file.holidays.iter().map(|file| file.as_ref().map(ToString::to_string)).collect(),
            happened: file.happened.iter().map(|at| at.as_ref().map(|said| happened(said.session.value, &said.what))).collect(),
            by: file.happened.iter().map(|at| by(&at.value.what)).collect(),
            issue: issue(file),
            issued: file.issued.iter().filter_map(of_session).collect(),
        })
    }

    /// What the course is dated from.
    #[must_use]
    pub fn start(&self, zone: &str, opening: Opening, today: Day) -> Start {
        let issued = self.issue.as_ref().map(Issue::held).unwrap_or_default();
        let happened = self.happened.iter().map(|at| at.span).collect();
        let places = Places { start: Some(self.first.span), happened, issued: self.issued.clone() };
        Start {
            opening,
            phototype: Some(self.phototype.value),
            happened: self.happened.iter().map(|at| at.value).collect(),
            today: Some(today),
            issued,
            places,
            ..Start::at(self.first.value, zone)
        }
    }

    /// The number of the session to come.
    #[must_use]
    pub fn next(&self) -> u32 {
        let given = self.happened.iter().filter(|at| at.value.what.given_on().is_some());
        u32::try_from(given.count()).unwrap_or(u32::MAX).saturating_add(1)
    }

    /// The first session that another protocol governs than when it was last sent out; all, where none of those that are named was sent out.
    #[must_use]
    pub fn governed_anew(&self) -> u32 {
        let told = self.issue.as_ref().map(|issue| issue.revised.digest.as_str());
        let place = self.governed.iter().rposition(|governed| Some(governed.digest.value.as_str()) == told);
        let since = place.map_or(&[][..], |place| self.governed.get(place.saturating_add(1)..).unwrap_or_default());
        since.iter().map(|governed| governed.from).min().unwrap_or(1)
    }

    /// The protocol that governs what is still to come.
    #[must_use]
    pub fn governing(&self) -> Option<&Governed> {
        self.governed.last()
    }
}

fn governed(at: &At<crate::syntax::tree::Governed>) -> Governed {
    let said = &at.value;
    let text = |at: &At<crate::syntax::entries::Text>| at.as_ref().map(ToString::to_string);
    Governed {
        from: said.from.as_ref().map_or(1, |from| from.session.value),
        name: said.name.as_ref().map(ToString::to_string),
        version: said.version.value,
        digest: text(&said.digest),
        file: text(&said.file),
        decided: said.from.as_ref().map(|from| (from.on.value, from.by.value.to_string())),
    }
}

fn hours(open: &OpenSpan) -> Option<OpenHours> {
    let first = Weekday::read(open.first.value.as_str())?;
    let last = open.last.as_ref().map_or(Some(first), |last| Weekday::read(last.value.as_str()))?;
    OpenHours::of(first, last, open.from.value, open.to.value)
}

fn happened(session: u32, what: &What) -> Happened {
    let time = |at: &Option<At<TimeOfDay>>| at.map(|at| at.value);
    let what = match what {
        What::Given(on, at) => Event::Given(on.value, time(at)),
        What::StoppedEarly(on, at) => Event::StoppedEarly(on.value, time(at)),
        What::Missed(on) => Event::Missed(on.value),
        What::Moved(to, at) => Event::Moved(to.value, time(at)),
        What::Reviewed(on, _) => Event::Reviewed(on.value),
        What::Cancelled(on) => Event::Cancelled(on.value),
    };
    Happened { session, what }
}

fn by(what: &What) -> Option<String> {
    if let What::Reviewed(_, by) = what { Some(by.value.to_string()) } else { None }
}

/// What calendars hold, by the lines that the tool wrote.
fn issue(file: &CourseFile) -> Option<Issue> {
    let revised = file.revised.first()?;
    let mut issue = Issue {
        revised: Revised {
            on: revised.value.on,
            change: revised.value.change.value,
            phototype: Some(revised.value.phototype),
            digest: revised.value.digest.to_string(),
            with: revised.value.with.to_string(),
            zone: revised.value.zone.to_string(),
        },
        sessions: Vec::new(),
        throughout: None,
        follow_up: None,
    };
    for line in &file.issued {
        let said = &line.value;
        let (change, stands) = (said.change.value, said.stands);
        let called_off = stands == Stands::CalledOff;
        match said.of {
            IssuedOf::Session(number, day, time) => {
                let at = LocalTime::of(day.value, time.value.hour(), time.value.minute())?;
                issue.sessions.push(Session { number: number.value, at, change, stands });
            }
            IssuedOf::Throughout(day) => issue.throughout = Some(Whole { day: day.value, change, called_off }),
            IssuedOf::FollowUp(day) => issue.follow_up = Some(Whole { day: day.value, change, called_off }),
        }
    }
    Some(issue)
}

/// The session that a line which the tool wrote is about, and its place.
fn of_session(line: &At<crate::syntax::tree::Issued>) -> Option<(u32, Span)> {
    if let IssuedOf::Session(number, ..) = line.value.of { Some((number.value, line.span)) } else { None }
}

/// The place of what calendars hold of one thing, in the file.
pub(super) fn place(file: &CourseFile, of: Line) -> Option<Span> {
    let line = file.issued.iter().find(|line| match (line.value.of, of) {
        (IssuedOf::Session(number, ..), Line::Session(wanted)) => number.value == wanted,
        (IssuedOf::Throughout(_), Line::Throughout) | (IssuedOf::FollowUp(_), Line::FollowUp) => true,
        _ => false,
    });
    line.map(|line| line.span)
}

/// A line that the tool writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    Session(u32),
    Throughout,
    FollowUp,
}
