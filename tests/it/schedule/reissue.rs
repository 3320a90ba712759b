//! What calendars hold of a course, brought up to date again and again while it goes its way. Every walk is one that nobody chose; what must hold
//! of each step is compared here line by line.

use needlepoint::course::{Governing, Issue, Revised, Stands, dated};

use super::*;

/// A course as it stands, with what calendars hold of it.
struct Walk {
    plan: Plan,
    opening: Opening,
    happened: Vec<Happened>,
    issue: Option<Issue>,
}

impl Walk {
    /// Brings the course up to date on a day; none when it cannot be dated.
    fn brought_up(&self, today: Day) -> Option<(DatedCourse, Issue, usize)> {
        let held = self.issue.as_ref();
        let issued = held.map(Issue::held).unwrap_or_default();
        let (happened, opening) = (self.happened.clone(), self.opening.clone());
        let start = Start { happened, opening, today: Some(today), issued, ..from("2026-12-01T10:00", BERLIN) };
        let schedule = dated(&[Governing { from: 1, plan: &self.plan }], &start).schedule?;
        let [course] = <[DatedCourse; 1]>::try_from(schedule.courses).unwrap();
        let revised = Revised {
            on: today,
            change: 0,
            phototype: None,
            digest: "0123456789abcdef".to_owned(),
            with: String::new(),
            zone: BERLIN.to_owned(),
        };
        let (issue, changes) = Issue::of(held, &course, revised, 1);
        Some((course, issue, changes.len()))
    }

    /// Adds what happened to a session, and holds what calendars are told to what they held.
    fn goes_on(&mut self, session: u32, what: Event, today: Day) -> Option<DatedCourse> {
        self.happened.push(Happened { session, what });
        let (course, issue, changes) = self.brought_up(today)?;
        if let Some(before) = &self.issue {
            told(before, &issue, session, changes);
        }
        self.issue = Some(issue.clone());
        // Brought up to date again, on that day or a later one, nothing is told again.
        for later in [today, today.after(Calendar::of_days(1)).unwrap()] {
            if let Some((_, again, changes)) = self.brought_up(later).filter(|_| later == today || !due(&course, later)) {
                assert_eq!((&again, changes), (&issue, 0), "on {later}");
            }
        }
        Some(course)
    }
}

/// Whether a day is past one on which a session was to be, so that something is to be written down first.
fn due(course: &DatedCourse, today: Day) -> bool {
    course.sessions.iter().any(|session| session.state.is_to_come() && session.on.day() < today)
}

/// What is told after something happened to a session, held to what was told before.
fn told(before: &Issue, now: &Issue, session: u32, changes: usize) {
    let mut counted = 0;
    let begins = before.sessions.first().map(|first| first.at) != now.sessions.first().map(|first| first.at);
    for held in &before.sessions {
        let is = now.sessions.iter().find(|is| is.number == held.number).expect("no line is lost");
        let same = (is.at, is.stands) == (held.at, held.stands);
        assert_eq!(is.change, held.change + u32::from(!same), "a change is counted once, and only where there is one");
        assert!(same || held.number >= session, "what lies before the session stays");
        counted += usize::from(!same);
    }
    for (held, is, begins) in [(before.throughout, now.throughout, begins), (before.follow_up, now.follow_up, false)] {
        match (held, is) {
            (Some(held), Some(is)) => {
                let same = (is.day, is.called_off) == (held.day, held.called_off) && !begins;
                assert_eq!(is.change, held.change + u32::from(!same));
                counted += usize::from(!same);
            }
            (None, Some(is)) => {
                assert_eq!(is.change, 0);
                counted += 1;
            }
            (Some(_), None) => panic!("no line is lost"),
            (None, None) => {}
        }
    }
    counted += now.sessions.len() - before.sessions.len();
    assert_eq!(counted, changes, "what is said to have changed is what has");
    assert_eq!(
        now.revised.on == before.revised.on,
        changes == 0 || now.revised.on == before.revised.on,
        "the day is that of the last change"
    );
}

proptest! {
    #[test]
    fn a_course_brought_up_to_date_tells_what_changed_and_nothing_else(
        sessions in 2_u32..=6, spacing in (7_u32..40, 0_u32..15, 0_u32..15), closed in prop::collection::vec(1_u32..240, 0..12),
        ways in prop::collection::vec((0_u8..6, 0_u32..10), 6),
    ) {
        let (shortest, wide, aim) = spacing;
        let of = [shortest, shortest + wide, shortest + aim.min(wide)];
        let tasks = vec![Task {
            kind: TaskKind::DoNot,
            what: vec![Name::fixed("home-needling")],
            from: Offset::AtEnd,
            until: Offset::WholeCourse,
            detail: None,
        }];
        let mut plan = plan_of(vec![course("base", &[1, 2, 3, 4, 5, 6], sessions, of)], tasks);
        plan.follow_up = Some(Calendar::of_days(84));
        plan.answers.missed = Some("contact patient, not counted".to_owned());
        plan.answers.stopped_early = Some("clinician-review".to_owned());
        let first = day("2026-12-01");
        let closed = closed.into_iter().map(|days| Closed::on(first.after(Calendar::of_days(days)).unwrap())).collect();
        let mut walk = Walk { plan, opening: Opening { hours: Vec::new(), closed }, happened: Vec::new(), issue: None };
        let Some((mut dated, issue, _)) = walk.brought_up(first) else { return Ok(()) };
        walk.issue = Some(issue);
        for (number, (way, days)) in (1..=sessions).zip(ways) {
            let planned = |dated: &DatedCourse| dated.sessions.iter().find(|session| session.number == number).map(|session| (session.on.day(), session.latest));
            let Some((on, latest)) = planned(&dated) else { return Ok(()) };
            let late = on.after(Calendar::of_days(days)).unwrap().min(latest);
            let steps: Vec<(Event, Day)> = match way {
                0 => vec![(Event::Given(on, None), on)],
                1 => vec![(Event::Given(late, TimeOfDay::of(16, 0)), late)],
                2 => vec![(Event::Missed(on), on)],
                3 => {
                    let reviewed = on.after(Calendar::of_days(1)).unwrap();
                    vec![(Event::StoppedEarly(on, None), on), (Event::Reviewed(reviewed), reviewed)]
                }
                4 => vec![(Event::Moved(late, None), on), (Event::Given(late, TimeOfDay::of(16, 0)), late)],
                _ => vec![(Event::Cancelled(on), on)],
            };
            for (what, today) in steps {
                let Some(next) = walk.goes_on(number, what, today) else { return Ok(()) };
                dated = next;
            }
            if way == 2 {
                let Some((again, _)) = planned(&dated).filter(|_| dated.undated.is_none()) else { return Ok(()) };
                let Some(next) = walk.goes_on(number, Event::Given(again, None), again) else { return Ok(()) };
                dated = next;
            }
            if way == 5 {
                return Ok(());
            }
        }
    }
}

#[test]
fn a_late_session_that_is_reviewed_and_given_keeps_its_count() {
    // 1 December, then 31 December to 12 January; given on the first day that is late, and reviewed.
    let mut plan = plan(3);
    plan.answers.late = Some("clinician-review".to_owned());
    plan.answers.missed = Some("contact patient, not counted".to_owned());
    let mut walk = Walk { plan, opening: Opening::default(), happened: Vec::new(), issue: None };
    let (_, issue, changes) = walk.brought_up(day("2026-12-01")).unwrap();
    assert_eq!(changes, 3, "three sessions, nothing all through, no follow-up");
    walk.issue = Some(issue);
    walk.goes_on(1, Event::Given(day("2026-12-01"), None), day("2026-12-01")).unwrap();
    walk.goes_on(2, Event::Missed(day("2026-12-31")), day("2026-12-31")).unwrap();
    walk.goes_on(2, Event::Given(day("2027-01-13"), TimeOfDay::of(10, 0)), day("2027-01-13")).unwrap();
    let held = |walk: &Walk| {
        walk.issue
            .as_ref()
            .unwrap()
            .sessions
            .iter()
            .map(|s| (s.at.day().iso(), s.change, s.stands == Stands::CalledOff))
            .collect::<Vec<_>>()
    };
    let is = |days: [(&str, u32, bool); 3]| days.map(|(day, change, off)| (day.to_owned(), change, off)).to_vec();
    assert_eq!(held(&walk), is([("2026-12-01", 0, false), ("2027-01-13", 2, false), ("2027-01-31", 2, true)]));
    walk.goes_on(2, Event::Reviewed(day("2027-01-14")), day("2027-01-14")).unwrap();
    assert_eq!(held(&walk), is([("2026-12-01", 0, false), ("2027-01-13", 2, false), ("2027-02-12", 3, false)]));
}
