//! Reading never fails, never panics, takes time in proportion to the text, and says the same on every thread.

use std::time::{Duration, Instant};

use needlepoint::source::Source;
use needlepoint::{first_file, syntax};
use proptest::prelude::*;

use crate::support::{answer, files, read};

/// Every file of the language in the repository, by path.
fn shipped() -> Vec<(String, String)> {
    files("protocols", ".needle").into_iter().map(|path| (path.clone(), read(&path))).collect()
}

/// Reads and checks a text; every place that is named lies inside it.
fn survives(text: &str) {
    let answer = answer(text);
    for problem in &answer.problems {
        assert!(!problem.message().is_empty());
        if problem.place.file == first_file() {
            let end = usize::try_from(problem.place.end).expect("an offset");
            assert!(end <= text.len() && problem.place.start <= problem.place.end, "{problem:?}");
        }
    }
    assert!(answer.fault.is_none(), "{:?}", answer.fault);
    assert!(answer.blocked() || answer.accepted.is_some() || answer.census.waiting() > 0 || !answer.is_protocol);
}

/// A text as it may come from anywhere: words of the language, marks and anything else, in any order.
fn scrap() -> impl Strategy<Value = String> {
    const WORDS: &[&str] = &[
        "needlepoint 1",
        "protocol x",
        "area cheeks",
        "session",
        "screen before every session",
        "exception a for b up to 1 mm",
        "depth",
        "start",
        "0.25 mm",
        "never above",
        "?",
        "NAMED-GEL",
        "{",
        "}",
        "\n",
        "\r\n",
        "\r",
        " ",
        "\t",
        "#",
        "\"",
        "\\",
        "...",
        ",",
        "wait",
        "to",
        "in area",
        "2026-02-30",
        "99999999999999999999",
        "0.0000000001",
        "\u{feff}",
        "\u{a0}",
        "\u{201c}",
        "µ",
        "é",
        "\u{202e}",
        "\0",
        "policy y",
        "limit depth on",
    ];
    let word = prop_oneof![4 => proptest::sample::select(WORDS).prop_map(str::to_owned), 1 => any::<String>(), 2 => Just("\n".to_owned())];
    proptest::collection::vec(word, 0..60).prop_map(|words| words.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gets_an_answer(text in any::<String>()) {
        survives(&text);
    }

    #[test]
    fn any_run_of_words_gets_an_answer(text in scrap()) {
        survives(&text);
    }

    #[test]
    fn a_shipped_file_with_lines_and_bytes_changed_gets_an_answer(
        which in any::<prop::sample::Index>(),
        edits in proptest::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..6_u8), 1..8),
    ) {
        let all = shipped();
        let mut text = which.get(&all).1.clone();
        for (one, other, kind) in edits {
            let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
            if lines.is_empty() {
                break;
            }
            let (a, b) = (one.index(lines.len()), other.index(lines.len()));
            match kind {
                0 => drop(lines.remove(a)),
                1 => lines.insert(b, lines[a].clone()),
                2 => lines.swap(a, b),
                3 => lines[a].push('}'),
                4 => {
                    let cut = lines[a].char_indices().map(|(at, _)| at).nth(other.index(lines[a].chars().count().max(1))).unwrap_or(0);
                    lines[a].truncate(cut);
                }
                _ => {
                    let whole = lines.concat();
                    let cut = whole.char_indices().map(|(at, _)| at).nth(one.index(whole.chars().count().max(1))).unwrap_or(0);
                    lines = vec![whole[..cut].to_owned()];
                }
            }
            text = lines.concat();
        }
        survives(&text);
    }
}

#[test]
fn every_line_of_a_shipped_file_can_be_left_out_or_said_twice() {
    for (_, text) in shipped() {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        // The atlas is long and its lines are much alike.
        let every = (lines.len() / 80).max(1);
        for at in (0..lines.len()).step_by(every) {
            survives(&[&lines[..at], &lines[at + 1..]].concat().concat());
            survives(&[&lines[..=at], &lines[at..]].concat().concat());
        }
    }
}

/// A mebibyte or so; without optimisation an eighth of it, because reading is then about ten times slower.
const LENGTH: usize = if cfg!(debug_assertions) { 1 << 17 } else { 1 << 20 };

/// One thing over and over.
fn hostile() -> Vec<(&'static str, String)> {
    let many = |piece: &str| piece.repeat(LENGTH / piece.len());
    let inside = |head: &str, piece: &str| format!("needlepoint 1\nprotocol x {{\n{head}{}", many(piece));
    vec![
        ("braces that open", many("{")),
        ("lines of braces that open", many("{\n")),
        ("braces that close", many("}")),
        ("lines of braces that close", many("}\n")),
        ("quotes", many("\"")),
        ("backslashes in a text", format!("title \"{}", many("\\"))),
        ("escaped quotes", format!("title \"{}", many("\\\""))),
        ("spaces", many(" ")),
        ("tabs", many("\t")),
        ("line ends", many("\n")),
        ("old line ends", many("\r")),
        ("both line ends", many("\r\n")),
        ("remarks", many("#")),
        ("lines of remarks", many("# a remark\n")),
        ("commas", many(",")),
        ("points", many(".")),
        ("figures", many("7")),
        ("letters", many("a")),
        ("capitals", many("NAMED-GEL ")),
        ("question marks", many("?")),
        ("hyphens", many("a-")),
        ("characters of four bytes", many("\u{1f489}")),
        ("zero bytes", many("\0")),
        ("marks at the start", many("\u{feff}")),
        ("the first line", many("needlepoint 1\n")),
        ("protocols", many("protocol x {\n")),
        ("areas", many("area x {\n")),
        ("areas in a protocol", inside("", "area x {\n")),
        ("areas that close", inside("", "area x {\n}\n")),
        ("areas without a brace", inside("", "area x\n")),
        ("sessions", inside("", "session {\n")),
        ("screenings", inside("", "screen before every session {\n")),
        ("blocks nobody knows", inside("", "thing y {\n")),
        ("blocks nobody knows in an area", inside("area z {\n", "thing y {\n")),
        ("blocks nobody knows at the top", many("thing y {\n")),
        ("exceptions", inside("", "exception a for b up to 1 mm {\n")),
        ("self-tests", inside("", "self-test \"x\" {\n")),
        ("pauses", inside("", "pause x from 1 days before until 1 days after\n")),
        ("depths", inside("area z {\n", "depth start 0.5 mm, raise by 0.5 mm, never above 1 mm\n")),
        ("broken depths", inside("area z {\n", "depth start 0.5 mm, raise by 0.5 mm, never above 1\n")),
        ("depths that go wrong", inside("area z {\n", "depth start 0.5 mm, raise\n")),
        ("words nobody knows", inside("area z {\n", "dept 1\n")),
        ("one long list", inside("screen before every session {\ndo-not-treat a", ", a")),
        ("one long list that goes wrong", format!("{}, 1\n", inside("screen before every session {\ndo-not-treat a", ", a"))),
        ("one long line of words", inside("course {\nlate", " a")),
        ("waits", inside("screen before every session {\n", "wait filler 6 months after and 6 months before\n")),
        ("braces that close too early", inside("", "area x {\ndepth 1\n}\n}\n")),
        ("closing braces with more behind", inside("area x {\n", "} }\n")),
        ("empty lines after a brace", inside("area x {\n", "}\n\n\n\n")),
        ("labels", format!("needlepoint 1\ndevice d {{\n{}", many("label x {\n"))),
        ("cartridges that close", format!("needlepoint 1\ndevice d {{\n{}", many("cartridge x {\n}\n"))),
        ("sources", many("source s {\ntitle \"t\"\n")),
        ("vocabularies", many("vocabulary v {\nallow a, b\n}\n")),
        ("policies", many("policy p {\nnext 28 days or more\n}\n")),
        ("no-break spaces", many("\u{a0}")),
        ("lines of no-break spaces", inside("area z {\n", "\u{a0}speed\u{a0}1 rpm\n")),
        ("zero-width spaces in a word", many("a\u{200b}")),
        ("curly quotes", many("\u{201c}")),
        ("lines of curly quotes", inside("", "title \u{201c}x\u{201d}\n")),
        ("letters that look alike", many("\u{430}")),
        ("words that look alike", many("\u{430} ")),
        ("full-width braces", many("\u{ff5b}\n")),
        ("remarks of another language that never end", many("/*\n")),
        ("remarks of another language that end", many("/* */")),
        ("remarks with two slashes", many("// x\n")),
        ("semicolons", many(";")),
        ("lines with semicolons", inside("area z {\n", "speed 1 rpm;\n")),
        ("lines that end with a comma", inside("screen before every session {\n", "record a,\n")),
        ("one list over many lines", inside("screen before every session {\nrecord a,", "b,\n")),
        ("lines that start with a comma", inside("screen before every session {\nrecord a\n", ", b\n")),
        ("braces on lines of their own", inside("", "area x\n{\n")),
        ("list marks", inside("area z {\n", "1. speed 1 rpm\n")),
        ("decimal commas", inside("area z {\n", "speed 0,5 rpm\n")),
        ("one line of decimal commas", inside("area z {\nspeed", " 0,5")),
        ("one line of numbers in groups", inside("area z {\nspeed 1 rpm", " 000")),
        ("days in words", inside("", "renew-by 1 Oct 2027\n")),
        ("one line of words for numbers", inside("area z {\nspeed", " two")),
        ("one line of signs", inside("area z {\nspeed", " ~")),
        ("marks that turn a line", many("\u{202e}#")),
    ]
}

#[test]
fn a_mebibyte_of_anything_is_read_in_time() {
    // Other tests share the machine; each takes well under a second alone.
    const MOST: Duration = Duration::from_secs(4);
    let mut slow = Vec::new();
    for (what, text) in hostile() {
        let source = Source::new(first_file(), "a.needle", text);
        let start = Instant::now();
        let parsed = syntax::parse(&source);
        let took = start.elapsed();
        println!("{what}: {took:?}, {} problems", parsed.problems.len());
        if took > MOST {
            slow.push(format!("{what}: {took:?}, {} problems", parsed.problems.len()));
        }
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

#[test]
fn twice_the_text_takes_about_twice_the_time() {
    // Texts whose reading would be quadratic or worse if a block or line were read again; the shorter time of three counts.
    let pieces = ["area x {\n", "thing y {\n", "}\n", "{\n", "} }\n", "dept 1\n", "session {\nwear gloves\n", "self-test \"x\" {\n}\n"];
    for piece in pieces {
        let time = |count: usize| {
            let source = Source::new(first_file(), "a.needle", format!("needlepoint 1\nprotocol x {{\n{}", piece.repeat(count)));
            let once = || {
                let start = Instant::now();
                let _ = syntax::parse(&source);
                start.elapsed()
            };
            (0..3).map(|_| once()).min().unwrap_or_default()
        };
        let (short, long) = (time(1_000), time(8_000));
        assert!(long < short * 24 + Duration::from_millis(40), "{piece:?}: {short:?} becomes {long:?} for eight times the text");
    }
}

#[test]
fn a_small_stack_says_the_same() {
    let mut texts: Vec<String> = shipped().into_iter().map(|(_, text)| text).collect();
    texts.extend(hostile().into_iter().map(|(_, text)| text.chars().take(8_000).collect()));
    texts.push("area a {\n".repeat(200));
    for text in texts {
        let said = |text: &str| -> Vec<String> {
            let parsed = syntax::parse(&Source::new(first_file(), "a.needle", text));
            parsed.problems.iter().map(|problem| format!("{} {} {}", problem.place.start, problem.rule, problem.message())).collect()
        };
        let here = said(&text);
        let copy = text.clone();
        let there =
            std::thread::Builder::new().stack_size(1 << 20).spawn(move || said(&copy)).expect("a thread").join().expect("an answer");
        assert_eq!(here, there);
    }
}

#[test]
fn a_mistake_on_a_first_line_is_one_problem() {
    use crate::support::{BASE, beyond_base};
    let mistakes = [
        ("protocol acne-scars-face {", "protocol acne-scars-face {{", "first-line-too-long"),
        ("  area cheeks {", "  area cheeks {{", "first-line-too-long"),
        ("  area cheeks {", "  area cheeks { {", "first-line-too-long"),
        ("  area cheeks {", "  area cheeks { both sides", "first-line-too-long"),
        ("  area cheeks {", "  area cheeks on both sides {{", "first-line-too-long"),
        ("  area cheeks {", "  area cheeks }", "first-line-too-long"),
        ("  area cheeks {", "  area cheeks (", "mark-foreign"),
        ("  course {", "  course of three", "first-line-too-long"),
        ("  aftercare {", "  aftercare at home", "first-line-too-long"),
        ("  session {", "  session steps", "first-line-too-long"),
        ("  screen before every session {", "  screen daily", "block-unknown"),
        ("  variant darker-skin for phototype 4 to 6 {", "  variant darker-skin phototype 4 to 6", "block-unknown"),
        ("  exception depth-beyond-label for cheeks up to 2 mm {", "  exception depth-beyond-label cheeks", "block-unknown"),
    ];
    for (right, wrong, rule) in mistakes {
        let found = beyond_base(&BASE.replacen(right, wrong, 1));
        let reading: Vec<&str> = found.iter().filter(|finding| finding.level == "never").map(|finding| finding.rule.as_str()).collect();
        // What a whole block would have said waits or is missing; it is never one message for every line of it.
        assert_eq!(reading, [rule], "{wrong}: {found:#?}");
    }
}

#[test]
fn a_brace_at_the_end_of_a_statement_is_one_problem_and_opens_nothing() {
    use crate::support::{BASE, beyond_base};
    for line in BASE.lines().filter(|line| line.starts_with("  ") && !line.trim().is_empty() && !line.trim().starts_with(['}', '#'])) {
        // An indication with a brace is also how the atlas opens one.
        if line.ends_with('{') || line.trim().starts_with("indication") {
            continue;
        }
        let cut = line.split_once(" #").map_or(line, |(statement, _)| statement);
        let found = beyond_base(&BASE.replacen(line, &format!("{cut} {{"), 1));
        let never: Vec<&str> = found.iter().filter(|finding| finding.level == "never").map(|finding| finding.rule.as_str()).collect();
        assert_eq!(never, ["line-unfinished"], "{line}: {found:#?}");
    }
}
