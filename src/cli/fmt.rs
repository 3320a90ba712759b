//! `needlepoint fmt`: files in the one canonical form. The only command besides `approve` that puts new text in a file's place.

use std::path::{Path, PathBuf};

use similar::TextDiff;

use super::Exit;
use super::files;
use super::host::Host;
use crate::Texts;
use crate::diagnostic::Problem;
use crate::format::{self, Refused};
use crate::source::Encoding;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files or folders to tidy; `-` reads standard input and writes standard output. Without any, the current folder
    #[arg(value_name = "FILE|DIR|-")]
    paths: Vec<PathBuf>,
    /// Write nothing; list the files that would change, and end with 1 if there is one
    #[arg(long)]
    check: bool,
    /// Write nothing; show what would change, line by line
    #[arg(long)]
    diff: bool,
    /// The name under which standard input is shown
    #[arg(long, value_name = "NAME")]
    stdin_filename: Option<PathBuf>,
}

pub(super) fn run(args: &Args, host: &mut Host) -> Exit {
    let asked = if args.paths.is_empty() { vec![PathBuf::from(".")] } else { args.paths.clone() };
    let paths = match files::expand(&asked) {
        Ok(paths) => paths,
        Err(sentence) => return host.could_not(&sentence),
    };
    // One file that cannot be tidied keeps no other from it; the worst that happened is how the run ends.
    paths.iter().fold(Exit::Accepted, |worst, path| worst.max(one(path, args, host)))
}

/// Tidies one file.
fn one(path: &Path, args: &Args, host: &mut Host) -> Exit {
    let stdin = path.as_os_str() == "-";
    let named = if stdin { args.stdin_filename.as_deref().unwrap_or(Path::new("<stdin>")) } else { path };
    let shown = named.display().to_string();
    let text = match files::read(path) {
        Ok(text) => text,
        Err(sentence) => return host.could_not(&sentence),
    };
    let mut texts = Texts::default();
    let source = texts.add(shown.as_str(), text).clone();
    let tidy = match format::format(&source) {
        Ok(tidy) => tidy,
        Err(Refused::Unread(problems)) => {
            host.say(&format!("needlepoint: {}\n", unread(&shown, &problems, &texts)));
            return Exit::NotAccepted;
        }
        Err(Refused::Fault(fault)) => return host.could_not(&fault.to_string()),
    };
    let changed = tidy != source.text;
    if args.diff && changed {
        let diff = TextDiff::from_lines(source.text.as_str(), tidy.as_str());
        host.print(&diff.unified_diff().header(&shown, &format!("{shown} (formatted)")).to_string());
    }
    if args.check && changed {
        if !args.diff {
            host.print(&format!("{shown}\n"));
        }
        return Exit::NotAccepted;
    }
    if args.check || args.diff {
        return Exit::Accepted;
    }
    if stdin {
        host.print(&tidy);
    } else if changed {
        if let Err(sentence) = files::replace_file(path, &source.text, &tidy) {
            return host.could_not(&sentence);
        }
        host.print(&format!("{shown}\n"));
    }
    Exit::Accepted
}

/// Why a text that cannot be read is left alone: its first problem with its place, and how many more there are.
fn unread(shown: &str, problems: &[Problem], texts: &Texts) -> String {
    let Some((first, more)) = problems.split_first() else { return format!("{shown} was not formatted") };
    let place = texts.position(first.place, Encoding::Characters);
    let place = place.map_or_else(String::new, |(_, at)| format!(":{}:{}", at.line + 1, at.column + 1));
    let more = match more.len() {
        0 => String::new(),
        1 => " (and 1 more problem; `needlepoint check` shows both)".to_owned(),
        count => format!(" (and {count} more problems; `needlepoint check` shows all)"),
    };
    format!("{shown}{place}: not formatted, because it cannot be read whole: {}{more}", first.message())
}
