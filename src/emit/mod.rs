//! The bytes a pen's loader reads, loaded back before they are returned. Nothing clinical is rounded on the way.
//! Uses nothing of the loader but its admission and its step cursor.

use needlepoint_loader as loader;

use crate::diagnostic::Fault;
use crate::plan::cbor::Writer;
use crate::plan::{Identity, Plan, Stamp, Step, StopRule, identity, treatment};
use crate::syntax::tree::StopSign;

/// The image format written here. Format 0 is not signed: emulators admit it with its bench mark, and pens never.
pub const FORMAT: u32 = 0;

/// An image that the loader has admitted and stepped through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    bytes: Vec<u8>,
    identity: Identity,
}

impl Image {
    /// The bytes, as they go into a file.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The identity of the treatment in it.
    #[must_use]
    pub fn identity(&self) -> &Identity {
        &self.identity
    }
}

/// Writes an image and reads it back with the pen's own loader.
///
/// # Errors
/// The loader refuses it, or steps through something else than the plan: a fault of this tool, and no image.
pub fn image(plan: &Plan, stamp: &Stamp) -> Result<Image, Fault> {
    let identity = identity(plan);
    let bytes = write(plan, stamp, &identity, stamp.bench());
    refused_by_pens(plan, stamp, &bytes)?;
    // A loader steps through this format under the bench mark only, so an image for a pen is read back with the mark set.
    read_back(plan, stamp, &identity, &write(plan, stamp, &identity, true))?;
    Ok(Image { bytes, identity })
}

fn write(plan: &Plan, stamp: &Stamp, identity: &Identity, bench: bool) -> Vec<u8> {
    let mut to = Writer::default();
    to.map(6);
    to.uint(0);
    to.uint(FORMAT);
    to.uint(1);
    to.bool(bench);
    to.uint(2);
    to.array(3);
    to.array(3);
    stamp.tool().into_iter().for_each(|part| to.uint(part.into()));
    to.uint(stamp.language().into());
    to.bytes(&stamp.rule_set());
    to.uint(3);
    to.array(2);
    to.text(stamp.profile().name.as_str());
    to.uint(stamp.profile().revision.into());
    to.uint(4);
    to.bytes(&treatment(plan));
    to.uint(5);
    to.array(4);
    identity.numbers.into_iter().for_each(|number| to.uint(number.into()));
    to.into_bytes()
}

/// The pen that the image is made for.
fn profile<'p>(plan: &'p Plan, stamp: &'p Stamp) -> loader::Profile<'p> {
    let limits = stamp.profile();
    loader::Profile {
        name: limits.name.as_str(),
        revision: limits.revision,
        device: plan.device.as_str(),
        cartridge: plan.cartridge.as_str(),
        max_depth_um: limits.max_depth_um,
        max_speed_rpm: limits.max_speed_rpm,
        // Nobody has published a limit for these two; the file's own limits still bind every step.
        max_passes: u16::MAX,
        max_session_s: u32::MAX,
        areas: limits.areas,
        courses: limits.courses,
        sessions: limits.sessions,
        steps: limits.steps,
        name_bytes: limits.name_bytes,
    }
}

/// No pen that treats patients takes an image that nobody has signed.
fn refused_by_pens(plan: &Plan, stamp: &Stamp, bytes: &[u8]) -> Result<(), Fault> {
    match loader::admit(bytes, &profile(plan, stamp), loader::Accept::Device) {
        Ok(_) => Err(Fault::new("the loader of a real pen admits an image that is not signed")),
        Err(_) => Ok(()),
    }
}

/// The loader's view of the bytes must be the plan.
fn read_back(plan: &Plan, stamp: &Stamp, identity: &Identity, bytes: &[u8]) -> Result<(), Fault> {
    let profile = profile(plan, stamp);
    let admitted = loader::admit(bytes, &profile, loader::Accept::Bench)
        .map_err(|refusal| Fault::new(format!("the loader refuses the image: {refusal}")))?;
    if admitted.check_numbers() != identity.numbers || admitted.treatment() != treatment(plan) {
        return Err(Fault::new("the image holds another treatment than the plan"));
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
    if loaded.session_count() != u8::try_from(planned.sessions.len()).unwrap_or(u8::MAX) {
        return Err(Fault::new("the image has another number of sessions than the plan"));
    }
    Ok(())
}

fn same(plan: &Plan, step: &Step, read: &loader::Step<'_>) -> bool {
    let area = plan.areas.get(step.area).is_some_and(|area| area.as_str() == read.area);
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
    let stops = step.stops.iter().map(stop).eq(read.stops().map(|stop| (stop.scope == loader::Scope::Session, stop.sign, stop.over)));
    area && depths && passes && speed && motion && time && skip && stops
}

fn stop(stop: &StopRule) -> (bool, &str, u32) {
    match &stop.sign {
        StopSign::Bleeding(time) => (stop.session, "bleeding", time.seconds()),
        StopSign::Pain { points, .. } => (stop.session, "pain", *points),
        StopSign::Named(name) => (stop.session, name.as_str(), 0),
    }
}
