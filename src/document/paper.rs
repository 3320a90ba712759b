//! Text for paper: lines of at most 96 characters, of which any printer and any screen reader makes something. Knows no protocol.

use std::fmt::Write as _;

/// The most characters in a line.
pub(super) const WIDTH: usize = 96;

/// A heading, underlined.
pub(super) fn heading(to: &mut String, text: &str) {
    let lines = broken(text, WIDTH, WIDTH);
    let longest = lines.iter().map(|line| count(line)).max().unwrap_or(0);
    let _ = writeln!(to, "\n{}\n{}", lines.join("\n"), "-".repeat(longest));
}

/// A text whose rest is indented below its start.
pub(super) fn wrapped(to: &mut String, lead: &str, text: &str) {
    // Behind a lead that leaves no room the rest stands below it.
    let indent = if count(lead) > WIDTH * 2 / 3 { 4 } else { count(lead) };
    let lines = broken(text, WIDTH.saturating_sub(count(lead)), WIDTH - indent);
    let mut lead = lead.to_owned();
    for line in lines {
        let _ = writeln!(to, "{}", format!("{lead}{line}").trim_end());
        lead = " ".repeat(indent);
    }
}

/// The words of a text in lines of at most so many characters, the first line and the others. One word that is longer than a line goes on
/// in the next.
pub(super) fn broken(text: &str, first: usize, rest: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let (mut line, mut room) = (String::new(), first);
    for word in text.split_whitespace() {
        let mut left: Vec<char> = word.chars().collect();
        while !left.is_empty() {
            let gap = usize::from(!line.is_empty());
            let free = room.saturating_sub(count(&line) + gap);
            // A word that fits a line of its own is never broken.
            if left.len() <= free || line.is_empty() && free > 0 && left.len() > rest {
                line.extend(std::iter::repeat_n(' ', gap));
                line.extend(left.drain(..left.len().min(free)));
            } else {
                lines.push(std::mem::take(&mut line));
                room = rest;
            }
        }
    }
    lines.push(line);
    lines
}

/// How many characters a text has.
pub(super) fn count(text: &str) -> usize {
    text.chars().count()
}
