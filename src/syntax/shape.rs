//! Where a line leaves the shape of its statement. The grammar often says only where the statement starts, which tells an author little.

use crate::diagnostic::letters_apart;

/// The words that hold a statement together. A word of a shape that is none of them stands for a name or is an example of one.
const LINKS: [&str; 31] = [
    "above", "after", "aim", "before", "by", "else", "every", "for", "from", "given", "if", "in", "last", "lasting", "lasts", "let",
    "never", "of", "older", "on", "or", "over", "per", "raise", "recorded", "start", "the", "to", "total", "until", "with",
];

/// Where the first word stands that cannot follow what came before it, or the end of a line that stops before its statement does, in bytes
/// from the line's start; none when neither is certain.
pub(super) fn astray(line: &str, shape: &str) -> Option<usize> {
    let wanted: Vec<&str> = parts(shape).map(|(_, part)| part).collect();
    let mut next: usize = 0;
    for (at, part) in parts(line) {
        // A list goes on as long as it likes, and may be of one name.
        let after_name = next.checked_sub(1).and_then(|last| wanted.get(last)).is_some_and(|last| is_name(last));
        if after_name && part == "," && wanted.get(next) != Some(&",") {
            next -= 1;
            continue;
        }
        if after_name && part != "," && wanted.get(next) == Some(&",") && wanted.get(next + 1).is_some_and(|more| is_name(more)) {
            next += 2;
        }
        // What may be left out is passed over.
        let rest = wanted.get(next..).unwrap_or_default();
        if let Some(ahead) = rest.iter().position(|wanted| *wanted == part).filter(|ahead| *ahead == 0 || is_link(part)) {
            next += ahead + 1;
        } else if is_link(part) {
            return Some(at);
        } else {
            match rest.first() {
                Some(wanted) if is_link(wanted) => return Some(at),
                Some(wanted) if (*wanted == ",") == (part == ",") => next += 1,
                // Whether a comma is missing or too many is not certain.
                _ => return None,
            }
        }
    }
    wanted.get(next).filter(|wanted| is_link(wanted)).map(|_| line.len())
}

/// The shapes that have the most words of a line; all of them when none has more than another. A shape that only goes on where another ends
/// is none of them unless the line goes on as well.
pub(super) fn nearest(line: &str, shapes: impl Iterator<Item = &'static str>) -> Vec<&'static str> {
    // A statement is told by its first words.
    let written: Vec<&str> = parts(line).take(MOST_TOLD).map(|(_, part)| part).filter(|part| part.len() < 64).collect();
    let near = |own: &str| written.iter().any(|word| *word == own || (own.len() > 3 && letters_apart(word, own, 1).is_some()));
    let told = |shape: &str| parts(shape).filter(|(_, own)| own.len() > 1 && !is_name(own) && near(own)).count();
    let all: Vec<(usize, &'static str)> = shapes.map(|shape| (told(shape), shape)).collect();
    let most = all.iter().map(|(told, _)| *told).max().unwrap_or_default();
    let nearest: Vec<&str> = all.into_iter().filter(|(told, _)| *told == most).map(|(_, shape)| shape).collect();
    let goes_on = |shape: &str| nearest.iter().any(|other| shape.len() > other.len() && shape.starts_with(other));
    nearest.iter().copied().filter(|shape| !goes_on(shape)).collect()
}

/// As many parts of a line are asked which of several shapes it has.
const MOST_TOLD: usize = 40;

/// A word that holds a statement together, and is never part of a name.
pub(super) fn is_link(word: &str) -> bool {
    LINKS.contains(&word)
}

/// A line without the remark at its end.
pub(super) fn without_remark(line: &str) -> &str {
    let end = parts(line).last().map_or(0, |(at, part)| at + part.len());
    line.get(..end).unwrap_or(line).trim_end()
}

/// A word that stands for a name.
pub(super) fn is_name(part: &str) -> bool {
    part.len() > 1 && part.chars().all(|c| c.is_ascii_uppercase())
}

/// Words, texts in quotes and commas, each with its place.
pub(super) fn parts(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = line.get(at..)?;
        let start = at + (rest.len() - rest.trim_start().len());
        let rest = line.get(start..).filter(|rest| !rest.is_empty() && !rest.starts_with('#'))?;
        let end = match rest.chars().next()? {
            ',' => 1,
            '"' => rest.get(1..)?.find('"').map_or(rest.len(), |end| end + 2),
            _ => rest.find([' ', '\t', ',']).unwrap_or(rest.len()),
        };
        at = start + end;
        Some((start, line.get(start..at)?))
    })
}

#[cfg(test)]
mod tests {
    //! Worked by hand.

    use super::*;

    #[test]
    fn of_several_shapes_the_nearest_is_found() {
        let stop = ["stop area if bleeding lasts over ? minutes under pressure", "stop session if pain above ? of 10, NAME"];
        let protocol = ["protocol NAME in \"FILE\"", "protocol NAME in \"FILE\" from session ?"];
        let move_ = ["move glide ? mm/s", "move stamp, at most ? seconds in one spot"];
        for (line, shapes, found) in [
            ("stop session if pain above 6/10", stop, &stop[1..]),
            ("stop area if bleeding goes on for 2 minutes", stop, &stop[..1]),
            ("stop patient if faint and pale", stop, &stop[..]),
            ("protocol x in y", protocol, &protocol[..1]),
            ("protocol x in \"y\" from 3", protocol, &protocol[1..]),
            ("move stamp 900 seconds", move_, &move_[1..]),
            ("move 20 mm/s", move_, &move_[..1]),
            ("move zigzag", move_, &move_[..]),
        ] {
            assert_eq!(nearest(line, shapes.into_iter()), found, "{line}");
        }
    }

    #[test]
    fn the_first_word_that_cannot_stand_there_is_found() {
        const DEPTH: &str = "depth start ? mm, raise by ? mm, never above ? mm";
        const APPLY: &str = "apply PRODUCT spf ? from ? hours until ? days after";
        for (line, shape, stray) in [
            ("depth start 0.25 mm, raise by 0.25 mm, never over 0.5 mm", DEPTH, Some("over")),
            ("depth 0.25 to 0.5 mm", DEPTH, Some("0.25")),
            ("depth raise by 0.25 mm, never above 0.5 mm", DEPTH, None),
            ("do-not peel for 14 days", "do-not NAME, NAME until ? hours after", Some("for")),
            ("do-not peel, sauna, gym for 14 days", "do-not NAME, NAME until ? hours after", Some("for")),
            ("contact patient", "contact patient by ? hours after", Some("")),
            ("contact patient by 72 hours after", "contact patient by ? hours after", None),
            ("apply sunscreen from 24 hours until 14 days after", APPLY, None),
            ("apply sunscreen until 14 days after", APPLY, None),
            ("decide a, b before numbing", "decide NAME by NAME before NAME", None),
            ("age over 22 years", "age ? years or older", Some("over")),
        ] {
            let found = astray(line, shape).map(|at| line.get(at..).unwrap_or_default().split(' ').next().unwrap_or_default());
            assert_eq!(found, stray, "{line}");
        }
    }
}
