//! What an admitted image says: cursors over its own bytes, without copies.
//! It must not judge: everything here was checked whole at admission, so a cursor ends and never fails.

use crate::{
    course::{Spacing, WrittenCourse, WrittenSession},
    image::{Image, Prompt, Source, Stamp, Validity},
    ledger::{Given, Ledger},
    list::List,
    refusal::Refusal,
    rules,
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
    cartridges: List<'i, &'i str>,
}

/// The steps of one session that are still to come, in the order in which they are done.
#[derive(Clone, Debug)]
pub struct Steps<'i> {
    treats: List<'i, Treat<'i>>,
    areas: List<'i, &'i str>,
    cartridges: List<'i, &'i str>,
}

/// One step of a session.
#[derive(Clone, Debug)]
pub struct Step<'i> {
    /// Name of the area to treat. Source: `areas` of the treatment, at `treat.area_index`.
    pub area: &'i str,
    /// Name of the cartridge that is in the pen. Source: `cartridges` of the treatment, at `treat.cartridge_index`.
    pub cartridge: &'i str,
    /// What to do there.
    pub treat: Treat<'i>,
}

impl<'i> Admitted<'i> {
    pub(crate) const fn new(image: Image<'i>, treatment: Treatment<'i>) -> Self {
        Self { image, treatment }
    }

    /// The encoded treatment: exactly the bytes that its digest is over. Source: key 8 of the payload.
    #[must_use]
    pub const fn treatment(&self) -> &'i [u8] {
        self.image.treatment
    }

    /// Four numbers below 2048, all different, that people compare by eye. Source: key 10 of the payload.
    #[must_use]
    pub const fn check_numbers(&self) -> [u16; 4] {
        self.image.check_numbers
    }

    /// Which compiler wrote the image. Source: key 5 of the payload.
    #[must_use]
    pub const fn stamp(&self) -> Stamp<'i> {
        self.image.stamp
    }

    /// The texts that the image was made from; at least one. Source: key 4 of the payload.
    pub fn sources(&self) -> impl ExactSizeIterator<Item = Source<'i>> + Clone + use<'i> {
        self.image.sources.clone()
    }

    /// Whether the image is marked for emulators and test benches. Source: key 1 of the payload.
    #[must_use]
    pub const fn bench(&self) -> bool {
        self.image.bench
    }

    /// What all versions of one protocol of one clinic share. Source: key 2 of the payload.
    #[must_use]
    pub const fn series(&self) -> &'i [u8; 16] {
        self.image.series
    }

    /// Which version of the series this is; a pen that has accepted one accepts none with a lower sequence. Source: key 3 of the payload.
    #[must_use]
    pub const fn sequence(&self) -> u32 {
        self.image.sequence
    }

    /// On which days the image may be used. Source: key 7 of the payload.
    #[must_use]
    pub const fn validity(&self) -> Validity {
        self.image.validity
    }

    /// What people are shown before every session, in this order; there may be nothing. Source: key 9 of the payload.
    pub fn prompts(&self) -> impl ExactSizeIterator<Item = Prompt<'i>> + Clone + use<'i> {
        self.image.prompts.clone()
    }

    /// Name of the device; the pen's own. Source: `device` of the treatment.
    #[must_use]
    pub const fn device(&self) -> &'i str {
        self.treatment.device
    }

    /// Names of the cartridges, the common one first; the pen takes them all. Source: `cartridges` of the treatment.
    pub fn cartridges(&self) -> impl ExactSizeIterator<Item = &'i str> + Clone + use<'i> {
        self.treatment.cartridges.clone()
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
        let (areas, cartridges) = (self.treatment.areas.clone(), self.treatment.cartridges.clone());
        self.treatment.courses.clone().map(move |written| Course { written, areas: areas.clone(), cartridges: cartridges.clone() })
    }

    /// The place among the courses of the one for a phototype from 1 to 6; none for a phototype that this image does not treat, nor for any
    /// other number. Source: `phototypes` of the treatment.
    #[must_use]
    pub fn course_place(&self, phototype: u8) -> Option<usize> {
        let place = *self.treatment.phototypes.get(usize::from(phototype.checked_sub(1)?))?;
        (place < self.treatment.courses.left()).then_some(usize::from(place)) // `NOT_ADMITTED` lies beyond the last course.
    }

    /// The course for a phototype from 1 to 6; none for a phototype that this image does not treat, nor for
    /// any other number. Source: `phototypes` of the treatment.
    #[must_use]
    pub fn course_for(&self, phototype: u8) -> Option<Course<'i>> {
        let written = self.treatment.courses.clone().nth(self.course_place(phototype)?)?;
        Some(Course { written, areas: self.treatment.areas.clone(), cartridges: self.treatment.cartridges.clone() })
    }

    /// Begins a session, numbered from 1, of the course for a phototype: asks the ledger whether it may, writes down that it does, and only
    /// then hands out its steps. `tag` names the patient's course and nobody's name; `today` is in days since 1970-01-01.
    ///
    /// # Errors
    ///
    /// The first check that fails. A session beyond the most days since the last one begins all the same: whether it may is answered by the
    /// protocol's own words for a late session, not by the pen.
    pub fn begin(&self, ledger: &mut impl Ledger, tag: &[u8], phototype: u8, session: u8, today: u16) -> Result<Steps<'i>, Refusal> {
        let series = self.image.series;
        let (course, steps) = self.asked(ledger, phototype, session, today)?;
        match ledger.last(series, tag)? {
            None => Refusal::UnknownTag.unless(session == 1)?,
            Some(last) => {
                Refusal::OtherPhototype.unless(phototype == last.phototype)?;
                Refusal::SessionGiven.unless(session > last.session)?;
                Refusal::SessionSkipped.unless(session - 1 == last.session)?;
                let passed = today.checked_sub(last.day).ok_or(Refusal::ClockBackwards)?;
                Refusal::TooSoon.unless(passed >= course.spacing().min_days)?;
            }
        }
        Refusal::NotRemembered.unless(ledger.accept(series, self.image.sequence))?;
        Refusal::NotRemembered.unless(ledger.begin(series, tag, self.given(phototype, session, today)))?;
        Ok(steps)
    }

    /// Hands out the steps of a session once more that was begun and interrupted, by a loss of power say. Only the last session of the course
    /// that was begun goes on, on its own day, for its own phototype and with its own image; nothing is written down. How far it came is the
    /// pen's to know: a pen that does not know it must not go on.
    ///
    /// # Errors
    ///
    /// The first check that fails.
    pub fn resume(&self, ledger: &impl Ledger, tag: &[u8], phototype: u8, session: u8, today: u16) -> Result<Steps<'i>, Refusal> {
        let (_, steps) = self.asked(ledger, phototype, session, today)?;
        let last = ledger.last(self.image.series, tag)?.filter(|last| last.session == session).ok_or(Refusal::NotTheLastBegun)?;
        Refusal::OtherPhototype.unless(phototype == last.phototype)?;
        Refusal::OtherDay.unless(today == last.day)?;
        Refusal::OtherImage.unless(last == self.given(phototype, session, today))?;
        Ok(steps)
    }

    /// What is asked whether a session begins or goes on: admitted once may be long ago, so the days have passed, and a newer image may have come.
    fn asked(&self, ledger: &impl Ledger, phototype: u8, session: u8, today: u16) -> Result<(Course<'i>, Steps<'i>), Refusal> {
        rules::valid_on(&self.image, today)?;
        Refusal::Superseded.unless(ledger.sequence(self.image.series)?.is_none_or(|highest| self.image.sequence >= highest))?;
        let course = self.course_for(phototype).ok_or(Refusal::PhototypeNotTreated)?;
        let steps = course.session(session).ok_or(Refusal::NoSuchSession)?;
        Ok((course, steps))
    }

    const fn given(&self, phototype: u8, session: u8, day: u16) -> Given {
        Given { session, day, phototype, sequence: self.image.sequence, check_numbers: self.image.check_numbers }
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
        Some(Steps { treats: session.treats, areas: self.areas.clone(), cartridges: self.cartridges.clone() })
    }
}

impl<'i> Steps<'i> {
    /// The next step; none after the last.
    pub fn next_step(&mut self) -> Option<Step<'i>> {
        let treat = self.treats.next()?;
        let (area, cartridge) = (self.areas.get(treat.area_index)?, self.cartridges.get(treat.cartridge_index)?);
        Some(Step { area, cartridge, treat })
    }
}
