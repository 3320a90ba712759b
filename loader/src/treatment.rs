//! What an image says about the whole treatment: device, limits, areas, courses, exceptions; read, not judged.
//! It must not know a pen: whether a value is acceptable is decided in `rules`.

use crate::{
    course::{WrittenCourse, WrittenSession},
    decode::{Damaged, Reader},
    list::{Caption, Item, List},
};

/// The image's own limits. Source: `limits` of the treatment. They can only tighten the pen's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Deepest that any step may go, in micrometres.
    pub max_depth_um: u16,
    /// Fastest needle drive of any step, in revolutions per minute.
    pub max_speed_rpm: u16,
    /// Most passes of any step, all directions together.
    pub max_passes: u16,
    /// Longest that the steps of one session may take together, in seconds.
    pub max_session_s: u32,
    /// Fewest days from one session to the next in any course.
    pub min_interval_days: u16,
}

/// A limit of the compiler's rules that people lifted for one area. Source: `exceptions` of the treatment.
/// It is for people and records: it widens no limit of the image and none of the pen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exception<'i> {
    /// Name of the rule that it lifts.
    pub rule: &'i str,
    /// Version of that rule.
    pub version: u8,
    /// Area that it holds for; one of the image's areas.
    pub area: &'i str,
    /// The limit that it lifts, in micrometres: what is no deeper needs no exception.
    pub above_um: u16,
    /// Depth that it goes up to, in micrometres.
    pub up_to_um: u16,
    /// Name of the reason.
    pub reason: &'i str,
    /// Who approved it.
    pub by: &'i str,
    /// Its last day, in days since 1970-01-01; the image's own last day is no later.
    pub until: u16,
}

/// The treatment as written; well-formed to the last step of the last session, but not yet judged.
#[derive(Clone, Debug)]
pub(crate) struct Treatment<'i> {
    pub(crate) device: &'i str,
    pub(crate) cartridges: List<'i, &'i str>,
    pub(crate) limits: Limits,
    pub(crate) areas: List<'i, &'i str>,
    pub(crate) courses: List<'i, WrittenCourse<'i>>,
    /// For phototype 1 to 6, in this order: a place among the courses, or `NOT_ADMITTED`.
    pub(crate) phototypes: [u8; 6],
    pub(crate) exceptions: List<'i, Exception<'i>>,
}

/// In place of a course: a patient of this phototype is not treated by this image. No image has so many courses.
pub(crate) const NOT_ADMITTED: u8 = 255;

impl<'i> Treatment<'i> {
    pub(crate) fn read(bytes: &'i [u8]) -> Result<Self, Damaged> {
        let mut reader = Reader::new(bytes);
        reader.array_of(7)?;
        let treatment = Self {
            device: Item::read(&mut reader)?,
            cartridges: List::read(&mut reader, 1..=8)?,
            limits: Limits::read(&mut reader)?,
            areas: List::read(&mut reader, 1..=32)?,
            courses: List::read(&mut reader, 1..=7)?,
            phototypes: reader.uints()?,
            exceptions: List::read(&mut reader, 0..=16)?,
        };
        reader.end()?;
        for course in treatment.courses.clone() {
            for session in course.sessions {
                WrittenSession::open(session)?;
            }
        }
        Ok(treatment)
    }
}

impl Limits {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Damaged> {
        reader.array_of(5)?;
        Ok(Self {
            max_depth_um: reader.uint()?,
            max_speed_rpm: reader.uint()?,
            max_passes: reader.uint()?,
            max_session_s: reader.uint()?,
            min_interval_days: reader.uint()?,
        })
    }
}

impl<'i> Item<'i> for Exception<'i> {
    fn read(reader: &mut Reader<'i>) -> Result<Self, Damaged> {
        reader.array_of(8)?;
        Ok(Self {
            rule: Item::read(reader)?,
            version: reader.uint()?,
            area: Item::read(reader)?,
            above_um: reader.uint()?,
            up_to_um: reader.uint()?,
            reason: Item::read(reader)?,
            by: Caption::read(reader)?.0,
            until: reader.uint()?,
        })
    }
}
