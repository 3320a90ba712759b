//! An exception lets a limit be passed and rests on no source, or on vendors, clinics and worse only.
//!
//! A limit has a source with a grade. Whoever passes it for the sake of published evidence names evidence that is at least as well
//! established as a textbook; what a vendor or a clinic does may only caution, and never loosens.
//!
//! Hazards: I11. Basis logic: the grades are the atlas's own.
//!
//! ```needle,not-accepted
//! exception depth-beyond-label for cheeks up to 2 mm {
//!   ...
//!   sources    clinic-sheets
//! }
//! ```
//!
//! ```needle,accepted
//! exception depth-beyond-label for cheeks up to 2 mm {
//!   ...
//!   sources    clinic-sheets, iasj
//! }
//! ```

use crate::rule::prelude::*;
use crate::syntax::entries::Grade;

pub(super) const RULE: Rule = Rule { hazards: &["I11"], version: 1, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("the exception from `{rule}` for `{area}` names no source")]
#[diagnostic(help(
    "the line reads: sources NAME, NAME; they are the evidence for passing the limit, and a person judges whether they are; basis logic"
))]
struct NoSource {
    #[label(primary, "no `sources` in it")]
    at: Span,
    rule: Name,
    area: AreaId,
}

#[derive(Debug, Error, Diagnostic)]
#[error("the exception from `{rule}` for `{area}` rests on {sources} alone")]
#[diagnostic(help("the best grade among them is `{grade}`, which may caution and never loosens a limit; basis logic"))]
struct Weak {
    #[label(primary, "not well enough established")]
    at: Span,
    rule: Name,
    area: AreaId,
    sources: String,
    grade: &'static str,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let mut ran = if subject.protocol.exceptions.is_empty() { Ran::NotApplicable("no exception") } else { Ran::Checked };
    for exception in &subject.protocol.exceptions {
        let (rule, area) = (exception.rule.value.clone(), exception.area.value.clone());
        let sources = match &exception.sources {
            Stated::Known(sources) => sources,
            Stated::Waiting => {
                ran = Ran::Waiting;
                continue;
            }
            Stated::Absent => {
                findings.add(Level::SignOff, exception.place, NoSource { at: exception.place, rule, area });
                continue;
            }
        };
        let grade = |name: &Name| Some(subject.library.source(name.as_str())?.grade.as_ref()?.value);
        let grades: Option<Vec<Grade>> = sources.value.iter().map(grade).collect();
        // A name that is not known has been said to be so, and may be of any grade.
        let Some(best) = grades.and_then(|grades| grades.into_iter().max()) else {
            ran = Ran::Waiting;
            continue;
        };
        if best <= Grade::Practice {
            let names: Vec<String> = sources.value.iter().map(|name| format!("`{name}`")).collect();
            let finding = Weak { at: sources.span, rule, area, sources: listed(&names, "and"), grade: best.word() };
            findings.add(Level::SignOff, sources.span, finding);
        }
    }
    ran
}
