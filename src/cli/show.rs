//! `needlepoint show`: what the atlas and the clinic know, in the language itself; every limit on an area; a protocol with every value and
//! the line that sets it.

use std::fmt::Write as _;
use std::path::Path;

use super::Exit;
use super::advice::did_you_mean;
use super::clinic::{self, Around, ClinicArgs};
use super::files;
use super::host::{Host, TodayArgs};
use super::ready::ready;
use crate::model::{ATLAS_TEXTS, Library};
use crate::quantity::Day;
use crate::rule::{Asked, Purpose, Subject};
use crate::source::{At, Encoding, Span, to_u32, to_usize};
use crate::syntax::entries::{Entries, Text};
use crate::syntax::tree::Word;
use crate::{Texts, check, document, model, record, syntax};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A kind and a name: `area neck`, `device skinpen-precision`, `source juhasz-2020`; a kind alone lists its names: areas, devices,
    /// cartridges, products, activities, conditions, lists, indications, sources, words, wrong-names, hazards. A name alone is looked for in all kinds. `limits
    /// --area cheeks` lists every limit on an area. A protocol's FILE is shown with --resolved; `-` reads standard input
    #[arg(value_name = "KIND NAME | NAME | FILE", num_args = 0..=3)]
    what: Vec<String>,
    /// Show a protocol's FILE with every value of every course, the layer that sets it and its line
    #[arg(long)]
    resolved: bool,
    /// Print the plan of an accepted protocol's FILE for other programs: everything that is compiled from it but the dates
    #[arg(long, value_enum, conflicts_with = "resolved")]
    format: Option<Format>,
    /// The area whose limits are listed
    #[arg(long, value_name = "NAME")]
    area: Option<String>,
    /// The name under which standard input is shown, and whose folder is searched for a clinic
    #[arg(long, value_name = "NAME")]
    stdin_filename: Option<std::path::PathBuf>,
    #[command(flatten)]
    today: TodayArgs,
    #[command(flatten)]
    clinic: ClinicArgs,
}

/// How a plan is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// One document: whole numbers in named units
    Json,
}

/// The kinds of entries: how a list of them is asked for, and one of them.
const KINDS: [(&str, &str); 12] = [
    ("areas", "area"),
    ("devices", "device"),
    ("cartridges", "cartridge"),
    ("products", "product"),
    ("conditions", "condition"),
    ("lists", "list"),
    ("indications", "indication"),
    ("sources", "source"),
    ("words", "word"),
    ("activities", "activity"),
    ("wrong-names", "wrong-name"),
    ("hazards", "hazard"),
];

pub(super) fn run(args: &Args, host: &mut Host) -> Exit {
    let Some(today) = args.today.day(host) else { return Exit::CouldNotRun };
    let answer = match args.what.as_slice() {
        [] => Err(format!(
            "say what to show: one of {}, alone or with a name, such as: needlepoint show area neck; or: needlepoint show limits --area neck",
            crate::diagnostic::listed(&KINDS.map(|(many, _)| many), "and")
        )),
        [file] if args.format == Some(Format::Json) => match plan(Path::new(file), args, today, host) {
            Ok(answer) => answer,
            Err(exit) => return exit,
        },
        _ if args.format.is_some() => {
            Err("--format json shows the plan of one protocol; name its file, such as: needlepoint show draft.needle --format json"
                .to_owned())
        }
        [file] if file == "-" || file.ends_with(".needle") => protocol(Path::new(file), args, today),
        _ if args.resolved => {
            Err("--resolved shows a protocol; name its file, such as: needlepoint show draft.needle --resolved".to_owned())
        }
        what => known(what, args, host),
    };
    match answer {
        Ok(text) => {
            host.print(&text);
            Exit::Accepted
        }
        Err(sentence) => host.could_not(&sentence),
    }
}

/// A protocol with every value and the line that sets it.
fn protocol(file: &Path, args: &Args, today: Day) -> Result<String, String> {
    let shown = file.display();
    if !args.resolved {
        return Err(format!(
            "say what to show of {shown}: --resolved prints every value with the layer and line that set it, --format json the plan for other \
             programs; what is not accepted, and why, is said by: needlepoint check {shown}"
        ));
    }
    let asked = Asked { purpose: Purpose::Lint, today };
    let text = files::read(file)?;
    let named = if file.as_os_str() == "-" { args.stdin_filename.as_deref().unwrap_or(Path::new("<stdin>")) } else { file };
    let Around { library, texts, document, problems } = clinic::around(named.display().to_string(), named, text, &args.clinic)?;
    let source = texts.source(document).ok_or_else(|| format!("{} cannot be shown", named.display()))?;
    let parsed = syntax::parse(source);
    let resolved = model::resolve(&parsed, &library);
    let Some((protocol, courses)) = &resolved.model else {
        return Err(format!("{} has no protocol that could be shown; needlepoint check says why", named.display()));
    };
    let answer = crate::check(source, &library, &asked);
    let stands = match (answer.blocked() || crate::rule::blocking(&problems) > 0, answer.fault) {
        (_, Some(fault)) => return Err(fault.to_string()),
        (true, None) => "not accepted as it stands; needlepoint check says why",
        (false, None) => "accepted as it stands; cautions are said by needlepoint check",
    };
    let subject = Subject { protocol, courses, library: &library, asked };
    let clinic = crate::report::clinic_words(answer.clinic.as_ref());
    Ok(format!("{}: {stands}. {clinic}.\n\n{}", named.display(), document::resolved(&subject, &texts)))
}

/// The plan of an accepted protocol, for other programs.
fn plan(file: &Path, args: &Args, today: Day, host: &mut Host) -> Result<Result<String, String>, Exit> {
    let ready = ready(file, &args.clinic, &Asked { purpose: Purpose::Bench, today }, host)?;
    Ok(record::plan_json(&ready.plan, &ready.identity, &ready.facts).map_err(|error| format!("the plan cannot be written: {error}")))
}

/// What the atlas and the clinic above this folder know.
fn known(what: &[String], args: &Args, host: &mut Host) -> Result<String, String> {
    let Around { library, texts, problems, .. } = clinic::around_folder(Path::new("."), &args.clinic)?;
    if crate::rule::blocking(&problems) > 0 {
        host.say("needlepoint: the clinic's own files are not accepted, so what they declare may be missing here; check them first\n");
    }
    if what == ["limits"] {
        return limits(args.area.as_deref(), &library, &texts);
    }
    if args.area.is_some() {
        return Err("--area goes with limits, as in: needlepoint show limits --area cheeks".to_owned());
    }
    let all = Known { library: &library, texts: &texts, entries: entries(library.entries()) };
    match what {
        [word] => match kind_of(word) {
            Some(kind) => Ok(all.list(kind)),
            None => all.named(None, word),
        },
        [kind, name] => match kind_of(kind) {
            Some(kind) => all.named(Some(kind), name),
            None => {
                let kinds = KINDS.map(|(_, one)| one);
                let otherwise = format!("the kinds are {}", crate::diagnostic::listed(&kinds, "and"));
                Err(format!("there is no kind `{kind}`; {}", did_you_mean(kind, kinds.into_iter(), &otherwise)))
            }
        },
        // As a protocol writes it.
        [kind, name, version] if kind_of(kind) == Some("lists") => {
            let known =
                library.entries().lists.iter().any(|list| list.name.value == name.as_str() && list.version.value == version.as_str());
            if known {
                all.named(Some("lists"), name)
            } else {
                Err(format!("no list is called `{name} {version}`; see them with: needlepoint show lists"))
            }
        }
        _ => Err("name a kind and a name, such as: needlepoint show area neck".to_owned()),
    }
}

fn limits(area: Option<&str>, library: &Library, texts: &Texts) -> Result<String, String> {
    let area = area.ok_or("say for which area, as in: needlepoint show limits --area cheeks")?;
    if library.area(area).is_none() {
        let areas = library.entries().areas.iter().map(|entry| entry.name.value.as_str());
        let advice = did_you_mean(area, areas, "see the names with: needlepoint show areas");
        return Err(format!("`{area}` is not known as an area; {advice}"));
    }
    Ok(document::limits(library, texts, area))
}

/// Names in a row.
fn joined<'w>(words: impl Iterator<Item = &'w Word>) -> String {
    words.map(|word| word.value.to_string()).collect::<Vec<_>>().join(", ")
}

/// The kind that a word names, in the singular or the plural, as a list of it is called.
fn kind_of(word: &str) -> Option<&'static str> {
    KINDS.into_iter().find(|(all, one)| word == *all || word == *one).map(|(all, _)| all)
}

/// Drugs are easily confused, so no name near another is offered among these.
fn may_suggest(kind: &str) -> bool {
    !matches!(kind, "products" | "conditions")
}

/// Kind, name and place of an entry.
type Entry<'l> = (&'static str, &'l str, Span);

/// What is known, and the texts it stands in.
struct Known<'k> {
    library: &'k Library,
    texts: &'k Texts,
    entries: Vec<Entry<'k>>,
}

impl Known<'_> {
    /// The names of a kind, each with a few words.
    fn list(&self, kind: &str) -> String {
        let of_kind: Vec<&Entry<'_>> = self.entries.iter().filter(|(of, ..)| *of == kind).collect();
        let width = of_kind.iter().map(|(_, name, _)| name.len()).max().unwrap_or(0);
        let mut text = String::new();
        for (_, name, _) in of_kind {
            let _ = writeln!(text, "{}", format!("{name:width$}  {}", self.few_words(kind, name)).trim_end());
        }
        text
    }

    fn few_words(&self, kind: &str, name: &str) -> String {
        let text = |text: &Option<At<Text>>| text.as_ref().map_or_else(String::new, |text| text.value.to_string());
        match kind {
            "hazards" => self.library.hazard(name).map_or_else(String::new, |hazard| text(&hazard.harm)),
            "sources" => self.library.source(name).map_or_else(String::new, |source| text(&source.title)),
            "indications" => self.library.indication(name).map_or_else(String::new, |indication| text(&indication.title)),
            "products" => self.library.product(name).map_or_else(String::new, |product| joined(product.class.iter())),
            "devices" => self.library.device(name).map_or_else(String::new, |device| {
                let cartridges = joined(device.cartridges.iter().map(|cartridge| &cartridge.name));
                if cartridges.is_empty() { "no pen for patients: what emulators take for one".to_owned() } else { cartridges }
            }),
            "words" => joined(self.library.words(name).iter()),
            _ => String::new(),
        }
    }

    /// Every entry of a name, of one kind or of any, as it stands in its text.
    fn named(&self, kind: Option<&'static str>, name: &str) -> Result<String, String> {
        let mut text = String::new();
        let asked = |of: &str| kind.is_none_or(|kind| kind == of);
        for (of, _, place) in self.entries.iter().filter(|(of, known, _)| *known == name && asked(of)) {
            text.push_str(&self.entry(of, name, *place));
        }
        // A word of a closed list is found in the lists that allow it.
        if text.is_empty() && asked("words") {
            let lists = self.library.entries().vocabularies.iter();
            for list in lists.filter(|list| list.words.iter().any(|word| word.value == name)) {
                text.push_str(&self.entry("words", list.name.value.as_str(), list.name.span));
            }
        }
        if !text.is_empty() {
            return Ok(text);
        }
        let near = self.entries.iter().filter(|(of, ..)| asked(of) && may_suggest(of)).map(|(_, known, _)| *known);
        let all = format!("see the names with: needlepoint show {}", kind.unwrap_or("areas"));
        let advice = if kind.is_none_or(may_suggest) { did_you_mean(name, near, &all) } else { all };
        let one = KINDS.into_iter().find(|(all, _)| Some(*all) == kind).map(|(_, one)| one);
        let subject = one.map_or_else(|| "nothing is called".to_owned(), |one| format!("no {one} is called"));
        Err(format!("{subject} `{name}` in the atlas or the clinic above this folder; {advice}"))
    }

    /// One entry: where it stands, whose it is, and its block.
    fn entry(&self, kind: &str, name: &str, place: Span) -> String {
        let (start, block) = block(self.texts, place);
        let (file, line) = self.texts.position(start, Encoding::Utf8).map_or(("", 0), |(file, at)| (file, at.line + 1));
        let declared = if usize::from(place.file.0) < ATLAS_TEXTS.len() { "" } else { ", declared by this clinic" };
        let mut text = format!("# {file}:{line}{declared}\n{block}");
        match kind {
            "hazards" => {
                let rules: Vec<&str> = check::RULES.iter().filter(|rule| rule.rule.hazards.contains(&name)).map(|rule| rule.name).collect();
                let _ = writeln!(text, "# rules: {}", if rules.is_empty() { "none yet".to_owned() } else { rules.join(", ") });
            }
            "sources" => {
                let _ = writeln!(text, "# cited in: {}", self.cited(name, place));
            }
            _ => {}
        }
        text.push('\n');
        text
    }

    /// The lines of the atlas that cite a source.
    fn cited(&self, key: &str, declared: Span) -> String {
        let ids = (0..ATLAS_TEXTS.len()).filter_map(|id| u16::try_from(id).ok()).map(crate::source::FileId);
        let mut found = Vec::new();
        for id in ids.filter(|id| *id != declared.file) {
            let Some((file, text)) = self.texts.get(id) else { continue };
            let lines = (1..).zip(text.lines());
            let cites = |line: &str| line.split('#').next().is_some_and(|said| said.split([' ', ',']).any(|word| word == key));
            found.extend(lines.filter(|(_, line)| cites(line)).map(|(number, _): (u32, _)| format!("{file}:{number}")));
        }
        if found.is_empty() { "no entry of the atlas".to_owned() } else { found.join(", ") }
    }
}

/// Every entry with its kind.
fn entries(all: &Entries) -> Vec<Entry<'_>> {
    let mut found = Vec::new();
    macro_rules! kind {
        ($kind:literal, $entries:expr) => {
            found.extend($entries.map(|entry| ($kind, entry.name.value.as_str(), entry.name.span)))
        };
    }
    kind!("areas", all.areas.iter());
    kind!("devices", all.devices.iter());
    kind!("cartridges", all.devices.iter().flat_map(|device| &device.cartridges));
    kind!("products", all.products.iter());
    kind!("activities", all.activities.iter());
    kind!("conditions", all.conditions.iter());
    kind!("lists", all.lists.iter());
    kind!("indications", all.indications.iter());
    kind!("sources", all.sources.iter());
    kind!("words", all.vocabularies.iter());
    kind!("wrong-names", all.wrong_names.iter());
    kind!("hazards", all.hazards.iter());
    found
}

/// The block that declares a name and where it starts: from its line to the brace that closes it. Texts and remarks may hold braces that close nothing.
fn block(texts: &Texts, place: Span) -> (Span, String) {
    let text = texts.get(place.file).map_or("", |(_, text)| text);
    let before = text.get(..to_usize(place.start)).unwrap_or_default();
    let line = before.rfind('\n').map_or(0, |newline| newline + 1);
    let opens = text.get(line..).and_then(|rest| rest.lines().next()).is_some_and(|line| line.contains('{'));
    // A side is declared by a line inside the block of its area, which is then shown whole.
    let mut outer = before.match_indices('\n').map(|(at, _)| at + 1).filter(|at| !text.get(*at..).unwrap_or_default().starts_with(' '));
    let start = if opens { line } else { outer.next_back().unwrap_or(0) };
    let (mut shown, mut open) = (String::new(), 0_i32);
    for line in text.get(start..).unwrap_or_default().lines() {
        let _ = writeln!(shown, "{line}");
        let (mut quoted, mut escaped) = (false, false);
        for character in line.chars() {
            match character {
                _ if escaped => escaped = false,
                '\\' if quoted => escaped = true,
                '"' => quoted = !quoted,
                '#' if !quoted => break,
                '{' if !quoted => open += 1,
                '}' if !quoted => open -= 1,
                _ => {}
            }
        }
        if open <= 0 {
            break;
        }
    }
    (Span { start: to_u32(start), ..place }, shown)
}
