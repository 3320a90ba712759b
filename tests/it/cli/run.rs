//! A session on the virtual pen as a person or a script runs it: refused with the loader's own sentence, asked, played, cut, gone on with, and
//! compared.

use std::fs;
use std::process::Output;

use serde_json::Value;

use crate::program::{FLAGSHIP, Place, fed, flagship, needlepoint, out, run, said};
use crate::support::{blocks, read, root, shows};

/// A place with the flagship's image for the bench.
struct Pen {
    place: Place,
    image: String,
}

impl Pen {
    fn new(name: &str) -> Self {
        let place = Place::new(name);
        let built = run(&["build", FLAGSHIP, "--bench", "--no-clinic", "--today", "2026-11-22", "--out", &place.path("out")]);
        assert!(built.status.success(), "{}", said(&built));
        let image = place.path("out/acne-scars-face.bench.npp");
        Self { place, image }
    }

    /// Runs a session with a script; what is not given is session 1 of 7650-5E3F-R for phototype 2 on 1 December 2026.
    fn session(&self, keys: &str, more: &[&str]) -> Output {
        self.session_of(&self.image, keys, more)
    }

    /// The same with another image in the same pen.
    fn session_of(&self, image: &str, keys: &str, more: &[&str]) -> Output {
        let given = |name: &str| more.contains(&name);
        let mut arguments = vec!["run", image, "--keys", "-"];
        let (ledger, log) = (self.place.path("ledger"), self.place.path("log"));
        let usual = [("--course", "7650-5E3F-R"), ("--session", "1"), ("--phototype", "2"), ("--today", "2026-12-01")];
        for (name, value) in usual.into_iter().chain([("--ledger", &*ledger), ("--log", &*log)]) {
            if !given(name) {
                arguments.extend([name, value]);
            }
        }
        arguments.extend(more);
        fed(&arguments, keys.as_bytes())
    }

    fn compared(&self, log: &str) -> Output {
        run(&["compare", &self.place.path(log), &self.image])
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.place.path(name)).unwrap()
    }
}

const YES: &str = "answer all yes\n";

/// Tags of other courses, worked out by another program.
const TAGS: [&str; 8] =
    ["47MB-72FW-7", "KVD0-9FVR-M", "9JE0-0654-1", "6S1V-Z81M-8", "T0K9-HWS2-Y", "HEFK-3CMQ-Z", "BXSS-F6ZD-Q", "YAW9-DMEA-K"];

#[test]
fn the_page_of_the_virtual_pen_is_followed_to_its_end() {
    let place = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(root().join("protocols"), place.path().join("protocols")).unwrap();
    let (mut consoles, mut files) = (0, 0);
    for (kind, body) in blocks("docs/virtual-pen.md") {
        if let Some(file) = kind.strip_prefix("keys ") {
            fs::write(place.path().join(file), body).unwrap();
        } else if let Some(file) = kind.strip_prefix("file ") {
            let text = fs::read_to_string(place.path().join(file)).unwrap();
            assert!(shows(&body, &text), "{file}\n{text}");
            files += 1;
        } else {
            assert_eq!(kind, "console");
            let (command, shown) = body.split_once('\n').unwrap_or((&body, ""));
            let said = crate::support::run(command.strip_prefix("$ ").expect("a command starts with $"), place.path());
            assert!(shows(shown, &said), "{command}\n{said}");
            consoles += 1;
        }
    }
    assert_eq!((consoles, files), (7, 2));
}

#[test]
fn a_whole_session_reads_like_this() {
    let pen = Pen::new("pen-whole");
    let played = pen.session(YES, &[]);
    assert_eq!((played.status.code(), said(&played).as_str()), (Some(0), ""));
    let shown = out(&played).replace(pen.place.0.to_str().unwrap(), "PLACE");
    let (_, from) = shown.split_once("The ledger holds").unwrap();
    // The image's digest changes with the tool's rules.
    let opening: Value = serde_json::from_str(pen.read("log").lines().next().unwrap()).unwrap();
    let log = pen.read("log").replace(opening["image_sha256"].as_str().unwrap(), "SHA256");
    insta::with_settings!({ snapshot_path => "../../cases/snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("pen-whole-session", format!("The ledger holds{from}"));
        insta::assert_snapshot!("pen-whole-session-log", log);
    });
    let compared = pen.compared("log");
    assert_eq!(compared.status.code(), Some(0));
    assert!(out(&compared).ends_with("\nDone as planned.\n"), "{}", out(&compared));
}

#[test]
fn every_line_of_a_log_and_every_comparison_follows_its_schema() {
    let schema = |name: &str| {
        let schema: Value = serde_json::from_str(&read(format!("docs/schemas/{name}.schema.json"))).unwrap();
        jsonschema::draft202012::options().should_validate_formats(true).build(&schema).unwrap()
    };
    let (line, document) = (schema("log"), schema("compared"));
    let pen = Pen::new("pen-schema");
    let (mut events, mut outcomes) = (std::collections::BTreeSet::new(), std::collections::BTreeSet::new());
    for (number, keys) in [
        "",
        "at forehead 1: raise\nat forehead 2: endpoint\nat cheeks 1: zone mole\nat cheeks 2: pause\nat cheeks 2: go\nat cheeks 3: stop-session faintness\n",
        "before forehead: skip-area\nat cheeks 2: stop-area\n",
        "answer 3 no\n",
        "",
        "at forehead 1 after 35: power-cut\n",
    ]
    .into_iter()
    .enumerate()
    {
        let (tag, log) = (TAGS[number], pen.place.path(&format!("log-{number}")));
        // One of them leaves a prompt unanswered.
        let yes = if number == 4 { "answer 1 yes\n" } else { YES };
        pen.session(&format!("{yes}{keys}"), &["--course", tag, "--log", &log]);
        if keys.contains("power-cut") {
            pen.session("answer resume yes\n", &["--course", tag, "--log", &log, "--resume"]);
        }
        for text in fs::read_to_string(&log).unwrap().lines() {
            let value: Value = serde_json::from_str(text).unwrap();
            let wrong: Vec<String> = line.iter_errors(&value).map(|error| error.to_string()).collect();
            assert!(wrong.is_empty(), "{text}\n{wrong:#?}");
            events.extend(value["event"].as_str().map(str::to_owned));
            // No line may hold more, or lack anything but a sign that nobody named.
            for name in value.as_object().unwrap().keys() {
                let mut less = value.clone();
                less.as_object_mut().unwrap().remove(name);
                assert!(!line.is_valid(&less) || name == "sign" || name == "counted", "{text} without {name}");
            }
            let mut more = value;
            more["patient"] = "Jane".into();
            assert!(!line.is_valid(&more));
        }
        let compared = out(&run(&["compare", &log, &pen.image, "--format", "json"]));
        let value: Value = serde_json::from_str(&compared).unwrap();
        assert!(document.is_valid(&value), "{compared}");
        outcomes.extend(value["areas"].as_array().unwrap().iter().map(|area| area["outcome"].as_str().unwrap().to_owned()));
        let mut other = value;
        other["headline"] = "safe".into();
        assert!(!document.is_valid(&other));
    }
    let all = [
        "abandoned",
        "answered",
        "area",
        "area-done",
        "begun",
        "moving",
        "not-given",
        "pass",
        "pass-done",
        "paused",
        "raised",
        "resumed",
        "session-done",
        "went-on",
        "zone",
    ];
    assert_eq!(events.iter().map(String::as_str).collect::<Vec<_>>(), all);
    let seen = ["complete", "complete-but-interrupted", "endpoint", "not-reached", "session-stopped", "skipped", "stopped"];
    assert_eq!(outcomes.iter().map(String::as_str).collect::<Vec<_>>(), seen);
}

#[test]
fn every_way_to_end_early_is_said_in_words() {
    let pen = Pen::new("pen-early");
    for (number, (keys, code, lines)) in [
        ("before forehead: skip-area\n", 0, vec!["  skipped; 4 passes were not given", "Less was done than planned. What was left out stays left out: no session has more passes or depth than its own plan."]),
        ("at cheeks 2: stop-area bleeding\n", 0, vec!["  stopped early for bleeding; 4 passes were not given", "  pass 2 was begun and not done to its end"]),
        ("at cheeks 2: stop-area\n", 0, vec!["  stopped early by decision, for no sign that was named; 4 passes were not given"]),
        ("at forehead 4: stop-area pain\n", 1, vec!["  stopped early with the whole session, for pain", "  not reached; 6 passes were not given", "The session was stopped for pain. What was left out stays left out: no session has more passes or depth than its own plan."]),
        ("answer 74 no\n", 1, vec!["The session was not given, by the answer to: ready: no-dark-patch, else postpone. The motor did not start."]),
    ]
    .into_iter()
    .enumerate()
    {
        let log = format!("log-{number}");
        let played = pen.session(&format!("{YES}{keys}"), &["--course", TAGS[number], "--log", &pen.place.path(&log)]);
        assert_eq!(played.status.code(), Some(code), "{keys}{}", out(&played));
        let compared = pen.compared(&log);
        assert_eq!(compared.status.code(), Some(1), "{keys}");
        for line in lines {
            assert!(out(&compared).lines().any(|said| said == line), "{line}\n{}", out(&compared));
        }
    }
    // Passes that take longer than their share: the longest time ends the area, and never a second later.
    let played = pen.session(YES, &["--course", "RRME-TV1D-E", "--log", &pen.place.path("slow"), "--pass", "150"]);
    assert_eq!(played.status.code(), Some(0));
    let shown = out(&pen.compared("slow"));
    assert!(shown.contains("  done     2 horizontal and 1 vertical; deepest 0.25 mm; 6 minutes\n  stopped early: its longest time was over; 1 pass was not given\n"), "{shown}");
}

#[test]
fn a_session_is_refused_by_the_loader_s_own_sentence() {
    let pen = Pen::new("pen-refused");
    let refused = |more: &[&str], code: u16, sentence: &str| {
        let before = pen.place.names();
        let played = pen.session(YES, more);
        assert_eq!(played.status.code(), Some(1), "{more:?}: {}", said(&played));
        assert!(said(&played).contains(&format!("{sentence} (code {code})")), "{more:?}: {}", said(&played));
        assert_eq!(out(&played), "", "nothing is asked");
        assert_eq!(pen.place.names(), before, "nothing is written");
    };
    refused(&["--today", "2027-04-02"], 31, "the last day of the image has passed");
    refused(&["--session", "9"], 151, "the course has no session of this number");
    refused(&["--session", "2"], 152, "the pen does not know this course, so only its first session may begin");
    refused(&["--resume"], 160, "this session is not the last one of the course that was begun, so it cannot go on");
    assert!(pen.session(YES, &[]).status.success());
    let next = pen.place.path("next");
    refused(&["--log", &next], 153, "this session was begun before");
    refused(&["--log", &next, "--session", "3"], 154, "the session before this one was not given");
    refused(&["--log", &next, "--session", "2", "--today", "2026-11-30"], 155, "the last session was given on a later day than today");
    refused(&["--log", &next, "--session", "2", "--today", "2026-12-30"], 156, "too few days have passed since the last session");
    refused(
        &["--log", &next, "--session", "2", "--today", "2027-01-12", "--phototype", "5"],
        158,
        "the course was begun for another phototype",
    );
    refused(&["--resume", "--today", "2026-12-02"], 161, "the session was begun on another day, so it cannot go on");
    refused(&["--resume", "--phototype", "3"], 158, "the course was begun for another phototype");
    // 1 December and 30 days are 31 December.
    assert!(pen.session(YES, &["--log", &next, "--session", "2", "--today", "2026-12-31"]).status.success());
    // Nobody of this phototype was on trial, so the protocol does not treat it.
    let striae = run(&[
        "build",
        "protocols/abdominal-striae.needle",
        "--bench",
        "--no-clinic",
        "--today",
        "2026-11-22",
        "--out",
        &pen.place.path("striae"),
    ]);
    assert!(striae.status.success(), "{}", said(&striae));
    let untreated = pen.session_of(&pen.place.path("striae/abdominal-striae.bench.npp"), YES, &["--phototype", "6"]);
    assert_eq!(untreated.status.code(), Some(1));
    assert!(said(&untreated).contains("the image has no course for this phototype (code 150)"), "{}", said(&untreated));
    // An image that somebody changed.
    let mut bytes = fs::read(&pen.image).unwrap();
    bytes[300] ^= 1;
    fs::write(pen.place.path("changed.npp"), &bytes).unwrap();
    let changed =
        fed(&["run", &pen.place.path("changed.npp"), "--course", "7650-5E3F-R", "--session", "1", "--phototype", "2", "--keys", "-"], b"");
    assert_eq!(changed.status.code(), Some(1));
    assert!(said(&changed).contains("the signature does not belong to the image (code 3)"), "{}", said(&changed));
}

#[test]
fn a_newer_image_and_another_image_are_told_apart() {
    let pen = Pen::new("pen-newer");
    let file = pen.place.path("newer.needle");
    let draft =
        flagship().replacen("version     1.0.0", "version     1.0.1", 1).replacen("status      approved", "status      in-review", 1);
    let kept: Vec<&str> = draft.lines().filter(|line| !line.trim_start().starts_with("approved    ")).collect();
    fs::write(&file, kept.join("\n") + "\n").unwrap();
    let built = run(&["build", &file, "--bench", "--no-clinic", "--today", "2026-11-22", "--out", &pen.place.path("newer")]);
    assert!(built.status.success(), "{}{}", out(&built), said(&built));
    let newer = pen.place.path("newer/acne-scars-face.bench.npp");
    let cut = format!("{YES}at cheeks 1: power-cut\n");
    assert_eq!(pen.session(&cut, &[]).status.code(), Some(1));
    let other = pen.session_of(&newer, "answer resume yes\n", &["--resume"]);
    assert!(said(&other).contains("the session was begun with another image, so it cannot go on (code 162)"), "{}", said(&other));
    let begun = pen.session_of(&newer, YES, &["--course", "Q2NP-N4AE-6", "--log", &pen.place.path("second")]);
    assert!(begun.status.success(), "{}", said(&begun));
    for more in [&["--resume"][..], &["--course", "XQVX-1Z1Q-9", "--log", "third"]] {
        let older = pen.session(YES, more);
        assert!(said(&older).contains("a newer image of the same series has been accepted here (code 40)"), "{}", said(&older));
    }
    // The log belongs to the image it was made with.
    let compared = run(&["compare", &pen.place.path("log"), &newer]);
    assert_eq!(compared.status.code(), Some(2));
    assert!(
        said(&compared).contains("it is the log of another image: that one has the same check words, but other bytes"),
        "{}",
        said(&compared)
    );
}

#[test]
fn a_signed_image_is_played_by_who_trusts_its_key() {
    let pen = Pen::new("pen-signed");
    let (key, public) = (pen.place.path("clinic.key.pem"), pen.place.path("clinic.key.pub.pem"));
    assert!(run(&["keygen", "--out", &key]).status.success());
    assert!(run(&["build", FLAGSHIP, "--no-clinic", "--today", "2026-11-22", "--out", &pen.place.path("real")]).status.success());
    assert!(run(&["sign", &pen.place.path("real/acne-scars-face.unsigned.npp"), "--key", &key]).status.success());
    let signed = pen.place.path("real/acne-scars-face.npp");
    let stranger = pen.session_of(&signed, YES, &[]);
    assert_eq!(stranger.status.code(), Some(1));
    assert!(said(&stranger).contains("the image is signed with a key that this pen does not trust (code 2)"), "{}", said(&stranger));
    // The key that everybody has signs nothing for a pen; a key that is none; a file that is no image; a day before the first.
    let payload = fs::read(pen.place.path("real/acne-scars-face.unsigned.npp")).unwrap();
    let by_anybody = pen.place.path("anybody.npp");
    fs::write(&by_anybody, needlepoint::seal::Signer::development().seal(&payload)).unwrap();
    for (image, more, code, sentence) in [
        (&*by_anybody, &[][..], 1, "is for a pen and signed with the published key of the bench, so anybody may have made it"),
        (&*signed, &["--trust", &*key], 2, "is no public Ed25519 key in PEM"),
        (&*key, &[], 1, "the file is not one sealed image in the only envelope that the format allows (code 1)"),
        (&*signed, &["--trust", &*public, "--today", "2026-09-30"], 1, "the first day of the image has not come (code 30)"),
        (&*signed, &["--trust", &*public, "--today", "2150-01-01"], 2, "the last day that has one is 6 June 2149"),
    ] {
        let refused = pen.session_of(image, YES, more);
        assert_eq!(refused.status.code(), Some(code), "{}", said(&refused));
        assert!(said(&refused).contains(sentence), "{}", said(&refused));
    }
    let trusted = pen.session_of(&signed, YES, &["--trust", &public]);
    assert_eq!(trusted.status.code(), Some(0), "{}", said(&trusted));
    assert!(out(&trusted).starts_with("VIRTUAL PEN: no motor, not a device; nothing is treated.\n"));
}

/// What was begun counts, whatever the disk lost behind it; what contradicts itself goes nowhere.
#[test]
fn an_interrupted_session_goes_on_from_its_log_alone() {
    let pen = Pen::new("pen-resume");
    assert_eq!(pen.session(&format!("{YES}at cheeks 3 after 45: power-cut\n"), &[]).status.code(), Some(1));
    let (log, ledger) = (pen.read("log"), pen.read("ledger"));
    let resumed = |keys: &str| pen.session(keys, &["--resume"]);
    let put = |text: &str| fs::write(pen.place.path("log"), text).unwrap();

    // Nobody says yes.
    for keys in ["", "answer resume no\n"] {
        let stood = resumed(keys);
        assert_eq!(stood.status.code(), Some(1));
        assert!(said(&stood).contains("nobody said that the session goes on, so the pen stands still"), "{}", said(&stood));
        assert_eq!(pen.read("log"), log, "nothing is added");
    }
    // Another session's log, a damaged one, none at all.
    put(&log.replacen("7650-5E3F-R", "Q2NP-N4AE-6", 1));
    assert!(said(&resumed("answer resume yes\n")).contains("is the log of another session or image"));
    put(&log.replacen("\"pass\":2", "\"pass\":7", 1));
    let damaged = resumed("answer resume yes\n");
    assert_eq!(damaged.status.code(), Some(2));
    assert!(
        said(&damaged).contains("is damaged: line ") && said(&damaged).contains("nothing goes on that nobody knows"),
        "{}",
        said(&damaged)
    );
    fs::remove_file(pen.place.path("log")).unwrap();
    let none = resumed("answer resume yes\n");
    assert_eq!(none.status.code(), Some(2));
    assert!(said(&none).contains("cannot go on without the log"), "{}", said(&none));
    // A ledger that cannot be read.
    put(&log);
    fs::write(pen.place.path("ledger"), ledger.replacen("session 1", "session x", 1)).unwrap();
    let unknown = resumed("answer resume yes\n");
    assert_eq!(unknown.status.code(), Some(2));
    assert!(
        said(&unknown).contains("line 3 of the ledger") && said(&unknown).contains("what was given is not known"),
        "{}",
        said(&unknown)
    );
    fs::write(pen.place.path("ledger"), &ledger).unwrap();

    // The last line was cut off while it was written: it is said, marked, and counts for nothing.
    let last = log.trim_end().lines().last().unwrap();
    put(&log[..log.len() - last.len() / 2]);
    let gone_on = resumed("answer resume yes\n");
    assert_eq!(gone_on.status.code(), Some(0), "{}", said(&gone_on));
    assert!(out(&gone_on).contains("was cut off while it was written, so what it announced had not begun."), "{}", out(&gone_on));
    assert!(out(&gone_on).contains("Pass 3 was under way. It counts as given"), "{}", out(&gone_on));
    assert!(
        pen.read("log").contains(" (cut off here)\n{\"event\":\"resumed\",\"step\":2,\"pass\":4,\"counted\":3,"),
        "{}",
        pen.read("log")
    );
    assert_eq!(pen.read("log").matches("\"area\":\"cheeks\",\"pass\":3,").count(), 1, "no pass is repeated");
    let shown = out(&pen.compared("log"));
    assert!(shown.contains("The session was interrupted once and went on.\n"), "{shown}");
    // And it is over.
    let over = resumed("answer resume yes\n");
    assert_eq!(over.status.code(), Some(1));
    assert!(said(&over).contains("it has come to its end"), "{}", said(&over));
}

/// The ledger lets a session begin once; a log beside it that never began gives it no second time.
#[test]
fn a_session_goes_on_from_no_log_but_its_own() {
    let pen = Pen::new("pen-own-log");
    let silent = pen.session("answer 1 yes\nanswer 2 yes\nanswer 3 yes\n", &[]);
    assert!(said(&silent).contains("prompt 4 was not answered"), "{}", said(&silent));
    let abandoned = pen.read("log");
    let own = pen.place.path("own");
    assert_eq!(pen.session(&format!("{YES}at cheeks 5: power-cut\n"), &["--log", &own]).status.code(), Some(1));
    let refuses = |text: &str, sentence: &str| {
        fs::write(pen.place.path("log"), text).unwrap();
        let again = pen.session("answer resume yes\n", &["--resume"]);
        assert_eq!(again.status.code(), Some(1), "{}", out(&again));
        assert!(said(&again).contains(sentence), "{}", said(&again));
        assert_eq!((out(&again), pen.read("log")), (String::new(), text.to_owned()), "nothing is asked and nothing written");
    };
    let not_begun = "does not say that it began, so it may be another run's; what was done is not known";
    let (opening, answers) = (abandoned.lines().next().unwrap(), abandoned.rsplit_once("{\"event\":\"abandoned\"").unwrap().0);
    refuses(&abandoned, not_begun);
    // The program was killed while it asked; the power went between ledger and log.
    refuses(answers, not_begun);
    refuses(pen.read("own").split_once("{\"event\":\"begun\"}").unwrap().0, not_begun);
    // A beginning without its answers.
    for without in [format!("{opening}\n{{\"event\":\"begun\"}}\n"), format!("{answers}{{\"event\":\"begun\"}}\n")] {
        refuses(&without, "does not hold a yes to every prompt of the image");
    }
    let gone_on = pen.session("answer resume yes\n", &["--resume", "--log", &own]);
    assert_eq!(gone_on.status.code(), Some(0), "{}", said(&gone_on));
    assert!(out(&gone_on).contains("It goes on in cheeks with pass 6 of 6"), "{}", out(&gone_on));
}

#[test]
fn a_pause_of_no_second_is_said_in_words() {
    let pen = Pen::new("pen-short-pause");
    let keys = format!("{YES}at forehead 1: pause\nat forehead 1: go\nbefore cheeks: skip-area\n");
    let shown = out(&pen.session(&keys, &[]));
    assert!(shown.contains("  pass 1 goes on, after a pause of less than a second\n"), "{shown}");
    assert!(shown.contains("  skipped, after 0 seconds\n"), "{shown}");
    assert!(out(&pen.compared("log")).contains("\n  paused once\n"), "{}", out(&pen.compared("log")));
}

#[test]
fn what_cannot_run_says_so_and_writes_nothing() {
    let pen = Pen::new("pen-bad-use");
    for (keys, sentence) in [
        ("answer all yes\nat cheeks 1: jump\n", "line 2 of the keys presses a key that the pen does not have"),
        ("at cheeks: raise\n", "line 1 of the keys is neither `before AREA: KEY`"),
        ("at cheeks one: raise\n", "line 1 of the keys is neither"),
        ("at cheeks 1: wait long\n", "line 1 of the keys waits for no number of seconds"),
        ("answer all perhaps\n", "line 1 of the keys is none of: answer all yes"),
        ("at cheeks 1: zone\n", "line 1 of the keys presses a key that the pen does not have"),
    ] {
        let played = pen.session(keys, &[]);
        assert_eq!(played.status.code(), Some(2), "{keys}");
        assert!(said(&played).contains(sentence), "{keys}{}", said(&played));
    }
    for tag in ["Jane", "jane-doe", "mueller", "c0", "c-0417", "0123456789012345678901234", "c 41 7"] {
        let played = pen.session(YES, &["--course", tag]);
        assert_eq!(played.status.code(), Some(2), "{tag}: {}", said(&played));
        assert!(said(&played).contains("nobody's name or record number"), "{}", said(&played));
    }
    let mut alone = needlepoint(&["run", &pen.image, "--course", "7650-5E3F-R", "--session", "1", "--phototype", "2"]);
    let alone = alone.stdin(std::process::Stdio::null()).output().unwrap();
    assert_eq!(alone.status.code(), Some(2));
    assert!(said(&alone).contains("there is no keyboard to press keys at"), "{}", said(&alone));
    // A prompt that nobody answers, and a log that is there already.
    let silent = pen.session("answer 1 yes\n", &["--log", &pen.place.path("silent"), "--course", "7F0T-EA5Q-R"]);
    assert_eq!(silent.status.code(), Some(1));
    assert!(said(&silent).contains("prompt 2 was not answered, so the session does not begin"), "{}", said(&silent));
    let shown = out(&pen.compared("silent"));
    assert!(shown.ends_with("\nThe session was not given, because nobody answered prompt 2. The motor did not start.\n"), "{shown}");
    assert!(pen.read("silent").ends_with("{\"event\":\"abandoned\",\"prompt\":2}\n"));
    let again = pen.session(YES, &["--log", &pen.place.path("silent"), "--course", "7F0T-EA5Q-R"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(said(&again).contains("a log is never overwritten"), "{}", said(&again));
    assert!(!pen.place.names().contains(&"ledger".to_owned()), "nothing has begun");
    // A ledger that cannot be written: nothing begins.
    let blocked = pen.session(YES, &["--ledger", &pen.place.path("no-such-folder/ledger"), "--log", &pen.place.path("blocked")]);
    assert_eq!(blocked.status.code(), Some(1));
    assert!(said(&blocked).contains("the pen could not write down that the session begins (code 157)"), "{}", said(&blocked));
    assert!(!fs::read_to_string(pen.place.path("blocked")).unwrap().contains("begun"));
    // Keys that were never come to are named, and one that does nothing says why.
    let played = pen.session(
        &format!("{YES}at forehead 1: raise\nat forehead 1: raise\nat chin 1: raise\n"),
        &["--course", "SRNH-BNTC-C", "--log", &pen.place.path("odd")],
    );
    assert!(
        out(&played).contains("  not now: the next pass goes deeper already; the image raises one step at a time\n"),
        "{}",
        out(&played)
    );
    assert_eq!(said(&played), "needlepoint: line 4 of the keys was never come to\n");
    // A pause that nothing ends.
    let paused = pen.session(&format!("{YES}at forehead 1: pause\n"), &["--course", "VW4W-4BC7-Y", "--log", &pen.place.path("paused")]);
    assert_eq!(paused.status.code(), Some(1));
    assert!(out(&paused).contains("Nobody presses a key any more, so the pen stands still.\nPOWER OFF."), "{}", out(&paused));
}
