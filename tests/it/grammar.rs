//! What happens to a text that is almost right: one mistake is one problem on its line, in plain words, and hides nothing around it.

use needlepoint::syntax::{Block, keywords};

use crate::support::{BASE, Finding, answer, beyond_base, findings, splice};

/// The lines of the base with a change, as a text.
fn with_lines(change: impl FnOnce(&mut Vec<String>)) -> String {
    let mut lines: Vec<String> = BASE.lines().map(str::to_owned).collect();
    change(&mut lines);
    lines.join("\n") + "\n"
}

/// The places of lines that open a block.
fn openers() -> Vec<usize> {
    BASE.lines()
        .enumerate()
        .filter(|(_, line)| line.split('#').next().unwrap_or_default().trim_end().ends_with('{'))
        .map(|(at, _)| at)
        .collect()
}

/// Problems that keep a text from being accepted and are not of the base.
fn blocking(text: &str) -> Vec<Finding> {
    beyond_base(text).into_iter().filter(|finding| finding.blocks).collect()
}

#[test]
fn a_missing_closing_brace_is_one_problem() {
    for open in openers() {
        let indent = BASE.lines().nth(open).map_or(0, |line| line.len() - line.trim_start().len());
        let close = BASE
            .lines()
            .enumerate()
            .skip(open)
            .find(|(_, line)| line.trim() == "}" && line.len() == indent + 1)
            .expect("a closing brace")
            .0;
        let text = with_lines(|lines| drop(lines.remove(close)));
        let found = blocking(&text);
        let said: Vec<String> = found.iter().map(Finding::short).collect();
        assert_eq!(said, ["never block-unclosed"], "without the brace on line {}: {found:#?}", close + 1);
        // The brace of the protocol closes its last block, so there the protocol itself stays open.
        let last = open == *openers().last().expect("a block");
        assert_eq!(usize::try_from(found[0].line).expect("a line"), if last { openers()[0] + 1 } else { open + 1 });
    }
}

#[test]
fn a_missing_opening_brace_is_one_problem() {
    for open in openers() {
        let text = with_lines(|lines| lines[open] = lines[open].replace(" {", ""));
        let found = blocking(&text);
        let said: Vec<String> = found.iter().map(Finding::short).collect();
        assert_eq!(said, ["never brace-missing"], "without the brace on line {}: {found:#?}", open + 1);
        assert_eq!(usize::try_from(found[0].line).expect("a line"), open + 1);
    }
}

#[test]
fn an_extra_closing_brace_is_one_problem() {
    let opened = openers();
    for (at, line) in BASE.lines().enumerate().skip(4) {
        // After every line that closes nothing itself; where the block's last statement stands, the next brace closes it all the same.
        if line.trim().is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        let text = with_lines(|lines| lines.insert(at + 1, "    }".to_owned()));
        let found = blocking(&text);
        let said: Vec<String> = found.iter().map(Finding::short).collect();
        assert_eq!(
            said,
            ["never brace-extra"],
            "with a brace after line {}{}: {found:#?}",
            at + 1,
            if opened.contains(&at) { ", which opens a block" } else { "" }
        );
    }
}

#[test]
fn a_line_below_the_brace_of_its_block_is_one_problem() {
    let mut tried = 0;
    for (at, line) in BASE.lines().enumerate().skip(4) {
        // The statements of the protocol itself, of which none is needed twice: each is put below the last line of the file.
        let own = line.starts_with("  ") && !line.starts_with("   ") && !line.trim_start().starts_with(['#', '}']);
        if !own || line.split(" #").next().is_some_and(|statement| statement.ends_with('{')) {
            continue;
        }
        let text = with_lines(|lines| lines.push(lines[at].clone()));
        let brace = BASE.lines().count();
        let said: Vec<String> = blocking(&text).iter().map(|found| format!("{} {}", found.line, found.rule)).collect();
        assert!(said.contains(&format!("{brace} brace-early")), "{line}: {said:?}");
        let reading = |said: &&String| needlepoint::syntax::PAGES.iter().any(|(name, _)| said.ends_with(&format!(" {name}")));
        assert_eq!(said.iter().filter(reading).count(), 1, "{line}: {said:?}");
        tried += 1;
    }
    assert!(tried > 5, "{tried}");
}

#[test]
fn a_misspelt_block_is_one_problem_that_names_the_right_word() {
    for (wrong, line, right) in [
        ("sesion {", "  session {", "session"),
        ("screeen before every session {", "  screen before every session {", "screen"),
        ("aera cheeks {", "  area cheeks {", "area"),
        ("corse {", "  course {", "course"),
        ("aftercaer {", "  aftercare {", "aftercare"),
    ] {
        let text = BASE.replacen(&format!("\n{line}\n"), &format!("\n  {wrong}\n"), 1);
        assert_ne!(text, BASE, "{wrong}");
        let unread: Vec<Finding> =
            blocking(&text).into_iter().filter(|finding| finding.rule.starts_with("block-") || finding.rule.starts_with("line-")).collect();
        assert_eq!(unread.len(), 1, "{wrong}: {unread:#?}");
        let help =
            answer(&text).problems.iter().find(|problem| problem.rule == "block-unknown").and_then(needlepoint::diagnostic::Problem::help);
        assert_eq!(help, Some(format!("did you mean `{right}`?")), "{wrong}");
    }
}

#[test]
fn a_misspelt_first_word_is_one_problem_that_names_the_right_one() {
    let mut tried = 0;
    for (at, line) in BASE.lines().enumerate().skip(4) {
        let word = line.split_whitespace().next().unwrap_or_default();
        let opens = line.split(" #").next().is_some_and(|statement| statement.ends_with('{'));
        // In a variant a line starts with the name of an area.
        if word == "cheeks" || word.len() < 3 || !word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-') || opens {
            continue;
        }
        let start = line.len() - line.trim_start().len();
        let doubled = format!("{}{}{}", &line[..=start], &line[start..=start], &line[start + 1..]);
        let text = with_lines(|lines| lines[at] = doubled.clone());
        let there: Vec<_> =
            findings(&text).into_iter().filter(|finding| usize::try_from(finding.line).is_ok_and(|line| line == at + 1)).collect();
        assert!(there.iter().any(|finding| finding.rule == "line-unknown" || finding.rule == "line-unfinished"), "{doubled}: {there:#?}");
        // Another line of a kind that the block has twice may be missed by a rule; nothing else about reading is said anywhere.
        let reading =
            findings(&text).iter().filter(|finding| needlepoint::syntax::PAGES.iter().any(|(name, _)| *name == finding.rule)).count();
        assert_eq!(reading, 1, "{doubled}");
        tried += 1;
    }
    assert!(tried > 100, "{tried}");
}

#[test]
fn a_broken_line_of_the_aftercare_leaves_every_finding_of_the_areas() {
    let wrong = "area forehead {\n  ... without stop\n  speed 9000 rpm\n  depth start 0.3 mm, raise by 0.25 mm, never above 0.5 mm\n}\n";
    let expected: Vec<String> = beyond_base(&splice(wrong)).iter().map(Finding::short).collect();
    assert_eq!(expected.len(), 3);
    let care: Vec<&str> = BASE.split("aftercare {\n").nth(1).unwrap_or_default().lines().take_while(|line| line.trim() != "}").collect();
    assert!(care.len() > 8);
    for line in care {
        let broken = splice(wrong).replacen(line, &format!("{line} at night"), 1);
        let found = beyond_base(&broken);
        for finding in &expected {
            assert!(found.iter().any(|other| other.short() == *finding), "{line}: {found:#?}");
        }
        assert!(found.iter().any(|finding| finding.rule == "line-unfinished"), "{line}: {found:#?}");
    }
}

#[test]
fn what_a_broken_line_would_have_said_is_waited_for() {
    let text = splice("area forehead {\n  ... without speed\n  speed quickly\n}");
    let answer = answer(&text);
    assert!(answer.accepted.is_none());
    assert!(answer.problems.iter().all(|problem| problem.rule != "dose-not-stated"), "{:#?}", findings(&text));
    assert!(answer.census.waiting() > 0, "{:?}", answer.census);
}

#[test]
fn text_from_a_word_processor_is_not_passed_over() {
    for (wrong, where_) in [
        ("title       \u{201c}Atrophic acne scars\u{201d}", "title       \"Atrophic acne scars of the face\""),
        ("speed      7000\u{a0}rpm", "speed      7000 rpm"),
        ("speed      7000 rp\u{43c}", "speed      7000 rpm"),
        (
            "next       30 \u{2013} 42 days after the last session given, aim 30 days",
            "next       30 to 42 days after the last session given, aim 30 days",
        ),
        (
            "depth      start 0,25 mm, raise by 0.25 mm, never above 0.5 mm",
            "depth      start 0.25 mm, raise by 0.25 mm, never above 0.5 mm",
        ),
        ("speed\u{200f}      7000 rpm", "speed      7000 rpm"),
    ] {
        let text = BASE.replacen(where_, wrong, 1);
        assert_ne!(text, BASE, "{wrong}");
        let at = text.lines().position(|line| line.contains(wrong)).expect("the line") + 1;
        let found = blocking(&text);
        assert!(found.iter().any(|finding| usize::try_from(finding.line).is_ok_and(|line| line == at)), "{wrong}: {found:#?}");
    }
}

#[test]
fn line_ends_and_a_mark_at_the_start_change_nothing() {
    let plain: Vec<String> = findings(BASE).iter().map(|finding| format!("{} {}", finding.short(), finding.message)).collect();
    for text in [
        format!("\u{feff}{BASE}"),
        BASE.replace('\n', "\r\n"),
        format!("\u{feff}{}", BASE.replace('\n', "\r\n")),
        BASE.trim_end().to_owned(),
    ] {
        let found: Vec<String> = findings(&text).iter().map(|finding| format!("{} {}", finding.short(), finding.message)).collect();
        assert_eq!(found, plain);
    }
}

#[test]
fn no_two_blocks_spell_a_statement_alike_by_accident() {
    // A word that another block has is told where it belongs, so every word of the table must be found again.
    for block in Block::ALL {
        let words: Vec<&str> = keywords(block).collect();
        let mut once = words.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), words.len(), "{block:?} has a word twice");
    }
}
