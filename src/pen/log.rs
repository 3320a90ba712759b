//! A log read back: what was done, as far as it was written down. A log that ends anywhere is a log; one whose lines contradict each other
//! is none.

use needlepoint_loader as loader;

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
    /// What the prompts that were answered said, all with yes but the last of a session that was not given.
    pub answered: Vec<String>,
    /// The prompt whose answer kept the session from being given, and what it said.
    pub not_given: Option<String>,
    /// The prompt, from 1, that nobody answered, so that the session was not given.
    pub abandoned: Option<u16>,
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
    /// The last answer was a no.
    refused: bool,
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
    /// How deep the next pass was said to go.
    raised: Option<u16>,
    /// No pass was begun since the pen came here, at first or again.
    fresh: bool,
}

/// A pass that was begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassRecord {
    /// Its direction.
    pub direction: Direction,
    /// Its depth, in micrometres.
    pub depth_um: u16,
    /// Whether it was said before that it goes deeper than the one before it.
    pub raised: bool,
    /// Whether it is the first since the pen came to the area, at first or after it was interrupted.
    pub fresh: bool,
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
        let mut log = Self {
            opening,
            answered: Vec::new(),
            not_given: None,
            abandoned: None,
            areas: Vec::new(),
            end: None,
            resumed: 0,
            cut,
            begun: false,
            refused: false,
        };
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
        if self.end.is_some() || self.not_given.is_some() || self.abandoned.is_some() {
            return Err("comes after the end");
        }
        match entry {
            Entry::Answered { prompt, caption, asked: _, yes } => {
                must(!self.begun && !self.refused && prompt == self.next_prompt(), "answers a prompt out of its order")?;
                self.answered.push(caption);
                self.refused = !yes;
            }
            Entry::NotGiven { prompt } => {
                let last = self.answered.last().filter(|_| !self.begun && prompt.checked_add(1) == Some(self.next_prompt()));
                let caption = last.ok_or("ends the session at a prompt that was not answered")?;
                must(self.refused, "ends the session at an answer that does not")?;
                self.not_given = Some(caption.clone());
            }
            Entry::Abandoned { prompt } => {
                must(!self.begun && !self.refused && prompt == self.next_prompt(), "leaves a prompt unanswered that was not asked")?;
                self.abandoned = Some(prompt);
            }
            Entry::Begun {} => {
                must(!self.begun && !self.refused, "begins the session where it cannot begin")?;
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
                    raised: None,
                    fresh: true,
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

    /// Whether it answers what an image asks, prompt by prompt, and all of it before the session begins.
    #[must_use]
    pub fn answers<'i>(&self, prompts: impl ExactSizeIterator<Item = loader::Prompt<'i>>) -> bool {
        let (answered, asked) = (self.answered.len(), prompts.len());
        let whole = if self.begun { answered == asked } else { answered <= asked };
        whole && self.answered.iter().zip(prompts).all(|(answered, asked)| answered == asked.caption)
    }

    /// The prompt that is asked next, from 1.
    fn next_prompt(&self) -> u16 {
        u16::try_from(self.answered.len()).unwrap_or(u16::MAX).saturating_add(1)
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
        self.end.is_some() || self.not_given.is_some() || self.abandoned.is_some() || self.stopped().is_some()
    }

    /// The sign that stopped the session, or the decision without one; `None` when it was not stopped.
    #[must_use]
    pub fn stopped(&self) -> Option<Option<&str>> {
        let (why, sign) = self.areas.last()?.end.as_ref()?;
        (*why == AreaEnd::SessionStopped).then_some(sign.as_deref())
    }

    fn resumed(&mut self, step: u8, pass: u16, counted: Option<u16>, seconds: u16) -> Result<(), &'static str> {
        // The ledger lets a session begin once, so of all logs only its own says that it did.
        must(self.begun, "goes on with what had not begun")?;
        must(!self.over(), "goes on after the end")?;
        must(step == self.next_step(), "goes on in another area")?;
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
        (area.seconds, area.doing, area.raised, area.fresh) = (seconds, Doing::Standing, None, true);
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
                let raised = self.raised.take();
                must(raised.is_none_or(|raised| raised == depth_um), "goes to another depth than was said before")?;
                self.passes.push(PassRecord {
                    direction,
                    depth_um,
                    raised: raised.is_some(),
                    fresh: self.fresh,
                    done: false,
                    interrupted: false,
                });
                self.fresh = false;
                self.starts();
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
            Entry::Raised { step, pass, depth_um } => {
                here(step)?;
                must(pass == begun.saturating_add(1), "raises another pass")?;
                must(self.raised.replace(depth_um).is_none(), "raises a pass twice")?;
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
                self.paused_s = self.paused_s.saturating_add(waited_s);
                self.starts();
            }
            Entry::AreaDone { step, area, why, sign, seconds } => {
                here(step)?;
                must(area == self.area, "names another area")?;
                // Nothing was needled that could show the sign.
                must(why != AreaEnd::Endpoint || begun > 0, "ends an area by its endpoint that was not needled")?;
                must(why != AreaEnd::Skipped || begun == 0, "skips an area that was needled")?;
                must(if self.doing == Doing::Moving { seconds >= self.seconds } else { seconds == self.seconds }, "turns time back")?;
                (self.seconds, self.doing, self.end) = (seconds, Doing::Standing, Some((why, sign)));
            }
            _ => return Err("does not belong into an area"),
        }
        Ok(())
    }

    /// The needles begin to move, and with them a second, which counts whole.
    fn starts(&mut self) {
        (self.doing, self.seconds) = (Doing::Moving, self.seconds.saturating_add(1));
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
