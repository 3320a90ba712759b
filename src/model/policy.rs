//! What a clinic's policies say, joined; in which direction each of their statements may tighten; and whether one loosens instead.
//! A policy never widens anything: what a layer above it binds stays, whatever the policy says.

use std::cmp::Reverse;

use super::library::Library;
use super::protocol::{AreaId, ConditionId};
use crate::diagnostic::{Level, Name};
use crate::quantity::{Calendar, Depth, Elapsed};
use crate::source::Span;
use crate::syntax::entries::{Label, Policy, PolicySays};
use crate::syntax::tree::{WaitSide, WaitSpan, Word};

/// The way in which a lower layer may move a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is its word")]
pub enum Direction {
    Smaller,
    Fewer,
    Longer,
    Older,
    Sooner,
    More,
}

impl Direction {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Smaller => "smaller",
            Self::Fewer => "fewer",
            Self::Longer => "longer",
            Self::Older => "older",
            Self::Sooner => "sooner",
            Self::More => "more",
        }
    }
}

/// A statement that a policy may tighten: its first words there, its safe direction, and what of a protocol it binds.
/// What is not in this table may not be changed below the layer that sets it.
pub const TIGHTENS: &[(&str, Direction, &str)] = &[
    ("limit depth", Direction::Smaller, "the deepest setting on an area, in every session and variant"),
    ("limit passes", Direction::Fewer, "the passes in all on an area in a session"),
    ("limit sessions", Direction::Fewer, "the sessions of a course"),
    ("next", Direction::Longer, "the days from one session to the next"),
    ("age", Direction::Older, "the youngest age that is treated"),
    ("wait", Direction::Longer, "the wait for a condition, on either side of a session"),
    ("pause", Direction::Longer, "how long something is left off, before and after a session"),
    ("contact", Direction::Sooner, "when the patient is contacted after a session"),
    ("require", Direction::More, "what is recorded (`record`), asked (`condition`) or done (`step`)"),
    ("forbid", Direction::More, "what is not used or treated (`product`, `area`, `device`) and who does not needle (`operator`)"),
];

/// One line of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyLine<T> {
    /// What it asks for.
    pub value: T,
    /// Where it stands.
    pub span: Span,
    /// The policy it belongs to.
    pub policy: Name,
}

/// What a policy demands by name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Demand {
    /// Something is recorded.
    Record(Name),
    /// A condition is asked.
    Condition(ConditionId),
    /// A step is taken.
    Step(Name),
}

/// What a policy forbids by name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ban {
    /// A product, on the skin, the instruments or at home.
    Product(Name),
    /// An area.
    Area(AreaId),
    /// A device.
    Device(Name),
    /// Who needles.
    Operator(Name),
}

/// A wait that a policy asks for, on one side of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyWait {
    /// For what.
    pub condition: ConditionId,
    /// Whether it is enough to ask of the area treated.
    pub in_area: bool,
    /// How long, and on which side.
    pub wait: WaitSpan,
}

/// Everything a clinic's policies say, by what it binds.
#[derive(Debug, Clone, Default)]
pub struct PolicyLimits {
    /// Depths by area.
    pub depths: Vec<PolicyLine<(AreaId, Depth)>>,
    /// The most passes by area.
    pub passes: Vec<PolicyLine<(AreaId, u32)>>,
    /// The most sessions.
    pub sessions: Vec<PolicyLine<u32>>,
    /// The fewest days between sessions.
    pub next: Vec<PolicyLine<Calendar>>,
    /// The youngest age.
    pub ages: Vec<PolicyLine<Calendar>>,
    /// The shortest waits.
    pub waits: Vec<PolicyLine<PolicyWait>>,
    /// The shortest pauses: what, before, after.
    pub pauses: Vec<PolicyLine<(Name, Elapsed, Elapsed)>>,
    /// The latest contact.
    pub contacts: Vec<PolicyLine<Elapsed>>,
    /// What every protocol must do.
    pub required: Vec<PolicyLine<Demand>>,
    /// What no protocol may use.
    pub forbidden: Vec<PolicyLine<Ban>>,
}

impl PolicyLimits {
    /// Adds the lines of a policy but those left out.
    pub(super) fn add(&mut self, policy: &Policy, without: &[Span]) {
        for said in policy.says.iter().filter(|said| !without.contains(&said.span)) {
            let line = |span| (span, policy.name.value.clone());
            match &said.value {
                PolicySays::Depth(area, above) => put(&mut self.depths, (AreaId(area.value.clone()), *above), line(said.span)),
                PolicySays::Passes(area, most) => put(&mut self.passes, (AreaId(area.value.clone()), *most), line(said.span)),
                PolicySays::Sessions(most) => put(&mut self.sessions, *most, line(said.span)),
                PolicySays::Next(least) => put(&mut self.next, *least, line(said.span)),
                PolicySays::Age(youngest) => put(&mut self.ages, *youngest, line(said.span)),
                PolicySays::Wait(in_area, conditions, waits) => {
                    for condition in conditions {
                        for wait in waits {
                            let condition = ConditionId(condition.value.clone());
                            put(&mut self.waits, PolicyWait { condition, in_area: *in_area, wait: *wait }, line(said.span));
                        }
                    }
                }
                PolicySays::Pause(pause) => {
                    for what in &pause.what {
                        put(&mut self.pauses, (what.value.clone(), pause.before.value, pause.after.value), line(said.span));
                    }
                }
                PolicySays::Contact(_, by) => put(&mut self.contacts, *by, line(said.span)),
                PolicySays::Require(kind, names) => {
                    let of = |name: &Word| match kind.value.as_str() {
                        "record" => Some(Demand::Record(name.value.clone())),
                        "condition" => Some(Demand::Condition(ConditionId(name.value.clone()))),
                        "step" => Some(Demand::Step(name.value.clone())),
                        _ => None,
                    };
                    names.iter().filter_map(|name| Some((of(name)?, name.span))).for_each(|(it, at)| put(&mut self.required, it, line(at)));
                }
                PolicySays::Forbid(kind, names) => {
                    let of = |name: &Word| match kind.value.as_str() {
                        "product" => Some(Ban::Product(name.value.clone())),
                        "area" => Some(Ban::Area(AreaId(name.value.clone()))),
                        "device" => Some(Ban::Device(name.value.clone())),
                        "operator" => Some(Ban::Operator(name.value.clone())),
                        _ => None,
                    };
                    names
                        .iter()
                        .filter_map(|name| Some((of(name)?, name.span)))
                        .for_each(|(it, at)| put(&mut self.forbidden, it, line(at)));
                }
            }
        }
    }
}

fn put<T>(lines: &mut Vec<PolicyLine<T>>, value: T, (span, policy): (Span, Name)) {
    lines.push(PolicyLine { value, span, policy });
}

/// A limit of a layer above that a policy's line is looser than.
#[derive(Debug)]
pub(super) struct Above {
    /// What the policy says, with its value.
    pub(super) said: String,
    /// What binds above it, with its value.
    pub(super) binds: String,
    /// In which direction a policy may move it.
    pub(super) direction: Direction,
    /// Basis and source of what binds.
    pub(super) grounds: String,
    /// Where that stands.
    pub(super) span: Span,
}

/// What a line of a policy loosens. Of several limits above it on the same thing the firmest binds, and of equally firm ones the strictest.
pub(super) fn loosened(library: &Library, said: &PolicySays, licensed: &[Word]) -> Vec<Above> {
    match said {
        PolicySays::Depth(area, above) => depth(library, area, *above).into_iter().collect(),
        PolicySays::Next(least) => {
            let intervals = labels(library, licensed).filter_map(|label| Some((label, label.next.as_ref()?)));
            // A policy is for every device: what is no shorter than one label's interval tightens that one.
            let shortest = intervals.min_by_key(|(_, next)| next.days.fewest_days());
            let looser = shortest.filter(|(_, next)| least.fewest_days() < next.days.fewest_days());
            let above = looser.map(|(label, next)| Above {
                said: format!("lets sessions follow after {least}"),
                binds: format!("the label `{}` asks for {}", label.name.value, next.days),
                direction: Direction::Longer,
                grounds: library.grounds(&next.binding),
                span: next.span,
            });
            above.into_iter().collect()
        }
        PolicySays::Age(youngest) => {
            let lowest = labels(library, licensed).filter_map(|label| Some((label, label.age?))).min_by_key(|(_, age)| age.value);
            let looser = lowest.filter(|(_, age)| !Elapsed::Calendar(*youngest).reaches(Elapsed::Calendar(age.value)));
            let above = looser.map(|(label, age)| Above {
                said: format!("admits patients from {youngest}"),
                binds: format!("the label `{}` speaks of {} and older", label.name.value, age.value),
                direction: Direction::Older,
                grounds: label
                    .cite
                    .as_ref()
                    .map_or_else(|| "basis label".to_owned(), |cite| format!("basis label; {}", library.cited(cite))),
                span: age.span,
            });
            above.into_iter().collect()
        }
        PolicySays::Wait(_, conditions, waits) => {
            conditions.iter().flat_map(|condition| waits.iter().filter_map(move |wait| self::wait(library, condition, wait))).collect()
        }
        PolicySays::Pause(pause) => {
            pause.what.iter().flat_map(|what| self::pause(library, what, pause.before.value, pause.after.value)).collect()
        }
        PolicySays::Passes(..) | PolicySays::Sessions(_) | PolicySays::Contact(..) | PolicySays::Require(..) | PolicySays::Forbid(..) => {
            Vec::new()
        }
    }
}

/// The labels of the devices a clinic may use: of those it lists, or of all.
fn labels<'l>(library: &'l Library, licensed: &'l [Word]) -> impl Iterator<Item = &'l Label> {
    let devices = library.entries().devices.iter();
    devices
        .filter(|device| licensed.is_empty() || licensed.iter().any(|word| word.value == device.name.value))
        .flat_map(|device| device.labels.iter())
}

/// A depth is looser when every part of the area has a limit above it, and each of them is smaller.
fn depth(library: &Library, area: &Word, above: Depth) -> Option<Above> {
    let name = area.value.as_str();
    let parent = |other: &str| library.entries().areas.iter().any(|entry| entry.part_of.as_ref().is_some_and(|of| of.value == other));
    let parts =
        library.entries().areas.iter().map(|entry| entry.name.value.as_str()).filter(|part| library.within(part, name) && !parent(part));
    let bounds = parts.map(|part| bound(library, part)).collect::<Option<Vec<_>>>()?;
    let (limit, span, grounds) = bounds.into_iter().max_by_key(|(limit, ..)| *limit)?;
    (above > limit).then(|| Above {
        said: format!("lets `{name}` be needled to {above}"),
        binds: if limit == Depth::of(0) {
            format!("`{name}` is never needled")
        } else {
            format!("the atlas asks for sign-off above {limit}")
        },
        direction: Direction::Smaller,
        grounds,
        span,
    })
}

/// The depth from which the layers above hold a part of the body back; none where they only caution, or say nothing.
fn bound(library: &Library, part: &str) -> Option<(Depth, Span, String)> {
    let entries = library.with_parents(part);
    if let Some(closed) = entries.iter().find_map(|entry| entry.closed.as_ref()) {
        return Some((Depth::of(0), closed.span, library.grounds(&closed.value)));
    }
    let limits = entries.iter().flat_map(|entry| entry.limits.iter()).filter(|limit| limit.level >= Level::SignOff);
    let firmest = limits.max_by_key(|limit| (limit.level, Reverse(limit.above)))?;
    Some((firmest.above, firmest.span, library.grounds(&firmest.binding)))
}

fn wait(library: &Library, condition: &Word, asked: &WaitSpan) -> Option<Above> {
    let before = asked.side == WaitSide::Before;
    let limits = library.condition(condition.value.as_str())?.waits.iter().filter(|limit| (limit.wait.side == WaitSide::Before) == before);
    let firmest = limits.max_by_key(|limit| (limit.binding.level.unwrap_or(Level::Never), limit.wait.span.value.most_hours()))?;
    let (limit, asked) = (firmest.wait.span.value, asked.span.value);
    (!asked.reaches(limit)).then(|| Above {
        said: format!("lets `{}` wait for {asked} only", condition.value),
        binds: format!("the shortest wait is {limit}"),
        direction: Direction::Longer,
        grounds: library.grounds(&firmest.binding),
        span: firmest.span,
    })
}

fn pause(library: &Library, what: &Word, before: Elapsed, after: Elapsed) -> Option<Above> {
    let windows = library.product(what.value.as_str())?.windows.iter();
    let firmest = windows
        .max_by_key(|window| (window.binding.level.unwrap_or(Level::Never), window.before.most_hours(), window.after.most_hours()))?;
    (!before.reaches(firmest.before) || !after.reaches(firmest.after)).then(|| Above {
        said: format!("pauses `{}` from {before} before until {after} after", what.value),
        binds: format!("it is not on the skin from {} before until {} after", firmest.before, firmest.after),
        direction: Direction::Longer,
        grounds: library.grounds(&firmest.binding),
        span: firmest.span,
    })
}

#[cfg(test)]
mod tests {
    //! The table says what the grammar of a policy says.

    use super::*;
    use crate::syntax::{Block, keywords};

    #[test]
    fn every_statement_of_a_policy_has_one_safe_direction() {
        let stated: Vec<&str> = keywords(Block::Policy).collect();
        let known: Vec<&str> = TIGHTENS.iter().map(|(word, ..)| *word).collect();
        assert_eq!(stated, known);
    }
}
