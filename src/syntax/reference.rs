//! The language reference in words: what the grammar files say of every statement. Dictionary and `explain` read it from here.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::blocks::{Block, Keyword};
use super::grammar::FILES;

/// One word with its meaning in one block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The first word or words of the statement.
    pub word: &'static str,
    /// How it is written, with `?` for every number and capitals for every name.
    pub shape: &'static str,
    /// The other ways to write it, where it says different things by different words.
    pub others: &'static [&'static str],
    /// What it means, in sentences.
    pub meaning: String,
    /// How it is written in a real file; a block with its lines.
    pub example: String,
}

/// Everything that may stand in a block, in the order it is usually written.
pub fn reference(block: Block) -> impl Iterator<Item = Entry> {
    block.table().iter().map(move |keyword| {
        let (meaning, example) = said(block, keyword);
        // Words that share a rule share its example; a shape without numbers is one as well.
        let example = if example.starts_with(keyword.word) { example } else { keyword.shape.to_owned() };
        Entry { word: keyword.word, shape: keyword.shape, others: keyword.others, meaning, example }
    })
}

/// Meaning and example of a statement; those of the whole block where the statement opens one.
fn said(block: Block, keyword: &Keyword) -> (String, String) {
    let rule = format!("{:?}", keyword.rule);
    let Some(opened) = rule.strip_suffix("_open") else { return written(&rule).unwrap_or_default() };
    // An area is another thing in a protocol than at the outermost level, where it is an entry.
    let entry = || written(&format!("{opened}_entry"));
    let own = if block == Block::Top { entry() } else { None };
    own.or_else(|| written(opened)).or_else(entry).unwrap_or_default()
}

/// What stands above a rule in the grammar: sentences, then an example behind `>`.
fn written(rule: &str) -> Option<(String, String)> {
    ABOVE.get(rule).cloned()
}

/// What stands above every rule, read once.
static ABOVE: LazyLock<BTreeMap<&'static str, (String, String)>> = LazyLock::new(|| {
    let (mut all, mut meaning, mut example) = (BTreeMap::new(), Vec::new(), Vec::new());
    for line in FILES.iter().flat_map(|file| file.lines()) {
        if let Some(text) = line.strip_prefix("/// >") {
            example.push(text.strip_prefix(' ').unwrap_or(text));
            continue;
        }
        if let Some(text) = line.strip_prefix("/// ") {
            meaning.push(text);
            continue;
        }
        if let Some((rule, _)) = line.split_once(" = ") {
            all.insert(rule, (meaning.join(" "), example.join("\n")));
        }
        (meaning, example) = (Vec::new(), Vec::new());
    }
    all
});
