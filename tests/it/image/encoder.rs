//! An encoder that writes one thing where another belongs makes no image, whatever the check numbers say: they are over what it wrote.

use needlepoint::diagnostic::Name;
use needlepoint::emit::holding;
use needlepoint::plan::{self, Plan, Stamp, Step, treatment};
use needlepoint::quantity::{Clock, Depth, Glide, Speed};

use super::{FLAGSHIP, accepted, origins};

fn compiled() -> (Plan, Stamp) {
    let accepted = accepted(FLAGSHIP, "2026-11-22");
    (plan::lower(&accepted), plan::stamp(&accepted).unwrap())
}

/// The second step of the last session of the last course: an encoder that is wrong there only is wrong all the same.
fn last(plan: &mut Plan) -> &mut Step {
    let session = plan.courses.last_mut().and_then(|course| course.sessions.last_mut());
    session.and_then(|session| session.steps.last_mut()).expect("a step")
}

/// A fault in the encoder, as the plan that it would take for this one.
type Fault = (&'static str, fn(&mut Plan));

const FAULTS: &[Fault] = &[
    ("depth and speed", |plan| {
        let step = last(plan);
        (step.ceiling, step.speed) = (Depth::of(step.speed.smallest()), Speed::of(step.ceiling.smallest()));
    }),
    ("start and ceiling", |plan| {
        let step = last(plan);
        (step.start, step.ceiling) = (step.ceiling, step.start);
    }),
    ("start and raise", |plan| {
        let step = last(plan);
        (step.start, step.raise) = (step.raise, step.start);
    }),
    ("area and passes", |plan| {
        let step = last(plan);
        let area = u32::try_from(step.area).expect("a place");
        step.area = usize::try_from(step.passes.horizontal).expect("a place");
        step.passes.horizontal = area;
    }),
    ("horizontal and diagonal", |plan| {
        let passes = &mut last(plan).passes;
        (passes.horizontal, passes.diagonal) = (passes.diagonal + 1, passes.horizontal);
    }),
    ("glide and time", |plan| {
        let step = last(plan);
        let glide = step.glide.expect("it glides").smallest();
        (step.glide, step.at_most) = (Some(Glide::of(step.at_most.seconds() / 60)), Clock::of(glide));
    }),
    ("glide and stamp", |plan| last(plan).glide = None),
    ("another area", |plan| last(plan).area = 0),
    ("another endpoint", |plan| last(plan).endpoint = Name::fixed("pinpoint-bleeding")),
    ("a skip left out", |plan| {
        let step = last(plan);
        step.skip = step.skip.iter().skip(1).cloned().collect();
    }),
    ("a stop rule left out", |plan| {
        let step = last(plan);
        step.stops = step.stops.iter().skip(1).cloned().collect();
    }),
    ("area and session", |plan| {
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
    }),
    ("two steps in each other's place", |plan| {
        let session = plan.courses.last_mut().and_then(|course| course.sessions.last_mut()).expect("a session");
        session.steps.reverse();
    }),
    ("a session left out", |plan| {
        plan.courses.last_mut().expect("a course").sessions.pop();
    }),
    ("fewest and most days", |plan| {
        let spacing = &mut plan.courses.last_mut().expect("a course").spacing;
        (spacing.longest, spacing.aim) = (spacing.longest + 1, spacing.aim + 1);
    }),
    ("the courses of two phototypes", |plan| plan.phototypes.reverse()),
    ("a phototype that is not treated", |plan| plan.phototypes[5] = None),
    ("depth and interval of the limits", |plan| plan.limits.depth = Depth::of(plan.limits.depth.smallest() + 1)),
    ("a longer session", |plan| plan.limits.session = Clock::of(plan.limits.session.seconds() + 1)),
    ("a cartridge more", |plan| plan.cartridges.push(Name::fixed("other-cartridge"))),
    ("areas in each other's place", |plan| plan.areas.reverse()),
    ("an exception without its limit", |plan| plan.exceptions[0].above = Depth::of(0)),
    ("an exception by somebody else", |plan| plan.exceptions[0].by.push('x')),
    ("an exception left out", |plan| plan.exceptions.clear()),
];

#[test]
fn an_encoder_that_swaps_fields_makes_no_image() {
    let ((plan, stamp), origins) = (compiled(), origins());
    holding(&treatment(&plan), &plan, &stamp, &origins).expect("the right bytes make an image");
    for (what, fault) in FAULTS {
        let mut taken_for = plan.clone();
        fault(&mut taken_for);
        let wrong = treatment(&taken_for);
        assert_ne!(wrong, treatment(&plan), "{what} changes nothing");
        assert!(holding(&wrong, &plan, &stamp, &origins).is_err(), "{what}");
    }
}
