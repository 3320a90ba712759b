//! `needlepoint new`: a file to start from, with a `?` for every number and a word in capitals for every name that is the author's.

mod course;
mod questions;

use std::path::{Path, PathBuf};

use super::Exit;
use super::clinic::{self, ClinicArgs};
use super::files;
use super::host::Host;
use crate::quantity::Tag;
use questions::{Choices, QUESTIONS, Question};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    kind: Kind,
}

#[derive(Debug, clap::Subcommand)]
enum Kind {
    /// A protocol with every block in it and every clinical choice left open; on a terminal it asks five questions
    Protocol(ProtocolArgs),
    /// A clinic's file: what it is called, where and when it works, which policies apply below it
    Clinic(ClinicFileArgs),
    /// A clinic's policy: limits of its own, which may only tighten
    Policy {
        /// Its name: lower-case letters, figures and hyphens
        #[arg(value_name = "NAME", default_value = "house", value_parser = name)]
        name: String,
        #[command(flatten)]
        out: Out,
    },
    /// The file of one patient's course: when its sessions are, and room for what happens; it holds a tag and nobody's name
    Course(course::Args),
    /// A tag for one patient's course: by chance, with a letter or figure that finds typing errors, and nobody's name
    Tag,
}

#[derive(Debug, clap::Args)]
struct Out {
    /// Write it to this file; without it, to standard output. A file that exists is not touched
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
struct ProtocolArgs {
    /// Its name: lower-case letters, figures and hyphens
    #[arg(value_name = "NAME", default_value = "my-protocol", value_parser = name)]
    name: String,
    /// Its title, as printed on the sheet
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Who writes it, with their role
    #[arg(long, value_name = "TEXT")]
    author: Option<String>,
    /// What it treats; `needlepoint show indications` lists the names
    #[arg(long, value_name = "NAME")]
    indication: Option<String>,
    /// The pen and its cartridge, as "PEN with CARTRIDGE"; `needlepoint show devices` lists the pens
    #[arg(long, value_name = "NAMES")]
    device: Option<String>,
    /// The areas in the order they are needled, with commas; `needlepoint show areas` lists the names
    #[arg(long, value_name = "NAMES")]
    areas: Option<String>,
    #[command(flatten)]
    out: Out,
    #[command(flatten)]
    clinic: ClinicArgs,
}

#[derive(Debug, clap::Args)]
struct ClinicFileArgs {
    /// Its name: lower-case letters, figures and hyphens
    #[arg(value_name = "NAME", default_value = "my-clinic", value_parser = name)]
    name: String,
    /// The time zone of its clocks, as Europe/Berlin
    #[arg(long, value_name = "ZONE", value_parser = zone)]
    zone: Option<String>,
    /// The number to call in an emergency
    #[arg(long, value_name = "TEXT", value_parser = quotable)]
    emergency: Option<String>,
    #[command(flatten)]
    out: Out,
}

fn name(text: &str) -> Result<String, String> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(fits) {
        Ok(text.to_owned())
    } else {
        Err("a name has lower-case letters, figures and hyphens, and starts with a letter".to_owned())
    }
}

fn zone(text: &str) -> Result<String, String> {
    jiff::tz::TimeZone::get(text).map(|_| text.to_owned()).map_err(|_| "a time zone is named as Europe/Berlin".to_owned())
}

/// A text that fits between the quotes of one line.
fn quotable(text: &str) -> Result<String, String> {
    if text.chars().any(char::is_control) {
        return Err("a text stands on one line, without tabs or other signs that cannot be seen".to_owned());
    }
    Ok(text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Every statement a protocol needs; nothing clinical in it is chosen for the author.
const PROTOCOL: &str = include_str!("protocol.needle");
const CLINIC: &str = include_str!("clinic.needle");
const POLICY: &str = include_str!("policy.needle");

pub(super) fn run(args: &Args, host: &mut Host) -> Exit {
    match &args.kind {
        Kind::Protocol(args) => match protocol(args, host) {
            Ok(text) => {
                let next = |file: &Path| format!("what is still to be chosen: needlepoint check {}", file.display());
                write(&text, &args.out, next, host)
            }
            Err(sentence) => host.could_not(&sentence),
        },
        Kind::Clinic(args) => {
            let mut text = CLINIC.replace("my-clinic", &args.name);
            if let Some(zone) = &args.zone {
                text = text.replace("NAMED-ZONE", zone);
            }
            // A number that nobody has given is a remark, so that no output ever prints it.
            if let Some(number) = &args.emergency {
                text = text.replace("# emergency \"THE NUMBER TO CALL\"", &format!("emergency  \"{number}\""));
            }
            let next = |file: &Path| {
                let stands = file.file_name().is_some_and(|name| name == "clinic.needle");
                let named = if stands { "" } else { "; it is found by itself only under the name clinic.needle" };
                format!("it applies to every protocol in its folder and below{named}. A policy for it: needlepoint new policy house")
            };
            write(&text, &args.out, next, host)
        }
        Kind::Policy { name, out } => {
            let next = |file: &Path| {
                let named = file.file_name().unwrap_or_default().display();
                format!(
                    "it applies once clinic.needle names it, by its path from the clinic's folder, such as: policy \"policies/{named}\""
                )
            };
            write(&POLICY.replace("my-policy", name), out, next, host)
        }
        Kind::Course(args) => course::run(args, host),
        Kind::Tag => match tag() {
            Ok(tag) => {
                host.print(&format!("{tag}\n"));
                Exit::Accepted
            }
            Err(sentence) => host.could_not(&sentence),
        },
    }
}

/// A tag that nobody has had: one of 2^40.
fn tag() -> Result<Tag, String> {
    loop {
        let mut chance = [0; 5];
        getrandom::fill(&mut chance).map_err(|error| format!("this system gives no chance to make a tag of: {error}"))?;
        if let Some(tag) = Tag::by_chance(chance) {
            return Ok(tag);
        }
    }
}

/// Prints a new file, or writes it and says what comes next.
fn write(text: &str, out: &Out, next: impl Fn(&Path) -> String, host: &mut Host) -> Exit {
    let Some(file) = &out.out else {
        host.print(text);
        return Exit::Accepted;
    };
    match files::write_file(file, text.as_bytes()) {
        Ok(()) => {
            host.say(&format!("{} is written; {}\n", file.display(), next(file)));
            Exit::Accepted
        }
        Err(sentence) => host.could_not(&sentence),
    }
}

/// The new protocol, with what was given as flags or answered put in its place.
fn protocol(args: &ProtocolArgs, host: &mut Host) -> Result<String, String> {
    if let Some(file) = args.out.out.as_ref().filter(|file| file.exists()) {
        return Err(format!("{} exists already; nothing is overwritten", file.display()));
    }
    // A clinic may declare areas of its own, so the one above the new file is asked for its names.
    let folder = args.out.out.as_ref().map_or_else(|| PathBuf::from("."), |file| files::folder(file));
    let library = clinic::around_folder(&folder, &args.clinic)?.library;
    let given = [&args.title, &args.author, &args.indication, &args.device, &args.areas];
    let mut choices = Choices::default();
    for (question, given) in QUESTIONS.iter().zip(given) {
        if let Some(answer) = given {
            (question.read)(&library, answer, &mut choices).map_err(|wrong| format!("--{}: {wrong}", question.flag))?;
        }
    }
    let open: Vec<&Question> = QUESTIONS.iter().zip(given).filter(|(_, given)| given.is_none()).map(|(question, _)| question).collect();
    if host.asks() && !open.is_empty() {
        host.say("An empty answer leaves the place open. Nothing clinical is chosen for you.\n");
        for question in open {
            questions::ask(question, &library, &mut choices, host);
        }
    }
    Ok(choices.fill(&PROTOCOL.replace("my-protocol", &args.name)))
}
