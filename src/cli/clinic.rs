//! Finds the clinic that stands above a text, reads its files, and joins it to what is known. A clinic's file and a file of policies
//! that are checked themselves are taken as they stand in the editor or on standard input, not as they lie on the disk.

use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use super::files::{folder, read};
use super::holidays;
use crate::diagnostic::Problem;
use crate::model::{self, Calendar, ClinicText, Library};
use crate::source::{At, FileId};
use crate::syntax::entries::{Entries, Text};
use crate::syntax::{self, Parsed};
use crate::{Texts, schedule};

/// Where the clinic's file comes from.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct ClinicArgs {
    /// The clinic's file; without it, the nearest clinic.needle above the protocol
    #[arg(long, value_name = "FILE", conflicts_with = "no_clinic")]
    clinic: Option<PathBuf>,
    /// Apply no clinic's policies
    #[arg(long)]
    no_clinic: bool,
}

impl ClinicArgs {
    /// Names the clinic's file, or says that there is none.
    pub(super) fn of(file: Option<PathBuf>) -> Self {
        Self { no_clinic: file.is_none(), clinic: file }
    }

    /// Looks for a clinic above a text that lies somewhere, and for none otherwise.
    #[cfg(feature = "lsp")]
    pub(super) fn above(somewhere: bool) -> Self {
        Self { clinic: None, no_clinic: !somewhere }
    }
}

/// A text with what is known around it.
#[derive(Debug)]
pub(super) struct Around {
    pub(super) library: Library,
    /// The text itself first, then the clinic's.
    pub(super) texts: Texts,
    pub(super) document: FileId,
    /// What is wrong with the clinic, as far as it concerns the text. The text's own problems of reading are not among them.
    pub(super) problems: Vec<Problem>,
}

/// What a text is, as far as its clinic asks.
enum Kind {
    /// A protocol or a patient's course: the clinic's policies and hours hold for it.
    Protocol,
    Clinic,
    /// Policies or entries.
    Part,
}

fn kind(parsed: &Parsed) -> Kind {
    let tree = &parsed.tree;
    if !tree.protocols.is_empty() {
        Kind::Protocol
    } else if !tree.clinics.is_empty() {
        Kind::Clinic
    } else if !tree.course_files.is_empty() {
        Kind::Protocol
    } else if tree.policies.is_empty() && tree.entries == Entries::default() {
        // Nothing was understood, and most texts are protocols.
        Kind::Protocol
    } else {
        Kind::Part
    }
}

/// Puts a text, shown under a name, into what is known around the place where it lies.
///
/// # Errors
/// A sentence when the clinic's own files cannot be read or do not say what they must.
pub(super) fn around(shown: String, path: &Path, text: String, args: &ClinicArgs) -> Result<Around, String> {
    let mut texts = Texts::default();
    let source = texts.add(shown, text);
    let (document, parsed) = (source.id, syntax::parse(source));
    let kind = kind(&parsed);
    let zone = parsed.tree.course_files.first().and_then(|course| course.zone.first());
    let mut own: Vec<Problem> = zone.into_iter().filter_map(unknown_zone).collect();
    if let Kind::Clinic = kind {
        let mut load = Load::of(texts, Some((path.to_path_buf(), parsed)));
        load.clinic(path)?;
        return Ok(load.joined(document));
    }
    let file = match (&args.clinic, args.no_clinic) {
        (Some(file), _) if stands(file)? => Some(file.clone()),
        (Some(file), _) => return Err(format!("there is no file {}", file.display())),
        (None, true) => None,
        (None, false) => above(&folder(path))?,
    };
    let Some(file) = file else { return Ok(Around { library: Library::builtin(), texts, document, problems: own }) };
    let part = matches!(kind, Kind::Part);
    let mut load = Load::of(texts, part.then(|| (path.to_path_buf(), parsed)));
    load.clinic(&file)?;
    let mut around = load.joined(document);
    if part {
        // The rest of the clinic is told with its own files, and with every protocol.
        around.problems.retain(|problem| problem.place.file == document);
    }
    around.problems.append(&mut own);
    Ok(around)
}

/// What is wrong with a time zone that the zone database does not have.
fn unknown_zone(zone: &At<Text>) -> Option<Problem> {
    (!schedule::zone_is_known(zone.value.as_str())).then(|| model::unknown_zone(zone))
}

/// What is known in a folder, around no text.
///
/// # Errors
/// A sentence when the clinic's own files cannot be read or do not say what they must.
pub(super) fn around_folder(folder: &Path, args: &ClinicArgs) -> Result<Around, String> {
    around(String::new(), &folder.join("-"), String::new(), args)
}

/// What becomes of a file that a clinic names.
struct Named {
    read: fn(&mut Load, &Path, &Path) -> Result<(), String>,
    unusable: fn(&At<Text>, &'static str) -> Problem,
    twice: fn(&At<Text>, &At<Text>) -> Problem,
}

const POLICIES: Named = Named { read: Load::policy, unusable: model::unusable_policy, twice: model::policy_twice };
const HOLIDAYS: Named = Named { read: Load::calendar, unusable: model::unusable_calendar, twice: model::calendar_twice };

/// Where a file that a clinic names lies, as it is shown and in truth, or why it cannot be one.
fn usable(named: &At<Text>, home: &Path, clinic: &Path) -> Result<(PathBuf, PathBuf), &'static str> {
    let written = Path::new(named.value.as_str());
    let path = inside(home, written);
    let real = real(&path);
    let inside = written.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if !inside {
        Err("lies outside the clinic's folder")
    } else if real == self::real(clinic) {
        Err("is the clinic's own file")
    } else {
        Ok((path, real))
    }
}

/// A clinic being read.
struct Load {
    texts: Texts,
    read: Vec<Parsed>,
    problems: Vec<Problem>,
    calendars: Vec<Calendar>,
    /// The text that is checked and where it lies, until it is met as one of the clinic's own.
    document: Option<(PathBuf, Parsed)>,
}

impl Load {
    /// Nothing read yet but the text that is checked.
    fn of(texts: Texts, document: Option<(PathBuf, Parsed)>) -> Self {
        Self { texts, read: Vec::new(), problems: Vec::new(), calendars: Vec::new(), document }
    }

    /// Reads a clinic's file, and every policy and calendar it names.
    fn clinic(&mut self, file: &Path) -> Result<(), String> {
        let shown = file.display();
        let own = self.text(file)?;
        // What could not be read has said so itself, and of what is checked here every mistake has a place.
        let unread = self.problems.iter().any(|problem| problem.place.file == own.file);
        let itself = own.file == crate::first_file();
        match own.tree.clinics.len() {
            0 if !unread => return Err(format!("{shown} declares no clinic; it starts with a line such as: clinic example-street {{")),
            more @ 2.. if !itself => return Err(format!("{shown} declares {more} clinics; a file is for one")),
            _ => {}
        }
        let clinic = own.tree.clinics.first();
        let policies = clinic.map(|clinic| clinic.policies.clone()).unwrap_or_default();
        let holidays = clinic.map(|clinic| clinic.holidays.clone()).unwrap_or_default();
        let zone = clinic.and_then(|clinic| clinic.zone.first());
        self.problems.extend(zone.and_then(unknown_zone));
        self.read.push(own);
        let home = folder(&leads_to(file).unwrap_or_else(|| file.to_path_buf()));
        self.each(&policies, &home, file, &POLICIES)?;
        self.each(&holidays, &home, file, &HOLIDAYS)
    }

    /// Reads every file of one kind that a clinic names, each once.
    fn each(&mut self, all: &[At<Text>], home: &Path, clinic: &Path, kind: &Named) -> Result<(), String> {
        let mut seen: Vec<(PathBuf, &At<Text>)> = Vec::new();
        for named in all {
            match usable(named, home, clinic) {
                Err(why) => self.problems.push((kind.unusable)(named, why)),
                Ok((path, real)) => match seen.iter().find(|(other, _)| *other == real) {
                    Some((_, first)) => self.problems.push((kind.twice)(named, first)),
                    None => {
                        (kind.read)(self, &path, clinic)?;
                        seen.push((real, named));
                    }
                },
            }
        }
        Ok(())
    }

    /// Reads a calendar file. One of which a day might be passed over would have courses dated on it.
    fn calendar(&mut self, path: &Path, clinic: &Path) -> Result<(), String> {
        let (name, named_by) = (path.display().to_string(), format!("{} names it for its holidays", clinic.display()));
        let text = read(path).map_err(|sentence| format!("{sentence}; {named_by}"))?;
        holidays::of_text(&name, &text).map_err(|wrong| format!("{wrong}\n{named_by}, so nothing below it is checked or dated"))?;
        self.calendars.push(Calendar { name, text });
        Ok(())
    }

    /// Reads a file of policies.
    fn policy(&mut self, path: &Path, clinic: &Path) -> Result<(), String> {
        let parsed = self.text(path).map_err(|sentence| format!("{sentence}; {} names it as a policy", clinic.display()))?;
        let tree = &parsed.tree;
        // A file that sets no limit where one is meant would weaken every check in silence; what else stands in it says so itself.
        let silent = tree.policies.is_empty() && tree.clinics.is_empty() && tree.protocols.is_empty() && parsed.problems.is_empty();
        if silent && !self.problems.iter().any(|problem| problem.place.file == parsed.file) {
            return Err(format!(
                "{} declares no policy, though {} names it as one; it starts with a line such as: policy house-rules {{",
                path.display(),
                clinic.display()
            ));
        }
        self.read.push(parsed);
        Ok(())
    }

    /// A text of the clinic: the one that is checked, when this is it, or the file.
    fn text(&mut self, path: &Path) -> Result<Parsed, String> {
        if let Some((_, parsed)) = self.document.take_if(|(other, _)| real(other) == real(path)) {
            return Ok(parsed);
        }
        let text = read(path)?;
        let source = self.texts.add(path.display().to_string(), text);
        let mut parsed = syntax::parse(source);
        self.problems.append(&mut parsed.problems);
        Ok(parsed)
    }

    /// The clinic joined to what is built in.
    fn joined(mut self, document: FileId) -> Around {
        let texts: Vec<ClinicText<'_>> = self
            .read
            .iter()
            .filter_map(|parsed| self.texts.get(parsed.file).map(|(name, text)| ClinicText { name, text, parsed }))
            .collect();
        let (mut library, mut problems) = model::join(Library::builtin(), &texts, std::mem::take(&mut self.calendars));
        if let Some(clinic) = &mut library.clinic {
            clinic.facts.leads_to = leads_to(Path::new(&clinic.facts.file)).map(|path| path.display().to_string());
        }
        self.problems.append(&mut problems);
        Around { library, texts: self.texts, document, problems: self.problems }
    }
}

/// The file that a link leads to; none when it is no link.
fn leads_to(file: &Path) -> Option<PathBuf> {
    let link = fs::symlink_metadata(file).is_ok_and(|found| found.file_type().is_symlink());
    if link { fs::canonicalize(file).ok() } else { None }
}

/// A path without links and detours, as far as it is there.
pub(super) fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf())
}

/// The nearest clinic.needle at or above a folder; a folder with .git ends the search. A folder that is not there yet has the
/// clinic of the nearest one above it that is.
///
/// # Errors
/// A sentence when something of that name stands there and is no file that can be read.
fn above(folder: &Path) -> Result<Option<PathBuf>, String> {
    let stood = |place: &Path| fs::canonicalize(if place.as_os_str().is_empty() { Path::new(".") } else { place });
    let there: Vec<_> = folder.ancestors().filter_map(|place| Some((place, stood(place).ok()?))).collect();
    let Some((_, start)) = there.first() else {
        return Err(format!("cannot look for a clinic above {}; say --clinic or --no-clinic", folder.display()));
    };
    for place in start.ancestors() {
        // Shown as the user wrote it, as far up as that goes.
        let candidate = there.iter().find(|(_, real)| real == place).map_or(place, |(shown, _)| shown);
        let candidate = inside(candidate, CLINIC);
        if stands(&candidate)? {
            return Ok(Some(candidate));
        }
        if place.join(".git").exists() {
            return Ok(None);
        }
    }
    Ok(None)
}

/// A file in a folder. That it is the folder we stand in goes without saying.
fn inside(folder: &Path, file: impl AsRef<Path>) -> PathBuf {
    folder.strip_prefix(".").unwrap_or(folder).join(file)
}

/// The name a clinic's file has when it is found rather than named.
const CLINIC: &str = "clinic.needle";

/// Whether a clinic's file stands at a place.
fn stands(candidate: &Path) -> Result<bool, String> {
    let shown = candidate.display();
    match fs::symlink_metadata(candidate) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(false),
        Err(error) => return Err(format!("cannot tell whether there is a clinic at {shown}: {error}")),
        Ok(_) => {}
    }
    match fs::metadata(candidate) {
        Ok(found) if found.is_file() => Ok(true),
        Ok(_) => Err(format!("{shown} is not a file, so the clinic's policies cannot be read")),
        Err(_) => Err(format!("{shown} leads nowhere that can be read, so the clinic's policies cannot be either")),
    }
}
