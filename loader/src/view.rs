//! What an admitted image says: cursors over its own bytes, without copies.
//! It must not judge: everything here was checked whole at admission, so a cursor ends and never fails.

use crate::{
    course::{Spacing, WrittenCourse, WrittenSession},
    image::{Image, Stamp},
    list::List,
    step::Treat,
    treatment::{Exception, Limits, Treatment},
};

/// An image that passed every check. Only [`admit`](crate::admit) makes one.
#[derive(Clone, Debug)]
pub struct Admitted<'i> {
    image: Image<'i>,
    treatment: Treatment<'i>,
}

/// One course of an admitted image. Source: `courses` of the treatment.
#[derive(Clone, Debug)]
pub struct Course<'i> {
    written: WrittenCourse<'i>,
    areas: List<'i, &'i str>,
}

/// The steps of one session that are still to come, in the order in which they are done.
#[derive(Clone, Debug)]
pub struct Steps<'i> {
    treats: List<'i, Treat<'i>>,
    areas: List<'i, &'i str>,
}

/// One step of a session.
#[derive(Clone, Debug)]
pub struct Step<'i> {
    /// Name of the area to treat. Source: `areas` of the treatment, at `treat.area_index`.
    pub area: &'i str,
    /// What to do there.
    pub treat: Treat<'i>,
}

impl<'i> Admitted<'i> {
    pub(crate) const fn new(image: Image<'i>, treatment: Treatment<'i>) -> Self {
        Self { image, treatment }
    }

    /// The encoded treatment: exactly the bytes that its digest is over. Source: key 4 of the image.
    #[must_use]
    pub const fn treatment(&self) -> &'i [u8] {
        self.image.treatment
    }

    /// Four numbers below 2048, all different, that people compare by eye. Source: key 5 of the image.
    #[must_use]
    pub const fn check_numbers(&self) -> [u16; 4] {
        self.image.check_numbers
    }

    /// Which compiler wrote the image. Source: key 2 of the image.
    #[must_use]
    pub const fn stamp(&self) -> Stamp<'i> {
        self.image.stamp
    }

    /// Name of the device; the pen's own. Source: `device` of the treatment.
    #[must_use]
    pub const fn device(&self) -> &'i str {
        self.treatment.device
    }

    /// Name of the cartridge; the fitted one. Source: `cartridge` of the treatment.
    #[must_use]
    pub const fn cartridge(&self) -> &'i str {
        self.treatment.cartridge
    }

    /// The image's limits, none looser than the pen's.
    #[must_use]
    pub const fn limits(&self) -> Limits {
        self.treatment.limits
    }

    /// Names of the areas, all different. Source: `areas` of the treatment.
    pub fn areas(&self) -> impl ExactSizeIterator<Item = &'i str> + Clone + use<'i> {
        self.treatment.areas.clone()
    }

    /// Name of the area at a place, from 0; none beyond the last.
    #[must_use]
    pub fn area(&self, index: u8) -> Option<&'i str> {
        self.treatment.areas.get(index)
    }

    /// Every course, in the order of the image.
    pub fn courses(&self) -> impl ExactSizeIterator<Item = Course<'i>> + Clone + use<'i> {
        let areas = self.treatment.areas.clone();
        self.treatment.courses.clone().map(move |written| Course { written, areas: areas.clone() })
    }

    /// The course for a phototype from 1 to 6; none for a phototype that this image does not treat, nor for
    /// any other number. Source: `phototypes` of the treatment.
    #[must_use]
    pub fn course_for(&self, phototype: u8) -> Option<Course<'i>> {
        let place = usize::from(phototype.checked_sub(1)?);
        let course = self.treatment.phototypes.get(place)?;
        let written = self.treatment.courses.get(*course)?; // `NOT_ADMITTED` lies beyond the last course.
        Some(Course { written, areas: self.treatment.areas.clone() })
    }

    /// Limits that people lifted, for the record; there may be none.
    pub fn exceptions(&self) -> impl ExactSizeIterator<Item = Exception<'i>> + Clone + use<'i> {
        self.treatment.exceptions.clone()
    }
}

impl<'i> Course<'i> {
    /// Name of the course. Source: `name` of the course.
    #[must_use]
    pub const fn name(&self) -> &'i str {
        self.written.name
    }

    /// Days from one session to the next.
    #[must_use]
    pub const fn spacing(&self) -> Spacing {
        self.written.spacing
    }

    /// How many sessions the course has; at least 1.
    #[must_use]
    pub fn session_count(&self) -> u8 {
        self.written.sessions.left()
    }

    /// The steps of a session, numbered from 1; none beyond the last session.
    #[must_use]
    pub fn session(&self, number: u8) -> Option<Steps<'i>> {
        let bytes = self.written.sessions.get(number.checked_sub(1)?)?;
        let session = WrittenSession::open(bytes).ok()?;
        Some(Steps { treats: session.treats, areas: self.areas.clone() })
    }
}

impl<'i> Steps<'i> {
    /// The next step; none after the last.
    pub fn next_step(&mut self) -> Option<Step<'i>> {
        let treat = self.treats.next()?;
        let area = self.areas.get(treat.area_index)?;
        Some(Step { area, treat })
    }
}
