//! Files of the repository: read, listed, and kept fresh by the test that writes them.

use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the package.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A file of the repository.
pub(crate) fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every file below a folder that ends so, in the order of names; paths are relative to the package and written with `/`.
pub(crate) fn files(folder: &str, end: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut left = vec![root().join(folder)];
    while let Some(folder) = left.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.expect("an entry of a folder").path();
            if path.is_dir() {
                left.push(path);
            } else if path.to_string_lossy().ends_with(end) {
                let relative = path.strip_prefix(root()).expect("a path inside the package");
                found.push(relative.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}

/// Holds a committed file to what it must say: writes it when it differs, and says so.
#[must_use]
pub(crate) fn committed(path: &str, text: &str) -> Option<String> {
    let full = root().join(path);
    if fs::read_to_string(&full).is_ok_and(|there| there == text) {
        return None;
    }
    fs::create_dir_all(full.parent().expect("a folder")).expect("the folder is made");
    fs::write(&full, text).expect("the file is written");
    Some(format!("{path} was not fresh and was written again; look at the change and run the tests once more"))
}
