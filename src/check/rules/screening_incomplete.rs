//! The screening does not cover a condition that every protocol must cover.
//!
//! A condition is covered when the screening asks for it and says what is done: not treated, put off, a wait, or a decision by a named
//! role. The atlas says which conditions must be covered, how firmly, and who says so.
//!
//! Hazards: D01, D02, D03, D05, D06, D07, D08, D09, D10, D11, D12, D13, D15, D16, D17, D18, D19, D20, D21, D22, D23, D25, D33, D37, D38, D39, D45.
//!
//! ```needle,not-accepted
//! screen before every session {
//!   ... without use, do-not-treat
//!   do-not-treat methaemoglobinaemia, pseudocholinesterase-deficiency, paba-allergy, sulphonamide-allergy
//! }
//! ```
//!
//! ```needle,accepted
//! screen before every session {
//!   ...
//!   use list       face-standard 1.0
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule {
    hazards: &[
        "D01", "D02", "D03", "D05", "D06", "D07", "D08", "D09", "D10", "D11", "D12", "D13", "D15", "D16", "D17", "D18", "D19", "D20",
        "D21", "D22", "D23", "D25", "D33", "D37", "D38", "D39", "D45",
    ],
    version: 3,
    when: When::Always,
    check,
    probes: no_probes,
};

#[derive(Debug, Error, Diagnostic)]
#[error("the screening does not cover `{condition}`")]
#[diagnostic(help("ask for it and say what is done: {verdicts}; {grounds}"))]
struct Finding {
    #[label(primary, "`{condition}` is not asked for")]
    at: Span,
    condition: Name,
    verdicts: String,
    grounds: String,
}

#[derive(Debug, Error, Diagnostic)]
#[error("the screening does not treat `{condition}` by any of: {verdicts}")]
#[diagnostic(help("{said} is not enough for it; {grounds}"))]
struct Verdict {
    #[label(primary, "{said} is not enough")]
    at: Span,
    condition: Name,
    said: &'static str,
    verdicts: String,
    grounds: String,
}

#[derive(Debug, Error, Diagnostic)]
#[error("`{condition}` is asked of {asked}; it belongs to {wanted}")]
#[diagnostic(help("what is asked of the wrong thing excludes the wrong patients; basis logic"))]
struct Scope {
    #[label(primary, "asked of {asked}")]
    at: Span,
    condition: Name,
    asked: &'static str,
    wanted: &'static str,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let screening = &subject.protocol.screening;
    if screening.place.is_absent() {
        return Ran::NotApplicable("no screening");
    }
    let at = screening.place.known().map_or(subject.protocol.name.span, |place| place.span);
    // A name that is not known may be the one that is asked for.
    let waiting = screening.waiting || screening.conditions.iter().any(|said| said.entry.is_none());
    let mut missing = false;
    // Both are in the order of the entries, so one walk meets every condition with what is said of it.
    let mut all: Vec<_> = screening.conditions.iter().filter(|said| said.entry.is_some()).collect();
    all.sort_by_key(|said| said.entry);
    let mut rest = all.as_slice();
    for (place, entry) in subject.library.entries().conditions.iter().enumerate() {
        let (said, after) = rest.split_at(rest.iter().take_while(|said| said.entry == Some(place)).count());
        rest = after;
        let verdicts = || listed(&entry.verdicts.iter().map(|verdict| &verdict.value).collect::<Vec<_>>(), "or");
        match (&entry.required, said) {
            (Some(_), []) if waiting => missing = true,
            (Some(required), []) => {
                let grounds = subject.library.grounds(&required.value) + &subject.library.disagreement(entry.disagree.as_ref());
                let finding = Finding { at, condition: entry.name.value.clone(), verdicts: verdicts(), grounds };
                findings.add(required.value.level.unwrap_or(Level::Never), at, finding).also(required.span, "it is required here");
            }
            (_, said) => {
                for said in said.iter().filter(|said| said.verdict != crate::model::Verdict::Decide) {
                    let of_area = entry.scope.as_ref().is_some_and(|scope| scope.value == "area");
                    if entry.scope.is_some() && said.in_area != of_area {
                        let (asked, wanted) =
                            if of_area { ("the whole person", "the area: `in area`") } else { ("the area only", "the whole person") };
                        let finding = Scope { at: said.id.span, condition: entry.name.value.clone(), asked, wanted };
                        findings.add(Level::Never, said.id.span, finding).also(entry.name.span, "the condition is described here");
                    }
                }
                for said in said
                    .iter()
                    .filter(|said| !entry.verdicts.is_empty() && !entry.verdicts.iter().any(|known| known.value == said.verdict.word()))
                {
                    let grounds = entry
                        .required
                        .as_ref()
                        .map_or_else(|| "basis policy".to_owned(), |required| subject.library.grounds(&required.value))
                        + &subject.library.disagreement(entry.disagree.as_ref());
                    let finding = Verdict {
                        at: said.id.span,
                        condition: entry.name.value.clone(),
                        said: said.verdict.word(),
                        verdicts: verdicts(),
                        grounds,
                    };
                    findings.add(Level::Never, said.id.span, finding);
                }
            }
        }
    }
    if missing { Ran::Waiting } else { Ran::Checked }
}
