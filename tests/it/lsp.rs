//! The language server as a client meets it: the real program over a pipe, and the loop alone where a test plays the host.

use std::cell::Cell;
use std::fs;
use std::io::{BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use lsp_server::{Connection, Message, Notification, Request, RequestId, Response};
use needlepoint::Texts;
use needlepoint::lsp::{Around, Ended, Host, run};
use needlepoint::model::{ClinicText, Library, join};
use needlepoint::quantity::Day;
use needlepoint::syntax::parse;
use serde_json::{Value, json};

const TODAY: &str = "2026-11-22";
const PROTOCOL: &str = include_str!("../../protocols/acne-scars-face.needle");

/// How long the server may take for one answer before a test gives up on it.
const PATIENCE: Duration = Duration::from_secs(60);

/// A client of the real program.
struct Client {
    server: Child,
    input: Option<ChildStdin>,
    output: Receiver<Message>,
    asked: i32,
}

impl Client {
    /// Starts the program.
    fn start() -> Self {
        let mut server = needlepoint(&["lsp", "--today", TODAY]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut pipe = BufReader::new(server.stdout.take().unwrap());
        let (sender, output) = channel();
        thread::spawn(move || {
            while let Some(message) = Message::read(&mut pipe).unwrap() {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        Self { input: server.stdin.take(), server, output, asked: 0 }
    }

    /// Starts the program and greets it with capabilities.
    fn greeted(capabilities: Value) -> Self {
        let mut client = Self::start();
        client.greet(json!({ "processId": null, "rootUri": null, "capabilities": capabilities }));
        client
    }

    fn greet(&mut self, params: Value) -> Value {
        let (_, answer) = self.ask("initialize", params);
        self.tell("initialized", json!({}));
        answer.response_result.unwrap()
    }

    /// Writes the bytes of one frame, whatever they say.
    fn frame(&mut self, body: &str) {
        write!(self.input.as_mut().unwrap(), "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
    }

    fn tell(&mut self, method: &str, params: Value) {
        let message = Message::Notification(Notification { method: method.to_owned(), params });
        message.write(self.input.as_mut().unwrap()).unwrap();
    }

    /// Asks, and waits for the answer; gives what was published before it, too.
    fn ask(&mut self, method: &str, params: Value) -> (Vec<Value>, Response) {
        self.asked += 1;
        let request = Request { id: RequestId::from(self.asked), method: method.to_owned(), params };
        Message::Request(request).write(self.input.as_mut().unwrap()).unwrap();
        let mut published = Vec::new();
        loop {
            match self.output.recv_timeout(PATIENCE).expect("the server answers") {
                Message::Notification(news) if news.method == "textDocument/publishDiagnostics" => published.push(news.params),
                Message::Response(answer) if answer.id == RequestId::from(self.asked) => return (published, answer),
                other => panic!("not expected: {other:?}"),
            }
        }
    }

    /// What was published since the last question: an answer never overtakes it.
    fn published(&mut self) -> Vec<Value> {
        self.ask("needlepoint/nothing", json!(null)).0
    }

    fn open(&mut self, text: &str) {
        self.tell("textDocument/didOpen", json!({ "textDocument": { "uri": uri(), "languageId": "needle", "version": 0, "text": text } }));
    }

    fn change(&mut self, version: usize, changes: Value) {
        self.tell("textDocument/didChange", json!({ "textDocument": { "uri": uri(), "version": version }, "contentChanges": changes }));
    }

    /// Waits for the program's end, with the pipe to it still open.
    fn status(mut self) -> Option<i32> {
        assert!(self.output.recv_timeout(PATIENCE).is_err_and(|end| end == RecvTimeoutError::Disconnected));
        self.server.wait().unwrap().code()
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // A test that failed leaves no server behind; one that ended is no longer there to be stopped.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// The program, in a folder that has no clinic around it.
fn needlepoint(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_needlepoint"));
    command.args(arguments).current_dir(env!("CARGO_TARGET_TMPDIR"));
    command
}

fn uri() -> String {
    format!("file://{}/x.needle", env!("CARGO_TARGET_TMPDIR"))
}

/// One problem, as both faces tell it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Shown {
    start: (u64, u64),
    end: (u64, u64),
    rule: String,
    severity: u64,
    sentence: String,
}

/// What `check` says of a text, with columns in the given units.
fn checked(needle: &str, units: fn(&str) -> usize) -> Vec<Shown> {
    let arguments = ["check", "--format", "json", "--today", TODAY, "--stdin-filename", "x.needle", "-"];
    let mut check = needlepoint(&arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    check.stdin.take().unwrap().write_all(needle.as_bytes()).unwrap();
    let document: Value = serde_json::from_slice(&check.wait_with_output().unwrap().stdout).unwrap();
    let position = |offset: &Value| {
        let before = &needle[..usize::try_from(offset.as_u64().unwrap()).unwrap()];
        let line = before.rsplit('\n').next().unwrap();
        (u64::try_from(before.matches('\n').count()).unwrap(), u64::try_from(units(line)).unwrap())
    };
    let shown = |problem: &Value| Shown {
        start: position(&problem["place"]["start"]),
        end: position(&problem["place"]["end"]),
        rule: text(&problem["rule"]),
        severity: match problem["level"].as_str().unwrap() {
            _ if problem["blocks"] == true => 1,
            "caution" => 2,
            _ => 3,
        },
        sentence: match &problem["excepted_until"] {
            Value::String(until) => {
                let until = Day::read(until).unwrap();
                format!(
                    "{}, excepted until {until} by {}: {}",
                    text(&problem["level"]),
                    text(&problem["excepted_by"]),
                    text(&problem["message"])
                )
            }
            _ => format!("{}: {}", text(&problem["level"]), text(&problem["message"])),
        },
    };
    document["problems"].as_array().unwrap().iter().map(shown).collect()
}

/// What was published in one notification.
fn shown(news: &Value) -> Vec<Shown> {
    let position = |at: &Value| (at["line"].as_u64().unwrap(), at["character"].as_u64().unwrap());
    let shown = |diagnostic: &Value| {
        assert_eq!(diagnostic["source"], "needlepoint");
        Shown {
            start: position(&diagnostic["range"]["start"]),
            end: position(&diagnostic["range"]["end"]),
            rule: text(&diagnostic["code"]),
            severity: diagnostic["severity"].as_u64().unwrap(),
            sentence: text(&diagnostic["message"]).lines().next().unwrap().to_owned(),
        }
    };
    news["diagnostics"].as_array().unwrap().iter().map(shown).collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn utf8(text: &str) -> usize {
    text.len()
}

fn utf16(text: &str) -> usize {
    text.encode_utf16().count()
}

fn offering(encodings: &[&str]) -> Value {
    json!({ "general": { "positionEncodings": encodings } })
}

/// A text with problems of several levels, one of them after a µ and an emoji.
fn faulty() -> String {
    let text = PROTOCOL.replacen("  title       ", "  title       \"µ😀\" bogus ", 1).replacen("never above 2 mm", "never above 20 mm", 1);
    assert_ne!(text, PROTOCOL);
    text
}

#[test]
fn takes_utf8_only_when_it_is_offered() {
    for (offered, agreed) in [
        (json!({}), "utf-16"),
        (offering(&["utf-16"]), "utf-16"),
        (offering(&["utf-32", "utf-16"]), "utf-16"),
        (offering(&["utf-32", "utf-8", "utf-16"]), "utf-8"),
    ] {
        let result = Client::start().greet(json!({ "processId": null, "rootUri": null, "capabilities": offered }));
        assert_eq!(result["capabilities"], json!({ "positionEncoding": agreed, "textDocumentSync": { "openClose": true, "change": 2 } }));
        assert_eq!(result["serverInfo"], json!({ "name": "needlepoint", "version": needlepoint::VERSION }));
    }
}

#[test]
fn a_place_after_an_emoji_is_right_in_both_encodings() {
    let line = faulty().lines().position(|line| line.contains("bogus")).unwrap();
    for (offered, units, column) in [("utf-8", utf8 as fn(&str) -> usize, 23), ("utf-16", utf16, 20)] {
        let mut client = Client::greeted(offering(&[offered]));
        client.open(&faulty());
        let published = client.published();
        let found = shown(&published[0]);
        assert!(found.iter().any(|problem| problem.start == (u64::try_from(line).unwrap(), column)), "{found:#?}");
        assert_eq!(found, checked(&faulty(), units));
    }
}

/// Every client whose greeting was captured gets what `check` says, in its own units.
#[test]
fn every_captured_client_is_served() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/editors/capabilities");
    let mut clients: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    clients.sort();
    assert!(clients.len() >= 9, "{clients:?}");
    for path in clients {
        let greeting: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let mut client = Client::start();
        let result = client.greet(greeting.clone());
        let units = if result["capabilities"]["positionEncoding"] == "utf-8" { utf8 } else { utf16 };
        client.open(&faulty());
        let published = client.published();
        assert_eq!(published.len(), 1, "{path:?}");
        assert_eq!(shown(&published[0]), checked(&faulty(), units), "{path:?}");
        let links = published[0].to_string().contains("relatedInformation");
        let wanted = greeting["capabilities"]["textDocument"]["publishDiagnostics"]["relatedInformation"] == true;
        assert!(wanted || !links, "{path:?}");
        client.ask("shutdown", Value::Null);
        client.tell("exit", Value::Null);
        assert_eq!(client.status(), Some(0), "{path:?}");
    }
}

/// The atlas is in no file an editor could open, so its places are told in words.
#[test]
fn a_limit_of_the_atlas_is_named_in_the_message() {
    let mut client = Client::greeted(json!({}));
    client.open(&faulty());
    let published = client.published();
    let all = published[0]["diagnostics"].as_array().unwrap();
    let message = all.iter().find(|one| one["code"] == "depth-beyond-area-limit").unwrap()["message"].as_str().unwrap();
    assert!(message.contains("\nthe limit is set here: atlas/areas.needle, line "), "{message}");
    assert!(message.contains("\n20 mm - 2.5 mm = 17.5 mm"), "{message}");
}

#[test]
fn changes_of_every_kind_arrive_in_order() {
    for (offered, units) in [("utf-8", utf8 as fn(&str) -> usize), ("utf-16", utf16)] {
        let mut client = Client::greeted(offering(&[offered]));
        let mut text = PROTOCOL.to_owned();
        client.open(&text);
        let clean = client.published();
        assert_eq!(shown(&clean[0]), checked(&text, units));

        // A part of a line.
        let change = edit(&mut text, "Atrophic acne scars of the face\"", "µ😀\" bogus \"Atrophic\"", units);
        client.change(1, json!([change]));
        let published = client.published();
        assert_eq!(published[0]["version"], 1);
        assert_eq!(shown(&published[0]), checked(&text, units));
        assert_ne!(shown(&published[0]), shown(&clean[0]));

        // Several parts, each counted in the text that the one before it left; the first lies before an emoji that the second replaces.
        let first = edit(&mut text, "µ😀", "—😀µ\n", units);
        let second = edit(&mut text, "😀µ", "µ", units);
        let third = edit(&mut text, "7000 rpm", "80 rpm", units);
        client.change(2, json!([first, second, third]));
        assert_eq!(shown(&client.published()[0]), checked(&text, units));

        // The whole text, then a part of it.
        text = faulty();
        let whole = json!({ "text": text });
        let part = edit(&mut text, "bogus", "", units);
        client.change(3, json!([whole, part]));
        let published = client.published();
        assert_eq!(published.len(), 1);
        assert_eq!(shown(&published[0]), checked(&text, units));
    }
}

/// Replaces the first `old` in a text, and says so as a client would.
fn edit(text: &mut String, old: &str, new: &str, units: fn(&str) -> usize) -> Value {
    let start = text.find(old).unwrap();
    replace(text, start, start + old.len(), new, units)
}

/// Replaces bytes of a text, and says so as a client would.
fn replace(text: &mut String, start: usize, end: usize, new: &str, units: fn(&str) -> usize) -> Value {
    let position = |offset: usize| {
        let before = &text[..offset];
        json!({ "line": before.matches('\n').count(), "character": units(before.rsplit('\n').next().unwrap()) })
    };
    let change = json!({ "range": { "start": position(start), "end": position(end) }, "text": new });
    text.replace_range(start..end, new);
    change
}

#[test]
fn a_burst_of_edits_leaves_the_text_as_the_client_has_it() {
    for (offered, units) in [("utf-8", utf8 as fn(&str) -> usize), ("utf-16", utf16)] {
        let mut client = Client::greeted(offering(&[offered]));
        let mut text = faulty();
        client.open(&text);
        // A fixed row of numbers that looks like chance.
        let mut chance = 20_261_122_usize;
        let mut below = |limit: usize| {
            chance = (chance.wrapping_mul(1_103_515_245).wrapping_add(12_345)) % (1 << 31);
            (chance >> 8) % limit
        };
        for version in 1..=400 {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let start = below(places.len());
            let end = (start + below(4)).min(places.len() - 1);
            let new = ["µ", "😀", "—x", "\n", "bogus 5 mm", ""][below(6)];
            let change = replace(&mut text, places[start], places[end], new, units);
            client.change(version, json!([change]));
        }
        let published = client.published();
        let versions: Vec<u64> = published.iter().map(|news| news["version"].as_u64().unwrap()).collect();
        assert!(versions.is_sorted_by(|a, b| a < b), "{versions:?}");
        assert_eq!(versions.last(), Some(&400));
        assert_eq!(shown(published.last().unwrap()), checked(&text, units));
    }
}

#[test]
fn a_closed_document_has_no_problems() {
    let mut client = Client::greeted(json!({}));
    client.open(&faulty());
    client.tell("textDocument/didSave", json!({ "textDocument": { "uri": uri() } }));
    assert_eq!(client.published().len(), 1);
    client.tell("textDocument/didClose", json!({ "textDocument": { "uri": uri() } }));
    client.tell("textDocument/didClose", json!({ "textDocument": { "uri": uri() } }));
    assert_eq!(client.published(), [json!({ "uri": uri(), "diagnostics": [] })]);
}

#[test]
fn what_cannot_be_understood_is_answered_or_ignored() {
    let mut client = Client::start();
    let code = |(_, answer): (_, Response)| answer.response_result.unwrap_err().code;
    client.tell("textDocument/didOpen", json!({ "too": "early" }));
    assert_eq!(code(client.ask("textDocument/hover", json!({}))), -32002);
    client.greet(json!({ "capabilities": { "general": { "positionEncodings": 8 }, "textDocument": "none" } }));
    assert_eq!(code(client.ask("initialize", json!({}))), -32600);
    assert_eq!(code(client.ask("needlepoint/unheard-of", json!({ "deep": [[[]]] }))), -32601);
    assert_eq!(code(client.ask("textDocument/hover", json!(7))), -32601);
    client.open(&faulty());
    for method in [
        "textDocument/didOpen",
        "textDocument/didChange",
        "textDocument/didClose",
        "textDocument/didSave",
        "$/cancelRequest",
        "$/unheard-of",
        "unheard-of",
    ] {
        for params in
            [json!(null), json!([]), json!({}), json!({ "textDocument": 5 }), json!({ "textDocument": { "uri": "x", "version": "one" } })]
        {
            client.tell(method, params);
        }
    }
    client.tell(
        "textDocument/didChange",
        json!({ "textDocument": { "uri": "untitled:x", "version": 1 }, "contentChanges": [{ "text": "" }] }),
    );
    let past = json!({ "line": 4_000_000_000_u32, "character": 4_000_000_000_u32 });
    let first = json!({ "line": 0, "character": 0 });
    client.change(
        1,
        json!([{ "range": { "start": past, "end": first }, "text": "" }, { "range": { "start": past, "end": past }, "text": "\u{feff}" }]),
    );
    client.frame("no JSON");
    client.frame("[]");
    client.frame("{\"jsonrpc\":\"2.0\",\"id\":77,\"result\":null}");
    client.change(2, json!([{ "text": faulty() }]));
    assert_eq!(shown(client.published().last().unwrap()), checked(&faulty(), utf16));
}

#[test]
fn the_exit_status_tells_whether_a_shutdown_was_asked_for() {
    let mut polite = Client::greeted(json!({}));
    assert_eq!(polite.ask("shutdown", Value::Null).1.response_result.unwrap(), Value::Null);
    assert_eq!(polite.ask("shutdown", Value::Null).1.response_result.unwrap_err().code, -32600);
    polite.tell("exit", Value::Null);
    assert_eq!(polite.status(), Some(0));

    let mut abrupt = Client::greeted(json!({}));
    abrupt.tell("exit", Value::Null);
    assert_eq!(abrupt.status(), Some(1));

    let mut early = Client::start();
    early.tell("exit", Value::Null);
    assert_eq!(early.status(), Some(1));

    let mut hung_up = Client::greeted(json!({}));
    drop(hung_up.input.take());
    assert_eq!(hung_up.status(), Some(1));
}

#[test]
fn a_text_past_the_limit_gets_one_problem() {
    let mut client = Client::greeted(json!({}));
    client.open(&"#".repeat(1024 * 1024 + 1));
    let published = client.published();
    let all = published[0]["diagnostics"].as_array().unwrap();
    assert_eq!(all.len(), 1);
    assert_eq!(all[0]["severity"], 1);
    assert!(all[0]["message"].as_str().unwrap().contains("1 MiB"), "{}", all[0]);
}

#[test]
fn a_file_of_this_machine_has_its_clinic_however_its_uri_is_written() {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("our clinic");
    fs::create_dir_all(&place).unwrap();
    fs::write(place.join("clinic.needle"), "needlepoint 1\nclinic here {\n  policy \"house.needle\"\n}\n").unwrap();
    let house = "needlepoint 1\npolicy house {\n  limit depth on forehead never above 0.25 mm\n}\n";
    fs::write(place.join("house.needle"), house).unwrap();
    let path = format!("{}/new%20folder/x.needle", place.to_str().unwrap().replace(' ', "%20"));
    let mut client = Client::greeted(json!({}));
    let mut shown = |uri: &str| {
        client.tell(
            "textDocument/didOpen",
            json!({ "textDocument": { "uri": uri, "languageId": "needle", "version": 0, "text": PROTOCOL } }),
        );
        client.published().iter().map(|news| news["diagnostics"].to_string()).collect::<String>()
    };
    // The folder of the document is not there yet; the clinic above it is.
    for before in ["file://", "file://localhost", "file://LOCALHOST", "FILE://", "file:"] {
        let shown = shown(&format!("{before}{path}"));
        assert!(shown.contains("the limit for forehead is 0.25 mm"), "{before}: {shown}");
    }
    let elsewhere = shown(&format!("file://server{path}"));
    assert!(elsewhere.contains("is on another machine") && !elsewhere.contains("forehead"), "{elsewhere}");
    assert!(!shown("untitled:Untitled-1").contains("the limit for forehead"));
    // The clinic's own files are held against the atlas as they stand in the editor.
    let own = format!("file://{}/house.needle", place.to_str().unwrap().replace(' ', "%20"));
    let loose = house.replace("0.25 mm", "4 mm");
    client.tell("textDocument/didOpen", json!({ "textDocument": { "uri": own, "languageId": "needle", "version": 0, "text": loose } }));
    let told = client.published().iter().map(|news| news["diagnostics"].to_string()).collect::<String>();
    assert!(told.contains("policy-loosens") && !told.contains("policy-unnamed"), "{told}");
}

#[test]
fn a_patients_course_is_served_as_a_protocol_is() {
    let mut client = Client::greeted(json!({}));
    let text = "needlepoint 1\ncourse 7650-5E3F-S {\n  phototype 7\n  zone Europe/Berln\n  session 0 given 2026-12-01\n}\n";
    client.open(text);
    let told = shown(&client.published()[0]);
    assert_eq!(told, checked(text, utf16));
    let rules: Vec<&str> = told.iter().map(|one| one.rule.as_str()).collect();
    let waits = ["course-incomplete", "course-incomplete", "tag-unusable"];
    assert_eq!(rules, [&waits[..], &["phototype-unknown", "clinic-zone-unknown", "session-zero"][..]].concat());
}

/// Runs the loop over messages that are all there from the start, and gives what it published.
fn published_at_once(host: &Host<'_>, messages: &[(&str, Value)]) -> Vec<Value> {
    let (client, server) = Connection::memory();
    for (count, (method, params)) in messages.iter().enumerate() {
        let (method, params) = ((*method).to_owned(), params.clone());
        let message = match method.as_str() {
            "initialize" | "shutdown" => Message::Request(Request { id: RequestId::from(i32::try_from(count).unwrap()), method, params }),
            _ => Message::Notification(Notification { method, params }),
        };
        client.sender.send(message).unwrap();
    }
    drop(client.sender);
    assert!(matches!(run(&server, host), Err(Ended::WithoutShutdown)));
    drop(server);
    client.receiver.iter().filter_map(|message| if let Message::Notification(news) = message { Some(news.params) } else { None }).collect()
}

fn opened(uri: &str, text: &str) -> (&'static str, Value) {
    ("textDocument/didOpen", json!({ "textDocument": { "uri": uri, "languageId": "needle", "version": 1, "text": text } }))
}

const LINKS: &str = r#"{ "capabilities": { "textDocument": { "publishDiagnostics": { "relatedInformation": true } } } }"#;

/// What lies around a document that has no clinic.
fn alone(uri: &str, text: &str) -> Around {
    let mut texts = Texts::default();
    let document = texts.add(uri, text).id;
    Around { library: Library::builtin(), texts, document, problems: Vec::new() }
}

/// What lies around a document in a clinic with one policy.
fn clinic(uri: &str, text: &str, policy: &str) -> Around {
    let mut around = alone(uri, text);
    let own = parse(around.texts.add("/our clinic/clinic.needle", include_str!("../../protocols/example-clinic/clinic.needle")));
    let house = parse(around.texts.add("/our clinic/house.needle", policy));
    let text = |parsed| ClinicText { name: "/our clinic/clinic.needle", text: "", parsed };
    let (library, _) = join(Library::builtin(), &[text(&own), text(&house)], Vec::new());
    Around { library, problems: house.problems, ..around }
}

fn today() -> Day {
    Day::read(TODAY).unwrap()
}

#[test]
fn a_burst_is_checked_once() {
    let asked = Cell::new(0);
    let around = |uri: &str, text: &str| {
        asked.set(asked.get() + 1);
        Ok(alone(uri, text))
    };
    let mut messages = vec![("initialize", json!({})), opened("untitled:1", "")];
    for version in 2..100 {
        let change = json!({ "textDocument": { "uri": "untitled:1", "version": version }, "contentChanges": [{ "text": PROTOCOL }] });
        messages.push(("textDocument/didChange", change));
    }
    let published = published_at_once(&Host { today: &today, around: &around }, &messages);
    assert_eq!((published.len(), &published[0]["version"], asked.get()), (1, &json!(99), 1));
}

#[test]
fn a_clinics_limit_is_linked_where_it_is_set() {
    let around = |uri: &str, text: &str| {
        assert_eq!(uri, "file:///our%20clinic/x.needle");
        Ok(clinic(uri, text, "needlepoint 1\npolicy house {\n  limit depth on forehead never above 0.25 mm\n}\n"))
    };
    let messages = [("initialize", serde_json::from_str(LINKS).unwrap()), opened("file:///our%20clinic/x.needle", PROTOCOL)];
    let published = published_at_once(&Host { today: &today, around: &around }, &messages);
    let linked = linked_to(&published, "file:///our%20clinic/house.needle");
    assert_eq!(linked["code"], "depth-beyond-area-limit");
    assert_eq!(linked["relatedInformation"][0]["location"]["range"]["start"]["line"], 2);
}

#[test]
fn a_fault_of_the_clinics_own_is_shown_at_the_top() {
    let around = |uri: &str, text: &str| Ok(clinic(uri, text, "needlepoint 1\npolicy house {\n  bogus\n}\n"));
    let messages = [("initialize", serde_json::from_str(LINKS).unwrap()), opened("file:///our%20clinic/x.needle", PROTOCOL)];
    let published = published_at_once(&Host { today: &today, around: &around }, &messages);
    let linked = linked_to(&published, "file:///our%20clinic/house.needle");
    assert_eq!(linked["code"], "line-unknown");
    assert_eq!(linked["range"]["end"], json!({ "line": 0, "character": 0 }));
    assert_eq!(linked["relatedInformation"][0]["location"]["range"]["start"]["line"], 2);
}

/// The problem that leads to a text.
fn linked_to<'p>(published: &'p [Value], uri: &str) -> &'p Value {
    let all = published[0]["diagnostics"].as_array().unwrap();
    all.iter().find(|one| one["relatedInformation"][0]["location"]["uri"] == uri).unwrap_or_else(|| panic!("{all:#?}"))
}

#[test]
fn an_unreadable_clinic_is_said_and_nothing_is_checked_without_it() {
    let around = |_: &str, _: &str| Err("the clinic cannot be read".to_owned());
    let published =
        published_at_once(&Host { today: &today, around: &around }, &[("initialize", json!({})), opened("untitled:1", PROTOCOL)]);
    let [only] = &published[0]["diagnostics"].as_array().unwrap()[..] else { panic!("{published:#?}") };
    assert_eq!((&only["severity"], &only["message"]), (&json!(1), &json!("the clinic cannot be read")));
}

#[test]
fn a_fault_in_one_text_leaves_the_others_alone() {
    let around = |uri: &str, text: &str| {
        assert_ne!(uri, "untitled:bad", "a fault of the test's own making");
        Ok(alone(uri, text))
    };
    let messages = [("initialize", json!({})), opened("untitled:bad", ""), opened("untitled:good", &faulty())];
    let [bad, good] = published_at_once(&Host { today: &today, around: &around }, &messages).try_into().unwrap();
    let [only] = &bad["diagnostics"].as_array().unwrap()[..] else { panic!("{bad:#?}") };
    assert_eq!(bad["uri"], "untitled:bad");
    assert!(only["message"].as_str().unwrap().contains("please report"), "{only}");
    assert_eq!(shown(&good), checked(&faulty(), utf16));
}
