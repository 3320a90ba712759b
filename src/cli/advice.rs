//! "Did you mean": names near one that is not known. Never asked about drugs, whose names are easily confused.

use crate::diagnostic::{listed, near};

/// What to do about a name that is not known: the near ones, or where all are listed.
pub(super) fn did_you_mean<'n>(name: &str, known: impl Iterator<Item = &'n str>, otherwise: &str) -> String {
    let mut close: Vec<&str> = known.filter(|known| near(known, name)).collect();
    close.sort_unstable();
    close.dedup();
    if close.is_empty() { otherwise.to_owned() } else { format!("did you mean {}?", listed(&close, "or")) }
}
