//! Plans, images and the dates of a course for other programs: JSON with committed schemas, CSV, a calendar, and an image in the notation of its format.
//! Every record says which text, clinic, treatment and time-zone rules it was made from.

mod compared;
mod course;
mod csv;
mod ics;
mod image;
mod json;
mod notation;
mod plan;
mod proof;
mod shape;

pub use compared::compared_json;
pub use course::course_json;
pub use csv::{course_csv, schedule_csv};
pub use ics::{lint as ics_lint, schedule_ics};
pub use image::image_json;
pub use json::schedule_json;
pub use notation::image_notation;
pub use plan::plan_json;
pub use proof::proof_json;

pub use crate::schedule::NOTE;

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use crate::plan::{Identity, Plan};
use crate::schedule::Schedule;

/// What stands in place of the clinic when no policy was applied.
pub const NO_CLINIC: &str = "NO CLINIC POLICY";

/// What the sessions of a course from one on are made from.
#[derive(Debug, Clone, Copy)]
pub struct MadeFrom<'a> {
    /// The first of them.
    pub from: u32,
    /// What is done.
    pub plan: &'a Plan,
    /// How that is told apart from anything else.
    pub identity: &'a Identity,
    /// The text.
    pub source: &'a SourceFacts,
}

/// What a session is made from; the last where it is a thing of the whole course.
fn made_from<'m, 'a>(all: &'m [MadeFrom<'a>], session: Option<u32>) -> Option<&'m MadeFrom<'a>> {
    all.iter().rev().find(|made| session.is_none_or(|session| made.from <= session))
}

/// A digest of what stands in every entry of a calendar besides what its protocol and its date put there, and of the tool that words it: where
/// it is another, calendars have to be told all of it again. The first 16 hexadecimal figures of SHA-256.
#[must_use]
pub fn standing(made: &[MadeFrom<'_>], schedule: &Schedule) -> String {
    let lines: BTreeSet<String> = made.iter().flat_map(|made| made.source.standing(schedule)).collect();
    let mut hash = Sha256::new_with_prefix(crate::VERSION);
    for line in lines {
        hash.update("\n");
        hash.update(line);
    }
    crate::seal::hex(&hash.finalize()).chars().take(16).collect()
}

/// The text a record was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFacts {
    /// Its name, as the face shows it.
    pub name: String,
    /// SHA-256 of its bytes, 64 hexadecimal figures.
    pub sha256: String,
    /// The clinic whose policies were applied.
    pub clinic: Option<Clinic>,
    /// What it rests on that the clinic declares, each with its kind.
    pub declared: Vec<String>,
}

/// A clinic whose policies were applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clinic {
    /// Its name.
    pub name: String,
    /// Its file, as the face shows it.
    pub file: String,
    /// SHA-256 over its text and every file that it names, 64 hexadecimal figures.
    pub sha256: String,
}

impl SourceFacts {
    /// What stands below every description, whatever it describes.
    fn standing(&self, schedule: &Schedule) -> Vec<String> {
        let mut lines = vec![format!("Clinic: {}.", self.clinic())];
        if !self.declared.is_empty() {
            lines.push(format!("Declared by this clinic: {}.", self.declared.join("; ")));
        }
        lines.push(format!("Times: {}, by the IANA time-zone database {}.", schedule.zone, schedule.tzdb_version));
        lines
    }

    /// The clinic, or the words that say that there was none.
    fn clinic(&self) -> &str {
        self.clinic.as_ref().map_or(NO_CLINIC, |clinic| &clinic.name)
    }
}
