//! How the areas lie in one another, worked out once for a library: rules ask for it more often than for anything else.

use super::place_of;
use crate::syntax::entries::Area;

/// More levels than any hierarchy of areas has; it only guards against a circle in a clinic's own entries.
const DEEPEST: usize = 16;

/// For each area, by its place among the entries, the larger ones it lies in and the smaller ones within it.
#[derive(Debug, Clone)]
pub(super) struct Hierarchy {
    larger: Vec<Vec<usize>>,
    smaller: Vec<Vec<usize>>,
}

impl Hierarchy {
    pub(super) fn of(areas: &[Area]) -> Self {
        let parent = |area: &Area| place_of(areas, area.part_of.as_ref()?.value.as_str(), |entry| &entry.name);
        let parents: Vec<Option<usize>> = areas.iter().map(parent).collect();
        let up = |place: usize| parents.get(place).copied().flatten();
        let larger: Vec<Vec<usize>> =
            (0..areas.len()).map(|place| std::iter::successors(up(place), |above| up(*above)).take(DEEPEST).collect()).collect();
        let mut smaller = vec![Vec::new(); areas.len()];
        for (place, above) in larger.iter().enumerate() {
            for above in above {
                if let Some(inside) = smaller.get_mut(*above) {
                    inside.push(place);
                }
            }
        }
        Self { larger, smaller }
    }

    /// The larger areas that the one at a place lies in, the smallest first.
    pub(super) fn larger(&self, place: usize) -> &[usize] {
        self.larger.get(place).map_or(&[], Vec::as_slice)
    }

    /// The smaller areas within the one at a place, in the order of their names.
    pub(super) fn smaller(&self, place: usize) -> &[usize] {
        self.smaller.get(place).map_or(&[], Vec::as_slice)
    }
}
