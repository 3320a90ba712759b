//! A blood product is used, and the screening leaves out who should not have it.
//!
//! A list for injections into the knee names low or sick platelets, sepsis, anaemia, fever, cancer and steroids by mouth; drugs against
//! inflammation within 48 hours make platelets fail. It is an analogy, so it is said and not enforced.
//!
//! Hazards: D40, D41.
//!
//! ```needle,not-accepted
//! session {
//!   ... without rinse
//!   wash       face with non-soap-cleanser
//!   draw       blood for prp into closed-kit, labelled with name, birth-date by 2 people
//!   needle     forehead, then cheeks from clean to dirty
//!   match      prp to patient on name, birth-date by 2 people
//!   use        prp from own-blood 4 ml after needling
//!   discard    prp
//! }
//! ```
//!
//! ```needle,accepted
//! screen before every session {
//!   ...
//!   do-not-treat low-platelets, platelet-disorder, sepsis, anaemia, fever, cancer, systemic-corticosteroid
//!   wait       anti-inflammatory-drug 48 hours after last dose
//! }
//! session {
//!   ... without rinse
//!   wash       face with non-soap-cleanser
//!   draw       blood for prp into closed-kit, labelled with name, birth-date by 2 people
//!   needle     forehead, then cheeks from clean to dirty
//!   match      prp to patient on name, birth-date by 2 people
//!   use        prp from own-blood 4 ml after needling
//!   discard    prp
//! }
//! ```

use crate::model::Verdict;
use crate::rule::prelude::*;
use crate::syntax::tree::WaitSide;

pub(super) const RULE: Rule = Rule { hazards: &["D40", "D41"], version: 1, when: When::Always, check, probes };

/// Conditions that a list for the knee excludes.
const EXCLUDED: [&str; 7] = ["low-platelets", "platelet-disorder", "sepsis", "anaemia", "fever", "cancer", "systemic-corticosteroid"];

/// How long a drug against inflammation lies back, by the same list.
const ANTI_INFLAMMATORY: Elapsed = Elapsed::Clock(Clock::of(48 * 3600));

#[derive(Debug, Error, Diagnostic)]
#[error("`{product}` is used, and the screening does not ask for {missing}")]
#[diagnostic(help("basis policy: a list for the knee, by analogy: prp-exclusions (textbook)"))]
struct NotAsked {
    #[label(primary, "not for everybody")]
    at: Span,
    product: ProductId,
    missing: String,
}

#[derive(Debug, Error, Diagnostic)]
#[error("`{product}` is used, and `anti-inflammatory-drug` {said}; {limit} lie between")]
#[diagnostic(help(
    "platelets fail under it; basis policy: a list for the knee, by analogy: prp-exclusions (textbook); clinics say 5 to 7 days"
))]
struct TooClose {
    #[label(primary, "{said}")]
    at: Span,
    product: ProductId,
    said: String,
    limit: Elapsed,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let product = subject.used().find(|(_, _, used)| subject.is_of(&used.product.value, "blood-product") == Some(true));
    let Some((_, _, used)) = product else {
        return if subject.may_step("use") { Ran::Waiting } else { Ran::NotApplicable("no blood product") };
    };
    let screening = &subject.protocol.screening;
    if screening.waiting {
        return Ran::Waiting;
    }
    let (at, product) = (used.product.span, &used.product.value);
    let asked = |name: &str| screening.conditions.iter().filter(move |condition| condition.id.value.as_str() == name).collect::<Vec<_>>();
    let missing: Vec<String> = EXCLUDED.into_iter().filter(|name| asked(name).is_empty()).map(|name| format!("`{name}`")).collect();
    if !missing.is_empty() {
        findings.add(Level::Caution, at, NotAsked { at, product: product.clone(), missing: listed(&missing, "and") });
    }
    let drug = asked("anti-inflammatory-drug");
    let mut close = |at: Span, said: String| {
        findings.add(Level::Note, at, TooClose { at, product: product.clone(), said, limit: ANTI_INFLAMMATORY });
    };
    if drug.is_empty() {
        close(at, "is not asked for".to_owned());
    }
    for said in drug.into_iter().filter(|said| said.verdict == Verdict::Wait) {
        for wait in said.waits.iter().filter(|wait| wait.side != WaitSide::Before && !wait.span.value.reaches(ANTI_INFLAMMATORY)) {
            close(said.id.span, format!("is waited for {} only", wait.span.value));
        }
    }
    Ran::Checked
}

fn probes(_: &Library) -> Vec<Probe> {
    vec![Probe {
        what: "hours from a drug against inflammation to a blood product".to_owned(),
        limit: ANTI_INFLAMMATORY.most_hours(),
        ceiling: false,
        step: 1,
        fragment: |hours| {
            format!(
                "screen before every session {{\n  ...\n  do-not-treat {}\n  wait anti-inflammatory-drug {hours} hours after last dose\n}}\nsession {{\n  ...\n  use prp from own-blood 4 ml after needling\n}}",
                EXCLUDED.join(", ")
            )
        },
    }]
}
