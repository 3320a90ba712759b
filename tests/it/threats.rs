//! The page of threats names tests that there are.

use std::path::Path;

#[test]
fn every_test_that_the_page_of_threats_names_is_there() {
    let page = crate::support::read("docs/threats.md");
    let named: Vec<&str> = page.split('`').skip(1).step_by(2).filter(|name| name.contains('/')).collect();
    assert!(named.len() > 15);
    // Every row but the table's head names one.
    let rows = page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| what |"));
    for row in rows {
        let shown_by = row.trim_end_matches(" |").rsplit(" | ").next().unwrap_or_default();
        assert!(shown_by.contains('/'), "nothing shows: {row}");
    }
    for name in named {
        assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(name).exists(), "{name}");
    }
}
