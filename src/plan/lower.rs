//! From what was accepted to what the pen does. Total: nothing in an `Accepted` is optional.

use super::{Answers, Course, Exception, Limits, Numbing, Offset, Passes, Plan, Session, Spacing, Step, Task, TaskKind};
use crate::check::{Accepted, AreaDose, CourseDose};
use crate::diagnostic::Name;
use crate::model::{self, AftercareSays, Protocol, Stated, prompts};
use crate::quantity::Phototype;
use crate::source::At;

/// Lowers an accepted protocol.
#[must_use]
pub fn lower(accepted: &Accepted) -> Plan {
    let mut areas: Vec<Name> = Vec::new();
    let doses = || accepted.courses().iter().flat_map(|course| &course.sessions).flat_map(|session| &session.areas);
    for dose in doses() {
        if !areas.contains(&dose.area) {
            areas.push(dose.area.clone());
        }
    }
    let mut cartridges = vec![accepted.cartridge().clone()];
    for own in doses().filter_map(|dose| dose.cartridge.as_ref()) {
        if !cartridges.contains(own) {
            cartridges.push(own.clone());
        }
    }
    let courses: Vec<Course> = accepted.courses().iter().map(|course| lower_course(course, &areas, &cartridges)).collect();
    let protocol = accepted.protocol();
    let says = protocol.course.known().map(|course| &course.value);
    let said = |stated: &Stated<String>| stated.known().map(|text| text.value.clone());
    Plan {
        name: protocol.name.value.clone(),
        version: accepted.version(),
        title: protocol.header.title.known().map_or_else(String::new, |title| title.value.clone()),
        device: accepted.device().name().clone(),
        cartridges,
        limits: Limits::over(&courses),
        phototypes: Phototype::ALL.map(|phototype| accepted.course_for(phototype)),
        approved_on: protocol.header.approved.known().map(|approved| approved.value.on),
        renew_by: protocol.header.renew_by.known().map(|day| day.value),
        exceptions: accepted
            .exceptions()
            .iter()
            .filter_map(|exception| {
                Some(Exception {
                    rule: exception.rule.clone(),
                    version: exception.version,
                    area: areas.iter().position(|area| *area == exception.area)?,
                    above: exception.above,
                    up_to: exception.up_to,
                    reason: exception.reason.clone(),
                    by: exception.by.clone(),
                    until: exception.until,
                })
            })
            .collect(),
        prompts: prompts(protocol),
        numbing: numbing(protocol),
        areas,
        courses,
        tasks: tasks(accepted),
        follow_up: says.and_then(|says| says.follow_up.known()).map(|span| span.value),
        answers: says.map_or_else(Answers::default, |says| Answers {
            late: said(&says.late),
            missed: said(&says.missed),
            stopped_early: said(&says.stopped_early),
            reassess: says.reassess.known().map(|session| session.value),
        }),
    }
}

/// What a session numbs before it is needled.
fn numbing(protocol: &Protocol) -> Vec<Numbing> {
    let steps = protocol.session.known().map_or(&[][..], |session| &session.value.steps);
    let numbing = |step: &At<model::Step>| match &step.value {
        model::Step::Numb(numb) => Some(Numbing {
            areas: numb.areas.iter().map(|area| area.value.name().clone()).collect(),
            shortest: numb.shortest,
            longest: numb.longest.value,
        }),
        _ => None,
    };
    steps.iter().filter_map(numbing).collect()
}

fn lower_course(course: &CourseDose, areas: &[Name], cartridges: &[Name]) -> Course {
    let sessions = course.sessions.iter().map(|session| Session {
        number: session.number,
        steps: session.areas.iter().map(|dose| lower_step(dose, areas, cartridges)).collect(),
    });
    Course {
        name: course.name.clone(),
        phototypes: course.phototypes.clone(),
        spacing: Spacing { shortest: course.shortest, longest: course.longest, aim: course.aim },
        sessions: sessions.collect(),
    }
}

fn lower_step(dose: &AreaDose, areas: &[Name], cartridges: &[Name]) -> Step {
    let passes = |direction: &str| dose.passes.iter().filter(|pass| pass.direction == direction).map(|pass| pass.count).sum();
    Step {
        // Every area was collected from the doses themselves.
        area: areas.iter().position(|area| *area == dose.area).unwrap_or(usize::MAX),
        start: dose.start,
        raise: dose.raise,
        ceiling: dose.ceiling,
        passes: Passes { horizontal: passes("horizontal"), vertical: passes("vertical"), diagonal: passes("diagonal") },
        speed: dose.speed,
        glide: dose.glide,
        at_most: dose.at_most,
        endpoint: dose.endpoint.clone(),
        pressure: dose.pressure.clone(),
        size: dose.size,
        cartridge: dose.cartridge.as_ref().map_or(0, |own| cartridges.iter().position(|name| name == own).unwrap_or(usize::MAX)),
        only: dose.only.clone(),
        in_one_spot: dose.in_one_spot,
        none_published: dose.none_published,
        skip: dose.skip.clone(),
        stops: dose.stops.clone(),
    }
}

/// What is done, left off or put on around every session.
fn tasks(accepted: &Accepted) -> Vec<Task> {
    let protocol = accepted.protocol();
    let mut tasks: Vec<Task> = protocol
        .pauses
        .iter()
        .map(|pause| Task {
            kind: TaskKind::Pause,
            what: pause.value.what.iter().map(|what| what.value.clone()).collect(),
            from: Offset::Before(pause.value.before.value),
            until: Offset::After(pause.value.after.value),
            detail: said_by(pause.value.by.as_ref()),
        })
        .collect();
    if let Some(care) = protocol.aftercare.known() {
        at_home(&care.value, &mut tasks);
    }
    tasks
}

/// Who says so to the patient, in words.
fn said_by(by: Option<&At<Name>>) -> Option<String> {
    by.map(|who| format!("by {}", who.value))
}

fn at_home(care: &AftercareSays, tasks: &mut Vec<Task>) {
    if let Some(until) = care.nothing_else.known() {
        let until = Offset::After(until.value);
        tasks.push(Task { kind: TaskKind::NothingElse, what: Vec::new(), from: Offset::AtEnd, until, detail: None });
    }
    tasks.extend(care.applied.iter().map(|line| Task {
        kind: TaskKind::Apply,
        what: vec![line.value.product.value.name().clone()],
        from: Offset::After(line.value.from.value),
        until: Offset::After(line.value.until.value),
        detail: line.value.spf.map(|spf| format!("SPF {}", spf.value)),
    }));
    // Things left off for the same time are one task, as the author wrote them.
    for forbidden in &care.forbidden {
        let until = forbidden.until.map_or(Offset::WholeCourse, |until| Offset::After(until.value));
        let detail = said_by(forbidden.by.as_ref());
        let same = tasks.iter_mut().find(|task| task.kind == TaskKind::DoNot && task.until == until && task.detail == detail);
        match same {
            Some(task) => task.what.push(forbidden.what.value.clone()),
            None => {
                tasks.push(Task { kind: TaskKind::DoNot, what: vec![forbidden.what.value.clone()], from: Offset::AtEnd, until, detail })
            }
        }
    }
    if let Some(by) = care.contact.known() {
        let until = Offset::After(by.value);
        tasks.push(Task { kind: TaskKind::Contact, what: vec![Name::fixed("patient")], from: Offset::AtEnd, until, detail: None });
    }
}
