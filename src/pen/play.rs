//! A session as a machine that only ever does what the image says, or less: events in, entries of the log out. The needles move in state
//! `Moving` alone, and only for seconds that come in after the entry that announces them was handed out. It must not know a clock, a
//! terminal or where entries go.

use needlepoint_loader as loader;

use super::entry::{AreaEnd, Direction, Entry, SessionEnd};
use super::key::Key;
use super::log::Log;

/// The needles never move for longer than this many seconds without an entry, so that after a loss of power no more than that is unknown.
pub const BEAT_S: u16 = 10;

/// What comes to the pen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A second has passed.
    Second,
    /// A key.
    Key(Key),
    /// The power is gone.
    PowerLost,
}

/// What the pen is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The needles stand; a pass can begin.
    Standing,
    /// The needles move.
    Moving,
    /// The needles stand within a pass.
    Paused,
    /// The session came to its end.
    Ended(SessionEnd),
    /// The power is gone.
    Off,
}

/// Why a key does nothing now.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotNow {
    /// The session is over or the power gone.
    #[error("the session is over")]
    Over,
    /// Only between passes or in a pause.
    #[error("a pass is under way")]
    UnderWay,
    /// No second is left for the needles.
    #[error("the longest time of this area is over")]
    TimeOver,
    /// Only within a pass.
    #[error("no pass is under way")]
    NoPass,
    /// The first pass is done at the depth it starts at.
    #[error("the first pass here goes at the depth that the image starts with")]
    FirstPass,
    /// No pass is left to be deeper.
    #[error("no pass is left in this area")]
    NoPassLeft,
    /// One raise for each pass.
    #[error("the next pass goes deeper already; the image raises one step at a time")]
    RaisedAlready,
    /// The image goes no deeper.
    #[error("the image goes no deeper here")]
    Deepest,
    /// An area is skipped before it is begun.
    #[error("needling has begun here; stop the area instead")]
    BegunAlready,
    /// Nothing was needled that could show a sign.
    #[error("nothing has been needled here yet; skip the area or stop it")]
    NothingNeedled,
    /// The image does not name it.
    #[error("the image leaves out no `{0}` here")]
    NoSuchZone(String),
    /// The image does not name it.
    #[error("the image knows no `{0}` that stops anything here; leave the sign away to stop by decision")]
    NoSuchSign(String),
}

/// A session that is being played.
#[derive(Debug, Clone)]
pub struct Play<'i> {
    rest: loader::Steps<'i>,
    steps: u8,
    area: Option<Area<'i>>,
    state: State,
    waited_s: u32,
}

#[derive(Debug, Clone)]
struct Area<'i> {
    number: u8,
    step: loader::Step<'i>,
    /// Whether the log has come to it.
    open: bool,
    /// Passes begun.
    begun: u16,
    /// Seconds that the needles have moved. One that has begun counts whole: whoever pauses and goes on within seconds gains no movement.
    seconds: u16,
    /// How many of them the log knows.
    logged: u16,
    depth_um: u16,
    next_um: u16,
    /// No pass was begun since the pen came here, at first or again.
    fresh: bool,
}

/// What a face shows of the pen.
#[derive(Debug, Clone, Copy)]
pub struct Now<'p, 'i> {
    /// The place of the area in the session, from 1.
    pub number: u8,
    /// How many areas the session has.
    pub of: u8,
    /// What the image says of the area.
    pub step: &'p loader::Step<'i>,
    /// Passes begun.
    pub begun: u16,
    /// Passes in all.
    pub passes: u16,
    /// Seconds that the needles have moved here.
    pub seconds: u16,
    /// The depth of the pass under way, or of the last one.
    pub depth_um: u16,
    /// The depth of the next pass.
    pub next_um: u16,
}

impl<'i> Play<'i> {
    /// A session that has begun; the pen stands at its first area.
    #[must_use]
    pub fn begin(steps: loader::Steps<'i>) -> Self {
        let mut play = Self { steps: count(&steps), rest: steps, area: None, state: State::Standing, waited_s: 0 };
        play.arrive(1);
        play
    }

    /// A session that goes on where its log ends. A pass that was under way counts as given, the needles are taken to have moved for as long
    /// as they can have, and the depth is the one the area starts with. `None` when the session came to its end, or
    /// never began by its log.
    #[must_use]
    pub fn resume(steps: loader::Steps<'i>, log: &Log) -> Option<(Self, Vec<Entry>)> {
        if log.over() || !log.begun {
            return None;
        }
        let mut play = Self { steps: count(&steps), rest: steps, area: None, state: State::Standing, waited_s: 0 };
        let ended = u8::try_from(log.areas.iter().filter(|area| area.end.is_some()).count()).ok()?;
        for _ in 0..ended {
            play.rest.next_step()?;
        }
        let number = ended.checked_add(1)?;
        play.arrive(number);
        let Some(area) = play.area.as_mut() else {
            // The power went when everything was done and only the last line was not written.
            let mut entries = vec![Entry::Resumed { step: number, pass: 1, counted: None, seconds: 0 }];
            play.end(SessionEnd::Complete, None, &mut entries);
            return Some((play, entries));
        };
        let mut counted = None;
        if let Some(known) = log.areas.last().filter(|known| known.end.is_none()) {
            area.open = true;
            area.begun = known.begun();
            area.seconds = known.longest().min(area.step.treat.at_most_s);
            area.logged = area.seconds;
            counted = known.under_way();
        }
        let mut entries = vec![Entry::Resumed { step: area.number, pass: area.begun.saturating_add(1), counted, seconds: area.seconds }];
        if area.begun > 0 {
            play.settle(&mut entries);
        }
        Some((play, entries))
    }

    /// What the pen is doing.
    #[must_use]
    pub const fn state(&self) -> State {
        self.state
    }

    /// Where the pen is; `None` once the session is over.
    #[must_use]
    pub fn now(&self) -> Option<Now<'_, 'i>> {
        let Area { number, step, begun, seconds, depth_um, next_um, .. } = self.area.as_ref()?;
        let passes = step.treat.passes.total();
        Some(Now {
            number: *number,
            of: self.steps,
            step,
            begun: *begun,
            passes,
            seconds: *seconds,
            depth_um: *depth_um,
            next_um: *next_um,
        })
    }

    /// Takes what comes, and says what is to be written down before anything else happens.
    ///
    /// # Errors
    /// The key does nothing now; nothing has changed.
    pub fn on(&mut self, event: Event) -> Result<Vec<Entry>, NotNow> {
        let mut entries = Vec::new();
        match event {
            Event::PowerLost => {
                self.state = State::Off;
                self.area = None;
            }
            Event::Second => self.second(&mut entries),
            Event::Key(key) => self.key(key, &mut entries)?,
        }
        Ok(entries)
    }

    fn second(&mut self, entries: &mut Vec<Entry>) {
        let Some(area) = &mut self.area else { return };
        match self.state {
            State::Paused => self.waited_s = self.waited_s.saturating_add(1),
            // The last second of the longest time has passed.
            State::Moving if area.time_over() => self.leave(AreaEnd::TimeOver, None, entries),
            State::Moving => {
                area.seconds += 1;
                if area.seconds - area.logged >= BEAT_S {
                    area.logged = area.seconds;
                    entries.push(Entry::Moving { step: area.number, pass: area.begun, seconds: area.seconds });
                }
            }
            State::Standing | State::Ended(_) | State::Off => {}
        }
    }

    fn key(&mut self, key: Key, entries: &mut Vec<Entry>) -> Result<(), NotNow> {
        let area = self.area.as_mut().ok_or(NotNow::Over)?;
        let (step, passes) = (area.number, area.step.treat.passes.total());
        match key {
            Key::Go => match self.state {
                State::Standing => {
                    area.start()?;
                    area.come(entries);
                    area.begun += 1;
                    (area.depth_um, area.fresh) = (area.next_um, false);
                    let direction = Direction::of(area.begun, area.step.treat.passes);
                    let named = area.step.area.to_owned();
                    entries.push(Entry::Pass { step, area: named, pass: area.begun, direction, depth_um: area.depth_um });
                    self.state = State::Moving;
                }
                State::Paused => {
                    area.start()?;
                    entries.push(Entry::WentOn { step, pass: area.begun, waited_s: self.waited_s });
                    (self.state, self.waited_s) = (State::Moving, 0);
                }
                _ => return Err(NotNow::UnderWay),
            },
            Key::Next => {
                (self.state == State::Moving).then_some(()).ok_or(NotNow::NoPass)?;
                area.logged = area.seconds;
                entries.push(Entry::PassDone { step, pass: area.begun, seconds: area.seconds });
                self.settle(entries);
            }
            Key::Pause => {
                (self.state == State::Moving).then_some(()).ok_or(NotNow::NoPass)?;
                if area.time_over() {
                    self.leave(AreaEnd::TimeOver, None, entries);
                } else {
                    area.logged = area.seconds;
                    entries.push(Entry::Paused { step, pass: area.begun, seconds: area.seconds });
                    self.state = State::Paused;
                }
            }
            Key::Raise => {
                (!area.fresh).then_some(()).ok_or(NotNow::FirstPass)?;
                (area.begun < passes).then_some(()).ok_or(NotNow::NoPassLeft)?;
                (area.next_um == area.depth_um).then_some(()).ok_or(NotNow::RaisedAlready)?;
                let loader::Treat { raise_um, ceiling_um, .. } = area.step.treat;
                (area.depth_um < ceiling_um).then_some(()).ok_or(NotNow::Deepest)?;
                area.next_um = area.depth_um.saturating_add(raise_um).min(ceiling_um);
                entries.push(Entry::Raised { step, pass: area.begun + 1, depth_um: area.next_um });
            }
            Key::Endpoint => {
                (area.begun > 0).then_some(()).ok_or(NotNow::NothingNeedled)?;
                self.leave(AreaEnd::Endpoint, None, entries);
            }
            Key::Zone(zone) => {
                if !area.step.treat.skip().any(|named| named == zone) {
                    return Err(NotNow::NoSuchZone(zone));
                }
                area.come(entries);
                entries.push(Entry::Zone { step, zone });
            }
            Key::SkipArea => {
                (area.begun == 0).then_some(()).ok_or(NotNow::BegunAlready)?;
                self.leave(AreaEnd::Skipped, None, entries);
            }
            Key::StopArea(sign) => match area.scope_of(sign.as_deref())? {
                loader::Scope::Area => self.leave(AreaEnd::Stopped, sign, entries),
                // The image says that this sign stops the session, whichever key was pressed.
                loader::Scope::Session => self.stop(sign, entries),
            },
            Key::StopSession(sign) => {
                area.scope_of(sign.as_deref())?;
                self.stop(sign, entries);
            }
        }
        Ok(())
    }

    /// Between two passes: whether another one comes.
    fn settle(&mut self, entries: &mut Vec<Entry>) {
        self.state = State::Standing;
        let Some(area) = &self.area else { return };
        if area.begun >= area.step.treat.passes.total() {
            self.leave(AreaEnd::AllPasses, None, entries);
        } else if area.time_over() {
            self.leave(AreaEnd::TimeOver, None, entries);
        }
    }

    fn leave(&mut self, why: AreaEnd, sign: Option<String>, entries: &mut Vec<Entry>) {
        let Some(mut area) = self.area.take() else { return };
        area.come(entries);
        entries.push(Entry::AreaDone { step: area.number, area: area.step.area.to_owned(), why, sign, seconds: area.seconds });
        (self.state, self.waited_s) = (State::Standing, 0);
        if why == AreaEnd::SessionStopped {
            return;
        }
        self.arrive(area.number.saturating_add(1));
        if self.area.is_none() {
            self.end(SessionEnd::Complete, None, entries);
        }
    }

    fn stop(&mut self, sign: Option<String>, entries: &mut Vec<Entry>) {
        self.leave(AreaEnd::SessionStopped, sign.clone(), entries);
        self.end(SessionEnd::Stopped, sign, entries);
    }

    fn end(&mut self, why: SessionEnd, sign: Option<String>, entries: &mut Vec<Entry>) {
        entries.push(Entry::SessionDone { why, sign });
        self.state = State::Ended(why);
    }

    fn arrive(&mut self, number: u8) {
        self.area = self.rest.next_step().map(|step| {
            let start_um = step.treat.start_um;
            Area { number, step, open: false, begun: 0, seconds: 0, logged: 0, depth_um: start_um, next_um: start_um, fresh: true }
        });
    }
}

impl Area<'_> {
    /// Whether every second of the longest time has begun.
    fn time_over(&self) -> bool {
        self.seconds >= self.step.treat.at_most_s
    }

    /// The needles begin to move, and with them a second.
    fn start(&mut self) -> Result<(), NotNow> {
        (!self.time_over()).then_some(()).ok_or(NotNow::TimeOver)?;
        self.seconds += 1;
        Ok(())
    }

    /// Writes down that the pen has come here, once.
    fn come(&mut self, entries: &mut Vec<Entry>) {
        if !self.open {
            self.open = true;
            let (area, cartridge) = (self.step.area.to_owned(), self.step.cartridge.to_owned());
            entries.push(Entry::Area { step: self.number, area, cartridge });
        }
    }

    /// What a sign stops here; a decision without a sign stops the area.
    fn scope_of(&self, sign: Option<&str>) -> Result<loader::Scope, NotNow> {
        let Some(sign) = sign else { return Ok(loader::Scope::Area) };
        let named = |stop: &loader::Stop<'_>| word(stop.sign) == sign;
        // Where a sign stops both, it stops the session.
        let found = self.step.treat.stops().filter(named).map(|stop| stop.scope);
        found
            .reduce(|first, other| if first == loader::Scope::Session { first } else { other })
            .ok_or_else(|| NotNow::NoSuchSign(sign.to_owned()))
    }
}

/// The word that a sign is called by at a key.
fn word(sign: loader::Sign<'_>) -> &str {
    match sign {
        loader::Sign::Bleeding(_) => "bleeding",
        loader::Sign::Pain(_) => "pain",
        loader::Sign::Named(name) => name,
    }
}

fn count(steps: &loader::Steps<'_>) -> u8 {
    let mut steps = steps.clone();
    let mut count: u8 = 0;
    while steps.next_step().is_some() {
        count = count.saturating_add(1);
    }
    count
}
