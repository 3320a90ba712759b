//! Where each word of a line goes. Every width and every gap of the canonical form is decided here.

use crate::syntax::{Block, Line, keywords};

/// How far each block stands in from the one around it.
const INDENT: usize = 2;

/// The columns from a statement's start to its values, by the blocks around it; 1 sets values right after the keyword.
fn column(blocks: &[&str]) -> usize {
    match blocks {
        ["protocol"] => 12,
        ["protocol", "screen"] => 15,
        ["protocol", _] | ["clinic" | "course"] => 11,
        _ => 1,
    }
}

/// Lays out the lines of a text: one empty line where one or more stood between two others, none at the start or end of a block.
pub(super) fn lay_out(lines: &[Line<'_>]) -> String {
    let mut to = String::new();
    let mut blocks: Vec<&str> = Vec::new();
    // An empty line is written only before a line that wants one, so none is left at the end of a block or of the text.
    let (mut empty, mut inside) = (false, false);
    for line in lines {
        if line.is_blank() {
            empty = inside;
            continue;
        }
        if line.closes() {
            blocks.pop();
            empty = false;
        }
        if std::mem::take(&mut empty) {
            to.push('\n');
        }
        to.extend(std::iter::repeat_n(' ', INDENT * blocks.len()));
        statement(line, &blocks, &mut to);
        if let Some(remark) = line.remark {
            to.push_str(if line.words.is_empty() { "" } else { " " });
            to.push_str(remark);
        }
        to.push('\n');
        inside = !line.opens();
        if line.opens() {
            blocks.extend(line.words.first());
        }
    }
    to
}

/// The words of a line: the keyword, then the values from their column on, or one space after a keyword that reaches it.
fn statement(line: &Line<'_>, blocks: &[&str], to: &mut String) {
    let (keyword, column) = (keyword(blocks, &line.words), column(blocks));
    let aligned = !line.opens() && !line.closes();
    let mut width = 0;
    for (place, word) in line.words.iter().enumerate() {
        let gap = match *word {
            "," | ":" => 0,
            _ if place == 0 => 0,
            _ if aligned && place == keyword => column.saturating_sub(width).max(1),
            _ => 1,
        };
        to.extend(std::iter::repeat_n(' ', gap));
        to.push_str(word);
        width += gap + word.chars().count();
    }
}

/// How many words the keyword of a line has: `at most` is one of two. In a patient's course the number of a session belongs to it, so that
/// what happened stands in one column.
fn keyword(blocks: &[&str], words: &[&str]) -> usize {
    let two = |first: &&str, second: &&str| {
        Block::ALL.into_iter().flat_map(keywords).any(|keyword| keyword.split_once(' ') == Some((first, second)))
    };
    match words {
        ["session", _, ..] if *blocks == ["course"] => 2,
        [first, second, ..] if two(first, second) => 2,
        _ => 1,
    }
}
