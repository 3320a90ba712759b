//! `needlepoint lsp`: starts the language server with what it needs from the world.

use super::host::{Host, TodayArgs};
use super::{Exit, files};
use crate::lsp;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    today: TodayArgs,
}

pub(super) fn run(args: &Args, host: &mut Host) -> Exit {
    let Some(today) = args.today.day(host) else { return Exit::CouldNotRun };
    let given = args.today.given();
    // A server may run past midnight, so its day is asked for anew unless it was given.
    let now = || if given { today } else { super::host::today().unwrap_or(today) };
    let around = |uri: &str, text: &str| files::around_uri(uri, text, now());
    match lsp::serve(&lsp::Host { today: &now, around: &around }) {
        Ok(()) => Exit::Accepted,
        Err(lsp::Ended::WithoutShutdown) => Exit::NotAccepted,
        Err(broken @ lsp::Ended::NoThread(_)) => host.could_not(&broken.to_string()),
    }
}
