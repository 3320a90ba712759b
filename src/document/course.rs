//! The course of one patient on paper: what it follows, its calendar, its timeline and what is done around a session. What is done in one stands on the protocol's sheet.

use std::fmt::Write as _;

use super::calendar::calendar;
use super::paper::{heading, wrapped};
use super::timeline::{around, dated_timeline};
use crate::plan::{Identity, Plan};
use crate::quantity::{Day, Tag};
use crate::schedule::{DatedCourse, Schedule};

/// What the sessions of a course follow from one on.
#[derive(Debug, Clone, Copy)]
pub struct Followed<'a> {
    /// The first of them.
    pub from: u32,
    /// What is done.
    pub plan: &'a Plan,
    /// How that is told apart from anything else.
    pub identity: &'a Identity,
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
    for (place, Followed { from, plan, identity }) in followed.iter().enumerate() {
        let version = plan.version;
        let since = if place == 0 { String::new() } else { format!("From session {from} on: ") };
        wrapped(&mut to, &since, &format!("{} version {}.{}.{}", plan.name, version.major, version.minor, version.patch));
        let _ = writeln!(to, "Check words: {}", identity.words.join(" "));
    }
    wrapped(&mut to, "", clinic);
    if let Some(Whose { revised, .. }) = whose {
        let _ = writeln!(to, "Its dates were last changed on {revised}.");
    }
    let _ = writeln!(to, "An authoring and checking aid for qualified clinicians. Not a medical device.");
    to.push_str(&calendar(schedule, course));
    to.push_str(&dated_timeline(course));
    if let Some(last) = followed.last() {
        heading(&mut to, "Around every session");
        around(&mut to, last.plan);
    }
    to
}
