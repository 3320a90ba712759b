//! Nothing hangs: whatever the text, the work of reading it is in proportion to its length, a mebibyte is read within a second (or has so
//! many lines that it is not read, and then as much of it as would be is read within a second), and an eighth of it, which no protocol comes
//! near, is checked and shown within a second.
//! By itself, because the count of work holds for a whole process, and because this is the one test that is run with optimisation.
#![expect(clippy::print_stdout, reason = "a test prints what it measured")]

use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use cpu_time::ThreadTime;
use needlepoint::model::{ClinicText, Library, join};
use needlepoint::quantity::Day;
use needlepoint::report::{self, Item, Run};
use needlepoint::rule::{Asked, Purpose};
use needlepoint::source::Source;
use needlepoint::{Texts, first_file, syntax};

#[path = "../it/support/hostile.rs"]
mod hostile;
use hostile::hostile;

/// The count of work is one for the process.
static ALONE: Mutex<()> = Mutex::new(());

/// The most steps of the grammar for each byte.
const STEPS: usize = 400;

#[test]
fn the_work_of_reading_is_in_proportion_to_the_text() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let mut wrong = Vec::new();
    for (what, text) in hostile(1 << 14) {
        pest::set_call_limit(NonZeroUsize::new(STEPS * text.len()));
        if syntax::parse_grammar_only(&text) == 0 {
            wrong.push(what);
        }
        pest::set_call_limit(None);
    }
    assert!(wrong.is_empty(), "these take more than {STEPS} steps for each byte: {wrong:#?}");
}

/// A mebibyte; without optimisation a thirty-second of it, because everything is then more than ten times slower.
const LENGTH: usize = if cfg!(debug_assertions) { 1 << 15 } else { 1 << 20 };

/// The longest that anybody waits for an answer, in time of the processor: other work on the machine does not count.
const MOST: Duration = Duration::from_secs(1);

/// Prints how long a stage took, and adds it to the slow ones if that is too long. What else the machine does can only make it longer, so a
/// stage that seems slow is taken again, and the least counts.
fn timed<T>(what: &str, slow: &mut Vec<String>, stage: impl Fn() -> T) -> T {
    let once = || {
        let start = ThreadTime::now();
        (stage(), start.elapsed())
    };
    let (made, mut took) = once();
    for _ in 0..2 {
        if took > MOST {
            took = took.min(once().1);
        }
    }
    println!("{what}: {took:?}");
    if took > MOST {
        slow.push(format!("{what}: {took:?}"));
    }
    made
}

/// As many lines of a text as are read.
fn of_most_lines(text: &str) -> String {
    (0..syntax::MOST_LINES).zip(text.split_inclusive(['\n', '\r'])).map(|(_, line)| line).collect()
}

#[test]
fn a_mebibyte_of_anything_is_read_within_a_second() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let mut slow = Vec::new();
    for (what, text) in hostile(LENGTH) {
        let most = of_most_lines(&text);
        if most.len() < text.len() {
            let whole = Source::new(first_file(), "a.needle", text);
            let all = timed(&format!("{what}, with too many lines"), &mut slow, || syntax::parse(&whole).problems);
            assert!(matches!(all.as_slice(), [one] if one.rule == "file-too-long"), "{what}: {all:?}");
        }
        let source = Source::new(first_file(), "a.needle", most);
        timed(what, &mut slow, || syntax::parse(&source).problems.len());
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

#[test]
fn an_eighth_of_it_is_checked_and_shown_within_a_second() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let asked = Asked { purpose: Purpose::Bench, today: Day::of(2026, 11, 22).unwrap() };
    let library = Library::builtin();
    let mut slow = Vec::new();
    for (what, text) in hostile(LENGTH / 8) {
        let mut texts = Texts::default();
        let source = texts.add("a.needle", of_most_lines(&text)).clone();
        let answer = timed(&format!("{what}, checked"), &mut slow, || needlepoint::check(&source, &library, &asked));
        let run = Run { items: vec![Item { name: source.name, texts, answer }], today: asked.today };
        timed(&format!("{what}, shown"), &mut slow, || report::human(&run, 100, false));
        timed(&format!("{what}, said"), &mut slow, || report::plain(&run));
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

#[test]
fn lines_that_are_held_against_one_another_are_checked_within_a_second() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let asked = Asked { purpose: Purpose::Bench, today: Day::of(2026, 11, 22).unwrap() };
    let flagship = include_str!("../../protocols/acne-scars-face.needle");
    let library = Library::builtin();
    let many = |line: fn(usize) -> String| (0..LENGTH / 8 / 64).map(line).collect::<String>();
    let pauses = many(|_| "  pause sun-exposure from 14 days before until 7 days after\n".to_owned());
    let left_off = many(|_| "    do-not sun-exposure until 8 days after\n".to_owned());
    let put_on = many(|one| format!("    apply sunscreen spf 50 from {} hours until {} hours after\n", 24 * one + 24, 24 * one + 49));
    let mut slow = Vec::new();
    for (what, header, aftercare) in
        [("pauses and what is left off", pauses.as_str(), left_off.as_str()), ("what is put on", "", put_on.as_str())]
    {
        let text = flagship.replacen("  screen before", &format!("{header}  screen before"), 1);
        let text = text.replacen("  aftercare {\n", &format!("  aftercare {{\n{aftercare}"), 1);
        let mut texts = Texts::default();
        let source = texts.add("a.needle", text).clone();
        timed(what, &mut slow, || needlepoint::check(&source, &library, &asked).problems.len());
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

#[test]
fn a_clinics_own_texts_are_joined_and_bind_within_a_second() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let asked = Asked { purpose: Purpose::Bench, today: Day::of(2026, 11, 22).unwrap() };
    let flagship = include_str!("../../protocols/acne-scars-face.needle");
    // As many entries as stand in an eighth of a mebibyte.
    let each = |length: usize, entry: fn(usize) -> String| (0..LENGTH / 8 / length).map(entry).collect::<String>();
    let policy = |lines: &str| format!("needlepoint 1\nclinic here {{\n}}\npolicy house {{\n{lines}}}\n");
    let names = |count: usize| (0..count).map(|one| format!("name-{one}")).collect::<Vec<_>>().join(", ");
    let mut slow = Vec::new();
    for (what, text) in [
        ("names on a line of a policy", policy(&format!("  require record {}\n", names(LENGTH / 8 / 12)))),
        ("lines of a policy", policy(&each(24, |_| "  next 31 days or more\n".to_owned()))),
        (
            "policies",
            format!("needlepoint 1\nclinic here {{\n}}\n{}", each(40, |one| format!("policy p-{one} {{\n  next 31 days or more\n}}\n"))),
        ),
        (
            "products",
            format!(
                "needlepoint 1\nclinic here {{\n}}\n{}",
                each(60, |one| format!("product p-{one} {{\n  class hydrogel\n  sterile no\n}}\n"))
            ),
        ),
        (
            "lists of one name",
            format!("needlepoint 1\nclinic here {{\n}}\n{}", each(40, |one| format!("list l {one}.0 {{\n  record consent\n}}\n"))),
        ),
    ] {
        let mut texts = Texts::default();
        let protocol = texts.add("a.needle", flagship).clone();
        let clinic = texts.add("clinic.needle", text).clone();
        let parsed = syntax::parse(&clinic);
        let own = [ClinicText { name: "clinic.needle", text: &clinic.text, parsed: &parsed }];
        let (library, _) = timed(&format!("{what}, joined"), &mut slow, || join(Library::builtin(), &own, Vec::new()));
        timed(&format!("{what}, bound"), &mut slow, || needlepoint::check(&protocol, &library, &asked));
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}
