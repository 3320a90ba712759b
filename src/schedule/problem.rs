//! What can be wrong with the dates of a course. None of it hangs on a text, so none of it has a label.

use miette::Diagnostic;
use thiserror::Error;

use super::NO_TEXT;
use super::time::LocalTime;
use crate::diagnostic::{Level, Name, Problem};
use crate::quantity::{Calendar, Day, Elapsed, Phototype, Weekday};

/// A problem with its level and the name it is shown and explained under.
pub(super) trait Named {
    /// Kebab-case; names the fault.
    const NAME: &'static str;
    /// How firmly it binds.
    const LEVEL: Level;
}

/// A problem of this stage.
pub(super) fn problem<P: Named + Diagnostic + Send + Sync + 'static>(finding: P) -> Problem {
    Problem::new(P::LEVEL, P::NAME, NO_TEXT, finding)
}

/// A session that was given too soon, about which a clinician has decided: what was done cannot be undone, and the clock runs from it.
pub(super) fn too_soon_but_reviewed(finding: SessionTooSoon) -> Problem {
    Problem::new(Level::Caution, SessionTooSoon::NAME, NO_TEXT, finding)
}

/// Where closures are said.
const WHERE_CLOSED: &str = "hours and closed days are those of the clinic's file, and of `--open`, `--closed` and `--holidays`";

macro_rules! problems {
    ($($(#[$attribute:meta])* $name:ident = $level:ident $code:literal, $page:literal { $($field:ident: $type:ty),* })*) => {
        $(
            #[derive(Debug, Error, Diagnostic)]
            $(#[$attribute])*
            pub(super) struct $name {
                $(pub(super) $field: $type,)*
            }

            impl Named for $name {
                const NAME: &'static str = $code;
                const LEVEL: Level = Level::$level;
            }
        )*

        /// Name and page of every problem of dates.
        pub const PAGES: &[(&str, &str)] = &[$(($code, $page)),*];
    };
}

problems! {
    #[error("`{zone}` is not a zone of the IANA time-zone database (release {tzdb})")]
    #[diagnostic(help("a zone is named by region and city, such as Europe/Berlin"))]
    ZoneUnknown = Never "zone-unknown", "The clinic's time zone is not in the IANA database, so no time of day means an instant." { zone: String, tzdb: &'static str }

    #[error("phototype {phototype} is not treated by `{protocol}`")]
    #[diagnostic(help("the screening says who is treated; there is no course to date"))]
    PhototypeNotTreated = Never "phototype-not-treated", "A course is asked for a phototype that the protocol's screening does not admit." { phototype: Phototype, protocol: Name }

    #[error("{what}")]
    #[diagnostic(help("what happened is listed in the order in which it did: sessions from 1 on, each given once, without gaps, on days that go forward"))]
    GivenOutOfOrder = Never "given-out-of-order", "What is said to have happened cannot have happened in that order: sessions are given as 1, 2, 3 ... on days that go forward, only the one to come is missed or moved, and nothing follows the end of a course. Which day belongs to which session is not guessed." { what: String }

    #[error("session {session} is said to be {said}, but today is {today}, {ahead} before that")]
    #[diagnostic(help("only what has happened is written down as a fact; a day that is agreed for later is written as moved"))]
    RecordedAhead = Never "recorded-ahead", "Something is said to have happened on a day that is still to come." { session: u32, said: String, today: Day, ahead: Calendar }

    #[error("session {session} was to be on {due}; today is {today}, and nothing is written of it")]
    #[diagnostic(help("whether it was given, stopped early or missed is not guessed: write it down, and the sessions after it are planned from there"))]
    SessionUnrecorded = Never "session-unrecorded", "The day of a session has passed, and the course's file does not say what became of it. Later sessions count from the session really given, so none is planned until it does." { session: u32, due: Day, today: Day }

    #[error("{what}; {answer}; {effect}")]
    #[diagnostic(help("when the clinician has decided, write it down for session {session} as reviewed, with day and name; never more depth or passes to catch up"))]
    ReviewAwaited = Caution "review-awaited", "A course has not gone as planned, and the protocol leaves what follows to a clinician. Until the review is written down the later sessions have no date; those that had one are called off." { session: u32, what: String, answer: String, effect: &'static str }

    #[error("session 1 is said to be given on {given}, before the course starts on {start}")]
    #[diagnostic(help("one of the two days is wrong; a course starts on the day its first session is given"))]
    GivenBeforeStart = Never "given-before-start", "The first session is said to have been given before the day the course starts." { given: Day, start: Day }

    #[error("session {session} was to be on {start} and was missed; it and the sessions after it have no date until another is agreed")]
    #[diagnostic(help("the day of the first session is asked for, never found: write the one that is agreed as moved"))]
    NewStartAwaited = Caution "new-start-awaited", "The first session of a course was missed. Its day was asked for by somebody, so no other is found for it; the sessions after it count from it and wait as well." { session: u32, start: Day }

    #[error("session {session} is {last} + {waited} = {given}; the earliest is {earliest} ({shortest}); {missing} too soon")]
    #[diagnostic(help("days count from the session really given; the protocol's own spacing sets the limit"))]
    SessionTooSoon = Never "session-too-soon", "A session was given, or is to be, before the first day that the protocol's own spacing allows, counted in calendar days from the session really given before it. One that was given resets the clock all the same: with a clinician's review since then it is a caution, and the next session counts from it." { session: u32, last: Day, waited: Calendar, given: Day, earliest: Day, shortest: Calendar, missing: Calendar }

    #[error("session {session} is {last} + {waited} = {given}; the latest is {latest} ({longest}); {over} late")]
    #[diagnostic(help("{answer}; never more depth or passes to catch up"))]
    SessionLate = Caution "session-late", "A session was given, or is to be, after the last day of the protocol's own spacing. It counts; what follows is said by the protocol, and where that is a clinician's review the sessions after it have no date before." { session: u32, last: Day, waited: Calendar, given: Day, latest: Day, longest: Calendar, over: Calendar, answer: String }

    #[error("session {session} is on {starts} and has ended by {ends}; {closed}")]
    #[diagnostic(help("{WHERE_CLOSED}; a session lies within the hours from its start to its longest end"))]
    StartWhenClosed = Never "start-when-closed", "A course starts, or a session is moved by hand, to a day or a time when the clinic is closed, or the session may last past closing time. It is never put elsewhere: its day and time were asked for." { session: u32, starts: LocalTime, ends: LocalTime, closed: String }

    #[error("session {session} is on {weekday}, {on}, {apart} {side} its aim of {aim}: {closed}")]
    #[diagnostic(help("of the open days between the earliest and the latest it is the nearest to the aim, the later one of two; the next session counts from the day really given"))]
    SessionMoved = Caution "session-moved", "The clinic is closed on the day a session aims at. It is planned on the nearest day of its window on which the clinic is open from the start of the session to its longest end, the later of two that are equally near; never before or after the window." { session: u32, on: Day, weekday: Weekday, apart: Calendar, side: &'static str, aim: Day, closed: String }

    #[error("session {session} can begin at {time} on no day from {earliest} to {latest} ({shortest} to {longest} after {last}); the clinic is closed on all of them: {closures}")]
    #[diagnostic(help("{WHERE_CLOSED}; a session lies within the hours from its start to its longest end, and never outside the protocol's own spacing"))]
    WindowClosed = Never "window-closed", "The clinic is closed on every day on which the protocol's own spacing allows a session, or not open from its start to its longest end. A session is never moved out of its window: another start of the course, another time of day or an open day is for the clinic to choose." { session: u32, time: String, earliest: Day, latest: Day, shortest: Calendar, longest: Calendar, last: Day, closures: String }

    #[error("`{what}` is put on from {on_from} to {on_until} for session {on}, and left off from {off_from} to {off_until} for session {off}{more}")]
    #[diagnostic(help("which of the two the patient follows is not guessed; basis logic"))]
    TasksContradict = Never "tasks-contradict", "Two sessions that follow one another tell the patient to put something on and to leave it off on the same day. A patient who has both in the calendar follows the wrong one. Covers hazard H13." { what: Name, on: u32, on_from: Day, on_until: Day, off: u32, off_from: Day, off_until: Day, more: String }

    #[error("`{what}` is put on until {until} for session {last}; session {next} is on {on}, and after it `{what}` waits {wait}{more}")]
    #[diagnostic(help("the wait after the later session comes first, and the patient is told so; basis logic"))]
    AftercareRunsOn = Caution "aftercare-runs-on", "What is put on after one session is still put on when the next one has just been given, while the aftercare of that one says to wait. A patient who has both in the calendar may put it on channels that are still open. Covers hazard H13." { what: Name, last: u32, until: Day, next: u32, on: Day, wait: Elapsed, more: String }

    #[error("session {session} is on {on}; the exception from `{rule}` on `{area}` holds until {until}, {missing} less")]
    #[diagnostic(help("a course that needs an exception ends while it is in force; start earlier, or have it approved anew"))]
    SessionAfterException = Never "session-after-exception", "A session lies after the last day of an exception whose depth it uses. An exception holds on the day a session is given, not only on the day the course is dated; its last day is included." { session: u32, on: Day, rule: Name, area: Name, until: Day, missing: Calendar }

    #[error("session {session} is on {on}; the protocol holds until {until}, {missing} less")]
    #[diagnostic(help("the protocol is read again and renewed before that session; what is published may have changed"))]
    SessionAfterRenewal = Caution "session-after-renewal", "A session lies after the day by which the protocol must be read again. It is dated all the same, because a renewal may keep it as it is; without one no session after that day is given." { session: u32, on: Day, until: Day, missing: Calendar }

    #[error("session {session} cannot be on {at} in {zone}: that time does not exist; at {from} the clocks there go forward to {to}")]
    #[diagnostic(help("another time of day, or another day where a whole one is left out, avoids the change"))]
    TimeMissing = Never "time-does-not-exist", "A session falls on a time of day that the clinic's clock skips on that date. Calendars disagree on what it means, so it is never written. Covers hazard C11." { session: u32, at: LocalTime, zone: String, from: LocalTime, to: LocalTime }

    #[error("session {session} cannot be on {at} in {zone}: that time comes twice; at {from} the clocks there go back to {to}")]
    #[diagnostic(help("another time of day for the course avoids the change"))]
    TimeTwice = Never "time-comes-twice", "A session falls on a time of day that the clinic's clock shows twice on that date. Calendars disagree on which is meant, so it is never written. Covers hazard C11." { session: u32, at: LocalTime, zone: String, from: LocalTime, to: LocalTime }

    #[error("{what} falls outside the years 1970 to 9999")]
    #[diagnostic(help("no other day can be dated"))]
    DateOutOfRange = Never "date-out-of-range", "A date of the course falls outside the years 1970 to 9999." { what: String }
}
