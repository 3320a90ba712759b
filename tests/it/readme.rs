//! Every block of the README is run, and what it shows is compared.

use std::path::Path;
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The fenced blocks of the README: language and text.
fn blocks() -> Vec<(String, String)> {
    let text = std::fs::read_to_string(root().join("README.md")).unwrap();
    let mut found = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            found.push((language.to_owned(), body.join("\n")));
        }
    }
    found
}

#[test]
fn the_readme_opens_with_its_intended_use() {
    let text = std::fs::read_to_string(root().join("README.md")).unwrap();
    let headings: Vec<&str> = text.lines().filter(|line| line.starts_with("## ")).collect();
    assert_eq!(headings.first(), Some(&"## Intended use"));
}

#[test]
fn every_block_of_the_readme_is_true() {
    let (mut protocols, mut consoles, mut tests) = (0, 0, 0);
    for (language, body) in blocks() {
        match language.as_str() {
            "needle" => {
                let shipped = std::fs::read_to_string(root().join("protocols/acne-scars-face.needle")).unwrap();
                assert!(shipped.contains(&body), "not in the shipped protocol:\n{body}");
                protocols += 1;
            }
            "console" => {
                let (command, shown) = body.split_once('\n').unwrap_or((&body, ""));
                let command = command.strip_prefix("$ ").expect("a command starts with $");
                // This one installs and runs everything, this test included.
                if command == "tests/all" {
                    tests += 1;
                    continue;
                }
                assert!(!command.contains("check") || command.contains("--today"), "{command}");
                let arguments =
                    command.strip_prefix("cargo run --release --quiet -- ").or(command.strip_prefix("needlepoint ")).expect("our program");
                let place = std::env::temp_dir().join(format!("needlepoint-readme-{}", std::process::id()));
                let _ = std::fs::remove_dir_all(&place);
                std::fs::create_dir_all(&place).unwrap();
                // The command runs where a reader would stand: in a clone, with the protocols there and nothing of ours changed.
                for folder in ["protocols", "tests"] {
                    std::os::unix::fs::symlink(root().join(folder), place.join(folder)).unwrap();
                }
                let output = Command::new(env!("CARGO_BIN_EXE_needlepoint")).args(words(arguments)).current_dir(&place).output().unwrap();
                let mut said = String::from_utf8(output.stdout).unwrap();
                said.push_str(&String::from_utf8(output.stderr).unwrap());
                std::fs::remove_dir_all(&place).unwrap();
                assert_eq!(said.trim_end(), shown.trim_end(), "$ {command}");
                consoles += 1;
            }
            other => panic!("a block of an unknown kind: {other}"),
        }
    }
    assert_eq!((protocols, tests), (1, 1));
    assert!(consoles >= 2);
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
