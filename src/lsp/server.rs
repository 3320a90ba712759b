//! The one ordered loop: what each message does to the open documents, and when their problems are published.
//! Knows nothing of how a problem is shown.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use gen_lsp_types::{
    Diagnostic, DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, ErrorCodes, InitializeResult,
    LspNotificationMethod, LspRequestMethod, PublishDiagnosticsParams, ServerCapabilities, ServerInfo, TextDocumentSyncKind,
    TextDocumentSyncOptions, Uri,
};
use lsp_server::{Connection, Message, Notification, Request, Response};
use serde::de::DeserializeOwned;

use super::document::Document;
use super::to_proto::{self, Client};
use super::{Around, Ended, Host, NAME, log};
use crate::diagnostic::in_order;
use crate::rule::{Asked, Purpose};
use crate::source::to_usize;
use crate::{Answer, Texts};

/// How far the conversation has come.
#[derive(Debug, Clone, Copy)]
enum Phase {
    Greeting,
    Serving(Client),
    Leaving,
}

/// One conversation with one client.
pub(super) struct Server<'s> {
    connection: &'s Connection,
    host: &'s Host<'s>,
    phase: Phase,
    documents: BTreeMap<String, Document>,
}

impl<'s> Server<'s> {
    /// A conversation that has not begun.
    pub(super) fn new(connection: &'s Connection, host: &'s Host<'s>) -> Self {
        Self { connection, host, phase: Phase::Greeting, documents: BTreeMap::new() }
    }

    /// Takes messages in their order until the client leaves.
    pub(super) fn run(mut self) -> Result<(), Ended> {
        while let Ok(message) = self.connection.receiver.recv() {
            match message {
                Message::Request(request) => {
                    // An answer never overtakes the problems of edits sent before its question.
                    self.publish();
                    self.answer(request);
                }
                Message::Notification(notification) if notification.method == "exit" => break,
                Message::Notification(notification) => self.hear(notification),
                Message::Response(_) => {}
            }
            // While more is queued, the text is already out of date.
            if self.connection.receiver.is_empty() {
                self.publish();
            }
        }
        match self.phase {
            Phase::Leaving => Ok(()),
            Phase::Greeting | Phase::Serving(_) => Err(Ended::WithoutShutdown),
        }
    }

    fn answer(&mut self, Request { id, method, params }: Request) {
        let refused = |id, code: ErrorCodes, why: &str| Response::new_err(id, code.into(), format!("{why}: {method}"));
        let response = match (self.phase, LspRequestMethod::from(method.as_str())) {
            (Phase::Greeting, LspRequestMethod::Initialize) => {
                let client = Client::of(&params);
                self.phase = Phase::Serving(client);
                Response::new_ok(id, greeting(client))
            }
            (Phase::Greeting, _) => refused(id, ErrorCodes::ServerNotInitialized, "`initialize` comes first"),
            (Phase::Serving(_), LspRequestMethod::Shutdown) => {
                self.phase = Phase::Leaving;
                Response::new_ok(id, ())
            }
            (Phase::Serving(_), LspRequestMethod::Initialize) => refused(id, ErrorCodes::InvalidRequest, "asked twice"),
            (Phase::Serving(_), _) => refused(id, ErrorCodes::MethodNotFound, "not offered"),
            (Phase::Leaving, _) => refused(id, ErrorCodes::InvalidRequest, "asked after `shutdown`"),
        };
        send(self.connection, response);
    }

    fn hear(&mut self, notification: Notification) {
        let Phase::Serving(client) = self.phase else { return };
        match LspNotificationMethod::from(notification.method.as_str()) {
            LspNotificationMethod::TextDocumentDidOpen => {
                if let Some(DidOpenTextDocumentParams { text_document: item }) = read(notification) {
                    self.documents.insert(item.uri.0.clone(), Document::opened(item));
                }
            }
            LspNotificationMethod::TextDocumentDidChange => {
                if let Some(DidChangeTextDocumentParams { text_document, content_changes }) = read(notification) {
                    match self.documents.get_mut(&text_document.text_document_identifier.uri.0) {
                        Some(document) => document.change(text_document.version, content_changes, client.encoding),
                        None => log("a document changed that is not open"),
                    }
                }
            }
            LspNotificationMethod::TextDocumentDidClose => {
                if let Some(DidCloseTextDocumentParams { text_document }) = read(notification)
                    && self.documents.remove(&text_document.uri.0).is_some()
                {
                    show(self.connection, PublishDiagnosticsParams::new(text_document.uri, None, Vec::new()));
                }
            }
            _ => {}
        }
    }

    /// Checks and publishes every document that has changed since it was last checked.
    fn publish(&mut self) {
        let Phase::Serving(client) = self.phase else { return };
        for (uri, document) in &mut self.documents {
            if !std::mem::take(&mut document.dirty) {
                continue;
            }
            // A fault in one text must not take the editor's other documents down; the panic itself is already in the log.
            let checked = catch_unwind(AssertUnwindSafe(|| diagnostics(self.host, client, uri, &document.text)));
            let shown = checked.unwrap_or_else(|_| vec![to_proto::refusal("needlepoint failed on this text; please report it".to_owned())]);
            show(self.connection, PublishDiagnosticsParams::new(Uri(uri.clone()), Some(document.version), shown));
        }
    }
}

fn show(connection: &Connection, news: PublishDiagnosticsParams) {
    send(connection, Notification::new(LspNotificationMethod::TextDocumentPublishDiagnostics.into(), news));
}

fn send(connection: &Connection, message: impl Into<Message>) {
    // When nobody listens any more, the next `recv` ends the loop.
    let _ = connection.sender.send(message.into());
}

/// What this server is and takes.
fn greeting(client: Client) -> InitializeResult {
    let sync = TextDocumentSyncOptions { open_close: Some(true), change: Some(TextDocumentSyncKind::Incremental), ..Default::default() };
    let capabilities =
        ServerCapabilities { position_encoding: Some(client.encoding_kind()), text_document_sync: Some(sync.into()), ..Default::default() };
    let server_info = ServerInfo::new(NAME.to_owned(), Some(crate::VERSION.to_owned()));
    InitializeResult::new(capabilities, Some(server_info))
}

/// A notification's parameters, if they have the agreed shape.
fn read<P: DeserializeOwned>(notification: Notification) -> Option<P> {
    serde_json::from_value(notification.params).inspect_err(|error| log(&format!("{}: {error}", notification.method))).ok()
}

/// Everything an editor shows for one text.
fn diagnostics(host: &Host<'_>, client: Client, uri: &str, text: &str) -> Vec<Diagnostic> {
    if text.len() > to_usize(Texts::LONGEST) {
        return vec![to_proto::refusal("the text is longer than 1 MiB and was not checked".to_owned())];
    }
    let Around { library, texts, document, problems: around } = match (host.around)(uri, text) {
        Ok(around) => around,
        Err(sentence) => return vec![to_proto::refusal(sentence)],
    };
    let asked = Asked { purpose: Purpose::Lint, today: (host.today)() };
    let Some(source) = texts.source(document) else { return vec![to_proto::refusal("the text cannot be shown".to_owned())] };
    let Answer { mut problems, fault, .. } = crate::check(source, &library, &asked);
    problems.extend(around);
    in_order(&mut problems);
    let mut shown = to_proto::diagnostics(&problems, document, &texts, client);
    shown.extend(fault.map(|fault| to_proto::refusal(fault.to_string())));
    shown
}
