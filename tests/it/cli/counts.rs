//! What reports count: each word can be explained, and a sign-off that nobody can lift is counted as such.

use needlepoint::report::{Item, Run, json, plain};

use crate::program::{out, run};
use crate::support::{BASE, item, today};

#[test]
fn the_words_that_reports_count_with_can_be_explained() {
    for word in ["never", "sign-off", "caution", "note", "excepted", "waiting", "not-applicable"] {
        let ran = run(&["explain", word]);
        let said = out(&ran);
        assert!(ran.status.success() && said.starts_with(&format!("`{word}` in a report: ")), "{word}: {said}");
    }
}

#[test]
fn a_sign_off_that_no_exception_can_lift_is_counted_as_such() {
    let deep = BASE.replacen("up to 2 mm", "up to 1.75 mm", 1);
    let soon = BASE.replacen("next       30 to 42 days", "next       10 to 42 days", 1);
    let both = deep.replacen("next       30 to 42 days", "next       10 to 42 days", 1);
    for (text, words, possible) in [
        (&deep, "1 needs sign-off, ", vec![true]),
        (&soon, "1 needs sign-off that no exception can lift, ", vec![false]),
        (&both, "2 need sign-off (1 of them can be lifted by no exception), ", vec![true, false]),
    ] {
        let (texts, answer) = item("case.needle", text);
        let open = |problem: &&needlepoint::diagnostic::Problem| problem.level.word() == "sign-off" && problem.excepted.is_none();
        assert_eq!(answer.problems.iter().filter(open).map(|problem| problem.liftable).collect::<Vec<_>>(), possible);
        let run = Run { items: vec![Item { name: "case.needle".to_owned(), texts, answer }], today: today() };
        assert!(plain(&run).contains(words), "{words}: {}", plain(&run));
        assert_eq!(json(&run).unwrap().matches("\"exception_possible\": false").count(), possible.iter().filter(|can| !**can).count());
    }
}
