//! `needlepoint explain`: one rule or problem, with its reasons and examples, or one word of the language.

use std::fmt::Write as _;

use super::Exit;
use super::advice::did_you_mean;
use super::host::Host;
use crate::diagnostic::{Name, listed};
use crate::model::Library;
use crate::{check, course, model, schedule, syntax, trial};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The name of the rule, as reports print it, or the first word of a statement
    #[arg(value_name = "RULE|WORD")]
    rule: String,
}

/// The words that reports count with.
const OF_REPORTS: [(&str, &str); 7] = [
    ("never", "the protocol is not accepted, and nobody can lift it; the line changes."),
    (
        "sign-off",
        "the protocol is not accepted as it stands. Where the finding carries an area and a depth, an exception lifts it that a named clinician \
         approves and that ends on a day; any other is lifted by no exception, and the line changes.",
    ),
    ("caution", "a person reads it and decides; it keeps nothing from being accepted."),
    ("note", "it is shown, and asks for nothing."),
    ("excepted", "a sign-off that a valid exception in the protocol lifts; it is shown wherever the protocol goes."),
    (
        "waiting",
        "a rule needs a line that could not be read, so it has not judged; the line is mended first, and what the rule finds then is new.",
    ),
    ("not-applicable", "a rule has nothing to look at in this protocol; the reason stands in brackets behind the count."),
];

pub(super) fn run(args: &Args, host: &mut Host) -> Exit {
    let name = args.rule.as_str();
    let pages = syntax::PAGES.iter().chain(model::PAGES).chain(check::PAGES).chain(trial::PAGES).chain(course::PAGES);
    // Where a rule of the check and one of dates find the same fault, they share their name and their page.
    let document = check::rule(name).map(|rule| rule.document).or(schedule::rule(name).map(|rule| rule.document));
    let mut text = document.unwrap_or_default().to_owned();
    for (_, page) in pages.clone().filter(|(known, _)| *known == name) {
        text.push_str(&format!("{name}\n\n{page}\n"));
    }
    text.push_str(&word(name));
    let of_reports = OF_REPORTS.iter().filter(|(known, _)| *known == name);
    of_reports.for_each(|(known, meaning)| text.push_str(&format!("`{known}` in a report: {meaning}\n")));
    if !text.is_empty() {
        host.print(&text);
        return Exit::Accepted;
    }
    let rules = check::RULES.iter().map(|rule| rule.name).chain(schedule::RULES.iter().map(|rule| rule.name));
    let names = rules.chain(pages.map(|(name, _)| *name));
    let advice = did_you_mean(name, names, "see all of them with: needlepoint rules");
    host.could_not(&format!("there is no rule or word `{name}`; {advice}; what names mean is said by: needlepoint show {name}"))
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
