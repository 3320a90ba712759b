//! A title or a remark has a number with a unit in it, as a dose has.
//!
//! Nothing reads a remark or a title: no rule compares it with a limit, the pen does not get it and the schedule does not know it. A
//! dose that stands there and in no statement is not checked, and one that differs from the statement misleads whoever reads the file.
//! What matters has a word of its own. The reason of an exception cites figures, and the title of a self-test says its own arithmetic;
//! they are left alone.
//!
//! Hazards: J04.
//!
//! ```needle,not-accepted
//! area cheeks {
//!   ...
//!   pressure   light # go down to 2.5 mm on old scars
//! }
//! ```
//!
//! ```needle,accepted
//! area cheeks {
//!   ...
//!   pressure   light # old scars need no more than that
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["J04"], version: 1, when: When::Always, check, probes: no_probes };

/// What makes a dose of a number, in statements and as people write it.
const UNITS: &[&str] = &[
    "mm",
    "cm",
    "cm2",
    "cm²",
    "µm",
    "μm",
    "um",
    "mcg",
    "micron",
    "microns",
    "millimetre",
    "millimetres",
    "millimeter",
    "millimeters",
    "rpm",
    "hz",
    "g",
    "mg",
    "ml",
    "%",
    "percent",
    "pass",
    "passes",
    "session",
    "sessions",
    "second",
    "seconds",
    "sec",
    "minute",
    "minutes",
    "min",
    "mins",
    "hour",
    "hours",
    "h",
    "hrs",
    "day",
    "days",
    "week",
    "weeks",
    "wks",
    "month",
    "months",
    "year",
    "years",
];

/// What a number may have between its figures.
const NUMBER: &str = ".,'/-–";

#[derive(Debug, Error, Diagnostic)]
#[error("{what} says `{dose}`, and no rule reads what stands there")]
#[diagnostic(help("what is meant to be done is said in a statement, where it is held against its limits; basis policy"))]
struct Finding {
    #[label(primary, "words for people only")]
    at: Span,
    what: &'static str,
    dose: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    for prose in &subject.protocol.prose {
        if matches!(prose.value.kind, ProseKind::Because | ProseKind::SelfTest) {
            continue;
        }
        if let Some(dose) = dose(prose.value.text.as_str()) {
            findings.add(Level::Caution, prose.span, Finding { at: prose.span, what: prose.value.kind.phrase(), dose });
        }
    }
    Ran::Checked
}

/// The first number with a unit of a dose, together or apart.
fn dose(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.iter().enumerate().find_map(|(at, word)| {
        let word = word.trim_matches(|c: char| !(c.is_alphanumeric() || c == '%'));
        if !word.starts_with(char::is_numeric) {
            return None;
        }
        let end = word.find(|c: char| !(c.is_numeric() || NUMBER.contains(c))).unwrap_or(word.len());
        let unit = word.get(end..).unwrap_or_default();
        let next = words.get(at + 1).copied().unwrap_or_default().trim_matches(|c: char| !(c.is_alphanumeric() || c == '%'));
        if is_unit(unit) {
            Some(word.to_owned())
        } else if unit.is_empty() && is_unit(next) {
            Some(format!("{word} {next}"))
        } else {
            None
        }
    })
}

fn is_unit(word: &str) -> bool {
    UNITS.contains(&word.to_lowercase().as_str())
}
