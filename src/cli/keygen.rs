//! `needlepoint keygen`: a new pair of keys, the private one for its owner's eyes only, and the register of what it signs. Nothing is
//! overwritten, and nothing goes over a network.

use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::Exit;
use super::files;
use super::host::Host;
use super::sign::{private, register_of};
use crate::seal::{Register, Signer, hex};

#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
pub(super) struct Args {
    /// The private key to make, such as clinic.key.pem; the public one stands beside it as clinic.key.pub.pem
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// A private key that another program made and that has signed nothing yet; its register is begun beside it
    #[arg(long, value_name = "FILE")]
    adopt: Option<PathBuf>,
}

pub(super) fn run(args: &Args, host: &mut Host) -> Exit {
    let said = match (&args.out, &args.adopt) {
        (Some(out), _) => made(out),
        (None, Some(key)) => adopted(key),
        (None, None) => Err("say where the new key goes, with --out FILE".to_owned()),
    };
    match said {
        Ok(said) => {
            host.print(&said);
            Exit::Accepted
        }
        Err(sentence) => host.could_not(&sentence),
    }
}

fn made(out: &Path) -> Result<String, String> {
    let mut secret = Zeroizing::new([0_u8; 32]);
    getrandom::fill(&mut *secret).map_err(|error| format!("this system gives no chance to make a key of: {error}"))?;
    let signer = Signer::of(&secret);
    let unwritable = || "the key cannot be written as PEM".to_owned();
    let (private, public) = (signer.to_pem().ok_or_else(unwritable)?, signer.public_pem().ok_or_else(unwritable)?);
    let (beside, register) = (out.with_extension("pub.pem"), register_of(out));
    if let Some(there) = [out, &beside, &register].into_iter().find(|path| path.symlink_metadata().is_ok()) {
        return Err(format!("{} exists already; nothing is overwritten", there.display()));
    }
    let id = hex(&signer.public().id);
    files::write_file(&beside, public.as_bytes())?;
    let rest = files::write_file(&register, Register::begun(&id).as_bytes())
        .and_then(|()| files::write_secret(out, private.as_bytes()).inspect_err(|_| files::take_back(&register)));
    rest.inspect_err(|_| files::take_back(&beside))?;
    Ok(format!(
        "{}: the private key; whoever has it signs in your name, so it stays offline and is copied to nobody\n\
         {}: the register of what it signs; it stays beside the key, and is kept wherever the key is kept\n\
         {}: the public key, for pens and for needlepoint verify\nkey {id}\n",
        out.display(),
        register.display(),
        beside.display(),
    ))
}

fn adopted(key: &Path) -> Result<String, String> {
    let signer = private(key)?;
    let register = register_of(&files::canonical(key)?);
    let id = hex(&signer.public().id);
    files::write_file(&register, Register::begun(&id).as_bytes())?;
    Ok(format!("{}: the register of what {} signs; it stays beside the key\nkey {id}\n", register.display(), key.display()))
}
