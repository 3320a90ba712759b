//! How areas lie: in one another, beside one another, on the left and on the right. Knows no protocol.

use super::Library;
use crate::syntax::entries::Area;

/// More levels than any hierarchy of areas has; it only guards against a circle in a clinic's own entries.
const DEEPEST: usize = 16;

impl Library {
    /// Whether an area is `group` or lies within it.
    #[must_use]
    pub fn within<'l>(&'l self, area: &'l str, group: &str) -> bool {
        let mut name = area;
        for _ in 0..DEEPEST {
            if name == group {
                return true;
            }
            match self.area(name).and_then(|entry| entry.part_of.as_ref()) {
                Some(parent) => name = parent.value.as_str(),
                None => return false,
            }
        }
        false
    }

    /// An area and every larger area it belongs to, the smallest first.
    #[must_use]
    pub fn with_parents(&self, area: &str) -> Vec<&Area> {
        let mut found = Vec::new();
        let mut next = self.area(area);
        while let Some(entry) = next.filter(|_| found.len() < DEEPEST) {
            found.push(entry);
            next = entry.part_of.as_ref().and_then(|parent| self.area(parent.value.as_str()));
        }
        found
    }

    /// Every area that shares skin with this one: itself, the larger areas it lies in, and the smaller ones within it. The strictest of
    /// them binds.
    #[must_use]
    pub fn sharing_skin(&self, area: &str) -> Vec<&Area> {
        let mut found = self.with_parents(area);
        // What is not known has nothing within it.
        if !found.is_empty() {
            found.extend(self.inside(area));
        }
        found
    }

    /// The smaller areas within one.
    fn inside(&self, area: &str) -> Vec<&Area> {
        // Most areas have none within them, and then the whole hierarchy need not be walked.
        if !self.entries.areas.iter().any(|entry| entry.part_of.as_ref().is_some_and(|parent| parent.value == area)) {
            return Vec::new();
        }
        self.entries.areas.iter().filter(|entry| entry.name.value != area && self.within(entry.name.value.as_str(), area)).collect()
    }

    /// Whether an area is the left or the right half of one that is two on the body.
    #[must_use]
    pub fn is_side(&self, area: &str) -> bool {
        let whole = self.area(area).and_then(|entry| self.area(entry.part_of.as_ref()?.value.as_str()));
        whole.is_some_and(|whole| whole.sides.iter().any(|side| side.value == area))
    }

    /// The areas that a group stands for, which hold no smaller ones but their own sides; none when it is no group.
    #[must_use]
    pub fn leaves(&self, group: &str) -> Vec<&Area> {
        let inside: Vec<&Area> = self.inside(group).into_iter().filter(|entry| !self.is_side(entry.name.value.as_str())).collect();
        let holds_none =
            |area: &Area| !inside.iter().any(|other| other.part_of.as_ref().is_some_and(|parent| parent.value == area.name.value));
        inside.iter().filter(|entry| holds_none(entry)).copied().collect()
    }

    /// The areas that are never needled and lie beside those of a group, or beside one another there: what the group does not stand for,
    /// however its name sounds.
    #[must_use]
    pub fn left_out(&self, group: &str) -> Vec<&Area> {
        let mut found: Vec<&Area> = Vec::new();
        let mut next = self.leaves(group);
        while let Some(area) = next.pop() {
            let closed = area.beside.iter().filter_map(|name| self.area(name.value.as_str())).filter(|entry| entry.closed.is_some());
            for entry in closed {
                if !found.iter().any(|known| known.name.value == entry.name.value) {
                    found.push(entry);
                    next.push(entry);
                }
            }
        }
        found.sort_by(|one, other| one.name.value.cmp(&other.name.value));
        found
    }

    /// Whether all the skin of an area lies in some of these: in one of them, or each of its sides does.
    #[must_use]
    pub fn covered(&self, area: &str, by: &[&str]) -> bool {
        let inside = |name: &str| by.iter().any(|group| self.within(name, group));
        let sides = self.area(area).map_or(&[][..], |entry| &entry.sides);
        inside(area) || (!sides.is_empty() && sides.iter().all(|side| inside(side.value.as_str())))
    }
}
