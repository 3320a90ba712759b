//! Reads an image back with the pen's own loader, before anybody signs it: everything that the pen would do or show must be in the plan.

use needlepoint_loader as loader;

use super::envelope::{NOBODY, NoLedger, Unsigned, envelope};
use super::{Image, Origins, sequence, series, validity};
use crate::diagnostic::Fault;
use crate::plan::{Plan, PromptKind, Stamp, Step, StopRule};
use crate::quantity::{Calendar, Depth};
use crate::syntax::tree::StopSign;

/// The pen that the image is made for.
fn profile<'p>(plan: &'p Plan, stamp: &'p Stamp, cartridges: &'p [&'p str]) -> loader::Profile<'p> {
    let limits = stamp.profile();
    loader::Profile {
        name: limits.name.as_str(),
        revision: limits.revision,
        device: plan.device.as_str(),
        cartridges,
        keys: &[NOBODY],
        bench: stamp.bench(),
        max_depth_um: limits.max_depth_um,
        max_speed_rpm: limits.max_speed_rpm,
        // Nobody has published a limit for these two; the file's own limits still bind every step.
        max_passes: u16::MAX,
        max_session_s: u32::MAX,
        areas: limits.areas,
        courses: limits.courses,
        sessions: limits.sessions,
        steps: limits.steps,
        prompts: limits.prompts,
        name_bytes: limits.name_bytes,
        caption_bytes: limits.caption_bytes,
    }
}

/// The loader's view of the bytes must be the plan.
///
/// # Errors
/// The loader refuses the image, or says something else than the plan: a fault of this tool.
pub(super) fn agrees(image: &Image, treatment: &[u8], plan: &Plan, stamp: &Stamp, origins: &Origins) -> Result<(), Fault> {
    let cartridges: Vec<&str> = plan.cartridges.iter().map(|cartridge| cartridge.as_str()).collect();
    let profile = profile(plan, stamp, &cartridges);
    let [from, until] = validity(plan, stamp)?;
    let file = envelope(NOBODY.id, &image.payload, &[0; 64]);
    let admitted = loader::admit(&file, &profile, until, &Unsigned, &NoLedger)
        .map_err(|refusal| Fault::new(format!("the loader refuses the image: {refusal}")))?;
    if admitted.check_numbers() != image.identity.numbers || admitted.treatment() != treatment {
        return Err(Fault::new("the image holds another treatment than the plan"));
    }
    let texts = origins.texts.iter().map(|text| (text.name.as_str(), &text.sha256));
    let made = admitted.series() == &series(&origins.clinic, plan.name.as_str())
        && Some(admitted.sequence()) == sequence(plan.version)
        && admitted.validity() == loader::Validity { from, until }
        && admitted.sources().map(|source| (source.name, source.sha256)).eq(texts)
        && admitted.bench() == stamp.bench();
    if !made {
        return Err(Fault::new("the image says another origin than it has"));
    }
    let shown = |kind| match kind {
        loader::PromptKind::DoNotTreat => PromptKind::DoNotTreat,
        loader::PromptKind::Postpone => PromptKind::Postpone,
        loader::PromptKind::Wait => PromptKind::Wait,
        loader::PromptKind::Decide => PromptKind::Decide,
        loader::PromptKind::Record => PromptKind::Record,
        loader::PromptKind::Age => PromptKind::Age,
        loader::PromptKind::Ready => PromptKind::Ready,
    };
    let read = admitted.prompts().map(|prompt| (shown(prompt.kind), prompt.in_area, prompt.caption));
    if !read.eq(plan.prompts.iter().map(|prompt| (prompt.kind, prompt.in_area, prompt.caption.as_str()))) {
        return Err(Fault::new("the image asks something else than the plan"));
    }
    exceptions_agree(plan, &admitted)?;
    let limits = admitted.limits();
    let numbers = [
        u32::from(limits.max_depth_um),
        limits.max_speed_rpm.into(),
        limits.max_passes.into(),
        limits.max_session_s,
        limits.min_interval_days.into(),
    ];
    let planned = plan.limits;
    if numbers != [planned.depth.smallest(), planned.speed.smallest(), planned.passes, planned.session.seconds(), planned.interval_days] {
        return Err(Fault::new("the image has other limits than the plan"));
    }
    let named = admitted.device() == plan.device.as_str()
        && admitted.areas().eq(plan.areas.iter().map(|area| area.as_str()))
        && admitted.cartridges().eq(cartridges.iter().copied());
    if !named {
        return Err(Fault::new("the image names another pen, other cartridges or other areas than the plan"));
    }
    if admitted.courses().len() != plan.courses.len() {
        return Err(Fault::new("the image has another number of courses than the plan"));
    }
    for (place, phototype) in plan.phototypes.iter().zip(1..) {
        let planned = place.and_then(|place| plan.courses.get(place));
        let loaded = admitted.course_for(phototype);
        match (planned, loaded) {
            (None, None) => {}
            (Some(planned), Some(loaded)) if loaded.name() == planned.name.as_str() => steps_agree(plan, planned, &loaded)?,
            _ => return Err(Fault::new(format!("phototype {phototype} gets another course in the image than in the plan"))),
        }
    }
    Ok(())
}

/// Every exception, as the pen would show it.
fn exceptions_agree(plan: &Plan, admitted: &loader::Admitted<'_>) -> Result<(), Fault> {
    let planned = plan.exceptions.iter().map(|exception| {
        let area = plan.areas.get(exception.area).map_or("", |area| area.as_str());
        let depths = [exception.above, exception.up_to].map(Depth::smallest);
        (
            exception.rule.as_str(),
            exception.version,
            area,
            depths,
            exception.reason.as_str(),
            exception.by.as_str(),
            exception.until.since_epoch(),
        )
    });
    let read = admitted.exceptions().map(|read| {
        let depths = [read.above_um, read.up_to_um].map(u32::from);
        (read.rule, u32::from(read.version), read.area, depths, read.reason, read.by, u32::from(read.until))
    });
    if planned.eq(read) { Ok(()) } else { Err(Fault::new("the image has other exceptions than the plan")) }
}

/// Every step of every session, as the pen would take it.
fn steps_agree(plan: &Plan, planned: &crate::plan::Course, loaded: &loader::Course<'_>) -> Result<(), Fault> {
    for session in &planned.sessions {
        let number = u8::try_from(session.number).map_err(|_| Fault::new("a session's number does not fit the image"))?;
        let mut steps = loaded.session(number).ok_or_else(|| Fault::new(format!("session {number} is missing from the image")))?;
        for step in &session.steps {
            let read = steps.next_step().ok_or_else(|| Fault::new(format!("session {number} ends early in the image")))?;
            if !same(plan, step, &read) {
                return Err(Fault::new(format!("a step of session {number} is another one in the image")));
            }
        }
        if steps.next_step().is_some() {
            return Err(Fault::new(format!("session {number} goes on in the image")));
        }
    }
    let spacing = [planned.spacing.shortest, planned.spacing.longest, planned.spacing.aim];
    let read = loaded.spacing();
    if spacing != [read.min_days, read.max_days, read.aim_days].map(u32::from) {
        return Err(Fault::new("the image has another spacing than the plan"));
    }
    if loaded.session_count() != u8::try_from(planned.sessions.len()).unwrap_or(u8::MAX) {
        return Err(Fault::new("the image has another number of sessions than the plan"));
    }
    Ok(())
}

fn same(plan: &Plan, step: &Step, read: &loader::Step<'_>) -> bool {
    let area = plan.areas.get(step.area).is_some_and(|area| area.as_str() == read.area)
        && plan.cartridges.get(step.cartridge).is_some_and(|cartridge| cartridge.as_str() == read.cartridge);
    let read = &read.treat;
    let depths = [step.start, step.raise, step.ceiling].map(|depth| depth.smallest())
        == [read.start_um, read.raise_um, read.ceiling_um].map(u32::from);
    let passes = [step.passes.horizontal, step.passes.vertical, step.passes.diagonal]
        == [read.passes.horizontal, read.passes.vertical, read.passes.diagonal].map(u32::from);
    let speed = step.speed.smallest() == u32::from(read.speed_rpm);
    let motion = match (step.glide, read.motion) {
        (Some(glide), loader::Motion::Glide { mm_per_s }) => glide.smallest() == u32::from(mm_per_s),
        (None, loader::Motion::Stamp) => true,
        _ => false,
    };
    let time = step.at_most.seconds() == u32::from(read.at_most_s) && step.endpoint.as_str() == read.endpoint;
    let skip = step.skip.iter().map(|skip| skip.as_str()).eq(read.skip());
    let only = match (&step.only, &read.only) {
        (None, None) => true,
        (Some(only), Some(read)) => {
            let age = only.age.unwrap_or(Calendar::of_days(0));
            only.what.as_str() == read.what
                && [age.months(), age.days()] == [read.months, read.days].map(u32::from)
                && only.size.map_or(0, |size| size.smallest()) == read.mm2
        }
        _ => false,
    };
    let stops = step.stops.iter().map(stop).eq(read.stops().map(|stop| (stop.scope == loader::Scope::Session, stop.sign)));
    only && area && depths && passes && speed && motion && time && skip && stops
}

fn stop(stop: &StopRule) -> (bool, loader::Sign<'_>) {
    let sign = match &stop.sign {
        StopSign::Bleeding(time) => loader::Sign::Bleeding(time.seconds()),
        // More points than a byte holds are more than there are.
        StopSign::Pain { points, .. } => loader::Sign::Pain(u8::try_from(*points).unwrap_or(u8::MAX)),
        StopSign::Named(name) => loader::Sign::Named(name.as_str()),
    };
    (stop.session, sign)
}
