//! The virtual pen never does more than the image says, whatever is pressed and whenever the power goes; and its log says what it did.

mod log;

use std::collections::{BTreeMap, BTreeSet};

use needlepoint::pen::{
    BEAT_S, CUT, Direction, Entry, Event, Headline, Key, Log, NOTE, NotNow, Opening, Outcome, Play, Remembered, SHAPE, State, compare,
};
use needlepoint::plan::identity_of;
use needlepoint::quantity::Day;
use needlepoint::rule::{Asked, Purpose};
use needlepoint::seal::{Opened, Signer, hex, open};
use needlepoint::source::Source;
use needlepoint::{emit, first_file, plan};
use needlepoint_loader as loader;
use proptest::prelude::*;
use sha2::{Digest, Sha256};

const FLAGSHIP: &str = include_str!("../../protocols/acne-scars-face.needle");

/// The flagship as a file for the bench.
fn file() -> Vec<u8> {
    Signer::development().seal(&payload())
}

fn payload() -> Vec<u8> {
    let source = Source::new(first_file(), "p.needle", FLAGSHIP);
    let asked = Asked { purpose: Purpose::Bench, today: Day::read("2026-11-22").unwrap() };
    let accepted = needlepoint::check(&source, &needlepoint::model::Library::builtin(), &asked).accepted.unwrap();
    let origins = emit::Origins { clinic: String::new(), texts: vec![emit::Origin { name: "p.needle".to_owned(), sha256: [7; 32] }] };
    emit::image(&plan::lower(&accepted), &plan::stamp(&accepted).unwrap(), &origins).unwrap().payload().to_vec()
}

/// The same with a last raise on the forehead that is longer than what is left to the limit: start 0.25 mm, raise by 0.25 mm, never above
/// 0.4 mm. No protocol makes such an image; the format allows it, and says that the pen stops at the limit.
fn uneven() -> Vec<u8> {
    let swap = |bytes: &[u8], from: &[u8], to: &[u8]| {
        let (mut swapped, mut rest, mut count) = (Vec::new(), bytes, 0);
        while let Some(at) = rest.windows(from.len()).position(|part| part == from) {
            swapped.extend_from_slice(&rest[..at]);
            swapped.extend_from_slice(to);
            (rest, count) = (&rest[at + from.len()..], count + 1);
        }
        assert!(count > 0, "nothing to swap");
        [swapped.as_slice(), rest].concat()
    };
    let (file, payload) = (file(), payload());
    let treatment = open(&file, None, None).unwrap().image.treatment();
    // 250, 250 and 500 in CBOR, and 400 for 500.
    let changed = swap(treatment, &[0x18, 250, 0x18, 250, 0x19, 0x01, 0xf4], &[0x18, 250, 0x18, 250, 0x19, 0x01, 0x90]);
    // The check numbers stand at the end of the payload, behind the key 10 and the head of an array of four.
    let tail = |treatment: &[u8]| {
        let mut tail = vec![0x0a, 0x84];
        for number in identity_of(treatment).numbers {
            match number {
                0..24 => tail.push(number as u8),
                24..256 => tail.extend([0x18, number as u8]),
                _ => tail.extend([0x19, (number >> 8) as u8, number as u8]),
            }
        }
        tail
    };
    let payload = swap(&swap(&payload, treatment, &changed), &tail(treatment), &tail(&changed));
    Signer::development().seal(&payload)
}

/// Session 2 of the flagship for phototype 2: forehead, 4 passes from 0.25 to 0.5 mm in 360 s; cheeks, 6 passes from 0.5 to 2 mm in 840 s.
const PLANNED: [(&str, [u8; 3], u16, u16, u16); 2] = [("forehead", [2, 1, 1], 250, 500, 360), ("cheeks", [2, 2, 2], 500, 2000, 840)];

fn steps<'i>(opened: &Opened<'i>) -> loader::Steps<'i> {
    opened.image.course_for(2).and_then(|course| course.session(2)).unwrap()
}

fn opening(file: &[u8], opened: &Opened<'_>) -> Opening {
    Opening {
        log: SHAPE,
        note: NOTE.to_owned(),
        tool: "0.1.0".to_owned(),
        image_sha256: hex(&<[u8; 32]>::from(Sha256::digest(file))),
        check_words: identity_of(opened.image.treatment()).words.map(str::to_owned),
        bench: true,
        series: hex(opened.image.series()),
        sequence: opened.image.sequence(),
        tag: "7650-5E3F-R".to_owned(),
        course: "base".to_owned(),
        session: 2,
        phototype: 2,
        day: "2026-12-01".to_owned(),
    }
}

/// A yes to every prompt.
fn answers(opened: &Opened<'_>) -> String {
    let answered = |(asked, prompt): (loader::Prompt<'_>, u16)| {
        Entry::Answered { prompt, caption: asked.caption.to_owned(), asked: "is it so?".to_owned(), yes: true }.line()
    };
    opened.image.prompts().zip(1..).map(answered).collect()
}

/// What really happened to the skin, which no machine under test tells: a pass is real once it was announced. The needles may have moved for
/// every second that has begun while they did: one when they start, and one more with each that passes and does not stop them.
#[derive(Default)]
struct Skin {
    /// Step, pass and power-up, each with its direction and depth.
    passes: BTreeMap<(u8, u16, u32), (Direction, u16)>,
    seconds: BTreeMap<u8, u16>,
}

/// A pen with its disk: what is on the disk outlives the power.
struct Bench<'i> {
    opened: &'i Opened<'i>,
    play: Play<'i>,
    disk: String,
    skin: Skin,
    power_up: u32,
    /// The step in which the needles move.
    moving: Option<u8>,
}

impl<'i> Bench<'i> {
    fn new(file: &[u8], opened: &'i Opened<'i>) -> Self {
        let disk = opening(file, opened).line() + &answers(opened) + &Entry::Begun {}.line();
        Self { opened, play: Play::begin(steps(opened)), disk, skin: Skin::default(), power_up: 0, moving: None }
    }

    /// One event; what it writes may be cut off after some bytes, and then the power is gone.
    fn event(&mut self, event: Event, cut: Option<usize>) -> Result<(), NotNow> {
        let second = event == Event::Second;
        let entries = self.play.on(event)?;
        let stops = |entry: &Entry| matches!(entry, Entry::PassDone { .. } | Entry::Paused { .. } | Entry::AreaDone { .. });
        // The next second has begun before anything can be written of the last one.
        if let (true, Some(step), false) = (second, self.moving, entries.iter().any(stops)) {
            *self.skin.seconds.entry(step).or_default() += 1;
        }
        let text: String = entries.iter().map(Entry::line).collect();
        match cut.filter(|_| !text.is_empty()) {
            Some(bytes) => {
                self.disk.push_str(&text[..bytes % text.len()]);
                self.restart();
            }
            None => {
                self.disk.push_str(&text);
                for entry in entries {
                    if stops(&entry) {
                        self.moving = None;
                    }
                    if let Entry::Pass { step, .. } | Entry::WentOn { step, .. } = entry {
                        self.moving = Some(step);
                        *self.skin.seconds.entry(step).or_default() += 1;
                    }
                    if let Entry::Pass { step, pass, direction, depth_um, .. } = entry {
                        self.skin.passes.insert((step, pass, self.power_up), (direction, depth_um));
                    }
                }
            }
        }
        Ok(())
    }

    /// The power goes and comes again; somebody says that the session goes on.
    fn restart(&mut self) {
        let stood = self.log();
        self.moving = None;
        self.power_up += 1;
        let Some((play, entries)) = Play::resume(steps(self.opened), &stood) else {
            self.play.on(Event::PowerLost).unwrap();
            return;
        };
        if stood.cut {
            self.disk.push_str(CUT);
        }
        self.disk.extend(entries.iter().map(Entry::line));
        self.play = play;
    }

    fn log(&self) -> Log {
        Log::read(self.disk.as_bytes()).unwrap_or_else(|fault| panic!("{fault}\n{}", self.disk))
    }

    fn over(&self) -> bool {
        matches!(self.play.state(), State::Ended(_) | State::Off)
    }

    /// To the end, as a hand without a script does it: 40 seconds a pass.
    fn finish(&mut self) {
        while !self.over() {
            self.event(Event::Key(Key::Go), None).unwrap();
            for _ in 0..39 {
                self.event(Event::Second, None).unwrap();
            }
            if self.play.state() == State::Moving {
                self.event(Event::Key(Key::Next), None).unwrap();
            }
        }
    }

    /// Everything that must hold of the skin and of the log, at any moment.
    fn holds(&self, file: &[u8]) {
        for ((area, passes, start, ceiling, at_most), step) in PLANNED.into_iter().zip(1_u8..) {
            let real: Vec<_> = self.skin.passes.iter().filter(|((of, ..), _)| *of == step).collect();
            let numbers: BTreeSet<u16> = real.iter().map(|((_, pass, _), _)| *pass).collect();
            assert_eq!(numbers.len(), real.len(), "a pass over {area} was repeated: {real:?}\n{}", self.disk);
            for (direction, most) in [Direction::Horizontal, Direction::Vertical, Direction::Diagonal].into_iter().zip(passes) {
                assert!(real.iter().filter(|(_, (way, _))| *way == direction).count() <= usize::from(most), "{area}: {real:?}");
            }
            assert!(real.iter().all(|(_, (_, depth))| (start..=ceiling).contains(depth)), "{area}: {real:?}");
            assert!(real.iter().all(|((_, pass, _), (_, depth))| *pass > 1 || *depth == start), "{area}: {real:?}");
            assert!(self.skin.seconds.get(&step).is_none_or(|seconds| *seconds <= at_most), "{area}: {:?}", self.skin.seconds);
        }
        // The log never says less than what was done.
        let log = self.log();
        for ((step, pass, _), (direction, depth)) in &self.skin.passes {
            let known = &log.areas[usize::from(*step) - 1].passes[usize::from(*pass) - 1];
            assert_eq!((known.direction, known.depth_um), (*direction, *depth));
        }
        for (step, seconds) in &self.skin.seconds {
            let known = log.areas[usize::from(*step) - 1].longest();
            assert!(known >= *seconds, "{seconds} seconds, and the log knows {known}\n{}", self.disk);
        }
        let compared = compare(&log, &hex(&<[u8; 32]>::from(Sha256::digest(file))), self.opened).unwrap();
        assert!(compared.areas.iter().all(|area| !area.beyond), "{}", self.disk);
    }
}

#[derive(Debug, Clone)]
enum Step {
    Event(Event),
    Seconds(u16),
    /// An event in whose writing the power goes, and after how many bytes.
    Cut(Event, usize),
    PowerGoes,
}

fn key() -> impl Strategy<Value = Key> {
    prop_oneof![
        12 => Just(Key::Go),
        10 => Just(Key::Next),
        6 => Just(Key::Raise),
        1 => Just(Key::Endpoint),
        1 => Just(Key::Zone("mole".to_owned())),
        1 => Just(Key::SkipArea),
        1 => prop_oneof![Just(None), Just(Some("bleeding".to_owned())), Just(Some("pain".to_owned()))].prop_map(Key::StopArea),
        1 => Just(Key::StopSession(None)),
        4 => Just(Key::Pause),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let event = || prop_oneof![1 => Just(Event::Second), 3 => key().prop_map(Event::Key)];
    prop_oneof![
        8 => event().prop_map(Step::Event),
        5 => (1_u16..400).prop_map(Step::Seconds),
        1 => (event(), any::<usize>()).prop_map(|(event, bytes)| Step::Cut(event, bytes)),
        1 => Just(Step::PowerGoes),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn never_more_passes_depth_or_time_than_planned_whatever_is_pressed_and_whenever_the_power_goes(
        all in prop::collection::vec(step(), 1..120),
    ) {
        let file = file_once();
        let opened = open(file, None, None).unwrap();
        let mut bench = Bench::new(file, &opened);
        for one in all {
            // A key that does nothing now changes nothing.
            let (before, disk) = (format!("{:?}", bench.play), bench.disk.clone());
            let done = match one {
                Step::Event(event) => bench.event(event, None),
                Step::Seconds(seconds) => (0..seconds).try_for_each(|_| bench.event(Event::Second, None)),
                Step::Cut(event, bytes) => bench.event(event, Some(bytes)),
                Step::PowerGoes => { bench.restart(); Ok(()) }
            };
            if done.is_err() {
                prop_assert_eq!((before, disk), (format!("{:?}", bench.play), bench.disk.clone()));
            }
        }
        bench.holds(file);
        bench.restart();
        bench.finish();
        bench.holds(file);
    }
}

/// The image is made once.
fn file_once() -> &'static [u8] {
    static FILE: std::sync::OnceLock<Vec<u8>> = std::sync::OnceLock::new();
    FILE.get_or_init(file)
}

#[test]
fn a_session_without_keys_is_done_as_planned() {
    let file = file_once();
    let opened = open(file, None, None).unwrap();
    let mut bench = Bench::new(file, &opened);
    bench.finish();
    bench.holds(file);
    let compared = compare(&bench.log(), &opening(file, &opened).image_sha256, &opened).unwrap();
    assert_eq!(compared.headline, Headline::AsPlanned);
    assert_eq!(bench.skin.passes.len(), 10);
    assert_eq!(bench.skin.seconds, BTreeMap::from([(1, 160), (2, 240)]));
}

/// The power goes after every single entry of a whole session, and in the middle of writing it.
#[test]
fn the_power_may_go_at_any_entry() {
    let file = file_once();
    let opened = open(file, None, None).unwrap();
    let mut whole = Bench::new(file, &opened);
    whole.finish();
    let lines: Vec<&str> = whole.disk.split_inclusive('\n').collect();
    assert!(lines.len() > 40);
    let begun = lines.iter().position(|line| line.contains("begun")).unwrap();
    assert_eq!(begun, 75);
    for end in begun + 1..=lines.len() {
        // Nothing of the next line, half of it, and all of it but its end.
        let next = lines.get(end).map_or(0, |next| next.len());
        for torn in [0, next / 2, next.saturating_sub(1)] {
            let mut bench = Bench::new(file, &opened);
            bench.disk = lines[..end].concat();
            bench.disk.push_str(lines.get(end).map_or("", |next| &next[..torn]));
            let torn = torn > 0;
            let before = bench.log();
            assert_eq!(before.cut, torn);
            bench.restart();
            if before.over() {
                assert_eq!(bench.play.state(), State::Off, "what is over does not go on");
                continue;
            }
            // At the same area, with the pass after the last one that was begun.
            if let (Some(now), Some(area)) = (bench.play.now(), before.areas.last()) {
                let stood = (area.step, area.begun());
                let same = (now.number, now.begun) == stood;
                let last = area.end.is_some() || area.begun() == if area.step == 1 { 4 } else { 6 };
                assert!(same || (last && (now.number, now.begun) == (area.step + 1, 0)), "{stood:?}\n{}", bench.disk);
                assert_eq!(now.depth_um, now.step.treat.start_um, "the depth goes back to the start");
            }
            bench.finish();
            bench.holds(file);
            let log = bench.log();
            assert_eq!(log.resumed, 1);
            let begun: Vec<u16> = log.areas.iter().map(needlepoint::pen::AreaRecord::begun).collect();
            assert_eq!(begun, [4, 6], "every pass is begun once, over the power cut and after it");
        }
    }
}

#[test]
fn the_longest_time_ends_an_area() {
    let file = file_once();
    let opened = open(file, None, None).unwrap();
    let mut bench = Bench::new(file, &opened);
    bench.event(Event::Key(Key::Go), None).unwrap();
    for _ in 0..500 {
        bench.event(Event::Second, None).unwrap();
    }
    assert_eq!(bench.skin.seconds, BTreeMap::from([(1, 360)]));
    assert!(bench.disk.contains(r#""area":"forehead","why":"time-over","seconds":360}"#), "{}", bench.disk);
    assert_eq!(bench.play.now().map(|now| (now.number, now.begun)), Some((2, 0)));
    // Its last second is no place for a pause: it would begin once more.
    let mut bench = Bench::new(file, &opened);
    bench.event(Event::Key(Key::Go), None).unwrap();
    (0..359).for_each(|_| bench.event(Event::Second, None).unwrap());
    assert_eq!(bench.play.state(), State::Moving);
    bench.event(Event::Key(Key::Pause), None).unwrap();
    assert!(bench.disk.contains(r#""area":"forehead","why":"time-over","seconds":360}"#), "{}", bench.disk);
    assert_eq!(bench.play.now().map(|now| (now.number, now.begun)), Some((2, 0)));
    // A pause does not count: the needles stand.
    bench.event(Event::Key(Key::Go), None).unwrap();
    bench.event(Event::Key(Key::Pause), None).unwrap();
    for _ in 0..2000 {
        bench.event(Event::Second, None).unwrap();
    }
    assert_eq!(bench.play.state(), State::Paused);
    bench.event(Event::Key(Key::Go), None).unwrap();
    assert!(bench.disk.contains(r#"{"event":"went-on","step":2,"pass":1,"waited_s":2000}"#));
}

/// Nobody gains movement by pausing before a second is whole.
#[test]
fn a_second_that_has_begun_counts_whole() {
    let file = file_once();
    let opened = open(file, None, None).unwrap();
    let mut bench = Bench::new(file, &opened);
    for pause in 1..360 {
        bench.event(Event::Key(Key::Go), None).unwrap();
        bench.event(Event::Key(Key::Pause), None).unwrap();
        assert_eq!((bench.play.now().map(|now| now.seconds), bench.log().areas[0].seconds), (Some(pause), pause));
    }
    bench.event(Event::Key(Key::Go), None).unwrap();
    bench.event(Event::Second, None).unwrap();
    assert!(bench.disk.contains(r#""area":"forehead","why":"time-over","seconds":360}"#), "{}", bench.disk);
    bench.holds(file);
    // So do a pass that is done at once, and one in which its area is stopped.
    for (key, says) in
        [(Key::Next, r#""event":"pass-done","step":1,"pass":1,"seconds":1}"#), (Key::Endpoint, r#""why":"endpoint","seconds":1}"#)]
    {
        let mut bench = Bench::new(file, &opened);
        bench.event(Event::Key(Key::Go), None).unwrap();
        bench.event(Event::Key(key), None).unwrap();
        assert!(bench.disk.contains(says), "{}", bench.disk);
    }
}

#[test]
fn a_raise_stops_at_the_limit_of_the_image() {
    let file = uneven();
    let opened = open(&file, Some(&[Signer::development().public()]), None).unwrap();
    let mut bench = Bench::new(&file, &opened);
    for key in [Key::Go, Key::Raise, Key::Next, Key::Go] {
        bench.event(Event::Key(key), None).unwrap();
    }
    assert!(bench.disk.contains("{\"event\":\"raised\",\"step\":1,\"pass\":2,\"depth_um\":400}"), "{}", bench.disk);
    assert_eq!(bench.play.now().map(|now| (now.depth_um, now.step.treat.ceiling_um)), Some((400, 400)));
    assert_eq!(bench.event(Event::Key(Key::Raise), None), Err(NotNow::Deepest));
}

/// Every key at a moment at which it does nothing, and why.
#[test]
fn a_key_that_does_nothing_says_why() {
    let file = file_once();
    let opened = open(file, None, None).unwrap();
    let pressed = |keys: &[Key]| {
        let mut bench = Bench::new(file, &opened);
        let (last, before) = keys.split_last().unwrap();
        before.iter().for_each(|key| bench.event(Event::Key(key.clone()), None).unwrap());
        bench.event(Event::Key(last.clone()), None).unwrap_err().to_string()
    };
    let zone = |name: &str| Key::Zone(name.to_owned());
    let sign = |name: &str| Some(name.to_owned());
    for (keys, why) in [
        (vec![Key::Go, Key::Go], "a pass is under way"),
        (vec![Key::Next], "no pass is under way"),
        (vec![Key::Pause], "no pass is under way"),
        (vec![Key::Go, Key::Pause, Key::Next], "no pass is under way"),
        (vec![Key::Raise], "the first pass here goes at the depth that the image starts with"),
        (vec![Key::Go, Key::Raise, Key::Raise], "the next pass goes deeper already; the image raises one step at a time"),
        (vec![Key::Go, Key::Raise, Key::Next, Key::Go, Key::Raise], "the image goes no deeper here"),
        (vec![Key::Go, Key::Next, Key::Go, Key::Next, Key::Go, Key::Next, Key::Go, Key::Raise], "no pass is left in this area"),
        (vec![Key::Go, Key::SkipArea], "needling has begun here; stop the area instead"),
        (vec![Key::Endpoint], "nothing has been needled here yet; skip the area or stop it"),
        (vec![zone("wart")], "the image leaves out no `wart` here"),
        (
            vec![Key::StopArea(sign("hunger"))],
            "the image knows no `hunger` that stops anything here; leave the sign away to stop by decision",
        ),
        (vec![Key::StopSession(None), Key::Go], "the session is over"),
    ] {
        assert_eq!(pressed(&keys), why, "{keys:?}");
    }
}

#[test]
fn a_sign_that_stops_the_session_stops_it_whichever_key_is_pressed() {
    let file = file_once();
    let opened = open(file, None, None).unwrap();
    let ended = |key: Key| {
        let mut bench = Bench::new(file, &opened);
        bench.event(Event::Key(Key::Go), None).unwrap();
        bench.event(Event::Key(key), None).unwrap();
        let compared = compare(&bench.log(), &opening(file, &opened).image_sha256, &opened).unwrap();
        (compared.headline, compared.areas[0].outcome.clone(), compared.areas[1].outcome.clone())
    };
    let sign = |name: &str| Some(name.to_owned());
    // Of these signs the image lets pain stop the session and bleeding the area; written by hand from the protocol.
    let stopped = |name| (Headline::Stopped, Outcome::SessionStopped(sign(name)), Outcome::NotReached);
    assert_eq!(ended(Key::StopArea(sign("pain"))), stopped("pain"));
    assert_eq!(ended(Key::StopSession(sign("pain"))), stopped("pain"));
    assert_eq!(ended(Key::StopSession(sign("bleeding"))), stopped("bleeding"));
    assert_eq!(ended(Key::StopArea(sign("bleeding"))), (Headline::Interrupted, Outcome::Stopped(sign("bleeding")), Outcome::NotReached));
}

/// A stopped session whose last line was lost does not go on.
#[test]
fn a_stopped_session_stays_stopped() {
    let file = file_once();
    let opened = open(file, None, None).unwrap();
    let mut bench = Bench::new(file, &opened);
    bench.event(Event::Key(Key::Go), None).unwrap();
    bench.event(Event::Key(Key::StopSession(Some("faintness".to_owned()))), None).unwrap();
    let (without, last) = bench.disk.trim_end().rsplit_once('\n').unwrap();
    assert!(last.contains("session-done"));
    let log = Log::read(format!("{without}\n").as_bytes()).unwrap();
    assert!(log.end.is_none() && log.over());
    assert!(Play::resume(steps(&opened), &log).is_none());
}

/// Nine seconds after the last entry the tenth begins and the power goes: they are unknown, so ten count.
#[test]
fn seconds_that_nobody_wrote_down_count() {
    let file = file_once();
    let opened = open(file, None, None).unwrap();
    let mut bench = Bench::new(file, &opened);
    bench.event(Event::Key(Key::Go), None).unwrap();
    (0..28).for_each(|_| bench.event(Event::Second, None).unwrap());
    bench.restart();
    assert_eq!(BEAT_S, 10);
    assert!(bench.disk.ends_with("{\"event\":\"resumed\",\"step\":1,\"pass\":2,\"counted\":1,\"seconds\":30}\n"), "{}", bench.disk);
    assert_eq!(bench.play.now().map(|now| (now.begun, now.seconds)), Some((1, 30)));
}

#[test]
fn a_ledger_reads_what_it_writes_and_nothing_else() {
    use loader::Ledger;
    let series = *b"one-whole-series";
    let given = |session| loader::Given { session, day: 20_788, phototype: 2, sequence: 1 << 20, check_numbers: [996, 1704, 798, 136] };
    let mut ledger = Remembered::read("").unwrap();
    assert_eq!((ledger.sequence(&series), ledger.last(&series, b"7650-5E3F-R")), (Ok(None), Ok(None)));
    assert!(ledger.accept(&series, 1 << 20) && ledger.begin(&series, b"7650-5E3F-R", given(1)));
    // The same sequence again is no second line; a tag that is none is not written.
    assert!(ledger.accept(&series, 1 << 20) && !ledger.begin(&series, b"Jane Doe", given(1)));
    assert!(ledger.begin(&series, b"7650-5E3F-R", given(2)));
    let text = "needlepoint virtual pen, ledger 1\n\
                series 6f6e652d77686f6c652d736572696573 uses sequence 1048576\n\
                series 6f6e652d77686f6c652d736572696573 course 7650-5E3F-R session 1 began 2026-12-01 phototype 2 sequence 1048576 check 996-1704-798-136\n\
                series 6f6e652d77686f6c652d736572696573 course 7650-5E3F-R session 2 began 2026-12-01 phototype 2 sequence 1048576 check 996-1704-798-136\n";
    assert_eq!(ledger.text(), text);
    let read = Remembered::read(text).unwrap();
    assert_eq!(read, ledger);
    assert_eq!((read.sequence(&series), read.last(&series, b"7650-5E3F-R")), (Ok(Some(1 << 20)), Ok(Some(given(2)))));
    for (wrong, line) in [
        (text.replace("ledger 1", "ledger 2"), 1),
        (text.trim_end().to_owned(), 4),
        (text.replace("session 2", "session 1"), 4),
        (text.replace("7650-5E3F-R", "Jane"), 3),
        (text.replace("2026-12-01", "2026-02-30"), 3),
        (text.replace("-136", ""), 3),
        (text.replace(" uses", "  uses"), 2),
        (text.to_owned() + "# a remark\n", 5),
        (text.to_owned() + "series 6f6e652d77686f6c652d736572696573 uses sequence 1048575\n", 5),
    ] {
        assert_eq!(Remembered::read(&wrong), Err(line), "{wrong}");
    }
}
