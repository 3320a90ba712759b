//! The proof document, version 1: `docs/schemas/proof.schema.json`. Whole numbers and ISO dates; the number of courses is a text of
//! figures, because other programs cannot hold it.

use serde::Serialize;

use super::shape::Source;
use super::{NOTE, SourceFacts};
use crate::plan::{Identity, Plan};
use crate::quantity::Day;
use crate::schedule::{Found, Proof, ProvedCourse};

/// The version of the document's shape.
const SHAPE: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    proof: u32,
    note: &'static str,
    protocol: &'a str,
    version: String,
    check_words: [&'static str; 4],
    source: Source<'a>,
    clinic: &'a str,
    clinic_file: Option<&'a str>,
    clinic_sha256: Option<&'a str>,
    zone: &'a str,
    tzdb: &'static str,
    time: &'a str,
    first_start: String,
    last_start: String,
    holds: bool,
    courses: Vec<Course<'a>>,
}

#[derive(Serialize)]
struct Course<'a> {
    name: &'a str,
    phototypes: Vec<u8>,
    sessions: usize,
    min_days: u32,
    max_days: u32,
    aim_days: u32,
    start_days: u64,
    closed_days: u64,
    states: u64,
    courses: Option<String>,
    found: Vec<Finding>,
}

#[derive(Serialize)]
struct Finding {
    level: &'static str,
    rule: &'static str,
    message: String,
    times: u64,
    smallest_course: Vec<String>,
}

/// A proof as a JSON document, indented, with a line feed at its end; `time` is the time of day of every session.
#[must_use]
pub fn proof_json(plan: &Plan, identity: &Identity, time: &str, proof: &Proof, source: &SourceFacts) -> String {
    let document = Document {
        proof: SHAPE,
        note: NOTE,
        protocol: plan.name.as_str(),
        version: plan.version.to_string(),
        check_words: identity.words,
        source: Source { name: &source.name, sha256: source.sha256.clone() },
        clinic: source.clinic(),
        clinic_file: source.clinic.as_ref().map(|clinic| clinic.file.as_str()),
        clinic_sha256: source.clinic.as_ref().map(|clinic| clinic.sha256.as_str()),
        zone: &proof.zone,
        tzdb: proof.tzdb_version,
        time,
        first_start: proof.from.iso(),
        last_start: proof.until.iso(),
        holds: proof.holds(),
        courses: proof.courses.iter().map(course).collect(),
    };
    // Writing fails only for maps whose keys are not texts, and a document has no map.
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn course(course: &ProvedCourse) -> Course<'_> {
    Course {
        name: course.name.as_str(),
        phototypes: course.phototypes.iter().map(|phototype| phototype.number()).collect(),
        sessions: course.sessions,
        min_days: course.spacing.shortest,
        max_days: course.spacing.longest,
        aim_days: course.spacing.aim,
        start_days: course.starts,
        closed_days: course.closed,
        states: course.states,
        courses: course.courses.map(|number| number.to_string()),
        found: course.found.iter().map(finding).collect(),
    }
}

fn finding(found: &Found) -> Finding {
    Finding {
        level: found.problem.level.word(),
        rule: found.problem.rule,
        message: found.problem.message(),
        times: found.times,
        smallest_course: found.days.iter().map(|day| Day::iso(*day)).collect(),
    }
}
