//! Every statement kind is compared with something or only said, and its mark is true: what is compared is seen to be read by a rule, and
//! what is only said is seen to be read by none.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use needlepoint::check::RULES;
use needlepoint::model::{MARKS, Mark};
use needlepoint::syntax::{Block, keywords};

use crate::support::{BASE, Finding, files, findings, read, splice};

/// A statement kind: its block and its first word or words.
type Kind = (&'static str, &'static str);

/// The blocks of a protocol, each with the word that opens it.
const BLOCKS: [(&str, Block); 9] = [
    ("protocol", Block::Protocol),
    ("screen", Block::Screen),
    ("session", Block::Session),
    ("area", Block::Area),
    ("course", Block::Course),
    ("variant", Block::Variant),
    ("aftercare", Block::Aftercare),
    ("exception", Block::Exception),
    ("self-test", Block::SelfTest),
];

/// The kind of each line of a text; none for a line that is no statement of a protocol.
fn kinds(text: &str) -> Vec<Option<Kind>> {
    let mut open: Vec<Option<(&'static str, Block)>> = Vec::new();
    let mut kinds = Vec::new();
    for line in text.lines() {
        let line = line.split('#').next().unwrap_or_default().trim();
        let of = open.last().copied().flatten().and_then(|(opener, block)| {
            let starts = |word: &&str| line.strip_prefix(word).is_some_and(|rest| rest.starts_with(' '));
            keywords(block).filter(starts).max_by_key(|word| word.len()).map(|word| (opener, word))
        });
        if line.ends_with('{') {
            open.push(BLOCKS.into_iter().find(|(word, _)| line.split(' ').next() == Some(word)));
            kinds.push(None);
        } else if line == "}" {
            open.pop();
            kinds.push(None);
        } else {
            kinds.push(of);
        }
    }
    kinds
}

/// Whether a rule found it; what is wrong with reading or with names judges no statement.
fn by_a_rule(finding: &Finding) -> bool {
    RULES.iter().any(|rule| rule.name == finding.rule)
        || needlepoint::check::PAGES.iter().chain(needlepoint::trial::PAGES).any(|(name, _)| *name == finding.rule)
}

/// What the rules say of a text, in order. An approval is bound to every line, so that it no longer holds tells nothing of what is read.
fn ruled(text: &str) -> Vec<String> {
    let found = findings(text).into_iter().filter(|finding| by_a_rule(finding) && !finding.rule.starts_with("approval-"));
    let mut all: Vec<String> = found.map(|finding| format!("{} {}", finding.short(), finding.message)).collect();
    all.sort();
    all
}

/// Every kind that a rule is seen to read: a finding stands on such a line of a case or an example, or what the rules say changes when
/// such lines are left out of the base, a case or an example.
fn read_by_a_rule() -> &'static BTreeSet<Kind> {
    static READ: LazyLock<BTreeSet<Kind>> = LazyLock::new(|| {
        let examples = RULES.iter().flat_map(|rule| {
            let page = rule.page();
            let bad = page.split("```needle,not-accepted\n").skip(1);
            bad.map(|rest| splice(rest.split("```").next().unwrap_or_default())).collect::<Vec<_>>()
        });
        let cases = files("tests/cases", ".needle").into_iter().map(|path| crate::cases::text(&read(path)));
        let texts: Vec<String> = std::iter::once(BASE.to_owned()).chain(examples).chain(cases).collect();
        let mut read_by: BTreeSet<Kind> = BTreeSet::new();
        for text in &texts {
            let kinds = kinds(text);
            for finding in findings(text).iter().filter(|finding| by_a_rule(finding)) {
                let line = usize::try_from(finding.line - 1).expect("a line");
                read_by.extend(kinds.get(line).copied().flatten());
            }
        }
        // Leaving lines out is tried where it can still tell something new: a kind of the base there, every other one where it stands.
        let of_base: BTreeSet<Kind> = kinds(BASE).into_iter().flatten().collect();
        for (place, text) in texts.iter().enumerate() {
            let kinds = kinds(text);
            let there: BTreeSet<Kind> = kinds.iter().copied().flatten().filter(|kind| place == 0 || !of_base.contains(kind)).collect();
            for kind in there {
                let kept = text.lines().zip(&kinds).filter(|(_, of)| **of != Some(kind));
                let without: String = kept.map(|(line, _)| format!("{line}\n")).collect();
                if !read_by.contains(&kind) && ruled(&without) != ruled(text) {
                    read_by.insert(kind);
                }
            }
        }
        read_by
    });
    &READ
}

#[test]
fn every_mark_is_true() {
    let read_by = read_by_a_rule();
    let mut wrong = Vec::new();
    for (opener, block) in BLOCKS {
        let opens: Vec<&str> = BLOCKS.iter().map(|(word, _)| *word).filter(|_| block == Block::Protocol).collect();
        for word in keywords(block).filter(|word| !opens.contains(word)) {
            let mark = MARKS.iter().find(|(of, marked, _)| *of == block && *marked == word).map(|(_, _, mark)| *mark);
            let seen = read_by.contains(&(opener, word));
            match mark {
                None => wrong.push(format!("`{word}` in {} has no mark", block.phrase())),
                Some(Mark::Compared | Mark::Demanded) if !seen => {
                    wrong.push(format!(
                        "`{word}` in {} is marked as compared, and no case or example shows a rule that reads it",
                        block.phrase()
                    ));
                }
                Some(Mark::Said) if seen => {
                    wrong.push(format!("`{word}` in {} is marked as said, and a rule reads it", block.phrase()));
                }
                Some(_) => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_mark_stands_once_for_a_statement_that_there_is() {
    for (place, (block, word, _)) in MARKS.iter().enumerate() {
        assert!(keywords(*block).any(|known| known == *word), "`{word}` is no statement of {}", block.phrase());
        assert!(MARKS.iter().skip(place + 1).all(|(other, again, _)| other != block || again != word), "`{word}` is marked twice");
    }
}

#[test]
fn a_number_that_is_taken_as_said_changes_nothing_that_is_found() {
    for (word, one, other) in [
        ("move", "glide 20 mm/s", "glide 250 mm/s"),
        ("size", "60 cm2", "850 cm2"),
        ("at most", "6 minutes", "90 minutes"),
        ("stop", "area if bleeding lasts over 2 minutes under pressure", "area if bleeding lasts over 60 minutes under pressure"),
    ] {
        assert!(needlepoint::model::demanded().any(|known| known == word), "{word}");
        let with = |said: &str| ruled(&splice(&format!("area forehead {{\n  ...\n  {word} {said}\n}}")));
        assert_eq!(with(one), with(other), "{word}");
    }
}

#[test]
fn a_statement_that_nobody_reads_is_not_seen_as_read() {
    // `follow-up` is carried to the sheet and judged by nobody; `speed` is judged.
    let read_by = read_by_a_rule();
    assert!(read_by.contains(&("area", "speed")) && !read_by.contains(&("course", "follow-up")));
    assert_eq!(ruled(&splice("course {\n  ... without follow-up\n}")), ruled(BASE));
}
