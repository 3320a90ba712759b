//! Lays a fragment over the base protocol, line by line; knows nothing of the grammar.

use needlepoint::source::Source;

/// The base protocol.
pub(crate) const BASE: &str = include_str!("../../../protocols/acne-scars-face.needle");

/// First words that may stand more than once in a block, each time about something else.
const REPEATS: &[&str] = &[
    "do-not-treat",
    "postpone",
    "wait",
    "decide",
    "record",
    "use",
    "pause",
    "stop",
    "session",
    "apply",
    "do-not",
    "call if",
    "urgent if",
    "numb",
];

/// First words that are two.
const TWO_WORDS: &[&str] = &["at most", "call if", "urgent if"];

/// A line, or a block with its first line, the lines inside and its last line.
#[derive(Clone)]
struct Piece {
    first: String,
    inside: Option<Vec<Piece>>,
}

impl Piece {
    fn words(&self) -> Vec<&str> {
        let line = self.first.split('#').next().unwrap_or_default();
        line.split([' ', ',', '{']).filter(|word| !word.is_empty()).collect()
    }

    fn keyword(&self) -> String {
        let words = self.words();
        let two = words.iter().take(2).copied().collect::<Vec<_>>().join(" ");
        if TWO_WORDS.contains(&two.as_str()) { two } else { words.first().copied().unwrap_or_default().to_owned() }
    }

    /// What a line is about: lines about the same take each other's place.
    fn key(&self) -> String {
        let (words, keyword) = (self.words(), self.keyword());
        let take = |count: usize| words.iter().take(count).copied().collect::<Vec<_>>().join(" ");
        if self.inside.is_some() {
            return match keyword.as_str() {
                "area" | "variant" => take(2),
                "exception" => take(4),
                "self-test" => self.first.clone(),
                _ => keyword,
            };
        }
        let about = words.iter().skip(keyword.split(' ').count()).filter(|word| !["in", "area", "session", "if"].contains(word));
        match keyword.as_str() {
            // A change for one session, or of one area in a variant.
            "session" => take(3),
            _ if REPEATS.contains(&keyword.as_str()) => format!("{keyword} {}", about.copied().next().unwrap_or_default()),
            _ if ["depth", "passes", "speed", "at"].contains(&words.get(1).copied().unwrap_or_default()) => take(2),
            _ => keyword,
        }
    }

    fn is_rest(&self) -> bool {
        self.first.trim_start().starts_with("...")
    }

    /// What a `... without A, B` takes out.
    fn taken_out(&self) -> Vec<&str> {
        let line = self.first.split('#').next().unwrap_or_default();
        line.split_once("without").map_or_else(Vec::new, |(_, words)| words.split(',').map(str::trim).collect())
    }

    fn write(&self, depth: usize, to: &mut String) {
        let indent = "  ".repeat(depth);
        if self.first.is_empty() {
            to.push('\n');
        } else {
            to.push_str(&format!("{indent}{}\n", self.first));
        }
        if let Some(inside) = &self.inside {
            inside.iter().for_each(|piece| piece.write(depth + 1, to));
            to.push_str(&format!("{indent}}}\n"));
        }
    }
}

/// Whether a line opens a block.
fn opens(line: &str) -> bool {
    line.split('#').next().unwrap_or_default().trim_end().ends_with('{')
}

fn pieces<'t>(lines: &mut impl Iterator<Item = &'t str>) -> Vec<Piece> {
    let mut found = Vec::new();
    while let Some(line) = lines.next() {
        let line = line.trim();
        if line == "}" {
            break;
        }
        let inside = opens(line).then(|| pieces(lines));
        found.push(Piece { first: line.to_owned(), inside });
    }
    found
}

/// Lays the pieces of a fragment over those of the base.
fn lay(base: &[Piece], over: &[Piece]) -> Vec<Piece> {
    let mut out: Vec<Vec<Piece>> = Vec::new();
    let rest: Vec<&str> = over.iter().filter(|piece| piece.is_rest()).flat_map(Piece::taken_out).collect();
    let gone = |piece: &Piece| {
        rest.iter().any(|words| {
            piece.words().join(" ").starts_with(words) && piece.keyword().starts_with(words.split(' ').next().unwrap_or_default())
        })
    };
    let placed: Vec<(&Piece, bool)> = base.iter().map(|piece| (piece, gone(piece))).collect();
    for (piece, gone) in &placed {
        out.push(if *gone { Vec::new() } else { vec![(*piece).clone()] });
    }
    let mut added: Vec<Piece> = Vec::new();
    let mut replaced: Vec<usize> = Vec::new();
    let mut before: Option<usize> = None;
    for piece in over.iter().filter(|piece| !piece.is_rest() && !piece.words().is_empty()) {
        let same = |other: &Piece| other.key() == piece.key() && other.inside.is_some() == piece.inside.is_some();
        let keyword = |other: &Piece| other.keyword() == piece.keyword();
        let there = placed.iter().position(|(other, gone)| !gone && same(other));
        let near = placed
            .iter()
            .position(|(other, gone)| *gone && keyword(other))
            .or_else(|| placed.iter().rposition(|(other, _)| keyword(other)));
        match (there, near) {
            (Some(at), _) => {
                let kept = piece.inside.as_ref().is_some_and(|inside| inside.first().is_some_and(Piece::is_rest));
                let laid = match (&piece.inside, &placed[at].0.inside) {
                    (Some(over), Some(under)) if kept => Piece { first: piece.first.clone(), inside: Some(lay(under, over)) },
                    _ => piece.clone(),
                };
                if !replaced.contains(&at) {
                    for (place, (other, _)) in placed.iter().enumerate() {
                        if same(other) {
                            out[place].clear();
                            replaced.push(place);
                        }
                    }
                }
                out[at].push(laid);
                before = Some(at);
            }
            (None, Some(at)) => {
                out[at].push(piece.clone());
                before = Some(at);
            }
            (None, None) => before.map_or(&mut added, |at| &mut out[at]).push(piece.clone()),
        }
    }
    out.into_iter().flatten().chain(added).collect()
}

/// A file with a fragment laid over what stands in its outer block, or the fragment in that block's place when it is such a block itself.
pub(crate) fn laid_over(text: &str, fragment: &str) -> String {
    let mut file = pieces(&mut text.lines());
    let over = pieces(&mut fragment.lines());
    let outer = file.iter_mut().find(|piece| piece.inside.is_some()).expect("the file has a block");
    match over.first().filter(|piece| piece.keyword() == outer.keyword()) {
        Some(whole) => *outer = whole.clone(),
        None => {
            let mut inside = outer.inside.take().unwrap_or_default();
            // A line that may repeat, and is still open, gives way to those of its word.
            let open = |piece: &Piece| {
                let keyword = piece.keyword();
                piece.first.contains("NAMED-") && REPEATS.contains(&keyword.as_str()) && over.iter().any(|over| over.keyword() == keyword)
            };
            inside.retain(|piece| piece.inside.is_some() || !open(piece));
            outer.inside = Some(lay(&inside, &over));
        }
    }
    written(&file)
}

fn written(file: &[Piece]) -> String {
    let mut text = String::new();
    file.iter().for_each(|piece| piece.write(0, &mut text));
    text
}

/// The base protocol with a fragment laid over it.
pub(crate) fn splice(fragment: &str) -> String {
    let mut file = pieces(&mut BASE.lines());
    let over = pieces(&mut fragment.lines());
    let protocol = file.iter_mut().find(|piece| piece.keyword() == "protocol").expect("the base has a protocol");
    let mut inside = protocol.inside.take().unwrap_or_default();
    // The base's own examples are worked out for the base: a change of it would be held against them.
    if !over.is_empty() && !over.iter().any(|piece| piece.keyword() == "self-test") {
        inside.retain(|piece| piece.keyword() != "self-test");
        while inside.last().is_some_and(|piece| piece.first.is_empty()) {
            inside.pop();
        }
    }
    protocol.inside = Some(lay(&inside, &over));
    for remark in over.iter().filter(|piece| piece.is_rest()).filter_map(|piece| piece.first.split_once('#')) {
        protocol.first.push_str(&format!(" #{}", remark.1));
    }
    let text = written(&file);
    // A case is about its own finding: only one that states an approval itself is about an approval that no longer holds.
    if over.iter().any(|piece| piece.keyword() == "approved") { text } else { approved(&text) }
}

/// A text whose approval is renewed, when it has one and can be read whole.
pub(crate) fn approved(text: &str) -> String {
    let source = Source::new(needlepoint::first_file(), "a.needle", text);
    let line = text.lines().find(|line| line.starts_with("  approved "));
    match (needlepoint::syntax::digest(&source), line.and_then(|line| Some((line, line.split_once("\" text ")?.0)))) {
        (Some(digest), Some((line, before))) => text.replacen(line, &format!("{before}\" text {digest}"), 1),
        _ => text.to_owned(),
    }
}

#[test]
fn the_base_laid_over_with_nothing_is_the_base() {
    assert_eq!(splice(""), BASE);
}

#[test]
fn a_line_takes_the_place_of_its_like() {
    let text = splice("area forehead {\n  ...\n  speed 5 rpm\n}");
    assert!(text.contains("diagonal\n    speed 5 rpm\n    move"), "{text}");
    let text = splice(
        "screen before every session {\n  ... without record\n  wait in area filler 1 days after\n  record consent\n}\n... without author # x",
    );
    assert!(
        text.contains("    wait in area filler 1 days after\n    wait           in area deep-peel") && !text.contains("filler 6 months"),
        "{text}"
    );
    assert!(text.contains("    record consent\n  }") && !text.contains("allergies, medicines"), "{text}");
    assert!(text.contains("{ # x\n") && !text.contains("A. Author"), "{text}");
    let text = splice("session {\n  ...\n  rinse with sterile-saline\n  discard prp\n}");
    assert!(text.contains("rinse with sterile-saline\n    discard prp\n    sharps-bin"), "{text}");
    let text = splice("session {\n  ...\n  discard prp\n}");
    assert!(text.contains("adverse-events\n    discard prp\n  }"), "{text}");
    let text = splice("... without aftercare, area forehead");
    assert!(!text.contains("aftercare") && !text.contains("area forehead") && text.contains("area cheeks"), "{text}");
}
