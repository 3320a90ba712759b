//! From what was written to what it means.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::bearing::{Bearing, bearing};
use super::clinic;
use super::course_file;
use super::courses::{self, Course};
use super::library::Library;
use super::names::Names;
use super::problem::{BlockElsewhere, ProtocolMissing, ScreeningOnce, SessionUnknown, StatedTwice, problem};
use super::protocol::{
    AftercareSays, Applied, Approval, Condition, CourseSays, DeviceChoice, Exception, Forbidden, Header, PauseSays, PlanSays, Prose,
    ProseKind, Protocol, Screening, Stated, Verdict,
};
use super::stated::{once, stated};
use super::{repeats, skin, steps};
use crate::diagnostic::{Name, Problem};
use crate::source::{At, Span};
use crate::syntax::entries::List;
use crate::syntax::{Parsed, TextDigest, tree};

/// What a text means, as far as it could be read.
#[derive(Debug)]
pub struct Resolved<'l> {
    /// The protocol and its effective courses.
    pub model: Option<(Arc<Protocol>, Vec<Course>)>,
    /// What is wrong with names. Problems of reading stay with [`Parsed`].
    pub problems: Vec<Problem>,
    /// How many problems of reading keep the text from being accepted.
    pub unread: usize,
    /// The library it was resolved against.
    pub library: &'l Library,
}

/// Resolves a parsed text against a library.
#[must_use]
pub fn resolve<'l>(parsed: &Parsed, library: &'l Library) -> Resolved<'l> {
    let mut names = Names::of(library);
    let tree = &parsed.tree;
    let model = tree.protocols.first().map(|written| {
        let known = written.areas.iter().map(|area| &area.name.value).filter(|name| library.area(name.as_str()).is_some());
        names.planned = known.collect::<BTreeSet<_>>().into_iter().cloned().collect();
        let screening = screening(&mut names, written);
        repeats::conditions(&mut names, &screening, parsed.file);
        let courses = courses::courses(&mut names, written, &screening.phototypes);
        skin::overlaps(&mut names, &courses);
        skin::groups(&mut names, &courses);
        repeats::self_tests(&mut names, &written.self_tests);
        let mut protocol = protocol(&mut names, written, screening, prose(parsed, written), parsed.digest);
        protocol.declared = std::mem::take(&mut names.declared);
        protocol.bearing = bearing(&names);
        (Arc::new(protocol), courses)
    });
    if let [_, more @ ..] = tree.protocols.as_slice() {
        for again in more {
            let at = again.name.span;
            names.problems.push(problem(at, StatedTwice { at, what: "the protocol of this file".to_owned() }));
        }
    }
    // A protocol file that declares things of its own would be judged without them, so nothing of the kind is passed over.
    if let Some(protocol) = tree.protocols.first() {
        let policies = tree.policies.iter().map(|policy| &policy.name).chain(tree.clinics.iter().map(|clinic| &clinic.name));
        // Beside a course they are told of there.
        for name in policies.chain(tree.entries.names().filter(|_| tree.course_files.is_empty())) {
            let finding = BlockElsewhere { at: name.span, name: name.value.clone() };
            names.problems.push(problem(name.span, finding).also(protocol.name.span, "the protocol of this file"));
        }
    }
    course_file::judge(&mut names, parsed);
    let language = parsed.problems.iter().all(|problem| problem.rule != "language-unknown");
    // A clinic's text that was joined to the library said what is wrong with it then.
    let joined = library.clinic.as_ref().is_some_and(|clinic| clinic.texts.contains(&parsed.file));
    if tree.protocols.is_empty() && !joined && language {
        if !tree.clinics.is_empty() {
            let (_, problems) = clinic::join(Library::builtin(), &[clinic::ClinicText { name: "", text: "", parsed }], Vec::new());
            names.problems.extend(problems);
        } else if !tree.policies.is_empty() {
            names.problems.extend(clinic::unnamed(library, parsed));
        }
    }
    let nothing = tree.protocols.is_empty()
        && tree.clinics.is_empty()
        && tree.policies.is_empty()
        && tree.course_files.is_empty()
        && tree.entries == crate::syntax::entries::Entries::default();
    if nothing && tree.broken.is_empty() && language {
        let at = parsed.tree.language.first().map_or(Span { file: parsed.file, start: 0, end: 0 }, |line| line.span);
        names.problems.push(problem(at, ProtocolMissing { at }));
    }
    crate::diagnostic::in_order(&mut names.problems);
    Resolved { model, unread: parsed.problems.iter().filter(|problem| problem.blocks()).count(), problems: names.problems, library }
}

/// The one block of its kind; absent or waiting otherwise.
pub(super) fn block<'t, T>(
    names: &mut Names<'_>,
    blocks: &'t [T],
    place: impl Fn(&T) -> Span,
    protocol: &tree::Protocol,
    word: &str,
) -> Stated<&'t T> {
    if let [first, more @ ..] = blocks {
        for again in more {
            let finding = StatedTwice { at: place(again), what: format!("the block `{word}`") };
            names.problems.push(problem(place(again), finding).also(place(first), "stated first here"));
        }
        return Stated::Known(At::new(first, place(first)));
    }
    if protocol.broken.iter().any(|broken| broken.keyword.as_ref().is_none_or(|name| *name == word)) {
        Stated::Waiting
    } else {
        Stated::Absent
    }
}

fn protocol(
    names: &mut Names<'_>,
    written: &tree::Protocol,
    screening: Screening,
    prose: Vec<At<Prose>>,
    text: Option<TextDigest>,
) -> Protocol {
    let broken = &written.broken;
    names.chosen(&written.name, "a protocol");
    once(names, &written.device, "the device");
    let device = written
        .device
        .iter()
        .map(|at| {
            let device = names.device(&at.value.0);
            let cartridge = names.cartridge(&at.value.1, &device.value);
            At::new(DeviceChoice { device, cartridge }, at.span)
        })
        .collect::<Vec<_>>();
    let pauses = written.pauses.iter().map(|at| {
        let what = names.left_off(&at.value.what, "pause");
        let by = at.value.by.as_ref().map(|word| names.word(word, "decider", "somebody who says so"));
        At::new(PauseSays { what, before: at.value.before, after: at.value.after, by }, at.span)
    });
    let pauses = pauses.collect();
    repeats::pauses(names, &written.pauses);
    let (plans, plans_waiting) = plans(names, written);
    self_tests(names, written);
    Protocol {
        name: written.name.clone(),
        header: header(names, written, text),
        device: stated(&device, broken, "device", Clone::clone),
        screening,
        pauses,
        pauses_waiting: broken.iter().any(|broken| broken.keyword.as_ref().is_none_or(|word| *word == "pause")),
        session: steps::session(names, written),
        course: course(names, written),
        aftercare: aftercare(names, written),
        exceptions: written.exceptions.iter().map(|exception| self::exception(names, exception)).collect(),
        self_tests: written.self_tests.clone(),
        said: super::marks::said(written),
        areas_waiting: courses::areas_waiting(written),
        plans,
        declared: Vec::new(),
        bearing: Bearing::default(),
        plans_waiting,
        prose,
    }
}

/// What stands in words that no statement reads: all remarks of the text, and the texts that only people read.
fn prose(parsed: &Parsed, written: &tree::Protocol) -> Vec<At<Prose>> {
    let text = |kind, at: &At<Name>| At::new(Prose { kind, text: at.value.clone() }, at.span);
    let remarks = parsed.trivia.iter().zip(&parsed.remarks);
    let mut all: Vec<At<Prose>> =
        remarks.map(|(span, text)| At::new(Prose { kind: ProseKind::Remark, text: text.clone() }, *span)).collect();
    all.extend(written.title.iter().map(|at| text(ProseKind::Title, at)));
    all.extend(written.exceptions.iter().flat_map(|exception| &exception.because).map(|at| text(ProseKind::Because, at)));
    all.extend(written.self_tests.iter().map(|test| text(ProseKind::SelfTest, &test.title)));
    all.sort_by_key(|at| at.span);
    all
}

/// Plans against harms by course, and whether a broken line may hold one. A variant is laid over the base, so the base's plans are its own.
fn plans(names: &mut Names<'_>, written: &tree::Protocol) -> (Vec<PlanSays>, bool) {
    let base: Vec<_> = written.course.iter().flat_map(|course| &course.plans).collect();
    let own = written.variants.iter().map(|variant| (variant.name.value.clone(), variant.plans.iter().collect()));
    let mut read = |plan: &At<(tree::Word, List<tree::Word>)>| {
        let harm = names.word(&plan.value.0, "plan", "a harm to plan against");
        (harm, names.words(&plan.value.1, "plan-step", "a step of a plan"))
    };
    let base: Vec<_> = base.into_iter().map(&mut read).collect();
    let mut all: Vec<_> = base.iter().map(|(harm, steps)| (Name::fixed("base"), harm.clone(), steps.clone())).collect();
    for (course, plans) in own {
        let plans: Vec<&At<(tree::Word, List<tree::Word>)>> = plans;
        let mut own: Vec<_> = plans.into_iter().map(&mut read).collect();
        // What a variant plans against a harm takes the place of what the base does.
        own.extend(base.iter().filter(|(harm, _)| !plans_against(&own, harm)).cloned().collect::<Vec<_>>());
        all.extend(own.into_iter().map(|(harm, steps)| (course.clone(), harm, steps)));
    }
    let broken = written.course.iter().map(|course| &course.broken).chain(written.variants.iter().map(|variant| &variant.broken));
    let mut broken = broken.flatten().map(|broken| &broken.keyword).chain(written.broken.iter().map(|broken| &broken.keyword));
    let waiting = broken.any(|word| word.as_ref().is_none_or(|word| ["plan", "course", "variant"].contains(&word.as_str())));
    (all, waiting)
}

/// Whether one of the plans is against this harm.
fn plans_against(plans: &[(At<Name>, Vec<At<Name>>)], harm: &At<Name>) -> bool {
    plans.iter().any(|(planned, _)| planned.value == harm.value)
}

fn header(names: &mut Names<'_>, written: &tree::Protocol, text: Option<TextDigest>) -> Header {
    let broken = &written.broken;
    once(names, &written.title, "the title");
    once(names, &written.version, "the version");
    once(names, &written.status, "the status");
    once(names, &written.author, "the author");
    once(names, &written.approved, "the approval");
    once(names, &written.renew_by, "the renewal");
    once(names, &written.indication, "the indication");
    once(names, &written.method, "the method");
    once(names, &written.operator, "the operators");
    let status = written.status.iter().map(|word| names.word(word, "status", "a status")).collect::<Vec<_>>();
    let method = written.method.iter().map(|word| names.word(word, "method", "a method")).collect::<Vec<_>>();
    let indications = written.indication.iter().map(|at| At::new(names.indications(&at.value), at.span)).collect::<Vec<_>>();
    let operators =
        written.operator.iter().map(|at| At::new(names.words(&at.value, "operator", "an operator"), at.span)).collect::<Vec<_>>();
    Header {
        title: stated(&written.title, broken, "title", Name::to_string),
        version: stated(&written.version, broken, "version", |version| *version),
        status: stated(&status, broken, "status", Clone::clone),
        author: stated(&written.author, broken, "author", Name::to_string),
        approved: stated(&written.approved, broken, "approved", |approved| Approval {
            by: approved.by.to_string(),
            on: approved.on,
            text: approved.digest.clone(),
        }),
        text,
        renew_by: stated(&written.renew_by, broken, "renew-by", |day| *day),
        indications: stated(&indications, broken, "indication", Clone::clone),
        method: stated(&method, broken, "method", Clone::clone),
        operators: stated(&operators, broken, "operator", Clone::clone),
        sources: written.sources.iter().flat_map(|at| names.sources(&at.value)).collect(),
    }
}

fn screening(names: &mut Names<'_>, written: &tree::Protocol) -> Screening {
    let found = block(names, &written.screen, |screen| screen.span, written, "screen");
    let mut to = Screening {
        place: match &found {
            Stated::Known(screen) => Stated::Known(At::new((), screen.span)),
            Stated::Absent => Stated::Absent,
            Stated::Waiting => Stated::Waiting,
        },
        age: Stated::Absent,
        phototypes: Stated::Absent,
        recorded_by: None,
        conditions: Vec::new(),
        records: Vec::new(),
        lists: Vec::new(),
        waiting: found.is_waiting(),
        records_waiting: found.is_waiting(),
    };
    let Some(screen) = found.known().map(|at| at.value) else {
        if found.is_waiting() {
            to.age = Stated::Waiting;
            to.phototypes = Stated::Waiting;
        }
        return to;
    };
    if screen.when.value.is_placeholder() {
        names.chosen(&screen.when, "how often is screened");
    } else if screen.when.value != "every" {
        let at = screen.when.span;
        names.problems.push(problem(at, ScreeningOnce { at, when: screen.when.value.clone() }));
    }
    let broken = |word: &str| screen.broken.iter().any(|broken| broken.keyword.as_ref().is_none_or(|name| *name == word));
    to.waiting = ["use", "do-not-treat", "postpone", "wait", "decide"].into_iter().any(broken);
    to.records_waiting = broken("record") || broken("use");
    if broken("age") {
        to.age = Stated::Waiting;
    }
    if broken("phototype") {
        to.phototypes = Stated::Waiting;
    }
    for item in &screen.items {
        screened(names, &mut to, item);
    }
    to
}

/// What a line says of its conditions besides their names.
#[derive(Default)]
struct How<'t> {
    waits: &'t [tree::WaitSpan],
    until: Option<Name>,
    decided: Option<(Name, Name)>,
}

fn screened(names: &mut Names<'_>, to: &mut Screening, item: &At<tree::Screening>) {
    let mut add = |names: &mut Names<'_>, words: &[tree::Word], verdict, in_area, said: How<'_>| {
        names.repeated(words);
        for word in words {
            let (id, entry) = names.condition(word);
            let (waits, until, decided) = (said.waits.to_vec(), said.until.clone(), said.decided.clone());
            to.conditions.push(Condition { id, entry, verdict, in_area, waits, until, decided });
        }
    };
    match &item.value {
        tree::Screening::UseList(name, version) => {
            let library = names.library;
            match library.list(name.value.as_str(), version.value.as_str()) {
                Some(list) => {
                    names.uses_list(&list.name, name.span);
                    to.lists.push(At::new((name.value.clone(), version.value.clone()), item.span));
                    // What a list says counts as said at the line that takes it over. A list within a list is a problem of its own.
                    for inner in list.items.iter().filter(|inner| !matches!(inner.value, tree::Screening::UseList(..))) {
                        screened(names, to, &At::new(inner.value.clone(), item.span));
                    }
                }
                None => {
                    names.unknown_list(name, version);
                    // What the list would have said waits for its name.
                    to.waiting = true;
                    to.records_waiting = true;
                }
            }
        }
        tree::Screening::Age(age) => match &to.age {
            Stated::Known(first) => names.twice(item.span, first.span, "the youngest age"),
            _ => to.age = Stated::Known(At::new(age.value, item.span)),
        },
        tree::Screening::Phototype(phototypes, who) => {
            to.recorded_by = Some(names.word(who, "decider", "somebody who records").value);
            match &to.phototypes {
                Stated::Known(first) => names.twice(item.span, first.span, "the phototypes"),
                _ => to.phototypes = Stated::Known(*phototypes),
            }
        }
        tree::Screening::DoNotTreat(in_area, words) => add(names, words, Verdict::DoNotTreat, *in_area, How::default()),
        tree::Screening::Postpone(in_area, words, until) => {
            let until = names.word(until, "until", "a state to wait for").value;
            add(names, words, Verdict::Postpone, *in_area, How { until: Some(until), ..How::default() });
        }
        tree::Screening::Wait(in_area, words, spans) => add(names, words, Verdict::Wait, *in_area, How { waits: spans, ..How::default() }),
        tree::Screening::Decide(words, who, before) => {
            let who = names.word(who, "decider", "somebody who decides").value;
            let before = names.word(before, "decide-before", "a step to decide before").value;
            add(names, words, Verdict::Decide, false, How { decided: Some((who, before)), ..How::default() });
        }
        tree::Screening::Record(words) => to.records.extend(names.words(words, "record", "something to record")),
    }
}

/// The names in the author's own arithmetic; the arithmetic itself is not held against anything here.
fn self_tests(names: &mut Names<'_>, written: &tree::Protocol) {
    for expect in written.self_tests.iter().flat_map(|test| &test.expect) {
        match &expect.value {
            tree::Expect::Problem(rule) => drop(names.chosen(rule, "a rule")),
            tree::Expect::Depth { area, .. } => drop(names.planned_area(area)),
            tree::Expect::Session(..) | tree::Expect::Sessions(_) => {}
        }
    }
}

fn course(names: &mut Names<'_>, written: &tree::Protocol) -> Stated<CourseSays> {
    match block(names, &written.course, |course| course.span, written, "course") {
        Stated::Absent => Stated::Absent,
        Stated::Waiting => Stated::Waiting,
        Stated::Known(at) => {
            let course = at.value;
            once(names, &course.ready, "what is asked before every session");
            once(names, &course.late, "what is done when late");
            once(names, &course.missed, "what is done when a session was missed");
            once(names, &course.stopped_early, "what is done when a session was stopped early");
            once(names, &course.reassess, "the reassessment");
            once(names, &course.follow_up, "the follow-up");
            let sessions = stated(&course.sessions, &course.broken, "sessions", |count| *count);
            for reassess in &course.reassess {
                courses::session_known(names, *reassess, &sessions);
            }
            let ready = course.ready.first();
            if let (Some(after), Some(count)) = (course.reassess.first(), course.sessions.first())
                && count.value > 0
                && after.value > count.value
            {
                let finding = SessionUnknown { at: after.span, session: after.value, sessions: count.value };
                names.problems.push(problem(after.span, finding).also(count.span, "the number of sessions is set here"));
            }
            let says = CourseSays {
                ready: ready.map_or_else(Vec::new, |ready| names.words(&ready.value.0, "ready", "something asked before a session")),
                ready_waiting: course.broken.iter().any(|broken| broken.keyword.as_ref().is_none_or(|word| *word == "ready")),
                ready_else: ready.map(|ready| names.word(&ready.value.1, "ready-else", "what is done otherwise")),
                late: stated(names.answers(&course.late), &course.broken, "late", Name::to_string),
                missed: stated(names.answers(&course.missed), &course.broken, "missed", Name::to_string),
                stopped_early: stated(names.answers(&course.stopped_early), &course.broken, "stopped-early", Name::to_string),
                reassess: stated(&course.reassess, &course.broken, "reassess", |session| *session),
                follow_up: stated(&course.follow_up, &course.broken, "follow-up", |span| *span),
            };
            Stated::Known(At::new(says, at.span))
        }
    }
}

fn aftercare(names: &mut Names<'_>, written: &tree::Protocol) -> Stated<AftercareSays> {
    match block(names, &written.aftercare, |aftercare| aftercare.span, written, "aftercare") {
        Stated::Absent => Stated::Absent,
        Stated::Waiting => Stated::Waiting,
        Stated::Known(at) => {
            let care = at.value;
            once(names, &care.nothing_else, "how long nothing else goes on treated skin");
            once(names, &care.contact, "the contact");
            for line in &care.contact {
                names.word(&line.value.0, "contact", "somebody to contact");
            }
            let broken = |word: &str| care.broken.iter().any(|broken| broken.keyword.as_ref().is_none_or(|name| *name == word));
            let mut forbidden = Vec::new();
            for line in &care.do_not {
                let (words, until, by) = &line.value;
                let by = by.as_ref().map(|word| names.word(word, "decider", "somebody who says so"));
                let left_off = names.left_off(words, "aftercare-activity");
                forbidden.extend(left_off.into_iter().map(|what| Forbidden { what, until: *until, by: by.clone() }));
            }
            repeats::left_off(names, &care.do_not);
            let mut signs = |lines: &[At<List<tree::Warning>>]| {
                let mut to = Vec::new();
                for line in lines {
                    names.repeated(&line.value.iter().map(|warning| warning.sign.clone()).collect::<Vec<_>>());
                }
                for warning in lines.iter().flat_map(|line| &line.value) {
                    let sign = names.word(&warning.sign, "warning-sign", "a warning sign");
                    to.push(At::new((sign.value, warning.lasting.map(|span| span.value)), sign.span));
                }
                to
            };
            let (call_if, urgent_if) = (signs(&care.call_if), signs(&care.urgent_if));
            let applied = care.applied.iter().map(|line| {
                let (spf, from, until) = (line.value.spf, line.value.from, line.value.until);
                At::new(Applied { product: names.product(&line.value.product), spf, from, until }, line.span)
            });
            let says = AftercareSays {
                applied: applied.collect(),
                nothing_else: stated(&care.nothing_else, &care.broken, "nothing-else", |span| *span),
                applied_waiting: broken("apply"),
                forbidden,
                forbidden_waiting: broken("do-not"),
                contact: stated(&care.contact, &care.broken, "contact", |(_, by)| by.value),
                call_if,
                urgent_if,
                signs_waiting: broken("call") || broken("urgent"),
            };
            Stated::Known(At::new(says, at.span))
        }
    }
}

/// All sources of an exception, at the first line that names some.
fn cited(written: &tree::Exception) -> Stated<Vec<Name>> {
    let all: Vec<Name> = written.sources.iter().flat_map(|line| &line.value).map(|word| word.value.clone()).collect();
    match written.sources.first() {
        _ if written.broken.iter().any(|broken| broken.keyword.as_ref().is_none_or(|word| *word == "sources")) => Stated::Waiting,
        Some(first) => Stated::Known(At::new(all, first.span)),
        None => Stated::Absent,
    }
}

fn exception(names: &mut Names<'_>, written: &tree::Exception) -> Exception {
    let broken = &written.broken;
    once(names, &written.because, "the reason of this exception");
    once(names, &written.expires, "the last day of this exception");
    once(names, &written.approved, "the approval of this exception");
    once(names, &written.version, "the rule of this exception");
    once(names, &written.reason, "the kind of reason of this exception");
    for line in &written.sources {
        names.sources(&line.value);
    }
    names.chosen(&written.rule, "a rule");
    for version in &written.version {
        names.chosen(&version.value.0, "a rule");
    }
    let reason = written.reason.iter().map(|word| names.word(word, "reason", "a kind of reason")).collect::<Vec<_>>();
    for word in &written.off_label {
        names.word(word, "off-label", "who knows of the off-label use");
    }
    Exception {
        place: written.span,
        rule: written.rule.clone(),
        area: names.planned_area(&written.area),
        up_to: written.up_to,
        reason: stated(&reason, broken, "reason", Clone::clone),
        because: stated(&written.because, broken, "because", Name::to_string),
        sources: cited(written),
        version: stated(&written.version, broken, "rule", |(rule, version)| (rule.value.clone(), version.value)),
        approved: stated(&written.approved, broken, "approved", |approved| (approved.by.to_string(), approved.on)),
        expires: stated(&written.expires, broken, "expires", |day| *day),
    }
}
