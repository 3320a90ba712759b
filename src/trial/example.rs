//! One self-test: its course worked out as it is given, and each expectation held against that.

use super::problem::{ExpectsNothing, Failed, PhototypeTwice, ProblemUnexpected, ProblemUnknown, Undated, problem};
use crate::diagnostic::{Name, Problem, listed, near};
use crate::model::{self, Stated};
use crate::plan::Plan;
use crate::quantity::{Calendar, Day, Depth, Phototype, TimeOfDay};
use crate::schedule::{self, Dated, DatedCourse, Event, Happened, LocalTime, Start};
use crate::source::{At, Span};
use crate::syntax::tree::{Expect, Given as Fact, SelfTest};
use crate::{check, syntax};

/// Days are counted alike in every zone; none has to be known for that.
const ZONE: &str = "Etc/UTC";

/// What keeps a self-test from showing anything, whatever the protocol says.
pub(super) fn incomplete(test: &SelfTest) -> Vec<Problem> {
    let mut problems = Vec::new();
    // What a line that could not be read says is not missing.
    if !test.broken.is_empty() {
        return problems;
    }
    if test.expect.is_empty() {
        problems.push(problem(test.title.span, ExpectsNothing { at: test.title.span }));
    }
    let mut phototype: Option<Phototype> = None;
    for fact in &test.given {
        if let Fact::Phototype(second) = fact.value {
            match phototype {
                Some(first) => problems.push(problem(fact.span, PhototypeTwice { at: fact.span, first, second })),
                None => phototype = Some(second),
            }
        }
    }
    let dated = test.expect.iter().find(|expect| matches!(expect.value, Expect::Session(..))).map(|expect| expect.span);
    let later = test.given.iter().find(|fact| matches!(fact.value, Fact::Session(..))).map(|fact| fact.span);
    if let (Some(at), None) = (dated.or(later), first_day(test)) {
        problems.push(problem(at, Undated { at }));
    }
    for rule in test.expect.iter().filter_map(|expect| if let Expect::Problem(rule) = &expect.value { Some(rule) } else { None }) {
        // A word in capitals has been said to be still open.
        if !rule.value.is_placeholder() && !known_problems().any(|known| rule.value == known) {
            let mut close: Vec<String> =
                known_problems().filter(|known| near(known, rule.value.as_str())).map(|known| format!("`{known}`")).collect();
            close.sort_unstable();
            close.dedup();
            let advice = if close.is_empty() {
                "reports print the name of each problem behind its level; see the rules with: needlepoint rules".to_owned()
            } else {
                format!("did you mean {}?", listed(&close, "or"))
            };
            problems.push(problem(rule.span, ProblemUnknown { at: rule.span, rule: rule.value.clone(), advice }));
        }
    }
    problems
}

/// Every name that a problem can be found under.
fn known_problems() -> impl Iterator<Item = &'static str> {
    let pages = syntax::PAGES.iter().chain(model::PAGES).chain(check::PAGES);
    let rules = check::RULES.iter().map(|rule| rule.name).chain(schedule::RULES.iter().map(|rule| rule.name));
    rules.chain(pages.map(|(name, _)| *name))
}

/// The day given for session 1.
fn first_day(test: &SelfTest) -> Option<Day> {
    test.given.iter().find_map(|fact| match fact.value {
        Fact::Session(1, on) => Some(on),
        _ => None,
    })
}

/// A self-test with the course it speaks of.
pub(super) struct Example<'t> {
    test: &'t SelfTest,
    plan: &'t Plan,
    phototype: Option<Phototype>,
    /// The courses from the day given for session 1; none when no day is given.
    dated: Option<Dated>,
}

/// What came out in a course instead of what was expected.
struct Otherwise {
    actual: String,
    sum: String,
    /// The line that sets it.
    set: Option<(Span, &'static str)>,
}

impl<'t> Example<'t> {
    pub(super) fn of(test: &'t SelfTest, plan: &'t Plan) -> Self {
        let phototype = test.given.iter().find_map(|fact| if let Fact::Phototype(phototype) = fact.value { Some(phototype) } else { None });
        let given = test.given.iter().filter_map(|fact| match fact.value {
            Fact::Session(session, on) => Some(Happened { session, what: Event::Given(on, TimeOfDay::of(12, 0)) }),
            Fact::Phototype(_) => None,
        });
        let start = first_day(test).and_then(|day| LocalTime::of(day, 12, 0)).map(|first| Start {
            phototype,
            happened: given.collect(),
            ..Start::at(first, ZONE)
        });
        Self { test, plan, phototype, dated: start.map(|start| schedule::starting(plan, &start)) }
    }

    /// Everything that did not come out as expected.
    pub(super) fn hold(&self, courses: &[model::Course], found: &[Problem]) -> Vec<Problem> {
        let mut problems: Vec<Problem> = self.unexpected().into_iter().collect();
        let undated = !problems.is_empty();
        for expect in &self.test.expect {
            match &expect.value {
                Expect::Problem(rule) => problems.extend(self.not_met(expect.span, &rule.value, found)),
                // Why there is no date has been said.
                Expect::Session(..) if undated => {}
                Expect::Session(session, on) => {
                    let expected = format!("session {session} on {on}");
                    self.compare(expect.span, &expected, courses, &mut problems, |of, dated| day(of, dated, *session, *on));
                }
                Expect::Sessions(count) => {
                    let expected = format!("{count} session{} in all", if *count == 1 { "" } else { "s" });
                    self.compare(expect.span, &expected, courses, &mut problems, |of, _| sessions(of, *count));
                }
                Expect::Depth { area, ceiling, session } => {
                    let expected = format!("{} never above {ceiling} in session {session}", area.value);
                    self.compare(expect.span, &expected, courses, &mut problems, |of, _| depth(of, &area.value, *ceiling, *session));
                }
            }
        }
        problems
    }

    /// The first problem of the dates that nobody expects, at the line that gives the days.
    fn unexpected(&self) -> Option<Problem> {
        let expects =
            |rule: &str| self.test.expect.iter().any(|expect| matches!(&expect.value, Expect::Problem(name) if name.value == rule));
        // A session that was given too soon counts in a course, and is no example of one.
        let amiss = |met: &&Problem| met.blocks() || met.rule == "session-too-soon";
        let met = self.dated.as_ref()?.problems.iter().find(|met| amiss(met) && !expects(met.rule))?;
        let given = |fact: &&At<Fact>| matches!(fact.value, Fact::Session(..)) || met.rule == "phototype-not-treated";
        let at = self.test.given.iter().rfind(given).map_or(self.test.title.span, |fact| fact.span);
        let finding = ProblemUnexpected { at, rule: met.rule, message: met.message(), sum: met.help().unwrap_or_default() };
        Some(problem(at, finding))
    }

    fn not_met(&self, at: Span, rule: &Name, found: &[Problem]) -> Option<Problem> {
        let of_dates = self.dated.iter().flat_map(|dated| &dated.problems);
        // What the dates alone can meet is not met by what the check says of the file: such a test could never fail.
        let dates_only = self.dated.is_some() && schedule::rule(rule.as_str()).is_some();
        let found = if dates_only { &[] } else { found };
        if found.iter().chain(of_dates.clone()).any(|problem| *rule == problem.rule) {
            return None;
        }
        let mut met: Vec<String> = of_dates.map(|problem| format!("`{}`", problem.rule)).collect();
        met.sort_unstable();
        met.dedup();
        let actual = if met.is_empty() { "no problem with these dates".to_owned() } else { listed(&met, "and") };
        let sum = "neither the check of this file nor the dates given here meet it".to_owned();
        Some(problem(at, Failed { at, expected: format!("the problem `{rule}`"), actual, sum }))
    }

    /// Holds an expectation against every course that the self-test speaks of; courses that differ from it alike are named together.
    fn compare(
        &self,
        at: Span,
        expected: &str,
        courses: &[model::Course],
        problems: &mut Vec<Problem>,
        hold: impl Fn(Of<'_>, Option<&DatedCourse>) -> Option<Otherwise>,
    ) {
        let asked = |course: &&crate::plan::Course| self.phototype.is_none_or(|phototype| course.phototypes.contains(&phototype));
        let asked: Vec<_> = self.plan.courses.iter().filter(asked).collect();
        if let (true, Some(phototype)) = (asked.is_empty(), self.phototype) {
            let actual = format!("no course for phototype {phototype}");
            let sum = "the screening says who is treated".to_owned();
            problems.push(problem(at, Failed { at, expected: expected.to_owned(), actual, sum }));
            return;
        }
        let mut differ: Vec<(Otherwise, Vec<Name>)> = Vec::new();
        for course in &asked {
            let written = courses.iter().find(|written| written.name == course.name);
            let dates = self.dated.as_ref().and_then(|dated| dated.schedule.as_ref());
            let dated = dates.and_then(|dates| dates.courses.iter().find(|dated| dated.name == course.name));
            let Some(otherwise) = hold(Of { plan: self.plan, course, written }, dated) else { continue };
            match differ.iter_mut().find(|(same, _)| same.actual == otherwise.actual && same.sum == otherwise.sum) {
                Some((_, names)) => names.push(course.name.clone()),
                None => differ.push((otherwise, vec![course.name.clone()])),
            }
        }
        for (Otherwise { actual, sum, set }, names) in differ {
            let mut failed = problem(at, Failed { at, expected: expected.to_owned(), actual, sum });
            failed.also.extend(set.map(|(span, text)| crate::diagnostic::Also { span, text: text.to_owned() }));
            if asked.len() > 1 {
                failed.courses = names;
            }
            problems.push(failed);
        }
    }
}

/// A course as it was compiled and as it was written.
#[derive(Clone, Copy)]
struct Of<'p> {
    plan: &'p Plan,
    course: &'p crate::plan::Course,
    written: Option<&'p model::Course>,
}

fn day(of: Of<'_>, dated: Option<&DatedCourse>, session: u32, expected: Day) -> Option<Otherwise> {
    let place = |found: &DatedCourse| found.sessions.iter().position(|dated| dated.number == session);
    let Some(dated) = dated else {
        let sum = "the problem that this self-test expects keeps its course from being dated".to_owned();
        return Some(Otherwise { actual: "no date for it".to_owned(), sum, set: None });
    };
    if dated.undated.as_ref().is_some_and(|undated| session >= undated.first) {
        let sum = "what was given here waits for a clinician's review first".to_owned();
        return Some(Otherwise { actual: "no date for it".to_owned(), sum, set: None });
    }
    let Some(place) = place(dated) else { return Some(too_few(of)) };
    let here = dated.sessions.get(place)?;
    let actual = here.on.day();
    if actual == expected {
        return None;
    }
    let before = place.checked_sub(1).and_then(|before| dated.sessions.get(before));
    let sum = match before {
        _ if here.state.is_given() => format!("session {session} is given on {actual} in this self-test"),
        Some(before) => {
            let last = before.on.day();
            format!("session {} on {last} + {} = {actual}, the day that the course aims for", before.number, apart(last, actual))
        }
        None => format!("the course starts on {actual}"),
    };
    let off = if actual > expected {
        format!("{} later than that", apart(expected, actual))
    } else {
        format!("{} sooner than that", apart(actual, expected))
    };
    let spacing =
        of.written.and_then(|course| course.spacing.known()).map(|spacing| (spacing.span, "the days between sessions are set here"));
    Some(Otherwise { actual: format!("{actual}"), sum: format!("{sum}; {off}"), set: spacing })
}

fn apart(from: Day, to: Day) -> Calendar {
    Calendar::of_days(u32::try_from(to.days_since(from)).unwrap_or(0))
}

fn sessions(of: Of<'_>, expected: u32) -> Option<Otherwise> {
    let differs = u32::try_from(of.course.sessions.len()).ok() != Some(expected);
    differs.then(|| too_few(of))
}

/// The number of sessions of a course, where another was expected.
fn too_few(of: Of<'_>) -> Otherwise {
    let count = of.course.sessions.len();
    let set = of.written.and_then(|course| match &course.sessions_stated {
        Stated::Known(stated) => Some((stated.span, "the number of sessions is set here")),
        Stated::Absent | Stated::Waiting => None,
    });
    let actual = format!("{count} session{} in all", if count == 1 { "" } else { "s" });
    Otherwise { actual, sum: "counted over the whole course".to_owned(), set }
}

fn depth(of: Of<'_>, area: &Name, expected: Depth, session: u32) -> Option<Otherwise> {
    let Some(planned) = of.course.sessions.iter().find(|planned| planned.number == session) else { return Some(too_few(of)) };
    let named = |step: &&crate::plan::Step| of.plan.areas.get(step.area) == Some(area);
    let Some(step) = planned.steps.iter().find(named) else {
        let sum = format!("{area} is not needled in session {session}");
        return Some(Otherwise { actual: "none there".to_owned(), sum, set: None });
    };
    if step.ceiling <= expected {
        return None;
    }
    let set = of.written.and_then(|course| {
        let place = course.areas.iter().position(|plan| plan.area.value.name() == area)?;
        let session = course.sessions.iter().find(|written| written.number == session)?;
        Some((session.depths.get(place)?.known()?.value.ceiling.span, "the depth is set here"))
    });
    let sum = format!("{} is {} deeper than that", step.ceiling, step.ceiling.apart(expected));
    Some(Otherwise { actual: format!("never above {}", step.ceiling), sum, set })
}
