//! Finds and reads texts: the files asked for, and the clinic that stands above each. Writes outputs whole or not at all.

use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use crate::diagnostic::Problem;
use crate::model::{self, Library};
use crate::source::Source;
use crate::{Texts, syntax};

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

/// What is known around one text.
#[derive(Debug)]
pub(super) struct Around {
    pub(super) library: Library,
    pub(super) texts: Texts,
    /// What is wrong with the clinic's own files.
    pub(super) problems: Vec<Problem>,
}

/// The texts to check: files as given, folders walked in path order, `-` for standard input.
///
/// # Errors
/// A sentence naming what could not be read.
pub(super) fn expand(paths: &[PathBuf]) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            let before = found.len();
            walk(path, &mut found)?;
            if found.len() == before {
                return Err(format!("there is no .needle file in {}", path.display()));
            }
        } else {
            found.push(path.clone());
        }
    }
    Ok(found)
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("cannot read the folder {}: {error}", folder.display()))?;
    let mut entries: Vec<_> = entries.filter_map(Result::ok).collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let (path, name) = (entry.path(), entry.file_name());
        // Links to folders are not followed, so a circle of them ends.
        let kind = entry.file_type().map_err(|error| format!("cannot read {}: {error}", path.display()))?;
        if name.to_string_lossy().starts_with('.') {
            continue;
        }
        if kind.is_dir() {
            walk(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "needle") {
            found.push(path);
        }
    }
    Ok(())
}

/// Reads one text; `-` is standard input.
///
/// # Errors
/// A sentence naming the file and what is wrong with it.
pub(super) fn read(path: &Path) -> Result<String, String> {
    let shown = path.display();
    let longest = u64::from(Texts::longest());
    let mut bytes = Vec::new();
    if path.as_os_str() == "-" {
        std::io::stdin()
            .lock()
            .take(longest + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| format!("cannot read standard input: {error}"))?;
    } else {
        let file = fs::File::open(path).map_err(|error| match error.kind() {
            ErrorKind::NotFound => format!("there is no file {shown}"),
            ErrorKind::PermissionDenied => format!("the file {shown} may not be read by this user"),
            _ => format!("cannot read {shown}: {error}"),
        })?;
        file.take(longest + 1).read_to_end(&mut bytes).map_err(|error| format!("cannot read {shown}: {error}"))?;
    }
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > longest {
        return Err(format!("{shown} is larger than 16 MiB; a protocol is a few pages"));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        format!("{shown} is not UTF-8 text: byte {at} cannot be read; save it as UTF-8")
    })
}

/// The library for a text that lies in a folder, with the clinic that stands above it.
///
/// # Errors
/// A sentence when the clinic's own files cannot be read or do not say what they must.
pub(super) fn around(folder: &Path, args: &ClinicArgs) -> Result<Around, String> {
    let mut around = Around { library: Library::builtin(), texts: Texts::default(), problems: Vec::new() };
    let file = match (&args.clinic, args.no_clinic) {
        (Some(file), _) => Some(file.clone()),
        (None, true) => None,
        (None, false) => above(folder)?,
    };
    let Some(file) = file else { return Ok(around) };
    let parsed = parse(&file, &mut around)?;
    let clinic = match parsed.tree.clinics.as_slice() {
        [clinic] => clinic.clone(),
        [] => return Err(format!("{} declares no clinic; it starts with a line such as: clinic example-street {{", file.display())),
        more => return Err(format!("{} declares {} clinics; a file is for one", file.display(), more.len())),
    };
    let home = file.parent().unwrap_or(Path::new("."));
    let (mut policies, mut declared) = (parsed.tree.policies, vec![parsed.tree.entries]);
    for policy in &clinic.policies {
        let named = home.join(policy.value.as_str());
        let parsed = parse(&named, &mut around)?;
        // A file that sets no limit where one is meant would weaken every check in silence.
        if parsed.tree.policies.is_empty() {
            return Err(format!(
                "{} declares no policy, though {} names it as one; it starts with a line such as: policy house-rules {{",
                named.display(),
                file.display()
            ));
        }
        policies.extend(parsed.tree.policies);
        declared.push(parsed.tree.entries);
    }
    around.library = around.library.with_clinic(&clinic, &policies, &declared);
    let mut names = model::clinic_problems(&around.library, &clinic, &policies);
    around.problems.append(&mut names);
    Ok(around)
}

fn parse(file: &Path, around: &mut Around) -> Result<syntax::Parsed, String> {
    let text = read(file)?;
    let source: &Source = around.texts.add(file.display().to_string(), text);
    let mut parsed = syntax::parse(source);
    around.problems.append(&mut parsed.problems);
    Ok(parsed)
}

/// The nearest clinic.needle at or above a folder; a folder with .git ends the search. A folder that is not there yet has the
/// clinic of the nearest one above it that is.
///
/// # Errors
/// A sentence when something of that name stands there and is no file that can be read.
fn above(folder: &Path) -> Result<Option<PathBuf>, String> {
    let there = folder.ancestors().map(|place| if place.as_os_str().is_empty() { Path::new(".") } else { place });
    let mut there = there.filter_map(|place| Some((place, fs::canonicalize(place).ok()?)));
    let Some((shown, start)) = there.next() else {
        return Err(format!("cannot look for a clinic above {}; say --clinic or --no-clinic", folder.display()));
    };
    for place in start.ancestors() {
        // Shown as the user would write it: relative to the folder asked about, when it lies there.
        let candidate = if place == start { shown.join(CLINIC) } else { place.join(CLINIC) };
        if stands(&candidate)? {
            return Ok(Some(candidate));
        }
        if place.join(".git").exists() {
            return Ok(None);
        }
    }
    Ok(None)
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
        Err(error) => Err(format!("{shown} leads nowhere that can be read, so the clinic's policies cannot be either: {error}")),
    }
}

/// The folder a text lies in.
pub(super) fn folder(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_path_buf(),
        _ => PathBuf::from("."),
    }
}

/// The folder in which something is made.
///
/// # Errors
/// A sentence when it is not there: making it could leave it behind when the rest fails.
fn parent(to: &Path) -> Result<PathBuf, String> {
    let parent = folder(to);
    match fs::metadata(&parent) {
        Ok(found) if found.is_dir() => Ok(parent),
        Ok(_) => Err(format!("{} is not a folder, so nothing can be made in it", parent.display())),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(format!("the folder {} does not exist; make it first", parent.display())),
        Err(error) => Err(format!("cannot look into the folder {}: {error}", parent.display())),
    }
}

/// Writes a folder of files whole or not at all: everything is written and flushed beside the place first, then renamed to it at once.
///
/// # Errors
/// A sentence; nothing is left behind, and nothing that was there is touched.
pub(super) fn write_folder(to: &Path, files: &[(String, Vec<u8>)]) -> Result<(), String> {
    let Some(name) = to.file_name() else {
        return Err(format!("`{}` is not the name of a new folder; name one, such as --out acne-scars-face", to.display()));
    };
    let parent = parent(to)?;
    let occupied = fs::symlink_metadata(to).is_ok() && fs::read_dir(to).map_or(true, |mut entries| entries.next().is_some());
    if occupied {
        return Err(format!("{} exists already; nothing is overwritten, so name another folder or remove it first", to.display()));
    }
    let failed = |error: std::io::Error| format!("cannot write {}: {error}; nothing was written", to.display());
    let place = tempfile::Builder::new().prefix(".needlepoint-").tempdir_in(&parent).map_err(failed)?;
    for (file, bytes) in files {
        let mut file = fs::File::create(place.path().join(file)).map_err(failed)?;
        file.write_all(bytes).and_then(|()| file.sync_all()).map_err(failed)?;
    }
    open_to_all(place.path()).map_err(failed)?;
    fs::rename(place.path(), parent.join(name)).map_err(failed)?;
    // The temporary name is gone; forgetting it keeps its drop from looking for it.
    let _ = place.keep();
    // The folder is complete and in its place. Should its name not outlive a loss of power, the folder is absent, which is no half.
    let _ = fs::File::open(&parent).and_then(|parent| parent.sync_all());
    Ok(())
}

/// A temporary folder is its maker's alone; the finished one is readable like any other.
fn open_to_all(folder: &Path) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755))?;
    }
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

/// Writes one file whole or not at all; a file that is there already is not touched.
///
/// # Errors
/// A sentence; nothing is left behind.
pub(super) fn write_file(to: &Path, bytes: &[u8]) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("cannot write {}: {error}; nothing was written", to.display());
    let mut file = tempfile::NamedTempFile::new_in(parent(to)?).map_err(failed)?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(failed)?;
    match file.persist_noclobber(to) {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == ErrorKind::AlreadyExists => {
            Err(format!("{} exists already; nothing is overwritten", to.display()))
        }
        Err(error) => Err(failed(error.error)),
    }
}

/// What lies around a document that an editor has open: the clinic above its folder, or none for a draft that was never saved.
///
/// # Errors
/// A sentence when the clinic's file cannot be read, or the document lies on another machine.
#[cfg(feature = "lsp")]
pub(super) fn around_uri(uri: &str) -> Result<crate::lsp::Around, String> {
    let path = path_of(uri)?;
    let args = ClinicArgs { clinic: None, no_clinic: path.is_none() };
    let Around { library, texts, problems } = around(&path.as_deref().map_or_else(|| PathBuf::from("."), folder), &args)?;
    Ok(crate::lsp::Around { library, texts, problems })
}

/// The path a URI of a file names; none for what is no file, as a draft.
#[cfg(feature = "lsp")]
fn path_of(uri: &str) -> Result<Option<PathBuf>, String> {
    let Some((_, named)) = uri.split_once(':').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("file")) else { return Ok(None) };
    let path = match named.strip_prefix("//") {
        None => named,
        Some(rest) => {
            let (host, _) = rest.split_once('/').unwrap_or((rest, ""));
            if !host.is_empty() && !host.eq_ignore_ascii_case("localhost") {
                return Err(format!("{uri} is on another machine, where no clinic can be looked for; open it as a file of this one"));
            }
            rest.strip_prefix(host).unwrap_or(rest)
        }
    };
    Ok(Some(PathBuf::from(&*percent_encoding::percent_decode_str(path).decode_utf8_lossy())))
}
