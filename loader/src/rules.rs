//! Every rule that a well-formed image must keep before a pen may run it, in the order of the refusals' codes.
//! It must not know bytes: what is well-formed has been settled before.

use crate::{
    course::{Spacing, WrittenCourse, WrittenSession},
    image::Image,
    profile::{Accept, Profile},
    refusal::Refusal,
    step::{Motion, Stop, Treat},
    treatment::{Limits, NOT_ADMITTED, Treatment},
};

pub(crate) fn check(image: &Image<'_>, treatment: &Treatment<'_>, profile: &Profile<'_>, accept: Accept) -> Result<(), Refusal> {
    accepted_here(image, accept)?;
    made_for_this_pen(image, treatment, profile)?;
    check_numbers(image.check_numbers)?;
    within_capacity(treatment, profile)?;
    within_hard_limits(&treatment.limits, profile)?;
    areas(treatment)?;
    for course in treatment.courses.clone() {
        spacing(course.spacing, &treatment.limits)?;
        sessions(&course, treatment)?;
    }
    phototypes(treatment)?;
    exceptions(treatment)
}

fn accepted_here(image: &Image<'_>, accept: Accept) -> Result<(), Refusal> {
    match accept {
        Accept::Device => Err(Refusal::BenchNotAccepted),
        Accept::Bench => Refusal::NotBench.unless(image.bench),
    }
}

fn made_for_this_pen(image: &Image<'_>, treatment: &Treatment<'_>, profile: &Profile<'_>) -> Result<(), Refusal> {
    Refusal::OtherProfile.unless(image.profile == profile.name)?;
    Refusal::OtherRevision.unless(image.revision == profile.revision)?;
    Refusal::OtherDevice.unless(treatment.device == profile.device)?;
    Refusal::OtherCartridge.unless(treatment.cartridge == profile.cartridge)
}

/// The numbers pick words that people compare by eye, so a list has 2048 words and none may come twice.
fn check_numbers([a, b, c, d]: [u16; 4]) -> Result<(), Refusal> {
    let below = [a, b, c, d].iter().all(|&number| number < 2048);
    let different = a != b && a != c && a != d && b != c && b != d && c != d;
    Refusal::CheckNumbers.unless(below && different)
}

fn within_capacity(treatment: &Treatment<'_>, profile: &Profile<'_>) -> Result<(), Refusal> {
    let fits = |name: &str| Refusal::NameTooLong.unless(name.len() <= usize::from(profile.name_bytes));

    Refusal::TooManyAreas.unless(treatment.areas.left() <= profile.areas)?;
    Refusal::TooManyCourses.unless(treatment.courses.left() <= profile.courses)?;
    treatment.areas.clone().try_for_each(fits)?;
    for course in treatment.courses.clone() {
        Refusal::TooManySessions.unless(course.sessions.left() <= profile.sessions)?;
        fits(course.name)?;
        for bytes in course.sessions {
            let session = WrittenSession::open(bytes)?;
            Refusal::TooManySteps.unless(session.treats.left() <= profile.steps)?;
            for treat in session.treats {
                fits(treat.endpoint)?;
                treat.skip().try_for_each(fits)?;
                treat.stops().try_for_each(|stop| fits(stop.sign))?;
            }
        }
    }
    for exception in treatment.exceptions.clone() {
        [exception.rule, exception.area, exception.reason].into_iter().try_for_each(fits)?;
    }
    Ok(())
}

/// A file can only tighten what the pen allows, so every later check may look at the file's limits alone.
fn within_hard_limits(limits: &Limits, profile: &Profile<'_>) -> Result<(), Refusal> {
    Refusal::DepthLimitTooLoose.unless(limits.max_depth_um <= profile.max_depth_um)?;
    Refusal::SpeedLimitTooLoose.unless(limits.max_speed_rpm <= profile.max_speed_rpm)?;
    Refusal::PassLimitTooLoose.unless(limits.max_passes <= profile.max_passes)?;
    Refusal::TimeLimitTooLoose.unless(limits.max_session_s <= profile.max_session_s)
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
    Refusal::StopThreshold.unless(treat.stops().all(threshold_has_a_unit))
}

/// A pen that does not know the unit of a threshold would not know when to stop.
fn threshold_has_a_unit(stop: Stop<'_>) -> bool {
    match stop.sign {
        "bleeding" => true,
        "pain" => stop.over <= 10,
        _ => stop.over == 0,
    }
}

fn phototypes(treatment: &Treatment<'_>) -> Result<(), Refusal> {
    let known = |&course: &u8| course == NOT_ADMITTED || course < treatment.courses.left();
    Refusal::UnknownCourse.unless(treatment.phototypes.iter().all(known))
}

fn exceptions(treatment: &Treatment<'_>) -> Result<(), Refusal> {
    for exception in treatment.exceptions.clone() {
        Refusal::ExceptionArea.unless(treatment.areas.clone().any(|area| area == exception.area))?;
    }
    Ok(())
}
