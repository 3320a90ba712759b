//! `needlepoint new course`: the file of one patient's course, under a tag and nobody's name.

use std::path::{Path, PathBuf};

use super::{Out, tag};
use crate::cli::clinic::ClinicArgs;
use crate::cli::course::{self, Dated};
use crate::cli::host::{Host, TodayArgs};
use crate::cli::schedule::StartArgs;
use crate::cli::{Exit, files};
use crate::course::written;
use crate::diagnostic::Fault;
use crate::format::{self, Refused};
use crate::quantity::Tag;
use crate::source::Source;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The protocol that the course follows
    #[arg(value_name = "PROTOCOL")]
    protocol: PathBuf,
    #[command(flatten)]
    start: StartArgs,
    /// The tag of the course, when it has one already; without it, one by chance
    #[arg(long, value_name = "TAG", value_parser = Tag::read)]
    tag: Option<Tag>,
    #[command(flatten)]
    out: Out,
    #[command(flatten)]
    today: TodayArgs,
    #[command(flatten)]
    clinic: ClinicArgs,
}

pub(super) fn run(args: &Args, host: &mut Host) -> Exit {
    made(args, host).unwrap_or_else(|exit| exit)
}

fn made(args: &Args, host: &mut Host) -> Result<Exit, Exit> {
    let Some(today) = args.today.day(host) else { return Ok(Exit::CouldNotRun) };
    // Paths in the file are counted from its folder.
    let path = args.out.out.clone().unwrap_or_else(|| PathBuf::from("course.needle"));
    if args.out.out.is_some() && path.exists() {
        return Ok(host.could_not(&format!("{} exists already; nothing is overwritten", path.display())));
    }
    args.start.to_come(today).map_err(|sentence| host.could_not(&sentence))?;
    let text = text(args, &path).map_err(|sentence| host.could_not(&sentence))?;
    let (source, file, Dated { issue, changes, .. }) = course::dated_text(&path, text, &args.clinic, today, host)?;
    let new = Source::new(source.id, source.name.as_str(), written(&source, &file, &issue));
    let new = tidy(&new).map_err(|fault| host.could_not(&fault.to_string()))?;
    let Some(out) = &args.out.out else {
        host.print(&new);
        return Ok(Exit::Accepted);
    };
    files::write_file(out, new.as_bytes()).map_err(|sentence| host.could_not(&sentence))?;
    for change in &changes {
        host.print(&format!("{change}\n"));
    }
    let shown = out.display();
    host.print(&format!("{shown}: {}\n", crate::record::NOTE));
    host.say(&format!("{shown} is written; what happens is added to it, and then: needlepoint reschedule {shown}\n"));
    Ok(Exit::Accepted)
}

/// The file before it is dated.
fn text(args: &Args, path: &Path) -> Result<String, String> {
    let tag = args.tag.clone().map_or_else(tag, Ok)?;
    let mut lines = vec![course::follows(path, &args.protocol)?];
    lines.extend(args.start.lines(path)?);
    Ok(format!("needlepoint 1\n\ncourse {tag} {{\n{}\n}}\n", lines.join("\n")))
}

/// The text in canonical form.
fn tidy(source: &Source) -> Result<String, Fault> {
    match format::format(source) {
        Ok(text) => Ok(text),
        Err(Refused::Fault(fault)) => Err(fault),
        Err(Refused::Unread(problems)) => {
            let what = problems.first().map_or_else(String::new, |problem| format!(": {}", problem.message()));
            Err(Fault::new(format!("{} could not be read again with its new lines{what}", source.name)))
        }
    }
}
