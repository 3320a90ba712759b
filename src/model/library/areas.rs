//! How areas lie: in one another, beside one another, on the left and on the right. Knows no protocol.

use super::hierarchy::Hierarchy;
use super::{Library, place_of};
use crate::syntax::entries::Area;

impl Library {
    fn hierarchy(&self) -> &Hierarchy {
        self.hierarchy.get_or_init(|| Hierarchy::of(&self.entries.areas))
    }

    /// The place of an area among the entries.
    fn area_place(&self, name: &str) -> Option<usize> {
        place_of(&self.entries.areas, name, |entry| &entry.name)
    }

    /// The areas at some places.
    fn at<'l>(&'l self, places: &'l [usize]) -> impl Iterator<Item = &'l Area> {
        places.iter().filter_map(|place| self.entries.areas.get(*place))
    }

    /// Whether an area is `group` or lies within it.
    #[must_use]
    pub fn within(&self, area: &str, group: &str) -> bool {
        let larger = || self.area_place(area).map_or(&[][..], |place| self.hierarchy().larger(place));
        area == group || self.at(larger()).any(|entry| entry.name.value == group)
    }

    /// An area and every larger area it belongs to, the smallest first.
    #[must_use]
    pub fn with_parents(&self, area: &str) -> Vec<&Area> {
        let Some(place) = self.area_place(area) else { return Vec::new() };
        self.entries.areas.get(place).into_iter().chain(self.at(self.hierarchy().larger(place))).collect()
    }

    /// Every area that shares skin with this one: itself, the larger areas it lies in, and the smaller ones within it. The strictest of
    /// them binds.
    #[must_use]
    pub fn sharing_skin(&self, area: &str) -> Vec<&Area> {
        let mut found = self.with_parents(area);
        found.extend(self.inside(area));
        found
    }

    /// The smaller areas within one; none of what is not known.
    fn inside(&self, area: &str) -> impl Iterator<Item = &Area> {
        let places = self.area_place(area).map_or(&[][..], |place| self.hierarchy().smaller(place));
        self.at(places)
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
        let inside: Vec<&Area> = self.inside(group).filter(|entry| !self.is_side(entry.name.value.as_str())).collect();
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
