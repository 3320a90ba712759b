//! An area gets fewer or more passes in a session than scar studies used.
//!
//! Pooled studies of scars used 4 to 10 passes in all on an area in one session. What lies outside was not among them. Passes are
//! counted over all directions. A roller makes other holes than a pen, so its passes do not carry over.
//!
//! Hazards: B06. The span is what was studied (juhasz-2020), not a line at which harm begins.
//!
//! ```needle,not-accepted
//! area cheeks {
//!   ...
//!   passes     4 horizontal, 4 vertical, 4 diagonal
//! }
//! ```
//!
//! ```needle,accepted
//! area cheeks {
//!   ...
//!   passes     4 horizontal, 4 vertical, 2 diagonal
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["B06"], version: 1, when: When::Always, check, probes };

/// The fewest passes in pooled scar studies: juhasz-2020 (paper).
const FEWEST_STUDIED: u32 = 4;
/// The most passes in pooled scar studies: juhasz-2020 (paper).
const MOST_STUDIED: u32 = 10;

#[derive(Debug, Error, Diagnostic)]
#[error("`{area}` gets {asked} in all in a session; scar studies used {FEWEST_STUDIED} to {MOST_STUDIED}, {apart}")]
#[diagnostic(help(
    "{arithmetic}; basis evidence: pooled scar studies, {FEWEST_STUDIED} to {MOST_STUDIED} passes; juhasz-2020 (paper); roller passes do not carry over"
))]
struct Finding {
    #[label(primary, "outside what was studied")]
    at: Span,
    area: AreaId,
    asked: String,
    apart: String,
    arithmetic: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let mut ran = Ran::Checked;
    for course in subject.courses {
        for plan in &course.areas {
            let Some(passes) = plan.passes.known() else {
                ran = if plan.passes.is_waiting() { Ran::Waiting } else { ran };
                continue;
            };
            let asked = passes.value.iter().fold(0_u32, |sum, pass| sum.saturating_add(pass.count.value));
            let (more, fewer, way) = if asked < FEWEST_STUDIED {
                (FEWEST_STUDIED, asked, "more")
            } else if asked > MOST_STUDIED {
                (asked, MOST_STUDIED, "fewer")
            } else {
                continue;
            };
            let apart = more.saturating_sub(fewer);
            let finding = Finding {
                at: passes.span,
                area: plan.area.value.clone(),
                asked: if asked == 1 { "1 pass".to_owned() } else { format!("{asked} passes") },
                apart: format!("{apart} {way}"),
                arithmetic: format!("{more} - {fewer} = {apart}"),
            };
            findings.add(Level::Caution, passes.span, finding).in_course(&course.name);
        }
    }
    ran
}

fn probes(_: &Library) -> Vec<Probe> {
    let fragment = |passes: u32| format!("area cheeks {{\n  ...\n  passes {passes} horizontal\n}}");
    vec![
        Probe { what: "the fewest passes studied".to_owned(), limit: FEWEST_STUDIED, ceiling: false, step: 1, fragment },
        Probe { what: "the most passes studied".to_owned(), limit: MOST_STUDIED, ceiling: true, step: 1, fragment },
    ]
}
