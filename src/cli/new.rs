//! `needlepoint new`: a file to start from, with a `?` for every number and a word in capitals for every name that is the author's.

use std::path::PathBuf;

use super::Exit;
use super::files;
use super::host::Host;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    kind: Kind,
}

#[derive(Debug, clap::Subcommand)]
enum Kind {
    /// A protocol with every block in it and every choice left open
    Protocol {
        /// Its name: lower-case letters, figures and hyphens
        #[arg(value_name = "NAME", default_value = "my-protocol", value_parser = name)]
        name: String,
        /// Write it to this file; without it, to standard output. A file that exists is not touched
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

fn name(text: &str) -> Result<String, String> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(fits) {
        Ok(text.to_owned())
    } else {
        Err("a name has lower-case letters, figures and hyphens, and starts with a letter".to_owned())
    }
}

/// Every statement a protocol needs; nothing in it is a choice made for the author.
const PROTOCOL: &str = include_str!("new_protocol.needle");

pub(super) fn run(args: &Args, host: &mut Host) -> Exit {
    let Kind::Protocol { name, out } = &args.kind;
    let text = PROTOCOL.replace("my-protocol", name);
    let Some(out) = out else {
        host.print(&text);
        return Exit::Accepted;
    };
    match files::write_file(out, text.as_bytes()) {
        Ok(()) => Exit::Accepted,
        Err(sentence) => host.could_not(&sentence),
    }
}
