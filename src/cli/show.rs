//! `needlepoint show`: what the built-in atlas knows, in the language itself.

use std::fmt::Write as _;

use super::Exit;
use super::host::Host;
use crate::model::{ATLAS_TEXTS, Library};
use crate::source::{At, Span, to_usize};
use crate::syntax::entries::Text;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A name such as forehead or lmx4, or a kind: areas, devices, products, conditions, lists, indications, sources, words, hazards
    #[arg(value_name = "NAME")]
    name: String,
}

pub(super) fn run(args: &Args, host: &mut Host) -> Exit {
    let library = Library::builtin();
    let all = entries(&library);
    let of_kind = || all.iter().filter(|(kind, ..)| *kind == args.name);
    if of_kind().next().is_some() {
        let width = of_kind().map(|(_, name, _)| name.len()).max().unwrap_or(0);
        let mut text = String::new();
        for (_, name, _) in of_kind() {
            let _ = writeln!(text, "{}", format!("{name:width$}  {}", said_of(&library, &args.name, name)).trim_end());
        }
        host.print(&text);
        return Exit::Accepted;
    }
    let mut text = String::new();
    for (_, _, place) in all.iter().filter(|(_, name, _)| *name == args.name) {
        let (file, block) = block(*place);
        let _ = writeln!(text, "# {file}\n{block}");
    }
    if text.is_empty() {
        let near: Vec<&str> = all.iter().map(|(_, name, _)| *name).filter(|name| strsim::osa_distance(name, &args.name) <= 2).collect();
        let advice = if near.is_empty() {
            "see the names with: needlepoint show areas".to_owned()
        } else {
            format!("did you mean {}?", near.join(" or "))
        };
        return host.could_not(&format!("the atlas knows nothing called `{}`; {advice}", args.name));
    }
    host.print(&text);
    Exit::Accepted
}

/// A few words on an entry, for the list of its kind.
fn said_of(library: &Library, kind: &str, name: &str) -> String {
    let text = |text: &Option<At<Text>>| text.as_ref().map_or_else(String::new, |text| text.value.to_string());
    match kind {
        "hazards" => library.hazard(name).map_or_else(String::new, |hazard| text(&hazard.harm)),
        "sources" => library.source(name).map_or_else(String::new, |source| text(&source.title)),
        "indications" => library.indication(name).map_or_else(String::new, |indication| text(&indication.title)),
        _ => String::new(),
    }
}

/// Kind, name and place of every entry.
fn entries(library: &Library) -> Vec<(&'static str, &str, Span)> {
    let all = library.entries();
    let mut found = Vec::new();
    found.extend(all.areas.iter().map(|entry| ("areas", entry.name.value.as_str(), entry.name.span)));
    found.extend(all.devices.iter().map(|entry| ("devices", entry.name.value.as_str(), entry.name.span)));
    found.extend(all.products.iter().map(|entry| ("products", entry.name.value.as_str(), entry.name.span)));
    found.extend(all.conditions.iter().map(|entry| ("conditions", entry.name.value.as_str(), entry.name.span)));
    found.extend(all.lists.iter().map(|entry| ("lists", entry.name.value.as_str(), entry.name.span)));
    found.extend(all.indications.iter().map(|entry| ("indications", entry.name.value.as_str(), entry.name.span)));
    found.extend(all.sources.iter().map(|entry| ("sources", entry.name.value.as_str(), entry.name.span)));
    found.extend(all.vocabularies.iter().map(|entry| ("words", entry.name.value.as_str(), entry.name.span)));
    found.extend(all.hazards.iter().map(|entry| ("hazards", entry.name.value.as_str(), entry.name.span)));
    found
}

/// The block that declares a name: from its line to the brace in the first column.
fn block(place: Span) -> (&'static str, String) {
    let (file, text) = ATLAS_TEXTS.get(usize::from(place.file.0)).copied().unwrap_or(("", ""));
    let start = text.get(..to_usize(place.start)).unwrap_or_default().rfind('\n').map_or(0, |newline| newline + 1);
    let mut lines = Vec::new();
    for line in text.get(start..).unwrap_or_default().lines() {
        lines.push(line);
        if line.starts_with('}') {
            break;
        }
    }
    (file, lines.join("\n") + "\n")
}
