//! A protocol as it would really be given: every value of every course, session by session, with the layer that sets it and its line, and
//! beside each depth the limits that bind it. Judges nothing.

use std::fmt::Display;

use super::columns;
use super::limits::{About, binding, stands};
use crate::Texts;
use crate::diagnostic::listed;
use crate::model::{AreaPlan, Course, Session, Stated};
use crate::quantity::Phototype;
use crate::rule::Subject;
use crate::source::{At, Span};
use crate::syntax::tree::{DepthPlan, Movement, StopSign};

/// A line of the view: a word, what it says, the layer that says it, where, and what a limit rests on.
type Row = [String; 5];

/// Every value of every course.
#[must_use]
pub fn resolved(subject: &Subject<'_>, texts: &Texts) -> String {
    let view = View { subject, texts };
    let mut rows = view.head();
    for course in subject.courses {
        view.course(&mut rows, course);
    }
    columns(&rows)
}

struct View<'v> {
    subject: &'v Subject<'v>,
    texts: &'v Texts,
}

fn row(indent: usize, word: &str, says: impl Display, layer: &str, stands: String) -> Row {
    [format!("{:indent$}{word}", ""), says.to_string(), layer.to_owned(), stands, String::new()]
}

/// A heading: nothing but its words.
fn heading(indent: usize, words: &str) -> Row {
    row(indent, words, "", "", String::new())
}

fn blank() -> Row {
    heading(0, "")
}

impl View<'_> {
    fn head(&self) -> Vec<Row> {
        let protocol = self.subject.protocol;
        let mut rows = vec![row(0, "protocol", &protocol.name.value, "protocol", stands(self.texts, protocol.name.span))];
        let pen = |choice: &crate::model::DeviceChoice| format!("{} with {}", choice.device.value, choice.cartridge.value);
        rows.push(self.said(0, "pen", &protocol.device, pen));
        rows.push(self.said(0, "treats", &protocol.header.indications, |names| names_of(names)));
        rows.push(self.said(0, "age", &protocol.screening.age, |age| format!("{age} or older")));
        self.limits(&mut rows, 2, About::Age, None);
        let run = |(first, last): &(Phototype, Phototype)| format!("{first} to {last}");
        rows.push(self.said(0, "phototype", &protocol.screening.phototypes, run));
        self.limits(&mut rows, 2, About::Phototype, None);
        rows
    }

    fn course(&self, rows: &mut Vec<Row>, course: &Course) {
        let phototypes: Vec<String> = course.phototypes.iter().map(Phototype::to_string).collect();
        rows.push(blank());
        let whom = if phototypes.is_empty() { "no phototype".to_owned() } else { format!("phototypes {}", listed(&phototypes, "and")) };
        rows.push(heading(0, &format!("course {}, for {whom}", course.name)));
        rows.push(self.of_course(2, course, "sessions", &course.sessions_stated, u32::to_string));
        self.limits(rows, 4, About::Sessions, None);
        let spaced = |next: &crate::model::Spacing| {
            format!("{} to {} after the last session given, aim {}", next.shortest.value, next.longest.value, next.aim.value)
        };
        rows.push(self.of_course(2, course, "next", &course.spacing, spaced));
        self.limits(rows, 4, About::Next, None);
        let mut rest = course.sessions.as_slice();
        while let Some(first) = rest.first() {
            // Sessions in which every area is needled alike are shown once.
            let alike = rest.iter().take_while(|session| session.depths == first.depths).count();
            let (same, later) = rest.split_at_checked(alike).unwrap_or((rest, &[]));
            let numbers: Vec<u32> = same.iter().map(|session| session.number).collect();
            rows.push(blank());
            rows.push(heading(2, &format!("session{} {}", if numbers.len() > 1 { "s" } else { "" }, listed(&numbers, "and"))));
            for (plan, depth) in course.areas.iter().zip(&first.depths) {
                self.area(rows, course, first, plan, depth);
            }
            rest = later;
        }
    }

    fn area(&self, rows: &mut Vec<Row>, course: &Course, session: &Session, plan: &AreaPlan, depth: &Stated<DepthPlan>) {
        rows.push(row(4, "area", &plan.area.value, "protocol", stands(self.texts, plan.place)));
        if let Some(own) = &plan.cartridge {
            rows.push(row(6, "with", &own.value, "protocol", stands(self.texts, own.span)));
        }
        let starts = |depth: &DepthPlan| format!("start {}, raise by {}", depth.start.value, depth.raise.value);
        rows.push(self.of_course(6, course, "depth", depth, starts));
        if let Stated::Known(depth) = depth {
            let ceiling = depth.value.ceiling;
            let tightened = plan.depth.known().is_some_and(|base| base.value.ceiling.span != ceiling.span);
            let layer = if tightened { format!("session {}", session.number) } else { self.layer(course, depth.span) };
            rows.push(row(6, "", format!("never above {}", ceiling.value), &layer, stands(self.texts, ceiling.span)));
        }
        let area = Some(plan.area.value.as_str());
        self.limits(rows, 8, About::Depth, area);
        let passes = |passes: &Vec<crate::model::Pass>| {
            let each: Vec<String> = passes.iter().map(|pass| format!("{} {}", pass.count.value, pass.direction.value)).collect();
            each.join(", ")
        };
        rows.push(self.of_course(6, course, "passes", &plan.passes, passes));
        self.limits(rows, 8, About::Passes, area);
        rows.push(self.of_course(6, course, "speed", &plan.speed, ToString::to_string));
        self.limits(rows, 8, About::Speed, area);
        let moves = |movement: &Movement| match movement {
            Movement::Glide(speed) => format!("glide {}", speed.value),
            Movement::Stamp(Some(longest)) => format!("stamp, at most {} in one spot", longest.value),
            Movement::Stamp(None) => "stamp".to_owned(),
        };
        rows.push(self.of_course(6, course, "move", &plan.movement, moves));
        rows.push(self.of_course(6, course, "pressure", &plan.pressure, ToString::to_string));
        rows.push(self.of_course(6, course, "size", &plan.size, ToString::to_string));
        let target = |only: &crate::model::TargetSays| {
            let age = only.age.map_or_else(String::new, |age| format!(", {} or older", age.value));
            let size = only.size.map_or_else(String::new, |size| format!(", {}", size.value));
            format!("{}{age}{size}", only.what.value)
        };
        // What few areas have of their own is shown where it is said.
        if !plan.only.is_absent() {
            rows.push(self.of_course(6, course, "only", &plan.only, target));
        }
        if !plan.evidence.is_absent() {
            rows.push(self.of_course(6, course, "evidence", &plan.evidence, ToString::to_string));
        }
        rows.push(self.of_course(6, course, "endpoint", &plan.endpoint, ToString::to_string));
        rows.push(self.of_course(6, course, "at most", &plan.at_most, ToString::to_string));
        for line in plan.skip.chunk_by(|one, next| stands(self.texts, one.span) == stands(self.texts, next.span)) {
            let Some(first) = line.first() else { continue };
            let place = first.span;
            rows.push(row(6, "skip", names_of(line), &self.layer(course, place), stands(self.texts, place)));
        }
        for stop in &plan.stops {
            let what = if stop.value.session { "stop session" } else { "stop area" };
            let sign = match &stop.value.sign {
                StopSign::Bleeding(time) => format!("if bleeding lasts over {time} under pressure"),
                StopSign::Pain { points, scale } => format!("if pain above {points} of {scale}"),
                StopSign::Named(name) => format!("if {name}"),
            };
            rows.push(row(6, what, sign, &self.layer(course, stop.span), stands(self.texts, stop.span)));
        }
    }

    /// The limits that bind what was just said, the strictest first.
    fn limits(&self, rows: &mut Vec<Row>, indent: usize, about: About, area: Option<&str>) {
        let labels = self.subject.labels(area).map(|(labels, _)| labels).unwrap_or_default();
        for limit in binding(self.subject.library, about, area, self.subject.device(), &labels) {
            let says = format!("{}: {}", limit.level(), limit.says);
            let [word, says, on, stands, _] = row(indent, "limit", says, &limit.on, stands(self.texts, limit.place));
            rows.push([word, says, on, stands, limit.grounds()]);
        }
    }

    /// A value of the protocol's own.
    fn said<T>(&self, indent: usize, word: &str, stated: &Stated<T>, says: impl Fn(&T) -> String) -> Row {
        match stated {
            Stated::Known(value) => row(indent, word, says(&value.value), "protocol", stands(self.texts, value.span)),
            Stated::Absent => row(indent, word, "not stated", "", String::new()),
            Stated::Waiting => row(indent, word, "waits for a line that could not be read", "", String::new()),
        }
    }

    /// A value of a course: the variant's, where it sets one.
    fn of_course<T>(&self, indent: usize, course: &Course, word: &str, stated: &Stated<T>, says: impl Fn(&T) -> String) -> Row {
        let mut row = self.said(indent, word, stated, says);
        if let (Some(value), [_, _, layer, ..]) = (stated.known(), &mut row) {
            *layer = self.layer(course, value.span);
        }
        row
    }

    /// Which layer a statement belongs to.
    fn layer(&self, course: &Course, statement: Span) -> String {
        if course.own.contains(&statement) { format!("variant {}", course.name) } else { "protocol".to_owned() }
    }
}

fn names_of(names: &[At<crate::diagnostic::Name>]) -> String {
    listed(&names.iter().map(|name| &name.value).collect::<Vec<_>>(), "and")
}
