//! Admission, and what an admitted image says of itself.

use core::ptr;

use needlepoint_loader::{Admitted, Exception, Prompt, PromptKind, Source, admit};

use crate::{
    MISUSE,
    firmware::Firmware,
    pen::Pen,
    slot::Slot,
    text::{Text, all},
};

/// Room for an admitted image.
pub type Image = Slot<Admitted<'static>, 64>;

/// What an image says of itself.
#[repr(C)]
pub struct About {
    series: *const u8,
    rule_set: *const u8,
    device: Text,
    sequence: u32,
    max_session_s: u32,
    check_numbers: [u16; 4],
    valid_from: u16,
    valid_until: u16,
    max_depth_um: u16,
    max_speed_rpm: u16,
    max_passes: u16,
    min_interval_days: u16,
    tool: [u8; 3],
    language: u8,
    bench: u8,
    areas: u8,
    cartridges: u8,
    courses: u8,
    prompts: u8,
    sources: u8,
    exceptions: u8,
}

/// A course.
#[repr(C)]
pub struct Course {
    name: Text,
    min_days: u16,
    max_days: u16,
    aim_days: u16,
    sessions: u8,
}

/// A prompt.
#[repr(C)]
pub struct Shown {
    caption: Text,
    kind: u8,
    in_area: u8,
}

/// A text that the image was made from.
#[repr(C)]
pub struct Origin {
    name: Text,
    sha256: *const u8,
}

/// An exception.
#[repr(C)]
pub struct Lifted {
    rule: Text,
    area: Text,
    reason: Text,
    by: Text,
    above_um: u16,
    up_to_um: u16,
    until: u16,
    version: u8,
}

/// Admits an image into the structure, or clears the structure and answers the code of the first check that fails.
///
/// # Safety
/// The pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn np_admit(image: *mut Image, file: *const u8, length: usize, pen: *const Pen, today: u16) -> u16 {
    if image.is_null() {
        return MISUSE;
    }
    // Cleared first, so that a refused image leaves nothing of the one before it.
    // SAFETY: not null, and as the caller says.
    unsafe { ptr::write(image, Slot::EMPTY) };
    // SAFETY: as the caller says.
    let Some(file) = (unsafe { all(file, length) }) else { return MISUSE };
    // SAFETY: as the caller says.
    let Some(pen) = (unsafe { pen.as_ref() }) else { return MISUSE };
    // SAFETY: as the caller says.
    match unsafe { pen.with(|pen| admit(file, pen, today, &Firmware, &Firmware)) } {
        None => MISUSE,
        Some(Err(refusal)) => refusal.code(),
        Some(Ok(admitted)) => {
            // SAFETY: not null, and as the caller says.
            unsafe { ptr::write(image, Slot::holding(admitted)) };
            0
        }
    }
}

/// Writes what an image holds at a place, if it is one that was admitted and the place is in it.
///
/// # Safety
/// Both pointers are as the header says.
unsafe fn put<T>(image: *const Image, to: *mut T, what: impl FnOnce(&Admitted<'static>) -> Option<T>) -> u8 {
    if to.is_null() {
        return 0;
    }
    // SAFETY: as the caller says.
    let found = unsafe { Slot::at(image) }.and_then(what);
    match found {
        None => 0,
        Some(found) => {
            // SAFETY: not null, and as the caller says.
            unsafe { ptr::write(to, found) };
            1
        }
    }
}

/// # Safety
/// The pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn np_about(image: *const Image, about: *mut About) -> u8 {
    // SAFETY: as the caller says.
    unsafe { put(image, about, |image| Some(about_of(image))) }
}

fn about_of(image: &Admitted<'static>) -> About {
    let (limits, validity, stamp) = (image.limits(), image.validity(), image.stamp());
    // No list of the format has more than 192 items.
    let count = |count: usize| u8::try_from(count).unwrap_or(u8::MAX);
    About {
        series: image.series().as_ptr(),
        rule_set: stamp.rule_set.as_ptr(),
        device: Text::of(image.device().as_bytes()),
        sequence: image.sequence(),
        max_session_s: limits.max_session_s,
        check_numbers: image.check_numbers(),
        valid_from: validity.from,
        valid_until: validity.until,
        max_depth_um: limits.max_depth_um,
        max_speed_rpm: limits.max_speed_rpm,
        max_passes: limits.max_passes,
        min_interval_days: limits.min_interval_days,
        tool: stamp.tool,
        language: stamp.language,
        bench: u8::from(image.bench()),
        areas: count(image.areas().len()),
        cartridges: count(image.cartridges().len()),
        courses: count(image.courses().len()),
        prompts: count(image.prompts().len()),
        sources: count(image.sources().len()),
        exceptions: count(image.exceptions().len()),
    }
}

/// # Safety
/// The pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn np_area(image: *const Image, place: u8, name: *mut Text) -> u8 {
    // SAFETY: as the caller says.
    unsafe { put(image, name, |image| image.area(place).map(|name| Text::of(name.as_bytes()))) }
}

/// # Safety
/// The pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn np_cartridge(image: *const Image, place: u8, name: *mut Text) -> u8 {
    // SAFETY: as the caller says.
    unsafe { put(image, name, |image| image.cartridges().nth(place.into()).map(|name| Text::of(name.as_bytes()))) }
}

/// # Safety
/// The pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn np_course(image: *const Image, place: u8, course: *mut Course) -> u8 {
    let found = |image: &Admitted<'static>| {
        let course = image.courses().nth(place.into())?;
        let days = course.spacing();
        Some(Course {
            name: Text::of(course.name().as_bytes()),
            min_days: days.min_days,
            max_days: days.max_days,
            aim_days: days.aim_days,
            sessions: course.session_count(),
        })
    };
    // SAFETY: as the caller says.
    unsafe { put(image, course, found) }
}

/// # Safety
/// The pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn np_course_place(image: *const Image, phototype: u8, place: *mut u8) -> u8 {
    // SAFETY: as the caller says.
    unsafe { put(image, place, |image| u8::try_from(image.course_place(phototype)?).ok()) }
}

/// # Safety
/// The pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn np_prompt(image: *const Image, place: u8, prompt: *mut Shown) -> u8 {
    let found = |image: &Admitted<'static>| image.prompts().nth(place.into()).map(shown);
    // SAFETY: as the caller says.
    unsafe { put(image, prompt, found) }
}

fn shown(Prompt { kind, in_area, caption }: Prompt<'static>) -> Shown {
    let kind = match kind {
        PromptKind::DoNotTreat => 0,
        PromptKind::Postpone => 1,
        PromptKind::Wait => 2,
        PromptKind::Decide => 3,
        PromptKind::Record => 4,
        PromptKind::Age => 5,
        PromptKind::Ready => 6,
    };
    Shown { caption: Text::of(caption.as_bytes()), kind, in_area: u8::from(in_area) }
}

/// # Safety
/// The pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn np_source(image: *const Image, place: u8, source: *mut Origin) -> u8 {
    let origin = |Source { name, sha256 }: Source<'static>| Origin { name: Text::of(name.as_bytes()), sha256: sha256.as_ptr() };
    // SAFETY: as the caller says.
    unsafe { put(image, source, |image| image.sources().nth(place.into()).map(origin)) }
}

/// # Safety
/// The pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn np_exception(image: *const Image, place: u8, exception: *mut Lifted) -> u8 {
    // SAFETY: as the caller says.
    unsafe { put(image, exception, |image| image.exceptions().nth(place.into()).map(lifted)) }
}

fn lifted(exception: Exception<'static>) -> Lifted {
    Lifted {
        rule: Text::of(exception.rule.as_bytes()),
        area: Text::of(exception.area.as_bytes()),
        reason: Text::of(exception.reason.as_bytes()),
        by: Text::of(exception.by.as_bytes()),
        above_um: exception.above_um,
        up_to_um: exception.up_to_um,
        until: exception.until,
        version: exception.version,
    }
}
