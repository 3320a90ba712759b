//! `needlepoint schedule`: the dates of a course from its first session.

use std::path::{Path, PathBuf};

use super::Exit;
use super::clinic::ClinicArgs;
use super::host::{Host, TodayArgs};
use super::hours::HoursArgs;
use super::ready::{Ready, ready};
use super::{course, files};
use crate::course::Issue;
use crate::diagnostic::Problem;
use crate::document::{self, Followed, Whose};
use crate::model::Library;
use crate::quantity::{Day, Phototype, Tag};
use crate::record::{self, MadeFrom};
use crate::rule::{Asked, Purpose};
use crate::schedule::{self, DatedCourse, Event, Happened, LocalTime, Schedule, Start};
use crate::source::Source;

/// Where a course starts.
#[derive(Debug, clap::Args)]
pub(super) struct StartArgs {
    /// When the needling of the first session begins, after numbing: the local day and time, as 2026-12-01T10:00
    #[arg(long, value_name = "TIME", value_parser = time)]
    start: Option<LocalTime>,
    #[command(flatten)]
    hours: HoursArgs,
    /// The phototype, 1 to 6; the course of a patient needs one, and without it the schedule of a protocol dates every course
    #[arg(long, value_name = "N", value_parser = phototype)]
    phototype: Option<Phototype>,
}

fn time(text: &str) -> Result<LocalTime, String> {
    LocalTime::read(text).ok_or_else(|| "a start is written as day and time, such as 2026-12-01T10:00".to_owned())
}

pub(super) fn phototype(text: &str) -> Result<Phototype, String> {
    text.parse().ok().and_then(Phototype::of).ok_or_else(|| "a phototype is a figure from 1 to 6".to_owned())
}

impl StartArgs {
    /// Whether the start lies ahead, as that of a course which is only planned does.
    ///
    /// # Errors
    /// A sentence when it has passed.
    pub(super) fn to_come(&self, today: Day) -> Result<(), String> {
        match self.start.map(LocalTime::day).filter(|day| *day < today) {
            None => Ok(()),
            Some(day) => Err(format!(
                "{day} has passed, today is {today}; the file of a course that has begun is written by hand, with a line for each session given, and then: \
                 needlepoint reschedule FILE"
            )),
        }
    }

    /// The start asked for; none when no first session is given.
    ///
    /// # Errors
    /// A sentence when a start lacks its zone, what is said of a start has none, or a file of holidays cannot be read whole.
    pub(super) fn start(&self, library: &Library) -> Result<Option<Start>, String> {
        let Some(first) = self.start else {
            if self.phototype.is_some() || !self.hours.is_empty() {
                return Err("a course is dated from its first session; say when with --start".to_owned());
            }
            return Ok(None);
        };
        let clinic = library.clinic.as_ref();
        let zone = self.hours.zone(clinic)?;
        Ok(Some(Start { opening: self.hours.opening(clinic)?, phototype: self.phototype, ..Start::at(first, &zone) }))
    }

    /// The same as lines of a course's file that lies, or is to lie, at a path.
    ///
    /// # Errors
    /// A sentence when the first session or the phototype is not said, or a file of holidays is not there.
    pub(super) fn lines(&self, path: &Path) -> Result<Vec<String>, String> {
        let first = self.start.ok_or("a course is dated from its first session; say when with --start 2026-12-01T10:00")?;
        let phototype = self.phototype.ok_or("a patient's course is for one phototype; say which with --phototype, from 1 to 6")?;
        let mut lines = vec![format!("phototype {}", phototype.number()), format!("start {} {}", first.day().iso(), first.time())];
        lines.extend(self.hours.lines(path)?);
        Ok(lines)
    }

    /// Whether anything is said of a start.
    fn said(&self) -> bool {
        self.start.is_some() || self.phototype.is_some() || !self.hours.is_empty()
    }
}

/// How a schedule is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// One document
    Json,
    /// One row for each session and task
    Csv,
    /// One patient's course on paper: a calendar and a timeline in words
    Text,
    /// A calendar (iCalendar) of one patient's course
    Ics,
}

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The protocol, or the file of a patient's course
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    start: StartArgs,
    /// A session that was given, as 1=2026-12-01 or 1=2026-12-03T16:00; may be repeated. Later ones are planned from the last
    #[arg(long, value_name = "N=DAY[TTIME]", value_parser = given)]
    given: Vec<Happened>,
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
    /// The tag of the patient's course, as 7650-5E3F-R, for a calendar; `needlepoint new tag` makes one
    #[arg(long, value_name = "TAG", value_parser = Tag::read)]
    tag: Option<Tag>,
    /// Write it to this file; without it, to standard output. A file that exists is not touched
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    today: TodayArgs,
    #[command(flatten)]
    clinic: ClinicArgs,
}

fn given(text: &str) -> Result<Happened, String> {
    let event = |on: &str| {
        let timed = || LocalTime::read(on).map(|at| Event::Given(at.day(), at.time_of_day()));
        Day::read(on).map(|day| Event::Given(day, None)).or_else(timed)
    };
    let parts = text.split_once('=').and_then(|(session, on)| Some(Happened { session: session.parse().ok()?, what: event(on)? }));
    parts.ok_or_else(|| {
        "a session given is written as its number and day, such as 1=2026-12-01, or with its time, 1=2026-12-03T16:00".to_owned()
    })
}

pub(super) fn run(args: &Args, host: &mut Host) -> Exit {
    let Some(today) = args.today.day(host) else { return Exit::CouldNotRun };
    if is_course(&args.file) {
        return of_course(args, today, host);
    }
    // Dates are an output, so what holds only for outputs is asked too: a renewal that has passed dates nothing.
    let asked = Asked { purpose: Purpose::Bench, today };
    let ready = match ready(&args.file, &args.clinic, &asked, host) {
        Ok(ready) => ready,
        Err(exit) => return exit,
    };
    if args.tag.is_some() && args.format != Format::Ics {
        return host.could_not("a tag is for a calendar; say so with --format ics");
    }
    let mut start = match args.start.start(&ready.library) {
        Ok(Some(start)) => start,
        Ok(None) => return host.could_not("a course is dated from its first session; say when with --start 2026-12-01T10:00"),
        Err(sentence) => return host.could_not(&sentence),
    };
    start.happened.clone_from(&args.given);
    // A course of which something has happened is a real one, and that lies behind today.
    start.today = Some(today).filter(|_| !args.given.is_empty());
    let dated = schedule::starting(&ready.plan, &start);
    let Some(schedule) = &dated.schedule else { return not_dated(&dated.problems, host) };
    say(&dated.problems, host);
    let text = match args.format {
        Format::Json => record::schedule_json(&ready.plan, &ready.identity, schedule, &ready.facts),
        Format::Csv => record::schedule_csv(&ready.plan, &ready.identity, schedule, &ready.facts),
        Format::Text => match only(schedule, "a sheet of dates") {
            Ok(course) => document::dates(None, &[ready.followed(1)], &ready.clinic(), schedule, course),
            Err(sentence) => return host.could_not(&sentence),
        },
        Format::Ics => match calendar(args.tag.as_ref(), today, &ready, schedule) {
            Ok(text) => text,
            Err(sentence) => return host.could_not(&sentence),
        },
    };
    write(&text, args, host)
}

fn write(text: &str, args: &Args, host: &mut Host) -> Exit {
    let Some(out) = &args.out else {
        host.print(text);
        return Exit::Accepted;
    };
    match files::write_file(out, text.as_bytes()) {
        Ok(()) => Exit::Accepted,
        Err(sentence) => host.could_not(&sentence),
    }
}

/// The calendar of one patient's course, sent for the first time today.
fn calendar(tag: Option<&Tag>, today: Day, ready: &Ready, schedule: &Schedule) -> Result<String, String> {
    let tag = tag.ok_or(
        "a calendar needs the tag of the patient's course, by which it is known when it is sent again; say it with --tag, or make one with \
         needlepoint new tag",
    )?;
    let issue = Issue::first(only(schedule, "a calendar")?, today, &schedule.zone);
    record::schedule_ics(&[ready.made_from(1)], schedule, tag, &issue).map_err(|fault| fault.to_string())
}

/// The one course that was dated.
///
/// # Errors
/// A sentence when there are several.
fn only<'s>(schedule: &'s Schedule, what: &str) -> Result<&'s DatedCourse, String> {
    match schedule.courses.as_slice() {
        [only] => Ok(only),
        several => Err(format!("{what} is of one patient's course, and this protocol has {}; say whose with --phototype", several.len())),
    }
}

/// Whether a file is a patient's course. What cannot be read says so where it is read for good.
fn is_course(file: &Path) -> bool {
    let text = if file.as_os_str() == "-" { None } else { files::read(file).ok() };
    text.is_some_and(|text| course::only(&Source::new(crate::first_file(), "", text)).is_some())
}

/// The dates of a patient's course, as calendars hold them. What its file does not say yet is not sent out.
fn of_course(args: &Args, today: Day, host: &mut Host) -> Exit {
    let shown = args.file.display();
    if args.start.said() || !args.given.is_empty() || args.tag.is_some() {
        return host.could_not(&format!("{shown} is a patient's course: its tag, when it starts and what happened are said in it"));
    }
    let (_, _, dated) = match course::load(&args.file, &args.clinic, today, host) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    if !dated.changes.is_empty() {
        for change in &dated.changes {
            host.say(&format!("{change}\n"));
        }
        host.say(&format!(
            "needlepoint: the course has changed since it was last dated; needlepoint reschedule {shown} writes that down, and it can be sent out then\n"
        ));
        return Exit::NotAccepted;
    }
    let course::Dated { record, governing, schedule, issue, .. } = &dated;
    let made: Vec<MadeFrom<'_>> = governing.iter().map(|(from, ready)| ready.made_from(*from)).collect();
    let text = match args.format {
        Format::Json => record::course_json(&made, schedule, record, issue),
        Format::Csv => record::course_csv(&made, schedule, &record.tag, issue),
        Format::Text => match only(schedule, "a sheet of dates") {
            Ok(course) => {
                let followed: Vec<Followed<'_>> = governing.iter().map(|(from, ready)| ready.followed(*from)).collect();
                let clinic = governing.last().map(|(_, ready)| ready.clinic()).unwrap_or_default();
                let whose = Whose { tag: &record.tag, revised: issue.revised.on };
                document::dates(Some(whose), &followed, &clinic, schedule, course)
            }
            Err(sentence) => return host.could_not(&sentence),
        },
        Format::Ics => match record::schedule_ics(&made, schedule, &record.tag, issue) {
            Ok(text) => text,
            Err(fault) => return host.could_not(&fault.to_string()),
        },
    };
    write(&text, args, host)
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
