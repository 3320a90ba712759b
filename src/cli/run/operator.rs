//! Who works the virtual pen: a script, or a person at the keyboard who types a letter and Enter. The one place where the pen waits.

use std::io::BufRead;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use super::super::host::Host;
use crate::document;
use crate::pen::{Hand, Play, Press, State};

/// What comes next.
pub(super) enum Next {
    Press(Press),
    Second,
    /// Nobody presses anything any more.
    Gone,
}

/// Who answers and presses.
pub(super) struct Operator {
    pub(super) hand: Hand,
    /// Lines from the keyboard; none when a script works the pen.
    keyboard: Option<Receiver<String>>,
    /// Seconds take a second.
    real: bool,
    due: Instant,
}

impl Operator {
    pub(super) fn new(hand: Hand, keyboard: bool, real: bool) -> Self {
        Self { hand, keyboard: keyboard.then(lines), real, due: Instant::now() }
    }

    /// Whether time passes as on a clock and somebody may watch it.
    pub(super) fn live(&self) -> bool {
        self.real
    }

    /// Whether a script works the pen.
    pub(super) fn scripted(&self) -> bool {
        self.keyboard.is_none()
    }

    /// The answer to a question; none when nobody gives one.
    pub(super) fn answer(&self, question: &str, scripted: Option<bool>, host: &mut Host) -> Option<bool> {
        let Some(keyboard) = &self.keyboard else { return scripted };
        loop {
            host.say(&format!("{question} y/n: "));
            match keyboard.recv().ok()?.trim() {
                "y" | "yes" => return Some(true),
                "n" | "no" => return Some(false),
                _ => host.say("  y for yes, n for no\n"),
            }
        }
    }

    /// What comes next to the pen as it stands.
    pub(super) fn next(&mut self, play: &Play<'_>, host: &mut Host) -> Next {
        self.hand.watch(play);
        if let Some(press) = self.hand.scripted(play) {
            return Next::Press(press);
        }
        let own = self.hand.moves(play).map(|key| Next::Press(Press::Key(key)));
        let Some(keyboard) = &self.keyboard else {
            return match (play.state(), own) {
                (State::Paused, _) => Next::Gone,
                (_, Some(own)) => own,
                (_, None) => {
                    self.second();
                    Next::Second
                }
            };
        };
        let first = play.now().is_some_and(|now| now.begun == 0);
        let asks = match play.state() {
            // A person sets the pen down on each new area; at full speed there is time to press a key only between passes.
            State::Standing => first || !self.real,
            State::Paused => !self.real,
            _ => false,
        };
        if asks {
            host.say("  key and Enter (Enter alone begins the pass, ? shows the keys): ");
            let line = keyboard.recv();
            self.due = Instant::now() + SECOND;
            return line.map_or(Next::Gone, |line| read(&line, host).map_or(Next::Press(Press::Show), Next::Press));
        }
        if !self.real {
            return own.unwrap_or(Next::Second);
        }
        // What was typed meanwhile comes before what the hand would do.
        let wait = if own.is_some() { Duration::ZERO } else { self.due.saturating_duration_since(Instant::now()) };
        match keyboard.recv_timeout(wait) {
            Ok(line) => read(&line, host).map_or(Next::Press(Press::Show), Next::Press),
            Err(RecvTimeoutError::Disconnected) => Next::Gone,
            Err(RecvTimeoutError::Timeout) => own.unwrap_or_else(|| {
                self.due += SECOND;
                Next::Second
            }),
        }
    }

    /// Lets a second go by.
    fn second(&self) {
        if self.real {
            std::thread::sleep(SECOND);
        }
    }
}

const SECOND: Duration = Duration::from_secs(1);

fn read(line: &str, host: &mut Host) -> Option<Press> {
    let press = Press::read(line.trim());
    if press.is_none() {
        host.say("  the pen has no such key; these are its keys:\n");
        host.say(&document::keys());
    }
    press
}

/// The lines of standard input as they are typed.
fn lines() -> Receiver<String> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    receiver
}
