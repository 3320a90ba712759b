//! `docs/review.md`: the limits that a clinician should look at first, made from `tests/published.csv`.

use std::fmt::Write as _;

use super::{Row, rows};
use crate::support::committed;

/// What a row is a limit on, as a list shows it.
fn whose(row: &Row) -> String {
    let [_, name, _, _, _, level, ..] = row.cells.each_ref().map(String::as_str);
    let value = row.limit.value.as_str();
    let parts = [name, value, level].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}

/// Rows under the limit they set, each limit on a line of its own, in the order of the file.
fn listed(to: &mut String, title: &str, rows: &[&Row]) {
    let _ = writeln!(to, "\n## {title}: {}\n", rows.len());
    let mut kinds: Vec<String> = Vec::new();
    for row in rows {
        let kind = format!("{}: {}", row.cells[0], row.cells[2]);
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    for kind in kinds {
        let of: Vec<String> =
            rows.iter().filter(|row| format!("{}: {}", row.cells[0], row.cells[2]) == kind).map(|row| whose(row)).collect();
        let _ = writeln!(to, "- **{kind}** {}", of.join("; "));
    }
}

#[test]
fn the_list_for_review_is_fresh() {
    let limits: Vec<&Row> = rows().iter().filter(|row| row.cells[0] != "source").collect();
    let of = |test: fn(&Row) -> bool| limits.iter().copied().filter(|row| test(row)).collect::<Vec<_>>();
    let mut text = String::from(
        "# Limits for a clinician to review\n\n\
         Made from `tests/published.csv` by a test; not to be edited. Whoever finds a limit wrong reports it as a security fault: SECURITY.md.\n",
    );
    let _ = writeln!(text, "\nOf {} limits and facts, these rest on the least.", limits.len());
    listed(&mut text, "On policy alone, with no source", &of(|row| row.limit.basis == "policy" && row.limit.sources.is_empty()));
    listed(
        &mut text,
        "On policy, with sources that point the same way",
        &of(|row| row.limit.basis == "policy" && !row.limit.sources.is_empty()),
    );
    listed(&mut text, "Read second-hand, every source of it", &of(|row| row.limit.confirmed == "no"));
    listed(&mut text, "Read second-hand in part", &of(|row| row.limit.confirmed == "in part"));
    assert_eq!(committed("docs/review.md", &text), None);
}
