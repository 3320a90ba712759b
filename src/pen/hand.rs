//! The hand that moves the virtual pen. How long a pass takes stands in no image, so the hand gives each pass an even share of the area's
//! longest time, or as long as it is told. It must not know a clock: it says what comes next, and a face says when.

use super::key::{Key, Press};
use super::play::{Play, State};
use super::script::Script;

/// A hand, and the script it keeps to.
#[derive(Debug, Clone, Default)]
pub struct Hand {
    script: Script,
    pass_s: Option<u16>,
    /// The pass under way: place of its area, its number, and the second it began at.
    pass: (u8, u16, u16),
}

impl Hand {
    /// A hand that keeps to a script, and gives each pass as many seconds as said, or an even share.
    #[must_use]
    pub fn new(script: Script, pass_s: Option<u16>) -> Self {
        Self { script, pass_s, pass: (0, 0, 0) }
    }

    /// Its script.
    #[must_use]
    pub const fn script(&self) -> &Script {
        &self.script
    }

    /// How long it takes for a pass where the pen is now, and for how long the pass under way has gone on.
    #[must_use]
    pub fn seconds(&self, play: &Play<'_>) -> Option<(u16, u16)> {
        let now = play.now()?;
        let share = now.step.treat.at_most_s.checked_div(now.passes).unwrap_or(1).max(1);
        let (_, _, since) = self.pass;
        Some((self.pass_s.unwrap_or(share), now.seconds.saturating_sub(since)))
    }

    /// Sees that a pass has begun. Called after everything that comes to the pen.
    pub fn watch(&mut self, play: &Play<'_>) {
        let Some(now) = play.now() else { return };
        let (area, pass, _) = self.pass;
        if (area, pass) != (now.number, now.begun) {
            // The second that begins with a pass is counted already, and is the pass's own.
            self.pass = (now.number, now.begun, now.seconds.saturating_sub(1));
        }
    }

    /// What the script presses now, if anything.
    pub fn scripted(&mut self, play: &Play<'_>) -> Option<Press> {
        let now = play.now()?;
        match play.state() {
            State::Standing if now.begun == 0 => self.script.before(now.step.area),
            State::Moving | State::Paused => {
                let (_, gone) = self.seconds(play)?;
                self.script.within(now.step.area, now.begun, gone)
            }
            _ => None,
        }
    }

    /// What the hand itself does next: the key it presses, or nothing while a second goes by.
    #[must_use]
    pub fn moves(&self, play: &Play<'_>) -> Option<Key> {
        match play.state() {
            State::Standing => Some(Key::Go),
            State::Moving => {
                let (share, gone) = self.seconds(play)?;
                (gone >= share).then_some(Key::Next)
            }
            _ => None,
        }
    }
}
