//! Every block of the README and of the guide is run, and what it shows is compared.

use crate::support::{blocks, laid_over, read, root, run, shows};

#[test]
fn the_readme_opens_with_its_intended_use() {
    let text = read("README.md");
    let headings: Vec<&str> = text.lines().filter(|line| line.starts_with("## ")).collect();
    assert_eq!(headings.first(), Some(&"## Intended use"));
}

#[test]
fn every_block_of_the_readme_is_true() {
    let (mut protocols, mut consoles, mut tests) = (0, 0, 0);
    for (kind, body) in blocks("README.md") {
        match kind.as_str() {
            "needle" => {
                assert!(read("protocols/acne-scars-face.needle").contains(&body), "not in the shipped protocol:\n{body}");
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
                let place = tempfile::tempdir().unwrap();
                // The command runs where a reader would stand: in a clone, with the protocols there and nothing of ours changed.
                for folder in ["protocols", "tests"] {
                    std::os::unix::fs::symlink(root().join(folder), place.path().join(folder)).unwrap();
                }
                let said = run(command, place.path());
                assert!(shows(shown, &said), "$ {command}\n{said}");
                consoles += 1;
            }
            other => panic!("a block of an unknown kind: {other}"),
        }
    }
    assert_eq!((protocols, tests), (1, 1));
    assert!(consoles >= 2);
}

/// From an empty folder to a built protocol, as a reader types it.
#[test]
fn the_guide_is_followed_to_its_end() {
    let place = tempfile::tempdir().unwrap();
    for (kind, body) in blocks("docs/guide.md") {
        if let Some(file) = kind.strip_prefix("needle ") {
            let file = place.path().join(file);
            let text = laid_over(&std::fs::read_to_string(&file).unwrap(), &body);
            std::fs::write(&file, text).unwrap();
        } else {
            assert_eq!(kind, "console");
            let (command, shown) = body.split_once('\n').unwrap_or((&body, ""));
            let command = command.strip_prefix("$ ").expect("a command starts with $");
            let said = run(command, place.path());
            assert!(shows(shown, &said), "$ {command}\n{said}");
        }
    }
    assert!(place.path().join("neck-lines/neck-lines.unsigned.npp").exists(), "the guide ends with an image");
}
