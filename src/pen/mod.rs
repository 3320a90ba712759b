//! The virtual pen: plays a session of an admitted image as a pen would, and writes down what was done. No motor, no device; nobody is
//! treated. It must not know a file, a terminal or a clock: time, keys and what was written before come in as values.

mod compared;
mod entry;
mod hand;
mod key;
mod ledger;
mod log;
mod play;
mod script;

pub use compared::{Compared, ComparedArea, Headline, Outcome, Planned, compare};
pub use entry::{AreaEnd, Direction, Entry, NOTE, Opening, SHAPE, SessionEnd};
pub use hand::Hand;
pub use key::{KEYS, Key, Press};
pub use ledger::Remembered;
pub use log::{AreaRecord, CUT, Log, PassRecord, Unreadable};
pub use play::{BEAT_S, Event, NotNow, Now, Play, State};
pub use script::Script;
