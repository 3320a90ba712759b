//! A log read back: what was done, as far as it was written down. A log that ends anywhere is a log; one whose lines contradict each other
//! is none.

use super::entry::{AreaEnd, Direction, Entry, NOTE, Opening, SHAPE, SessionEnd};
use super::play::BEAT_S;

/// What is added to a last line that was cut off, before the session goes on: a line that lacks nothing but its end must not count later
/// when it did not count at first.
pub const CUT: &str = " (cut off here)\n";

/// What a log says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// Its first line.
    pub opening: Opening,
    /// How many prompts were answered, all with yes but the last of a session that was not given.
    pub answered: u16,
    /// The prompt whose answer kept the session from being given, and what it said.
    pub not_given: Option<String>,
    /// The areas the pen came to, in their order.
    pub areas: Vec<AreaRecord>,
    /// How the session came to its end; `None` when it was interrupted.
    pub end: Option<(SessionEnd, Option<String>)>,
    /// How often it went on after it was interrupted.
    pub resumed: u16,
    /// Its last line was cut off while it was written.
    pub cut: bool,
    /// Whether the session has begun.
    pub begun: bool,
    /// The last prompt that was answered, and how.
    last_answer: Option<(String, bool)>,
}

/// What was done in one area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaRecord {
    /// Its place in the session, from 1.
    pub step: u8,
    /// Its name.
    pub area: String,
    /// The cartridge.
    pub cartridge: String,
    /// Every pass that was begun.
    pub passes: Vec<PassRecord>,
    /// How long the needles have moved, as far as it was written down.
    pub seconds: u16,
    /// How long they stood still in pauses.
    pub paused_s: u32,
    /// How often they did.
    pub pauses: u16,
    /// What was left out within it.
    pub zones: Vec<String>,
    /// Why it came to its end; `None` when it was interrupted.
    pub end: Option<(AreaEnd, Option<String>)>,
    doing: Doing,
}

/// A pass that was begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassRecord {
    /// Its direction.
    pub direction: Direction,
    /// Its depth, in micrometres.
    pub depth_um: u16,
    /// Whether it was done to its end.
    pub done: bool,
    /// Whether a loss of power interrupted it.
    pub interrupted: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doing {
    Standing,
    Moving,
    Paused,
}

/// Why a log cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line} {why}")]
pub struct Unreadable {
    /// The line.
    pub line: usize,
    /// What is wrong with it.
    pub why: &'static str,
}

impl Log {
    /// Reads a log.
    ///
    /// # Errors
    /// The first line that is none of a log, or contradicts what stands before it.
    pub fn read(bytes: &[u8]) -> Result<Self, Unreadable> {
        let mut pieces: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
        // Every whole line ends with a line feed, so what stands behind the last one is a line that was cut off.
        let cut = pieces.pop().is_some_and(|rest| !rest.is_empty());
        let mut lines = pieces.into_iter().zip(1_usize..).peekable();
        let first = lines.next().map(|(line, _)| line).unwrap_or_default();
        let opening: Opening =
            serde_json::from_slice(first).map_err(|_| Unreadable { line: 1, why: "does not open a log of the virtual pen" })?;
        if opening.log != SHAPE || opening.note != NOTE {
            return Err(Unreadable { line: 1, why: "opens a log of another kind" });
        }
        let mut log =
            Self { opening, answered: 0, not_given: None, areas: Vec::new(), end: None, resumed: 0, cut, begun: false, last_answer: None };
        while let Some((line, number)) = lines.next() {
            let entry = |line| serde_json::from_slice::<Entry>(line).ok();
            let fault = |why| Unreadable { line: number, why };
            match entry(line) {
                Some(read) => log.add(read).map_err(fault)?,
                // A line may have been cut off in the middle of a log: then the session went on behind it.
                None if lines.peek().is_some_and(|(next, _)| matches!(entry(next), Some(Entry::Resumed { .. }))) => {}
                None => return Err(fault("cannot be read")),
            }
        }
        Ok(log)
    }

    /// Takes one more entry.
    ///
    /// # Errors
    /// What it contradicts.
    pub fn add(&mut self, entry: Entry) -> Result<(), &'static str> {
        if self.end.is_some() || self.not_given.is_some() {
            return Err("comes after the end");
        }
        match entry {
            Entry::Answered { prompt, caption, asked: _, yes } => {
                let goes_on = self.last_answer.as_ref().is_none_or(|(_, yes)| *yes);
                must(!self.begun && goes_on && prompt == self.answered.saturating_add(1), "answers a prompt out of its order")?;
                self.answered = prompt;
                self.last_answer = Some((caption, yes));
            }
            Entry::NotGiven { prompt } => {
                let refused = self.last_answer.take().filter(|(_, yes)| !yes);
                must(!self.begun && prompt == self.answered, "ends the session at a prompt that was not answered")?;
                self.not_given = Some(refused.ok_or("ends the session at an answer that does not")?.0);
            }
            Entry::Begun {} => {
                let goes_on = self.last_answer.as_ref().is_none_or(|(_, yes)| *yes);
                must(!self.begun && goes_on, "begins the session where it cannot begin")?;
                self.begun = true;
            }
            Entry::Resumed { step, pass, counted, seconds } => self.resumed(step, pass, counted, seconds)?,
            Entry::Area { step, area, cartridge } => {
                must(self.begun && step == self.next_step(), "comes to an area out of its order")?;
                self.areas.push(AreaRecord {
                    step,
                    area,
                    cartridge,
                    passes: Vec::new(),
                    seconds: 0,
                    paused_s: 0,
                    pauses: 0,
                    zones: Vec::new(),
                    end: None,
                    doing: Doing::Standing,
                });
            }
            Entry::SessionDone { why, sign } => {
                let stopped = self.areas.last().and_then(|area| area.end.as_ref()).map(|(why, _)| *why == AreaEnd::SessionStopped);
                must(stopped == Some(why == SessionEnd::Stopped), "ends the session where it cannot end")?;
                self.end = Some((why, sign));
            }
            of_area => {
                let area = self.areas.last_mut().filter(|area| area.end.is_none());
                area.ok_or("speaks of an area that the pen is not in")?.add(of_area)?;
            }
        }
        Ok(())
    }

    /// The area in which the session goes on, from 1.
    #[must_use]
    pub fn next_step(&self) -> u8 {
        match self.areas.last() {
            None => 1,
            Some(area) if area.end.is_none() => area.step,
            Some(area) => area.step.saturating_add(1),
        }
    }

    /// Whether the session is over, so that it cannot go on. One that was stopped is over even when the power went with the last line unwritten.
    #[must_use]
    pub fn over(&self) -> bool {
        self.end.is_some() || self.not_given.is_some() || self.stopped().is_some()
    }

    /// The sign that stopped the session, or the decision without one; `None` when it was not stopped.
    #[must_use]
    pub fn stopped(&self) -> Option<Option<&str>> {
        let (why, sign) = self.areas.last()?.end.as_ref()?;
        (*why == AreaEnd::SessionStopped).then_some(sign.as_deref())
    }

    fn resumed(&mut self, step: u8, pass: u16, counted: Option<u16>, seconds: u16) -> Result<(), &'static str> {
        // The power may have gone after the ledger was written and before the log was.
        let goes_on = self.last_answer.as_ref().is_none_or(|(_, yes)| *yes);
        must(goes_on && !self.over(), "goes on after the end")?;
        must(step == self.next_step(), "goes on in another area")?;
        self.begun = true;
        self.resumed = self.resumed.saturating_add(1);
        // An area that the pen had not come to, or had left, has no pass under way.
        let Some(area) = self.areas.last_mut().filter(|area| area.end.is_none()) else {
            return must(pass == 1 && counted.is_none() && seconds == 0, "goes on at another pass");
        };
        must(pass == area.begun().saturating_add(1) && counted == area.under_way(), "goes on at another pass")?;
        must((area.seconds..=area.longest()).contains(&seconds), "goes on at another second")?;
        if area.doing != Doing::Standing
            && let Some(pass) = area.passes.last_mut()
        {
            pass.interrupted = true;
        }
        (area.seconds, area.doing) = (seconds, Doing::Standing);
        Ok(())
    }
}

impl AreaRecord {
    /// How many passes were begun.
    #[must_use]
    pub fn begun(&self) -> u16 {
        u16::try_from(self.passes.len()).unwrap_or(u16::MAX)
    }

    /// The pass that was under way at the end of the log.
    #[must_use]
    pub fn under_way(&self) -> Option<u16> {
        (self.doing != Doing::Standing).then(|| self.begun())
    }

    /// The longest that the needles can have moved until the end of the log.
    #[must_use]
    pub fn longest(&self) -> u16 {
        self.seconds.saturating_add(if self.doing == Doing::Moving { BEAT_S } else { 0 })
    }

    /// The deepest pass, in micrometres.
    #[must_use]
    pub fn deepest_um(&self) -> Option<u16> {
        self.passes.iter().map(|pass| pass.depth_um).max()
    }

    fn add(&mut self, entry: Entry) -> Result<(), &'static str> {
        let (own, begun) = (self.step, self.begun());
        let here = |step: u8| must(step == own, "speaks of another area");
        let within = |step: u8, pass: u16| must(step == own && pass == begun, "speaks of another pass");
        match entry {
            Entry::Pass { step, area, pass, direction, depth_um } => {
                here(step)?;
                must(area == self.area, "names another area")?;
                must(self.doing == Doing::Standing && pass == begun.saturating_add(1), "begins a pass out of its order")?;
                self.passes.push(PassRecord { direction, depth_um, done: false, interrupted: false });
                self.doing = Doing::Moving;
            }
            Entry::Moving { step, pass, seconds } => {
                within(step, pass)?;
                self.moves(seconds)?;
            }
            Entry::PassDone { step, pass, seconds } => {
                within(step, pass)?;
                self.moves(seconds)?;
                self.doing = Doing::Standing;
                if let Some(pass) = self.passes.last_mut() {
                    pass.done = true;
                }
            }
            Entry::Raised { step, pass, .. } => {
                here(step)?;
                must(pass == begun.saturating_add(1), "raises another pass")?;
            }
            Entry::Zone { step, zone } => {
                here(step)?;
                self.zones.push(zone);
            }
            Entry::Paused { step, pass, seconds } => {
                within(step, pass)?;
                self.moves(seconds)?;
                (self.doing, self.pauses) = (Doing::Paused, self.pauses.saturating_add(1));
            }
            Entry::WentOn { step, pass, waited_s } => {
                within(step, pass)?;
                must(self.doing == Doing::Paused, "goes on without a pause")?;
                (self.doing, self.paused_s) = (Doing::Moving, self.paused_s.saturating_add(waited_s));
            }
            Entry::AreaDone { step, area, why, sign, seconds } => {
                here(step)?;
                must(area == self.area, "names another area")?;
                must(if self.doing == Doing::Moving { seconds >= self.seconds } else { seconds == self.seconds }, "turns time back")?;
                (self.seconds, self.doing, self.end) = (seconds, Doing::Standing, Some((why, sign)));
            }
            _ => return Err("does not belong into an area"),
        }
        Ok(())
    }

    fn moves(&mut self, seconds: u16) -> Result<(), &'static str> {
        must(self.doing == Doing::Moving, "speaks of a pass that is not under way")?;
        must(seconds >= self.seconds, "turns time back")?;
        self.seconds = seconds;
        Ok(())
    }
}

fn must(so: bool, otherwise: &'static str) -> Result<(), &'static str> {
    if so { Ok(()) } else { Err(otherwise) }
}
