//! `needlepoint verify`: checks an image as the pen that it asks for would, with the keys that are trusted.

use std::path::PathBuf;

use needlepoint_loader::{Claims, Refusal};

use super::Exit;
use super::files;
use super::held::held;
use super::host::{Host, TodayArgs};
use super::kind::{Kind, kind};
use crate::document::days_of_use as days;
use crate::plan::identity_of;
use crate::quantity::Day;
use crate::seal::{Key, Opened, Signer, hex, open, public_from_pem};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The image
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// A public key that is trusted; may be given twice, as a pen may trust two
    #[arg(long, value_name = "FILE")]
    key: Vec<PathBuf>,
    /// Trust the published key of the bench as well; it shows nothing of where an image comes from
    #[arg(long)]
    bench: bool,
    #[command(flatten)]
    today: TodayArgs,
}

pub(super) fn run(args: &Args, host: &mut Host) -> Exit {
    let Some(today) = args.today.day(host) else { return Exit::CouldNotRun };
    let read = files::read_bytes(&args.file).and_then(|file| Ok((file, trusted(args)?, numbered(today)?)));
    let (file, keys, day) = match read {
        Ok(read) => read,
        Err(sentence) => return host.could_not(&sentence),
    };
    let shown = args.file.display();
    match open(&file, Some(&keys), Some(day)) {
        Ok(opened) if by_anybody(&opened) => {
            host.say(&format!("needlepoint: {shown} {BY_ANYBODY}\n"));
            Exit::NotAccepted
        }
        Ok(opened) => {
            if let Err(sentence) = held(&file, &opened, &keys) {
                host.say(&format!("needlepoint: {shown} {sentence}\n"));
                return Exit::NotAccepted;
            }
            let bench = if opened.claims.bench { ", for test benches only" } else { "" };
            let words = identity_of(opened.image.treatment()).words.join(" ");
            host.print(&format!(
                "{shown}: signed with key {}, whole and valid on {today}{bench}\ncheck words: {words}\n",
                hex(opened.claims.key_id)
            ));
            Exit::Accepted
        }
        Err(refusal) => {
            let why = refused(&file, refusal, &keys, today);
            host.say(&format!("needlepoint: {shown} is refused: {refusal} (code {}){why}\n", refusal.code()));
            Exit::NotAccepted
        }
    }
}

/// What a person needs to know besides the sentence of a refusal: the days, the keys, or what was given instead of an image.
fn refused(file: &[u8], refusal: Refusal, keys: &[Key], today: Day) -> String {
    match refusal {
        Refusal::Envelope => looks(file),
        Refusal::UnknownKey | Refusal::BadSignature => {
            let trusted: Vec<String> = keys.iter().map(|key| hex(&key.id)).collect();
            let named = needlepoint_loader::key_id(file).map(|id| hex(id)).unwrap_or_default();
            format!("; it says that it is signed with key {named}, and trusted here: {}", trusted.join(", "))
        }
        Refusal::NotYetValid | Refusal::Expired => {
            let days = Claims::read(file).map(|claims| days(claims.validity.from, claims.validity.until)).unwrap_or_default();
            format!("; it is to be used {days}, and the day is {today}")
        }
        _ => String::new(),
    }
}

/// What a file looks like that is no sealed image.
pub(super) fn looks(file: &[u8]) -> String {
    match kind(file) {
        None | Some(Kind::Signed) => String::new(),
        Some(Kind::Unsigned) => "; it looks like an image that nobody has signed yet: needlepoint sign".to_owned(),
        Some(kind) => format!("; it looks like {}", kind.words()),
    }
}

/// Whether an image for a pen is signed with a key that everybody has.
pub(super) fn by_anybody(opened: &Opened<'_>) -> bool {
    !opened.claims.bench && *opened.claims.key_id == Signer::development().public().id
}

/// What is said of such an image.
pub(super) const BY_ANYBODY: &str = "is for a pen and signed with the published key of the bench, so anybody may have made it";

/// A day as an image counts it.
pub(super) fn numbered(today: Day) -> Result<u16, String> {
    u16::try_from(today.since_epoch()).map_err(|_| format!("{today} has no number in an image; the last day that has one is 6 June 2149"))
}

/// The keys that are trusted.
fn trusted(args: &Args) -> Result<Vec<Key>, String> {
    let mut keys = public_keys(&args.key)?;
    if keys.is_empty() && !args.bench {
        return Err("say which public key is trusted, with --key FILE; or --bench, for the published key of the bench".to_owned());
    }
    if args.bench {
        keys.push(Signer::development().public());
    }
    Ok(keys)
}

/// Public keys in files.
pub(super) fn public_keys(paths: &[PathBuf]) -> Result<Vec<Key>, String> {
    let read = |path: &PathBuf| {
        // What is given here may be the private key.
        let bytes = files::read_secret(path)?;
        std::str::from_utf8(&bytes).ok().and_then(public_from_pem).ok_or_else(|| {
            let looks = kind(&bytes).map_or_else(String::new, |kind| format!(" but {}", kind.words()));
            format!("{} is no public Ed25519 key in PEM{looks}; keygen writes one beside the private one", path.display())
        })
    };
    paths.iter().map(read).collect()
}
