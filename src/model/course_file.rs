//! What is wrong with the file of a patient's course by itself. Whether its days fit its protocol is said where courses are dated.

use std::collections::BTreeMap;

use super::clinic;
use super::names::Names;
use super::patient::patient_data;
use super::problem::{
    BlockBesideCourse, ChangeTooHigh, CourseIncomplete, DayBeforeStart, DecisionUnnamed, GovernedFromLater, GovernedUndecided,
    PatientDataInCourse, SessionZero, TagUnusable, problem,
};
use super::protocol::{ProseKind, names_somebody};
use super::stated::once;
use crate::diagnostic::{Level, Named, Problem};
use crate::quantity::Tag;
use crate::source::Span;
use crate::syntax::Parsed;
use crate::syntax::tree::{CourseFile, IssuedOf, What};

/// What a text with a patient's course says wrongly; nothing of any other text.
pub(super) fn judge(names: &mut Names<'_>, parsed: &Parsed) {
    let Some((course, more)) = parsed.tree.course_files.split_first() else { return };
    // A clinic says itself that it has no place there.
    if !parsed.tree.clinics.is_empty() {
        return;
    }
    for again in more {
        names.twice(again.tag.span, course.tag.span, "the course of this file");
    }
    beside(names, parsed, course);
    if let Err(said) = Tag::read(course.tag.value.as_str()) {
        let at = course.tag.span;
        names.problems.push(problem(at, TagUnusable { at, said }));
    }
    incomplete(names, course);
    twice(names, course);
    clinic::opening(names, &course.open, &course.closed);
    protocols(names, course);
    sessions(names, course);
    changes(names, course);
    decisions(names, course);
    days(names, course);
    private(names, parsed, course);
}

/// The statements of a course, of which nothing but their form is held against anything here: the word each starts with, and how many there are.
#[must_use]
pub fn said(course: &CourseFile) -> Vec<(&'static str, usize)> {
    let all = [
        ("protocol", course.protocols.len()),
        ("phototype", course.phototype.len()),
        ("start", course.start.len()),
        ("open", course.open.len()),
        ("closed", course.closed.len()),
        ("holidays", course.holidays.len()),
        ("session", course.happened.len()),
        ("revised", course.revised.len()),
        ("issued", course.issued.len()),
    ];
    all.into_iter().filter(|(_, count)| *count > 0).collect()
}

/// A course stands in a file of its own. Where policies are, they say so themselves.
fn beside(names: &mut Names<'_>, parsed: &Parsed, course: &CourseFile) {
    let protocols = parsed.tree.protocols.iter().map(|protocol| (&protocol.name, "a protocol"));
    let entries = parsed.tree.entries.names().map(|name| (name, "a declaration"));
    for (name, what) in protocols.chain(entries) {
        let finding = BlockBesideCourse { at: name.span, name: name.value.clone(), what };
        names.problems.push(problem(name.span, finding).also(course.tag.span, "the course of this file"));
    }
}

/// What every course says. A line that cannot be read may have said it.
fn incomplete(names: &mut Names<'_>, course: &CourseFile) {
    let waits = |word: &str| course.broken.iter().any(|broken| broken.keyword.as_ref().is_none_or(|name| *name == word));
    let zone = !course.zone.is_empty() || names.library.clinic.as_ref().is_some_and(|clinic| clinic.zone.is_some());
    let revised = !course.revised.is_empty() || course.issued.is_empty();
    let sessions = course.issued.iter().any(|line| matches!(line.value.of, IssuedOf::Session(..)));
    let issued = course.revised.is_empty() || sessions;
    for (word, said, what, shape) in [
        ("protocol", !course.protocols.is_empty(), "which protocol governs it", "protocol NAME 1.0.0 text DIGEST in \"FILE\""),
        ("phototype", !course.phototype.is_empty(), "the patient's phototype", "phototype ?"),
        ("start", !course.start.is_empty(), "when its first session begins", "start 2026-01-31 10:00"),
        ("zone", zone, "which time zone its times are in, and no clinic above it does", "zone REGION/CITY"),
        (
            "issued",
            issued,
            "what was sent out of its sessions, though it says on which day that last changed",
            "issued session ? on 2026-01-31 10:00, change ?",
        ),
        (
            "revised",
            revised,
            "on which day what was sent out last changed",
            "revised 2026-01-31, change ?, phototype ?, text DIGEST, with DIGEST, zone REGION/CITY",
        ),
    ] {
        if !said && !waits(word) {
            let at = course.tag.span;
            names.problems.push(problem(at, CourseIncomplete { at, what, shape }));
        }
    }
}

/// What may stand once.
fn twice(names: &mut Names<'_>, course: &CourseFile) {
    once(names, &course.phototype, "the patient's phototype");
    once(names, &course.start, "when the first session begins");
    once(names, &course.zone, "the time zone");
    once(names, &course.revised, "when what was sent out last changed");
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    let issued = course.issued.iter().map(|line| {
        let of = match line.value.of {
            IssuedOf::Session(session, ..) => format!("what was sent out of session {}", session.value),
            IssuedOf::Throughout(_) => "what was sent out of the whole course".to_owned(),
            IssuedOf::FollowUp(_) => "what was sent out of the follow-up".to_owned(),
        };
        (of, line.span)
    });
    let holidays = course.holidays.iter().map(|file| (format!("the calendar file `{}`", file.value), file.span));
    for (what, span) in issued.chain(holidays) {
        match seen.get(&what) {
            Some(first) => names.twice(span, *first, &what),
            None => drop(seen.insert(what, span)),
        }
    }
}

/// The first protocol governs from the first session on, and any other by a decision.
fn protocols(names: &mut Names<'_>, course: &CourseFile) {
    let Some((first, more)) = course.protocols.split_first() else { return };
    if let Some(from) = &first.value.from {
        let at = from.session.span;
        names.problems.push(problem(at, GovernedFromLater { at }));
    }
    for other in more.iter().filter(|other| other.value.from.is_none()) {
        let at = other.span;
        let name = other.value.name.value.clone();
        names.problems.push(problem(at, GovernedUndecided { at, name }).also(first.span, "the first protocol of the course stands here"));
    }
}

/// Sessions are counted from 1.
fn sessions(names: &mut Names<'_>, course: &CourseFile) {
    let happened = course.happened.iter().map(|line| line.value.session);
    let governed = course.protocols.iter().filter_map(|line| line.value.from.as_ref()).map(|from| from.session);
    let issued = course.issued.iter().filter_map(|line| match line.value.of {
        IssuedOf::Session(session, ..) => Some(session),
        IssuedOf::Throughout(_) | IssuedOf::FollowUp(_) => None,
    });
    for session in happened.chain(governed).chain(issued).filter(|session| session.value == 0) {
        names.problems.push(problem(session.span, SessionZero { at: session.span }));
    }
}

/// What calendars hold has changed no more often than a calendar can count.
fn changes(names: &mut Names<'_>, course: &CourseFile) {
    let all = course.revised.iter().map(|line| line.value.change).chain(course.issued.iter().map(|line| line.value.change));
    for change in all.filter(|change| change.value > MOST_CHANGES) {
        names.problems.push(problem(change.span, ChangeTooHigh { at: change.span, change: change.value, most: MOST_CHANGES }));
    }
}

/// The highest sequence number of an entry (RFC 5545, sections 3.3.8 and 3.8.7.4).
const MOST_CHANGES: u32 = 2_147_483_646;

/// A decision is made by somebody.
fn decisions(names: &mut Names<'_>, course: &CourseFile) {
    let governed = course.protocols.iter().filter_map(|line| line.value.from.as_ref()).map(|from| &from.by);
    let reviewed = course.happened.iter().filter_map(|line| match &line.value.what {
        What::Reviewed(_, by) => Some(by),
        _ => None,
    });
    for by in governed.chain(reviewed).filter(|by| !names_somebody(by.value.as_str())) {
        names.problems.push(problem(by.span, DecisionUnnamed { at: by.span }));
    }
}

/// Nothing of a session lies before the first one. That one may have been moved to an earlier day, and a course may be cancelled before it begins.
fn days(names: &mut Names<'_>, course: &CourseFile) {
    let Some(start) = course.start.first() else { return };
    let moved = course.happened.iter().filter_map(|line| match line.value.what {
        What::Moved(day, _) if line.value.session.value == 1 => Some(day),
        _ => None,
    });
    let first = moved.fold(start.value.0, |first, day| if day.value < first.value { day } else { first });
    for line in &course.happened {
        let day = line.value.what.day();
        if day.value < first.value && !matches!(line.value.what, What::Cancelled(_)) {
            let finding = DayBeforeStart { at: day.span, day: day.value, start: first.value };
            names.problems.push(problem(day.span, finding).also(first.span, "the first session is on this day"));
        }
    }
}

/// A course is known by its tag alone: nothing in its file says whose it is. Who decided is named, and so not looked at.
fn private(names: &mut Names<'_>, parsed: &Parsed, course: &CourseFile) {
    let remarks = parsed.trivia.iter().zip(&parsed.remarks);
    let remarks = remarks.map(|(span, text)| (*span, text.to_string(), ProseKind::Remark.phrase()));
    let protocols = course.protocols.iter().map(|line| &line.value.file);
    // The folders of a path are words of their own.
    let files = protocols.chain(&course.holidays).map(|file| (file.span, file.value.as_str().replace(['/', '\\', '_'], " ")));
    let files = files.map(|(span, text)| (span, text, "the name of this file"));
    for (at, text, what) in remarks.chain(files) {
        if let Some(kind) = patient_data(&text) {
            names.problems.push(Problem::new(Level::Caution, PatientDataInCourse::NAME, at, PatientDataInCourse { at, what, kind }));
        }
    }
}
