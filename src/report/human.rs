//! The report for people at a terminal: miette draws the snippets, the sentences are our own.

use std::fmt::Write as _;

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, SourceCode};

use super::levels::{drawn, weight};
use super::plain::sentences;
use super::{Item, NOT_SHOWN, Run, clinic_words, closing, declared_words, level_words};
use crate::diagnostic::Problem;
use crate::source::{FileId, Span, to_usize};

/// The most problems that are drawn of one text. A person reads no more of them at once, and each costs the drawing of its lines.
const MOST_DRAWN: usize = 100;

/// The longest snippet that is drawn, in bytes; a problem on a longer line is said in sentences.
const LONGEST_SNIPPET: usize = 8_000;

/// Renders a run, `width` characters wide, with colours or without.
#[must_use]
pub fn human(run: &Run, width: usize, colour: bool) -> String {
    let theme = if colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme).with_width(width).with_context_lines(1).with_links(false);
    let mut text = String::new();
    for item in &run.items {
        let problems = &item.answer.problems;
        for problem in problems.iter().take(MOST_DRAWN) {
            if drawable(item, problem) {
                draw(&mut text, &handler, item, problem);
            } else {
                sentences(&mut text, item, problem);
            }
        }
        if problems.len() > MOST_DRAWN {
            let more = problems.len() - MOST_DRAWN;
            let _ = writeln!(text, "{more} more are not drawn; all of them: needlepoint check --format plain {}\n", item.name);
        }
        let [found, compared, said] = closing(&item.answer);
        let _ = writeln!(text, "{}: {found}\n  {compared}\n  {said}\n  {NOT_SHOWN}", item.name);
        let _ = writeln!(text, "{}.{}", clinic_words(item.answer.clinic.as_ref()), declared_words(&item.answer));
    }
    text
}

/// Whether the lines at every place of a problem, each with the line before and after, are short enough to be drawn.
fn drawable(item: &Item, problem: &Problem) -> bool {
    let lines = |span: Span| {
        let (_, text) = item.texts.get(span.file)?;
        let (before, rest) = text.split_at_checked(to_usize(span.start))?;
        let (inside, after) = rest.split_at_checked(to_usize(span.len()))?;
        let above = before.rmatch_indices('\n').nth(1).map_or(before.len(), |(at, _)| before.len() - at);
        let below = after.match_indices('\n').nth(1).map_or(after.len(), |(at, _)| at);
        Some(above + inside.len() + below)
    };
    let mut places = problem.also.iter().map(|also| also.span).chain([problem.place]);
    places.all(|span| lines(span).is_none_or(|length| length <= LONGEST_SNIPPET))
}

fn draw(text: &mut String, handler: &GraphicalReportHandler, item: &Item, problem: &Problem) {
    let weight = weight(problem);
    let head = format!("{}: {}", level_words(problem), problem.rule);
    let here = problem.place.file;
    let mut labels = vec![label(problem.place, problem.label(), true)];
    labels.extend(problem.also.iter().filter(|also| also.span.file == here).map(|also| label(also.span, Some(also.text.clone()), false)));
    let shown = Shown {
        message: problem.message(),
        code: Some(head),
        severity: drawn(weight),
        help: problem.help(),
        labels,
        drawn_from: source(item, here),
    };
    let _ = handler.render_report(text, &shown);
    // A place in another text is a snippet of its own, under our own sentence.
    for also in problem.also.iter().filter(|also| also.span.file != here) {
        let mut snippet = String::new();
        let shown = Shown {
            message: format!("{}:", also.text),
            code: None,
            severity: miette::Severity::Advice,
            help: None,
            labels: vec![label(also.span, None, true)],
            drawn_from: source(item, also.span.file),
        };
        let _ = handler.render_report(&mut snippet, &shown);
        text.push_str(snippet.strip_prefix('\n').unwrap_or(&snippet));
    }
    text.push('\n');
}

fn source(item: &Item, file: FileId) -> Option<NamedSource<String>> {
    item.texts.get(file).map(|(name, text)| NamedSource::new(name, crate::syntax::shown(text).into_owned()))
}

fn label(span: Span, text: Option<String>, primary: bool) -> LabeledSpan {
    if primary { LabeledSpan::new_primary_with_span(text, span) } else { LabeledSpan::new_with_span(text, span) }
}

/// What miette is given to draw.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
struct Shown {
    message: String,
    code: Option<String>,
    severity: miette::Severity,
    help: Option<String>,
    labels: Vec<LabeledSpan>,
    drawn_from: Option<NamedSource<String>>,
}

impl Diagnostic for Shown {
    fn code<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        self.code.as_ref().map(|code| -> Box<dyn std::fmt::Display> { Box::new(code) })
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(self.severity)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        self.help.as_ref().map(|help| -> Box<dyn std::fmt::Display> { Box::new(help) })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.drawn_from.as_ref().map(|text| -> &dyn SourceCode { text })
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}
