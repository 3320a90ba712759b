//! The language server: problems in the editor while a protocol is typed, pushed, and nothing else yet.
//! Owns the wire and the order of messages. Knows no clock, file or folder; what lies around a document comes in through [`Host`].

mod document;
mod server;
mod to_proto;

use std::io::{self, ErrorKind, Write as _};
use std::thread;

use lsp_server::{Connection, Message};

use crate::Texts;
use crate::diagnostic::Problem;
use crate::model::Library;
use crate::quantity::Day;
use crate::source::FileId;

/// What the server calls itself.
const NAME: &str = env!("CARGO_PKG_NAME");

/// The world around the server, as questions: an editor stays open for days, and a clinic's files change meanwhile.
#[derive(Clone, Copy)]
#[expect(missing_debug_implementations, reason = "questions have nothing to print")]
pub struct Host<'h> {
    /// The day a check is asked on.
    pub today: &'h dyn Fn() -> Day,
    /// What lies around the document at a URI that has this text now; a sentence when that cannot be read, so that nothing is checked against less than it should be.
    pub around: &'h dyn Fn(&str, &str) -> Result<Around, String>,
}

/// What lies around one document.
#[derive(Debug)]
pub struct Around {
    /// The atlas and the clinic.
    pub library: Library,
    /// The document under its URI, and the clinic's texts; one that an editor can open stands under its absolute path.
    pub texts: Texts,
    /// The document among the texts.
    pub document: FileId,
    /// What is wrong with the clinic's texts, as far as it concerns the document.
    pub problems: Vec<Problem>,
}

/// Why the server ended badly; the protocol asks for exit status 1.
#[derive(Debug, thiserror::Error)]
pub enum Ended {
    /// The client sent `exit`, or hung up, before `shutdown`.
    #[error("the editor left without asking for a shutdown")]
    WithoutShutdown,
    /// The system gave no thread.
    #[error("no thread for the messages: {0}")]
    NoThread(#[from] io::Error),
}

/// Serves one client over standard input and output until it leaves.
///
/// # Errors
/// It left without `shutdown`, or could not be served at all.
pub fn serve(host: &Host<'_>) -> Result<(), Ended> {
    // Not `Connection::stdio`: its channels hold no message, so a burst of edits could not queue up and be checked once.
    let (connection, Connection { sender, receiver }) = Connection::memory();
    thread::Builder::new().name("reader".to_owned()).spawn(move || {
        let mut input = io::stdin().lock();
        loop {
            let more = match Message::read(&mut input) {
                Ok(Some(message)) => sender.send(message).is_ok(),
                Ok(None) => false,
                Err(error) => {
                    log(&format!("unreadable message: {}", error.kind()));
                    // A frame of the wrong content is already off the wire: what follows can be read.
                    error.kind() == ErrorKind::InvalidData
                }
            };
            if !more {
                break;
            }
        }
    })?;
    let writer = thread::Builder::new().name("writer".to_owned()).spawn(move || {
        // A closed pipe is a client that left; the reader notices it too.
        let _ = receiver.iter().try_for_each(|message| message.write(&mut io::stdout().lock()));
    })?;
    let ended = run(&connection, host);
    drop(connection);
    let _ = writer.join();
    ended
}

/// Serves one client over a connection until it leaves.
///
/// # Errors
/// It left without `shutdown`.
pub fn run(connection: &Connection, host: &Host<'_>) -> Result<(), Ended> {
    server::Server::new(connection, host).run()
}

/// Says something to whoever reads the server's log.
fn log(line: &str) {
    let _ = writeln!(io::stderr().lock(), "needlepoint lsp: {line}");
}
