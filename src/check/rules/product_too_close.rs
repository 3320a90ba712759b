//! A product is used at home while the skin may still be open to it.
//!
//! The skin's barrier stays open after the last needle: in people micro-channels took 58 to 63 hours to close, longer when covered.
//! The atlas holds, for each product that must stay off, from when before to when after a session.
//!
//! Hazards: E01, E02, E03, H07.
//!
//! ```needle,not-accepted
//! aftercare {
//!   ...
//!   apply      sunscreen spf 50 from 12 hours until 14 days after
//! }
//! ```
//!
//! ```needle,accepted
//! aftercare {
//!   ...
//!   apply      sunscreen spf 50 from 2 days until 14 days after
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["E01", "E02", "E03", "H07"], version: 1, when: When::Always, check, probes };

#[derive(Debug, Error, Diagnostic)]
#[error("`{product}` is put on from {asked} after a session; it stays off until {limit} after")]
#[diagnostic(help("{asked} is sooner than {limit}; {grounds}; sources differ on how long channels stay open, from minutes to 63 hours"))]
struct Finding {
    #[label(primary, "too soon after the session")]
    at: Span,
    product: ProductId,
    asked: Elapsed,
    limit: Elapsed,
    grounds: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let care = match &subject.protocol.aftercare {
        Stated::Known(care) => &care.value,
        Stated::Waiting => return Ran::Waiting,
        Stated::Absent => return Ran::NotApplicable("no aftercare"),
    };
    let mut ran = Ran::Checked;
    for line in &care.applied {
        let (product, asked) = (&line.value.product, line.value.from);
        let Some(entry) = subject.library.product(product.value.as_str()) else {
            ran = Ran::Waiting;
            continue;
        };
        let entered = entry.windows.iter().filter(|window| !asked.value.reaches(window.after));
        // Of the windows that it falls into, the firmest says it all.
        if let Some(window) = entered.max_by_key(|window| window.binding.level.unwrap_or(Level::Never)) {
            let finding = Finding {
                at: asked.span,
                product: product.value.clone(),
                asked: asked.value,
                limit: window.after,
                grounds: subject.library.grounds(&window.binding),
            };
            findings.add(window.binding.level.unwrap_or(Level::Never), asked.span, finding).also(window.span, "the limit is set here");
        }
    }
    ran
}

fn probes(library: &Library) -> Vec<Probe> {
    let window = library.product("sunscreen").and_then(|product| product.windows.first());
    let probe = |window: &crate::syntax::entries::Window| Probe {
        what: "sunscreen after a session".to_owned(),
        limit: window.after.most_hours(),
        ceiling: false,
        step: 1,
        fragment: |hours| format!("aftercare {{\n  ...\n  apply sunscreen spf 50 from {hours} hours until 14 days after\n}}"),
    };
    window.map(probe).into_iter().collect()
}
