//! `needlepoint lsp`: starts the language server with what it needs from the world.

use super::host::{Host, day};
use super::{Exit, files};
use crate::lsp;
use crate::quantity::Day;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The day to judge expiries on, as 2026-12-01; without it, today by this machine's clock
    #[arg(long, value_name = "DAY", value_parser = day)]
    today: Option<Day>,
}

pub(super) fn run(args: &Args, host: &mut Host) -> Exit {
    let Some(today) = host.today(args.today) else { return host.could_not("the clock cannot be read; say the day with --today") };
    let given = args.today.is_some();
    // A server may run past midnight, so its day is asked for anew unless it was given.
    let now = || if given { today } else { Host::of_process().today(None).unwrap_or(today) };
    let around = |uri: &str, text: &str| files::around_uri(uri, text);
    match lsp::serve(&lsp::Host { today: &now, around: &around }) {
        Ok(()) => Exit::Accepted,
        Err(lsp::Ended::WithoutShutdown) => Exit::NotAccepted,
        Err(broken @ lsp::Ended::NoThread(_)) => host.could_not(&broken.to_string()),
    }
}
