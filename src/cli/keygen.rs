//! `needlepoint keygen`: a new pair of keys, the private one for its owner's eyes only. Nothing is overwritten, and nothing goes over a network.

use std::path::{Path, PathBuf};

use super::Exit;
use super::files;
use super::host::Host;
use crate::seal::{Signer, hex};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The private key to make, such as clinic.key.pem; the public one stands beside it as clinic.key.pub.pem
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

pub(super) fn run(args: &Args, host: &mut Host) -> Exit {
    match made(&args.out) {
        Ok(said) => {
            host.print(&said);
            Exit::Accepted
        }
        Err(sentence) => host.could_not(&sentence),
    }
}

fn made(out: &Path) -> Result<String, String> {
    let mut secret = [0_u8; 32];
    getrandom::fill(&mut secret).map_err(|error| format!("this system gives no chance to make a key of: {error}"))?;
    let signer = Signer::of(&secret);
    let unwritable = || "the key cannot be written as PEM".to_owned();
    let (private, public) = (signer.to_pem().ok_or_else(unwritable)?, signer.public_pem().ok_or_else(unwritable)?);
    let beside = out.with_extension("pub.pem");
    if let Some(there) = [out, &beside].into_iter().find(|path| path.symlink_metadata().is_ok()) {
        return Err(format!("{} exists already; nothing is overwritten", there.display()));
    }
    files::write_file(&beside, public.as_bytes())?;
    files::write_secret(out, private.as_bytes())?;
    Ok(format!(
        "{}: the private key; whoever has it signs in your name, so it stays offline and is copied to nobody\n\
         {}: the public key, for pens and for needlepoint verify\nkey {}\n",
        out.display(),
        beside.display(),
        hex(&signer.public().id)
    ))
}
