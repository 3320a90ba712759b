//! When a clinic is open and by which clock, as the command line says it beside the clinic's own file.

use std::path::{Path, PathBuf};

use super::{course, holidays};
use crate::model::ClinicSays;
use crate::quantity::{Day, OpenHours};
use crate::schedule::{Closed, Opening};

/// The clinic's clock, hours and closed days.
#[derive(Debug, clap::Args)]
pub(super) struct HoursArgs {
    /// The time zone of the clinic's clocks, as Europe/Berlin; without it, the clinic file's
    #[arg(long, value_name = "ZONE")]
    zone: Option<String>,
    /// When the clinic is open, as "monday to friday 08:00 to 18:00, saturday 09:00 to 13:00"; without it, the clinic file's hours
    #[arg(long, value_name = "HOURS", value_delimiter = ',', value_parser = hours)]
    open: Vec<OpenHours>,
    /// Days on which the clinic is closed, as "2026-12-25, 2027-02-01 to 2027-02-05", besides those of the clinic file
    #[arg(long, value_name = "DAYS", value_delimiter = ',', value_parser = days)]
    closed: Vec<(Day, Day)>,
    /// A calendar file (iCalendar, .ics) whose whole-day events are closed days as well, besides those of the clinic file; may be repeated
    #[arg(long, value_name = "FILE")]
    holidays: Vec<PathBuf>,
}

fn hours(text: &str) -> Result<OpenHours, String> {
    let wrong = "hours are written as in a clinic's file, the earlier day and time first, such as monday to friday 08:00 to 18:00";
    OpenHours::read(text).ok_or_else(|| wrong.to_owned())
}

fn days(text: &str) -> Result<(Day, Day), String> {
    let wrong =
        "a closed day is written as year, month and day, such as 2026-12-25; several as 2027-02-01 to 2027-02-05, the earlier one first";
    let (first, last) = text.split_once(" to ").unwrap_or((text, text));
    let run = Day::read(first.trim()).zip(Day::read(last.trim()));
    run.filter(|(first, last)| first <= last).ok_or_else(|| wrong.to_owned())
}

impl HoursArgs {
    /// Whether nothing is said.
    pub(super) fn is_empty(&self) -> bool {
        self.zone.is_none() && self.open.is_empty() && self.closed.is_empty() && self.holidays.is_empty()
    }

    /// The time zone.
    ///
    /// # Errors
    /// A sentence when nobody says it.
    pub(super) fn zone(&self, clinic: Option<&ClinicSays>) -> Result<String, String> {
        let of_clinic = || clinic?.zone.as_ref().map(|zone| zone.value.to_string());
        let zone = self.zone.clone().or_else(of_clinic);
        zone.ok_or_else(|| "the time zone is not known; say it with --zone, such as Europe/Berlin".to_owned())
    }

    /// When the clinic is open. Hours said here stand in the place of its own; closed days come to its own.
    ///
    /// # Errors
    /// A sentence for every file of holidays that cannot be read whole.
    pub(super) fn opening(&self, clinic: Option<&ClinicSays>) -> Result<Opening, String> {
        let mut named = Vec::new();
        for file in &self.holidays {
            named.extend(holidays::of_file(file)?);
        }
        opening(clinic, &self.open, &self.closed, named)
    }

    /// The same as lines of a course's file that lies, or is to lie, at a path.
    ///
    /// # Errors
    /// A sentence when a file of holidays is not there.
    pub(super) fn lines(&self, path: &Path) -> Result<Vec<String>, String> {
        let mut lines: Vec<String> = self.zone.iter().map(|zone| format!("zone {zone}")).collect();
        let listed = |word: &str, parts: Vec<String>| (!parts.is_empty()).then(|| format!("{word} {}", parts.join(", ")));
        lines.extend(listed("open", self.open.iter().map(ToString::to_string).collect()));
        lines.extend(listed("closed", self.closed.iter().map(|run| written(*run)).collect()));
        for file in &self.holidays {
            lines.push(format!("holidays \"{}\"", course::from_folder_of(path, file)?));
        }
        Ok(lines)
    }
}

/// A run of closed days as a file has it.
fn written((first, last): (Day, Day)) -> String {
    if first == last { first.iso() } else { format!("{} to {}", first.iso(), last.iso()) }
}

/// When the clinic is open. Hours said besides stand in the place of its own; closed days and holidays come to its own.
///
/// # Errors
/// A sentence for everything in a calendar file of the clinic's that cannot be read as whole days.
pub(super) fn opening(
    clinic: Option<&ClinicSays>,
    hours: &[OpenHours],
    closed: &[(Day, Day)],
    named: Vec<Closed>,
) -> Result<Opening, String> {
    let own = clinic.map(|clinic| (clinic.open.as_slice(), clinic.closed.as_slice()));
    let (own_hours, own_closed) = own.unwrap_or_default();
    let hours = if hours.is_empty() { own_hours } else { hours };
    // Holidays come first: where the same day is said twice, they have its name.
    let mut all = Vec::new();
    for calendar in clinic.map_or(&[][..], |clinic| &clinic.calendars) {
        all.extend(holidays::of_text(&calendar.name, &calendar.text)?);
    }
    all.extend(named);
    all.extend(own_closed.iter().chain(closed).map(|(first, last)| Closed { first: *first, last: *last, why: None }));
    Ok(Opening { hours: hours.to_vec(), closed: all })
}
