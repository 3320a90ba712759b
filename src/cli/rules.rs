//! `needlepoint rules`: every rule, of the check and of dates, in a line, or every hazard with what meets it.

use super::Exit;
use super::host::Host;
use crate::model::Library;
use crate::{check, report, schedule};

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
    let of_check: Vec<_> = check::RULES.iter().map(|rule| (rule.name, rule.summary(), rule.rule.hazards)).collect();
    let of_dates: Vec<_> = schedule::RULES.iter().map(|rule| (rule.name, rule.summary(), rule.rule.hazards)).collect();
    let width = of_check.iter().chain(&of_dates).map(|(name, ..)| name.len()).max().unwrap_or(0);
    let listed = |rules: &[(&str, String, &[&str])]| {
        let hazards = |hazards: &[&str]| if hazards.is_empty() { String::new() } else { format!(" [{}]", hazards.join(" ")) };
        rules.iter().map(|(name, summary, covered)| format!("{name:width$}  {summary}{}\n", hazards(covered))).collect::<String>()
    };
    let text = format!(
        "{}\nRules of dates, asked when a course is dated:\n\n{}\n{} rules of the check and {} of dates. One of them in full: needlepoint explain RULE\n",
        listed(&of_check),
        listed(&of_dates),
        of_check.len(),
        of_dates.len()
    );
    host.print(&text);
    Exit::Accepted
}
