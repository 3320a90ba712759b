//! Any bytes as what a pen wrote down: a log is read or refused, a session that goes on from one does no pass twice and none too many, and a
//! comparison ends. The same bytes as a ledger, as keys and as a tag.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use needlepoint::document;
use needlepoint::pen::{Entry, Event, Key, Log, Play, Remembered, Script, State, compare};
use needlepoint::quantity::Tag;
use needlepoint::seal::{Opened, open};

const FILE: &[u8] = include_bytes!("../../tests/images/v1/acne-scars-face.bench.npp");

static IMAGE: LazyLock<Opened<'static>> = LazyLock::new(|| open(FILE, None, None).expect("a golden image"));

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        if let Ok(ledger) = Remembered::read(text) {
            assert_eq!(ledger.text(), text, "a ledger is kept as it stands");
        }
        let _ = Script::read(text);
        if let Ok(tag) = Tag::read(text) {
            assert_eq!(Tag::read(tag.as_str()), Ok(tag.clone()), "a tag is read as it is written");
        }
    }
    let Ok(log) = Log::read(bytes) else { return };
    // Whatever image the log names: it is held against this one.
    if let Ok(compared) = compare(&log, &log.opening.image_sha256, &IMAGE) {
        let _ = document::compared("log", &log, &compared);
    }
    let Some(course) = IMAGE.image.course_for(log.opening.phototype) else { return };
    let Some(steps) = course.session(log.opening.session) else { return };
    let Some((mut play, _)) = Play::resume(steps, &log) else { return };
    for _ in 0..200 {
        let state = play.state();
        if let Some(now) = play.now() {
            assert!(now.seconds <= now.step.treat.at_most_s);
            assert!(now.next_um <= now.step.treat.ceiling_um);
        }
        let key = match state {
            State::Moving => Key::Next,
            State::Standing | State::Paused => Key::Go,
            State::Ended(_) | State::Off => break,
        };
        let passes = play.now().map(|now| (now.begun, now.passes));
        let written = play.on(Event::Key(key)).expect("a key that fits the state");
        if written.iter().any(|entry| matches!(entry, Entry::Pass { .. })) {
            let (begun, passes) = passes.expect("an area");
            assert!(begun < passes, "a pass too many");
        }
    }
    assert!(matches!(play.state(), State::Ended(_)), "a session that goes on ends");
});
