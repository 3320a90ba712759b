//! `needlepoint build`: image, schedule and sheets of an accepted protocol, all or nothing.

use std::path::PathBuf;

use super::Exit;
use super::clinic::ClinicArgs;
use super::files;
use super::host::{Host, TodayArgs};
use super::ready::{Ready, ready, to_read};
use super::schedule::StartArgs;
use crate::document::{self, Facts, Sheet};
use crate::emit::{self, Origins};
use crate::plan;
use crate::record;
use crate::rule::{Asked, Purpose};
use crate::schedule;
use crate::seal::Signer;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The protocol
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The folder to make; it must not exist yet
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Make a marked image that only emulators admit; needs no approval. Without it the protocol must be approved
    #[arg(long)]
    bench: bool,
    #[command(flatten)]
    start: StartArgs,
    #[command(flatten)]
    today: TodayArgs,
    #[command(flatten)]
    clinic: ClinicArgs,
}

pub(super) fn run(args: &Args, host: &mut Host) -> Exit {
    let Some(today) = args.today.day(host) else { return Exit::CouldNotRun };
    let asked = Asked { purpose: if args.bench { Purpose::Bench } else { Purpose::Device }, today };
    let ready = match ready(&args.file, &args.clinic, &asked, host) {
        Ok(ready) => ready,
        Err(exit) => return exit,
    };
    let (made, cautions) = match outputs(args, &ready) {
        Ok(made) => made,
        Err(stop) => return stop.end(host),
    };
    if let Err(sentence) = files::write_folder(&args.out, &made) {
        return host.could_not(&sentence);
    }
    super::schedule::say(&cautions, host);
    for (name, bytes) in &made {
        host.print(&format!("{} ({} bytes)\n", args.out.join(name).display(), bytes.len()));
    }
    host.print(&format!("check words: {}\n", ready.identity.words.join(" ")));
    if !args.bench {
        host.print("The image is not signed, and no pen admits an image that is not; emulators admit what --bench makes.\n");
    }
    let clinic = ready.library.clinic.as_ref().map(|clinic| &clinic.facts);
    host.print(&format!("{}\n", to_read(ready.cautions, clinic)));
    Exit::Accepted
}

/// Why no output was made.
enum Stop {
    /// The tool disagrees with itself, or an output cannot be written.
    CouldNot(String),
    /// The course cannot be dated as asked.
    NotDated(Vec<crate::diagnostic::Problem>),
}

impl Stop {
    fn end(self, host: &mut Host) -> Exit {
        match self {
            Self::CouldNot(sentence) => host.could_not(&sentence),
            Self::NotDated(problems) => super::schedule::not_dated(&problems, host),
        }
    }
}

/// A pen shows the names of the texts that its image was made from, and no rule has seen what a file is called.
fn named_to_fit(origins: &Origins) -> Result<(), Stop> {
    if origins.texts.len() > 16 {
        return Err(Stop::CouldNot(format!("the image is made from {} texts, and has room for the names of 16", origins.texts.len())));
    }
    let unfit = origins.texts.iter().find(|text| text.name.len() > 96 || text.name.contains(char::is_control));
    unfit.map_or(Ok(()), |text| {
        let sentence = "cannot be shown by a pen: a name has at most 96 bytes and no control characters; rename the file";
        Err(Stop::CouldNot(format!("the name of the file {} {sentence}", text.name.escape_debug())))
    })
}

/// What is written, by file name, with the cautions of its dates.
type Made = (Vec<(String, Vec<u8>)>, Vec<crate::diagnostic::Problem>);

fn outputs(args: &Args, ready: &Ready) -> Result<Made, Stop> {
    let stamp = plan::stamp(&ready.accepted)
        .ok_or_else(|| Stop::CouldNot("the pen's own figures are not known, so no image can be made".to_owned()))?;
    named_to_fit(&ready.origins)?;
    let image = emit::image(&ready.plan, &stamp, &ready.origins).map_err(|fault| Stop::CouldNot(fault.to_string()))?;
    let name = ready.plan.name.as_str();
    let clinic = ready.clinic();
    let mut cautions = Vec::new();
    let mut dates = None;
    if let Some(start) = args.start.start(&ready.library).map_err(Stop::CouldNot)? {
        let schedule::Dated { problems, schedule } = schedule::starting(&ready.plan, &start);
        let Some(dated) = schedule else { return Err(Stop::NotDated(problems)) };
        (cautions, dates) = (problems, Some(dated));
    }
    let facts = Facts {
        file: &ready.facts.name,
        sha256: &ready.facts.sha256,
        clinic: &clinic,
        clinic_sha256: ready.facts.clinic.as_ref().map(|clinic| clinic.sha256.as_str()),
        bench: args.bench,
        dated: dates.as_ref(),
    };
    let sheets = document::sheets(&ready.accepted, &ready.plan, &ready.identity, &ready.library, &facts);
    // What nobody has signed is no image yet, and is not named like one.
    let (ending, bytes) =
        if args.bench { ("bench", Signer::development().seal(image.payload())) } else { ("unsigned", image.payload().to_vec()) };
    let mut made = vec![(format!("{name}.{ending}.npp"), bytes)];
    made.extend(sheets.into_iter().map(|Sheet { file, text }| (file, text.into_bytes())));
    if let Some(dated) = &dates {
        let json = record::schedule_json(&ready.plan, &ready.identity, dated, &ready.facts);
        made.push((format!("{name}.schedule.json"), json.into_bytes()));
        made.push((format!("{name}.schedule.csv"), record::schedule_csv(&ready.plan, &ready.identity, dated, &ready.facts).into_bytes()));
    }
    Ok((made, cautions))
}
