//! `needlepoint test`: the self-tests of protocols, each held against what its protocol gives.

use std::path::PathBuf;

use super::Exit;
use super::check::item;
use super::clinic::ClinicArgs;
use super::files;
use super::host::{Host, TodayArgs};
use crate::report::{self, Run};
use crate::rule::{Asked, Purpose};
use crate::trial::Went;

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
    let Some(today) = args.today.day(host) else { return Exit::CouldNotRun };
    let asked = if args.paths.is_empty() { vec![PathBuf::from(".")] } else { args.paths.clone() };
    let paths = match files::expand(&asked) {
        Ok(paths) => paths,
        Err(sentence) => return host.could_not(&sentence),
    };
    let asked = Asked { purpose: Purpose::Lint, today };
    let mut run = Run { items: Vec::new(), today };
    let mut unread = false;
    for path in &paths {
        match files::read(path).and_then(|text| item(path, text, &args.clinic, &asked)) {
            Ok((item, _)) => {
                if let Some(fault) = &item.answer.fault {
                    unread = true;
                    host.could_not(&fault.to_string());
                }
                run.items.push(item);
            }
            Err(sentence) => {
                unread = true;
                host.could_not(&sentence);
            }
        }
    }
    host.print(&report::trials(&run));
    let held = run.items.iter().flat_map(|item| &item.answer.self_tests).all(|test| test.went == Went::Held);
    match (unread, held) {
        (true, _) => Exit::CouldNotRun,
        (false, true) => Exit::Accepted,
        (false, false) => Exit::NotAccepted,
    }
}
