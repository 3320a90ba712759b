//! Every numeric limit, probed one inside, at, and one outside.
//! It must not ask how a limit is checked: it turns one number and looks at the answer.

use needlepoint_loader::{Profile, Refusal};

use crate::{
    draft::{Draft, PEN, ROOMY_PEN, Sign},
    pen::TODAY,
};

#[test]
fn hard_limits_of_the_pen() {
    let pen = Probe(PEN);
    pen.most(2500, Refusal::DepthLimitTooLoose, |draft, value| {
        draft.limits[0] = value;
    });
    pen.most(15_000, Refusal::SpeedLimitTooLoose, |draft, value| {
        draft.limits[1] = value;
    });
    pen.most(16, Refusal::PassLimitTooLoose, |draft, value| {
        draft.limits[2] = value;
    });
    pen.most(3600, Refusal::TimeLimitTooLoose, |draft, value| {
        draft.limits[3] = value;
    });
}

#[test]
fn capacities_of_the_pen() {
    let pen = Probe(PEN);
    pen.most(8, Refusal::TooManyAreas, areas);
    pen.most(4, Refusal::TooManyCourses, courses);
    pen.most(6, Refusal::TooManySessions, sessions);
    pen.most(10, Refusal::TooManySteps, steps);
    pen.most(6, Refusal::TooManyPrompts, prompts);
    for set in NAMES {
        pen.most(20, Refusal::NameTooLong, *set);
    }
    pen.most(40, Refusal::CaptionTooLong, |draft, bytes| draft.prompts[1].caption = name(bytes));
    pen.most(40, Refusal::CaptionTooLong, |draft, bytes| draft.exceptions[0].by = name(bytes));
}

#[test]
fn capacities_of_the_format() {
    let pen = Probe(ROOMY_PEN);
    pen.most(32, Refusal::Damaged, areas);
    pen.most(7, Refusal::Damaged, courses);
    pen.most(16, Refusal::Damaged, sessions);
    pen.most(64, Refusal::Damaged, steps);
    pen.most(8, Refusal::Damaged, skips);
    pen.most(8, Refusal::Damaged, stops);
    pen.most(16, Refusal::Damaged, exceptions);
    pen.most(192, Refusal::Damaged, prompts);
    pen.most(96, Refusal::Damaged, |draft, bytes| draft.prompts[1].caption = name(bytes));
    pen.most(96, Refusal::Damaged, |draft, bytes| draft.sources[1].0 = name(bytes));
    pen.most(16, Refusal::Damaged, |draft, count| resize(&mut draft.sources, count));
    pen.least(1, Refusal::Damaged, |draft, count| resize(&mut draft.sources, count));
    pen.most(8, Refusal::Damaged, |draft, count| resize(&mut draft.cartridges, count));
    pen.least(1, Refusal::Damaged, |draft, count| {
        resize(&mut draft.cartridges, count);
        every_step_with_the_first_cartridge(draft);
    });
    pen.least(1, Refusal::Damaged, |draft, value| {
        draft.phototypes = [255; 6];
        courses(draft, value);
    });
    pen.least(1, Refusal::Damaged, |draft, value| {
        sessions(draft, value);
    });
    pen.least(1, Refusal::Damaged, steps);
    pen.least(1, Refusal::NoStop, stops);
    pen.least(1, Refusal::Damaged, |draft, value| {
        draft.exceptions.clear();
        areas(draft, value);
        every_step_in_the_first_area(draft);
    });
    for set in NAMES {
        pen.most(48, Refusal::Damaged, *set);
        pen.least(1, Refusal::Damaged, *set);
    }
}

#[test]
fn widths_of_the_format() {
    let pen = Probe(ROOMY_PEN);
    pen.most(0xff, Refusal::Damaged, |draft, value| draft.tool[1] = value);
    pen.most(0xff, Refusal::Damaged, |draft, value| {
        draft.language = value;
    });
    pen.most(0xff, Refusal::Damaged, |draft, value| {
        draft.exceptions[0].version = value;
    });
    pen.most(0xffff, Refusal::Damaged, |draft, value| {
        draft.exceptions[0].up_to = value;
    });
    pen.most(0xffff, Refusal::Damaged, |draft, value| {
        draft.exceptions[0].until = value;
    });
    pen.most(0xffff_ffff, Refusal::Damaged, |draft, value| draft.sequence = value);
    pen.most(0xffff, Refusal::Damaged, |draft, value| draft.revisions[1] = value);
    pen.most(0xffff, Refusal::Damaged, |draft, value| {
        draft.step().only = Some(("old-scar".to_owned(), [value, 0, 0]));
    });
    pen.most(0xffff, Refusal::Damaged, |draft, value| {
        draft.step().only = Some(("old-scar".to_owned(), [0, value, 0]));
    });
    pen.most(0xffff_ffff, Refusal::Damaged, |draft, value| {
        draft.step().only = Some(("old-scar".to_owned(), [0, 0, value]));
    });
    pen.most(0xffff, Refusal::Damaged, |draft, value| {
        draft.step().raise = value;
    });
    pen.most(0xff, Refusal::Damaged, |draft, value| {
        draft.step().motion = vec![0, value];
    });
    pen.most(0xffff, Refusal::Damaged, |draft, value| {
        draft.courses[0].max = value;
    });
    pen.most(0xffff_ffff, Refusal::Damaged, |draft, value| {
        draft.step().stops[0].1 = Sign::Number(0, value);
    });
    let loose = Probe(Profile { max_depth_um: 0xffff, max_speed_rpm: 0xffff, max_passes: 0xffff, max_session_s: 0xffff_ffff, ..ROOMY_PEN });
    for (limit, widest) in [(0, 0xffff), (1, 0xffff), (2, 0xffff), (3, 0xffff_ffff)] {
        loose.probe([widest - 1, widest], widest + 1, Refusal::Damaged, |draft, value| {
            draft.limits[limit] = value;
        });
    }
    loose.most(0xffff, Refusal::Damaged, |draft, value| {
        draft.limits[4] = 0;
        draft.courses[0].min = 1;
        draft.courses[0].aim = 1;
        draft.courses[0].max = value;
    });
    loose.most(0xffff, Refusal::Damaged, |draft, value| {
        draft.limits[0] = 0xffff;
        draft.step().ceiling = value;
    });
    loose.most(0xffff, Refusal::Damaged, |draft, value| {
        draft.limits[1] = 0xffff;
        draft.step().speed = value;
    });
    loose.most(0xff, Refusal::Damaged, |draft, value| {
        draft.limits[2] = 0xffff;
        draft.step().passes = [value, value, value];
    });
    loose.most(0xffff, Refusal::Damaged, |draft, value| {
        draft.limits[3] = 0xffff_ffff;
        draft.step().at_most = value;
    });
}

#[test]
fn rules_on_spacing() {
    let pen = Probe(PEN);
    pen.least(1, Refusal::NoSpacing, |draft, value| {
        draft.limits[4] = 0;
        draft.courses[1].min = value;
    });
    pen.least(28, Refusal::SpacingBelowLimit, |draft, value| {
        draft.courses[1].min = value;
    });
    pen.most(42, Refusal::SpacingBelowLimit, |draft, value| {
        draft.courses[0] = draft.courses[1].clone();
        draft.limits[4] = value;
    });
    pen.least(30, Refusal::SpacingOrder, |draft, value| {
        draft.courses[0].aim = value;
    });
    pen.most(42, Refusal::SpacingOrder, |draft, value| {
        draft.courses[0].aim = value;
    });
}

#[test]
fn rules_on_steps() {
    let pen = Probe(PEN);
    pen.most(2, Refusal::UnknownArea, |draft, value| {
        draft.step().area = value;
    });
    pen.least(1, Refusal::NoDepth, |draft, value| {
        draft.step().start = value;
    });
    pen.most(500, Refusal::DepthOrder, |draft, value| {
        draft.step().start = value;
    });
    pen.most(1500, Refusal::DepthBeyondLimit, |draft, value| {
        draft.step().ceiling = value;
    });
    pen.least(1, Refusal::NoRaise, |draft, value| {
        draft.step().raise = value;
    });
    pen.least(500, Refusal::NoRaise, |draft, value| {
        // Without a raise the start has to be the ceiling; one less is a raise that never comes.
        draft.step().raise = 0;
        draft.step().ceiling = 500;
        draft.step().start = value.min(500);
    });
    pen.least(1, Refusal::NoPasses, |draft, value| {
        draft.step().passes = [0, value, 0];
    });
    pen.most(12, Refusal::TooManyPasses, |draft, value| {
        draft.step().passes = [4, 4, value - 8];
    });
    pen.least(1, Refusal::NoSpeed, |draft, value| {
        draft.step().speed = value;
    });
    pen.most(12_000, Refusal::SpeedBeyondLimit, |draft, value| {
        draft.step().speed = value;
    });
    pen.least(1, Refusal::NoGlide, |draft, value| {
        draft.step().motion = vec![0, value];
    });
    pen.least(1, Refusal::NoTime, |draft, value| {
        draft.step().at_most = value;
    });
    pen.most(1800, Refusal::SessionTooLong, |draft, value| {
        // The other step of the session takes 300 seconds.
        draft.step().at_most = value - 300;
    });
    pen.most(9, Refusal::StopThreshold, |draft, value| {
        draft.step().stops[1].1 = Sign::Number(1, value);
    });
    pen.most(1, Refusal::UnknownCartridge, |draft, value| {
        draft.step().cartridge = value;
    });
}

#[test]
fn days_on_which_an_image_may_be_used() {
    let pen = Probe(PEN);
    let today = u64::from(TODAY);
    pen.most(today, Refusal::NotYetValid, |draft, value| draft.validity[0] = value);
    pen.least(today, Refusal::Expired, |draft, value| draft.validity[1] = value);
    pen.most(20_910, Refusal::ExceptionOutlived, |draft, value| draft.validity[1] = value);
    let roomy = Probe(ROOMY_PEN);
    roomy.most(0xffff, Refusal::Damaged, |draft, value| {
        draft.exceptions.clear();
        draft.validity[1] = value;
    });
}

#[test]
fn an_exception_goes_deeper_than_what_it_lifts() {
    Probe(PEN).least(1501, Refusal::ExceptionOrder, |draft, value| draft.exceptions[0].up_to = value);
}

#[test]
fn revisions_that_an_image_is_for() {
    let pen = Probe(PEN);
    pen.most(300, Refusal::OtherRevision, |draft, value| draft.revisions[0] = value);
    pen.least(300, Refusal::OtherRevision, |draft, value| draft.revisions[1] = value);
}

/// Passes of 255 three times are 765: counted in a byte they would look like 253.
#[test]
fn passes_and_seconds_do_not_wrap() {
    let mut draft = Draft::good();
    draft.step().passes = [255, 255, 2];
    assert_eq!(draft.refusal(&PEN), Some(Refusal::TooManyPasses));

    let mut draft = Draft::good();
    steps(&mut draft, 10);
    for step in &mut draft.courses[0].sessions[0].steps {
        step.at_most = 6554; // Ten of them are 65 540: in 16 bits, 4 seconds.
    }
    assert_eq!(draft.refusal(&PEN), Some(Refusal::SessionTooLong));
}

#[test]
fn places_of_courses() {
    let pen = Probe(PEN);
    pen.most(1, Refusal::UnknownCourse, |draft, value| {
        draft.phototypes[5] = value;
    });
    pen.least(255, Refusal::UnknownCourse, |draft, value| {
        draft.phototypes[5] = value.min(255);
    });
}

#[test]
fn every_pair_of_equal_check_numbers_is_refused() {
    for one in 0..4 {
        for other in 0..one {
            let mut draft = Draft::good();
            draft.check_numbers[one] = draft.check_numbers[other];
            assert_eq!(draft.refusal(&PEN), Some(Refusal::CheckNumbers));
        }
    }
}

#[test]
fn a_check_number_is_that_of_the_treatment() {
    for place in 0..4 {
        for other in [1, 2, 299, 301, 1023, 1025, 2046, 2048, 0xffff] {
            let mut draft = Draft::good();
            draft.check_numbers[place] = other;
            assert_eq!(draft.refusal(&PEN), Some(Refusal::CheckNumbers), "{other} in place of number {place}");
        }
    }
}

#[test]
fn a_session_number_is_its_place() {
    for number in [0, 1, 3, 255] {
        let mut draft = Draft::good();
        draft.courses[0].sessions[1].number = number;
        assert_eq!(draft.refusal(&PEN), Some(Refusal::SessionNumber));
    }
}

/// A rule that looked only at the first step, session or course would let these through.
#[test]
fn the_last_step_of_the_last_session_of_the_last_course_is_checked() {
    let mut draft = Draft::good();
    let session = draft.courses[1].sessions.last_mut().unwrap();
    session.steps.push(session.steps[0].clone());
    assert_eq!(draft.refusal(&PEN), None);
    let session = draft.courses[1].sessions.last_mut().unwrap();
    session.steps.last_mut().unwrap().ceiling = 1501;
    assert_eq!(draft.refusal(&PEN), Some(Refusal::DepthBeyondLimit));
}

/// Every kind of name that a pen has not already compared with a name of its own.
const NAMES: &[fn(&mut Draft, u64)] = &[
    |draft, bytes| draft.areas[0] = name(bytes),
    |draft, bytes| draft.courses[1].name = name(bytes),
    |draft, bytes| draft.step().endpoint = name(bytes),
    |draft, bytes| draft.step().skip[1] = name(bytes),
    |draft, bytes| draft.step().stops[2].1 = Sign::Name(2, name(bytes)),
    |draft, bytes| draft.step().only = Some((name(bytes), [0; 3])),
    |draft, bytes| draft.exceptions[0].rule = name(bytes),
    |draft, bytes| draft.exceptions[0].reason = name(bytes),
    |draft, bytes| {
        draft.areas[1] = name(bytes);
        draft.exceptions[0].area = name(bytes);
    },
];

fn name(bytes: u64) -> String {
    "n".repeat(usize::try_from(bytes).unwrap())
}

fn areas(draft: &mut Draft, count: u64) {
    let more = (draft.areas.len()..).map(|area| format!("area-{area}"));
    let all: Vec<_> = draft.areas.iter().cloned().chain(more.take(64)).collect();
    draft.areas = all[..usize::try_from(count).unwrap()].to_vec();
}

fn courses(draft: &mut Draft, count: u64) {
    resize(&mut draft.courses, count);
}

fn sessions(draft: &mut Draft, count: u64) {
    let sessions = &mut draft.courses[0].sessions;
    resize(sessions, count);
    for (number, session) in (1..).zip(sessions) {
        session.number = number;
    }
}

fn steps(draft: &mut Draft, count: u64) {
    let steps = &mut draft.courses[0].sessions[0].steps;
    resize(steps, count);
    steps.iter_mut().for_each(|step| step.at_most = 1);
}

fn skips(draft: &mut Draft, count: u64) {
    resize(&mut draft.step().skip, count);
}

fn stops(draft: &mut Draft, count: u64) {
    resize(&mut draft.step().stops, count);
}

fn exceptions(draft: &mut Draft, count: u64) {
    resize(&mut draft.exceptions, count);
}

fn prompts(draft: &mut Draft, count: u64) {
    resize(&mut draft.prompts, count);
}

fn every_step_with_the_first_cartridge(draft: &mut Draft) {
    let sessions = draft.courses.iter_mut().flat_map(|course| &mut course.sessions);
    for step in sessions.flat_map(|session| &mut session.steps) {
        step.cartridge = 0;
    }
}

fn every_step_in_the_first_area(draft: &mut Draft) {
    let sessions = draft.courses.iter_mut().flat_map(|course| &mut course.sessions);
    for step in sessions.flat_map(|session| &mut session.steps) {
        step.area = 0;
    }
}

fn resize<T: Clone>(list: &mut Vec<T>, count: u64) {
    let last = list.last().unwrap().clone();
    list.resize(usize::try_from(count).unwrap(), last);
}

/// Turns one number of the good image, before one pen.
struct Probe(Profile<'static>);

impl Probe {
    fn most(&self, last: u64, beyond: Refusal, set: fn(&mut Draft, u64)) {
        let inside = last.saturating_sub(1);
        self.probe([inside, last], last + 1, beyond, set);
    }

    fn least(&self, first: u64, beyond: Refusal, set: fn(&mut Draft, u64)) {
        self.probe([first + 1, first], first - 1, beyond, set);
    }

    fn probe(&self, good: [u64; 2], bad: u64, beyond: Refusal, set: impl Fn(&mut Draft, u64)) {
        let refusal = |value| {
            let mut draft = Draft::good();
            set(&mut draft, value);
            draft.refusal(&self.0)
        };
        for value in good {
            assert_eq!(refusal(value), None, "{value}, where {bad} is {beyond:?}");
        }
        assert_eq!(refusal(bad), Some(beyond), "{bad}");
    }
}
