//! A clinic's texts joined to what is known: its policies, what it declares, and everything that is wrong with either.
//! Whatever could not be understood binds nothing, so it fails closed: no protocol is accepted below a clinic with such a problem.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::declared;
use super::library::{Calendar, ClinicFacts, ClinicSays, Library};
use super::names::Names;
use super::policy::{self, PolicyLimits};
use super::problem::{
    BlockMisplaced, EmergencyUnnumbered, HolidaysFileUnusable, HoursReversed, PlaceUnknown, PolicyFileUnusable, PolicyLoosens,
    PolicyUnnamed, StatedTwice, ZoneNotKnown, problem,
};
use super::stated::once;
use crate::diagnostic::{Name, Problem};
use crate::quantity::{Day, OpenHours, Weekday};
use crate::source::{At, FileId, Span};
use crate::syntax::entries::{Clinic, OpenSpan, Policy, PolicySays, Text};
use crate::syntax::{self, Parsed};

/// One text of a clinic.
#[derive(Debug, Clone, Copy)]
pub struct ClinicText<'t> {
    /// The name it is shown under.
    pub name: &'t str,
    /// The text.
    pub text: &'t str,
    /// What was read from it.
    pub parsed: &'t Parsed,
}

/// Joins a clinic to a library: its own text first, then every file of policies that it names, and its calendar files. Gives what is wrong
/// with their meaning; what could not be read is in the texts' own problems. Texts without a clinic declare and limit all the same.
#[must_use]
pub fn join(mut library: Library, texts: &[ClinicText<'_>], calendars: Vec<Calendar>) -> (Library, Vec<Problem>) {
    let mut problems = declared::add(&mut library, texts);
    let says = texts.iter().flat_map(|text| &text.parsed.tree.clinics).next().cloned();
    let licensed = says.as_ref().map_or(&[][..], |clinic| &clinic.licensed);
    let policies: Vec<&Policy> = texts.iter().flat_map(|text| &text.parsed.tree.policies).collect();
    problems.extend(misplaced(texts));
    let mut names = Names::of(&library);
    declared::check(&mut names, texts);
    let open = says.as_ref().map(|clinic| of_itself(&mut names, clinic)).unwrap_or_default();
    // A line with a name that is not known binds nothing but the clinic itself, which is not accepted.
    let mut unknown: Vec<Span> = Vec::new();
    let mut named: BTreeMap<&Name, Span> = BTreeMap::new();
    for policy in &policies {
        match named.get(&policy.name.value) {
            Some(first) => names.twice(policy.name.span, *first, &format!("the policy `{}`", policy.name.value)),
            None => drop(named.insert(&policy.name.value, policy.name.span)),
        }
        unknown.extend(of_policy(&mut names, policy, licensed));
    }
    problems.append(&mut names.problems);
    crate::diagnostic::in_order(&mut problems);
    if let (Some(clinic), Some(own)) = (says, texts.first()) {
        let mut limits = PolicyLimits::default();
        policies.iter().for_each(|policy| limits.add(policy, &unknown));
        library.clinic = Some(ClinicSays {
            facts: ClinicFacts {
                name: clinic.name.value.clone(),
                file: own.name.to_owned(),
                leads_to: None,
                sha256: hash(texts, &calendars),
            },
            texts: texts.iter().map(|text| text.parsed.file).collect(),
            place: clinic.place.first().cloned(),
            zone: clinic.zone.first().cloned(),
            open,
            closed: clinic.closed.iter().map(|day| day.value).collect(),
            calendars,
            emergency: clinic.emergency.first().map(|line| line.value.clone()),
            licensed: clinic.licensed,
            policies: limits,
            policy_lines: policies.iter().map(|policy| policy.says.len()).sum(),
        });
    }
    (library, problems)
}

/// The SHA-256 of a clinic: over one line for each of its texts, in their order, and then for each of its calendar files, which holds the
/// SHA-256 of that text.
fn hash(texts: &[ClinicText<'_>], calendars: &[Calendar]) -> String {
    let hexadecimal = |bytes: &[u8]| Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let all = texts.iter().map(|text| text.text).chain(calendars.iter().map(|calendar| calendar.text.as_str()));
    let lines: String = all.map(|text| hexadecimal(text.as_bytes()) + "\n").collect();
    hexadecimal(lines.as_bytes())
}

/// What a policy's text says when no clinic that is applied names it.
pub(super) fn unnamed(library: &Library, parsed: &Parsed) -> Vec<Problem> {
    let (_, mut problems) = join(library.clone(), &[ClinicText { name: "", text: "", parsed }], Vec::new());
    problems.extend(parsed.tree.policies.iter().map(|policy| {
        let at = policy.name.span;
        let mut problem = problem(at, PolicyUnnamed { at, policy: policy.name.value.clone() });
        problem.level = crate::diagnostic::Level::Caution;
        problem
    }));
    problems
}

/// Protocols and courses of patients in a clinic's texts, and clinics in files of policies: nothing reads them there.
fn misplaced(texts: &[ClinicText<'_>]) -> Vec<Problem> {
    let block = |name: &syntax::tree::Word, what| {
        let finding = BlockMisplaced { at: name.span, name: name.value.clone(), what };
        problem(name.span, finding)
    };
    let protocols = texts.iter().flat_map(|text| &text.parsed.tree.protocols).map(|protocol| block(&protocol.name, "a protocol"));
    let own = texts.first().map(|text| text.parsed.file);
    let clinics = texts.iter().flat_map(|text| text.parsed.tree.clinics.iter().map(|clinic| (text.parsed.file, clinic)));
    let others = clinics.enumerate().filter(|(place, (file, _))| *place > 0 || Some(*file) != own);
    let courses = texts.iter().flat_map(|text| &text.parsed.tree.course_files).map(|course| block(&course.tag, "a patient's course"));
    protocols.chain(courses).chain(others.map(|(_, (_, clinic))| block(&clinic.name, "a clinic"))).collect()
}

/// What a clinic says of itself. Gives its opening hours.
fn of_itself(names: &mut Names<'_>, clinic: &Clinic) -> Vec<OpenHours> {
    once(names, &clinic.place, "the place");
    once(names, &clinic.setting, "the setting");
    once(names, &clinic.zone, "the time zone");
    once(names, &clinic.emergency, "the emergency line");
    for place in clinic.place.iter().filter(|place| !is_place(place.value.as_str())) {
        names.problems.push(problem(place.span, PlaceUnknown { at: place.span, place: place.value.clone() }));
    }
    for line in clinic.emergency.iter().filter(|line| !line.value.as_str().contains(char::is_numeric)) {
        let finding = EmergencyUnnumbered { at: line.span, line: Name::typed(line.value.as_str()) };
        names.problems.push(problem(line.span, finding));
    }
    for setting in &clinic.setting {
        names.word(setting, "setting", "a kind of premises");
    }
    for (place, device) in clinic.licensed.iter().enumerate() {
        names.device(device);
        if let Some(first) = clinic.licensed.iter().take(place).find(|first| first.value == device.value) {
            names.twice(device.span, first.span, &format!("the licence for `{}`", device.value));
        }
    }
    opening(names, &clinic.open, &clinic.closed)
}

/// What is said of when a clinic is open, by its own file or by that of a course. Gives the hours that are in order.
pub(super) fn opening(names: &mut Names<'_>, open: &[OpenSpan], closed: &[At<(Day, Day)>]) -> Vec<OpenHours> {
    for (place, run) in closed.iter().enumerate() {
        let (at, (first, last)) = (run.span, run.value);
        if last < first {
            names
                .problems
                .push(problem(at, HoursReversed { at, said: format!("{first} to {last}: the last of them comes before the first") }));
        }
        let shared = |other: &&At<(Day, Day)>| first <= other.value.1 && other.value.0 <= last;
        if let Some(other) = closed.iter().take(place).find(shared) {
            names.twice(at, other.span, &format!("{} as a closed day", first.max(other.value.0)));
        }
    }
    hours(names, open)
}

/// A country in two letters, and a region behind a hyphen.
fn is_place(text: &str) -> bool {
    let (country, region) = text.split_once('-').map_or((text, None), |(country, region)| (country, Some(region)));
    let small = |text: &str| text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    country.len() == 2
        && country.bytes().all(|byte| byte.is_ascii_lowercase())
        && region.is_none_or(|region| (1..=3).contains(&region.len()) && small(region))
}

/// Opening hours: days and times that exist, in order, and no hour of a day said twice. Gives those that are in order.
fn hours(names: &mut Names<'_>, open: &[OpenSpan]) -> Vec<OpenHours> {
    let mut seen: Vec<(OpenHours, &OpenSpan)> = Vec::new();
    for span in open {
        for day in std::iter::once(&span.first).chain(&span.last) {
            names.word(day, "weekday", "a day of the week");
        }
        let days = [&span.first, span.last.as_ref().unwrap_or(&span.first)].map(|day| Weekday::read(day.value.as_str()));
        if let ([Some(first), Some(last)], Some(end)) = (days, &span.last)
            && last <= first
        {
            let (at, said) = (end.span, format!("`{} to {}`: a week runs from monday to sunday", span.first.value, end.value));
            names.problems.push(problem(at, HoursReversed { at, said }));
            continue;
        }
        let (from, to) = (span.from.value, span.to.value);
        if to <= from {
            let (at, said) = (span.to.span, format!("{from} to {to}: it closes no later than it opens"));
            names.problems.push(problem(at, HoursReversed { at, said }));
            continue;
        }
        let [Some(first), Some(last)] = days else { continue };
        let Some(hours) = OpenHours::of(first, last, from, to) else { continue };
        if let Some((day, other)) = seen.iter().find_map(|(before, other)| Some((hours.shared(*before)?, other))) {
            let day = day.to_string().to_lowercase();
            names.twice(span.first.span, other.first.span, &format!("what is open on {day} from {from} to {to}"));
        }
        seen.push((hours, span));
    }
    seen.into_iter().map(|(hours, _)| hours).collect()
}

/// The names in a policy are known, nothing is stated twice in it, and no line loosens what binds above it. Gives the lines with names
/// that are not known.
fn of_policy(names: &mut Names<'_>, policy: &Policy, licensed: &[syntax::tree::Word]) -> Vec<Span> {
    let library = names.library;
    let mut unknown = Vec::new();
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    for said in &policy.says {
        let before = names.problems.len();
        let things = of_line(names, &said.value);
        if names.problems.len() > before {
            unknown.push(said.span);
        }
        for thing in things {
            match seen.get(&thing) {
                Some(first) => names.twice(said.span, *first, &thing),
                None => drop(seen.insert(thing, said.span)),
            }
        }
        for above in policy::loosened(library, &said.value, licensed) {
            let finding = PolicyLoosens {
                at: said.span,
                policy: policy.name.value.clone(),
                said: above.said,
                binds: above.binds,
                direction: above.direction.word(),
                grounds: above.grounds,
            };
            names.problems.push(problem(said.span, finding).also(above.span, "what binds above it stands here"));
        }
    }
    unknown
}

/// Checks the names in one line of a policy, and says what the line is about; one policy may say each thing once.
fn of_line(names: &mut Names<'_>, said: &PolicySays) -> Vec<String> {
    match said {
        PolicySays::Depth(area, _) => vec![format!("the depth limit on `{}`", names.area(area).value)],
        PolicySays::Passes(area, _) => vec![format!("the limit of passes on `{}`", names.area(area).value)],
        PolicySays::Sessions(_) => vec!["the limit of sessions".to_owned()],
        PolicySays::Next(_) => vec!["the spacing".to_owned()],
        PolicySays::Age(_) => vec!["the youngest age".to_owned()],
        PolicySays::Wait(_, conditions, _) => {
            conditions.iter().map(|condition| format!("the wait for `{}`", names.condition(condition).0.value)).collect()
        }
        PolicySays::Pause(pause) => {
            names.left_off(&pause.what, "pause").iter().map(|what| format!("the pause of `{}`", what.value)).collect()
        }
        PolicySays::Contact(who, _) => {
            names.one_of(who, &[Name::fixed("patient")], "somebody who is contacted");
            vec!["the contact".to_owned()]
        }
        PolicySays::Require(kind, what) => {
            names.one_of(kind, &["record", "condition", "step"].map(Name::fixed), "a kind of thing that a policy requires");
            for word in what {
                match kind.value.as_str() {
                    "record" => drop(names.word(word, "record", "something to record")),
                    "condition" => drop(names.condition(word)),
                    "step" => {
                        let steps: Vec<Name> = syntax::keywords(syntax::Block::Session).map(Name::fixed).collect();
                        names.one_of(word, &steps, "a step of a session");
                    }
                    _ => {}
                }
            }
            what.iter().map(|word| format!("the demand for `{}`", word.value)).collect()
        }
        PolicySays::Forbid(kind, what) => {
            names.one_of(kind, &["product", "area", "device", "operator"].map(Name::fixed), "a kind of thing that a policy forbids");
            for word in what {
                match kind.value.as_str() {
                    "product" => drop(names.product(word)),
                    "area" => drop(names.area(word)),
                    "device" => drop(names.device(word)),
                    "operator" => drop(names.word(word, "operator", "an operator")),
                    _ => {}
                }
            }
            what.iter().map(|word| format!("the ban on `{}`", word.value)).collect()
        }
    }
}

/// Says of a policy file that it cannot be one: `why` goes on from its name.
#[must_use]
pub fn unusable_policy(named: &At<Text>, why: &'static str) -> Problem {
    problem(named.span, PolicyFileUnusable { at: named.span, file: named.value.clone(), why })
}

/// Says of a policy file that it is named twice.
#[must_use]
pub fn policy_twice(again: &At<Text>, first: &At<Text>) -> Problem {
    file_twice(again, first, "policy")
}

fn file_twice(again: &At<Text>, first: &At<Text>, kind: &str) -> Problem {
    let finding = StatedTwice { at: again.span, what: format!("the {kind} file `{}`", again.value) };
    problem(again.span, finding).also(first.span, "stated first here")
}

/// Says of a calendar file that it cannot be read as one of the clinic: `why` goes on from its name.
#[must_use]
pub fn unusable_calendar(named: &At<Text>, why: &'static str) -> Problem {
    problem(named.span, HolidaysFileUnusable { at: named.span, file: named.value.clone(), why })
}

/// Says of a calendar file that it is named twice.
#[must_use]
pub fn calendar_twice(again: &At<Text>, first: &At<Text>) -> Problem {
    file_twice(again, first, "calendar")
}

/// Says of a clinic's time zone that the zone database does not have it.
#[must_use]
pub fn unknown_zone(zone: &At<Text>) -> Problem {
    problem(zone.span, ZoneNotKnown { at: zone.span, zone: zone.value.clone() })
}

/// Says of a text that its clinic keeps it from being accepted, when what is wrong with the clinic is shown elsewhere.
#[must_use]
pub fn clinic_not_accepted(text: FileId, first: &Problem) -> Problem {
    let at = crate::source::Span { file: text, start: 0, end: 0 };
    problem(at, super::problem::ClinicNotAccepted { at }).also(first.place, "the first of the clinic's own problems stands here")
}
