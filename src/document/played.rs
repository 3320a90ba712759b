//! What the virtual pen shows and says while it plays a session: plain lines that read the same on a terminal, in a pipe and in a log.

use needlepoint_loader as loader;

use super::inspected::depth;
use crate::pen::{AreaEnd, AreaRecord, Direction, Entry, KEYS, Log, Now, Opening, Play, SessionEnd};
use crate::quantity::{Clock, Day};

/// What opens every run: that nothing is treated, and what is played.
#[must_use]
pub fn opened(name: &str, opening: &Opening, sessions: u8) -> String {
    let day = Day::read(&opening.day).map_or_else(|| opening.day.clone(), |day| day.to_string());
    let Opening { tag, course, session, phototype, .. } = opening;
    format!(
        "VIRTUAL PEN: no motor, not a device; nothing is treated.\n{name}, check words: {}\n\
         Course {tag}: session {session} of {sessions} of {course}, phototype {phototype}, on {day}\n",
        opening.check_words.join(" ")
    )
}

/// How a prompt is asked, so that a yes always means that nothing stands against the session.
#[must_use]
pub const fn question(kind: loader::PromptKind) -> &'static str {
    match kind {
        loader::PromptKind::DoNotTreat | loader::PromptKind::Postpone => "free of it?",
        loader::PromptKind::Wait => "waited for, or it does not apply?",
        loader::PromptKind::Decide => "decided, or it does not apply?",
        loader::PromptKind::Record => "recorded?",
        loader::PromptKind::Age | loader::PromptKind::Ready => "is it so?",
    }
}

/// The keys, one on each line.
#[must_use]
pub fn keys() -> String {
    let rows = KEYS.map(|(letter, word, does)| ["   ".to_owned(), letter.to_owned(), word.to_owned(), does.to_owned()]);
    super::columns(&rows)
}

/// The bars of the pass and of its area.
#[must_use]
pub fn bars(now: &Now<'_, '_>, gone_s: u16, pass_s: u16) -> String {
    let direction = Direction::of(now.begun, now.step.treat.passes).word();
    let pass = bar(gone_s.into(), pass_s.into());
    let whole = u32::from(now.passes).saturating_mul(pass_s.into());
    let gone = u32::from(now.begun.saturating_sub(1)).saturating_mul(pass_s.into()).saturating_add(gone_s.min(pass_s).into());
    format!(
        "  pass {} of {} {pass}  area {}  {direction} at {}, {} in all",
        now.begun,
        now.passes,
        bar(gone, whole),
        depth(now.depth_um),
        lasting(now.seconds.into())
    )
}

fn bar(part: u32, whole: u32) -> String {
    let full = part.min(whole).saturating_mul(10).checked_div(whole).unwrap_or(0);
    (0..10).map(|cell| if cell < full { '#' } else { '.' }).collect()
}

/// A time as people say it.
pub(super) fn lasting(seconds: u32) -> String {
    match (seconds / 60 * 60, seconds - seconds / 60 * 60) {
        (0, 0) => "0 seconds".to_owned(),
        (0, rest) => Clock::of(rest).to_string(),
        (minutes, 0) => Clock::of(minutes).to_string(),
        (minutes, rest) => format!("{} {}", minutes_only(minutes), Clock::of(rest)),
    }
}

fn minutes_only(seconds: u32) -> String {
    format!("{} minute{}", seconds / 60, if seconds == 60 { "" } else { "s" })
}

/// What has happened, in a line; nothing for what the bars show.
#[must_use]
pub fn said(entry: &Entry) -> Option<String> {
    let line = match entry {
        Entry::Answered { prompt, caption, asked, yes } => {
            format!("  {prompt}. {caption}; {asked} {}", if *yes { "yes" } else { "NO" })
        }
        Entry::NotGiven { prompt } => {
            format!("The session is not given, by the answer to {prompt}. The motor did not start, and the ledger holds nothing of it.")
        }
        Entry::Begun {} => "The ledger holds that the session has begun.".to_owned(),
        Entry::Abandoned { prompt } => format!("Nobody answered {prompt}, so the log is closed, and no session goes on from it."),
        Entry::Area { .. } | Entry::Pass { .. } | Entry::Moving { .. } | Entry::PassDone { .. } => return None,
        Entry::Raised { pass, depth_um, .. } => format!("  raised: pass {pass} goes to {}", depth(*depth_um)),
        Entry::Zone { zone, .. } => format!("  left out within the area: {zone}"),
        Entry::Paused { pass, seconds, .. } => format!("  paused in pass {pass}, after {} in all", lasting((*seconds).into())),
        Entry::WentOn { pass, waited_s: 0, .. } => format!("  pass {pass} goes on, after a pause of less than a second"),
        Entry::WentOn { pass, waited_s, .. } => format!("  pass {pass} goes on, after a pause of {}", lasting(*waited_s)),
        Entry::AreaDone { why, sign, seconds, .. } => format!("  {}, after {}", ended(*why, sign.as_deref()), lasting((*seconds).into())),
        Entry::Resumed { .. } => "The session goes on.".to_owned(),
        Entry::SessionDone { why: SessionEnd::Complete, .. } => "The session has come to its end.".to_owned(),
        Entry::SessionDone { why: SessionEnd::Stopped, sign } => format!("The session is stopped {}.", because(sign.as_deref())),
    };
    Some(line)
}

/// Where an interrupted session stands, before anybody is asked whether it goes on.
#[must_use]
pub fn interrupted(log: &Log, play: &Play<'_>) -> String {
    let broke = match log.areas.last() {
        Some(area) if area.end.is_none() && area.begun() > 0 => format!(" in {}, in or after pass {}", area.area, area.begun()),
        _ => String::new(),
    };
    let goes_on = play.now().map_or_else(
        || "Nothing is left to do in it; only its end is written down.".to_owned(),
        |now| {
            let next = now.begun.saturating_add(1);
            let (area, passes, um, left) = (now.step.area, now.passes, now.next_um, now.step.treat.at_most_s.saturating_sub(now.seconds));
            format!(
                "It goes on in {area} with pass {next} of {passes}, at {}, where this area starts, and for {} at most.",
                depth(um),
                lasting(left.into())
            )
        },
    );
    let under_way = log.areas.last().filter(|area| area.end.is_none()).and_then(AreaRecord::under_way);
    let counts = under_way.map_or_else(String::new, |pass| {
        format!("Pass {pass} was under way. It counts as given, because nobody knows how far it came, and is not repeated.\n")
    });
    format!("The session was interrupted{broke}.\n{counts}{goes_on}\n")
}

/// Why an area ended, in words.
fn ended(why: AreaEnd, sign: Option<&str>) -> String {
    match why {
        AreaEnd::AllPasses => "all passes given".to_owned(),
        AreaEnd::Endpoint => "ended by its endpoint".to_owned(),
        AreaEnd::TimeOver => "ended because its longest time is over".to_owned(),
        AreaEnd::Stopped => format!("stopped {}", because(sign)),
        AreaEnd::Skipped => "skipped".to_owned(),
        AreaEnd::SessionStopped => format!("ended with the session, {}", because(sign)),
    }
}

/// The sign that stopped something.
pub(super) fn because(sign: Option<&str>) -> String {
    sign.map_or_else(|| "by decision, for no sign that was named".to_owned(), |sign| format!("for {sign}"))
}
