//! Areas that share skin, and what a group of areas stands for. Judges no number.

use std::collections::BTreeMap;

use super::courses::Course;
use super::names::Names;
use super::problem::{AreaNumbedTwice, AreasOverlap, GroupOfAreas, problem};
use super::protocol::AreaId;
use crate::diagnostic::{Level, Name, Named, Problem, listed};
use crate::source::{At, Span};

/// Areas of one protocol are disjoint: none is stated twice, none lies in another.
pub(super) fn overlaps(names: &mut Names<'_>, courses: &[Course]) {
    let Some(course) = courses.first() else { return };
    let planned: Vec<&At<AreaId>> = course.areas.iter().map(|plan| &plan.area).collect();
    for (area, other) in sharing(names, &planned) {
        let (first, second) = if other.span <= area.span { (other.span, area.span) } else { (area.span, other.span) };
        if area.value == other.value {
            names.twice(second, first, &format!("the area `{}`", area.value));
            continue;
        }
        let finding = AreasOverlap { at: second, area: area.value.name().clone(), inside: other.value.name().clone() };
        names.problems.push(problem(second, finding).also(first, "the other area is planned here"));
    }
}

/// The areas of one step of numbing are disjoint: skin in two of them would be counted twice against the dose.
pub(super) fn numbed(names: &mut Names<'_>, areas: &[At<AreaId>]) {
    let all: Vec<&At<AreaId>> = areas.iter().collect();
    for (area, other) in sharing(names, &all) {
        let (first, second) = if other.span <= area.span { (other, area) } else { (area, other) };
        let same = first.value == second.value;
        let because = if same { String::new() } else { format!(": it shares skin with `{}`", first.value) };
        let finding = AreaNumbedTwice { at: second.span, area: second.value.name().clone(), because };
        names.problems.push(problem(second.span, finding).also(first.span, "the same skin is numbed here"));
    }
}

/// Pairs of areas that share skin. Of the areas that one lies in, the nearest is named; an area that stands again is paired with its first.
fn sharing<'a>(names: &Names<'_>, areas: &[&'a At<AreaId>]) -> Vec<(&'a At<AreaId>, &'a At<AreaId>)> {
    let first: BTreeMap<&str, &'a At<AreaId>> = areas.iter().rev().map(|area| (area.value.as_str(), *area)).collect();
    let pair = |area: &&'a At<AreaId>| {
        let name = area.value.as_str();
        let again = first.get(name).filter(|first| first.span != area.span);
        let larger = || {
            let parents = names.library.with_parents(name).into_iter().skip(1);
            parents.filter_map(|entry| first.get(entry.name.value.as_str())).next()
        };
        Some((*area, *again.or_else(larger)?))
    };
    areas.iter().filter_map(pair).collect()
}

/// Says what a group that is planned stands for, and what lies beside it and is never needled.
pub(super) fn groups(names: &mut Names<'_>, courses: &[Course]) {
    let Some(course) = courses.first() else { return };
    let library = names.library;
    let mut known: BTreeMap<&str, (String, String)> = BTreeMap::new();
    let mut found: Vec<(Span, Name, String, String)> = Vec::new();
    for plan in &course.areas {
        let group = plan.area.value.as_str();
        let (leaves, never) = known.entry(group).or_insert_with(|| {
            let all = |areas: Vec<&crate::syntax::entries::Area>| {
                listed(&areas.iter().map(|entry| format!("`{}`", entry.name.value)).collect::<Vec<_>>(), "and")
            };
            (all(library.leaves(group)), all(library.left_out(group)))
        });
        if !leaves.is_empty() {
            found.push((plan.area.span, plan.area.value.name().clone(), leaves.clone(), never.clone()));
        }
    }
    for (at, group, leaves, never) in found {
        let never = if never.is_empty() { String::new() } else { format!("; not in it, and never needled: {never}") };
        names.problems.push(Problem::new(Level::Note, GroupOfAreas::NAME, at, GroupOfAreas { at, group, leaves, never }));
    }
}
