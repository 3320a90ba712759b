//! A program that holds a calendar takes an entry that it has already only when its change number is higher (RFC 5546, section 2.1.4). Whatever a
//! course goes through, and however many of its files such a program misses, it holds what the newest one that it took says, and nothing else.

use std::collections::BTreeMap;

use needlepoint::course::{Governing, Issue, Revised, Stands, dated};
use needlepoint::plan::{Identity, Offset, Plan, Task, TaskKind, identity};
use needlepoint::quantity::{Calendar, Day, Elapsed, TimeOfDay};
use needlepoint::record::{MadeFrom, schedule_ics};
use needlepoint::schedule::{Closed, Event as What, Happened, LocalTime, Opening, Start};
use proptest::prelude::*;

use super::{BERLIN, Event, SCARS, events, facts, planned, tag, value};

/// The entries that a program holds, by their names.
#[derive(Default)]
struct Client(BTreeMap<String, Event>);

impl Client {
    /// Takes a file in, and holds what it has then against what the file says.
    fn take(&mut self, file: &[Event]) {
        let change = |event: &Event| value(event, "SEQUENCE").parse::<u32>().unwrap();
        for event in file {
            let name = value(event, "UID").to_owned();
            if self.0.get(&name).is_none_or(|held| change(event) > change(held)) {
                self.0.insert(name, event.clone());
            }
        }
        // The day of the last change stands in every entry, and moves none.
        let said =
            |event: &Event| event.iter().filter(|(name, _)| name != "DTSTAMP" && name != "LAST-MODIFIED").cloned().collect::<Event>();
        for event in file {
            assert_eq!(said(&self.0[value(event, "UID")]), said(event), "an entry that changed under the same number");
        }
        for (name, held) in &self.0 {
            let left = value(held, "STATUS") != "CANCELLED" && !file.iter().any(|event| value(event, "UID") == name);
            assert!(!left, "an entry that nobody calls off: {held:?}");
        }
    }
}

/// A version of the flagship in which what is put on may be put on until the next session and longer: fewer or more sessions, without one task, with another name in one, with one twice.
fn version(number: usize) -> (Plan, Identity) {
    let (mut plan, _) = planned(SCARS);
    let on = plan.tasks.iter_mut().filter(|task| task.kind == TaskKind::Apply);
    on.for_each(|task| task.until = Offset::After(Elapsed::Calendar(Calendar::of_days(34))));
    let cut = |plan: &mut Plan, sessions: usize| plan.courses.iter_mut().for_each(|course| course.sessions.truncate(sessions));
    match number {
        0 => {}
        1 => {
            cut(&mut plan, 2);
            plan.tasks.retain(|task| task.kind != TaskKind::Pause);
        }
        2 => plan.tasks.iter_mut().filter(|task| task.kind == TaskKind::DoNot).for_each(|task| task.what.truncate(1)),
        _ => {
            let twice: Vec<Task> = plan.tasks.iter().filter(|task| task.kind == TaskKind::Pause).cloned().collect();
            plan.tasks.extend(twice);
            plan.tasks.retain(|task| !task.is_throughout());
            plan.follow_up = None;
        }
    }
    plan.answers.missed = Some("contact patient, not counted".to_owned());
    let identity = identity(&plan);
    (plan, identity)
}

/// A course and what was sent out of it.
struct Clinic {
    versions: Vec<(Plan, Identity)>,
    governing: Vec<(u32, usize)>,
    happened: Vec<Happened>,
    closed: Vec<Closed>,
    today: Day,
    issue: Option<Issue>,
    /// How many protocols had governed when it was last sent out.
    told: usize,
}

impl Clinic {
    fn next(&self) -> u32 {
        let given = self.happened.iter().filter(|one| one.what.given_on().is_some());
        u32::try_from(given.count()).unwrap() + 1
    }

    /// When the session to come is, as far as calendars know.
    fn planned_for(&self) -> Option<Day> {
        let held = self.issue.as_ref()?.sessions.iter().find(|held| held.number == self.next())?;
        (held.stands != Stands::CalledOff).then_some(held.at.day())
    }

    /// Brings the course up to date and sends it out; none when it cannot be dated.
    fn send(&self) -> Option<(Issue, Vec<Event>)> {
        let held = self.issue.as_ref();
        let issued = held.map(Issue::held).unwrap_or_default();
        let opening = Opening { hours: Vec::new(), closed: self.closed.clone() };
        let first = LocalTime::read("2026-12-01T10:00").unwrap();
        let phototype = needlepoint::quantity::Phototype::of(2);
        let start =
            Start { happened: self.happened.clone(), opening, today: Some(self.today), phototype, issued, ..Start::at(first, BERLIN) };
        let of = |version: usize| &self.versions[version];
        let governing: Vec<Governing<'_>> =
            self.governing.iter().map(|(from, version)| Governing { from: *from, plan: &of(*version).0 }).collect();
        let schedule = dated(&governing, &start).schedule?;
        let (_, version) = *self.governing.last().unwrap();
        // The first session that another protocol governs than when it was last sent out.
        let from = self.governing[self.told.min(self.governing.len())..].iter().map(|(from, _)| *from).min().unwrap_or(1);
        let digest = format!("{:016}", version + 10 * self.governing.len());
        let revised = Revised { on: self.today, change: 0, phototype, digest, with: String::new(), zone: BERLIN.to_owned() };
        let (issue, _) = Issue::of(held, &schedule.courses[0], revised, from);
        let facts = facts();
        let made: Vec<MadeFrom<'_>> = self
            .governing
            .iter()
            .map(|(from, version)| MadeFrom { from: *from, plan: &of(*version).0, identity: &of(*version).1, source: &facts })
            .collect();
        let text = schedule_ics(&made, &schedule, &tag(), &issue).unwrap_or_else(|fault| panic!("{fault}"));
        Some((issue, events(&text)))
    }

    /// What is written down next; nothing where it would be no course.
    fn lives(&mut self, way: u8, days: u32) {
        let later = |day: Day| day.after(Calendar::of_days(days)).unwrap();
        let (number, planned) = (self.next(), self.planned_for());
        let on = planned.unwrap_or(self.today).max(self.today);
        let mut happens = |what: What| self.happened.push(Happened { session: number, what });
        match way {
            0..=2 => {
                self.today = on;
                happens(What::Given(on, None));
            }
            3 => {
                self.today = later(on);
                happens(What::Given(self.today, TimeOfDay::of(16, 0)));
            }
            4 => {
                self.today = on;
                happens(What::Missed(on));
            }
            5 => happens(What::Moved(later(on), None)),
            6 => {
                self.today = on;
                happens(What::StoppedEarly(on, None));
            }
            7 => self.happened.push(Happened { session: number.saturating_sub(1).max(1), what: What::Reviewed(self.today) }),
            8 => happens(What::Reviewed(self.today)),
            9 if days == 0 => happens(What::Cancelled(self.today)),
            9 | 10 => self.closed.push(Closed::on(later(on))),
            _ => self.governing.push((number, usize::try_from(days % 4).unwrap())),
        }
    }
}

proptest! {
    #[test]
    fn a_program_holds_what_the_newest_file_says(ways in prop::collection::vec((0_u8..13, 0_u32..20, prop::bool::weighted(0.8), any::<bool>()), 1..24), begin in 0_usize..4) {
        let versions = (0..4).map(version).collect();
        let today = Day::read("2026-11-20").unwrap();
        let mut clinic = Clinic { versions, governing: vec![(1, begin)], happened: Vec::new(), closed: Vec::new(), today, issue: None, told: 0 };
        let (mut every, mut some) = (Client::default(), Client::default());
        let (issue, file) = clinic.send().expect("a course that nothing has happened to");
        clinic.issue = Some(issue);
        every.take(&file);
        some.take(&file);
        clinic.told = 1;
        for (way, days, sent, taken) in ways {
            let before = (clinic.governing.clone(), clinic.happened.clone(), clinic.closed.clone(), clinic.today);
            clinic.lives(way, days);
            let Some((issue, file)) = clinic.send() else {
                (clinic.governing, clinic.happened, clinic.closed, clinic.today) = before;
                continue;
            };
            // What is written down is not always sent out at once.
            if !sent {
                continue;
            }
            clinic.issue = Some(issue);
            clinic.told = clinic.governing.len();
            every.take(&file);
            if taken {
                some.take(&file);
            }
        }
    }
}
