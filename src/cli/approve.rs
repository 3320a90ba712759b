//! `needlepoint approve`: binds a named person's approval to the text of a protocol as it stands.

use std::path::PathBuf;

use super::Exit;
use super::check::{Format, item, show};
use super::clinic::ClinicArgs;
use super::files;
use super::host::{Host, TodayArgs};
use super::ready::{cautions, to_read, why_not};
use crate::diagnostic::Fault;
use crate::model::{names_somebody, same_person};
use crate::quantity::Day;
use crate::report::Run;
use crate::rule::{Asked, Purpose};
use crate::source::{Source, Span, to_usize};
use crate::syntax::{self, tree::Protocol};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The protocol; its `status` and `approved` lines are written, and nothing else in it
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Who approves it: a name, and a role after a comma. Never its author
    #[arg(long, value_name = "NAME")]
    by: String,
    #[command(flatten)]
    today: TodayArgs,
    #[command(flatten)]
    clinic: ClinicArgs,
}

pub(super) fn run(args: &Args, host: &mut Host) -> Exit {
    let Some(today) = args.today.day(host) else { return Exit::CouldNotRun };
    if args.file.as_os_str() == "-" {
        return host.could_not("an approval is written into a file; name it");
    }
    let by = args.by.trim();
    if by.contains(char::is_control) || !names_somebody(by) {
        return host.could_not("an approval is a person's: say who approves it, as in --by \"B. Approver, medical director\"");
    }
    match approve(args, by, today, host) {
        Ok(()) => Exit::Accepted,
        Err(exit) => exit,
    }
}

fn approve(args: &Args, by: &str, today: Day, host: &mut Host) -> Result<(), Exit> {
    let shown = args.file.display().to_string();
    let text = files::read(&args.file).map_err(|sentence| host.could_not(&sentence))?;
    // All that an image needs but the approval itself must hold already.
    accepted(args, &text, Asked { purpose: Purpose::Bench, today }, host)?;
    let source = Source::new(crate::first_file(), shown.as_str(), text);
    let parsed = syntax::parse(&source);
    let fault = |host: &mut Host| host.could_not(&Fault::new(format!("{shown} is accepted and lacks what an approval needs")).to_string());
    let [protocol] = parsed.tree.protocols.as_slice() else { return Err(fault(host)) };
    let ([status], [author]) = (protocol.status.as_slice(), protocol.author.as_slice()) else { return Err(fault(host)) };
    if same_person(author.value.as_str(), by) {
        host.say(&format!("needlepoint: {by} wrote this protocol (its author is {}); somebody else approves it\n", author.value));
        return Err(Exit::NotAccepted);
    }
    if status.value == "retired" {
        host.say("needlepoint: the protocol is retired; set its status to in-review first if it is to be used again\n");
        return Err(Exit::NotAccepted);
    }
    // The text was accepted, so what cannot be read with the name in it is the name.
    let Some((line, approved)) = approved(&source, protocol, by, today) else {
        return Err(host.could_not("the name has a character in it that no text of a protocol may have; type it anew, letter by letter"));
    };
    // What is written is what would be asked for an image: no approval is given that would not hold.
    let to_read = accepted(args, &approved, Asked { purpose: Purpose::Device, today }, host)?;
    files::replace_file(&args.file, &source.text, &approved).map_err(|sentence| host.could_not(&sentence))?;
    if status.value != "approved" {
        host.print(&format!("{shown}: the status was {} and is approved now\n", status.value));
    }
    host.print(&format!("{shown}: {line}\n"));
    // Who approves a text approves it with its cautions.
    host.print(&format!("{shown}: approved. {to_read}\n"));
    Ok(())
}

/// Checks a text as it would be checked for an image: what is still to be read when it is accepted. Shows why when it is not.
fn accepted(args: &Args, text: &str, asked: Asked, host: &mut Host) -> Result<String, Exit> {
    let (item, library) = item(&args.file, text.to_owned(), &args.clinic, &asked).map_err(|sentence| host.could_not(&sentence))?;
    if let Some(fault) = &item.answer.fault {
        return Err(host.could_not(&fault.to_string()));
    }
    if item.answer.accepted.is_some() {
        return Ok(to_read(cautions(&item.answer), library.clinic.as_ref().map(|clinic| &clinic.facts)));
    }
    let why = why_not(&item.answer);
    let run = Run { items: vec![item], today: asked.today };
    let report = show(&run, Format::Human, host.colour()).map_err(|sentence| host.could_not(&sentence))?;
    host.print(&report);
    host.say(&format!("needlepoint: {why}, so it was not approved\n"));
    Err(Exit::NotAccepted)
}

/// The approval as a statement, and the text with it: the status becomes `approved`, the statement takes the old one's place or
/// follows the author, and every other byte stays.
fn approved(source: &Source, protocol: &Protocol, by: &str, today: Day) -> Option<(String, String)> {
    let (status, author) = (protocol.status.first()?, protocol.author.first()?);
    let old = protocol.approved.first().map(|old| old.span);
    let unsigned = format!("approved    {} by \"{}\"", today.iso(), by.replace('\\', "\\\\").replace('"', "\\\""));
    let with = |statement: &str| {
        let mut edits = vec![(status.span, "approved".to_owned())];
        edits.push(old.map_or_else(|| after(source, author.span, statement), |old| (old, statement.to_owned())));
        edits.sort_unstable();
        source.with(&edits)
    };
    // The statement itself is not under its digest.
    let digest = syntax::digest(&Source::new(source.id, source.name.as_str(), with(&unsigned)))?;
    let statement = format!("{unsigned} text {digest}");
    let text = with(&statement);
    Some((statement, text))
}

/// A new line below the one that a statement stands on, indented and ended like it.
fn after(source: &Source, statement: Span, new: &str) -> (Span, String) {
    let (before, behind) = source.text.split_at_checked(to_usize(statement.start)).unwrap_or((&source.text, ""));
    let indent: String = before.chars().rev().take_while(|character| matches!(character, ' ' | '\t')).collect();
    let line = behind.find(['\r', '\n']).unwrap_or(behind.len());
    let end = match behind.get(line..).unwrap_or_default() {
        rest if rest.starts_with("\r\n") => "\r\n",
        rest if rest.starts_with('\r') => "\r",
        _ => "\n",
    };
    let place = statement.start + crate::source::to_u32(line);
    (Span { start: place, end: place, ..statement }, format!("{end}{}{new}", indent.chars().rev().collect::<String>()))
}
