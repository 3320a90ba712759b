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

    let verified = run(&["verify", &image, "--key", &public, DAY[0], DAY[1]]);
    assert!(verified.status.success(), "{}", said(&verified));
    assert!(out(&verified).contains("whole and valid on 22 November 2026") && out(&verified).contains(&words), "{}", out(&verified));
    for (arguments, sentence) in [
        (vec!["--bench", DAY[0], DAY[1]], "does not trust (code 2)"),
        (vec!["--key", &public, DAY[0], "2026-09-30"], "the first day of the image has not come (code 30)"),
        (vec!["--key", &public, DAY[0], "2027-04-02"], "the last day of the image has passed (code 31)"),
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
    assert_eq!(register.lines().count(), 1, "{register}");

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
    fs::write(place.path("clinic.key.pem.register"), "cut").unwrap();
    let refused = sign(&unsigned, "unknown.npp");
    assert_eq!(refused.status.code(), Some(2));
    assert!(said(&refused).contains("line 1 of"), "{}", said(&refused));
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
