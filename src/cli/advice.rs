//! "Did you mean": names near one that is not known. Never asked about drugs, whose names are easily confused.

use crate::diagnostic::listed;

/// What to do about a name that is not known: the near ones, or where all are listed.
pub(super) fn did_you_mean<'n>(name: &str, known: impl Iterator<Item = &'n str>, otherwise: &str) -> String {
    let far = match name.len() {
        0..5 => 1,
        5..12 => 2,
        _ => 3,
    };
    let mut near: Vec<&str> = known.filter(|known| strsim::osa_distance(known, name) <= far).collect();
    near.sort_unstable();
    near.dedup();
    if near.is_empty() { otherwise.to_owned() } else { format!("did you mean {}?", listed(&near, "or")) }
}
