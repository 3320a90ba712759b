//! A session that began: its steps one after another, without copies of what they hold.

use core::ptr;

use needlepoint_loader::{Admitted, Motion, Refusal, Scope, Sign, Steps, Stop, Target, Treat};

use crate::{
    MISUSE,
    firmware::Firmware,
    image::Image,
    slot::Slot,
    text::{Text, all},
};

/// Room for the steps of a session that are still to come.
pub type Cursor = Slot<Steps<'static>, 16>;

/// A step.
#[repr(C)]
pub struct Step {
    area: Text,
    cartridge: Text,
    endpoint: Text,
    only: Text,
    only_mm2: u32,
    only_months: u16,
    only_days: u16,
    start_um: u16,
    raise_um: u16,
    ceiling_um: u16,
    speed_rpm: u16,
    at_most_s: u16,
    horizontal: u8,
    vertical: u8,
    diagonal: u8,
    stamp: u8,
    glide_mm_per_s: u8,
    skips: u8,
    stops: u8,
    treat: Slot<Treat<'static>, 40>,
}

impl Step {
    /// No depth, no pass, no time.
    const EMPTY: Self = Self {
        area: Text::NONE,
        cartridge: Text::NONE,
        endpoint: Text::NONE,
        only: Text::NONE,
        only_mm2: 0,
        only_months: 0,
        only_days: 0,
        start_um: 0,
        raise_um: 0,
        ceiling_um: 0,
        speed_rpm: 0,
        at_most_s: 0,
        horizontal: 0,
        vertical: 0,
        diagonal: 0,
        stamp: 0,
        glide_mm_per_s: 0,
        skips: 0,
        stops: 0,
        treat: Slot::EMPTY,
    };
}

/// A stop rule.
#[repr(C)]
pub struct StopRule {
    name: Text,
    over: u32,
    session: u8,
    sign: u8,
}

/// Begins a session, or clears the cursor and answers the code of the first check that fails.
///
/// # Safety
/// The pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn np_begin(steps: *mut Cursor, image: *const Image, tag: Text, phototype: u8, session: u8, today: u16) -> u16 {
    // SAFETY: as the caller says.
    unsafe { hand_out(steps, image, tag, |image, tag| image.begin(&mut Firmware, tag, phototype, session, today)) }
}

/// Goes on with a session, or clears the cursor and answers the code of the first check that fails.
///
/// # Safety
/// The pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn np_resume(steps: *mut Cursor, image: *const Image, tag: Text, phototype: u8, session: u8, today: u16) -> u16 {
    // SAFETY: as the caller says.
    unsafe { hand_out(steps, image, tag, |image, tag| image.resume(&Firmware, tag, phototype, session, today)) }
}

/// Puts the steps that were asked for into the cursor, which holds none until then.
///
/// # Safety
/// The pointers are as the header says.
unsafe fn hand_out(
    steps: *mut Cursor,
    image: *const Image,
    tag: Text,
    ask: impl FnOnce(&Admitted<'static>, &[u8]) -> Result<Steps<'static>, Refusal>,
) -> u16 {
    if steps.is_null() {
        return MISUSE;
    }
    // SAFETY: not null, and as the caller says.
    unsafe { ptr::write(steps, Slot::EMPTY) };
    // SAFETY: as the caller says.
    let Some(tag) = (unsafe { all(tag.bytes, tag.length) }) else { return MISUSE };
    // SAFETY: as the caller says.
    let Some(image) = (unsafe { Slot::at(image) }) else { return MISUSE };
    match ask(image, tag) {
        Err(refusal) => refusal.code(),
        Ok(handed) => {
            // SAFETY: not null, and as the caller says.
            unsafe { ptr::write(steps, Slot::holding(handed)) };
            0
        }
    }
}

/// Writes the next step; 0 after the last.
///
/// # Safety
/// The pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn np_next_step(steps: *mut Cursor, step: *mut Step) -> u8 {
    if step.is_null() {
        return 0;
    }
    // Cleared first, so that whoever misses the answer does not do the last step again.
    // SAFETY: not null, and as the caller says.
    unsafe { ptr::write(step, Step::EMPTY) };
    // SAFETY: as the caller says.
    let next = unsafe { steps.as_mut() }
        .and_then(|steps| {
            // SAFETY: as the caller says.
            unsafe { steps.get_mut() }
        })
        .and_then(Steps::next_step);
    let Some(next) = next else { return 0 };
    let treat = next.treat;
    let (stamp, glide_mm_per_s) = match treat.motion {
        Motion::Glide { mm_per_s } => (0, mm_per_s),
        Motion::Stamp => (1, 0),
    };
    let only = treat.only.unwrap_or(Target { what: "", months: 0, days: 0, mm2: 0 });
    // No step has more than eight of either.
    let count = |count: usize| u8::try_from(count).unwrap_or(u8::MAX);
    let written = Step {
        area: Text::of(next.area.as_bytes()),
        cartridge: Text::of(next.cartridge.as_bytes()),
        endpoint: Text::of(treat.endpoint.as_bytes()),
        only: Text::of(only.what.as_bytes()),
        only_mm2: only.mm2,
        only_months: only.months,
        only_days: only.days,
        start_um: treat.start_um,
        raise_um: treat.raise_um,
        ceiling_um: treat.ceiling_um,
        speed_rpm: treat.speed_rpm,
        at_most_s: treat.at_most_s,
        horizontal: treat.passes.horizontal,
        vertical: treat.passes.vertical,
        diagonal: treat.passes.diagonal,
        stamp,
        glide_mm_per_s,
        skips: count(treat.skip().len()),
        stops: count(treat.stops().len()),
        treat: Slot::holding(treat),
    };
    // SAFETY: not null, and as the caller says.
    unsafe { ptr::write(step, written) };
    1
}

/// # Safety
/// The pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn np_skip(step: *const Step, place: u8, name: *mut Text) -> u8 {
    // SAFETY: as the caller says.
    unsafe { put(step, name, |treat| treat.skip().nth(place.into()).map(|name| Text::of(name.as_bytes()))) }
}

/// # Safety
/// The pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn np_stop(step: *const Step, place: u8, rule: *mut StopRule) -> u8 {
    // SAFETY: as the caller says.
    unsafe { put(step, rule, |treat| treat.stops().nth(place.into()).map(rule_of)) }
}

fn rule_of(Stop { scope, sign }: Stop<'static>) -> StopRule {
    let session = u8::from(scope == Scope::Session);
    let (sign, over, name) = match sign {
        Sign::Bleeding(seconds) => (0, seconds, ""),
        Sign::Pain(points) => (1, points.into(), ""),
        Sign::Named(name) => (2, 0, name),
    };
    StopRule { name: Text::of(name.as_bytes()), over, session, sign }
}

/// Writes what a step holds at a place, if there is anything.
///
/// # Safety
/// Both pointers are as the header says.
unsafe fn put<T>(step: *const Step, to: *mut T, what: impl FnOnce(&Treat<'static>) -> Option<T>) -> u8 {
    if to.is_null() {
        return 0;
    }
    // SAFETY: as the caller says.
    let Some(step) = (unsafe { step.as_ref() }) else { return 0 };
    // SAFETY: as the caller says.
    let found = unsafe { step.treat.get() }.and_then(what);
    match found {
        None => 0,
        Some(found) => {
            // SAFETY: not null, and as the caller says.
            unsafe { ptr::write(to, found) };
            1
        }
    }
}
