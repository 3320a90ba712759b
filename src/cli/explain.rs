//! `needlepoint explain`: one rule or problem, with its reasons and examples.

use super::Exit;
use super::host::Host;
use crate::{check, model, syntax};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The name of the rule, as reports print it
    #[arg(value_name = "RULE")]
    rule: String,
}

pub(super) fn run(args: &Args, host: &mut Host) -> Exit {
    let name = args.rule.as_str();
    if let Some(rule) = check::rule(name) {
        host.print(&format!("{name}, version {}\n\n{}", rule.rule.version, rule.page()));
        return Exit::Accepted;
    }
    let pages = syntax::PAGES.iter().chain(model::PAGES);
    if let Some((_, page)) = pages.clone().find(|(known, _)| *known == name) {
        host.print(&format!("{name}\n\n{page}\n"));
        return Exit::Accepted;
    }
    let names = check::RULES.iter().map(|rule| rule.name).chain(pages.map(|(name, _)| *name));
    let near: Vec<&str> = names.filter(|known| strsim::osa_distance(known, name) <= 3).collect();
    let advice =
        if near.is_empty() { "see all of them with: needlepoint rules".to_owned() } else { format!("did you mean {}?", near.join(" or ")) };
    host.could_not(&format!("there is no rule `{name}`; {advice}"))
}
