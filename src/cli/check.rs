//! `needlepoint check`: what is not accepted, and why.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::Exit;
use super::clinic::{self, Around, ClinicArgs};
use super::host::{Host, TodayArgs};
use super::{course, files};
use crate::diagnostic::in_order;
use crate::model::{self, Library};
use crate::report::{self, Item, Run};
use crate::rule::{Asked, Purpose};

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// For people, with the lines of the file
    Human,
    /// For people and screen readers: sentences, nothing drawn
    Plain,
    /// For editors and build logs: FILE:LINE:COLUMN: error[RULE]: LEVEL: text, the column in bytes from 1
    Concise,
    /// For programs: one document
    Json,
    /// For programs that read line by line: one object for each problem, then one that closes each file
    JsonLines,
    /// For GitHub's workflow logs: one command for each problem, the column in characters from 1
    Github,
}

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files or folders to check; `-` reads standard input. Without any, the current folder
    #[arg(value_name = "FILE|DIR|-")]
    paths: Vec<PathBuf>,
    /// The name under which standard input is shown, and whose folder is searched for a clinic
    #[arg(long, value_name = "NAME")]
    stdin_filename: Option<PathBuf>,
    /// How to write the report; results go to standard output. `concise` and `github` close on standard error, with how every rule went
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    #[command(flatten)]
    today: TodayArgs,
    #[command(flatten)]
    clinic: ClinicArgs,
}

pub(super) fn run(args: &Args, host: &mut Host) -> Exit {
    let Some(Read { mut run, mut unread }) = read(&args.paths, &args.today, host, |path, asked| one(path, args, asked)) else {
        return Exit::CouldNotRun;
    };
    once(&mut run.items);
    match show(&run, args.format, host.colour()) {
        Ok(text) => host.print(&text),
        Err(sentence) => unread.push(sentence),
    }
    // Whatever reads these formats takes every line of the results for a problem; a person still sees that nothing was skipped.
    if matches!(args.format, Format::Concise | Format::Github) {
        host.say(&report::closing_lines(&run));
    }
    host.could_not_each(&unread);
    exit(&run, !unread.is_empty())
}

/// Texts that were checked, and what could not be.
pub(super) struct Read {
    /// The answers, in path order.
    pub(super) run: Run,
    /// A sentence for each text that cannot be read, and for each fault of this tool.
    pub(super) unread: Vec<String>,
}

/// Checks every text below some paths, by default the current folder, for a day. Says why when the day or the paths are not known.
pub(super) fn read(
    paths: &[PathBuf],
    today: &TodayArgs,
    host: &mut Host,
    one: impl Fn(&Path, &Asked) -> Result<Item, String> + Sync,
) -> Option<Read> {
    let asked = Asked { purpose: Purpose::Lint, today: today.day(host)? };
    let here = [PathBuf::from(".")];
    let paths = match files::expand(if paths.is_empty() { &here } else { paths }) {
        Ok(paths) => paths,
        Err(sentence) => {
            host.could_not(&sentence);
            return None;
        }
    };
    let (mut items, mut unread) = (Vec::new(), Vec::new());
    for read in paths.par_iter().map(|path| one(path, &asked)).collect::<Vec<_>>() {
        match read {
            Ok(item) => items.push(item),
            Err(sentence) => unread.push(sentence),
        }
    }
    super::course::tags_that_stand_twice(&mut items);
    unread.extend(items.iter().filter_map(|item: &Item| item.answer.fault.as_ref()).map(ToString::to_string));
    Some(Read { run: Run { items, today: asked.today }, unread })
}

/// Checks one file with the clinic above it.
pub(super) fn file(path: &Path, clinic: &ClinicArgs, asked: &Asked) -> Result<Item, String> {
    item(path, files::read(path)?, clinic, asked).map(|(item, _)| item)
}

/// Renders a run.
pub(super) fn show(run: &Run, format: Format, colour: bool) -> Result<String, String> {
    match format {
        Format::Human => Ok(report::human(run, 100, colour)),
        Format::Plain => Ok(report::plain(run)),
        Format::Concise => Ok(report::concise(run)),
        Format::Json => report::json(run).map_err(not_json),
        Format::JsonLines => report::json_lines(run).map_err(not_json),
        Format::Github => Ok(report::github(run)),
    }
}

fn not_json(error: impl std::fmt::Display) -> String {
    format!("the report cannot be written as JSON: {error}")
}

/// How a run ends.
fn exit(run: &Run, unread: bool) -> Exit {
    let could_not = run.items.iter().any(|item| item.answer.census.could_not_run() > 0);
    if unread || could_not {
        Exit::CouldNotRun
    } else if run.items.iter().any(|item| item.answer.blocked()) {
        Exit::NotAccepted
    } else {
        Exit::Accepted
    }
}

/// Reads and checks one text.
fn one(path: &Path, args: &Args, asked: &Asked) -> Result<Item, String> {
    let text = files::read(path)?;
    let stdin = path.as_os_str() == "-";
    let named = if stdin { args.stdin_filename.clone().unwrap_or_else(|| PathBuf::from("<stdin>")) } else { path.to_path_buf() };
    item(&named, text, &args.clinic, asked).map(|(item, _)| item)
}

/// Checks one text under its name, with the clinic above it; gives what was known around it as well. A patient's course is held against its
/// protocols and dated besides.
pub(super) fn item(named: &Path, text: String, clinic: &ClinicArgs, asked: &Asked) -> Result<(Item, Library), String> {
    let (mut item, library) = alone(named, text, clinic, asked)?;
    let course = item.texts.sources().next().filter(|_| !item.answer.blocked()).and_then(course::only);
    if let Some(course) = course {
        item.answer.problems.extend(course::held(named, &course, &library, asked.today));
        in_order(&mut item.answer.problems);
    }
    Ok((item, library))
}

/// The same of one text by itself.
pub(super) fn alone(named: &Path, text: String, clinic: &ClinicArgs, asked: &Asked) -> Result<(Item, Library), String> {
    let name = named.display().to_string();
    let Around { library, texts, document, problems } = clinic::around(name.clone(), named, text, clinic)?;
    let source = texts.source(document).ok_or_else(|| format!("{name} cannot be shown"))?;
    let mut answer = crate::check(source, &library, asked);
    // A clinic that cannot be read whole may ask for more than could be applied.
    if crate::rule::blocking(&problems) > 0 {
        answer.accepted = None;
    }
    answer.problems.extend(problems);
    in_order(&mut answer.problems);
    Ok((Item { name, texts, answer }, library))
}

/// In a run over several texts the problems of a clinic are shown once: with their own file when that is checked too, and otherwise with
/// the first text that meets them. What they keep from being accepted says so.
fn once(items: &mut [Item]) {
    if items.len() < 2 {
        return;
    }
    let checked: BTreeSet<PathBuf> = items.iter().map(|item| clinic::real(Path::new(&item.name))).collect();
    let mut shown = BTreeSet::new();
    for item in items {
        let document = crate::first_file();
        let mut first = None;
        let mut problems = std::mem::take(&mut item.answer.problems);
        problems.retain(|problem| {
            let file = match item.texts.get(problem.place.file) {
                Some((name, _)) if problem.place.file != document => clinic::real(Path::new(name)),
                _ => return true,
            };
            let keep = !checked.contains(&file) && shown.insert((file, problem.place.start, problem.rule, problem.message()));
            if !keep && problem.blocks() && first.is_none() {
                first = Some(model::clinic_not_accepted(document, problem));
            }
            keep
        });
        problems.extend(first);
        in_order(&mut problems);
        item.answer.problems = problems;
    }
}
