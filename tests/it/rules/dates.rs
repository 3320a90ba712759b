//! The laws over the rules of dates: each has a page, shows a course in which it is found and one in which it is not, and guards against what
//! the atlas knows.

use std::collections::BTreeSet;

use needlepoint::course::{Governing, Record, dated};
use needlepoint::diagnostic::{Level, Problem};
use needlepoint::plan;
use needlepoint::quantity::Day;
use needlepoint::schedule::{Closed, Opening, RULES, Registered};
use needlepoint::source::Source;
use needlepoint::syntax;

use crate::support::{BASE, answer, builtin, laid_over, read, splice};

/// The course that examples are laid over. No text is held to the digest here: the examples are about dates.
const COURSE: &str = "\
needlepoint 1

course 7650-5E3F-R {
  protocol   acne-scars-face 1.0.0 text 95b72472c59aedfb in \"acne-scars-face.needle\"
  phototype  2
  start      2026-12-01 10:00
  zone       Europe/Berlin
}
";

/// How the examples are read, for readers of the pages.
pub(super) const EXAMPLES: &str = "\
An example of a rule of dates is a fragment of a patient's course. Its first line says which day is today; the others are laid over this course, by the \
same rules:

```needle
course 7650-5E3F-R {
  protocol   acne-scars-face 1.0.0 text 95b72472c59aedfb in \"acne-scars-face.needle\"
  phototype  2
  start      2026-12-01 10:00
  zone       Europe/Berlin
}
```

Where a fragment of the protocol stands before it, the course follows the shipped protocol with that laid over it. Each runs as a test: `found` raises its rule and nothing else that would
keep the course from having dates; `not-found` raises neither.
";

/// An example: whether its rule is found in it, what is laid over the protocol, and what over the course.
struct Example {
    found: bool,
    protocol: String,
    course: String,
}

/// The examples of a page, in order. A fragment of the protocol holds for the one behind it.
fn examples(page: &str) -> Vec<Example> {
    let (mut all, mut protocol) = (Vec::new(), String::new());
    for block in page.split("\n```").skip(1).step_by(2) {
        let (kind, body) = block.split_once('\n').unwrap_or_default();
        let body = format!("{body}\n");
        match kind {
            "needle,protocol" => protocol = body,
            "course,found" | "course,not-found" => {
                all.push(Example { found: kind == "course,found", protocol: std::mem::take(&mut protocol), course: body });
            }
            other => panic!("a block of an unknown kind: {other}"),
        }
    }
    all
}

/// What is found when the course of an example is dated.
fn problems(example: &Example) -> Vec<Problem> {
    let today = example
        .course
        .lines()
        .next()
        .and_then(|line| Day::read(line.trim_start_matches("# today is ")))
        .expect("a first line that says which day is today");
    let text = laid_over(COURSE, &example.course);
    let parsed = syntax::parse(&Source::new(needlepoint::first_file(), "course.needle", text.as_str()));
    assert!(parsed.problems.is_empty(), "{text}\n{:#?}", parsed.problems);
    let record = Record::of(&parsed.tree.course_files[0]).expect("a whole course");
    let protocol = if example.protocol.is_empty() { BASE.to_owned() } else { splice(&example.protocol) };
    let checked = answer(&protocol);
    let accepted = checked.accepted.unwrap_or_else(|| panic!("{protocol}\n{:#?}", checked.problems));
    let closed = |(first, last): &(Day, Day)| Closed { first: *first, last: *last, why: None };
    let opening = Opening { hours: record.hours.clone(), closed: record.closed.iter().map(closed).collect() };
    let zone = record.zone.as_ref().expect("a zone").value.clone();
    dated(&[Governing { from: 1, plan: &plan::lower(&accepted) }], &record.start(&zone, opening, today)).problems
}

fn shown(problems: &[&Problem]) -> String {
    problems.iter().map(|problem| format!("\n    {} {}: {}", problem.level, problem.rule, problem.message())).collect()
}

#[test]
fn every_rule_of_dates_shows_when_it_is_found_and_when_not() {
    let mut wrong = Vec::new();
    for rule in RULES {
        let examples = examples(&rule.page());
        if ![true, false].iter().all(|found| examples.iter().any(|example| example.found == *found)) {
            wrong.push(format!("{}: an example in which it is found and one in which it is not belong on its page", rule.name));
        }
        for example in examples {
            let problems = problems(&example);
            let (own, others): (Vec<&Problem>, Vec<&Problem>) = problems.iter().partition(|problem| problem.rule == rule.name);
            let others: Vec<&Problem> = others.into_iter().filter(|problem| problem.blocks()).collect();
            if example.found && !own.iter().any(|problem| problem.level == rule.rule.level) {
                wrong.push(format!("{}: it is not found at its level in its example{}", rule.name, shown(&own)));
            }
            if !example.found && !own.is_empty() {
                wrong.push(format!("{}: it is found where its page says that it is not{}", rule.name, shown(&own)));
            }
            if !others.is_empty() {
                wrong.push(format!("{}: its example has no dates for other reasons as well{}", rule.name, shown(&others)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_session_that_was_given_too_soon_is_a_caution() {
    let course = "# today is 2026-12-23\nsession 1  given 2026-12-01\nsession 2  given 2026-12-22\n";
    let problems = problems(&Example { found: true, protocol: String::new(), course: course.to_owned() });
    let levels: Vec<Level> = problems.iter().filter(|problem| problem.rule == "session-too-soon").map(|problem| problem.level).collect();
    assert_eq!(levels, [Level::Caution]);
}

#[test]
fn a_rule_of_dates_is_named_after_its_file_opens_with_a_sentence_and_lists_its_hazards() {
    let mut names = BTreeSet::new();
    for rule in RULES {
        let (name, page) = (rule.name, rule.page());
        assert!(names.insert(name), "{name} stands twice");
        assert!(name.split('-').all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase())), "{name}");
        assert_eq!(rule.code, read(format!("src/schedule/rules/{}.rs", name.replace('-', "_"))), "{name}");
        let summary = rule.summary();
        let one = summary.ends_with('.') && summary.matches(". ").count() == 0 && summary.starts_with(|c: char| c.is_uppercase());
        assert!(one && page.lines().nth(1) == Some(""), "{name}: {summary:?} is not one sentence on the first line");
        let listed = page.split("Hazards: ").nth(1).and_then(|rest| rest.split('.').next()).expect("its hazards");
        let listed: Vec<&str> = if listed == "none of the list" { Vec::new() } else { listed.split(", ").collect() };
        assert_eq!(listed, rule.rule.hazards, "{name}: its page lists other hazards than its code");
        assert!(listed.iter().all(|id| builtin().hazard(id).is_some()), "{name}: {listed:?}");
    }
    assert_eq!(names.len(), 27);
}

/// The rules of dates whose name no rule of the check has.
pub(super) fn alone() -> impl Iterator<Item = &'static Registered> {
    RULES.iter().filter(|rule| needlepoint::check::rule(rule.name).is_none())
}

/// The page of a rule of dates with nothing around it.
pub(super) fn whole_page(rule: &Registered) -> String {
    format!("# {}\n\n{}", rule.name, page(rule))
}

/// What a page says of a rule of dates.
pub(super) fn page(rule: &Registered) -> String {
    let mut text =
        format!("{}\n---\n\nA rule of dates: it is asked when a course is dated, and binds as `{}`.", rule.page(), rule.rule.level);
    let hazard = |id: &&str| Some(format!("- {id}: {}", builtin().hazard(id)?.harm.as_ref()?.value.as_str()));
    let harms: Vec<String> = rule.rule.hazards.iter().filter_map(hazard).collect();
    if !harms.is_empty() {
        text.push_str(&format!(" What it guards against:\n\n{}", harms.join("\n")));
    }
    let found = examples(&rule.page()).into_iter().filter(|example| example.found).flat_map(|example| problems(&example));
    let says = found
        .filter(|problem| problem.rule == rule.name)
        .map(|problem| format!("- {}: {}. {}.", problem.level, problem.message(), problem.help().unwrap_or_default()).replace('|', "\\|"));
    let mut says: Vec<String> = says.collect();
    says.dedup();
    text.push_str(&format!("\n\nWhat it says of what is found above:\n\n{}\n\nNo exception can name it.\n", says.join("\n")));
    text
}
