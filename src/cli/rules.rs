//! `needlepoint rules`: every rule in a line.

use std::fmt::Write as _;

use super::Exit;
use super::host::Host;
use crate::check;

#[derive(Debug, clap::Args)]
pub(super) struct Args {}

pub(super) fn run(_: &Args, host: &mut Host) -> Exit {
    let width = check::RULES.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    let mut text = String::new();
    for rule in check::RULES {
        let _ = writeln!(text, "{:width$}  {} [{}]", rule.name, rule.summary(), rule.rule.hazards.join(" "));
    }
    let _ = writeln!(text, "\n{} rules. One of them in full: needlepoint explain RULE", check::RULES.len());
    host.print(&text);
    Exit::Accepted
}
