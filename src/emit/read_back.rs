//! Reads an image back with the pen's own loader, before anybody signs it: everything that the pen would do or show must be in the plan.

use needlepoint_loader as loader;

use super::envelope::{NOBODY, NoLedger, Unsigned, envelope};
use super::{Origins, pen, sequence, series, validity};
use crate::diagnostic::Fault;
use crate::plan::{Identity, Plan, PromptKind, Stamp, Step, StopRule, treatment};
use crate::quantity::{Calendar, Depth};
use crate::syntax::tree::StopSign;

/// The loader's view of the bytes must be the plan.
///
/// # Errors
/// The loader refuses the image, or says something else than the plan: a fault of this tool.
pub(super) fn agrees(payload: &[u8], identity: &Identity, plan: &Plan, stamp: &Stamp, origins: &Origins) -> Result<(), Fault> {
    let cartridges: Vec<&str> = plan.cartridges.iter().map(|cartridge| cartridge.as_str()).collect();
    let pen = pen(stamp.profile(), plan.device.as_str(), &cartridges, &[NOBODY], stamp.bench());
    let [_, until] = validity(plan, stamp)?;
    let file = envelope(NOBODY.id, payload, &[0; 64]);
    let refused = |refusal| Fault::new(format!("the loader refuses the image: {refusal}"));
    let admitted = loader::admit(&file, &pen, until, &Unsigned, &NoLedger).map_err(refused)?;
    let claims = loader::Claims::read(&file).map_err(refused)?;
    origin_agrees(&admitted, &claims, plan, stamp, origins)?;
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
    // Whatever no field shows is held by the bytes as a whole; last, so that a fault is named by what it is.
    if admitted.check_numbers() != identity.numbers || admitted.treatment() != treatment(plan) {
        return Err(Fault::new("the image holds another treatment than the plan"));
    }
    Ok(())
}

/// From which texts, as which version, by which tool and for which pen and days the image was made.
fn origin_agrees(
    admitted: &loader::Admitted<'_>,
    claims: &loader::Claims<'_>,
    plan: &Plan,
    stamp: &Stamp,
    origins: &Origins,
) -> Result<(), Fault> {
    let texts = origins.texts.iter().map(|text| (text.name.as_str(), &text.sha256));
    if !admitted.sources().map(|source| (source.name, source.sha256)).eq(texts) {
        return Err(Fault::new("the image names other texts than it is made from"));
    }
    if admitted.series() != &series(&origins.clinic, plan.name.as_str()) || Some(admitted.sequence()) != sequence(plan.version) {
        return Err(Fault::new("the image has another series or version than the plan"));
    }
    let [from, until] = validity(plan, stamp)?;
    if admitted.validity() != (loader::Validity { from, until }) {
        return Err(Fault::new("the image has other days of use than the plan"));
    }
    let made_by = loader::Stamp { tool: stamp.tool(), language: stamp.language(), rule_set: &stamp.rule_set() };
    if admitted.stamp() != made_by {
        return Err(Fault::new("the image names another tool or rule set than made it"));
    }
    let profile = stamp.profile();
    let of_pen = claims.profile == profile.name.as_str() && claims.revisions == [profile.revision; 2];
    if !of_pen || admitted.bench() != stamp.bench() {
        return Err(Fault::new("the image is marked for other pens than it is made for"));
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
