//! The grammar files, compiled. The only file that names them; no rule of theirs leaves `syntax`.

use pest::Parser;
use pest::iterators::Pairs;

/// The grammar files as they are written: the language reference.
pub(super) const FILES: [&str; 6] = [
    include_str!("../../grammar/words.pest"),
    include_str!("../../grammar/protocol.pest"),
    include_str!("../../grammar/session.pest"),
    include_str!("../../grammar/atlas.pest"),
    include_str!("../../grammar/clinic.pest"),
    include_str!("../../grammar/course.pest"),
];

/// The generated parser.
#[derive(pest_derive::Parser)]
#[grammar = "grammar/words.pest"]
#[grammar = "grammar/protocol.pest"]
#[grammar = "grammar/session.pest"]
#[grammar = "grammar/atlas.pest"]
#[grammar = "grammar/clinic.pest"]
#[grammar = "grammar/course.pest"]
struct Needle;

/// Reads a whole text. `None` would be a fault of the grammar: it has a place for every line.
pub(super) fn whole(text: &str) -> Option<Pairs<'_, Rule>> {
    Needle::parse(Rule::file, text).ok()?.next().map(pest::iterators::Pair::into_inner)
}

/// Reads a text by one rule alone.
///
/// # Errors
/// The offset from which the rule cannot go on.
pub(super) fn alone(rule: Rule, text: &str) -> Result<Pairs<'_, Rule>, usize> {
    Needle::parse(rule, text).map_err(|error| match error.location {
        pest::error::InputLocation::Pos(at) | pest::error::InputLocation::Span((at, _)) => at,
    })
}

#[cfg(test)]
mod tests {
    //! The grammar files are the language reference: every rule has a line of prose and an example that it reads.

    use super::*;

    #[test]
    fn every_rule_has_prose_and_an_example_that_it_reads() {
        let mut seen = 0;
        for file in FILES {
            let (mut prose, mut example) = (0, Vec::new());
            for line in file.lines() {
                if let Some(text) = line.strip_prefix("/// >") {
                    example.push(text.strip_prefix(' ').unwrap_or(text).trim_start_matches('>'));
                } else if line.starts_with("/// ") {
                    prose += 1;
                } else if let Some((name, _)) = line.split_once(" = ").filter(|(name, _)| !name.contains(' ')) {
                    assert!(prose > 0, "{name} says nothing of itself");
                    assert!(!example.is_empty(), "{name} shows no example");
                    let rule = Rule::all_rules().iter().find(|rule| format!("{rule:?}") == name).expect("a rule of this name");
                    let text = example.join("\n");
                    // The example of a line end is the line end itself.
                    let text = if name == "newline" {
                        "\n".to_owned()
                    } else if name == "bom" {
                        "\u{FEFF}".to_owned()
                    } else {
                        text
                    };
                    let read = Needle::parse(*rule, &text).unwrap_or_else(|error| panic!("{name} does not read {text:?}: {error}"));
                    let read: usize = read.map(|pair| pair.as_str().len()).sum();
                    let silent = file.contains(&format!("{name} = _{{"));
                    assert!(silent || read == text.len(), "{name} reads only {read} bytes of {text:?}");
                    seen += 1;
                    (prose, example) = (0, Vec::new());
                }
            }
        }
        assert_eq!(seen, Rule::all_rules().len());
    }
}
