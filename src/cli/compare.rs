//! `needlepoint compare`: what was done of what was planned, from a log of the virtual pen and its image.

use std::path::PathBuf;

use sha2::{Digest, Sha256};

use super::Exit;
use super::files;
use super::host::Host;
use crate::document;
use crate::pen::{self, Headline, Log};
use crate::record;
use crate::seal::{hex, open};

#[derive(Debug, clap::Args)]
#[command(after_help = "Ends with 0 when everything was done or ended by its endpoint; 1 when not; 2 when the two cannot be compared.")]
pub(super) struct Args {
    /// The log that `run` wrote
    #[arg(value_name = "LOG")]
    log: PathBuf,
    /// The image that it played
    #[arg(value_name = "IMAGE")]
    image: PathBuf,
    /// In words, or as JSON for other programs
    #[arg(long, value_enum, default_value_t = Format::Words)]
    format: Format,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    /// For people
    Words,
    /// For programs: docs/schemas/compared.schema.json
    Json,
}

pub(super) fn run(args: &Args, host: &mut Host) -> Exit {
    match compared(args) {
        Ok((text, headline)) => {
            host.print(&text);
            if headline == Headline::AsPlanned { Exit::Accepted } else { Exit::NotAccepted }
        }
        Err(sentence) => host.could_not(&sentence),
    }
}

fn compared(args: &Args) -> Result<(String, Headline), String> {
    let (shown, image) = (args.log.display(), args.image.display());
    let (log, file) = (files::read_bytes(&args.log)?, files::read_bytes(&args.image)?);
    let log = Log::read(&log).map_err(|fault| format!("the log {shown} is damaged: {fault}; nothing is said of it"))?;
    let opened = open(&file, None, None).map_err(|refusal| format!("{image} is refused: {refusal} (code {})", refusal.code()))?;
    let sha256 = hex(&<[u8; 32]>::from(Sha256::digest(&file)));
    let compared =
        pen::compare(&log, &sha256, &opened).map_err(|sentence| format!("{shown} and {image} cannot be compared: {sentence}"))?;
    let text = match args.format {
        Format::Words => document::compared(&shown.to_string(), &log, &compared),
        Format::Json => record::compared_json(&log, &compared),
    };
    Ok((text, compared.headline))
}
