//! The lines of a course's file that the tool writes: each in the place of its old one, or below the last of them. Every other byte stays.

use super::issue::{Issue, Revised, Session, Whole};
use super::record::{Line, place};
use crate::source::{Source, Span, to_u32, to_usize};
use crate::syntax::tree::{CourseFile, Stands};

/// The text of a course's file with what calendars hold now.
#[must_use]
pub fn written(source: &Source, file: &CourseFile, issue: &Issue) -> String {
    // Of a course in which nothing has ever had a date, calendars hold nothing.
    if issue.sessions.is_empty() && issue.throughout.is_none() && issue.follow_up.is_none() {
        return source.text.to_string();
    }
    let mut edits: Vec<(Span, String)> = Vec::new();
    let mut new = Vec::new();
    let mut line = |old: Option<Span>, text: String| match old {
        Some(old) => edits.push((old, text)),
        None => new.push(text),
    };
    line(file.revised.first().map(|revised| revised.span), revised(&issue.revised));
    for held in &issue.sessions {
        line(place(file, Line::Session(held.number)), session(held));
    }
    if let Some(held) = &issue.throughout {
        line(place(file, Line::Throughout), whole("throughout", held));
    }
    if let Some(held) = &issue.follow_up {
        line(place(file, Line::FollowUp), whole("follow-up", held));
    }
    let written = file.issued.iter().map(|line| line.span).chain(file.revised.iter().map(|revised| revised.span));
    match written.max_by_key(|span| span.end) {
        Some(last) => edits.extend(below(source, last, &new)),
        None => edits.extend(at_the_end(source, file.span, &new)),
    }
    edits.sort_by_key(|(span, _)| (span.start, span.end));
    source.with(&edits)
}

/// The text of a course's file with another protocol that governs it.
#[must_use]
pub fn governed_by(source: &Source, file: &CourseFile, statement: &str) -> Option<String> {
    let last = file.protocols.last()?.span;
    Some(source.with(&below(source, last, &[statement.to_owned()])))
}

fn revised(revised: &Revised) -> String {
    let phototype = revised.phototype.map_or_else(String::new, |phototype| format!(", phototype {}", phototype.number()));
    let Revised { on, change, digest, with, zone, .. } = revised;
    format!("revised    {}, change {change}{phototype}, text {digest}, with {with}, zone {zone}", on.iso())
}

fn session(held: &Session) -> String {
    let Session { number, at, change, stands } = held;
    let stands = match stands {
        Stands::Dated => "",
        Stands::Proposed => ", proposed",
        Stands::CalledOff => ", called-off",
    };
    format!("issued session {number} on {} {}, change {change}{stands}", at.day().iso(), at.time())
}

fn whole(what: &str, held: &Whole) -> String {
    let Whole { day, change, called_off } = held;
    let off = if *called_off { ", called-off" } else { "" };
    format!("issued {what} on {}, change {change}{off}", day.iso())
}

/// New lines below the one that a statement stands on.
fn below(source: &Source, statement: Span, new: &[String]) -> Vec<(Span, String)> {
    let rest = source.text.get(to_usize(statement.end)..).unwrap_or_default();
    let place = statement.end + to_u32(rest.find(['\r', '\n']).unwrap_or(rest.len()));
    insert(source, place, new)
}

/// New lines before the brace that closes a block.
fn at_the_end(source: &Source, block: Span, new: &[String]) -> Vec<(Span, String)> {
    let inside = source.text.get(to_usize(block.start)..to_usize(block.end)).unwrap_or_default();
    let body = inside.rfind('}').and_then(|brace| inside.get(..brace)).unwrap_or(inside);
    let place = block.start + to_u32(body.trim_end().len());
    // What stands above was written by people; an empty line keeps the two apart.
    let lines: Vec<String> = std::iter::once(String::new()).chain(new.iter().cloned()).collect();
    insert(source, place, &lines)
}

fn insert(source: &Source, place: u32, new: &[String]) -> Vec<(Span, String)> {
    let at = Span { file: source.id, start: place, end: place };
    let end = if source.text.contains("\r\n") { "\r\n" } else { "\n" };
    let text: String = new.iter().map(|line| if line.is_empty() { end.to_owned() } else { format!("{end}  {line}") }).collect();
    if text.is_empty() { Vec::new() } else { vec![(at, text)] }
}
