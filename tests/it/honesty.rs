//! Text from a word processor, a PDF, a web page or a foreign keyboard: every form is one problem on its line, at its place, in its own
//! words, and nothing else is said of the line.

mod forms;

use needlepoint::source::Lines;

use crate::support::{BASE, answer, approved};
use forms::FORMS;

/// A form: the statement it stands in, by its first words; what is written instead of a part of it; the rule, the text at the place, and
/// words that the message and its help must have.
struct Form {
    line: &'static str,
    part: &'static str,
    written: &'static str,
    rule: &'static str,
    place: &'static str,
    words: &'static [&'static str],
}

const fn form(
    line: &'static str,
    part: &'static str,
    written: &'static str,
    rule: &'static str,
    place: &'static str,
    words: &'static [&'static str],
) -> Form {
    Form { line, part, written, rule, place, words }
}

/// The base protocol with one part of one line written another way, and the number of the line from 0.
fn written(form: &Form) -> (String, usize) {
    let at = BASE.lines().position(|line| line.trim_start().starts_with(form.line)).unwrap_or_else(|| panic!("no line {}", form.line));
    let mut lines: Vec<String> = BASE.lines().map(str::to_owned).collect();
    assert!(lines[at].contains(form.part), "{}: no {:?}", lines[at], form.part);
    lines[at] = lines[at].replacen(form.part, form.written, 1);
    (lines.join("\n") + "\n", at)
}

#[test]
fn every_form_is_one_problem_in_its_own_words() {
    let mut wrong = Vec::new();
    let known: Vec<String> = answer(BASE).problems.iter().map(needlepoint::diagnostic::Problem::message).collect();
    for form in FORMS {
        let (text, at) = written(form);
        let lines = Lines::of(&text);
        let all = answer(&text).problems;
        let mut found: Vec<_> = all.iter().filter(|problem| !known.contains(&problem.message())).collect();
        // What a broken line holds back may make a rule say something elsewhere, as an exception that lifts nothing; not about reading.
        found.retain(|problem| {
            needlepoint::syntax::PAGES.iter().any(|(name, _)| *name == problem.rule)
                || usize::try_from(lines.line(problem.place.start)).is_ok_and(|line| line == at)
        });
        let shown: Vec<String> = found
            .iter()
            .map(|problem| {
                let place = text.get(problem.place.start as usize..problem.place.end as usize).unwrap_or_default();
                let line = lines.line(problem.place.start) + 1;
                format!("{}: {} | {} | line {line} | {place:?}", problem.rule, problem.message(), problem.help().unwrap_or_default())
            })
            .collect();
        let [problem] = found.as_slice() else {
            wrong.push(format!("{:?}: {} problems\n    {}", form.written, found.len(), shown.join("\n    ")));
            continue;
        };
        let place = text.get(problem.place.start as usize..problem.place.end as usize).unwrap_or_default();
        let said = format!("{} {}", problem.message(), problem.help().unwrap_or_default());
        let on_line = usize::try_from(lines.line(problem.place.start)).is_ok_and(|line| line == at);
        let missing: Vec<_> = form.words.iter().filter(|word| !said.contains(*word)).collect();
        if problem.rule != form.rule || place != form.place || !missing.is_empty() || !on_line || !problem.blocks() {
            wrong.push(format!(
                "{:?}: wanted {} at {:?} with {missing:?}\n    {}",
                form.written,
                form.rule,
                form.place,
                shown.join("\n    ")
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), FORMS.len(), wrong.join("\n"));
}

/// What may be written: the part of a line, and the same in other characters.
const ACCEPTED: &[(&str, &str, &str)] = &[
    ("depth      start 0.25", "0.5 mm", "0.50 mm"),
    ("depth      start 0.25", "0.5 mm", "0.5mm"),
    ("depth      start 0.25", "0.5 mm", "0.5\tmm"),
    ("renew-by", "2027-10-01", "2027-10-01 "),
    ("title", "Atrophic acne scars of the face", "“Narben” – l’acné № 1 … ½ × 2² des Gesichts\u{a0}• µ"),
    ("title", "Atrophic acne scars of the face", "Шрамы после акне"),
    ("title", "Atrophic acne scars of the face", "Acne; scars: of // the -- face /* ok */."),
    ("author", "A. Author, dermatology lead", "Ä. Øster, 皮膚科, می\u{200c}خواهم"),
    ("disinfect", "# chlorhexidine burns the cornea", "# – “Nein”, c’est l’œil: it burns.. \u{1f469}\u{200d}\u{2695}\u{fe0f} [see below];"),
    ("disinfect", "# chlorhexidine burns the cornea", "#chlorhexidine, povidone,"),
    ("disinfect", "# chlorhexidine burns the cornea", "## \u{26a0}\u{fe0f} softly \u{1f3f3}\u{fe0f}\u{200d}\u{1f308} \u{2139}\u{fe0f}"),
    ("title", "Atrophic acne scars of the face", "Acne \u{a9}\u{fe0f} \u{2764}\u{fe0f}"),
    ("variant darker-skin", "4 to 6 {", "4 to 6 { # for them, and;"),
];

#[test]
fn what_texts_and_remarks_may_hold_is_held_against_nobody() {
    let mut known: Vec<String> = answer(BASE).problems.iter().map(needlepoint::diagnostic::Problem::message).collect();
    known.sort();
    for (line, part, other) in ACCEPTED {
        let (text, _) = written(&form(line, part, other, "", "", &[]));
        let mut found: Vec<String> = answer(&approved(&text)).problems.iter().map(needlepoint::diagnostic::Problem::message).collect();
        found.sort();
        assert_eq!(found, known, "{other}");
    }
}

/// The problems of reading in a text, each with its line from 1.
fn reading(text: &str) -> Vec<(u32, &'static str)> {
    let lines = Lines::of(text);
    let all = answer(text).problems;
    let read = all.iter().filter(|problem| needlepoint::syntax::PAGES.iter().any(|(name, _)| *name == problem.rule));
    read.map(|problem| (lines.line(problem.place.start) + 1, problem.rule)).collect()
}

#[test]
fn a_statement_over_two_lines_is_one_problem_and_is_judged_whole() {
    for (one, two) in [
        ("nurse\n", "nurse,\n              esthetician\n"),
        ("photographs, allergies", "photographs,\n      allergies"),
        ("photographs, allergies", "photographs, # a remark\n      allergies"),
        ("photographs, allergies", "photographs\n      , allergies"),
        ("photographs, allergies", "photographs # a remark, too\r\n      , allergies"),
        ("photographs, allergies, medicines, decisions", "photographs,\n  allergies,\n  medicines,\n  decisions"),
        ("  area cheeks {", "  area cheeks\n  {"),
        ("  course {", "  course # three sessions\n  {"),
    ] {
        assert!(BASE.contains(one), "{one}");
        let found = reading(&BASE.replacen(one, two, 1));
        assert!(matches!(found.as_slice(), [(_, "line-continued")]), "{two:?}: {found:?}");
        let known = answer(BASE).problems.len();
        assert!(answer(&BASE.replacen(one, two, 1)).problems.len() <= known + 2, "{two:?}");
    }
}

#[test]
fn a_remark_of_another_language_over_many_lines_is_one_problem() {
    let text = BASE.replacen("  area forehead {", "  /* the forehead,\n     not; the temples:\n  */\n  area forehead {", 1);
    assert_eq!(reading(&text).iter().map(|(_, rule)| *rule).collect::<Vec<_>>(), ["mark-foreign"]);
    // Never closed, it hides its own line only.
    let text = BASE.replacen("  area forehead {", "  /* the forehead\n  area forehead {", 1);
    assert_eq!(reading(&text).iter().map(|(_, rule)| *rule).collect::<Vec<_>>(), ["mark-foreign"]);
}

#[test]
fn a_file_in_another_hand_hides_nothing() {
    let whole = |from: &str, to: &str, rule: &str| {
        let text = BASE.replace(from, to);
        let touched = BASE.lines().filter(|line| line.split('#').next().is_some_and(|code| code.contains(from))).count();
        let found = reading(&text);
        assert!(found.iter().all(|(_, found)| *found == rule), "{rule}: {found:?}");
        let mut lines: Vec<u32> = found.iter().map(|(line, _)| *line).collect();
        lines.dedup();
        assert_eq!(lines.len(), found.len(), "{rule}: two of one cause on a line");
        assert!(found.len() + 3 >= touched, "{rule}: {} of {touched}", found.len());
        text
    };
    let spaced = whole("  ", "\u{a0}\u{a0}", "space-unusual");
    // What the lines say is judged all the same: nothing is missing and nothing waits.
    let answer = answer(&spaced);
    // The approval alone waits: it was given for a text that could be read whole.
    let waiting = answer.census.rules.iter().filter(|(_, outcome)| matches!(outcome, needlepoint::rule::Outcome::Waiting(_)));
    assert_eq!(waiting.map(|(rule, _)| *rule).collect::<Vec<_>>(), ["approval-stale"]);
    assert!(answer.accepted.is_none());
    whole(" {\n", " ｛\n", "character-foreign");
}

#[test]
fn a_carriage_return_alone_is_named_and_never_printed() {
    use crate::support::{item, today};
    use needlepoint::report::{Item, Run, concise, human, plain};

    let hidden = BASE.replacen("\n  area forehead {", "  # as agreed\r  area forehead {", 1);
    assert_eq!(reading(&hidden).iter().map(|(_, rule)| *rule).collect::<Vec<_>>(), ["character-hidden"]);
    // Lines that end as an old system ends them are lines, and so are those of any other system.
    let old = BASE.replace('\n', "\r");
    assert_eq!(reading(&old), []);
    assert_eq!(reading(&BASE.replace('\n', "\r\n")), []);
    for text in [hidden, old.replacen("speed      7000 rpm", "speed      7000", 1)] {
        let (texts, answer) = item("case.needle", &text);
        let run = Run { items: vec![Item { name: "case.needle".to_owned(), texts, answer }], today: today() };
        for report in [human(&run, 100, false), plain(&run), concise(&run)] {
            assert!(!report.contains('\r'), "{report}");
        }
    }
}
