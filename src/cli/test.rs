//! `needlepoint test`: the self-tests of protocols, each held against what its protocol gives.

use std::path::PathBuf;

use super::Exit;
use super::check::{Read, file, read};
use super::clinic::ClinicArgs;
use super::host::{Host, TodayArgs};
use crate::report;
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
    let Some(Read { run, unread }) = read(&args.paths, &args.today, host, |path, asked| file(path, &args.clinic, asked)) else {
        return Exit::CouldNotRun;
    };
    host.print(&report::trials(&run));
    host.could_not_each(&unread);
    let held = run.items.iter().flat_map(|item| &item.answer.self_tests).all(|test| test.went == Went::Held);
    match (unread.is_empty(), held) {
        (false, _) => Exit::CouldNotRun,
        (true, true) => Exit::Accepted,
        (true, false) => Exit::NotAccepted,
    }
}
