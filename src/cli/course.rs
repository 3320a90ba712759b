//! The file of a patient's course as the commands have it: read, held against the protocols that it names, and dated.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use super::check::{Format, alone, show};
use super::clinic::ClinicArgs;
use super::host::Host;
use super::ready::{Ready, made};
use super::{Exit, files, holidays, hours};
use crate::course::{self, Change, Found, Governing, Issue, Record, Revised};
use crate::diagnostic::{Fault, Problem};
use crate::model::{Library, patient_data_in_file_name};
use crate::quantity::Day;
use crate::record::{self, MadeFrom, SourceFacts};
use crate::report::{Item, Run};
use crate::rule::{Asked, Purpose};
use crate::schedule::{self, Opening, Schedule, Start};
use crate::source::Source;
use crate::syntax;
use crate::syntax::tree::CourseFile;

/// A course that can be dated.
pub(super) struct Dated {
    pub(super) record: Record,
    /// The protocols that govern it, each with the first session that it does.
    pub(super) governing: Vec<(u32, Ready)>,
    pub(super) schedule: Schedule,
    /// What calendars are to hold.
    pub(super) issue: Issue,
    /// What of that is new to them.
    pub(super) changes: Vec<Change>,
}

/// A protocol's file, as a course finds it.
struct Protocol {
    ready: Ready,
    digest: String,
    /// Whether a pen's image could be made of it.
    approved: bool,
}

/// What came of a course: what speaks against it, and the course when nothing does.
pub(super) struct Judged {
    pub(super) problems: Vec<Problem>,
    pub(super) dated: Option<Dated>,
}

/// Dates the course in a text, which lies at a path; `library` has the clinic above it, if any.
pub(super) fn judge(path: &Path, file: &CourseFile, library: &Library, today: Day) -> Judged {
    let mut judged = Judged { problems: Vec::new(), dated: None };
    // What is missing is said by the check of the text itself.
    let Some(record) = Record::of(file) else { return judged };
    judged.problems = course::in_order(&record, today);
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let patient = patient_data_in_file_name(&name);
    judged.problems.extend(patient.map(|kind| course::named_after(file.tag.span, kind)));
    let protocols = protocols(path, &record, library, today, &mut judged.problems);
    let opening = match opening(path, &record, library) {
        Ok(opening) => opening,
        Err(problems) => {
            judged.problems.extend(problems);
            return judged;
        }
    };
    let clinics = library.clinic.as_ref().and_then(|clinic| clinic.zone.as_ref()).map(|zone| zone.value.to_string());
    // That nobody says in which zone it is has been said.
    let Some(zone) = record.zone.as_ref().map(|zone| zone.value.clone()).or(clinics) else { return judged };
    judged.problems.extend(course::zone_changed(&record, &zone));
    judged.problems.extend(course::phototype_changed(&record));
    judged.problems.extend(course::text_taken_out(&record));
    let Some(protocols) = protocols.filter(|_| crate::rule::blocking(&judged.problems) == 0) else { return judged };
    let start = record.start(&zone, opening, today);
    judged.dated = dated(record, protocols, &start, &mut judged.problems);
    judged
}

/// What speaks against the course in a text, and whether calendars hold it as it is.
pub(super) fn held(path: &Path, file: &CourseFile, library: &Library, today: Day) -> Vec<Problem> {
    let Judged { mut problems, dated } = judge(path, file, library, today);
    let told = file.revised.first().zip(dated);
    problems.extend(told.and_then(|(line, dated)| course::behind(line.span, &dated.changes, &path.display().to_string())));
    problems
}

/// Dates a course under its protocols, and holds the dates against what calendars have.
fn dated(record: Record, protocols: Vec<Protocol>, start: &Start, problems: &mut Vec<Problem>) -> Option<Dated> {
    let governing: Vec<Governing<'_>> =
        record.governed.iter().zip(&protocols).map(|(line, protocol)| Governing { from: line.from, plan: &protocol.ready.plan }).collect();
    let dated = course::dated(&governing, start);
    // What hangs on no line of what happened hangs on the start.
    let placed = |problem: Problem| if problem.place == schedule::NO_TEXT { problem.at(record.first.span) } else { problem };
    problems.extend(dated.problems.into_iter().map(placed));
    let schedule = dated.schedule?;
    let [only] = schedule.courses.as_slice() else { return None };
    let (digest, from) = (protocols.last()?.digest.clone(), record.governed_anew());
    let today = start.today.unwrap_or(start.first.day());
    let governing: Vec<(u32, Ready)> =
        record.governed.iter().map(|line| line.from).zip(protocols.into_iter().map(|protocol| protocol.ready)).collect();
    let made: Vec<MadeFrom<'_>> = governing.iter().map(|(from, ready)| ready.made_from(*from)).collect();
    let (phototype, zone) = (Some(record.phototype.value), schedule.zone.clone());
    let revised = Revised { on: today, change: 0, phototype, digest, with: record::standing(&made, &schedule), zone };
    let (issue, changes) = Issue::of(record.issue.as_ref(), only, revised, from);
    Some(Dated { record, governing, schedule, issue, changes })
}

/// The protocols that have governed a course, in order; none when one of them is not what its line says.
fn protocols(path: &Path, record: &Record, library: &Library, today: Day, problems: &mut Vec<Problem>) -> Option<Vec<Protocol>> {
    let clinic = ClinicArgs::of(library.clinic.as_ref().map(|clinic| PathBuf::from(&clinic.facts.file)));
    let mut all = Vec::new();
    for (place, governed) in record.governed.iter().enumerate() {
        let file = beside(path, Path::new(&governed.file.value));
        let on = accepted_on(record, place, today);
        let until = Some(on).filter(|on| *on != today);
        let found = protocol(&file, &clinic, on);
        let (seen, protocol) = match found {
            Ok(Ok(protocol)) => (None, Some(protocol)),
            Ok(Err(count)) => (Some(Found::NotAccepted(count)), None),
            Err(sentence) => (Some(Found::Unread(sentence)), None),
        };
        let seen = seen.or_else(|| protocol.as_ref().map(|protocol| Found::Accepted(&protocol.ready.plan, protocol.digest.clone())))?;
        problems.extend(governed.held(record, &seen, until, &file.display().to_string()));
        all.extend(protocol.map(|mut protocol| {
            called_by_the_course(&mut protocol.ready.facts, &governed.file.value);
            protocol
        }));
    }
    if let Some((governed, protocol)) = record.governing().zip(all.last()).filter(|_| all.len() == record.governed.len()) {
        // What is another text than it was is said to be that.
        let plain = !protocol.approved && crate::rule::blocking(problems) == 0;
        let shown = beside(path, Path::new(&governed.file.value)).display().to_string();
        problems.extend(plain.then(|| course::unapproved(governed, &shown)));
        problems.extend(course::another(record));
    }
    (all.len() == record.governed.len()).then_some(all)
}

/// Names what a course was made from as its own file does, and no folder: names of folders may hold names of patients.
fn called_by_the_course(facts: &mut SourceFacts, protocol: &str) {
    protocol.clone_into(&mut facts.name);
    if let Some(clinic) = &mut facts.clinic {
        let bare = Path::new(&clinic.file).file_name().map(|name| name.to_string_lossy().into_owned());
        clinic.file = bare.unwrap_or_default();
    }
}

/// The day on which a protocol of a course must have been accepted: the day from which it has governed. A protocol that lapses later plans
/// nothing new for others, but what was given under it was given, and its course can be ended.
fn accepted_on(record: &Record, place: usize, today: Day) -> Day {
    let first = record.first.value.day();
    let since = record.governed.get(place).and_then(|governed| governed.decided.as_ref()).map_or(first, |(day, _)| first.max(*day));
    let next = record.governed.get(place + 1).and_then(|next| next.decided.as_ref()).map(|(day, _)| *day);
    since.min(next.unwrap_or(today)).min(today)
}

/// A protocol and what it was compiled to; the number of problems that speak against it.
fn protocol(file: &Path, clinic: &ClinicArgs, on: Day) -> Result<Result<Protocol, usize>, String> {
    let text = files::read(file)?;
    // Dates are an output, so what holds only for outputs is asked too; but for the approval.
    let (item, library) = alone(file, text.clone(), clinic, &Asked { purpose: Purpose::Device, today: on })?;
    let approved = item.answer.accepted.is_some();
    let asked = Asked { purpose: Purpose::Bench, today: on };
    let (item, library) = if approved { (item, library) } else { alone(file, text, clinic, &asked)? };
    if let Some(fault) = &item.answer.fault {
        return Err(fault.to_string());
    }
    if !item.answer.is_protocol {
        return Err(format!("{} holds no protocol", file.display()));
    }
    let digest = item.texts.sources().next().and_then(syntax::digest).map(|digest| digest.to_string());
    Ok(match (made(item, library), digest) {
        (Ok(ready), Some(digest)) => Ok(Protocol { ready, digest, approved }),
        (Ok(_), None) => Err(0),
        (Err(item), _) => Err(crate::rule::blocking(&item.answer.problems)),
    })
}

/// When the clinic is open: the hours of the course's file in place of the clinic's, its closed days besides them.
fn opening(path: &Path, record: &Record, library: &Library) -> Result<Opening, Vec<Problem>> {
    let (mut named, mut problems) = (Vec::new(), Vec::new());
    for file in &record.holidays {
        match holidays::of_file(&beside(path, Path::new(&file.value))) {
            Ok(days) => named.extend(days),
            Err(sentence) => problems.push(course::holidays_unread(file.span, sentence)),
        }
    }
    let opening = hours::opening(library.clinic.as_ref(), &record.hours, &record.closed, named);
    let opening = opening.map_err(|sentence| vec![course::holidays_unread(record.first.span, sentence)])?;
    if problems.is_empty() { Ok(opening) } else { Err(problems) }
}

/// A path that a file names, seen from the folder of that file.
fn beside(path: &Path, named: &Path) -> PathBuf {
    let folder = files::folder(path);
    folder.strip_prefix(".").unwrap_or(&folder).join(named)
}

/// The way to a file from the folder of another that lies, or will lie, at a path.
///
/// # Errors
/// A sentence when either cannot be found.
pub(super) fn from_folder_of(path: &Path, file: &Path) -> Result<String, String> {
    let (home, file) = (files::canonical(&files::folder(path))?, files::canonical(file)?);
    let shared = home.components().zip(file.components()).take_while(|(one, other)| one == other).count();
    let up = home.components().skip(shared).map(|_| Component::ParentDir);
    let way: PathBuf = up.chain(file.components().skip(shared)).collect();
    let way = way.to_str().ok_or_else(|| format!("the path of {} is no text", file.display()))?;
    Ok(way.replace('\\', "/"))
}

/// Says of every course whose tag another one of a run has. Calendars know a course by its tag alone, so the one would move the other's entries.
pub(super) fn tags_that_stand_twice(items: &mut [Item]) {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for item in items.iter_mut().filter(|item| item.answer.is_course) {
        let Some(file) = item.texts.sources().next().and_then(only) else { continue };
        let (at, tag) = (file.tag.span, file.tag.value.to_string());
        match seen.get(&tag) {
            Some(other) => item.answer.problems.push(course::tag_twice(at, tag, other.clone())),
            None => {
                seen.insert(tag, item.name.clone());
            }
        }
        crate::diagnostic::in_order(&mut item.answer.problems);
    }
}

/// From which session on a course waits for a clinician's review, as it stands.
pub(super) fn waits(path: &Path, text: &str, clinic: &ClinicArgs, today: Day) -> Option<u32> {
    let (item, library) = alone(path, text.to_owned(), clinic, &Asked { purpose: Purpose::Lint, today }).ok()?;
    let file = item.texts.sources().next().and_then(only)?;
    let dated = judge(path, &file, &library, today).dated?;
    let undated = dated.schedule.courses.first()?.undated.as_ref()?;
    (undated.why == schedule::Why::Review).then_some(undated.first)
}

/// A decision that another protocol governs a course, and the text that it is made about.
pub(super) struct Decision {
    pub(super) source: Source,
    pub(super) statement: String,
}

/// The decision that a course goes on with another protocol.
///
/// # Errors
/// A sentence when that protocol cannot be read whole or the text has no course.
pub(super) fn decision(path: &Path, text: &str, to: &Path, by: &str, today: Day) -> Result<Decision, String> {
    let source = Source::new(crate::first_file(), path.display().to_string(), text);
    let record = only(&source).as_ref().and_then(Record::of);
    let record = record.ok_or_else(|| format!("{0} holds no whole course of a patient; needlepoint check {0} says why", path.display()))?;
    let (next, line) = (record.next(), follows(path, to)?);
    if record.governing().is_some_and(|last| line.contains(&format!(" text {} in ", last.digest.value))) {
        return Err(format!("{} has the text that the course follows already", to.display()));
    }
    let by = by.replace('\\', "\\\\").replace('"', "\\\"");
    let statement = format!("{} from session {next}, decided {} by \"{by}\"", line, today.iso());
    Ok(Decision { source, statement })
}

/// The line by which a course that lies, or is to lie, at a path follows a protocol.
///
/// # Errors
/// A sentence when the protocol cannot be read whole.
pub(super) fn follows(path: &Path, protocol: &Path) -> Result<String, String> {
    let shown = protocol.display().to_string();
    let source = Source::new(crate::first_file(), shown.as_str(), files::read(protocol)?);
    let unread = || format!("{shown} holds no protocol that can be read whole; needlepoint check {shown} says why");
    let digest = syntax::digest(&source).ok_or_else(unread)?;
    let tree = syntax::parse(&source).tree;
    let [only] = tree.protocols.as_slice() else { return Err(unread()) };
    let version = only.version.first().ok_or_else(|| format!("{shown} has no version, so no course can follow it"))?.value;
    let way = from_folder_of(path, protocol)?;
    Ok(format!("protocol   {} {version} text {digest} in \"{way}\"", only.name.value))
}

/// Reads the file of a course and dates it; shows why when it cannot be.
pub(super) fn load(path: &Path, clinic: &ClinicArgs, today: Day, host: &mut Host) -> Result<(Source, CourseFile, Dated), Exit> {
    let text = files::read(path).map_err(|sentence| host.could_not(&sentence))?;
    dated_text(path, text, clinic, today, host)
}

/// Dates the course of a text that lies, or is to lie, at a path; shows why when it cannot be.
pub(super) fn dated_text(
    path: &Path,
    text: String,
    clinic: &ClinicArgs,
    today: Day,
    host: &mut Host,
) -> Result<(Source, CourseFile, Dated), Exit> {
    let asked = Asked { purpose: Purpose::Lint, today };
    let (mut item, library) = alone(path, text, clinic, &asked).map_err(|sentence| host.could_not(&sentence))?;
    if let Some(fault) = &item.answer.fault {
        return Err(host.could_not(&fault.to_string()));
    }
    let file = item.texts.sources().next().and_then(|source| Some((source.clone(), only(source)?)));
    let Some((source, file)) = file else {
        return Err(host.could_not(&format!("{} holds no course of a patient; one is made by: needlepoint new course", path.display())));
    };
    let judged = if item.answer.blocked() { None } else { Some(judge(path, &file, &library, today)) };
    let dated = judged.and_then(|judged| {
        item.answer.problems.extend(judged.problems);
        crate::diagnostic::in_order(&mut item.answer.problems);
        judged.dated
    });
    if let Some(dated) = dated.filter(|_| !item.answer.blocked()) {
        super::schedule::say(&item.answer.problems, host);
        return Ok((source, file, dated));
    }
    if !item.answer.blocked() {
        let fault = Fault::new(format!("{} has nothing against it and was not dated", path.display()));
        return Err(host.could_not(&fault.to_string()));
    }
    let run = Run { items: vec![item], today };
    let shown = show(&run, Format::Human, host.colour()).map_err(|sentence| host.could_not(&sentence))?;
    host.print(&shown);
    host.say("needlepoint: the course is not accepted, so nothing was made\n");
    Err(Exit::NotAccepted)
}

/// The course of a text that has one and nothing else.
pub(super) fn only(source: &Source) -> Option<CourseFile> {
    syntax::parse(source).tree.course_files.first().cloned()
}
