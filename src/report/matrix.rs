//! Every hazard beside what meets it: the rules and problems that find it, the way the tool is built, or the reason why no file can show
//! it. What nothing meets says so.

use std::fmt::Write as _;

use serde::Serialize;

use crate::diagnostic::{Level, listed};
use crate::model::{self, Library};
use crate::syntax::entries::Hazard;
use crate::{check, course, schedule, syntax, trial};

/// The version of the document.
const MATRIX: u32 = 1;

/// A hazard with what meets it.
#[derive(Debug, Serialize)]
pub struct Row<'l> {
    /// Its id.
    pub hazard: &'l str,
    /// What happens.
    pub harm: &'l str,
    /// The levels of the limits against it, the firmest first; none for a law of the design.
    pub levels: Vec<&'static str>,
    /// How it is met.
    pub met: &'static str,
    /// The rules that find it, of the check and of dates.
    pub rules: Vec<&'static str>,
    /// The problems of reading, names, exceptions, courses and self-tests that find it.
    pub problems: Vec<&'static str>,
    /// How the tool is built against it, as a sentence; and the tests that show it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_design: Option<&'l str>,
    /// The tests that show it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub shown_by: Vec<&'l str>,
    /// Why nobody who only reads a file can see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unseen: Option<&'l str>,
}

/// Found by a rule or a problem.
pub const FOUND: &str = "found";
/// Impossible by the way the tool is built.
pub const BY_DESIGN: &str = "by design";
/// Not to be seen in a file.
pub const UNSEEN: &str = "unseen";
/// Met by nothing yet.
pub const OPEN: &str = "not yet";

/// Every hazard of the atlas, in the order of their ids.
#[must_use]
pub fn matrix(library: &Library) -> Vec<Row<'_>> {
    library.entries().hazards.iter().map(row).collect()
}

fn row(hazard: &Hazard) -> Row<'_> {
    let id = hazard.name.value.as_str();
    let mut rules: Vec<_> = check::RULES.iter().filter(|rule| rule.rule.hazards.contains(&id)).map(|rule| rule.name).collect();
    let of_dates = schedule::RULES.iter().filter(|rule| rule.rule.hazards.contains(&id)).map(|rule| rule.name);
    // A rule of dates may share its name with one of the check.
    let only_dates: Vec<_> = of_dates.filter(|name| !rules.contains(name)).collect();
    rules.extend(only_dates);
    let pages = syntax::PAGES.iter().chain(model::PAGES).chain(check::PAGES).chain(trial::PAGES).chain(course::PAGES);
    let mut problems: Vec<_> = pages.filter(|(_, page)| covers(page, id)).map(|(name, _)| *name).collect();
    problems.sort_unstable();
    problems.dedup();

    let met = match (rules.is_empty() && problems.is_empty(), hazard.by_design.is_some(), hazard.unseen.is_some()) {
        (false, ..) => FOUND,
        (true, true, _) => BY_DESIGN,
        (true, false, true) => UNSEEN,
        (true, false, false) => OPEN,
    };
    let mut levels: Vec<Level> = hazard.levels.iter().map(|level| level.value).collect();
    levels.sort_unstable_by(|one, next| next.cmp(one));
    Row {
        hazard: id,
        harm: hazard.harm.as_ref().map_or("", |harm| harm.value.as_str()),
        levels: levels.into_iter().map(Level::word).collect(),
        met,
        rules,
        problems,
        by_design: hazard.by_design.as_ref().map(|text| text.value.as_str()),
        shown_by: hazard.shown_by.iter().map(|test| test.value.as_str()).collect(),
        unseen: hazard.unseen.as_ref().map(|text| text.value.as_str()),
    }
}

/// Whether the page of a problem says that it covers a hazard: "Covers hazard A19." or "Covers hazards A19, B02."
fn covers(page: &str, id: &str) -> bool {
    let listed = page.split("Covers hazard").nth(1).unwrap_or_default();
    listed.trim_start_matches('s').trim_end_matches('.').split(',').any(|word| word.trim() == id)
}

/// What meets a hazard, in words.
#[must_use]
pub fn met(row: &Row<'_>) -> String {
    let mut parts: Vec<String> = Vec::new();
    let found: Vec<&str> = row.rules.iter().chain(&row.problems).copied().collect();
    if !found.is_empty() {
        parts.push(found.join(", "));
    }
    parts.extend(row.by_design.map(|sentence| format!("{BY_DESIGN}: {sentence}")));
    parts.extend(row.unseen.map(|reason| format!("{UNSEEN}: {reason}")));
    if parts.is_empty() { OPEN.to_owned() } else { parts.join("; ") }
}

/// How many hazards are met in which way, as a sentence.
#[must_use]
pub fn counted(rows: &[Row<'_>]) -> String {
    let count = |met: &str| rows.iter().filter(|row| row.met == met).count();
    let never = rows.iter().filter(|row| row.levels.contains(&Level::Never.word())).count();
    let open = rows.iter().filter(|row| row.met == OPEN && row.levels.contains(&Level::Never.word())).count();
    let parts = [
        format!("{} met by a rule or a message", count(FOUND)),
        format!("{} impossible by design", count(BY_DESIGN)),
        format!("{} that no file can show", count(UNSEEN)),
        format!("{} not yet", count(OPEN)),
    ];
    format!("{} hazards: {}. Of {never} that are `never`, {open} are not met.", rows.len(), listed(&parts, "and"))
}

/// The matrix for people: a line for each hazard.
#[must_use]
pub fn matrix_plain(rows: &[Row<'_>]) -> String {
    let mut text = String::new();
    for row in rows {
        let levels = if row.levels.is_empty() { "law".to_owned() } else { row.levels.join(", ") };
        let _ = writeln!(text, "{}  {levels:<18}  {}\n      {}", row.hazard, row.harm, met(row));
    }
    let _ = writeln!(text, "\n{}", counted(rows));
    text
}

/// The matrix for programs.
///
/// # Errors
/// When it cannot be written as JSON, which is a fault of this tool.
pub fn matrix_json(rows: &[Row<'_>]) -> Result<String, serde_json::Error> {
    #[derive(Serialize)]
    struct Document<'r> {
        matrix: u32,
        tool: &'static str,
        hazards: &'r [Row<'r>],
    }
    serde_json::to_string_pretty(&Document { matrix: MATRIX, tool: crate::VERSION, hazards: rows }).map(|text| text + "\n")
}
