//! What a line leaves out of the shape of its statement. A part counts as left out only when the line reads with it and not without it.

use super::shape::{is_link, is_name, parts};
use crate::quantity::UNITS;

/// A line of more parts than this is not held against a shape: it is no statement with a part left out.
const MOST_PARTS: usize = 48;

/// What a line lacks.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Missing {
    /// Where the first of it belongs, in bytes from the line's start; the line's end where nothing follows.
    pub(super) at: usize,
    /// The parts as the shape has them.
    pub(super) parts: Vec<String>,
}

/// A run of a shape that a line passes over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Gap {
    /// Where it belongs in the line.
    at: usize,
    /// Its first part in the shape.
    from: usize,
    /// The part behind its last.
    to: usize,
}

/// What a line lacks of a shape, when that is all that is wrong with it; `reads` says whether a line is such a statement.
pub(super) fn missing(line: &str, shape: &str, reads: impl Fn(&str) -> bool) -> Option<Missing> {
    let wanted: Vec<&str> = parts(shape).map(|(_, part)| part).collect();
    let (gaps, end) = gaps(line, &wanted)?;
    let body = line.get(..end)?;
    let whole: Vec<(usize, Vec<&str>)> = gaps.iter().map(|gap| (gap.at, run(&wanted, gap.from, gap.to))).collect();
    if !reads(&filled(body, &whole)) {
        return None;
    }
    // What may be left out has not been.
    let mut needed = whole;
    for place in 0..needed.len() {
        let run = needed.get(place).map_or(&[][..], |(_, run)| run.as_slice());
        // A unit is never left out, though a line reads without it so that its number can be named.
        for chunk in [run.to_vec()].into_iter().chain(chunks(run)).filter(|chunk| !chunk.iter().all(|part| is_unit(part))) {
            let mut fewer = needed.clone();
            if let Some((_, run)) = fewer.get_mut(place)
                && let Some(at) = run.windows(chunk.len().max(1)).position(|window| window == chunk.as_slice())
            {
                run.drain(at..at + chunk.len());
            }
            if reads(&filled(body, &fewer)) {
                needed = fewer;
            }
        }
    }
    needed.retain(|(_, run)| !run.is_empty());
    let at = needed.first()?.0;
    let said = (0..needed.len()).map(|place| as_open(&needed, place, |runs| reads(&filled(body, runs)))).collect();
    Some(Missing { at, parts: said })
}

/// The runs of a shape that a line passes over, and where the line ends that they are filled into; none when the line does more than
/// leave something out.
fn gaps(line: &str, wanted: &[&str]) -> Option<(Vec<Gap>, usize)> {
    let written: Vec<(usize, &str)> = parts(line).take(MOST_PARTS + 1).collect();
    if written.len() > MOST_PARTS {
        return None;
    }
    let mut gaps: Vec<Gap> = Vec::new();
    let (mut next, mut here, mut lone) = (0, 0, false);
    while let Some((at, part)) = written.get(here).copied() {
        let follows = written.get(here + 1).map(|(_, part)| *part);
        // A comma belongs to what follows it.
        let stands = |at: usize| {
            // A word that the shape has further on is no unit.
            let later = wanted.get(at).is_some_and(|one| is_unit(one) && *one != part) && wanted.iter().skip(at).any(|one| *one == part);
            !later
                && wanted.get(at).is_some_and(|one| fits(one, part))
                && (part != "," || wanted.get(at + 1).zip(follows).is_some_and(|(one, part)| fits(one, part)))
        };
        if stands(next) {
            // A unit may stand right behind its number.
            let joined =
                wanted.get(next) == Some(&"?") && part.len() > 1 && part.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '%');
            let joined = joined && part.contains(|c: char| c.is_ascii_alphabetic() || c == '%');
            next += if joined && wanted.get(next + 1).is_some_and(|unit| is_unit(unit)) { 2 } else { 1 };
            here += 1;
            continue;
        }
        // A list goes on as long as it likes.
        let in_list = next.checked_sub(1).and_then(|last| wanted.get(last)).is_some_and(|last| is_name(last));
        if part == "," && in_list && follows.is_some_and(is_word) {
            here += 2;
            continue;
        }
        let same = |at: &usize| {
            let behind = || wanted.get(at + 1).zip(follows).is_some_and(|(one, part)| *one == part || (*one == "?" && fits(one, part)));
            wanted.get(*at) == Some(&part) && (part != "," || behind())
        };
        // A name may be the one that stands behind what is left out.
        let named = |at: &usize| {
            let name = wanted.get(*at).is_some_and(|one| !is_link(one) && !is_unit(one) && *one != "?");
            name && is_word(part) && wanted.get(next) != Some(&",") && wanted.get(*at).is_some_and(|one| fits(one, part))
        };
        let ahead = (next + 1..wanted.len()).find(same).or_else(|| (next + 1..wanted.len()).find(named));
        // A number behind a word that is left out is that word's only when nothing else is left out.
        let numbered = |at: &usize| wanted.get(*at) == Some(&"?") && fits("?", part);
        let ahead = ahead.or_else(|| {
            let at = (next + 1..wanted.len()).find(numbered).filter(|at| run(wanted, next, *at).iter().all(|part| is_link(part)))?;
            lone = true;
            Some(at)
        });
        let Some(ahead) = ahead else {
            if part == "," && wanted.get(next) == Some(&",") {
                (next, here) = (next + 1, here + 1);
                continue;
            }
            // The last word may stand where several are missing.
            let last = follows.is_none() && gaps.is_empty() && next > 0 && next + 1 < wanted.len() && is_word(part);
            return last.then(|| (vec![Gap { at, from: next, to: wanted.len() }], at));
        };
        // A number before the gap may be the one behind it: what starts with a comma is left out whole.
        let before = here.checked_sub(1).and_then(|last| written.get(last)).map(|(at, _)| *at);
        let number = before.filter(|_| wanted.get(ahead - 1) == Some(&"?") && wanted.get(ahead.wrapping_sub(2)) == Some(&","));
        let start = number.and_then(|at| Some((at, wanted.get(..next)?.iter().rposition(|part| *part == "?")?)));
        let gap = Gap { at, from: next, to: ahead };
        gaps.push(start.map_or(gap, |(at, from)| Gap { at, from, to: ahead - 1 }));
        next = ahead + 1;
        here += 1;
    }
    if next < wanted.len() {
        gaps.push(Gap { at: line.trim_end().len(), from: next, to: wanted.len() });
    }
    let certain = if lone { gaps.len() == 1 } else { !gaps.is_empty() };
    certain.then_some((gaps, line.len()))
}

/// Whether a part of a line can stand for a part of a shape.
fn fits(wanted: &str, part: &str) -> bool {
    match wanted.chars().next() {
        Some('?' | '0'..='9') => part.starts_with(|c: char| c.is_ascii_digit() || c == '?'),
        Some('"') => part.starts_with('"'),
        Some(',' | '{') => wanted == part,
        _ if is_link(wanted) => wanted == part,
        // A digest may start with a figure.
        _ if wanted == "DIGEST" => part.bytes().all(|byte| byte.is_ascii_alphanumeric()),
        _ if is_unit(wanted) => wanted == part || (is_word(part) || part == "%"),
        _ => wanted == part || is_word(part),
    }
}

fn is_unit(part: &str) -> bool {
    UNITS.contains(&part)
}

/// A word that can be a name.
fn is_word(part: &str) -> bool {
    part.starts_with(|c: char| c.is_ascii_alphabetic()) && !is_link(part)
}

fn run<'w>(wanted: &[&'w str], from: usize, to: usize) -> Vec<&'w str> {
    wanted.get(from..to).unwrap_or_default().to_vec()
}

/// The parts of a run that are left out one by one: each starts with a comma or the first of the words that link it.
fn chunks<'w>(run: &[&'w str]) -> Vec<Vec<&'w str>> {
    let mut all: Vec<Vec<&str>> = Vec::new();
    for part in run {
        let after_name = all.last().and_then(|chunk| chunk.last()).is_some_and(|last| is_word(last) && !is_unit(last));
        let starts = *part == "," || is_link(part) || (after_name && is_word(part) && !is_unit(part));
        match all.last_mut() {
            Some(chunk) if !starts || chunk.last().is_some_and(|last| *part != "," && (*last == "," || is_link(last))) => chunk.push(part),
            _ => all.push(vec![part]),
        }
    }
    all
}

/// A line with runs written into it.
fn filled(line: &str, runs: &[(usize, Vec<&str>)]) -> String {
    let mut to = String::with_capacity(line.len() + 64);
    let mut from = 0;
    for (at, run) in runs {
        to.push_str(line.get(from..*at).unwrap_or_default());
        to.truncate(to.trim_end().len());
        add(&mut to, run);
        let rest = line.get(*at..).unwrap_or_default();
        if !rest.is_empty() && !rest.starts_with(',') {
            to.push(' ');
        }
        from = *at;
    }
    to.push_str(line.get(from..).unwrap_or_default());
    to
}

fn add(to: &mut String, run: &[&str]) {
    for part in run {
        if *part != "," && !to.is_empty() {
            to.push(' ');
        }
        to.push_str(part);
    }
}

/// A part as it is said: a word that is only an example is a name to be chosen, and what may be after or before is both.
fn as_open(needed: &[(usize, Vec<&str>)], place: usize, reads: impl Fn(&[(usize, Vec<&str>)]) -> bool) -> String {
    let mut runs = needed.to_vec();
    let words = runs.get(place).map_or(0, |(_, run)| run.len());
    let mut both = false;
    for word in 0..words {
        let Some(old) = runs.get(place).and_then(|(_, run)| run.get(word)).copied() else { continue };
        let new = match old {
            "after" => "before",
            _ if old.bytes().all(|byte| byte.is_ascii_digit()) => "?",
            _ if is_word(old) && !is_name(old) && !is_unit(old) => "NAME",
            _ => continue,
        };
        if let Some(part) = runs.get_mut(place).and_then(|(_, run)| run.get_mut(word)) {
            *part = new;
        }
        let other = reads(&runs);
        both = both || (other && old == "after");
        if let Some(part) = runs.get_mut(place).and_then(|(_, run)| run.get_mut(word)).filter(|_| !other || old == "after") {
            *part = old;
        }
    }
    let mut said = String::new();
    add(&mut said, runs.get(place).map_or(&[], |(_, run)| run.as_slice()));
    let said = said.trim_matches([',', ' ']);
    let alone = match said.chars().next() {
        None => Some("a comma"),
        Some('?') if said.len() == 1 => Some("a number"),
        Some('"') => Some("a text in quotes"),
        Some('0'..='9') if said.contains(' ') => {
            let (day, time) = said.split_once(' ').unwrap_or_default();
            (day.contains('-') && time.contains(':') && !time.contains(' ')).then_some("a day with its time")
        }
        Some('0'..='9') if said.contains(':') => Some("a time of day"),
        Some('0'..='9') => Some(if said.contains('-') { "a day" } else { "a version" }),
        _ if said == "NAME" => Some("a name"),
        _ => None,
    };
    if let Some(alone) = alone {
        return alone.to_owned();
    }
    if both { format!("`{said}` or `{}`", said.replace("after", "before")) } else { format!("`{said}`") }
}

#[cfg(test)]
mod tests {
    //! Worked by hand.

    use super::*;
    use crate::syntax::blocks::Block;
    use crate::syntax::grammar;

    #[test]
    fn a_part_is_missing_when_the_line_reads_with_it() {
        for (block, line, found) in [
            (Block::Area, "depth start 0.5 mm, never above 1 mm", Some((", never above 1 mm", vec!["`raise by ? mm`"]))),
            (Block::Area, "depth start 0.5mm, never above 1mm", Some((", never above 1mm", vec!["`raise by ? mm`"]))),
            (Block::Area, "depth start 0.5 mm", Some(("", vec!["`raise by ? mm, never above ? mm`"]))),
            (Block::Area, "depth raise by 0.5 mm", Some(("raise by 0.5 mm", vec!["`start ? mm`", "`never above ? mm`"]))),
            (Block::Area, "depth 0.5 mm", None),
            (Block::Area, "depth 0.5 mm, never above 1 mm", None),
            (Block::Area, "depth 0.5 mm, raise by 0.25 mm, never above 1 mm", Some(("0.5 mm, raise", vec!["`start`"]))),
            (Block::Area, "depth start 0.5 mm, never over 1 mm", None),
            (Block::Area, "passes crosswise", Some(("crosswise", vec!["a number"]))),
            (Block::Area, "depth start 0.5 mm raise by 0.25 mm, never above 1 mm", Some(("raise by", vec!["a comma"]))),
            (Block::Aftercare, "do-not make up until 24 hours after", None),
            (Block::Session, "needle cheeks then nose", Some(("then", vec!["a comma"]))),
            (Block::Course, "ready healed", Some(("", vec!["`else NAME`"]))),
            (Block::Course, "ready a, b, c, d", Some(("", vec!["`else NAME`"]))),
            (Block::Course, "next 30 days after the last session given, aim 30 days", Some(("days after the last", vec!["`to ?`"]))),
            (Block::Course, "next 30 to 42 days, aim 30 days", Some((", aim 30 days", vec!["`after the last session given`"]))),
            (Block::Aftercare, "contact patient", Some(("", vec!["`by ? hours after`"]))),
            (Block::Aftercare, "contact patient by phone", Some(("phone", vec!["`? hours after`"]))),
            (Block::Aftercare, "contact patient by phone after 2 days", None),
            (Block::Aftercare, "apply sunscreen until 14 days after", Some(("until 14", vec!["`from ? hours`"]))),
            (Block::Screen, "wait tan 4 weeks", Some(("", vec!["`after` or `before`"]))),
            (Block::Screen, "decide a, b nurse before numbing", Some(("nurse", vec!["`by`"]))),
            (Block::Screen, "decide a, b before numbing", Some(("before", vec!["`by NAME`"]))),
            (Block::Screen, "postpone tan", Some(("", vec!["`until NAME`"]))),
            (Block::Protocol, "device skinpen with", Some(("", vec!["`CARTRIDGE`"]))),
            (Block::Protocol, "device skinpen tip", Some(("tip", vec!["`with`"]))),
            (Block::Protocol, "device with tip", Some(("with tip", vec!["a name"]))),
            (Block::Screen, "use list face", Some(("", vec!["a number"]))),
            (Block::Screen, "age 22 years or", Some(("", vec!["`older`"]))),
            (Block::Screen, "phototype 1 to 6, by clinician", Some(("by clinician", vec!["`recorded`"]))),
            (Block::Session, "wear", Some(("", vec!["a name"]))),
            (Block::Session, "remove", Some(("", vec!["`NAME NAME`"]))),
            (
                Block::Session,
                "numb cheeks with lmx4, 30 to 60 minutes, uncovered, in clinic by nurse",
                Some(("30 to 60", vec!["`? g in total on ? cm2`"])),
            ),
            (
                Block::Session,
                "numb cheeks with lmx4, 30 g in total on 180 cm2, uncovered, in clinic by nurse",
                Some((", uncovered", vec!["`? to ? minutes`"])),
            ),
            (
                Block::Session,
                "numb cheeks with lmx4, 30 g in total on 180 cm2, 30 to 60 uncovered, in clinic by nurse",
                Some(("uncovered", vec!["`minutes`"])),
            ),
            (Block::Session, "disinfect cheeks, nose, let dry", Some((", let dry", vec!["`with PRODUCT`"]))),
            (Block::CourseFile, "start 2026-12-01", Some(("", vec!["a time of day"]))),
            (Block::CourseFile, "start", Some(("", vec!["a day with its time"]))),
            (Block::CourseFile, "issued throughout on", Some(("", vec!["`2026-01-31, change ?`"]))),
            (Block::CourseFile, "protocol x 1.2.0 text 9f31c0a27e4b5d08", Some(("", vec!["`in \"FILE\"`"]))),
            (Block::CourseFile, "protocol x text 9f31c0a27e4b5d08 in \"y\"", Some(("text 9f31", vec!["a version"]))),
        ] {
            let keyword = block.table().iter().find(|keyword| line.starts_with(keyword.word)).expect("a statement");
            let lacks = missing(line, keyword.shape, |line| grammar::alone(keyword.rule, line).is_ok());
            let lacks = lacks.map(|lacks| (line.get(lacks.at..).unwrap_or_default(), lacks.parts));
            let right = match (&lacks, &found) {
                (Some((rest, parts)), Some((start, wanted))) => {
                    rest.starts_with(start) && (!start.is_empty() || rest.is_empty()) && parts == wanted
                }
                (None, None) => true,
                _ => false,
            };
            assert!(right, "{line}: {lacks:?}");
        }
    }
}
