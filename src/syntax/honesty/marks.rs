//! Marks that other languages, lists and sentences have at a line's start or end, and whether a line is worth a closer look.

use crate::syntax::blocks::Block;

/// Whether a line may hold anything that the scan names. Most lines do not, and cost one look at their bytes.
pub(super) fn unusual(line: &str) -> bool {
    let (mut before, mut last) = (b' ', b' ');
    for byte in line.bytes() {
        let pair = matches!((before, byte), (b'-', b'-') | (b'/', b'/' | b'*'));
        let odd = !byte.is_ascii() || (byte.is_ascii_control() && !matches!(byte, b'\t' | b'\n' | b'\r'));
        if odd || pair || (byte == b'#' && matches!(last, b';' | b',' | b'.' | b':')) {
            return true;
        }
        before = byte;
        if !byte.is_ascii_whitespace() {
            // A line that starts with anything but a word, a remark or a closing brace.
            if last == b' ' && !(byte.is_ascii_alphabetic() || matches!(byte, b'#' | b'}')) {
                return true;
            }
            last = byte;
        }
    }
    matches!(last, b';' | b',' | b'.' | b':')
}

/// The bytes of a list mark before a statement: `-`, `*`, `+`, `1.`, `2)`, `a)`.
pub(super) fn list_mark(body: &str) -> Option<(usize, usize)> {
    let words = body.trim_start();
    let start = body.len() - words.len();
    let (mark, rest) = words.split_once([' ', '\t'])?;
    let numbered = mark.strip_suffix(['.', ')']).is_some_and(|inner| {
        !inner.is_empty()
            && inner.len() < 4
            && (inner.bytes().all(|byte| byte.is_ascii_digit()) || (inner.len() == 1 && mark.ends_with(')')))
    });
    let is_mark = numbered || matches!(mark, "-" | "*" | "+");
    (is_mark && rest.trim_start().starts_with(|c: char| c.is_ascii_alphabetic())).then_some((start, start + mark.len()))
}

/// Whether a line starts with the first word of a statement or block.
pub(super) fn starts_statement(words: &str) -> bool {
    let first = words.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).next().unwrap_or_default();
    Block::ALL
        .into_iter()
        .flat_map(Block::table)
        .any(|keyword| keyword.word.strip_prefix(first).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
}

/// Whether a line starts as the first line of a block does.
pub(super) fn opens_block(words: &str) -> bool {
    let first = words.trim_start().split([' ', '\t', ':']).next().unwrap_or_default();
    let openers = Block::ALL.into_iter().flat_map(Block::table).filter(|keyword| keyword.shape.ends_with('{'));
    openers.into_iter().any(|keyword| keyword.word == first)
}
