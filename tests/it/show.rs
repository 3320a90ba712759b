//! `show`: entries of the atlas and of a clinic, every limit on an area, and a protocol with the line that sets each value. What must be
//! shown is written by hand.

use crate::program::{FLAGSHIP, Place, fed, flagship, out, run, said};

/// The lines of a view, each with its columns joined by one blank.
fn lines(text: &str) -> Vec<String> {
    text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// The number of the first line of a text that holds a word.
fn line_of(text: &str, word: &str) -> usize {
    text.lines().position(|line| line.contains(word)).unwrap() + 1
}

fn atlas(name: &str) -> String {
    crate::support::read(format!("protocols/atlas/{name}.needle"))
}

#[test]
fn an_entry_is_shown_by_kind_and_name_or_by_its_name_alone() {
    for (arguments, holds) in [
        (&["area", "forehead"][..], "area forehead {\n  part-of face\n"),
        (&["forehead"], "area forehead {\n  part-of face\n"),
        (&["device", "skinpen-precision"], "  label us-neck {\n"),
        (&["cartridge", "skinpen-cartridge"], "  cartridge skinpen-cartridge {\n    needles 14"),
        (&["product", "lmx4"], "product lmx4 {\n"),
        (&["condition", "oral-isotretinoin"], "condition oral-isotretinoin {\n"),
        (&["list", "face-standard"], "list face-standard 1.0 {\n"),
        (&["word", "status"], "vocabulary status { # how far the protocol has come\n"),
        (&["words", "nurse"], "vocabulary operator { # who may treat"),
        (&["nurse"], "vocabulary operator { # who may treat"),
        (&["hazard", "A01"], "# rules: depth-beyond-dial\n"),
        (&["source", "juhasz-2020"], "# cited in: atlas/areas.needle:"),
        (&["indication", "striae"], "indication striae {\n"),
        (&["areas"], "forehead\n"),
        (&["area"], "forehead\n"),
        (&["cartridges"], "skinpen-cartridge\n"),
        (&["hazards"], "needle past the device's maximum"),
    ] {
        let output = run(&[&["show"][..], arguments].concat());
        assert_eq!((output.status.code(), said(&output).as_str()), (Some(0), ""), "{arguments:?}");
        assert!(out(&output).contains(holds), "{arguments:?}\n{}", out(&output));
        // A block is shown whole: as many braces close as open.
        let code = |line: &str| line.split('#').next().unwrap().trim_end().to_owned();
        let count = |brace| out(&output).lines().filter(|line| code(line).ends_with(brace)).count();
        assert_eq!(count('{'), count('}'), "{}", out(&output));
    }
    let place = format!("# atlas/areas.needle:{}\n", line_of(&atlas("areas"), "area forehead {"));
    assert!(out(&run(&["show", "area", "forehead"])).starts_with(&place));
    // A name is looked for in its own kind only.
    assert_eq!(run(&["show", "device", "forehead"]).status.code(), Some(2));
}

#[test]
fn what_is_not_known_gets_advice_but_never_the_name_of_another_drug() {
    for (arguments, sentence) in [
        (&["area", "forehaed"][..], "no area is called `forehaed` in the atlas or the clinic above this folder; did you mean forehead?"),
        (&["forehaed"], "did you mean forehead?"),
        (&["aera", "neck"], "there is no kind `aera`; did you mean area?"),
        (
            &["thing", "neck"],
            "the kinds are area, device, cartridge, product, condition, list, indication, source, word, activity, wrong-name and hazard",
        ),
        (
            &["product", "lmx5"],
            "no product is called `lmx5` in the atlas or the clinic above this folder; see the names with: needlepoint show products",
        ),
        (&["lmx5"], "see the names with: needlepoint show areas"),
        (&["condition", "oral-isotretinion"], "see the names with: needlepoint show conditions"),
        (&["limits"], "say for which area, as in: needlepoint show limits --area cheeks"),
        (&["limits", "--area", "cheaks"], "`cheaks` is not known as an area; did you mean cheeks?"),
        (&["areas", "--area", "cheeks"], "--area goes with limits"),
        (&["forehead", "--resolved"], "--resolved shows a protocol; name its file"),
        (&[FLAGSHIP], "say what to show of protocols/acne-scars-face.needle: --resolved prints every value"),
        (&["no-such.needle", "--resolved"], "there is no file no-such.needle"),
        (&["protocols/atlas/areas.needle", "--resolved"], "protocols/atlas/areas.needle has no protocol that could be shown"),
    ] {
        let output = run(&[&["show"][..], arguments].concat());
        assert_eq!((output.status.code(), out(&output).as_str()), (Some(2), ""), "{arguments:?}");
        assert!(said(&output).contains(sentence), "{arguments:?}: {}", said(&output));
    }
}

#[test]
fn the_limits_on_an_area_stand_in_one_table() {
    let shown = lines(&out(&run(&["show", "limits", "--area", "cheeks", "--no-clinic"])));
    let (areas, devices) = (atlas("areas"), atlas("devices"));
    let cheeks = |word: &str| {
        let block = line_of(&areas, "area cheeks {");
        let inside: String = areas.lines().skip(block).map(|line| line.to_owned() + "\n").collect();
        block + line_of(&inside, word)
    };
    for line in [
        format!(
            "never depth 0 mm to 2.5 mm, step 0.25 mm dial of skinpen-precision logic atlas/devices.needle:{} pinova (practice, read second-hand)",
            line_of(&devices, "  dial 0 to 2.5 mm")
        ),
        format!(
            "sign-off depth not above 1.5 mm label us-acne of skinpen-precision label atlas/devices.needle:{} skinpen-clinical-summary (label)",
            line_of(&devices, "    depth never above 1.5 mm")
        ),
        format!(
            "caution depth not above 1.5 mm area cheeks policy atlas/areas.needle:{} skinpen-clinical-summary (label)",
            cheeks("above 1.5 mm")
        ),
        format!(
            "by rule depth not above 1.07 mm thinnest skin of cheeks evidence atlas/areas.needle:{} hfus-118 (paper)",
            cheeks("skin 1.07 mm")
        ),
    ] {
        assert!(shown.contains(&line), "{line}\n{}", shown.join("\n"));
    }
    // A label that speaks of the neck only does not hang on the cheeks; a closed area says so.
    assert!(!shown.iter().any(|line| line.contains("us-neck")));
    let shown = lines(&out(&run(&["show", "limits", "--area", "upper-eyelid", "--no-clinic"])));
    assert!(shown.iter().any(|line| line.starts_with("never never needled area upper-eyelid ")), "{}", shown.join("\n"));
    // What no limit says stands below the table, and what is said of a pen or a label besides its numbers in it.
    for (area, lines_shown) in [
        (
            "scalp",
            &[
                "Sources disagree on scalp, next: every week, every two weeks and every four weeks were all studied; read in aga-dhurat-2013 (paper, read \
             second-hand), aga-faghihi-2021 (paper, read second-hand), aga-four-weekly (paper, read second-hand).",
            ][..],
        ),
        ("left-shin", &["Bone lies close under shins; the rule depth-over-bone reads it."]),
        ("flanks", &["No needling depth has been published for flanks."]),
        (
            "cheeks",
            &[
                "by rule depth off by up to 0.15 mm tolerance of exceed logic ",
                "by rule speed unpublished motor of rejuvapen-nxt logic ",
                "by rule on label in us only label us-acne of skinpen-precision label ",
                "by rule phototype 1 to 3 label us-wrinkles of exceed label ",
                "sign-off not licensed in au licence of dermapen-4 label ",
                "never depth up to 2.5 mm, step unpublished dial of rejuvapen-nxt logic ",
            ],
        ),
    ] {
        let shown = lines(&out(&run(&["show", "limits", "--area", area, "--no-clinic"])));
        for line in lines_shown {
            assert!(shown.iter().any(|said| said.starts_with(line)), "{line}\n{}", shown.join("\n"));
        }
    }
    // A group has what hangs on the areas within it.
    let shown = lines(&out(&run(&["show", "limits", "--area", "face", "--no-clinic"])));
    assert!(shown.iter().any(|line| line.starts_with("caution depth not above 1 mm area forehead policy ")), "{}", shown.join("\n"));
}

#[test]
fn every_value_of_every_course_has_its_layer_and_line() {
    let output = run(&["show", FLAGSHIP, "--resolved", "--no-clinic", "--today", "2026-11-22"]);
    assert_eq!((output.status.code(), said(&output).as_str()), (Some(0), ""));
    let text = flagship();
    let at = |word: &str| format!("{FLAGSHIP}:{}", line_of(&text, word));
    let shown = lines(&out(&output));
    assert!(shown[0].ends_with("accepted as it stands; cautions are said by needlepoint check. NO CLINIC POLICY."), "{}", shown[0]);
    let place = |word: &str| shown.iter().position(|line| line == word).unwrap_or_else(|| panic!("no {word}\n{}", shown.join("\n")));
    let (base, darker) = (
        place("course base, for phototypes 1 (I), 2 (II) and 3 (III)"),
        place("course darker-skin, for phototypes 4 (IV), 5 (V) and 6 (VI)"),
    );
    let (first, rest) = (place("session 1"), place("sessions 2 and 3"));
    assert!(base < first && first < rest && rest < darker);
    let next = |days: &str, layer: &str, word: &str| format!("next {days} {layer} {}", at(word));
    let base_next = next("30 days to 42 days after the last session given, aim 30 days", "protocol", "next       30 to 42");
    let darker_next = next("42 days to 56 days after the last session given, aim 42 days", "variant darker-skin", "next       42 to 56");
    assert!(shown[base..first].contains(&base_next) && shown[darker..].contains(&darker_next), "{}", shown.join("\n"));
    // The session's own ceiling, the area's, and the variant's; beside each the limits, the strictest first.
    let ceiling = |part: &[String], line: String| assert!(part.contains(&line), "{line}\n{}", part.join("\n"));
    ceiling(&shown[first..rest], format!("never above 1 mm session 1 {}", at("session    1 cheeks")));
    ceiling(&shown[rest..darker], format!("never above 2 mm protocol {}", at("never above 2 mm")));
    ceiling(&shown[darker..], format!("never above 1 mm variant darker-skin {}", at("cheeks     depth start")));
    ceiling(&shown[first..rest], format!("speed 7000 rpm protocol {}", at("speed      7000 rpm")));
    ceiling(
        &shown[first..rest],
        format!("passes 2 horizontal, 1 vertical, 1 diagonal protocol {}", at("passes     2 horizontal, 1 vertical, 1")),
    );
    let forehead = shown.iter().position(|line| line.starts_with("area forehead ")).unwrap();
    let limits: Vec<&String> = shown[forehead..].iter().skip(3).take_while(|line| line.starts_with("limit ")).collect();
    let starts: Vec<bool> =
        ["limit caution: depth not above 1 mm area forehead ", "limit by rule: depth not above 1.06 mm thinnest skin of forehead "]
            .iter()
            .zip(&limits)
            .map(|(start, line)| line.starts_with(start))
            .collect();
    assert_eq!(starts, [true, true], "{limits:#?}");
    assert!(limits[0].ends_with(" basis policy; hfus-118 (paper)"), "{}", limits[0]);
}

#[test]
fn a_protocol_that_lacks_things_is_shown_with_its_gaps() {
    let text =
        flagship().replacen("    speed      7000 rpm\n", "", 1).replacen("    passes     2 horizontal", "    passes     two horizontal", 1);
    let output = fed(&["show", "-", "--resolved", "--no-clinic", "--today", "2026-11-22"], text.as_bytes());
    assert_eq!(output.status.code(), Some(0));
    let shown = lines(&out(&output));
    assert!(shown[0].starts_with("<stdin>: not accepted as it stands; needlepoint check says why."), "{}", shown[0]);
    for line in ["speed not stated", "passes waits for a line that could not be read"] {
        assert!(shown.iter().any(|other| other == line), "{line}\n{}", shown.join("\n"));
    }
}

#[test]
fn what_a_clinic_declares_and_limits_is_shown_where_it_applies() {
    let place = Place::new("show-clinic");
    let write = |name: &str, text: &str| std::fs::write(place.0.join(name), text).unwrap();
    write("clinic.needle", "needlepoint 1\nclinic here {\n  policy \"house.needle\"\n}\n");
    write(
        "house.needle",
        "needlepoint 1\nproduct house-gel { # ours {\n  class glide-medium\n  sterile yes source cutsheet\n}\nsource cutsheet {\n  title \"A } sheet\"\n  grade \
         label\n}\npolicy house {\n  limit depth on face never above 1.5 mm\n  next 30 days or more\n}\n",
    );
    write("p.needle", &flagship());
    let clinic = place.path("clinic.needle");
    let shown = out(&run(&["show", "product", "house-gel", "--clinic", &clinic]));
    assert!(shown.contains("house.needle:2, declared by this clinic\nproduct house-gel {") && shown.ends_with("}\n\n"), "{shown}");
    let shown = out(&run(&["show", "source", "cutsheet", "--clinic", &clinic]));
    assert!(shown.contains("  grade label\n}\n"), "{shown}");
    assert_eq!(run(&["show", "product", "house-gel", "--no-clinic"]).status.code(), Some(2));
    let shown = lines(&out(&run(&["show", "limits", "--area", "cheeks", "--clinic", &clinic])));
    let own = |line: &String| {
        line.starts_with("never depth not above 1.5 mm, on face policy house of clinic here policy ") && line.contains("house.needle:11 ")
    };
    assert!(shown.iter().any(own), "{}", shown.join("\n"));
    // The clinic above a protocol's folder binds it there.
    let output = run(&["show", &place.path("p.needle"), "--resolved", "--today", "2026-11-22"]);
    let shown = lines(&out(&output));
    let words = format!("not accepted as it stands; needlepoint check says why. clinic policy: here, from {clinic}.");
    assert!(shown[0].ends_with(&words), "{}", shown[0]);
    for start in [
        "limit never: depth not above 1.5 mm, on face policy house of clinic here ",
        "limit never: next after 30 days or more policy house of clinic here ",
    ] {
        assert!(shown.iter().any(|line| line.starts_with(start)), "{start}\n{}", shown.join("\n"));
    }
}
