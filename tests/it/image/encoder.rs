//! An encoder that writes one thing where another belongs makes no image, whatever the check numbers say: they are over what it wrote.

use needlepoint::diagnostic::Name;
use needlepoint::emit::{Origins, agreed, written};
use needlepoint::plan::{self, Plan, PromptKind, Stamp, Step, treatment};
use needlepoint::quantity::{Calendar, Clock, Day, Depth, Glide, Speed, Surface};
use needlepoint::syntax::tree::Version;

use super::{accepted, origins, with};

/// The flagship, with something that alone is needled on the cheeks and other passes in every direction, so that any swap shows.
fn compiled() -> (Plan, Stamp) {
    let text = with("  area cheeks {\n", "  area cheeks {\n    only       atrophic-acne-scars, 14 months or older, 20 cm2\n");
    let text = text.replace("2 horizontal, 2 vertical, 2 diagonal", "3 horizontal, 2 vertical, 1 diagonal");
    let accepted = accepted(&text, "2026-11-22");
    (plan::lower(&accepted), plan::stamp(&accepted).unwrap())
}

/// The second step of the last session of the last course: an encoder that is wrong there only is wrong all the same.
fn last(plan: &mut Plan) -> &mut Step {
    let session = plan.courses.last_mut().and_then(|course| course.sessions.last_mut());
    session.and_then(|session| session.steps.last_mut()).expect("a step")
}

const OTHER_STEP: &str = "a step of session 3 is another one in the image";

/// A fault in the encoder of a treatment, as the plan that it would take for this one, and how the sentence ends that names it.
type Fault = (&'static str, fn(&mut Plan), &'static str);

const FAULTS: &[Fault] = &[
    (
        "depth and speed in each other's place",
        |plan| {
            let step = last(plan);
            (step.ceiling, step.speed) = (Depth::of(step.speed.smallest()), Speed::of(step.ceiling.smallest()));
        },
        "a step may go deeper than the image allows",
    ),
    (
        "start and ceiling in each other's place",
        |plan| {
            let step = last(plan);
            (step.start, step.ceiling) = (step.ceiling, step.start);
        },
        "a step starts deeper than it may ever go",
    ),
    (
        "start and raise in each other's place",
        |plan| {
            let step = last(plan);
            (step.start, step.raise) = (step.raise, step.start);
        },
        OTHER_STEP,
    ),
    ("another ceiling", |plan| last(plan).ceiling = Depth::of(750), OTHER_STEP),
    (
        "area and passes in each other's place",
        |plan| {
            let step = last(plan);
            let area = u32::try_from(step.area).expect("a place");
            step.area = usize::try_from(step.passes.horizontal).expect("a place");
            step.passes.horizontal = area;
        },
        "a step treats an area that the image does not have",
    ),
    (
        "horizontal and diagonal in each other's place",
        |plan| {
            let passes = &mut last(plan).passes;
            (passes.horizontal, passes.diagonal) = (passes.diagonal, passes.horizontal);
        },
        OTHER_STEP,
    ),
    (
        "horizontal and vertical in each other's place",
        |plan| {
            let passes = &mut last(plan).passes;
            (passes.horizontal, passes.vertical) = (passes.vertical, passes.horizontal);
        },
        OTHER_STEP,
    ),
    ("another speed", |plan| last(plan).speed = Speed::of(6000), OTHER_STEP),
    (
        "glide and minutes in each other's place",
        |plan| {
            let step = last(plan);
            let glide = step.glide.expect("it glides").smallest();
            (step.glide, step.at_most) = (Some(Glide::of(step.at_most.seconds() / 60)), Clock::of(60 * glide));
        },
        "the steps of a session take longer than the image allows",
    ),
    ("a stamp for a glide", |plan| last(plan).glide = None, OTHER_STEP),
    ("minutes for seconds", |plan| last(plan).at_most = Clock::of(last(plan).at_most.seconds() / 60), OTHER_STEP),
    ("another area", |plan| last(plan).area = 0, OTHER_STEP),
    ("another endpoint", |plan| last(plan).endpoint = Name::fixed("pinpoint-bleeding"), OTHER_STEP),
    ("all of the area for a part of it", |plan| last(plan).only = None, OTHER_STEP),
    ("another target", |plan| only(plan).what = Name::fixed("striae"), OTHER_STEP),
    ("days for months of a target's age", |plan| only(plan).age = Some(Calendar::of_days(14)), OTHER_STEP),
    ("a target of any age", |plan| only(plan).age = None, OTHER_STEP),
    ("a target's square centimetres for square millimetres", |plan| only(plan).size = Some(Surface::of(20)), OTHER_STEP),
    ("a target of any size", |plan| only(plan).size = None, OTHER_STEP),
    (
        "a skip left out",
        |plan| {
            let step = last(plan);
            step.skip = step.skip.iter().skip(1).cloned().collect();
        },
        OTHER_STEP,
    ),
    (
        "a stop rule left out",
        |plan| {
            let step = last(plan);
            step.stops = step.stops.iter().skip(1).cloned().collect();
        },
        OTHER_STEP,
    ),
    (
        "stops of the area and of the session in each other's place",
        |plan| {
            let step = last(plan);
            step.stops = step
                .stops
                .iter()
                .cloned()
                .map(|mut stop| {
                    stop.session = !stop.session;
                    stop
                })
                .collect();
        },
        OTHER_STEP,
    ),
    (
        "two steps in each other's place",
        |plan| {
            let session = plan.courses.last_mut().and_then(|course| course.sessions.last_mut()).expect("a session");
            session.steps.reverse();
        },
        OTHER_STEP,
    ),
    (
        "a step left out",
        |plan| {
            let session = plan.courses.last_mut().and_then(|course| course.sessions.last_mut()).expect("a session");
            session.steps.pop();
        },
        "session 3 ends early in the image",
    ),
    (
        "a step twice",
        |plan| {
            let session = plan.courses.last_mut().and_then(|course| course.sessions.last_mut()).expect("a session");
            let step = session.steps.last().expect("a step").clone();
            session.steps.push(step);
        },
        "the steps of a session take longer than the image allows",
    ),
    (
        "a session left out",
        |plan| {
            plan.courses.last_mut().expect("a course").sessions.pop();
        },
        "session 3 is missing from the image",
    ),
    (
        "two sessions in each other's place",
        |plan| plan.courses.last_mut().expect("a course").sessions.swap(0, 2),
        "the number of a session is not its place in the course",
    ),
    (
        "a session more",
        |plan| {
            let sessions = &mut plan.courses.last_mut().expect("a course").sessions;
            let mut session = sessions.last().expect("a session").clone();
            session.number += 1;
            sessions.push(session);
        },
        "the image has another number of sessions than the plan",
    ),
    (
        "fewest and most days in each other's place",
        |plan| {
            let spacing = &mut plan.courses.last_mut().expect("a course").spacing;
            (spacing.shortest, spacing.longest) = (spacing.longest, spacing.shortest);
        },
        "the days between sessions are not in order: fewest, aim, most",
    ),
    (
        "most days and days to aim for in each other's place",
        |plan| {
            let spacing = &mut plan.courses.last_mut().expect("a course").spacing;
            (spacing.longest, spacing.aim) = (spacing.aim, spacing.longest);
        },
        "the days between sessions are not in order: fewest, aim, most",
    ),
    (
        "a day more between sessions",
        |plan| plan.courses.last_mut().expect("a course").spacing.longest += 1,
        "the image has another spacing than the plan",
    ),
    (
        "the phototypes the other way round",
        |plan| plan.phototypes.reverse(),
        "phototype 1 gets another course in the image than in the plan",
    ),
    (
        "a phototype that is not treated any more",
        |plan| plan.phototypes[5] = None,
        "phototype 6 gets another course in the image than in the plan",
    ),
    (
        "a course left out",
        |plan| {
            plan.courses.pop();
        },
        "a phototype is given a course that the image does not have",
    ),
    (
        "a course that nobody is given",
        |plan| plan.courses.push(plan.courses.last().expect("a course").clone()),
        "the image has another number of courses than the plan",
    ),
    (
        "depth and speed of the limits in each other's place",
        |plan| {
            let limits = &mut plan.limits;
            (limits.depth, limits.speed) = (Depth::of(limits.speed.smallest()), Speed::of(limits.depth.smallest()));
        },
        "the image allows more depth than this pen does",
    ),
    ("a deeper limit", |plan| plan.limits.depth = Depth::of(plan.limits.depth.smallest() + 1), "the image has other limits than the plan"),
    ("a pass more in the limits", |plan| plan.limits.passes += 1, "the image has other limits than the plan"),
    (
        "a longer session",
        |plan| plan.limits.session = Clock::of(plan.limits.session.seconds() + 1),
        "the image has other limits than the plan",
    ),
    ("a shorter interval in the limits", |plan| plan.limits.interval_days -= 1, "the image has other limits than the plan"),
    ("another pen", |plan| plan.device = Name::fixed("exceed"), "the image was made for another device"),
    (
        "a cartridge more",
        |plan| plan.cartridges.push(Name::fixed("other-cartridge")),
        "the image needs a cartridge that this pen does not take",
    ),
    (
        "the areas in each other's place",
        |plan| {
            plan.areas.reverse();
            plan.exceptions[0].area = 1 - plan.exceptions[0].area;
        },
        "the image names another pen, other cartridges or other areas than the plan",
    ),
    ("an exception without its limit", |plan| plan.exceptions[0].above = Depth::of(0), "the image has other exceptions than the plan"),
    ("an exception of another version", |plan| plan.exceptions[0].version += 1, "the image has other exceptions than the plan"),
    ("an exception by somebody else", |plan| plan.exceptions[0].by.push('x'), "the image has other exceptions than the plan"),
    ("an exception left out", |plan| plan.exceptions.clear(), "the image has other exceptions than the plan"),
];

/// What alone is needled in the last step.
fn only(plan: &mut Plan) -> &mut needlepoint::plan::Target {
    last(plan).only.as_mut().expect("a part of the area")
}

#[test]
fn an_encoder_that_swaps_fields_of_the_treatment_makes_no_image() {
    let ((plan, stamp), origins) = (compiled(), origins());
    let right = written(&treatment(&plan), &plan, &stamp, &origins).unwrap();
    agreed(right, &plan, &stamp, &origins).expect("the right bytes make an image");
    for (what, fault, sentence) in FAULTS {
        let mut taken_for = plan.clone();
        fault(&mut taken_for);
        let wrong = treatment(&taken_for);
        assert!(wrong != treatment(&plan), "{what} changes nothing");
        assert_eq!(against(written(&wrong, &plan, &stamp, &origins).unwrap(), &plan, &stamp, &origins), *sentence, "{what}");
    }
}

/// What speaks against a payload, without what introduces it.
fn against(payload: Vec<u8>, plan: &Plan, stamp: &Stamp, origins: &Origins) -> String {
    let fault = agreed(payload, plan, stamp, origins).expect_err("no image").to_string();
    let sentence = fault.strip_prefix("needlepoint disagrees with itself and gives no output: ").expect("a fault");
    let sentence = sentence.strip_suffix(". This is a fault of the tool; please report it").expect("a fault");
    sentence.strip_prefix("the loader refuses the image: ").unwrap_or(sentence).to_owned()
}

/// A fault in what stands around the treatment, as the plan and texts that it would take for these.
type FaultAround = (&'static str, fn(&mut Plan, &mut Origins), &'static str);

const OTHER_TEXTS: &str = "the image names other texts than it is made from";
const OTHER_SERIES: &str = "the image has another series or version than the plan";
const OTHER_PROMPTS: &str = "the image asks something else than the plan";

const AROUND: &[FaultAround] = &[
    ("another file's name", |_, origins| origins.texts[0].name = "q.needle".to_owned(), OTHER_TEXTS),
    ("another text's digest", |_, origins| origins.texts[0].sha256[31] ^= 1, OTHER_TEXTS),
    ("two texts in each other's place", |_, origins| origins.texts.reverse(), OTHER_TEXTS),
    (
        "a policy's text left out",
        |_, origins| {
            origins.texts.pop();
        },
        OTHER_TEXTS,
    ),
    ("a series without its clinic", |_, origins| origins.clinic.clear(), OTHER_SERIES),
    (
        "clinic and protocol in each other's place",
        |plan, origins| {
            let clinic = std::mem::replace(&mut origins.clinic, plan.name.to_string());
            plan.name = Name::typed(&clinic);
        },
        OTHER_SERIES,
    ),
    (
        "minor and patch of the version in each other's place",
        |plan, _| {
            let Version { major, minor, patch } = plan.version;
            plan.version = Version { major, minor: patch, patch: minor };
        },
        OTHER_SERIES,
    ),
    ("a shorter use", |plan, _| plan.renew_by = Day::read("2027-03-31"), "the last day of the image has passed"),
    ("a question left out", |plan, _| drop(plan.prompts.pop()), OTHER_PROMPTS),
    ("two questions in each other's place", |plan, _| plan.prompts.swap(3, 4), OTHER_PROMPTS),
    ("a question of the whole person for one of the area", |plan, _| plan.prompts[3].in_area = !plan.prompts[3].in_area, OTHER_PROMPTS),
    (
        "what puts off for what forbids",
        |plan, _| {
            let prompt = plan.prompts.iter_mut().find(|prompt| prompt.kind == PromptKind::DoNotTreat).expect("one that forbids");
            prompt.kind = PromptKind::Postpone;
        },
        OTHER_PROMPTS,
    ),
    ("other words", |plan, _| plan.prompts[3].caption.push('s'), OTHER_PROMPTS),
];

#[test]
fn an_encoder_that_is_wrong_around_the_treatment_makes_no_image() {
    let (mut plan, stamp) = compiled();
    plan.version = Version { major: 1, minor: 2, patch: 3 };
    let mut origins = origins();
    origins.clinic = "some-clinic".to_owned();
    origins.texts.push(needlepoint::emit::Origin { name: "clinic.needle".to_owned(), sha256: [8; 32] });
    let bytes = treatment(&plan);
    agreed(written(&bytes, &plan, &stamp, &origins).unwrap(), &plan, &stamp, &origins).expect("the right bytes make an image");
    for (what, fault, sentence) in AROUND {
        let (mut taken_for, mut texts) = (plan.clone(), origins.clone());
        fault(&mut taken_for, &mut texts);
        let wrong = written(&bytes, &taken_for, &stamp, &texts).unwrap();
        assert!(wrong != written(&bytes, &plan, &stamp, &origins).unwrap(), "{what} changes nothing");
        assert_eq!(against(wrong, &plan, &stamp, &origins), *sentence, "{what}");
    }
}

/// Bytes that an encoder would have to write, and others that it wrote instead. No stamp can be made but by an acceptance, so these are
/// planted in the bytes: tool 0.1.0, language 1; the pen's revisions 1 to 1; days 0 to 20 909; the bench mark.
const PLANTED: &[(&str, &[u8], &[u8], &str)] = &[
    ("another tool", b"\x05\x83\x83\x00\x01\x00", b"\x05\x83\x83\x01\x00\x00", "the image names another tool or rule set than made it"),
    (
        "another language",
        b"\x05\x83\x83\x00\x01\x00\x01\x48",
        b"\x05\x83\x83\x00\x01\x00\x02\x48",
        "the image names another tool or rule set than made it",
    ),
    (
        "more revisions of the pen",
        b"reference-pen\x82\x01\x01",
        b"reference-pen\x82\x01\x02",
        "the image is marked for other pens than it is made for",
    ),
    (
        "earlier revisions of the pen",
        b"reference-pen\x82\x01\x01",
        b"reference-pen\x82\x00\x00",
        "the image was made for other hardware revisions",
    ),
    ("another profile", b"reference-pen", b"reference-pin", "the image was made for another profile"),
    (
        "from and until in each other's place",
        b"\x07\x82\x00\x19\x51\xad",
        b"\x07\x82\x19\x51\xad\x00",
        "the last day of the image has passed",
    ),
    ("a later first day", b"\x07\x82\x00\x19\x51\xad", b"\x07\x82\x01\x19\x51\xad", "the image has other days of use than the plan"),
    (
        "a later last day",
        b"\x07\x82\x00\x19\x51\xad",
        b"\x07\x82\x00\x19\x51\xae",
        "the image may be used after the last day of an exception in it",
    ),
    ("no bench mark", b"\xab\x00\x01\x01\xf5", b"\xab\x00\x01\x01\xf4", "the image is marked for other pens than it is made for"),
];

#[test]
fn an_encoder_that_is_wrong_about_its_making_or_its_days_makes_no_image() {
    let ((plan, stamp), origins) = (compiled(), origins());
    let right = written(&treatment(&plan), &plan, &stamp, &origins).unwrap();
    let planted = |from: &[u8], to: &[u8]| {
        let places: Vec<usize> = right.windows(from.len()).enumerate().filter(|(_, bytes)| *bytes == from).map(|(at, _)| at).collect();
        let [at] = places[..] else { panic!("{from:?} stands at {places:?}") };
        let mut wrong = right.clone();
        wrong[at..at + from.len()].copy_from_slice(to);
        against(wrong, &plan, &stamp, &origins)
    };
    for (what, from, to, sentence) in PLANTED {
        assert_eq!(planted(from, to), *sentence, "{what}");
    }
    let mut rules = stamp.rule_set();
    rules[7] ^= 1;
    assert_eq!(planted(&stamp.rule_set(), &rules), "the image names another tool or rule set than made it");
}
