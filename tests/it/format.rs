//! The canonical form: shipped files are in it, any spelling of a text comes to it, and nothing that a text says is touched on the way.

use needlepoint::format::{Refused, format};
use needlepoint::source::Source;
use needlepoint::{first_file, syntax};
use proptest::prelude::*;

use crate::support::{BASE, files, read};

fn source(text: &str) -> Source {
    Source::new(first_file(), "a.needle", text)
}

/// A text in canonical form; `None` when it cannot be read whole.
fn tidy(text: &str) -> Option<String> {
    match format(&source(text)) {
        Ok(tidy) => Some(tidy),
        Err(Refused::Unread(problems)) => {
            assert!(!problems.is_empty());
            None
        }
        Err(Refused::Fault(fault)) => panic!("{fault}\n{text}"),
    }
}

/// Lines as any system ends them, without the mark some systems write first.
fn lines(text: &str) -> Vec<String> {
    let text = text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n").replace('\r', "\n");
    text.split('\n').map(str::to_owned).collect()
}

/// What stands on each line that is not empty, without any space and needless zero: what no layout may change, in the order it stands in.
fn bare(text: &str) -> Vec<String> {
    let bare = |line: &String| {
        let mut to = String::new();
        for c in line.chars().filter(|c| !matches!(c, ' ' | '\t')) {
            // The zeros behind a point and before a unit.
            let digits = to.len() - to.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').len();
            if c.is_alphabetic() && to[to.len() - digits..].matches('.').count() == 1 {
                to.truncate(to.trim_end_matches('0').trim_end_matches('.').len());
            }
            to.push(c);
        }
        to
    };
    lines(text).iter().map(bare).filter(|line| !line.is_empty()).collect()
}

/// Holds a text that reads without problems to all that the form promises.
fn promises(text: &str) -> Result<(), TestCaseError> {
    let before = syntax::parse(&source(text));
    let result = tidy(text);
    prop_assert_eq!(result.is_some(), before.is_whole(), "what can be read is formatted, and nothing else:\n{}", text);
    let Some(result) = result else { return Ok(()) };
    let after = syntax::parse(&source(&result));
    prop_assert_eq!(tidy(&result), Some(result.clone()), "once more changes it");
    prop_assert_eq!(format!("{:+?}", before.tree), format!("{:+?}", after.tree));
    prop_assert_eq!(syntax::digest(&source(text)), syntax::digest(&source(&result)));
    let remarks = |parsed: &syntax::Parsed, text: &str| -> Vec<String> {
        parsed.trivia.iter().map(|span| source(text).slice(*span).trim_end().to_owned()).collect()
    };
    prop_assert_eq!(remarks(&before, text), remarks(&after, &result));
    // Every line keeps its words and its remark, and the lines their order: so each remark keeps its neighbour.
    prop_assert_eq!(bare(text), bare(&result));
    let lines: Vec<&str> = result.split('\n').collect();
    prop_assert!(lines.last().is_some_and(|end| end.is_empty()) && !result.ends_with("\n\n"), "its end: {}", result);
    prop_assert!(
        lines.iter().all(|line| line.trim_end_matches([' ', '\t']) == *line && !line.contains('\r')),
        "the ends of lines: {}",
        result
    );
    let opens = |line: &str| line.ends_with('{') && !line.contains('#');
    let body = &lines[..lines.len() - 1];
    let gaps = body.windows(2).all(|two| !two[1].is_empty() || !(two[0].is_empty() || opens(two[0])));
    prop_assert!(gaps, "empty lines: {}", result);
    Ok(())
}

/// Every shipped file of the language.
fn shipped() -> Vec<String> {
    files("protocols", ".needle").iter().map(read).collect()
}

#[test]
fn every_shipped_file_is_in_canonical_form() {
    for path in files("protocols", ".needle") {
        let text = read(&path);
        let tidy = tidy(&text).unwrap_or_else(|| panic!("{path} cannot be read whole"));
        assert!(tidy == text, "{path} is not in canonical form; run: cargo run -- fmt {path}");
    }
}

#[test]
fn every_case_that_can_be_read_keeps_the_promises() {
    let mut formatted = 0;
    let all = files("tests/cases", ".needle").into_iter().map(|path| {
        let own = read(&path);
        (crate::cases::text(&own), own, path)
    });
    // Most are laid over one protocol and differ in a line. Without optimisation every eighth of those is tried; tests/all tries all of them.
    let every = if cfg!(debug_assertions) { 8 } else { 1 };
    let (laid, whole): (Vec<_>, Vec<_>) = all.partition(|(text, own, _)| text != own);
    for (text, _, path) in whole.into_iter().chain(laid.into_iter().step_by(every)) {
        promises(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
        formatted += usize::from(syntax::parse(&source(&text)).is_whole());
    }
    assert!(formatted >= 70, "{formatted} cases");
}

#[test]
fn the_form_is_what_its_page_says() {
    let written = "\u{FEFF}\r\n# first\r\n\r\n\r\nneedlepoint   1 # second\r\nprotocol a{\r\n\r\n\ttitle \"x  ,  y\"   # third   \r\n\r\n\r\n\r\n\
        pause b ,c from 3days before until 7  days after\r\nscreen before every session {\r\nuse list l 1.0\r\ndo-not-treat in  area d,e\r\n}\r\n\
        area d {\r\ndepth start 0.5 mm,raise by 0.25 mm , never above 1 mm\r\nat most 6 minutes\r\nstop area if faintness\r\n# fourth\r\n\r\n}\r\n\
        course {\r\nstopped-early clinician-review\r\nsession 1 d never above 1 mm\r\n}\r\n\
        variant v for phototype 4 to 6 {\r\nd depth start 0.5 mm, raise by 0.25 mm, never above 1 mm\r\nplan pigment :f,g\r\n}\r\n\
        aftercare {\r\ncall if b,redness lasting over 7 days\r\n}\r\n}\r\n\r\nproduct p {\r\nclass   q,r\r\n\r\n\r\nsterile yes\r\n} # fifth\r\n\r\n\r\n";
    let expected = "\
# first

needlepoint 1 # second
protocol a {
  title       \"x  ,  y\" # third

  pause       b, c from 3 days before until 7 days after
  screen before every session {
    use            list l 1.0
    do-not-treat   in area d, e
  }
  area d {
    depth      start 0.5 mm, raise by 0.25 mm, never above 1 mm
    at most    6 minutes
    stop       area if faintness
    # fourth
  }
  course {
    stopped-early clinician-review
    session    1 d never above 1 mm
  }
  variant v for phototype 4 to 6 {
    d          depth start 0.5 mm, raise by 0.25 mm, never above 1 mm
    plan       pigment: f, g
  }
  aftercare {
    call if    b, redness lasting over 7 days
  }
}

product p {
  class q, r

  sterile yes
} # fifth
";
    assert_eq!(tidy(written).expect("it can be read"), expected);
    assert_eq!(tidy(expected).expect("it can be read"), expected);
}

#[test]
fn a_number_is_spelt_one_way_and_keeps_its_value() {
    for (written, expected) in
        [("0.50 mm", "0.5 mm"), ("1.0mm", "1 mm"), ("10 mm", "10 mm"), ("0.250  mm", "0.25 mm"), ("100 mm", "100 mm")]
    {
        let text = format!("needlepoint 1\npolicy p {{\n  limit depth on face never above {written}\n}}\n");
        // A spelling that the language does not take is nothing to tidy.
        if let Some(tidy) = tidy(&text) {
            assert!(tidy.contains(&format!("above {expected}\n")), "{tidy}");
        }
    }
}

#[test]
fn what_cannot_be_read_whole_is_refused() {
    for wrong in ["", "\n", "# only a remark\n", "protocol x {\n}\n", "needlepoint 1\nprotocol x {\n", "needlepoint 1\nnonsense\n"] {
        let refused = tidy(wrong).is_none();
        assert_eq!(refused, !syntax::parse(&source(wrong)).is_whole(), "{wrong:?}");
    }
    assert_eq!(tidy(&BASE.replacen("0.5 mm", "0.5 mn", 1)), None);
    assert_eq!(tidy(""), Some(String::new()));
}

/// How a line is spelt otherwise: each gap outside texts and remarks by one of these.
fn respelt(line: &str, gaps: &[&str], remark: Option<u32>) -> String {
    let mut to = String::new();
    let (mut quoted, mut escaped, mut done) = (false, false, false);
    let mut next = gaps.iter().cycle();
    for c in line.trim_start().chars() {
        if done {
            to.push(c);
            continue;
        }
        match c {
            '"' if !escaped => quoted = !quoted,
            '#' if !quoted => done = true,
            _ => {}
        }
        escaped = quoted && c == '\\' && !escaped;
        match c {
            ' ' if !quoted => to.push_str(next.next().expect("a gap")),
            ',' if !quoted => to.push_str([",", " ,", ", ", "\t,\t"][next.next().expect("a gap").len() % 4]),
            _ => to.push(c),
        }
    }
    if let (Some(number), false, false) = (remark, done, line.trim().is_empty()) {
        to.push_str(&format!(" # remark {number}, {{ \"and\" }}"));
    }
    to
}

/// A text spelt otherwise: spacing, empty lines, remarks, line ends; `moved` also shuffles and drops statements.
fn otherwise(moved: bool) -> impl Strategy<Value = String> {
    let gap = prop::sample::select(vec![" ", "  ", "\t", "   \t ", " \t"]);
    let line = (prop::collection::vec(gap, 1..4), prop::option::weighted(0.2, any::<u32>()), 0_u8..12, any::<u32>());
    let file = prop::sample::select(shipped());
    let end = prop::sample::select(vec!["\n", "\r\n", "\r"]);
    (file, prop::collection::vec(line, 40), end, any::<bool>(), any::<bool>()).prop_map(move |(text, ways, end, mark, last)| {
        let mut lines: Vec<&str> = text.lines().collect();
        let mut ways = ways.iter().cycle();
        if moved {
            for place in 1..lines.len() {
                let (.., dice) = ways.next().expect("a way");
                let plain = |line: &str| !line.contains(['{', '}']) && !line.starts_with("needlepoint");
                match dice % 16 {
                    0 if plain(lines[place]) => lines[place] = "",
                    1..=5 if plain(lines[place]) && plain(lines[place - 1]) => lines.swap(place, place - 1),
                    _ => {}
                }
            }
        }
        let mut to = if mark { "\u{FEFF}".to_owned() } else { String::new() };
        for line in lines {
            let (gaps, remark, around, _) = ways.next().expect("a way");
            match around {
                0 => to.push_str(&format!("\t{end} {end}")),
                1 => to.push_str(&format!("{end}   # own {around}  {end}")),
                2 => to.push_str(&format!("# own # {}{end}", gaps.len())),
                _ => {}
            }
            to.push_str(gaps[0]);
            to.push_str(&respelt(line, gaps, *remark));
            to.push_str(gaps[0]);
            to.push_str(end);
        }
        if last {
            to.truncate(to.trim_end_matches(['\r', '\n']).len());
        }
        to
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_spelling_of_a_shipped_file_keeps_the_promises(text in otherwise(false)) {
        prop_assert!(tidy(&text).is_some(), "{}", text);
        promises(&text)?;
    }

    #[test]
    fn so_does_one_with_statements_moved_and_dropped(text in otherwise(true)) {
        promises(&text)?;
    }

    #[test]
    fn spacing_alone_comes_back_to_the_shipped_file(text in prop::sample::select(shipped()), gaps in prop::collection::vec(
        prop::sample::select(vec![" ", "  ", "\t", " \t "]), 1..6), end in prop::sample::select(vec!["\n", "\r\n", "\r"]))
    {
        let spelt: String = text.lines().map(|line| respelt(line, &gaps, None) + gaps[0] + end).collect();
        prop_assert_eq!(tidy(&spelt), Some(text));
    }

    #[test]
    fn a_text_damaged_anywhere_is_formatted_whole_or_refused(
        text in otherwise(true), cuts in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..4, "[a-z0-9 .,:{}\"#\\\\\r\n\tµ\u{a0}]{0,3}"), 1..4))
    {
        let mut characters: Vec<char> = text.chars().collect();
        for (place, length, new) in cuts {
            let start = place.index(characters.len());
            let stop = (start + length).min(characters.len());
            characters.splice(start..stop, new.chars());
        }
        promises(&characters.into_iter().collect::<String>())?;
    }
}
