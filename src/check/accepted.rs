//! The proof that nothing speaks against a protocol, with every field present. Only `accept` makes one.

use std::sync::Arc;

use crate::diagnostic::{Name, Problem};
use crate::model::{AreaPlan, Course, DeviceId, Library, Pass, Step, StopRule};
use crate::quantity::{Calendar, Clock, Day, Depth, Glide, Phototype, Speed, Surface};
use crate::rule::{Purpose, Subject};
use crate::syntax::entries::{Device, Published};
use crate::syntax::tree::{DepthPlan, Movement, Version};

/// A protocol that nothing speaks against on the day asked, with its effective courses.
#[derive(Debug)]
pub struct Accepted {
    protocol: Arc<crate::model::Protocol>,
    version: Version,
    device: DeviceId,
    cartridge: Name,
    courses: Vec<CourseDose>,
    exceptions: Vec<CarriedException>,
    cautions: Vec<Caution>,
    purpose: Purpose,
    today: Day,
    profile: Option<Profile>,
}

/// What a loader can hold, and the hard limits of the pen it sits in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The profile's name.
    pub name: Name,
    /// The hardware revision it answers to.
    pub revision: u16,
    /// The deepest setting of the named pen, in micrometres.
    pub max_depth_um: u16,
    /// The fastest speed of the named pen, or where none is published the fastest that is asked of it, in rpm.
    pub max_speed_rpm: u16,
    /// Most areas.
    pub areas: u8,
    /// Most courses.
    pub courses: u8,
    /// Most sessions in a course.
    pub sessions: u8,
    /// Most steps in a session.
    pub steps: u8,
    /// Most prompts.
    pub prompts: u8,
    /// Longest name in bytes.
    pub name_bytes: u8,
    /// Longest caption in bytes.
    pub caption_bytes: u8,
}

impl Profile {
    /// The profile of a pen of the library. Real pens publish no loader profile, so capacities and revision are the reference pen's; the hard
    /// limits are the named pen's own. Where nobody has published how fast it runs, the fastest that is asked of it is the limit: it only
    /// tightens. `None` when the pen's own figures are not known.
    #[must_use]
    pub fn of(library: &Library, pen: &Device, asked: Option<Speed>) -> Option<Self> {
        let reference = library.device(REFERENCE)?;
        let capacity = |name: &str| {
            let found = reference.capacities.iter().find(|(kind, _)| kind.value == name)?;
            u8::try_from(found.1.value).ok()
        };
        let fastest = match pen.motor.as_ref()? {
            Published::Known(motor, _) => motor.value.1,
            Published::Unpublished(_) => asked?,
        };
        Some(Self {
            name: reference.name.value.clone(),
            revision: u16::try_from(reference.revision?.value).ok()?,
            max_depth_um: u16::try_from(pen.dial.as_ref()?.to.smallest()).ok()?,
            max_speed_rpm: u16::try_from(fastest.smallest()).ok()?,
            areas: capacity("areas")?,
            courses: capacity("courses")?,
            sessions: capacity("sessions")?,
            steps: capacity("steps")?,
            prompts: capacity("prompts")?,
            name_bytes: capacity("name-bytes")?,
            caption_bytes: capacity("caption-bytes")?,
        })
    }
}

/// A caution or a lifted finding, to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caution {
    /// Its sentence, without the courses.
    pub sentence: String,
    /// The courses it holds for, when not for all.
    pub courses: Vec<Name>,
}

impl Caution {
    /// Whether it holds for a course.
    #[must_use]
    pub fn holds_for(&self, course: &Name) -> bool {
        self.courses.is_empty() || self.courses.contains(course)
    }
}

/// An exception that lifts something, as it travels into every output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarriedException {
    /// The rule.
    pub rule: Name,
    /// Its version.
    pub version: u32,
    /// The area.
    pub area: Name,
    /// The lowest limit that it lifts: what is no deeper needs no exception.
    pub above: Depth,
    /// The value it may go up to.
    pub up_to: Depth,
    /// The kind of reason.
    pub reason: Name,
    /// Who approved it.
    pub by: String,
    /// Its last day.
    pub until: Day,
}

/// A course with every field present.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourseDose {
    /// `base`, or the variant's name.
    pub name: Name,
    /// The phototypes it is for.
    pub phototypes: Vec<Phototype>,
    /// First day for the next session, after the last one given.
    pub shortest: u32,
    /// Last day.
    pub longest: u32,
    /// Day to aim for.
    pub aim: u32,
    /// Its sessions.
    pub sessions: Vec<SessionDose>,
}

/// A session with every field present.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionDose {
    /// Its number, from 1.
    pub number: u32,
    /// Its areas, in the order they are needled.
    pub areas: Vec<AreaDose>,
}

/// How one area is needled in one session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaDose {
    /// The area.
    pub area: Name,
    /// First setting.
    pub start: Depth,
    /// Each raise.
    pub raise: Depth,
    /// Never above.
    pub ceiling: Depth,
    /// Passes by direction.
    pub passes: Arc<[PassCount]>,
    /// Motor speed.
    pub speed: Speed,
    /// Glide speed; none for stamping.
    pub glide: Option<Glide>,
    /// Longest time.
    pub at_most: Clock,
    /// What ends the area early.
    pub endpoint: Name,
    /// How hard the pen is held against the skin, as the file says.
    pub pressure: Option<Name>,
    /// How large the area is, as the file says.
    pub size: Option<Surface>,
    /// The cartridge, when it is another than the protocol's.
    pub cartridge: Option<Name>,
    /// What alone is needled in it.
    pub only: Option<Target>,
    /// The longest time in one spot, when the pen is lifted and set down; as the file says.
    pub in_one_spot: Option<Clock>,
    /// Whether the author says that no needling depth has been published for it.
    pub none_published: bool,
    /// What is left out.
    pub skip: Arc<[Name]>,
    /// What stops the area or the session.
    pub stops: Arc<[StopRule]>,
}

/// What alone is needled within an area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// What it is.
    pub what: Name,
    /// How old it is at least.
    pub age: Option<Calendar>,
    /// How large it is.
    pub size: Option<Surface>,
}

/// Passes in one direction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassCount {
    /// The direction.
    pub direction: Name,
    /// How many.
    pub count: u32,
}

impl Accepted {
    /// Makes the proof; `None` when a field is missing after all, which is a fault of the rules.
    pub(super) fn of(subject: &Subject<'_>, protocol: &Arc<crate::model::Protocol>, problems: &[Problem]) -> Option<Self> {
        let device = &protocol.device.known()?.value;
        let order: Vec<&Name> = protocol.session.known()?.value.steps.iter().flat_map(|step| needled(&step.value)).collect();
        let doses = subject.courses.iter().map(|course| dose(course, &order, &device.cartridge.value));
        let courses = doses.collect::<Option<Vec<CourseDose>>>()?;
        let doses = || courses.iter().flat_map(|course| &course.sessions).flat_map(|session| &session.areas);
        let profile = subject.device().and_then(|pen| Profile::of(subject.library, pen, doses().map(|area| area.speed).max()));
        let exceptions = protocol.exceptions.iter().filter_map(|exception| {
            let lifted = problems.iter().filter_map(|problem| problem.excepted.as_ref());
            let above = lifted.filter(|excepted| excepted.span == exception.place).map(|excepted| excepted.limit).min()?;
            Some(carried(exception, above))
        });
        let exceptions = exceptions.collect::<Option<_>>()?;
        Some(Self {
            protocol: Arc::clone(protocol),
            version: protocol.header.version.known()?.value,
            device: device.device.value.clone(),
            cartridge: device.cartridge.value.clone(),
            courses,
            exceptions,
            cautions: problems.iter().filter(|problem| !problem.blocks()).map(caution).collect(),
            purpose: subject.asked.purpose,
            today: subject.asked.today,
            profile,
        })
    }

    /// The protocol as resolved, for what is printed beside the doses.
    #[must_use]
    pub fn protocol(&self) -> &crate::model::Protocol {
        &self.protocol
    }

    /// The protocol's version.
    #[must_use]
    pub fn version(&self) -> Version {
        self.version
    }

    /// The pen.
    #[must_use]
    pub fn device(&self) -> &DeviceId {
        &self.device
    }

    /// The cartridge.
    #[must_use]
    pub fn cartridge(&self) -> &Name {
        &self.cartridge
    }

    /// The effective courses.
    #[must_use]
    pub fn courses(&self) -> &[CourseDose] {
        &self.courses
    }

    /// Which course a phototype gets; `None` when it is not treated.
    #[must_use]
    pub fn course_for(&self, phototype: Phototype) -> Option<usize> {
        self.courses.iter().position(|course| course.phototypes.contains(&phototype))
    }

    /// The exceptions that lift something.
    #[must_use]
    pub fn exceptions(&self) -> &[CarriedException] {
        &self.exceptions
    }

    /// The cautions and lifted findings to be read.
    #[must_use]
    pub fn cautions(&self) -> &[Caution] {
        &self.cautions
    }

    /// What the acceptance is for.
    #[must_use]
    pub fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// The loader profile to build for; `None` when the pen's own figures are not known.
    #[must_use]
    pub fn profile(&self) -> Option<&Profile> {
        self.profile.as_ref()
    }

    /// The day it was asked on.
    #[must_use]
    pub fn today(&self) -> Day {
        self.today
    }
}

/// The loader profile that images are built for.
pub const REFERENCE: &str = "reference-pen";

fn needled(step: &Step) -> Vec<&Name> {
    match step {
        Step::Needle(areas, _) => areas.iter().map(|area| area.value.name()).collect(),
        _ => Vec::new(),
    }
}

fn caution(problem: &Problem) -> Caution {
    Caution { sentence: problem.finding.to_string(), courses: problem.courses.clone() }
}

fn carried(exception: &crate::model::Exception, above: Depth) -> Option<CarriedException> {
    Some(CarriedException {
        rule: exception.rule.value.clone(),
        version: exception.version.known()?.value.1,
        area: exception.area.value.name().clone(),
        above,
        up_to: exception.up_to.value,
        reason: exception.reason.known()?.value.clone(),
        by: exception.approved.known()?.value.0.clone(),
        until: exception.expires.known()?.value,
    })
}

fn dose(course: &Course, order: &[&Name], cartridge: &Name) -> Option<CourseDose> {
    let spacing = course.spacing.known()?.value;
    course.sessions_stated.known()?;
    // What no session changes is copied once for each area, and shared by its sessions.
    let areas = order.iter().map(|name| {
        let place = course.areas.iter().position(|plan| plan.area.value.name() == *name)?;
        Some((place, area(course.areas.get(place)?, cartridge)?))
    });
    let areas: Vec<(usize, AreaDose)> = areas.collect::<Option<_>>()?;
    let sessions = course.sessions.iter().map(|session| {
        let areas = areas.iter().map(|(place, dose)| Some(dose.at(session.depths.get(*place)?.known()?.value)));
        Some(SessionDose { number: session.number, areas: areas.collect::<Option<_>>()? })
    });
    Some(CourseDose {
        name: course.name.clone(),
        phototypes: course.phototypes.clone(),
        // Spacing is in days or weeks, never months, so the fewest days are all the days.
        shortest: spacing.shortest.value.fewest_days(),
        longest: spacing.longest.value.fewest_days(),
        aim: spacing.aim.value.fewest_days(),
        sessions: sessions.collect::<Option<_>>()?,
    })
}

/// How an area is needled in a session that changes nothing.
fn area(plan: &AreaPlan, cartridge: &Name) -> Option<AreaDose> {
    let depth = plan.depth.known()?.value;
    let (glide, in_one_spot) = match plan.movement.known()?.value {
        Movement::Glide(glide) => (Some(glide.value), None),
        Movement::Stamp(longest) => (None, longest.map(|longest| longest.value)),
    };
    let count = |pass: &Pass| PassCount { direction: pass.direction.value.clone(), count: pass.count.value };
    Some(AreaDose {
        area: plan.area.value.name().clone(),
        start: depth.start.value,
        raise: depth.raise.value,
        ceiling: depth.ceiling.value,
        passes: plan.passes.known()?.value.iter().map(count).collect(),
        speed: plan.speed.known()?.value,
        glide,
        in_one_spot,
        cartridge: plan.cartridge.as_ref().filter(|own| own.value != *cartridge).map(|own| own.value.clone()),
        only: plan.only.known().map(|only| Target {
            what: only.value.what.value.clone(),
            age: only.value.age.map(|age| age.value),
            size: only.value.size.map(|size| size.value),
        }),
        none_published: plan.evidence.known().is_some_and(|evidence| evidence.value == "none-published"),
        at_most: plan.at_most.known()?.value,
        endpoint: plan.endpoint.known()?.value.clone(),
        pressure: plan.pressure.known().map(|pressure| pressure.value.clone()),
        size: plan.size.known().map(|size| size.value),
        skip: plan.skip.iter().map(|skip| skip.value.clone()).collect(),
        stops: plan.stops.iter().map(|stop| stop.value.clone()).collect(),
    })
}

impl AreaDose {
    /// The same with a session's own depth.
    fn at(&self, depth: DepthPlan) -> Self {
        Self { start: depth.start.value, raise: depth.raise.value, ceiling: depth.ceiling.value, ..self.clone() }
    }
}
