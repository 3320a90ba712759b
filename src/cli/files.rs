//! Finds and reads texts, and writes outputs whole or not at all.

use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::decode::decode;
use crate::Texts;

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
    let longest = u64::from(Texts::LONGEST);
    let mut bytes = Vec::new();
    if path.as_os_str() == "-" {
        std::io::stdin()
            .lock()
            .take(longest + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| format!("cannot read standard input: {error}"))?;
    } else {
        // A pipe that nobody writes into would be waited for without end.
        if fs::metadata(path).is_ok_and(|there| !there.is_file() && !there.is_dir()) {
            return Err(format!("{shown} is not a file; a text that comes through a pipe is read when `-` is named"));
        }
        let file = fs::File::open(path).map_err(|error| match error.kind() {
            ErrorKind::NotFound => format!("there is no file {shown}"),
            ErrorKind::PermissionDenied => format!("the file {shown} may not be read by this user"),
            _ => format!("cannot read {shown}: {error}"),
        })?;
        file.take(longest + 1).read_to_end(&mut bytes).map_err(|error| match error.kind() {
            ErrorKind::IsADirectory => format!("{shown} is a folder, not a file"),
            _ => format!("cannot read {shown}: {error}"),
        })?;
    }
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > longest {
        return Err(format!("{shown} is larger than 1 MiB; a protocol is a few pages"));
    }
    decode(bytes).map_err(|what| format!("{shown} {what}"))
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
    settle(&parent);
    Ok(())
}

/// Makes what was put into a folder outlive a loss of power. Where a system cannot, what was there before is there again, which is no half.
pub(super) fn settle(folder: &Path) {
    let _ = fs::File::open(folder).and_then(|folder| folder.sync_all());
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

/// Reads a file of any bytes.
///
/// # Errors
/// A sentence naming the file and what is wrong with it.
pub(super) fn read_bytes(path: &Path) -> Result<Vec<u8>, String> {
    let shown = path.display();
    // As much as the largest image that the format has room for.
    let longest = 8 * 1024 * 1024;
    let mut bytes = Vec::new();
    if fs::metadata(path).is_ok_and(|there| !there.is_file()) {
        return Err(format!("{shown} is not a file"));
    }
    let file = fs::File::open(path).map_err(|error| format!("cannot read {shown}: {error}"))?;
    file.take(longest + 1).read_to_end(&mut bytes).map_err(|error| format!("cannot read {shown}: {error}"))?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > longest {
        return Err(format!("{shown} is larger than 8 MiB; an image is a few thousand bytes"));
    }
    Ok(bytes)
}

/// Reads a file that holds a secret into bytes that are wiped when they are let go.
///
/// # Errors
/// A sentence naming the file and what is wrong with it.
pub(super) fn read_secret(path: &Path) -> Result<Zeroizing<Vec<u8>>, String> {
    let shown = path.display();
    // A key in PEM is about a hundred bytes. The room is made at once: bytes that grow leave their old place behind as it was.
    let longest = 16 * 1024;
    let mut bytes = Zeroizing::new(Vec::with_capacity(longest + 64));
    if fs::metadata(path).is_ok_and(|there| !there.is_file()) {
        return Err(format!("{shown} is not a file"));
    }
    let file = fs::File::open(path).map_err(|error| format!("cannot read {shown}: {error}"))?;
    let limit = u64::try_from(longest).unwrap_or(u64::MAX);
    file.take(limit).read_to_end(&mut bytes).map_err(|error| format!("cannot read {shown}: {error}"))?;
    Ok(bytes)
}

/// The file that a path leads to, whatever links are on the way.
///
/// # Errors
/// A sentence naming the path.
pub(super) fn canonical(path: &Path) -> Result<PathBuf, String> {
    fs::canonicalize(path).map_err(|error| format!("cannot find {}: {error}", path.display()))
}

/// What makes a private file its owner's alone again, when it is not.
pub(super) fn open_to_others(path: &Path) -> Option<String> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(path).ok()?.permissions().mode();
        let name = path.display().to_string();
        // The command is copied into a shell, which takes some names apart.
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'_' | b'-');
        let quoted = if name.bytes().all(plain) && !name.starts_with('-') { name } else { format!("'{}'", name.replace('\'', "'\\''")) };
        (mode & 0o077 != 0).then(|| format!("chmod 600 {quoted}"))
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        None
    }
}

/// Adds a line to a file that is only ever added to, after `judge` has seen what stands in it, and lets nobody else write meanwhile. What
/// `judge` returns is added, whole or not at all.
///
/// # Errors
/// A sentence, of `judge` or of the file; nothing was added.
pub(super) fn append(path: &Path, judge: impl FnOnce(&str) -> Result<Option<String>, String>) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("cannot write {}: {error}", path.display());
    let mut file = fs::OpenOptions::new().read(true).append(true).open(path).map_err(failed)?;
    file.lock().map_err(failed)?;
    let mut text = String::new();
    file.read_to_string(&mut text).map_err(failed)?;
    if let Some(line) = judge(&text)? {
        let before = file.metadata().map_err(failed)?.len();
        if let Err(error) = file.write_all(line.as_bytes()).and_then(|()| file.sync_all()) {
            // A disk that is full has taken a part of the line.
            return Err(match file.set_len(before).and_then(|()| file.sync_all()) {
                Ok(()) => format!("cannot write {}: {error}; it is as it was", path.display()),
                Err(_) => format!("cannot write {}: {error}; its last line may be cut off", path.display()),
            });
        }
    }
    Ok(())
}

/// Writes one file whole or not at all, for everybody to read; a file that is there already is not touched.
///
/// # Errors
/// A sentence; nothing is left behind.
pub(super) fn write_file(to: &Path, bytes: &[u8]) -> Result<(), String> {
    write_new(to, bytes, false)
}

/// The same for what only its owner may read.
///
/// # Errors
/// A sentence; nothing is left behind.
pub(super) fn write_secret(to: &Path, bytes: &[u8]) -> Result<(), String> {
    write_new(to, bytes, true)
}

/// Removes a file that was just made, when what belongs to it could not be.
pub(super) fn take_back(made: &Path) {
    // Should this fail as well, the sentence of the first failure is what a person needs.
    let _ = fs::remove_file(made);
}

fn write_new(to: &Path, bytes: &[u8], secret: bool) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("cannot write {}: {error}; nothing was written", to.display());
    let parent = parent(to)?;
    let mut file = tempfile::NamedTempFile::new_in(&parent).map_err(failed)?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(failed)?;
    // A temporary file is its maker's alone, and so is a secret.
    #[cfg(unix)]
    if !secret {
        use std::os::unix::fs::PermissionsExt;
        file.as_file().set_permissions(fs::Permissions::from_mode(0o644)).map_err(failed)?;
    }
    #[cfg(not(unix))]
    let _ = secret;
    match file.persist_noclobber(to) {
        Ok(_) => {
            settle(&parent);
            Ok(())
        }
        Err(error) if error.error.kind() == ErrorKind::AlreadyExists => {
            Err(format!("{} exists already; nothing is overwritten", to.display()))
        }
        Err(error) => Err(failed(error.error)),
    }
}

/// Puts new text in the place of a file's old text, whole or not at all: it is written beside the file, flushed, and renamed over it. A
/// link is followed to the file it leads to, and the file keeps its permissions.
///
/// # Errors
/// A sentence; the file is as it was.
pub(super) fn replace_file(path: &Path, old: &str, new: &str) -> Result<(), String> {
    let shown = path.display();
    let failed = |error: std::io::Error| format!("cannot write {shown}: {error}; it is as it was");
    let target = fs::canonicalize(path).map_err(failed)?;
    let permissions = fs::metadata(&target).map_err(failed)?.permissions();
    if permissions.readonly() {
        return Err(format!("{shown} is write-protected; it is as it was"));
    }
    let mut file = tempfile::NamedTempFile::new_in(folder(&target)).map_err(failed)?;
    file.write_all(new.as_bytes()).map_err(failed)?;
    file.as_file().set_permissions(permissions).and_then(|()| file.as_file().sync_all()).map_err(failed)?;
    // What somebody else has saved meanwhile is not lost.
    if fs::read(&target).map_err(failed)? != old.as_bytes() {
        return Err(format!("{shown} has been changed by somebody else meanwhile; it is as they left it"));
    }
    file.persist(&target).map_err(|error| failed(error.error))?;
    settle(&folder(&target));
    Ok(())
}

/// What lies around a document that an editor has open: the clinic above its folder, or none for a draft that was never saved. A patient's
/// course is held against its protocols and dated, as `check` does it.
///
/// # Errors
/// A sentence when the clinic's file cannot be read, or the document lies on another machine.
#[cfg(feature = "lsp")]
pub(super) fn around_uri(uri: &str, text: &str, today: crate::quantity::Day) -> Result<crate::lsp::Around, String> {
    use super::clinic::{Around, ClinicArgs, around};
    use super::course;
    use crate::rule::{Asked, Purpose};
    let path = path_of(uri)?;
    let args = ClinicArgs::above(path.is_some());
    let Around { library, texts, document, mut problems } =
        around(uri.to_owned(), path.as_deref().unwrap_or(Path::new("")), text.to_owned(), &args)?;
    let source = texts.source(document);
    if let Some((path, course)) = path.zip(source.and_then(course::only)) {
        let asked = Asked { purpose: Purpose::Lint, today };
        let blocked = source.is_none_or(|source| crate::check(source, &library, &asked).blocked());
        if !blocked {
            problems.extend(course::held(&path, &course, &library, today));
        }
    }
    Ok(crate::lsp::Around { library, texts, document, problems })
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
