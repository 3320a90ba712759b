//! A log that contradicts itself or its image is noticed, and one that says more than the image is told.

use needlepoint::pen::{Event, Headline, Key, Log, Play, compare};
use needlepoint::seal::open;

use super::{Bench, file_once, opening, steps};

/// One change to a whole log for every way in which its lines can contradict each other.
#[test]
fn a_log_that_contradicts_itself_is_no_log() {
    let file = file_once();
    let opened = open(file, None, None).unwrap();
    let mut bench = Bench::new(file, &opened);
    for key in [Key::Go, Key::Pause, Key::Go, Key::Raise, Key::Next, Key::Go, Key::Endpoint] {
        bench.event(Event::Key(key), None).unwrap();
    }
    bench.finish();
    let good = bench.disk;
    assert!(Log::read(good.as_bytes()).is_ok());
    let last = good.lines().count();
    let begun = good.lines().position(|line| line.contains("begun")).unwrap() + 1;
    for (from, to, line, why) in [
        (r#"{"log":1"#, r#"{"log":2"#, 1, "opens a log of another kind"),
        ("nobody was treated", "somebody was treated", 1, "opens a log of another kind"),
        (r#"{"log":1"#, r#"{"more":0,"log":1"#, 1, "does not open a log of the virtual pen"),
        (r#""prompt":2,"#, r#""prompt":3,"#, 3, "answers a prompt out of its order"),
        (r#""yes":true"#, r#""yes":false"#, 3, "answers a prompt out of its order"),
        (r#"{"event":"begun"}"#, r#"{"event":"begun","x":1}"#, begun, "cannot be read"),
        (r#"{"event":"begun"}"#, r#"{"event":"not-given","prompt":1}"#, begun, "ends the session at a prompt that was not answered"),
        (r#"{"event":"begun"}"#, r#"{"event":"not-given","prompt":74}"#, begun, "ends the session at an answer that does not"),
        (r#"{"event":"begun"}"#, r#"{"event":"abandoned","prompt":74}"#, begun, "leaves a prompt unanswered that was not asked"),
        (r#"{"event":"begun"}"#, r#"{"event":"abandoned","prompt":75}"#, begun + 1, "comes after the end"),
        (r#"{"event":"begun"}"#, r#"{"event":"resumed","step":1,"pass":1,"seconds":0}"#, begun, "goes on with what had not begun"),
        ("{\"event\":\"begun\"}\n", "", begun, "comes to an area out of its order"),
        (r#""event":"area","step":1"#, r#""event":"area","step":2"#, begun + 1, "comes to an area out of its order"),
        (r#""pass":1,"direction""#, r#""pass":2,"direction""#, begun + 2, "begins a pass out of its order"),
        (r#""event":"pass","step":1,"area":"forehead""#, r#""event":"pass","step":1,"area":"chin""#, begun + 2, "names another area"),
        (r#""event":"paused","step":1"#, r#""event":"paused","step":2"#, begun + 3, "speaks of another pass"),
        (
            r#""event":"paused","step":1,"pass":1,"seconds":1"#,
            r#""event":"paused","step":1,"pass":1,"seconds":0"#,
            begun + 3,
            "turns time back",
        ),
        (
            r#"{"event":"paused","step":1,"pass":1,"seconds":1}"#,
            r#"{"event":"pass-done","step":1,"pass":1,"seconds":1}"#,
            begun + 4,
            "goes on without a pause",
        ),
        (r#""event":"raised","step":1,"pass":2"#, r#""event":"raised","step":1,"pass":3"#, begun + 5, "raises another pass"),
        (
            "{\"event\":\"pass-done\",\"step\":1,\"pass\":1",
            "{\"event\":\"raised\",\"step\":1,\"pass\":2,\"depth_um\":500}\n{\"event\":\"pass-done\",\"step\":1,\"pass\":1",
            begun + 6,
            "raises a pass twice",
        ),
        (
            r#""area":"forehead","pass":2,"direction":"horizontal","depth_um":500"#,
            r#""area":"forehead","pass":2,"direction":"horizontal","depth_um":250"#,
            begun + 7,
            "goes to another depth than was said before",
        ),
        (r#""why":"endpoint","seconds":3"#, r#""why":"endpoint","seconds":2"#, begun + 8, "turns time back"),
        (r#""why":"endpoint""#, r#""why":"skipped""#, begun + 8, "skips an area that was needled"),
        (
            r#"{"event":"session-done","why":"complete"}"#,
            r#"{"event":"session-done","why":"stopped"}"#,
            last,
            "ends the session where it cannot end",
        ),
        (r#""event":"session-done""#, r#""event":"session-gone""#, last, "cannot be read"),
    ] {
        assert!(good.contains(from), "{from}\n{good}");
        let fault = Log::read(good.replacen(from, to, 1).as_bytes()).unwrap_err();
        assert_eq!((fault.line, fault.why), (line, why), "{to}");
    }
    // An area that was never needled has shown no sign.
    let unseen = good.lines().take(begun + 1).map(|line| format!("{line}\n")).collect::<String>()
        + "{\"event\":\"area-done\",\"step\":1,\"area\":\"forehead\",\"why\":\"endpoint\",\"seconds\":0}\n";
    assert_eq!(Log::read(unseen.as_bytes()).unwrap_err().why, "ends an area by its endpoint that was not needled");
    let twice = good.clone() + "{\"event\":\"session-done\",\"why\":\"complete\"}\n";
    assert_eq!(Log::read(twice.as_bytes()).unwrap_err().why, "comes after the end");
    assert_eq!(Log::read(b"").unwrap_err().line, 1);
}

/// What another pen may have done is told, not trusted.
#[test]
fn more_than_planned_is_called_so() {
    let file = file_once();
    let opened = open(file, None, None).unwrap();
    let mut bench = Bench::new(file, &opened);
    bench.finish();
    let sha256 = opening(file, &opened).image_sha256;
    let headline = |text: &str| compare(&Log::read(text.as_bytes()).unwrap(), &sha256, &opened).map(|compared| compared.headline);
    assert_eq!(headline(&bench.disk), Ok(Headline::AsPlanned));
    for (from, to) in [
        (r#""pass":4,"direction":"diagonal","depth_um":250"#, r#""pass":4,"direction":"diagonal","depth_um":501"#),
        (r#""pass":1,"direction":"horizontal","depth_um":250"#, r#""pass":1,"direction":"horizontal","depth_um":500"#),
        (r#""pass":4,"direction":"diagonal","depth_um":250"#, r#""pass":4,"direction":"vertical","depth_um":250"#),
    ] {
        assert!(bench.disk.contains(from), "{from}");
        assert_eq!(headline(&bench.disk.replacen(from, to, 1)), Ok(Headline::More), "{to}");
    }
    // Time: the last pass over the forehead goes on for too long.
    let (before, after) = bench.disk.split_once("{\"event\":\"pass-done\",\"step\":1,\"pass\":4,\"seconds\":160}").unwrap();
    let longer = |seconds: u16| {
        let done = format!("{{\"event\":\"pass-done\",\"step\":1,\"pass\":4,\"seconds\":{seconds}}}");
        before.to_owned() + &done + &after.replacen("\"seconds\":160", &format!("\"seconds\":{seconds}"), 1)
    };
    assert_eq!((headline(&longer(360)), headline(&longer(361))), (Ok(Headline::AsPlanned), Ok(Headline::More)));
    // The log of another image, or one that names what the image does not have.
    for (from, to, sentence) in [
        (&*sha256, &*"0".repeat(64), "it is the log of another image: that one has the same check words, but other bytes"),
        ("\"session\":2", "\"session\":9", "it contradicts its own image: no such session"),
        ("\"course\":\"base\"", "\"course\":\"other\"", "it contradicts its own image: no such course for this phototype"),
        ("\"sequence\":", "\"sequence\":1", "it contradicts its own image: series, version or bench mark"),
        ("forehead", "chin", "it contradicts its own image: another area or cartridge at its place in the session"),
    ] {
        assert_eq!(headline(&bench.disk.replace(from, to)), Err(sentence.to_owned()), "{to}");
    }
}

/// A depth is the start's, the last pass's, or one raise of the image deeper, and what was raised is forgotten with the power.
#[test]
fn a_depth_that_no_raise_of_the_image_leads_to_is_not_as_planned() {
    let file = file_once();
    let opened = open(file, None, None).unwrap();
    let sha256 = opening(file, &opened).image_sha256;
    let headline = |text: &str| compare(&Log::read(text.as_bytes()).unwrap(), &sha256, &opened).map(|compared| compared.headline);
    let pass =
        |pass: u16, depth_um: u16| format!("\"area\":\"cheeks\",\"pass\":{pass},\"direction\":\"horizontal\",\"depth_um\":{depth_um}}}\n");
    let mut bench = Bench::new(file, &opened);
    bench.finish();
    let plain = bench.disk;
    // The cheeks go from 0.5 mm to 2 mm by 0.25 mm at a time.
    let raised = |to: u16| {
        let done = "{\"event\":\"pass-done\",\"step\":2,\"pass\":1,";
        let line = format!("{{\"event\":\"raised\",\"step\":2,\"pass\":2,\"depth_um\":{to}}}\n{done}");
        let all = plain.replacen(done, &line, 1).replace(&pass(2, 500), &pass(2, to));
        // Every pass behind it stays as deep.
        let (before, after) = all.split_once(&pass(2, to)).unwrap();
        before.to_owned() + &pass(2, to) + &after.replace("\"depth_um\":500", &format!("\"depth_um\":{to}"))
    };
    assert_eq!((headline(&plain), headline(&raised(750))), (Ok(Headline::AsPlanned), Ok(Headline::AsPlanned)));
    assert_eq!((headline(&raised(751)), headline(&raised(2000))), (Ok(Headline::More), Ok(Headline::More)));
    let less = Err("it contradicts its own image: a pass less deep than the image's start and raises make it".to_owned());
    assert_eq!(headline(&raised(749)), less);
    assert_eq!(headline(&plain.replace(&pass(1, 500), &pass(1, 250))), less);
    // Straight to the limit, with no raise at all.
    assert!(plain.contains(&pass(2, 500)));
    assert_eq!(headline(&plain.replace(&pass(2, 500), &pass(2, 2000))), Ok(Headline::More));
    // A raise before the power went, and the depth kept after it.
    let mut cut = Bench::new(file, &opened);
    for key in [Key::SkipArea, Key::Go, Key::Raise, Key::Next, Key::Go] {
        cut.event(Event::Key(key), None).unwrap();
    }
    cut.restart();
    cut.event(Event::Key(Key::Go), None).unwrap();
    let at_start = "\"pass\":3,\"direction\":\"vertical\",\"depth_um\":500}";
    assert!(cut.disk.contains(at_start), "{}", cut.disk);
    assert_eq!(headline(&cut.disk), Ok(Headline::Interrupted));
    assert_eq!(headline(&cut.disk.replace(at_start, &at_start.replace("500", "750"))), Ok(Headline::More));
}

/// No log is as planned whose prompts are not all answered, by what they ask.
#[test]
fn a_session_without_its_answers_is_none_of_the_image() {
    let file = file_once();
    let opened = open(file, None, None).unwrap();
    let sha256 = opening(file, &opened).image_sha256;
    let mut bench = Bench::new(file, &opened);
    bench.finish();
    let lines: Vec<&str> = bench.disk.split_inclusive('\n').collect();
    let (answers, rest) = lines[1..].split_at(74);
    for (kept, caption, as_planned) in
        [(74, "22 years or older", true), (73, "22 years or older", false), (0, "", false), (74, "2 years or older", false)]
    {
        let text = lines[0].to_owned() + &answers[..kept].concat().replacen("22 years or older", caption, 1) + &rest.concat();
        let log = Log::read(text.as_bytes()).unwrap();
        assert_eq!(log.answers(opened.image.prompts()), as_planned, "{kept} {caption}");
        let compared = compare(&log, &sha256, &opened).map(|compared| compared.headline);
        let contradicts = "it contradicts its own image: its answers are not those to every prompt of the image".to_owned();
        assert_eq!(compared, if as_planned { Ok(Headline::AsPlanned) } else { Err(contradicts) }, "{kept} {caption}");
    }
    // One that has not begun may still have some to come, and none goes on.
    let asked = Log::read((lines[0].to_owned() + &answers[..3].concat()).as_bytes()).unwrap();
    assert!(asked.answers(opened.image.prompts()) && Play::resume(steps(&opened), &asked).is_none());
    assert_eq!(compare(&asked, &sha256, &opened).map(|compared| compared.headline), Ok(Headline::NotGiven));
}
