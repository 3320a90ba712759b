//! The treatment as one byte string: deterministic CBOR of what is done to the skin and the exceptions to limits on it, and nothing else.
//! Same treatment, same bytes, whatever the title, the tool or the day. Whether the numbers fit the fields of an image is for `emit` to say.

use super::cbor::Writer;
use super::{Course, Exception, Plan, Session, Step, Target};
use crate::model::StopRule;
use crate::quantity::Calendar;
use crate::syntax::tree::StopSign;

/// The bytes that the digest and the check words are made from.
pub fn treatment(plan: &Plan) -> Vec<u8> {
    let mut to = Writer::default();
    to.array(7);
    to.text(plan.device.as_str());
    to.array(plan.cartridges.len());
    plan.cartridges.iter().for_each(|cartridge| to.text(cartridge.as_str()));
    to.array(5);
    to.uint(plan.limits.depth.smallest());
    to.uint(plan.limits.speed.smallest());
    to.uint(plan.limits.passes);
    to.uint(plan.limits.session.seconds());
    to.uint(plan.limits.interval_days);
    to.array(plan.areas.len());
    plan.areas.iter().for_each(|area| to.text(area.as_str()));
    to.array(plan.courses.len());
    for course in &plan.courses {
        write_course(&mut to, course);
    }
    to.array(plan.phototypes.len());
    for place in plan.phototypes {
        to.uint(match place {
            Some(place) => u32::try_from(place).unwrap_or(u32::MAX),
            None => 255,
        });
    }
    to.array(plan.exceptions.len());
    for exception in &plan.exceptions {
        write_exception(&mut to, plan, exception);
    }
    to.into_bytes()
}

fn write_course(to: &mut Writer, course: &Course) {
    to.array(3);
    to.text(course.name.as_str());
    to.array(3);
    for days in [course.spacing.shortest, course.spacing.longest, course.spacing.aim] {
        to.uint(days);
    }
    to.array(course.sessions.len());
    for session in &course.sessions {
        let mut inner = Writer::default();
        write_session(&mut inner, session);
        to.bytes(&inner.into_bytes());
    }
}

fn write_session(to: &mut Writer, session: &Session) {
    to.array(2);
    to.uint(session.number);
    to.array(session.steps.len());
    session.steps.iter().for_each(|step| write_step(to, step));
}

fn write_step(to: &mut Writer, step: &Step) {
    to.array(14);
    to.uint(0);
    to.uint(u32::try_from(step.area).unwrap_or(u32::MAX));
    to.uint(u32::try_from(step.cartridge).unwrap_or(u32::MAX));
    for depth in [step.start, step.raise, step.ceiling] {
        to.uint(depth.smallest());
    }
    to.array(3);
    for passes in [step.passes.horizontal, step.passes.vertical, step.passes.diagonal] {
        to.uint(passes);
    }
    to.uint(step.speed.smallest());
    match step.glide {
        Some(glide) => {
            to.array(2);
            to.uint(0);
            to.uint(glide.smallest());
        }
        None => {
            to.array(1);
            to.uint(1);
        }
    }
    to.uint(step.at_most.seconds());
    to.text(step.endpoint.as_str());
    write_target(to, step.only.as_ref());
    to.array(step.skip.len());
    step.skip.iter().for_each(|skip| to.text(skip.as_str()));
    to.array(step.stops.len());
    step.stops.iter().for_each(|stop| write_stop(to, stop));
}

fn write_target(to: &mut Writer, only: Option<&Target>) {
    let Some(only) = only else {
        return to.array(0);
    };
    to.array(4);
    to.text(only.what.as_str());
    // No age and no size are the same treatment as an age and a size of nothing.
    let age = only.age.unwrap_or(Calendar::of_days(0));
    to.uint(age.months());
    to.uint(age.days());
    to.uint(only.size.map_or(0, |size| size.smallest()));
}

fn write_stop(to: &mut Writer, stop: &StopRule) {
    to.array(3);
    to.uint(u32::from(stop.session));
    match &stop.sign {
        StopSign::Bleeding(time) => {
            to.uint(0);
            to.uint(time.seconds());
        }
        StopSign::Pain { points, .. } => {
            to.uint(1);
            to.uint(*points);
        }
        StopSign::Named(name) => {
            to.uint(2);
            to.text(name.as_str());
        }
    }
}

fn write_exception(to: &mut Writer, plan: &Plan, exception: &Exception) {
    to.array(8);
    to.text(exception.rule.as_str());
    to.uint(exception.version);
    to.text(plan.areas.get(exception.area).map_or("", |area| area.as_str()));
    to.uint(exception.above.smallest());
    to.uint(exception.up_to.smallest());
    to.text(exception.reason.as_str());
    to.text(&exception.by);
    to.uint(exception.until.since_epoch());
}
