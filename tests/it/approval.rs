//! Approval: the frozen digest of a text, what undoes an approval, and what is said of it in a check and before an image for a pen.

use needlepoint::model::same_person;
use needlepoint::quantity::Day;
use needlepoint::rule::{Asked, Purpose};
use needlepoint::source::Source;
use needlepoint::{first_file, syntax};

use crate::support::{BASE, approved, builtin, files, read, splice, today};

/// The digest of a text, as an `approved` statement shows it.
fn digest(text: &str) -> String {
    syntax::digest(&Source::new(first_file(), "a.needle", text)).map_or_else(|| "none".to_owned(), |digest| digest.to_string())
}

/// What keeps an image for a pen from being made: level, rule and sentence.
fn against_a_pen(text: &str, today: Day) -> Vec<String> {
    let source = Source::new(first_file(), "a.needle", text);
    let answer = needlepoint::check(&source, builtin(), &Asked { purpose: Purpose::Device, today });
    let found: Vec<String> = answer
        .problems
        .iter()
        .filter(|problem| problem.blocks())
        .map(|problem| format!("{}: {}: {}", problem.level, problem.rule, problem.message()))
        .collect();
    assert_eq!(found.is_empty(), answer.accepted.is_some(), "{found:#?}");
    found
}

#[test]
fn the_digest_is_the_one_that_another_program_works_out() {
    let text = "\u{FEFF}# A remark, and an empty line.\r\nneedlepoint 1\r\n\r\n\
        protocol scars {\r\n\ttitle \"Scars,  { of # \\\"the\\\" face\"   # another remark\r\n  \
        approved 2026-10-01 by \"B. Approver\" text 0123456789abcdef\r\n\
        area cheeks{\r\ndepth   start 0.50mm,raise by 0.25 mm ,  never above 1.0  mm\r\n}\r\n\
        screen before every session {\r\n  use list face-standard 1.0\r\n  age 22 years or older\r\n}\r\n\
        variant darker for phototype 4 to 6 {\r\n plan pigment :sun-protection,test-patch\r\n}\r\n\
        exception depth-beyond-label for cheeks up to 2 mm {\r\n  approved 2026-10-01 by \"B. Approver\"\r\n}\r\n}";
    // Written down by hand from the rule in docs/approval.md, one statement a line, and digested with Python:
    //   hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
    let lines = [
        "needlepoint 1",
        "protocol scars {",
        "title \"Scars,  { of # \\\"the\\\" face\"",
        "area cheeks {",
        "depth start 0.5 mm , raise by 0.25 mm , never above 1 mm",
        "}",
        "screen before every session {",
        "use list face-standard 1.0",
        "age 22 years or older",
        "}",
        "variant darker for phototype 4 to 6 {",
        "plan pigment : sun-protection , test-patch",
        "}",
        "exception depth-beyond-label for cheeks up to 2 mm {",
        "approved 2026-10-01 by \"B. Approver\"",
        "}",
        "}",
    ];
    assert_eq!(digest(text), "83ddf93ba5f25b2e");
    assert_eq!(digest(&lines.join("\n")), "83ddf93ba5f25b2e", "the listing itself is such a text");
}

#[test]
fn the_approval_of_every_shipped_protocol_is_fresh() {
    let mut seen = 0;
    for path in files("protocols", ".needle") {
        let text = read(&path);
        let Some(line) = text.lines().find(|line| line.starts_with("  approved ")) else { continue };
        seen += 1;
        let by = line.split('"').nth(1).expect("a name");
        let on = line.split_whitespace().nth(1).expect("a day");
        assert!(
            text == approved(&text),
            "{path} has changed since its approval. Read the change as its approver would, then renew it:\n\
             cargo run -- approve {path} --by \"{by}\" --today {on}"
        );
        assert_eq!(against_a_pen(&text, today()), Vec::<String>::new(), "{path}");
    }
    assert!(seen >= 1);
}

#[test]
fn every_changed_line_undoes_an_approval_and_no_remark_does() {
    let base = digest(BASE);
    let lines: Vec<&str> = BASE.lines().collect();
    let without = |place: usize| {
        let kept: Vec<&str> = lines.iter().enumerate().filter(|(other, _)| *other != place).map(|(_, line)| *line).collect();
        kept.join("\n")
    };
    for (place, line) in lines.iter().enumerate() {
        let found = digest(&without(place));
        let nothing_said = line.trim().is_empty() || line.trim_start().starts_with('#') || line.starts_with("  approved ");
        assert_eq!(found == base, nothing_said, "line {} gone: {line}", place + 1);
    }
    for (from, to, same) in [
        ("never above 0.5 mm", "never above 0.6 mm", false),
        ("sessions   3", "sessions   4", false),
        ("horizontal, 2 vertical", "vertical, 2 horizontal", false),
        ("dermatology lead", "Dermatology lead", false),
        ("status      approved", "status      draft", false),
        ("  approved   2026-10-01", "  approved   2026-10-02", false),
        ("  approved    2026-10-01", "  approved    2026-10-02", true),
        ("chlorhexidine burns", "chlorhexidine does not burn", true),
        ("  area forehead {", "\n\n area   forehead{ # here", true),
        ("never above 0.5 mm", "never  above 0.5mm", true),
        ("move       glide 20 mm/s", "move glide 20 mm/s", true),
    ] {
        assert!(BASE.contains(from), "{from}");
        assert_eq!(digest(&BASE.replacen(from, to, 1)) == base, same, "{to}");
    }
}

#[test]
fn what_keeps_a_protocol_from_a_pen_is_said_in_plain_words() {
    let by = |by: &str| splice(&format!("approved    2026-10-01 by \"{by}\" text 0000000000000000"));
    // The digest of the text itself does not hang on the `approved` line, so each case is about one thing.
    let fresh = |text: &str| approved(text);
    for (text, expected) in [
        (
            splice("status      draft"),
            "never: approval-missing: the protocol is `draft`, and an image for a pen is made of an `approved` one only",
        ),
        (
            splice("status      in-review"),
            "never: approval-missing: the protocol is `in-review`, and an image for a pen is made of an `approved` one only",
        ),
        (
            splice("status      retired"),
            "never: approval-missing: the protocol is `retired`, and an image for a pen is made of an `approved` one only",
        ),
        (splice("... without approved"), "never: approval-missing: the status says `approved`, and no line says who approved the protocol"),
        (
            fresh(&by("A. Author")),
            "never: approval-void: the protocol is approved by `A. Author`, and `A. Author, dermatology lead` wrote it",
        ),
        (
            fresh(&by("a. author,  Medical director")),
            "never: approval-void: the protocol is approved by `a. author,  Medical director`, and `A. Author, dermatology lead` wrote it",
        ),
        (fresh(&by(" ")), "never: approval-void: the protocol is approved by nobody named"),
        (fresh(&by("APPROVER")), "never: approval-void: the protocol is approved by nobody named"),
        (
            BASE.replace("  approved    2026-10-01", "  approved    2026-11-23"),
            "never: approval-void: the protocol is approved on 23 November 2026, and today is 22 November 2026",
        ),
        (splice("renew-by    2026-11-21"), "never: renewal-passed: the protocol held until 21 November 2026; today is 22 November 2026"),
    ] {
        assert_eq!(against_a_pen(&text, today()), [expected]);
    }
    let now = digest(&splice("version     1.0.0"));
    let changed = by("B. Approver, medical director");
    let sentence = format!(
        "never: approval-stale: a line has changed since the approval of 1 October 2026: text `0000000000000000` was approved, and the file holds text `{now}`"
    );
    assert_eq!(against_a_pen(&changed, today()), [sentence]);
    let bare = splice("approved    2026-10-01 by \"B. Approver, medical director\"");
    let sentence =
        format!("never: approval-stale: the approval of 1 October 2026 does not say which text it is for; the file holds text `{now}`");
    assert_eq!(against_a_pen(&bare, today()), [sentence]);
    // Today itself is a day that has come.
    assert!(against_a_pen(&BASE.replace("  approved    2026-10-01", "  approved    2026-11-22"), today()).is_empty());
}

#[test]
fn a_text_that_cannot_be_read_whole_is_not_said_to_have_changed() {
    let found = against_a_pen(&BASE.replacen("never above 0.5 mm", "never above 0.5", 1), today());
    assert!(found.iter().any(|found| found.contains("number-bare")) && !found.iter().any(|found| found.contains("approval")), "{found:#?}");
}

#[test]
fn one_person_under_two_titles_is_one() {
    for (one, other, same) in [
        ("A. Author", "A. Author, dermatology lead", true),
        ("A. Author, nurse", "a.  AUTHOR , director", true),
        (" A. Author ", "A. Author", true),
        ("A. Author", "B. Author", false),
        ("A. Author", "Dr. A. Author", true),
        ("A. Author", "a author MD", true),
        ("A. Author", "A.Author / B. Other", true),
        ("Dr. A. Author, lead", "Prof. A. Author", true),
        ("A. Author (dermatology lead)", "A. Author (medical director)", true),
        ("李明", "李 明, lead", true),
        // Which of two is meant is not guessed.
        ("A. Author, lead", "Author, A.", true),
        ("Ann Author", "Bea Author", false),
        ("A., nurse", "A. Author", false),
        ("王, physician", "王, lead", true),
        ("王, physician", "李, lead", false),
        ("A. Author", "A. Authors, director", false),
        (", director", ", nurse", false),
        ("Ä. Müller", "ä. müller, director", true),
    ] {
        assert_eq!(same_person(one, other), same, "{one} and {other}");
        assert_eq!(same_person(other, one), same, "{other} and {one}");
    }
}
