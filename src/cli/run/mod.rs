//! `needlepoint run`: plays one session of an image on a virtual pen, through the loader that a pen has, and logs what was done.

mod kept;
mod operator;

use std::path::{Path, PathBuf};

use needlepoint_loader::{Ledger as _, Refusal, Steps};
use sha2::{Digest, Sha256};

use super::Exit;
use super::files;
use super::host::{Host, TodayArgs};
use super::verify;
use crate::document;
use crate::pen::{CUT, Entry, Event, Hand, Log, NOTE, Opening, Play, Press, SHAPE, Script, SessionEnd, State};
use crate::plan::identity_of;
use crate::quantity::Tag;
use crate::quantity::{Day, Phototype};
use crate::seal::{Opened, Signer, hex, open};
use kept::{Kept, LogFile};
use operator::{Next, Operator};

#[derive(Debug, clap::Args)]
#[command(after_help = help())]
pub(super) struct Args {
    /// The image
    #[arg(value_name = "IMAGE")]
    image: PathBuf,
    /// The tag of the patient's course, nobody's name or record number; `needlepoint new tag` makes one
    #[arg(long, value_name = "TAG", value_parser = Tag::read)]
    course: Tag,
    /// Which session, from 1
    #[arg(long, value_name = "N")]
    session: u8,
    /// The phototype, 1 to 6
    #[arg(long, value_name = "N", value_parser = super::schedule::phototype)]
    phototype: Phototype,
    /// Go on with a session that was interrupted today; its log says how far it came
    #[arg(long)]
    resume: bool,
    /// A public key that the pen trusts besides the published one of the bench; may be given twice
    #[arg(long, value_name = "FILE")]
    trust: Vec<PathBuf>,
    /// What the pen remembers of images and sessions
    #[arg(long, value_name = "FILE", default_value = "virtual-pen.ledger")]
    ledger: PathBuf,
    /// The log to write; without it, TAG-session-N.log.jsonl
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,
    /// Keys from a script; `-` reads it from standard input. Without it, a person at the keyboard is asked
    #[arg(long, value_name = "FILE")]
    keys: Option<PathBuf>,
    /// In real time, or without waiting; at the keyboard it is real time unless this says otherwise
    #[arg(long, value_enum)]
    speed: Option<Speed>,
    /// How many seconds the virtual hand takes for a pass, which no image says; without it, an even share of the area's longest time
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u16).range(1..))]
    pass: Option<u16>,
    #[command(flatten)]
    today: TodayArgs,
}

/// The keys, how a script presses them, and how a run ends.
fn help() -> String {
    format!(
        "Keys, each a letter or its word, then Enter:\n{}\n\
         A script has a line for each answer and each key, and remarks behind #:\n\
         \x20    answer all yes                  to every prompt; the answer to one prompt wins over it\n\
         \x20    answer 12 no                    to prompt 12\n\
         \x20    answer resume yes               an interrupted session goes on\n\
         \x20    before cheeks: skip-area        before the first pass over an area\n\
         \x20    at cheeks 3: raise              in the third pass\n\
         \x20    at cheeks 3 after 30: pause     when it has gone on for 30 seconds\n\
         \x20    at cheeks 3 after 30: wait 60   let a minute pass\n\n\
         Ends with 0 when every area came to its end; 1 when the session was refused, not given, stopped or interrupted; 2 when it could not run.\n",
        document::keys()
    )
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Speed {
    /// A second takes a second
    Real,
    /// Nobody waits
    Fast,
}

/// Why a session is not played to its end.
enum Stop {
    /// A sentence of refusal.
    Refused(String),
    /// A sentence about why it could not run.
    CouldNot(String),
}

impl From<String> for Stop {
    fn from(sentence: String) -> Self {
        Self::CouldNot(sentence)
    }
}

pub(super) fn run(args: &Args, host: &mut Host) -> Exit {
    let Some(today) = args.today.day(host) else { return Exit::CouldNotRun };
    match session(args, today, host) {
        Ok(exit) => exit,
        Err(Stop::Refused(sentence)) => {
            host.say(&format!("needlepoint: {sentence}\n"));
            Exit::NotAccepted
        }
        Err(Stop::CouldNot(sentence)) => host.could_not(&sentence),
    }
}

fn session(args: &Args, today: Day, host: &mut Host) -> Result<Exit, Stop> {
    let mut operator = operator(args, host)?;
    let (shown, file) = (args.image.display().to_string(), files::read_bytes(&args.image)?);
    let day = verify::numbered(today)?;
    let mut keys = verify::public_keys(&args.trust)?;
    keys.push(Signer::development().public());
    let opened = open(&file, Some(&keys), Some(day)).map_err(|refusal| refused(&shown, refusal))?;
    super::held::held(&file, &opened, &keys).map_err(|sentence| Stop::Refused(format!("{shown} {sentence}")))?;
    if verify::by_anybody(&opened) {
        return Err(Stop::Refused(format!("{shown} {}", verify::BY_ANYBODY)));
    }
    let mut ledger = Kept::read(&args.ledger)?;
    let path = args.log.clone().unwrap_or_else(|| PathBuf::from(format!("{}-session-{}.log.jsonl", args.course, args.session)));
    let asked = Asked { opened: &opened, args, day };
    let (mut log, play) = if args.resume {
        let steps = asked.resume(&ledger)?;
        let (log, known) = LogFile::reopen(&path)?;
        go_on((&opened, steps), log, (&known, &path), &asked.opening(&file, today)?, &mut operator, host)?
    } else {
        // Asked once without writing anything: nobody answers 60 questions for a session that may not begin.
        asked.begin(&mut ledger.remembered.clone()).map_err(|refusal| asked.not_begun(refusal, &ledger))?;
        let opening = asked.opening(&file, today)?;
        let mut log = LogFile::create(&path)?;
        log.add(&opening.line())?;
        host.print(&asked.shown(&shown, &opening));
        if !prompts(&opened, &mut log, &operator, host)? {
            return Ok(Exit::NotAccepted);
        }
        let steps = match asked.begin(&mut ledger) {
            Ok(steps) => steps,
            Err(refusal) => {
                let why = ledger.failed.take().map_or_else(String::new, |failed| format!("; {failed}"));
                return Err(Stop::Refused(format!("the session does not begin: {refusal} (code {}){why}", refusal.code())));
            }
        };
        written(&[Entry::Begun {}], &mut log, host)?;
        (log, Play::begin(steps))
    };
    played(play, &mut log, &mut operator, (&shown, &path), host)
}

fn refused(shown: &str, refusal: Refusal) -> Stop {
    Stop::Refused(format!("{shown} is refused: {refusal} (code {})", refusal.code()))
}

/// Who works the pen.
fn operator(args: &Args, host: &Host) -> Result<Operator, Stop> {
    let script = match &args.keys {
        None if host.asks() => None,
        None => {
            return Err(Stop::CouldNot(
                "there is no keyboard to press keys at; give them with --keys FILE, or --keys - for standard input".to_owned(),
            ));
        }
        Some(path) => {
            let script = Script::read(&files::read(path)?);
            Some(script.map_err(|(line, why)| format!("line {line} of the keys {why}"))?)
        }
    };
    let keyboard = script.is_none();
    let real = args.speed.map_or(keyboard, |speed| speed == Speed::Real);
    Ok(Operator::new(Hand::new(script.unwrap_or_default(), args.pass), keyboard, real))
}

/// An image and what is asked of it.
struct Asked<'a, 'i> {
    opened: &'a Opened<'i>,
    args: &'a Args,
    day: u16,
}

impl<'i> Asked<'_, 'i> {
    fn begin(&self, ledger: &mut impl needlepoint_loader::Ledger) -> Result<Steps<'i>, Refusal> {
        let Args { course, session, phototype, .. } = self.args;
        self.opened.image.begin(ledger, course.as_str().as_bytes(), phototype.number(), *session, self.day)
    }

    fn resume(&self, ledger: &Kept<'_>) -> Result<Steps<'i>, Stop> {
        let Args { course, session, phototype, .. } = self.args;
        let steps = self.opened.image.resume(ledger, course.as_str().as_bytes(), phototype.number(), *session, self.day);
        steps.map_err(|refusal| Stop::Refused(format!("the session does not go on: {refusal} (code {})", refusal.code())))
    }

    fn not_begun(&self, refusal: Refusal, ledger: &Kept<'_>) -> Stop {
        let tag = self.args.course.as_str().as_bytes();
        let last = ledger.last(self.opened.image.series(), tag);
        let today = last.is_ok_and(|last| last.is_some_and(|last| last.session == self.args.session && last.day == self.day));
        let hint = if refusal == Refusal::SessionGiven && today { "; if it was interrupted, --resume goes on with it" } else { "" };
        Stop::Refused(format!("the session does not begin: {refusal} (code {}){hint}", refusal.code()))
    }

    /// The first line of the log.
    fn opening(&self, file: &[u8], today: Day) -> Result<Opening, Stop> {
        let image = &self.opened.image;
        let course = image.course_for(self.args.phototype.number()).ok_or_else(|| "the image has no such course".to_owned())?;
        Ok(Opening {
            log: SHAPE,
            note: NOTE.to_owned(),
            tool: crate::VERSION.to_owned(),
            image_sha256: hex(&<[u8; 32]>::from(Sha256::digest(file))),
            check_words: identity_of(image.treatment()).words.map(str::to_owned),
            bench: image.bench(),
            series: hex(image.series()),
            sequence: image.sequence(),
            tag: self.args.course.to_string(),
            course: course.name().to_owned(),
            session: self.args.session,
            phototype: self.args.phototype.number(),
            day: today.iso(),
        })
    }

    fn shown(&self, name: &str, opening: &Opening) -> String {
        let sessions = self.opened.image.course_for(opening.phototype).map_or(0, |course| course.session_count());
        document::opened(name, opening, sessions)
    }
}

/// Asks every prompt; whether the session is given.
fn prompts(opened: &Opened<'_>, log: &mut LogFile<'_>, operator: &Operator, host: &mut Host) -> Result<bool, Stop> {
    let all = opened.image.prompts();
    let count = all.len();
    for (asked, prompt) in all.zip(1_u16..) {
        let question = format!("  {prompt} of {count}. {}; {}", asked.caption, document::question(asked.kind));
        let Some(yes) = operator.answer(&question, operator.hand.script().answers(prompt), host) else {
            written(&[Entry::Abandoned { prompt }], log, host)?;
            return Err(Stop::Refused(format!("prompt {prompt} was not answered, so the session does not begin: {}", asked.caption)));
        };
        let (caption, question) = (asked.caption.to_owned(), document::question(asked.kind).to_owned());
        let entry = Entry::Answered { prompt, caption, asked: question, yes };
        if operator.scripted() {
            written(&[entry], log, host)?;
        } else {
            // Whoever has typed the answer sees it.
            log.add(&entry.line())?;
        }
        if !yes {
            written(&[Entry::NotGiven { prompt }], log, host)?;
            return Ok(false);
        }
    }
    Ok(true)
}

/// Goes on with an interrupted session, once somebody has said so.
fn go_on<'i, 'p>(
    (opened, steps): (&Opened<'i>, Steps<'i>),
    mut log: LogFile<'p>,
    (known, path): (&[u8], &Path),
    opening: &Opening,
    operator: &mut Operator,
    host: &mut Host,
) -> Result<(LogFile<'p>, Play<'i>), Stop> {
    let shown = path.display();
    let read = Log::read(known).map_err(|fault| format!("the log {shown} is damaged: {fault}; nothing goes on that nobody knows"))?;
    // The tool may have been renewed since; everything else is the same, or it is another session's log.
    if (Opening { tool: String::new(), ..read.opening.clone() }) != (Opening { tool: String::new(), ..opening.clone() }) {
        return Err(Stop::Refused(format!("the session does not go on: {shown} is the log of another session or image")));
    }
    if !read.begun {
        return Err(Stop::Refused(format!(
            "the session does not go on: its log {shown} does not say that it began, so it may be another run's; what was done is not known"
        )));
    }
    if !read.answers(opened.image.prompts()) {
        return Err(Stop::Refused(format!("the session does not go on: its log {shown} does not hold a yes to every prompt of the image")));
    }
    let (play, entries) = Play::resume(steps, &read)
        .ok_or_else(|| Stop::Refused(format!("the session does not go on: by its log {shown} it has come to its end")))?;
    host.print("VIRTUAL PEN: no motor, not a device; nothing is treated.\n");
    if read.cut {
        host.print(&format!("The last line of {shown} was cut off while it was written, so what it announced had not begun.\n"));
    }
    host.print(&document::interrupted(&read, &play));
    let question = "Does the session go on?";
    if operator.answer(question, operator.hand.script().goes_on(), host) != Some(true) {
        return Err(Stop::Refused("nobody said that the session goes on, so the pen stands still; it can go on today".to_owned()));
    }
    if read.cut {
        log.add(CUT)?;
    }
    written(&entries, &mut log, host)?;
    Ok((log, play))
}

/// Writes down what is to happen, and says it.
fn written(entries: &[Entry], log: &mut LogFile<'_>, host: &mut Host) -> Result<(), Stop> {
    if entries.is_empty() {
        return Ok(());
    }
    log.add(&entries.iter().map(Entry::line).collect::<String>())?;
    for entry in entries {
        if let Some(line) = document::said(entry) {
            host.print(&format!("{line}\n"));
        }
    }
    Ok(())
}

/// Plays a session that has begun.
fn played(
    mut play: Play<'_>,
    log: &mut LogFile<'_>,
    operator: &mut Operator,
    (image, path): (&str, &Path),
    host: &mut Host,
) -> Result<Exit, Stop> {
    let mut at = 0;
    while !matches!(play.state(), State::Ended(_) | State::Off) {
        if let Some(now) = play.now().filter(|now| now.number != at) {
            at = now.number;
            host.print(&format!("\nArea {at} of {}\n{}", now.of, document::programmed(now.step)));
        }
        let event = match operator.next(&play, host) {
            Next::Second => Event::Second,
            Next::Press(Press::Key(key)) => Event::Key(key),
            Next::Press(Press::PowerCut) => Event::PowerLost,
            Next::Press(Press::Show) => {
                if let Some(now) = play.now() {
                    host.print(&(document::programmed(now.step) + &document::stop_rules(now.step) + &document::keys()));
                }
                continue;
            }
            Next::Press(Press::Wait(seconds)) => {
                for _ in 0..seconds {
                    comes(&mut play, Event::Second, log, operator, host)?;
                }
                continue;
            }
            Next::Gone => {
                host.print("Nobody presses a key any more, so the pen stands still.\n");
                Event::PowerLost
            }
        };
        comes(&mut play, event, log, operator, host)?;
    }
    for line in operator.hand.script().left() {
        host.say(&format!("needlepoint: line {line} of the keys was never come to\n"));
    }
    match play.state() {
        State::Ended(end) => {
            host.print(&format!("\nneedlepoint compare {} {image} says what was done of what was planned.\n", path.display()));
            Ok(if end == SessionEnd::Complete { Exit::Accepted } else { Exit::NotAccepted })
        }
        _ => {
            host.print("POWER OFF. The ledger holds that the session has begun; today it can go on with --resume.\n");
            Ok(Exit::NotAccepted)
        }
    }
}

/// Hands the pen what comes to it, and shows how far it is: as it moves where somebody watches, and otherwise when it comes to stand.
fn comes(play: &mut Play<'_>, event: Event, log: &mut LogFile<'_>, operator: &Operator, host: &mut Host) -> Result<(), Stop> {
    let watched = operator.live() && host.colour();
    let bars = |play: &Play<'_>| {
        let (now, (share, gone)) = (play.now()?, operator.hand.seconds(play)?);
        (play.state() == State::Moving).then(|| document::bars(&now, gone, share))
    };
    let before = bars(play);
    let entries = match play.on(event) {
        Ok(entries) => entries,
        Err(why) => {
            host.print(&format!("  not now: {why}\n"));
            return Ok(());
        }
    };
    match (before, bars(play)) {
        (Some(line), None) => host.print(&format!("{}{line}\n", if watched { "\r" } else { "" })),
        (Some(_), Some(line)) if watched => host.print(&format!("\r{line}")),
        _ => {}
    }
    written(&entries, log, host)
}
