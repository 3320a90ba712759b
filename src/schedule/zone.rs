//! Time zones: which instant a local time is, and what a clinic's clock shows at an instant. The only file that knows jiff.
//! The rules come from the database built into the binary, never from the machine, so every machine gives the same dates.

use chrono::Datelike;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone, TimeZoneDatabase, TimeZoneTransition};
use jiff::{SignedDuration, Timestamp};

use super::time::{LocalTime, Moment, Observance};
use crate::quantity::{Clock, Day};

/// The release of the IANA database that is built in. jiff does not say it; a test holds it to the locked data.
pub(super) const TZDB: &str = "2026f";

/// A zone and its rules.
#[derive(Debug)]
pub(super) struct Zone(TimeZone);

/// A point in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Instant(Timestamp);

/// What a local time is in a zone.
#[derive(Debug)]
pub(super) enum Reading {
    /// One instant.
    Once(Instant),
    /// No instant: the clocks go forward over it.
    Missing(Change),
    /// Two instants: the clocks go back over it.
    Twice(Change),
    /// Past what can be dated.
    Beyond,
}

/// A change of the clocks: what they would have shown, and what they show instead.
#[derive(Debug)]
pub(super) struct Change {
    pub(super) from: LocalTime,
    pub(super) to: LocalTime,
}

impl Zone {
    /// The zone of that name; `None` when the database has none. jiff's placeholder for an unknown zone is not one.
    pub(super) fn named(name: &str) -> Option<Self> {
        TimeZoneDatabase::bundled().get(name).ok().filter(|rules| rules.iana_name().is_some()).map(Self)
    }

    /// Its name in the database's own spelling.
    pub(super) fn name(&self) -> &str {
        self.0.iana_name().unwrap_or_default()
    }

    /// Which instant the clinic's clock shows a time at.
    pub(super) fn read(&self, local: LocalTime) -> Reading {
        let Some(civil) = civil(local) else {
            return Reading::Beyond;
        };
        // Seen with one of the two offsets, a time that does not exist or comes twice lies just after the change.
        let (offset, shape): (_, fn(Change) -> Reading) = match self.0.to_ambiguous_timestamp(civil).offset() {
            AmbiguousOffset::Unambiguous { offset } => {
                return offset.to_timestamp(civil).map_or(Reading::Beyond, |instant| Reading::Once(Instant(instant)));
            }
            AmbiguousOffset::Gap { before, .. } => (before, Reading::Missing),
            AmbiguousOffset::Fold { after, .. } => (after, Reading::Twice),
        };
        self.last_change(civil, offset).map_or(Reading::Beyond, shape)
    }

    /// The last change of the clocks up to a local time, seen with an offset.
    fn last_change(&self, civil: DateTime, offset: Offset) -> Option<Change> {
        let second = SignedDuration::from_secs(1);
        let seen = offset.to_timestamp(civil).ok()?;
        let change = self.0.preceding(seen.checked_add(second).ok()?).next()?;
        let old = self.0.to_offset(change.timestamp().checked_sub(second).ok()?);
        let at = |offset: Offset| local(offset.to_datetime(change.timestamp()));
        Some(Change { from: at(old)?, to: at(change.offset())? })
    }

    /// What the clocks of the zone go by around the days from `first` to `last`: what holds before the first of them everywhere on Earth, and
    /// every change until after the last. `None` outside the years 1970 to 9999.
    pub(super) fn observances(&self, first: Day, last: Day) -> Option<Vec<Observance>> {
        // No clock is a day or more away from UTC; one day would do, and the second takes in the last day itself.
        let day = SignedDuration::from_hours(24);
        let midnight = |day: Day| Offset::UTC.to_timestamp(civil(LocalTime::of(day, 0, 0)?)?).ok();
        let begin = midnight(first)?.checked_sub(day).ok()?;
        let end = midnight(last)?.saturating_add(day).ok()?.saturating_add(day).ok()?;
        let second = SignedDuration::from_secs(1);
        let change = |change: TimeZoneTransition<'_>| {
            let before = self.0.to_offset(change.timestamp().checked_sub(second).ok()?);
            Some(Observance {
                starts: local(before.to_datetime(change.timestamp()))?,
                before: before.seconds(),
                after: change.offset().seconds(),
                name: change.abbreviation().to_owned(),
                summer: change.dst().is_dst(),
            })
        };
        let held = self.0.preceding(begin.checked_add(second).ok()?).next().and_then(change);
        // A change before 1970 cannot be dated here, and does not matter: what it began has held ever since.
        let held = held.or_else(|| {
            let now = self.0.to_offset_info(begin);
            let offset = now.offset().seconds();
            let starts = LocalTime::of(Day::of(1970, 1, 1)?, 0, 0)?;
            Some(Observance { starts, before: offset, after: offset, name: now.abbreviation().to_owned(), summer: now.dst().is_dst() })
        });
        let later = self.0.following(begin).take_while(|change| change.timestamp() <= end).map(change);
        std::iter::once(held).chain(later).collect()
    }

    /// What the clinic's clock shows at an instant; `None` outside the years 1970 to 9999.
    pub(super) fn moment(&self, instant: Instant) -> Option<Moment> {
        Some(Moment { local: local(self.0.to_datetime(instant.0))?, utc: instant.0.to_string() })
    }
}

impl Instant {
    /// The instant a clock span later; `None` past the end of time.
    pub(super) fn plus(self, span: Clock) -> Option<Self> {
        self.0.checked_add(SignedDuration::from_secs(span.seconds().into())).ok().map(Self)
    }

    /// The instant a clock span earlier; `None` before the beginning of time.
    pub(super) fn minus(self, span: Clock) -> Option<Self> {
        self.0.checked_sub(SignedDuration::from_secs(span.seconds().into())).ok().map(Self)
    }
}

fn civil(local: LocalTime) -> Option<DateTime> {
    let day = local.day().chrono();
    let part = |number: u32| i8::try_from(number).ok();
    let (year, month, day) = (i16::try_from(day.year()).ok()?, part(day.month())?, part(day.day())?);
    let clock = |number: u8| part(number.into());
    let time = Time::new(clock(local.hour())?, clock(local.minute())?, clock(local.second())?, 0).ok()?;
    Some(Date::new(year, month, day).ok()?.to_datetime(time))
}

fn local(civil: DateTime) -> Option<LocalTime> {
    let day = Day::of(civil.year().into(), u32::try_from(civil.month()).ok()?, u32::try_from(civil.day()).ok()?)?;
    let clock = |number: i8| u8::try_from(number).ok();
    LocalTime::to_second(day, clock(civil.hour())?, clock(civil.minute())?, clock(civil.second())?)
}
