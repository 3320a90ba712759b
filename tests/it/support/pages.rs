//! The fenced blocks of a page that is run, and the commands in them.

use std::path::Path;
use std::process::Command;

/// The fenced blocks of a page: what stands after the opening marks, and the text.
pub(crate) fn blocks(page: &str) -> Vec<(String, String)> {
    let text = super::read(page);
    let mut found = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(kind) = line.strip_prefix("```") {
            let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            found.push((kind.to_owned(), body.join("\n")));
        }
    }
    found
}

/// Runs a command of ours, as a page shows it, in a folder; what it prints, then what it says.
pub(crate) fn run(command: &str, place: &Path) -> String {
    let arguments = command.strip_prefix("cargo run --release --quiet -- ").or(command.strip_prefix("needlepoint ")).expect("our program");
    let output = Command::new(env!("CARGO_BIN_EXE_needlepoint")).args(words(arguments)).current_dir(place).output().unwrap();
    String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap()
}

/// A command's words, with double quotes kept together.
fn words(command: &str) -> Vec<String> {
    let parts: Vec<&str> = command.split('"').collect();
    let mut words = Vec::new();
    for (place, part) in parts.iter().enumerate() {
        if place % 2 == 1 {
            words.push((*part).to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

/// Whether what is shown is what was said; a line `...` stands for any number of lines.
pub(crate) fn shows(shown: &str, said: &str) -> bool {
    let (mut said, mut skipping) = (said.trim_end().lines(), false);
    for line in shown.trim_end().lines() {
        if line == "..." {
            skipping = true;
            continue;
        }
        let found = if skipping { said.any(|said| said == line) } else { said.next() == Some(line) };
        if !found {
            return false;
        }
        skipping = false;
    }
    skipping || said.next().is_none()
}

#[test]
fn only_what_was_said_is_shown() {
    for (shown, said, same) in [
        ("a\nb", "a\nb\n", true),
        ("a", "a\nb", false),
        ("a\nb", "a", false),
        ("a\n...\nc", "a\nb\nb\nc", true),
        ("...\nb", "a\nb\nc", false),
        ("...\nb\n...", "a\nb\nc", true),
        ("...\nd", "a\nb\nc", false),
        ("", "a", false),
    ] {
        assert_eq!(shows(shown, said), same, "{shown:?} of {said:?}");
    }
}
