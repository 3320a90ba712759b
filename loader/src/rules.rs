//! Every rule that a well-formed image must keep before a pen may run it, each named by its refusal.
//! It must not know bytes: what is well-formed has been settled before.

use crate::{
    course::{Spacing, WrittenCourse, WrittenSession},
    envelope::Verify,
    image::Image,
    profile::Profile,
    refusal::Refusal,
    step::{Motion, Sign, Stop, Treat},
    treatment::{Limits, NOT_ADMITTED, Treatment},
};

pub(crate) fn made_for_this_pen(image: &Image<'_>, treatment: &Treatment<'_>, pen: &Profile<'_>) -> Result<(), Refusal> {
    let [first, last] = image.revisions;
    Refusal::BenchNotAccepted.unless(pen.bench || !image.bench)?;
    Refusal::OtherProfile.unless(image.profile == pen.name)?;
    Refusal::OtherRevision.unless((first..=last).contains(&pen.revision))?;
    Refusal::OtherDevice.unless(treatment.device == pen.device)?;
    Refusal::OtherCartridge.unless(treatment.cartridges.clone().all(|cartridge| pen.cartridges.contains(&cartridge)))
}

pub(crate) fn valid_on(image: &Image<'_>, today: u16) -> Result<(), Refusal> {
    Refusal::NotYetValid.unless(today >= image.validity.from)?;
    Refusal::Expired.unless(today <= image.validity.until)
}

/// The numbers pick the words that people compare by eye: the first four different groups of 11 bits of the digest.
pub(crate) fn check_numbers(image: &Image<'_>, verify: &impl Verify) -> Result<(), Refusal> {
    let digest = verify.sha512(&[CONTEXT, image.treatment]);
    let [first, second, third, fourth] = image.check_numbers;
    let different = first != second && first != third && first != fourth && second != third && second != fourth && third != fourth;
    Refusal::CheckNumbers.unless(different)?;
    let mut found: usize = 0;
    for number in 0..GROUPS {
        // A group of 11 bits lies in three bytes, wherever it begins.
        let at = usize::from(number) * GROUP;
        let Some([first, second, third]) = digest.get(at / 8..).and_then(<[u8]>::first_chunk) else { break };
        let group = (u32::from_be_bytes([*first, *second, *third, 0]) << (at % 8)) >> REST;
        // A group that was met before is passed over; the next number must be the next other group.
        let known = image.check_numbers.iter().zip(0..found).any(|(number, _)| u32::from(*number) == group);
        if known {
            continue;
        }
        Refusal::CheckNumbers.unless(image.check_numbers.get(found).is_some_and(|number| u32::from(*number) == group))?;
        found += 1;
        if found == 4 {
            return Ok(());
        }
    }
    Err(Refusal::CheckNumbers)
}

/// What comes before the treatment in its digest, so that the digest means nothing else.
const CONTEXT: &[u8] = b"needlepoint treatment\0";
/// Bits of one check number: the list of words has 2048.
const GROUP: usize = 11;
/// Bits behind one that is moved to the front.
const REST: u32 = 21;
/// How many of them a digest of 512 bits has.
const GROUPS: u8 = 46;

pub(crate) fn within_capacity(image: &Image<'_>, treatment: &Treatment<'_>, pen: &Profile<'_>) -> Result<(), Refusal> {
    let fits = |name: &str| Refusal::NameTooLong.unless(name.len() <= usize::from(pen.name_bytes));
    let shown = |caption: &str| Refusal::CaptionTooLong.unless(caption.len() <= usize::from(pen.caption_bytes));

    Refusal::TooManyAreas.unless(treatment.areas.left() <= pen.areas)?;
    Refusal::TooManyCourses.unless(treatment.courses.left() <= pen.courses)?;
    for course in treatment.courses.clone() {
        Refusal::TooManySessions.unless(course.sessions.left() <= pen.sessions)?;
        for bytes in course.sessions {
            let session = WrittenSession::open(bytes)?;
            Refusal::TooManySteps.unless(session.treats.left() <= pen.steps)?;
        }
    }
    Refusal::TooManyPrompts.unless(image.prompts.left() <= pen.prompts)?;
    treatment.areas.clone().try_for_each(fits)?;
    treatment.cartridges.clone().try_for_each(fits)?;
    for course in treatment.courses.clone() {
        fits(course.name)?;
        for bytes in course.sessions {
            for treat in WrittenSession::open(bytes)?.treats {
                fits(treat.endpoint)?;
                treat.only.map_or(Ok(()), |only| fits(only.what))?;
                treat.skip().try_for_each(fits)?;
                treat.stops().try_for_each(|stop| if let Sign::Named(name) = stop.sign { fits(name) } else { Ok(()) })?;
            }
        }
    }
    for exception in treatment.exceptions.clone() {
        [exception.rule, exception.area, exception.reason].into_iter().try_for_each(fits)?;
    }
    treatment.exceptions.clone().try_for_each(|exception| shown(exception.by))?;
    image.prompts.clone().try_for_each(|prompt| shown(prompt.caption))
}

/// A file can only tighten what the pen allows, so every later check may look at the file's limits alone.
pub(crate) fn within_hard_limits(limits: &Limits, pen: &Profile<'_>) -> Result<(), Refusal> {
    Refusal::DepthLimitTooLoose.unless(limits.max_depth_um <= pen.max_depth_um)?;
    Refusal::SpeedLimitTooLoose.unless(limits.max_speed_rpm <= pen.max_speed_rpm)?;
    Refusal::PassLimitTooLoose.unless(limits.max_passes <= pen.max_passes)?;
    Refusal::TimeLimitTooLoose.unless(limits.max_session_s <= pen.max_session_s)
}

pub(crate) fn treatment(image: &Image<'_>, treatment: &Treatment<'_>) -> Result<(), Refusal> {
    areas(treatment)?;
    for course in treatment.courses.clone() {
        spacing(course.spacing, &treatment.limits)?;
        sessions(&course, treatment)?;
    }
    phototypes(treatment)?;
    exceptions(image, treatment)
}

fn areas(treatment: &Treatment<'_>) -> Result<(), Refusal> {
    let mut later = treatment.areas.clone();
    while let Some(area) = later.next() {
        Refusal::AreaRepeated.unless(later.clone().all(|other| other != area))?;
    }
    Ok(())
}

fn spacing(spacing: Spacing, limits: &Limits) -> Result<(), Refusal> {
    let Spacing { min_days, max_days, aim_days } = spacing;
    Refusal::NoSpacing.unless(min_days >= 1)?;
    Refusal::SpacingBelowLimit.unless(min_days >= limits.min_interval_days)?;
    Refusal::SpacingOrder.unless(min_days <= aim_days && aim_days <= max_days)
}

fn sessions(course: &WrittenCourse<'_>, treatment: &Treatment<'_>) -> Result<(), Refusal> {
    for (bytes, place) in course.sessions.clone().zip(1..=u8::MAX) {
        let session = WrittenSession::open(bytes)?;
        Refusal::SessionNumber.unless(session.number == place)?;
        let mut seconds: u32 = 0;
        for treat in session.treats {
            step(&treat, treatment)?;
            seconds = seconds.saturating_add(u32::from(treat.at_most_s));
        }
        Refusal::SessionTooLong.unless(seconds <= treatment.limits.max_session_s)?;
    }
    Ok(())
}

fn step(treat: &Treat<'_>, treatment: &Treatment<'_>) -> Result<(), Refusal> {
    let limits = &treatment.limits;
    Refusal::UnknownArea.unless(treat.area_index < treatment.areas.left())?;
    Refusal::UnknownCartridge.unless(treat.cartridge_index < treatment.cartridges.left())?;
    Refusal::NoDepth.unless(treat.start_um >= 1)?;
    Refusal::DepthOrder.unless(treat.start_um <= treat.ceiling_um)?;
    Refusal::DepthBeyondLimit.unless(treat.ceiling_um <= limits.max_depth_um)?;
    Refusal::NoRaise.unless(treat.raise_um >= 1 || treat.start_um == treat.ceiling_um)?;
    Refusal::NoPasses.unless(treat.passes.total() >= 1)?;
    Refusal::TooManyPasses.unless(treat.passes.total() <= limits.max_passes)?;
    Refusal::NoSpeed.unless(treat.speed_rpm >= 1)?;
    Refusal::SpeedBeyondLimit.unless(treat.speed_rpm <= limits.max_speed_rpm)?;
    Refusal::NoGlide.unless(treat.motion != Motion::Glide { mm_per_s: 0 })?;
    Refusal::NoTime.unless(treat.at_most_s >= 1)?;
    Refusal::NoStop.unless(treat.stops().len() >= 1)?;
    Refusal::StopThreshold.unless(treat.stops().all(threshold_can_be))
}

/// Pain is told in points of 10, and above 10 there is none: such a rule would never stop anything.
fn threshold_can_be(stop: Stop<'_>) -> bool {
    !matches!(stop.sign, Sign::Pain(10..))
}

fn phototypes(treatment: &Treatment<'_>) -> Result<(), Refusal> {
    let known = |&course: &u8| course == NOT_ADMITTED || course < treatment.courses.left();
    Refusal::UnknownCourse.unless(treatment.phototypes.iter().all(known))
}

fn exceptions(image: &Image<'_>, treatment: &Treatment<'_>) -> Result<(), Refusal> {
    for exception in treatment.exceptions.clone() {
        Refusal::ExceptionArea.unless(treatment.areas.clone().any(|area| area == exception.area))?;
        Refusal::ExceptionOrder.unless(exception.above_um < exception.up_to_um)?;
        Refusal::ExceptionOutlived.unless(image.validity.until <= exception.until)?;
    }
    Ok(())
}
