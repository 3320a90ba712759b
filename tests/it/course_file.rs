//! The file of a patient's course: what is read from it, how it is laid out, and what is said of one that is almost right.

use needlepoint::format::format;
use needlepoint::quantity::{Day, Phototype, TimeOfDay};
use needlepoint::source::Source;
use needlepoint::syntax::tree::{CourseFile, IssuedOf, Stands, Version, What};
use needlepoint::syntax::{Block, keywords};
use needlepoint::{first_file, syntax};

use crate::support::{BASE, Finding, blocks, findings, read};

/// Everything that such a file can say, in its canonical form.
const COURSE: &str = r#"needlepoint 1

course 7650-5E3F-R {
  protocol   acne-scars-face 1.2.0 text 9f31c0a27e4b5d08 in "../acne-scars-face.needle"
  phototype  2
  start      2026-12-01 10:00
  zone       Europe/Berlin
  open       monday to friday 08:00 to 18:00, saturday 09:00 to 13:00
  closed     2026-12-24, 2026-12-31 # besides the clinic's
  holidays   "holidays-2027.ics"

  session 1  given 2026-12-01
  session 2  missed 2026-12-30
  session 2  moved to 2027-01-05 14:00
  session 2  moved to 2027-01-06
  session 2  stopped-early 2027-01-06 14:15
  session 2  reviewed 2027-01-07 by "B. Approver, medical director"
  protocol   acne-scars-face 1.3.0 text 0123456789abcdef in "../new.needle" from session 3, decided 2027-01-08 by "B. Approver, medical director"
  session 3  cancelled 2027-01-20

  revised    2027-01-20, change 4, phototype 2, text 9f31c0a27e4b5d08, with 4be1d7f02a6c9583, zone Europe/Berlin
  issued session 1 on 2026-12-01 10:00, change 0
  issued session 2 on 2027-01-06 14:00, change 2
  issued session 3 on 2027-02-05 10:00, change 1, called-off
  issued throughout on 2027-01-19, change 2 # the last day of its tasks
  issued follow-up on 2027-03-30, change 2, called-off
}
"#;

fn source(text: &str) -> Source {
    Source::new(first_file(), "course.needle", text)
}

/// The one course of a text that reads whole.
fn course(text: &str) -> CourseFile {
    let parsed = syntax::parse(&source(text));
    assert!(parsed.problems.is_empty(), "{:#?}", parsed.problems);
    assert_eq!(parsed.tree.course_files.len(), 1);
    parsed.tree.course_files[0].clone()
}

fn day(year: i32, month: u32, day: u32) -> Day {
    Day::of(year, month, day).expect("a day")
}

fn time(text: &str) -> TimeOfDay {
    TimeOfDay::read(text).expect("a time of day")
}

/// The course with a line in place of another.
fn with(line: &str, other: &str) -> String {
    assert_eq!(COURSE.matches(line).count(), 1, "{line}");
    COURSE.replace(line, other)
}

/// Problems of reading in a text.
fn unread(text: &str) -> Vec<Finding> {
    let of_reading = |finding: &Finding| syntax::PAGES.iter().any(|(name, _)| *name == finding.rule);
    findings(text).into_iter().filter(of_reading).collect()
}

/// The message and help of the one problem of reading in a text.
fn said(text: &str) -> String {
    let parsed = syntax::parse(&source(text));
    let [problem] = parsed.problems.as_slice() else { panic!("{text}: {:#?}", parsed.problems) };
    format!("{}: {}; {}", problem.rule, problem.message(), problem.help().unwrap_or_default())
}

#[test]
fn every_statement_is_read_as_it_is_written() {
    let course = course(COURSE);
    assert_eq!(course.tag.value, "7650-5E3F-R");
    assert!(course.broken.is_empty());
    let [first, second] = &*course.protocols else { panic!("{:?}", course.protocols) };
    assert_eq!((first.value.name.value.as_str(), first.value.digest.value.as_str()), ("acne-scars-face", "9f31c0a27e4b5d08"));
    assert_eq!(first.value.version.value, Version { major: 1, minor: 2, patch: 0 });
    assert_eq!((first.value.file.value.as_str(), &first.value.from), ("../acne-scars-face.needle", &None));
    let from = second.value.from.as_ref().expect("a decision");
    assert_eq!((from.session.value, from.on.value), (3, day(2027, 1, 8)));
    assert_eq!(from.by.value, "B. Approver, medical director");
    assert_eq!(course.phototype[0].value, Phototype::of(2).expect("a phototype"));
    let (start, at) = course.start[0].value;
    assert_eq!((start.value, at), (day(2026, 12, 1), time("10:00")));
    assert_eq!((course.zone[0].value.as_str(), course.holidays[0].value.as_str()), ("Europe/Berlin", "holidays-2027.ics"));
    let hours: Vec<_> = course.open.iter().map(|span| (span.first.value.as_str(), span.from.value, span.to.value)).collect();
    assert_eq!(hours, [("monday", time("08:00"), time("18:00")), ("saturday", time("09:00"), time("13:00"))]);
    let closed: Vec<_> = course.closed.iter().map(|day| day.value).collect();
    assert_eq!(closed, [(day(2026, 12, 24), day(2026, 12, 24)), (day(2026, 12, 31), day(2026, 12, 31))]);
    let happened: Vec<_> = course
        .happened
        .iter()
        .map(|line| {
            let what = match &line.value.what {
                What::Given(_, time) => format!("given {:?}", time.map(|time| time.value.to_string())),
                What::Missed(_) => "missed".to_owned(),
                What::Moved(_, time) => format!("moved {:?}", time.map(|time| time.value.to_string())),
                What::StoppedEarly(_, time) => format!("stopped {:?}", time.map(|time| time.value.to_string())),
                What::Reviewed(_, by) => format!("reviewed by {}", by.value),
                What::Cancelled(_) => "cancelled".to_owned(),
            };
            (line.value.session.value, what, line.value.what.day().value.iso())
        })
        .collect();
    let expected = [
        (1, "given None", "2026-12-01"),
        (2, "missed", "2026-12-30"),
        (2, "moved Some(\"14:00\")", "2027-01-05"),
        (2, "moved None", "2027-01-06"),
        (2, "stopped Some(\"14:15\")", "2027-01-06"),
        (2, "reviewed by B. Approver, medical director", "2027-01-07"),
        (3, "cancelled", "2027-01-20"),
    ];
    assert_eq!(happened, expected.map(|(session, what, day)| (session, what.to_owned(), day.to_owned())));
    assert_eq!(course.revised[0].value.on, day(2027, 1, 20));
    assert_eq!([course.revised[0].value.digest.as_str(), course.revised[0].value.zone.as_str()], ["9f31c0a27e4b5d08", "Europe/Berlin"]);
    let issued: Vec<_> = course
        .issued
        .iter()
        .map(|line| {
            let (of, on) = match line.value.of {
                IssuedOf::Session(session, on, at) => (format!("session {} at {}", session.value, at.value), on),
                IssuedOf::Throughout(on) => ("throughout".to_owned(), on),
                IssuedOf::FollowUp(on) => ("follow-up".to_owned(), on),
            };
            (of, on.value.iso(), line.value.change.value, line.value.stands == Stands::CalledOff)
        })
        .collect();
    let expected = [
        ("session 1 at 10:00", "2026-12-01", 0, false),
        ("session 2 at 14:00", "2027-01-06", 2, false),
        ("session 3 at 10:00", "2027-02-05", 1, true),
        ("throughout", "2027-01-19", 2, false),
        ("follow-up", "2027-03-30", 2, true),
    ];
    assert_eq!(issued, expected.map(|(of, on, change, off)| (of.to_owned(), on.to_owned(), change, off)));
}

#[test]
fn every_statement_has_the_place_of_its_words_alone() {
    let source = source(COURSE);
    let course = course(COURSE);
    assert_eq!(source.slice(course.tag.span), "7650-5E3F-R");
    assert!(source.slice(course.span).starts_with("course ") && source.slice(course.span).ends_with("called-off\n}\n"));
    assert_eq!(
        source.slice(course.revised[0].span),
        "revised    2027-01-20, change 4, phototype 2, text 9f31c0a27e4b5d08, with 4be1d7f02a6c9583, zone Europe/Berlin"
    );
    assert_eq!(source.slice(course.issued[3].span), "issued throughout on 2027-01-19, change 2");
    assert_eq!(source.slice(course.happened[1].span), "session 2  missed 2026-12-30");
    assert_eq!(source.slice(course.happened[1].value.session.span), "2");
    assert_eq!(source.slice(course.start[0].span), "start      2026-12-01 10:00");
    assert_eq!(source.slice(course.phototype[0].span), "phototype  2");
    assert!(source.slice(course.protocols[1].span).ends_with("medical director\""));
}

#[test]
fn any_spelling_comes_to_the_one_form_and_stays_there() {
    assert_eq!(format(&source(COURSE)).expect("a form"), COURSE);
    let loose: String = COURSE.lines().map(|line| format!("{}\r\n", line.replace("  ", " ").replace("18:00, ", "18:00 ,"))).collect();
    assert_ne!(loose, COURSE);
    assert_eq!(format(&source(&loose)).expect("a form"), COURSE);
    let many = "needlepoint 1\ncourse 7650-5E3F-R {\nsession 100 given 2026-12-01\nsession 10 given 2026-12-01\n}\n";
    let form = "needlepoint 1\ncourse 7650-5E3F-R {\n  session 100 given 2026-12-01\n  session 10 given 2026-12-01\n}\n";
    assert_eq!(format(&source(many)).expect("a form"), form);
    // A course of a protocol keeps its own columns.
    assert_eq!(format(&source(BASE)).expect("a form"), BASE);
}

#[test]
fn a_patients_course_and_that_of_a_protocol_are_told_apart() {
    let both = |text: &str| {
        let tree = syntax::parse(&source(text)).tree;
        let inside: usize = tree.protocols.iter().map(|protocol| protocol.course.len()).sum();
        (tree.protocols.len(), inside, tree.course_files.len())
    };
    let own = COURSE.split_once('\n').expect("lines").1;
    assert_eq!(both(BASE), (1, 1, 0));
    for text in [format!("{BASE}{own}"), format!("{COURSE}{}", BASE.split_once('\n').expect("lines").1)] {
        assert_eq!(both(&text), (1, 1, 1));
        assert_eq!(unread(&text), []);
    }
    // A protocol that is never closed ends before it.
    let open = format!("{}{own}", BASE.trim_end().trim_end_matches('}'));
    assert_eq!(both(&open), (1, 1, 1));
    let found: Vec<String> = unread(&open).iter().map(Finding::short).collect();
    assert_eq!(found, ["never block-unclosed"]);
    // A course of a protocol with something behind its first word stays one.
    for wrong in ["course 3 {", "course of 3 sessions {", "course Three {"] {
        let text = BASE.replacen("  course {", &format!("  {wrong}"), 1);
        assert_eq!(both(&text), (1, 1, 0), "{wrong}");
        let found: Vec<String> = unread(&text).iter().map(Finding::short).collect();
        assert_eq!(found, ["never first-line-too-long"], "{wrong}");
    }
}

#[test]
fn one_wrong_line_is_one_problem_in_plain_words() {
    let first = "protocol   acne-scars-face 1.2.0 text 9f31c0a27e4b5d08 in \"../acne-scars-face.needle\"";
    let change = "issued session 1 on 2026-12-01 10:00, change 0";
    let decided = "protocol x 1.3.0 text 0123456789abcdef in \"y\" from session 3";
    let shape = "the line reads: session ? given 2026-01-31";
    for (line, wrong, rule, words) in [
        (first, "protocol x 1.2.0 text 9f31c0a27e4b5d08", "line-unfinished", "`in \"FILE\"` is missing from this `protocol` line"),
        (first, "protocol x text 9f31c0a27e4b5d08 in \"y\"", "line-unfinished", "a version is missing"),
        (first, "protocol x 1.2.0 in \"y\"", "line-unfinished", "`text DIGEST` is missing"),
        (first, "protocol x 1.2.0 text 9f31 in \"y\"", "digest-malformed", "`9f31` is not the digest of a text"),
        (first, "protocol x 1.2.0 text 9F31C0A27E4B5D08 in \"y\"", "digest-malformed", "sixteen figures and letters from a to f"),
        (first, decided, "line-unfinished", "`decided 2026-01-31 by \"TEXT\"` is missing"),
        (first, &format!("{decided}, decided 2027-01-08"), "line-unfinished", "`by \"TEXT\"` is missing"),
        (first, &format!("{decided}, decided by \"A\""), "line-unfinished", "a day is missing"),
        (first, &format!("{decided}, decided 8 January by \"A\""), "day-unknown", "`8 January` is not how a day is written"),
        ("phototype  2", "phototype II", "number-in-words", "phototypes are written 1 to 6"),
        ("phototype  2", "phototype 7", "phototype-unknown", "there is no phototype 7; they are 1 to 6"),
        ("start      2026-12-01 10:00", "start 2026-12-01", "line-unfinished", "a time of day is missing from this `start` line"),
        ("start      2026-12-01 10:00", "start 2026-12-01 24:00", "time-unknown", "`24:00` is not a time of day"),
        ("start      2026-12-01 10:00", "strat 2026-12-01 10:00", "line-unknown", "did you mean `start`?"),
        ("holidays   \"holidays-2027.ics\"", "holiday \"h.ics\"", "line-unknown", "did you mean `holidays`?"),
        ("session 1  given 2026-12-01", "session 1 given", "line-unfinished", "a day with its time is missing from this `session` line"),
        ("session 1  given 2026-12-01", "session 1 given on 2026-12-01", "line-unfinished", shape),
        ("session 1  given 2026-12-01", "session 1 given 2026-12-01 at 16:00", "line-unfinished", shape),
        ("session 1  given 2026-12-01", "session 1 given 2026-12-01 4:00", "time-unknown", "`4:00` is not a time of day"),
        ("session 1  given 2026-12-01", "session one given 2026-12-01", "number-in-words", "`one` stands where a number"),
        ("session 1  given 2026-12-01", "session 1 given 1.12.2026", "day-unknown", "`1.12.2026` is not how a day is written"),
        (
            "session 1  given 2026-12-01",
            "session 1 moved to 2026-12-01T10:00",
            "day-unknown",
            "`2026-12-01T10:00` is a day and a time of day in one; a space stands between the two here",
        ),
        ("session 1  given 2026-12-01", "session 1 given 2026-12-01 {", "line-unfinished", shape),
        ("session 3  cancelled 2027-01-20", "session 3 canceled 2027-01-20", "line-unfinished", "session ? cancelled 2026-01-31"),
        (
            "revised    2027-01-20, change 4, phototype 2, text 9f31c0a27e4b5d08, with 4be1d7f02a6c9583, zone Europe/Berlin",
            "revise 2027-01-20",
            "line-unknown",
            "did you mean `revised`?",
        ),
        (change, "issued session 1 on 2026-12-01, change 0", "line-unfinished", "a time of day is missing"),
        (change, "issued session 1 on 2026-12-01 10:00", "line-unfinished", "`change ?` is missing"),
        (change, "issued sessions 1 on 2026-12-01 10:00, change 0", "line-unknown", "did you mean `issued session`?"),
        (
            "revised    2027-01-20, change 4, phototype 2, text 9f31c0a27e4b5d08, with 4be1d7f02a6c9583, zone Europe/Berlin",
            "name \"A. Patient\"",
            "line-unknown",
            "`name` starts no line of a patient's course",
        ),
        (
            "revised    2027-01-20, change 4, phototype 2, text 9f31c0a27e4b5d08, with 4be1d7f02a6c9583, zone Europe/Berlin",
            "depth start 1 mm",
            "line-unknown",
            "`depth` belongs in an area or a label",
        ),
    ] {
        let text = with(line, wrong);
        let message = said(&text);
        assert!(message.starts_with(&format!("{rule}: ")) && message.contains(words), "{wrong}: {message}");
        let at = text.lines().position(|line| line.contains(wrong)).expect("the line") + 1;
        assert_eq!(unread(&text).iter().map(|finding| finding.line).collect::<Vec<_>>(), [u32::try_from(at).expect("a line")], "{wrong}");
    }
}

#[test]
fn a_first_line_that_is_almost_right_is_one_problem() {
    for (wrong, words) in [
        ("course 7650-5E3F-R", "brace-missing: this line opens a patient's course and needs `{` at its end"),
        ("course {", "the first line of it reads: course TAG {; this one belongs in a protocol"),
        ("corse 7650-5E3F-R {", "did you mean `course`?"),
        (
            "course 7650 5E3F R {",
            "`5E3F R` has no place on the first line of a patient's course; the line reads: course TAG {; a tag is written in one piece",
        ),
        ("course mueller, anna {", "block-unknown: this block cannot be read, and what stands in it waits for its first line: 21 lines"),
    ] {
        let message = said(&with("course 7650-5E3F-R {", wrong));
        assert!(message.contains(words), "{wrong}: {message}");
    }
}

#[test]
fn a_brace_too_few_or_too_many_is_one_problem() {
    let open = COURSE.trim_end().trim_end_matches('}');
    assert!(said(open).starts_with("block-unclosed: a patient's course is never closed"), "{}", said(open));
    // Wherever it stands, the statements behind it still belong to the course.
    for (at, line) in COURSE.lines().enumerate().filter(|(at, line)| *at > 2 && !line.trim().is_empty() && *line != "}") {
        let mut lines: Vec<&str> = COURSE.lines().collect();
        lines.insert(at, "}");
        let text = lines.join("\n") + "\n";
        assert!(said(&text).starts_with("brace-extra: "), "before {line}: {}", said(&text));
    }
    // A line that was added at the end of the file.
    let added = format!("{COURSE}session 3  given 2027-02-04\n");
    let brace = COURSE.lines().count();
    let found: Vec<_> = findings(&added).into_iter().map(|found| (found.line, found.short(), found.message)).collect();
    let message = "this `}` stands too early: what comes below it still belongs to a patient's course".to_owned();
    assert_eq!(found, [(u32::try_from(brace).unwrap(), "never brace-early".to_owned(), message)]);
}

#[test]
fn a_moved_first_session_is_the_start_that_counts() {
    // The first session was moved to an earlier day; what lies before that day is found, and nothing else.
    let text = with("session 1  given 2026-12-01", "session 1  moved to 2026-11-27\n  session 1  given 2026-11-26");
    let found: Vec<_> = findings(&text).into_iter().map(|finding| (finding.line, finding.short(), finding.message)).collect();
    let message = "26 November 2026 lies before the first session of the course, on 27 November 2026".to_owned();
    assert_eq!(found, [(13, "never day-before-start".to_owned(), message)]);
}

#[test]
fn what_is_whole_is_found_fault_with_nowhere() {
    assert_eq!(findings(COURSE), []);
}

#[test]
fn the_page_shows_a_course_and_names_every_statement() {
    let all = blocks("docs/course.md");
    let [(kind, example)] = all.as_slice() else { panic!("one example: {all:?}") };
    assert_eq!(kind, "needle");
    let example = format!("{example}\n");
    assert_eq!(findings(&example), []);
    assert_eq!(format(&source(&example)).expect("a form"), example);
    let page = read("docs/course.md");
    for word in keywords(Block::CourseFile) {
        assert!(page.contains(&format!("`{word}")), "the page does not name {word}");
    }
}
