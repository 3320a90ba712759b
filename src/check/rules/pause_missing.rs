//! The protocol does not say that a product which irritates treated skin is left off around a session.
//!
//! Retinoids, acids and benzoyl peroxide thin the skin's barrier, and vitamin C on open channels caused granulomas. The atlas holds from when
//! before to when after a session each stays off; a patient who is not told goes on with it.
//!
//! Hazards: D31, H06, H07.
//!
//! ```needle,not-accepted
//! ... without pause
//! pause  vitamin-c-serum, exfoliating-acid, benzoyl-peroxide  from 3 days before until 7 days after
//! ```
//!
//! ```needle,accepted
//! pause  topical-retinoid, exfoliating-acid, benzoyl-peroxide  from 3 days before until 7 days after
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["D31", "H06", "H07"], version: 1, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("nothing says that the patient leaves off `{product}`; it stays off from {before} before until {after} after")]
#[diagnostic(help("the line reads: pause {product} from ? days before until ? days after; {grounds}"))]
struct Finding {
    #[label(primary, "`{product}` is not paused")]
    at: Span,
    product: Name,
    before: Elapsed,
    after: Elapsed,
    grounds: String,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let (protocol, at) = (subject.protocol, subject.protocol.name.span);
    let care = protocol.aftercare.known().into_iter().flat_map(|care| &care.value.forbidden);
    let named: Vec<&Name> = protocol
        .pauses
        .iter()
        .flat_map(|pause| &pause.value.what)
        .map(|what| &what.value)
        .chain(care.filter(|forbidden| forbidden.until.is_none()).map(|forbidden| &forbidden.what.value))
        .collect();
    // A name that is not known may be the one that is left off.
    let unknown =
        protocol.pauses.iter().flat_map(|pause| &pause.value.what).any(|what| !subject.library.left_off(what.value.as_str(), "pause"));
    for product in &subject.library.entries().products {
        let windows = product.windows.iter().filter(|window| window.before.most_hours() > 0);
        // Of several windows the widest is what the patient is told.
        let Some(window) = windows.max_by_key(|window| window.after.most_hours()) else { continue };
        if named.contains(&&product.name.value) {
            continue;
        }
        // A clinic's own product is left off with what is built in and of its class.
        let same = |name: &&Name| {
            let entry = subject.library.product(name.as_str());
            entry.is_some_and(|entry| entry.class.iter().any(|class| product.class.iter().any(|own| own.value == class.value)))
        };
        if subject.library.is_clinics(product.name.span) && named.iter().any(same) {
            continue;
        }
        if protocol.pauses_waiting || unknown {
            return Ran::Waiting;
        }
        let grounds = subject.library.grounds(&window.binding);
        let finding = Finding { at, product: product.name.value.clone(), before: window.before, after: window.after, grounds };
        findings.add(Level::Caution, at, finding).also(window.span, "the limit is set here");
    }
    Ran::Checked
}
