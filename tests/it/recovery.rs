//! Reading never fails, never panics, and says the same on every thread. How long it takes is held in `tests/hang`.

use needlepoint::source::Source;
use needlepoint::{first_file, syntax};
use proptest::prelude::*;

use crate::support::{BASE, answer, files, findings, hostile, read};

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
    for (name, text) in shipped() {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        // The protocols are much like the first. Without optimisation some of their lines are tried; tests/all tries all of them.
        let every = if name.contains("acne-scars-face") || !cfg!(debug_assertions) { 1 } else { (lines.len() / 20).max(1) };
        for at in (0..lines.len()).step_by(every) {
            survives(&[&lines[..at], &lines[at + 1..]].concat().concat());
            survives(&[&lines[..=at], &lines[at..]].concat().concat());
        }
    }
}

#[test]
fn a_small_stack_says_the_same() {
    let mut texts: Vec<String> = shipped().into_iter().map(|(_, text)| text).collect();
    texts.extend(hostile(8_000).into_iter().map(|(_, text)| text));
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
        let cut = line.split_once(" #").map_or(line, |(statement, _)| statement);
        // An indication with a brace is also how the atlas opens one.
        if cut.ends_with('{') || line.trim().starts_with("indication") {
            continue;
        }
        let found = beyond_base(&BASE.replacen(line, &format!("{cut} {{"), 1));
        let never: Vec<&str> = found.iter().filter(|finding| finding.level == "never").map(|finding| finding.rule.as_str()).collect();
        assert_eq!(never, ["line-unfinished"], "{line}: {found:#?}");
    }
}

#[test]
fn a_text_of_more_lines_than_are_read_gets_one_problem_at_the_first_line_too_many() {
    use needlepoint::syntax::MOST_LINES;

    let most = usize::try_from(MOST_LINES).expect("a count");
    let filled = |lines: usize| format!("{BASE}{}", "# a remark\n".repeat(lines - BASE.lines().count() - 1) + "# the last");
    assert_eq!(findings(&filled(most)).len(), findings(BASE).len());
    for text in [filled(most + 1), filled(most + 1).replace('\n', "\r\n"), filled(most + 1).replace('\n', "\r")] {
        let all = findings(&text);
        assert_eq!(all.len(), 1, "{all:?}");
        assert_eq!((all[0].rule.as_str(), all[0].line), ("file-too-long", MOST_LINES + 1));
        assert_eq!(all[0].message, "the file has 10001 lines; no more than 10000 are read, and a protocol has a few hundred");
    }
}
