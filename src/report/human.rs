//! The report for people at a terminal: miette draws the snippets, the sentences are our own.

use std::fmt::Write as _;

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, SourceCode};

use super::levels::{drawn, weight};
use super::{Item, NOT_SHOWN, Run, clinic_words, closing, declared_words, level_words};
use crate::diagnostic::Problem;
use crate::source::{FileId, Span};

/// Renders a run, `width` characters wide, with colours or without.
#[must_use]
pub fn human(run: &Run, width: usize, colour: bool) -> String {
    let theme = if colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme).with_width(width).with_context_lines(1).with_links(false);
    let mut text = String::new();
    for item in &run.items {
        for problem in &item.answer.problems {
            draw(&mut text, &handler, item, problem);
        }
        let _ = writeln!(text, "{}: {}", item.name, closing(&item.answer));
        let _ = writeln!(text, "{}.{} {NOT_SHOWN}", clinic_words(item.answer.clinic.as_ref()), declared_words(&item.answer));
    }
    text
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
