//! The events of a course: its sessions, what is done around them, and the follow-up.

use super::model::{Alarm, Calendar, Ends, Event, Gap, Related, Relation, Status, When, Zone};
use super::words::{self, Origin};
use super::{Issued, uid};
use crate::diagnostic::Fault;
use crate::plan::TaskKind;
use crate::quantity::{Calendar as Span, Day};
use crate::schedule::{self, DatedCourse, DatedSession, DatedTask, LocalTime, Moment, Schedule, State};

/// How long after the last session the rules of the zone still stand in a calendar, for sessions that are moved there by hand.
const BEYOND: Span = Span::of_days(366);

/// The calendar of a course.
pub(super) fn calendar(course: &DatedCourse, schedule: &Schedule, issued: &Issued<'_>) -> Result<Calendar, Fault> {
    let zone = zone(course, schedule, issued)?;
    let mut events = Vec::new();
    for each in &course.sessions {
        events.push(session(each, course, &zone, &Origin::of(Some(each.number), schedule, issued)?, issued)?);
    }
    let tasks = course.tasks.iter().map(|task| (task, true)).chain(course.replaced.iter().map(|task| (task, false)));
    for ((each, holds), uid) in tasks.zip(uid::tasks(issued.tag.as_str(), course)) {
        events.push(task(each, holds, uid, course, &Origin::of(each.session, schedule, issued)?, issued)?);
    }
    events.extend(follow_up(course, &Origin::of(None, schedule, issued)?, issued));
    let source = issued.made_from(None)?.source;
    // The name of the file stays out: names of files hold names of patients.
    let mut facts = vec![("X-NEEDLEPOINT-TZDB", schedule.tzdb_version.to_owned()), ("X-NEEDLEPOINT-SOURCE-SHA256", source.sha256.clone())];
    facts.extend(source.clinic.as_ref().map(|clinic| ("X-NEEDLEPOINT-CLINIC-SHA256", clinic.sha256.clone())));
    Ok(Calendar { name: format!("Course {}", issued.tag), facts, zone, events })
}

/// How many sessions a course has by the protocol that a session of it is made from.
fn sessions(session: u32, course: &DatedCourse, issued: &Issued<'_>) -> Result<usize, Fault> {
    let plan = issued.made_from(Some(session))?.plan;
    let own = plan.courses.iter().find(|planned| planned.phototypes.iter().any(|phototype| course.phototypes.contains(phototype)));
    Ok(own.map_or(0, |own| own.sessions.len()))
}

/// The rules of the zone from the first session to a year after the last.
fn zone(course: &DatedCourse, schedule: &Schedule, issued: &Issued<'_>) -> Result<Zone, Fault> {
    let id = schedule.zone.clone();
    let days = || course.sessions.iter().map(|session| session.on.day());
    // Without a session there is no time of day, and any day will do.
    let (first, last) = days().min().zip(days().max()).unwrap_or((issued.revised(), issued.revised()));
    match schedule::observances(&id, first, last.after(BEYOND).unwrap_or(last)) {
        Some(observances) => Ok(Zone { id, observances }),
        None => Err(Fault::new(format!("the changes of the clocks in {id} are not known for a course that was dated there"))),
    }
}

fn session(session: &DatedSession, course: &DatedCourse, zone: &Zone, origin: &Origin, issued: &Issued<'_>) -> Result<Event, Fault> {
    let of = sessions(session.number, course, issued)?;
    let ends = if comes_twice(session.ends.local, zone) { Ends::Utc(session.ends.utc.clone()) } else { Ends::Local(session.ends.local) };
    let status = status(session);
    Ok(Event {
        uid: uid::session(issued.tag.as_str(), session.number),
        sequence: issued.change(session.number),
        revised: issued.revised(),
        status,
        when: When::Timed { starts: session.on, ends },
        summary: words::title(words::session(session, of), status),
        description: origin.session(session, of, status, issued.made_from(Some(session.number))?.plan),
        related: None,
        alarm: (status == Status::Confirmed).then_some(Alarm::DayBefore),
    })
}

/// What becomes of a session and of what is done around it.
fn status(session: &DatedSession) -> Status {
    match session.state {
        State::Planned | State::Given | State::StoppedEarly => Status::Confirmed,
        State::Proposed => Status::Tentative,
        State::CalledOff => Status::NoDate,
    }
}

fn task(task: &DatedTask, holds: bool, uid: String, course: &DatedCourse, origin: &Origin, issued: &Issued<'_>) -> Result<Event, Fault> {
    let around = task.session.and_then(|number| course.sessions.iter().find(|session| session.number == number));
    let all_off = || course.sessions.iter().all(|session| session.state == State::CalledOff);
    let status = match around {
        _ if !holds => Status::Replaced,
        _ if task.gives_way => Status::NoDate,
        Some(session) => status(session),
        None if all_off() => Status::NoDate,
        None => Status::Confirmed,
    };
    // What the clinic is to have done by an hour rings on the last morning. What is left off or put on for days needs no bell.
    let rings = task.kind == TaskKind::Contact && status == Status::Confirmed;
    Ok(Event {
        uid,
        sequence: task.session.map_or(issued.issue.throughout.map_or(0, |held| held.change), |number| issued.change(number)),
        revised: issued.revised(),
        status,
        when: When::Days { first: task.from, last: task.until },
        summary: words::title(words::task(task), status),
        description: origin.task(task, status),
        related: around.map(|session| related(task, session, issued)).transpose()?,
        alarm: rings.then_some(Alarm::LastMorning),
    })
}

/// The follow-up; called off on its last day while nobody knows which session is the last.
fn follow_up(course: &DatedCourse, origin: &Origin, issued: &Issued<'_>) -> Option<Event> {
    let (day, status) = match course.follow_up {
        Some(day) => (day, Status::Confirmed),
        None => (issued.issue.follow_up?.day, Status::NoDate),
    };
    let last = course.sessions.iter().rev().find(|session| status == Status::Confirmed && session.state != State::CalledOff);
    Some(Event {
        uid: uid::follow_up(issued.tag.as_str()),
        sequence: issued.issue.follow_up.map_or(0, |held| held.change),
        revised: issued.revised(),
        status,
        when: When::Days { first: day, last: day },
        summary: words::title("Follow-up".to_owned(), status),
        description: origin.follow_up(status),
        related: last.map(|last| Related {
            to: uid::session(issued.tag.as_str(), last.number),
            how: Relation::FinishToStart,
            gap: Gap::Days(day.days_since(last.on.day())),
        }),
        alarm: None,
    })
}

/// How a task hangs on its session. One that begins with the session's end, or later, waits for that end. One that began before, a pause, may
/// end only after that end.
fn related(task: &DatedTask, session: &DatedSession, issued: &Issued<'_>) -> Result<Related, Fault> {
    let end = seconds(&session.ends)?;
    let gap = |day: Day, exact: &Option<Moment>| match exact {
        Some(exact) => Ok(Gap::Seconds(seconds(exact)? - end)),
        None => Ok(Gap::Days(day.days_since(session.on.day()))),
    };
    let begins = gap(task.from, &task.from_exact)?;
    let before = matches!(begins, Gap::Days(count) | Gap::Seconds(count) if count < 0);
    let (how, gap) =
        if before { (Relation::FinishToFinish, gap(task.until, &task.until_exact)?) } else { (Relation::FinishToStart, begins) };
    Ok(Related { to: uid::session(issued.tag.as_str(), session.number), how, gap })
}

/// A moment as seconds of UTC.
fn seconds(moment: &Moment) -> Result<i64, Fault> {
    let read = chrono::DateTime::parse_from_rfc3339(&moment.utc);
    read.map(|instant| instant.timestamp()).map_err(|_| Fault::new(format!("`{}` is no instant", moment.utc)))
}

/// Whether the clocks of a zone show a time twice: they go back over it.
fn comes_twice(time: LocalTime, zone: &Zone) -> bool {
    zone.observances.iter().any(|change| {
        let until = local_seconds(change.starts);
        let from = until - i64::from(change.before) + i64::from(change.after);
        (from..until).contains(&local_seconds(time))
    })
}

/// Seconds on the clock since the beginning of 1970, as if it never changed.
fn local_seconds(time: LocalTime) -> i64 {
    let minutes = (i64::from(time.day().since_epoch()) * 24 + i64::from(time.hour())) * 60 + i64::from(time.minute());
    minutes * 60 + i64::from(time.second())
}
