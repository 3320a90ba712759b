//! Which protocol a course follows: the lines of its file held against the texts that they name.

use super::issue::Change;
use super::problem::{
    AnotherProtocol, CalendarsBehind, CourseOfNobody, HolidaysUnread, PatientInFileName, PhototypeChanged, ProtocolChanged,
    ProtocolNotAccepted, ProtocolOutOfOrder, ProtocolUnapproved, ProtocolUnread, TagTwice, TextTakenOut, ZoneChanged, problem,
};
use super::record::{Governed, Record};
use crate::diagnostic::{Level, Named, Problem};
use crate::plan::Plan;
use crate::quantity::Day;
use crate::schedule;
use crate::source::{At, Span};

/// What stands at the place that a line names.
#[derive(Debug)]
pub enum Found<'p> {
    /// Nothing that could be read, or no protocol: the sentence that says so.
    Unread(String),
    /// A protocol that is not accepted, and how much speaks against it.
    NotAccepted(usize),
    /// An accepted protocol and the digest of its text.
    Accepted(&'p Plan, String),
}

/// What is wrong with the order in which protocols govern a course.
#[must_use]
pub fn in_order(record: &Record, today: Day) -> Vec<Problem> {
    let mut problems = Vec::new();
    let (next, mut last, mut decided) = (record.next(), 0, None);
    for governed in &record.governed {
        let from = governed.from;
        let on = governed.decided.as_ref().map(|(on, _)| *on);
        let given = given_before(record, from);
        // A later line takes the place of one for the same session.
        let but = if from < last {
            Some(format!("the one before it governs from session {last} on"))
        } else if from > next {
            Some(format!("session {next} comes first"))
        } else if let Some(on) = on.filter(|on| *on > today) {
            Some(format!("that is said to be decided on {on}, and today is {today}"))
        } else if let Some((on, before)) = on.zip(decided).filter(|(on, before)| on < before) {
            Some(format!("that is said to be decided on {on}, and the one before it on {before}"))
        } else if let Some((on, (session, given))) = on.zip(given).filter(|(on, (_, given))| on < given) {
            Some(format!("that is said to be decided on {on}, before session {session} was given on {given}"))
        } else if let Some((on, (session, given))) = on.zip(given_from(record, from)).filter(|(on, (_, given))| on > given) {
            Some(format!("session {session} was given on {given}, before that was decided on {on}"))
        } else {
            None
        };
        decided = on.or(decided);
        let (at, name) = (governed.name.span, governed.name.value.clone());
        problems.extend(but.map(|but| problem(at, ProtocolOutOfOrder { at, name, from, but })));
        last = from;
    }
    problems
}

/// The sessions that were given, and their days.
fn given(record: &Record) -> impl DoubleEndedIterator<Item = (u32, Day)> {
    record.happened.iter().filter_map(|at| Some((at.value.session, at.value.what.given_on()?)))
}

/// The last session below a number that was given, and its day.
fn given_before(record: &Record, number: u32) -> Option<(u32, Day)> {
    given(record).rfind(|(session, _)| *session < number)
}

/// The first session from a number on that was given, and its day.
fn given_from(record: &Record, number: u32) -> Option<(u32, Day)> {
    given(record).find(|(session, _)| *session >= number)
}

impl Governed {
    /// What the file that a line names is held to.
    #[must_use]
    ///
    /// `shown` is the file as whoever asks would name it.
    pub fn held(&self, record: &Record, found: &Found<'_>, on: Option<Day>, shown: &str) -> Option<Problem> {
        let file = shown.to_owned();
        let says = |version: &str, digest: &str| format!("{version}, text {digest}");
        match found {
            Found::Unread(sentence) => {
                let (at, sentence) = (self.file.span, sentence.clone());
                Some(problem(at, ProtocolUnread { at, sentence }))
            }
            Found::NotAccepted(count) => {
                let at = self.file.span;
                let on = on.map_or_else(String::new, |day| format!(" on {day}, when it last governed"));
                let count = if *count == 1 { "1 problem".to_owned() } else { format!("{count} problems") };
                Some(problem(at, ProtocolNotAccepted { at, file, on, count }))
            }
            Found::Accepted(plan, digest) => {
                let same = plan.name == *self.name.value && plan.version == self.version && *digest == self.digest.value;
                if !same {
                    let at = self.digest.span;
                    let found = says(&format!("{} {}", plan.name, plan.version), digest);
                    let said = says(&format!("{} {}", self.name.value, self.version), &self.digest.value);
                    return Some(problem(at, ProtocolChanged { at, file, found, said }));
                }
                let treated = plan.courses.iter().any(|course| course.phototypes.contains(&record.phototype.value));
                let at = record.phototype.span;
                (!treated).then(|| problem(at, CourseOfNobody { at, phototype: record.phototype.value, file }))
            }
        }
    }
}

/// That nobody has approved the protocol that a course follows; `shown` is its file as whoever asks would name it.
#[must_use]
pub fn unapproved(governed: &Governed, shown: &str) -> Problem {
    let (at, name, file) = (governed.name.span, governed.name.value.clone(), shown.to_owned());
    Problem::new(Level::Caution, ProtocolUnapproved::NAME, at, ProtocolUnapproved { at, name, file })
}

/// That the protocol which governs what is still to come is no version of the one before it, but another.
#[must_use]
pub fn another(record: &Record) -> Option<Problem> {
    let (now, before) = (record.governed.last()?, record.governed.iter().rev().nth(1)?);
    let (at, from) = (now.name.span, now.from);
    let (name, former) = (now.name.value.clone(), before.name.value.clone());
    (name != former).then(|| Problem::new(Level::Caution, AnotherProtocol::NAME, at, AnotherProtocol { at, name, former, from }))
}

/// That a course of which a session was given is in another zone than calendars hold it in.
#[must_use]
pub fn zone_changed(record: &Record, now: &str) -> Option<Problem> {
    let held = &record.issue.as_ref()?.revised.zone;
    let given = record.next() > 1;
    let at = record.zone.as_ref().map_or(record.first.span, |zone| zone.span);
    (given && !schedule::is_one_zone(held, now)).then(|| problem(at, ZoneChanged { at, now: now.to_owned(), held: held.clone() }))
}

/// That no line names the text any more that a course was last sent out under, though a session of it was given.
#[must_use]
pub fn text_taken_out(record: &Record) -> Option<Problem> {
    let held = &record.issue.as_ref()?.revised.digest;
    let named = record.governed.iter().any(|governed| governed.digest.value == *held);
    let at = record.governing()?.digest.span;
    (record.next() > 1 && !named).then(|| problem(at, TextTakenOut { at, held: held.clone() }))
}

/// That a course of which a session was given is for another phototype than calendars hold it for.
#[must_use]
pub fn phototype_changed(record: &Record) -> Option<Problem> {
    let held = record.issue.as_ref()?.revised.phototype?;
    let At { value: now, span: at } = record.phototype;
    (record.next() > 1 && held != now).then(|| problem(at, PhototypeChanged { at, now, held }))
}

/// That another file has the tag of a course.
#[must_use]
pub fn tag_twice(at: Span, tag: String, other: String) -> Problem {
    problem(at, TagTwice { at, tag, other })
}

/// That a course's own file is named as if after the patient: by what of one.
#[must_use]
pub fn named_after(tag: Span, kind: &'static str) -> Problem {
    Problem::new(Level::Caution, PatientInFileName::NAME, tag, PatientInFileName { at: tag, kind })
}

/// That a file of closed days cannot be read.
#[must_use]
pub fn holidays_unread(at: Span, sentence: String) -> Problem {
    problem(at, HolidaysUnread { at, sentence })
}

/// That what calendars hold of a course is not what it is now; `shown` is its file as whoever asks would name it.
#[must_use]
pub fn behind(at: Span, changes: &[Change], shown: &str) -> Option<Problem> {
    let (what, file) = (changes.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "), shown.to_owned());
    (!changes.is_empty()).then(|| Problem::new(Level::Note, CalendarsBehind::NAME, at, CalendarsBehind { at, what, file }))
}
