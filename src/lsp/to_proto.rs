//! From problems to the protocol's diagnostics: severity, range in the agreed units, and a message that stands alone.
//! The only file that knows what a client can show.

use std::collections::BTreeMap;

use gen_lsp_types::{Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, Position, PositionEncodingKind, Range, Uri};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use super::NAME;
use crate::Texts;
use crate::diagnostic::{Also, Problem};
use crate::report::levels::{Weight, for_editors, weight};
use crate::source::{Encoding, FileId, Lines, Span};

/// What the client can read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Client {
    /// What its columns count.
    pub(super) encoding: Encoding,
    /// Whether it shows further places beside a problem.
    links: bool,
}

impl Client {
    /// Reads two of the client's many capabilities; whatever else is wrong with them is not looked at.
    pub(super) fn of(initialize: &Value) -> Self {
        let offered = initialize.pointer("/capabilities/general/positionEncodings").and_then(Value::as_array);
        let utf8 = offered.is_some_and(|offered| offered.iter().any(|kind| kind == "utf-8"));
        let links = initialize.pointer("/capabilities/textDocument/publishDiagnostics/relatedInformation");
        Self { encoding: if utf8 { Encoding::Utf8 } else { Encoding::Utf16 }, links: links.is_some_and(|links| links == true) }
    }

    /// The agreed units in the protocol's word.
    pub(super) fn encoding_kind(self) -> PositionEncodingKind {
        if self.encoding == Encoding::Utf8 { PositionEncodingKind::UTF8 } else { PositionEncodingKind::UTF16 }
    }
}

/// The problems of one document, in the order given.
pub(super) fn diagnostics(problems: &[Problem], document: FileId, texts: &Texts, client: Client) -> Vec<Diagnostic> {
    let mut places = Places { document, texts, client, lines: BTreeMap::new() };
    problems.iter().map(|problem| diagnostic(problem, &mut places)).collect()
}

/// A sentence at the start of a document that was not, or not rightly, checked.
pub(super) fn refusal(message: String) -> Diagnostic {
    Diagnostic { severity: Some(DiagnosticSeverity::Error), source: Some(NAME.to_owned()), message: message.into(), ..Default::default() }
}

/// Several clients show no more than place, severity and message: the message carries everything that is not shown elsewhere.
fn diagnostic(problem: &Problem, places: &mut Places<'_>) -> Diagnostic {
    let weight = weight(problem);
    let head = match (weight, &problem.excepted) {
        (Weight::Excepted, Some(excepted)) => format!("{}, excepted until {} by {}", problem.level, excepted.until, excepted.by),
        _ => problem.level.to_string(),
    };
    let mut lines = vec![format!("{head}: {}", problem.message())];
    lines.extend(problem.help());
    // What is wrong with a clinic's text concerns the document, but has no place in it.
    let elsewhere = (problem.place.file != places.document).then(|| Also { span: problem.place, text: "the cause stands here".to_owned() });
    let range = if elsewhere.is_some() { Range::default() } else { places.range(problem.place) };
    let mut related = Vec::new();
    for also in elsewhere.iter().chain(&problem.also) {
        match places.link(also.span) {
            Some(location) => related.push(DiagnosticRelatedInformation::new(location, also.text.clone())),
            None => lines.push(format!("{}: {}", also.text, places.name(also.span))),
        }
    }
    Diagnostic {
        range,
        severity: Some(u32::from(for_editors(weight)).into()),
        code: Some(problem.rule.to_owned().into()),
        source: Some(NAME.to_owned()),
        message: lines.join("\n").into(),
        related_information: (!related.is_empty()).then_some(related),
        ..Default::default()
    }
}

/// Places as one client sees them from one document.
struct Places<'t> {
    document: FileId,
    texts: &'t Texts,
    client: Client,
    lines: BTreeMap<FileId, Lines>,
}

impl Places<'_> {
    fn range(&mut self, span: Span) -> Range {
        let (_, text) = self.texts.get(span.file).unwrap_or_default();
        let lines = self.lines.entry(span.file).or_insert_with(|| Lines::of(text));
        let [start, end] = [span.start, span.end].map(|offset| {
            let position = lines.position(text, offset, self.client.encoding);
            Position::new(position.line, position.column)
        });
        Range::new(start, end)
    }

    /// Where the client can go to, if it can.
    fn link(&mut self, span: Span) -> Option<Location> {
        let (name, _) = self.texts.get(span.file)?;
        let uri = if span.file == self.document { Some(Uri(name.to_owned())) } else { address(name) };
        uri.filter(|_| self.client.links).map(|uri| Location::new(uri, self.range(span)))
    }

    /// The place in words.
    fn name(&mut self, span: Span) -> String {
        let line = self.range(span).start.line.saturating_add(1);
        match self.texts.get(span.file) {
            Some((name, _)) if span.file != self.document => format!("{name}, line {line}"),
            _ => format!("line {line}"),
        }
    }
}

/// What may not stand in a URI's path as it is.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The URI of a file, from its absolute path.
fn address(path: &str) -> Option<Uri> {
    path.starts_with('/').then(|| Uri(format!("file://{}", utf8_percent_encode(path, ESCAPED))))
}
