//! `needlepoint sign`: puts an image that was built for a pen into its signed envelope. What a key has signed stands in a register beside it:
//! one version of a protocol is signed once, and no older one after it.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::Exit;
use super::files;
use super::held::held;
use super::host::Host;
use super::kind::{Kind, kind};
use crate::document::days_of_use;
use crate::emit;
use crate::plan::identity_of;
use crate::seal::{Entry, Register, Signer, hex, open};
use crate::syntax::tree::Version;

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
    let signer = private(&args.key)?;
    let file = signer.seal(&payload);
    let opened = match open(&file, Some(&[signer.public()]), None) {
        Ok(opened) => opened,
        Err(refusal) => {
            let looks = kind(&payload).filter(|kind| *kind != Kind::Unsigned);
            let looks = looks.map_or_else(String::new, |kind| format!("; it looks like {}", kind.words()));
            return Ok(Signed::Refused(format!("{shown} is no image that a pen could load: {refusal} (code {}){looks}", refusal.code())));
        }
    };
    if opened.claims.bench {
        return Ok(Signed::Refused(format!("{shown} is marked for the bench; build it without --bench")));
    }
    if let Err(sentence) = held(&file, &opened, &[signer.public()]) {
        return Ok(Signed::Refused(format!("{shown} {sentence}")));
    }
    let entry = Entry {
        series: hex(opened.claims.series),
        sequence: opened.claims.sequence,
        sha256: hex(&<[u8; 32]>::from(Sha256::digest(&payload))),
    };
    if let Some(sentence) = registered(&args.key, &hex(&signer.public().id), &entry)? {
        return Ok(Signed::Refused(sentence));
    }
    files::write_file(&out, &file)?;
    let days = opened.image.validity();
    let Version { major, minor, patch } = emit::version_of(opened.claims.sequence);
    Ok(Signed::Written(format!(
        "{} ({} bytes), signed with key {}\nversion {major}.{minor}.{patch}, to be used {}; asks {} prompts before every session\n\
         sha256 of all that was signed, as sha256sum prints it of {shown}: {}\ncheck words: {}\n",
        out.display(),
        file.len(),
        hex(&signer.public().id),
        days_of_use(days.from, days.until),
        opened.image.prompts().len(),
        entry.sha256,
        identity_of(opened.image.treatment()).words.join(" ")
    )))
}

/// Reads a private key that is its owner's alone.
///
/// # Errors
/// A sentence: it is none, or others may read it as well.
pub(super) fn private(key: &Path) -> Result<Signer, String> {
    let shown = key.display();
    let bytes = files::read_secret(key)?;
    let Some(signer) = std::str::from_utf8(&bytes).ok().and_then(Signer::from_pem) else {
        let looks = kind(&bytes).filter(|kind| *kind != Kind::PrivateKey).map_or_else(String::new, |kind| format!(" but {}", kind.words()));
        return Err(format!("{shown} is no private Ed25519 key in PEM{looks}; make one with: needlepoint keygen"));
    };
    if signer.public() == Signer::development().public() {
        return Err(format!("{shown} is the published key of the bench; a signature by it shows nothing"));
    }
    match files::open_to_others(key) {
        Some(command) => Err(format!("{shown} may be used by others than its owner, so a signature by it shows nothing; first: {command}")),
        None => Ok(signer),
    }
}

/// Writes into the register beside a key what is signed; a sentence when it says that this is not to be signed.
///
/// # Errors
/// A sentence: what the key has signed is not known, or cannot be written.
fn registered(key: &Path, id: &str, entry: &Entry) -> Result<Option<String>, String> {
    let register = register_of(&files::canonical(key)?);
    let shown = register.display();
    if !register.is_file() {
        return Err(format!(
            "{shown} is not there, so what key {id} has signed is not known; nothing was signed. A key that was restored or moved: put its \
             register beside it. A register that is lost: make a new key, which pens then trust instead. A key of another program that \
             has signed nothing yet: needlepoint keygen --adopt {}",
            key.display()
        ));
    }
    let mut refused = None;
    files::append(&register, |text| {
        let known = Register::read(text, id).map_err(|why| format!("{shown} {why}; nothing was signed"))?;
        match known.allows(entry) {
            Ok(new) => Ok(new.then(|| entry.line())),
            Err(sentence) => {
                refused = Some(sentence);
                Ok(None)
            }
        }
    })?;
    Ok(refused)
}

/// Where a signed image goes.
fn named(file: &Path) -> Option<PathBuf> {
    let name = file.file_name()?.to_str()?.strip_suffix(".unsigned.npp")?;
    Some(file.with_file_name(format!("{name}.npp")))
}

/// The register beside a key; a link to the key is followed first, so that no key has two.
pub(super) fn register_of(key: &Path) -> PathBuf {
    let mut name = key.as_os_str().to_owned();
    name.push(".register");
    PathBuf::from(name)
}
