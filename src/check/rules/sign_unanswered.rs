//! A warning sign that shows after days or weeks is not among the signs to call for.
//!
//! Redness that does not fade and lumps that come after weeks were found late where nobody had been told.
//!
//! Hazards: H09, H10.
//!
//! ```needle,not-accepted
//! aftercare {
//!   ... without call if
//!   call if    pus, fever, redness lasting over 7 days
//! }
//! ```
//!
//! ```needle,accepted
//! aftercare {
//!   ... without call if
//!   call if    pus, fever, new-nodule, redness lasting over 7 days
//! }
//! ```

use crate::rule::prelude::*;

pub(super) const RULE: Rule = Rule { hazards: &["H09", "H10"], version: 1, when: When::Always, check, probes };

/// A sign, how long it may last before the patient calls, and who says so.
struct Sign {
    name: &'static str,
    lasting: Option<Calendar>,
    grounds: &'static str,
}

/// The days after which redness is no longer what needling does.
const REDNESS: Calendar = Calendar::of_days(7);

const SIGNS: [Sign; 2] = [
    Sign {
        name: "redness",
        lasting: Some(REDNESS),
        grounds: "basis evidence: lasting redness is among the events on record: chu-2021 (paper)",
    },
    Sign {
        name: "new-nodule",
        lasting: None,
        grounds: "basis evidence: lumps came weeks later: friedmann-2024 (paper), ntm-infections (paper)",
    },
];

#[derive(Debug, Error, Diagnostic)]
#[error("the patient is not told to call for `{sign}`{lasting}")]
#[diagnostic(help("the line reads: call if {sign}{lasting}; {grounds}"))]
struct NotSaid {
    #[label(primary, "`{sign}` has no answer")]
    at: Span,
    sign: &'static str,
    lasting: String,
    grounds: &'static str,
}

#[derive(Debug, Error, Diagnostic)]
#[error("the patient calls for `{sign}` lasting over {asked}; the longest is {limit}")]
#[diagnostic(help("{asked} is more than {limit}; {grounds}"))]
struct TooLong {
    #[label(primary, "too long")]
    at: Span,
    sign: &'static str,
    asked: Elapsed,
    limit: Calendar,
    grounds: &'static str,
}

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let (care, at) = match &subject.protocol.aftercare {
        Stated::Known(care) => (&care.value, care.span),
        Stated::Waiting => return Ran::Waiting,
        Stated::Absent => return Ran::NotApplicable("no aftercare"),
    };
    // Without any sign at all, the rule on warning signs says it all.
    if care.call_if.is_empty() {
        return if care.signs_waiting { Ran::Waiting } else { Ran::Checked };
    }
    // A sign that is not known may be one of these, misspelt.
    let known = |name: &Name| subject.library.words("warning-sign").iter().any(|word| word.value == *name);
    let unknown = care.call_if.iter().chain(&care.urgent_if).any(|said| !known(&said.value.0));
    let mut ran = Ran::Checked;
    for sign in SIGNS {
        let said: Vec<_> = care.call_if.iter().chain(&care.urgent_if).filter(|said| said.value.0 == sign.name).collect();
        // A sign without a time is called for at once.
        let late = |asked: Option<Elapsed>| {
            let (asked, limit) = (asked?, sign.lasting?);
            (!Elapsed::Calendar(limit).reaches(asked)).then_some((asked, limit))
        };
        if said.iter().any(|said| late(said.value.1).is_none()) {
            continue;
        }
        if care.signs_waiting || unknown {
            ran = Ran::Waiting;
        } else if let Some((said, (asked, limit))) = said.first().and_then(|said| Some((said, late(said.value.1)?))) {
            let finding = TooLong { at: said.span, sign: sign.name, asked, limit, grounds: sign.grounds };
            findings.add(Level::Caution, said.span, finding);
        } else {
            let lasting = sign.lasting.map_or_else(String::new, |limit| format!(" lasting over {limit}"));
            findings.add(Level::Caution, at, NotSaid { at, sign: sign.name, lasting, grounds: sign.grounds });
        }
    }
    ran
}

fn probes(_: &Library) -> Vec<Probe> {
    vec![Probe {
        what: "the days of redness before the patient calls".to_owned(),
        limit: REDNESS.days(),
        ceiling: true,
        step: 1,
        fragment: |days| format!("aftercare {{\n  ... without call if\n  call if pus, new-nodule, redness lasting over {days} days\n}}"),
    }]
}
