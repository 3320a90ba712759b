//! `needlepoint reschedule`: a patient's course brought up to date. What was given stays; the rest is planned anew.

use std::path::PathBuf;

use super::clinic::ClinicArgs;
use super::course::{self, Dated};
use super::host::{Host, TodayArgs};
use super::{Exit, files};
use crate::course::{Governed, governed_by, written};
use crate::model::names_somebody;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The file of the course; its `revised` and `issued` lines are written, and nothing else in it
    #[arg(value_name = "COURSE")]
    file: PathBuf,
    /// Go on with another protocol, or another version of it, from the session to come
    #[arg(long, value_name = "PROTOCOL", requires = "by")]
    to: Option<PathBuf>,
    /// Who decides that: a name, and a role after a comma
    #[arg(long, value_name = "NAME", requires = "to")]
    by: Option<String>,
    #[command(flatten)]
    today: TodayArgs,
    #[command(flatten)]
    clinic: ClinicArgs,
}

pub(super) fn run(args: &Args, host: &mut Host) -> Exit {
    reschedule(args, host).unwrap_or_else(|exit| exit)
}

fn reschedule(args: &Args, host: &mut Host) -> Result<Exit, Exit> {
    let Some(today) = args.today.day(host) else { return Ok(Exit::CouldNotRun) };
    if args.file.as_os_str() == "-" {
        return Ok(host.could_not("a course is brought up to date in its file; name it"));
    }
    let shown = args.file.display().to_string();
    let old = files::read(&args.file).map_err(|sentence| host.could_not(&sentence))?;
    let text = match (&args.to, &args.by) {
        (Some(to), Some(by)) => {
            let by = by.trim();
            if by.contains(char::is_control) || !names_somebody(by) {
                return Ok(host.could_not("a decision is a person's: say whose it is, as in --by \"B. Approver, medical director\""));
            }
            if let Some(session) = course::waits(&args.file, &old, &args.clinic, today) {
                let sentence = format!(
                    "the course waits for a clinician's review; session {session} and those after it have no date until it is written down, whatever protocol they follow"
                );
                host.say(&format!("needlepoint: {sentence}\n"));
                return Ok(Exit::NotAccepted);
            }
            let decision = course::decision(&args.file, &old, to, by, today).map_err(|sentence| host.could_not(&sentence))?;
            match course::only(&decision.source).and_then(|file| governed_by(&decision.source, &file, &decision.statement)) {
                Some(text) => text,
                None => return Ok(host.could_not(&format!("{shown} holds no course of a patient"))),
            }
        }
        _ => old.clone(),
    };
    let (source, file, Dated { record, issue, changes, .. }) = course::dated_text(&args.file, text, &args.clinic, today, host)?;
    let new = written(&source, &file, &issue);
    if new == old {
        host.print(&format!("{shown}: nothing has changed; it is as it was\n"));
        return Ok(Exit::Accepted);
    }
    files::replace_file(&args.file, &old, &new).map_err(|sentence| host.could_not(&sentence))?;
    if let [.., before, now] = record.governed.as_slice()
        && args.to.is_some()
        && let Some((on, by)) = &now.decided
    {
        let named = |line: &Governed| format!("{} {}", line.name.value, line.version);
        host.print(&format!("from session {} on: {} in place of {}, decided on {on} by {by}\n", now.from, named(now), named(before)));
    }
    for change in &changes {
        host.print(&format!("{change}\n"));
    }
    host.print(&format!("{shown}: {}\n", crate::record::NOTE));
    Ok(Exit::Accepted)
}
