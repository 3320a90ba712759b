//! `approve` as a user runs it, and the image for a pen that it makes possible.

use super::{FLAGSHIP, Place, fed, flagship, names, out, run, said};

const BY: &str = "B. Approver, medical director";

/// The flagship before anybody approved it.
fn draft() -> String {
    let text = flagship();
    let kept = text.lines().filter(|line| !line.starts_with("  approved ")).map(|line| format!("{line}\n"));
    kept.collect::<String>().replace("status      approved\n", "status      draft # for now\n")
}

fn approve(file: &str, by: &str) -> std::process::Output {
    run(&["approve", file, "--by", by, "--no-clinic", "--today", "2026-10-01"])
}

/// The approved line of a text, with its number from 0.
fn line(text: &str) -> (usize, String) {
    let found = text.split('\n').enumerate().find(|(_, line)| line.starts_with("  approved "));
    found.map(|(place, line)| (place, line.to_owned())).unwrap()
}

#[test]
fn it_writes_two_lines_and_nothing_else() {
    let place = Place::new("approve");
    let file = place.path("p.needle");
    for end in ["\n", "\r\n"] {
        let before = draft().replace('\n', end);
        std::fs::write(&file, &before).unwrap();
        let output = approve(&file, BY);
        assert_eq!(output.status.code(), Some(0), "{}{}", out(&output), said(&output));
        let after = std::fs::read_to_string(&file).unwrap();
        let (at, approved) = line(&after);
        let shown = out(&output);
        let cautions = shown
            .strip_prefix(&format!("{file}: the status was draft and is approved now\n{file}: {}\n", approved.trim()))
            .unwrap_or_else(|| panic!("it says what it wrote: {shown}"));
        let counted = format!("{file}: approved. 4 cautions to read; needlepoint check shows each. NO CLINIC POLICY.\n");
        assert_eq!(cautions, counted);
        assert!(after.split('\n').nth(at - 1).unwrap().starts_with("  author "), "below the author");
        let back = after.replace(&format!("{approved}\n"), "").replace("status      approved # for now", "status      draft # for now");
        assert_eq!(back, before, "every other byte stays");
        // The same as the shipped file, which differs in nothing that counts.
        assert_eq!(approved.trim_end(), line(&flagship()).1);
    }
    // An old approval is replaced where it stands, and its remark stays.
    std::fs::write(&file, flagship().replace(&line(&flagship()).1, "  approved 2025-01-01 by \"Old\" text 00 # see the minutes")).unwrap();
    assert_eq!(approve(&file, "C. \"Second\" Approver").status.code(), Some(0));
    let after = std::fs::read_to_string(&file).unwrap();
    let digest = line(&flagship()).1.rsplit_once(' ').unwrap().1.to_owned();
    assert_eq!(line(&after).1, format!("  approved    2026-10-01 by \"C. \\\"Second\\\" Approver\" text {digest} # see the minutes"));
    assert_eq!(after.lines().count(), flagship().lines().count());
    assert_eq!(place.names(), ["p.needle"]);
}

#[test]
fn it_refuses_and_says_why() {
    let place = Place::new("approve-not");
    let file = place.path("p.needle");
    let good = draft();
    for (text, by, code, shown, sentence) in [
        (
            good.clone(),
            "A. Author",
            1,
            "",
            "A. Author wrote this protocol (its author is A. Author, dermatology lead); somebody else approves it",
        ),
        (good.clone(), " a. author , director", 1, "", "a. author , director wrote this protocol"),
        (good.clone(), " ", 2, "", "an approval is a person's: say who approves it"),
        (good.clone(), "NAMED-APPROVER", 2, "", "an approval is a person's"),
        (good.clone(), "B. Approver\nx", 2, "", "an approval is a person's"),
        (good.clone(), "NAMED-APPROVER, director", 2, "", "an approval is a person's"),
        (good.clone(), ".", 2, "", "an approval is a person's"),
        (good.clone(), "B. Ap\u{200b}prover", 2, "", "the name has a character in it that no text of a protocol may have"),
        (good.clone(), "Dr. A Author", 1, "", "Dr. A Author wrote this protocol"),
        (good.replace("draft", "retired"), BY, 1, "", "the protocol is retired; set its status to in-review first"),
        (good.replace("wipe-off   lmx4\n", "\n"), BY, 1, "anaesthetic-left-on", "the protocol is not accepted, so it was not approved"),
        (good.replace("sunscreen spf", "NAMED-SUNSCREEN spf"), BY, 1, "name-not-chosen", "not accepted, so it was not approved"),
        (good.replace("sessions   3", "sessions   ?"), BY, 1, "number-not-chosen", "not accepted, so it was not approved"),
        (good.replace("2027-10-01", "2026-09-30"), BY, 1, "renewal-passed", "not accepted, so it was not approved"),
        (good.replace("  author ", "  # "), BY, 1, "header-incomplete", "not accepted, so it was not approved"),
        (
            good.replace("next       30 to", "next       10 to"),
            BY,
            1,
            "session-too-soon",
            "the protocol has a sign-off that no valid exception lifts, so it was not approved",
        ),
    ] {
        std::fs::write(&file, &text).unwrap();
        let output = approve(&file, by);
        assert_eq!(output.status.code(), Some(code), "{by}: {}", said(&output));
        assert!(said(&output).contains(sentence), "{by}: {}", said(&output));
        assert!(out(&output).contains(shown), "{shown}: {}", out(&output));
        assert_eq!(std::fs::read_to_string(&file).unwrap(), text, "{sentence}");
    }
    let output = fed(&["approve", "-", "--by", BY], good.as_bytes());
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("an approval is written into a file; name it"), "{}", said(&output));
}

#[test]
fn an_image_for_a_pen_is_made_of_an_approved_text_only() {
    let place = Place::new("device");
    let (file, image) = (place.path("p.needle"), place.path("out"));
    let build = || run(&["build", &file, "--no-clinic", "--today", "2026-11-22", "--out", &image]);
    std::fs::write(&file, flagship()).unwrap();
    let output = build();
    assert_eq!(output.status.code(), Some(0), "{}{}", out(&output), said(&output));
    assert_eq!(
        names(&place.0.join("out")),
        ["acne-scars-face.sheet.base.txt", "acne-scars-face.sheet.darker-skin.txt", "acne-scars-face.unsigned.npp"]
    );
    assert!(out(&output).contains("The image is not signed, and no pen admits an image that is not"), "{}", out(&output));
    let sheet = std::fs::read_to_string(place.0.join("out/acne-scars-face.sheet.base.txt")).unwrap();
    let digest = line(&flagship()).1.rsplit_once(' ').unwrap().1.to_owned();
    assert!(sheet.contains(&format!("Approved: 1 October 2026 by B. Approver, medical director (text {digest})")), "{sheet}");
    assert!(!sheet.contains("BENCH"), "{sheet}");
    std::fs::remove_dir_all(&image).unwrap();
    // One clinical line changed after the approval: still accepted, but not approved.
    std::fs::write(&file, flagship().replace("at most    6 minutes", "at most    7 minutes")).unwrap();
    let output = build();
    assert_eq!(output.status.code(), Some(1));
    assert!(out(&output).contains("never: approval-stale"), "{}", out(&output));
    let check = run(&["check", &file, "--no-clinic", "--today", "2026-11-22", "--format", "plain"]);
    assert_eq!(check.status.code(), Some(0));
    assert!(out(&check).contains("caution: approval-stale"), "{}", out(&check));
    assert_eq!(run(&["build", &file, "--bench", "--no-clinic", "--today", "2026-11-22", "--out", &image]).status.code(), Some(0));
    std::fs::remove_dir_all(&image).unwrap();
    // Approved again, it is made again.
    assert_eq!(approve(&file, BY).status.code(), Some(0));
    assert_eq!(build().status.code(), Some(0));
    // The day after its last one it is made no more.
    let late = run(&["build", FLAGSHIP, "--no-clinic", "--today", "2027-10-02", "--out", &place.path("late")]);
    assert_eq!(late.status.code(), Some(1));
    assert!(out(&late).contains("renewal-passed"), "{}", out(&late));
}
