//! A session as it was done beside the session as it was planned, in words. It says what was left out and never asks anybody to make up for
//! it.

use std::fmt::Write as _;

use super::inspected::{depth, passes};
use super::played::{because, lasting};
use crate::pen::{AreaRecord, Compared, ComparedArea, Direction, Headline, Log, Outcome};
use crate::quantity::{Clock, Day};

/// Writes a comparison.
#[must_use]
pub fn compared(name: &str, log: &Log, compared: &Compared) -> String {
    let mut to = String::new();
    let opening = &log.opening;
    let day = Day::read(&opening.day).map_or_else(|| opening.day.clone(), |day| day.to_string());
    let _ = writeln!(to, "{name}: the log of a virtual pen; nobody was treated.");
    let _ = writeln!(
        to,
        "Course {}: session {} of {} of {}, phototype {}, on {day}; check words: {}",
        opening.tag,
        opening.session,
        compared.sessions,
        opening.course,
        opening.phototype,
        opening.check_words.join(" ")
    );
    for area in &compared.areas {
        written(&mut to, area);
    }
    to.push('\n');
    if log.cut {
        let _ = writeln!(
            to,
            "The last line of the log was cut off while it was written, and counts for nothing: what it announced had not begun."
        );
    }
    if log.resumed > 0 {
        let times = if log.resumed == 1 { "once".to_owned() } else { format!("{} times", log.resumed) };
        let _ = writeln!(to, "The session was interrupted {times} and went on.");
    }
    let _ = writeln!(to, "{}", headline(log, compared.headline));
    to
}

fn written(to: &mut String, area: &ComparedArea) {
    let planned = &area.planned;
    let _ = writeln!(to, "\n{}", area.area.to_uppercase());
    let _ = writeln!(
        to,
        "  planned  {}; from {}, never above {}; at most {}",
        passes(planned.passes),
        depth(planned.start_um),
        depth(planned.ceiling_um),
        Clock::of(planned.at_most_s.into())
    );
    let _ = writeln!(to, "  done     {}", area.done.as_ref().filter(|done| done.begun() > 0).map_or_else(|| "nothing".to_owned(), done));
    let _ = writeln!(to, "  {}", outcome(area));
    let Some(done) = &area.done else { return };
    for (pass, number) in done.passes.iter().zip(1_u32..) {
        if pass.interrupted {
            let _ = writeln!(to, "  pass {number} was interrupted and counts as given: nobody knows how far it came");
        } else if !pass.done {
            let _ = writeln!(to, "  pass {number} was begun and not done to its end");
        }
    }
    if done.pauses > 0 {
        let times = if done.pauses == 1 { "once".to_owned() } else { format!("{} times", done.pauses) };
        // How long a pause was that ended with its area, or within a second, is not known.
        let whole = if done.paused_s == 0 { String::new() } else { format!(", {} in all", lasting(done.paused_s)) };
        let _ = writeln!(to, "  paused {times}{whole}");
    }
    if !done.zones.is_empty() {
        let _ = writeln!(to, "  left out within it: {}", done.zones.join(", "));
    }
    if area.beyond {
        to.push_str("  MORE THAN PLANNED\n");
    }
}

fn done(done: &AreaRecord) -> String {
    let ways = [Direction::Horizontal, Direction::Vertical, Direction::Diagonal].map(|way| (done.begun_in(way), way.word()));
    let ways: Vec<String> = ways.into_iter().filter(|(count, _)| *count > 0).map(|(count, way)| format!("{count} {way}")).collect();
    let deepest = done.deepest_um().map_or_else(String::new, |um| format!("; deepest {}", depth(um)));
    let most = if done.passes.iter().any(|pass| pass.interrupted) || done.longest() > done.seconds { "at most " } else { "" };
    format!("{}{deepest}; {most}{}", crate::diagnostic::listed(&ways, "and"), lasting(done.longest().into()))
}

fn outcome(area: &ComparedArea) -> String {
    let begun = area.done.as_ref().map_or(0, AreaRecord::begun);
    let left = area.planned.passes.total().saturating_sub(begun);
    let without = match left {
        0 => String::new(),
        1 => "; 1 pass was not given".to_owned(),
        left => format!("; {left} passes were not given"),
    };
    match &area.outcome {
        Outcome::Complete => "complete".to_owned(),
        Outcome::CompleteButInterrupted => "every pass was begun".to_owned(),
        Outcome::Endpoint => format!("ended by its endpoint, {}{without}", area.planned.endpoint),
        Outcome::TimeOver => format!("stopped early: its longest time was over{without}"),
        Outcome::Stopped(sign) => format!("stopped early {}{without}", because(sign.as_deref())),
        Outcome::Skipped => format!("skipped{without}"),
        Outcome::SessionStopped(sign) => format!("stopped early with the whole session, {}{without}", because(sign.as_deref())),
        Outcome::Interrupted => format!("interrupted: the log ends here{without}"),
        Outcome::NotReached => format!("not reached{without}"),
    }
}

fn headline(log: &Log, headline: Headline) -> String {
    const LEFT_OUT: &str = "What was left out stays left out: no session has more passes or depth than its own plan.";
    match headline {
        Headline::More => "MORE WAS DONE THAN PLANNED. A clinician must read this before the next session.".to_owned(),
        Headline::NotGiven => match (&log.not_given, log.abandoned) {
            (Some(caption), _) => format!("The session was not given, by the answer to: {caption}. The motor did not start."),
            (None, Some(prompt)) => format!("The session was not given, because nobody answered prompt {prompt}. The motor did not start."),
            (None, None) => "The log ends before the session began. The motor did not start.".to_owned(),
        },
        Headline::Stopped => {
            let sign = log.stopped().flatten();
            format!("The session was stopped {}. {LEFT_OUT}", because(sign))
        }
        Headline::Interrupted => format!("The session was interrupted and did not go on. {LEFT_OUT}"),
        Headline::Less => format!("Less was done than planned. {LEFT_OUT}"),
        Headline::AsPlanned => "Done as planned.".to_owned(),
    }
}
