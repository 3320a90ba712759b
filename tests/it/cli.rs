//! The program as a user runs it: exit codes, standard input, closed pipes, files whole or absent.

mod approve;
mod calendar;
mod counts;
mod course;
mod course_check;
mod course_told;
mod course_versions;
mod fmt;
mod holidays;
mod keys;
mod opening;
mod run;

use std::io::{Read, Write};
use std::path::Path;
use std::process::Stdio;

use crate::program::{FLAGSHIP, Place, fed, flagship, names, needlepoint, out, run, said};
use crate::support::BASE;

const HOUSE: &str = "needlepoint 1\npolicy house {\n  limit depth on face never above 1.5 mm\n}\n";

#[test]
fn the_flagship_is_accepted() {
    let output = run(&["check", FLAGSHIP, "--no-clinic", "--today", "2026-11-22", "--format", "plain"]);
    assert_eq!(output.status.code(), Some(0), "{}", out(&output));
    assert!(out(&output).contains("0 not accepted, 0 need sign-off, 1 excepted until 1 April 2027"), "{}", out(&output));
    assert!(out(&output).contains("NO CLINIC POLICY"));
}

#[test]
fn an_expired_exception_ends_acceptance() {
    let output = run(&["check", FLAGSHIP, "--no-clinic", "--today", "2027-04-01", "--format", "plain"]);
    assert_eq!(output.status.code(), Some(0), "its last day is included");
    let output = run(&["check", FLAGSHIP, "--no-clinic", "--today", "2027-04-02", "--format", "plain"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(out(&output).contains("exception-expired"), "{}", out(&output));
    assert!(out(&output).contains("sign-off: depth-beyond-label"), "{}", out(&output));
}

#[test]
fn many_problems_still_end_with_one() {
    // 300 lines that cannot be read: the status does not wrap round to success.
    let text = "needlepoint 1\n".to_owned() + &"nonsense\n".repeat(300);
    let output = fed(&["check", "-", "--no-clinic", "--today", "2026-11-22", "--format", "plain"], text.as_bytes());
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(out(&output).lines().filter(|line| line.starts_with("never: line-unknown")).count(), 300);
}

#[test]
fn what_could_not_run_ends_with_two_and_a_sentence() {
    for (arguments, sentence) in [
        (vec!["check", "no-such-file.needle"], "there is no file no-such-file.needle"),
        (vec!["check", "LICENSE-MIT", "--today", "2026-02-30"], "a day is written as year-month-day"),
        (vec!["check", "src/report"], "there is no .needle file in src/report"),
        (vec!["explain", "session-to-soon"], "did you mean session-too-soon?"),
        (vec!["show", "forehaed"], "did you mean forehead?"),
        (vec!["show"], "say what to show: one of areas, devices"),
        (vec!["schedule", FLAGSHIP, "--today", "2026-11-22"], "say when with --start"),
        (vec!["schedule", FLAGSHIP, "--today", "2026-11-22", "--start", "2026-12-01T10:00"], "say it with --zone"),
        (vec!["frobnicate"], "frobnicate"),
    ] {
        let output = run(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(said(&output).contains(sentence), "{arguments:?}: {}", said(&output));
    }
}

#[test]
fn text_that_is_not_utf_8_is_named_with_its_place() {
    let output = fed(&["check", "-", "--no-clinic"], b"needlepoint 1\n\xff\xfe");
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("is not UTF-8 text: the byte FF on line 2, column 1 cannot be read"), "{}", said(&output));
}

#[test]
fn standard_input_is_shown_under_the_name_given() {
    let output = fed(&["check", "-", "--stdin-filename", "draft.needle", "--no-clinic", "--format", "plain"], b"needlepoint 1\n");
    assert_eq!(output.status.code(), Some(1));
    assert!(out(&output).contains("In draft.needle, line 1"), "{}", out(&output));
}

#[test]
fn the_same_text_reads_the_same_from_a_file_and_from_standard_input() {
    let text = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(FLAGSHIP)).unwrap();
    let file = run(&["check", FLAGSHIP, "--no-clinic", "--today", "2026-11-22", "--format", "json"]);
    let stdin = fed(&["check", "-", "--stdin-filename", FLAGSHIP, "--no-clinic", "--today", "2026-11-22", "--format", "json"], &text);
    assert_eq!(out(&file), out(&stdin));
}

#[test]
fn a_folder_is_checked_in_path_order() {
    let place = Place::new("folder");
    for name in ["b.needle", "a.needle", "c.txt"] {
        std::fs::write(place.0.join(name), "needlepoint 1\nnonsense\n").unwrap();
    }
    std::fs::create_dir(place.0.join("aa")).unwrap();
    std::fs::write(place.0.join("aa/z.needle"), "needlepoint 1\nnonsense\n").unwrap();
    let output = run(&["check", place.0.to_str().unwrap(), "--no-clinic", "--format", "plain"]);
    let order: Vec<String> = out(&output)
        .lines()
        .filter(|line| line.contains("not accepted"))
        .map(|line| line.split(": ").next().unwrap().rsplit('/').next().unwrap().to_owned())
        .collect();
    assert_eq!(order, ["a.needle", "z.needle", "b.needle"]);
}

#[test]
fn a_reader_that_has_seen_enough_ends_it_quietly() {
    let mut child = needlepoint(&["check", FLAGSHIP, "--no-clinic", "--today", "2026-11-22"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 10];
    child.stdout.as_mut().unwrap().read_exact(&mut first).unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(said(&output), "");
}

#[test]
fn a_build_is_the_same_bytes_anywhere_and_touches_nothing_that_exists() {
    let place = Place::new("build");
    let arguments = |out: &str| {
        let arguments = ["build", FLAGSHIP, "--bench", "--no-clinic", "--today", "2026-11-22", "--start", "2026-12-01T10:00", "--zone"];
        let mut arguments: Vec<String> = arguments.into_iter().map(str::to_owned).collect();
        arguments.extend(["Europe/Berlin".to_owned(), "--out".to_owned(), out.to_owned()]);
        arguments
    };
    for (out, zone) in [("one", "UTC"), ("two", "Asia/Tokyo")] {
        let output = needlepoint(&[]).args(arguments(&place.path(out))).env("TZ", zone).env("LANG", "de_DE.UTF-8").output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    }
    let expected = [
        "acne-scars-face.bench.npp",
        "acne-scars-face.schedule.csv",
        "acne-scars-face.schedule.json",
        "acne-scars-face.sheet.base.txt",
        "acne-scars-face.sheet.darker-skin.txt",
    ];
    assert_eq!(names(&place.0.join("one")), expected);
    for name in expected {
        let read = |folder: &str| std::fs::read(place.0.join(folder).join(name)).unwrap();
        assert_eq!(read("one"), read("two"), "{name}");
    }
    let again = needlepoint(&[]).args(arguments(&place.path("one"))).output().unwrap();
    assert_eq!(again.status.code(), Some(2));
    assert!(said(&again).contains("exists already; nothing is overwritten"), "{}", said(&again));
    assert_eq!(place.names(), ["one", "two"], "nothing is left behind");
}

#[test]
fn nothing_is_made_of_what_is_not_accepted() {
    let place = Place::new("refused");
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(FLAGSHIP)).unwrap();
    let bad = place.path("bad.needle");
    std::fs::write(&bad, text.replace("wipe-off   lmx4\n", "\n")).unwrap();
    let output = run(&["build", &bad, "--bench", "--no-clinic", "--today", "2026-11-22", "--out", &place.path("out")]);
    assert_eq!(output.status.code(), Some(1));
    assert!(out(&output).contains("anaesthetic-left-on"), "{}", out(&output));
    assert_eq!(place.names(), ["bad.needle"]);
    // A draft makes no image for a pen.
    std::fs::write(&bad, text.replace("status      approved\n", "status      draft\n")).unwrap();
    let output = run(&["build", &bad, "--no-clinic", "--today", "2026-11-22", "--out", &place.path("out")]);
    assert_eq!(output.status.code(), Some(1));
    assert!(out(&output).contains("approval-missing"), "{}", out(&output));
    assert_eq!(place.names(), ["bad.needle"]);
}

#[test]
fn an_unknown_zone_or_a_time_that_does_not_exist_makes_nothing() {
    let place = Place::new("zone");
    for (start, zone, rule) in
        [("2026-12-01T10:00", "Mars/Phobos", "zone-unknown"), ("2027-03-28T02:30", "Europe/Berlin", "time-does-not-exist")]
    {
        let out_folder = place.path("out");
        let output = run(&[
            "build",
            FLAGSHIP,
            "--bench",
            "--no-clinic",
            "--today",
            "2026-11-22",
            "--start",
            start,
            "--zone",
            zone,
            "--out",
            &out_folder,
        ]);
        assert_eq!(output.status.code(), Some(1), "{zone}");
        assert!(said(&output).contains(rule), "{}", said(&output));
        assert!(place.names().is_empty());
    }
}

#[test]
fn a_schedule_goes_on_from_what_was_given() {
    let arguments = ["--no-clinic", "--today", "2027-01-05", "--start", "2026-12-01T10:00", "--zone", "Europe/Berlin", "--phototype", "2"];
    let mut given = vec!["schedule", FLAGSHIP, "--given", "1=2026-12-01", "--given", "2=2027-01-05T16:00", "--format", "csv"];
    given.extend(arguments);
    let output = run(&given);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    // 5 January 2027 and 30 days are 4 February 2027.
    assert!(out(&output).contains(",3,session,,,no,2027-02-04,"), "{}", out(&output));
    // What lies ahead has not happened.
    let ahead = run(&given.iter().map(|word| if *word == "2027-01-05" { "2027-01-04" } else { *word }).collect::<Vec<_>>());
    assert!(ahead.status.code() == Some(1) && said(&ahead).contains("recorded-ahead"), "{}", said(&ahead));
}

#[test]
fn alone_it_says_what_to_do_first() {
    let output = run(&[]);
    assert_eq!(output.status.code(), Some(0));
    assert!(out(&output).contains("Start here:"));
    for command in ["check", "build", "fmt", "approve", "schedule", "explain", "rules", "show", "new", "lsp"] {
        let output = run(&[command, "--help"]);
        assert_eq!(output.status.code(), Some(0), "{command}");
    }
}

#[test]
fn every_rule_and_problem_can_be_explained() {
    for rule in needlepoint::check::RULES {
        let output = run(&["explain", rule.name]);
        assert!(out(&output).contains(&rule.summary()), "{}", rule.name);
    }
    for rule in needlepoint::schedule::RULES {
        let shown = out(&run(&["explain", rule.name]));
        assert_eq!(shown.matches(&rule.page()).count(), 1, "{}", rule.name);
    }
    let pages = needlepoint::syntax::PAGES
        .iter()
        .chain(needlepoint::model::PAGES)
        .chain(needlepoint::check::PAGES)
        .chain(needlepoint::trial::PAGES)
        .chain(needlepoint::course::PAGES);
    for (name, page) in pages {
        assert!(out(&run(&["explain", name])).contains(page), "{name}");
    }
}

#[test]
fn a_clinic_above_the_file_tightens_it() {
    let place = Place::new("clinic");
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(FLAGSHIP)).unwrap();
    std::fs::create_dir_all(place.0.join("below")).unwrap();
    std::fs::write(place.0.join("below/p.needle"), text).unwrap();
    let clinic = "needlepoint 1\nclinic here {\n  zone Europe/Berlin\n  policy \"house.needle\"\n}\n";
    std::fs::write(place.0.join("clinic.needle"), clinic).unwrap();
    std::fs::write(
        place.0.join("house.needle"),
        "needlepoint 1\npolicy house {\n  limit depth on face never above 1.5 mm\n  next 35 days or more\n}\n",
    )
    .unwrap();
    let file = place.path("below/p.needle");
    let output = run(&["check", &file, "--today", "2026-11-22", "--format", "plain"]);
    assert_eq!(output.status.code(), Some(1), "{}", out(&output));
    assert!(out(&output).contains("the limit for face is 1.5 mm, 0.5 mm less"), "{}", out(&output));
    assert!(out(&output).contains("the clinic asks for 35 days, 5 days more"), "{}", out(&output));
    assert!(out(&output).contains("clinic policy: here"), "{}", out(&output));
    let without = run(&["check", &file, "--no-clinic", "--today", "2026-11-22"]);
    assert_eq!(without.status.code(), Some(0));
    // A clinic whose policy file is missing is not silently weaker.
    std::fs::remove_file(place.0.join("house.needle")).unwrap();
    let output = run(&["check", &file, "--today", "2026-11-22"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("house.needle"), "{}", said(&output));
}

#[test]
fn a_folder_that_is_not_there_yet_has_the_clinic_above_it() {
    let place = Place::new("not-yet");
    std::fs::write(place.0.join("clinic.needle"), "needlepoint 1\nclinic here {\n  policy \"house.needle\"\n}\n").unwrap();
    std::fs::write(place.0.join("house.needle"), HOUSE).unwrap();
    for name in ["p.needle", "new/p.needle", "new/deep/p.needle"] {
        let arguments = ["check", "-", "--stdin-filename", &place.path(name), "--today", "2026-11-22", "--format", "plain"];
        let output = fed(&arguments, flagship().as_bytes());
        assert_eq!(output.status.code(), Some(1), "{name}: {}", said(&output));
        assert!(out(&output).contains("clinic policy: here"), "{name}: {}", out(&output));
        // The same from where the folder's name is relative.
        let mut child = needlepoint(&["check", "-", "--stdin-filename", name, "--today", "2026-11-22", "--format", "plain"])
            .current_dir(&place.0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(flagship().as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(out(&output).contains("clinic policy: here"), "{name}: {}", out(&output));
    }
}

#[test]
fn a_clinic_that_is_no_file_is_not_the_same_as_none() {
    let place = Place::new("no-file");
    let clinic = place.0.join("clinic.needle");
    std::fs::create_dir(place.0.join("below")).unwrap();
    std::fs::write(place.0.join("below/p.needle"), flagship()).unwrap();
    let checked = || run(&["check", &place.path("below/p.needle"), "--today", "2026-11-22"]);
    std::fs::create_dir(&clinic).unwrap();
    let output = checked();
    assert_eq!(output.status.code(), Some(2), "{}", out(&output));
    assert!(said(&output).contains("clinic.needle is not a file"), "{}", said(&output));
    std::fs::remove_dir(&clinic).unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("nowhere", &clinic).unwrap();
        let output = checked();
        assert_eq!(output.status.code(), Some(2), "{}", out(&output));
        assert!(said(&output).contains("clinic.needle leads nowhere that can be read"), "{}", said(&output));
        std::fs::remove_file(&clinic).unwrap();
        // A link to a file is one.
        std::fs::write(place.0.join("elsewhere"), "needlepoint 1\nclinic here {\n}\n").unwrap();
        std::os::unix::fs::symlink("elsewhere", &clinic).unwrap();
        assert_eq!(checked().status.code(), Some(0));
    }
}

#[test]
fn a_clinic_says_what_it_must() {
    let place = Place::new("must");
    std::fs::write(place.0.join("p.needle"), flagship()).unwrap();
    let two = "needlepoint 1\nclinic here {\n}\nclinic there {\n}\n";
    let named = "needlepoint 1\nclinic here {\n  policy \"house.needle\"\n}\n";
    for (clinic, house, sentence) in [
        ("needlepoint 1\n", HOUSE, "clinic.needle declares no clinic"),
        (two, HOUSE, "clinic.needle declares 2 clinics; a file is for one"),
        (named, "needlepoint 1\n", "house.needle declares no policy, though"),
        (named, "", "house.needle declares no policy, though"),
    ] {
        std::fs::write(place.0.join("clinic.needle"), clinic).unwrap();
        std::fs::write(place.0.join("house.needle"), house).unwrap();
        let output = run(&["check", &place.path("p.needle"), "--today", "2026-11-22"]);
        assert_eq!(output.status.code(), Some(2), "{}", out(&output));
        assert!(said(&output).contains(sentence), "{}", said(&output));
    }
}

#[test]
fn a_build_makes_no_folder_but_its_own() {
    let place = Place::new("own-folder");
    let build = |out: &str| {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(FLAGSHIP);
        let file = file.to_str().unwrap();
        let arguments = ["build", file, "--bench", "--no-clinic", "--today", "2026-11-22", "--out", out];
        needlepoint(&arguments).current_dir(&place.0).output().unwrap()
    };
    std::fs::write(place.0.join("file"), "").unwrap();
    for (out_folder, sentence) in [
        ("missing/deep/out", "the folder missing/deep does not exist; make it first"),
        ("file/out", "file is not a folder"),
        (".", "`.` is not the name of a new folder"),
        ("..", "`..` is not the name of a new folder"),
        ("/", "`/` is not the name of a new folder"),
    ] {
        let output = build(out_folder);
        assert_eq!(output.status.code(), Some(2), "{out_folder}");
        assert!(said(&output).contains(sentence), "{out_folder}: {}", said(&output));
        assert_eq!(place.names(), ["file"], "{out_folder}");
    }
    assert_eq!(build("out/").status.code(), Some(0));
    assert_eq!(place.names(), ["file", "out"]);
    let output = run(&["new", "protocol", "mine", "--out", &place.path("missing/mine.needle")]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("missing does not exist; make it first"), "{}", said(&output));
}

#[test]
fn a_renewal_that_has_passed_dates_nothing() {
    let place = Place::new("renewal");
    let file = place.path("p.needle");
    std::fs::write(&file, flagship().replace("renew-by    2027-10-01", "renew-by    2026-11-21")).unwrap();
    let dated =
        |today| run(&["schedule", &file, "--no-clinic", "--today", today, "--start", "2026-12-01T10:00", "--zone", "Europe/Berlin"]);
    assert_eq!(dated("2026-11-21").status.code(), Some(0), "its last day is included");
    let output = dated("2026-11-22");
    assert_eq!(output.status.code(), Some(1));
    assert!(out(&output).contains("renewal-passed"), "{}", out(&output));
    assert!(said(&output).contains("the protocol is not accepted, so nothing was made"), "{}", said(&output));
}

#[test]
fn a_course_that_outlasts_its_exception_is_not_dated() {
    let place = Place::new("outlasts");
    let dated = |start, phototype| {
        let arguments = ["--no-clinic", "--today", "2026-11-22", "--start", start, "--zone", "Europe/Berlin", "--phototype", phototype];
        let scheduled = run(&[&["schedule", FLAGSHIP][..], &arguments].concat());
        let built = run(&[&["build", FLAGSHIP, "--bench", "--out", &place.path(&format!("{start}-{phototype}"))][..], &arguments].concat());
        assert_eq!(scheduled.status.code(), built.status.code());
        assert_eq!(said(&scheduled), said(&built));
        scheduled
    };
    // 31 January 2027 and 60 days are 1 April 2027, the exception's last day.
    assert_eq!(dated("2027-01-31T10:00", "2").status.code(), Some(0));
    let output = dated("2027-02-01T10:00", "2");
    assert_eq!(output.status.code(), Some(1));
    let sentence = "never: session-after-exception: session 3 is on 2 April 2027; the exception from `depth-beyond-label` on `cheeks` \
                    holds until 1 April 2027, 1 day less";
    assert!(said(&output).contains(sentence), "{}", said(&output));
    // The course for darker skin needs no exception: it stays at 1 mm.
    assert_eq!(dated("2027-02-01T10:00", "5").status.code(), Some(0));
    assert_eq!(place.names(), ["2027-01-31T10:00-2", "2027-02-01T10:00-5"]);
}

#[test]
fn the_sheet_keeps_what_the_author_wrote() {
    let place = Place::new("sheet");
    let file = place.path("p.needle");
    std::fs::write(&file, flagship()).unwrap();
    let output = run(&["build", &file, "--bench", "--no-clinic", "--today", "2026-11-22", "--out", &place.path("out")]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let read = |course: &str| std::fs::read_to_string(place.0.join(format!("out/acne-scars-face.sheet.{course}.txt"))).unwrap();
    let (base, darker) = (read("base"), read("darker-skin"));
    let times = |sheet: &str, line: &str| sheet.lines().filter(|other| *other == line).count();
    for line in [
        "Method: pen",
        "Needled by: physician or nurse",
        "    The list face-standard 1.0 is taken over; its questions are among these.",
        " 2. Wear new gloves.",
        "Ready for a session is who has all of: healed, no-infection, no-new-nodule and no-dark-patch;",
        "                                       else postpone.",
        "Cautions and lifted findings to read",
    ] {
        assert_eq!((times(&base, line), times(&darker, line)), (1, 1), "{line}\n{base}\n{darker}");
    }
    // What is planned against a harm, and the exception, are of one course each.
    for (line, times_base, times_darker) in [
        ("Against pigment: sun-protection, test-patch and stop-if-darker.", 0, 1),
        ("    Because: Two small trials found 2.5 mm better than 1.5 mm for atrophic scars.", 1, 0),
    ] {
        assert_eq!((times(&base, line), times(&darker, line)), (times_base, times_darker), "{line}\n{base}\n{darker}");
    }
}

#[test]
fn a_policy_that_names_nothing_known_is_not_silently_nothing() {
    let place = Place::new("policy");
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(FLAGSHIP)).unwrap();
    std::fs::write(place.0.join("p.needle"), text).unwrap();
    std::fs::write(place.0.join("clinic.needle"), "needlepoint 1\nclinic here {\n  policy \"house.needle\"\n}\n").unwrap();
    for (line, sentence) in [
        ("limit depth on forhead never above 0.25 mm", "`forhead` is not known as an area"),
        ("forbid product benzocain", "`benzocain` is not known as a product"),
        ("forbid method pen", "`method` is not known as a kind of thing that a policy forbids"),
        ("require record photografs", "`photografs` is not known as something to record"),
    ] {
        std::fs::write(place.0.join("house.needle"), format!("needlepoint 1\npolicy house {{\n  {line}\n}}\n")).unwrap();
        let output = run(&["check", &place.path("p.needle"), "--today", "2026-11-22", "--format", "plain"]);
        assert_eq!(output.status.code(), Some(1), "{line}: {}", out(&output));
        assert!(out(&output).contains(sentence), "{line}: {}", out(&output));
    }
}

#[test]
fn the_sheet_says_what_a_group_stands_for_and_whose_left_is_meant() {
    let place = Place::new("sides");
    // `wash face` names a group, and the cheeks are planned side by side.
    let text = crate::cases::text(&crate::support::read("tests/cases/names/sides-planned-apart.needle"));
    std::fs::write(place.0.join("p.needle"), text).unwrap();
    let arguments = ["build", &place.path("p.needle"), "--bench", "--no-clinic", "--today", "2026-11-22", "--out", &place.path("out")];
    let output = run(&arguments);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let sheet = std::fs::read_to_string(place.0.join("out/acne-scars-face.sheet.base.txt")).unwrap();
    let areas = sheet.split_once("The areas\n").and_then(|(_, rest)| rest.split_once("\n\n")).map_or("", |(section, _)| section);
    for said in [
        "face stands for: cheeks, chin, forehead, glabella, jawline, nose, periorbital-outside-rim,",
        "Not in it, and never needled: inside-orbital-rim, lip-vermilion, lower-eyelid, nostril,",
        "Left means the patient's left, and right the patient's right.",
    ] {
        assert!(areas.contains(said), "{said}\n{sheet}");
    }
    assert!(
        sheet.contains("NEEDLE forehead, then left-cheek, then right-cheek: from clean to dirty.") && sheet.contains("    RIGHT-CHEEK\n"),
        "{sheet}"
    );
}

#[test]
fn a_side_is_shown_with_the_area_it_lies_in() {
    let shown = out(&run(&["show", "left-cheek"]));
    assert!(shown.contains("area cheeks {") && shown.contains("sides left-cheek, right-cheek") && shown.contains("bony no"), "{shown}");
    let block = |text: &str| text.split_once("area ").map(|(_, block)| block.to_owned());
    assert_eq!(block(&shown), block(&out(&run(&["show", "cheeks"]))));
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_waited_for() {
    let place = Place::new("no-text");
    std::fs::write(place.0.join("p.needle"), flagship()).unwrap();
    let endless = place.path("endless.needle");
    std::os::unix::fs::symlink("/dev/zero", &endless).unwrap();
    for arguments in
        [&["check", &place.path("")][..], &["fmt", &place.path("")], &["check", &endless], &["approve", &endless, "--by", "Bea"]]
    {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{}", out(&output));
        assert!(said(&output).contains("endless.needle is not a file"), "{}", said(&output));
    }
    std::fs::write(place.0.join("clinic.needle"), "needlepoint 1\nclinic here {\n  policy \"endless.needle\"\n}\n").unwrap();
    let output = run(&["check", &place.path("p.needle")]);
    assert_eq!(output.status.code(), Some(2), "{}{}", out(&output), said(&output));
}

#[cfg(target_os = "linux")]
#[test]
fn a_result_that_cannot_be_written_is_not_lost_in_silence() {
    for arguments in [&["show", "areas"][..], &["check", FLAGSHIP, "--today", "2026-11-22"], &["rules"], &["new", "protocol"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_needlepoint")).args(arguments).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(said(&output).contains("standard output cannot be written"), "{arguments:?}: {}", said(&output));
    }
}

#[test]
fn self_tests_are_shown_by_title() {
    let output = run(&["test", FLAGSHIP, "--no-clinic", "--today", "2026-11-22"]);
    let held = [
        "protocols/acne-scars-face.needle: 3 self-tests: 3 held. NO CLINIC POLICY.",
        "  held     first course from the first of December",
        "  held     darker skin waits longer and stays shallower",
        "  held     three weeks is too soon",
        "They are the author's own arithmetic, not evidence.",
    ];
    assert_eq!(out(&output).lines().collect::<Vec<_>>(), held);
    assert_eq!(output.status.code(), Some(0));

    let place = Place::new("self-tests");
    let file = place.path("p.needle");
    std::fs::write(&file, flagship().replace("expect     session 2 on 2026-12-31", "expect     session 2 on 2026-12-30")).unwrap();
    let file = file.as_str();
    let output = run(&["test", file, "--no-clinic", "--today", "2026-11-22"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(out(&output).contains("3 self-tests: 2 held, 1 failed."), "{}", out(&output));
    assert!(out(&output).contains("the protocol gives 31 December 2026. In "), "{}", out(&output));
    // Nothing is made of a protocol that contradicts its own examples.
    let made = place.path("made");
    let output = run(&["build", file, "--bench", "--out", &made, "--no-clinic", "--today", "2026-11-22"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!Path::new(&made).exists());
    assert!(out(&output).contains("self-test-failed"), "{}", out(&output));

    // Until nothing else speaks against the protocol they wait, which is no pass.
    std::fs::write(file, flagship().replace("    speed      7000 rpm\n", "")).unwrap();
    let output = run(&["test", file, "--no-clinic", "--today", "2026-11-22"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(out(&output).contains("3 self-tests: 3 waiting."), "{}", out(&output));
    assert!(out(&output).contains("Waiting for the protocol to be accepted"), "{}", out(&output));
}

#[test]
fn the_matrix_has_a_row_for_every_hazard() {
    let text = out(&run(&["rules", "--matrix"]));
    assert!(
        text.contains("A01  never               needle past the device's maximum: uncontrolled depth\n      depth-beyond-dial\n"),
        "{text}"
    );
    assert!(text.contains("205 hazards: "), "{text}");
    let document: serde_json::Value = serde_json::from_str(&out(&run(&["rules", "--matrix", "--format", "json"]))).unwrap();
    assert_eq!(document["hazards"].as_array().unwrap().len(), 205);
    assert_eq!(document["hazards"][0]["rules"], serde_json::json!(["depth-beyond-dial"]));
}

#[test]
fn exceptions_are_listed_and_their_rules_ranked() {
    let output = run(&["exceptions", FLAGSHIP, "--no-clinic", "--today", "2026-11-22"]);
    let listed = "\
protocols/acne-scars-face.needle, line 125: depth-beyond-label for cheeks up to 2 mm
  why: published-evidence; Two small trials found 2.5 mm better than 1.5 mm for atrophic scars.
  sources: elfak-depth and iasj
  approved by: B. Approver, medical director, on 1 October 2026
  holds: until 1 April 2027; it lifts 1 finding above the limit of 1.5 mm, up to 0.5 mm deeper

1 exception, by rule:
    1  depth-beyond-label
";
    assert_eq!(out(&output), listed);
    assert_eq!(output.status.code(), Some(0));
    let output = run(&["exceptions", FLAGSHIP, "--no-clinic", "--today", "2027-04-02"]);
    assert!(out(&output).contains("  holds: expired; its last day was 1 April 2027\n"), "{}", out(&output));
    let place = Place::new("exceptions");
    std::fs::write(place.path("a.needle"), flagship()).unwrap();
    let (before, _) = BASE.split_once("  exception ").unwrap();
    std::fs::write(place.path("b.needle"), format!("{before}  exception depth-beyond-skin for forehead up to 2 mm {{\n  }}\n  exception depth-beyond-skin for cheeks up to 2 mm {{\n  }}\n}}\n")).unwrap();
    let output = run(&["exceptions", place.0.to_str().unwrap(), "--no-clinic", "--today", "2026-11-22"]);
    assert!(
        out(&output).contains("  why: not said; not said\n  approved by: not said\n  holds: no last day is stated, so it lifts nothing\n"),
        "{}",
        out(&output)
    );
    assert!(out(&output).ends_with("3 exceptions, by rule:\n    2  depth-beyond-skin\n    1  depth-beyond-label\n"), "{}", out(&output));
    let output = run(&["exceptions", "protocols/example-clinic", "--today", "2026-11-22"]);
    assert_eq!(out(&output), "No exceptions.\n");
}
