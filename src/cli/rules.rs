//! `needlepoint rules`: every rule in a line, or every hazard with what meets it.

use std::fmt::Write as _;

use super::Exit;
use super::host::Host;
use crate::model::Library;
use crate::{check, report};

/// How the matrix is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people
    Plain,
    /// For programs
    Json,
}

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// List every hazard instead, with what meets it: rules and problems, the way the tool is built, or why no file can show it
    #[arg(long)]
    matrix: bool,
    /// How to write the matrix
    #[arg(long, value_enum, default_value_t = Format::Plain, requires = "matrix")]
    format: Format,
}

pub(super) fn run(args: &Args, host: &mut Host) -> Exit {
    if args.matrix {
        let library = Library::builtin();
        let rows = report::matrix(&library);
        match args.format {
            Format::Plain => host.print(&report::matrix_plain(&rows)),
            Format::Json => match report::matrix_json(&rows) {
                Ok(text) => host.print(&text),
                Err(error) => return host.could_not(&format!("the matrix cannot be written as JSON: {error}")),
            },
        }
        return Exit::Accepted;
    }
    let width = check::RULES.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    let mut text = String::new();
    for rule in check::RULES {
        let _ = writeln!(text, "{:width$}  {} [{}]", rule.name, rule.summary(), rule.rule.hazards.join(" "));
    }
    let _ = writeln!(text, "\n{} rules. One of them in full: needlepoint explain RULE", check::RULES.len());
    host.print(&text);
    Exit::Accepted
}
