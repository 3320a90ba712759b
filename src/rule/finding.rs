//! What a rule found, and in which courses; equal findings of several courses are one.

use std::collections::BTreeMap;

use crate::diagnostic::{Level, Name, Problem};
use crate::model::AreaId;
use crate::quantity::Depth;
use crate::source::Span;

/// What an exception would have to name to lift a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lift {
    /// The area.
    pub area: AreaId,
    /// The value it would have to go up to.
    pub value: Depth,
    /// The limit that the value passes.
    pub limit: Depth,
}

/// One finding of a rule.
#[derive(Debug)]
pub struct Found {
    /// The problem as it will be shown.
    pub problem: Problem,
    /// What an exception would have to name, when one can lift it.
    pub lift: Option<Lift>,
}

impl Found {
    /// Adds a second place.
    pub fn also(&mut self, span: Span, text: &str) -> &mut Self {
        let problem = &mut self.problem;
        problem.also.push(crate::diagnostic::Also { span, text: text.to_owned() });
        self
    }

    /// Says in which course it was found.
    pub fn in_course(&mut self, course: &Name) -> &mut Self {
        self.problem.courses.push(course.clone());
        self
    }

    /// Says what an exception would have to name.
    pub fn liftable(&mut self, area: &AreaId, value: Depth, limit: Depth) -> &mut Self {
        self.lift = Some(Lift { area: area.clone(), value, limit });
        self
    }
}

/// Collects what one rule finds.
#[derive(Debug)]
pub struct Findings {
    rule: &'static str,
    found: Vec<Found>,
}

impl Findings {
    /// An empty collection for a rule.
    #[must_use]
    pub fn of(rule: &'static str) -> Self {
        Self { rule, found: Vec::new() }
    }

    /// Adds a finding at a place. The typed finding holds its own sentences.
    pub fn add(&mut self, level: Level, place: Span, finding: impl miette::Diagnostic + Send + Sync + 'static) -> &mut Found {
        let found = Found { problem: Problem::new(level, self.rule, place, finding), lift: None };
        self.found.push_mut(found)
    }

    /// What was found: equal findings joined, with the courses they were found in.
    #[must_use]
    pub fn into_inner(self) -> Vec<Found> {
        // Most rules find nothing, and writing a sentence to compare it with none costs more than the check.
        if self.found.len() < 2 {
            return self.found;
        }
        let mut joined: Vec<Found> = Vec::new();
        let mut seen: BTreeMap<(Span, Level, String), usize> = BTreeMap::new();
        for found in self.found {
            let key = (found.problem.place, found.problem.level, found.problem.finding.to_string());
            match seen.get(&key).and_then(|place| joined.get_mut(*place)) {
                Some(other) => {
                    for course in found.problem.courses {
                        if !other.problem.courses.contains(&course) {
                            other.problem.courses.push(course);
                        }
                    }
                }
                None => {
                    seen.insert(key, joined.len());
                    joined.push(found);
                }
            }
        }
        joined
    }
}
