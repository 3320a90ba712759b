//! `needlepoint inspect`: what is in an image, in words. It says what a pen would do and show, and who says so; whether to trust it is for
//! `verify`.

use std::path::PathBuf;

use needlepoint_loader::Refusal;

use super::Exit;
use super::files;
use super::host::Host;
use super::verify::looks;
use crate::document;
use crate::emit::{NO_KEY, envelope};
use crate::record;
use crate::seal::open;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The image
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// In words, as JSON for other programs, or item by item for who writes a loader
    #[arg(long, value_enum, default_value_t = Format::Words)]
    format: Format,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    /// For people
    Words,
    /// For programs: docs/schemas/image.schema.json
    Json,
    /// Every byte in CBOR diagnostic notation (RFC 8949, section 8), each item named as in loader/image.cddl
    Diag,
}

pub(super) fn run(args: &Args, host: &mut Host) -> Exit {
    let file = match files::read_bytes(&args.file) {
        Ok(file) => file,
        Err(sentence) => return host.could_not(&sentence),
    };
    let shown = args.file.display();
    // What `build` makes for a pen is read by a person before anybody signs it.
    let unsigned = envelope(NO_KEY, &file, &[0; 64]);
    match open(&file, None, None).or_else(|refusal| open(&unsigned, None, None).map_err(|_| refusal)) {
        Ok(opened) => {
            let text = match args.format {
                Format::Words => document::inspected(&shown.to_string(), &opened),
                Format::Json => match record::image_json(&opened) {
                    Ok(text) => text,
                    Err(error) => return host.could_not(&error.to_string()),
                },
                Format::Diag => match record::image_notation(&file) {
                    Some(text) => text,
                    None => {
                        return host.could_not(&format!("{shown} is an image whose items cannot be named; this is a fault of the tool"));
                    }
                },
            };
            host.print(&text);
            Exit::Accepted
        }
        Err(refusal) => {
            let looks = if refusal == Refusal::Envelope { looks(&file) } else { String::new() };
            host.say(&format!("needlepoint: {shown} is refused: {refusal} (code {}){looks}\n", refusal.code()));
            Exit::NotAccepted
        }
    }
}
