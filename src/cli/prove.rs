//! `needlepoint prove`: whether every course of a protocol can be dated, by walking all of them.

use std::path::PathBuf;

use super::Exit;
use super::clinic::ClinicArgs;
use super::host::{Host, TodayArgs};
use super::hours::HoursArgs;
use super::ready::{Ready, ready};
use super::schedule::not_dated;
use crate::quantity::{Day, TimeOfDay};
use crate::record;
use crate::report;
use crate::rule::{Asked, Purpose};
use crate::schedule::{self, LocalTime, Proof, Start, Unproved};

/// How a proof is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people
    Human,
    /// One document
    Json,
}

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The protocol
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The first day on which a course may start, as 2026-12-01; every day of the two years from it on is walked. Without it, today
    #[arg(long, value_name = "DAY", value_parser = day)]
    from: Option<Day>,
    /// The time of day of every session
    #[arg(long, value_name = "TIME", value_parser = time, default_value = "10:00")]
    time: TimeOfDay,
    #[command(flatten)]
    hours: HoursArgs,
    /// How to show it
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    #[command(flatten)]
    today: TodayArgs,
    #[command(flatten)]
    clinic: ClinicArgs,
}

fn day(text: &str) -> Result<Day, String> {
    Day::read(text).ok_or_else(|| "a first day is written as year, month and day, such as 2026-12-01".to_owned())
}

fn time(text: &str) -> Result<TimeOfDay, String> {
    TimeOfDay::read(text).ok_or_else(|| "a time of day is written as 10:00".to_owned())
}

pub(super) fn run(args: &Args, host: &mut Host) -> Exit {
    let Some(today) = args.today.day(host) else { return Exit::CouldNotRun };
    let ready = match ready(&args.file, &args.clinic, &Asked { purpose: Purpose::Bench, today }, host) {
        Ok(ready) => ready,
        Err(exit) => return exit,
    };
    let start = match start(args, &ready, args.from.unwrap_or(today)) {
        Ok(start) => start,
        Err(sentence) => return host.could_not(&sentence),
    };
    match schedule::prove(&ready.plan, &start) {
        Ok(proof) => {
            host.print(&shown(args, &ready, &proof));
            if proof.holds() { Exit::Accepted } else { Exit::NotAccepted }
        }
        Err(Unproved::Problem(problem)) => not_dated(&[*problem], host),
        Err(Unproved::TooMany { course }) => host.could_not(&format!(
            "the course {course} has so many sessions, or so many days for each, that not all of its courses can be walked; nothing is shown"
        )),
        Err(Unproved::Fault(fault)) => host.could_not(&fault.to_string()),
    }
}

/// The first day, the time of day and the clinic's hours.
fn start(args: &Args, ready: &Ready, from: Day) -> Result<Start, String> {
    let clinic = ready.library.clinic.as_ref();
    let zone = args.hours.zone(clinic)?;
    let first = LocalTime::of(from, args.time.hour(), args.time.minute()).ok_or("a time of day is written as 10:00")?;
    Ok(Start { opening: args.hours.opening(clinic)?, ..Start::at(first, &zone) })
}

fn shown(args: &Args, ready: &Ready, proof: &Proof) -> String {
    let time = args.time.to_string();
    match args.format {
        Format::Human => {
            let protocol = format!("{} {}", ready.plan.name, ready.plan.version);
            let clinic = ready.facts.clinic.as_ref().map_or_else(
                || format!("{}.", record::NO_CLINIC),
                |clinic| format!("clinic policy: {}, from {}.", clinic.name, clinic.file),
            );
            report::proof(&protocol, &time, &clinic, proof)
        }
        Format::Json => record::proof_json(&ready.plan, &ready.identity, &time, proof, &ready.facts),
    }
}
