//! A text as lines of words: what a formatter lays out anew and what a digest is taken over. Both read this one stream.
//! It is taken from the parse: what the grammar keeps whole (texts, numbers, remarks) is one word, and between those stand only the
//! grammar's own words, commas, colons and braces.

use pest::iterators::Pairs;

use super::grammar::{self, Rule};
use crate::source::Source;

/// One line of a text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line<'t> {
    /// Its words in order, with every comma, colon and brace as a word of its own and every quantity's number in normal form.
    pub words: Vec<&'t str>,
    /// The remark at its end, from its `#` on, without spaces after it.
    pub remark: Option<&'t str>,
}

impl Line<'_> {
    /// Whether nothing stands on it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.words.is_empty() && self.remark.is_none()
    }

    /// Whether it opens a block.
    #[must_use]
    pub fn opens(&self) -> bool {
        self.words.last() == Some(&"{")
    }

    /// Whether it closes a block.
    #[must_use]
    pub fn closes(&self) -> bool {
        self.words.first() == Some(&"}")
    }
}

/// The lines of a text that reads without problems; of any other text they are only as good as the reading.
#[must_use]
pub fn lines(source: &Source) -> Vec<Line<'_>> {
    grammar::whole(&source.text).map_or_else(Vec::new, |pairs| of(&source.text, pairs))
}

/// The lines of a text that has been read already.
pub(super) fn of<'t>(text: &'t str, pairs: Pairs<'t, Rule>) -> Vec<Line<'t>> {
    let start = text.len() - text.trim_start_matches('\u{FEFF}').len();
    let mut stream = Stream { text, at: start, lines: Vec::new(), line: Line::default() };
    stream.nodes(pairs, false);
    stream.between(text.len());
    if !stream.line.is_blank() {
        stream.lines.push(stream.line);
    }
    stream.lines
}

struct Stream<'t> {
    text: &'t str,
    /// Where the text goes on that has not been taken.
    at: usize,
    lines: Vec<Line<'t>>,
    /// The line that is being read.
    line: Line<'t>,
}

impl<'t> Stream<'t> {
    /// Takes the nodes of the parse in order. `measured`: a number among them has or shares a unit, so how it is spelt says nothing.
    fn nodes(&mut self, pairs: Pairs<'t, Rule>, measured: bool) {
        for pair in pairs {
            let rule = pair.as_rule();
            let place = pair.as_span();
            match rule {
                Rule::comment => {
                    self.between(place.start());
                    self.line.remark = Some(place.as_str().trim_end_matches([' ', '\t']));
                }
                Rule::number if measured => self.whole(place, normal(place.as_str())),
                Rule::text | Rule::token | Rule::time | Rule::number | Rule::unit => self.whole(place, place.as_str()),
                _ => {
                    self.nodes(pair.into_inner(), matches!(rule, Rule::quantity | Rule::range));
                    continue;
                }
            }
            self.at = place.end();
        }
    }

    /// Takes a node that is one word.
    fn whole(&mut self, place: pest::Span<'t>, word: &'t str) {
        self.between(place.start());
        self.line.words.push(word);
    }

    /// Takes what stands before a place: the words of the grammar, and line ends as any system writes them.
    fn between(&mut self, end: usize) {
        let mut rest = self.text.get(self.at..end).unwrap_or_default();
        while let Some(first) = rest.chars().next() {
            let length = match first {
                ' ' | '\t' => 1,
                '\r' | '\n' => {
                    self.lines.push(std::mem::take(&mut self.line));
                    if rest.starts_with("\r\n") { 2 } else { 1 }
                }
                ',' | ':' | '{' | '}' => self.word(rest, 1),
                _ => self.word(rest, rest.find([' ', '\t', '\r', '\n', ',', ':', '{', '}']).unwrap_or(rest.len())),
            };
            rest = rest.get(length..).unwrap_or_default();
        }
        self.at = end;
    }

    fn word(&mut self, rest: &'t str, length: usize) -> usize {
        self.line.words.extend(rest.get(..length));
        length
    }
}

/// A number without needless zeros behind its point: `0.50` is `0.5`, and `1.0` is `1`. Its value is the same to the last figure.
fn normal(number: &str) -> &str {
    if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.') } else { number }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn words(text: &str) -> Vec<String> {
        lines(&Source::new(FileId(0), "a", text)).iter().map(|line| line.words.join(" ")).collect()
    }

    #[test]
    fn a_line_is_its_words_whatever_stands_between_them() {
        let text = "\u{FEFF}needlepoint 1\r\nprotocol  x{ # a, b: {c} \n\ttitle \"a,  b { # \\\" c\" # d\r  area a {\n depth start 0.50mm,raise by 1.0 mm , never above 10 mm\n}\n}";
        let found = words(text);
        assert_eq!(
            found,
            [
                "needlepoint 1",
                "protocol x {",
                "title \"a,  b { # \\\" c\"",
                "area a {",
                "depth start 0.5 mm , raise by 1 mm , never above 10 mm",
                "}",
                "}"
            ]
        );
        let source = Source::new(FileId(0), "a", text);
        let remarks: Vec<_> = lines(&source).into_iter().filter_map(|line| line.remark).collect();
        assert_eq!(remarks, ["# a, b: {c}", "# d"]);
    }

    #[test]
    fn the_version_of_a_list_is_a_name_and_keeps_its_zero() {
        let found = words("needlepoint 1\nlist x 1.0 {\n}\nprotocol y {\n  screen before every session {\n    use list x 1.0\n  }\n}\n");
        assert_eq!((found[1].as_str(), found[5].as_str()), ("list x 1.0 {", "use list x 1.0"));
    }
}
