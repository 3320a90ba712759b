//! The course of one patient on paper: what it follows, its calendar, its timeline and what is done around a session. What is done in one stands on the protocol's sheet.

use std::fmt::Write as _;

use super::calendar::calendar;
use super::dated;
use super::paper::{heading, wrapped};
use super::sheet::{aftercare, phototypes};
use super::timeline::{around, dated_timeline};
use crate::check::Accepted;
use crate::model::Library;
use crate::plan::{Identity, Plan};
use crate::quantity::{Day, Tag};
use crate::schedule::{DatedCourse, Schedule};

/// What the sessions of a course follow from one on.
#[derive(Debug, Clone, Copy)]
pub struct Followed<'a> {
    /// The first of them.
    pub from: u32,
    /// What was accepted.
    pub accepted: &'a Accepted,
    /// What is done.
    pub plan: &'a Plan,
    /// How that is told apart from anything else.
    pub identity: &'a Identity,
    /// The clinic, among what it was checked with.
    pub library: &'a Library,
}

/// Whose course it is, and when its dates were last changed.
#[derive(Debug, Clone, Copy)]
pub struct Whose<'a> {
    /// By what the course is known.
    pub tag: &'a Tag,
    /// The day on which its dates were last changed.
    pub revised: Day,
}

/// Writes the dates of one course in words; `clinic` names the clinic whose policies were applied, or stands in its place.
#[must_use]
pub fn dates(whose: Option<Whose<'_>>, followed: &[Followed<'_>], clinic: &str, schedule: &Schedule, course: &DatedCourse) -> String {
    let mut to = String::new();
    match whose {
        Some(Whose { tag, .. }) => wrapped(&mut to, "", &format!("THE COURSE {tag}")),
        None => wrapped(&mut to, "", "THE DATES OF A COURSE"),
    }
    let followed = governing(followed);
    for (place, Followed { from, plan, identity, .. }) in followed.iter().enumerate() {
        let since = if place == 0 { String::new() } else { format!("From session {from} on: ") };
        wrapped(&mut to, &since, &format!("{} version {}", plan.name, plan.version));
        let _ = writeln!(to, "Check words: {}", identity.words.join(" "));
    }
    wrapped(&mut to, "", &format!("For {}: the course {}", phototypes(&course.phototypes), course.name));
    wrapped(&mut to, "", clinic);
    if let Some(Whose { revised, .. }) = whose {
        let _ = writeln!(to, "Its dates were last changed on {revised}.");
    }
    let _ = writeln!(to, "An authoring and checking aid for qualified clinicians. Not a medical device.");
    for numbing in followed.last().map_or(&[][..], |followed| &followed.plan.numbing) {
        wrapped(&mut to, "", &format!("Before the time of each session: {}; the patient comes that much earlier.", numbing));
    }
    to.push_str(&calendar(schedule, course));
    let to_follow = followed.last().is_some_and(|last| last.plan.follow_up.is_some());
    if to_follow && course.follow_up.is_none() {
        wrapped(&mut to, "  ", "The follow-up has no date.");
    }
    // Of a course in which nothing was given and nothing is planned, nothing is to be done.
    let any = dated::sessions(course).next().is_some();
    if any {
        to.push_str(&dated_timeline(course));
    }
    for (title, text) in around_sessions(&followed).into_iter().filter(|_| any) {
        heading(&mut to, &title);
        to.push_str(&text);
    }
    to
}

/// What governs any session: a later line takes the place of one for the same session or one after it.
fn governing<'a>(followed: &[Followed<'a>]) -> Vec<Followed<'a>> {
    let mut governing: Vec<Followed<'a>> = Vec::new();
    for each in followed {
        governing.retain(|before| before.from < each.from);
        governing.push(*each);
    }
    governing
}

/// What is done around the sessions, by what they follow: once where that is the same for all.
fn around_sessions(followed: &[Followed<'_>]) -> Vec<(String, String)> {
    let mut parts: Vec<(u32, String)> = Vec::new();
    for Followed { from, plan, accepted, library, .. } in followed {
        let mut text = String::new();
        around(&mut text, plan);
        text.push('\n');
        aftercare(&mut text, accepted, library);
        if parts.last().is_none_or(|(_, before)| *before != text) {
            parts.push((*from, text));
        }
    }
    let until: Vec<Option<u32>> = parts.iter().skip(1).map(|(from, _)| from.checked_sub(1)).chain([None]).collect();
    let title = |(from, until): (u32, Option<u32>)| match until {
        Some(until) if until == from => format!("Around session {from}"),
        Some(until) => format!("Around sessions {from} to {until}"),
        None if from == 1 => "Around every session".to_owned(),
        None => format!("Around every session from session {from} on"),
    };
    parts.into_iter().zip(until).map(|((from, text), until)| (title((from, until)), text)).collect()
}
