//! `docs/words.md` and the fuzzer's dictionary: every word of the language, from the grammar and the atlas, kept fresh.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{Display, Write as _};

use needlepoint::model::ATLAS_TEXTS;
use needlepoint::source::Span;
use needlepoint::syntax::entries::Area;
use needlepoint::syntax::tree::Word;
use needlepoint::syntax::{Block, Entry, reference};

use crate::support::{builtin, committed};

const HEAD: &str = "\
# Words

Every word of the language: what it means, where it may stand, how it is written, and an example. First an index; then [the statements](#statements), from A to Z;
then [the closed lists](#closed-lists) of words for signs, skin, people and papers; then [the names](#names) of areas, devices, products, conditions and sources.

How a statement is written is shown with `?` for every number and capitals for whatever you choose: `NAME` for a name, `AREA`, `PRODUCT` and the like for a name of that
kind, `TEXT` for words in double quotes. A part that is optional may be left out; the example shows one way.
";

/// A word with one meaning, and the blocks where it has it.
struct Meaning {
    entry: Entry,
    blocks: Vec<&'static str>,
}

/// The statements by their first word; a word that means two things has two.
fn statements() -> BTreeMap<&'static str, Vec<Meaning>> {
    let mut found: BTreeMap<&str, Vec<Meaning>> = BTreeMap::new();
    for block in Block::ALL {
        for entry in reference(block) {
            let meanings = found.entry(entry.word).or_default();
            match meanings.iter_mut().find(|meaning| meaning.entry == entry) {
                Some(meaning) => meaning.blocks.push(block.phrase()),
                None => meanings.push(Meaning { entry, blocks: vec![block.phrase()] }),
            }
        }
    }
    found
}

/// What stands behind `#` on the line of a name in the atlas.
fn remark(place: Span) -> &'static str {
    let (_, text) = ATLAS_TEXTS[usize::from(place.file.0)];
    let rest = &text[usize::try_from(place.start).expect("an offset")..];
    rest.lines().next().and_then(|line| line.split_once(" # ")).map_or("", |(_, remark)| remark)
}

/// Where a heading is linked to.
fn link(heading: &str) -> String {
    heading.to_lowercase().replace(' ', "-")
}

/// Names with commas, as words of a file.
fn quoted<'w>(words: impl IntoIterator<Item = &'w Word>) -> String {
    words.into_iter().map(|word| format!("`{}`", word.value)).collect::<Vec<_>>().join(", ")
}

fn listed(text: &mut String, blocks: &[&str]) {
    let (last, first) = blocks.split_last().expect("a block");
    let start = if *blocks == [Block::Top.phrase()] { "At" } else { "In" };
    let _ = if first.is_empty() { write!(text, "{start} {last}.") } else { write!(text, "{start} {} and {last}.", first.join(", ")) };
}

fn statements_text() -> String {
    let mut text = "\n## Statements\n".to_owned();
    for (word, meanings) in statements() {
        let _ = write!(text, "\n### {word}\n");
        for meaning in meanings {
            let Entry { meaning: says, shape, others, example, .. } = &meaning.entry;
            text.push('\n');
            listed(&mut text, &meaning.blocks);
            let others: String = others.iter().map(|shape| format!(", or `{shape}`")).collect();
            let _ = write!(text, " {says}\n\nWritten `{shape}`{others}\n\n```needle\n{example}\n```\n");
        }
    }
    text
}

fn closed_lists_text() -> String {
    let mut text = "\n## Closed lists\n\nA word that is not in its list is not understood, and the protocol is not accepted.\n".to_owned();
    for vocabulary in builtin().entries().vocabularies.iter() {
        let name = &vocabulary.name;
        let says = remark(name.span);
        assert!(!says.is_empty(), "`vocabulary {}` says what its words are in a remark on its line", name.value);
        let _ = write!(text, "\n### Words of {}\n\n{}: {}\n", name.value, upper(says), quoted(vocabulary.words.iter()));
    }
    text
}

/// A sentence starts with a capital.
fn upper(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A table with a row for each name.
fn table<const N: usize>(heading: &str, says: &str, columns: [&str; N], rows: impl Iterator<Item = (String, [String; N])>) -> String {
    let mut text = format!("\n### {heading}\n\n{says}\n\n| name | {} |\n|---{}|\n", columns.join(" | "), "|---".repeat(N));
    for (name, cells) in rows {
        let _ = writeln!(text, "| `{name}` | {} |", cells.join(" | "));
    }
    text
}

fn or_empty(value: Option<&impl Display>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}

fn names_text() -> String {
    let all = builtin().entries();
    let needled = |area: &Area| match (&area.closed, area.evidence.is_some()) {
        (Some(_), _) => "never".to_owned(),
        (None, true) => "nothing published".to_owned(),
        (None, false) => String::new(),
    };
    let mut text = "\n## Names\n\n`needlepoint show NAME` prints what is known of one, with its limits and sources.\n".to_owned();
    text += &table(
        "Names of areas",
        "The parts of the body. Limits of a larger area hold for every area in it; an empty cell means that the atlas says nothing.",
        ["part of", "next to", "thinnest skin", "needling"],
        all.areas.iter().map(|area| {
            let skin = or_empty(area.skin.as_ref().map(|skin| &skin.value));
            (area.name.value.to_string(), [quoted(area.part_of.iter()), quoted(area.beside.iter()), skin, needled(area)])
        }),
    );
    text += &table(
        "Names of devices",
        "The pens, each with the cartridges it takes and the labels it was granted.",
        ["dial", "cartridges", "labels"],
        all.devices.iter().map(|device| {
            let dial = device.dial.as_ref().map(|dial| {
                let steps = dial.step.map_or_else(|| "in steps that are unpublished".to_owned(), |step| format!("in steps of {step}"));
                format!("{}, {steps}", dial.reach())
            });
            let cartridges = quoted(device.cartridges.iter().map(|cartridge| &cartridge.name));
            (device.name.value.to_string(), [dial.unwrap_or_default(), cartridges, quoted(device.labels.iter().map(|label| &label.name))])
        }),
    );
    text += &table(
        "Names of products",
        "What goes on the skin or on the instruments.",
        ["kind", "labels"],
        all.products.iter().map(|product| {
            (product.name.value.to_string(), [quoted(product.class.iter()), quoted(product.labels.iter().map(|label| &label.name))])
        }),
    );
    text += &table(
        "Names of conditions",
        "What a screening asks: of the whole person (`anywhere`) or of the area treated (`area`), and which answers are accepted.",
        ["asked of", "answers", "every screening asks it"],
        all.conditions.iter().map(|condition| {
            let asked = condition.required.as_ref().and_then(|required| required.value.level);
            let asked = asked.map(|level| format!("or {level}")).unwrap_or_default();
            (condition.name.value.to_string(), [quoted(condition.scope.iter()), quoted(condition.verdicts.iter()), asked])
        }),
    );
    text += &table(
        "Names of indications",
        "What is treated.",
        ["called"],
        all.indications
            .iter()
            .map(|indication| (indication.name.value.to_string(), [or_empty(indication.title.as_ref().map(|title| &title.value))])),
    );
    text += &table(
        "Names of lists",
        "Named screening lists, which a screening takes over whole with `use list`.",
        ["version", "statements"],
        all.lists.iter().map(|list| (list.name.value.to_string(), [list.version.value.to_string(), list.items.iter().count().to_string()])),
    );
    text += &table(
        "Names of sources",
        "What limits and protocols cite. The grade says how much may rest on it, the last column how much of it was read.",
        ["grade", "title", "read"],
        all.sources.iter().map(|source| {
            let grade = source.grade.as_ref().map(|grade| grade.value.word().to_owned()).unwrap_or_default();
            let title = or_empty(source.title.as_ref().map(|title| &title.value));
            (source.name.value.to_string(), [grade, title, or_empty(source.read.as_ref().map(|read| &read.value))])
        }),
    );
    text
}

/// Every word with the headings under which it stands; the kinds of names stand in it, not each name.
fn index() -> BTreeMap<String, BTreeSet<String>> {
    let mut index: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut add = |word: &str, heading: &str| index.entry(word.to_owned()).or_default().extend([heading.to_owned()]);
    for (word, meanings) in statements() {
        add(word, word);
        for shape in meanings.iter().flat_map(|meaning| meaning.entry.others.iter().copied().chain([meaning.entry.shape])) {
            // The words inside a statement lead to it, so that `aim` is found under `next`.
            for inner in shape[word.len()..].split([' ', ',', ':']).filter(|inner| inner.len() > 2 && is_word(inner)) {
                add(inner, word);
            }
        }
    }
    for vocabulary in builtin().entries().vocabularies.iter() {
        for word in vocabulary.words.iter() {
            add(word.value.as_str(), &format!("Words of {}", vocabulary.name.value));
        }
    }
    for kind in ["areas", "devices", "products", "conditions", "indications", "lists", "sources"] {
        add(&format!("{kind} by name"), &format!("Names of {kind}"));
    }
    // `after` or `with` stand in many statements and lead nowhere.
    index.retain(|word, headings| headings.len() <= MOST_PLACES || headings.contains(word));
    for (word, headings) in &mut index {
        if headings.len() > MOST_PLACES {
            headings.retain(|heading| heading == word || heading.starts_with("Words of"));
        }
    }
    index
}

/// A word that leads to more headings than this is only a link of a sentence there.
const MOST_PLACES: usize = 4;

fn is_word(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

fn index_text() -> String {
    let mut text = "\n## Index\n".to_owned();
    let mut letter: Option<char> = None;
    for (word, headings) in index() {
        let new = letter.replace(word.chars().next().expect("a letter")) != word.chars().next();
        text += &if new { format!("\n\n**{}** ", letter.unwrap_or_default().to_uppercase()) } else { " · ".to_owned() };
        // A word with a heading of its own leads to it; the others that it stands under follow.
        let (own, others): (Vec<&String>, Vec<&String>) = headings.iter().partition(|heading| **heading == word);
        let linked = |text: &str, to: &str| format!("[{text}](#{})", link(to));
        match (own.first(), others.as_slice()) {
            (None, [one]) => text += &linked(&word, one),
            (own, others) => {
                text += &own.map_or_else(|| word.clone(), |own| linked(&word, own));
                let others: Vec<String> = others.iter().map(|heading| linked(heading, heading)).collect();
                text += &if others.is_empty() { String::new() } else { format!(" ({})", others.join(", ")) };
            }
        }
    }
    text.push('\n');
    text
}

#[test]
fn the_dictionary_is_fresh() {
    let text = [HEAD.to_owned(), index_text(), statements_text(), closed_lists_text(), names_text()].concat();
    assert_eq!(committed("docs/words.md", &text), None);
}

#[test]
fn every_statement_says_what_it_means_and_shows_an_example() {
    let mut wrong = Vec::new();
    for (word, meanings) in statements() {
        for Meaning { entry, .. } in meanings {
            let sentence = entry.meaning.starts_with(char::is_uppercase) && entry.meaning.ends_with('.');
            if !sentence || entry.meaning.starts_with("The first line") || !entry.example.starts_with(word) {
                wrong.push(format!("{word}: {:?}, {:?}", entry.meaning, entry.example));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_dictionary_for_fuzzing_is_fresh() {
    let mut words: BTreeSet<String> =
        ["{", "}", "\\\"", "#", ", ", " to ", " mm", "?", "...", "\\xc2\\xb5", "\\xe2\\x80\\x9c"].map(str::to_owned).into();
    let shapes = |meaning: Meaning| meaning.entry.others.iter().copied().chain([meaning.entry.shape]);
    words.extend(statements().into_values().flatten().flat_map(shapes).map(|shape| shape.replace('"', "\\\"").replace('?', "1")));
    words.extend(statements().into_keys().map(|word| format!("{word} ")));
    let all = builtin().entries();
    words.extend(all.vocabularies.iter().flat_map(|vocabulary| vocabulary.words.iter()).map(|word| word.value.to_string()));
    words.extend(all.areas.iter().map(|area| area.name.value.to_string()));
    words.extend(all.products.iter().map(|product| product.name.value.to_string()));
    words.extend(all.conditions.iter().map(|condition| condition.name.value.to_string()));
    // The fuzzer takes no longer entry.
    words.retain(|word| word.len() <= 64);
    let lines: String = words.iter().map(|word| format!("\"{word}\"\n")).collect();
    assert_eq!(committed("fuzz/needle.dict", &format!("# Words of the language, written by a test.\n{lines}")), None);
}
