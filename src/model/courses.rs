//! Effective courses: the base and each variant as they would really be given, session by session.
//! Order of layers: base, then variant, then session; a session may only tighten.

use super::names::Names;
use super::problem::{
    AreaUnplanned, SessionLoosens, SessionUnknown, StatedTwice, VariantChangesNothing, VariantUnreachable, VariantsOverlap, problem,
};
use super::protocol::{AreaId, DeviceId, Pass, Stated, StopRule, TargetSays};
use super::stated::{once, stated};
use crate::diagnostic::{Level, Name, Named, Problem};
use crate::quantity::{Calendar, Clock, Depth, Phototype, Speed, Surface};
use crate::source::{At, Span};
use crate::syntax::tree::{self, AreaChange, DepthPlan, Movement};

/// How one area is needled in a course.
#[derive(Debug, Clone)]
pub struct AreaPlan {
    /// Which area.
    pub area: At<AreaId>,
    /// The first line of its block.
    pub place: Span,
    /// The cartridge it is needled with, when it has one of its own.
    pub cartridge: Option<At<Name>>,
    /// Depth, before changes by session.
    pub depth: Stated<DepthPlan>,
    /// Passes.
    pub passes: Stated<Vec<Pass>>,
    /// Speed.
    pub speed: Stated<Speed>,
    /// Movement.
    pub movement: Stated<Movement>,
    /// Pressure.
    pub pressure: Stated<Name>,
    /// Size.
    pub size: Stated<Surface>,
    /// What alone is needled in it.
    pub only: Stated<TargetSays>,
    /// What the author says is published about it.
    pub evidence: Stated<Name>,
    /// Endpoint.
    pub endpoint: Stated<Name>,
    /// Longest time.
    pub at_most: Stated<Clock>,
    /// Skip zones.
    pub skip: Vec<At<Name>>,
    /// Whether a broken line may skip more.
    pub skip_waiting: bool,
    /// Stop rules.
    pub stops: Vec<At<StopRule>>,
    /// Whether a broken line may state a stop rule.
    pub stops_waiting: bool,
}

/// Days to the next session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spacing {
    /// First day.
    pub shortest: At<Calendar>,
    /// Last day.
    pub longest: At<Calendar>,
    /// The day to aim for.
    pub aim: At<Calendar>,
}

/// One session of a course: the depth of each area, in the order of [`Course::areas`].
#[derive(Debug, Clone)]
pub struct Session {
    /// Its number, from 1.
    pub number: u32,
    /// The depths.
    pub depths: Vec<Stated<DepthPlan>>,
}

/// A course as it would really be given.
#[derive(Debug, Clone)]
pub struct Course {
    /// `base`, or the variant's name.
    pub name: Name,
    /// Where it is opened.
    pub place: Span,
    /// The phototypes it is for.
    pub phototypes: Vec<Phototype>,
    /// Its areas.
    pub areas: Vec<AreaPlan>,
    /// How many sessions.
    pub sessions_stated: Stated<u32>,
    /// Its sessions.
    pub sessions: Vec<Session>,
    /// Spacing.
    pub spacing: Stated<Spacing>,
    /// The statements that a variant lays over the base; none in the base.
    pub own: Vec<Span>,
}

impl Course {
    /// Every area with its depth, session by session; a session in which an area is needled as in the one before adds nothing to judge.
    pub fn doses(&self) -> impl Iterator<Item = (u32, &AreaPlan, &Stated<DepthPlan>)> {
        let earlier = std::iter::once(None).chain(self.sessions.iter().map(Some));
        self.sessions.iter().zip(earlier).flat_map(move |(session, earlier)| {
            self.areas.iter().zip(&session.depths).enumerate().filter_map(move |(place, (area, depth))| {
                let same = earlier.and_then(|earlier| earlier.depths.get(place)).is_some_and(|before| before == depth);
                (!same).then_some((session.number, area, depth))
            })
        })
    }
}

/// More sessions than any course has; a larger number is a finding of its own, not a reason to build them all.
pub const MOST_SESSIONS: u32 = 64;

/// Builds the effective courses of a protocol.
pub(super) fn courses(names: &mut Names<'_>, protocol: &tree::Protocol, screened: &Stated<(Phototype, Phototype)>) -> Vec<Course> {
    let device = protocol.device.first().map(|choice| DeviceId(choice.value.0.value.clone()));
    let areas: Vec<AreaPlan> = protocol.areas.iter().map(|area| plan(names, area, device.as_ref())).collect();
    // A block whose name is not known may be any area's.
    let areas_waiting = areas_waiting(protocol) || areas.iter().any(|plan| names.library.area(plan.area.value.as_str()).is_none());
    let block = protocol.course.first();
    let place = block.map_or(protocol.name.span, |block| block.span);
    let broken = block.map_or(&[][..], |block| block.broken.as_slice());
    let outer = protocol.broken.iter().any(|broken| broken.keyword.as_ref().is_none_or(|word| *word == "course"));
    let state = |stated: Stated<Spacing>| if block.is_none() && outer { Stated::Waiting } else { stated };
    let sessions_stated = match block {
        Some(block) => {
            once(names, &block.sessions, "the number of sessions");
            stated(&block.sessions, &block.broken, "sessions", |count| *count)
        }
        None if outer => Stated::Waiting,
        None => Stated::Absent,
    };
    let spacing = state(block.map_or(Stated::Absent, |block| {
        once(names, &block.next, "the spacing");
        stated(&block.next, broken, "next", spaced)
    }));
    let changes = block.map_or(&[][..], |block| &block.changes);
    check_changes(names, changes, &areas, areas_waiting, &sessions_stated);
    let base = Course {
        name: Name::fixed("base"),
        place,
        phototypes: Vec::new(),
        areas,
        sessions_stated,
        sessions: Vec::new(),
        spacing,
        own: Vec::new(),
    };
    let place_of_base = base.place;
    let admitted = screened.known().map_or((Phototype::ALL[0], Phototype::ALL[5]), |known| known.value);
    let mut owners: Vec<(Phototype, Name)> = Vec::new();
    let mut all = Vec::new();
    for (place, variant) in protocol.variants.iter().enumerate() {
        let same = protocol.variants.iter().take(place).find(|earlier| earlier.name.value == variant.name.value);
        if let Some(first) = same {
            names.twice(variant.name.span, first.name.span, &format!("the variant `{}`", variant.name.value));
        } else if variant.name.value == base.name {
            names.twice(variant.name.span, place_of_base, "the course `base`");
        }
        // Six phototypes have room for six variants; what is beyond them shares a phototype with an earlier one, and is said below once.
        if place >= Phototype::ALL.len() {
            names.twice(variant.name.span, place_of_base, "a course for every phototype");
            break;
        }
        names.chosen(&variant.name, "a variant");
        let mut course = base.clone();
        course.name = variant.name.value.clone();
        course.place = variant.span;
        apply(names, &mut course, variant, areas_waiting);
        if variant.broken.is_empty() && variant.plans.is_empty() && same_treatment(&course, &base) {
            let (at, variant) = (variant.name.span, course.name.clone());
            let finding = VariantChangesNothing { at, variant };
            names.problems.push(Problem::new(Level::Caution, VariantChangesNothing::NAME, at, finding));
        }
        let (first, last) = variant.phototypes.value;
        for phototype in Phototype::ALL.into_iter().filter(|phototype| (first..=last).contains(phototype)) {
            let at = variant.phototypes.span;
            if !screened.is_waiting() && !(admitted.0..=admitted.1).contains(&phototype) {
                names.problems.push(problem(at, VariantUnreachable { at, variant: course.name.clone(), phototype }));
            } else if let Some((_, first)) = owners.iter().find(|(owned, _)| *owned == phototype) {
                // Of a variant that stands again, that it does is said already.
                if *first == course.name {
                    continue;
                }
                let finding = VariantsOverlap { at, phototype, first: first.clone(), second: course.name.clone() };
                names.problems.push(problem(at, finding));
            } else {
                owners.push((phototype, course.name.clone()));
                course.phototypes.push(phototype);
            }
        }
        all.push(course);
    }
    let mut base = base;
    base.phototypes = Phototype::ALL
        .into_iter()
        .filter(|phototype| (admitted.0..=admitted.1).contains(phototype) && !owners.iter().any(|(owned, _)| owned == phototype))
        .collect();
    if !base.phototypes.is_empty() || all.is_empty() {
        all.insert(0, base);
    }
    for course in &mut all {
        course.sessions = sessions(course, changes);
    }
    all
}

fn spaced(next: &tree::Next) -> Spacing {
    Spacing { shortest: next.shortest, longest: next.longest, aim: next.aim }
}

/// The sessions of a course, each with the changes for it applied: the shallower ceiling holds.
fn sessions(course: &Course, changes: &[At<tree::SessionChange>]) -> Vec<Session> {
    // Without a number of sessions the base's own depths are looked at, as in a session that nothing tightens.
    let count = course.sessions_stated.known().map(|count| count.value.min(MOST_SESSIONS)).filter(|count| *count > 0);
    let changes = if count.is_some() { changes } else { &[] };
    (1..=count.unwrap_or(1))
        .map(|number| {
            let depths = course
                .areas
                .iter()
                .map(|plan| match &plan.depth {
                    Stated::Known(depth) => Stated::Known(changes.iter().fold(*depth, |mut depth, change| {
                        let change = &change.value;
                        let here = change.session.value == number && change.area.value == *plan.area.value.name();
                        if here && change.ceiling.value < depth.value.ceiling.value {
                            depth.value.ceiling = change.ceiling;
                        }
                        depth
                    })),
                    other => other.clone(),
                })
                .collect();
            Session { number, depths }
        })
        .collect()
}

/// Whether a block that could not be read may plan an area.
pub(super) fn areas_waiting(protocol: &tree::Protocol) -> bool {
    protocol.broken.iter().any(|broken| broken.keyword.as_ref().is_none_or(|word| *word == "area"))
}

/// Says that an area has no block, unless a block that could not be read may be its own. A name that is not known at all says that.
fn unplanned(names: &mut Names<'_>, area: &tree::Word, areas_waiting: bool) {
    if names.library.area(area.value.as_str()).is_none() {
        names.planned_area(area);
    } else if !areas_waiting {
        names.problems.push(problem(area.span, AreaUnplanned { at: area.span, area: area.value.clone() }));
    }
}

/// Says that a course does not have a session. Of a course of none, its number of sessions says it.
pub(super) fn session_known(names: &mut Names<'_>, session: At<u32>, sessions: &Stated<u32>) {
    if let Some(count) = sessions.known().filter(|count| count.value > 0 && !(1..=count.value).contains(&session.value)) {
        let finding = SessionUnknown { at: session.span, session: session.value, sessions: count.value };
        names.problems.push(problem(session.span, finding).also(count.span, "the number of sessions is set here"));
    }
}

/// Changes by session name sessions and areas that exist, and only tighten.
fn check_changes(
    names: &mut Names<'_>,
    changes: &[At<tree::SessionChange>],
    areas: &[AreaPlan],
    areas_waiting: bool,
    sessions: &Stated<u32>,
) {
    let mut seen: Vec<(u32, &Name, Span)> = Vec::new();
    for change in changes {
        let key = (change.value.session.value, &change.value.area.value);
        if let Some((_, _, first)) = seen.iter().find(|(session, area, _)| (*session, *area) == key) {
            names.twice(change.span, *first, "this change of a session");
        }
        // A course has few changes; the bound keeps a file that repeats one from taking long.
        if seen.len() < 1024 {
            seen.push((key.0, key.1, change.span));
        }
        let (session, area, asked) = (change.value.session, &change.value.area, change.value.ceiling);
        session_known(names, session, sessions);
        match areas.iter().find(|plan| *plan.area.value.name() == area.value) {
            None => unplanned(names, area, areas_waiting),
            Some(plan) => {
                if let Some(depth) = plan.depth.known().filter(|depth| asked.value > depth.value.ceiling.value) {
                    let limit: At<Depth> = depth.value.ceiling;
                    let finding = SessionLoosens {
                        at: asked.span,
                        session: session.value,
                        area: area.value.clone(),
                        asked: asked.value,
                        limit: limit.value,
                    };
                    names.problems.push(problem(asked.span, finding).also(limit.span, "the area's own limit is set here"));
                }
            }
        }
    }
}

/// Whether two courses treat alike, wherever it is written.
fn same_treatment(one: &Course, other: &Course) -> bool {
    let depth = |depth: &Stated<DepthPlan>| {
        depth.known().map(|depth| (depth.value.start.value, depth.value.raise.value, depth.value.ceiling.value))
    };
    let passes = |passes: &Stated<Vec<Pass>>| {
        passes.known().map(|passes| passes.value.iter().map(|pass| (pass.count.value, pass.direction.value.clone())).collect::<Vec<_>>())
    };
    let spacing = |spacing: &Stated<Spacing>| {
        spacing.known().map(|spacing| (spacing.value.shortest.value, spacing.value.longest.value, spacing.value.aim.value))
    };
    let area = |one: &AreaPlan, other: &AreaPlan| {
        depth(&one.depth) == depth(&other.depth)
            && passes(&one.passes) == passes(&other.passes)
            && one.speed.known().map(|speed| speed.value) == other.speed.known().map(|speed| speed.value)
            && one.endpoint.known().map(|sign| &sign.value) == other.endpoint.known().map(|sign| &sign.value)
            && one.at_most.known().map(|time| time.value) == other.at_most.known().map(|time| time.value)
    };
    spacing(&one.spacing) == spacing(&other.spacing) && one.areas.iter().zip(&other.areas).all(|(one, other)| area(one, other))
}

/// Lays a variant over the base.
fn apply(names: &mut Names<'_>, course: &mut Course, variant: &tree::Variant, areas_waiting: bool) {
    once(names, &variant.next, "the spacing of this variant");
    let changes = variant.changes.iter().map(|change| change.span);
    course.own = changes.chain(variant.next.iter().map(|next| next.span)).collect();
    once(names, &variant.basis, "what this variant rests on");
    for basis in &variant.basis {
        names.word(basis, "basis", "what a variant rests on");
    }
    if let Stated::Known(next) = stated(&variant.next, &variant.broken, "next", spaced) {
        course.spacing = Stated::Known(next);
    } else if variant.broken.iter().any(|broken| broken.keyword.as_ref().is_none_or(|word| *word == "next")) {
        course.spacing = Stated::Waiting;
    }
    // A line that could not be read may change any area, so what it could change waits.
    let unclear =
        variant.broken.iter().any(|broken| broken.keyword.as_ref().is_none_or(|word| !matches!(word.as_str(), "basis" | "next" | "plan")));
    if unclear {
        for plan in &mut course.areas {
            plan.depth = Stated::Waiting;
            plan.passes = Stated::Waiting;
            plan.speed = Stated::Waiting;
            plan.endpoint = Stated::Waiting;
            plan.at_most = Stated::Waiting;
        }
    }
    let mut seen: Vec<(&Name, std::mem::Discriminant<AreaChange>)> = Vec::new();
    for change in &variant.changes {
        let (area, what) = &change.value;
        let key = (&area.value, std::mem::discriminant(what));
        if seen.contains(&key) {
            let what = format!("this change of `{}`", area.value);
            names.problems.push(problem(change.span, StatedTwice { at: change.span, what }));
        }
        seen.push(key);
        let Some(plan) = course.areas.iter_mut().find(|plan| *plan.area.value.name() == area.value) else {
            unplanned(names, area, areas_waiting);
            continue;
        };
        match what {
            AreaChange::Depth(depth) => plan.depth = Stated::Known(At::new(*depth, change.span)),
            AreaChange::Passes(passes) => plan.passes = Stated::Known(At::new(counted(names, passes), change.span)),
            AreaChange::Speed(speed) => plan.speed = Stated::Known(At::new(*speed, change.span)),
            AreaChange::Endpoint(word) => {
                let endpoint = names.word(word, "endpoint", "an endpoint");
                plan.endpoint = Stated::Known(At::new(endpoint.value, change.span));
            }
            AreaChange::AtMost(time) => plan.at_most = Stated::Known(At::new(*time, change.span)),
        }
    }
}

fn counted(names: &mut Names<'_>, passes: &[(At<u32>, tree::Word)]) -> Vec<Pass> {
    passes
        .iter()
        .map(|(count, direction)| Pass { count: *count, direction: names.word(direction, "direction", "a direction of passes") })
        .collect()
}

/// One area as its block says it.
fn plan(names: &mut Names<'_>, area: &tree::Area, device: Option<&DeviceId>) -> AreaPlan {
    let broken = &area.broken;
    once(names, &area.depth, "the depth of this area");
    once(names, &area.passes, "the passes of this area");
    once(names, &area.speed, "the speed of this area");
    once(names, &area.movement, "the movement of this area");
    once(names, &area.pressure, "the pressure of this area");
    once(names, &area.size, "the size of this area");
    once(names, &area.only, "what alone is needled in this area");
    once(names, &area.evidence, "what is published about this area");
    once(names, &area.endpoint, "the endpoint of this area");
    once(names, &area.at_most, "the longest time on this area");
    let passes = area.passes.iter().map(|passes| At::new(counted(names, &passes.value), passes.span)).collect::<Vec<_>>();
    let pressure = area.pressure.iter().map(|word| names.word(word, "pressure", "a pressure")).collect::<Vec<_>>();
    let only = area.only.iter().map(|target| {
        let says = TargetSays { what: names.indication(&target.value.what), age: target.value.age, size: target.value.size };
        At::new(says, target.span)
    });
    let only = only.collect::<Vec<_>>();
    let evidence = area.evidence.iter().map(|word| names.word(word, "evidence", "a statement about what is published")).collect::<Vec<_>>();
    let endpoint = area.endpoint.iter().map(|word| names.word(word, "endpoint", "an endpoint")).collect::<Vec<_>>();
    let skip = area.skip.iter().flat_map(|words| names.words(&words.value, "skip", "something to skip")).collect();
    let mut stops = Vec::new();
    for stop in &area.stops {
        let scope = names.word(&stop.value.scope, "stop-scope", "what is stopped");
        for sign in &stop.value.signs {
            if let tree::StopSign::Named(name) = &sign.value {
                names.word(&At::new(name.clone(), sign.span), "stop-sign", "a sign to stop for");
            }
            let rule = StopRule { session: scope.value == "session", sign: sign.value.clone() };
            stops.push(At::new(rule, sign.span));
        }
    }
    AreaPlan {
        area: names.area(&area.name),
        place: area.span,
        // Without a device the cartridge waits for it.
        cartridge: area.cartridge.as_ref().map(|word| device.map_or_else(|| word.clone(), |device| names.cartridge(word, device))),
        depth: stated(&area.depth, broken, "depth", |depth| *depth),
        passes: stated(&passes, broken, "passes", Clone::clone),
        speed: stated(&area.speed, broken, "speed", |speed| *speed),
        movement: stated(&area.movement, broken, "move", |movement| *movement),
        pressure: stated(&pressure, broken, "pressure", Clone::clone),
        size: stated(&area.size, broken, "size", |size| *size),
        only: stated(&only, broken, "only", Clone::clone),
        evidence: stated(&evidence, broken, "evidence", Clone::clone),
        endpoint: stated(&endpoint, broken, "endpoint", Clone::clone),
        at_most: stated(&area.at_most, broken, "at", |time| *time),
        skip,
        skip_waiting: broken.iter().any(|broken| broken.keyword.as_ref().is_none_or(|word| *word == "skip")),
        stops,
        stops_waiting: broken.iter().any(|broken| broken.keyword.as_ref().is_none_or(|word| *word == "stop")),
    }
}
