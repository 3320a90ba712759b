//! What `new` writes: every clinical choice is left open, an answer is held against what is known, and nothing is overwritten.

use serde_json::Value;

use crate::program::{Place, fed, out, run, said};

/// The problems of a new protocol, as rule, line and message.
fn problems(text: &str) -> Vec<(String, u64, String)> {
    let output = fed(&["check", "-", "--no-clinic", "--today", "2026-11-22", "--format", "json"], text.as_bytes());
    assert_eq!(output.status.code(), Some(1));
    let document: Value = serde_json::from_str(&out(&output)).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let problems = document["problems"].as_array().unwrap().iter();
    problems.map(|one| (text(&one["rule"]), one["place"]["line"].as_u64().unwrap(), text(&one["message"]))).collect()
}

#[test]
fn a_new_protocol_is_only_told_what_is_still_to_be_chosen() {
    let given =
        ["--title", "Scars", "--author", "A. Author", "--indication", "atrophic-acne-scars", "--areas", "cheeks, forehead", "--device"];
    let filled = [&["new", "protocol"][..], &given, &["skinpen-precision with skinpen-cartridge"]].concat();
    for (arguments, headers) in [(&["new", "protocol"][..], 2), (&filled, 0)] {
        let output = run(arguments);
        assert_eq!((output.status.code(), said(&output).as_str()), (Some(0), ""));
        let text = out(&output);
        let found = problems(&text);
        // Title and author are still to be written; the conditions that every screening covers are still to be asked for.
        let mut others = 0;
        for (rule, line, message) in &found {
            match rule.as_str() {
                "name-not-chosen" | "number-not-chosen" | "day-not-chosen" | "screening-incomplete" | "device-fact-unpublished" => {}
                "header-incomplete" if message.contains("its title") || message.contains("its author") => others += 1,
                _ => panic!("line {line}: {rule}: {message}"),
            }
        }
        assert_eq!(others, headers);
        // Every line with an open choice is named.
        for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.starts_with('#')) {
            let open = line.contains('?') || line.contains("NAMED-");
            assert_eq!(open, found.iter().any(|(rule, at, _)| *at == number && rule.ends_with("-not-chosen")), "line {number}: {line}");
        }
    }
}

#[test]
fn no_number_and_no_day_stands_in_a_new_protocol() {
    let text = out(&run(&["new", "protocol"]));
    for line in text.lines().filter(|line| line.contains(|c: char| c.is_ascii_digit())) {
        let known = ["needlepoint 1", "  version     0.1.0", "    use            list face-standard 1.0"];
        // The scale of pain is the pen's, and no other can be answered.
        let scale = line.contains("pain above ? of 10");
        assert!(known.contains(&line) || scale || line.ends_with("? cm2") || line.contains("? cm2, "), "{line}");
    }
}

#[test]
fn an_answer_that_is_not_known_is_refused_with_advice() {
    for (flag, answer, sentence) in [
        ("--indication", "atrophic-acne-scar", "`atrophic-acne-scar` is not known as an indication; did you mean atrophic-acne-scars?"),
        ("--device", "skinpen-precison", "`skinpen-precison` is not known as a pen with a cartridge; did you mean skinpen-precision?"),
        (
            "--device",
            "skinpen-precision with cartridge",
            "`cartridge` is not known as a cartridge of this pen; did you mean skinpen-cartridge?",
        ),
        ("--device", "reference-pen", "`reference-pen` is not known as a pen with a cartridge"),
        ("--areas", "forehead, cheaks", "`cheaks` is not known as an area; did you mean cheeks?"),
        ("--areas", "upper-eyelid", "`upper-eyelid` is never needled; needlepoint show area upper-eyelid says why"),
        ("--areas", "face, cheeks", "`face` and `cheeks` overlap: one lies in the other"),
        ("--areas", "chin, chin", "`chin` is named twice"),
        ("--title", "a\nb", "a text stands on one line"),
    ] {
        let output = run(&["new", "protocol", flag, answer]);
        assert_eq!((output.status.code(), out(&output).as_str()), (Some(2), ""), "{flag} {answer}");
        assert!(said(&output).contains(sentence), "{flag} {answer}: {}", said(&output));
    }
}

#[test]
fn a_new_file_overwrites_nothing_and_says_what_comes_next() {
    let place = Place::new("new");
    for (kind, next) in [
        ("protocol", "what is still to be chosen: needlepoint check "),
        ("clinic", "it applies to every protocol in its folder and below; it is found by itself only under the name clinic.needle"),
        (
            "policy",
            "it applies once clinic.needle names it, by its path from the clinic's folder, such as: policy \"policies/my-policy.needle\"",
        ),
    ] {
        let file = place.path(&format!("my-{kind}.needle"));
        let output = run(&["new", kind, "mine", "--out", &file]);
        assert_eq!((output.status.code(), out(&output).as_str()), (Some(0), ""), "{}", said(&output));
        assert!(said(&output).contains(next), "{}", said(&output));
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(text.contains(&format!("{kind} mine {{")), "{text}");
        let again = run(&["new", kind, "mine", "--out", &file]);
        assert_eq!(again.status.code(), Some(2));
        assert!(said(&again).contains("exists already; nothing is overwritten"), "{}", said(&again));
        assert_eq!(text, std::fs::read_to_string(&file).unwrap());
    }
}

#[test]
fn a_new_clinic_and_policy_bind_nothing_until_they_are_filled_in() {
    let place = Place::new("new-clinic");
    let write = |name: &str, text: &str| std::fs::write(place.0.join(name), text).unwrap();
    write("p.needle", &crate::program::flagship());
    let clinic = out(&run(&["new", "clinic", "here", "--zone", "Europe/Berlin", "--emergency", "+49 30 0000"]));
    for line in ["clinic here {", "  zone       Europe/Berlin", "  emergency  \"+49 30 0000\""] {
        assert!(clinic.contains(line), "{clinic}");
    }
    assert!(!out(&run(&["new", "clinic"])).lines().any(|line| line.trim_start().starts_with("emergency")));
    assert_eq!(run(&["new", "clinic", "--zone", "Mars/Phobos"]).status.code(), Some(2));
    let policy = out(&run(&["new", "policy"]));
    write("clinic.needle", &clinic.replace("  # policy   \"policies/house.needle\"", "  policy \"house.needle\""));
    write("house.needle", &policy);
    let checked = || run(&["check", &place.path("p.needle"), "--today", "2026-11-22", "--format", "concise"]);
    let output = checked();
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    let shown = out(&output);
    for open in
        ["`NAMED-DEVICE` is still to be named: a device", "`NAMED-RECORD` is still to be named: something to record", "chosen: a depth"]
    {
        assert!(shown.contains(open), "{open}\n{shown}");
    }
    // Filled in, they apply.
    let filled = std::fs::read_to_string(place.path("clinic.needle")).unwrap().replace("NAMED-DEVICE", "skinpen-precision");
    write("clinic.needle", &filled);
    let filled = policy.replace("on NAMED-AREA never above ? mm", "on chin never above 1 mm").replace("? days", "30 days");
    write("house.needle", &filled.replace("NAMED-RECORD", "photographs").replace("NAMED-PRODUCT", "benzocaine"));
    let output = checked();
    assert!(!out(&output).contains("error["), "{}", out(&output));
    assert!(said(&output).contains("clinic policy: here"), "{}", said(&output));
}

#[test]
fn a_new_tag_is_another_each_time_and_is_read_as_one() {
    let tags: Vec<String> = (0..2)
        .map(|_| {
            let output = run(&["new", "tag"]);
            assert_eq!((output.status.code(), said(&output).as_str()), (Some(0), ""));
            out(&output).trim_end().to_owned()
        })
        .collect();
    assert_ne!(tags[0], tags[1]);
    for tag in tags {
        assert_eq!(needlepoint::quantity::Tag::read(&tag).map(|tag| tag.to_string()), Ok(tag.clone()));
        assert!(tag.bytes().all(|byte| byte == b'-' || byte.is_ascii_alphanumeric()), "{tag}");
    }
}
