//! `needlepoint exceptions`: who let which limit be passed, where, how far, why, and until when; and which rules are excepted most.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use super::Exit;
use super::check::{Read, file, read};
use super::clinic::ClinicArgs;
use super::host::{Host, TodayArgs};
use crate::diagnostic::listed;
use crate::quantity::Day;
use crate::report::Item;
use crate::source::Encoding;
use crate::syntax::{self, tree::Exception};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Protocols or folders of them. Without any, the current folder
    #[arg(value_name = "FILE|DIR")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    today: TodayArgs,
    #[command(flatten)]
    clinic: ClinicArgs,
}

pub(super) fn run(args: &Args, host: &mut Host) -> Exit {
    let Some(Read { run, unread }) = read(&args.paths, &args.today, host, |path, asked| file(path, &args.clinic, asked)) else {
        return Exit::CouldNotRun;
    };
    let mut text = String::new();
    let mut ranked: BTreeMap<String, usize> = BTreeMap::new();
    for item in &run.items {
        // Read once more as it is written: an exception that is not complete is listed as well.
        let tree = item.texts.source(crate::first_file()).map(|source| syntax::parse(source).tree);
        for exception in tree.iter().flat_map(|tree| &tree.protocols).flat_map(|protocol| &protocol.exceptions) {
            *ranked.entry(said(exception, item, run.today, &mut text)).or_default() += 1;
        }
    }
    rank(&mut text, &ranked);
    host.print(&text);
    host.could_not_each(&unread);
    if unread.is_empty() { Exit::Accepted } else { Exit::CouldNotRun }
}

/// Writes one exception; gives the rule that it names.
fn said(exception: &Exception, item: &Item, today: Day, to: &mut String) -> String {
    let line = item.texts.position(exception.span, Encoding::Characters).map_or(0, |(_, at)| at.line + 1);
    let (rule, area) = (exception.rule.value.to_string(), &exception.area.value);
    let _ = writeln!(to, "{}, line {line}: {rule} for {area} up to {}", item.name, exception.up_to.value);
    let not_said = || "not said".to_owned();
    let reason = exception.reason.first().map_or_else(not_said, |reason| reason.value.to_string());
    let because = exception.because.first().map_or_else(not_said, |because| because.value.to_string());
    let _ = writeln!(to, "  why: {reason}; {because}");
    let sources: Vec<_> = exception.sources.iter().flat_map(|sources| &sources.value).map(|source| &source.value).collect();
    if !sources.is_empty() {
        let _ = writeln!(to, "  sources: {}", listed(&sources, "and"));
    }
    let by = exception.approved.first().map_or_else(not_said, |approved| format!("{}, on {}", approved.value.by, approved.value.on));
    let _ = writeln!(to, "  approved by: {by}");
    let lifted = item.answer.problems.iter().filter_map(|problem| problem.excepted.as_ref());
    let lifted: Vec<_> = lifted.filter(|excepted| excepted.span.start == exception.span.start).map(|excepted| excepted.limit).collect();
    let beyond = lifted
        .iter()
        .min()
        .map_or_else(String::new, |limit| format!(" above the limit of {limit}, up to {} deeper", exception.up_to.value.apart(*limit)));
    let holds = match exception.expires.first().map(|expires| expires.value) {
        None => "no last day is stated, so it lifts nothing".to_owned(),
        Some(until) if until < today => format!("expired; its last day was {until}"),
        Some(until) => match lifted.len() {
            0 => format!("until {until}; it lifts nothing today"),
            1 => format!("until {until}; it lifts 1 finding{beyond}"),
            more => format!("until {until}; it lifts {more} findings{beyond}"),
        },
    };
    let _ = writeln!(to, "  holds: {holds}");
    rule
}

/// Which rules are excepted most: a limit that everybody passes is wrong, or everybody is.
fn rank(to: &mut String, ranked: &BTreeMap<String, usize>) {
    let count: usize = ranked.values().sum();
    if count == 0 {
        to.push_str("No exceptions.\n");
        return;
    }
    let mut ranked: Vec<_> = ranked.iter().collect();
    ranked.sort_by(|(one, first), (next, second)| second.cmp(first).then_with(|| one.cmp(next)));
    let _ = writeln!(to, "\n{count} exception{}, by rule:", if count == 1 { "" } else { "s" });
    for (rule, count) in ranked {
        let _ = writeln!(to, "  {count:>3}  {rule}");
    }
}
