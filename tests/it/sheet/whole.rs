//! One whole sheet for each course, and nothing of another course in it.

use needlepoint::document::Sheet;
use needlepoint::schedule::{LocalTime, Start};
use proptest::prelude::*;

use super::{joined, made};
use crate::support::{BASE, files, read, splice};

fn start() -> Start {
    Start::at(LocalTime::read("2026-12-01T10:00").unwrap(), "Europe/Berlin")
}

/// What says where the sheets of the other courses are.
const ELSEWHERE: &str = "there is another sheet";

/// A sheet without its check words, which name the treatment of every course.
fn without_words(sheet: &Sheet) -> String {
    sheet.text.lines().filter(|line| !line.starts_with("Check words:")).map(|line| line.to_owned() + "\n").collect()
}

#[test]
fn each_course_has_a_sheet_that_says_for_whom_it_is() {
    let sheets = made(BASE, None);
    let names: Vec<&str> = sheets.iter().map(|sheet| sheet.file.as_str()).collect();
    assert_eq!(names, ["acne-scars-face.sheet.base.txt", "acne-scars-face.sheet.darker-skin.txt"]);
    let tops: Vec<String> = sheets.iter().map(|sheet| sheet.text.lines().take(5).map(|line| line.to_owned() + "\n").collect()).collect();
    assert_eq!(
        tops[0],
        "ATROPHIC ACNE SCARS OF THE FACE
acne-scars-face version 1.0.0
FOR PHOTOTYPES 1 (I), 2 (II) AND 3 (III) ONLY: the course base
For phototypes 4 (IV), 5 (V) and 6 (VI) there is another sheet, of the course darker-skin:
acne-scars-face.sheet.darker-skin.txt
"
    );
    assert_eq!(
        tops[1],
        "ATROPHIC ACNE SCARS OF THE FACE
acne-scars-face version 1.0.0
FOR PHOTOTYPES 4 (IV), 5 (V) AND 6 (VI) ONLY: the course darker-skin
For phototypes 1 (I), 2 (II) and 3 (III) there is another sheet, of the course base:
acne-scars-face.sheet.base.txt
"
    );
}

#[test]
fn no_sheet_has_another_course_s_depth_days_exception_or_caution() {
    let [base, darker] = <[Sheet; 2]>::try_from(made(BASE, None)).unwrap();
    let (base, darker) = (joined(&base.text), joined(&darker.text));
    // The base goes to 2 mm from session 2 on, by an exception; darker skin stays at 1 mm and waits 42 days.
    for only_base in [
        "never above 2 mm",
        "up to 2 mm",
        "Exceptions in force",
        "depth-beyond-label",
        "`cheeks` may be needled to 2 mm",
        "30 to 42 days after",
        "Sessions 2 to 3, for phototypes 1 (I), 2 (II) and 3 (III) only",
        "phototype recorded, and it is 1 (I), 2 (II) or 3 (III); this sheet is for no other",
    ] {
        assert!(base.contains(only_base), "{only_base}\n{base}");
        assert!(!darker.contains(only_base), "{only_base}\n{darker}");
    }
    for only_darker in [
        "Over the whole course: never above 1 mm, at most 6 passes on an area, at most 20 minutes of needling in a session.",
        "42 to 56 days after",
        "Against pigment: sun-protection, test-patch and stop-if-darker.",
        "on phototypes 4 (IV), 5 (V) and 6 (VI), redness alone ends an area",
        "Sessions 1 to 3, for phototypes 4 (IV), 5 (V) and 6 (VI) only",
        "phototype recorded, and it is 4 (IV), 5 (V) or 6 (VI); this sheet is for no other",
    ] {
        assert!(darker.contains(only_darker), "{only_darker}\n{darker}");
        assert!(!base.contains(only_darker), "{only_darker}\n{base}");
    }
    // What is common stands on both, whole.
    for common in
        ["Before every session", "The session, in this order", "Get help at once if any of: eye-pain, trouble-breathing", "Sources:"]
    {
        assert!(base.contains(common) && darker.contains(common), "{common}");
    }
}

#[test]
fn a_change_of_one_course_changes_no_other_sheet() {
    let before = made(BASE, Some(&start()));
    let variant = "variant darker-skin for phototype 4 to 6 {\n  ...\n  cheeks     depth start 0.25 mm, raise by 0.25 mm, never above 0.75 mm\n  \
                   forehead   passes 2 horizontal, 2 vertical\n  next       49 to 63 days after the last session given, aim 49 days\n}";
    let after = made(&splice(variant), Some(&start()));
    assert_eq!(without_words(&before[0]), without_words(&after[0]));
    assert_ne!(without_words(&before[1]), without_words(&after[1]));

    // The base course no deeper than the label, so that it needs no exception.
    let base = |depth: &str, next: &str| {
        let area = format!("area cheeks {{\n  ...\n  depth      start 0.5 mm, raise by 0.25 mm, never above {depth}\n}}\n");
        let course = format!("course {{\n  ...\n  next       {next} days after the last session given, aim 35 days\n}}");
        made(&splice(&format!("... without exception\n{area}{course}")), Some(&start()))
    };
    let (before, after) = (base("1.5 mm", "30 to 42"), base("1.25 mm", "35 to 49"));
    assert_ne!(without_words(&before[0]), without_words(&after[0]));
    assert_eq!(without_words(&before[1]), without_words(&after[1]));
}

#[test]
fn a_shipped_sheet_names_no_other_course() {
    let mut several = 0;
    for path in files("protocols", ".needle").into_iter().filter(|path| path.matches('/').count() == 1) {
        let text = read(&path);
        for start in [None, Some(&start())] {
            let sheets = made(&text, start);
            several += usize::from(sheets.len() > 1);
            for sheet in &sheets {
                // Where the others are is said once, at the top; a sheet may not be called after a course that it is not of.
                let (top, rest) = sheet.text.split_once("Check words:").unwrap();
                assert_eq!(top.matches(ELSEWHERE).count(), sheets.len() - 1, "{path}");
                let others = sheets.iter().filter(|other| other.file != sheet.file);
                let whose = |sheet: &Sheet| sheet.text.lines().find(|line| line.starts_with("The course ")).unwrap().to_owned();
                for other in others {
                    let whose = whose(other);
                    let (course, phototypes) = whose.trim_start_matches("The course ").split_once(", for ").unwrap();
                    assert!(top.contains(&other.file) && !rest.contains(&other.file), "{path}");
                    assert!(!rest.contains(&format!("course {course}")) && !rest.contains(phototypes), "{path}: {}\n{rest}", sheet.file);
                }
                if sheets.len() == 1 {
                    assert!(sheet.file.ends_with(".sheet.txt") && !sheet.text.contains("ONLY"), "{path}");
                }
            }
        }
    }
    assert_eq!(several, 12, "six of the eight have a course for darker skin");
}

#[test]
fn without_a_start_the_sheet_says_how_to_get_a_calendar() {
    let sheets = made(BASE, None);
    for sheet in &sheets {
        let text = joined(&sheet.text);
        assert!(!text.contains("The course, as a calendar") && text.contains("The course, as a timeline"), "{text}");
        assert!(text.contains("needlepoint build --start 2026-12-01T10:00 --zone Europe/Berlin, with your own."), "{text}");
    }
}

#[test]
fn the_sheet_of_a_course_that_was_not_asked_for_has_no_dates() {
    let sheets = made(BASE, Some(&Start { phototype: needlepoint::quantity::Phototype::of(5), ..start() }));
    let [base, darker] = <[Sheet; 2]>::try_from(sheets).unwrap();
    assert!(darker.text.contains("The course, as a calendar") && darker.text.contains("Session 2: Tuesday, 12 January 2027, 10:00, if"));
    let base = joined(&base.text);
    assert!(!base.contains("The course, as a calendar") && !base.contains("2027, "), "{base}");
    assert!(base.contains("the dates that were asked for are of a patient whose phototype has another sheet"), "{base}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.div_ceil(5), failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the author, the clinic and the calendar bring along, no line is longer than paper is wide, and nothing of a word is lost.
    #[test]
    fn no_line_is_longer_than_96_characters(
        words in proptest::collection::vec("[A-Za-z,.-]{1,120}", 1..12),
        why in "[ -~]{0,200}",
        day in 0_u32..700,
        length in 0_u32..40,
        phototype in 1_u32..=6,
    ) {
        use needlepoint::quantity::{Calendar, Day, Phototype};
        let title = words.join(" ");
        let text = splice(&format!("title       \"{title}\"\nauthor      \"A. {}\"", words[0]));
        let first = Day::read("2026-01-02").unwrap().after(Calendar::of_days(day)).unwrap();
        let mut start = Start { phototype: Phototype::of(phototype), ..start() };
        start.first = LocalTime::of(first, 10, 0).unwrap();
        let closed = first.after(Calendar::of_days(1)).unwrap();
        let last = closed.after(Calendar::of_days(length)).unwrap();
        start.opening.closed.push(needlepoint::schedule::Closed { first: closed, last, why: Some(why) });
        let Some(accepted) = crate::support::answer(&text).accepted else { return Ok(()) };
        let lowered = needlepoint::plan::lower(&accepted);
        let Some(schedule) = needlepoint::schedule::starting(&lowered, &start).schedule else { return Ok(()) };
        let file = format!("/{}/p.needle", words.concat());
        for dated in [None, Some(&schedule)] {
            let facts = needlepoint::document::Facts { file: &file, sha256: &"0f".repeat(32), clinic: &title, clinic_sha256: Some(&"f0".repeat(32)), bench: false, dated };
            let identity = needlepoint::plan::identity(&lowered);
            for sheet in needlepoint::document::sheets(&accepted, &lowered, &identity, crate::support::builtin(), &facts) {
                for line in sheet.text.lines() {
                    prop_assert!(line.chars().count() <= 96, "{}: {line}", line.chars().count());
                    prop_assert_eq!(line.trim_end(), line);
                }
                let close = |text: &str| text.split_whitespace().collect::<String>();
                prop_assert!(close(&sheet.text).starts_with(&close(&title.to_uppercase())));
                prop_assert!(close(&sheet.text).contains(&close(&file)));
            }
        }
    }
}
