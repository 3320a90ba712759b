//! Any bytes through everything that a protocol goes through: as a text, and laid over the shipped protocol.
//! Never a fault; a proof only where nothing blocks; and what is accepted can be made into every output.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use needlepoint::check::Accepted;
use needlepoint::document::{Facts, sheets};
use needlepoint::model::Library;
use needlepoint::quantity::Day;
use needlepoint::record::{SourceFacts, schedule_csv, schedule_json};
use needlepoint::report::{self, Item, Run};
use needlepoint::rule::{Asked, Purpose};
use needlepoint::schedule::{LocalTime, Start, starting};
use needlepoint::source::Source;
use needlepoint::{Answer, Texts, emit, plan};
use needlepoint_fuzz::{LONGEST_FRAGMENT, in_proportion, over_the_shipped, said, source, well_placed};

static LIBRARY: LazyLock<Library> = LazyLock::new(Library::builtin);

fn today() -> Day {
    Day::of(2026, 11, 22).expect("a day")
}

fuzz_target!(|bytes: &[u8]| {
    if !one(&source(bytes)) && bytes.len() <= LONGEST_FRAGMENT {
        one(&over_the_shipped(bytes));
    }
});

/// Whether the text has a protocol of its own.
fn one(source: &Source) -> bool {
    let lint = asked(source, Purpose::Lint);
    let bench = asked(source, Purpose::Bench);
    let again = needlepoint::check(source, &LIBRARY, &Asked { purpose: Purpose::Bench, today: today() });
    assert_eq!(said(&bench.problems), said(&again.problems), "checked twice, said otherwise");
    assert!(bench.accepted.is_none() || lint.accepted.is_some(), "more is asked for an image, and yet only that is accepted");
    if let Some(accepted) = &bench.accepted {
        made(accepted);
    }
    let own = bench.is_protocol;
    shown(source, bench);
    own
}

/// The answer, held to what every answer promises.
fn asked(source: &Source, purpose: Purpose) -> Answer {
    let asked = Asked { purpose, today: today() };
    let answer = needlepoint::check(source, &LIBRARY, &asked);
    assert_eq!(answer.fault, None);
    assert_eq!(answer.census.could_not_run(), 0);
    assert!(answer.accepted.is_none() || !answer.blocked(), "accepted, and something blocks: {:?}", said(&answer.problems));
    let open = answer.blocked() || answer.census.waiting() > 0 || !answer.is_protocol;
    assert!(answer.accepted.is_some() || open, "not accepted, and nobody is told why");
    in_proportion(&answer.problems, &source.text);
    answer
}

/// Every output of an accepted protocol.
fn made(accepted: &Accepted) {
    let plan = plan::lower(accepted);
    let identity = plan::identity(&plan);
    let first = LocalTime::read("2026-12-01T10:00").expect("a time");
    let dated = starting(&plan, &Start::at(first, "Europe/Berlin")).schedule;
    for dated in [None, dated.as_ref()] {
        let facts = Facts { file: "fuzzed.needle", sha256: "0", clinic: "NO CLINIC POLICY", clinic_sha256: None, bench: true, dated };
        let sheets = sheets(accepted, &plan, &identity, &LIBRARY, &facts);
        assert_eq!(sheets.len(), plan.courses.len(), "a whole sheet for each course");
        assert!(sheets.iter().flat_map(|sheet| sheet.text.lines()).all(|line| line.chars().count() <= 96), "a line is too long for paper");
    }
    if let Some(stamp) = plan::stamp(accepted) {
        let origins = emit::Origins { clinic: String::new(), texts: vec![emit::Origin { name: "fuzzed.needle".to_owned(), sha256: [0; 32] }] };
        let image = emit::image(&plan, &stamp, &origins).expect("the loader reads every image back");
        assert_eq!(image.identity().words, identity.words);
    }
    if let Some(dated) = dated {
        let facts = SourceFacts { name: "fuzzed.needle".to_owned(), sha256: "0".to_owned(), clinic: None, declared: Vec::new() };
        assert!(!schedule_json(&plan, &identity, &dated, &facts).is_empty());
        assert!(!schedule_csv(&plan, &identity, &dated, &facts).is_empty());
    }
}

/// The report in every form.
fn shown(source: &Source, answer: Answer) {
    let mut texts = Texts::default();
    texts.add(source.name.as_str(), source.text.as_str());
    well_placed(&answer.problems, &texts);
    let run = Run { items: vec![Item { name: source.name.clone(), texts, answer }], today: today() };
    assert!(!report::human(&run, 100, false).is_empty());
    assert!(!report::plain(&run).is_empty());
    assert!(report::json(&run).is_ok());
}
