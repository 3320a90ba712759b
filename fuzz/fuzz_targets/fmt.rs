//! Any bytes through the formatter: what cannot be read is refused; what is laid out anew says the same, has the same digest, and is
//! not laid out any further.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use needlepoint::diagnostic::Problem;
use needlepoint::format::{Refused, format};
use needlepoint::model::Library;
use needlepoint::quantity::Day;
use needlepoint::rule::{Asked, Purpose};
use needlepoint::source::Source;
use needlepoint::syntax;
use needlepoint_fuzz::{LONGEST_FRAGMENT, over_the_shipped, source};

static LIBRARY: LazyLock<Library> = LazyLock::new(Library::builtin);

fuzz_target!(|bytes: &[u8]| {
    one(&source(bytes));
    if bytes.len() <= LONGEST_FRAGMENT {
        one(&over_the_shipped(bytes));
    }
});

fn one(source: &Source) {
    let read = !syntax::parse(source).problems.iter().any(Problem::blocks);
    let laid = match format(source) {
        Ok(text) => Source::new(source.id, source.name.as_str(), text),
        Err(Refused::Unread(problems)) => return assert!(!read && !problems.is_empty(), "refused, and nobody is told why"),
        Err(Refused::Fault(fault)) => panic!("{fault}"),
    };
    assert!(read, "laid out, and it cannot be read whole");
    assert_eq!(syntax::digest(source), syntax::digest(&laid), "another digest");
    assert_eq!(found(source), found(&laid), "another answer");
    assert_eq!(format(&laid).ok().as_deref(), Some(laid.text.as_str()), "laid out twice, it differs");
}

/// What rules and names find, wherever it stands. Reading may remark on the very layout that is changed.
fn found(source: &Source) -> Vec<String> {
    let asked = Asked { purpose: Purpose::Bench, today: Day::of(2026, 11, 22).expect("a day") };
    let answer = needlepoint::check(source, &LIBRARY, &asked);
    let mut found: Vec<String> = answer
        .problems
        .iter()
        .filter(|problem| !syntax::PAGES.iter().any(|(name, _)| *name == problem.rule))
        .map(|problem| format!("{} {} {}", problem.level, problem.rule, problem.message()))
        .collect();
    found.sort_unstable();
    found
}
