//! `needlepoint inspect`: what is in an image, in words. It says what a pen would do and show, and who says so; whether to trust it is for
//! `verify`.

use std::path::PathBuf;

use super::Exit;
use super::files;
use super::host::Host;
use crate::document;
use crate::seal::open;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The image
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

pub(super) fn run(args: &Args, host: &mut Host) -> Exit {
    let file = match files::read_bytes(&args.file) {
        Ok(file) => file,
        Err(sentence) => return host.could_not(&sentence),
    };
    let shown = args.file.display();
    match open(&file, None, None) {
        Ok(opened) => {
            host.print(&document::inspected(&shown.to_string(), &opened));
            Exit::Accepted
        }
        Err(refusal) => {
            host.say(&format!("needlepoint: {shown} is refused: {refusal} (code {})\n", refusal.code()));
            Exit::NotAccepted
        }
    }
}
