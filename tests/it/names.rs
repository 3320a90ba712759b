//! Names: a word in capitals is open wherever a name stands, and what is offered for a name may stand at that place.

use crate::support::{BASE, answer, beyond_base, splice};

/// The places of a line's words: letters, digits and hyphens, outside of texts and remarks.
fn words(line: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let (mut quoted, mut start) = (false, None);
    for (at, c) in line.char_indices().chain([(line.len(), '\n')]) {
        let part = !quoted && (c.is_ascii_alphanumeric() || c == '-' || c == '_' || c == '.' || c == '/');
        match start {
            None if part => start = Some(at),
            Some(from) if !part => {
                found.push((from, at));
                start = None;
            }
            _ => {}
        }
        if c == '"' {
            quoted = !quoted;
        }
        if c == '#' {
            break;
        }
    }
    found.retain(|(from, _)| line[*from..].starts_with(|c: char| c.is_ascii_lowercase()));
    found
}

#[test]
fn a_word_in_capitals_is_never_accepted_wherever_it_stands() {
    let reading: Vec<&str> = needlepoint::syntax::PAGES.iter().map(|(name, _)| *name).collect();
    let (mut names, mut wrong) = (0, Vec::new());
    for (number, line) in (1..).zip(BASE.lines()) {
        for (from, to) in words(line) {
            let open = format!("{}NAMED-THING{}", &line[..from], &line[to..]);
            let text: String =
                (1..).zip(BASE.lines()).map(|(at, kept)| if at == number { format!("{open}\n") } else { format!("{kept}\n") }).collect();
            let found = beyond_base(&text);
            let here: Vec<&str> = found
                .iter()
                .filter(|finding| finding.line == number && finding.level == "never")
                .map(|finding| finding.rule.as_str())
                .collect();
            // Either the line is not read at all, or it is said that a name is still to be chosen, and nothing else.
            if here.iter().any(|rule| reading.contains(rule)) {
                continue;
            }
            names += 1;
            if here != ["name-not-chosen"] {
                wrong.push(format!("{open}: {here:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(names > 200, "only {names} names stand in the base protocol");
}

/// What is advised for the one name of a fragment that is not known.
fn advice(fragment: &str) -> String {
    let problems = answer(&splice(fragment)).problems;
    let mut unknown = problems.iter().filter(|problem| problem.rule == "name-unknown");
    let (first, second) = (unknown.next().expect("a name that is not known"), unknown.next());
    assert!(second.is_none(), "{fragment}");
    first.help().expect("advice")
}

#[test]
fn what_is_offered_may_stand_there() {
    // Only what is planned is needled, changed by session or by variant, or excepted.
    assert_eq!(advice("session {\n ...\n needle chekes, then forehead\n}"), "did you mean `cheeks`?");
    assert_eq!(advice("session {\n ...\n needle nosee, then forehead\n}"), "planned in this protocol: cheeks and forehead");
    assert_eq!(advice("course {\n ...\n session 1 foreheed never above 0.25 mm\n}"), "did you mean `forehead`?");
    assert_eq!(advice("course {\n ...\n session 1 nosee never above 0.25 mm\n}"), "planned in this protocol: cheeks and forehead");
    assert_eq!(
        advice("exception depth-beyond-label for cheek-area up to 2 mm {\n reason published-evidence\n}"),
        "planned in this protocol: cheeks and forehead"
    );
    // A place that is never needled is offered for none that may be.
    assert_eq!(advice("session {\n ...\n wash nostrill, face with non-soap-cleanser\n}"), "see what is known with: needlepoint show areas");
    assert_eq!(advice("session {\n ...\n wash facee with non-soap-cleanser\n}"), "did you mean `face`?");
    // A cartridge is one of the device's, an operator one of the closed list.
    assert!(advice("device skinpen-precision with skinpen-cartridg").contains("`skinpen-cartridge`"));
    assert_eq!(advice("operator physician, nurze"), "did you mean `nurse`?");
    assert_eq!(advice("operator physician, beautician"), "known here: physician, nurse, esthetician and specialist");
}

#[test]
fn drugs_and_figures_are_never_offered() {
    let drugs = "names of drugs are never guessed";
    for fragment in [
        "screen before every session {\n ...\n wait oral-isotretinon 6 months after last dose\n}",
        "screen before every session {\n ...\n do-not-treat topical-isotretinoin\n}",
        "screen before every session {\n ...\n do-not-treat anticoagulent\n}",
        "session {\n ...\n lubricate with sterile-salin\n}",
        "session {\n ...\n clean handpiece with isopropanol-7\n}",
        "session {\n ...\n wipe-off lmx\n}",
        "pause topical-retinod from 3 days before until 7 days after",
        "aftercare {\n ...\n apply sunscren spf 50 from 24 hours until 14 days after\n}",
    ] {
        let said = advice(fragment);
        assert!(said.contains(drugs) && !said.contains("did you mean"), "{fragment}: {said}");
    }
    for fragment in [
        "sources juhasz-2021",
        "screen before every session {\n ...\n use list face-standard 1.1\n}",
        "screen before every session {\n ...\n use list face-standard 2.0\n}",
        "session {\n ...\n numb cheeks, forehead with lmx4 under us-label, 30 g in total on 180 cm2, 30 to 60 minutes, uncovered, in clinic by nurse\n}",
    ] {
        let said = advice(fragment);
        assert!(!said.contains("did you mean"), "{fragment}: {said}");
    }
    // What is no drug is offered, and what is near to a drug as well is not.
    assert_eq!(advice("screen before every session {\n ...\n do-not-treat latex-alergy\n}"), "did you mean `latex-allergy`?");
}

#[test]
fn a_wrong_name_is_explained() {
    let retinoid = advice("screen before every session {\n ...\n do-not-treat retinoid\n}");
    assert!(
        retinoid.contains("`topical-retinoid`") && retinoid.contains("`oral-isotretinoin`") && !retinoid.contains("did you mean"),
        "{retinoid}"
    );
    assert!(advice("session {\n ...\n wash periorbital with non-soap-cleanser\n}").contains("`periorbital-outside-rim`"));
    assert!(advice("session {\n ...\n wash cheek with non-soap-cleanser\n}").contains("the patient's own left and right"));
    assert!(advice("screen before every session {\n ...\n decide aspirin by prescriber before numbing\n}").contains("`anticoagulant`"));
}

#[test]
fn whatever_a_variant_may_change_counts_as_a_change() {
    for (change, changes) in [
        ("next       42 to 56 days after the last session given, aim 42 days", true),
        ("cheeks     depth start 0.5 mm, raise by 0.25 mm, never above 1 mm", true),
        ("cheeks     passes 1 horizontal, 1 vertical, 1 diagonal", true),
        ("cheeks     endpoint last-pass", true),
        ("cheeks     at most 10 minutes", true),
        ("plan       pigment: sun-protection, test-patch, stop-if-darker", true),
        // A pen with one speed has no other to change to; these say what the base says.
        ("cheeks     speed 7000 rpm", false),
        ("cheeks     endpoint even-erythema", false),
        ("next       30 to 42 days after the last session given, aim 30 days", false),
    ] {
        let text = splice(&format!("variant darker-skin for phototype 4 to 6 {{\n  basis      policy\n  {change}\n}}"));
        let said = answer(&text).problems.iter().any(|problem| problem.rule == "variant-changes-nothing");
        assert_eq!(said, !changes, "{change}");
    }
}

#[test]
fn a_block_that_stands_again_is_one_problem() {
    for (opens, what) in
        [("  area cheeks {", "the area `cheeks` is stated twice"), ("  variant darker-skin ", "the variant `darker-skin` is stated twice")]
    {
        let start = BASE.find(opens).expect("the block");
        let end = start + BASE[start..].find("\n  }\n").expect("its end") + 5;
        let text = format!("{}{}{}", &BASE[..end], &BASE[start..end], &BASE[end..]);
        let found = beyond_base(&text);
        let blocking: Vec<&str> = found.iter().filter(|finding| finding.blocks).map(|finding| finding.message.as_str()).collect();
        assert_eq!(blocking, [what]);
    }
}
