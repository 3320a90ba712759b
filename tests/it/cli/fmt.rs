//! `fmt` as a user runs it: what it writes, what it leaves alone, and how it ends.

use super::{FLAGSHIP, Place, fed, flagship, out, run, said};

const UNTIDY: &str = "needlepoint 1\r\nclinic here {\r\n zone   Europe/Berlin # home\r\n}\r\n";
const TIDY: &str = "needlepoint 1\nclinic here {\n  zone       Europe/Berlin # home\n}\n";

#[test]
fn it_writes_what_changes_and_names_it() {
    let place = Place::new("fmt");
    let (untidy, tidy, broken) = (place.path("a.needle"), place.path("b.needle"), place.path("c.needle"));
    std::fs::write(&untidy, UNTIDY).unwrap();
    std::fs::write(&tidy, TIDY).unwrap();
    let before = std::fs::metadata(&tidy).unwrap().modified().unwrap();
    let output = run(&["fmt", place.0.to_str().unwrap()]);
    assert_eq!((output.status.code(), out(&output)), (Some(0), format!("{untidy}\n")), "{}", said(&output));
    assert_eq!(std::fs::read_to_string(&untidy).unwrap(), TIDY);
    assert_eq!(std::fs::metadata(&tidy).unwrap().modified().unwrap(), before, "what is tidy is not written again");
    assert_eq!(run(&["fmt", place.0.to_str().unwrap()]).stdout, b"");
    // A file that cannot be read whole is left alone, and keeps no other from being tidied.
    std::fs::write(&untidy, UNTIDY).unwrap();
    std::fs::write(&broken, "needlepoint 1\nclinic here {\n  zoone Europe/Berlin\n  opn monday\n}\n").unwrap();
    let output = run(&["fmt", &broken, &untidy]);
    assert_eq!(output.status.code(), Some(1));
    let sentence = format!(
        "needlepoint: {broken}:3:3: not formatted, because it cannot be read whole: `zoone` starts no line of a clinic \
         (and 1 more problem; `needlepoint check` shows both)\n"
    );
    assert_eq!(said(&output), sentence);
    assert_eq!(std::fs::read_to_string(&untidy).unwrap(), TIDY);
    assert!(std::fs::read_to_string(&broken).unwrap().contains("zoone"));
    assert_eq!(place.names(), ["a.needle", "b.needle", "c.needle"], "nothing is left behind");
}

#[test]
fn check_and_diff_write_nothing() {
    let place = Place::new("fmt-check");
    let file = place.path("a.needle");
    std::fs::write(&file, UNTIDY.replace("\r\n", "\n")).unwrap();
    let output = run(&["fmt", "--check", &file, FLAGSHIP]);
    assert_eq!((output.status.code(), out(&output)), (Some(1), format!("{file}\n")));
    let diff = format!(
        "--- {file}\n+++ {file} (formatted)\n@@ -1,4 +1,4 @@\n needlepoint 1\n clinic here {{\n- zone   Europe/Berlin # home\n+  zone       Europe/Berlin # home\n }}\n"
    );
    let output = run(&["fmt", "--diff", &file, FLAGSHIP]);
    assert_eq!((output.status.code(), out(&output)), (Some(0), diff.clone()));
    let output = run(&["fmt", "--check", "--diff", &file]);
    assert_eq!((output.status.code(), out(&output)), (Some(1), diff));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), UNTIDY.replace("\r\n", "\n"));
    let output = run(&["fmt", "--check", FLAGSHIP]);
    assert_eq!((output.status.code(), out(&output).as_str(), said(&output).as_str()), (Some(0), "", ""));
}

#[test]
fn standard_input_goes_to_standard_output() {
    let output = fed(&["fmt", "-"], UNTIDY.as_bytes());
    assert_eq!((output.status.code(), out(&output).as_str()), (Some(0), TIDY));
    assert_eq!(out(&fed(&["fmt", "-"], TIDY.as_bytes())), TIDY, "also when there is nothing to tidy");
    let output = fed(&["fmt", "-", "--stdin-filename", "draft.needle"], b"needlepoint 1\nnonsense\n");
    assert_eq!((output.status.code(), out(&output).as_str()), (Some(1), ""), "nothing that could take the text's place");
    assert!(said(&output).starts_with("needlepoint: draft.needle:2:1: not formatted"), "{}", said(&output));
    let output = fed(&["fmt", "-", "--check"], UNTIDY.as_bytes());
    assert_eq!((output.status.code(), out(&output).as_str()), (Some(1), "<stdin>\n"));
    assert_eq!(run(&["fmt", "no-such-file.needle"]).status.code(), Some(2));
}

#[cfg(unix)]
#[test]
fn a_link_is_written_through_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let place = Place::new("fmt-link");
    std::fs::create_dir(place.0.join("real")).unwrap();
    let (file, link) = (place.0.join("real/a.needle"), place.path("link.needle"));
    std::fs::write(&file, UNTIDY).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real/a.needle", &link).unwrap();
    let output = run(&["fmt", &link]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(std::fs::read_to_string(&file).unwrap(), TIDY);
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
    // A file that may not be written is not replaced either, though its folder would let that happen.
    std::fs::write(&file, UNTIDY).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o440)).unwrap();
    let output = run(&["fmt", &link]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("link.needle is write-protected; it is as it was"), "{}", said(&output));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), UNTIDY);
}

#[test]
fn formatting_undoes_no_approval() {
    let place = Place::new("fmt-approval");
    let file = place.path("p.needle");
    std::fs::write(&file, flagship().replace("    ", " \t").replace('\n', "\r\n")).unwrap();
    let build = |to: &str| run(&["build", &file, "--no-clinic", "--today", "2026-11-22", "--out", &place.path(to)]).status.code();
    assert_eq!(build("before"), Some(0));
    assert_eq!(run(&["fmt", &file]).status.code(), Some(0));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), flagship());
    assert_eq!(build("after"), Some(0));
}
