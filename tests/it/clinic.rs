//! The clinic above a protocol: how it is found, what its policies tighten, what it may declare, and what every output says of it.

use std::fs;

use needlepoint::model::TIGHTENS;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::program::{Place, fed, out, run, said};
use crate::support::{BASE, read, splice};

const TODAY: [&str; 2] = ["--today", "2026-11-22"];
const CLINIC: &str = "needlepoint 1\nclinic here {\n  zone Europe/Berlin\n  policy \"house.needle\"\n}\n";

fn policy(lines: &str) -> String {
    format!("needlepoint 1\npolicy house {{\n  {lines}\n}}\n")
}

/// A folder with a clinic, its one policy and a protocol.
fn clinic(name: &str, lines: &str, protocol: &str) -> Place {
    let place = Place::new(&format!("clinic-{name}"));
    write(&place, "clinic.needle", CLINIC);
    write(&place, "house.needle", &policy(lines));
    write(&place, "p.needle", protocol);
    place
}

fn write(place: &Place, name: &str, text: &str) {
    let path = place.0.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// The plain report on some files of a place, and how the run ended.
fn check(place: &Place, names: &[&str]) -> (Option<i32>, String) {
    let paths: Vec<String> = names.iter().map(|name| place.path(name)).collect();
    let mut arguments = vec!["check", "--format", "plain"];
    arguments.extend(TODAY);
    arguments.extend(paths.iter().map(String::as_str));
    let output = run(&arguments);
    (output.status.code(), out(&output) + &said(&output))
}

#[test]
fn every_statement_of_a_policy_is_held_against_the_protocol() {
    let longer = splice("screen before every session {\n  ...\n  wait in area filler 12 months after\n}");
    // The line, what of the message must stand in the report, and a protocol that meets the line.
    let lines = [
        ("limit depth on cheeks never above 1.5 mm", "the limit for cheeks is 1.5 mm, 0.5 mm less", None),
        ("limit depth on cheeks never above 2 mm", "", Some(BASE.to_owned())),
        ("limit passes on face at most 5", "`cheeks` gets 6 passes in all in a session; the clinic's limit for face is 5, 1 fewer", None),
        ("limit passes on face at most 6", "", Some(BASE.to_owned())),
        ("limit sessions at most 2", "the course has 3 sessions; the clinic's limit is 2, 1 fewer", None),
        ("limit sessions at most 3", "", Some(BASE.to_owned())),
        ("next 31 days or more", "the clinic asks for 31 days, 1 day more", None),
        ("next 30 days or more", "", Some(BASE.to_owned())),
        ("age 25 years or older", "patients from 22 years of age are treated; the clinic treats from 25 years of age", None),
        ("age 22 years or older", "", Some(BASE.to_owned())),
        ("wait in area filler 9 months after", "the wait for `filler` is 6 months after; the clinic asks for 9 months", None),
        ("wait in area filler 9 months after", "", Some(longer.clone())),
        ("wait anticoagulant 2 weeks after", "the screening holds nobody back for 14 days after `anticoagulant`, as the clinic asks", None),
        ("wait tattoo 2 weeks after", "", Some(BASE.to_owned())),
        ("wait filler 12 months after", "the wait for `filler` is 6 months after; the clinic asks for 1 year", None),
        ("wait filler 12 months after", "", Some(longer.clone())),
        ("wait in area tattoo 2 weeks after", "", Some(BASE.to_owned())),
        (
            "pause topical-retinoid from 5 days before until 7 days after",
            "`topical-retinoid` is paused from 3 days before until 7 days after; the clinic asks for 5 days before and 7 days after",
            None,
        ),
        ("pause topical-retinoid from 3 days before until 7 days after", "", Some(BASE.to_owned())),
        (
            "pause hyaluronic-acid-serum from 1 days before until 3 days after",
            "`hyaluronic-acid-serum` is not paused; the clinic asks for a pause from 1 day before",
            None,
        ),
        ("contact patient by 48 hours after", "the patient is contacted by 72 hours after a session; the clinic asks for 48 hours", None),
        ("contact patient by 72 hours after", "", Some(BASE.to_owned())),
        ("require record phototype", "the clinic asks for `phototype` to be recorded", None),
        ("require record photographs", "", Some(BASE.to_owned())),
        ("require condition anaemia", "a screening that speaks of `anaemia`", None),
        ("require condition pregnancy", "", Some(BASE.to_owned())),
        ("require step polish", "`polish` is not known as a step of a session", None),
        ("require step wear", "", Some(BASE.to_owned())),
        ("forbid product povidone-iodine", "the clinic forbids the product `povidone-iodine`", None),
        ("forbid product benzocaine", "", Some(BASE.to_owned())),
        ("forbid area forehead", "the clinic forbids the area `forehead`", None),
        ("forbid area neck", "", Some(BASE.to_owned())),
        ("forbid device skinpen-precision", "the clinic forbids the device `skinpen-precision`", None),
        ("forbid device reference-pen", "", Some(BASE.to_owned())),
        ("forbid operator nurse", "the clinic forbids the operator `nurse`", None),
        ("forbid operator esthetician", "", Some(BASE.to_owned())),
    ];
    let place = clinic("lines", "next 30 days or more", BASE);
    let mut wrong = Vec::new();
    for (line, sentence, accepted) in lines {
        write(&place, "house.needle", &policy(line));
        write(&place, "p.needle", accepted.as_deref().unwrap_or(BASE));
        let (code, shown) = check(&place, &["p.needle"]);
        let here = shown.contains("declared by this clinic: here, policy `house`") && shown.contains("house.needle, line 3");
        let unknown = sentence.contains("is not known");
        let held = accepted.is_none() && code == Some(1) && shown.contains(sentence) && (here || unknown);
        if !(held || accepted.is_some() && code == Some(0)) {
            wrong.push(format!("{line}: {code:?}\n{shown}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_step_that_the_clinic_asks_for_is_missed() {
    let without = splice("session {\n  ... without log\n}");
    let place = clinic("step", "require step log", &without);
    let (code, shown) = check(&place, &["p.needle"]);
    assert_eq!(code, Some(1), "{shown}");
    assert!(shown.contains("the clinic asks for the step `log` in every session, and it is not taken"), "{shown}");
}

#[test]
fn what_a_protocol_does_not_say_is_missed_and_what_cannot_be_read_waits() {
    let lines = "contact patient by 72 hours after\n  pause sun-exposure from 14 days before until 7 days after";
    let place = clinic("missing", lines, &splice("aftercare {\n  ... without contact\n}\n... without pause"));
    let (_, shown) = check(&place, &["p.needle"]);
    assert!(shown.contains("nobody contacts the patient after a session"), "{shown}");
    assert!(shown.contains("`sun-exposure` is not paused"), "{shown}");
    let broken =
        BASE.replace("contact    patient by", "contact    patient buy").replace("pause       sun-exposure", "pause       sun-exposure, 7");
    write(&place, "p.needle", &broken);
    let (_, shown) = check(&place, &["p.needle"]);
    assert!(!shown.contains("nobody contacts") && !shown.contains("is not paused"), "{shown}");
}

#[test]
fn of_two_policies_the_strictest_binds_and_is_shown() {
    let place = clinic("two", "next 35 days or more", BASE);
    write(&place, "clinic.needle", &CLINIC.replace("\"house.needle\"", "\"house.needle\"\n  policy \"strict.needle\""));
    write(&place, "strict.needle", "needlepoint 1\npolicy strict {\n  next 40 days or more\n}\n");
    let (code, shown) = check(&place, &["p.needle"]);
    assert_eq!(code, Some(1));
    assert!(shown.contains("the clinic asks for 40 days, 10 days more") && !shown.contains("35 days, 5"), "{shown}");
    assert!(shown.contains("The strictest of 2 lines of the clinic's policies binds, and stands here: "), "{shown}");
    assert!(shown.contains("strict.needle, line 3") && !shown.contains("house.needle, line 3"), "{shown}");
}

#[test]
fn a_device_without_a_licence_needs_sign_off() {
    let place = clinic("licence", "next 30 days or more", BASE);
    write(&place, "clinic.needle", &CLINIC.replace("zone", "licensed reference-pen\n  zone"));
    let (code, shown) = check(&place, &["p.needle"]);
    assert_eq!(code, Some(1));
    assert!(shown.contains("sign-off: clinic-policy-unmet: the clinic is not licensed for `skinpen-precision`"), "{shown}");
    assert!(shown.contains("The clinic says here what it is licensed for: ") && shown.contains("declared by this clinic: here"), "{shown}");
}

#[test]
fn a_policy_that_loosens_shows_both_lines_and_accepts_nothing() {
    let place = clinic("loose", "limit depth on cheeks never above 4 mm", BASE);
    for name in ["p.needle", "clinic.needle", "house.needle"] {
        let (code, shown) = check(&place, &[name]);
        assert_eq!(code, Some(1), "{name}: {shown}");
        let sentence = "policy-loosens: the policy `house` lets `cheeks` be needled to 4 mm; the atlas asks for sign-off above 2.5 mm";
        assert_eq!(shown.matches(sentence).count(), 1, "{name}: {shown}");
        assert!(shown.contains("house.needle, line 3") && shown.contains("atlas/areas.needle, line "), "{name}: {shown}");
    }
}

#[test]
fn a_folder_tells_a_clinics_mistakes_once() {
    let place = clinic("once", "limit depth on forhead never above 1 mm", BASE);
    write(&place, "q.needle", BASE);
    let told = |names: &[&str], times: usize| {
        let (code, shown) = check(&place, names);
        assert_eq!(code, Some(1), "{shown}");
        assert_eq!(shown.matches("`forhead` is not known as an area").count(), 1, "{names:?}: {shown}");
        assert_eq!(shown.matches("clinic-not-accepted").count(), times, "{names:?}: {shown}");
    };
    // With its own file; with the first that meets it.
    told(&["."], 3);
    told(&["p.needle", "q.needle"], 1);
    told(&["p.needle"], 0);
}

#[test]
fn every_output_names_the_clinic_and_its_hash() {
    let place = clinic("outputs", "next 30 days or more", BASE);
    let digest = |text: &str| Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let house = policy("next 30 days or more");
    let hash = digest(&format!("{}\n{}\n", digest(CLINIC), digest(&house)));
    let (protocol, file) = (place.path("p.needle"), place.path("clinic.needle"));
    let shown = |format: &str, more: &[&str]| {
        let mut arguments = vec!["check", protocol.as_str(), "--format", format];
        arguments.extend(TODAY);
        arguments.extend(more);
        out(&run(&arguments))
    };
    for format in ["human", "plain"] {
        assert!(shown(format, &[]).contains(&format!("clinic policy: here, from {file}.")), "{}", shown(format, &[]));
        assert!(shown(format, &["--no-clinic"]).contains("NO CLINIC POLICY."));
    }
    let json = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    let report = json(&shown("json", &[]))["files"][0].clone();
    assert_eq!([&report["clinic"], &report["clinic_file"], &report["clinic_sha256"]], ["here", &file, &hash]);
    let report = json(&shown("json", &["--no-clinic"]))["files"][0].clone();
    assert_eq!((&report["clinic"], &report["clinic_file"]), (&Value::from("NO CLINIC POLICY"), &Value::Null));

    for (clinic, name, sha256) in [(None, "here", Some(&hash)), (Some("--no-clinic"), "NO CLINIC POLICY", None)] {
        let to = place.path(if clinic.is_some() { "without" } else { "out" });
        let mut arguments =
            vec!["build", protocol.as_str(), "--bench", "--out", &to, "--start", "2026-12-01T10:00", "--zone", "Europe/Berlin"];
        arguments.extend(TODAY);
        arguments.extend(clinic);
        let output = run(&arguments);
        assert_eq!(output.status.code(), Some(0), "{}{}", out(&output), said(&output));
        let made = |end: &str| fs::read_to_string(format!("{to}/acne-scars-face.{end}")).unwrap();
        let sheet = made("sheet.base.txt");
        assert!(sheet.contains(name), "{sheet}");
        let schedule = json(&made("schedule.json"));
        assert_eq!(schedule["clinic"], name);
        assert_eq!(schedule["clinic_sha256"].as_str(), sha256.map(String::as_str));
        let table = made("schedule.csv");
        assert!(table.lines().skip(1).all(|row| row.contains(name)), "{table}");
        if let Some(sha256) = sha256 {
            let whole = sheet.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(whole.contains(&format!("The clinic's file and the files that it names together: SHA-256 {sha256}.")), "{sheet}");
            assert!(table.lines().skip(1).all(|row| row.contains(sha256)), "{table}");
        }
    }
}

#[test]
fn the_hash_changes_with_every_text_and_only_with_them() {
    let place = clinic("hash", "next 30 days or more", BASE);
    let hash = || {
        let output = run(&["check", &place.path("p.needle"), "--format", "json", TODAY[0], TODAY[1]]);
        serde_json::from_str::<Value>(&out(&output)).unwrap()["files"][0]["clinic_sha256"].as_str().unwrap().to_owned()
    };
    let first = hash();
    write(&place, "other.needle", "needlepoint 1\n");
    assert_eq!(hash(), first);
    write(&place, "house.needle", &policy("next 30 days or more # as the label"));
    let second = hash();
    assert_ne!(second, first);
    write(&place, "clinic.needle", &CLINIC.replace("Berlin", "Vienna"));
    assert_ne!(hash(), second);
}

#[test]
fn the_search_ends_at_the_first_clinic_or_at_a_repository() {
    let place = clinic("search", "next 30 days or more", BASE);
    write(&place, "inner/p.needle", BASE);
    write(&place, "inner/clinic.needle", "needlepoint 1\nclinic inner {\n}\n");
    write(&place, "inner/deep/p.needle", BASE);
    write(&place, "own/.git/HEAD", "");
    write(&place, "own/below/p.needle", BASE);
    for (name, words) in
        [("p.needle", "clinic policy: here"), ("inner/deep/p.needle", "clinic policy: inner"), ("own/below/p.needle", "NO CLINIC POLICY")]
    {
        let (_, shown) = check(&place, &[name]);
        assert!(shown.contains(words), "{name}: {shown}");
    }
    let stdin = ["check", "-", "--stdin-filename", &place.path("inner/new.needle"), "--format", "plain", TODAY[0], TODAY[1]];
    assert!(out(&fed(&stdin, BASE.as_bytes())).contains("clinic policy: inner"));
    let named = ["check", &place.path("own/below/p.needle"), "--clinic", &place.path("clinic.needle"), TODAY[0], TODAY[1]];
    assert!(out(&run(&named)).contains("clinic policy: here"));
    for (clinic, sentence) in [("nowhere.needle", "there is no file"), ("inner", "is not a file, so the clinic's policies cannot be read")]
    {
        let output = run(&["check", &place.path("p.needle"), "--clinic", &place.path(clinic), TODAY[0], TODAY[1]]);
        assert_eq!(output.status.code(), Some(2));
        assert!(said(&output).contains(sentence), "{}", said(&output));
    }
}

#[test]
fn a_clinic_and_its_policies_are_checked_by_themselves() {
    let place = clinic("alone", "next 30 days or more", BASE);
    for name in ["clinic.needle", "house.needle"] {
        let (code, shown) = check(&place, &[name]);
        assert_eq!(code, Some(0), "{name}: {shown}");
        assert!(shown.contains("clinic policy: here") && !shown.contains("policy-unnamed"), "{name}: {shown}");
        assert!(shown.contains("1 line of policy held against what binds above."), "{name}: {shown}");
    }
    write(&place, "spare.needle", &policy("next 30 days or more"));
    let (code, shown) = check(&place, &["spare.needle"]);
    assert_eq!(code, Some(0), "{shown}");
    assert!(shown.contains("caution: policy-unnamed: no clinic that is applied here names the policy `house`"), "{shown}");
    // As it stands in an editor, not as it lies on the disk.
    let edited = policy("next 3 days or more");
    let stdin = ["check", "-", "--stdin-filename", &place.path("house.needle"), "--format", "plain", TODAY[0], TODAY[1]];
    let output = fed(&stdin, edited.as_bytes());
    assert!(out(&output).contains("policy-loosens") && !out(&output).contains("policy-unnamed"), "{}", out(&output));
}

#[test]
fn a_broken_clinic_says_where_and_accepts_nothing() {
    let place = clinic("broken", "next 30 days or more", BASE);
    for (file, text, sentence, at) in [
        ("clinic.needle", CLINIC.replace("zone", "zoon"), "`zoon` starts no line of a clinic", "clinic.needle, line 3"),
        ("clinic.needle", CLINIC.replace("clinic here", "clinc here"), "this block cannot be read", "clinic.needle, line 2"),
        ("clinic.needle", CLINIC.replace("Berlin", "Berlyn"), "the time zone `Europe/Berlyn` is not known", "clinic.needle, line 3"),
        ("clinic.needle", CLINIC.replace("house.needle", "../house.needle"), "lies outside the clinic's folder", "clinic.needle, line 4"),
        ("clinic.needle", CLINIC.replace("house.needle", "/etc/house.needle"), "lies outside the clinic's folder", "clinic.needle, line 4"),
        ("clinic.needle", CLINIC.replace("house.needle", "clinic.needle"), "is the clinic's own file", "clinic.needle, line 4"),
        (
            "clinic.needle",
            CLINIC.replace("}", "  policy \"./house.needle\"\n}"),
            "the policy file `./house.needle` is stated twice",
            "clinic.needle, line 5",
        ),
        ("house.needle", policy("nxt 30 days or more"), "`nxt` starts no line of a policy", "house.needle, line 3"),
        ("house.needle", policy("policy \"more.needle\""), "`policy` starts no line of a policy", "house.needle, line 3"),
        ("house.needle", "needlepoint 1\npolcy house {\n}\n".to_owned(), "this block cannot be read", "house.needle, line 2"),
        ("house.needle", CLINIC.to_owned(), "`here` is a clinic and stands where nothing reads it", "house.needle, line 2"),
        ("house.needle", BASE.to_owned(), "`acne-scars-face` is a protocol and stands where nothing reads it", "house.needle, line 4"),
        ("house.needle", policy("forbid product lmx-4"), "`lmx-4` is not known as a product", "house.needle, line 3"),
    ] {
        write(&place, "clinic.needle", CLINIC);
        write(&place, "house.needle", &policy("next 30 days or more"));
        write(&place, file, &text);
        let (code, shown) = check(&place, &["p.needle"]);
        assert_eq!(code, Some(1), "{text}: {shown}");
        let line = shown.lines().find(|line| line.contains(sentence)).unwrap_or_else(|| panic!("{text}: {shown}"));
        assert!(line.contains(at), "{line}");
        let built = run(&["build", &place.path("p.needle"), "--bench", "--out", &place.path("out"), TODAY[0], TODAY[1]]);
        assert_eq!(built.status.code(), Some(1), "{text}");
        assert!(!place.0.join("out").exists());
    }
}

#[test]
fn a_clinic_that_cannot_be_read_ends_the_run() {
    let place = clinic("unread", "next 30 days or more", BASE);
    let ends = |sentence: &str| {
        let (code, shown) = check(&place, &["p.needle"]);
        assert_eq!(code, Some(2), "{shown}");
        assert!(shown.contains(sentence), "{shown}");
    };
    fs::write(place.0.join("house.needle"), b"needlepoint 1\npolicy h\xff {\n}\n").unwrap();
    ends("house.needle is not UTF-8 text: the byte FF on line 2, column 9 cannot be read");
    fs::remove_file(place.0.join("house.needle")).unwrap();
    ends("clinic.needle names it as a policy");
    fs::create_dir(place.0.join("house.needle")).unwrap();
    ends("house.needle is a folder, not a file");
    fs::write(place.0.join("clinic.needle"), b"\xff\xfec\0l\0").unwrap();
    ends("clinic.needle is UTF-16 text (little-endian)");
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_and_said() {
    use std::os::unix::fs::symlink;
    let place = Place::new("clinic-link");
    write(&place, "central/real.needle", CLINIC);
    write(&place, "central/house.needle", &policy("next 35 days or more"));
    write(&place, "wing/p.needle", BASE);
    let link = place.0.join("wing/clinic.needle");
    symlink("../central/real.needle", &link).unwrap();
    let (code, shown) = check(&place, &["wing/p.needle"]);
    assert_eq!(code, Some(1), "{shown}");
    assert!(shown.contains("the clinic asks for 35 days, 5 days more"), "{shown}");
    let real = fs::canonicalize(place.0.join("central/real.needle")).unwrap();
    assert!(shown.contains(&format!("wing/clinic.needle, a link to {}", real.display())), "{shown}");
    fs::remove_file(&link).unwrap();
    // In a circle, and to nothing.
    for to in ["clinic.needle", "nowhere.needle"] {
        symlink(to, &link).unwrap();
        let (code, shown) = check(&place, &["wing/p.needle"]);
        assert_eq!(code, Some(2), "{shown}");
        assert!(shown.contains("clinic.needle leads nowhere that can be read") && !shown.contains("os error"), "{shown}");
        fs::remove_file(&link).unwrap();
    }
}

const SERUM: &str = "source our-leaflet {\n  title \"The maker's leaflet\"\n  address \"example.org/leaflet\"\n  grade label\n  read \"whole\"\n  renew-by 2027-06-01\n}\n\
product our-saline {\n  class saline\n  sterile yes source our-leaflet\n  single-dose yes source our-leaflet\n  additive-free yes source our-leaflet\n  for-broken-skin yes source our-leaflet\n}\n\
product our-gel {\n  class hydrogel\n  sterile no source our-leaflet\n}\n\
list our-questions 1.0 {\n  record consent\n  source our-leaflet\n}\n";

#[test]
fn what_a_clinic_declares_is_said_wherever_it_is_used() {
    let protocol = splice(
        "screen before every session {\n  ...\n  use list face-standard 1.0\n  use list our-questions 1.0\n}\nsession {\n  ...\n  rinse with our-saline\n}",
    );
    let place = clinic("declared", "next 30 days or more", &protocol.replace("iasj\n\n", "iasj, our-leaflet\n\n"));
    write(&place, "clinic.needle", &(CLINIC.to_owned() + SERUM));
    let (code, shown) = check(&place, &["p.needle"]);
    assert_eq!(code, Some(0), "{shown}");
    let declared = "Declared by this clinic: list our-questions, product our-saline, source our-leaflet.";
    assert!(shown.contains(declared), "{shown}");
    let output =
        run(&["build", &place.path("p.needle"), "--bench", "--out", &place.path("out"), "--start", "2026-12-01T10:00", TODAY[0], TODAY[1]]);
    assert_eq!(output.status.code(), Some(0), "{}{}", out(&output), said(&output));
    let made = |end: &str| fs::read_to_string(place.0.join(format!("out/acne-scars-face.{end}"))).unwrap();
    assert!(made("sheet.base.txt").contains("Declared by this clinic, not built in\n"), "{}", made("sheet.base.txt"));
    assert!(made("sheet.base.txt").contains("\n  product our-saline\n"));
    assert!(made("schedule.json").contains("\"product our-saline\""));
    assert!(made("schedule.csv").lines().skip(1).all(|row| row.contains("product our-saline")));
    // A finding about it says so, and shows where.
    write(&place, "p.needle", &splice("session {\n  ...\n  lubricate with our-gel\n}"));
    let (code, shown) = check(&place, &["p.needle"]);
    assert_eq!(code, Some(1), "{shown}");
    let line = shown.lines().find(|line| line.contains("product-unsafe-on-open-skin")).unwrap_or_default();
    assert!(line.contains("The product `our-gel` is declared by this clinic here: ") && line.contains("clinic.needle, line 20"), "{shown}");
}

#[test]
fn a_line_of_a_policy_with_an_unknown_name_is_one_problem() {
    let place = clinic("unknown", "next 30 days or more", BASE);
    for line in ["require condition epilepsy", "wait topical-retinoid 2 weeks after", "pause sauna from 1 days before until 3 days after"] {
        write(&place, "house.needle", &policy(line));
        let (code, shown) = check(&place, &["p.needle"]);
        let never: Vec<&str> = shown.lines().filter(|line| line.starts_with("never: ")).collect();
        assert!(code == Some(1) && matches!(never.as_slice(), [one] if one.starts_with("never: name-unknown")), "{line}\n{shown}");
    }
}

/// A clinic's word for a product never lets through what the atlas holds back.
#[test]
fn a_declared_product_is_held_back_like_a_built_in_one() {
    let source = |grade: &str| {
        format!("source own {{\n  title \"Own\"\n  address \"example.org\"\n  grade {grade}\n  read \"whole\"\n  renew-by 2027-06-01\n}}\n")
    };
    let label = "  label own-label {\n    strength 4 % lidocaine source own\n    coverage 0.1 to 9 g/cm2 level caution basis label source own\n    \
                 dwell 1 to 600 minutes level caution basis label source own\n    most 9000 cm2 level caution basis label source own\n    source own\n  }\n";
    let bare = "  label own-label {\n    strength 4 % lidocaine source own\n    source own\n  }\n";
    let cream = |class: &str, label: &str| format!("product own-cream {{\n{class}  sterile no source own\n{label}}}\n");
    let numb = splice(
        "session {\n  ...\n  numb cheeks, forehead with own-cream under own-label, 1000 g in total on 180 cm2, 30 to 600 minutes, uncovered, in clinic by nurse\n  \
         wipe-off own-cream\n}",
    );
    let yes = "  sterile yes source own\n  single-dose yes source own\n  additive-free yes source own\n  for-broken-skin yes source own\n";
    let gel = |class: &str| format!("product own-gel {{\n  class {class}\n{yes}}}\n");
    let glide = splice("session {\n  ...\n  lubricate with own-gel\n}");
    let topical = "  class topical-anaesthetic, lidocaine\n";
    let firm = label.replace("level caution", "level never");
    let place = clinic("held-back", "next 30 days or more", BASE);
    for (grade, entry, protocol, says) in [
        ("unreliable", cream(topical, label), &numb, "source-too-weak"),
        (
            "label",
            cream(topical, label),
            &numb,
            "the label `own-label`, declared by this clinic, sets no longest time and no largest amount",
        ),
        ("label", cream(topical, bare), &numb, "sets no longest time and no largest amount"),
        ("label", cream("", &firm), &numb, "the product `own-cream`, declared by this clinic, has no class"),
        (
            "label",
            cream("  class cleanser\n", &firm),
            &numb,
            "anaesthetic-not-topical: `own-cream` is put on to numb, and it is not known as a topical anaesthetic",
        ),
        ("unreliable", gel("hydrogel"), &glide, "source-too-weak"),
        ("label", gel("lidocaine"), &glide, "anaesthetic-without-dose: `own-gel` is an anaesthetic, and it is put under the pen"),
        (
            "label",
            cream(topical, &firm.replace("    strength 4 % lidocaine source own\n", "")),
            &numb,
            "the label `own-label`, declared by this clinic, sets no strength",
        ),
        (
            "label",
            cream(topical, &firm.replace("    coverage 0.1 to 9 g/cm2 level never basis label source own\n", "")),
            &numb,
            "the label `own-label`, declared by this clinic, sets no largest amount",
        ),
        ("label", cream(topical, ""), &numb, "lacks the label that sets its limits"),
        (
            "label",
            gel("ascorbate"),
            &glide,
            "`own-gel` is used in the session itself; it stays off from 72 hours before until 72 hours after",
        ),
        (
            "label",
            gel("retinoid"),
            &glide,
            "`own-gel` is used in the session itself; it stays off from 0 hours before until 72 hours after",
        ),
        ("label", gel("nonsense"), &glide, "`nonsense` is not known as a class of products"),
    ] {
        write(&place, "clinic.needle", &(CLINIC.to_owned() + &source(grade) + &entry));
        write(&place, "p.needle", protocol);
        let (code, shown) = check(&place, &["p.needle"]);
        assert!(code == Some(1) && shown.contains(says), "{says}\n{entry}\n{shown}");
    }
    // It is left off with what is built in and of its class, so no protocol names it once more.
    write(&place, "clinic.needle", &(CLINIC.to_owned() + &source("label") + &gel("retinoid")));
    write(&place, "p.needle", BASE);
    let (code, shown) = check(&place, &["p.needle"]);
    assert!(code == Some(0) && !shown.contains("own-gel"), "{shown}");
    // What says enough of itself is used, and compared.
    write(&place, "clinic.needle", &(CLINIC.to_owned() + &source("label") + &gel("hydrogel")));
    write(&place, "p.needle", &glide);
    let (code, shown) = check(&place, &["p.needle"]);
    assert_eq!(code, Some(0), "{shown}");
    write(&place, "clinic.needle", &(CLINIC.to_owned() + &source("label") + &cream(topical, &firm.replace("600", "60"))));
    write(&place, "p.needle", &numb);
    let (code, shown) = check(&place, &["p.needle"]);
    assert!(code == Some(1) && shown.contains("`own-cream` may stay on for 10 hours; the label `own-label` ends at 1 hour"), "{shown}");
}

#[test]
fn a_list_that_takes_itself_over_ends() {
    let text = CLINIC.to_owned() + "list round 1.0 {\n  use list round 1.0\n  source den160029\n}\n";
    let place = clinic("round", "next 30 days or more", &splice("screen before every session {\n  ...\n  use list round 1.0\n}"));
    write(&place, "clinic.needle", &text);
    let (code, shown) = check(&place, &["p.needle"]);
    assert_eq!(code, Some(1), "{shown}");
    assert!(shown.contains("list-in-list: the list `round` takes over another list, `round`"), "{shown}");
}

#[test]
fn the_page_has_every_statement_that_may_be_tightened() {
    let page = read("docs/clinic.md");
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| `")).collect();
    let known: Vec<String> = TIGHTENS.iter().map(|(word, way, binds)| format!("| `{word}` | {} | {binds} |", way.word())).collect();
    assert_eq!(rows, known);
}

#[test]
fn what_the_page_declares_is_accepted() {
    let blocks = crate::support::blocks("docs/clinic.md");
    let [(_, example)] = blocks.iter().filter(|(kind, _)| kind == "needle").collect::<Vec<_>>()[..] else { panic!("one example") };
    let place = clinic("page", "next 30 days or more", &splice("session {\n  ...\n  rinse with our-saline\n}"));
    write(&place, "clinic.needle", &format!("{CLINIC}{example}\n"));
    let (code, shown) = check(&place, &["p.needle"]);
    assert!(code == Some(0) && shown.contains("Declared by this clinic: product our-saline."), "{shown}");
}
