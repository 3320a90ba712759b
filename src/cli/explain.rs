//! `needlepoint explain`: one rule or problem, with its reasons and examples, or one word of the language.

use std::fmt::Write as _;

use super::Exit;
use super::advice::did_you_mean;
use super::host::Host;
use crate::diagnostic::{Name, listed};
use crate::model::Library;
use crate::{check, model, schedule, syntax, trial};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The name of the rule, as reports print it, or the first word of a statement
    #[arg(value_name = "RULE|WORD")]
    rule: String,
}

pub(super) fn run(args: &Args, host: &mut Host) -> Exit {
    let name = args.rule.as_str();
    let pages = syntax::PAGES.iter().chain(model::PAGES).chain(check::PAGES).chain(schedule::PAGES).chain(trial::PAGES);
    // A rule and a stage share a name where both find the same fault: its pages stand one after the other.
    let mut text = check::rule(name).map_or_else(String::new, |rule| rule.document.to_owned());
    for (_, page) in pages.clone().filter(|(known, _)| *known == name) {
        text.push_str(&if text.is_empty() { format!("{name}\n\n{page}\n") } else { format!("\nIn a schedule: {page}\n") });
    }
    text.push_str(&word(name));
    if !text.is_empty() {
        host.print(&text);
        return Exit::Accepted;
    }
    let names = check::RULES.iter().map(|rule| rule.name).chain(pages.map(|(name, _)| *name));
    let advice = did_you_mean(name, names, "see all of them with: needlepoint rules");
    host.could_not(&format!("there is no rule or first word `{name}`; {advice}; what names mean is said by: needlepoint show {name}"))
}

/// What a word means in each block where it may stand.
fn word(name: &str) -> String {
    let mut text = String::new();
    let mut known: Vec<syntax::Entry> = Vec::new();
    for (block, entry) in syntax::Block::ALL.into_iter().flat_map(|block| syntax::reference(block).map(move |entry| (block, entry))) {
        if entry.word == name && !known.contains(&entry) {
            let written: String =
                std::iter::once(entry.shape).chain(entry.others.iter().copied()).map(|shape| format!("written: {shape}\n")).collect();
            let _ = writeln!(text, "`{name}` in {}: {}\n\n{written}\n{}\n", block.phrase(), entry.meaning, entry.example);
            known.push(entry);
        }
    }
    let library = Library::builtin();
    let words: Vec<&Name> = library.words(name).iter().map(|word| &word.value).collect();
    if !known.is_empty() && !words.is_empty() {
        let _ = writeln!(text, "words for it: {}", listed(&words, "and"));
    }
    text
}
