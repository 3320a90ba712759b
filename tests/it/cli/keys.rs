//! Keys and signatures as a person uses them: made, used once for each version, checked, and never overwritten.

use std::fs;

use crate::program::{FLAGSHIP, Place, out, run, said};

const DAY: [&str; 2] = ["--today", "2026-11-22"];

/// A place with a pair of keys and the flagship's unsigned image.
fn prepared(name: &str) -> (Place, String, String) {
    let place = Place::new(name);
    let (key, folder) = (place.path("clinic.key.pem"), place.path("out"));
    let made = run(&["keygen", "--out", &key]);
    assert!(made.status.success(), "{}", said(&made));
    let built = run(&["build", FLAGSHIP, "--no-clinic", "--today", "2026-11-22", "--out", &folder]);
    assert!(built.status.success(), "{}", said(&built));
    let unsigned = place.path("out/acne-scars-face.unsigned.npp");
    (place, key, unsigned)
}

#[test]
fn an_image_is_signed_and_verified_and_shown() {
    let (place, key, unsigned) = prepared("keys");
    let public = place.path("clinic.key.pub.pem");
    let signed = run(&["sign", &unsigned, "--key", &key]);
    assert!(signed.status.success(), "{}", said(&signed));
    let image = place.path("out/acne-scars-face.npp");
    let words = out(&signed).lines().last().unwrap().to_owned();
    assert!(words.starts_with("check words: "), "{words}");
    // The check words are of the treatment alone, so what else is signed is said as well.
    for line in [
        "\nversion 1.0.0, to be used from 1 October 2026 until 1 April 2027; asks 74 prompts before every session\n".to_owned(),
        format!("as sha256sum prints it of {unsigned}: {}\n", sha2_of(&fs::read(&unsigned).unwrap())),
    ] {
        assert!(out(&signed).contains(&line), "{line}\n{}", out(&signed));
    }

    let verified = run(&["verify", &image, "--key", &public, DAY[0], DAY[1]]);
    assert!(verified.status.success(), "{}", said(&verified));
    assert!(out(&verified).contains("whole and valid on 22 November 2026") && out(&verified).contains(&words), "{}", out(&verified));
    for (arguments, sentence) in [
        (vec!["--bench", DAY[0], DAY[1]], "does not trust (code 2); it says that it is signed with key "),
        (vec!["--bench", DAY[0], DAY[1]], ", and trusted here: 6ae92d8515c0d445"),
        (
            vec!["--key", &public, DAY[0], "2026-09-30"],
            "the first day of the image has not come (code 30); it is to be used from 1 October 2026 until 1 April 2027, and the day is 30 September 2026",
        ),
        (
            vec!["--key", &public, DAY[0], "2027-04-02"],
            "(code 31); it is to be used from 1 October 2026 until 1 April 2027, and the day is 2 April 2027",
        ),
    ] {
        let refused = run(&[vec!["verify", &image], arguments].concat());
        assert_eq!(refused.status.code(), Some(1));
        assert!(said(&refused).contains(sentence), "{}", said(&refused));
    }

    let shown = out(&run(&["inspect", &image]));
    for line in [
        "From acne-scars-face.needle, sha256 ",
        "To be used from 1 October 2026 until 1 April 2027.",
        "For reference-pen, revision 1: skinpen-precision with skinpen-cartridge.",
        "Excepted: depth-beyond-label version 1 for cheeks, above 1.5 mm and up to 2 mm, until 1 April 2027; published-evidence, approved by B. Approver, medical director.",
        "[ ] not treated: pregnancy",
        "[ ] wait: oral-isotretinoin, 6 months after the last dose",
        "Course darker-skin, for phototype 4, 5 and 6: 3 sessions, 42 to 56 days apart, aim 42",
        "      start 0.25 mm, raise by 0.25 mm, never above 0.5 mm; 2 horizontal, 1 vertical and 1 diagonal; 7000 rpm; glide 20 mm/s",
        "      stop area if bleeding lasts over 2 minutes under pressure",
    ] {
        assert!(shown.contains(line), "{line}\n{shown}");
    }
    // The bytes that were hashed are those of the file.
    let digest = sha2_of(&fs::read(FLAGSHIP).unwrap());
    assert!(shown.contains(&digest), "{digest}\n{shown}");
}

fn sha2_of(bytes: &[u8]) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn one_version_is_signed_once_and_no_older_one_after_it() {
    let (place, key, unsigned) = prepared("register");
    let sign = |file: &str, to: &str| run(&["sign", file, "--key", &key, "--out", &place.path(to)]);
    assert!(sign(&unsigned, "one.npp").status.success());
    // The same bytes again are the same image again, and no second line.
    assert!(sign(&unsigned, "again.npp").status.success());
    assert_eq!(fs::read(place.path("one.npp")).unwrap(), fs::read(place.path("again.npp")).unwrap());
    let register = fs::read_to_string(place.path("clinic.key.pem.register")).unwrap();
    assert_eq!(register.lines().count(), 2, "{register}");

    // Another treatment under the same version, and then an older version: neither is signed, and nothing is written.
    let text = fs::read_to_string(FLAGSHIP).unwrap();
    let built = |name: &str, from: &str, to: &str| {
        let file = place.path(&format!("{name}.needle"));
        let draft = text.replacen("status      approved", "status      in-review", 1).replacen(from, to, 1);
        let before = draft.lines().take_while(|line| !line.starts_with("  self-test")).collect::<Vec<_>>().join("\n");
        let approval = before.lines().filter(|line| !line.trim_start().starts_with("approved    ")).collect::<Vec<_>>().join("\n");
        fs::write(&file, approval + "\n}\n").unwrap();
        let approved = run(&["approve", &file, "--by", "B. Approver, medical director", "--no-clinic", DAY[0], DAY[1]]);
        assert!(approved.status.success(), "{}{}", out(&approved), said(&approved));
        let made = run(&["build", &file, "--no-clinic", DAY[0], DAY[1], "--out", &place.path(name)]);
        assert!(made.status.success(), "{}{}", out(&made), said(&made));
        place.path(&format!("{name}/acne-scars-face.unsigned.npp"))
    };
    for (name, from, to, sentence) in [
        (
            "other",
            "at most    6 minutes",
            "at most    5 minutes",
            "another image of version 1.0.0 of this protocol was signed with this key before",
        ),
        (
            "older",
            "version     1.0.0",
            "version     0.9.0",
            "version 1.0.0 of this protocol was signed with this key before, and this is version 0.9.0",
        ),
    ] {
        let refused = sign(&built(name, from, to), &format!("{name}.npp"));
        assert_eq!(refused.status.code(), Some(1));
        assert!(said(&refused).contains(sentence) && said(&refused).contains("nothing was signed"), "{}", said(&refused));
        assert!(!place.names().contains(&format!("{name}.npp")));
    }
    assert!(sign(&built("newer", "version     1.0.0", "version     1.0.1"), "newer.npp").status.success());
    // A register that cannot be read says nothing of what was signed.
    let register = place.path("clinic.key.pem.register");
    let whole = fs::read_to_string(&register).unwrap();
    assert_eq!(whole.lines().count(), 3, "{whole}");
    let whole_but = |end: usize| whole[..whole.len() - end].to_owned();
    for (text, sentence) in [
        (String::new(), "does not say on its line 1 that it is the register of key "),
        (whole_but(9), "ends in the middle of line 3, as when a disk is full or the power fails; the image of that line was never written"),
        (whole.clone() + "something else\n", "cannot be read on line 4, so what key "),
        (whole.replacen("of key ", "of key 00", 1), "is the register of key 00"),
    ] {
        fs::write(&register, text).unwrap();
        let refused = sign(&unsigned, "unknown.npp");
        assert_eq!(refused.status.code(), Some(2));
        assert!(said(&refused).contains(sentence) && said(&refused).contains("nothing was signed"), "{}", said(&refused));
    }
    // One that is not there does not count as empty.
    fs::remove_file(&register).unwrap();
    let refused = sign(&unsigned, "unknown.npp");
    assert_eq!(refused.status.code(), Some(2));
    for part in ["is not there, so what key ", "put its register beside it", "needlepoint keygen --adopt "] {
        assert!(said(&refused).contains(part), "{}", said(&refused));
    }
    assert!(!place.names().contains(&"unknown.npp".to_owned()));
    assert!(!place.names().contains(&"clinic.key.pem.register".to_owned()), "{:?}", place.names());
    let adopt = || run(&["keygen", "--adopt", &key]);
    assert!(adopt().status.success());
    assert!(sign(&unsigned, "adopted.npp").status.success());
    let again = adopt();
    assert_eq!(again.status.code(), Some(2));
    assert!(said(&again).contains("exists already; nothing is overwritten"), "{}", said(&again));
}

#[cfg(unix)]
#[test]
fn a_link_to_a_key_has_the_register_of_the_key() {
    let (place, key, unsigned) = prepared("link");
    let link = place.path("link.pem");
    std::os::unix::fs::symlink(&key, &link).unwrap();
    let signed = run(&["sign", &unsigned, "--key", &link]);
    assert!(signed.status.success(), "{}", said(&signed));
    assert_eq!(fs::read_to_string(place.path("clinic.key.pem.register")).unwrap().lines().count(), 2);
    assert_eq!(place.names(), ["clinic.key.pem", "clinic.key.pem.register", "clinic.key.pub.pem", "link.pem", "out"]);
}

#[cfg(unix)]
#[test]
fn a_key_that_others_may_use_signs_nothing() {
    use std::os::unix::fs::PermissionsExt;
    let (place, key, unsigned) = prepared("open");
    let spaced = place.path("our key.pem");
    fs::copy(&key, &spaced).unwrap();
    for (file, mode, command) in [
        (&key, 0o640, format!("chmod 600 {key}")),
        (&key, 0o604, format!("chmod 600 {key}")),
        (&spaced, 0o666, format!("chmod 600 '{spaced}'")),
    ] {
        fs::set_permissions(file, fs::Permissions::from_mode(mode)).unwrap();
        let refused = run(&["sign", &unsigned, "--key", file]);
        assert_eq!(refused.status.code(), Some(2));
        assert!(said(&refused).trim_end().ends_with(&command), "{}", said(&refused));
        // And it is the command that helps.
        assert!(std::process::Command::new("sh").args(["-c", &command]).status().unwrap().success());
        assert!(!said(&run(&["keygen", "--adopt", file])).contains("chmod"));
    }
}

/// What the atlas knows of a pen counts, and not what an image says that the pen is.
#[test]
fn an_image_is_signed_only_for_a_pen_that_could_admit_it() {
    use needlepoint::diagnostic::Name;
    use needlepoint::quantity::{Depth, Speed};
    use needlepoint::{emit, plan};
    let (place, key, _) = prepared("pens");
    let (plan, stamp) = crate::image::for_a_pen();
    let origins = crate::image::origins();
    let sign = |change: fn(&mut plan::Plan)| {
        let mut forged = plan.clone();
        change(&mut forged);
        let payload = emit::written(&plan::treatment(&forged), &forged, &stamp, &origins).unwrap();
        let (file, to) = (place.path("forged.unsigned.npp"), place.path("forged.npp"));
        fs::write(&file, payload).unwrap();
        let output = run(&["sign", &file, "--key", &key, "--out", &to]);
        // What somebody signed all the same is not verified either.
        let private = fs::read_to_string(&key).unwrap();
        let sealed = needlepoint::seal::Signer::from_pem(&private).unwrap().seal(&fs::read(&file).unwrap());
        fs::write(place.path("sealed.npp"), sealed).unwrap();
        let verified = run(&["verify", &place.path("sealed.npp"), "--key", &place.path("clinic.key.pub.pem"), DAY[0], DAY[1]]);
        let last = said(&output).rsplit(" is ").next().unwrap().replace("; nothing was signed", "");
        assert!(output.status.success() == verified.status.success() && said(&verified).ends_with(&last), "{}", said(&verified));
        (output.status.code(), said(&output))
    };
    for (change, sentence) in [
        (
            (|plan| plan.limits.depth = Depth::of(2501)) as fn(&mut plan::Plan),
            "is no image that skinpen-precision could load: the image allows more depth than this pen does (code 70)",
        ),
        (|plan| plan.limits.speed = Speed::of(7001), "the image allows more needle speed than this pen does (code 71)"),
        (|plan| plan.cartridges[0] = Name::fixed("other-cartridge"), "the image needs a cartridge that this pen does not take (code 24)"),
        (|plan| plan.device = Name::fixed("some-pen"), "is for some-pen, of which the atlas has no loader profile"),
        (|plan| plan.device = Name::fixed("reference-pen"), "is for reference-pen, of which the atlas has no loader profile"),
    ] {
        let (code, said) = sign(change);
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains(sentence) && said.contains("nothing was signed"), "{said}");
    }
    assert_eq!(fs::read_to_string(place.path("clinic.key.pem.register")).unwrap().lines().count(), 1);
    assert_eq!(sign(|_| ()), (Some(0), String::new()));
}

/// A pen looks at the signature before it reads anything: damage is told by the signature, and not by what was damaged.
#[test]
fn a_damaged_image_has_the_code_that_a_pen_gives() {
    let (place, key, unsigned) = prepared("damaged");
    assert!(run(&["sign", &unsigned, "--key", &key, "--out", &place.path("whole.npp")]).status.success());
    let (whole, public) = (fs::read(place.path("whole.npp")).unwrap(), place.path("clinic.key.pub.pem"));
    let verify = |bytes: &[u8]| {
        let file = place.path("damaged.npp");
        fs::write(&file, bytes).unwrap();
        let output = run(&["verify", &file, "--key", &public, DAY[0], DAY[1]]);
        assert_eq!(output.status.code(), Some(1));
        said(&output)
    };
    let flipped = |place: usize| {
        let mut bytes = whole.clone();
        bytes[place] ^= 0xff;
        bytes
    };
    // The payload's first item, its format, a text in its middle and the signature's last byte.
    for place in [56, 58, whole.len() / 2, whole.len() - 1] {
        let said = verify(&flipped(place));
        assert!(said.contains("the signature does not belong to the image (code 3)"), "{place}: {said}");
    }
    assert!(verify(&whole[..whole.len() - 1]).contains("(code 1)"));
    // Another key's name in the envelope; what is behind it is not looked at.
    let said = verify(&flipped(44));
    assert!(said.contains("(code 2); it says that it is signed with key ") && said.contains(", and trusted here: "), "{said}");
}

#[test]
fn one_kind_of_file_given_for_another_is_named() {
    let (place, key, unsigned) = prepared("kinds");
    let (public, folder) = (place.path("clinic.key.pub.pem"), place.path("dated"));
    let dated = ["--start", "2026-12-01T10:00", "--zone", "Europe/Berlin", "--out", &folder];
    assert!(run(&[&["build", FLAGSHIP, "--no-clinic", DAY[0], DAY[1]][..], &dated].concat()).status.success());
    let pdf = place.path("protocol.pdf");
    fs::write(&pdf, "%PDF-1.7\n").unwrap();
    let made = |name: &str| place.path(&format!("dated/acne-scars-face.{name}"));
    for (file, looks) in [
        (FLAGSHIP.to_owned(), "a protocol"),
        (made("schedule.json"), "a schedule"),
        (made("schedule.csv"), "a schedule as a table"),
        (made("sheet.darker-skin.txt"), "the sheet of a protocol"),
        (pdf, "a PDF document"),
        (key.clone(), "a private key"),
        (public.clone(), "a public key"),
        (place.path("clinic.key.pem.register"), "the register of a key"),
        ("protocols/example-clinic/clinic.needle".to_owned(), "the file of a clinic"),
    ] {
        for arguments in [
            vec!["verify", &file, "--key", &public, DAY[0], DAY[1]],
            vec!["inspect", &file],
            vec!["sign", &file, "--key", &key, "--out", &place.path("none.npp")],
        ] {
            let refused = run(&arguments);
            assert_eq!(refused.status.code(), Some(1), "{arguments:?}");
            assert!(said(&refused).contains(&format!("; it looks like {looks}")), "{arguments:?}: {}", said(&refused));
        }
    }
    assert!(run(&["sign", &unsigned, "--key", &key]).status.success());
    let (image, table) = (place.path("out/acne-scars-face.npp"), made("schedule.csv"));
    for (arguments, code, sentence) in [
        (vec!["check", &image], 2, "is a signed image, and no text; needlepoint inspect shows what is in it"),
        (vec!["check", &unsigned], 2, "is an image that nobody has signed yet, and no text"),
        (vec!["check", &table], 2, "is a schedule as a table, and no protocol"),
        (vec!["check", &key], 2, "is a private key, and no protocol; nothing of it was read or shown"),
        (vec!["sign", &unsigned, "--key", &image, "--out", "x"], 2, "is no private Ed25519 key in PEM but a signed image"),
        (vec!["sign", &unsigned, "--key", &public, "--out", "x"], 2, "is no private Ed25519 key in PEM but a public key"),
        (vec!["sign", &unsigned, "--key", FLAGSHIP, "--out", "x"], 2, "is no private Ed25519 key in PEM but a protocol"),
        (vec!["verify", &image, "--key", &key, DAY[0], DAY[1]], 2, "is no public Ed25519 key in PEM but a private key"),
        (
            vec!["verify", &unsigned, "--key", &public, DAY[0], DAY[1]],
            1,
            "; it looks like an image that nobody has signed yet: needlepoint sign",
        ),
    ] {
        let refused = run(&arguments);
        assert_eq!(refused.status.code(), Some(code), "{arguments:?}");
        assert!(said(&refused).contains(sentence), "{arguments:?}: {}", said(&refused));
    }
    // No line of the key is ever shown.
    let secret = fs::read_to_string(&key).unwrap().lines().nth(1).unwrap().to_owned();
    let shown = run(&["check", &key]);
    assert!(!(out(&shown) + &said(&shown)).contains(&secret));
}

#[test]
fn what_is_no_key_or_no_image_is_said_and_nothing_is_overwritten() {
    let (place, key, unsigned) = prepared("no-key");
    let public = place.path("clinic.key.pub.pem");
    for (arguments, code, sentence) in [
        (vec!["keygen", "--out", &key], 2, "exists already; nothing is overwritten"),
        (vec!["sign", &unsigned, "--key", &public], 2, "is no private Ed25519 key in PEM"),
        (vec!["sign", FLAGSHIP, "--key", &key], 2, "is not named .unsigned.npp"),
        (vec!["sign", FLAGSHIP, "--key", &key, "--out", &place.path("x.npp")], 1, "is no image that a pen could load"),
        (vec!["verify", &unsigned, DAY[0], DAY[1]], 2, "say which public key is trusted"),
        (vec!["verify", &unsigned, "--key", &key, DAY[0], DAY[1]], 2, "is no public Ed25519 key in PEM"),
        (vec!["verify", &unsigned, "--key", &public, DAY[0], DAY[1]], 1, "(code 1)"),
        (vec!["inspect", FLAGSHIP], 1, "(code 1)"),
        (vec!["inspect", "no-such.npp"], 2, "cannot read no-such.npp"),
        (vec!["inspect", "src"], 2, "src is not a file"),
        (vec!["sign", &unsigned, "--key", "-"], 2, "a key is a file"),
        (vec!["verify", &unsigned, "--key", &public, DAY[0], "2200-01-01"], 2, "1 January 2200 has no number in an image"),
    ] {
        let output = run(&arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", said(&output));
        assert!(said(&output).contains(sentence), "{arguments:?}: {}", said(&output));
    }
    assert!(!place.names().contains(&"x.npp".to_owned()));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |file: &str| fs::metadata(file).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&key), mode(&public)), (0o600, 0o644));
    }
    // An image for the bench has its own key, which shows nothing; a clinic's key is not put on it.
    let bench = place.path("bench");
    assert!(run(&["build", FLAGSHIP, "--bench", "--no-clinic", DAY[0], DAY[1], "--out", &bench]).status.success());
    let image = place.path("bench/acne-scars-face.bench.npp");
    let verified = run(&["verify", &image, "--bench", DAY[0], DAY[1]]);
    assert!(verified.status.success() && out(&verified).contains("for test benches only"), "{}", said(&verified));
    assert!(out(&run(&["inspect", &image])).contains("To be used until 1 April 2027."));
    let unsigned_shown = out(&run(&["inspect", &unsigned]));
    assert!(unsigned_shown.contains("Nobody has signed it") && unsigned_shown.contains("[ ] not treated: pregnancy"), "{unsigned_shown}");
    let key_of_clinic = ["--key", &key, "--out", &place.path("y.npp")];
    let refused = run(&[&["sign", image.as_str()][..], &key_of_clinic].concat());
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("is for the bench; build it without --bench"), "{}", said(&refused));
    // And the bench's key is put on no image for a pen.
    let published = place.path("published.pem");
    fs::write(&published, needlepoint::seal::Signer::development().to_pem().unwrap()).unwrap();
    let refused = run(&["sign", &unsigned, "--key", &published]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(said(&refused).contains("is the published key of the bench"), "{}", said(&refused));
    let forged = place.path("forged.npp");
    fs::write(&forged, needlepoint::seal::Signer::development().seal(&fs::read(&unsigned).unwrap())).unwrap();
    let refused = run(&["verify", &forged, "--bench", DAY[0], DAY[1]]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("so anybody may have made it"), "{}", said(&refused));
}
