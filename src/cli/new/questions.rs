//! The five questions a new protocol starts with: what it is called, who writes it, what it treats, with what, where. No depth, pass,
//! product or day is among them. An answer is held against what is known at once.

use super::super::advice::did_you_mean;
use super::super::host::Host;
use super::quotable;
use crate::diagnostic::listed;
use crate::model::Library;
use crate::syntax::entries::Area;

/// What has been chosen; what has not stays open in the file.
#[derive(Debug, Default)]
pub(super) struct Choices {
    title: Option<String>,
    author: Option<String>,
    indication: Option<String>,
    device: Option<(String, String)>,
    areas: Vec<String>,
}

/// A question, and how its answer is read: by flag and at a terminal alike.
#[derive(Debug)]
pub(super) struct Question {
    /// The flag that answers it.
    pub(super) flag: &'static str,
    /// What is asked.
    asks: &'static str,
    /// The legal names, when the answer is one of a few.
    names: fn(&Library) -> Vec<String>,
    /// Keeps the answer, or says in a sentence what is wrong with it.
    pub(super) read: fn(&Library, &str, &mut Choices) -> Result<(), String>,
}

pub(super) const QUESTIONS: [Question; 5] = [
    Question { flag: "title", asks: "The title, as printed on the sheet", names: |_| Vec::new(), read: title },
    Question { flag: "author", asks: "The author, with the role", names: |_| Vec::new(), read: author },
    Question { flag: "indication", asks: "What is treated", names: indications, read: indication },
    Question { flag: "device", asks: "The pen, with its cartridge", names: pens, read: device },
    Question { flag: "areas", asks: "The areas, in the order they are needled, with commas", names: open_areas, read: areas },
];

/// Asks until an answer can be used. An empty one, or the end of the input, leaves the place open.
pub(super) fn ask(question: &Question, library: &Library, choices: &mut Choices, host: &mut Host) {
    let names = (question.names)(library);
    if !names.is_empty() {
        host.say(&format!("  {}\n", names.join(", ")));
    }
    while let Some(answer) = host.ask(&format!("{}: ", question.asks)) {
        let answer = answer.trim();
        if answer.is_empty() {
            return;
        }
        match (question.read)(library, answer, choices) {
            Ok(()) => return,
            Err(wrong) => host.say(&format!("  {wrong}\n")),
        }
    }
}

fn title(_: &Library, answer: &str, choices: &mut Choices) -> Result<(), String> {
    choices.title = Some(quotable(answer)?);
    Ok(())
}

fn author(_: &Library, answer: &str, choices: &mut Choices) -> Result<(), String> {
    choices.author = Some(quotable(answer)?);
    Ok(())
}

fn indications(library: &Library) -> Vec<String> {
    library.entries().indications.iter().map(|entry| entry.name.value.to_string()).collect()
}

fn indication(library: &Library, answer: &str, choices: &mut Choices) -> Result<(), String> {
    known("an indication", answer, &indications(library))?;
    choices.indication = Some(answer.to_owned());
    Ok(())
}

/// Pens with each of their cartridges; a device without one treats nobody.
fn pens(library: &Library) -> Vec<String> {
    let devices = library.entries().devices.iter();
    devices
        .flat_map(|pen| pen.cartridges.iter().map(move |cartridge| format!("{} with {}", pen.name.value, cartridge.name.value)))
        .collect()
}

fn device(library: &Library, answer: &str, choices: &mut Choices) -> Result<(), String> {
    let pens = pens(library);
    let mut words = answer.split_whitespace();
    let (named, cartridge) = match (words.next(), words.next(), words.next(), words.next()) {
        (Some(pen), None, ..) => (pen, None),
        (Some(pen), Some("with"), Some(cartridge), None) => (pen, Some(cartridge)),
        _ => return Err(format!("a pen and its cartridge are written: {}", pens.first().map_or("PEN with CARTRIDGE", String::as_str))),
    };
    let names: Vec<String> = pens.iter().filter_map(|pen| pen.split_once(' ')).map(|(pen, _)| pen.to_owned()).collect();
    known("a pen with a cartridge", named, &names)?;
    let entry = library.device(named).map(|entry| &entry.cartridges);
    let fits: Vec<String> = entry.into_iter().flat_map(|all| all.iter().map(|cartridge| cartridge.name.value.to_string())).collect();
    let cartridge = match (cartridge, fits.as_slice()) {
        (Some(cartridge), _) => {
            known("a cartridge of this pen", cartridge, &fits)?;
            cartridge.to_owned()
        }
        (None, [only]) => only.clone(),
        (None, _) => return Err(format!("say with which cartridge: {}", listed(&fits, "or"))),
    };
    choices.device = Some((named.to_owned(), cartridge));
    Ok(())
}

/// Areas that may be needled and have no smaller ones within them, but sides: those may be named instead.
fn open_areas(library: &Library) -> Vec<String> {
    let all = &library.entries().areas;
    let side = |name: &str| all.iter().any(|area| area.sides.iter().any(|side| side.value == name));
    let inside = |name: &str| all.iter().filter(|other| other.part_of.as_ref().is_some_and(|group| group.value == name)).count();
    let whole = |area: &Area| inside(area.name.value.as_str()) == area.sides.len();
    let closed = |name: &str| library.with_parents(name).iter().any(|area| area.closed.is_some());
    let open = all.iter().filter(|area| !closed(area.name.value.as_str()) && whole(area) && !side(area.name.value.as_str()));
    open.map(|area| area.name.value.to_string()).collect()
}

fn areas(library: &Library, answer: &str, choices: &mut Choices) -> Result<(), String> {
    let known_areas: Vec<String> = library.entries().areas.iter().map(|area| area.name.value.to_string()).collect();
    let mut chosen: Vec<String> = Vec::new();
    for name in answer.split([',', ' ']).filter(|name| !name.is_empty()) {
        known("an area", name, &known_areas)?;
        if library.with_parents(name).iter().any(|area| area.closed.is_some()) {
            return Err(format!("`{name}` is never needled; needlepoint show area {name} says why"));
        }
        if let Some(other) = chosen.iter().find(|other| library.within(name, other) || library.within(other, name)) {
            return Err(if other == name {
                format!("`{name}` is named twice")
            } else {
                format!("`{other}` and `{name}` overlap: one lies in the other")
            });
        }
        chosen.push(name.to_owned());
    }
    choices.areas = chosen;
    Ok(())
}

/// Says that a name is not known, and what is.
fn known(what: &str, name: &str, legal: &[String]) -> Result<(), String> {
    if legal.iter().any(|legal| legal == name) {
        return Ok(());
    }
    let all = format!("known here: {}", listed(legal, "and"));
    Err(format!("`{name}` is not known as {what}; {}", did_you_mean(name, legal.iter().map(String::as_str), &all)))
}

impl Choices {
    /// The template with every choice put in its place.
    pub(super) fn fill(&self, template: &str) -> String {
        let mut text = template.to_owned();
        let mut put = |open: &str, chosen: Option<&String>| {
            if let Some(chosen) = chosen {
                text = text.replace(open, chosen);
            }
        };
        put("NAMED-INDICATION", self.indication.as_ref());
        put("NAMED-DEVICE", self.device.as_ref().map(|(pen, _)| pen));
        put("NAMED-CARTRIDGE", self.device.as_ref().map(|(_, cartridge)| cartridge));
        if !self.areas.is_empty() {
            text = self.with_areas(&text);
        }
        // The author's own sentences come last: whatever they say, nothing is put in a place of theirs.
        let title = self.title.as_deref().unwrap_or("TITLE");
        let author = self.author.as_deref().unwrap_or("AUTHOR");
        text.replacen("\"AUTHOR\"", &format!("\"{author}\""), 1).replacen("\"TITLE\"", &format!("\"{title}\""), 1)
    }

    /// A block for each area, and the areas' names in the steps.
    fn with_areas(&self, text: &str) -> String {
        const OPENS: &str = "  area NAMED-AREA {\n";
        const CLOSES: &str = "\n  }\n";
        let parts = text.split_once(OPENS).and_then(|(before, rest)| Some((before, rest.split_once(CLOSES)?)));
        let Some((before, (inside, after))) = parts else { return text.to_owned() };
        let blocks: Vec<String> = self.areas.iter().map(|area| format!("  area {area} {{\n{inside}{CLOSES}")).collect();
        let before = before.replace("needle     NAMED-AREA", &format!("needle     {}", self.areas.join(", then ")));
        format!("{}{}{after}", before.replace("NAMED-AREA", &self.areas.join(", ")), blocks.join("\n"))
    }
}

#[cfg(test)]
mod tests {
    use super::{Choices, QUESTIONS};
    use crate::model::Library;

    #[test]
    fn every_answer_finds_its_place_in_the_template() {
        let mut choices = Choices::default();
        let answers = ["\"Scars\" on NAMED-AREA", "AUTHOR", "striae", "skinpen-precision", "chin, neck"];
        for (question, answer) in QUESTIONS.iter().zip(answers) {
            assert_eq!((question.read)(&Library::builtin(), answer, &mut choices), Ok(()));
        }
        let text = choices.fill(super::super::PROTOCOL);
        for line in [
            r#"  title       "\"Scars\" on NAMED-AREA""#,
            r#"  author      "AUTHOR""#,
            "  indication  striae",
            "  device      skinpen-precision with skinpen-cartridge",
            "    wash       chin, neck with NAMED-CLEANSER",
            "    needle     chin, then neck from clean to dirty",
            "  area chin {",
            "  area neck {",
        ] {
            assert_eq!(text.lines().filter(|other| *other == line).count(), 1, "{line}\n{text}");
        }
        assert!(!text.contains("NAMED-DEVICE") && !text.contains("NAMED-CARTRIDGE") && text.matches("NAMED-AREA").count() == 1, "{text}");
    }
}
