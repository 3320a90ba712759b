//! `needlepoint schedule`: the dates of a course from its first session.

use std::path::PathBuf;

use super::Exit;
use super::clinic::ClinicArgs;
use super::host::{Host, TodayArgs};
use super::ready::ready;
use super::{files, holidays};
use crate::diagnostic::Problem;
use crate::model::{ClinicSays, Library};
use crate::quantity::{Day, OpenHours, Phototype};
use crate::record;
use crate::rule::{Asked, Purpose};
use crate::schedule::{self, Closed, Given, LocalTime, Opening, Start};

/// Where a course starts.
#[derive(Debug, clap::Args)]
pub(super) struct StartArgs {
    /// When the needling of the first session begins, after numbing: the local day and time, as 2026-12-01T10:00
    #[arg(long, value_name = "TIME", value_parser = time)]
    start: Option<LocalTime>,
    /// The time zone of the clinic's clocks, as Europe/Berlin; without it, the clinic file's
    #[arg(long, value_name = "ZONE")]
    zone: Option<String>,
    /// When the clinic is open, as "monday to friday 08:00 to 18:00, saturday 09:00 to 13:00"; without it, the clinic file's hours
    #[arg(long, value_name = "HOURS", value_delimiter = ',', value_parser = hours)]
    open: Vec<OpenHours>,
    /// Days on which the clinic is closed, as 2026-12-25,2027-01-01, besides those of the clinic file
    #[arg(long, value_name = "DAYS", value_delimiter = ',', value_parser = day)]
    closed: Vec<Day>,
    /// A calendar file (iCalendar, .ics) whose whole-day events are closed days as well, besides those of the clinic file; may be repeated
    #[arg(long, value_name = "FILE")]
    holidays: Vec<PathBuf>,
    /// The phototype, 1 to 6; without it, every course is dated
    #[arg(long, value_name = "N", value_parser = phototype)]
    phototype: Option<Phototype>,
}

fn time(text: &str) -> Result<LocalTime, String> {
    LocalTime::read(text).ok_or_else(|| "a start is written as day and time, such as 2026-12-01T10:00".to_owned())
}

fn hours(text: &str) -> Result<OpenHours, String> {
    let wrong = "hours are written as in a clinic's file, the earlier day and time first, such as monday to friday 08:00 to 18:00";
    OpenHours::read(text).ok_or_else(|| wrong.to_owned())
}

fn day(text: &str) -> Result<Day, String> {
    Day::read(text).ok_or_else(|| "a closed day is written as year, month and day, such as 2026-12-25".to_owned())
}

pub(super) fn phototype(text: &str) -> Result<Phototype, String> {
    text.parse().ok().and_then(Phototype::of).ok_or_else(|| "a phototype is a figure from 1 to 6".to_owned())
}

impl StartArgs {
    /// The start asked for; none when no first session is given.
    ///
    /// # Errors
    /// A sentence when a start lacks its zone, what is said of a start has none, or a file of holidays cannot be read whole.
    pub(super) fn start(&self, library: &Library) -> Result<Option<Start>, String> {
        let Some(first) = self.start else {
            let closures = !self.open.is_empty() || !self.closed.is_empty() || !self.holidays.is_empty();
            if self.zone.is_some() || self.phototype.is_some() || closures {
                return Err("a course is dated from its first session; say when with --start".to_owned());
            }
            return Ok(None);
        };
        let clinic = library.clinic.as_ref();
        let of_clinic = || clinic?.zone.as_ref().map(|zone| zone.value.to_string());
        let zone = self.zone.clone().or_else(of_clinic);
        let zone = zone.ok_or_else(|| "the time zone is not known; say it with --zone, such as Europe/Berlin".to_owned())?;
        Ok(Some(Start { first, zone, opening: self.opening(library.clinic.as_ref())?, phototype: self.phototype, given: Vec::new() }))
    }

    /// When the clinic is open. Hours said here stand in the place of its own; closed days come to its own.
    fn opening(&self, clinic: Option<&ClinicSays>) -> Result<Opening, String> {
        let own = clinic.map(|clinic| (clinic.open.as_slice(), clinic.closed.as_slice()));
        let (hours, closed) = own.unwrap_or_default();
        let hours = if self.open.is_empty() { hours } else { &self.open };
        // Holidays come first: where the same day is said twice, they have its name.
        let mut all = Vec::new();
        for calendar in clinic.map_or(&[][..], |clinic| &clinic.calendars) {
            all.extend(holidays::of_text(&calendar.name, &calendar.text)?);
        }
        for file in &self.holidays {
            all.extend(holidays::of_file(file)?);
        }
        all.extend(closed.iter().chain(&self.closed).map(|day| Closed::on(*day)));
        Ok(Opening { hours: hours.to_vec(), closed: all })
    }
}

/// How a schedule is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// One document
    Json,
    /// One row for each session and task
    Csv,
}

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The protocol
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    start: StartArgs,
    /// A session that was given, as 1=2026-12-01; may be repeated. Later ones are planned from the last
    #[arg(long, value_name = "N=DAY", value_parser = given)]
    given: Vec<Given>,
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
    /// Write it to this file; without it, to standard output. A file that exists is not touched
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    today: TodayArgs,
    #[command(flatten)]
    clinic: ClinicArgs,
}

fn given(text: &str) -> Result<Given, String> {
    let parts = text.split_once('=').and_then(|(session, on)| Some(Given { session: session.parse().ok()?, on: Day::read(on)? }));
    parts.ok_or_else(|| "a session given is written as its number and day, such as 1=2026-12-01".to_owned())
}

pub(super) fn run(args: &Args, host: &mut Host) -> Exit {
    let Some(today) = args.today.day(host) else { return Exit::CouldNotRun };
    // Dates are an output, so what holds only for outputs is asked too: a renewal that has passed dates nothing.
    let asked = Asked { purpose: Purpose::Bench, today };
    let ready = match ready(&args.file, &args.clinic, &asked, host) {
        Ok(ready) => ready,
        Err(exit) => return exit,
    };
    let mut start = match args.start.start(&ready.library) {
        Ok(Some(start)) => start,
        Ok(None) => return host.could_not("a course is dated from its first session; say when with --start 2026-12-01T10:00"),
        Err(sentence) => return host.could_not(&sentence),
    };
    start.given.clone_from(&args.given);
    let dated = schedule::starting(&ready.plan, &start);
    let Some(schedule) = &dated.schedule else { return not_dated(&dated.problems, host) };
    say(&dated.problems, host);
    let text = match args.format {
        Format::Json => record::schedule_json(&ready.plan, &ready.identity, schedule, &ready.facts),
        Format::Csv => record::schedule_csv(&ready.plan, &ready.identity, schedule, &ready.facts),
    };
    let Some(out) = &args.out else {
        host.print(&text);
        return Exit::Accepted;
    };
    match files::write_file(out, text.as_bytes()) {
        Ok(()) => Exit::Accepted,
        Err(sentence) => host.could_not(&sentence),
    }
}

/// Says why a course cannot be dated.
pub(super) fn not_dated(problems: &[Problem], host: &mut Host) -> Exit {
    say(problems, host);
    Exit::NotAccepted
}

/// Problems of dates have no line in a file; they are said in a sentence.
pub(super) fn say(problems: &[Problem], host: &mut Host) {
    for problem in problems {
        let help = problem.help().map(|help| format!("\n  {help}")).unwrap_or_default();
        host.say(&format!("{}: {}: {}{help}\n", problem.level, problem.rule, problem.message()));
    }
}
