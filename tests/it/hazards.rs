//! Every way that a protocol can do harm is met, or says that it is not.

use needlepoint::report::{BY_DESIGN, OPEN, Row, UNSEEN, counted, matrix, met};

use crate::support::{builtin, committed, files, read};

fn rows() -> Vec<Row<'static>> {
    matrix(builtin())
}

#[test]
fn every_hazard_has_a_row() {
    let rows = rows();
    // A 20, B 18, C 11, D 45, E 18, F 21, G 18, H 14, I 12, J 20, and K 8.
    let counts = [('A', 20), ('B', 18), ('C', 11), ('D', 45), ('E', 18), ('F', 21), ('G', 18), ('H', 14), ('I', 12), ('J', 20), ('K', 8)];
    for (group, count) in counts {
        assert_eq!(rows.iter().filter(|row| row.hazard.starts_with(group)).count(), count, "{group}");
    }
    assert_eq!(rows.len(), 205);
}

#[test]
fn no_hazard_that_is_never_accepted_is_open() {
    let rows = rows();
    let open: Vec<&str> = rows.iter().filter(|row| row.levels.contains(&"never") && row.met == OPEN).map(|row| row.hazard).collect();
    assert!(open.is_empty(), "{open:?}");
    assert!(rows.iter().filter(|row| row.unseen.is_some()).count() <= 12);
    // What has no level is a law of the design, and a law is shown.
    let laws: Vec<&str> = rows.iter().filter(|row| row.levels.is_empty() && row.met == OPEN).map(|row| row.hazard).collect();
    assert!(laws.is_empty(), "{laws:?}");
}

#[test]
fn a_rule_that_meets_a_never_can_say_never() {
    let canaries = files("src/check/canaries", ".needle");
    // What these say `never` of is a clinic's own limit, and no clinic stands around a canary.
    let sings = |rule: &str| {
        ["clinic-policy-unmet", "looser-than-policy"].contains(&rule)
            || canaries.iter().any(|path| path.ends_with(&format!("/{rule}.needle")))
    };
    // Which records a law asks for hangs on the place; a clinic under such a law requires them itself, and its line is `never`.
    let by_a_clinic = ["G12"];
    let mut wrong = Vec::new();
    for row in rows().iter().filter(|row| row.levels.first() == Some(&"never") && row.problems.is_empty() && row.by_design.is_none()) {
        if row.unseen.is_none() && !by_a_clinic.contains(&row.hazard) && !row.rules.iter().any(|rule| sings(rule)) {
            wrong.push(format!("{}: {}", row.hazard, row.rules.join(", ")));
        }
    }
    assert!(wrong.is_empty(), "no rule that meets these is seen to say `never`: {wrong:#?}");
}

#[test]
fn what_is_impossible_by_design_is_shown_by_a_test() {
    let tests: String = ["src", "tests", "loader"].into_iter().flat_map(|folder| files(folder, ".rs")).map(|path| read(&path)).collect();
    for row in rows() {
        assert_eq!(row.by_design.is_some(), !row.shown_by.is_empty(), "{}", row.hazard);
        for test in row.shown_by {
            assert!(tests.contains(&format!("fn {}(", test.replace('-', "_"))), "{}: there is no test {test}", row.hazard);
        }
    }
}

#[test]
fn the_page_of_hazards_is_fresh() {
    let rows = rows();
    let mut page = String::from(
        "# Hazards\n\nEvery way that is known in which a protocol can do harm, and what meets it. `never` is not accepted, `sign-off` not without an exception, `caution` must be\nread, `note` is shown. The same is printed by `needlepoint rules --matrix`.\n\n",
    );
    page.push_str(&counted(&rows));
    page.push_str("\n\n## What no file can show\n\nA checker of texts cannot see these.\n\n| hazard | harm | why |\n|---|---|---|\n");
    for row in rows.iter().filter(|row| row.met == UNSEEN) {
        page.push_str(&format!("| {} | {} | {} |\n", row.hazard, row.harm, row.unseen.unwrap_or_default()));
    }
    page.push_str("\n## What is impossible by design\n\n| hazard | harm | how | shown by the test |\n|---|---|---|---|\n");
    for row in rows.iter().filter(|row| row.by_design.is_some()) {
        let tests: Vec<String> = row.shown_by.iter().map(|test| format!("`{}`", test.replace('-', "_"))).collect();
        page.push_str(&format!("| {} | {} | {} | {} |\n", row.hazard, row.harm, row.by_design.unwrap_or_default(), tests.join(", ")));
    }
    page.push_str("\n## All of them\n\n| hazard | level | harm | met by |\n|---|---|---|---|\n");
    for row in &rows {
        let how = if row.met == BY_DESIGN || row.met == UNSEEN { row.met.to_owned() } else { met(row) };
        let levels = if row.levels.is_empty() { "law".to_owned() } else { row.levels.join(", ") };
        page.push_str(&format!("| {} | {levels} | {} | {how} |\n", row.hazard, row.harm));
    }
    assert_eq!(committed("docs/hazards.md", &page), None);
}
