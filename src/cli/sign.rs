//! `needlepoint sign`: puts an image that was built for a pen into its signed envelope. What a key has signed stands in a register beside it:
//! one version of a protocol is signed once, and no older one after it.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::Exit;
use super::files;
use super::host::Host;
use crate::plan::identity_of;
use crate::seal::{Entry, Register, Signer, hex, open};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The image that was built, NAME.unsigned.npp
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The private key, as keygen or openssl writes it
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// The signed image to write; without it, NAME.npp beside the unsigned one
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(super) fn run(args: &Args, host: &mut Host) -> Exit {
    match signed(args) {
        Ok(Signed::Written(said)) => {
            host.print(&said);
            Exit::Accepted
        }
        Ok(Signed::Refused(sentence)) => {
            host.say(&format!("needlepoint: {sentence}; nothing was signed\n"));
            Exit::NotAccepted
        }
        Err(sentence) => host.could_not(&sentence),
    }
}

enum Signed {
    Written(String),
    Refused(String),
}

fn signed(args: &Args) -> Result<Signed, String> {
    let shown = args.file.display();
    let payload = files::read_bytes(&args.file)?;
    if let Ok(sealed) = open(&payload, None, None) {
        let why = if sealed.claims.bench { "is for the bench; build it without --bench" } else { "is signed already" };
        return Ok(Signed::Refused(format!("{shown} {why}")));
    }
    let out = match &args.out {
        Some(out) => out.clone(),
        None => {
            named(&args.file).ok_or_else(|| format!("{shown} is not named .unsigned.npp; say where the signed image goes with --out"))?
        }
    };
    if args.key.as_os_str() == "-" {
        return Err("a key is a file, because the register of what it has signed stands beside it".to_owned());
    }
    if out.symlink_metadata().is_ok() {
        return Err(format!("{} exists already; nothing is overwritten", out.display()));
    }
    let signer = Signer::from_pem(&files::read(&args.key)?)
        .ok_or_else(|| format!("{} is no private Ed25519 key in PEM; make one with: needlepoint keygen", args.key.display()))?;
    if signer.public() == Signer::development().public() {
        return Err(format!("{} is the published key of the bench; a signature by it shows nothing", args.key.display()));
    }
    let file = signer.seal(&payload);
    // Nothing is signed that no pen could admit, whatever its limits; the pen holds it to its own.
    let opened = match open(&file, Some(&[signer.public()]), None) {
        Ok(opened) => opened,
        Err(refusal) => {
            return Ok(Signed::Refused(format!("{shown} is no image that a pen could load: {refusal} (code {})", refusal.code())));
        }
    };
    if opened.claims.bench {
        return Ok(Signed::Refused(format!("{shown} is marked for the bench; build it without --bench")));
    }
    let entry = Entry {
        series: hex(opened.claims.series),
        sequence: opened.claims.sequence,
        sha256: hex(&<[u8; 32]>::from(Sha256::digest(&payload))),
    };
    let register = register_of(&args.key);
    let mut refused = None;
    files::append(&register, |text| {
        let known = Register::read(text).map_err(|line| {
            format!("line {line} of {} cannot be read, so what was signed is not known; nothing was signed", register.display())
        })?;
        match known.allows(&entry) {
            Ok(new) => Ok(new.then(|| entry.line())),
            Err(sentence) => {
                refused = Some(sentence);
                Ok(None)
            }
        }
    })?;
    if let Some(sentence) = refused {
        return Ok(Signed::Refused(sentence));
    }
    files::write_file(&out, &file)?;
    Ok(Signed::Written(format!(
        "{} ({} bytes), signed with key {}\ncheck words: {}\n",
        out.display(),
        file.len(),
        hex(&signer.public().id),
        identity_of(opened.image.treatment()).words.join(" ")
    )))
}

/// Where a signed image goes.
fn named(file: &Path) -> Option<PathBuf> {
    let name = file.file_name()?.to_str()?.strip_suffix(".unsigned.npp")?;
    Some(file.with_file_name(format!("{name}.npp")))
}

/// The register beside a key.
fn register_of(key: &Path) -> PathBuf {
    let mut name = key.as_os_str().to_owned();
    name.push(".register");
    PathBuf::from(name)
}
