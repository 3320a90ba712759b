//! Any bytes as a text: reading ends, and says the same twice, in proportion to the text, at places that lie in it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use needlepoint::{Texts, syntax};
use needlepoint_fuzz::{in_proportion, said, source, well_placed};

fuzz_target!(|bytes: &[u8]| {
    let source = source(bytes);
    let parsed = syntax::parse(&source);
    assert_eq!(said(&parsed.problems), said(&syntax::parse(&source).problems), "read twice, said otherwise");
    in_proportion(&parsed.problems, &source.text);
    let mut texts = Texts::default();
    texts.add(source.name.as_str(), source.text.as_str());
    well_placed(&parsed.problems, &texts);
    for remark in &parsed.trivia {
        // A remark in the manner of another language is kept as one, and never without a word on its mark.
        let named = parsed.problems.iter().any(|problem| problem.rule == "mark-foreign" && problem.place.start == remark.start);
        assert!(source.slice(*remark).starts_with('#') || named, "{remark:?} is no remark");
    }
});
