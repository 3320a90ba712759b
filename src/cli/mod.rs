//! The command line: a thin face that hands files, today's date and arguments to the library as values.
#![expect(clippy::disallowed_methods, reason = "this face is where files and the clock are read")]

mod advice;
mod approve;
mod build;
mod check;
mod clinic;
mod compare;
mod course;
mod decode;
mod exceptions;
mod exit;
mod explain;
mod files;
mod fmt;
mod held;
mod holidays;
mod host;
mod hours;
mod inspect;
mod keygen;
mod kind;
mod new;
mod prove;
mod ready;
mod reschedule;
mod rules;
mod run;
mod schedule;
mod show;
mod sign;
mod test;
mod verify;

pub use exit::Exit;

use clap::{Parser, Subcommand};
use host::Host;

/// Checks micro-needling treatment protocols, compiles them for a pen, and dates their courses.
///
/// An authoring and checking aid for qualified clinicians. Not a medical device; cleared by nobody; no pen on the market loads these
/// images. Limits are published facts with grades, not advice.
#[derive(Debug, Parser)]
#[command(name = "needlepoint", version, arg_required_else_help = false, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check protocols, and say what is not accepted and why
    Check(check::Args),
    /// Compile an accepted protocol: image, schedule and plain-words sheet, all or nothing
    Build(build::Args),
    /// Tidy files into the one canonical form; nothing that they say is changed
    Fmt(fmt::Args),
    /// Make a new pair of keys for signing images
    Keygen(keygen::Args),
    /// Sign an image that was built for a pen
    Sign(sign::Args),
    /// Check an image as the pen that it asks for would, with the keys that are trusted
    Verify(verify::Args),
    /// Show what is in an image, in words
    Inspect(inspect::Args),
    /// Play a session of an image on a virtual pen: no motor, not a device, nothing is treated
    Run(run::Args),
    /// Say what was done of what was planned, from a log of the virtual pen
    Compare(compare::Args),
    /// Approve a protocol's text as it stands, so that an image for a pen can be made of it
    Approve(approve::Args),
    /// Date the course of a protocol from its first session
    Schedule(schedule::Args),
    /// Bring a patient's course up to date: what was given stays, the rest is planned anew
    Reschedule(reschedule::Args),
    /// Walk every course of a protocol from each day of two years, and show whether all of them can be dated
    Prove(prove::Args),
    /// Hold protocols against their own self-tests
    Test(test::Args),
    /// List the exceptions of protocols: who, what, why, how far and until when; and the rules excepted most
    Exceptions(exceptions::Args),
    /// Explain a rule or problem: what it says, why, and examples
    Explain(explain::Args),
    /// List all rules, with the hazards they cover
    Rules(rules::Args),
    /// Show what the atlas knows, every limit on an area, or a protocol with the line that sets each value
    Show(show::Args),
    /// Start a new file, with a `?` or a word in capitals for every choice that is yours
    New(new::Args),
    /// Run the language server for editors on standard input and output
    #[cfg(feature = "lsp")]
    Lsp(lsp::Args),
}

const FIRST: &str = "needlepoint checks micro-needling treatment protocols.

Start here:
  needlepoint new protocol my-protocol --out my-protocol.needle   a new file, with every choice left to you
  needlepoint check my-protocol.needle                            what is not accepted yet, and why
  needlepoint explain depth-beyond-label                          one rule, with its sources
  needlepoint --help                                              everything else
";

/// Runs the program with the process's arguments.
#[must_use]
pub fn main() -> std::process::ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let mut host = Host::of_process();
            let text = error.render();
            if error.use_stderr() {
                host.say(&text.to_string());
                return Exit::CouldNotRun.into();
            }
            host.print(&text.to_string());
            return host.ends(Exit::Accepted).into();
        }
    };
    let mut host = Host::of_process();
    let exit = match arguments.command {
        None => {
            host.print(FIRST);
            Exit::Accepted
        }
        Some(Command::Check(args)) => check::run(&args, &mut host),
        Some(Command::Build(args)) => build::run(&args, &mut host),
        Some(Command::Fmt(args)) => fmt::run(&args, &mut host),
        Some(Command::Approve(args)) => approve::run(&args, &mut host),
        Some(Command::Keygen(args)) => keygen::run(&args, &mut host),
        Some(Command::Sign(args)) => sign::run(&args, &mut host),
        Some(Command::Verify(args)) => verify::run(&args, &mut host),
        Some(Command::Inspect(args)) => inspect::run(&args, &mut host),
        Some(Command::Run(args)) => run::run(&args, &mut host),
        Some(Command::Compare(args)) => compare::run(&args, &mut host),
        Some(Command::Schedule(args)) => schedule::run(&args, &mut host),
        Some(Command::Reschedule(args)) => reschedule::run(&args, &mut host),
        Some(Command::Prove(args)) => prove::run(&args, &mut host),
        Some(Command::Test(args)) => test::run(&args, &mut host),
        Some(Command::Exceptions(args)) => exceptions::run(&args, &mut host),
        Some(Command::Explain(args)) => explain::run(&args, &mut host),
        Some(Command::Rules(args)) => rules::run(&args, &mut host),
        Some(Command::Show(args)) => show::run(&args, &mut host),
        Some(Command::New(args)) => new::run(&args, &mut host),
        #[cfg(feature = "lsp")]
        Some(Command::Lsp(args)) => lsp::run(&args, &mut host),
    };
    host.ends(exit).into()
}

#[cfg(feature = "lsp")]
mod lsp;
